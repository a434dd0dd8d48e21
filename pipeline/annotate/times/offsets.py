"""Times told from another time: ``eighteen months earlier``, ``a year before``, ``that year``.

They count from the date that was told last, not from the report's.
"""

from dataclasses import replace

from pipeline.annotate.atoms import Cut
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.times.calendars import UNITS, DateText, When, edge, month_at, shifted

_BACK = frozenset({"earlier", "before", "previously"})
_ON = frozenset({"later", "after", "afterwards"})
_LEADS = {"next": 1, "following": 1, "previous": -1, "preceding": -1}
_FINER = {"day": 10, "week": 10, "fortnight": 10, "month": 7, "quarter": 7, "year": 4, "decade": 4}


def apposed(cut: Cut, when: When, date: When) -> bool:
    """``Two days earlier, on 12 September``: say whether ``date`` tells which day that was."""
    between = cut.words(when.last, date.first)
    return bool(date.start) and between[:1] == [","] and set(between) <= {",", "on", "in", "at"}


_LONG = 366  # days of a time that another can be counted from


def told_from(cut: Cut, when: When, base: When) -> When | None:
    """Return ``when`` with its days counted from ``base``; None where it says no such thing.

    A duration finer than the base is told (months from a year) gives nothing.
    """
    words = cut.words(when.first, when.last)
    step = -1 if words[-1] in _BACK else 1 if words[-1] in _ON else 0
    exact = len(base.start or "")
    if not step:  # the next day, the previous month: no finer than their unit
        step = next((_LEADS[word] for word in words if word in _LEADS), 0)
        exact = min(exact, _FINER.get(next((UNITS[w] for w in words if w in UNITS), ""), 10))
    unit = next((UNITS[word] for word in words if word in UNITS), None)
    if not step or unit is None or not base.start or not base.end:
        return None
    if (edge(base.end, last=True) - edge(base.start, last=False)).days > _LONG:
        return None  # a year before the past ten years is no year
    numbers = [n.value for n in numbers_in(cut.atoms[when.first : when.last])]
    count = int(numbers[0]) if numbers else 1
    if len(base.start) < _FINER.get(unit, 10) or not 0 < count < 1000:
        return None
    start = shifted(edge(base.start, last=False), step * count, unit)
    end = shifted(edge(base.end, last=False), step * count, unit)
    if start is None or end is None:
        return None
    return replace(
        when, start=start.isoformat()[:exact], end=end.isoformat()[: min(exact, len(base.end))]
    )


def since_then(cut: Cut, base: When) -> When | None:
    """Read ``since then``: from the date that was told last."""
    for i, atom in enumerate(cut.atoms):
        if atom.lower == "since" and cut.at(i + 1) == "then" and base.start:
            return When(i, i + 2, base.start, None, True)
    return None


def that_year(cut: Cut, base: When, taken: frozenset[int]) -> When | None:
    """Read ``in November of that year``, ``that year``, ``the same year``: the base's year."""
    if not base.start:
        return None
    text = DateText(cut.atoms)
    for i in range(len(cut.atoms) - 1):
        if cut.at(i) not in {"that", "same"} or cut.at(i + 1) != "year" or i in taken:
            continue
        year = base.start[:4]
        month = month_at(text, i - 2) if cut.at(i - 1) == "of" and i > 1 else None
        iso = f"{year}-{month:02d}" if month else year
        return When(i - 2 if month else i, i + 2, iso, iso, True)
    return None
