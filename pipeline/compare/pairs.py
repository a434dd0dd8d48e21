"""Which two statements are about one thing, and whether they agree.

Precision before recall: two figures are only said to be in conflict when nothing that we know
tells the two statements apart. Where figures agree to the digit, that itself is a sign that they
are about one thing, and less has to match.
"""

from typing import Literal

from pipeline.compare.figures import COUNT
from pipeline.compare.statements import Statement
from pipeline.compare.times import compatible

Verdict = Literal["same", "conflict"]

ALIKE = 0.5  # of the words of the two clauses, so many are the same (Dice), or more
AGREED = 0.4  # the same, where the figures agree to the digit
TELLING = 2  # significant digits from which an equal figure is a sign
MUCH = 3  # concepts and names that tell undated statements apart well enough


def verdict(a: Statement, b: Statement, *, years: tuple[str | None, str | None]) -> Verdict | None:
    """Say whether two statements say the same, contradict each other, or neither.

    ``years`` are those of their reports, for what is not dated.
    """
    if a.figure.unit != b.figure.unit or a.per != b.per or a.changed != b.changed:
        return None
    if one_thing(a, b, years=years):
        return "conflict" if a.figure.disagrees(b.figure) else "same"
    return "same" if _agree(a, b) else None


def one_thing(a: Statement, b: Statement, *, years: tuple[str | None, str | None]) -> bool:
    """Say whether they tell the figure of one and the same thing, whatever the figures are."""
    return (
        a.names == b.names
        and bool(a.names)
        and a.footing == b.footing
        and a.clear
        and b.clear
        and a.cell == b.cell
        and a.measured <= b.clause
        and b.measured <= a.clause
        and bool(a.measured & b.measured)
        and _same_time(a, b, years)
        and dice(a.clause, b.clause) >= ALIKE
        # Words on either side that the other has not: `a tariff on lentils`, `on chickpeas`.
        and (a.clause <= b.clause or b.clause <= a.clause)
    )


def _same_time(a: Statement, b: Statement, years: tuple[str | None, str | None]) -> bool:
    if a.time or b.time:
        return a.time == b.time
    # What is counted without a date may have been counted of any event; a rate or a share holds
    # for its time, and reports of one year mean the same one.
    told = len(a.measured) + len(a.names)
    return years[0] == years[1] and a.figure.unit != COUNT and told >= MUCH


def _agree(a: Statement, b: Statement) -> bool:
    """Say whether two figures are the same and nothing speaks against one thing."""
    digits = min(a.figure.digits, b.figure.digits)
    if digits < TELLING or not a.figure.same(b.figure) or a.figure.disagrees(b.figure):
        return False
    if not compatible(a.time, b.time) or a.cell != b.cell:
        return False
    if not (a.unit_known and b.unit_known) or (a.cell and a.time != b.time):
        return False
    named = bool(a.names & b.names) and (a.names <= b.names or b.names <= a.names)
    return named and bool(a.measured & b.measured) and dice(a.clause, b.clause) >= AGREED


def dice(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how many members two sets share, 0 to 1 (Dice 1945)."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
