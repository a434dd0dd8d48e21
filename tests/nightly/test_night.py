"""A night from end to end: what came in, what is told of it, and what the next one does."""

import json
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipeline.errors import ExitCode, OutputsInUse, SettingsError, StoreError
from pipeline.nightly import night as module
from pipeline.nightly.backups import backups
from pipeline.nightly.lock import held
from pipeline.nightly.night import nightly
from pipeline.nightly.night_report import NightReport
from pipeline.schema import Decision
from pipeline.store import Store
from tests.nightly.settings import Here, night_settings, one_night, text


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an inbox of two reports."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(text("One", 2001, 100), encoding="utf-8")
    (tmp_path / "in" / "deep" / "b.txt").write_text(text("Two", 2002, 200), encoding="utf-8")
    return tmp_path


def told(desk: Path, night: NightReport) -> dict[str, Any]:
    """What report.json says of a night."""
    path = desk / "outputs" / "runs" / night.run / "report.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def states(desk: Path) -> dict[str, bool]:
    """Each report's file, and whether it is gone."""
    with Store.open(desk / "outputs" / "claims.db") as store:
        return {r.file: r.gone_since is not None for r in store.reports()}


def test_a_night_reads_exports_and_tells(desk: Path) -> None:
    night = one_night(desk)
    assert night.exit_code == ExitCode.OK
    data = told(desk, night)
    assert data["counts"]["read"] == 2
    assert (data["claims"]["added"], data["totals"]["claims"]) == (6, 6)
    assert [line["how"] for line in data["reports"]] == ["new", "new"]
    assert data["findings"][0]["figure"].startswith("at least")
    (inbox,) = data["inboxes"]
    assert (inbox["name"], inbox["files"], inbox["error"]) == (str(desk / "in"), 2, "")
    outputs = {path.name for path in (desk / "outputs").iterdir()}
    assert {"claims.db", "claims.csv", "claims.jsonl", "metrics.prom", "runs"} <= outputs
    assert (desk / "outputs" / "runs" / night.run / "report.html").stat().st_size > 1000


def test_what_is_passed_over_in_an_inbox_is_told(desk: Path) -> None:
    (desk / "in" / "deep" / "<b>annex.docx").write_bytes(b"PK\x03\x04")
    night = one_night(desk)
    assert told(desk, night)["inboxes"][0]["passed_over"] == ["deep/<b>annex.docx"]
    page = (desk / "outputs" / "runs" / night.run / "report.html").read_text(encoding="utf-8")
    assert "deep/&lt;b&gt;annex.docx" in page


def test_the_next_night_has_nothing_to_do_and_says_so(desk: Path) -> None:
    assert one_night(desk).no_backup == "there was nothing to copy yet"
    night = one_night(desk)
    assert night.number == 2
    assert night.no_backup == ""
    assert night.counts["read"] == 0
    assert night.counts["unchanged"] == 2
    assert night.claims["added"] == 0
    assert [path.name[:5] for path in backups(desk / "outputs" / "backups")] == ["00001"]


def test_renamed_copied_deleted_and_back(desk: Path) -> None:
    one_night(desk)
    inbox = desk / "in"
    (inbox / "a.txt").rename(inbox / "renamed.txt")
    (inbox / "copy.txt").write_bytes((inbox / "renamed.txt").read_bytes())
    (inbox / "deep" / "b.txt").rename(desk / "elsewhere.txt")
    night = one_night(desk)
    assert night.counts["read"] == 0
    assert states(desk) == {"copy.txt": False, "b.txt": True}
    assert night.gone == [str(inbox / "deep" / "b.txt")]
    assert night.claims["removed"] == 0  # its rows are kept
    assert night.totals["reports"] == 2
    (desk / "elsewhere.txt").rename(inbox / "b again.txt")
    night = one_night(desk)
    assert night.counts["read"] == 0
    assert night.back
    assert states(desk) == {"copy.txt": False, "b again.txt": False}
    lines = (desk / "outputs" / "claims.jsonl").read_text(encoding="utf-8")
    assert "b again.txt" in lines


def test_a_new_edition_is_told_by_what_changed(desk: Path) -> None:
    one_night(desk)
    (desk / "in" / "a.txt").write_text(text("One", 2001, 150), encoding="utf-8")
    night = one_night(desk)
    assert night.totals["reports"] == 2
    (line,) = night.reports
    assert (line.how, line.kept, line.added, line.removed) == ("edition", 2, 1, 1)
    (change,) = night.changes
    assert "150" in change.added[0]
    assert "100" in change.removed[0]


