"""What a person decided on stays in the table when a later run no longer finds it."""

from dataclasses import replace
from pathlib import Path

import openpyxl

from pipeline.schema import Decision
from pipeline.sheets import export, read_csv
from pipeline.sheets.lost import LOST, with_lost
from tests.claim_builders import claim
from tests.sheets.source import Claims

FOUND = claim("Forty people were killed.", claim_id="found")
GONE = claim("Prices fell by a tenth.", claim_id="gone")
OTHER = replace(claim("It rained.", claim_id="other"), report_id="b" * 64, file="z.pdf")
DECIDED = Decision(
    "gone", "corrected", (("kind", "assessment"),), "ana", "2026-01-31T09:30:00+00:00", about=GONE
)


def test_it_stands_behind_the_rows_of_its_report_with_a_flag() -> None:
    rows, decisions = with_lost(Claims([FOUND, OTHER], orphans=[DECIDED]))
    assert [(row.claim_id, LOST in row.flags) for row in rows] == [
        ("found", False),
        ("gone", True),
        ("other", False),
    ]
    assert decisions["gone"].status == "corrected"


def test_it_stays_when_its_report_gives_no_row_at_all() -> None:
    rows, _ = with_lost(Claims([OTHER], orphans=[DECIDED]))
    assert [row.claim_id for row in rows] == ["other", "gone"]


def test_the_tables_show_it_as_its_reviewer_left_it(tmp_path: Path) -> None:
    export(Claims([FOUND], orphans=[DECIDED]), tmp_path, ["csv", "xlsx", "jsonl"])
    frame = read_csv(tmp_path / "claims.csv").set_index("claim_id")
    assert frame.loc["gone", "kind"] == "assessment"
    assert frame.loc["gone", "status"] == "corrected"
    assert frame.loc["gone", "reviewer"] == "ana"
    sheet = openpyxl.load_workbook(tmp_path / "claims.xlsx")["Claims"]
    assert sheet.max_row == 3
    assert "Prices fell" not in (tmp_path / "claims.jsonl").read_text()  # what the program reads
