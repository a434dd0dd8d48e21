"""Copies of the database and of people's decisions; and back again.

A backup is a folder, ``00012-2026-01-31T02-00-00Z``, with ``claims.db`` and ``decisions.jsonl``.
The number grows whatever the clock says: the newest is the one with the highest number.
"""

import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pipeline.config import Settings
from pipeline.durable import settle
from pipeline.errors import SettingsError, StoreError
from pipeline.store.backup import check_database, copy_database

log = logging.getLogger(__name__)

DATABASE, DECISIONS = "claims.db", "decisions.jsonl"
NAME = re.compile(r"(\d{5,})-[\w-]+")


def backup_folder(settings: Settings) -> Path:
    """Return where the backups of an outputs folder go."""
    named = settings.nightly.backup_folder
    return Path(named).expanduser() if named else Path(settings.run.outputs) / "backups"


def backups(folder: Path) -> list[Path]:
    """Return the backups in ``folder``, the oldest first."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if (match := NAME.fullmatch(path.name)) and (path / DATABASE).is_file():
                found.append((int(match[1]), path))
    return [path for _, path in sorted(found)]


def back_up(outputs: Path, folder: Path) -> Path:
    """Copy the database and the decisions of ``outputs`` into ``folder``; return the backup.

    Others may read and write meanwhile. A backup is whole, checked and on the disk, or is not
    there.

    Raises:
        StoreError: there is no database, it is damaged, or the backup cannot be written.
    """
    last = backups(folder)
    number = int(last[-1].name.split("-")[0]) + 1 if last else 1
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    backup = folder / f"{number:05}-{stamp}"
    draft = folder / f".{backup.name}.{os.getpid()}.part"
    with _explained(backup):
        draft.mkdir(parents=True)
        try:
            copy_database(outputs / DATABASE, draft / DATABASE)
            if (outputs / DECISIONS).exists():
                _copy_whole_lines(outputs / DECISIONS, draft / DECISIONS)
            for path in (*draft.iterdir(), draft):
                settle(path)
            draft.rename(backup)
            settle(folder)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return backup


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest ``keep`` backups, never the last one; return what was removed."""
    doomed = backups(folder)[: -max(keep, 1)]
    for path in doomed:
        shutil.rmtree(path, ignore_errors=True)
    return doomed


def restore(backup: Path, outputs: Path) -> Path | None:
    """Put a backup in the place of the database of ``outputs``; the caller holds the folder.

    What was there is moved aside, and its folder returned; None if nothing was. Decisions
    that were made since the backup are not lost: ``decisions.jsonl`` keeps all its lines, and
    the store takes them over when it is opened next.

    Raises:
        SettingsError: ``backup`` is none.
        StoreError: it is damaged, or the outputs folder cannot be written.
    """
    source = backup / DATABASE if backup.is_dir() else backup
    if not source.is_file():
        raise SettingsError(f"{backup}: no backup; it should hold {DATABASE}. See: claims backup")
    check_database(source)
    draft = outputs / f".{DATABASE}.{os.getpid()}.part"
    aside = None
    with _explained(outputs / DATABASE):
        outputs.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(source, draft)
            settle(draft)
            aside = _set_aside(outputs)
            draft.replace(outputs / DATABASE)
            _bring_back_decisions(source.parent / DECISIONS, outputs / DECISIONS)
            settle(outputs)
        finally:
            draft.unlink(missing_ok=True)
    return aside


def _set_aside(outputs: Path) -> Path | None:
    """Keep the database and its journal elsewhere, and take the journal away.

    The journal of one database beside another would damage it. Killed anywhere in between, the
    old database is whole in one of the two places.
    """
    parts = [path for path in sorted(outputs.glob(f"{DATABASE}*")) if path.is_file()]
    if not parts:
        return None
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    aside, number = outputs / f"replaced-{stamp}", 1
    while aside.exists():
        number += 1
        aside = outputs / f"replaced-{stamp}-{number}"
    aside.mkdir()
    for path in parts:
        shutil.copyfile(path, aside / path.name)
        settle(aside / path.name)
    settle(aside)
    for path in parts:
        if path.name != DATABASE:
            path.unlink()
    return aside


def _bring_back_decisions(kept: Path, now: Path) -> None:
    """Add the backup's lines, unless they are there. The store takes each decision once."""
    lines = kept.read_bytes() if kept.is_file() else b""
    there = now.read_bytes() if now.exists() else b""
    if there.startswith(lines):
        return
    end = b"" if not there or there.endswith(b"\n") else b"\n"
    with now.open("ab") as file:
        file.write(end + lines)
        file.flush()
        os.fsync(file.fileno())


def _copy_whole_lines(source: Path, target: Path) -> None:
    """Copy the file up to its last whole line: someone may be adding one."""
    shutil.copyfile(source, target)
    with target.open("r+b") as file:
        data = file.read()
        file.truncate(data.rfind(b"\n") + 1)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(
            f"{path}: cannot be written ({reason}). Free some space, or choose a folder that you "
            "may write to."
        ) from error
