"""A real scheduler and three real workers on this machine: the rows are those of a local run.

Reports are tiny texts, and the rules run without a model.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import RunSettings, Settings
from pipeline.errors import MissingTool
from pipeline.executors import ClusterExecutor, Limits
from pipeline.run import Outcome, Summary, run
from pipeline.schema import Claim
from pipeline.sheets import export
from pipeline.store import Store

pytest.importorskip("distributed", reason="Dask is optional")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform == "win32", reason="signals")]

TEXT = "In {year} at least {number} people were displaced in Kenya, according to the World Bank.\n"
LIMITS = Limits(120, 2000)


class Cluster:
    """A scheduler on a port of its own, and workers that come and go."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._folder = folder
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def start_scheduler(self) -> None:
        port = str(self._port)
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), 1):
                return
            time.sleep(0.1)

    def add_worker(self) -> None:
        worker = self._start(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1",
            "--local-directory", str(self._folder), "--death-timeout", "60",
        )  # fmt: skip
        self.workers.append(worker)

    def restart_scheduler(self) -> None:
        """Kill it; workers that have lost their scheduler end, and others come."""
        self.stop_scheduler()
        self.start_scheduler()
        self.add_worker()
        self.add_worker()

    def stop_scheduler(self) -> None:
        assert self.scheduler
        self.scheduler.kill()
        self.scheduler.wait()

    def _start(self, what: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
        log = (self._folder / f"{what}.log").open("ab")
        return subprocess.Popen(
            [*command, "--no-dashboard"],
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def stop(self) -> None:
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.start_scheduler()
    for _ in range(3):
        made.add_worker()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n in range(24):
        text = TEXT.format(year=1990 + n, number=100 + n) * 20
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return folder


def settings_of(outputs: Path) -> Settings:
    return Settings(model="rules", run=RunSettings(outputs=str(outputs), workers=1))


def go(reports: Path, outputs: Path, **more: Any) -> tuple[Summary, list[Claim]]:
    with Store.open(outputs / "claims.db") as store:
        summary = run([reports], settings_of(outputs), store, **more)
        export(store, outputs, ("csv", "jsonl"))
        return summary, list(store.claims())


class After:
    """Does something once so many reports are done."""

    def __init__(self, steps: dict[int, Callable[[], object]]) -> None:
        self._steps = steps
        self._done = 0

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        self._steps.get(self._done, lambda: None)()


def test_a_task_has_its_limits_there_too(cluster: Cluster) -> None:
    with ClusterExecutor(cluster.address, Limits(5, 700)) as pool:
        assert isinstance(pool.submit(time.sleep, 600).exception(), TimeoutError)
        assert pool.submit(os.abort).exception() is not None
        assert isinstance(pool.submit(bytearray, 900_000_000).exception(), MemoryError)
        assert pool.submit(max, 2, 3).result() == 3
        with pytest.raises(ZeroDivisionError):
            pool.submit(divmod, 1, 0).result()
        assert pool.width == 3


def test_a_worker_may_be_killed_and_another_join_late(
    cluster: Cluster, reports: Path, tmp_path: Path
) -> None:
    _, local = go(reports, tmp_path / "here")
    events = After({3: cluster.workers[0].kill, 6: cluster.add_worker})
    pool = ClusterExecutor(cluster.address, LIMITS)
    summary, there = go(reports, tmp_path / "there", executor=pool, on_outcome=events)
    assert summary.count("read") == 24
    assert there == local
    for name in ("claims.csv", "claims.jsonl"):
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_the_scheduler_may_be_restarted(
    cluster: Cluster, reports: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pool = ClusterExecutor(cluster.address, LIMITS)
    events = After({3: cluster.restart_scheduler})
    summary, _ = go(reports, tmp_path / "there", executor=pool, on_outcome=events)
    assert summary.count("read") == 24
    assert any("was lost and is back" in record.message for record in caplog.records)


def test_a_scheduler_that_stays_away_ends_the_run_and_the_next_one_finishes_it(
    cluster: Cluster, reports: Path, tmp_path: Path
) -> None:
    pool = ClusterExecutor(cluster.address, LIMITS, patience=3)
    events = After({3: cluster.stop_scheduler})
    with pytest.raises(MissingTool, match="did not come back"):
        go(reports, tmp_path / "there", executor=pool, on_outcome=events)
    summary, rows = go(reports, tmp_path / "there")
    assert summary.count("unchanged") >= 3
    assert summary.count("unchanged") + summary.count("read") == 24
    assert rows == go(reports, tmp_path / "here")[1]
    with pytest.raises(MissingTool, match="no Dask scheduler answers"):
        ClusterExecutor(cluster.address, LIMITS, patience=1)


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingTool, match="pip install"):
        ClusterExecutor("tcp://127.0.0.1:1", LIMITS)
