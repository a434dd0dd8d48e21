"""Dates that count from the report's: ``last year``, ``the past ten years``, ``three months ago``.

Without a reference date they are found, but have no ISO form.
"""

from dataclasses import replace
from datetime import date, timedelta

from pipeline.annotate.atoms import DASHES
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.times.calendars import (
    SEASONS,
    UNITS,
    WEEKDAYS,
    DateText,
    When,
    iso_date,
    month_at,
    shifted,
    year_at,
)


def relative_date(text: DateText, i: int) -> When | None:
    """Read ``last year``, ``the past ten years``, ``three months ago``, ``yesterday``.

    From a date that is known by its month alone no day can be counted.
    """
    when = _relative_date(text, i)
    finest = max(len(when.start or ""), len(when.end or "")) if when else 0
    return replace(when, start=None, end=None) if when and finest > text.exact else when


def _relative_date(text: DateText, i: int) -> When | None:
    word = text.at(i)
    today = text.today
    if word in {"today", "yesterday", "tomorrow", "tonight"}:
        shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
        iso = (today + timedelta(shift)).isoformat() if today else None
        return When(i, i + 1, iso, iso, True)
    if _counts_some(text, i if word == "the" else i - 1):
        return None  # in four of the past five years
    j = i + 1 if word in {"the", "over", "in", "during", "within"} else i
    if text.at(j) == "the":
        j += 1
    lead = text.at(j)
    if day := _day_of_week(text, i):
        return day
    if lead in {
        "last",
        "past",
        "previous",
        "this",
        "next",
        "coming",
        "upcoming",
        "current",
        "preceding",
        "recent",
        "following",
    } and (when := _lead(text, i, j, lead)):
        return when
    return _counted_first(text, i) or _ago(text, i)


def _counted_first(text: DateText, i: int) -> When | None:
    """Read ``the five past years``, ``the two next days``."""
    if text.at(i + 1) not in _LEADS and text.at(i + 2) not in _LEADS:
        return None
    count, k = _count(text, i)
    lead = text.at(k)
    unit = UNITS.get(text.at(k + 1))
    if count is None or unit is None or lead not in _LEADS or text.at(k + 1) == unit:
        return None
    return _window(text.today, i, k + 2, count, unit, back=lead in {"last", "past", "previous"})


_LEADS = frozenset({"last", "past", "previous", "next", "coming", "upcoming"})


def _day_of_week(text: DateText, i: int) -> When | None:
    """Read ``Tuesday of last week``, ``last week on Tuesday``."""
    week = {"last": -1, "this": 0, "next": 1}
    if (name := WEEKDAYS.get(text.at(i))) is not None and text.words(i + 1, i + 2) == ["of"]:
        at, last = i + 2, i + 4
    else:
        at, last = i, i + 3 + (text.at(i + 2) == "on")
        name = WEEKDAYS.get(text.at(last - 1)) if text.raw(last - 1)[:1].isupper() else None
    if name is None or text.at(at) not in week or text.at(at + 1) != "week" or text.today is None:
        return None
    day = text.today + timedelta(7 * week[text.at(at)] - text.today.weekday() + name)
    return When(i, last, day.isoformat(), day.isoformat(), True)


def _counts_some(text: DateText, i: int) -> bool:
    """``four of the past five years``: how many, and not when."""
    the = text.at(i) == "the" and text.at(i - 1) == "of"
    return the and bool(numbers_in(text.atoms[max(0, i - 2) : i - 1]))


