"""All hostile files by name."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile import bombs, damaged, loops, pages, pictures, texts

_SOURCES = (damaged, loops, bombs, pages, pictures, texts)


def everything(*, slow: bool = False) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file, by its name; with ``slow`` also those that take long."""
    found: dict[str, Callable[[], bytes]] = {}
    for source in _SOURCES:
        assert not found.keys() & source.FILES.keys(), "two files of one name"
        found |= source.FILES
    return found | bombs.SLOW if slow else found


def halves() -> tuple[list[str], list[str]]:
    """Return the names in two halves that take about as long: pytest gives each file a core."""
    names = sorted(everything(slow=bool(os.environ.get("HOSTILE"))))
    return names[::2], names[1::2]


def write(name: str, folder: Path) -> Path:
    """Make one of the files in ``folder``."""
    path = folder / name
    path.write_bytes((everything(slow=True) | loops.ENDLESS)[name]())
    return path
