"""What several reports say together: claims that say the same, and claims that disagree.

In: the claims of all reports, and their dates. Out: groups of claims of different reports about
one thing; a group whose figures disagree is a conflict. Copies of a report (a scan, an OCR
text, a second edition) count as one: they neither confirm nor contradict it.

    claims ──▶ statements ──▶ candidates (by unit, time and name) ──▶ pairs ──▶ groups
"""

import hashlib
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.compare.citing import Citable, cited_reports
from pipeline.compare.copies import Copies
from pipeline.compare.pairs import TELLING, Verdict, verdict
from pipeline.compare.statements import Statement, statement
from pipeline.schema import Claim, Group, Member

__all__ = ["Citable", "cited_reports", "compare", "conflict_words"]

log = logging.getLogger(__name__)

MOST = 500  # statements that are held against one another under one key
FEW = 6  # of one report under one key; more are a table's, which the key does not tell apart


def compare(claims: Iterable[Claim], dates: Mapping[str, str | None] | None = None) -> list[Group]:
    """Return the groups, conflicts first, in the order of their first claims.

    ``dates`` gives each report's date (ISO 8601) by its id; without one, what the report does
    not date itself is not compared. The claims of a report must follow one another.
    """
    taken = _Taken(dates or {})
    for claim in claims:
        taken.add(claim)
    pairs = taken.pairs()
    groups = [taken.group(ids, pairs) for ids in _linked(pairs)]
    kept = [group for group in groups if group is not None]
    place = taken.order
    return sorted(kept, key=lambda g: (not g.conflict, place(g.members[0].claim_id)))


def conflict_words(groups: Iterable[Group]) -> dict[str, str]:
    """Return, for each claim that another one contradicts, by which figure of which report."""
    words: dict[str, str] = {}
    for group in groups:
        members = {member.claim_id: member for member in group.members}
        others: dict[str, list[Member]] = defaultdict(list)
        for a, b in group.against:
            others[a].append(members[b])
            others[b].append(members[a])
        for claim_id, against in others.items():
            told = dict.fromkeys(f"{m.figure} ({m.report}, p. {m.page})" for m in against)
            words[claim_id] = "other figure elsewhere: " + "; ".join(told)
    return words


@dataclass(frozen=True, slots=True)
class _Report:
    report_id: str
    report: str
    file: str
    date: str | None

    @property
    def year(self) -> str | None:
        return self.date[:4] if self.date else None


_Pairs = dict[tuple[int, int], Verdict]  # of statements, the earlier one first


