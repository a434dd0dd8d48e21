"""What dates are made of: names of months and periods, ISO dates, and ways to read them."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.annotate.atoms import Cut

_NAMES = (calendar.month_name, calendar.month_abbr)
MONTHS = {names[n].lower(): n for names in _NAMES for n in range(1, 13)} | {"sept": 9}
WEEKDAYS = {
    name: n
    for n, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs",
         "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip


SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}


ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip


UNITS = {
    form: unit
    for unit in ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
    for form in (unit, unit + "s")
} | {"centuries": "century"}


EARLY = {
    "early": 0, "mid": 1, "middle": 1, "late": 2, "beginning": 0, "start": 0, "end": 2,
    "mid-": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval, made of the atoms ``[first, last)``; None is an open or unknown end."""

    first: int
    last: int
    start: str | None
    end: str | None
    relative: bool = False  # resolved against the reference date, or in want of one
    partial: bool = False  # a month or a day whose year is not stated


Reader = Callable[["DateText", int], When | None]


@dataclass(frozen=True)
class DateText(Cut):
    """A text's atoms, and by what its dates are to be understood."""

    today: date | None = None
    month_first: bool | None = None
    exact: int = 10  # characters of an ISO date to which today is known: 4, 7 or 10
    told: date | None = None  # the last date told with its year: others are of that year
    ahead: bool = False  # the sentence speaks of what is to come


def whole(first: int, last: int, iso: str) -> When:
    return When(first, last, iso, iso)


def year_at(text: DateText, i: int) -> int | None:
    """Return the year written at ``i``: four digits that nothing makes a part of more."""
    if i >= len(text.atoms):
        return None
    raw = text.raw(i)
    if len(raw) != 4 or not raw.isdecimal() or not raw.isascii() or not "1000" <= raw <= "2199":
        return None
    return int(raw)


def number_at(text: DateText, i: int, low: int, high: int) -> int | None:
    raw = text.raw(i)
    if raw.isdecimal() and raw.isascii() and len(raw) <= 2 and low <= int(raw) <= high:
        return int(raw)
    return None


def ordinal_end(text: DateText, i: int) -> int:
    """Skip the ``th`` of ``26th``."""
    return i + 1 if text.at(i) in {"st", "nd", "rd", "th"} and text.glued(i) else i


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def century(two_digits: int) -> int:
    return 2000 + two_digits if two_digits < 50 else 1900 + two_digits


_ALSO_WORDS = frozenset({"may", "march", "mar", "jan", "dec", "sun", "sat", "mon", "second"})


def month_at(text: DateText, i: int) -> int | None:
    """Return the month at ``i``; in small letters only where it can be nothing else."""
    month = MONTHS.get(text.at(i))
    if month is None or text.raw(i)[0].isupper():
        return None if month and _is_code(text, i) else month
    if text.at(i) not in _ALSO_WORDS:
        return month
    beside = text.raw(i + 1)[:1].isdigit() or text.at(i - 1) in {"of", "th", "in", "since"}
    return (
        month
        if beside and text.at(i - 1) not in {"he", "she", "it", "they", "we", "i", "you"}
        else None
    )


def _is_code(text: DateText, i: int) -> bool:
    """``SEP``, ``MAR``, ``Mar-a-Lago``: short forms that no day or year stands beside."""
    if text.at(i) == "may" or len(text.raw(i)) > 4 or text.at(i) in {"june", "july"}:
        return False
    if text.hyphen(i + 1) and text.raw(i + 2)[:1].isalpha() and text.at(i + 2) not in MONTHS:
        return True
    beside = text.raw(i - 1) + text.raw(i + 1) + text.raw(i + 2)
    return text.raw(i).isupper() and not any(c.isdigit() for c in beside)


def months_of(n: int, part: str) -> tuple[int, int]:
    size = 3 if part == "q" else 6
    return size * (n - 1) + 1, size * n


def shifted(day: date, count: int, unit: str) -> date | None:
    days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    try:
        if days:
            return day + timedelta(days * count)
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[
            unit
        ] * count
        total = day.year * 12 + day.month - 1 + months
        year, month = total // 12, total % 12 + 1
        return day.replace(
            year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1])
        )
    except (OverflowError, ValueError):
        return None


def edge(iso: str, *, last: bool) -> date:
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) == 3:
        return date(year, month, parts[2])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
