"""What several reports say together, as it was last found: derived, and made anew when it is old.

Nothing here is a person's: dropped tables cost one comparison. Only since when two claims have
contradicted each other is kept from one comparison to the next, so that a night's report can say
which conflicts are new.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

from pipeline.schema import CitedReport, Group, Member
from pipeline.store.database import explained, transaction
from pipeline.store.rows import clean

_MEMBER = "claim_id, report_id, report, file, page, date, claim, figure, time, source"


class Comparisons:
    """The part of a ``Store`` that holds what its reports say together."""

    path: Path
    _db: Connection

    def is_compared(self) -> bool:
        """Say whether the comparison was made of what the store holds now."""
        query = "SELECT compared.revision, revision.current FROM compared, revision"
        with explained(self.path):
            compared, current = self._db.execute(query).fetchone()
        return bool(compared == current)

    def save_comparison(
        self, groups: Iterable[Group], cited: Iterable[CitedReport], revision: int
    ) -> None:
        """Replace the last comparison; ``revision`` is the store's when it was begun."""
        groups = list(groups)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._changing():
            since = {
                (one, other): first
                for one, other, first in self._db.execute("SELECT * FROM conflicts")
            }
            for table in ("conflicts", "group_members", "groups", "cited_reports"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.executemany(
                "INSERT INTO groups VALUES (?, ?, ?)",
                [(i, group.group_id, group.conflict) for i, group in enumerate(groups)],
            )
            self._db.executemany(
                f"INSERT INTO group_members VALUES ({', '.join('?' * 12)})",
                [
                    (i, n, *_text(member))
                    for i, group in enumerate(groups)
                    for n, member in enumerate(group.members)
                ],
            )
            pairs = {tuple(sorted(pair)) for group in groups for pair in group.against}
            self._db.executemany(
                "INSERT INTO conflicts VALUES (?, ?, ?)",
                [(one, other, since.get((one, other), now)) for one, other in sorted(pairs)],
            )
            self._db.executemany(
                "INSERT INTO cited_reports VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (i, c.report_id, clean(c.label), clean(c.reference), c.cited_id, c.how)
                    for i, c in enumerate(cited)
                ],
            )
            self._db.execute("UPDATE compared SET revision = ?", (revision,))

    def groups(self, *, conflicts: bool = False) -> list[Group]:
        """Return the groups in their order, conflicts first; with ``conflicts`` only those."""
        only = " WHERE conflict" if conflicts else ""
        with explained(self.path):
            known = self._db.execute(
                f"SELECT position, group_id FROM groups{only} ORDER BY position"
            ).fetchall()
            members: dict[int, list[Member]] = defaultdict(list)
            query = f"SELECT group_position, {_MEMBER} FROM group_members"
            for group, *row in self._db.execute(f"{query} ORDER BY group_position, position"):
                members[group].append(Member(*row))
            against = self._against()
        return [
            Group(
                group_id,
                tuple(members[position]),
                tuple(
                    (one.claim_id, other.claim_id)
                    for n, one in enumerate(members[position])
                    for other in members[position][n + 1 :]
                    if other.claim_id in against.get(one.claim_id, ())
                ),
            )
            for position, group_id in known
        ]

    def conflicts_since(self, moment: str) -> list[tuple[str, str]]:
        """Return the claim ids of each two that contradict each other since ``moment`` or later.

        ``moment`` is ISO 8601, UTC, to the second, as runs note their start.
        """
        query = "SELECT one, other FROM conflicts WHERE since >= ? ORDER BY since, one, other"
        with explained(self.path):
            return list(self._db.execute(query, (moment,)))

    def cited_reports(self) -> list[CitedReport]:
        """Return which references lead to another report of the store, by report."""
        query = """SELECT report_id, label, reference, cited_id, how FROM cited_reports
                   ORDER BY position"""
        with explained(self.path):
            return [CitedReport(*row) for row in self._db.execute(query)]

    def _against(self) -> dict[str, set[str]]:
        against: dict[str, set[str]] = defaultdict(set)
        for one, other in self._db.execute("SELECT one, other FROM conflicts"):
            against[one].add(other)
            against[other].add(one)
        return against

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with explained(self.path), transaction(self._db):
            yield


def _text(m: Member) -> tuple[object, ...]:
    row = (
        m.claim_id, m.report_id, m.report, m.file, m.page, m.date, m.claim, m.figure, m.time,
        m.source,
    )  # fmt: skip
    return tuple(clean(cell) if isinstance(cell, str) else cell for cell in row)
