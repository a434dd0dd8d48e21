"""The review workbook as it goes out, and through the programs that people save it with."""

import csv
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from pipeline.errors import SettingsError
from pipeline.schema import Claim, Decision, Quantity
from pipeline.sheets.returned import read_sheet
from pipeline.sheets.review import COLUMNS, EDITABLE, worth_a_look, write_review
from tests.claim_builders import full_claim
from tests.sheets.desk import SENTENCES, Desk, claims, edited, row_of
from tests.sheets.test_workbook import EVIL


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path)
    yield made
    made.store.close()


def png(claim: Claim) -> bytes:
    file = BytesIO()
    Image.new("L", (40 * claim.page, 30)).save(file, "PNG")
    return file.getvalue()


def heads_of(path: Path) -> list[object]:
    return [cell.value for cell in openpyxl.load_workbook(path)["Review"][1]]


# --- what goes out -------------------------------------------------------------------------------


def test_what_is_worth_a_look_comes_first() -> None:
    def row(i: int, worth: float, sure: float, sentence: str | None = None) -> Claim:
        name = f"c{i}"
        return full_claim(
            claim_id=name, sentence_id=sentence or name, check_worthiness=worth, confidence=sure,
            position=i,
        )  # fmt: skip

    rows = [
        row(0, 0.9, 0.9), row(1, 0.9, 0.2), row(2, 0.1, 0.2), row(3, 0.1, 0.9, "c1"),
        row(4, 0.5, 0.5), row(5, 0.5, 0.5), row(6, 0.2, 0.9),
    ]  # fmt: skip
    decisions = {
        "c4": Decision("c4", "accepted"),
        "c5": Decision("c5", "accepted", about=replace(rows[5], kind="prediction")),
    }
    order = [c.claim_id for c in worth_a_look(rows, decisions, {"c6": "says otherwise"})]
    # Conflicts; doubtful and checkable, its sentence with it; changed since decided; decided.
    assert order == ["c6", "c1", "c3", "c0", "c2", "c5", "c4"]


def test_cells_to_correct_look_otherwise_and_have_drop_downs(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(desk.out_file())["Review"]
    heads = [cell.value for cell in sheet[1]]
    fills = {h: c.fill.fgColor.rgb for h, c in zip(heads, sheet[2], strict=True)}
    yellow = {fills[name] for name in EDITABLE if name != "reference_url"}  # that is folded away
    assert len(yellow) == 1
    assert {fills[n] for n in heads if n not in EDITABLE}.isdisjoint(yellow)
    chosen = {
        heads[next(iter(choice.sqref.ranges)).min_col - 1]: choice.formula1
        for choice in sheet.data_validations.dataValidation
    }
    assert chosen.keys() == {
        "status", "kind", "relation", "unit", "modality", "change", "negated",
    }  # fmt: skip
    assert chosen["kind"] == '"fact,assessment,prediction,recommendation"'
    assert chosen["unit"].startswith("=lists!") or chosen["unit"].startswith("lists!")
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_what_a_person_types_stays_as_typed(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(desk.out_file())["Review"]
    heads = [cell.value for cell in sheet[1]]
    formats = {h: c.number_format for h, c in zip(heads, sheet[2], strict=True)}
    assert {formats[n] for n in ("time_start", "citations", "status", "note")} == {"@"}
    assert formats["value"] == "#,##0"


def test_the_print_stands_in_the_row_and_moves_with_it(desk: Desk) -> None:
    path = desk.out_file(evidence=png)
    sheet = openpyxl.load_workbook(path)["Review"]
    column = heads_of(path).index("printed")
    assert len(sheet._images) == 4
    for picture in sheet._images:
        assert picture.anchor._from.col == column
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("<xdr:twoCellAnchor>") == 4, "moved and sized with cells"
    assert "lake.pdf, page 1" in drawing


def test_without_pictures_or_conflicts_their_columns_are_left_out(desk: Desk) -> None:
    heads = heads_of(desk.out_file())
    assert not {"printed", "conflict"} & set(heads)
    with_both = heads_of(desk.out_file(evidence=png, conflicts={"c0": "1.5 billion elsewhere"}))
    assert [h for h in with_both if h] == list(COLUMNS)


def test_only_what_is_wanted_goes_out(desk: Desk) -> None:
    file = BytesIO()
    sending = write_review(
        file, desk.store, desk.folder, wanted=lambda claim, _: claim.page > 1, limit=2
    )
    assert (len(sending.rows), sending.left_out) == (2, 1)


def test_decisions_without_a_claim_are_listed(desk: Desk) -> None:
    desk.store.decide([Decision("c1", "corrected", (("value", "68000"),), "Ada", None, "p. 4")])
    desk.run_again(claims(0, 2, 3))
    sheet = openpyxl.load_workbook(desk.out_file())["Orphaned"]
    heads, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    got = dict(zip(heads, row, strict=True))
    assert (got["claim"], got["corrections"], got["note"]) == (SENTENCES[1], "value: 68000", "p. 4")


@pytest.mark.parametrize("text", EVIL)
def test_text_stays_text_there_and_back(tmp_path: Path, text: str) -> None:
    figure = Quantity(text, -5.0, what=text, unit=text)
    hostile = full_claim(claim=text, place=text, figure_span=None, quantity=figure)
    desk = Desk(tmp_path, [hostile])
    desk.store.decide([Decision("c0", "new", note=text)])
    path = desk.out_file(conflicts={"c0": text})
    for sheet in openpyxl.load_workbook(path):
        for line in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in line)
    assert desk.look(path).taken == []
    desk.store.close()


# --- what comes back -----------------------------------------------------------------------------


def test_an_edited_workbook_is_read(desk: Desk) -> None:
    def edit(sheet: openpyxl.worksheet.worksheet.Worksheet, heads: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, heads, "c0"), heads["status"]).value = "accepted"
        third = row_of(sheet, heads, "c2")
        sheet.cell(third, heads["value"]).value = 0.8
        sheet.cell(third, heads["value"]).number_format = "0%"
        sheet.cell(third, heads["unit"]).value = "percent"
        last = sheet.max_row + 3  # after empty rows
        sheet.cell(last, heads["claim"]).value = "Missed."
        sheet.cell(last, heads["page"]).value = 2

    plan = desk.back(edited(desk.out_file(evidence=png), edit))
    assert plan.findings == []
    assert desk.stands("c0")["status"] == "accepted"
    assert (desk.stands("c2")["value"], desk.stands("c2")["unit"]) == (80, "percent")
    assert [t.made for t in plan.taken].count(True) == 1


