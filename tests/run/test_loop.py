"""A folder of reports: each once, each failing alone, and a killed run finished by the next.

The reports are bare text and the rules run without a model, so that each takes milliseconds.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.errors import MissingTool, SettingsError
from pipeline.run import Summary, extract, pipeline_for, run, settings_key
from pipeline.store import Store
from tests.run.conftest import REPORT
from tests.run.executors import Here


def go(reports: Path, settings: Settings, store: Store, **more: Any) -> Summary:
    return run([reports], settings, store, executor=Here(), **more)


def states(summary: Summary) -> dict[str, str]:
    return {outcome.path.name: outcome.state for outcome in summary.outcomes}


def test_every_report_of_every_subfolder_is_read(
    reports: Path, settings: Settings, store: Store
) -> None:
    summary = go(reports, settings, store)
    assert states(summary) == dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.txt"], "read")
    figures = {claim.quantity.value for claim in store.claims() if claim.quantity}
    assert {100, 101, 102, 103, 2_000_000, 4} <= figures


def test_what_is_done_is_not_done_again(reports: Path, settings: Settings, store: Store) -> None:
    go(reports, settings, store)
    before = list(store.claims())
    summary = go(reports, settings, store)
    assert set(states(summary).values()) == {"unchanged"}
    assert summary.run_id is None  # no run was even begun
    assert list(store.claims()) == before


def test_a_changed_file_is_read_again_and_a_renamed_one_is_not(
    reports: Path, settings: Settings, store: Store
) -> None:
    go(reports, settings, store)
    (reports / "a.txt").rename(reports / "z.txt")
    text = REPORT.format(title="Report 9", year=2015, number=999)
    (reports / "b.txt").write_text(text, encoding="utf-8")
    assert states(go(reports, settings, store)) == {
        "b.txt": "read", "c.txt": "unchanged", "d.txt": "unchanged", "z.txt": "unchanged",
    }  # fmt: skip
    values = {claim.quantity.value for claim in store.claims() if claim.quantity}
    assert 999 in values
    assert 101 not in values  # what b.txt said before


def test_what_is_no_regular_file_does_not_hang_the_run(
    reports: Path, settings: Settings, store: Store
) -> None:
    os.mkfifo(reports / "pipe.txt")
    os.mkfifo(reports / "named.txt")
    summary = run([reports, reports / "named.txt"], settings, store, executor=Here())
    assert states(summary).get("named.txt") == "failed"
    assert summary.count("read") == 4


def test_a_name_that_is_no_text_fails_like_any_other(
    reports: Path, settings: Settings, store: Store
) -> None:
    Path(os.fsdecode(os.fsencode(reports) + b"/l\xe9.pdf")).write_bytes(b"no PDF")
    summary = go(reports, settings, store)
    assert (summary.count("read"), summary.count("failed")) == (4, 1)


def test_the_store_knows_whether_the_tables_show_it(
    reports: Path, settings: Settings, store: Store
) -> None:
    assert store.is_exported()
    go(reports, settings, store)
    assert not store.is_exported()
    store.note_export(store.revision())
    assert store.is_exported()
    (reports / "bad.pdf").write_bytes(b"no PDF")
    go(reports, settings, store)
    assert not store.is_exported()  # a new failure belongs on the Reports sheet


def test_a_missing_list_or_model_stops_the_run_before_any_reading(
    reports: Path, settings: Settings, store: Store
) -> None:
    with pytest.raises(SettingsError, match="mine"):
        go(reports, replace(settings, actors=("mine.tsv",)), store)
    with pytest.raises(MissingTool, match="en_none"):
        go(reports, replace(settings, model="en_none"), store)
    assert store.runs() == []


def test_a_copy_is_not_read_twice(reports: Path, settings: Settings, store: Store) -> None:
    (reports / "copy.txt").write_bytes((reports / "a.txt").read_bytes())
    summary = go(reports, settings, store)
    assert states(summary)["copy.txt"] == "duplicate"
    assert store.counts()["reports"] == 4


def test_another_setting_reads_again(reports: Path, settings: Settings, store: Store) -> None:
    go(reports, settings, store)
    other = replace(settings, assembly=replace(settings.assembly, join_hyphens=False))
    assert settings_key(other) != settings_key(settings)
    assert set(states(go(reports, other, store)).values()) == {"read"}
    elsewhere = replace(settings, run=replace(settings.run, workers=2))
    assert settings_key(elsewhere) == settings_key(settings)  # where it runs changes no row


def test_one_bad_report_fails_alone_and_is_named(
    reports: Path, settings: Settings, store: Store, tmp_path: Path
) -> None:
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (reports / "empty.pdf").touch()
    summary = go(reports, settings, store)
    assert summary.count("read") == 4
    bad = {o.path.name: o.message for o in summary.outcomes if o.state == "failed"}
    assert set(bad) == {"bad.pdf", "empty.pdf"}
    assert all(name in message for name, message in bad.items())
    written = next((tmp_path / "outputs" / "runs").rglob("failures.jsonl"))
    entries = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    assert {Path(e["file"]).name for e in entries} == set(bad)
    assert {e["stage"] for e in entries} == {"reading"}


def test_a_failure_is_remembered_until_something_changes(
    reports: Path, settings: Settings, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    go(reports, settings, store)
    caplog.clear()
    again = go(reports, settings, store)
    assert states(again)["bad.pdf"] == "failed"
    assert again.run_id is None
    assert [r for r in caplog.records if r.levelname == "ERROR"] == [], "it was told before"
    assert go(reports, settings, store, retry=True).run_id is not None
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7 and then something else")
    assert go(reports, settings, store).run_id is not None


def test_a_fault_of_ours_costs_one_report(
    reports: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sys.modules["pipeline.run.one_report"].assemble  # type: ignore[attr-defined]

    def faulty(report: Any, assembly: Any, **more: Any) -> Any:
        if report.file == "b.txt":
            raise ZeroDivisionError("division by zero")
        return real(report, assembly, **more)

    monkeypatch.setattr("pipeline.run.one_report.assemble", faulty)
    summary = go(reports, settings, store)
    assert states(summary) == {
        **dict.fromkeys(["a.txt", "c.txt", "d.txt"], "read"),
        "b.txt": "failed",
    }
    (failed,) = (o for o in summary.outcomes if o.state == "failed")
    assert failed.stage == "assembly"
    assert "ZeroDivisionError" in failed.message


def test_an_input_that_is_not_there(settings: Settings, store: Store, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        run([tmp_path / "nowhere"], settings, store, executor=Here())


def test_extract_is_the_same_as_a_run(reports: Path, settings: Settings, store: Store) -> None:
    go(reports, settings, store)
    rows = extract(reports / "a.txt", pipeline_for(settings), settings)
    (report_id,) = {row.report_id for row in rows}
    assert list(store.claims([report_id])) == rows


@pytest.mark.slow
def test_a_killed_run_is_finished_by_the_next_row_for_row(tmp_path: Path) -> None:
    """``kill -9`` at several moments, workers and all; the table is that of an unbroken run."""
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(40):
        text = REPORT.format(title=f"Report {i}", year=1980 + i, number=1000 + i) * 30
        (folder / f"{i:02}.txt").write_text(text, encoding="utf-8")

    def command(outputs: Path) -> list[str]:
        arguments = ["run", str(folder), "--model", "rules", "--outputs", str(outputs)]
        return [sys.executable, "-m", "pipeline", "--quiet", *arguments]

    subprocess.run(command(tmp_path / "whole"), check=True)
    broken = tmp_path / "broken"
    done = 0
    for wanted in (3, 12, 25):
        process = subprocess.Popen(command(broken), start_new_session=True)
        while process.poll() is None and done < wanted:
            time.sleep(0.01)
            done = _done(broken)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)  # the coordinator alone: its workers must follow
            process.wait()
    assert done < 40, "every run ended before it was killed: the test shows nothing"
    subprocess.run(command(broken), check=True)
    with Store.open(tmp_path / "whole/claims.db") as a, Store.open(broken / "claims.db") as b:
        assert b.counts()["reports"] == 40
        assert list(a.claims()) == list(b.claims())
    for name in ("claims.csv", "claims.jsonl"):
        assert (tmp_path / "whole" / name).read_bytes() == (broken / name).read_bytes()


def _done(outputs: Path) -> int:
    if not (outputs / "claims.db").exists():
        return 0
    with Store.open(outputs / "claims.db") as store:
        return store.counts()["reports"]
