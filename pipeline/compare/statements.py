"""What a claim states, taken down so that two of them can be held against one another.

Only the clause that the figure stands in counts: `Oil fell in Norway, while Denmark produced
103,000 barrels` says nothing of how much oil Norway has.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.figures import COUNT, Stretch, stretch
from pipeline.compare.naming import Names
from pipeline.compare.times import Days, days, until, whole_year, years_printed
from pipeline.compare.words import concept, is_pointer, stem, words
from pipeline.schema import Claim

Footing = Literal["said", "forecast", "possible"]

GREW = "grow"  # the concept of every change; see words.tsv
BEFORE_A_LEVEL = frozenset({"to", "at", "stood", "was", "were", "reached"})
AFTER_A_CHANGE = frozenset({"fewer", "less", "more", "higher", "lower", "up", "down"})

# `..., the chamber says.` at the end of a sentence.
_SAID_LAST = re.compile(
    r",[^,;:()]{2,80}?\s(?:says?|said|reports?|reported|estimates?|estimated|reckons?|reckoned"
    r"|finds?|found|claims?|claimed|notes?|noted|warns?|warned|believes?|believed"
    r"|told [^,;:()]{2,40})\W*(?:\[\d+\]\W*)?$"
)
TAIL = 160  # characters of a sentence in which that is looked for

# `people killed by an attack`: which one, only its day tells.
_ONE_OF_MANY = re.compile(r"\b(?:an?|another)\s", re.IGNORECASE)
# Where a clause ends: at a strong stop, or at a comma or a bare word that begins another.
_JOINT = re.compile(
    r"[;:()–—]|(?:,\s*|\s)(?=(?:while|whereas|although|though|because|which|who|whose|where|when"
    r"|but|after|before|since|as against|compared|against)\b)|,\s*(?=(?:and|or|with|as|up|down)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with a figure, ready to be compared."""

    claim_id: str
    report: int  # its number among the reports
    names: frozenset[str]  # who and where: of the figure's own clause
    measured: frozenset[str]  # concepts of what is measured
    clause: frozenset[str]  # all concepts of the figure's own clause
    time: Days | None  # None: not stated, so as old as its report
    figure: Stretch
    unit_known: bool  # `131` alone may be the number of anything
    per: str | None
    changed: bool  # the figure is what something rose or fell by
    footing: Footing
    clear: bool  # what it tells of can be told from its like without its report
    cell: bool  # of a table


def statement(claim: Claim, report: int, date: str | None = None) -> Statement | None:
    """Return what a claim with a figure states; None if there is nothing to hold against it.

    ``report`` is the number of its report, ``date`` that report's date.
    """
    quantity = claim.quantity
    if quantity is None or claim.negated:
        return None
    cell = _is_cell(claim)
    if cell and quantity.unit is None:
        return None
    start, end = _figure_span(claim)
    before, after = words(claim.claim[:start])[-2:], words(claim.claim[end:])[:1]
    if before[-1:] == ["from"] and not cell:  # what it rose or fell from: of another time
        return None
    changed = _changed(claim, before, after)
    figure = stretch(quantity, fallen=changed and quantity.change == "down")
    time = days(claim)
    if time is None and not cell and (years := years_printed(claim.claim)):
        if len(years) > 1:
            return None  # of which of them it is, we do not know
        time = whole_year(years.pop())
    if figure is None:
        return None

    first, last = (0, len(claim.claim)) if cell else _clause(claim.claim, start, end)
    what, own = quantity.what or "", f"{claim.claim[first:start]} {claim.claim[end:last]}"
    if figure.unit == COUNT:  # `2,400 primary schools`: what is counted stands there
        what, own = f"{what} {quantity.text}", f"{own} {quantity.text}"
    names = Names(claim)
    measured = names.concepts(what, heads=cell)
    clause = measured if cell else names.concepts(own)
    names.add_actors(claim.claim[first:last], all_of_them=cell)
    names.concepts(claim.place or "")
    clear = cell or names.resolve(first, last)
    if figure.unit == COUNT and _ONE_OF_MANY.search(what) and (time is None or time[0] != time[1]):
        clear = False
    if changed:
        measured |= {GREW}
    elif quantity.change:
        measured -= {GREW}
    measured = measured or clause  # where all that was taken for measured is a name
    if not measured:
        return None
    return Statement(
        claim_id=claim.claim_id,
        report=report,
        names=frozenset(names.found),
        measured=frozenset(measured),
        clause=frozenset(clause | measured),
        time=until(time, date) if time else None,
        figure=figure,
        unit_known=quantity.unit is not None,
        per=stem(quantity.per) if quantity.per else None,
        changed=changed,
        footing=_footing(claim),
        clear=clear and not any(map(is_pointer, measured)),
        cell=cell,
    )


def _is_cell(claim: Claim) -> bool:
    """Say whether the claim is a table's cell: no sentence around its figure."""
    quantity = claim.quantity
    return quantity is not None and len(claim.claim) <= len(quantity.text) + 2


def _figure_span(claim: Claim) -> tuple[int, int]:
    if claim.figure_span:
        return claim.figure_span
    text = claim.quantity.text if claim.quantity else ""
    start = max(claim.claim.find(text), 0)
    return start, start + len(text)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around ``[start, end)`` begins and ends."""
    joints = [match.start() for match in _JOINT.finditer(text)]
    left = bisect_right(joints, start)
    first = joints[left - 1] if left else 0
    last = next((joint for joint in joints[left:] if joint >= end), len(text))
    said = _SAID_LAST.search(text, max(end, len(text) - TAIL))
    return first, min(last, said.start()) if said else last


def _changed(claim: Claim, before: list[str], after: list[str]) -> bool:
    """Say whether the figure is what something changed by, and not what it came to."""
    quantity = claim.quantity
    assert quantity is not None
    if quantity.unit == "percentage point" and quantity.change:
        return True
    grows = [concept(word) == GREW for word in before]
    if before[-1:] == ["by"] or (before[-1:] == ["of"] and grows[:1] == [True]):
        return quantity.change is not None or any(grows)
    if after and (after[0] in AFTER_A_CHANGE or concept(after[0]) == GREW):
        return quantity.change is not None
    if quantity.unit in {"percent", "fraction"} and quantity.change:
        return before[-1:] == [] or before[-1] not in BEFORE_A_LEVEL
    return False


def _footing(claim: Claim) -> Footing:
    if claim.kind in {"prediction", "recommendation"} or claim.modality == "predicted":
        return "forecast"
    return "possible" if claim.modality == "possible" else "said"
