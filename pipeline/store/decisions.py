"""People's decisions: taken, kept in two places, and found again after every run.

A decision names its claim by the id that the claim had, keeps what the claim said, and is never
changed or deleted; the latest one on a row counts. ``verdicts`` says which decision that is for
each row of today, however the row's id or wording changed since; it is derived, and made anew
whenever a report is saved. What finds no row stays there under its old id.

Rows that people wrote themselves, by splitting one or by adding what the program missed, live in
decisions too, and are put among the claims of every new run.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.schema import Claim, Decision, is_status
from pipeline.store import journal
from pipeline.store.claim_json import claim_from_json, claim_to_json
from pipeline.store.database import explained
from pipeline.store.matching import Decided, match
from pipeline.store.rows import clean, read_claims
from pipeline.store.settling import Settling

_FIELDS = (
    "entry_id", "claim_id", "status", "corrections", "reviewer", "reviewed_at", "note",
    "report_id", "file", "about", "made", "split_from", "follows", "sheet_id",
)  # fmt: skip
_DECISION = "claim_id, status, corrections, reviewer, reviewed_at, note, about"
_OF_D = ", ".join(f"d.{name}" for name in _DECISION.split(", "))
_PLACED = "decisions LEFT JOIN places USING (report_id)"


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision, and what it came from. What is left out, the store fills in.

    ``about`` is the claim as its reviewer saw it. With ``made`` it is a row that a person wrote,
    ``split_from`` another or added; ``follows`` is the id that the same row had before.
    """

    decision: Decision
    about: Claim | None = None
    made: bool = False
    split_from: str | None = None
    follows: str | None = None
    sheet_id: str | None = None


