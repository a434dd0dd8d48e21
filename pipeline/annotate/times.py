"""Dates and intervals as reports write them -> ISO 8601; relative ones from a reference date.

Conventions: an end is as exact as it is stated (``1996``, ``2021-08``, ``2021-08-26``); a single
date is its own start and end; ``since 1997`` has no end, ``until 2014`` no start. Early, mid and
late are the thirds of a period; a century begins with the year 01. A relative date without a
reference date is found, but has no ISO form. Times of day and bare durations are no dates.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.annotate.nouns import is_plural
from pipeline.annotate.numbers import Atom, numbers_in
from pipeline.annotate.words import word_list

MONTHS = {
    name.lower(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])
} | {"sept": 9}  # fmt: skip
_WEEKDAYS = {
    name: n
    for n, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs",
         "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"], 1
    )
}  # fmt: skip
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
    "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
_DASHES = frozenset("-‐‑–—−")
_UNITS = {
    form: unit
    for unit in ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")
    for form in (unit, unit + "s")
} | {"centuries": "century"}
_EARLY = {
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


Reader = Callable[["_Text", int], When | None]


@dataclass(frozen=True)
class _Text:
    cut: list[Atom]
    today: date | None
    month_first: bool | None
    ahead: bool = False  # the sentence speaks of what is to come

    def at(self, i: int) -> str:
        return self.cut[i].lower if 0 <= i < len(self.cut) else ""

    def raw(self, i: int) -> str:
        return self.cut[i].text if 0 <= i < len(self.cut) else ""

    def glued(self, i: int) -> bool:
        """Say whether atom ``i`` follows the one before it without white space."""
        return 0 < i < len(self.cut) and not self.cut[i].space


def times_in(
    cut: list[Atom], *, today: date | None = None, month_first: bool | None = None
) -> list[When]:
    """Return the dates and intervals among the atoms of a text, left to right, disjoint.

    ``month_first`` says how 5/6/2021 is meant; None: not known, such dates have no ISO form.
    """
    ahead = next((i for i, atom in enumerate(cut) if atom.lower in _AHEAD), len(cut))
    text = _Text(cut, today, month_first)
    near = _near_a_date(cut)
    found: list[When] = []
    i = 0
    while i < len(cut):
        when = None
        atom = cut[i]
        if near[i] and (atom.kind == "number" or atom.lower in _TRIGGERS or _code(text, i)):
            when = _interval(
                replace(text, ahead=True)
                if i > ahead or (atom.lower == "by" and ahead < len(cut))
                else text,
                i,
            )
        if when and when.last > i:
            found.append(when)
            i = when.last
        else:
            i += 1
    return found


_REACH = 7  # atoms from the first word of a time to one that only times have


def _near_a_date(cut: list[Atom]) -> list[bool]:
    """Say for each atom whether a number, month or period stands on it or soon behind it."""
    near = [False] * len(cut)
    last = len(cut) + _REACH
    for i in range(len(cut) - 1, -1, -1):
        if cut[i].kind == "number" or cut[i].lower in _DATING:
            last = i
        near[i] = last - i < _REACH
    return near


_AHEAD = frozenset(
    {"will", "shall", "should", "must", "expected", "due", "faces", "ought", "plans"}
)


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


def american_order(text: str) -> bool | None:
    """Return whether a text writes 8/26/2021: from the dates of it that leave no doubt."""
    votes = 0
    for a, b in _SLASHED.findall(text):
        votes += (int(b) > 12 >= int(a)) - (int(a) > 12 >= int(b))
    return None if votes == 0 else votes > 0


def reference_date(stated: str | None) -> date | None:
    """Return the last day of a report's date ``2021``, ``2021-08``, ``2021-08-26``."""
    if not stated:
        return None
    try:
        return _day(stated, last=True)
    except ValueError:
        return None


# --- intervals ---------------------------------------------------------------------------------


