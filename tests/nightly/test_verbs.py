"""nightly, failures, retry, backup, restore, schedule: as typed."""

import csv
import json
import shutil
import sys
from io import StringIO
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.nightly.backups import backups
from pipeline.nightly.lock import held
from tests.nightly.settings import Here, text

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: an inbox with a good and a bad report, and the settings."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(text(), encoding="utf-8")
    (tmp_path / "in" / "=bad.pdf").write_bytes(b"no PDF")
    (tmp_path / "nightly.toml").write_text(
        """model = "rules"
        [run]
        workers = 1
        formats = ["jsonl"]
        [nightly]
        inboxes = ["in"]
        """,
        encoding="utf-8",
    )
    # In this process: starting workers takes longer than all the rest.
    monkeypatch.setattr("pipeline.run.loop._executor", lambda settings: Here())
    return tmp_path


def claims(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the tool as the shell would; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["claims", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def night(monkeypatch: pytest.MonkeyPatch) -> int:
    return claims(monkeypatch, "nightly", "--settings", "nightly.toml")


def test_a_night_then_what_failed_then_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert night(monkeypatch) == ExitCode.SOME_FAILED
    assert "1 read, 1 failed, 3 new claims" in capsys.readouterr().err
    assert claims(monkeypatch, "failures", "--format", "jsonl") == ExitCode.OK
    (failure,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (failure["file"], failure["attempts"]) == ("=bad.pdf", 1)
    assert failure["again"] == "left alone until it changes"
    claims(monkeypatch, "failures", "--format", "csv")
    (row,) = csv.DictReader(StringIO(capsys.readouterr().out))
    assert row["file"] == "'=bad.pdf"  # no formula
    assert claims(monkeypatch, "retry") == ExitCode.SOME_FAILED
    claims(monkeypatch, "failures", "--format", "jsonl")
    assert json.loads(capsys.readouterr().out)["attempts"] == 2
    assert night(monkeypatch) == ExitCode.OK  # no news


def test_retry_takes_a_name_and_says_when_there_is_none(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (desk / "in" / "=bad.pdf").rename(desk / "in" / "bad.txt").write_bytes(b"")
    night(monkeypatch)
    assert claims(monkeypatch, "retry", "good.txt", "--settings", "nightly.toml") == (
        ExitCode.SETTINGS
    )
    assert "not among the failures" in capsys.readouterr().err
    (desk / "in" / "bad.txt").write_text(text("Mended", 2020, 9), encoding="utf-8")
    assert claims(monkeypatch, "retry", "bad.txt", "--settings", "nightly.toml") == ExitCode.OK
    assert claims(monkeypatch, "retry", "--settings", "nightly.toml") == ExitCode.OK
    assert "Nothing to try again." in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [("run", "in"), ("nightly", "--settings", "nightly.toml"), ("retry",), ("restore",)]
)
def test_none_of_them_runs_beside_another(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, command: tuple[str, ...]
) -> None:
    night(monkeypatch)
    claims(monkeypatch, "backup")
    with held(desk / "outputs", doing="claims nightly", run="x"):
        assert claims(monkeypatch, *command) == ExitCode.IN_USE
    assert "another run is at work here (claims nightly, process" in capsys.readouterr().err


def test_only_the_settings_folder_of_backups_is_kept_short_and_says_so(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    night(monkeypatch)
    (desk / "one.toml").write_text("[nightly]\nbackups = 1\n", encoding="utf-8")
    for number in (1, 2):
        capsys.readouterr()
        for where in ((), ("--to", "elsewhere")):
            assert claims(monkeypatch, "backup", "--settings", "one.toml", *where) == ExitCode.OK
        told = capsys.readouterr().err
        assert len(backups(desk / "elsewhere")) == number, "nothing is removed that nobody asked to"
    assert len(backups(desk / "outputs" / "backups")) == 1
    assert told.count("Removed ") == 1


def test_backup_and_restore(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    night(monkeypatch)
    assert claims(monkeypatch, "backup", "--to", "kept") == ExitCode.OK
    made = Path(capsys.readouterr().out.strip())
    assert made.parent.name == "kept"
    shutil.rmtree(desk / "outputs")
    assert claims(monkeypatch, "restore", str(made), "--settings", "nightly.toml") == ExitCode.OK
    assert "3 claims of 1 reports are back." in capsys.readouterr().err
    assert (desk / "outputs" / "claims.jsonl").exists()
    assert claims(monkeypatch, "restore") == ExitCode.SETTINGS  # none lies in outputs/backups
    assert "there is no backup" in capsys.readouterr().err


def test_for_machines_each_report_is_a_line(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    claims(monkeypatch, "--log-json", "nightly", "--settings", "nightly.toml")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    told = {Path(line["file"]).name: line for line in lines if "file" in line}
    assert told["good.txt"]["state"] == "read"
    assert told["=bad.pdf"]["state"] == "failed"
    assert told["good.txt"]["run"] == lines[-1]["run"]


def test_the_schedule_is_printed_or_written(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    settings = ("schedule", "--settings", "nightly.toml")
    assert claims(monkeypatch, *settings, "--at", "04:15") == ExitCode.OK
    printed = capsys.readouterr().out
    assert "OnCalendar=*-*-* 04:15:00" in printed
    assert "\n15 4 * * * " in printed
    assert str(desk / "nightly.toml") in printed
    assert claims(monkeypatch, *settings, "--write", "--to", "units") == ExitCode.OK
    assert {path.name for path in (desk / "units").iterdir()} == {
        "claims-nightly.service", "claims-nightly.timer",
    }  # fmt: skip


def test_a_check_that_finds_something_has_its_exit_code(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (desk / "in").rename(desk / "elsewhere")
    monkeypatch.setattr("pipeline.nightly.schedule.SECONDS", 0.01)  # no time to start anything
    code = claims(monkeypatch, "schedule", "--settings", "nightly.toml", "--check")
    assert code == ExitCode.SETTINGS
    printed = capsys.readouterr().out
    assert "WRONG" in printed
    assert "there is no such folder" in printed
