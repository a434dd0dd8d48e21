"""The SQLite file: opened, brought up to date, changed all or nothing, its errors explained."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store.migrations import APPLICATION_ID, MIGRATIONS

BUSY_SECONDS = 30.0  # how long we wait for another process's transaction


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # a power cut loses nothing that was saved
    return connection


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Make every change that the database has not seen, each in one transaction with its record.

    The record is SQLite's own ``user_version``: how many of MIGRATIONS were made.

    Raises:
        StoreError: it is not ours, or a newer version's; then it is left as it is.
    """
    check_owner(db, path)
    db.execute("PRAGMA journal_mode = WAL")
    while (version := _pragma(db, "user_version")) < len(MIGRATIONS):
        with transaction(db):
            if _pragma(db, "user_version") != version:
                continue  # another process was faster
            for statement in MIGRATIONS[version]:
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {version + 1}")


def check_owner(db: sqlite3.Connection, path: Path) -> None:
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and _pragma(db, "application_id") != APPLICATION_ID:
        raise StoreError(f"{path}: a database, but not one of ours. Choose another outputs folder.")
    if _pragma(db, "user_version") > len(MIGRATIONS):
        raise StoreError(
            f"{path}: written by a newer version of this program. Update it (git pull, make "
            "setup), or choose another outputs folder."
        )


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into a StoreError with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}. {_remedy(str(error))}") from error
    except OSError as error:
        raise StoreError(
            f"{path}: {error.strerror or error}. Choose an outputs folder that you may write to."
        ) from error


def _remedy(message: str) -> str:
    for sign, remedy in _REMEDIES.items():
        if sign in message:
            return remedy
    return "Please report this; the rows saved before still stand."


_REMEDIES = {
    "locked": "Another run is writing: wait for it to end, or stop it.",
    "full": "Free some space on the disk and run again; what was saved still stands.",
    "readonly": "Give yourself the right to write there, or choose another outputs folder.",
    "unable to open": "Check that the folder exists and that you may write to it.",
    "not a database": "Move that file away, or choose another outputs folder.",
    "malformed": "The file is damaged: restore a backup, or move it away and run again.",
    "disk I/O": "Check the disk; on a network share, keep the outputs on a local one.",
    "closed": "The store was closed before it was used.",
}