def _interval(text: _Text, i: int) -> When | None:
    """Read ``from A to B``, ``between A and B``, ``A-B``, ``since A``, ``until B``, or a date."""
    word = text.at(i)
    if word in {"from", "between"}:
        a = _date(text, i + 1)
        if a is None:
            return None
        joint = {"between": {"and"}, "from": {"to", "until", "till", "through"}}[word]
        for skip in range(2):  # "from May 2020, to"
            j = a.last + skip
            if (text.at(j) in joint or text.at(j) in _DASHES) and (b := _date(text, j + 1)):
                return _span(a, b, i)
            if text.at(j) != ",":
                break
        if word == "from" and text.at(a.last) in {"on", "onward", "onwards"}:
            on = a.last + (2 if text.at(a.last + 1) in {"wards", "ward"} else 1)
            return replace(a, first=i, end=None, last=on)
        return _joined(text, a)
    if word in {"since", "until", "till", "before", "after", "pre", "post", "by", "as", "through"}:
        j = i + 1
        if word == "as":
            if text.at(j) not in {"of", "at"}:
                return None
            j += 1
        if word in {"pre", "post"}:
            if text.at(j) not in _DASHES:
                return None
            j += 1
        if text.at(j) in {"at", "around", "about", "early", "the"} and text.at(j) != "early":
            j += 1
        if text.at(j) == "least":
            j += 1
        a = _date(text, j)
        if a is None:
            return None
        if word == "since":
            return replace(a, first=i, end=None)
        if word in {"by", "until", "till"} and "end" in cut_words(text, i, a.last) and a.end:
            last_day = _day(a.end, last=True).isoformat()
            return replace(a, first=i, start=None, end=last_day)
        if word == "by" and (later := _joined(text, a)).last == a.last:
            return replace(later, first=i, start=None)
        if word in {"before", "pre"}:
            return replace(a, first=i, start=None, end=_neighbour(a.start, -1))
        if word in {"until", "till"}:
            return replace(a, first=i, start=None)
        if word in {"after", "post"}:
            return replace(a, first=i, start=_neighbour(a.end, 1), end=None)
        return replace(_joined(text, a), first=a.first)
    a = _date(text, i)
    return _joined(text, a) if a else None


_LATER = frozenset({"later", "after", "onward", "onwards", "beyond"})
_EARLIER = frozenset({"earlier", "before"})


def cut_words(text: _Text, start: int, end: int) -> list[str]:
    """Return the atoms ``[start, end)`` in small letters."""
    return [atom.lower for atom in text.cut[start:end]]


def _joined(text: _Text, a: When) -> When:
    """Read on behind a date: ``1996-2001``, ``May 12 to June 3``; else the date itself."""
    j = a.last
    if text.at(j) in {"or", "and"} and a.start and a.end:  # 2012 or later
        if text.at(j + 1) in _LATER and text.at(j + 2) not in {"than", "the"}:
            return replace(a, end=None, last=j + 2)
        if text.at(j + 1) in _EARLIER and text.at(j + 2) not in {"than", "the"}:
            return replace(a, start=None, last=j + 2)
    dash = text.at(j) in _DASHES | {"~"}
    if dash or text.at(j) in {"to", "through", "until", "till"}:
        b = _date(text, j + 1)
        if b and (dash or not b.relative or b.partial) and a.start and b.end:
            joined = _span(a, b, a.first)
            if joined.start and joined.end and _ordered(joined.start, joined.end):
                return joined
        if dash and text.at(j + 1) in {"present", "date", "now", "today", "ongoing"}:
            return replace(a, end=None, last=j + 2)
        if text.at(j + 1) in {"present", "date", "now"} and not dash:
            return replace(a, end=None, last=j + 2)
        if text.at(j + 1) == "the" and text.at(j + 2) == "present":
            return replace(a, end=None, last=j + 3 + (text.at(j + 3) == "day"))
    return a


def _neighbour(iso: str | None, step: int) -> str | None:
    """Return the year, month or day before (-1) or behind (1) a year, month or day."""
    if iso is None:
        return None
    day = _day(iso, last=step > 0) + timedelta(step)
    return day.isoformat()[: len(iso)]


def _ordered(start: str, end: str) -> bool:
    return _day(start, last=False) <= _day(end, last=True)


def _span(a: When, b: When, first: int) -> When:
    start, end = a.start, b.end
    if a.partial and not b.partial and b.end and a.start:  # "July to September 2020"
        year = int(b.end[:4])
        start = f"{year}{a.start[4:]}"
        if not _ordered(start, b.end):
            start = f"{year - 1}{a.start[4:]}"
    elif b.partial and a.start and b.end:
        end = a.start[:4] + b.end[4:]
        if not _ordered(start or end, end):
            end = f"{int(a.start[:4]) + 1}{b.end[4:]}"
    return When(first, b.last, start, end, a.relative or b.relative, a.partial and b.partial)


# --- a single date -------------------------------------------------------------------------------


def _date(text: _Text, i: int) -> When | None:
    if i >= len(text.cut):
        return None
    for reader in _READERS:
        if when := reader(text, i):
            return when
    return None


def _whole(first: int, last: int, iso: str) -> When:
    return When(first, last, iso, iso)


def _year(text: _Text, i: int) -> int | None:
    """Return the year written at ``i``: four digits that nothing makes a part of more."""
    if i >= len(text.cut):
        return None
    raw = text.raw(i)
    if len(raw) != 4 or not raw.isdecimal() or not raw.isascii() or not "1000" <= raw <= "2199":
        return None
    return int(raw)


def _number(text: _Text, i: int, low: int, high: int) -> int | None:
    raw = text.raw(i)
    if raw.isdecimal() and raw.isascii() and len(raw) <= 2 and low <= int(raw) <= high:
        return int(raw)
    return None


