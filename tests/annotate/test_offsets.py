"""Times told from another time."""

import pytest

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.times import times_in
from pipeline.annotate.times.calendars import When
from pipeline.annotate.times.offsets import apposed, that_year, told_from


@pytest.mark.parametrize(
    ("text", "base", "days"),
    [
        ("eighteen months earlier", ("2024-06", "2024-06"), ("2022-12", "2022-12")),
        ("a year before", ("2024-01", "2024-03"), ("2023-01", "2023-03")),
        ("two days later", ("2021-08-12", "2021-08-12"), ("2021-08-14", "2021-08-14")),
    ],
)
def test_it_counts_from_the_date_told_before(
    text: str, base: tuple[str, str], days: tuple[str, str]
) -> None:
    cut = Cut(atoms(text))
    (when,) = times_in(cut.atoms)
    told = told_from(cut, when, When(0, 1, *base))
    assert told is not None
    assert (told.start, told.end) == days


def test_months_from_a_year_are_not_known() -> None:
    cut = Cut(atoms("six months later"))
    (when,) = times_in(cut.atoms)
    assert told_from(cut, when, When(0, 1, "2021", "2021")) is None


def test_that_year_is_the_year_told_before() -> None:
    cut = Cut(atoms("In November of that year it fell."))
    found = that_year(cut, When(0, 1, "2022-06", "2022-09"), frozenset())
    assert found is not None
    assert (found.start, found.end) == ("2022-11", "2022-11")


def test_a_date_behind_an_offset_says_which_day_it_was() -> None:
    cut = Cut(atoms("Two days earlier, on 12 September 2021, it shut."))
    offset, date = times_in(cut.atoms)
    assert apposed(cut, offset, date)


def test_a_year_before_a_decade_is_no_year() -> None:
    cut = Cut(atoms("a year earlier"))
    (when,) = times_in(cut.atoms)
    assert told_from(cut, when, When(0, 1, "2006", "2016")) is None
