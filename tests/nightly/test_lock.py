"""One run at a time; a crash leaves no lock behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ExitCode, OutputsInUse, StoreError
from pipeline.nightly.lock import HOLDER, held, holder

HOLD = """
import sys, time
from pathlib import Path
from pipeline.nightly.lock import held
with held(Path(sys.argv[1]), doing="claims nightly", run="2026-01-31T02-00-00Z"):
    print("held", flush=True)
    time.sleep(60)
"""


def other_process(outputs: Path) -> "subprocess.Popen[str]":
    """A process that holds the folder until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(outputs)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_one_is_told_who_holds_it(tmp_path: Path) -> None:
    process = other_process(tmp_path)
    try:
        with pytest.raises(OutputsInUse) as caught, held(tmp_path, doing="claims run", run="x"):
            pass
        told = str(caught.value)
        assert "claims nightly" in told
        assert f"process {process.pid}" in told
        assert "2026-01-31T02-00-00Z" in told
        assert caught.value.exit_code == ExitCode.IN_USE
    finally:
        process.kill()
        process.wait()


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    process = other_process(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert (tmp_path / HOLDER).exists()  # its note is still there, and means nothing
    with held(tmp_path, doing="claims run", run="y") as me:
        assert holder(tmp_path) == me


def test_it_is_free_again_afterwards_and_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(tmp_path, doing="claims run", run="x"):
        raise ZeroDivisionError
    assert holder(tmp_path) is None
    with held(tmp_path, doing="claims run", run="y"):
        pass


def test_two_in_one_process_are_two(tmp_path: Path) -> None:
    with (
        held(tmp_path, doing="claims run", run="x"),
        pytest.raises(OutputsInUse),
        held(tmp_path, doing="claims run", run="y"),
    ):
        pass


def test_a_note_that_is_no_note_does_no_harm(tmp_path: Path) -> None:
    for text in ("", "[]", json.dumps({"pid": 1})):
        (tmp_path / HOLDER).write_text(text, encoding="utf-8")
        assert holder(tmp_path) is None


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(StoreError, match="Choose an outputs folder"),
        held(tmp_path / "file" / "outputs", doing="claims run", run="x"),
    ):
        pass
