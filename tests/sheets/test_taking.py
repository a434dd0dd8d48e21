"""A sheet comes back: what is taken, what is left, and what is said of it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.errors import ReviewConflict
from pipeline.schema import Actor, Claim, Decision, Quantity
from pipeline.sheets.plans import Plan
from pipeline.sheets.returned import Raw
from tests.sheets.desk import SENTENCES, Desk, claims, sheet_of


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path)
    yield made
    made.store.close()


def said(plan: Plan) -> list[str]:
    return [f"{f.line or ''} {f.level}: {f.text}" for f in plan.findings]


# --- what is taken -----------------------------------------------------------------------------


def test_an_untouched_sheet_says_nothing(desk: Desk) -> None:
    plan = desk.look(sheet_of(desk.out()))
    assert (plan.taken, plan.findings, plan.untouched) == ([], [], 4)


def test_a_verdict_is_taken_with_who_when_and_what(desk: Desk) -> None:
    edits = {
        ("c0", "status"): "accepted",
        ("c3", "status"): " Rejected",
        ("c3", "note"): "no claim",
    }
    plan = desk.back(sheet_of(desk.out(), edits), "Ada")
    assert [(t.decision.claim_id, t.changed) for t in plan.taken] == [
        ("c0", (("status", "new", "accepted"),)),
        ("c3", (("status", "new", "rejected"), ("note", None, "no claim"))),
    ]
    got = desk.stands("c3")
    assert (got["status"], got["reviewer"], got["note"]) == ("rejected", "Ada", "no claim")
    assert got["reviewed_at"].startswith("2026-02-01")


@pytest.mark.parametrize(
    ("column", "typed", "stands"),
    [
        ("value", 13, 13.0),
        ("value", "1,234", 1234.0),
        ("unit", "civilian ", "civilian"),
        ("what", "people killed in the raid", "people killed in the raid"),
        ("relation", "≥", ">="),
        ("kind", "Assessment", "assessment"),
        ("modality", "hedged", "hedged"),
        ("negated", True, True),
        ("negated", "yes", True),
        ("time_start", datetime(2021, 8, 26), "2021-08-26"),
        ("time_start", 2021.0, "2021"),
        ("actors", "Nigeria; Boko Haram", "Nigeria; Boko Haram"),
        ("citations", 3.0, "3"),
        ("reference", "A book (2020).", "A book (2020)."),
        ("claim", "The raid killed 12 people.", "The raid killed 12 people."),
        ("what", None, None),
    ],
)
def test_a_corrected_cell_is_in_every_export(
    desk: Desk, column: str, typed: Raw, stands: object
) -> None:
    plan = desk.back(sheet_of(desk.out(), {("c0", column): typed}))
    assert plan.findings == []
    got = desk.stands("c0")
    assert (got["status"], got[column]) == ("corrected", stands)


def test_actors_without_roles_are_mentioned_and_those_that_were_there_keep_theirs(
    tmp_path: Path,
) -> None:
    rows = claims()
    rows[0] = replace(rows[0], actors=(Actor("Nigeria", "Nigeria", "target", "NGA", "state"),))
    desk = Desk(tmp_path, rows)
    desk.back(sheet_of(desk.out(), {("c0", "actors"): "Boko Haram; Nigeria"}))
    got = desk.stands("c0")
    assert (got["role"], got["country"]) == ("mentioned; target", "none; NGA")


def test_the_figure_is_marked_where_it_was_corrected_to(desk: Desk) -> None:
    edits = {("c0", "figure"): "31", ("c0", "value"): 31, ("c0", "what"): "wounded"}
    desk.back(sheet_of(desk.out(), edits))
    assert desk.stands("c0")["figure"] == "31"


def test_a_correction_can_be_corrected_and_taken_back(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c0", "value"): 13, ("c0", "unit"): "civilian"}))
    desk.back(sheet_of(desk.out(), {("c0", "value"): 14}))
    got = desk.stands("c0")
    assert (got["value"], got["unit"], got["status"]) == (14, "civilian", "corrected")
    desk.back(sheet_of(desk.out(), {("c0", "value"): 12, ("c0", "unit"): "person"}))
    assert desk.stands("c0")["status"] == "accepted"


def test_a_status_can_be_withdrawn(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c0", "status"): "accepted"}))
    desk.back(sheet_of(desk.out(), {("c0", "status"): None}))
    assert desk.stands("c0")["status"] == "new"


def test_a_note_alone_is_kept_with_its_lines(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c0", "note"): "ask Ben\r\nabout p. 4 "}))
    got = desk.stands("c0")
    assert (got["status"], got["note"]) == ("new", "ask Ben\nabout p. 4")
    assert desk.back(sheet_of(desk.out())).taken == []


def test_the_reviewers_column_says_who_it_was(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c0", "status"): "accepted", ("c0", "reviewer"): "Ben"}))
    assert desk.stands("c0")["reviewer"] == "Ben"


def test_the_order_of_the_rows_means_nothing(desk: Desk) -> None:
    sheet = sheet_of(desk.out(), {("c2", "status"): "accepted"}, order=lambda i: -i)
    assert [t.decision.claim_id for t in desk.back(sheet).taken] == ["c2"]


# --- the same sheet again ------------------------------------------------------------------------


def test_the_same_sheet_twice_says_nothing_new(desk: Desk) -> None:
    sheet = sheet_of(
        desk.out(), {("c0", "value"): 13, ("c1", "status"): "accepted", ("c1", "note"): "ok"},
        copies=[("c0", {"figure": "31", "value": 31})],
        added=[{"claim": "Missed.", "page": 2}],
    )  # fmt: skip
    assert len(desk.back(sheet).taken) == 4
    again = desk.back(sheet)
    assert (again.taken, again.findings, again.already) == ([], [], 4)


def test_a_reviewer_goes_on_in_the_same_sheet_and_changes_their_mind(desk: Desk) -> None:
    out = desk.out()
    desk.back(sheet_of(out, {("c0", "status"): "accepted"}))
    later = sheet_of(out, {("c0", "status"): "rejected", ("c1", "status"): "accepted"})
    assert said(desk.back(later)) == []
    assert desk.stands("c0")["status"] == "rejected"


def test_an_older_copy_of_a_sheet_does_not_undo_the_newer_one(desk: Desk) -> None:
    out = desk.out()
    monday = sheet_of(out, {("c0", "status"): "accepted"})
    tuesday = sheet_of(out, {("c0", "status"): "rejected"})
    desk.back(monday)
    desk.back(tuesday)
    [finding] = desk.back(monday).of("conflict")
    assert "older copy" in finding.text
    assert desk.stands("c0")["status"] == "rejected"


# --- two people --------------------------------------------------------------------------------


def test_two_peoples_copies_are_both_read(desk: Desk) -> None:
    out = desk.out()
    desk.back(sheet_of(out, {("c0", "status"): "accepted"}), "Ada")
    plan = desk.back(sheet_of(out, {("c1", "status"): "rejected"}), "Ben")
    assert said(plan) == []
    assert [desk.stands(c)["reviewer"] for c in ("c0", "c1")] == ["Ada", "Ben"]


def test_what_they_corrected_in_different_cells_is_put_together(desk: Desk) -> None:
    out = desk.out()
    desk.back(sheet_of(out, {("c0", "value"): 13}), "Ada")
    plan = desk.back(sheet_of(out, {("c0", "unit"): "civilian"}), "Ben")
    assert said(plan) == []
    got = desk.stands("c0")
    assert (got["value"], got["unit"]) == (13, "civilian")


def test_where_they_disagree_the_row_is_left_and_both_are_named(desk: Desk) -> None:
    out = desk.out()
    desk.back(sheet_of(out, {("c0", "status"): "accepted", ("c0", "value"): 13}), "Ada")
    sheet = sheet_of(out, {("c0", "status"): "rejected", ("c1", "status"): "accepted"})
    plan = desk.back(sheet, "Ben")
    assert said(plan) == [
        "2 conflict: status went out as 'new', Ada made it 'corrected' on 2026-02-01, "
        "this sheet says 'rejected'"
    ]
    assert desk.stands("c0")["status"] == "corrected"
    assert desk.stands("c1")["status"] == "accepted", "the other rows are taken"
    assert desk.back(sheet, "Ben", prefer="sheet").of("conflict") == []
    assert desk.stands("c0")["status"] == "rejected"


def test_what_was_decided_on_the_page_meanwhile_is_not_overruled(desk: Desk) -> None:
    out = desk.out()
    desk.store.decide([Decision("c0", "rejected", (), "Ben", "2026-01-31T12:00:00+00:00")])
    [finding] = desk.back(sheet_of(out, {("c0", "status"): "accepted"})).of("conflict")
    assert "Ben made it 'rejected'" in finding.text
    assert desk.back(sheet_of(out)).findings == [], "an untouched row does not disagree"


def test_a_row_that_stands_twice_and_disagrees_is_left(desk: Desk) -> None:
    sheet = sheet_of(
        desk.out(), {("c0", "status"): "accepted"}, copies=[("c0", {"status": "rejected"})]
    )
    plan = desk.back(sheet)
    assert plan.taken == []
    assert [(f.line, f.level) for f in plan.findings] == [(2, "conflict"), (6, "conflict")]


def test_a_row_that_stands_twice_and_agrees_is_one(desk: Desk) -> None:
    sheet = sheet_of(desk.out(), {("c0", "status"): "accepted"}, copies=[("c0", {})])
    plan = desk.back(sheet)
    assert [t.decision.claim_id for t in plan.taken] == ["c0"]
    assert said(plan) == ["6 remark: says the same as row 2"]


# --- what cannot be read -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "reason"),
    [
        ("value", "two billion", "no number"),
        ("value", datetime(2021, 1, 2), "a date, 2021-01-02, where a number belongs"),
        ("value", True, "TRUE is no number"),
        ("value", None, "Empty these, too"),
        ("value", "80%", "the unit is person"),
        ("value_high", 5, "less than value"),
        ("kind", "opinion", "Choose from"),
        ("status", "acepted", "none of new, accepted, corrected, rejected"),
        ("time_start", "26/08/2021", "Write 2021"),
        ("time_start", "2021-13", "Write 2021"),
        ("negated", "perhaps", "TRUE or FALSE"),
        ("role", "boss", "agent"),
        ("claim", None, "cannot be empty"),
    ],
)
def test_what_does_not_fit_its_column_leaves_the_whole_row(
    desk: Desk, column: str, typed: Raw, reason: str
) -> None:
    edits = {("c0", "note"): "look", ("c0", column): typed, ("c1", "status"): "accepted"}
    plan = desk.back(sheet_of(desk.out(), edits))
    [problem] = plan.of("problem")
    assert reason in problem.text
    assert (problem.line, problem.claim) == (2, SENTENCES[0])
    assert [t.decision.claim_id for t in plan.taken] == ["c1"], "nothing is half taken"


def test_a_percentage_is_read_by_its_unit(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c0", "value"): "80 %", ("c0", "unit"): "percent"}))
    assert desk.stands("c0")["value"] == 80


def test_a_deleted_column_is_said_and_nothing_is_read_of_it(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c0", "value"): 13}))
    sheet = sheet_of(desk.out(), {("c1", "status"): "accepted"}, without=("value", "unit"))
    plan = desk.back(sheet)
    assert [t.decision.claim_id for t in plan.taken] == ["c1"]
    assert said(plan) == [" remark: not in the sheet, so nothing was read of them: value, unit"]
    assert desk.stands("c0")["value"] == 13


def test_rows_are_known_by_either_of_their_two_ids(desk: Desk) -> None:
    edits = {("c0", "status"): "accepted"}
    out = desk.out()
    by_row = desk.look(sheet_of(out, edits, without=("claim_id",)))
    sheet = replace(sheet_of(out, edits, without=("review_row",)), sheet_id=out.sheet_id)
    by_claim = desk.look(sheet)
    assert [t.decision.claim_id for t in by_row.taken + by_claim.taken] == ["c0", "c0"]
    with pytest.raises(ReviewConflict, match="both gone"):
        desk.look(sheet_of(out, edits, without=("claim_id", "review_row")))


def test_a_row_with_ids_of_two_rows_is_left(desk: Desk) -> None:
    plan = desk.back(sheet_of(desk.out(), {("c0", "claim_id"): "c1", ("c0", "note"): "x"}))
    assert plan.taken == []
    assert "copy whole rows" in plan.of("problem")[0].text


def test_of_an_export_the_verdicts_are_read(desk: Desk, tmp_path: Path) -> None:
    """Somebody reviewed claims.xlsx, or a sheet that went out before the database was lost."""
    other = Desk(tmp_path / "other")
    edits: dict[tuple[str, str], Raw] = {
        ("c0", "status"): "accepted", ("c0", "value"): 99,
        ("c1", "status"): "corrected", ("c1", "value"): 68_000,
        ("c2", "value"): 99,
    }  # fmt: skip
    sheet = sheet_of(other.out(), edits)
    other.store.close()
    plan = desk.back(sheet)
    assert [f.level for f in plan.findings] == ["remark"]
    got = [(t.decision.claim_id, t.decision.status, t.decision.corrections) for t in plan.taken]
    assert got == [("c0", "accepted", ()), ("c1", "corrected", (("value", "68000"),))]
    assert desk.back(sheet).taken == []
    desk.store.decide([Decision("c0", "rejected", (), "Ben", "2026-03-01")])
    assert desk.look(sheet).of("conflict")[0].line == 2
    assert desk.stands("c1")["value"] == 68_000


def test_what_is_not_the_reviewers_to_change_is_said(desk: Desk) -> None:
    plan = desk.back(sheet_of(desk.out(), {("c0", "page"): 99, ("c0", "status"): "accepted"}))
    assert said(plan) == ["2 remark: page is not yours to change; '1' stands"]
    assert len(plan.taken) == 1


# --- rows that people wrote ----------------------------------------------------------------------


def test_a_copied_row_that_was_changed_is_a_claim_of_its_own(desk: Desk) -> None:
    halves = [("c0", {"figure": "31", "value": 31, "unit": "person", "what": "wounded"})]
    plan = desk.back(sheet_of(desk.out(), {("c0", "status"): "accepted"}, copies=halves))
    assert [(t.made, t.split_from) for t in plan.taken] == [(False, None), (True, "c0")]
    new = plan.taken[1].decision.claim_id
    for model in ("the same", "a newer one"):
        assert [c["claim_id"] for c in desk.table()] == ["c0", new, "c1", "c2", "c3"]
        got = desk.stands(new)
        assert (got["value"], got["what"], got["claim"]) == (31, "wounded", SENTENCES[0])
        assert (got["status"], got["flags"], got["sentence_id"]) == (
            "accepted", "split by hand", "s0",
        )  # fmt: skip
        desk.run_again(claims(), model)


def test_a_claim_that_was_missed_is_added(desk: Desk) -> None:
    row = {
        "claim": "Some 400 civilians fled.", "figure": "Some 400 civilians", "value": 400.0,
        "relation": "~", "unit": "civilian", "page": 2.0, "status": None, "note": "footnote 3",
    }  # fmt: skip
    plan = desk.back(sheet_of(desk.out(), added=[row]))
    assert said(plan) == []
    desk.run_again(claims())
    assert [c["claim"] for c in desk.table()][2] == row["claim"], "behind the rows of page 2"
    got = desk.stands(plan.taken[0].decision.claim_id)
    assert (got["value"], got["relation"], got["file"]) == (400, "~", "lake.pdf")
    assert (got["status"], got["flags"], got["note"]) == ("accepted", "added by hand", "footnote 3")
    # In the next sheet it is a row like any other.
    desk.back(sheet_of(desk.out(), {(got["claim_id"], "value"): 401}))
    assert desk.stands(got["claim_id"])["value"] == 401


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"status": "accepted"}, "write the sentence"),
        ({"claim": "Missed."}, "which page"),
        ({"claim": "Missed.", "page": "four"}, "which page"),
        ({"claim": "Missed.", "page": 1, "file": "other.pdf"}, "no report is called other.pdf"),
        ({"claim": "Missed.", "page": 1, "value": "many"}, "no number"),
    ],
)
def test_an_added_row_that_does_not_say_enough_is_left(
    desk: Desk, row: dict[str, Raw], reason: str
) -> None:
    plan = desk.back(sheet_of(desk.out(), added=[row]))
    assert plan.taken == []
    assert reason in plan.of("problem")[0].text


def test_a_copy_of_a_row_that_cannot_be_read_is_left_with_it(desk: Desk) -> None:
    sheet = sheet_of(
        desk.out(), {("c0", "value"): "many"}, copies=[("c0", {"figure": "31", "value": 31})]
    )
    plan = desk.back(sheet)
    assert plan.taken == []
    assert [f.line for f in plan.of("problem")] == [2, 6]


# --- the claim changed since ---------------------------------------------------------------------


def newer(row: Claim, **columns: object) -> Claim:
    return replace(row, **columns)  # type: ignore[arg-type]


def test_a_later_run_that_reads_the_row_otherwise_does_not_change_what_was_accepted(
    desk: Desk,
) -> None:
    sheet = sheet_of(desk.out(), {("c0", "status"): "accepted"})
    rows = claims()
    rows[0] = newer(rows[0], quantity=Quantity("12 people", 12.0, unit="soldier", what="raid"))
    desk.run_again(rows)
    plan = desk.back(sheet)
    assert said(plan) == [
        "2 remark: a later run reads unit, what otherwise; what the sheet says stands"
    ]
    got = desk.stands("c0")
    assert (got["unit"], got["what"], got["status"]) == ("person", "it", "accepted")
    assert got["flags"] == "changed since review"


def test_a_sentence_that_moved_a_little_is_found_and_said(desk: Desk) -> None:
    sheet = sheet_of(desk.out(), {("c1", "note"): "good", ("c1", "status"): "accepted"})
    rows = claims()
    text = SENTENCES[1].replace("gave", "had given")
    rows[1] = newer(rows[1], claim_id="other", claim=text)
    desk.run_again(rows)
    plan = desk.back(sheet)
    assert said(plan) == [f"3 remark: the sentence changed a little: '{text[:59]}…'"]
    assert desk.stands("other")["note"] == "good"


def test_a_claim_that_is_gone_keeps_its_decision_as_an_orphan(desk: Desk) -> None:
    sheet = sheet_of(desk.out(), {("c1", "status"): "accepted"})
    desk.run_again(claims(0, 2, 3))
    assert said(desk.back(sheet)) == [
        "3 remark: its claim is gone; the decision is kept as an orphan"
    ]
    assert [d.claim_id for d in desk.store.orphans()] == ["c1"]
    assert desk.back(sheet).taken == []
    desk.run_again(claims(), "one that finds it again")
    assert desk.store.orphans() == []
    assert desk.stands("c1")["status"] == "accepted"


def test_a_decision_that_was_found_by_content_says_so_in_the_table(desk: Desk) -> None:
    desk.back(sheet_of(desk.out(), {("c1", "status"): "accepted"}))
    rows = claims()
    rows[1] = newer(rows[1], claim_id="other", claim=SENTENCES[1].replace("gave", "had given"))
    desk.run_again(rows)
    got = desk.stands("other")
    assert (got["status"], got["flags"]) == ("accepted", "review moved")