_DAY_WORDS = (
    _ORDINALS
    | {
        f"{tens}-{unit}": value + n
        for tens, value in (("twenty", 20), ("thirty", 30))
        for n, unit in enumerate(
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
            1,
        )
        if value + n <= 31
    }
    | {"thirtieth": 30}
)


def _day_number(text: _Text, i: int) -> tuple[int, int] | None:
    """Return the day of a month at ``i``, ``26``, ``26th``, ``twenty-sixth``, and its end."""
    day = _number(text, i, 1, 31)
    if day is not None:
        return day, _ordinal_end(text, i + 1)
    if text.at(i) in {"twenty", "thirty"} and (
        text.at(i + 1) in _DASHES or text.at(i + 1) in _ORDINALS
    ):
        j = i + 2 if text.at(i + 1) in _DASHES else i + 1
        if found := _DAY_WORDS.get(f"{text.at(i)}-{text.at(j)}"):
            return found, j + 1
    if found := _DAY_WORDS.get(text.at(i)):
        return found, i + 1
    return None


def _ordinal_end(text: _Text, i: int) -> int:
    """Skip the ``th`` of ``26th``."""
    return i + 1 if text.at(i) in {"st", "nd", "rd", "th"} and text.glued(i) else i


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _numeric(text: _Text, i: int) -> When | None:
    """Read ``2021-08-26``, ``26/8/21``, ``26.8.2021``, ``2021-08``."""
    raw = text.raw(i)
    if not raw[:1].isdigit():
        return None
    if raw.count(".") == 2:  # one lump: 26.8.2021
        parts, last = raw.split("."), i + 1
        sep = "."
    else:
        sep = text.raw(i + 1)
        if sep not in {"-", "/"} or not text.glued(i + 1) or not text.glued(i + 2):
            return None
        parts, last = [raw, text.raw(i + 2)], i + 3
        if text.raw(i + 3) == sep and text.glued(i + 3) and text.glued(i + 4):
            parts, last = [*parts, text.raw(i + 4)], i + 5
    if not all(part.isdecimal() and part.isascii() and len(part) in {1, 2, 4} for part in parts):
        return None
    numbers = [int(part) for part in parts]
    iso: str | None = None
    if len(parts) == 2:
        ok = len(parts[0]) == 4 and 1500 <= numbers[0] <= 2199 and sep == "-" and len(parts[1]) == 2
        if not ok or not 1 <= numbers[1] <= 12 or numbers[0] % 100 + 1 == numbers[1]:
            return None  # 2005-06 is a fiscal year
        iso = _iso(numbers[0], numbers[1])
    elif len(parts[0]) == 4:
        iso = _iso(*numbers)
    elif len(parts[2]) == 4 or (len(parts[2]) == 2 and sep in "/."):
        if len(parts[2]) == 4 and not 1000 <= numbers[2] <= 2199:
            return None
        year = numbers[2] if len(parts[2]) == 4 else _century(numbers[2])
        a, b = numbers[:2]
        if a > 12 >= b:
            iso = _iso(year, b, a)
        elif b > 12 >= a:
            iso = _iso(year, a, b)
        elif a == b or text.month_first is not None:
            iso = _iso(year, a, b) if text.month_first else _iso(year, b, a)
        elif a <= 12 and b <= 12:  # which is which is not known
            return When(i, last, f"{year:04d}", f"{year:04d}")
    return _whole(i, last, iso) if iso else None


def _century(two_digits: int) -> int:
    return 2000 + two_digits if two_digits < 50 else 1900 + two_digits


def _calendar_date(text: _Text, i: int) -> When | None:
    """Read ``August 26, 2021``, ``26 August 2021``, ``26th of August``, ``August 2021``."""
    start = i
    if (day_name := text.at(i)) in _WEEKDAYS and text.raw(i)[0].isupper():
        j = i + 1
        while text.at(j) in {",", ".", "the", "on"} and j < i + 4:
            j += 1
        when = _calendar_date(text, j) if text.at(j) not in _WEEKDAYS else None
        if when and when.start and len(when.start) == 10:
            return replace(when, first=start)
        del day_name
        return None
    if text.at(i) == "the" and _day_number(text, i + 1):
        i += 1
    month = _month(text, i)
    if month:
        return _month_first(text, i, month, start)
    read = _day_number(text, i)
    if read is None:
        return None
    day, j = read
    if text.at(j) == "of":
        j += 1
    days = (day, day)
    if text.at(j) in _DASHES | {"to", "and", "till", "until", "through"}:
        skip = text.at(j + 1) == "the"
        if (second := _day_number(text, j + 1 + skip)) and second[0] > day:
            k = second[1] + (text.at(second[1]) == "of")
            if _month(text, k):
                days, j = (day, second[0]), k
    while (text.at(j) in _DASHES or text.at(j) == "/") and text.glued(j):
        j += 1
    month = _month(text, j)
    if month is None:
        return None
    j += 1 + (text.at(j + 1) == "." and len(text.raw(j)) <= 4)
    k = j
    while text.at(k) in {",", "of", "-", "/", "in"} and k < j + 1:
        k += 1
    return _dated(text, start, j, k, month, days)


