"""Two dates and the words between or before them -> one span: ``from A to B``, ``since A``."""

from dataclasses import replace
from datetime import timedelta

from pipeline.annotate.atoms import DASHES
from pipeline.annotate.times.calendars import DateText, When, edge
from pipeline.annotate.times.dates import date_at
from pipeline.annotate.times.years import is_year
from pipeline.annotate.words import word_list


def interval(text: DateText, i: int) -> When | None:
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
                return _of_last_year(text, _span(_of_year_behind(text, a, b), b, i))
            if text.at(j) in joint and text.at(j + 1) in _NOW and a.start:
                return replace(a, first=i, end=None, last=j + 2)
            if text.at(j) != ",":
                break
        if word == "from" and text.at(a.last) in {"on", "onward", "onwards"}:
            on = a.last + (2 if text.at(a.last + 1) in {"wards", "ward"} else 1)
            return replace(a, first=i, end=None, last=on)
        if word == "from" and _begins(text, a):
            return replace(a, first=i, end=None)
        return _of_last_year(text, _joined(text, a))
    if word in {
        "since",
        "until",
        "till",
        "before",
        "prior",
        "after",
        "pre",
        "post",
        "by",
        "as",
        "through",
        "up",
    }:
        j = i + 1
        if word == "up":
            if text.at(j) != "to":
                return None
            word, j = "until", j + 1
        if word == "prior":
            if text.at(j) != "to":
                return None
            word, j = "before", j + 1
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
            return _this_year(text, i) or _from_an_event(text, i)
        if event := _year_of_event(text, i, a):
            return event
        if word == "since":
            return replace(a, first=i, end=None)
        if word in {"by", "until", "till"} and "end" in text.words(i, a.last) and a.end:
            last_day = edge(a.end, last=True).isoformat()
            return replace(a, first=i, start=None, end=last_day)
        if word == "by" and (later := _joined(text, a)).last == a.last:
            return replace(later, first=i, start=None)
        if word == "before" and "end" in text.words(i, a.last):
            return replace(a, first=i, start=None)
        if word in {"before", "pre"}:
            return replace(a, first=i, start=None, end=neighbour(a.start, -1))
        if word in {"until", "till"} and _DENIED & {*text.words(max(0, i - _DENYING), i)}:
            return replace(a, first=i)  # did not open until March 2021
        if word in {"until", "till"} or (word == "through" and text.ahead):
            return replace(a, first=i, start=None)
        if word in {"after", "post"}:
            return replace(a, first=i, start=neighbour(a.end, 1), end=None)
        return replace(_joined(text, a), first=a.first)
    if bound := _bounded(text, i):
        return bound
    a = date_at(text, i)
    return _of_last_year(text, _joined(text, a)) if a else None


_DENIED = frozenset({"not", "t", "n't", "never"})
_DENYING = 6  # atoms before ``until`` where what happened only then may be denied


def _begins(text: DateText, a: When) -> bool:
    """``will be taxed from 2025.``: what is to come has no end told, and no year gone by."""
    closes = text.at(a.last) in {"", ".", ",", ";", "and"}
    coming = text.today is not None and (a.start or "") >= f"{text.today.year:04d}"
    return text.ahead and closes and coming and a.start == a.end


_YEARS = {"last": -1, "this": 0, "next": 1}


def _of_last_year(text: DateText, when: When) -> When:
    """Read on behind months: ``between March and June last year``."""
    k = when.last + (text.at(when.last) == "of")
    shift = _YEARS.get(text.at(k))
    if not when.partial or shift is None or text.at(k + 1) != "year" or text.today is None:
        return when
    if not when.start or not when.end:
        return when
    year = text.today.year + shift
    start, end = f"{year:04d}{when.start[4:]}", f"{year:04d}{when.end[4:]}"
    if not _ordered(start, end):
        start = f"{year - 1:04d}{when.start[4:]}"
    return replace(when, last=k + 2, start=start, end=end, relative=True, partial=False)


def _this_year(text: DateText, i: int) -> When | None:
    """Read ``since the start of the year``: of the report's own."""
    lead, begun = text.words(i, i + 2), text.at(i + 2) in {"start", "beginning", "turn"}
    if lead != ["since", "the"] or not begun or text.today is None:
        return None
    if text.words(i + 3, i + 6) not in (["of", "the", "year"], ["of", "this", "year"]):
        return None
    return When(i, i + 6, f"{text.today.year:04d}-01", None, relative=True)


_OWNS = frozenset({"the", "its", "his", "her", "their", "a", "an", "our", "it", "they"})


def _from_an_event(text: DateText, i: int) -> When | None:
    """Read ``since the ceasefire of June 2017``, ``until it was closed in 1968``."""
    if text.at(i) not in {"since", "until", "till"} or text.at(i + 1) not in _OWNS:
        return None
    for j in range(i + 3, min(i + _EVENT, len(text.atoms))):
        if not text.raw(j).isalpha():
            return None
        if text.at(j) in {"of", "in", "on"} and (a := date_at(text, j + 1)) and a.start and a.end:
            if text.at(i) == "since":
                return replace(a, first=i, end=None)
            return replace(a, first=i, start=None)
    return None


_EVENT = 10  # atoms from ``since`` to the date of its event


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
            return replace(a, first=i, start=neighbour(a.end, 1), end=None)
        return replace(a, first=i, start=None, end=neighbour(a.start, -1))
    if word in {"starting", "beginning", "effective"}:
        j += text.at(j) in {"on", "in", "from"}
        a = date_at(text, j)
        return replace(a, first=i, end=None) if a and a.start == a.end else None
    return None


_LATER = frozenset({"later", "after", "onward", "onwards", "beyond"})
_EARLIER = frozenset({"earlier", "before"})


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
        a = _of_year_behind(text, a, b) if b else a
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


def neighbour(iso: str | None, step: int) -> str | None:
    """Return the year, month or day before (-1) or behind (1) a year, month or day."""
    if iso is None:
        return None
    day = edge(iso, last=step > 0) + timedelta(step)
    return day.isoformat()[: len(iso)]


def _ordered(start: str, end: str) -> bool:
    return edge(start, last=False) <= edge(end, last=True)


def _of_year_behind(text: DateText, a: When, b: When) -> When:
    """Read ``3 March`` once more, in a report without a date, where ``9 May 2021`` is its end."""
    if a.start or text.today or b.relative or b.partial or not b.end:
        return a
    dated = date_at(replace(text, today=edge(b.end, last=True), told=None), a.first)
    return dated if dated and dated.last == a.last else a


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
