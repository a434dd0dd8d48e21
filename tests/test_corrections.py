"""What may be written into a cell, and what it then means."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.corrections import BY_NAME, checked, corrections, values
from pipeline.errors import ReviewConflict
from tests.claim_builders import any_claim, claim, full_claim

KEPT = [
    ("value", "2,000,000", "2000000"),
    ("value", "2 000 000.5", "2000000.5"),
    ("value", "1.5e9", "1500000000"),
    ("value", "−3", "-3"),
    ("value", "  ", None),
    ("relation", ">=", ">="),
    ("kind", "Fact", "fact"),
    ("negated", "yes", "TRUE"),
    ("time_start", "2021-08", "2021-08"),
    ("unit", " attack \n", "attack"),
    ("actors", "Taliban ;UN", "Taliban; UN"),
    ("what", "=HYPERLINK(1)", "=HYPERLINK(1)"),  # text, whatever it looks like
    ("place", "Ka\u202ebul\x00", "Kabul"),
]


@pytest.mark.parametrize(("column", "typed", "kept"), KEPT)
def test_what_is_typed_is_kept_in_one_form(column: str, typed: str, kept: str | None) -> None:
    assert checked(column, typed) == kept


REFUSED = [
    ("value", "124 attacks", "no number"),
    ("value", "1,5", "no number"),
    ("value", "1e999", "too large"),
    ("value", "nan", "no number"),
    ("relation", "more", "Choose from"),
    ("kind", "", "cannot be empty"),
    ("time_start", "2021-02-30", "2021-08-26"),
    ("time_end", "last year", "no date"),
    ("negated", "perhaps", "TRUE or FALSE"),
    ("role", "agent; culprit", "Choose from"),
    ("claim_id", "x", "cannot be corrected"),
    ("what", "x" * 5000, "the limit is"),
]


@pytest.mark.parametrize(("column", "typed", "message"), REFUSED)
def test_what_does_not_fit_its_column_is_refused_with_a_remedy(
    column: str, typed: str, message: str
) -> None:
    with pytest.raises(ReviewConflict, match=message):
        checked(column, typed)


def test_only_what_differs_is_a_correction() -> None:
    entries = {"value": "124.0", "unit": "raid", "what": " attacks in Borno ", "per": ""}
    assert corrections(full_claim(), entries) == (("unit", "raid"),)


NOT_TOGETHER = [
    ({"actors": "Nigeria"}, "role: 2 for 1"),
    ({"relation": ".."}, "upper end"),
    ({"value_high": "100"}, "less than value"),
    ({"value": ""}, "Empty these"),
    ({"time_end": "2020"}, "before time_start"),
]


@pytest.mark.parametrize(("entries", "message"), NOT_TOGETHER)
def test_entries_must_fit_each_other(entries: dict[str, str], message: str) -> None:
    with pytest.raises(ReviewConflict, match=message):
        corrections(full_claim(), entries)


def test_a_figure_that_was_missed_can_be_entered() -> None:
    made = corrections(claim(), {"value": "124", "relation": ">", "unit": "attack"})
    assert dict(made) == {"value": "124", "relation": ">", "unit": "attack"}


@given(any_claim)
def test_a_row_as_it_went_out_holds_no_correction(claim) -> None:  # type: ignore[no-untyped-def]
    assert corrections(claim, values(claim)) == ()


@given(st.sampled_from(sorted(BY_NAME)), st.text(max_size=30))
@example("actors", ";")
def test_what_was_kept_is_kept_again(column: str, typed: str) -> None:
    try:
        kept = checked(column, typed)
    except ReviewConflict:
        return
    assert checked(column, kept) == kept
