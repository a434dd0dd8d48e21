"""Bodies known by their people and their dealings, and newspapers of one word."""

import pytest

from pipeline.annotate.actors.dealings import bodies_dealt_with
from pipeline.annotate.actors.entities import Entity
from pipeline.annotate.actors.gazetteer import load_gazetteer, split_words


def found(text: str, *entities: Entity) -> list[tuple[str, str | None]]:
    words = split_words(text)
    at = {hit.first: hit for hit in load_gazetteer().hits(words)}
    return [(one.name, one.sector) for one in bodies_dealt_with(text, words, at, entities)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Latvia bought 19 trucks from Ferrovel Systems in May", "Ferrovel Systems"),
        ("shares in Ambrelle fell", "Ambrelle"),
        ("the contract was awarded to Ambrelle Works", "Ambrelle Works"),
        ("drivers employed by Ambrelle walked out", "Ambrelle"),
        ("Counsel for Ambrelle rose", "Ambrelle"),
        ("Ambrelle's chief executive left", "Ambrelle"),
        ("Ambrelle’s largest shareholders met", "Ambrelle"),
        ("a subsidiary of Ambrelle closed", "Ambrelle"),
    ],
)
def test_whom_others_deal_with_is_a_firm(text: str, name: str) -> None:
    assert found(text) == [(name, "business")]


@pytest.mark.parametrize(
    "text", ["the Gazette reported", "he told the Gazette", "the Mirror's editor"]
)
def test_a_paper_that_reports_is_one(text: str) -> None:
    assert [sector for _, sector in found(text)] == ["media"]


@pytest.mark.parametrize(
    "text",
    [
        "The BNTX has warned of delays",
        "fighters of the BNTX fled",
        "BNTX, which said so, left",
    ],
)
def test_an_acronym_that_does_what_bodies_do_is_one(text: str) -> None:
    assert found(text) == [("BNTX", "organisation")]


@pytest.mark.parametrize(
    "text",
    [
        "The PCR showed nothing, and the VAT collected in May fell",
        "they bought wheat from Chad",  # a state is found otherwise
        "Counsel for Marsh said that Ellen Marsh was ill",  # a person, named in full elsewhere
        "a treaty was sold to Director Marsh",
        "cells acquired HIV; shares in GDP fell",
        "Ambrelle's roof fell",
        "he hung the Mirror in the hall",
        "the Star shone",
        "sold on Monday to widows",
    ],
)
def test_others_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_place_is_bought_from_by_nobody() -> None:
    text = "They bought coffee from Kaffa and hold shares in Kaffa Coffee."
    assert found(text, Entity(24, 29, "LOC")) == [("Kaffa Coffee", "business")]
