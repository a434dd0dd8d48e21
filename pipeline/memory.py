"""Memory that was used for a while, handed back to the system.

The C library keeps what is freed, in pieces too small for the next stage: after reading 800 pages
and assembling them a third of a process's memory lay idle.
"""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


def give_back() -> None:
    """Hand what is free back to the system; where the C library is not GNU's, do nothing."""
    trim = _trim()
    if trim is not None:
        trim(0)


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many small objects that all stay: the search for cycles takes longer than making them.

    It is off within, and on again behind if it was on.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _trim() -> "ctypes._NamedFuncPointer | None":
    try:
        found: ctypes._NamedFuncPointer = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # TypeError: Windows needs a library's name
        return None
    return found
