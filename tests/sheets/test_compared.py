"""What several reports say together, as the sheet Compare, as CSV and as JSON."""

import csv
import io
from pathlib import Path

from openpyxl import load_workbook

from pipeline.schema import CitedReport, Group, Member
from pipeline.sheets.compared import group_objects, write_groups_csv
from pipeline.sheets.workbook import write_workbook
from tests.claim_builders import REPORT, full_claim
from tests.sheets.source import Claims


def member(name: str, figure: str) -> Member:
    return Member(
        claim_id=name, report_id=REPORT, report=f"Report {name}", file=f"{name}.pdf", page=4,
        date="2022", claim=f"=Trade was worth {figure}.", figure=figure, time="2021", source=None,
    )  # fmt: skip


CONFLICT = Group("g1", (member("a", "$2 billion"), member("b", "$1.5 billion")), (("a", "b"),))
SAME = Group("g2", (member("c", "7 ships"), member("d", "7 ships")))
CITED = CitedReport(REPORT, "3", "The war around the lake, 2022", REPORT, "title")


def test_a_conflict_shows_both_quotes_sources_and_dates_side_by_side() -> None:
    file = io.BytesIO()
    source = Claims([full_claim()], groups=[CONFLICT, SAME], cited=[CITED])
    write_workbook(file, source, Path("/out"))
    rows = list(load_workbook(file)["Compare"].iter_rows(values_only=True))
    table = [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]
    assert [(r["group"], r["verdict"], r["figure"], r["against"]) for r in table] == [
        (1, "conflict", "$2 billion", "$1.5 billion (Report b, p. 4)"),
        (1, "conflict", "$1.5 billion", "$2 billion (Report a, p. 4)"),
        (2, "same", "7 ships", None),
        (2, "same", "7 ships", None),
        (None, "cites", None, "The war around the lake"),
    ]
    assert table[0]["report date"] == "2022"
    assert table[4]["claim"] == "[3] The war around the lake, 2022"


def test_csv_has_a_row_a_claim_and_no_formula() -> None:
    file = io.StringIO()
    write_groups_csv(file, [CONFLICT, SAME])
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    assert [(r["group"], r["verdict"], r["report"]) for r in rows][1:3] == [
        ("1", "conflict", "Report b"), ("2", "same", "Report c"),
    ]  # fmt: skip
    assert rows[0]["claim"] == "'=Trade was worth $2 billion."


def test_json_names_each_two_that_disagree() -> None:
    first, second = group_objects([CONFLICT, SAME])
    assert (first["verdict"], first["against"]) == ("conflict", [["a", "b"]])
    assert [claim["report"] for claim in second["claims"]] == ["Report c", "Report d"]
