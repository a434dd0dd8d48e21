"""One claim as one row: names, order and values."""

import re

import pytest

from pipeline.schema import Decision, Time
from pipeline.sheets import NAMES
from pipeline.sheets.columns import COLUMNS, iso, row
from tests.claim_builders import SENTENCE, claim, full_claim

# As the contract names and orders them.
CONTRACT = re.findall(
    r"\w+",
    """
    claim_id sentence_id report_id report file page bbox claim kind check_worthiness actors role
    figure value value_high relation unit what per change time time_start time_end place source cue
    modality negated citations reference reference_url confidence ocr_confidence method flags
    status reviewer reviewed_at note
    """,
)


def test_the_columns_are_those_of_the_contract() -> None:
    assert list(NAMES[: len(CONTRACT)]) == CONTRACT


def test_every_column_is_explained_once() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
    assert all(column.meaning.endswith(".") for column in COLUMNS)


def test_a_full_row() -> None:
    got = row(full_claim(), Decision("c0", "accepted", (), "Ada", "2026-01-02", "well put"))
    assert {name: got[name] for name in CONTRACT[4:]} == {
        "file": "lake.pdf",
        "page": 3,
        "bbox": "[[72.0, 310.25, 290.5, 322.0], [72.0, 322.0, 120.0, 334.0]]",
        "claim": SENTENCE,
        "kind": "fact",
        "check_worthiness": 0.75,
        "actors": "Ministry of Defence (Nigeria); Nigeria",
        "role": "source; mentioned",
        "figure": "more than 124 attacks",
        "value": 124.0,
        "value_high": None,
        "relation": ">",
        "unit": "attack",
        "what": "attacks in Borno",
        "per": None,
        "change": None,
        "time": "in 2021",
        "time_start": "2021",
        "time_end": "2021",
        "place": "Borno",
        "source": "the ministry",
        "cue": "According to",
        "modality": "asserted",
        "negated": False,
        "citations": "3, 4",
        "reference": "Ministry of Defence, Bulletin 12 (2022).",
        "reference_url": "https://md.example/12",
        "confidence": 0.9,
        "ocr_confidence": 0.875,
        "method": "ocr",
        "flags": "dehyphenated; marker repaired",
        "status": "accepted",
        "reviewer": "Ada",
        "reviewed_at": "2026-01-02",
        "note": "well put",
    }
    assert got["bbox_pages"] == "3; 3"


def test_what_is_not_stated_is_none_and_never_zero_or_empty() -> None:
    got = row(claim())
    stated = {name for name in CONTRACT if got[name] is not None}
    assert stated == set(CONTRACT[:10]) | {
        "modality", "negated", "confidence", "method", "status",
    }  # fmt: skip
    assert got["status"] == "new"


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (Time("in 2018", "2018", "2018"), "2018"),
        (Time("on August 26, 2021", "2021-08-26", "2021-08-26"), "2021-08-26"),
        (Time("1996-2001", "1996", "2001"), "1996/2001"),
        (Time("since 1997", "1997", None), "1997/.."),
        (Time("until 2014", None, "2014"), "../2014"),
        (Time("last year"), None),
        (None, None),
    ],
)
def test_a_time_as_one_iso_date_or_interval(time: Time | None, expected: str | None) -> None:
    assert iso(time) == expected
