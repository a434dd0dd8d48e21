"""Memory that was used for a while, handed back to the system.

The C library keeps what is freed, in pieces too small for the next stage: after reading 800 pages
and assembling them a third of a process's memory lay idle.
"""

import ctypes
from functools import cache


def give_back() -> None:
    """Hand what is free back to the system; where the C library is not GNU's, do nothing."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> "ctypes._NamedFuncPointer | None":
    try:
        found: ctypes._NamedFuncPointer = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # TypeError: Windows needs a library's name
        return None
    return found
