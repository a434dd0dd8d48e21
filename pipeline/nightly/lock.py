"""One run at a time in an outputs folder; whoever comes second is told who holds it.

The lock is the kernel's own (``flock``): it ends with the process that holds it, however that
ends. Who holds it stands in a file beside it, which means nothing once the lock is free.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import OutputsInUse, StoreError

LOCK = ".claims.lock"
HOLDER = ".claims.lock.json"


@dataclass(frozen=True)
class Holder:
    """Who holds an outputs folder."""

    doing: str  # the command
    pid: int
    host: str
    since: str  # ISO 8601, UTC
    run: str  # the run's name, as in outputs/runs/

    def __str__(self) -> str:
        """Return it as part of a sentence."""
        since = f"{self.since[:10]} {self.since[11:19]} UTC"
        return f"{self.doing}, process {self.pid} on {self.host} since {since}, run {self.run}"


@contextmanager
def held(outputs: Path, *, doing: str, run: str) -> Iterator[Holder]:
    """Hold ``outputs`` alone; nothing waits.

    Raises:
        OutputsInUse: another process holds it; the message says which.
        StoreError: the folder cannot be written.
    """
    me = Holder(doing, os.getpid(), socket.gethostname(), _now(), run)
    lock = FileLock(outputs / LOCK, timeout=0, fallback_to_soft=False)
    note = outputs / HOLDER
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise OutputsInUse(
            f"{outputs}: another run is at work here ({holder(outputs) or 'it has just begun'}). "
            "Wait for it to end, or stop that process; nothing is lost either way."
        ) from error
    except OSError as error:
        raise StoreError(
            f"{outputs}: cannot be locked ({error.strerror or error}). Choose an outputs folder on "
            "a local disk that you may write to."
        ) from error
    try:
        try:
            draft = note.with_name(f"{HOLDER}.{me.pid}.part")
            draft.write_text(json.dumps(asdict(me)), encoding="utf-8")
            draft.replace(note)
        except OSError as error:
            raise StoreError(
                f"{note}: cannot be written ({error.strerror or error}). Free some space, or "
                "choose an outputs folder that you may write to."
            ) from error
        yield me
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def holder(outputs: Path) -> Holder | None:
    """Return who last noted to hold ``outputs``; None if nobody did, or it cannot be read.

    After a crash the note stays, so it is true only while the lock is held.
    """
    try:
        return Holder(**json.loads((outputs / HOLDER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
