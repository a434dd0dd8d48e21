"""The report's date."""

import pytest

from pipeline.assembly import assemble
from pipeline.assembly.dates import read_date
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Report
from tests.builders import line, page, report

BODY = ("The ministry said on 3 May 2019 that forty villages had been cut off.",)


def made(printed: Report) -> Document:
    return assemble(printed, AssemblySettings())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("14 March 2021", "2021-03-14"),
        ("March 14, 2021", "2021-03-14"),
        ("14th of March 2021", "2021-03-14"),
        ("2021-03-14", "2021-03-14"),
        ("March 2021", "2021-03"),
        ("Sept. 2020", "2020-09"),
        ("32 March 2021", "2021-03"),
        ("Week 32, 2023", "2023-08-13"),
        ("Bulletin of week 1 of 2024", "2024-01-07"),
        ("Week 77, 2023", None),
        ("Issue 14", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert read_date(text) == date


def test_a_date_with_a_line_of_its_own_counts_and_one_in_a_sentence_does_not() -> None:
    assert made(report(page(line("14 March 2021", top=60), *BODY))).date == "2021-03-14"
    assert made(report(page(*BODY))).date is None
    assert made(report(page(*BODY), date="2020-01-02")).date == "2020-01-02"


@pytest.mark.parametrize(
    "text",
    [
        "By Anna Lindqvist and Joseph Mwangi, Northern Wire · Sortavala · Sunday 14 March 2021",
        "Statistics Meridia · Bulletin 2021/31 · Released 14 March 2021, 9:30 a.m.",
        "For immediate release: Sunday, March 14, 2021",
        "COASTAL POLICY LAB AND THE ACADEMY OF FISHERIES | BRIEF NO. 14 | 14 March 2021",
    ],
)
def test_a_date_in_a_byline_or_behind_a_word_that_says_what_it_is(text: str) -> None:
    assert made(report(page(line(text, top=60), *BODY))).printed_date == "2021-03-14"


def test_a_date_that_only_the_file_has_is_a_guess() -> None:
    printed = made(report(page(line("14 March 2021", top=60), *BODY), date="2023-06-14"))
    assert printed.printed_date == "2021-03-14"
    guessed = made(report(page(*BODY), date="2023-06-14"))
    assert (guessed.date, guessed.printed_date) == ("2023-06-14", None)


@pytest.mark.parametrize(
    "text",
    [
        "OPTIONAL FORM NO. 10, MAY 1962 EDITION",
        "Approved for release 14 June 2023",
        "Students by age in the state’s colleges in fall 2006",
        "Table 1. Students by age, fall 2006",
        "Companies Act 2006",
    ],
)
def test_the_date_of_a_form_a_stamp_or_a_statistic_is_not_the_reports(text: str) -> None:
    guess = made(report(page(line(text, top=60), *BODY))).printed_date
    assert guess is None


def test_a_date_in_the_foot() -> None:
    pages = [page(*BODY, line("Flood Brief, March 2021", top=800)) for _ in range(3)]
    assert made(report(*pages)).date == "2021-03"


def test_a_date_within_a_running_text_is_not_the_reports() -> None:
    rows = ["The ministry said on Monday that"] * 7
    printed = report(page(*rows, "forty villages since 4 May 2020", "were hit."))
    assert made(printed).date is None


def test_of_a_season_the_year_is_sure() -> None:
    printed = report(page("Letter of the River Office, Autumn 2020", "", "It rained."))
    assert made(printed).date == "2020"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Filed March 14, 2021.", "2021-03-14"),
        (
            "Letter dated 14 March 2021 from the Chair of the Rivers Board to the Speaker of the"
            " House of Towns",
            "2021-03-14",
        ),
        ("Received: 2 May 2020. Published: 14 March 2021", "2021-03-14"),
        ("River Letter No. 44 Autumn 2020", "2020"),
        ("A PLAN FOR THE DELTA APRIL 2 0 2 1", "2021-04"),
        ("Bulletin of Trade, Q3 2021", "2021"),
        ("Denver, Colorado 1998", "1998"),
        ("© The River Office 2019", "2019"),
    ],
)
def test_a_date_that_says_whose_it_is(text: str, date: str) -> None:
    assert made(report(page(line(text, top=60), *BODY))).printed_date == date


def test_a_files_date_is_believed_where_the_text_bears_it_out() -> None:
    text = "Rain came in May 2023 and again in June 2023."
    assert made(report(page(text), date="2023-07-02")).printed_date == "2023-07"
    assert made(report(page(text), date="2024-07-02")).printed_date is None


def test_years_along_the_axis_of_a_chart_are_not_the_reports() -> None:
    printed = report(page("Spring fair 2004", "", "Autumn fair 2008", "", *BODY))
    assert made(printed).printed_date is None