def test_a_failure_is_news_once(desk: Path) -> None:
    (desk / "in" / "bad.pdf").write_bytes(b"no PDF")
    night = one_night(desk)
    assert night.exit_code == ExitCode.SOME_FAILED
    assert [(f.file, f.is_new, f.attempts) for f in night.failures] == [("bad.pdf", True, 1)]
    night = one_night(desk)
    assert night.exit_code == ExitCode.OK
    assert [(f.file, f.is_new) for f in night.failures] == [("bad.pdf", False)]
    (desk / "in" / "bad.pdf").write_bytes(b"no PDF either")
    assert one_night(desk).exit_code == ExitCode.SOME_FAILED
    (desk / "in" / "bad.pdf").unlink()
    night = one_night(desk)
    assert (night.exit_code, night.failures) == (ExitCode.OK, [])


def test_reports_that_contradict_each_other_are_told_once(desk: Path) -> None:
    one_night(desk)
    trade = "trade between Kenya and Uganda was"
    for name, line in {
        "c.txt": f"Bilateral {trade} $2 billion in 2019, according to the World Bank.",
        "d.txt": f"In 2019, bilateral {trade} $1.5 billion, the World Bank said.",
    }.items():
        (desk / "in" / name).write_text(f"{name}\n\n{line}\n", encoding="utf-8")
    (conflict,) = one_night(desk).conflicts
    assert {side.file for side in conflict.sides} == {"c.txt", "d.txt"}
    assert one_night(desk).conflicts == []


def test_an_inbox_that_is_not_there_costs_itself_only(desk: Path) -> None:
    night = one_night(desk, str(desk / "in"), str(desk / "far"))
    assert night.exit_code == ExitCode.SOME_FAILED
    assert night.counts["read"] == 2
    assert "no such folder" in night.problems[0]
    (desk / "far").mkdir()
    (desk / "far" / "c.txt").write_text(text("Three", 2003, 300), encoding="utf-8")
    assert one_night(desk, str(desk / "in"), str(desk / "far")).exit_code == ExitCode.OK
    (desk / "far").rename(desk / "not mounted")
    night = one_night(desk, str(desk / "in"), str(desk / "far"))
    assert states(desk)["c.txt"] is False  # nobody knows whether it is gone
    assert night.gone == []


def test_an_inbox_far_away(desk: Path) -> None:
    far = fsspec.filesystem("memory")
    far.pipe("/bucket/deep/x\\..\\c.txt", text("Three", 2003, 300).encode())
    try:
        night = one_night(desk, str(desk / "in"), "memory://bucket")
        assert night.counts["read"] == 3
        origins = {line.origin for line in night.reports}
        assert any(origin.startswith("memory://") for origin in origins)
        assert one_night(desk, str(desk / "in"), "memory://bucket").counts["read"] == 0
        far.rm("/bucket", recursive=True)
        far.makedirs("/bucket")
        night = one_night(desk, str(desk / "in"), "memory://bucket")
        assert (len(night.gone), night.exit_code) == (1, ExitCode.OK)
        assert states(desk)["x_.._c.txt"]
    finally:
        if far.exists("/bucket"):
            far.rm("/bucket", recursive=True)


def test_outputs_within_an_inbox_are_no_reports(desk: Path) -> None:
    settings = night_settings(desk, str(desk))
    for _ in range(2):
        night = nightly(settings, executor=Here())
        assert night.counts["files"] == 2


def test_no_inbox_is_a_slip(desk: Path) -> None:
    settings = night_settings(desk)
    none = replace(settings, nightly=replace(settings.nightly, inboxes=()))
    with pytest.raises(SettingsError, match="inboxes"):
        nightly(none, executor=Here())


def test_two_nights_at_once_are_impossible(desk: Path) -> None:
    with held(desk / "outputs", doing="claims run", run="x"), pytest.raises(OutputsInUse):
        one_night(desk)
    assert one_night(desk).counts["read"] == 2


