"""The reviewer's list: claims filtered, searched, in order and page by page, on any number of them.

Pages go by key, not by number: the next one begins behind the last row of this one, so that rows
which come in meanwhile neither repeat nor hide others. Filters are read from indexes, words from a
full-text index that triggers keep (``migrations.py``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Literal, Self

from pipeline.schema import Claim
from pipeline.store.database import connect, explained
from pipeline.store.rows import read_claims

Order = Literal["printed", "unsure"]
Key = tuple[Any, ...]  # where a row stands in an order; JSON-ready

UNSURE = 0.5  # confidence below which a row is worth a look
CHECKABLE = 0.5  # check-worthiness from which a fact-checker would check it
RARE = 2_000  # rows that are found by words: up to so many, those are gone through
WORDS = 20  # of a query that are looked for


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; the defaults narrow nothing."""

    words: str = ""  # all of them; "in quotes" one behind the other; the last may be unfinished
    status: str = ""
    kind: str = ""
    report: str = ""  # a part of its title or file name; or, with * and ? for any, a whole one
    actor: str = ""  # a usual name, or a part of one
    unsure: bool = False
    checkable: bool = False
    figure: bool = False
    conflict: bool = False
    order: Order = "printed"


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list."""

    claim_id: str
    report_id: str
    report: str
    file: str
    page: int
    claim: str
    kind: str
    confidence: float
    figure_start: int | None
    figure_end: int | None
    status: str
    key: Key


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A claim of another report about the same thing."""

    claim_id: str
    report: str
    page: int
    date: str | None
    claim: str
    figure: str | None
    source: str | None
    disagrees: bool


