"""Confidence as people's decisions have taught it to be told.

The extraction's own confidence is kept in ``raw_confidences`` as soon as there is a calibration,
and ``claims.confidence`` is what it says of it; so that lists, filters and tables need to know of
one confidence only, a new calibration starts from the extraction's own, and none can be lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

from pipeline.schema import Calibration
from pipeline.store.database import explained, transaction


class Calibrations:
    """The part of a ``Store`` that says how confidence is told."""

    path: Path
    _db: Connection

    def calibration(self) -> Calibration | None:
        """Return how confidence is told here; None if as the extraction has it."""
        with explained(self.path):
            row = self._db.execute("SELECT stretch, shift, decisions FROM calibration").fetchone()
        return Calibration(*row) if row else None

    def calibrate(self, calibration: Calibration | None) -> None:
        """Tell the confidence of every row anew, now and after every run; None: as extracted."""
        with explained(self.path), transaction(self._db):
            self._db.execute("UPDATE revision SET current = current + 1")
            self._db.execute("DELETE FROM calibration")
            if calibration:
                self._db.execute(
                    "INSERT INTO calibration VALUES (?, ?, ?, ?)",
                    (
                        calibration.stretch,
                        calibration.shift,
                        calibration.decisions,
                        datetime.now(UTC).isoformat(timespec="seconds"),
                    ),
                )
                self._tell("1")
            else:
                self._db.execute(
                    """UPDATE claims SET confidence = raw.confidence
                       FROM raw_confidences AS raw WHERE raw.claim = claims.id"""
                )
                self._db.execute("DELETE FROM raw_confidences")

    def raw_confidences(self) -> dict[str, float]:
        """Return how sure the extraction itself was of each decided row, by the claim's id."""
        query = """SELECT c.claim_id, coalesce(raw.confidence, c.confidence)
                   FROM verdicts AS v JOIN claims AS c ON c.claim_id = v.claim_id
                   LEFT JOIN raw_confidences AS raw ON raw.claim = c.id"""
        with explained(self.path):
            return dict(self._db.execute(query))

    def _tell_report(self, report: int) -> None:
        """Tell the confidence of the rows of a report that was just saved."""
        self._tell(f"report = {report:d}")

    def _tell(self, where: str) -> None:
        row = self._db.execute("SELECT stretch, shift FROM calibration").fetchone()
        if row is None:
            return
        self._db.execute(
            f"INSERT OR IGNORE INTO raw_confidences SELECT id, confidence FROM claims WHERE {where}"
        )
        with _function(self._db, "told", Calibration(*row)):
            self._db.execute(
                f"""UPDATE claims SET confidence = told(raw.confidence)
                    FROM raw_confidences AS raw WHERE raw.claim = claims.id AND {where}"""
            )


@contextmanager
def _function(db: Connection, name: str, calibration: Calibration) -> Iterator[None]:
    db.create_function(name, 1, calibration.told, deterministic=True)
    try:
        yield
    finally:
        db.create_function(name, 1, None)
