"""What a worker process may take, and what it takes along when it dies."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass

log = logging.getLogger("pipeline.run")

if sys.platform != "win32":
    import resource


@dataclass(frozen=True)
class Limits:
    """What one task may take."""

    seconds: float
    megabytes: int | None = None  # of its process; None: what there is


def confine(limits: Limits, scratch: str) -> None:
    """Prepare this process for work on files that nobody has looked at; call it once.

    The kernel refuses memory beyond the limit, which Python sees as a MemoryError and
    libraries as a reason to abort. RLIMIT_DATA counts what is written to, not what is merely
    mapped; programs that the process starts have as much again for themselves.

    Args:
        limits: the memory; time is the pool's affair.
        scratch: the folder for temporary files.
    """
    tempfile.tempdir = scratch
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    if sys.platform == "win32":
        return
    if limits.megabytes is not None:
        most = limits.megabytes * 1_000_000
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    if sys.platform == "linux":
        parent_death_signal = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None, use_errno=True).prctl(parent_death_signal, signal.SIGKILL)
    _take_children_along()


def _take_children_along() -> None:
    """Make the programs that this process starts, such as Tesseract, die when it dies.

    They are in its process group. A shell waits for the end of a pipe that only this process
    holds open: the kernel closes it, however the process ended, and the shell kills the group.
    """
    os.setpgid(0, 0)
    guard = subprocess.Popen(
        ["/bin/sh", "-c", f"read gone; kill -KILL -{os.getpid()}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # not in the group that it kills
        cwd="/",
    )
    _guards.append(guard)


_guards: list["subprocess.Popen[bytes]"] = []  # their pipes stay open as long as we live
