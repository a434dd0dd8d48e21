"""Wordings of one thing come out as the same concepts; other things do not."""

import pytest

from pipeline.compare.words import NOTHING, concept, country_at, is_pointer, name_key, stem, words

SAME = [
    ("imported", "imports"), ("exports", "exporting"), ("killed", "deaths"), ("die", "fatalities"),
    ("displaced", "uprooted"), ("emitted", "emissions"), ("harvested", "harvest"),
    ("flooding", "floods"), ("registered", "register"), ("countries", "country"),
]  # fmt: skip
OTHER = [
    ("killed", "wounded"), ("imports", "exports"), ("destroyed", "damaged"), ("price", "cost"),
    ("women", "men"), ("pledged", "given"), ("wheat", "grain"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_concept(a: str, b: str) -> None:
    assert concept(a) == concept(b) != NOTHING


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_two_concepts(a: str, b: str) -> None:
    assert concept(a) != concept(b)


@pytest.mark.parametrize("word", ["the", "total", "number", "2021", "March", "million"])
def test_words_that_say_nothing_of_what_is_measured(word: str) -> None:
    assert concept(word) == NOTHING


def test_some_things_only_their_report_can_tell_from_their_like() -> None:
    assert is_pointer(concept("respondents"))
    assert is_pointer(concept("project"))
    assert not is_pointer(concept("schools"))


def test_countries_by_their_names_and_adjectives() -> None:
    assert country_at(["Argentine", "biodiesel"], 0) == ("@argentina", 1)
    assert country_at(["South", "Africa"], 0) == ("@south africa", 2)
    assert country_at(["Nigerian"], 0) != country_at(["Niger"], 0)
    assert country_at(["biodiesel"], 0) is None


def test_a_government_is_its_state() -> None:
    assert name_key("Government of Ghana") == name_key("Ghana")
    assert name_key("Bank of Ghana") != name_key("Ghana")


def test_possessive_endings_are_cut_off() -> None:
    assert words("Kenya’s exports of the workers' tea") == [
        "Kenya", "exports", "of", "the", "workers", "tea",
    ]  # fmt: skip


def test_no_stem_is_empty() -> None:
    assert all(stem(word) for word in ("s", "ed", "ing", "as", "ies", "être"))
