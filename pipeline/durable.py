"""What was written outlives a power cut."""

import os
from contextlib import suppress
from pathlib import Path


def settle(path: Path) -> None:
    """Have a file's content, or a folder's names, on the disk; where the system can."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
