"""Who acts in a sentence, as a colleague would mark it; without a model."""

import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate import actors, sentences  # noqa: F401  (register the components)
from pipeline.errors import SettingsError
from pipeline.schema import Actor, Block, Document

MARKED = Path(__file__).parent / "marked_actors.tsv"
MARK = re.compile(r"\[([^\]=/]+)(?:=([^\]/]+))?(?:/(\w+))?\]")


def marked() -> list[str]:
    rows = MARKED.read_text(encoding="utf-8").splitlines()
    return [row.split("\t")[1] for row in rows if row[0] != "#"][1:]


def pipeline_with(*lists: Path) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentences")
    nlp.add_pipe("actors", config={"user_lists": [str(path) for path in lists]})
    return nlp


@pytest.fixture(scope="module")
def annotated() -> Callable[[str], Doc]:
    return pipeline_with()


def found(doc: Doc) -> list[Actor]:
    return [span._.actor for span in doc.spans["actors"]]


def names(doc: Doc) -> list[str]:
    return [actor.name for actor in found(doc)]


@pytest.mark.parametrize("example", marked())
def test_actors_are_those_that_are_marked(example: str, annotated: Callable[[str], Doc]) -> None:
    expected = [(m[1], m[2] or m[1], m[3]) for m in MARK.finditer(example)]
    doc = annotated(MARK.sub(r"\1", example))
    spans: list[Span] = list(doc.spans["actors"])
    assert [(s.text, s._.actor.name) for s in spans] == [(text, name) for text, name, _ in expected]
    roles = [(s.text, s._.actor.role) for s, e in zip(spans, expected, strict=True) if e[2]]
    assert roles == [(text, role) for text, _, role in expected if role]


def test_a_surname_means_the_one_person_who_has_it(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("President Wanjiru Mwangi spoke first. Mwangi left early; Kamau stayed.")
    assert names(doc) == ["Wanjiru Mwangi", "Wanjiru Mwangi"]


def test_a_surname_that_two_share_stays_as_written(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("Dr Jane Okello met Dr Peter Okello. Mr Okello did not sign.")
    assert names(doc) == ["Jane Okello", "Peter Okello", "Okello"]


def test_a_definition_in_the_text_beats_the_list(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("The Sahel Crops Observatory (SCO) counts sacks. SCO staff are few.")
    assert set(names(doc)) == {"Sahel Crops Observatory"}


def test_an_acronym_is_known_before_it_is_defined(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("HACC warned in May. The Horn Action Coordination Centre (HACC) was right.")
    assert set(names(doc)) == {"Horn Action Coordination Centre"}


def test_country_and_sector_are_given(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("Kenya and the Taliban met the IMF.")
    assert [(a.country, a.sector) for a in found(doc)] == [
        ("KEN", "state"), ("AFG", "armed group"), (None, "international organisation"),
    ]  # fmt: skip


def test_a_doubtful_alias_needs_a_second_witness(annotated: Callable[[str], Doc]) -> None:
    assert names(annotated("The PTI was measured twice.")) == []
    assert "Pakistan Tehreek-e-Insaf" in names(annotated("In Pakistan the PTI won."))
    united = annotated("The United Nations met. The General Assembly voted on Friday.")
    assert names(united) == ["United Nations", "UN General Assembly"]


def test_a_partys_name_that_many_states_know_needs_its_state(
    annotated: Callable[[str], Doc],
) -> None:
    abroad = found(annotated("The Labour Party lost two seats in Norway."))
    at_home = found(annotated("The Labour Party lost two seats in Britain."))
    assert (abroad[0].name, abroad[0].country) == ("Labour Party", None)
    assert (at_home[0].name, at_home[0].country) == ("Labour Party", "GBR")


def test_a_ministry_is_of_the_state_that_its_sentence_begins_with(
    annotated: Callable[[str], Doc],
) -> None:
    about = "Senegal lost fish. Senegal sold permits. Senegal and its boats. The boats of Senegal."
    doc = annotated(f"{about} Ghana closed its waters; catches rose, the Ministry of Trade said.")
    assert names(doc)[-1] == "Ministry of Trade (Ghana)"
    doc = annotated(f"{about} The Ministry of Trade summoned the envoy of Ghana.")
    assert "Ministry of Trade (Senegal)" in names(doc)


def test_an_acronym_is_a_body_where_persons_belong_to_it(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("Dr Ama Boateng of KRF lost by far. The KRF will appeal; the ABC did not.")
    assert names(doc) == ["Ama Boateng", "KRF", "KRF"]


def test_names_do_not_cross_paragraphs(annotated: Callable[[str], Doc]) -> None:
    doc = annotated("Harbour Research Institute\n\nBetween Two Rivers")
    assert names(doc) == ["Harbour Research Institute"]


def test_in_headings_nobody_is_guessed() -> None:
    nlp = pipeline_with()
    text = "President Ann Lee\n\nPresident Joan Poe"
    doc = nlp.make_doc(text)
    blocks = (Block("heading", 0, 17), Block("paragraph", 19, 37))
    doc._.document = Document("id", "report.pdf", text, blocks=blocks)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert names(doc) == ["Joan Poe"]


# --- a user's own list ---------------------------------------------------------------------------


def test_a_users_list_is_put_over_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(
        "name\taliases\tsector\tcountry\tsource\n"
        "Delta Water Users\tDWU|Delta Users\tcivil society\tBGD\tour register\n"
        "The Movement\tTaliban\tparty\tAFG\tour style\n",
        encoding="utf-8",
    )
    doc = pipeline_with(path)("DWU met the Taliban and Kenya.")
    assert [(a.name, a.sector) for a in found(doc)] == [
        ("Delta Water Users", "civil society"), ("The Movement", "party"), ("Kenya", "state"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("who\twhat\nA\tB\n", "line 1"),
        ("name\tsector\nAcme\tbusines\n", "line 2: unknown sector 'busines'"),
        ("name\tcountry\n# fine\nAcme\tKenya\n", "line 3: country 'Kenya'"),
        ("name\taliases\n\tAcme\n", "line 2: no name"),
        ("name\nAcme\tbusiness\n", "line 2: 2 cells under 1 heads"),
        ("", "line 1"),
    ],
)
def test_a_bad_line_is_named(lines: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(says)) as error:
        pipeline_with(path)
    assert "mine.tsv" in str(error.value)


def test_a_list_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "binary.tsv").write_bytes(b"\xff\xfe\x00name")
    for name in ("missing.tsv", "binary.tsv"):
        with pytest.raises(SettingsError, match=name):
            pipeline_with(tmp_path / name)


# --- whatever the text ---------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["Kenya", "the", "government", "of", "Ministry", "(", ")", "WHO", "IS-", "K", "’s", ".", "\n\n",
     "President", "Ann", "Lee", "and", "Finance", ",", "Council", "said", "US", "$", "2019", "al-"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_mentions_are_disjoint_and_in_order_in_any_text(text: str) -> None:
    doc = ANY(text)
    assert doc.text == text
    spans = list(doc.spans["actors"])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span._.actor.name and span._.actor.text for span in spans)


@pytest.mark.parametrize(
    "hostile",
    ["Bank of " * 8000, "(A" * 20_000, "President " * 6000, "Ann Lee, " * 6000, "US " * 20_000,
     "al-" * 20_000, "[A 2019; " * 6000, "Kenya's " * 8000, "A" * 100_000, "Ministry and " * 8000,
     "Mr Anthony Brook of KRF met Dr Ama Boateng. " * 4000],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    before = time.process_time()
    ANY(hostile)
    assert time.process_time() - before < 10  # a second each


ANY = pipeline_with()
