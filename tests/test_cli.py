"""What a person at a terminal, or a scheduler, gets: words, streams and exit codes."""

import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.reading.pdf import pdf, show

Captured = pytest.CaptureFixture[str]

TEXT = "In 2019 at least 40 people were killed in Kenya, according to the World Bank."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small report, to stand in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "brief.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def claims(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the tool as the shell would; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["claims", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("run", "nowhere"), ExitCode.SETTINGS, "nowhere"),
        (("run", "reports", "--workers", "-1"), ExitCode.SETTINGS, "workers is -1"),
        (("run", "reports", "--settings", "no.toml"), ExitCode.SETTINGS, "no.toml"),
        (("run", "reports", "--model", "en_none"), ExitCode.MISSING_TOOL, "en_none"),
        (("extract", "reports/brief.txt", "--format", "doc"), ExitCode.SETTINGS, "'table', 'csv'"),
        (("extract", "broken.pdf", "--model", "rules"), ExitCode.UNREADABLE, "broken.pdf"),
        (("export", "--format", "csv"), ExitCode.SETTINGS, "claims run"),
        (("evaluate", "--gold", "empty.jsonl"), ExitCode.SETTINGS, "empty.jsonl"),
        (("evaluate", "--gold", "no.toml"), ExitCode.SETTINGS, "--gold"),
        (("evaluate", "--gold", "splits.toml", "--split", "dev"), ExitCode.SETTINGS, "calibration"),
        (("walk",), ExitCode.SETTINGS, "walk"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_a_code(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    arguments: tuple[str, ...],
    code: ExitCode,
    told: str,
) -> None:
    (folder / "broken.pdf").write_bytes(b"no PDF at all")
    (folder / "empty.jsonl").touch()
    (folder / "splits.toml").write_text('["a.pdf"]\ngold = "empty.jsonl"\nsplit = "calibration"')
    assert claims(monkeypatch, *arguments) == code
    shown = capsys.readouterr().err
    assert told in shown
    assert "Traceback" not in shown


def test_an_input_that_is_not_there_leaves_no_outputs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims(monkeypatch, "run", "nowhere")
    assert not (folder / "outputs").exists()


def test_a_run_says_what_it_did_and_the_next_that_there_was_nothing_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert claims(monkeypatch, "run", "reports", "--model", "rules") == ExitCode.OK
    assert "1 read." in capsys.readouterr().err
    assert claims(monkeypatch, "run", "reports", "--model", "rules") == ExitCode.OK
    assert "Nothing to do: all 1 reports are up to date." in capsys.readouterr().err
    assert (folder / "outputs" / "claims.xlsx").exists()


def test_tables_that_a_killed_run_left_old_are_written_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr("pipeline.run.tables.export", _killed)
        with pytest.raises(_Killed):
            claims(killed, "run", "reports", "--model", "rules")
    assert claims(monkeypatch, "run", "reports", "--model", "rules") == ExitCode.OK
    assert (folder / "outputs" / "claims.jsonl").read_text(encoding="utf-8").count("\n") == 1


class _Killed(BaseException):
    pass


def _killed(*_: object) -> None:
    raise _Killed


def test_one_bad_report_gives_code_1_and_is_named_even_when_quiet(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (folder / "reports" / "broken.pdf").write_bytes(b"no PDF at all")
    code = claims(monkeypatch, "--quiet", "run", "reports", "--model", "rules")
    assert code == ExitCode.SOME_FAILED
    shown = capsys.readouterr()
    assert "broken.pdf" in shown.err
    assert shown.out == ""


def test_what_stops_a_command_is_said_even_when_quiet(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert claims(monkeypatch, "--quiet", "run", "not-there") == ExitCode.SETTINGS
    assert "claims: not-there: no such file or folder." in capsys.readouterr().err
    assert claims(monkeypatch, "--log-json", "run", "not-there") == ExitCode.SETTINGS
    assert json.loads(capsys.readouterr().err)["level"] == "error"


def test_for_machines_every_line_is_json(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    claims(monkeypatch, "--log-json", "run", "reports", "--model", "rules")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines
    assert "'read': 1" in lines[-1]["message"]


def test_extract_prints_the_rows_and_stores_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    claims(monkeypatch, "extract", "reports/brief.txt", "--model", "rules", "--format", "jsonl")
    (sentence,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert sentence["sentence"] == TEXT
    assert [f["value"] for f in sentence["figures"]] == [40]
    assert not (folder / "outputs").exists()


def test_read_prints_the_text_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    claims(monkeypatch, "read", "reports/brief.txt", "--blocks")
    assert TEXT in capsys.readouterr().out


def test_read_draws_what_it_understood(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (folder / "reports" / "brief.pdf").write_bytes(pdf(show(TEXT, 72, 700)))
    assert claims(monkeypatch, "read", "reports/brief.pdf", "--picture", "pages") == ExitCode.OK
    assert capsys.readouterr().out == "pages/page-0001.png\n"
    assert (folder / "pages" / "page-0001.png").read_bytes().startswith(b"\x89PNG")
