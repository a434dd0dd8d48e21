"""Reports kept as read: within their limit, whole or not at all, and never needed."""

import os
from pathlib import Path

import pytest

from pipeline.run.reading_cache import ReadingCache

ONE, TWO = "1" * 64, "2" * 64


def kept(cache: ReadingCache) -> bytes | None:
    path = cache.find(ONE)
    return path.read_bytes() if path else None


def test_what_is_handed_over_by_file_is_kept_too(tmp_path: Path) -> None:
    handed = tmp_path / "handed"
    handed.write_bytes(b"text")
    cache = ReadingCache(tmp_path, "key", limit=1000)
    cache.keep(ONE, handed)
    assert kept(cache) == b"text"
    handed.unlink()
    cache.keep(TWO, handed)  # gone: a warning, and it is read again
    assert cache.find(TWO) is None


def test_what_is_kept_is_there_for_the_same_key_alone(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "key", limit=1000)
    cache.keep(ONE, b"text")
    assert kept(cache) == b"text"
    assert cache.find(TWO) is None
    assert ReadingCache(tmp_path, "other", limit=1000).find(ONE) is None
    cache.drop(ONE)
    cache.drop(ONE)
    assert cache.find(ONE) is None


def test_what_was_not_of_use_for_longest_goes_first(tmp_path: Path) -> None:
    old = ReadingCache(tmp_path, "of last year", limit=1000)
    old.keep(ONE, b"x" * 400)
    cache = ReadingCache(tmp_path, "key", limit=1000)
    for n, name in enumerate((ONE, TWO)):
        cache.keep(name, b"x" * 400)
        os.utime(tmp_path / "cache" / "key" / name[:2] / name, ns=(n, n))
    os.utime(tmp_path / "cache" / "of last year" / "11" / ONE, ns=(5, 5))
    assert cache.find(ONE)  # it is of use again
    cache.prune()
    assert cache.find(TWO) is None
    assert cache.find(ONE)
    assert old.find(ONE)


def test_with_no_room_at_all_nothing_is_kept(tmp_path: Path) -> None:
    ReadingCache(tmp_path, "key", limit=0).keep(ONE, b"text")
    assert not list(tmp_path.iterdir())


def test_a_full_disk_or_a_folder_that_cannot_be_written_costs_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be", encoding="utf-8")
    cache = ReadingCache(tmp_path, "key", limit=1000)
    cache.keep(ONE, b"text")
    assert cache.find(ONE) is None
    assert "read again" in caplog.text
    (tmp_path / "cache").unlink()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep(ONE, b"text")
    assert cache.find(ONE) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