def _dated(
    text: _Text, first: int, j: int, k: int, month: int, days: tuple[int, int] | None
) -> When | None:
    """Finish a date whose month (and days) are known; a year may stand at ``k``, else it ends at ``j``."""
    year = _year(text, k)
    last = k + 1 if year else j
    if year is None and text.at(j) in {"'", "’", "‘"}:
        two = _number(text, j + 1, 0, 99)
        if two is not None and text.glued(j + 1):
            year, last = _century(two), j + 2
    assumed = year if year is not None else _nearest_year(text, month)
    if assumed is None:
        return When(first, last, None, None, partial=True, relative=True)
    if days is None:
        iso = _iso(assumed, month)
        return When(first, last, iso, iso, year is None, year is None) if iso else None
    a, b = _iso(assumed, month, days[0]), _iso(assumed, month, days[1])
    return When(first, last, a, b, year is None, year is None) if a and b else None


def _nearest_year(text: _Text, month: int) -> int | None:
    """Return the year of the last such month before the reference date, or of the next one."""
    if text.today is None:
        return None
    if text.ahead:
        return text.today.year if month >= text.today.month else text.today.year + 1
    return text.today.year if month <= text.today.month else text.today.year - 1


_NAMES_TOO = frozenset({"may", "march", "mar", "jan", "dec", "sun", "sat"})


_ALSO_WORDS = frozenset({"may", "march", "mar", "jan", "dec", "sun", "sat", "mon", "second"})


def _month(text: _Text, i: int) -> int | None:
    """Return the month at ``i``; in small letters only where it can be nothing else."""
    month = MONTHS.get(text.at(i))
    if month is None or text.raw(i)[0].isupper():
        return month
    if text.at(i) not in _ALSO_WORDS:
        return month
    beside = text.raw(i + 1)[:1].isdigit() or text.at(i - 1) in {"of", "th"}
    return (
        month
        if beside and text.at(i - 1) not in {"he", "she", "it", "they", "we", "i", "you"}
        else None
    )


_NOT_BEHIND_A_DAY = frozenset({"%", "per", "percent", "quarter", "half", "million", "billion"})


def _month_first(text: _Text, i: int, month: int, first: int) -> When | None:
    j = i + 1
    if text.at(j) == "." and len(text.raw(i)) <= 4:
        j += 1
    at = j + (text.at(j) == "the")
    if text.at(at) == "," and text.at(at + 2) in {"st", "nd", "rd", "th"}:
        at += 1  # October, 1st
    read = _day_number(text, at)
    if read is not None and text.at(read[1]) not in _NOT_BEHIND_A_DAY:
        day, k = read
        days = (day, day)
        if text.at(k) in _DASHES | {"to", "through", "till", "until"}:
            second = _day_number(text, k + 1 + (text.at(k + 1) == "the"))
            if second and second[0] > day and not _month(text, second[1]):
                days, k = (day, second[0]), second[1]
        behind = k + 1 if text.at(k) in {",", "of", "in"} else k
        return _dated(text, first, k, behind, month, days)
    k = j
    if text.at(k) in {",", "of", "in", "/", "-"}:
        k += 1
    if _year(text, k):
        return _dated(text, first, j, k, month, None)
    dash = text.at(j) in _DASHES | {"to", "and"}
    if dash and _month(text, j + 1):  # "July-September 2020": the interval reads on
        return _dated(text, first, j, j, month, None)
    if text.raw(i).lower() in _NAMES_TOO and text.at(i - 1) not in {
        "in", "since", "until", "till", "by", "last", "next", "this", "of", "from", "during", "to",
        "between", "and", "early", "late", "mid", "-", "–", "after", "before", "through", "end",
    }:  # fmt: skip
        return None
    return _dated(text, first, j, j, month, None)


