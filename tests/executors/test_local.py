"""A task over its limits, or whose process dies, costs itself and nothing else."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pipeline.executors import Limits, LocalExecutor, cores


def double(number: int) -> int:
    return 2 * number


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "awake"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise ValueError("no")


def test_it_is_an_executor_like_the_standard_one() -> None:
    with LocalExecutor(2, Limits(60)) as pool, ProcessPoolExecutor(1) as standard:
        assert list(pool.map(double, [1, 2, 3])) == list(standard.map(double, [1, 2, 3]))


def test_a_hung_task_is_stopped_and_the_next_one_runs() -> None:
    with LocalExecutor(1, Limits(2)) as pool:
        hung, after = pool.submit(sleep, 600), pool.submit(double, 4)
        with pytest.raises(TimeoutError):
            hung.result(timeout=60)
        assert after.result(timeout=60) == 8


def test_a_killed_process_costs_one_task() -> None:
    with LocalExecutor(1, Limits(60)) as pool:
        killed, after = pool.submit(die), pool.submit(double, 4)
        assert killed.exception(timeout=60) is not None
        assert after.result(timeout=60) == 8


def fill(megabytes: int) -> int:
    """Take memory and write to all of it."""
    return sum(len(b"x" * 1_000_000) for _ in [bytearray(b"x" * 1_000_000 * megabytes)])


def fill_in_a_library(megabytes: int) -> int:
    """Take memory as libraries of C do: numpy asks for it, and so may PDFium."""
    return int(np.ones(megabytes * 125_000).sum())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to RLIMIT_DATA")
@pytest.mark.parametrize("greedy", [fill, fill_in_a_library])
def test_a_task_over_its_memory_costs_itself(greedy: Callable[[int], int]) -> None:
    with LocalExecutor(1, Limits(120, megabytes=700)) as pool:
        modest, large, after = (
            pool.submit(greedy, 50),
            pool.submit(greedy, 900),
            pool.submit(os.getpid),
        )
        assert modest.result() > 0
        assert isinstance(large.exception(), MemoryError)
        assert after.result() > 0


def start_a_program(told: Path) -> None:
    """Do as one who waits for Tesseract for ever."""
    program = subprocess.Popen(["sleep", "600"])
    told.write_text(str(program.pid), encoding="ascii")
    program.wait()


@pytest.mark.parametrize("end", ["over its time", "killed", "parent stops"])
def test_programs_that_a_task_has_started_die_with_it(tmp_path: Path, end: str) -> None:
    told = tmp_path / "pid"
    pool = LocalExecutor(1, Limits(6 if end == "over its time" else 120))
    task = pool.submit(start_a_program, told)
    while not (told.exists() and told.read_text(encoding="ascii")):
        time.sleep(0.05)
    program = int(told.read_text(encoding="ascii"))
    if end == "killed":
        os.kill(parent_of(program), signal.SIGKILL)
    if end == "parent stops":
        pool.shutdown(cancel_futures=True)
    else:
        assert task.exception() is not None
    deadline = time.monotonic() + 20
    while is_alive(program):
        assert time.monotonic() < deadline, "the program outlived its worker"
        time.sleep(0.05)
    pool.shutdown(cancel_futures=True)


def stat_of(pid: int) -> list[str]:
    """State, parent, ... of a process, as Linux tells them."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()


def parent_of(pid: int) -> int:
    return int(stat_of(pid)[1])


def is_alive(pid: int) -> bool:
    try:
        return stat_of(pid)[0] != "Z"
    except OSError:
        return False


def test_an_error_comes_back_as_it_was_raised() -> None:
    with LocalExecutor(1, Limits(60)) as pool, pytest.raises(ValueError, match="no"):
        pool.submit(fail).result(timeout=60)


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