def _lead(text: DateText, first: int, j: int, lead: str) -> When | None:
    today = text.today
    k = j + 1
    back = lead in {"last", "past", "previous", "preceding", "recent"}
    count, k2 = _count(text, k)
    if count is not None:
        if lead in {"this", "recent", "current", "following"}:
            return None
        if text.at(k2) in {"few", "full", "fiscal", "calendar", "financial"}:
            k2 += 1
        unit = UNITS.get(text.at(k2))
        if unit is None:
            return None
        if text.at(k2 + 1) == "of" and text.at(k2 + 2) in {"her", "his", "its", "the", "their"}:
            return When(first, k2 + 1, None, None, True)  # the last five months of her life
        return _window(today, first, k2 + 1, count, unit, back=back)
    if text.at(k) in {"few", "several", "couple"}:
        m = k + 2 if text.at(k + 1) == "of" else k + 1
        if text.at(m) in UNITS:
            return When(first, m + 1, None, None, True)
        return None
    if text.at(k) in {"fiscal", "financial", "calendar"}:
        k += 1
    word = text.at(k)
    unit = UNITS.get(word)
    if text.at(k + 1) == "of" and (year_at(text, k + 2) or month_at(text, k + 2)):
        return None  # the last quarter of 2013
    if unit and not word.endswith("s"):
        if lead in {"past", "coming", "upcoming", "recent"}:
            return _window(today, first, k + 1, 1, unit, back=back) if lead != "recent" else None
        told = lead in {"previous", "preceding", "following"} or (
            lead == "next" and text.at(j - 1) == "the"
        )
        if told:  # counted from what was spoken of, not from the report
            return When(first, k + 1, None, None, True)
        if unit == "day" and lead in {"last", "next"}:
            return None  # the last day of residence, next day delivery
        shift = {"last": -1, "next": 1}.get(lead, 0)
        return _calendar_unit(today, first, k + 1, unit, shift)
    if (weekday := WEEKDAYS.get(text.at(k))) is not None and text.raw(k)[0].isupper():
        if today is None:
            return When(first, k + 1, None, None, True)
        delta = (today.weekday() - weekday) % 7
        day = today - timedelta(delta or 7) if back else today + timedelta((7 - delta) % 7 or 7)
        if lead in {"this", "current"}:
            day = today - timedelta(today.weekday()) + timedelta(weekday)
        return When(first, k + 1, day.isoformat(), day.isoformat(), True)
    month = month_at(text, k)
    if month and lead in {"last", "this", "next", "past"}:
        if today is None:
            return When(first, k + 1, None, None, True)
        year = today.year
        if back and month >= today.month:
            year -= 1
        elif lead == "next" and month <= today.month:
            year += 1
        iso = iso_date(year, month)
        return When(first, k + 1, iso, iso, True)
    if text.at(k) in SEASONS and lead in {"last", "this", "next"}:
        if today is None:
            return When(first, k + 1, None, None, True)
        a, b = SEASONS[text.at(k)]
        year = today.year + {"last": -1 if today.month <= b or b < a else 0, "next": 1}.get(lead, 0)
        if lead == "last" and a <= b < today.month:
            year = today.year
        return When(first, k + 1, iso_date(year, a), iso_date(year + (b < a), b), True)
    return None


def _count(text: DateText, i: int) -> tuple[int | None, int]:
    if i >= len(text.atoms):
        return None, i
    quarters = text.at(i + 1) in {"quarter", "quarters"}  # two quarters are no half here
    numbers = numbers_in(text.atoms[i : i + (1 if quarters else 4)])
    if numbers and numbers[0].first == 0 and numbers[0].value == int(numbers[0].value):
        value = int(numbers[0].value)
        if 0 < value < 1000 and numbers[0].kind == "plain":
            last = i + numbers[0].last
            return value, last + 1 if text.at(last) in DASHES else last
    return None, i


# Characters of an ISO date that a count in such units is exact to.
_EXACT = {"year": 4, "decade": 4, "century": 4, "month": 7, "quarter": 7}


def _window(
    today: date | None, first: int, last: int, count: int, unit: str, *, back: bool
) -> When:
    """Return the ``count`` units before (or behind) the reference date."""
    if today is None:
        return When(first, last, None, None, True)
    if unit == "quarter":
        return _quarters(today, first, last, count, back=back)
    other = shifted(today, -count if back else count, unit)
    if other is None:
        return When(first, last, None, None, True)
    a, b = (other, today) if back else (today, other)
    exact = _EXACT.get(unit, 10)
    return When(first, last, a.isoformat()[:exact], b.isoformat()[:exact], True)


