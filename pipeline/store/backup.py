"""A copy of a database while others use it, by SQLite's own online backup; and a check of one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.store.database import check_owner, explained

PAGES_A_STEP = 1000  # between two steps another process may write


def copy_database(database: Path, copy: Path) -> None:
    """Write ``database`` as it stands at one moment to ``copy``, in one file.

    The database is left as it is, of whichever version it is.

    Raises:
        StoreError: it cannot be read, or the copy not be written or not be sound.
    """
    with explained(database):
        if not database.is_file():
            raise StoreError(f"{database}: there is no database. Check the outputs folder.")
        with closing(sqlite3.connect(database)) as source:
            check_owner(source, database)
            with explained(copy), closing(sqlite3.connect(copy)) as target:
                source.backup(target, pages=PAGES_A_STEP)
                target.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
    check_database(copy)


def check_database(database: Path) -> None:
    """Read all of a database, and see that it is sound and ours.

    Raises:
        StoreError: it is not.
    """
    with (
        explained(database),
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as db,
    ):
        check_owner(db, database)
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreError(f"{database}: damaged ({found}). Take another backup.")
