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


def share(name: str, unlike_ours: list[tuple[str, str]], right: Callable[[Case], bool]) -> float:
    outcome = [right(case) for case in cases(name, unlike_ours)]
    assert outcome
    return sum(outcome) / len(outcome)


NUMBERS_NOT_OURS = [
    (r"192\.168", "an address is no number"),
    (r"\dml\b|29km|May 4th|SCP-173", "a number in a unit, date or name is none there; we read it"),
    (r"\^|over (?:one|three|twenty|3|20|"
     r"one hundred)\b", "powers and quotients are sums to work out"),
    (r"(?:hundred|thousand|million|twenty|thirty|ninety|one|a)[ -].*(?:fifths?|firsts?|"
     r"trillionths|hundredths)\b",
     "fractions with a large numerator or an ordinal of two words below"),
    (r"three fifths$|two dozens|dozs", "stacked fractions and slang"),
    (r"\b\d+ ?[GM]\b|1\.2b", "a letter may be a unit: quantities decides"),
    (r"- 1 4/5|- 10  k", "a dash with a space behind it is a dash"),
    (r"(?:The|This|That|Which) one", "whether `one` counts is for quantities to say"),
    (r"1m isn|nrs\. 22", "units and lists of exercises"),
]  # fmt: skip
PERCENT_NOT_OURS = [(r"per ?cents? of", "`percent of 10` is no figure of 10 per cent")]
AGE_NOT_OURS = [(r"40 - 50", "a range is one figure"), (r"of age 87", "the unit is the year")]
MONEY_NOT_OURS = [
    (r"\bcents?\b|\bpence\b|\bpenny\b", "a cent is 0.01 of its currency"),
    (
        r"(?:dollars?|USD|\$|kuai|mao) (?:and )?(?:one|two|forty five|five|15|50|25|100)\b|"
        r"c \$ 100",
        "coins without their name",
    ),
    (r"元|ரூ", "only English"),
    (r"satoshi|\bsen\b", "a part of a coin by a name of its own"),
    (r"lira 11|dollar 22", "a listing of accounts; a name before its number"),
    (r"\d USD million", "a magnitude behind its currency"),
]
DIMENSION_NOT_OURS = [
    (r"eight to 10 feet", "a range is one figure"),
    (r"75 -300mm", "a lens's name"),
    (r"half turn", "a turn is no unit"),
]
DATES_NOT_OURS = [
    (r"\b(?:the|this|that|whole|entire|same|following) (?:day|week|month|year|weekend|"
     r"fortnight)s?\b(?! of)|"
     r"for the (?:day|week|month|year|fortnight)|of the (?:day|week|month|year)|weekend|"
     r"end of (?:the )?(?:week|month|year)|EO[YMD]",
     "calendar speech without a date: the text's own point in time is meant"),
    (r"\bweek\b.*\bof\b|week \d|first \d? ?(?:week|month|day)|\dth month|third month|"
     r"last \w+ (?:weeks|months) of|first ten days",
     "weeks of a calendar"),
    (r"christmas|easter|thanksgiving|halloween|independence day|labor day|earth day|"
     r"black friday|eid |"
     r"new year|holiday|valentine|day 20|juneteenth|ramadan|martin luther|memorial|columbus|"
     r"yuandan|"
     r"workers. day|saint patrick|mother|father|st\.? ?patrick|mardi|washington|groundhog|cinco|"
     r"veteran|fool|lunar|chinese",
     "feasts"),
    (r"\b(?:next|coming|upcoming|following|past|previous|last) (?:\d+|"
     r"\w+) (?:business )?(?:days?|weeks?|weekdays?|months?|years?|quarters?|decades?|fortnights?)|"
     r"\b(?:\d+|\w+) (?:next|coming|upcoming|past|previous|last) (?:days|weeks|months|years|"
     r"quarters)|couple|few",
     "we count from the report's date, by its month or year; there from the day after"),
    (r"\b(?:later|earlier) (?:in |this |that |previous |last |next )|year to date|ytd|"
     r"so far", "parts of a running period"),
    (r"days? (?:after|before|from|ago)|weeks? (?:after|before|from|ago|later|since)|"
     r"months? (?:after|before|from|ago)|years? (?:after|before|from|ago|since|later)|from now|"
     r"within",
     "sums of a duration and a day; `ago` is as exact as its unit"),
    (r"century|centuries|\bq[1-4]\b.*\bthis\b", "a century begins with the year 01; there with 00"),
    (r"\b(?:mon|tue|wed|thu|fri|sat|"
     r"sun)[a-z]*\b",
      "weekdays: the last one before the date in reports, the next one in calendars"),
    (r"\bthe \d+(?:st|nd|rd|th)\b(?! of [a-z]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
     r"dec))|\bon \d{1,2}\b", "a day without a month"),
    (r"(?<![\d/])\d{1,2}[/.-]\d{1,2}(?![\d/.-])",
     "a day and a month by numbers alone may be a fraction"),
    (r"tmrw|tmr\b|\bnow\b|tonight|dawn|morning|afternoon|night|evening", "times of day and slang"),
    (r"(?:nineteen|seventeen|two thousand|twenty) (?:and )?(?:hundred|eighty|seventy|ninety|"
     r"fifteen|five|eleven|one|twenty|thirty|sixteen|eighteen|nineteen)|in October two thousand|"
     r"of 87",
     "years in words or in two digits"),
    (r"[<>=]|\bdecember 27|\$DEC|first 12|\botd\b|\bw/c\b|to date|till date|work ?week|"
     r"working week|set OOO",
     "queries, messages and shorthand"),
    (r"\b(?:jan|oct|nov)/\d|\d+/\d+-\d+/\d+|\d{4}[/-](?:aug|sep|\d+/sep)|September-2020|/40\b",
     "forms of dates that no report writes"),
    (r"(?:coming|following|previous|past) quarter|(?:august|may) (?:and|to) (?:october|march|"
     r"september)|18 and 19 June",
     "which of the months and quarters before or after the date is meant"),
    (r"feb 29|feb 30|2/29", "days that are not in the calendar"),
    (r"to the third", "an interval over the end of a month that is not named"),
    (r"\d0 ?s\b|\bnineties", "decades without their century, or in two words"),
    (r"~", "a tilde is no dash"),
    (r"sy ?18|cy18|in 3 years", "codes; a term"),
    (r"\d{8}|2016 10 16|\d{4}-\d{1}\b|\d{1,2}-\d{4}", "dates without signs between their parts"),
    (r"early|mid[- ]|late[ -]|beginning|middle|end of|start of|"
     r"EOM", "early, mid and late are thirds; there halves"),
    (r"starting|as (?:early|late) as|greater|later than|earlier than|more than|less than|"
     r"before .* (?:or|and) after|but not",
     "comparisons and bounds in a query's words"),
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
        got = [q.value for q in quantities(case["Input"]) if q.unit is not None]
        values = [result["Resolution"].get("value") for result in case["Results"]]
        want = [float(value.rstrip("%")) for value in values if value not in {None, "null"}]
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
    assert len(ours) >= 100
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
