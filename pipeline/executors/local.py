"""A pool of processes here.

Pebble gives it: a task over its time is killed with its process, a killed process costs the
one task it held, and the pool goes on.
"""

import multiprocessing
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, TypeVar

from pebble import ProcessPool

from pipeline.executors.limits import Limits, confine

T = TypeVar("T")

# A process that has done so many tasks is replaced: what libraries never give back, such
# as fonts of broken files, goes with it.
TASKS_A_PROCESS = 200


class LocalExecutor(Executor):
    """A process pool. A task over its time raises TimeoutError, over its memory MemoryError."""

    elsewhere = False  # its processes see our files

    def __init__(self, workers: int, limits: Limits) -> None:
        """Start nothing yet; ``workers`` processes begin with the first task."""
        self.width = workers
        self._limits = limits
        # One thread a process: with more, numpy's BLAS spends its time waiting for itself.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        # What killed processes leave behind goes with this folder.
        self._scratch = tempfile.TemporaryDirectory(
            prefix=f"claims-{os.getpid()}-", ignore_cleanup_errors=True
        )  # named for us, so that the run after a crash of ours can tell that nobody needs it
        self._pool: Any = ProcessPool(  # Pebble's types are not whole
            max_workers=workers,
            max_tasks=TASKS_A_PROCESS,
            initializer=confine,
            initargs=[limits, self._scratch.name],
            # A fork would copy locks that threads of ours hold; a spawned process starts clean.
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Queue ``fn(*args, **kwargs)``; the future's error may be the worker's death.

        Raises:
            BrokenExecutor: no process can be started.
        """
        try:
            future: Future[T] = self._pool.schedule(
                fn, args=list(args), kwargs=kwargs, timeout=self._limits.seconds
            )
        except RuntimeError as error:
            raise BrokenExecutor(str(error)) from error
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the pool: let tasks finish, or with ``cancel_futures`` stop them where they are."""
        if cancel_futures:
            self._pool.stop()
        else:
            self._pool.close()
        if wait or cancel_futures:
            self._pool.join()
            self._scratch.cleanup()


def cores() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
