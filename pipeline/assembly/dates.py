"""The report's date, as its first pages print it."""

import re
from collections.abc import Sequence

from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.schema import Report

FIRST_PAGES = 2

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s{{1,3}}(?:of\s)?{_MONTH},?\s{{1,3}}{_YEAR}\b",
        rf"\b{_MONTH}\s{{1,3}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}\b",
        rf"\b{_MONTH},?\s{{1,3}}{_YEAR}\b",
    )
)
# ``River Letter, Autumn 2020``; not the ``enrolled in fall 2006`` of a running text.
_SEASON = re.compile(
    r"(?:^|[,;:|·•–—-]\s{0,3})(?:spring|summer|autumn|fall|winter)\s((?:19|20)\d\d)$", re.IGNORECASE
)
# A line about the printed form, a stamp or another edition: its date is not the report's.
_NOT_ITS_OWN = re.compile(
    r"\b(?:edition|form|rev\.|revised?|omb|expires?|expiration|declassified|released?|release"
    r"|reprint(?:ed)?|supersedes|downloaded|retrieved|accessed|printed on)(?!\w)",
    re.IGNORECASE,
)
FEW_LINES = 6  # of a block: more are a running text, where any line may hold a date
_LINE_OF_ITS_OWN = 70  # characters: a date in a longer line is part of a sentence


def printed_date_of(
    report: Report, drafts: Sequence[Draft], furniture: Sequence[PrintedLine]
) -> str | None:
    """Return the date printed on the first pages, or in the heads and feet.

    A date counts where it has a line to itself or nearly so; in a sentence it tells of something
    else, and so it does beside words of forms and stamps (``MAY 1962 EDITION``). ISO 8601, as
    exact as it is printed; of ``Autumn 2023`` the year is sure.
    """
    numbers = {page.number for page in report.pages[:FIRST_PAGES]}
    lines = [
        line.text
        for draft in drafts
        for line in draft.lines
        if line.page in numbers
        and draft.kind not in {"note", "reference", "table"}
        and len(draft.lines) <= FEW_LINES
    ]
    lines += [line.text for line in furniture]
    for line in lines:
        if (
            len(line) <= _LINE_OF_ITS_OWN
            and not line.rstrip().endswith((".", ",", ";"))
            and not _NOT_ITS_OWN.search(line)
        ):
            date = read_date(line)
            if date:
                return date
    seasons = (_SEASON.search(line) for line in lines if len(line) <= 2 * _LINE_OF_ITS_OWN)
    return next((found[1] for found in seasons if found), None)


def read_date(text: str) -> str | None:
    """Return the first date in ``text``, ISO 8601: ``14 March 2021`` -> ``2021-03-14``."""
    for form in _FORMS:
        match = form.search(text)
        if match:
            found = match.groupdict()
            month = found.get("number") or f"{_month_number(found['month']):02}"
            day = found.get("day")
            if day and not 1 <= int(day) <= 31:
                continue
            return f"{found['year']}-{month}" + (f"-{int(day):02}" if day else "")
    return None


def _month_number(name: str) -> int:
    return 1 + next(i for i, month in enumerate(_MONTHS) if month.startswith(name[:3].casefold()))