def _quarters(today: date, first: int, last: int, count: int, *, back: bool) -> When:
    """Return the ``count`` whole quarters before (or behind) the one of the reference date."""
    opening = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    a = shifted(opening, -count if back else 1, "quarter")
    b = shifted(opening, -1 if back else count, "quarter")
    if a is None or b is None:
        return When(first, last, None, None, True)
    return When(first, last, iso_date(a.year, a.month), iso_date(b.year, b.month + 2), True)


def _calendar_unit(today: date | None, first: int, last: int, unit: str, shift: int) -> When:
    """Return the calendar unit that lies ``shift`` away from the one of the reference date."""
    if today is None or (day := shifted(today, shift, unit)) is None:
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
        return When(first, last, iso_date(day.year, a), iso_date(day.year, a + 2), True)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    a = day.year // size * size
    return When(first, last, f"{a:04d}", f"{a + size - 1:04d}", True)


def _ago(text: DateText, i: int) -> When | None:
    """Read ``three months ago``, ``a year earlier`` (whose day is another's)."""
    if not any(text.at(k) in UNITS for k in range(i + 1, i + 6)):
        return None
    if text.at(i) in {"a", "an"}:
        count, k = 1, i + 1
    else:
        found, k = _count(text, i)
        if found is None:
            return None
        count = found
    unit = UNITS.get(text.at(k))
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
        later = shifted(text.today, count, unit) if text.today else None
        iso = later.isoformat() if later else None
        return When(i, k + 1, iso, iso, True)  # it will be back in two weeks
    if text.at(k + 1) == "from" and text.at(k + 2) in {"now", "today"}:
        ahead = shifted(text.today, count, unit) if text.today else None
        iso = ahead.isoformat() if ahead else None
        return When(i, k + 3, iso, iso, True)
    if text.at(k + 1) != "ago":
        return None
    if text.today is None or (day := shifted(text.today, -count, unit)) is None:
        return When(i, k + 2, None, None, True)
    to_the_day = text.at(k + 2) in {"today", "yesterday"}  # a year ago today
    exact = 10 if to_the_day else _EXACT.get(unit, 10)
    iso = (day - timedelta(text.at(k + 2) == "yesterday")).isoformat()[:exact]
    return When(i, k + 2 + to_the_day, iso, iso, True)


def weekday(text: DateText, i: int) -> When | None:
    """Read a weekday alone: the last one up to the reference date, as news has it.

    The next one in a sentence of what is to come: `The court will rule on Friday`.
    """
    weekday = WEEKDAYS.get(text.at(i))
    if weekday is None or not text.raw(i)[0].isupper() or len(text.raw(i)) < 6:
        return None
    if _in_a_name(text, i) or _of_every_week(text, i):
        return None
    if text.today is None or text.told or text.exact < len("2021-08-26"):
        return When(i, i + 1, None, None, True)  # of the week that the story has come to
    day = text.today - timedelta((text.today.weekday() - weekday) % 7)
    if text.ahead:
        day += timedelta(7)
    return When(i, i + 1, day.isoformat(), day.isoformat(), True)


def _of_every_week(text: DateText, i: int) -> bool:
    """``Monday to Friday``, ``from Thursday through Sunday``: of each week, and no date."""
    ends = {"to", "through", "until", "till", "–", "-", "—"}
    onward = text.at(i + 1) in ends and text.at(i + 2) in WEEKDAYS
    return onward or (text.at(i - 1) in ends and text.at(i - 2) in WEEKDAYS)


def _in_a_name(text: DateText, i: int) -> bool:
    """``Saturday Night Massacre``, ``Fox News Sunday``."""
    if text.raw(i + 1) in {"Night", "Times", "Post", "School", "Agreement"}:
        return True
    before = text.raw(i - 1)
    return (
        i > 1
        and text.at(i - 1) in {"news", "bloody", "black", "super", "face"}
        and before[0].isupper()
    )
