"""Notes and tables of text without boxes."""

import pytest

from pipeline.assembly import assemble
from pipeline.assembly.bare_text import is_bare_table
from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.config import AssemblySettings
from pipeline.schema import Document
from tests.builders import bare, report

BODY = (
    "12. Fighting between the Basin Forces and the Union of Herders (UFH) resumed",
    "on 4 February and displaced at least 37,000 civilians from the county within three",
    "weeks. Two doctors told the Panel that mortars had been fired from the airstrip,",
    "which government troops controlled. Neither party has withdrawn its forces.",
    "",
)

MORE = (
    "13. The mission’s staff said that no other airstrip was in use at the time of the",
    "attack, and that the Union had asked twice for a visit, which the ministry refused.",
    "",
)


def made(*pages: tuple[str, ...]) -> Document:
    sheets = [bare(*lines, number=n) for n, lines in enumerate(pages, 1)]
    return assemble(report(*sheets), AssemblySettings())


def references(*pages: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(found.label, found.text) for found in made(*pages).references]


def test_title_author_and_date_before_the_first_blank_line_are_heads() -> None:
    heads = ("Learning after the flood", "A report for the Ministry of Schools", "January 2022", "")
    document = made((*heads, *BODY))
    assert [b.kind for b in document.blocks[:3]] == ["title", "heading", "heading"]
    assert (document.title, document.date) == ("Learning after the flood", "2022-01")
    prose = ("The Basin Forces left the county in May after the rains and the", "Union came.", "")
    assert [b.kind for b in made(prose).blocks] == ["paragraph"]


def test_notes_at_the_foot_count_up_without_a_stop() -> None:
    foot = ("14 Displacement Matrix, 2023.", "15 Interviews, Malut, 7-9 May 2023.", "", "23-1984")
    assert references((*BODY, *foot)) == [
        ("14", "Displacement Matrix, 2023."),
        ("15", "Interviews, Malut, 7-9 May 2023."),
    ]


def test_notes_full_of_dates_are_no_table_and_a_day_is_no_number() -> None:
    foot = (
        "1 CEC decision 4966, 10 June 2021.",
        "2 CEC report on the money of",
        "  9 July 2021, p. 3.",
    )
    assert references((*BODY, *foot, "", "2")) == [
        ("1", "CEC decision 4966, 10 June 2021."),
        ("2", "CEC report on the money of 9 July 2021, p. 3."),
    ]


def test_notes_whose_numbers_are_glued_or_lost() -> None:
    first = (*BODY, "1Hospital Act 2019, ss 3-9.", "", "2Office of the Auditor, p. 22.")
    second = (*MORE, "4Minority report, p. 61.")  # the number 3 was not read
    assert [label for label, _ in references(first, second)] == ["1", "2", "4"]


def test_numbered_paragraphs_are_no_notes() -> None:
    assert references(("15 The Panel traced rifles.", "", "16 The Union levies a tax.")) == []
    assert references((*BODY, "16. The Union levies a tax.", "17. The Panel asks for more.")) == []


def test_a_numbered_paragraphs_first_line_is_no_heading() -> None:
    assert made(BODY).text.startswith("12. Fighting between the Basin Forces and the Union of")
    assert "(UFH) resumed on 4 February" in made(BODY).text


@pytest.mark.parametrize(
    ("lines", "table"),
    [
        (("County Clashes Killed", "Malut 41 212", "Renk 7 (64)", "Total 48 276"), True),
        (("China 512.4 88.0 1,204", "South Korea 97.0 31.6 96"), True),
        (("In 2019 and 2020, 41 and 212 people", "were killed in 7 of 64 villages."), False),
        (("Malut 41 212",), False),
    ],
)
def test_lines_of_numbers_are_a_table(lines: tuple[str, ...], table: bool) -> None:
    printed = [PrintedLine(line, 1, i, "ocr") for i, line in enumerate(bare(*lines).lines)]
    assert is_bare_table(Draft("paragraph", printed)) is table
