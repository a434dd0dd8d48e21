"""The report's date, as its first pages print it."""

import datetime
import re
from collections import Counter
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
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b",
        rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s{{1,3}}(?:of\s)?{MONTH},?\s{{1,3}}{_YEAR}\b",
        rf"\b{MONTH}\s{{1,3}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}\b",
        rf"\b{MONTH},?\s{{1,3}}{_YEAR}\b",
    )
)
# ``Weekly Bulletin, Week 32, 2023``: out when the week is over.
_WEEK = re.compile(rf"\bWeek\s(?:No\.?\s)?(?P<week>\d\d?)(?:,|\sof)?\s{_YEAR}$", re.IGNORECASE)
# ``River Letter, Autumn 2020``, ``No. 44 Autumn 2023``; not the ``enrolled in fall 2006`` of a
# running text.
_SEASON = re.compile(
    r"(?:^|[,;:|·•–—-]\s{0,3}|\bNo\.?\s\d{1,4}\s{1,3})"
    r"(?:spring|summer|autumn|fall|winter|Q[1-4]|(?:first|second|third|fourth) quarter(?: of)?)"
    r"\s((?:19|20)\d\d)$",
    re.IGNORECASE,
)
# ``Filed February 20, 2020``, ``Published: March 29, 2018``: a date that says whose it is.
_LABELLED = re.compile(
    r"(?:^|^(?:Identical\s)?(?:Letters?|Memorandum|Note verbale|Statement)\s|[,.;|·•]\s{1,3})"
    r"(?:Published|PUBLISHED|Publication date|Date of publication|Filed|FILED"
    r"|Issued|ISSUED|[Dd]ated?|DATED?|Decided|DECIDED|Released|Release date"
    r"|[Ff]or immediate release|FOR IMMEDIATE RELEASE)"
    r"(?::|\son|\s[–—-])?\s{1,3}(?=[\dJFMASONDTW])(.{8,30})"
)
# ``By Ann Lee · Nairobi · Monday 11 May 2026``, ``Brief 14 | 3 June 2024``: a part of a line that
# is nothing but a date; ``read_date`` says whether the word in it is a month.
_PARTED = re.compile(r"\s[·•|]\s")
_BARE_DATE = re.compile(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?,?\s)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s)?[^\W\d]{3,9}\.?,?\s(?:\d{1,2},\s)?(?:19|20)\d\d",
    re.IGNORECASE,
)
# ``Denver, Colorado 1998``, ``© 2019``: a year at the foot of a cover.
_YEAR_LINE = re.compile(
    r"(?:(?:©|\([Cc]\)|[Cc]opyright)\D{0,60}|[A-Z][^\W\d_]{2,20}(?:,?\s[^\W\d_]{3,20}){0,2}"
    r"(?<!Act)(?<!Bill)(?<!Code)(?<!Budget)(?<!Year)(?<!Census),?\s)?((?:19|20)\d\d)"
)
_SPACED_YEAR = re.compile(r"\b([12]) ([09]) (\d) (\d)\b")  # of letterspaced capitals
_TITLE_OF_TABLE = re.compile(r"(?:table|figure|chart|exhibit|map|box)\b", re.IGNORECASE)
# A line about the printed form, a stamp or another edition: its date is not the report's.
_NOT_ITS_OWN = re.compile(
    r"\b(?:edition|form|rev\.|revised?|omb|expires?|expiration|declassified|released?|release"
    r"|reprint(?:ed)?|supersedes|downloaded|retrieved|accessed|printed on)(?!\w)",
    re.IGNORECASE,
)
_WEEKS = 52  # a year has a 53rd now and then, and no bulletin needs it
FEW_LINES = 6  # of a block: more are a running text, where any line may hold a date
_LINE_OF_ITS_OWN = 70  # characters: a date in a longer line is part of a sentence


def printed_date_of(
    report: Report, drafts: Sequence[Draft], furniture: Sequence[PrintedLine]
) -> str | None:
    """Return the date printed on the first pages, or in the heads and feet.

    A date counts where a word says that it is the report's (``Filed``, ``Published:``) or where it
    has a line to itself or nearly so; in a sentence it tells of something else, and so it does
    beside words of forms and stamps (``MAY 1962 EDITION``) and in titles of tables. ISO 8601, as
    exact as it is printed; of ``Autumn 2023`` the year is sure, and so is one at the foot of a
    cover.
    """
    numbers = {page.number for page in report.pages[:FIRST_PAGES]}
    first = [
        draft
        for draft in drafts
        if draft.lines
        and draft.lines[0].page in numbers
        and draft.kind not in {"note", "reference", "table"}
    ]
    for line in (line.text for draft in first for line in draft.lines):
        labelled = _LABELLED.search(line)
        if labelled and (date := read_date(labelled[1])):
            return date
    few = [
        draft.lines
        for draft in first
        if len(draft.lines) <= FEW_LINES and not _TITLE_OF_TABLE.match(draft.lines[0].text)
    ]
    lines = [line.text for block in few for line in block if line.page in numbers]
    lines += [line.text for line in furniture]
    for line in lines:
        part = next((p for p in _PARTED.split(line) if _BARE_DATE.fullmatch(p.strip())), None)
        if part is not None and part != line and (date := read_date(part)):
            return date
        if (
            len(line) <= _LINE_OF_ITS_OWN
            and not line.rstrip().endswith((".", ",", ";"))
            and not _NOT_ITS_OWN.search(line)
        ):
            date = read_date(line)
            if date:
                return date
    lines = [line for line in lines if not _NOT_ITS_OWN.search(line)]
    seasons = (_SEASON.search(line) for line in lines if len(line) <= 2 * _LINE_OF_ITS_OWN)
    if season := next((found[1] for found in seasons if found), None):
        return season
    cover = [line.text for block in few for line in block if line.page == min(numbers)]
    years = {found[1] for line in cover if (found := _YEAR_LINE.fullmatch(line.strip()))}
    return years.pop() if len(years) == 1 else None  # several are the axis of a chart


_TOLD = re.compile(rf"\b(?:{MONTH}(?:\s\d\d?,)?|in|since|of|by|until|during)\s{_YEAR}\b")


def borne_out(date: str | None, text: str) -> str | None:
    """Return the month of a file's date if the text tells of its year as of the present.

    The date of a file may be decades after the report's. It is believed where the text dates
    things by its year, and no fewer than by any later one.
    """
    if date is None or len(date) < len("2021-08"):
        return None
    told = Counter(found["year"] for found in _TOLD.finditer(text))
    year = date[:4]
    most = max((count for other, count in told.items() if other > year), default=0)
    return date[: len("2021-08")] if told[year] >= max(2, most) else None


def read_date(text: str) -> str | None:
    """Return the first date in ``text``, ISO 8601: ``14 March 2021`` -> ``2021-03-14``."""
    text = _SPACED_YEAR.sub(r"\1\2\3\4", text)
    for form in _FORMS:
        match = form.search(text)
        if match:
            found = match.groupdict()
            month = found.get("number") or f"{_month_number(found['month']):02}"
            day = found.get("day")
            if day and not 1 <= int(day) <= 31:
                continue
            return f"{found['year']}-{month}" + (f"-{int(day):02}" if day else "")
    week = _WEEK.search(text.strip())
    if week and 1 <= int(week["week"]) <= _WEEKS:
        return datetime.date.fromisocalendar(int(week["year"]), int(week["week"]), 7).isoformat()
    return None


def _month_number(name: str) -> int:
    return 1 + next(i for i, month in enumerate(_MONTHS) if month.startswith(name[:3].casefold()))
