"""After a report was saved: its decisions find their rows again, and people's own rows go back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from sqlite3 import Connection

from pipeline.schema import Claim
from pipeline.store.claim_json import claim_from_json
from pipeline.store.database import explained, transaction
from pipeline.store.matching import Decided, match
from pipeline.store.rows import ReportRows, read_claims

_IS_LATEST = """NOT EXISTS (SELECT 1 FROM decisions AS later
    WHERE later.claim_id = d.claim_id AND later.decision_id > d.decision_id)"""
# The same file held other bytes, of which the store has no rows any more. Many reports are called
# report.pdf: only of one that nobody knows the place of does the name decide, and then what stands
# on another report's row is not ours.
_EARLIER_EDITION = """(d.report_id NOT IN (SELECT report_id FROM reports) AND (
    d.report_id IN (SELECT places.report_id FROM places JOIN reports AS r USING (path)
                    WHERE r.report_id = :report)
    OR (d.file = (SELECT file FROM reports WHERE report_id = :report)
        AND d.report_id NOT IN (SELECT report_id FROM places)
        AND NOT EXISTS (
            SELECT 1 FROM decisions AS other JOIN verdicts AS v USING (decision_id)
            JOIN claims AS c ON c.claim_id = v.claim_id JOIN reports AS r ON r.id = c.report
            WHERE other.claim_id = d.claim_id AND r.report_id != :report))))"""


class Settling:
    """The part of a ``Store`` that says which decision stands on which row."""

    path: Path
    _db: Connection

    def _settle_decisions(self, report_id: str) -> None:
        """Give every decision on a report its row of today; within a transaction."""
        there = self._db.execute("SELECT 1 FROM reports WHERE report_id = ?", (report_id,))
        items, latest = self._decided(report_id)
        if not items or not there.fetchone():
            return
        self._put_back(report_id)
        self._db.executemany(
            "DELETE FROM verdicts WHERE decision_id = ?",
            [(decision_id,) for decision_id in latest.values()],
        )
        present = list(self._claims_of_report(report_id))
        found = match(items, present)
        verdicts = {now: latest[then] for then, now in found.items()}
        later = frozenset().union(*(item.follows for item in items))
        taken = {claim.claim_id for claim in present}
        for item in items:
            if item.claim_id not in found and item.claim_id not in later:  # an orphan
                decision_id = latest[item.claim_id]
                is_anothers = item.claim_id in taken
                under = self._own_id(decision_id) if is_anothers else item.claim_id
                verdicts[under] = decision_id
        self._db.executemany(
            "INSERT OR REPLACE INTO verdicts "
            "SELECT ?, decision_id, status FROM decisions WHERE decision_id = ?",
            verdicts.items(),
        )

    def _own_id(self, decision_id: int) -> str:
        """Return an id for a decision whose row is gone and whose row's id is another's."""
        query = "SELECT 'lost-' || entry_id FROM decisions WHERE decision_id = ?"
        return str(self._db.execute(query, (decision_id,)).fetchone()[0])

    def _decided(self, report_id: str) -> tuple[list[Decided], dict[str, int]]:
        """Return what was decided of a report, or of the file's earlier edition; newest first."""
        query = f"""WITH ids AS (
                SELECT claim_id FROM decisions WHERE report_id = :report
                UNION SELECT d.claim_id FROM reports AS r JOIN claims AS c ON c.report = r.id
                      JOIN decisions AS d USING (claim_id) WHERE r.report_id = :report
                UNION SELECT claim_id FROM decisions AS d WHERE {_EARLIER_EDITION})
            SELECT claim_id, decision_id, about FROM ids JOIN decisions AS d USING (claim_id)
            WHERE {_IS_LATEST} ORDER BY decision_id DESC"""
        rows = self._db.execute(query, {"report": report_id}).fetchall()
        latest = {claim_id: decision_id for claim_id, decision_id, _ in rows}
        items = []
        for claim_id, decision_id, about in rows:
            # A row that has its old id again may have been decided on anew since, under that id.
            older = (i for i in self._line_of(claim_id) if latest.get(i, 0) < decision_id)
            items.append(Decided(claim_id, claim_from_json(about), frozenset(older)))
        return items, latest

    def _line_of(self, claim_id: str) -> frozenset[str]:
        """Return the ids that the row had before ``claim_id``."""
        query = """WITH RECURSIVE line (id) AS (
                       SELECT follows FROM decisions WHERE claim_id = ? AND follows IS NOT NULL
                       UNION SELECT follows FROM decisions JOIN line ON claim_id = id
                       WHERE follows IS NOT NULL)
                   SELECT id FROM line"""
        return frozenset(row[0] for row in self._db.execute(query, (claim_id,))) - {claim_id}

    def _claims_of_report(self, report_id: str) -> Iterator[Claim]:
        query = "SELECT id, report_id, report, file FROM reports WHERE report_id = ?"
        for report, *names in self._db.execute(query, (report_id,)).fetchall():
            yield from read_claims(self._db, report, names)

    def _put_back(self, report_id: str) -> None:
        """Put the rows that people wrote among the report's claims."""
        query = f"""SELECT claim_id, about, split_from FROM decisions AS d WHERE made
                   AND (report_id = :report OR {_EARLIER_EDITION})
                   AND NOT EXISTS (SELECT 1 FROM claims WHERE claims.claim_id = d.claim_id)
                   ORDER BY decision_id"""
        made: dict[str, tuple[Claim, str | None]] = {}
        for claim_id, about, split_from in self._db.execute(query, {"report": report_id}):
            if claim := claim_from_json(about):
                made[claim_id] = (claim, split_from)
        for claim, split_from in made.values():
            self._add(report_id, claim, split_from)

    def _add(self, report_id: str, claim: Claim, split_from: str | None) -> None:
        """Insert a row behind the one it was split from, or behind the last one of its page."""
        found = self._db.execute("SELECT id FROM reports WHERE report_id = ?", (report_id,))
        report = found.fetchone()[0]
        now = self._db.execute(
            "SELECT v.claim_id FROM verdicts AS v JOIN decisions AS d USING (decision_id) "
            "WHERE d.claim_id = ?", (split_from,),
        ).fetchone()  # fmt: skip
        behind = self._db.execute(
            """SELECT coalesce((SELECT position FROM claims WHERE report = ?1
                                AND claim_id IN (?2, ?3)),
                               (SELECT max(position) FROM claims WHERE report = ?1 AND page <= ?4),
                               -1)""",
            (report, split_from, now[0] if now else None, claim.page),
        ).fetchone()[0]
        # In two steps, as no two rows may have the same position at any moment.
        self._db.execute(
            "UPDATE claims SET position = -position - 1 WHERE report = ? AND position > ?",
            (report, behind),
        )
        self._db.execute(
            "UPDATE claims SET position = -position WHERE report = ? AND position < 0", (report,)
        )
        (first,) = self._db.execute("SELECT coalesce(max(id), 0) + 1 FROM claims").fetchone()
        rows = ReportRows((), (), (replace(claim, position=behind + 1),), ())
        for table, made in rows.tables(report, first):
            for row in made:
                marks = ", ".join("?" * len(row))
                self._db.execute(f'INSERT INTO "{table}" VALUES ({marks})', row)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Have what is written within stand as a whole or not at all."""
        with explained(self.path), transaction(self._db):
            yield self._db