def _part_of_year(text: _Text, i: int) -> When | None:
    """Read ``Q3 2020``, ``2020Q3``, ``the third quarter of 2020``, ``first half of 2020``."""
    j = i + 1 if text.at(i) == "the" else i
    word = text.at(j)
    months: tuple[int, int] | None = None
    quarter = word == "q" and text.glued(j + 1) and _year(text, j + 2 + (text.at(j + 2) == "of"))
    if word in {"q", "h"} and (text.raw(j).isupper() or quarter) and text.glued(j + 1):
        n = _number(text, j + 1, 1, 4 if word == "q" else 2)
        if n is None:
            return None
        months, j = _months(n, word), j + 2
        if text.at(j) in _DASHES and text.at(j + 1) == word and text.glued(j + 2):
            m = _number(text, j + 2, n + 1, 4)
            if m:
                months, j = (months[0], _months(m, word)[1]), j + 3
    elif (year := _year(text, i)) and text.at(k := i + 1 + (text.at(i + 1) == "-")) in {"q", "h"}:
        n = _number(text, k + 1, 1, 4) if text.glued(k + 1) else None
        if n is None:
            return None
        a, b = _months(n, text.at(k))
        return When(i, k + 2, _iso(year, a), _iso(year, b))
    else:
        n = _ORDINALS.get(word)
        k = j + 1
        if n is None and (digit := _number(text, j, 1, 4)) and _ordinal_end(text, k) == k + 1:
            n, k = digit, k + 1
        elif word in {"last", "final", "second"} and n is None:
            n = 0
        part = text.at(k)
        if n is None or part not in {"quarter", "half", "third"}:
            return None
        if (
            (part == "third" and n > 3)
            or (part == "quarter" and n > 4)
            or (part == "half" and n > 2)
        ):
            return None
        size = {"quarter": 3, "half": 6, "third": 4}[part]
        n = n or 12 // size
        months, j = (size * (n - 1) + 1, size * n), k + 1
    while text.at(j) in {"of", "the", ",", "fiscal", "financial", "year", "fy", "in"}:
        j += 1
    year = _year(text, j)
    if months is None:
        return None
    if year is None:
        back = {"last": 1, "this": 0, "next": -1}.get(text.at(j))
        if back is not None and text.at(j + 1) == "year" and text.today:
            y = text.today.year - back
            return When(i, j + 2, _iso(y, months[0]), _iso(y, months[1]), True)
        return None
    return When(i, j + 1, _iso(year, months[0]), _iso(year, months[1]))


def _months(n: int, part: str) -> tuple[int, int]:
    size = 3 if part == "q" else 6
    return size * (n - 1) + 1, size * n


def _fiscal(text: _Text, i: int) -> When | None:
    """Read ``FY 2005/06``, ``FY20``, ``fiscal year 2019-20``, and ``2005/06`` alone."""
    j = i + 1 if text.at(i) == "the" else i
    cue = False
    if text.at(j) in {"fy", "fys"} and text.raw(j).isupper():
        j, cue = j + 1, True
    elif text.at(j) in {"fiscal", "financial"} or (
        text.at(j) in {"marketing", "academic", "school", "crop", "season"}
        and text.at(j + 1) == "year"
    ):
        j = j + 2 if text.at(j + 1) in {"year", "years"} else j + 1
        cue = True
    if cue and text.at(j) in {"'", "’", "-"}:
        j += 1
    year = _year(text, j)
    if year is None:
        two = _number(text, j, 0, 99) if cue and len(text.raw(j)) == 2 else None
        if two is None:
            return None
        year = _century(two)
    spaced = text.at(j + 1) in {"–", "—"} and len(text.raw(j + 2)) == 2  # 1920 – 21
    if text.at(j + 1) in _DASHES | {"/"} and (spaced or (text.glued(j + 1) and text.glued(j + 2))):
        second = text.raw(j + 2)
        follows = str(year + 1)
        if second in {follows, follows[2:]} and (len(second) == 2 or text.at(j + 1) == "/" or cue):
            return When(i, j + 3, f"{year:04d}", follows)
        if text.at(j + 1) in _DASHES and len(second) == 2 and second.isdecimal():
            end = year // 100 * 100 + int(second)  # 1996-98
            if end > year and not (text.at(j + 3) in _DASHES and text.glued(j + 3)):
                return When(i, j + 3, f"{year:04d}", f"{end:04d}")
    if not cue:
        return None
    return When(i, j + 1, f"{year:04d}", f"{year:04d}")


def _season(text: _Text, i: int) -> When | None:
    j = i + 1 if text.at(i) == "the" else i
    months = _SEASONS.get(text.at(j))
    if months is None:
        return None
    k = j + 1
    while text.at(k) in {"of", ","}:
        k += 1
    year = _year(text, k)
    if year is None:
        return None
    start = _iso(year, months[0])
    end = _iso(year + 1 if months[1] < months[0] else year, months[1])
    return When(i, k + 1, start, end)


