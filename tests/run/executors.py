"""Executors that a test can look into."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.run.tasks import Source


class Here(Executor):
    """Runs each task at once, in this process: what a test needs of an executor."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Watched(Here):
    """Says which tasks it was given, and lets some of them fail as a killed process would."""

    def __init__(self, *, width: int = 1, fails: Callable[[str, str, int], bool] | None = None):
        self.width = width
        self.given: list[tuple[str, str]] = []  # call, file
        self._fails = fails or (lambda call, file, time: False)

    def submit(self, fn: Any, /, source: Source, *args: Any, **kwargs: Any) -> "Future[Any]":
        task = (fn.__name__, source.path.name)
        self.given.append(task)
        if self._fails(*task, self.given.count(task)):
            future: Future[Any] = Future()
            future.set_exception(TimeoutError())
            return future
        return super().submit(fn, source, *args, **kwargs)


class Elsewhere(Watched):
    """Another machine: what is at our paths is not there."""

    elsewhere = True

    def submit(self, fn: Any, /, source: Source, *args: Any, **kwargs: Any) -> "Future[Any]":
        there = replace(source, path=Path("/nowhere") / source.path.name)
        return super().submit(fn, there, *args, **kwargs)
