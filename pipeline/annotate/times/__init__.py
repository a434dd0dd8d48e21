"""Dates and intervals as reports write them -> ISO 8601; relative ones from a reference date.

Conventions: an end is as exact as it is stated (``1996``, ``2021-08``, ``2021-08-26``); a single
date is its own start and end; ``since 1997`` has no end, ``until 2014`` no start. Early, mid and
late are the thirds of a decade, and no part of a year; a century begins with the year 01. A
relative date without a reference date is found, but has no ISO form. Times of day and bare
durations are no dates.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from pipeline.annotate.atoms import DASHES, Atom
from pipeline.annotate.times.calendars import (
    DECADES,
    EARLY,
    MONTHS,
    ORDINALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    DateText,
    When,
    edge,
    month_at,
)
from pipeline.annotate.times.dates import date_at
from pipeline.annotate.times.spelled_years import with_years_in_digits
from pipeline.annotate.times.years import is_year
from pipeline.annotate.words import word_list


def times_in(
    cut: list[Atom],
    *,
    today: date | None = None,
    exact: int = 10,
    month_first: bool | None = None,
    told: date | None = None,
) -> list[When]:
    """Return the dates and intervals among the atoms of a text, left to right, disjoint.

    ``month_first`` says how 5/6/2021 is meant; None: not known, such dates have no ISO form.
    ``exact`` is the length of the ISO date to which ``today`` is known (2021-08: 7). ``told`` is
    the date that the text told last with its year, from which those without one take theirs.
    """
    if spelled := with_years_in_digits(cut):
        atoms, begins = spelled
        return [
            replace(when, first=begins[when.first], last=begins[when.last])
            for when in times_in(
                atoms, today=today, exact=exact, month_first=month_first, told=told
            )
        ]
    ahead = next((i for i in range(len(cut)) if _looks_ahead(cut, i)), len(cut))
    text = DateText(cut, today, month_first, exact, told)
    near = _near_a_date(cut)
    found: list[When] = []
    i = 0
    while i < len(cut):
        when = None
        atom = cut[i]
        if near[i] and (atom.kind == "number" or text.at(i) in _TRIGGERS or _code(text, i)):
            when = _interval(
                replace(text, ahead=True)
                if i > ahead or (atom.lower == "by" and ahead < len(cut))
                else text,
                i,
            )
        if when and when.last > i:
            if when.partial and found:
                when = _held_against(text, when, found[-1])
            found.append(when)
            i = when.last
            if not when.relative and when.start and len(when.start) == _FULL:
                text = replace(text, told=edge(when.start, last=False))
        else:
            i += 1
    return _of_one_year(text, found)


_FULL = len("2021-08-26")
_WITH = frozenset({"and", "or", ",", "&", "again", "in", "then", "once", "more"})


def _of_one_year(text: DateText, found: list[When]) -> list[When]:
    """Give coordinated months the year behind the last: ``March or April 2016``."""
    out = list(found)
    for k in range(len(out) - 2, -1, -1):
        one, other = out[k], out[k + 1]
        between = text.words(one.last, other.first)
        joined = between and all(word in _WITH for word in between)
        if not one.partial or other.partial or not joined or not other.start:
            continue
        month = _month_of(text, one)
        if month is None or len(other.start) < len("2021-08"):
            continue
        year = int(other.start[:4]) - (month > int(other.start[5:7]))
        dated = date_at(replace(text, today=edge(f"{year}-12", last=True), told=None), one.first)
        if dated and dated.last == one.last:
            out[k] = replace(dated, partial=False, relative=False)
    return out


def _held_against(text: DateText, when: When, before: When) -> When:
    """``252,000 in December, up from 185,000 in June``: the month before, not the next one."""
    held = {"from", "against", "than"} & {*text.words(before.last, when.first)}
    if not held or not before.start or not when.start or not when.end:
        return when
    if not before.start < when.start or len(before.start) < len("2021-08"):
        return when
    start, end = (f"{int(iso[:4]) - 1:04d}{iso[4:]}" for iso in (when.start, when.end))
    return replace(when, start=start, end=end)


def _month_of(text: DateText, when: When) -> int | None:
    return next((m for i in range(when.first, when.last) if (m := month_at(text, i))), None)


_REACH = 7  # atoms from the first word of a time to one that only times have


def _near_a_date(cut: list[Atom]) -> list[bool]:
    """Say for each atom whether a number, month or period stands on it or soon behind it."""
    near = [False] * len(cut)
    last = len(cut) + _REACH
    for i in range(len(cut) - 1, -1, -1):
        word = cut[i].lower
        if cut[i].kind == "number" or word in _DATING or word[:-2] in _DATING:
            last = i
        near[i] = last - i < _REACH
    return near


_AHEAD = frozenset(
    {"will", "shall", "should", "must", "expected", "due", "faces", "ought", "plans"}
)


def _looks_ahead(cut: list[Atom], i: int) -> bool:
    """``will``, ``is due``; ``has until June to answer``."""
    behind = cut[i + 1].lower if i + 1 < len(cut) else ""
    has = cut[i].lower in {"has", "have", "had"} and behind in {"until", "till"}
    return has or cut[i].lower in _AHEAD


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


@lru_cache(maxsize=1)  # each part of a report asks it of the whole
def american_order(text: str) -> bool | None:
    """Return whether a text writes 8/26/2021: from the dates of it that leave no doubt."""
    votes = 0
    for a, b in _SLASHED.findall(text):
        votes += (int(b) > 12 >= int(a)) - (int(a) > 12 >= int(b))
    return None if votes == 0 else votes > 0


_MONTH_AND_YEAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s(?:\d{1,2},?\s)?(\d{4})\b"
)
_ACCOUNT = 30  # dates of a text that tells what happened long before it was written


@lru_cache(maxsize=1)
def is_history(text: str, stated: str | None) -> bool:
    """Say whether most dates of a report that has many are of years before its own."""
    years = [int(year) for year in _MONTH_AND_YEAR.findall(text)]
    if len(years) < _ACCOUNT or not stated:
        return len(years) >= _ACCOUNT
    return sum(year < int(stated[:4]) for year in years) > 0.8 * len(years)


def reference_date(stated: str | None) -> date | None:
    """Return the last day of a report's date ``2021``, ``2021-08``, ``2021-08-26``."""
    if not stated:
        return None
    try:
        return edge(stated, last=True)
    except ValueError:
        return None