class Decisions(Settling):
    """The part of a ``Store`` that people write."""

    # --- taking ------------------------------------------------------------------------------

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Add people's decisions, all or none. The latest one on a claim counts."""
        self.take(Entry(decision) for decision in decisions)

    def take(
        self, entries: Iterable[Entry], *, if_still: Callable[[], None] = lambda: None
    ) -> None:
        """Add decisions and the rows that people wrote, in the database and decisions.jsonl.

        All or none: when this returns, every one is on the disk in both places. ``if_still`` is
        called when nobody else can write any more; what it raises ends it with nothing taken. So
        a decision that rests on what stood there a moment ago overrules nobody unawares.
        """
        entries = list(entries)
        if not entries:
            return
        with self.transaction():
            self._reconcile()
            if_still()
            self._db.execute("UPDATE revision SET current = current + 1")
            lines = []
            for entry in entries:
                for one in (*self._carried(entry.decision.claim_id), entry):
                    row = self._row(one)
                    if one is not entry:
                        row["follows"] = None  # the id is another row's
                    self._insert(row)
                    lines.append(_line(row))
            for report_id in {line["report_id"] for line in lines if line["made"]}:
                self._settle_decisions(report_id)
            self._log(lines)

    def _row(self, entry: Entry) -> dict[str, Any]:
        """Return the row of a decision, with what the store knows of its claim."""
        decision = entry.decision
        claim_id, was = self._present_id(decision.claim_id)
        about = entry.about or decision.about or self._claim(claim_id) or self._last_about(claim_id)
        return {
            "entry_id": uuid.uuid4().hex,
            "claim_id": claim_id,
            "status": decision.status,
            "corrections": json.dumps(decision.corrections),
            "reviewer": _clean(decision.reviewer),
            "reviewed_at": decision.reviewed_at,
            "note": _clean(decision.note),
            "report_id": about.report_id if about else None,
            "file": _clean(about.file) if about else None,
            "path": self._place(about.report_id) if about else None,
            "about": claim_to_json(about) if about else None,
            "made": int(entry.made),
            "split_from": entry.split_from,
            "follows": entry.follows or was,
            "sheet_id": entry.sheet_id,
        }

    def _present_id(self, claim_id: str) -> tuple[str, str | None]:
        """Return the id of the row of today, and the one that its decision knows it by."""
        in_table = "SELECT 1 FROM claims WHERE claim_id = ?"
        verdict = "FROM verdicts AS v JOIN decisions AS d USING (decision_id)"
        if self._db.execute(in_table, (claim_id,)).fetchone():
            query = f"SELECT d.claim_id {verdict} WHERE v.claim_id = ?"
            row = self._db.execute(query, (claim_id,)).fetchone()
            return claim_id, row[0] if row and row[0] != claim_id else None
        query = f"SELECT v.claim_id {verdict} WHERE d.claim_id = ?1 AND v.claim_id != ?1"
        row = self._db.execute(query, (claim_id,)).fetchone()
        return (row[0], claim_id) if row else (claim_id, None)

    def _carried(self, claim_id: str) -> list[Entry]:
        """Return what stands elsewhere under an id that is another row's by now, to decide anew.

        Ids count occurrences: of three cells that say ``12``, the third is the second when the
        first is gone.
        """
        query = f"""SELECT v.claim_id, {_OF_D}, sheet_id FROM decisions AS d
                    JOIN verdicts AS v USING (decision_id)
                    WHERE d.claim_id = ?1 AND v.claim_id != ?1
                    AND EXISTS (SELECT 1 FROM claims WHERE claims.claim_id = ?1)"""
        return [
            Entry(replace(_decision(row[1:-1]), claim_id=row[0]), sheet_id=row[-1])
            for row in self._db.execute(query, (claim_id,)).fetchall()
        ]

    def _place(self, report_id: str) -> str | None:
        """Return where a report lay last."""
        query = "SELECT path FROM places WHERE report_id = ?"
        row = self._db.execute(query, (report_id,)).fetchone()
        return row[0] if row else None

    def _claim(self, claim_id: str) -> Claim | None:
        """Return a row of today."""
        query = """SELECT r.id, report_id, r.report, r.file, position FROM claims AS c
                   JOIN reports AS r ON r.id = c.report WHERE claim_id = ?"""
        row = self._db.execute(query, (claim_id,)).fetchone()
        if row is None:
            return None
        report, *names, position = row
        return next(read_claims(self._db, report, names, (position, position)), None)

    def _last_about(self, claim_id: str) -> Claim | None:
        query = """SELECT about FROM decisions WHERE claim_id = ? AND about IS NOT NULL
                   ORDER BY decision_id DESC LIMIT 1"""
        row = self._db.execute(query, (claim_id,)).fetchone()
        return claim_from_json(row[0]) if row else None

    def _insert(self, row: Mapping[str, Any]) -> None:
        marks = ", ".join(f":{name}" for name in _FIELDS)
        self._db.execute(
            f"INSERT INTO decisions ({', '.join(_FIELDS)}) VALUES ({marks})", row
        )  # a trigger notes the verdict

    # --- decisions.jsonl ---------------------------------------------------------------------

    @property
    def journal(self) -> Path:
        """Where every decision is also written, line by line."""
        return self.path.with_name(journal.NAME)

    def rebuild(self) -> int:
        """Take over what decisions.jsonl holds and the database does not; return how many."""
        with self.transaction():
            return self._reconcile()

    def _catch_up(self) -> None:
        """Reconcile, if the file is not as we left it."""
        (size,) = self._db.execute("SELECT size FROM journal").fetchone()
        if journal.size_of(self.journal) != size:
            self.rebuild()

    def _reconcile(self) -> int:
        """Have the database and decisions.jsonl hold the same decisions; within a transaction.

        Costs nothing as long as the file is as long as we left it.
        """
        size = journal.size_of(self.journal)
        if (size,) == self._db.execute("SELECT size FROM journal").fetchone():
            return 0
        written = journal.read(self.journal, _row_of_line)
        known = {row[0] for row in self._db.execute("SELECT entry_id FROM decisions")}
        new = [row for row in written if row["entry_id"] not in known]
        for row in new:
            self._insert(row)
        self._db.executemany(
            "INSERT OR IGNORE INTO places (report_id, path) VALUES (:report_id, :path)",
            [row for row in written if row["report_id"] and row["path"]],
        )
        there = {row["entry_id"] for row in written}
        query = f"SELECT {', '.join(_FIELDS)}, path FROM {_PLACED} ORDER BY decision_id"
        names = (*_FIELDS, "path")
        rows = (dict(zip(names, row, strict=True)) for row in self._db.execute(query))
        self._log([_line(row) for row in rows if row["entry_id"] not in there])
        if new:
            self._db.execute("UPDATE revision SET current = current + 1")
            for (report_id,) in self._db.execute("SELECT report_id FROM reports").fetchall():
                self._settle_decisions(report_id)
        return len(new)

    def _log(self, lines: Sequence[dict[str, Any]]) -> None:
        act = {"act": uuid.uuid4().hex, "of": len(lines)}
        size = (
            journal.append(self.journal, [line | act for line in lines])
            if lines
            else journal.size_of(self.journal)
        )
        self._db.execute("UPDATE journal SET size = ?", (size,))

    # --- reading back ------------------------------------------------------------------------

    def decisions(self) -> dict[str, Decision]:
        """Return the decision that stands on each row, by the row's id of today.

        A decision whose row is gone is there under the id that the row had or, if that is another
        row's by now, under one of its own. ``claim_id`` of a decision is the id it was made under,
        which may be an older one.
        """
        with explained(self.path):
            return self._standing()

    def decision(self, claim_id: str) -> Decision | None:
        """Return the decision that counts on one row of today."""
        query = f"""SELECT {_OF_D} FROM verdicts AS v JOIN decisions AS d USING (decision_id)
                    WHERE v.claim_id = ?"""
        with explained(self.path):
            row = self._db.execute(query, (claim_id,)).fetchone()
        return _decision(row) if row else None

    def _standing(self) -> dict[str, Decision]:
        query = f"""SELECT v.claim_id, {_OF_D} FROM verdicts AS v
                    JOIN decisions AS d USING (decision_id)"""
        return {row[0]: _decision(row[1:]) for row in self._db.execute(query)}

    def orphans(self) -> list[Decision]:
        """Return the decisions that find no row of today, in the order they were made.

        Each carries the id that ``decisions`` has it under.
        """
        query = f"""SELECT v.claim_id, {_OF_D} FROM verdicts AS v
                    JOIN decisions AS d USING (decision_id)
                    WHERE v.claim_id NOT IN (SELECT claim_id FROM claims) ORDER BY decision_id"""
        with explained(self.path):
            rows = self._db.execute(query).fetchall()
        return [replace(_decision(row[1:]), claim_id=row[0]) for row in rows]

    def history(self, claim_id: str) -> list[tuple[Decision, str | None]]:
        """Return every decision on a row, the first one first, each with its sheet's id."""
        query = f"SELECT decision_id, {_DECISION}, sheet_id FROM decisions WHERE claim_id = ?"
        with explained(self.path):
            ids = {claim_id, self._present_id(claim_id)[1] or claim_id, *self._line_of(claim_id)}
            rows = sorted(row for one in ids for row in self._db.execute(query, (one,)))
        return [(_decision(row[1:-1]), row[-1]) for row in rows]

    def trace(self, claims: Sequence[Claim]) -> dict[str, Claim]:
        """Return the row of today for each claim of an earlier day, by the id it had then.

        What is gone is left out.
        """
        found: dict[str, Claim] = {}
        by_report: dict[str, list[Claim]] = {}
        for claim in claims:
            by_report.setdefault(claim.report_id, []).append(claim)
        with explained(self.path):
            known = self._db.execute(
                "SELECT d.claim_id, v.claim_id FROM verdicts AS v "
                "JOIN decisions AS d USING (decision_id)"
            ).fetchall()
            moved = {then: now for then, now in known if then != now}
            for of in by_report.values():
                present = {c.claim_id: c for c in self._claims_of_report(self._edition(of[0]))}
                items = [Decided(c.claim_id, c, frozenset({moved.get(c.claim_id, "")})) for c in of]
                pairs = match(items, present.values())
                found |= {then: present[now] for then, now in pairs.items()}
        return found

    def _edition(self, claim: Claim) -> str:
        """Return the id of the claim's report, or of the file's later edition."""
        query = """SELECT report_id FROM reports WHERE report_id = ?1
                   OR path = (SELECT path FROM places WHERE report_id = ?1)
                   OR (file = ?2 AND ?1 NOT IN (SELECT report_id FROM places))
                   ORDER BY report_id != ?1 LIMIT 1"""
        row = self._db.execute(query, (claim.report_id, claim.file)).fetchone()
        return str(row[0]) if row else claim.report_id


