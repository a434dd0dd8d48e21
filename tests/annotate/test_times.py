"""Dates and intervals as reports write them; the report's date is 15 September 2021."""

from datetime import date

import pytest

from pipeline.annotate.atoms import atoms
from pipeline.annotate.times import american_order, reference_date, times_in

REPORT = date(2021, 9, 15)

# words, start, end; an end that is left out is the start, ".." is open
EXAMPLES = [
    ("on August 26, 2021", "2021-08-26"),
    ("on 26 August 2021", "2021-08-26"),
    ("on the 26th of August 2021", "2021-08-26"),
    ("on Thursday, 26 August 2021,", "2021-08-26"),
    ("on 26/8/21", "2021-08-26"),
    ("on 26.8.2021", "2021-08-26"),
    ("on 2021-08-26", "2021-08-26"),
    ("on Aug. 26, 2021", "2021-08-26"),
    ("on 26 Sept 2020", "2020-09-26"),
    ("in August 2021", "2021-08"),
    ("in August, 2021,", "2021-08"),
    ("in 2018", "2018"),
    ("in the year 2018", "2018"),
    ("in the half year to June 2018", "2018-01", "2018-06"),
    ("in the half-year to June 2018", "2018-01", "2018-06"),
    ("over the decade to 2018", "2009", "2018"),
    ("since the start of the year", "2021-01", ".."),
    ("in the late 1990s", "1997", "1999"),
    ("in the early 1990s", "1990", "1993"),
    ("in the mid-1990s", "1993", "1996"),
    ("in the 1990s", "1990", "1999"),
    ("in the ’90s", "1990", "1999"),
    ("in the nineties", "1990", "1999"),
    ("in the 19th century", "1801", "1900"),
    ("in the twenty-first century", "2001", "2100"),
    ("(1996-2001)", "1996", "2001"),
    ("from 1996 to 2001", "1996", "2001"),
    ("between 1996 and 2001", "1996", "2001"),
    ("1996–98", "1996", "1998"),
    ("in FY 2005/06", "2005", "2006"),
    ("in fiscal year 2019-20", "2019", "2020"),
    ("in FY20", "2020"),
    ("in 2005/06", "2005", "2006"),
    ("in Q3 2020", "2020-07", "2020-09"),
    ("in the first half of the financial year 2018/19,", "2018", "2019"),
    ("between March and June last year", "2020-03", "2020-06"),
    ("from November to January last year", "2019-11", "2020-01"),
    ("it will rise through 2030.", "..", "2030"),
    ("it will be taxed from 2023.", "2023", ".."),
    ("it will be closed by the end of the year.", "..", "2021-12-31"),
    ("a vote is planned for 2 November", "2021-11-02"),
    ("in Quarter 2 (April to June) 2025", "2025-04", "2025-06"),
    ("Quarter 1 2024", "2024-01", "2024-03"),
    ("in 2020Q3", "2020-07", "2020-09"),
    ("in the third quarter of 2020", "2020-07", "2020-09"),
    ("in the first half of 2020", "2020-01", "2020-06"),
    ("in H2 2020", "2020-07", "2020-12"),
    ("in summer 2018", "2018-06", "2018-08"),
    ("in the winter of 2018", "2018-12", "2019-02"),
    ("since 1997", "1997", ".."),
    ("since May 2020", "2020-05", ".."),
    ("from 2015 onwards", "2015", ".."),
    ("2015-present", "2015", ".."),
    ("until 2014", "..", "2014"),
    ("until the end of 2014", "..", "2014-12-31"),
    ("before 2001", "..", "2000"),
    ("after 2001", "2002", ".."),
    ("2012 or later", "2012", ".."),
    ("by March 2024", "..", "2024-03"),
    ("last year", "2020"),
    ("this year", "2021"),
    ("next year", "2022"),
    ("last month", "2021-08"),
    ("yesterday", "2021-09-14"),
    ("today", "2021-09-15"),
    ("last quarter", "2021-04", "2021-06"),
    ("over the past ten years", "2011", "2021"),
    ("in the last three months", "2021-06", "2021-09"),
    ("three years ago", "2018"),
    ("two weeks ago", "2021-09-01"),
    ("mid-March", "2021-03", "2021-03"),
    ("in mid-2020", "2020", "2020"),
    ("in early 2020", "2020", "2020"),
    ("in March", "2021-03"),
    ("in November", "2020-11"),
    ("July-September 2020", "2020-07", "2020-09"),
    ("between 12 and 15 May 2020", "2020-05-12", "2020-05-15"),
    ("12–15 May 2020", "2020-05-12", "2020-05-15"),
    ("May 12 to June 3, 2020", "2020-05-12", "2020-06-03"),
    ("from 30 November 2019 to 2 January 2020", "2019-11-30", "2020-01-02"),
    ("on Tuesday", "2021-09-14"),
    ("as of 31 December 2019", "2019-12-31"),
    ("last March", "2021-03"),
    ("28 June in 2020", "2020-06-28"),
    ("on the twenty-sixth of August 2021", "2021-08-26"),
    ("by December they will go", "..", "2021-12"),
    ("they should send what was promised in July.", "2021-07", "2021-07"),
    ("January to March 2021", "2021-01", "2021-03"),
    ("during 2016-17", "2016", "2017"),
    ("in the 12 months to March 2021", "2020-04", "2021-03"),
    ("the year ended 30 June 2021", "2020-07-01", "2021-06-30"),
    ("the week of 12 May 2021", "2021-05-10", "2021-05-16"),
    ("the week ending 16 May 2021", "2021-05-10", "2021-05-16"),
    ("the first ten days of May 2021", "2021-05-01", "2021-05-10"),
    ("the last week of July", "2021-07-26", "2021-08-01"),
    ("on Tuesday of last week", "2021-09-07"),
    ("last week on Tuesday", "2021-09-07"),
    ("over the past two quarters", "2021-01", "2021-06"),
    ("in the five past years", "2016", "2021"),
    ("between January 2019 and now", "2019-01", ".."),
    ("this 3rd day of May 2021", "2021-05-03"),
    ("2014~2018", "2014", "2018"),
    ("prior to 2001", "..", "2000"),
    ("before the 2014 protests", "..", "2014"),
    ("before the end of 2014", "..", "2014"),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0])
