"""Which files are new: told by their bytes, which are read again when size or time say so."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.run.work_list import sort_out
from pipeline.store import Store

OLD = time.time() - 3600  # an hour ago


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "outputs" / "claims.db") as opened:
        yield opened


def written(path: Path, text: str, when: float = OLD) -> Path:
    """Write a file as if it were changed at ``when``."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (when, when))
    return path


def listed(store: Store, *paths: Path, rehash: bool = False) -> list[str]:
    """Each file's report."""
    found = sort_out(paths, store, ("text", "rows"), retry=False, rehash=rehash)
    return [one.report_id for one in found]


def test_a_file_is_hashed_once(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "one")
    first = listed(store, path)
    written(path, "two")  # of the same size and time: taken for the same
    assert listed(store, path) == first
    assert listed(store, path, rehash=True) != first


@pytest.mark.parametrize("when", [OLD + 1, OLD - 10**8, time.time() + 10**8])
def test_another_time_has_it_hashed_again(store: Store, tmp_path: Path, when: float) -> None:
    path = written(tmp_path / "a.txt", "one")
    first = listed(store, path)
    written(path, "two", when)
    assert listed(store, path) != first


@pytest.mark.parametrize("ahead", [0, 10**8])
def test_a_file_of_just_now_or_of_the_future_is_hashed_again(
    store: Store, tmp_path: Path, ahead: float
) -> None:
    """It may change within the same tick, or the clock was set back since it was written."""
    now = time.time() + ahead
    path = written(tmp_path / "a.txt", "one", now)
    first = listed(store, path)
    written(path, "two", now)
    assert listed(store, path) != first


def test_a_renamed_file_is_the_same_report(store: Store, tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "one")
    first = listed(store, path)
    assert listed(store, path.rename(tmp_path / "b.txt")) == first
