"""When: first and last day of what a claim tells, for comparison."""

import re
from calendar import monthrange

from pipeline.schema import Claim

Day = str  # ISO 8601, a whole day; "" where the time is open
Days = tuple[Day, Day]

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def days(claim: Claim) -> Days | None:
    """Return the first and last day of a claim's time; None if it states none."""
    time = claim.time
    if time is None or not (time.start or time.end):
        return None
    return _first(time.start), _last(time.end)


def years_printed(text: str) -> set[str]:
    """Return what looks like a year in a text."""
    return set(_YEAR.findall(text))


def whole_year(year: str) -> Days:
    """Return the first and last day of a year."""
    return f"{year}-01-01", f"{year}-12-31"


def until(time: Days, date: str | None) -> Days:
    """Return what of a time lay behind a report of ``date``: `in 2021`, told in June, is its half.

    A time that was still to come is left as it is, and so is all if the date is not known.
    """
    told = _last(date)
    first, last = time
    return (first, min(last, told)) if told and last and first <= told else time


def compatible(a: Days | None, b: Days | None) -> bool:
    """Say whether two times can be one: either is not stated, or lies in the other."""
    return a is None or b is None or a == b or _lies_in(a, b) or _lies_in(b, a)


def _lies_in(a: Days, b: Days) -> bool:
    return bool(a[0] and a[1]) and b[0] <= a[0] and (not b[1] or a[1] <= b[1])


def _first(text: str | None) -> Day:
    parts = _parts(text)
    if parts is None:
        return ""
    year, month, day = (*parts, 1, 1)[:3]
    return f"{year:04}-{month:02}-{day:02}"


def _last(text: str | None) -> Day:
    parts = _parts(text)
    if parts is None:
        return ""
    year, month, day = (*parts, 0, 0)[:3]
    month = month or 12
    return f"{year:04}-{month:02}-{day or monthrange(year, month)[1]:02}"


def _parts(text: str | None) -> tuple[int, ...] | None:
    found = _DATE.match(text or "")
    if not found:
        return None
    parts = tuple(int(part) for part in found.groups() if part)
    sound = parts[0] >= 1 and all(1 <= month <= 12 for month in parts[1:2])
    return parts if sound else None
