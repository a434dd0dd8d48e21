"""A task over its time, or whose process dies, costs itself and nothing else."""

import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor

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


def test_an_error_comes_back_as_it_was_raised() -> None:
    with LocalExecutor(1, Limits(60)) as pool, pytest.raises(ValueError, match="no"):
        pool.submit(fail).result(timeout=60)


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1
