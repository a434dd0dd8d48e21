"""What processes hand to one another: on one machine by file, so that none of them holds it.

Pages that were read of a long report wait for the others, and the text of a report for the cache
until its rows are made: megabytes, in the process that reads and in the one that writes.
"""

import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

Handed = bytes | Path
LARGE = 1 << 20  # bytes: what is smaller is handed as it is


def hand_over(data: bytes, *, here: bool) -> Handed:
    """Return what to send in place of ``data``; ``here`` is whether the other sees our files."""
    if not here or len(data) < LARGE:
        return data
    with tempfile.NamedTemporaryFile(delete=False) as file:  # where the pool's files go
        file.write(data)
    return Path(file.name)


def taken(handed: Handed) -> bytes:
    """Return what was handed over.

    Raises:
        OSError: its file is gone.
    """
    return handed.read_bytes() if isinstance(handed, Path) else handed


def opened(handed: Handed) -> BinaryIO:
    """Open what was handed over, to be read a piece at a time.

    Raises:
        OSError: its file is gone.
    """
    return handed.open("rb") if isinstance(handed, Path) else BytesIO(handed)


def let_go(handed: Handed) -> None:
    """Delete the file, if there is one: nobody will ask again."""
    if isinstance(handed, Path):
        handed.unlink(missing_ok=True)
