"""Where work runs: a pool of processes here that limits the time of each task.

``run.py`` knows only the standard ``concurrent.futures.Executor``; what is made here is one.
Pebble gives it: a task over its time is killed with its process, a killed process costs the
one task it held, and the pool goes on.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

# A process that has read so many reports is replaced: what libraries never give back, such
# as fonts of broken files, goes with it.
TASKS_A_PROCESS = 200


class LocalExecutor(Executor):
    """A process pool. A task that takes longer than ``timeout`` seconds raises TimeoutError."""

    def __init__(self, workers: int, *, timeout: float) -> None:
        """Start nothing yet; ``workers`` processes begin with the first task."""
        self._timeout = timeout
        # One thread a process: with more, numpy's BLAS spends its time waiting for itself.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ.setdefault(name, "1")
        # What killed processes leave behind goes with this folder; what we leave ourselves when
        # we are killed, the next nightly run knows by our process's number.
        self._scratch = tempfile.TemporaryDirectory(
            prefix=f"claims-{os.getpid()}-", ignore_cleanup_errors=True
        )
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=TASKS_A_PROCESS,
            initializer=_begin,
            initargs=[self._scratch.name],
            # A fork would copy locks that threads of ours hold; a spawned process starts clean.
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Queue ``fn(*args, **kwargs)``; the future's error may be the worker's death."""
        future: Future[T] = self._pool.schedule(
            fn, args=list(args), kwargs=kwargs, timeout=self._timeout
        )
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the pool: let tasks finish, or with ``cancel_futures`` stop them where they are."""
        if cancel_futures:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        if wait or cancel_futures:
            self._pool.join()
            self._scratch.cleanup()


def cores() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(scratch: str) -> None:
    """Let Ctrl-C be the parent's affair, and die when the parent is killed (Linux)."""
    tempfile.tempdir = scratch
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        parent_death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None, use_errno=True).prctl(parent_death_signal, signal.SIGKILL)