def test_times_become_iso_dates(example: tuple[str, ...]) -> None:
    words, start, end = (*example, example[1])[:3]
    (found,) = times_in(atoms(words), today=REPORT)
    assert (found.start or "..", found.end or "..") == (start, end)


@pytest.mark.parametrize(
    "words",
    [
        "2,019 people came",
        "more than 2000 people",
        "the march on the capital",
        "they may leave",
        "$2019 was paid",
        "1999 km of road",
        "for ten years",
        "at 10:30",
        "version 3.11",
        "a score of 3-2",
        "Article 19",
        "the second half",
        "a survey of 1709 schoolchildren",
        "in four of the past five years",
        "31 of them",
    ],
)
def test_amounts_and_words_that_look_like_dates(words: str) -> None:
    assert times_in(atoms(words), today=REPORT) == []


def test_a_relative_date_needs_the_reports_date() -> None:
    (found,) = times_in(atoms("last year"))
    assert found.relative
    assert (found.start, found.end) == (None, None)


def test_which_of_two_small_numbers_is_the_month_comes_from_other_dates() -> None:
    cut = atoms("on 5/6/2021")
    assert times_in(cut)[0].start == "2021"
    assert times_in(cut, month_first=True)[0].start == "2021-05-06"
    assert times_in(cut, month_first=False)[0].start == "2021-06-05"
    assert american_order("8/26/2021, then 9/27/2021") is True
    assert american_order("26/8/2021") is False
    assert american_order("5/6/2021") is None


def test_a_reports_date_may_be_a_year_or_month() -> None:
    assert reference_date("2021") == date(2021, 12, 31)
    assert reference_date("2021-02") == date(2021, 2, 28)
    assert reference_date("soon") is None
    assert reference_date(None) is None


def test_an_impossible_day_is_no_date() -> None:
    assert all(w.start != "2021-02-31" for w in times_in(atoms("on 31/2/2021")))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in nineteen ninety-six", "1996", "1996"),
        ("in October two thousand and five", "2005-10", "2005-10"),
        ("the first nine months of 2023", "2023-01", "2023-09"),
        ("the last four months of 2021", "2021-09", "2021-12"),
        ("the first week of January 2015", "2014-12-29", "2015-01-04"),
        ("two weeks before 13 May 1999", "1999-04-29", "1999-04-29"),
        ("06/2021", "2021-06", "2021-06"),
        ("2019-Aug-01", "2019-08-01", "2019-08-01"),
        ("20210826", "2021-08-26", "2021-08-26"),
        ("q1-2019", "2019-01", "2019-03"),
        ("2005-08", "2005", "2008"),
        ("no later than January 1, 2010", None, "2010-01-01"),
    ],
)
def test_rarer_forms(text: str, start: str | None, end: str | None) -> None:
    (when,) = times_in(atoms(text))
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "third"),
    [
        ("in the fourth quarter, down from 2.9 per cent in the third.", ("2020-07", "2020-09")),
        ("in the first quarter of 2020, and 200 in the second.", ("2020-04", "2020-06")),
    ],
)
def test_a_quarter_may_leave_its_word_to_the_one_before(text: str, third: tuple[str, str]) -> None:
    last = times_in(atoms(text), today=REPORT)[-1]
    assert (last.start, last.end) == third


def test_a_month_that_another_is_held_against_is_the_one_before_it() -> None:
    told = times_in(atoms("252 in December, up from 185 in June"), today=REPORT)
    assert [when.start for when in told] == ["2020-12", "2020-06"]


def test_two_thousand_schools_are_no_year() -> None:
    assert times_in(atoms("They worked in two thousand schools.")) == []