# --- intervals ---------------------------------------------------------------------------------


def _interval(text: DateText, i: int) -> When | None:
    """Read ``from A to B``, ``between A and B``, ``A-B``, ``since A``, ``until B``, or a date."""
    word = text.at(i)
    if word in {"from", "between"}:
        a = date_at(text, i + 1)
        if text.at(i + 1) == "now" and text.today and (b := date_at(text, i + 3)) and b.end:
            return replace(b, first=i, start=text.today.isoformat(), relative=True)
        if a is None:
            return None
        joint = {"between": {"and"}, "from": {"to", "until", "till", "through"}}[word]
        for skip in range(2):  # "from May 2020, to"
            j = a.last + skip
            if (text.at(j) in joint or text.at(j) in DASHES) and (b := date_at(text, j + 1)):
                return _span(a, b, i)
            if text.at(j) in joint and text.at(j + 1) in _NOW and a.start:
                return replace(a, first=i, end=None, last=j + 2)
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
            if text.at(j) not in DASHES:
                return None
            j += 1
        if text.at(j) in {"at", "around", "about", "early", "the"} and text.at(j) != "early":
            j += 1
        if text.at(j) == "least":
            j += 1
        a = date_at(text, j)
        if a is None:
            return None
        if event := _year_of_event(text, i, a):
            return event
        if word == "since":
            return replace(a, first=i, end=None)
        if word in {"by", "until", "till"} and "end" in cut_words(text, i, a.last) and a.end:
            last_day = edge(a.end, last=True).isoformat()
            return replace(a, first=i, start=None, end=last_day)
        if word == "by" and (later := _joined(text, a)).last == a.last:
            return replace(later, first=i, start=None)
        if word == "before" and "end" in cut_words(text, i, a.last):
            return replace(a, first=i, start=None)
        if word in {"before", "pre"}:
            return replace(a, first=i, start=None, end=_neighbour(a.start, -1))
        if word in {"until", "till"}:
            return replace(a, first=i, start=None)
        if word in {"after", "post"}:
            return replace(a, first=i, start=_neighbour(a.end, 1), end=None)
        return replace(_joined(text, a), first=a.first)
    if bound := _bounded(text, i):
        return bound
    a = date_at(text, i)
    return _joined(text, a) if a else None


def _year_of_event(text: DateText, i: int, year: When) -> When | None:
    """Read ``before the 2014 protests``: up to the year of the event, and with its name."""
    named = text.raw(year.last)[:1].isalpha() and text.at(year.last) not in word_list("stop")
    if text.at(i + 1) != "the" or year.last - year.first != 1 or not named:
        return None
    start, end = {
        "before": (None, year.end), "pre": (None, year.end), "until": (None, year.end),
        "till": (None, year.end), "by": (None, year.end), "since": (year.start, None),
        "after": (year.start, None), "post": (year.start, None),
    }.get(text.at(i), (year.start, year.end))  # fmt: skip
    return replace(year, first=i, last=year.last + 1, start=start, end=end)