def _decade(text: _Text, i: int) -> When | None:
    """Read ``the 1990s``, ``the ’90s``, ``the nineties``, ``the 19th century``."""
    j = i + 1 if text.at(i) == "the" else i
    quote = text.at(j) in {"'", "’", "‘"}
    k = j + 1 if quote else j
    raw = text.raw(k)
    ends = k + 1
    if text.at(ends) in {"'", "’"} and text.glued(ends):
        ends += 1
    if raw.isdecimal() and raw.isascii() and text.at(ends) == "s" and text.glued(ends):
        if len(raw) == 4 and raw[-1] == "0" and "1000" <= raw <= "2190":
            year = int(raw)
            size = 99 if raw.endswith("00") and raw != "2000" else 9
            return When(i, ends + 1, f"{year:04d}", f"{year + size:04d}")
        if len(raw) == 2 and raw[-1] == "0" and (quote or j > i):
            year = 1900 + int(raw) if int(raw) > 20 else 2000 + int(raw)
            return When(i, ends + 1, f"{year}", f"{year + 9}")
    if (tens := _DECADES.get(text.at(j))) and (j > i or text.at(i - 1) == "in"):
        return When(i, j + 1, f"{1900 + tens}", f"{1909 + tens}")
    n = _ORDINALS.get(text.at(j))
    k = j + 1
    if text.at(j) == "twenty" and text.at(j + 1) in _DASHES and text.at(j + 2) == "first":
        n, k = 21, j + 3
    if n is None and (digits := _number(text, j, 1, 21)) and _ordinal_end(text, k) == k + 1:
        n, k = digits, k + 1
    if text.at(k) in _DASHES:
        k += 1
    if n and n >= 10 and text.at(k) in {"century", "centuries"}:
        return When(i, k + 1, f"{100 * n - 99:04d}", f"{100 * n:04d}")
    return None


def _third(text: _Text, i: int) -> When | None:
    """Read ``early 2020``, ``the late 1990s``, ``mid-March``, ``the end of June 2020``."""
    j = i + 1 if text.at(i) == "the" else i
    third = _EARLY.get(text.at(j))
    if third is None:
        return None
    noun = text.at(j) in {"beginning", "start", "end", "middle"}
    k = j + 1
    if noun:
        if text.at(k) != "of":
            return None
        k += 1
    elif text.at(k) in _DASHES:
        k += 1
    if text.at(k) == "to" and text.at(k + 1) in _DASHES | {"mid", "late"}:  # mid- to late
        later = _third(text, k + 1)
        if later and later.end:
            return replace(later, first=i)
    whole = _date(text, k)
    if whole is None or text.at(k) in _EARLY:
        return None
    if whole.start is None or whole.end is None or len(whole.start) == 10:
        return replace(whole, first=i) if whole.start is None else None
    start, end = _thirds(whole.start, whole.end)[third]
    return replace(whole, first=i, start=start, end=end)


def _thirds(start: str, end: str) -> list[tuple[str, str]]:
    """Cut a period into its early, middle and late part, in its next finer measure."""
    if len(start) == 7:
        if start == end:
            last = _day(end, last=True).day
            return [(f"{start}-01", f"{start}-10"), (f"{start}-11", f"{start}-20"),
                    (f"{start}-21", f"{start}-{last:02d}")]  # fmt: skip
        return [(start, start), (start, end), (end, end)]
    a, b = int(start), int(end)
    if a == b:
        return [(f"{a}-01", f"{a}-04"), (f"{a}-05", f"{a}-08"), (f"{a}-09", f"{a}-12")]
    third = (b - a + 1) / 3
    cuts = [a, a + round(third), b + 1 - round(third)]
    return [(f"{cuts[0]}", f"{cuts[1]}"), (f"{cuts[1]}", f"{cuts[2] - 1}"), (f"{cuts[2]}", f"{b}")]


def _plain_year(text: _Text, i: int) -> When | None:
    """Read a bare year where the words around it say that it is one."""
    j = i
    if text.at(i) in {"year", "calendar"} and _year(text, i + 1):
        j = i + 1
    elif text.at(i) == "the" and text.at(i + 1) == "year" and _year(text, i + 2):
        j = i + 2
    year = _year(text, j)
    if year is None or (text.at(j + 1) == "s" and text.glued(j + 1)):
        return None
    if not is_year(text.cut, j):
        return None
    behind = text.at(j + 1)
    if ((month := _month(text, j + 1)) and text.raw(j + 2)[:1] not in "0123456789") or (
        month and not text.raw(j + 2)
    ):
        iso = _iso(year, month)
        return When(i, j + 2, iso, iso)
    if behind in {"bc", "bce"}:
        return When(i, j + 2, None, None)
    return _whole(i, j + 1, f"{year:04d}")


def is_year(cut: list[Atom], i: int) -> bool:
    """Say whether the four digits at ``i`` are more likely a year than an amount."""
    raw = cut[i].text
    if not "1400" <= raw <= "2199":
        return False
    before = cut[i - 1] if i else None
    if before and before.kind == "sign" and before.text in "$€£¥₹₨~<>=≥≤+#№@&_\\":
        return False
    if (
        before
        and before.text in "./:"
        and not cut[i].space
        and i > 1
        and cut[i - 2].kind == "number"
    ):
        return False
    if before and before.kind == "word" and not cut[i].space:
        return False
    behind = cut[i + 1] if i + 1 < len(cut) else None
    if behind is None:
        return True
    if behind.kind == "word" and not behind.space:
        return False
    if behind.text in "%‰°$€£" or behind.lower in word_list("year amount"):
        return False
    surely = before is None or before.lower in word_list("year surely")
    if behind.kind == "word" and behind.text.islower() and not surely:
        many = is_plural(behind.text) and behind.lower not in word_list("year verb")
        if many and len(behind.lower) > 3:
            return False
    return True


