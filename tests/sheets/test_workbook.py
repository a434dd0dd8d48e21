"""claims.xlsx, read back as a spreadsheet program would."""

import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.schema import Claim, Decision, Quantity, Reference
from pipeline.sheets import NAMES, grid
from pipeline.sheets.workbook import CLAIM_COLUMNS, write_workbook
from tests.claim_builders import SENTENCE, claim, full_claim, reports
from tests.sheets.source import Claims


def written(source: Claims, folder: Path = Path("/outputs")) -> openpyxl.Workbook:
    """Write a workbook and read it back."""
    file = BytesIO()
    write_workbook(file, source, folder)
    return openpyxl.load_workbook(file, rich_text=True)


def cells(sheet: Worksheet, row: int = 2) -> dict[str, object]:
    """Return a row's values by their heads."""
    heads = [cell.value for cell in sheet[1]]
    return {head: str(c.value) if isinstance(c.value, CellRichText) else c.value
            for head, c in zip(heads, sheet[row], strict=True)}  # fmt: skip


def test_what_a_reviewer_reads_first_stands_at_the_left() -> None:
    book = written(Claims([full_claim()]))
    assert book.sheetnames == [
        "Claims", "Actors", "Figures", "Citations", "Compare", "Reports", "Read me",
    ]  # fmt: skip
    sheet = book["Claims"]
    assert [cell.value for cell in sheet[1]][:3] == ["status", "claim", "figure"]
    assert set(CLAIM_COLUMNS) == set(NAMES)
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    hidden = [c for c, d in sheet.column_dimensions.items() if d.hidden]
    assert hidden, "ids and boxes are folded away"
    got = cells(sheet)
    assert (got["claim"], got["value"], got["page"]) == (SENTENCE, 124, 3)
    assert (got["actors"], got["citations"]) == ("Ministry of Defence (Nigeria); Nigeria", "3, 4")


def test_the_figure_stands_out_in_its_sentence() -> None:
    cell = written(Claims([full_claim()]))["Claims"]["B2"].value
    assert isinstance(cell, CellRichText)
    [bold] = [part for part in cell if isinstance(part, TextBlock) and part.font.b]
    assert bold.text == "more than 124 attacks"


@pytest.mark.parametrize("span", [(0, 9), (60, 67), (0, 67), (66, 70), (5, 5), (90, 99)])
def test_wherever_the_figure_stands_the_sentence_is_whole(span: tuple[int, int]) -> None:
    got = written(Claims([full_claim(figure_span=span)]))["Claims"]["B2"].value
    assert str(got) == SENTENCE


def test_status_is_told_and_confidence_has_three_bands() -> None:
    sheet = written(Claims([full_claim()], {"c0": Decision("c0", "accepted")}))["Claims"]
    assert sheet["A2"].value == "accepted"
    # It is told, not asked: the next run writes this file anew.
    assert sheet.data_validations.dataValidation == []
    column = CLAIM_COLUMNS.index("confidence")
    letter = openpyxl.utils.get_column_letter(column + 1)
    rules = [
        rule
        for block in sheet.conditional_formatting
        if str(block.sqref) == f"{letter}2"
        for rule in block.rules
        if rule.operator == "between"
    ]
    assert len(rules) == 3


def test_the_page_opens_the_report_and_is_still_a_number() -> None:
    source = Claims([full_claim()], path="/reports/50% of it #2 é.pdf")
    sheet = written(source, Path("/outputs"))["Claims"]
    cell = sheet.cell(2, CLAIM_COLUMNS.index("page") + 1)
    assert cell.value == 3
    link = cell.hyperlink
    assert link.target.replace("\\", "/") == "../reports/50%25%20of%20it%20%232%20é.pdf"
    assert link.location == "page=3"


EVIL = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@x",
    "\t=1",
    " =1",
    "＝1",
    "http://x.example/",
    "{=1}",
]


@pytest.mark.parametrize("text", EVIL)
def test_text_stays_text(text: str) -> None:
    hostile = full_claim(
        claim=text, place=text, figure_span=None, quantity=Quantity(text, -5.0, what=text)
    )
    source = Claims([hostile], {"c0": Decision("c0", "new", note=text)}, file=text, report=text)
    book = written(source)
    for sheet in book:
        for line in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in line)
    got = cells(book["Claims"])
    assert (got["claim"], got["place"], got["what"], got["note"]) == (text,) * 4
    assert got["value"] == -5  # a number stays a number


