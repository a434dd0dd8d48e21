"""Review sheets as they went out, so that what comes back can be compared cell by cell."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.schema import Claim
from pipeline.store.claim_json import claim_from_object, claim_to_object
from pipeline.store.database import explained
from pipeline.store.decisions import Decisions

PART = 500  # rows that are kept in one piece


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row of a sheet as it went out: what stood in its cells, and the claim it showed."""

    claim_id: str
    cells: tuple[str | None, ...]
    about: Claim


@dataclass(frozen=True, slots=True)
class SentSheet:
    """A sheet as it went out."""

    sheet_id: str
    sent_at: str
    columns: tuple[str, ...]
    rows: tuple[SentRow, ...]


class SentSheets(Decisions):
    """The part of a ``Store`` that remembers sheets."""

    def note_sheet(
        self, sheet_id: str, sent_at: str, columns: Sequence[str], rows: Iterable[SentRow]
    ) -> None:
        """Remember a sheet as it went out, before anybody can read it."""
        rows = list(rows)
        with self.transaction():
            self._db.execute(
                "INSERT INTO sheets (sheet_id, sent_at, columns) VALUES (?, ?, ?)",
                (sheet_id, sent_at, json.dumps(list(columns))),
            )
            for part, start in enumerate(range(0, len(rows), PART)):
                packed = [
                    [row.claim_id, row.cells, claim_to_object(row.about)]
                    for row in rows[start : start + PART]
                ]
                blob = zlib.compress(json.dumps(packed).encode(), 6)
                self._db.execute("INSERT INTO sheet_parts VALUES (?, ?, ?)", (sheet_id, part, blob))

    def sheet(self, sheet_id: str) -> SentSheet | None:
        """Return a sheet as it went out; None if it is not one of ours."""
        with explained(self.path):
            head = self._db.execute(
                "SELECT sent_at, columns FROM sheets WHERE sheet_id = ?", (sheet_id,)
            ).fetchone()
            parts = self._db.execute(
                "SELECT rows FROM sheet_parts WHERE sheet_id = ? ORDER BY part", (sheet_id,)
            ).fetchall()
        if head is None:
            return None
        rows = tuple(
            SentRow(claim_id, tuple(cells), claim_from_object(about))
            for (blob,) in parts
            for claim_id, cells, about in json.loads(zlib.decompress(blob))
        )
        return SentSheet(sheet_id, head[0], tuple(json.loads(head[1])), rows)
