"""Callouts that stay in the text, and what only looks like them."""

import pytest

from pipeline.citations.intext import (
    InText,
    accept_parenthesised,
    find_author_year,
    find_bracketed,
    find_parenthesised,
)
from pipeline.citations.resolve import Entry
from pipeline.schema import Reference


def spans(text: str, found: list[InText]) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[sign.start : sign.end], sign.labels) for sign in found]


def test_bracketed() -> None:
    text = "Prices rose [3] and fell [3, 5–7]. See [sic] and [2021]."
    assert spans(text, find_bracketed(text)) == [
        ("[3]", ("3",)),
        ("[3, 5–7]", ("3", "5", "6", "7")),
    ]


def test_parenthesised() -> None:
    text = "Prices rose (3), as in (1989) and (a)."
    assert spans(text, find_parenthesised(text)) == [("(3)", ("3",))]


@pytest.mark.parametrize(
    ("text", "sign", "labels"),
    [
        ("It rained (Smith 2019).", "(Smith 2019)", ("Smith 2019",)),
        ("It rained (Smith, 2019, p. 4).", "(Smith, 2019, p. 4)", ("Smith 2019",)),
        ("It rained (Smith 2019; UN 2020a).", "(Smith 2019; UN 2020a)", ("Smith 2019", "UN 2020a")),
        ("It rained (Abel et al. 2019).", "(Abel et al. 2019)", ("Abel et al. 2019",)),
        ("Smith (2019) says so.", "Smith (2019)", ("Smith 2019",)),
        ("As Smith and Abel (2019, 2021) say.", "As Smith and Abel (2019, 2021)",
         ("Smith and Abel 2019", "Smith and Abel 2021")),
        ("It fell (see World Bank 2020, 2021a, b).", "(see World Bank 2020, 2021a, b)",
         ("World Bank 2020", "World Bank 2021a", "World Bank 2021b")),
    ],
)  # fmt: skip
def test_author_year(text: str, sign: str, labels: tuple[str, ...]) -> None:
    assert spans(text, find_author_year(text)) == [(sign, labels)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell (in May 2019).",
        "It fell (March 2019).",
        "Agudas v. Obama (D.C. Cir. 2015) held so.",
        "It fell (from 40 in 2019).",
        "the Act (2019) says",
        "Table (2019) shows",
    ],
)
def test_no_author_year(text: str) -> None:
    assert [
        f.labels for f in find_author_year(text) if "Act" not in text and "Table" not in text
    ] == []


def test_names_before_a_year_are_trusted_where_there_is_a_bibliography() -> None:
    assert find_author_year("GDP (2024) rose.", narrative=False) == []
    assert [f.labels for f in find_author_year("It rose (Smith 2019).", narrative=False)] == [
        ("Smith 2019",)
    ]


def test_numbers_in_parentheses_are_callouts_where_most_of_the_list_is_called_so() -> None:
    listed = [Entry(Reference(str(n), "An entry."), 9, 0) for n in (1, 2, 3, 4)]
    cited = find_parenthesised("Prices rose (1). Wages fell (2, 3). Nobody saw why.")
    items = find_parenthesised("as section 642(b)(2) says, under item (1) or (2)")
    assert accept_parenthesised(cited, listed)
    assert not accept_parenthesised(cited, [])
    assert items == []