def _decision(row: Sequence[Any]) -> Decision:
    claim_id, status, corrections, reviewer, reviewed_at, note, about = row
    pairs = tuple((column, value) for column, value in json.loads(corrections))
    return Decision(claim_id, status, pairs, reviewer, reviewed_at, note, claim_from_json(about))


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a decision's row as its line of decisions.jsonl, for people to read, too."""
    line = dict(row)
    line["corrections"] = json.loads(row["corrections"])
    line["about"] = json.loads(row["about"]) if row["about"] else None
    line["made"] = bool(row["made"])
    return line


def _row_of_line(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a line of decisions.jsonl.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, IndexError: it is none that we wrote.
    """
    row = {name: line.get(name) for name in (*_FIELDS, "path")}
    about, corrections = line.get("about"), [(c, v) for c, v in line.get("corrections") or []]
    texts = [text for pair in corrections for text in pair]
    texts += [row[name] for name in row if name not in {"corrections", "about", "made"}]
    if wrong := [text for text in texts if not isinstance(text, str | None)]:
        raise TypeError(f"{wrong[0]!r} is no text")
    if not is_status(line["status"]):
        raise ValueError(f"{line['status']!r} is no status")
    row["corrections"] = json.dumps(corrections)
    row["about"] = json.dumps(about, ensure_ascii=False) if about else None
    claim_from_json(row["about"])
    row["made"] = int(bool(line.get("made")))
    return row


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)
