"""A day or a month as written -> ISO 8601: ``26 August 2021``, ``26/8/21``, ``2019-Aug-01``."""

from dataclasses import replace

from pipeline.annotate.atoms import DASHES
from pipeline.annotate.times.calendars import (
    ORDINALS,
    WEEKDAYS,
    DateText,
    When,
    century,
    iso_date,
    month_at,
    number_at,
    ordinal_end,
    whole,
    year_at,
)

_DAY_WORDS = (
    ORDINALS
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


def _day_number(text: DateText, i: int) -> tuple[int, int] | None:
    """Return the day of a month at ``i``, ``26``, ``26th``, ``twenty-sixth``, and its end."""
    day = number_at(text, i, 1, 31)
    if day is not None:
        return day, ordinal_end(text, i + 1)
    if text.at(i) in {"twenty", "thirty"} and (
        text.at(i + 1) in DASHES or text.at(i + 1) in ORDINALS
    ):
        j = i + 2 if text.at(i + 1) in DASHES else i + 1
        if found := _DAY_WORDS.get(f"{text.at(i)}-{text.at(j)}"):
            return found, j + 1
    if found := _DAY_WORDS.get(text.at(i)):
        return found, i + 1
    return None


def numeric(text: DateText, i: int) -> When | None:
    """Read ``2021-08-26``, ``26/8/21``, ``26.8.2021``, ``2021-08``."""
    raw = text.raw(i)
    if not raw[:1].isdigit():
        return None
    if len(raw) == 8 and raw.isdecimal() and raw.isascii() and raw[:2] in {"19", "20"}:
        packed = iso_date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))  # 20210826
        return whole(i, i + 1, packed) if packed else None
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
    if len(parts) == 2 and len(parts[1]) == 4 and len(parts[0]) <= 2 and 1 <= numbers[0] <= 12:
        sane = 1500 <= numbers[1] <= 2199  # 06/2021, 12-2015
        iso = iso_date(numbers[1], numbers[0]) if sane else None
    elif len(parts) == 2 and sep == "-" and len(parts[0]) == 4 and len(parts[1]) == 1:
        iso = iso_date(numbers[0], numbers[1]) if 1500 <= numbers[0] <= 2199 else None
    elif len(parts) == 2:
        ok = len(parts[0]) == 4 and 1500 <= numbers[0] <= 2199 and sep == "-" and len(parts[1]) == 2
        if not ok or not 1 <= numbers[1] <= 12 or numbers[0] % 100 < numbers[1]:
            return None  # 2005-06 is a fiscal year, 2005-08 four years
        iso = iso_date(numbers[0], numbers[1])
    elif len(parts[0]) == 4:
        iso = iso_date(*numbers)
    elif len(parts[2]) == 4 or (len(parts[2]) == 2 and sep in "/."):
        if len(parts[2]) == 4 and not 1000 <= numbers[2] <= 2199:
            return None
        year = numbers[2] if len(parts[2]) == 4 else _century(text, numbers[2])
        a, b = numbers[:2]
        if a > 12 >= b:
            iso = iso_date(year, b, a)
        elif b > 12 >= a:
            iso = iso_date(year, a, b)
        elif a == b or text.month_first is not None:
            iso = iso_date(year, a, b) if text.month_first else iso_date(year, b, a)
        elif a <= 12 and b <= 12:  # which is which is not known
            return When(i, last, f"{year:04d}", f"{year:04d}")
    return whole(i, last, iso) if iso else None


_FARTHEST = 20  # years after a report that its two-digit years may be


def _century(text: DateText, two_digits: int) -> int:
    year = century(two_digits)
    far = text.today is not None and year > text.today.year + _FARTHEST
    return year - 100 if far else year


def signed(text: DateText, i: int) -> When | None:
    """Read ``2019-Aug-01``, ``Sep-23-2020``, ``01/Aug/2019``: a month's name between signs."""
    if text.at(i + 1) not in {"-", "/"} or text.at(i + 3) != text.at(i + 1):
        return None
    if not all(text.glued(k) for k in range(i + 1, i + 5)):
        return None
    for a, b, c in ((0, 2, 4), (4, 0, 2), (4, 2, 0)):
        year, month = year_at(text, i + a), month_at(text, i + b)
        day = number_at(text, i + c, 1, 31)
        if year and month and day and (iso := iso_date(year, month, day)):
            return whole(i, i + 5, iso)
    return None


_FULL = len("2021-08-26")


