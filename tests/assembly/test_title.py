"""The report's title: what of a first page names the report, and what only stands large on it."""

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Report
from tests.builders import bare, line, page, report

BODY = ("The ministry said on 3 May 2019 that forty villages had been cut off.",)
LONG = tuple(line(BODY[0], top=300 + 12 * i) for i in range(6))


def made(printed: Report) -> Document:
    return assemble(printed, AssemblySettings())


def titled(*heads: tuple[str, float], title: str | None = None) -> str:
    """Return the title of a report whose first page has these heads (text, size in points)."""
    rows: list[Line] = []
    top = 60.0
    for text, size in heads:
        rows.append(line(text, top=top, size=size))
        top += 3 * size
    return made(report(page(*rows, *LONG), title=title, file="scan0007.pdf")).title


def test_the_largest_print_of_the_first_page_is_the_title() -> None:
    printed = report(
        page(
            line("Policy Brief 7", top=60, size=12),
            line("Floods and Relief", top=90, size=20),
            *BODY,
        ),
        title="untitled.doc",
    )
    assert made(printed).title == "Floods and Relief"


def test_a_title_over_two_lines() -> None:
    rows = [line("Floods and Relief in", top=60, size=20), line("the Lower Basin", top=84, size=20)]
    assert made(report(page(*rows, *BODY))).title == "Floods and Relief in the Lower Basin"


def test_else_the_metadata_and_else_the_files_name() -> None:
    assert made(report(page(*BODY), title="Floods")).title == "Floods"
    assert made(report(page(*BODY), file="floods-2021.pdf")).title == "floods-2021"


@pytest.mark.parametrize(
    "larger",
    [
        "Department of Rivers",
        "HIGHLIGHTS",
        "Proposed Rules",
        "Working Paper No. 12",
        "14 March 2021",
        "Volume II of II",
        "By Ada Obi and Jan Vos",
        "Docket No. 19031-13",
        "||| )) 4875,",
    ],
)
def test_what_is_larger_than_the_title_and_is_none(larger: str) -> None:
    assert titled((larger, 18), ("Floods and Relief in the Lower Basin", 16)) == (
        "Floods and Relief in the Lower Basin"
    )


def test_an_organisation_in_the_title_does_no_harm() -> None:
    title = "Why the Department of Rivers Was Late"
    assert titled((title, 18), ("What we heard from villages", 12)) == title


def test_a_short_title_goes_on_in_its_subtitle() -> None:
    assert titled(("BREASTFEEDING", 18), ("Some Strategies May Discourage It", 16)) == (
        "BREASTFEEDING: Some Strategies May Discourage It"
    )


def test_neither_the_authors_nor_a_date_is_a_subtitle() -> None:
    assert titled(("Floods and Relief", 18), ("Rivers Group, June 3, 2022", 14)) == (
        "Floods and Relief"
    )


def test_a_first_section_is_no_subtitle() -> None:
    assert titled(("Buses in Halden", 18), ("1. Findings of the board", 14)) == "Buses in Halden"


def test_metadata_is_believed_where_print_agrees() -> None:
    stated = "RB-12 Floods and Relief: Villages in the Lower Basin"
    heads = (("Floods and Relief", 18), ("Villages in the Lower Basin", 12))
    assert titled(*heads, title=stated) == stated
    assert titled(*heads, title="HighView Image") != "HighView Image"


def test_metadata_that_has_the_half_of_what_is_printed() -> None:
    printed = "Methods of Analysis by the River Survey"
    assert titled((printed, 18), title="METHODS OF ANALYSIS") == printed


def test_a_line_that_says_it_is_the_title() -> None:
    assert titled(("RECORD NUMBER 176", 14), ("TITLE: Memorandum for the Record", 10)) == (
        "Memorandum for the Record"
    )


@pytest.mark.parametrize(
    "head",
    [
        "RIVERS BOARD LEADS AS RURAL VOTES COME IN",
        "Letter from the Chair of the Rivers Board to the Speaker",
    ],
)
def test_a_bare_text_opens_with_its_title(head: str) -> None:
    printed = report(bare(head, "", "The vote was held in May.", "", "Notes", "", "It rained."))
    assert made(printed).title == head


def test_a_bare_text_that_opens_in_a_sentence_has_no_title_there() -> None:
    printed = report(bare("All of the", "", "towns were flooded in May."))
    assert made(printed).title == "report"


def test_the_title_is_marked_in_the_text() -> None:
    printed = report(
        page(
            line("Department of Rivers", top=60, size=18),
            line("Floods and Relief in the Basin", top=110, size=16),
            *LONG,
        )
    )
    document = made(printed)
    titles = [document.text[b.start : b.end] for b in document.blocks if b.kind == "title"]
    assert titles == ["Floods and Relief in the Basin"]
