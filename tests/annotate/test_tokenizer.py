"""The tokens the later stages rely on, marked with | where one ends."""

import time

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import tokenizer

EXAMPLES = [
    "IS-K|and|Al-Qaeda",
    "al-Qaeda|in|Mazar-i-Sharif",
    "Lashkar-e-Taiba|and|Harkat-ul-Jihad",
    "the|Tahrik-i|Taliban",
    "Pak-Afghan|trade",
    "counter-terrorism|is|re-imposed",
    "pro-Iranian|and|non-NATO|states",
    "long|-|term|decision|-|making",
    "Saudi|-|led|,|U.S.|-|backed",
    "the|US|-|Taliban|deal|after|the|Iran|-|Iraq|war",
    "1996|-|2001|and|1996|–|2001",
    "$|2|bn|or|€|1.5|bn",
    "80|%|,|80|%|–|90|%",
    "10,000|-|strong",
    "AK-47|and|COVID-19",
    "the|U.S.|Army",
    "do|n't|,|can|not|,|Iran|'s",
    "9/11",
    "What|?!",
    "~|entity",
    "word|—|word",
    "Lt.|Col.|Smith|et|al.|wrote|on|Wed.",
    "their|id|cards|and|who|wed|whom",
    "section|871(a)(1)|of|the|401(k)|plan",
    "the|Member(s)|and|widow(er)",
    "[t]he|employer",
    "call|713-853-3989",
]


NLP = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})


@pytest.fixture
def nlp():
    return NLP


@pytest.mark.parametrize("marked", EXAMPLES)
def test_a_colleague_would_cut_here(nlp, marked):
    tokens = marked.split("|")
    text = ""
    for i, token in enumerate(tokens):  # print a space where print would have one
        joined = i == 0 or token in {",", "%", "-", "–", "—", "n't", "not", "'s", "bn", "?!"}
        after = i > 0 and tokens[i - 1] in {"-", "–", "—", "$", "€", "~"}
        text += token if joined or after else f" {token}"
    assert [t.text for t in nlp.make_doc(text)] == tokens


def test_brackets_and_stops_are_no_faces(nlp):
    tokens = [t.text for t in nlp.make_doc("(see Table 8). For both (banks): (a) 1")]
    assert tokens == ["(", "see", "Table", "8", ")", ".", "For", "both", "(", "banks", ")", ":",
                      "(", "a", ")", "1"]  # fmt: skip


@given(st.text(max_size=200))
def test_no_character_is_lost(text):
    assert NLP.make_doc(text).text == text


WORDS = st.sampled_from(
    [
        "IS-K",
        "al-Qaeda",
        "re-imposed",
        "$2bn",
        "80%",
        "1996-2001",
        "U.S.",
        "don't",
        "(a)",
        "-",
        "--",
        "–",
        ".",
        ",",
    ]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", " ", "\n\n", "-"]))))
def test_tokens_cover_the_text_in_order(pieces):
    text = "".join(a + b for a, b in pieces)
    doc = NLP.make_doc(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_ten_thousand_hyphens_take_no_time(nlp):
    text = "a-" * 10_000 + " " + "-" * 10_000 + " " + "Al-" * 5_000
    assert nlp.make_doc(text).text == text


@pytest.mark.parametrize("junk", ["(", "<", "$(", '".', "’", "a)", "1(a"])
def test_junk_of_any_length_takes_no_time(nlp, junk):
    """Sign by sign, twenty thousand of them took minutes: the square of their number."""
    text = junk * 20_000
    began = time.process_time()
    assert nlp.make_doc(text).text == text
    assert time.process_time() - began < 10


def test_a_saved_tokenizer_cuts_the_same(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    text = "Al-Qaeda and Saudi-led forces paid $2bn in 1996–2001 (section 871(a)(1))."
    assert [t.text for t in spacy.load(tmp_path / "model")(text)] == [t.text for t in nlp(text)]
