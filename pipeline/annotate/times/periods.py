"""Parts of a year and longer periods -> first and last day: ``Q3 2020``, ``the 1990s``."""

from datetime import date, timedelta

from pipeline.annotate.atoms import DASHES
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.times.calendars import (
    DECADES,
    ORDINALS,
    SEASONS,
    DateText,
    When,
    century,
    iso_date,
    month_at,
    months_of,
    number_at,
    ordinal_end,
    year_at,
)
from pipeline.annotate.times.days import nearest_year


def part_of_year(text: DateText, i: int) -> When | None:
    """Read ``Q3 2020``, ``2020Q3``, ``the third quarter of 2020``, ``first half of 2020``."""
    j = i + 1 if text.at(i) == "the" else i
    word = text.at(j)
    months: tuple[int, int] | None = None
    at = j + 2 + (text.at(j + 2) == "of" or text.at(j + 2) in DASHES)
    quarter = word == "q" and text.glued(j + 1) and year_at(text, at)
    if word in {"q", "h"} and (text.raw(j).isupper() or quarter) and text.glued(j + 1):
        n = number_at(text, j + 1, 1, 4 if word == "q" else 2)
        if n is None:
            return None
        months, j = months_of(n, word), j + 2
        if text.at(j) in DASHES and text.at(j + 1) == word and text.glued(j + 2):
            m = number_at(text, j + 2, n + 1, 4)
            if m:
                months, j = (months[0], months_of(m, word)[1]), j + 3
    elif word == "quarter" and (n := number_at(text, j + 1, 1, 4)):  # Quarter 2 2025
        months, j = months_of(n, "q"), j + 2
    elif (year := year_at(text, i)) and text.at(k := i + 1 + (text.at(i + 1) == "-")) in {"q", "h"}:
        n = number_at(text, k + 1, 1, 4) if text.glued(k + 1) else None
        if n is None:
            return None
        a, b = months_of(n, text.at(k))
        return When(i, k + 2, iso_date(year, a), iso_date(year, b))
    else:
        n = ORDINALS.get(word)
        k = j + 1
        if n is None and (digit := number_at(text, j, 1, 4)) and ordinal_end(text, k) == k + 1:
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
    j = _behind_months(text, j)
    this_year = text.words(j, j + 3) in (["of", "the", "year"], ["of", "this", "year"])
    if this_year and text.today and months and year_at(text, j + 3) is None:
        y = text.today.year
        return When(i, j + 3, iso_date(y, months[0]), iso_date(y, months[1]), True)
    ends = j
    while text.at(j) in {"of", "the", ",", "fiscal", "financial", "year", "fy", "in"} or (
        text.at(j) in DASHES and text.glued(j) and year_at(text, j + 1)
    ):
        j += 1
    year = year_at(text, j)
    if months is None:
        return None
    if year is not None and (told := fiscal(text, j)) and told.start != told.end:
        return When(i, told.last, told.start, told.end)  # when 2018/19 began is not said
    if year is None:
        if text.at(i - 1) in {"in", "for", "during"} and text.at(ends) != "of":
            return _last_quarter(text, i, ends, months)
        back = {"last": 1, "this": 0, "next": -1}.get(text.at(j))
        if back is not None and text.at(j + 1) == "year" and text.today:
            y = text.today.year - back
            return When(i, j + 2, iso_date(y, months[0]), iso_date(y, months[1]), True)
        return None
    return When(i, j + 1, iso_date(year, months[0]), iso_date(year, months[1]))


def _behind_months(text: DateText, j: int) -> int:
    """Return where the year stands behind ``Quarter 2 (April to June)``; ``j`` if it does not."""
    if text.at(j) == "(":
        for k in range(j + 2, j + 7):
            if text.at(k) == ")":
                return k + 1 if year_at(text, k + 1) else j
    return j