def test_columns_may_be_moved_and_a_title_put_above(desk: Desk) -> None:
    def edit(sheet: openpyxl.worksheet.worksheet.Worksheet, heads: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, heads, "c0"), heads["note"]).value = "good"
        for row in sheet.iter_rows():
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Review of the lake reports"

    plan = desk.back(edited(desk.out_file(), edit))
    assert [t.decision.note for t in plan.taken] == ["good"]


def test_a_formula_is_its_result_or_a_problem(desk: Desk) -> None:
    def edit(sheet: openpyxl.worksheet.worksheet.Worksheet, heads: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, heads, "c0"), heads["value"]).value = "=6+7"

    [problem] = desk.back(edited(desk.out_file(), edit)).of("problem")
    assert "formula" in problem.text  # openpyxl computes none, so there is no result


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_of_any_program(desk: Desk, encoding: str, mark: str) -> None:
    rows = list(openpyxl.load_workbook(desk.out_file())["Review"].values)
    path = desk.folder / "back.csv"
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=mark)
        for row in rows:
            cells = ["" if cell is None else str(cell) for cell in row]
            writer.writerow(["rejected" if c == "new" else c for c in cells])
    plan = desk.back(path)
    assert [t.decision.status for t in plan.taken] == ["rejected"] * 4
    assert all(len(t.changed) == 1 for t in plan.taken)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"PK\x03\x04 no workbook", "cannot be read as a workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 old", "old or encrypted"),
        ("a.csv", b"name,age\nAda,36\n", "none of|no sheet"),
        ("a.csv", b"", "no sheet"),
        ("a.csv", b"\x00\x01\x02", "neither a workbook nor text"),
    ],
)
def test_what_is_no_review_sheet_is_said(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=told):
        read_sheet(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        read_sheet(tmp_path / "nowhere.xlsx")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_through_libreoffice_nothing_changes_by_itself(tmp_path: Path) -> None:
    """Saved as xlsx, as OpenDocument and back, and as CSV, by a program of another make."""
    third = Quantity("a third", 1 / 3, unit="fraction", what="of it")
    rows = [
        *claims(),
        full_claim(claim_id="full", sentence_id="full", position=4),
        full_claim(claim_id="third", sentence_id="third", position=5, quantity=third),
    ]
    desk = Desk(tmp_path, rows)
    desk.store.decide([Decision("c1", "corrected", (("time_start", "2021-08"),), "Ada", None, "n")])

    def edit(sheet: openpyxl.worksheet.worksheet.Worksheet, heads: dict[str, int]) -> None:
        sheet.cell(row_of(sheet, heads, "c0"), heads["status"]).value = "accepted"

    sent = edited(desk.out_file(evidence=png), edit)

    def converted(path: Path, form: str) -> Path:
        folder = tmp_path / f"to-{form}"
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'user').as_uri()}",
             "--convert-to", form, "--outdir", str(folder), str(path)],
            check=True, capture_output=True, timeout=200,
        )  # fmt: skip
        return folder / f"{path.stem}.{form}"

    for path in (
        converted(sent, "xlsx"),
        converted(converted(sent, "ods"), "xlsx"),
        converted(sent, "csv"),
    ):
        plan = desk.look(path)
        assert plan.findings == []
        assert [(t.decision.claim_id, t.changed) for t in plan.taken] == [
            ("c0", (("status", "new", "accepted"),))
        ]
    desk.store.close()
