"""Folders and addresses -> what is to be read, and what could not be looked into.

An inbox that cannot be looked into costs itself only: the others go on, and nothing of what
came from it counts as gone.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.nightly.mirror import mirrored, redacted

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inbox:
    """One inbox, as it was found."""

    name: str  # as in the settings, without a password
    root: Path  # the folder here that its files lie under
    inputs: tuple[Path, ...] = ()  # for a run: the folder itself, or the copies of remote files
    addresses: dict[Path, str] = field(default_factory=dict)  # of copies of remote files
    fetched: int = 0
    error: str = ""  # it could not be looked into
    problems: tuple[str, ...] = ()  # files of it that could not be fetched


def look_into(inboxes: Sequence[str], cache: Path, *, max_bytes: int) -> list[Inbox]:
    """Return every inbox with its files; those at an address are copied below ``cache``."""
    found = []
    for name in inboxes:
        inbox = _remote(name, cache, max_bytes) if is_remote(name) else _local(name)
        for problem in filter(None, (inbox.error, *inbox.problems)):
            log.error("%s", problem)
        found.append(inbox)
    return found


def is_remote(name: str) -> bool:
    """Say whether an inbox is an address, rather than a folder of this machine."""
    return "://" in name and not name.startswith("file://")


def _local(name: str) -> Inbox:
    root = Path(name.removeprefix("file://")).expanduser()
    shown = str(root)
    try:
        if not root.is_dir():
            raise SettingsError(f"{root}: no such folder. Check the path; is the disk mounted?")
        next(root.iterdir(), None)  # raises if we may not look; a run would just find nothing
        return Inbox(shown, root.resolve(), (root.resolve(),))
    except OSError as error:
        problem = f"{root}: cannot be looked into ({error.strerror or error}). Check your rights."
        return Inbox(shown, root.absolute(), error=problem)
    except SettingsError as error:
        return Inbox(shown, root.absolute(), error=str(error))


def _remote(name: str, cache: Path, max_bytes: int) -> Inbox:
    shown = redacted(name)
    folder = hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    root = cache.resolve() / folder
    try:
        copies = list(mirrored(name, root, max_bytes=max_bytes))
    except SettingsError as error:
        return Inbox(shown, root, error=str(error))
    addresses = {copy.path: copy.address for copy in copies if copy.path}
    return Inbox(
        shown,
        root,
        inputs=tuple(addresses),
        addresses=addresses,
        fetched=sum(copy.fetched for copy in copies),
        problems=tuple(copy.error for copy in copies if copy.error),
    )