def calendar_date(text: DateText, i: int) -> When | None:
    """Read ``August 26, 2021``, ``26 August 2021``, ``26th of August``, ``August 2021``."""
    start = i
    if text.at(i) in WEEKDAYS and text.raw(i)[0].isupper():
        j = i + 1
        while text.at(j) in {",", ".", "the", "on"} and j < i + 4:
            j += 1
        when = calendar_date(text, j) if text.at(j) not in WEEKDAYS else None
        if when and (not when.start or len(when.start) == _FULL):
            return replace(when, first=start)
        return None
    if text.at(i) == "the" and _day_number(text, i + 1):
        i += 1
    month = month_at(text, i)
    if month:
        return _month_first(text, i, month, start)
    read = _day_number(text, i)
    if read is None or text.at(i - 1) in {"$", "€", "£", "¥", "₹"}:
        return None
    day, j = read
    if text.at(j) == "day" and text.at(j + 1) == "of":
        j += 1  # this 3rd day of May
    if text.at(j) == "of":
        j += 1
    days = (day, day)
    if text.at(j) in DASHES | {"to", "and", "till", "until", "through"}:
        skip = text.at(j + 1) == "the"
        if (second := _day_number(text, j + 1 + skip)) and second[0] > day:
            k = second[1] + (text.at(second[1]) == "of")
            if month_at(text, k):
                days, j = (day, second[0]), k
    while (text.at(j) in DASHES or text.at(j) == "/") and text.glued(j):
        j += 1
    month = month_at(text, j)
    if month is None:
        return None
    j += 1 + _is_dotted(text, j)
    k = j
    while text.at(k) in {",", "of", "-", "/", "in"} and k < j + 1:
        k += 1
    return _dated(text, start, j, k, month, days)


def _dated(
    text: DateText, first: int, j: int, k: int, month: int, days: tuple[int, int] | None
) -> When | None:
    """Finish a date of known month and days: a year may stand at ``k``, else it ends at ``j``."""
    year = year_at(text, k)
    last = k + 1 if year else j
    if year is None and text.at(j) in {"'", "’", "‘"}:
        two = number_at(text, j + 1, 0, 99)
        if two is not None and text.glued(j + 1):
            year, last = century(two), j + 2
    assumed = year if year is not None else nearest_year(text, month)
    if assumed is None:
        return When(first, last, None, None, partial=True, relative=True)
    if days is None:
        iso = iso_date(assumed, month)
        return When(first, last, iso, iso, year is None, year is None) if iso else None
    a, b = iso_date(assumed, month, days[0]), iso_date(assumed, month, days[1])
    return When(first, last, a, b, year is None, year is None) if a and b else None


_BACK_IN_A_STORY = 7  # months that a story goes back without a year; more is the next year


def nearest_year(text: DateText, month: int) -> int | None:
    """Return the year of the last such month before the reference date, or of the next one.

    Where a date was told with its year, a month without one is of that year, or the story has
    gone on past New Year.
    """
    if text.told:
        year = text.told.year + (text.told.month - month > _BACK_IN_A_STORY)
        if text.today is None or (year, month) <= (text.today.year, text.today.month):
            return year
    if text.today is None:
        return None
    if text.ahead:
        return text.today.year if month >= text.today.month else text.today.year + 1
    return text.today.year if month <= text.today.month else text.today.year - 1


_NAMES_TOO = frozenset({"may", "march", "mar", "jan", "dec", "sun", "sat"})


_NOT_BEHIND_A_DAY = frozenset({"%", "per", "percent", "quarter", "half", "million", "billion"})


def _is_dotted(text: DateText, i: int) -> bool:
    """``Sept. 2020``, but the point behind ``in May.`` ends a sentence."""
    short = len(text.raw(i)) <= 4 and text.at(i) not in {"may", "june", "july"}
    return short and text.at(i + 1) == "."


def _month_first(text: DateText, i: int, month: int, first: int) -> When | None:
    j = i + 1
    if _is_dotted(text, i):
        j += 1
    at = j + (text.at(j) == "the")
    if text.at(at) == "," and text.at(at + 2) in {"st", "nd", "rd", "th"}:
        at += 1  # October, 1st
    read = _day_number(text, at)
    if read is not None and text.at(read[1]) not in _NOT_BEHIND_A_DAY:
        day, k = read
        days = (day, day)
        if text.at(k) in DASHES | {"to", "through", "till", "until"}:
            second = _day_number(text, k + 1 + (text.at(k + 1) == "the"))
            if second and second[0] > day and not month_at(text, second[1]):
                days, k = (day, second[0]), second[1]
        behind = k + 1 if text.at(k) in {",", "of", "in"} else k
        return _dated(text, first, k, behind, month, days)
    k = j
    if text.at(k) in {",", "of", "in", "/", "-"}:
        k += 1
    if year_at(text, k):
        return _dated(text, first, j, k, month, None)
    dash = text.at(j) in DASHES | {"to", "and"}
    if dash and month_at(text, j + 1):  # "July-September 2020": the interval reads on
        return _dated(text, first, j, j, month, None)
    if text.raw(i).lower() in _NAMES_TOO and text.at(i - 1) not in {
        "in", "since", "until", "till", "by", "last", "next", "this", "of", "from", "during", "to",
        "between", "and", "early", "late", "mid", "-", "–", "after", "before", "through", "end",
    }:  # fmt: skip
        return None
    return _dated(text, first, j, j, month, None)
