"""The period that a report covers, and the sentences that speak of it without its dates.

``During the reporting period, from 1 October 2019 to 30 September 2020, ...`` is said once; behind
it, ``during the reporting period`` and ``in the period under review`` are the same days.
"""

import re
from functools import lru_cache

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.times import times_in
from pipeline.annotate.times.calendars import When, edge

_NAMES = r"(?:reporting|review|audit|evaluation|reference|assessment)\s+period"
_NAMED = re.compile(
    rf"\b(?:{_NAMES}|period\s+(?:under|of)\s+(?:review|report|audit)|covers\s+the\s+period)\b",
    re.IGNORECASE,
)
_AROUND = 90  # characters beside the name where its dates may stand
_SHORTEST = 20  # days
_WORDS = (("reporting",), ("review",), ("audit",), ("evaluation",), ("reference",))
_UNDER = frozenset({"review", "report", "audit"})


@lru_cache(maxsize=1)  # each part of a report asks it of the whole
def reporting_period(text: str) -> tuple[str, str] | None:
    """Return the first and last day of the period that a text says it covers; None if it does not.

    The dates stand behind the name, else right before it, in one sentence.
    """
    for match in _NAMED.finditer(text):
        behind = text[match.end() : match.end() + _AROUND].split(". ")[0]
        before = text[max(0, match.start() - _AROUND) : match.start()].split(". ")[-1]
        for part in (behind, before):
            cut = Cut(atoms(part))
            for when in times_in(cut.atoms):
                if when.start and when.end and not when.partial and _long(when.start, when.end):
                    return when.start, when.end
    return None


def _long(start: str, end: str) -> bool:
    days = (edge(end, last=True) - edge(start, last=False)).days
    return start != end and days >= _SHORTEST


def in_the_period(cut: Cut, period: tuple[str, str] | None) -> When | None:
    """Read ``during the reporting period`` as the days of that period."""
    if period is None:
        return None
    for i in range(len(cut.atoms) - 2):
        if cut.at(i) not in {"during", "in", "over", "within", "throughout"}:
            continue
        if cut.at(i + 1) not in {"the", "this", "our"}:
            continue
        named = (cut.at(i + 2),) in _WORDS and cut.at(i + 3) == "period"
        under = cut.words(i + 2, i + 4) == ["period", "under"] and cut.at(i + 4) in _UNDER
        if named or under:
            return When(i, i + (5 if under else 4), *period)
    return None
