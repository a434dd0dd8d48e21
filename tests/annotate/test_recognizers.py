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
DATES_NOT_OURS = [
    (rf"\b(?:the|this|that|whole|entire|same|following|each|our) {_UNITS}\b(?! of \d)|"
     rf"for the {_UNITS}|"
     r"of the (?:day|week|month|year)|weekend|end of (?:week|month|year)|EO[YMD]|work ?week|"
     r"working week|the fortnight|day of the month",
     "calendar speech without a date: the text's own point in time is meant, not today's"),
    (rf"\b(?:next|coming|upcoming|following|past|previous|last) (?:\d+|\w+) (?:business )?{_UNITS}|"
     rf"\b(?:\d+|\w+) (?:next|coming|upcoming|past|previous|last) {_UNITS}|couple|few|fortnight|"
     r"(?:next|last|this|coming|following|previous|past) quarters?\b|(?:in|within) \d+ \w+s\b",
     "we count from the report's date, by its month or year; there from the day after"),
    (r"\b(?:later|earlier) (?:in |this |that |previous |last |next )|to date|ytd|till date|so far",
     "parts of a running period"),
    (r"century|centuries", "a century begins with the year 01; there with 00"),
    (rf"\b(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b\.?"
     rf"(?!,? (?:the )?(?:\d{{1,2}}[a-z]{{0,2}} (?:of )?)?{_MONTH})",
     "weekdays: the last one before the date in reports, the next one in calendars"),
    (rf"\bthe (?:\d+(?:st|nd|rd|th)|[a-z-]+ day)\b(?! of {_MONTH})|"
     rf"\bon \d{{1,2}}\b(?![/.-])(?! {_MONTH})|"
     r"\d(?:st|nd|rd|th) (?:day|month) of (?:next|the)|day 20",
     "a day without a month"),
    (r"(?<![\d/.-])\d{1,2}[/-]\d{1,2}(?![\d/.-])|10/1-11/7|from 5/1-|11/20|\d/\d+-\d+/\d",
     "a day and a month by numbers alone may be a fraction or a score"),
    (r"tmrw|tmr\b|\bnow\b|tonight|dawn|morning|afternoon|night|evening|set ooo|otd\b|w/c\b|\$DEC|"
     r"[<>=]|year greater|and greater|equals to|~",
     "times of day, messages and queries"),
    (r"\bweek \d|\bweeks? of (?:the |april|february|thanks|hallo)|days of last|week of jan\b|"
     r"week of oct|last week of july|weeks? of this",
     "weeks of a calendar that is not the report's"),
    (r"christmas|easter|thanksgiving|halloween|independence|labor day|earth day|black friday|eid |"
     r"new year|holiday|valentine|juneteenth|ramadan|martin luther|memorial|columbus|yuandan|"
     r"workers. day|patrick|mother|father|mardi|washington|groundhog|cinco|veteran|fool|"
     r"lunar|chinese",
     "feasts: which day they are is no fact of the text"),
    (r"early|mid[- ]|late[ -](?!than)|beginning of|middle of|end of|start of",
     "our guidelines read early, mid and late 2021 as 2021; there they are halves"),
    (r"feb 29|feb 30|2/29", "days that are not in every calendar"),
    (r"q1 to 2018|q1 to 2018-q1|to 2018-q1|- q3 of",
     "an interval's end is within it; there it is not"),
    (r"months? ago|weeks? ago|(?:more|less) than \d",
     "`ago` is as exact as its unit; bounds of a query"),
    (r"(?:august|may) (?:and|to) (?:october|march|september)|18 and 19 June",
     "which of the years is meant: the last in reports, the next in calendars"),
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


def test_dates() -> None:
    def right(case: Case) -> bool:
        stated = case.get("Context", {}).get("ReferenceDateTime")
        today = date.fromisoformat(stated[:10]) if stated else None
        found = times_in(atoms(case["Input"]), today=today, month_first=True)
        got = [(when.start, when.end) for when in found]
        return all(any(same(g, w) for g in got for w in wanted(r)) for r in case["Results"])

    def kinds(case: Case) -> set[str]:
        return {result.get("TypeName", "").split(".")[-1] for result in case["Results"]}

    def wanted(result: Case) -> list[tuple[str | None, str | None]]:
        return [
            (v["value"], None) if "value" in v else (v.get("start"), v.get("end") or "..")
            for v in result["Resolution"]["values"]
        ]

    def same(ours: tuple[str | None, str | None], theirs: tuple[str | None, str | None]) -> bool:
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

    ours = [
        case
        for case in cases("DateTimeModel", DATES_NOT_OURS)
        if kinds(case) and kinds(case) <= {"date", "daterange"} and "not resolved" not in str(case)
    ]
    assert len(ours) >= 200
    outcome = [right(case) for case in ours]
    assert sum(outcome) / len(outcome) >= 0.85


def first_day(iso: str) -> str:
    return (iso + "-01-01")[:10]


def day_after(iso: str) -> str:
    if len(iso) == 4:
        return f"{int(iso) + 1}-01-01"
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return f"{year + month // 12}-{month % 12 + 1:02d}-01"
    return (date.fromisoformat(iso) + timedelta(1)).isoformat()
