"""One date as written -> its first and last day: ``26 August 2021``, ``Q3 2020``, ``FY 2005/06``.

Early, mid and late are the thirds of a decade, and no part of a year or month; a century begins
with the year 01.
"""

from dataclasses import replace

from pipeline.annotate.atoms import DASHES
from pipeline.annotate.times.calendars import EARLY, DateText, Reader, When
from pipeline.annotate.times.counted import part_of_period, summed, up_to, week_with_day
from pipeline.annotate.times.days import calendar_date, numeric, signed
from pipeline.annotate.times.periods import (
    decade,
    first_months,
    fiscal,
    part_of_year,
    season,
    weeks_of,
)
from pipeline.annotate.times.relative_dates import relative_date, weekday
from pipeline.annotate.times.years import plain_year


def date_at(text: DateText, i: int) -> When | None:
    if i >= len(text.atoms):
        return None
    for reader in _READERS:
        if when := reader(text, i):
            return when
    return None


def _third(text: DateText, i: int) -> When | None:
    """Read ``early 2020``, ``the late 1990s``, ``mid-March``, ``the end of June 2020``."""
    j = i + 1 if text.at(i) == "the" else i
    third = EARLY.get(text.at(j))
    if third is None:
        return None
    noun = text.at(j) in {"beginning", "start", "end", "middle"}
    k = j + 1
    if noun:
        if text.at(k) != "of":
            return None
        k += 1
    elif text.at(k) in DASHES:
        k += 1
    if text.at(k) == "to" and text.at(k + 1) in DASHES | {"mid", "late"}:  # mid- to late
        later = _third(text, k + 1)
        if later and later.end:
            return replace(later, first=i)
    if text.ahead and text.today and text.words(k, k + 2) == ["the", "year"]:
        year = f"{text.today.year:04d}"  # will be built by the end of the year
        return When(i, k + 2, year, year, True)
    whole = date_at(text, k)
    if whole is None or text.at(k) in EARLY:
        return None
    if whole.start is None or whole.end is None or len(whole.start) == 10:
        return replace(whole, first=i) if whole.start is None else None
    if whole.start == whole.end:  # late 2021 is 2021, the end of June is June
        return replace(whole, first=i)
    start, end = _thirds(whole.start, whole.end)[third]
    return replace(whole, first=i, start=start, end=end)


def _thirds(start: str, end: str) -> list[tuple[str, str]]:
    """Cut a period into its early, middle and late part, in its next finer measure."""
    if len(start) == 7:
        return [(start, start), (start, end), (end, end)]
    a, b = int(start), int(end)
    third = (b - a + 1) / 3
    cuts = [a, a + round(third), b + 1 - round(third)]
    return [(f"{cuts[0]}", f"{cuts[1]}"), (f"{cuts[1]}", f"{cuts[2] - 1}"), (f"{cuts[2]}", f"{b}")]


_READERS: tuple[Reader, ...] = (
    up_to, week_with_day, signed, numeric, part_of_year, first_months, weeks_of, part_of_period,
    fiscal, calendar_date, decade, _third, season, summed, relative_date, plain_year, weekday,
)  # fmt: skip
