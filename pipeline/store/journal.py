"""``decisions.jsonl``: every decision, one line each, only ever added to.

The lines are written within the transaction that writes the database, and are on the disk before
it is committed. Whatever happens in between, one of the two holds the decision, and the next
time the store is opened both do: what the file's size does not explain is read and compared.
So the file alone is enough to have everything back, a database alone writes the file again, and
a file that was put together from two machines brings both machines' decisions.

An act, such as reading a sheet back, is taken whole: its lines say how many they are, and an act
that a power cut left half written counts for nothing, as nobody was told that it was done. A line
that somebody spoiled since was written: the others of its act count.
"""

import json
import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from pipeline.durable import settle

log = logging.getLogger(__name__)

NAME = "decisions.jsonl"
Row = TypeVar("Row")


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
        settle(path.parent)
    return size


def size_of(path: Path) -> int:
    """Return how long the file is; 0 if it is not there."""
    return path.stat().st_size if path.exists() else 0


def read(path: Path, row_of: Callable[[dict[str, Any]], Row]) -> list[Row]:
    """Return what ``row_of`` makes of each entry of whole acts, in order.

    A line that it raises on, or that is no entry, is named and skipped, and costs itself only.
    """
    if not path.exists():
        return []
    rows: dict[str, tuple[Row, Any, int, int]] = {}  # with its act, how many that has, its line
    there: Counter[Any] = Counter()  # lines of each act, those that somebody spoiled included
    last, nobodys = None, 0
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                entry_id, act, of = entry["entry_id"], entry.get("act"), int(entry.get("of", 1))
                row = row_of(entry)
                there[act] += entry_id not in rows
                rows[entry_id] = row, act, of, number
            except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
                reason = f"{type(error).__name__}: {error}"
                log.warning(
                    "%s, line %d: not a decision (%s); it is left where it is.",
                    path, number, reason,
                )  # fmt: skip
                if ending := _ENDING.search(line):
                    there[ending[1].decode()] += 1
                else:
                    nobodys += 1
                continue
            if act == last:  # what stands between two lines of an act was of it
                there[act] += nobodys
            last, nobodys = act, 0
    torn = [number for _, act, of, number in rows.values() if there[act] < of]
    if torn:
        named = ", ".join(map(str, torn))
        log.warning("%s: the acts of these lines are not all there; left out: %s.", path, named)
    return [row for row, act, of, _ in rows.values() if there[act] >= of]


# How every line ends that was written to its end, whatever somebody made of it since.
_ENDING = re.compile(rb'"act": "(\w+)", "of": \d+\}\s*\Z')


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
