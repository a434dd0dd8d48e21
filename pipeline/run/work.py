"""The work of a run: what is handed out next, and what comes of it.

Long reports are read in pieces, by as many processes as there are. What killed its process, or
took too much time or memory, is tried once more when all else is done, alone: it may have been a
neighbour's fault.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from pipeline.config import Settings
from pipeline.errors import MissingTool, PipelineError
from pipeline.run.handing import let_go, taken
from pipeline.run.outcomes import Extraction, Failure
from pipeline.run.packing import Damaged
from pipeline.run.reading_cache import ReadingCache
from pipeline.run.tasks import (
    MOST_PAGES,
    Pages,
    Source,
    Unseen,
    begin,
    finish,
    finish_kept,
    go_on,
)

log = logging.getLogger("pipeline.run")

# Tasks that are handed out for each process before the first comes back: enough to keep every
# process busy, few enough that finished rows do not pile up in memory.
AHEAD = 3

# Seconds after which a process hands back a report that it is still reading; towards the end of
# a run less, so that no process is left alone with the last report.
PATIENCE = 15.0
LAST_PATIENCE = 3.0


NO_PROCESSES = (
    "The processes that read reports cannot be started ({}). A script of your own must be a file "
    "and call run() under if __name__ == '__main__'. What was finished is kept."
)


@dataclass(frozen=True)
class Job:
    """A report that is to be read."""

    path: Path
    report_id: str
    size: int = 0  # bytes


@dataclass
class _Progress:
    """How far a report has come."""

    job: Job
    source: Source
    parts: list[Pages] = field(default_factory=list)
    missing: int = 0  # parts that are being read
    seconds: float = 0.0
    over: bool = False


@dataclass
class _Task:
    """One call for one report; ``arguments`` follow its source and the settings."""

    report: _Progress
    call: Callable[..., Extraction | Pages | Failure]
    arguments: tuple[Any, ...]
    second: bool = False  # it is tried again
    send: bool = False  # with the report's bytes


class Work:
    """Jobs, and the executor that does them."""

    def __init__(
        self,
        jobs: Sequence[Job],
        settings: Settings,
        pool: Executor,
        cache: ReadingCache,
        *,
        key: str,
    ) -> None:
        # The largest first: what takes longest must not be begun last.
        self._jobs = deque(sorted(jobs, key=lambda job: -job.size))
        self._settings = settings
        self._pool = pool
        self._cache = cache
        self._key = key
        self._elsewhere: bool = getattr(pool, "elsewhere", False)
        self._unseen = False  # the cluster's workers do not see our files
        self._ready: deque[_Task] = deque()  # of reports that were begun
        self._again: deque[_Task] = deque()
        self._running: dict[Future[Any], _Task] = {}

    def results(self) -> Iterator[tuple[Job, Extraction | Failure]]:
        """Yield each report's result as it comes.

        Raises:
            MissingTool: the executor is gone.
            PipelineError: it can start no process.
        """
        while True:
            while task := self._next():
                self._hand_out(task)
            if not self._running:
                return
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                task = self._running.pop(future)
                if task.report.over:
                    continue
                result = self._settled(task, future)
                if result is None:
                    continue
                task.report.over = True
                if result.packed:
                    self._cache.keep(task.report.job.report_id, result.packed)
                    let_go(result.packed)
                for part in task.report.parts:
                    let_go(part.data)
                task.report.parts.clear()
                yield task.report.job, replace(result, packed=None)

    @property
    def _width(self) -> int:
        return int(getattr(self._pool, "width", 1))

    def _next(self) -> _Task | None:
        """Return what can be handed out now."""
        if any(task.second for task in self._running.values()):
            return None  # alone is alone
        if len(self._running) < self._width * AHEAD:
            if self._ready:
                return self._ready.popleft()
            if self._jobs:
                return self._first_task(self._jobs.popleft())
        while self._again and not self._running:
            task = self._again.popleft()
            if not task.report.over:
                return task
        return None

    def _first_task(self, job: Job) -> _Task:
        path, key = (job.path.absolute(), self._key) if self._elsewhere else (job.path, None)
        source = Source(path, job.report_id, key)
        kept = self._cache.find(job.report_id)
        report = _Progress(job, source)
        if kept is not None:
            return _Task(report, finish_kept, (kept if source.here else taken(kept),))
        return _Task(report, begin, (self._patience(),), send=self._unseen)

    def _patience(self) -> float:
        if self._width == 1:
            return 8 * PATIENCE  # nobody waits for work, but no piece shall take for ever
        left = len(self._jobs) + len(self._ready)
        return PATIENCE if left > self._width * AHEAD else LAST_PATIENCE

    def _hand_out(self, task: _Task) -> None:
        source = task.report.source
        if task.send:
            try:
                source = replace(source, content=source.path.read_bytes())
            except OSError as error:
                log.debug("%s: %s", source.path, error)  # the worker will say so, in its words
        try:
            future = self._pool.submit(task.call, source, self._settings, *task.arguments)
        except BrokenExecutor as error:
            raise PipelineError(NO_PROCESSES.format(error)) from error
        self._running[future] = task

    def _settled(self, task: _Task, future: "Future[Any]") -> Extraction | Failure | None:
        """Return the report's result; None if there is more to do, which is then ready."""
        report = task.report
        result: Extraction | Pages | Failure
        try:
            result = future.result()
        except MissingTool:
            raise
        except BrokenExecutor as error:
            raise PipelineError(NO_PROCESSES.format(error)) from error
        except Unseen:
            self._unseen = True  # others will not be seen either: send them at once
            if not task.send:
                self._ready.appendleft(replace(task, send=True))
                return None
            fault = f"{report.job.path.name}: is gone, or was changed while it was read. Run again."
            return Failure(report.job.path, "reading", fault, lasting=False)
        except Damaged as error:
            log.info("%s: kept as read, but damaged (%s).", report.job.path.name, error)
            self._cache.drop(report.job.report_id)
            self._ready.appendleft(_Task(report, begin, (self._patience(),), task.second))
            return None
        except Exception as error:  # of the worker, or of the way to it: this report's alone
            result = self._broken(task, error)
        if isinstance(result, Pages):
            self._take(task, result)
            return None
        if isinstance(result, Failure) and result.again:
            if not task.second:
                log.warning("%s It is tried again when the others are done.", result.message)
                self._again.append(replace(task, second=True))
                return None
            return replace(result, message=f"{result.message} (Tried twice.)")
        return result

    def _take(self, task: _Task, pages: Pages) -> None:
        """Take in what was read of a long report; hand out the rest, or have it finished."""
        report = task.report
        report.parts.append(pages)
        report.seconds += pages.seconds
        if task.call is begin:
            rest = pages.total - pages.end
            pace = pages.end / max(pages.seconds, 0.001)  # pages a second
            size = min(int(pace * self._patience()), ceil(rest / self._width), MOST_PAGES)
            size = max(1, size)
            starts = range(pages.end, pages.total, size)
            report.missing = len(starts)
            parts = [_Task(report, go_on, (n, min(n + size, pages.total))) for n in starts]
            self._ready.extendleft(reversed(parts))  # what was begun is finished first
            return
        report.missing -= 1
        if report.missing == 0:
            self._ready.appendleft(_Task(report, finish, (report.parts, report.seconds)))

    def _broken(self, task: _Task, error: Exception) -> Failure:
        """Say why a task did not come back."""
        path = task.report.job.path
        if isinstance(error, TimeoutError):
            message = (
                f"{path.name}: not read within {self._settings.run.report_timeout:g} seconds. "
                "Raise report_timeout in the settings, or split the report."
            )
        else:
            message = (
                f"{path.name}: the process that read it died ({type(error).__name__}: {error}), "
                f"perhaps for lack of memory (it may take {self._settings.run.report_memory:,} MB)."
                " Raise report_memory in the settings, or split the report."
            )
        return Failure(path, "run", message, again=True)
