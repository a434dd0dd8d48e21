"""What several reports say together, as a sheet, as CSV and as JSON: a row a claim, by group."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, TextIO

from pipeline.schema import CitedReport, Group, Member
from pipeline.sheets.formats import Look
from pipeline.sheets.grid import Cell, Linked, Marked, file_link
from pipeline.sheets.safe import escaped

CONFLICT, SAME = "conflict", "same"
CITES = "cites"

COMPARE_HEADS: tuple[tuple[str, Look], ...] = (
    ("group", Look(8, number="0", centre=True)),
    ("verdict", Look(10, centre=True)),
    ("figure", Look(24, wrap=True)),
    ("claim", Look(64, wrap=True)),
    ("time", Look(15, wrap=True)),
    ("source", Look(18, wrap=True)),
    ("report", Look(34)),
    ("report date", Look(11, centre=True)),
    ("page", Look(6, number="0", centre=True)),
    ("against", Look(40, wrap=True, faint=True)),
    ("claim_id", Look(20, faint=True)),
)
HEADS = tuple(head for head, _ in COMPARE_HEADS)


def verdict(group: Group) -> str:
    """Return whether a group is a conflict, in a word."""
    return CONFLICT if group.conflict else SAME


def against(group: Group, member: Member) -> str | None:
    """Return the figures that contradict a member's, each with its report; None if none does."""
    members = {m.claim_id: m for m in group.members}
    pairs = [pair for pair in group.against if member.claim_id in pair]
    others = [members[b if a == member.claim_id else a] for a, b in pairs]
    told = dict.fromkeys(f"{other.figure} ({other.report}, p. {other.page})" for other in others)
    return "; ".join(told) or None


def compare_rows(groups: Iterable[Group], paths: Mapping[str, str]) -> Iterator[list[Cell]]:
    """Yield the rows of the sheet Compare; ``paths`` lead to the reports, by id."""
    for number, group in enumerate(groups, 1):
        for member in group.members:
            path = paths.get(member.report_id)
            page: Cell = Linked(member.page, file_link(path, member.page)) if path else member.page
            yield [
                number, verdict(group), member.figure, _marked(member), member.time, member.source,
                member.report, member.date, page, against(group, member), member.claim_id,
            ]  # fmt: skip


def cites_rows(cited: Iterable[CitedReport], titles: Mapping[str, str]) -> Iterator[list[Cell]]:
    """Yield a row for each reference that leads to another report; ``titles`` are by id."""
    for c in cited:
        row: list[Cell] = [None] * len(HEADS)
        row[HEADS.index("verdict")] = CITES
        row[HEADS.index("claim")] = f"[{c.label}] {c.reference}"
        row[HEADS.index("report")] = titles.get(c.report_id, c.report_id)
        row[HEADS.index("against")] = titles.get(c.cited_id, c.cited_id)
        yield row


def _marked(member: Member) -> Cell:
    start = member.claim.find(member.figure) if member.figure else -1
    if start < 0 or not member.figure:
        return member.claim
    return Marked(member.claim, start, start + len(member.figure))


def write_groups_csv(file: TextIO, groups: Iterable[Group]) -> None:
    """Write the groups as CSV, a row a claim, text that could pass for a formula escaped."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(("group", "verdict", *(f for f in Member.__dataclass_fields__), "against"))
    for number, group in enumerate(groups, 1):
        for member in group.members:
            cells = [_csv(value) for value in asdict(member).values()]
            writer.writerow((number, verdict(group), *cells, _csv(against(group, member))))


def _csv(value: Any) -> Any:
    return "" if value is None else escaped(value) if isinstance(value, str) else value


def group_objects(groups: Iterable[Group]) -> Iterator[dict[str, Any]]:
    """Yield each group as JSON holds it."""
    for group in groups:
        yield {
            "group_id": group.group_id,
            "verdict": verdict(group),
            "claims": [asdict(member) for member in group.members],
            "against": [list(pair) for pair in group.against],
        }
