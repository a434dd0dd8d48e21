"""What makes a row less sure, on rows made by hand."""

from dataclasses import replace

import pytest

from pipeline.confidence import DOUBT, confidence, doubts
from pipeline.schema import Actor, Attribution, Claim, Quantity, Time
from tests.claim_builders import full_claim

FIGURE = Quantity("400 civilians", 400.0, None, "=", "civilian", "civilians killed in the north")
SAID = "The report says that 400 civilians were killed in the north of Mali."
SURE = full_claim(claim=SAID, quantity=FIGURE, ocr_confidence=None, flags=())


@pytest.mark.parametrize(
    ("doubt", "row"),
    [
        ("no unit", replace(SURE, quantity=replace(FIGURE, unit=None))),
        ("no what", replace(SURE, quantity=replace(FIGURE, what=None))),
        ("words of what under four", replace(SURE, quantity=replace(FIGURE, what="civilians"))),
        ("ocr unsure, in tenths", replace(SURE, ocr_confidence=0.7)),
        ("bare text", replace(SURE, bbox=())),
        ("no full stop", replace(SURE, claim=SAID.rstrip("."))),
        ("stray mark", replace(SURE, flags=("stray mark",))),
    ],
)
def test_what_speaks_against_a_row(doubt: str, row: Claim) -> None:
    assert doubt not in doubts(SURE)
    assert doubts(row)[doubt] > 0
    assert confidence(row) <= confidence(SURE)


def test_every_doubt_makes_a_row_less_sure() -> None:
    assert all(weight < 0 for name, weight in DOUBT.items() if name != "none")
    assert confidence(replace(SURE, quantity=replace(FIGURE, unit=None))) < confidence(SURE)


def test_a_cell_of_a_table_has_no_doubts_of_a_sentence() -> None:
    figure = Quantity("1,204", 1204.0, None, "=", "USD", "exports to Kenya in 2019")
    cell = full_claim(
        claim="1,204", quantity=figure, ocr_confidence=None, flags=(), attribution=None, actors=()
    )
    assert doubts(cell) == {}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Peace came to the valley in spring.", 0),
        ("The Kivu Relief Trust sent flour to Goma.", 4),  # but for the first word
        ("Nigeria’s army left Damasak in March 2021.", 0),
        ("Nigeria, Chad and Niger signed.", 2),
        ("He said: “Nobody came.” Then he left; “None of us,” she said.", 0),
        ("", 0),
    ],
)
def test_names_that_no_column_has_are_a_doubt(said: str, left: int) -> None:
    row = full_claim(
        claim=said,
        actors=(Actor("Nigeria", "Nigeria", "agent", "NGA"),),
        time=Time("March 2021"),
        place="Damasak",
        quantity=None,
    )
    assert doubts(row).get("names left", 0) == left


def test_an_actor_whose_country_is_not_known_is_a_doubt() -> None:
    known, unknown = Actor("Chad", "Chad", country="TCD"), Actor("Kivu Relief Trust", "the Trust")
    assert "actor of no country" not in doubts(full_claim(actors=(known,)))
    assert "actor of no country" in doubts(full_claim(actors=(known, unknown)))


@pytest.mark.parametrize("quoted", ["They are “enemies”.", 'They are "enemies".'])
def test_a_quotation_is_a_doubt(quoted: str) -> None:
    assert "quotation" in doubts(full_claim(claim=quoted))
    assert "quotation" not in doubts(full_claim(claim="They are enemies."))


@pytest.mark.parametrize(
    ("number", "alone"),
    [("12.5", True), ("1,204", True), ("twelve", True), ("15 per cent", False), ("15%", False),
     ("€15", False)],
)  # fmt: skip
def test_a_number_that_takes_its_unit_from_another_is_a_doubt(number: str, alone: bool) -> None:
    figure = Quantity(number, 12.0, None, "=", "percent", "share of wheat in exports")
    row = full_claim(
        claim=f"The share of wheat rose from {number} to 16 per cent.", quantity=figure
    )
    assert ("number alone" in doubts(row)) is alone


def test_a_source_that_is_no_actor_is_a_doubt() -> None:
    said = Attribution("a camp manager", "said")
    assert "source of no name" in doubts(full_claim(attribution=said))
    named = replace(said, source="Chad", actor="Chad")
    assert "source of no name" not in doubts(full_claim(attribution=named))
    assert "source of no name" not in doubts(full_claim(attribution=None))