def test_what_killed_runs_left_is_removed_and_nothing_else(desk: Path) -> None:
    outputs = desk / "outputs"
    left = [
        outputs / ".claims.csv.4194304.part",
        outputs / "runs" / "2020-01-01T00-00-00Z" / ".report.html.4194304.part",
        outputs / "backups" / ".00001-x.4194304.part",
    ]
    mine = [outputs / "notes.part", outputs / "runs" / "keep.txt"]
    for path in (*left[:2], *mine):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    left[2].mkdir(parents=True)
    (left[2] / "claims.db").touch()
    one_night(desk)
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in mine)


def test_a_line_of_the_log_for_each_report(desk: Path, caplog: pytest.LogCaptureFixture) -> None:
    (desk / "in" / "bad.pdf").write_bytes(b"no PDF")
    with caplog.at_level(logging.INFO, logger="pipeline"):
        night = one_night(desk)
    facts = [record.facts for record in caplog.records if hasattr(record, "facts")]
    lines = {Path(f["file"]).name: f for f in facts if "file" in f}
    assert {name: line["state"] for name, line in lines.items()} == {
        "a.txt": "read", "b.txt": "read", "bad.pdf": "failed",
    }  # fmt: skip
    assert {line["run"] for line in lines.values()} == {night.run}


def test_a_day_run_and_a_killed_run_are_told_the_next_night(desk: Path) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nightly(night_settings(desk), executor=Here(), on_outcome=killed)  # after the first
    night = one_night(desk)
    assert night.counts["read"] == 1
    assert len(night.reports) == 2
    assert night.claims["added"] == 6
    assert one_night(desk).reports == []


def test_old_nights_are_pruned_and_what_else_lies_there_stays(desk: Path) -> None:
    nights = [one_night(desk, run_reports=2) for _ in range(2)]
    runs = desk / "outputs" / "runs"
    (runs / nights[0].run / "failures.jsonl").touch()
    nights += [one_night(desk, run_reports=2) for _ in range(2)]
    kept = [night.run for night in nights if (runs / night.run / "report.json").exists()]
    assert kept == [night.run for night in nights[-2:]]
    assert (runs / nights[0].run / "failures.jsonl").exists()
    assert not (runs / nights[1].run).exists()


def test_nights_in_one_second_have_folders_of_their_own(desk: Path) -> None:
    assert len({one_night(desk).run for _ in range(3)}) == 3


def test_a_report_that_somebody_scrambled_does_no_harm(desk: Path) -> None:
    night = one_night(desk)
    for name in ("report.json", "summary.json"):
        path = desk / "outputs" / "runs" / night.run / name
        path.write_text('{"number": ', encoding="utf-8")
    assert one_night(desk).counts["unchanged"] == 2


def test_no_backup_no_secret(desk: Path) -> None:
    one_night(desk)
    (desk / "backups").touch()  # a file where the folder should be
    night = one_night(desk, backup_folder=str(desk / "backups"))
    assert night.exit_code == ExitCode.SOME_FAILED
    assert night.problems[0].startswith("No backup was made.")
    assert night.counts["unchanged"] == 2


def test_a_night_that_stops_early_says_so_in_the_metrics(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_night(desk)

    def full(*_: object) -> None:
        raise StoreError("claims.csv: No space left on device")

    monkeypatch.setattr(module, "write_tables", full)
    (desk / "in" / "c.txt").write_text(text("Three", 2003, 300), encoding="utf-8")
    with pytest.raises(StoreError):
        one_night(desk)
    metrics = (desk / "outputs" / "metrics.prom").read_text(encoding="utf-8")
    assert "claims_nightly_last_run_exit_code 5" in metrics
    assert "claims_nightly_last_success_timestamp_seconds" in metrics
    monkeypatch.undo()
    night = one_night(desk)
    assert [line.file for line in night.reports] == ["c.txt"]


def test_nothing_a_person_entered_is_touched(desk: Path) -> None:
    one_night(desk)
    with Store.open(desk / "outputs" / "claims.db") as store:
        claim_id = next(iter(store.claims())).claim_id
        store.decide([Decision(claim_id, "accepted", reviewer="ana", note="page 3")])
    (desk / "in" / "a.txt").unlink()
    one_night(desk)
    with Store.open(desk / "outputs" / "claims.db") as store:
        assert store.decisions()[claim_id].note == "page 3"


def test_each_change_is_told_once(desk: Path) -> None:
    one_night(desk)
    with closing(sqlite3.connect(desk / "outputs" / "claims.db")) as db:
        assert db.execute("SELECT count(*) FROM runs WHERE reported_at IS NULL").fetchone() == (0,)
