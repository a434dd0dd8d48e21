"""What killed runs left is removed; what belongs to anybody else stays."""

import os
import tempfile
from pathlib import Path

import pytest

from pipeline.executors import Limits, LocalExecutor
from pipeline.nightly.leftovers import SCRATCH, sweep

DEAD = 4_194_305  # beyond the highest number that Linux gives a process


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for scratch, with some of a dead process and some of ours."""
    folder = tmp_path / "tmp"
    for name in (f"claims-{DEAD}-x", f"claims-{os.getpid()}-y", "claims-of-grandma"):
        (folder / name).mkdir(parents=True)
        (folder / name / "page.png").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_scratch_of_dead_processes_goes(scratch: Path, tmp_path: Path) -> None:
    sweep(tmp_path / "outputs")
    assert {path.name for path in scratch.iterdir()} == {
        f"claims-{os.getpid()}-y", "claims-of-grandma",
    }  # fmt: skip


def test_what_workers_write_to_is_known_by_its_name(scratch: Path) -> None:
    executor = LocalExecutor(1, Limits(60, 1000))
    (made,) = {path.name for path in scratch.iterdir()} - {
        f"claims-{DEAD}-x", f"claims-{os.getpid()}-y", "claims-of-grandma",
    }  # fmt: skip
    executor.shutdown(cancel_futures=True)
    found = SCRATCH.match(made)
    assert found
    assert int(found[1]) == os.getpid()


def test_a_link_is_removed_and_not_followed(tmp_path: Path, scratch: Path) -> None:
    outputs, precious = tmp_path / "outputs", tmp_path / "precious"
    outputs.mkdir()
    precious.mkdir()
    (precious / "thesis.txt").touch()
    (outputs / ".x.1.part").symlink_to(precious)
    sweep(outputs)
    assert (precious / "thesis.txt").exists()
    assert not (outputs / ".x.1.part").is_symlink()
