"""What is handed to a process: reports or parts of them, in and out as small values.

A report is begun by one process. Is it long, the process hands back the pages that it has read,
others read the rest side by side, and one of them finishes the report. What was read in an
earlier run is only finished.
"""

import pickle
import platform
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

from pipeline.config import Settings
from pipeline.errors import MissingTool
from pipeline.memory import give_back
from pipeline.reading import Stretch, read_stretch
from pipeline.run.handing import Handed, hand_over, taken
from pipeline.run.keys import settings_key
from pipeline.run.one_report import Clock, guarded, rows_of, text_of, used_up
from pipeline.run.outcomes import Extraction, Failure
from pipeline.run.packing import Damaged, pack, unpack

MOST_PAGES = 100  # that are read at a time


@dataclass(frozen=True)
class Source:
    """A report's file. Another machine may see it at the same path, or be sent its bytes."""

    path: Path
    report_id: str
    key: str | None = None  # on another machine: what settings, tools and code must come to there
    content: bytes | None = None

    @property
    def here(self) -> bool:
        """Whether the one that asks sees the files of this machine."""
        return self.key is None

    def check(self, settings: Settings) -> None:
        """Raise OtherVersion if this machine would make other rows than the one that asks."""
        if not self.here and _key_here(settings) != self.key:
            raise OtherVersion(
                f"The worker on {platform.node()} has another model, other lists, another version "
                "of this program or of Tesseract than this machine. Install the same on both."
            )

    def read(self, settings: Settings, **what: Any) -> Stretch:
        """Read the report, or the pages of it that ``read_stretch`` is told by ``what``.

        Raises:
            Unseen: it is not on this machine.
            OtherVersion: see ``check``.
        """
        self.check(settings)
        if self.here:
            return read_stretch(self.path, settings.reading, **what)
        sent = _sent(self)
        if sent is None and not self.path.is_file():
            raise Unseen(self.path)
        stretch = read_stretch(sent or self.path, settings.reading, **what)
        if stretch.report.id != self.report_id and not sent:
            raise Unseen(self.path)  # other bytes at the same path
        return stretch


class Unseen(Exception):
    """The report is not on this machine: send its bytes."""


class OtherVersion(MissingTool):
    """A worker would not make the same rows."""


@dataclass(frozen=True)
class Pages:
    """Some of a report's pages as they were read, packed for the way between processes."""

    data: Handed  # ours alone, never kept: a pickle
    end: int  # how many pages come before the next one
    total: int
    seconds: float


def begin(source: Source, settings: Settings, patience: float) -> Extraction | Pages | Failure:
    """Take a report through all stages, or hand back what was read within ``patience`` seconds.

    Raises:
        Unseen, OtherVersion: see ``Source``.
    """
    kept: list[Handed] = []

    def work(clock: Clock) -> Extraction | Pages:
        began = perf_counter()
        with clock.stage("reading"):
            read = [source.read(settings, patience=patience, last=MOST_PAGES)]
        if read[0].end < read[0].total:
            return _packed(source, read[0], perf_counter() - began)
        return _finished(source, used_up(read), settings, clock, kept)

    result = guarded(source.path, work, passing=(Unseen, OtherVersion))
    if kept and not isinstance(result, Pages):  # of use also where a later stage failed
        return replace(result, packed=kept[0])
    return result


def go_on(source: Source, settings: Settings, first: int, last: int) -> Pages | Failure:
    """Read the pages behind the first ``first``, up to page ``last``.

    Raises:
        Unseen, OtherVersion: see ``Source``.
    """

    def work(clock: Clock) -> Pages:
        began = perf_counter()
        stretch = source.read(settings, first=first, last=last)
        return _packed(source, stretch, perf_counter() - began)

    return guarded(source.path, work, passing=(Unseen, OtherVersion))


def finish(
    source: Source, settings: Settings, parts: Sequence[Pages], seconds: float
) -> Extraction | Failure:
    """Put a report's pages together, which took ``seconds`` to read, and make its rows.

    Raises:
        OtherVersion: see ``Source``.
    """
    kept: list[Handed] = []

    def work(clock: Clock) -> Extraction:
        source.check(settings)
        clock.seconds["reading"] = seconds
        ordered = sorted(parts, key=lambda part: part.end)
        stretches = (pickle.loads(zlib.decompress(taken(part.data))) for part in ordered)
        return _finished(source, stretches, settings, clock, kept)

    result = guarded(source.path, work, passing=OtherVersion)
    return replace(result, packed=kept[0]) if kept else result


def finish_kept(source: Source, settings: Settings, packed: Handed) -> Extraction | Failure:
    """Make the rows of a report that was kept as it was read.

    Raises:
        Damaged: it has to be read again.
        OtherVersion: see ``Source``.
    """

    def work(clock: Clock) -> Extraction:
        source.check(settings)
        try:
            read = [unpack(taken(packed)).named(source.path.name)]
        except OSError as error:
            raise Damaged(str(error)) from error
        if read[0].document.id != source.report_id:
            raise Damaged("another report's")
        return replace(rows_of(source.path, read.pop(), settings, clock), kept=True)

    return guarded(source.path, work, passing=(Damaged, OtherVersion))


def _packed(source: Source, stretch: Stretch, seconds: float) -> Pages:
    data = zlib.compress(pickle.dumps(stretch, protocol=5), 1)
    return Pages(hand_over(data, here=source.here), stretch.end, stretch.total, seconds)


def _finished(
    source: Source,
    stretches: Iterable[Stretch],
    settings: Settings,
    clock: Clock,
    kept: list[Handed],
) -> Extraction:
    read = [text_of(stretches, settings, clock)]
    if read[0].document.id == source.report_id:  # the file is as it was when it was listed
        kept.append(hand_over(pack(read[0]), here=source.here))
    give_back()
    return rows_of(source.path, read.pop(), settings, clock)


# --- on another machine -------------------------------------------------------------------------

SENT = 20  # reports whose bytes a worker keeps for the tasks that follow


@lru_cache(maxsize=1)
def _key_here(settings: Settings) -> str:
    return settings_key(settings)


def _sent(source: Source) -> Path | None:
    """Return the file with the bytes that were sent, now or for an earlier task; None if none."""
    folder = Path(tempfile.gettempdir()) / "sent"
    path = folder / source.report_id / source.path.name
    if source.content is not None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(source.content)
        Path(file.name).replace(path)
        for old in sorted(folder.glob("*/"), key=lambda one: one.stat().st_mtime_ns)[:-SENT]:
            shutil.rmtree(old, ignore_errors=True)
    return path if path.exists() else None
