"""Reports as they were read, kept in ``outputs/cache``: a new model costs no OCR.

One file a report, in a folder named for the settings, tools and code that read it. Nothing in
there is needed: what is missing, damaged or cannot be written is read again.
"""

import contextlib
import logging
import os
import shutil
import tempfile
from pathlib import Path

from pipeline.run.handing import Handed, opened

log = logging.getLogger("pipeline.run")

PRUNE_EVERY = 500  # reports kept between two looks at the folder's size
TRIM = 0.9  # of the limit is what is left when something had to go


class ReadingCache:
    """The files of one outputs folder; ``limit`` bytes of them at most, or none if it is 0."""

    def __init__(self, outputs: Path, reading_key: str, *, limit: int) -> None:
        self._root = outputs / "cache"
        self._folder = self._root / reading_key
        self._limit = limit
        self._kept = 0  # since the last look at the size

    def find(self, report_id: str) -> Path | None:
        """Return the file that was kept of a report, and note that it is of use."""
        if not self._limit:
            return None
        path = self._path(report_id)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    def keep(self, report_id: str, packed: Handed) -> None:
        """Keep a report as it was read: whole, or not at all."""
        if not self._limit:
            return
        path = self._path(report_id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                try:
                    with opened(packed) as data:
                        shutil.copyfileobj(data, file)
                    file.close()
                    Path(file.name).replace(path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:
            log.warning("%s: not kept as read (%s); it will be read again.", path, error)
            return
        self._kept += 1
        if self._kept >= PRUNE_EVERY:
            self.prune()

    def drop(self, report_id: str) -> None:
        """Forget a report, whose file is damaged."""
        with contextlib.suppress(OSError):
            self._path(report_id).unlink()

    def prune(self) -> None:
        """Delete what was not of use for longest, until the rest is within the limit."""
        self._kept = 0
        found: list[tuple[int, int, str]] = []  # when it was last of use, bytes, where
        for folder, _, names in os.walk(self._root):
            for name in names:
                where = os.path.join(folder, name)  # noqa: PTH118  (a Path for each of 100,000)
                with contextlib.suppress(OSError):
                    facts = os.stat(where)  # noqa: PTH116  (likewise)
                    found.append((facts.st_mtime_ns, facts.st_size, where))
        total = sum(size for _, size, _ in found)
        if total <= self._limit:
            return
        for _, size, where in sorted(found):
            if total <= TRIM * self._limit:
                break
            with contextlib.suppress(OSError):
                Path(where).unlink()
                total -= size

    def _path(self, report_id: str) -> Path:
        return self._folder / report_id[:2] / report_id
