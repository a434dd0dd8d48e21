"""What each saved report did to the claims table: which rows are new, gone, or read otherwise.

A row of before and a row of now are the same claim if their sentence, their figure's words and
their occurrence are the same, as with ``claim_id``, which also holds the report's bytes: so a new
edition of a file is compared with the one that it replaces.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any, Literal

# What a reader of the table would call a change. How sure we are is none.
COMPARED = (
    "page", "kind", "actors", "role", "value", "value_high", "relation", "unit", "what", "per",
    "change", "time", "time_start", "time_end", "place", "source", "cue", "modality", "negated",
    "citations", "reference", "reference_url",
)  # fmt: skip
EXAMPLES = 5  # of each sort, for each report

How = Literal["new", "again", "edition"]
Value = str | float | int | None
Key = tuple[str, str | None, int]  # sentence, figure's words, occurrence
Facts = Mapping[Key, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Altered:
    """A claim that is read otherwise than before: column -> the old and the new value."""

    claim: str
    figure: str | None
    columns: dict[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class Change:
    """What saving one report did to the table."""

    run_id: int
    report_id: str
    file: str
    path: str
    how: How  # a new report, the same bytes read again, or a file's new edition
    kept: int
    added: int
    removed: int
    altered: int
    examples_added: tuple[str, ...] = ()  # a few of the sentences
    examples_removed: tuple[str, ...] = ()
    examples_altered: tuple[Altered, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What two states of a report's rows differ in."""

    kept: int = 0
    added: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    altered: tuple[tuple[Key, dict[str, tuple[Value, Value]]], ...] = ()


def difference(before: Facts, after: Facts) -> Difference:
    """Return what was added, removed and altered, each in the order of the report."""
    altered = []
    for key, now in after.items():
        then = before.get(key, now)
        if then != now:
            columns = {
                name: (old, new)
                for name, old, new in zip(COMPARED, then, now, strict=True)
                if old != new
            }
            altered.append((key, columns))
    added = tuple(key for key in after if key not in before)
    return Difference(
        kept=len(after) - len(added) - len(altered),
        added=added,
        removed=tuple(key for key in before if key not in after),
        altered=tuple(altered),
    )


def facts_of(db: Connection, report_id: str) -> Facts:
    """Return the rows of a report as they stand, for ``difference``."""
    columns = ", ".join(f"v.{name}" for name in COMPARED)
    rows = db.execute(
        f"""SELECT v.claim, v.figure, {columns} FROM reviewed_claims AS v
            JOIN claims AS c ON c.claim_id = v.claim_id
            WHERE v.report_id = ? ORDER BY c.position""",
        (report_id,),
    )
    seen: Counter[tuple[str, str | None]] = Counter()
    facts: dict[Key, tuple[Value, ...]] = {}
    for claim, figure, *values in rows:
        seen[claim, figure] += 1
        facts[claim, figure, seen[claim, figure]] = tuple(values)
    return facts


def note_change(db: Connection, report_id: str, replaced: Mapping[str, Facts]) -> None:
    """Note what the report's new rows changed; within the transaction that wrote them.

    ``replaced`` holds the rows that they took the place of, by the id of their report.
    """
    before = {key: facts for of in replaced.values() for key, facts in of.items()}
    how: How = "again" if report_id in replaced else "edition" if replaced else "new"
    made = difference(before, facts_of(db, report_id))
    examples = {
        "added": _sentences(made.added),
        "removed": _sentences(made.removed),
        "altered": [[*key[:2], columns] for key, columns in made.altered[:EXAMPLES]],
    }
    db.execute(
        """INSERT INTO changes (run_id, report_id, file, path, how, kept, added, removed, altered,
                                examples)
           SELECT run_id, report_id, file, path, ?, ?, ?, ?, ?, ? FROM reports
           WHERE report_id = ?""",
        (how, made.kept, len(made.added), len(made.removed), len(made.altered),
         json.dumps(examples), report_id),
    )  # fmt: skip


def _sentences(keys: tuple[Key, ...]) -> list[str]:
    """Return the first few sentences, each once: it has a row for each of its figures."""
    return list(dict.fromkeys(key[0] for key in keys))[:EXAMPLES]


def unreported(db: Connection) -> list[Change]:
    """Return what was changed since a run report last told of it, in the order it was done."""
    rows = db.execute(
        """SELECT run_id, report_id, file, path, how, kept, added, removed, altered, examples
           FROM changes JOIN runs USING (run_id) WHERE reported_at IS NULL ORDER BY change_id"""
    )
    return [_change(row) for row in rows]


FINDINGS_A_REPORT = 3  # else one report fills the night's list


@dataclass(frozen=True, slots=True)
class Finding:
    """A new claim that is worth a look."""

    claim: str
    figure: str | None
    file: str
    report: str
    page: int
    source: str | None
    check_worthiness: float


def findings(db: Connection, most: int) -> list[Finding]:
    """Return the claims of new reports that are most worth checking, and surest to be read right.

    Each sentence once, however many figures and copies it has, and a few of each report; of what
    was saved since a run report last told of it.
    """
    rows = db.execute(
        """SELECT r.report_id, c.claim, f.text, r.file, r.report, c.page, c.source,
                  c.check_worthiness
           FROM claims AS c JOIN reports AS r ON r.id = c.report
           LEFT JOIN figures AS f ON f.claim = c.id
           WHERE r.report_id IN (SELECT report_id FROM changes JOIN runs USING (run_id)
                                 WHERE reported_at IS NULL AND how = 'new')
           ORDER BY c.check_worthiness * c.confidence DESC, r.file, r.report_id, c.position""",
    )
    found: dict[str, Finding] = {}
    told: Counter[str] = Counter()
    for report_id, claim, *facts in rows:
        if told[report_id] == FINDINGS_A_REPORT or claim.casefold() in found:
            continue
        told[report_id] += 1
        found[claim.casefold()] = Finding(claim, *facts)
        if len(found) == most:
            break
    return list(found.values())


def note_reported(db: Connection) -> None:
    """Remember that a run report told of all that was changed until now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    db.execute("UPDATE runs SET reported_at = ? WHERE reported_at IS NULL", (now,))


def _change(row: tuple[Any, ...]) -> Change:
    examples = json.loads(row[-1])
    added, removed = tuple(examples["added"]), tuple(examples["removed"])
    altered = tuple(
        Altered(claim, figure, {name: (old, new) for name, (old, new) in columns.items()})
        for claim, figure, columns in examples["altered"]
    )
    return replace(
        Change(*row[:-1]),
        examples_added=added,
        examples_removed=removed,
        examples_altered=altered,
    )
