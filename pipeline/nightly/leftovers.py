"""What killed runs left behind: drafts that never became files, scratch of dead processes.

Only called with the outputs folder held, so that no run is at work on what is removed.
"""

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

# Drafts in the outputs folder: ".claims.csv.1234.part"; a backup's is a folder.
DRAFTS = "*.part"
FOLDERS = ("", "runs/*", "backups", ".inboxes/*/*")
SCRATCH = re.compile(r"claims-(\d+)-")  # and the process that made it: executors, sheets


def sweep(outputs: Path, *, more: tuple[Path, ...] = ()) -> list[Path]:
    """Remove what killed runs left in ``outputs``, in the folders ``more`` and in the scratch.

    Return what was removed. What cannot be removed is left; it costs space and nothing else.
    """
    removed = []
    for path in [*_drafts(outputs, more), *_scratch(Path(tempfile.gettempdir()))]:
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
            removed.append(path)
    if removed:
        log.info("Removed %d leftovers of runs that were killed.", len(removed))
    return removed


def _drafts(outputs: Path, more: tuple[Path, ...]) -> Iterator[Path]:
    for name in FOLDERS:
        pattern = f"{name}/{DRAFTS}" if name else DRAFTS
        yield from _hidden(outputs.glob(pattern))
    for folder in more:
        yield from _hidden(folder.glob(DRAFTS))


def _hidden(paths: Iterator[Path]) -> Iterator[Path]:
    """Drafts begin with a dot; a person's file called notes.part stays."""
    return (path for path in paths if path.name.startswith("."))


def _scratch(folder: Path) -> Iterator[Path]:
    for path in folder.glob("claims-*"):
        made_by = SCRATCH.match(path.name)
        with suppress(OSError):
            if made_by and path.stat().st_uid == os.getuid() and not _alive(int(made_by[1])):
                yield path


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
