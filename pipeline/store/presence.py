"""Which reports no file holds any more; their rows are kept, and marked."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pipeline.store import Store
from pipeline.store.rows import clean


def note_presence(
    store: Store,
    *,
    gone: Iterable[str],
    moved: Mapping[str, Path],
    forgotten: Iterable[str],
) -> tuple[list[str], list[str]]:
    """Mark the reports that are ``gone``, unmark all others, follow those that ``moved``.

    ``moved`` leads from a report to a file that holds its bytes now; ``forgotten`` are files
    that are no more. Returns the ids of the reports that are newly gone, and of those that
    came back. In one transaction; the tables need writing again if anything changed.

    Raises:
        StoreError: the database cannot be written; nothing is changed.
    """
    gone = set(gone)
    with store.transaction() as db:
        marked = {row[0] for row in db.execute(
            "SELECT report_id FROM reports WHERE gone_since IS NOT NULL"
        )}  # fmt: skip
        known = {row[0] for row in db.execute("SELECT report_id FROM reports")}
        new, back = sorted((gone & known) - marked), sorted(marked - gone)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        mark = "UPDATE reports SET gone_since = ? WHERE report_id = ?"
        db.executemany(mark, [(now, report_id) for report_id in new])
        db.executemany(mark, [(None, report_id) for report_id in back])
        for report_id, path in moved.items():
            name, where = clean(path.name), clean(str(path))
            # A report without a title is called by its file's name.
            db.execute(
                """UPDATE reports SET report = CASE report WHEN file THEN ? ELSE report END,
                                      file = ?, path = ? WHERE report_id = ?""",
                (name, name, where, report_id),
            )
            db.execute(
                "UPDATE OR REPLACE failures SET path = ? WHERE report_id = ?", (where, report_id)
            )
        paths = list(forgotten)
        db.executemany("DELETE FROM files WHERE path = ?", [(os.fsencode(p),) for p in paths])
        lost = db.executemany("DELETE FROM failures WHERE path = ?", [(clean(p),) for p in paths])
        if new or back or moved or lost.rowcount > 0:
            db.execute("UPDATE revision SET current = current + 1")
    return new, back