def _last_quarter(text: DateText, i: int, last: int, months: tuple[int, int]) -> When | None:
    """Read ``in the second quarter``: the last one before the report."""
    if text.today is None or text.at(last - 1) != "quarter":
        return None
    year = text.today.year - (months[0] > text.today.month)
    return When(i, last, iso_date(year, months[0]), iso_date(year, months[1]), True, True)


_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}


def weeks_of(text: DateText, i: int) -> When | None:
    """Read ``the first week of March 2021``, ``the last two weeks of 2020``, Monday to Sunday.

    The first week of a period is the one that holds its first Thursday, as ISO 8601 counts them.
    """
    j = i + 1 if text.at(i) == "the" else i
    which = _WHICH.get(text.at(j))
    if which is None:
        n = number_at(text, j, 1, 53)
        if n is None or ordinal_end(text, j + 1) == j + 1:
            return None
        which, j = n, j + 1
    numbers = numbers_in(text.atoms[j + 1 : j + 2])
    count = int(numbers[0].value) if numbers and which in {0, 1} else 1
    k = j + 2 if numbers else j + 1
    if text.at(k) not in {"week", "weeks"} or text.at(k + 1) not in {"of", "in"} or count > 52:
        return None
    month = month_at(text, k + 2)
    at = k + 3 if month else k + 2
    year = year_at(text, at)
    told = year is not None
    if year is None and month:
        year = nearest_year(text, month)
    if year is None:
        return None
    first = date(year, month or 1, 1)
    after = date(year + (month in {None, 12}), (month or 12) % 12 + 1, 1)
    monday = _week_of(first if which else after - timedelta(1), last=not which)
    monday += timedelta(7 * (which - 1)) if which else timedelta(-7 * (count - 1))
    sunday = monday + timedelta(7 * count - 1)
    return When(i, at + told, monday.isoformat(), sunday.isoformat(), not told, not told)


def _week_of(day: date, *, last: bool) -> date:
    """Return the Monday of the week at a period's edge that lies in the period for the most."""
    monday = day - timedelta(day.weekday())
    inside = monday + timedelta(3)
    if last:
        return monday if inside <= day else monday - timedelta(7)
    return monday if inside >= day else monday + timedelta(7)


def first_months(text: DateText, i: int) -> When | None:
    """Read ``the first nine months of the year``, ``of 2023``; alone, of the report's year."""
    j = i + 1 if text.at(i) == "the" else i
    if text.at(j) not in {"first", "last", "final"}:
        return None
    numbers = numbers_in(text.atoms[j + 1 : j + 2])
    if not numbers or text.at(j + 2) != "months" or not 1 < numbers[0].value < 12:
        return None
    k = j + 3
    months = (1, int(numbers[0].value))
    if text.at(j) != "first":
        months = (13 - months[1], 12)
        if text.at(k) != "of":
            return None  # the last four months: before the report
    if text.at(k) == "of" and (year := year_at(text, k + 1)):
        last = k + 2
    elif text.today and text.words(k, k + 3) in (["of", "the", "year"], ["of", "this", "year"]):
        year, last = text.today.year, k + 3
    elif text.today and text.words(k, k + 3) == ["of", "last", "year"]:
        year, last = text.today.year - 1, k + 3
    elif text.today and text.at(k) in {"", ".", ",", ";"}:
        year, last = text.today.year, k
    else:
        return None
    return When(i, last, iso_date(year, months[0]), iso_date(year, months[1]), True)


