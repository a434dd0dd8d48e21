"""The model that ships: what it promises to the stages behind it."""

import time
from pathlib import Path

import pytest
import spacy

MODEL = Path(__file__).parents[1] / "models" / "en_reports"
pytestmark = pytest.mark.skipif(not (MODEL / "config.cfg").exists(), reason="not built here")


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(MODEL)


def test_it_holds_the_trained_components_only(nlp):
    assert nlp.pipe_names == [
        "tok2vec", "senter", "tagger", "morphologizer", "trainable_lemmatizer", "parser", "ner",
    ]  # fmt: skip


def test_it_is_small_and_quick_to_load():
    assert sum(f.stat().st_size for f in MODEL.rglob("*") if f.is_file()) < 25_000_000
    began = time.process_time()
    spacy.load(MODEL)
    assert time.process_time() - began < 2


def test_its_labels_are_those_of_the_card(nlp):
    assert set(nlp.get_pipe("ner").labels) == {"PERSON", "ORG", "LOC", "NORP"}
    labels = set(nlp.get_pipe("parser").labels)
    assert {"nsubj", "nsubj:pass", "obj", "obl", "nmod", "appos", "conj", "advcl", "ROOT"} <= labels


def test_it_cuts_words_as_the_package_does(nlp):
    from pipeline.annotate import tokenizer

    ours = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    text = "Al-Qaeda and U.S.-led forces paid $2bn in 1996–2001; counter-terrorism cost 80%."
    assert [t.text for t in nlp.make_doc(text)] == [t.text for t in ours.make_doc(text)]


EXAMPLES = [
    # sentence, word, its label, its head
    ("The Taliban attacked the city.", "Taliban", "nsubj", "attacked"),
    ("The army killed 12 insurgents in the north.", "insurgents", "obj", "killed"),
    ("Twelve civilians were killed by the group.", "civilians", "nsubj:pass", "killed"),
    ("The minister said that the talks failed.", "failed", "ccomp", "said"),
    ("Attacks rose sharply in the province.", "province", "obl", "rose"),
]


@pytest.mark.parametrize(("text", "word", "label", "head"), EXAMPLES)
def test_plain_sentences_are_parsed(nlp, text, word, label, head):
    token = next(t for t in nlp(text) if t.text == word)
    assert (token.dep_, token.head.text) == (label, head)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Talks between Iran and Pakistan were held in Geneva.", "Pakistan", "LOC"),
        ("The United Nations condemned the attack.", "United Nations", "ORG"),
        ("President Barack Obama met Ban Ki-moon in London.", "Barack Obama", "PERSON"),
    ],
)
def test_plain_names_are_found(nlp, text, name, label):
    assert (name, label) in {(ent.text, ent.label_) for ent in nlp(text).ents}


def test_sentence_starts_that_are_set_are_kept(nlp):
    doc = nlp.make_doc("The talks failed The army left")
    doc[3].is_sent_start = True
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert next(s.text for s in doc.sents) == "The talks failed"


def test_the_text_is_untouched(nlp):
    text = "~entity = Afghanistan’s  strangulated\n\n\teconomy…\x0c 9/11.”"
    assert nlp(text).text == text
