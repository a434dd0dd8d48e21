"""Reports, their claims, runs and decisions, in one SQLite file.

What goes in is one report at a time, in one transaction that replaces all that was known of it;
what comes out is in an order that does not depend on the order in which reports were finished.
A process that is killed at any moment leaves whole reports behind, and a run that is visibly
``interrupted``.

Runs write claims, people write decisions, and only the view ``reviewed_claims`` joins them: no
run can overwrite a person. Decisions name their claim by its id, which comes from content, and
nothing deletes them.
"""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection, Cursor
from typing import Any, Self

from pipeline.schema import Claim, Document, Reference
from pipeline.store.calibrations import Calibrations
from pipeline.store.changes import facts_of, note_change
from pipeline.store.comparisons import Comparisons
from pipeline.store.database import connect, explained, migrate
from pipeline.store.decisions import Entry
from pipeline.store.records import FailureRecord, KnownFile, PageFacts, ReportRecord, RunRecord
from pipeline.store.rows import ReportRows, clean, read_claims, read_references
from pipeline.store.sent import SentRow, SentSheet, SentSheets

__all__ = [
    "Entry",
    "FailureRecord",
    "KnownFile",
    "PageFacts",
    "ReportRecord",
    "RunRecord",
    "SentRow",
    "SentSheet",
    "Store",
]

_ORDER = "ORDER BY file, report_id"
_FAILURE = "path, report_id, stage, message, key, run_id, failed_at, attempts, first_failed_at"
_CHANGED = "UPDATE revision SET current = current + 1"
# The report itself, and what the same file held before, unless a copy of that is known elsewhere.
_REPLACED = """SELECT report_id FROM reports AS r WHERE report_id = ? OR (path = ? AND NOT EXISTS
    (SELECT 1 FROM files WHERE files.report_id = r.report_id AND files.path != ?))"""
_NOTE_FILE = "INSERT OR REPLACE INTO files (path, size, mtime_ns, report_id) VALUES (?, ?, ?, ?)"


