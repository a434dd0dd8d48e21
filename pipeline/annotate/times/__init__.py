"""Dates and intervals as reports write them -> ISO 8601; relative ones from a reference date.

Conventions: an end is as exact as it is stated (``1996``, ``2021-08``, ``2021-08-26``); a single
date is its own start and end; ``since 1997`` has no end, ``until 2014`` no start. Early, mid and
late are the thirds of a decade, and no part of a year; a century begins with the year 01. A
relative date without a reference date is found, but has no ISO form. Times of day and bare
durations are no dates.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from pipeline.annotate.atoms import Atom
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
    iso_date,
    month_at,
    months_of,
)
from pipeline.annotate.times.dates import date_at
from pipeline.annotate.times.intervals import interval, neighbour
from pipeline.annotate.times.spelled_years import with_years_in_digits


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
    cut = [_plain(atom) if atom.lower.endswith(_OWNERS) else atom for atom in cut]
    ahead = next((i for i in range(len(cut)) if _looks_ahead(cut, i)), len(cut))
    coming = ahead < len(cut) or any(atom.lower == "would" for atom in cut)
    text = DateText(cut, today, month_first, exact, told)
    near = _near_a_date(cut)
    found: list[When] = []
    i = 0
    while i < len(cut):
        when = None
        atom = cut[i]
        if near[i] and (atom.kind == "number" or atom.lower in _TRIGGERS or _code(text, i)):
            when = interval(
                replace(text, ahead=True)
                if (i > ahead or (atom.lower == "by" and coming)) and not _done(cut, i)
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
    return _quarters_before(text, _in_a_row(text, _of_one_year(text, found)))


_OWNERS = ("’s", "'s")


def _plain(atom: Atom) -> Atom:
    """Read ``year’s`` as ``year``."""
    return atom._replace(lower=atom.lower[:-2])


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


def _in_a_row(text: DateText, found: list[When]) -> list[When]:
    """Make one span of months that follow each other: ``in March and April 2018``."""
    out: list[When] = []
    for when in found:
        one = out[-1] if out else None
        if (
            one
            and text.words(one.last, when.first) == ["and"]
            and one.start == one.end
            and when.start == when.end
            and one.start
            and len(one.start) == len("2018-03")
            and neighbour(one.start, 1) == when.start
            and all(atom.lower != "respectively" for atom in text.atoms)
        ):
            out[-1] = replace(when, first=one.first, start=one.start)
        else:
            out.append(when)
    return out


def _quarters_before(text: DateText, found: list[When]) -> list[When]:
    """Add the quarter that ``in the fourth quarter, down from 2.9 per cent in the third`` tells."""
    told = [when for when in found if "quarter" in text.words(when.first, when.last) and when.start]
    for i in range(told[0].last, len(text.atoms) - 1) if told else ():
        n = ORDINALS.get(text.at(i + 1), 9)
        closes = text.at(i + 2) in {"", ".", ",", ";", ")", "and"}
        if n > _QUARTERS or not closes or text.words(i - 1, i + 1) != ["in", "the"]:
            continue
        last = next(when for when in reversed(told) if when.last <= i)
        months = months_of(n, "q")
        year = int((last.start or "")[:4])
        year -= last.relative and f"{year}-{months[0]:02d}" > (last.start or "")
        found.append(When(i, i + 2, iso_date(year, months[0]), iso_date(year, months[1])))
    return sorted(found, key=lambda when: when.first)


_QUARTERS = 4


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


_REACH = 8  # atoms from the first word of a time to one that only times have


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
    | {"expect", "expects", "forecast"}
    | {"expires", "ends", "runs", "lasts", "closes", "begins", "opens"}  # a present for what comes
)


def _done(cut: list[Atom], i: int) -> bool:
    """``the eight promised in July``: what was done then, whatever should be done now."""
    done = cut[i - 1].lower if cut[i].lower in MONTHS and i > 1 else ""
    verb = cut[i - 2].lower if done in {"in", "last"} else ""
    before = cut[i - 3].lower if i > 2 else ""
    return verb.endswith("ed") and before not in {"be", "is", "are", "been", "get"}


def _looks_ahead(cut: list[Atom], i: int) -> bool:
    """``will``, ``is due``; ``has until June to answer``."""
    word = cut[i].lower
    if word in {"has", "have", "had"}:
        return i + 1 < len(cut) and cut[i + 1].lower in {"until", "till"}
    if word in {"planned", "scheduled", "slated"}:
        return i > 0 and cut[i - 1].lower in {"is", "are"}
    return word in _AHEAD


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
    {"from", "between", "since", "until", "till", "before", "prior", "after", "pre", "post", "by",
     "up", "as", "the", "year", "calendar", "fiscal", "financial", "today", "yesterday", "tomorrow",
     "tonight", "over", "in", "during", "within", "last", "past", "previous", "this", "next",
     "coming", "current", "a", "an", "final", "'", "’", "‘", "marketing", "academic", "school",
     "crop", "upcoming", "quarter", *MONTHS, *WEEKDAYS, *SEASONS, *EARLY, *DECADES, *ORDINALS,
     "twenty", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
     "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "eighteen",
     "thirty", "forty", "fifty", "through", "no", "later",
     "earlier", "starting", "beginning", "effective"}
)  # fmt: skip
