"""Which files are new or changed, and what is not asked twice."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.run import run
from pipeline.run.work_list import Listed, sort_out
from pipeline.store import KnownFile, Store
from tests.run.executors import Here

KEYS = ("text", "text-rows")


def listed(paths: Iterable[Path], store: Store, *, rehash: bool = False) -> list[Listed]:
    return list(sort_out(paths, store, KEYS, retry=False, rehash=rehash))


def write(path: Path, text: str, seconds: int) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (seconds, seconds))
    return path


def test_a_file_of_the_same_size_and_time_is_not_looked_into(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "a.txt", "Prices rose.", 1_000_000)
    (before,) = listed([path], store)
    write(path, "Prices fell.", 1_000_000)
    assert listed([path], store)[0].report_id == before.report_id
    (after,) = listed([path], store, rehash=True)
    assert after.report_id != before.report_id
    assert listed([path], store)[0].report_id == after.report_id


@pytest.mark.parametrize(("text", "seconds"), [("Prices fell.", 2_000_000), ("Rose.", 1_000_000)])
def test_another_size_or_time_is_enough(
    tmp_path: Path, store: Store, text: str, seconds: int
) -> None:
    path = write(tmp_path / "a.txt", "Prices rose.", 1_000_000)
    (before,) = listed([path], store)
    write(path, text, seconds)
    assert listed([path], store)[0].report_id != before.report_id


def test_a_killed_listing_hashes_nothing_twice(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run.work_list.NOTE_EVERY", 30_000)
    paths = [write(tmp_path / f"{n}.txt", f"Report {n}", 1_000_000) for n in range(20)]
    noted: list[int] = []
    real = store.note_files

    def note(files: Iterable[KnownFile]) -> None:
        if len(noted) == 3:
            raise KeyboardInterrupt  # as good as any end
        real(files := list(files))
        noted.append(len(files))

    monkeypatch.setattr(store, "note_files", note)
    with pytest.raises(KeyboardInterrupt):
        listed(paths, store)
    assert len(store.known_files()) == sum(noted) >= 6


def test_a_link_is_the_file_that_it_leads_to(tmp_path: Path, store: Store) -> None:
    path = write(tmp_path / "a.txt", "Prices rose.", 1_000_000)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.txt").symlink_to(path)
    (tmp_path / "same").symlink_to(tmp_path / "folder")
    found = listed([path, tmp_path / "folder" / "link.txt", tmp_path / "same" / "link.txt"], store)
    assert [one.outcome.state if one.outcome else "new" for one in found] == [
        "new", "duplicate", "duplicate",
    ]  # fmt: skip
    assert list(store.known_files()) == [str(path.resolve())]


def test_rehash_is_an_option_of_the_run(reports: Path, settings: Settings, store: Store) -> None:
    run([reports], settings, store, executor=Here())
    path = reports / "a.txt"
    facts = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("2001", "2009"), encoding="utf-8")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    again = run([reports], settings, store, executor=Here(), rehash=True)
    assert again.count("read") == 1