# --- relative dates -----------------------------------------------------------------------------


def _relative(text: _Text, i: int) -> When | None:
    """Read ``last year``, ``the past ten years``, ``three months ago``, ``yesterday``."""
    word = text.at(i)
    today = text.today
    if word in {"today", "yesterday", "tomorrow", "tonight"}:
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        iso = (today + timedelta(shift)).isoformat() if today else None
        return When(i, i + 1, iso, iso, True)
    j = i + 1 if word in {"the", "over", "in", "during", "within"} else i
    if text.at(j) == "the":
        j += 1
    lead = text.at(j)
    if lead in {
        "last",
        "past",
        "previous",
        "this",
        "next",
        "coming",
        "current",
        "preceding",
        "recent",
    } and (when := _lead(text, i, j, lead)):
        return when
    return _ago(text, i)


def _lead(text: _Text, first: int, j: int, lead: str) -> When | None:
    today = text.today
    k = j + 1
    back = lead in {"last", "past", "previous", "preceding", "recent"}
    count, k2 = _count(text, k)
    if count is not None:
        if lead in {"this", "recent", "current"}:
            return None
        if text.at(k2) in {"few", "full", "fiscal", "calendar", "financial"}:
            k2 += 1
        unit = _UNITS.get(text.at(k2))
        if unit is None:
            return None
        return _window(today, first, k2 + 1, count, unit, back=back)
    if text.at(k) in {"few", "several", "couple"}:
        m = k + 2 if text.at(k + 1) == "of" else k + 1
        if text.at(m) in _UNITS:
            return When(first, m + 1, None, None, True)
        return None
    if text.at(k) in {"fiscal", "financial", "calendar"}:
        k += 1
    unit = _UNITS.get(text.at(k))
    if unit and not text.at(k).endswith("s"):
        if lead in {"past", "coming", "recent"} and unit != "quarter":
            return _window(today, first, k + 1, 1, unit, back=back) if lead != "recent" else None
        if lead in {"previous", "preceding"}:  # before what was spoken of, not before the report
            return When(first, k + 1, None, None, True)
        shift = {"last": -1, "next": 1}.get(lead, 0)
        return _calendar_unit(today, first, k + 1, unit, shift)
    if (weekday := _WEEKDAYS.get(text.at(k))) is not None and text.raw(k)[0].isupper():
        if today is None:
            return When(first, k + 1, None, None, True)
        delta = (today.weekday() - weekday) % 7
        day = today - timedelta(delta or 7) if back else today + timedelta((7 - delta) % 7 or 7)
        if lead in {"this", "current"}:
            day = today - timedelta(today.weekday()) + timedelta(weekday)
        return When(first, k + 1, day.isoformat(), day.isoformat(), True)
    month = _month(text, k)
    if month and lead in {"last", "this", "next", "past"}:
        if today is None:
            return When(first, k + 1, None, None, True)
        year = today.year
        if back and month >= today.month:
            year -= 1
        elif lead == "next" and month <= today.month:
            year += 1
        iso = _iso(year, month)
        return When(first, k + 1, iso, iso, True)
    if text.at(k) in _SEASONS and lead in {"last", "this", "next"}:
        if today is None:
            return When(first, k + 1, None, None, True)
        a, b = _SEASONS[text.at(k)]
        year = today.year + {"last": -1 if today.month <= b or b < a else 0, "next": 1}.get(lead, 0)
        if lead == "last" and a <= b < today.month:
            year = today.year
        return When(first, k + 1, _iso(year, a), _iso(year + (b < a), b), True)
    return None


def _count(text: _Text, i: int) -> tuple[int | None, int]:
    if i >= len(text.cut):
        return None, i
    window = text.cut[i : i + 4]
    numbers = numbers_in(window)
    if numbers and numbers[0].first == 0 and numbers[0].value == int(numbers[0].value):
        value = int(numbers[0].value)
        if 0 < value < 1000 and numbers[0].kind == "plain":
            last = i + numbers[0].last
            return value, last + 1 if text.at(last) in _DASHES else last
    return None, i


