"""A row as its reviewer left it, whatever a later run makes of the same sentence."""

from dataclasses import replace

import pytest

from pipeline.errors import ReviewConflict
from pipeline.reviewed import corrected, reviewed
from pipeline.schema import Decision, Quantity, Time
from tests.claim_builders import SENTENCE, claim, full_claim

THEN = full_claim()
NOW = full_claim(quantity=Quantity("more than 124 attacks", 142.0, unit="raid"), place="Yobe")


@pytest.mark.parametrize("status", ["accepted", "corrected"])
def test_who_accepts_a_row_accepts_the_values_that_stood_in_it(status: str) -> None:
    row = reviewed(NOW, Decision("c0", status, about=THEN))  # type: ignore[arg-type]
    assert (row.quantity, row.place) == (THEN.quantity, THEN.place)
    assert row.flags[-1] == "changed since review"


@pytest.mark.parametrize("status", ["new", "rejected"])
def test_of_a_row_that_nobody_accepted_todays_values_stand(status: str) -> None:
    assert reviewed(NOW, Decision("c0", status, about=THEN)) == NOW  # type: ignore[arg-type]


def test_an_undecided_row_is_as_it_was_read() -> None:
    assert reviewed(NOW, None) is NOW


def test_a_decision_that_was_found_by_content_is_flagged() -> None:
    row = reviewed(NOW, Decision("another id", "rejected"))
    assert row.flags == (*NOW.flags, "review moved")


def test_a_correction_stands_on_what_was_seen() -> None:
    decision = Decision("c0", "corrected", (("value", "125"), ("unit", None)), about=THEN)
    row = reviewed(NOW, decision)
    assert row.quantity is not None
    assert (row.quantity.value, row.quantity.unit) == (125, None)
    assert row.quantity.what == "attacks in Borno"


def test_a_correction_that_does_not_fit_costs_the_correction_and_is_flagged() -> None:
    decision = Decision("c0", "corrected", (("value", "many"),), about=THEN)
    row = reviewed(THEN, decision)
    assert row == replace(THEN, flags=(*THEN.flags, "correction unreadable"))


def test_the_figure_is_found_again_in_its_sentence() -> None:
    row = corrected(THEN, {"figure": "124 attacks"})
    assert row.figure_span is not None
    assert SENTENCE[slice(*row.figure_span)] == "124 attacks"
    assert row.figure_bbox == THEN.figure_bbox, "about there"
    other = corrected(THEN, {"figure": "2021", "value": "2021"})
    assert other.figure_bbox == (), "printed elsewhere, nobody knows where"


def test_a_figure_can_be_taken_away_and_given() -> None:
    emptied = dict.fromkeys(
        ("figure", "value", "relation", "unit", "what", "per", "change", "value_high")
    )
    assert corrected(THEN, emptied).quantity is None
    given = corrected(claim(), {"value": "124"})
    assert given.quantity == Quantity("124", 124.0)
    with pytest.raises(ReviewConflict, match="Give it, or empty"):
        corrected(THEN, {"value": None})


def test_times_sources_and_references_are_corrected_in_their_parts() -> None:
    row = corrected(
        THEN, {"time_start": "2021-03", "source": "the army", "reference": "Another book."}
    )
    assert row.time == Time("in 2021", "2021-03", "2021")
    assert row.attribution is not None
    assert (row.attribution.source, row.attribution.cue) == ("the army", "According to")
    assert [c.reference for c in row.citations] == ["Another book.", None]
    bare = corrected(claim(), {"reference": "A book.", "time": "in May"})
    assert [(c.label, c.reference) for c in bare.citations] == [("", "A book.")]
    assert bare.time == Time("in May")


def test_actors_keep_what_is_known_of_them() -> None:
    row = corrected(THEN, {"actors": "Nigeria; Boko Haram", "role": "target; agent"})
    assert [(a.name, a.text, a.role) for a in row.actors] == [
        ("Nigeria", "Borno", "target"), ("Boko Haram", "Boko Haram", "agent"),
    ]  # fmt: skip
    with pytest.raises(ReviewConflict, match="1 for 2 actors"):
        corrected(THEN, {"role": "agent"})