def fiscal(text: DateText, i: int) -> When | None:
    """Read ``FY 2005/06``, ``FY20``, ``fiscal year 2019-20``, and ``2005/06`` alone."""
    j = i + 1 if text.at(i) == "the" else i
    cue = False
    if text.at(j) in {"fy", "fys", "cy"} and text.raw(j).isupper():
        j, cue = j + 1, True
    elif text.at(j) in {"fiscal", "financial"} or (
        text.at(j) in {"marketing", "academic", "school", "crop", "season"}
        and text.at(j + 1) == "year"
    ):
        j = j + 2 if text.at(j + 1) in {"year", "years"} else j + 1
        cue = True
    if cue and text.at(j) in {"'", "’", "-"}:
        j += 1
    year = year_at(text, j)
    if year is None:
        two = number_at(text, j, 0, 99) if cue and len(text.raw(j)) == 2 else None
        if two is None:
            return None
        year = century(two)
    spaced = text.at(j + 1) in {"–", "—"} and len(text.raw(j + 2)) == 2  # 1920 – 21
    if text.at(j + 1) in DASHES | {"/"} and (spaced or (text.glued(j + 1) and text.glued(j + 2))):
        second = text.raw(j + 2)
        follows = str(year + 1)
        if second in {follows, follows[2:]} and (len(second) == 2 or text.at(j + 1) == "/" or cue):
            return When(i, j + 3, f"{year:04d}", follows)
        if text.at(j + 1) in DASHES and len(second) == 2 and second.isdecimal():
            end = year // 100 * 100 + int(second)  # 1996-98
            if end > year and not (text.at(j + 3) in DASHES and text.glued(j + 3)):
                return When(i, j + 3, f"{year:04d}", f"{end:04d}")
    if not cue:
        return None
    return When(i, j + 1, f"{year:04d}", f"{year:04d}")


def season(text: DateText, i: int) -> When | None:
    j = i + 1 if text.at(i) == "the" else i
    months = SEASONS.get(text.at(j))
    if months is None:
        return None
    k = j + 1
    while text.at(k) in {"of", ","}:
        k += 1
    year = year_at(text, k)
    if year is None:
        return None
    start = iso_date(year, months[0])
    end = iso_date(year + 1 if months[1] < months[0] else year, months[1])
    return When(i, k + 1, start, end)


def decade(text: DateText, i: int) -> When | None:
    """Read ``the 1990s``, ``the ’90s``, ``the nineties``, ``the 19th century``."""
    j = i + 1 if text.at(i) == "the" else i
    quote = text.at(j) in {"'", "’", "‘"}
    k = j + 1 if quote else j
    raw = text.raw(k)
    ends = k + 1
    spaced = text.at(ends) == "s" and len(raw) == 4  # the 1990 s, as OCR has it
    if text.at(ends) in {"'", "’"} and text.glued(ends):
        ends += 1
    if raw.isdecimal() and raw.isascii() and text.at(ends) == "s" and (text.glued(ends) or spaced):
        if len(raw) == 4 and raw[-1] == "0" and "1000" <= raw <= "2190":
            year = int(raw)
            size = 99 if raw.endswith("00") and raw != "2000" else 9
            return When(i, ends + 1, f"{year:04d}", f"{year + size:04d}")
        if len(raw) == 2 and raw[-1] == "0" and (quote or j > i):
            year = 1900 + int(raw) if int(raw) > 20 else 2000 + int(raw)
            return When(i, ends + 1, f"{year}", f"{year + 9}")
    if (tens := DECADES.get(text.at(j))) and (j > i or text.at(i - 1) == "in"):
        return When(i, j + 1, f"{1900 + tens}", f"{1909 + tens}")
    n = ORDINALS.get(text.at(j))
    k = j + 1
    if text.at(j) == "twenty" and text.at(j + 1) in DASHES and text.at(j + 2) == "first":
        n, k = 21, j + 3
    if n is None and (digits := number_at(text, j, 1, 21)) and ordinal_end(text, k) == k + 1:
        n, k = digits, k + 1
    if text.at(k) in DASHES:
        k += 1
    least = 3 if j > i or text.at(i - 1) in {"in", "by", "since", "until"} else 10
    if n and n >= least and text.at(k) in {"century", "centuries"}:
        if text.at(k + 1) in {"bc", "bce", "b.c", "b.c.e"}:
            return When(i, k + 2, None, None)
        return When(i, k + 1, f"{100 * n - 99:04d}", f"{100 * n:04d}")
    return None