def _window(
    today: date | None, first: int, last: int, count: int, unit: str, *, back: bool
) -> When:
    """Return the ``count`` units before (or behind) the reference date."""
    if today is None:
        return When(first, last, None, None, True)
    other = _shift(today, -count if back else count, unit)
    if other is None:
        return When(first, last, None, None, True)
    a, b = (other, today) if back else (today, other)
    exact = {"year": 4, "decade": 4, "century": 4, "month": 7, "quarter": 7}.get(unit, 10)
    return When(first, last, a.isoformat()[:exact], b.isoformat()[:exact], True)


def _shift(day: date, count: int, unit: str) -> date | None:
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


def _calendar_unit(today: date | None, first: int, last: int, unit: str, shift: int) -> When:
    """Return the calendar unit that lies ``shift`` away from the one of the reference date."""
    if today is None or (day := _shift(today, shift, unit)) is None:
        return When(first, last, None, None, True)
    if unit == "day":
        return When(first, last, day.isoformat(), day.isoformat(), True)
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(day.weekday())
        return When(first, last, monday.isoformat(), (monday + timedelta(6)).isoformat(), True)
    if unit == "month":
        iso = day.isoformat()[:7]
        return When(first, last, iso, iso, True)
    if unit == "quarter":
        a = (day.month - 1) // 3 * 3 + 1
        return When(first, last, _iso(day.year, a), _iso(day.year, a + 2), True)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    a = day.year // size * size
    return When(first, last, f"{a:04d}", f"{a + size - 1:04d}", True)


def _ago(text: _Text, i: int) -> When | None:
    """Read ``three months ago``, ``a year earlier`` (whose day is another's)."""
    if not any(text.at(k) in _UNITS for k in range(i + 1, i + 6)):
        return None
    if text.at(i) in {"a", "an"}:
        count, k = 1, i + 1
    else:
        found, k = _count(text, i)
        if found is None:
            return None
        count = found
    unit = _UNITS.get(text.at(k))
    if unit is None:
        return None
    if text.at(k + 1) in {"earlier", "later", "on"} and (
        text.at(k + 1) != "on" or text.at(k + 2) == ","
    ):
        return When(i, k + 2, None, None, True)
    if text.at(k + 1) in {"before", "after"} and text.at(i) in {"a", "an"}:
        return When(i, k + 2, None, None, True)
    if (
        text.at(i - 1) == "in"
        and text.ahead
        and text.at(k + 1) in {"", ".", ",", "?", "'", "’", "and", "or"}
    ):
        later = _shift(text.today, count, unit) if text.today else None
        iso = later.isoformat() if later else None
        return When(i, k + 1, iso, iso, True)  # it will be back in two weeks
    if text.at(k + 1) == "from" and text.at(k + 2) in {"now", "today"}:
        ahead = _shift(text.today, count, unit) if text.today else None
        iso = ahead.isoformat() if ahead else None
        return When(i, k + 3, iso, iso, True)
    if text.at(k + 1) != "ago":
        return None
    if text.today is None or (day := _shift(text.today, -count, unit)) is None:
        return When(i, k + 2, None, None, True)
    exact = {"year": 4, "decade": 4, "century": 4, "month": 7, "quarter": 7}.get(unit, 10)
    iso = day.isoformat()[:exact]
    return When(i, k + 2, iso, iso, True)


def _weekday(text: _Text, i: int) -> When | None:
    """Read a weekday alone: the last one before the reference date, as news has it."""
    weekday = _WEEKDAYS.get(text.at(i))
    if weekday is None or not text.raw(i)[0].isupper() or len(text.raw(i)) < 6:
        return None
    if text.today is None:
        return When(i, i + 1, None, None, True)
    day = text.today - timedelta((text.today.weekday() - weekday) % 7)
    return When(i, i + 1, day.isoformat(), day.isoformat(), True)


def _day(iso: str, *, last: bool) -> date:
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) == 3:
        return date(year, month, parts[2])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def _code(text: _Text, i: int) -> bool:
    return text.at(i) in {"q", "h", "fy", "fys"}


_READERS: tuple[Reader, ...] = (
    _numeric, _part_of_year, _fiscal, _calendar_date, _decade, _third, _season, _relative,
    _plain_year, _weekday,
)  # fmt: skip
_DATING = frozenset(
    {
        *MONTHS,
        *_WEEKDAYS,
        *_SEASONS,
        *_UNITS,
        *_DECADES,
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
    }
)
_TRIGGERS = frozenset(
    {"from", "between", "since", "until", "till", "before", "after", "pre", "post", "by", "as",
     "the", "year", "calendar", "fiscal", "financial", "today", "yesterday", "tomorrow", "tonight",
     "over", "in", "during", "within", "last", "past", "previous", "this", "next", "coming",
     "current", "a", "an", "final", "'", "’", "‘", "marketing", "academic", "school", "crop",
     *MONTHS, *_WEEKDAYS, *_SEASONS, *_EARLY, *_ORDINALS, "twenty", "one", "two", "three", "four",
     "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "thirty",
     "forty", "fifty", "through"}
)  # fmt: skip