class Store(SentSheets, Comparisons, Calibrations):
    """The database of one outputs folder. Open it with ``with Store.open(path) as store``.

    One process writes; any number read. Every method may raise StoreError, which says what
    is wrong and what to do.
    """

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open the database at ``path``, making it or bringing it up to date if need be.

        Raises:
            StoreError: the file is no database of ours, is damaged, was made by a newer
                version, or cannot be written.
        """
        path = Path(path)
        with explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = connect(path)
            try:
                migrate(connection, path)
                store = cls(path, connection)
                store._catch_up()
            except BaseException:
                connection.close()
                raise
        return store

    def close(self) -> None:
        """Close the database; a second call changes nothing."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- runs --------------------------------------------------------------------------------

    def start_run(self, settings: Mapping[str, Any], version: str) -> int:
        """Note that a run begins, and return its id.

        Runs that never finished are marked as interrupted: one process at a time writes.
        """
        with self.transaction():
            self._db.execute("UPDATE runs SET state = 'interrupted' WHERE state = 'running'")
            cursor = self._db.execute(
                "INSERT INTO runs (state, started_at, version, settings) VALUES (?, ?, ?, ?)",
                ("running", _now(), version, json.dumps(settings, sort_keys=True, default=str)),
            )
        return int(cursor.lastrowid or 0)

    def finish_run(self, run_id: int, *, read: int, failed: int) -> None:
        """Note that a run came to its end, with how many reports it read and failed to read."""
        with self.transaction():
            self._db.execute(
                "UPDATE runs SET state = 'finished', finished_at = ?, read = ?, failed = ? "
                "WHERE run_id = ?",
                (_now(), read, failed, run_id),
            )

    def runs(self) -> list[RunRecord]:
        """Return every run, the first one first."""
        query = (
            "SELECT run_id, state, started_at, finished_at, version, settings, read, failed "
            "FROM runs ORDER BY run_id"
        )
        with explained(self.path):
            rows = list(_named(self._db.execute(query)))
        return [RunRecord(**{**row, "settings": json.loads(row["settings"])}) for row in rows]

    # --- what is known already ---------------------------------------------------------------

    def known_files(self) -> dict[str, KnownFile]:
        """Return every file that was hashed, by its absolute path."""
        with explained(self.path):
            rows = self._db.execute("SELECT path, size, mtime_ns, report_id FROM files")
            return {
                (path := os.fsdecode(row[0])): KnownFile(path, row[1], row[2], row[3])
                for row in rows
            }

    def note_files(self, files: Iterable[KnownFile]) -> None:
        """Remember files that were hashed, such as a copy of a report that was read before.

        Size and time must have been taken before the bytes were.
        """
        rows = [(os.fsencode(f.path), f.size, f.mtime_ns, f.report_id) for f in files]
        with self.transaction():
            self._db.executemany(_NOTE_FILE, rows)

    def report_keys(self) -> dict[str, str]:
        """Return what each report's rows were made with, by the report's id."""
        with explained(self.path):
            return dict(self._db.execute("SELECT report_id, key FROM reports"))

    def failure(self, report_id: str, key: str) -> FailureRecord | None:
        """Return how the report failed with the settings of ``key``; None if it did not."""
        with explained(self.path):
            row = self._db.execute(
                f"SELECT {_FAILURE} FROM failures WHERE report_id = ? AND key = ?", (report_id, key)
            ).fetchone()
        return FailureRecord(*row) if row else None

    # --- writing -----------------------------------------------------------------------------

    def save(
        self,
        run_id: int,
        *,
        document: Document,
        pages: Sequence[PageFacts],
        claims: Collection[Claim],
        key: str,
        path: Path,
        seconds: Mapping[str, float] | None = None,
        warnings: Sequence[str] = (),
    ) -> None:
        """Replace all that is known of a report, in one transaction.

        Of ``document`` only its names, date, page count and references are kept.

        Raises:
            ValueError: the claims are not all of this one report.
            StoreError: the database cannot be written; the report's old rows still stand.
        """
        names: set[tuple[str, str, str]] = set()
        sentences: set[str] = set()
        figures = 0
        for claim in claims:  # once, as they may be made while one looks
            names.add((claim.report_id, claim.file, claim.report))
            sentences.add(claim.sentence_id)
            figures += claim.quantity is not None
        if len(names) > 1 or any(name[0] != document.id for name in names):
            raise ValueError(f"{document.file}: claims of another report: {sorted(names)[:3]}")
        _, file, title = names.pop() if names else (None, document.file, None)
        path = path.absolute()
        report = (
            document.id, file, title or document.title or document.file, document.date, str(path),
            document.page_count or len(pages), key, run_id, _now(),
            json.dumps(dict(seconds or {})), json.dumps(list(warnings)),
            len(sentences), len(claims), figures, len(document.references),
            None,
        )  # fmt: skip
        rows = ReportRows(report, pages, claims, document.references)
        try:
            self._replace(rows)
        except UnicodeEncodeError:  # half a surrogate pair, which no text file can hold
            self._replace(rows.cleaned())

    def _replace(self, rows: ReportRows) -> None:
        with self.transaction():
            report_id, path = rows.report[0], rows.report[4]
            self._db.execute(_CHANGED)
            replaced = self._db.execute(_REPLACED, (report_id, path, os.fsencode(path))).fetchall()
            before = {old: facts_of(self._db, old) for (old,) in replaced}
            self._db.executemany("DELETE FROM reports WHERE report_id = ?", replaced)
            self._db.execute(
                "DELETE FROM failures WHERE report_id = ? OR path = ?",
                (report_id, path),
            )
            cursor = self._db.execute(
                f"INSERT INTO reports VALUES (NULL, {_marks(rows.report)})", rows.report
            )
            report = int(cursor.lastrowid or 0)
            first = self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM claims").fetchone()[0]
            for table, made in rows.tables(report, first):
                if made:
                    insert = f'INSERT INTO "{table}" VALUES ({_marks(made[0])})'
                    self._db.executemany(insert, made)
            self._tell_report(report)
            self._settle_decisions(report_id)
            note_change(self._db, report_id, before)

    def fail(
        self,
        run_id: int,
        path: Path,
        report_id: str | None,
        stage: str,
        message: str,
        *,
        key: str | None = None,
    ) -> None:
        """Note that a file was not read, and why. Rows from an earlier run still stand.

        ``key`` names the settings that would fail again; without it the next run tries again.
        """
        where, stage, message = (clean(text) for text in (str(path.absolute()), stage, message))
        with self.transaction():
            self._db.execute(_CHANGED)
            now = _now()
            attempts, since = self._db.execute(
                "SELECT attempts, first_failed_at FROM failures WHERE path = ? AND report_id IS ?",
                (where, report_id or None),
            ).fetchone() or (0, now)
            self._db.execute(
                f"INSERT OR REPLACE INTO failures ({_FAILURE}) VALUES ({_marks(range(9))})",
                (where, report_id or None, stage, message, key, run_id, now, attempts + 1, since),
            )

    def revision(self) -> int:
        """Return a number that grows whenever what the tables show has changed."""
        with explained(self.path):
            return int(self._db.execute("SELECT current FROM revision").fetchone()[0])

    def is_exported(self) -> bool:
        """Say whether the tables were written from what the store holds now."""
        with explained(self.path):
            current, exported = self._db.execute("SELECT * FROM revision").fetchone()
        return bool(current == exported)

    def note_export(self, revision: int) -> None:
        """Remember that the tables show ``revision``, as it was before they were written."""
        with self.transaction():
            self._db.execute("UPDATE revision SET exported = ?", (revision,))

    # --- reading back ------------------------------------------------------------------------

    def claims(self, report_ids: Iterable[str] | None = None) -> Iterator[Claim]:
        """Yield the claims by file name, report id and position; of all reports or of some.

        One report is in memory at a time, and all of it is from one moment, whatever is
        written meanwhile.
        """
        wanted = None if report_ids is None else set(report_ids)
        with explained(self.path), closing(connect(self.path)) as db:
            db.execute("BEGIN")
            reports = db.execute(f"SELECT id, report_id, report, file FROM reports {_ORDER}")
            for report, *names in reports:
                if wanted is None or names[0] in wanted:
                    yield from read_claims(db, report, names)

    def reports(self) -> list[ReportRecord]:
        """Return what was read, by file name and report id."""
        query = f"""
            SELECT report_id, file, reports.report, date, path, page_count,
                   coalesce(p.ocr, 0) AS ocr_pages, p.confidence,
                   sentences, claims, figures, "references", key, run_id, saved_at,
                   seconds, warnings, gone_since
            FROM reports
            LEFT JOIN (SELECT report AS of, sum(method = 'ocr') AS ocr,
                              avg(confidence) AS confidence
                       FROM pages GROUP BY report) AS p ON p.of = reports.id
            {_ORDER}"""
        with explained(self.path):
            rows = list(_named(self._db.execute(query)))
        for row in rows:
            row["seconds"] = json.loads(row["seconds"])
            row["warnings"] = tuple(json.loads(row["warnings"]))
        return [ReportRecord(**row) for row in rows]

    def pages(self, report_id: str) -> list[PageFacts]:
        """Return the report's pages in order."""
        query = """SELECT number, width, height, method, confidence, rotation FROM pages
                   JOIN reports ON reports.id = pages.report
                   WHERE report_id = ? ORDER BY number"""
        with explained(self.path):
            return [PageFacts(*row) for row in self._db.execute(query, (report_id,))]

    def files_of(self, report_id: str) -> list[Path]:
        """Return the files that held the report when they were last looked at."""
        query = """SELECT path FROM reports WHERE report_id = ?
                   UNION SELECT path FROM files WHERE report_id = ?"""
        with explained(self.path):
            rows = self._db.execute(query, (report_id, report_id)).fetchall()
        return sorted({Path(os.fsdecode(row[0])) for row in rows})

    def references(self, report_id: str) -> list[Reference]:
        """Return the report's references in their order."""
        with explained(self.path):
            return read_references(self._db, report_id)

    def failures(self) -> list[FailureRecord]:
        """Return the files that could not be read, by path."""
        with explained(self.path):
            rows = self._db.execute(f"SELECT {_FAILURE} FROM failures ORDER BY path").fetchall()
        return [FailureRecord(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many reports, pages, sentences, claims, figures and failures there are."""
        query = """SELECT count(*), coalesce(sum(page_count), 0), coalesce(sum(sentences), 0),
                          coalesce(sum(claims), 0), coalesce(sum(figures), 0),
                          (SELECT count(*) FROM failures) FROM reports"""
        with explained(self.path):
            row = self._db.execute(query).fetchone()
        names = ("reports", "pages", "sentences", "claims", "figures", "failures")
        return dict(zip(names, row, strict=True))


def _named(cursor: Cursor) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _marks(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
