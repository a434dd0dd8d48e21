"""Which of the files that were named are new or changed, and which are done already."""

import errno
import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

from pipeline.run.outcomes import Outcome
from pipeline.store import KnownFile, Store


def sort_out(
    paths: list[Path], store: Store, key: str, *, retry: bool
) -> Iterator[tuple[Path, str, Outcome | None]]:
    """Yield each path with its report's id, and its outcome if there is nothing to do."""
    known = store.known_files()
    first: dict[str, Path] = {}
    hashed: list[KnownFile] = []
    for path in paths:
        try:
            facts = path.stat()
            if not stat.S_ISREG(facts.st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
            seen = known.get(str(path.resolve()))
            if seen and (seen.size, seen.mtime_ns) == (facts.st_size, facts.st_mtime_ns):
                report_id = seen.report_id
            else:
                with path.open("rb") as file:
                    report_id = hashlib.file_digest(file, "sha256").hexdigest()
                absolute = str(path.resolve())
                hashed.append(KnownFile(absolute, facts.st_size, facts.st_mtime_ns, report_id))
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"{path}: cannot be read ({reason}). Check that it exists and its rights."
            yield path, "", Outcome(path, "failed", stage="reading", message=message)
            continue
        if report_id in first:
            message = f"the same bytes as {first[report_id].name}"
            yield path, report_id, Outcome(path, "duplicate", report_id, message=message)
            continue
        first[report_id] = path
        failed = None if retry else store.failure(report_id, key)
        if failed:
            outcome = Outcome(path, "failed", report_id, stage=failed.stage, message=failed.message)
            yield path, report_id, outcome
        elif store.is_current(report_id, key):
            yield path, report_id, Outcome(path, "unchanged", report_id)
        else:
            yield path, report_id, None
    if hashed:
        store.note_files(hashed)
