"""Days told by counting from a date: ``two weeks before 13 May``, ``the year to March 2022``."""

from dataclasses import replace
from datetime import timedelta

from pipeline.annotate.atoms import DASHES
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.times.calendars import (
    UNITS,
    DateText,
    When,
    edge,
    month_at,
    shifted,
    year_at,
)
from pipeline.annotate.times.days import calendar_date, numeric
from pipeline.annotate.times.relative_dates import relative_date

_STEPS = {"before": -1, "after": 1, "from": 1, "following": 1}
_UP_TO = frozenset({"to", "ending", "ended", "until", "through"})
_FAR = 7  # atoms of "the last twenty-four calendar months"


def summed(text: DateText, i: int) -> When | None:
    """Read ``two weeks before 13 May 1999``, ``3 days after January 12th``: to the day."""
    if _STEPS.keys().isdisjoint(text.words(i + 2, i + _FAR)):
        return None
    j = i + 1 if text.at(i) == "the" else i
    if text.at(j) in {"a", "an"}:
        count, k = 1, j + 1
    else:
        numbers = numbers_in(text.atoms[j : j + 3])
        if not numbers or numbers[0].first or numbers[0].value % 1:
            return None
        count, k = int(numbers[0].value), j + numbers[0].last
    unit = UNITS.get(text.at(k))
    step = _STEPS.get(text.at(k + 1))
    if unit is None or step is None or not 0 < count < 1000:
        return None
    near = text.at(k + 2) in {"today", "tomorrow", "yesterday"}
    base = relative_date(text, k + 2) if near else None
    base = base or calendar_date(text, k + 2) or numeric(text, k + 2)
    if base is None or base.start != base.end or not base.start or len(base.start) < 10:
        return None
    day = shifted(edge(base.start, last=False), step * count, unit)
    return replace(base, first=i, start=day.isoformat(), end=day.isoformat()) if day else None


def up_to(text: DateText, i: int) -> When | None:
    """Read ``the 12 months to March 2022``, ``the year ended 30 June 2021``: all of the days."""
    if _UP_TO.isdisjoint(text.words(i + 1, i + _FAR)):
        return None
    j = i + 1 if text.at(i) == "the" else i
    count, k = 1, j
    if text.at(j) in {"a", "one"}:
        k = j + 1
    elif text.at(j) == "half":
        pass
    elif (numbers := numbers_in(text.atoms[j : j + 3])) and not numbers[0].first:
        if numbers[0].value % 1 or not 0 < numbers[0].value < 1000:
            return None
        count, k = int(numbers[0].value), j + numbers[0].last
    k += text.at(k) in {"fiscal", "financial", "calendar"}
    half = text.at(k) == "half"
    k += half + (half and text.at(k + 1) in DASHES)
    unit = UNITS.get(text.at(k))
    if half and unit != "year":
        return None
    count, unit = (6, "month") if half else (count, unit)  # the half year to December
    decade = text.at(k) in {"decade", "decades"}
    k += 1
    if (unit is None and not decade) or text.at(k) not in _UP_TO:
        return None
    k += 2 if text.at(k + 1) in {"in", "on"} else 1
    if decade and (year := year_at(text, k)):
        return When(i, k + 1, f"{year - 10 * count + 1:04d}", f"{year:04d}")  # the decade to 2023
    if unit == "year" and count > 1 and (year := year_at(text, k)):
        return When(i, k + 1, f"{year - count + 1:04d}", f"{year:04d}")  # the four years to 2015
    base = calendar_date(text, k) or numeric(text, k)
    if base and base.partial and not base.end:
        return replace(base, first=i)
    if (
        unit is None
        or base is None
        or not base.end
        or base.start != base.end
        or len(base.end) < len("2021-08")
    ):
        return None
    exact = len(base.end)
    if exact < len("2021-08-26") and unit in {"day", "week", "fortnight"}:
        return None
    behind = edge(base.end, last=True) + timedelta(1)
    start = shifted(behind, -count, unit)
    return replace(base, first=i, start=start.isoformat()[:exact]) if start else None


_WEEKS = {"of": 0, "beginning": 1, "starting": 1, "commencing": 1, "ending": -1, "ended": -1}


def week_with_day(text: DateText, i: int) -> When | None:
    """Read ``the week of 12 May 2020`` (Monday to Sunday), ``the week ending 5 June``."""
    j = i + 1 if text.at(i) == "the" else i
    if text.at(j) != "week" or text.at(j + 1) not in _WEEKS:
        return None
    k = j + 2 + (text.at(j + 2) == "on")
    base = calendar_date(text, k) or numeric(text, k)
    if base is None or not base.start or base.start != base.end or len(base.start) < _FULL:
        return None
    day = edge(base.start, last=False)
    side = _WEEKS[text.at(j + 1)]
    first = day - timedelta({0: day.weekday(), 1: 0, -1: 6}[side])
    last = first + timedelta(6)
    return replace(base, first=i, start=first.isoformat(), end=last.isoformat())


_FULL = len("2021-08-26")


def part_of_period(text: DateText, i: int) -> When | None:
    """Read ``the first ten days of May 2021``, ``the last three months of 2020``."""
    j = i + 1 if text.at(i) == "the" else i
    if text.at(j) not in {"first", "last", "final"}:
        return None
    numbers = numbers_in(text.atoms[j + 1 : j + 2])
    unit = UNITS.get(text.at(j + 2))
    if not numbers or unit not in {"day", "month"} or text.at(j + 3) not in {"of", "in"}:
        return None
    count = int(numbers[0].value)
    period = calendar_date(text, j + 4) or relative_date(text, j + 4)
    last = period.last if period else j + 5
    year = year_at(text, j + 4)
    start, end = (period.start, period.end) if period else (None, None)
    if year is not None:
        start = end = f"{year:04d}"
    if not start or not end or not 0 < count < _MOST or (month_at(text, j + 4) and unit == "month"):
        return None
    first, final = edge(start, last=False), edge(end, last=True)
    if text.at(j) == "first":
        behind = shifted(first, count, unit)
        final = min(final, behind - timedelta(1)) if behind else final
    else:
        before = shifted(final + timedelta(1), -count, unit)
        first = max(first, before) if before else first
    exact = len("2021-08") if unit == "month" else _FULL
    return When(i, last, first.isoformat()[:exact], final.isoformat()[:exact], bool(period))


_MOST = 100  # days or months