def test_no_formula_and_no_outside_link_is_in_the_file() -> None:
    file = BytesIO()
    write_workbook(file, Claims([full_claim(claim=EVIL[0], figure_span=(0, 5))]), Path("/outputs"))
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            ElementTree.fromstring(text)
            assert "<f>" not in text
            assert 'Target="http' not in text


@given(reports())
@settings(deadline=None, max_examples=25)
def test_any_claims_make_a_workbook_that_opens(claims: list[Claim]) -> None:
    sheet = written(Claims(claims))["Claims"]
    assert sheet.max_row == max(len(claims) + 1, 1)


def test_actors_are_counted_once_a_sentence() -> None:
    rows = [full_claim(), full_claim(claim_id="c1"), full_claim(claim_id="c2", sentence_id="s1")]
    sheet = written(Claims(rows))["Actors"]
    assert sheet.max_row == 3
    got = cells(sheet)
    assert (got["actor"], got["sentences"], got["source"], got["agent"], got["reports"]) == (
        "Ministry of Defence (Nigeria)", 2, 2, None, 1,
    )  # fmt: skip
    assert (got["country"], got["written as"]) == ("NGA", "the ministry")


def test_every_figure_has_a_row() -> None:
    rows = [full_claim(), claim(claim_id="c1"), full_claim(claim_id="c2")]
    sheet = written(Claims(rows))["Figures"]
    assert [row[0].value for row in sheet.iter_rows(2)] == ["more than 124 attacks"] * 2


def test_markers_that_lead_nowhere_and_references_never_cited_are_listed() -> None:
    references = [Reference("3", "Ministry of Defence, Bulletin 12 (2022)."), Reference("5", "X.")]
    rows = [full_claim(), full_claim(claim_id="c1", sentence_id="s1")]
    sheet = written(Claims(rows, references=references))["Citations"]
    got = [(c["marker"], c["found"], c["sentences"]) for c in (cells(sheet, i) for i in (2, 3, 4))]
    assert got == [("3", "yes", 2), ("4", "not found", 2), ("5", "not cited", 0)]


def test_what_was_read_and_what_could_not_be() -> None:
    failure = SimpleNamespace(
        path="/reports/bad.pdf", report_id=None, stage="reading",
        message="bad.pdf: damaged. Get it again.", failed_at="2026-01-31T09:31:00+00:00",
    )  # fmt: skip
    sheet = written(Claims([full_claim()], failures=[failure]))["Reports"]
    read, failed = cells(sheet, 2), cells(sheet, 3)
    assert (read["file"], read["state"], read["pages"], read["seconds"]) == (
        "lake.pdf", "read", 12, 1.5,
    )  # fmt: skip
    assert (failed["file"], failed["state"], failed["remark"], failed["read at"]) == (
        "bad.pdf", "failed", "bad.pdf: damaged. Get it again.", "2026-01-31 09:31 UTC",
    )  # fmt: skip


def test_a_report_whose_file_is_gone_says_so() -> None:
    source = Claims([full_claim()], gone_since="2026-02-01T02:00:00+00:00")
    row = cells(written(source)["Reports"], 2)
    assert (row["state"], row["claims"]) == ("gone", 1)
    assert row["remark"].startswith("Its file is gone since 2026-02-01 02:00 UTC; rows are kept.")


def test_read_me_explains_every_column() -> None:
    sheet = written(Claims([]))["Read me"]
    explained = {row[0].value for row in sheet.iter_rows(2)}
    assert set(NAMES) <= explained


def test_rows_beyond_the_limit_are_counted_and_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(grid, "MAX_ROWS", 60)
    book = written(Claims([claim(claim_id=str(i), sentence_id=str(i)) for i in range(63)]))
    assert book["Claims"].max_row == 61
    assert any("3 rows did not fit" in str(row[1].value) for row in book["Read me"].iter_rows())
    assert "3 rows did not fit" in caplog.text


def test_links_beyond_the_limit_are_plain_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MAX_LINKS", 1)
    sheet = written(Claims([full_claim(), full_claim(claim_id="c1")]))["Claims"]
    column = CLAIM_COLUMNS.index("page") + 1
    assert [bool(sheet.cell(row, column).hyperlink) for row in (2, 3)] == [True, False]
    assert sheet.cell(3, column).value == 3
