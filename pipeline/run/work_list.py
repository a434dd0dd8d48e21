"""Which of the files that were named are new or changed, and which are done already.

A file of the same path, size and time as when its bytes were last hashed is taken to hold the
same bytes. One that was changed just now, or in the future, may change once more within the same
tick of the clock: it is hashed again the next time. Every question to the store is asked once for
all files: there may be 100,000.
"""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.run.outcomes import Outcome
from pipeline.store import FailureRecord, KnownFile, Store

# The coarsest clock of a file system (FAT) ticks every two seconds.
SETTLED = 2_000_000_000  # nanoseconds
NEVER = -1  # noted as a file's time, so that it is hashed again
NOTE_EVERY = 200_000_000  # bytes hashed between two notes of it: a killed run repeats no more


@dataclass
class Listed:
    """One file that was named."""

    path: Path
    report_id: str = ""  # empty: it cannot be read
    size: int = 0  # bytes
    outcome: Outcome | None = None  # if there is nothing to do


def sort_out(
    paths: Iterable[Path], store: Store, keys: tuple[str, str], *, retry: bool, rehash: bool
) -> Iterator[Listed]:
    """Yield what is to be done with each file.

    Args:
        paths: the files.
        store: what was done before.
        keys: what decides a report's text, and what decides its rows.
        retry: try again what failed with the same settings.
        rehash: look at all bytes, whatever size and time say.
    """
    current = store.report_keys()
    failed = {} if retry else _failures(store, keys)
    first: dict[str, Path] = {}
    for listed in _identified(paths, store, rehash=rehash):
        path, report_id = listed.path, listed.report_id
        if listed.outcome:
            pass
        elif report_id in first:
            told = f"the same bytes as {first[report_id].name}"
            listed.outcome = Outcome(path, "duplicate", report_id, message=told)
        else:
            first[report_id] = path
            if failure := failed.get(report_id):
                told = failure.message
                listed.outcome = Outcome(
                    path, "failed", report_id, stage=failure.stage, message=told
                )
            elif current.get(report_id) == keys[1]:
                listed.outcome = Outcome(path, "unchanged", report_id)
        yield listed


def _failures(store: Store, keys: tuple[str, str]) -> dict[str, FailureRecord]:
    """Return what would fail again, by report: what cannot be read, whatever the model is."""
    return {f.report_id: f for f in store.failures() if f.report_id and f.key in keys}


def _identified(paths: Iterable[Path], store: Store, *, rehash: bool) -> Iterator[Listed]:
    """Yield each file with its report's id: the hash of its bytes."""
    known = {} if rehash else store.known_files()
    settled = time.time_ns() - SETTLED
    hashed: list[KnownFile] = []
    unnoted = 0
    folders: dict[str, str] = {}
    try:
        for path in paths:
            try:
                facts = path.lstat()
                absolute = _absolute(path, facts, folders)
                if stat.S_ISLNK(facts.st_mode):
                    facts = path.stat()
                if not stat.S_ISREG(facts.st_mode):
                    raise OSError(errno.EINVAL, "not a regular file")
                size, changed = facts.st_size, facts.st_mtime_ns
                seen = known.get(absolute)
                if seen and (seen.size, seen.mtime_ns) == (size, changed):
                    yield Listed(path, seen.report_id, size)
                    continue
                with path.open("rb") as file:
                    report_id = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                yield _unreadable(path, error)
                continue
            hashed.append(
                KnownFile(absolute, size, changed if changed < settled else NEVER, report_id)
            )
            unnoted += size + 10_000
            if unnoted > NOTE_EVERY:
                store.note_files(hashed)
                hashed, unnoted = [], 0
            yield Listed(path, report_id, size)
    finally:
        if hashed:
            store.note_files(hashed)


def _absolute(path: Path, facts: os.stat_result, folders: dict[str, str]) -> str:
    """Return where the file is in truth; a folder's own place is looked up once."""
    if stat.S_ISLNK(facts.st_mode):
        return os.path.realpath(path)  # of a link that leads to itself, too
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = str(Path(folder).resolve())
    return os.path.join(folders[folder], name)  # noqa: PTH118  (once a file)


def _unreadable(path: Path, error: OSError) -> Listed:
    reason = error.strerror or str(error)
    message = f"{path}: cannot be read ({reason}). Check that it exists and its rights."
    return Listed(path, outcome=Outcome(path, "failed", stage="reading", message=message))
