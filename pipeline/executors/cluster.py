"""A Dask cluster's workers: https://distributed.dask.org. Dask is optional; no other code knows it.

Dask cannot stop a task that hangs. So each of its workers only carries tasks to a pool of
processes of its own, which is ours of ``local.py``, with the same limits. Those processes load the
model once. A worker that dies takes them along, and the scheduler gives its tasks to others. If
the scheduler is lost, we wait for it to come back and hand out anew what had not come back.
"""

import asyncio
import importlib
import logging
import multiprocessing
import pickle
import threading
import time
import warnings
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError, Executor, Future
from functools import cache
from typing import Any, TypeVar

from pipeline.errors import MissingTool
from pipeline.executors.limits import Limits
from pipeline.executors.local import LocalExecutor

log = logging.getLogger("pipeline.run")

T = TypeVar("T")

CONNECT = 30.0  # seconds in which a scheduler has to answer
PATIENCE = 120.0  # seconds that we wait for a lost scheduler, or for a first worker
LOOK = 2.0  # seconds between two looks at how many workers there are
TRIES = 5  # times that Dask may lose a task


class ClusterExecutor(Executor):
    """The workers of the scheduler at ``address``.

    A task over its time raises TimeoutError, over its memory MemoryError; MissingTool means
    that the cluster is gone.

    Raises:
        MissingTool: Dask is not installed, or no scheduler answers.
    """

    elsewhere = True  # a worker may not see our files

    def __init__(self, address: str, limits: Limits, *, patience: float = PATIENCE) -> None:
        self.width = 1  # tasks that all workers can do at once; kept up to date
        self._address = address
        self._limits = limits
        self._patience = patience
        self._dask = _dask()
        self._leaving = False
        self._gone: MissingTool | None = None
        self._connection = 0  # how often it was lost
        self._pending: set[Future[Any]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._mending = asyncio.Lock()
        try:
            self._client = self._run(self._connect())
        except Exception as error:  # Dask, asyncio and sockets raise errors of their own each
            self._end_loop()
            raise MissingTool(
                f"{address}: no Dask scheduler answers ({error}). Start one (dask scheduler), or "
                "leave out --cluster."
            ) from error
        self._watching = asyncio.run_coroutine_threadsafe(self._watch(), self._loop)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Hand out ``fn(*args, **kwargs)``."""
        payload = pickle.dumps((fn, args, kwargs))
        future: Future[T] = Future()
        asyncio.run_coroutine_threadsafe(self._carry(payload, future), self._loop)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what is under way there is given up."""
        self._leaving = True
        self._watching.cancel()
        try:
            self._run(self._client.close(), seconds=CONNECT)
        except Exception as error:  # it may be gone already
            log.debug("leaving the cluster: %s", error)
        self._end_loop()

    def _run(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def _end_loop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CONNECT)

    async def _connect(self) -> Any:
        return await self._dask.Client(
            self._address,
            asynchronous=True,
            timeout=min(CONNECT, self._patience),
            set_as_default=False,
            name="claims",
        )

    async def _carry(self, payload: bytes, future: "Future[Any]") -> None:
        """Bring the task's answer into ``future``, handing it out again if Dask loses it."""
        if not future.set_running_or_notify_cancel():
            return
        self._pending.add(future)
        try:
            for _ in range(TRIES):
                client, connection = self._client, self._connection
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")  # of bytes that are large: they must be
                        answer = await client.submit(shepherd, payload, self._limits, pure=False)
                    done, result = pickle.loads(answer)
                except self._dask.KilledWorker as error:
                    done, result = False, error
                except (Exception, asyncio.CancelledError) as error:
                    if self._leaving:
                        return
                    log.debug("the cluster lost a task: %r", error)
                    if isinstance(error, CancelledError | OSError) or client.status != "running":
                        await self._mend(connection)
                    continue
                break
            else:
                done, result = False, OSError("the cluster lost it again and again")
        except MissingTool as error:
            done, result = False, error
        if future in self._pending:  # it may have been given up meanwhile
            self._pending.remove(future)
            (future.set_result if done else future.set_exception)(result)

    async def _mend(self, lost: int) -> None:
        """See to it that there is a scheduler again; ``lost`` is the connection that failed.

        Raises:
            MissingTool: it did not come back.
        """
        async with self._mending:
            if self._gone:
                raise self._gone
            if self._connection != lost:
                return  # for another task, we have been here
            if not await self._answers(self._client):
                log.warning(
                    "%s: the scheduler is gone; waiting up to %g seconds for it.",
                    self._address,
                    self._patience,
                )
                await self._leave(self._client)
                self._client = await self._found()
            self._connection += 1
            log.warning(
                "%s: the scheduler was lost and is back; %d tasks are handed out again.",
                self._address,
                len(self._pending),
            )

    async def _found(self) -> Any:
        """Return a new client, as soon as there is a scheduler.

        Raises:
            MissingTool: there is none.
        """
        deadline = time.monotonic() + self._patience
        while time.monotonic() < deadline:
            try:
                return await self._connect()
            except (OSError, TimeoutError):
                await asyncio.sleep(1)
        raise self._give_up("the scheduler is gone and did not come back")

    async def _answers(self, client: Any) -> bool:
        try:
            await asyncio.wait_for(client.scheduler.identity(), CONNECT)
        except (Exception, asyncio.CancelledError):
            return False
        return bool(client.status == "running")

    async def _leave(self, client: Any) -> None:
        try:
            await asyncio.wait_for(client.close(fast=True), CONNECT)
        except (Exception, asyncio.CancelledError) as error:
            log.debug("leaving the lost scheduler: %s", error)

    def _give_up(self, why: str) -> MissingTool:
        """Let every task fail, those that are under way and those to come; return why."""
        self._gone = MissingTool(
            f"{self._address}: {why}. What was finished is kept: run again to go on."
        )
        for future in self._pending:
            future.set_exception(self._gone)
        self._pending.clear()
        return self._gone

    async def _watch(self) -> None:
        """Keep ``width`` up to date, and do not wait for workers for ever."""
        alone_since: float | None = None
        while not self._gone:
            try:
                threads = sum((await self._client.ncores()).values())
            except Exception as error:  # the scheduler is gone: that is for _mend
                log.debug("no answer from the cluster: %s", error)
                alone_since = None
            else:
                self.width = max(1, threads)
                now = time.monotonic()
                if threads:
                    alone_since = None
                elif alone_since is None:
                    alone_since = now
                    log.warning("%s: no workers; waiting for one to join.", self._address)
                elif now - alone_since > self._patience:
                    self._give_up(f"no worker has joined for {self._patience:g} seconds")
            await asyncio.sleep(LOOK)


# --- on the worker -----------------------------------------------------------------------------


def shepherd(payload: bytes, limits: Limits) -> bytes:
    """Have a process of this worker do the task; return (whether it was done, what came back)."""
    try:
        return _pool(limits).submit(_work, payload).result()
    except Exception as error:  # over its time, or its process died
        return pickle.dumps((False, error))


def _work(payload: bytes) -> bytes:
    try:
        fn, args, kwargs = pickle.loads(payload)
        return pickle.dumps((True, fn(*args, **kwargs)))
    except Exception as error:  # whatever the task raises is its answer
        return pickle.dumps((False, error))


_starting = threading.Lock()


def _pool(limits: Limits) -> LocalExecutor:
    with _starting:
        return _started(limits)


@cache
def _started(limits: Limits) -> LocalExecutor:
    # Dask marks its workers as daemons, which may have no children; ours die with them anyway.
    # ``Process.daemon`` can be set before a process starts only, and Dask has started this one.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    worker = _dask().get_worker()
    return LocalExecutor(worker.state.nthreads, limits)


def _dask() -> Any:
    """Return Dask's package; an import at the top would cost every start half a second.

    Raises:
        MissingTool: it is not installed.
    """
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise MissingTool(
            "Dask is not installed here. Install it (pip install 'claims-pipeline[cluster]'), or "
            "leave out --cluster."
        ) from error