class _Taken:
    """All statements, and what is needed to show the claims that they come from."""

    def __init__(self, dates: Mapping[str, str | None]) -> None:
        self._dates = dates
        self._reports: list[_Report] = []
        self._copies = Copies()
        self._worth: list[tuple[int, int]] = []  # rows that were not misread, and all rows
        self._statements: list[Statement] = []
        self._shown: list[tuple[int, str, str | None, str | None, str | None]] = []

    def add(self, claim: Claim) -> None:
        if not self._reports or self._reports[-1].report_id != claim.report_id:
            date = self._dates.get(claim.report_id)
            self._reports.append(_Report(claim.report_id, claim.report, claim.file, date))
            self._worth.append((0, 0))
        report = len(self._reports) - 1
        self._copies.add(report, claim.claim)
        text, rows = self._worth[report]
        self._worth[report] = (text + (claim.method == "text"), rows + 1)
        made = statement(claim, report, self._reports[report].date)
        if made is None:
            return
        self._statements.append(made)
        figure = claim.quantity.text if claim.quantity else None
        time = claim.time.text if claim.time else None
        source = claim.attribution.source if claim.attribution else None
        self._shown.append((claim.page, claim.claim, figure, time, source))

    def order(self, claim_id: str) -> int:
        return self._order[claim_id]

    def pairs(self) -> _Pairs:
        """Return what is known of every two statements that may be about one thing.

        What a report says of a thing in two figures that disagree is not one thing: no conflict
        rests on it. What a copy says again, and perhaps misread, is left out.
        """
        self._order = {s.claim_id: i for i, s in enumerate(self._statements)}
        self._works = self._copies.works()
        found: _Pairs = {}
        doubtful: set[int] = set()
        repeated: set[int] = set()
        for together in self._together():
            for i, j in combinations(together, 2):
                if (i, j) in found:
                    continue
                a, b = self._statements[i], self._statements[j]
                years = (self._reports[a.report].year, self._reports[b.report].year)
                said = verdict(a, b, years=years)
                if said is None:
                    continue
                found[i, j] = said
                if a.report == b.report:
                    if said == "conflict":
                        doubtful |= {i, j}
                elif self._works[a.report] == self._works[b.report]:
                    repeated.add(i if self._worth[a.report] < self._worth[b.report] else j)
        return {
            pair: said
            for pair, said in found.items()
            if repeated.isdisjoint(pair) and (said == "same" or doubtful.isdisjoint(pair))
        }

    def _together(self) -> Iterator[Sequence[int]]:
        """Yield statements that are worth holding against one another, in their order."""
        blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for i, s in enumerate(self._statements):
            alike = (s.figure.unit, s.per, s.changed)
            if s.names and s.clear:
                time = s.time or self._reports[s.report].year
                for concept in s.measured:
                    blocks[*alike, s.names, time, concept].append(i)
            if s.figure.digits < TELLING:
                continue
            rounded = f"{s.figure.value:.1e}"
            for name in s.names:
                for concept in s.measured:
                    blocks[*alike, name, rounded, concept].append(i)
        for block in blocks.values():
            if len(block) > 1:
                yield self._thinned(block)

    def _thinned(self, block: list[int]) -> list[int]:
        """Leave out the tables of a block, and the block if it is still too large."""
        if len(block) <= FEW:
            return block
        reports = Counter(self._statements[i].report for i in block)
        kept = [i for i in block if reports[self._statements[i].report] <= FEW]
        if len(kept) > MOST:
            log.debug("%d claims under one key are not compared", len(kept))
            return []
        return kept

    def group(self, ids: Sequence[int], pairs: _Pairs) -> Group | None:
        """Return the group of these statements; None if one report alone makes them."""
        if len({self._works[self._statements[i].report] for i in ids}) < 2:
            return None
        against = tuple(
            (self._statements[i].claim_id, self._statements[j].claim_id)
            for i, j in combinations(ids, 2)
            if pairs.get((i, j)) == "conflict"
        )
        members = tuple(self._member(i) for i in ids)
        names = "\x1f".join(sorted(member.claim_id for member in members))
        group_id = hashlib.sha256(names.encode()).hexdigest()[:16]
        return Group(group_id, members, against)

    def _member(self, i: int) -> Member:
        report = self._reports[self._statements[i].report]
        page, claim, figure, time, source = self._shown[i]
        return Member(
            claim_id=self._statements[i].claim_id,
            report_id=report.report_id,
            report=report.report,
            file=report.file,
            page=page,
            date=report.date,
            claim=claim,
            figure=figure,
            time=time,
            source=source,
        )


def _linked(pairs: _Pairs) -> list[list[int]]:
    """Return the groups in which every two are a pair, those that agree put together first."""
    group_of: dict[int, list[int]] = {}
    for i, j in sorted(pairs, key=lambda pair: (pairs[pair] == "conflict", pair)):
        ours, theirs = group_of.setdefault(i, [i]), group_of.setdefault(j, [j])
        if ours is theirs:
            continue
        if all((min(a, b), max(a, b)) in pairs for a in ours for b in theirs):
            ours.extend(theirs)
            for member in theirs:
                group_of[member] = ours
    unique = {id(group): group for group in group_of.values() if len(group) > 1}
    return [sorted(group) for group in unique.values()]
