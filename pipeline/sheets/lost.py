"""Rows that a person decided on and that the program no longer finds: they stay in the table.

A decision without its row is an orphan. What it was about is shown as its reviewer left it, behind
the other rows of its report, with a flag that says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from pipeline.schema import Claim, Decision
from pipeline.sheets.records import Source

LOST = "no longer found"  # the flag


def with_lost(source: Source) -> tuple[Iterator[Claim], Mapping[str, Decision]]:
    """Return the claims of ``source`` with the lost ones, and the decisions on all of them."""
    lost: dict[str, list[Claim]] = {}
    decisions = dict(source.decisions())
    for decision in source.orphans():
        if decision.about is not None:
            row = replace(decision.about, claim_id=decision.claim_id)
            row = replace(row, flags=(*row.flags, LOST))
            lost.setdefault(row.report_id, []).append(row)
            decisions[row.claim_id] = decision
    return _in_place(source.claims(), lost), decisions


def _in_place(claims: Iterator[Claim], lost: dict[str, list[Claim]]) -> Iterator[Claim]:
    for report_id, rows in groupby(claims, key=lambda claim: claim.report_id):
        yield from rows
        yield from lost.pop(report_id, ())
    for rest in lost.values():  # of reports that give no row at all today
        yield from rest