class Search:
    """The list over one database, which ``Store.open`` has brought up to date. For one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with explained(path):
            self._db = connect(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def rows(
        self,
        filters: Filters,
        *,
        after: Key | None = None,
        before: Key | None = None,
        limit: int = 50,
    ) -> list[Listed]:
        """Return the rows behind the key ``after``, or the last ones ahead of ``before``.

        A key that has no row any more leads to where it stood.
        """
        query = _Query(filters, self._ids(filters.words))
        with explained(self._path):
            sql, values = query.page(after if before is None else before, before is not None, limit)
            found = [_listed(row) for row in self._db.execute(sql, values)]
        return found[::-1] if before is not None else found

    def count(self, filters: Filters) -> tuple[int, int]:
        """Return how many rows there are, and on how many of them somebody has decided."""
        query = _Query(filters, self._ids(filters.words))
        with explained(self._path):
            sql, values = query.count()
            total, decided = self._db.execute(sql, values).fetchone()
        return int(total), int(decided or 0)

    def key(self, claim_id: str, order: Order) -> Key | None:
        """Return where a claim stands in an order; None if there is no such claim."""
        with explained(self._path):
            row = self._db.execute(
                f"SELECT {_KEYS[order]} FROM claims AS c JOIN reports AS r ON r.id = c.report "
                "WHERE claim_id = ?",
                (claim_id,),
            ).fetchone()
        return tuple(row) if row else None

    def claim(self, claim_id: str) -> Claim | None:
        """Return one claim whole; None if there is no such claim."""
        with explained(self._path):
            self._db.execute("BEGIN")  # all of it is from one moment
        try:
            return one_claim(self._path, self._db, claim_id)
        finally:
            self._db.execute("ROLLBACK")

    def around(self, claim_id: str, reach: int = 3) -> tuple[list[str], list[str]]:
        """Return the sentences of the claims before and after one, nearest last and first."""
        query = """SELECT DISTINCT other.sentence_id, other.claim FROM claims AS c
                   JOIN claims AS other ON other.report = c.report
                   WHERE c.claim_id = ? AND other.sentence_id != c.sentence_id
                   AND other.position {} AND other.page = c.page
                   ORDER BY other.position {} LIMIT ?"""
        parts = []
        with explained(self._path):
            for part, turn in (
                ("BETWEEN c.position - 60 AND c.position", "DESC"),
                ("BETWEEN c.position AND c.position + 60", "ASC"),
            ):
                rows = self._db.execute(query.format(part, turn), (claim_id, reach)).fetchall()
                parts.append([text for _, text in rows])
        return parts[0][::-1], parts[1]

    def elsewhere(self, claim_id: str) -> list[Elsewhere]:
        """Return what other reports say of the same thing, what contradicts it first.

        As it was found when the reports were last compared.
        """
        query = """SELECT m.claim_id, m.report, m.page, m.date, m.claim, m.figure, m.source,
                          EXISTS (SELECT 1 FROM conflicts WHERE (one, other) IN
                              (VALUES (?1, m.claim_id), (m.claim_id, ?1))) AS disagrees
                   FROM group_members AS mine JOIN group_members AS m USING (group_position)
                   WHERE mine.claim_id = ?1 AND m.claim_id != ?1
                   ORDER BY disagrees DESC, m.group_position, m.position LIMIT 50"""
        with explained(self._path):
            rows = self._db.execute(query, (claim_id,)).fetchall()
        return [
            Elsewhere(claim, report, page, date, text, figure, source, bool(disagrees))
            for claim, report, page, date, text, figure, source, disagrees in rows
        ]

    def reports_cited(self, report_id: str) -> dict[tuple[str, str], str]:
        """Return which references (label, text) of a report are reports here, with their titles."""
        query = """SELECT label, reference, r.report FROM cited_reports AS c
                   JOIN reports AS r ON r.report_id = c.cited_id WHERE c.report_id = ?"""
        with explained(self._path):
            rows = self._db.execute(query, (report_id,))
            return {(label, reference): title for label, reference, title in rows}

    def has_conflicts(self) -> bool:
        """Say whether any two claims contradict each other."""
        with explained(self._path):
            return self._db.execute("SELECT 1 FROM conflicts LIMIT 1").fetchone() is not None

    def names(self, column: Literal["actor", "report"], part: str, limit: int = 20) -> list[str]:
        """Return some actors' or reports' names that hold ``part``, for a list to choose from."""
        like = f"%{_escaped(part)}%"
        query = {
            "actor": "SELECT DISTINCT name FROM actors WHERE name LIKE ? ESCAPE '\\' "
            "ORDER BY name LIMIT ?",
            "report": "SELECT DISTINCT report FROM reports WHERE report LIKE ?1 ESCAPE '\\' OR "
            "file LIKE ?1 ESCAPE '\\' ORDER BY report LIMIT ?2",
        }[column]
        with explained(self._path):
            return [row[0] for row in self._db.execute(query, (like, limit))]

    def _ids(self, words: str) -> "_Words | None":
        """Return what the words are found in: the rows themselves if they are few."""
        match = fts_query(words)
        if match is None:
            return None
        with explained(self._path):
            rows = self._db.execute(
                "SELECT rowid FROM claims_search WHERE claims_search MATCH ? LIMIT ?",
                (match, RARE + 1),
            ).fetchall()
        return _Words(match, None if len(rows) > RARE else [row[0] for row in rows])


def one_claim(path: Path, db: Connection, claim_id: str) -> Claim | None:
    """Return one claim whole, within a transaction; None if there is no such claim."""
    with explained(path):
        row = db.execute(
            "SELECT r.id, report_id, r.report, file, position FROM claims AS c "
            "JOIN reports AS r ON r.id = c.report WHERE claim_id = ?",
            (claim_id,),
        ).fetchone()
        if row is None:
            return None
        report, *names, position = row
        return next(read_claims(db, report, names, (position, position)), None)


def fts_query(words: str) -> str | None:
    """Return what a person typed as a full-text query; None if it holds nothing to look for.

    Every word is looked for as text, whatever it would mean to SQLite; the last one may be
    the beginning of a word.
    """
    words = words.replace("\0", " ")  # where it stands, SQLite's query would end
    parts = [
        quoted or plain
        for quoted, plain in _TERM.findall(words)
        if any(ch.isalnum() for ch in quoted or plain)
    ][:WORDS]
    if not parts:
        return None
    terms = ['"' + part.replace('"', " ") + '"' for part in parts]
    unfinished = "*" if words[-1:].isalnum() else ""
    return " ".join(terms) + unfinished


_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True)
class _Words:
    match: str
    ids: Sequence[int] | None  # None: too many to name


_KEYS: Mapping[Order, str] = {
    "printed": "r.file, r.report_id, c.position",
    "unsure": "c.confidence, c.report, c.position",
}
# Not to be turned into a test on v.status alone: the verdicts would be gone through first, and
# all claims for each.
_STATUS = "coalesce(v.status, 'new')"
_SHOWN = (
    "c.claim_id, r.report_id, r.report, r.file, c.page, c.claim, c.kind, c.confidence, "
    f"c.figure_start, c.figure_end, {_STATUS}"
)
_VERDICT = "LEFT JOIN verdicts AS v ON v.claim_id = c.claim_id"


class _Query:
    """The SQL of a list and its count."""

    def __init__(self, filters: Filters, words: _Words | None) -> None:
        self._order = filters.order
        self._named = bool(words and words.ids is not None)
        self._tests: list[str] = []
        self._values: list[Any] = []
        if words and words.ids is not None:
            self._test(f"c.id IN ({', '.join(map(str, words.ids))})")
        elif words:
            self._test(
                "+c.id IN (SELECT rowid FROM claims_search WHERE claims_search MATCH ?)",
                words.match,
            )
        if filters.status == "decided":
            self._test(f"{_STATUS} != 'new'")
        elif filters.status:
            self._test(f"{_STATUS} = ?", filters.status)
        if filters.kind:
            self._test("c.kind = ?", filters.kind)
        if filters.unsure:
            self._test("c.confidence < ?", UNSURE)
        if filters.checkable:
            self._test("c.check_worthiness >= ?", CHECKABLE)
        if filters.figure:
            self._test("EXISTS (SELECT 1 FROM figures AS f WHERE f.claim = c.id)")
        if filters.conflict:
            self._test(
                "c.claim_id IN (SELECT one FROM conflicts UNION SELECT other FROM conflicts)"
            )
        if filters.report:
            like = _like(filters.report)
            self._test(
                "r.id IN (SELECT id FROM reports WHERE report LIKE ? ESCAPE '\\' "
                "OR file LIKE ? ESCAPE '\\')",
                like,
                like,
            )
        if filters.actor:
            self._test(
                "c.id IN (SELECT claim FROM actors WHERE name IN (SELECT DISTINCT name FROM "
                "actors WHERE name LIKE ? ESCAPE '\\'))",
                f"%{_escaped(filters.actor)}%",
            )

    def _test(self, sql: str, *values: Any) -> None:
        self._tests.append(sql)
        self._values += values

    def page(self, key: Key | None, backwards: bool, limit: int) -> tuple[str, list[Any]]:
        """Return the query of one page and its values."""
        columns = _KEYS[self._order].split(", ")
        tests, values = list(self._tests), list(self._values)
        if key is not None and len(key) == len(columns):
            sign = "<" if backwards else ">"
            # The first column alone, too: that is what an index can begin at.
            tests.append(f"{columns[0]} {sign}= ?")
            tests.append(f"({', '.join(columns)}) {sign} (?, ?, ?)")
            values += [key[0], *key]
        turn = " DESC" if backwards else ""
        order = ", ".join(column + turn for column in columns)
        sql = (
            f"SELECT {_SHOWN}, {', '.join(columns)} FROM {self._tables()} {_VERDICT} "
            f"{_where(tests)} ORDER BY {order} LIMIT ?"
        )
        return sql, [*values, limit]

    def count(self) -> tuple[str, list[Any]]:
        """Return the query for how many rows there are and how many are decided."""
        sql = (
            f"SELECT count(*), sum({_STATUS} != 'new') "
            f"FROM {self._tables()} {_VERDICT} {_where(self._tests)}"
        )
        return sql, self._values

    def _tables(self) -> str:
        """Return the tables in the order in which they are gone through.

        A few rows are sorted; of many, the index gives the order, and the first ones are enough.
        """
        if self._named:
            return "claims AS c JOIN reports AS r ON r.id = c.report"
        if self._order == "printed":
            return "reports AS r CROSS JOIN claims AS c ON c.report = r.id"
        return "claims AS c CROSS JOIN reports AS r ON r.id = c.report"


def _where(tests: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(tests)}" if tests else ""


def _like(name: str) -> str:
    """Return the pattern of a part of a name or, where it has * or ?, of a whole one."""
    if not {"*", "?"} & set(name):
        return f"%{_escaped(name)}%"
    return _escaped(name).replace("*", "%").replace("?", "_")


def _escaped(part: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", part)


def _listed(row: Sequence[Any]) -> Listed:
    claim_id, report_id, report, file, page, text, kind, sure, start, end, status, *key = row
    return Listed(
        claim_id, report_id, report, file, page, text, kind, sure, start, end, status, tuple(key)
    )
