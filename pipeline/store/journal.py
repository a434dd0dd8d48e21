"""``decisions.jsonl``: every decision, one line each, only ever added to.

The lines are written within the transaction that writes the database, and are on the disk before
it is committed. Whatever happens in between, one of the two holds the decision, and the next
time the store is opened both do: what the file's size does not explain is read and compared.
So the file alone is enough to have everything back, a database alone writes the file again, and
a file that was put together from two machines brings both machines' decisions.

An act, such as reading a sheet back, is taken whole: its lines say how many they are, and an act
that a power cut left half written counts for nothing, as nobody was told that it was done.
"""

import json
import logging
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

NAME = "decisions.jsonl"


def append(path: Path, entries: Iterable[dict[str, Any]]) -> int:
    """Add lines and have them on the disk; return the file's size.

    What is written stands or, if that fails, is cut off again.
    """
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    is_new = not path.exists()
    before = size_of(path)
    try:
        with path.open("ab") as file:
            if before and not _ends_a_line(path):
                file.write(b"\n")
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
    except BaseException:  # cut when it is closed: closing writes what was held back
        if path.exists():
            os.truncate(path, before)
        raise
    if is_new:
        _settle(path.parent)
    return size


def size_of(path: Path) -> int:
    """Return how long the file is; 0 if it is not there."""
    return path.stat().st_size if path.exists() else 0


def read(path: Path) -> list[dict[str, Any]]:
    """Return the entries of whole acts, in order; a line that is no entry is said and skipped."""
    if not path.exists():
        return []
    entries = []
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                entry["claim_id"], entry["status"]
                hash((entry["entry_id"], entry.get("act"))), int(entry.get("of", 1))
            except (ValueError, KeyError, TypeError):
                log.warning("%s, line %d: not a decision; it is left where it is.", path, number)
                continue
            entries.append(entry)
    unique = {entry["entry_id"]: entry for entry in entries}
    there = Counter(entry.get("act") for entry in unique.values())
    whole = [e for e in unique.values() if there[e.get("act")] >= int(e.get("of", 1))]
    if len(whole) < len(unique):
        left = len(unique) - len(whole)
        log.warning("%s: %d lines are of acts that are not all there; left out.", path, left)
    return whole


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _settle(folder: Path) -> None:
    """Have the new name outlive a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        log.debug("%s: the folder cannot be synchronised.", folder)
    finally:
        os.close(handle)