def _bounded(text: DateText, i: int) -> When | None:
    """Read ``no later than 1 January 2010``, ``later than 2018``, ``starting January 7th``."""
    word, j = text.at(i), i + 1
    if word == "no" and text.at(i + 1) in {"later", "earlier"} and text.at(i + 2) == "than":
        a = date_at(text, i + 3)
        if a is None:
            return None
        late = text.at(i + 1) == "later"
        return replace(a, first=i, start=None) if late else replace(a, first=i, end=None)
    if word in {"later", "earlier"} and text.at(j) == "than" and text.at(i - 1) != "no":
        a = date_at(text, j + 1)
        if a is None:
            return None
        if word == "later":
            return replace(a, first=i, start=_neighbour(a.end, 1), end=None)
        return replace(a, first=i, start=None, end=_neighbour(a.start, -1))
    if word in {"starting", "beginning", "effective"}:
        j += text.at(j) in {"on", "in", "from"}
        a = date_at(text, j)
        return replace(a, first=i, end=None) if a and a.start == a.end else None
    return None


_LATER = frozenset({"later", "after", "onward", "onwards", "beyond"})
_EARLIER = frozenset({"earlier", "before"})


def cut_words(text: DateText, start: int, end: int) -> list[str]:
    """Return the atoms ``[start, end)`` in small letters."""
    return [atom.lower for atom in text.atoms[start:end]]


_NOW = frozenset({"present", "date", "now", "today", "ongoing"})


def _joined(text: DateText, a: When) -> When:
    """Read on behind a date: ``1996-2001``, ``May 12 to June 3``; else the date itself."""
    j = a.last
    if text.at(j) in {"or", "and"} and a.start and a.end:  # 2012 or later
        if text.at(j + 1) in _LATER and text.at(j + 2) not in {"than", "the"}:
            return replace(a, end=None, last=j + 2)
        if text.at(j + 1) in _EARLIER and text.at(j + 2) not in {"than", "the"}:
            return replace(a, start=None, last=j + 2)
    if text.at(j) == "and" and _years_in_a_row(text, a, j + 1):  # in 2008 and 2009
        return replace(a, end=text.raw(j + 1), last=j + 2)
    dash = text.at(j) in DASHES | {"~"}
    if dash or text.at(j) in {"to", "through", "until", "till"}:
        b = date_at(text, j + 1)
        if b and (dash or not b.relative or b.partial) and a.start and b.end:
            joined = _span(a, b, a.first)
            if joined.start and joined.end and _ordered(joined.start, joined.end):
                return joined
        if dash and text.at(j + 1) in _NOW:
            return replace(a, end=None, last=j + 2)
        if text.at(j + 1) in _NOW and not dash:
            return replace(a, end=None, last=j + 2)
        if text.at(j + 1) == "the" and text.at(j + 2) == "present":
            return replace(a, end=None, last=j + 3 + (text.at(j + 3) == "day"))
    return a


def _years_in_a_row(text: DateText, a: When, i: int) -> bool:
    """Say whether the year behind ``and`` follows ``a``, and no figure has one of them alone."""
    if not a.start or a.start != a.end or len(a.start) != len("2008") or a.relative:
        return False
    alone = text.at(i - 2) == a.start and any(atom.lower == "respectively" for atom in text.atoms)
    follows = text.raw(i) == f"{int(a.start) + 1:04d}" and is_year(text.atoms, i)
    behind = text.at(i + 1) in DASHES | {"/", "to"}
    return follows and not alone and not behind


def _neighbour(iso: str | None, step: int) -> str | None:
    """Return the year, month or day before (-1) or behind (1) a year, month or day."""
    if iso is None:
        return None
    day = edge(iso, last=step > 0) + timedelta(step)
    return day.isoformat()[: len(iso)]


def _ordered(start: str, end: str) -> bool:
    return edge(start, last=False) <= edge(end, last=True)


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


# --- relative dates -----------------------------------------------------------------------------


def _code(text: DateText, i: int) -> bool:
    return text.at(i) in {"q", "h", "fy", "fys"}


_DATING = frozenset(
    {
        *MONTHS,
        *WEEKDAYS,
        *SEASONS,
        *UNITS,
        *DECADES,
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
     "upcoming", *MONTHS, *WEEKDAYS, *SEASONS, *EARLY, *DECADES, *ORDINALS, "twenty", "one", "two",
     "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "thirteen", "fourteen", "fifteen", "sixteen", "eighteen", "thirty", "forty", "fifty",
     "through", "no", "later", "earlier", "starting", "beginning", "effective"}
)  # fmt: skip
