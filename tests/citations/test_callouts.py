"""Signs that lead to a reference, and signs that only look so."""

from dataclasses import replace

import pytest

from pipeline.citations.callouts import (
    accept_glued,
    accept_raised,
    find_glued,
    find_raised,
    read_labels,
)
from pipeline.citations.resolve import Entry
from pipeline.schema import Reference
from tests.builders import line


def notes(*labels: str, page: int = 1) -> list[Entry]:
    return [Entry(Reference(label, "A note."), page) for label in labels]


@pytest.mark.parametrize(
    ("marker", "labels"),
    [
        ("7", ("7",)),
        ("3,4", ("3", "4")),
        ("5-8", ("5", "6", "7", "8")),
        ("3, 5–7", ("3", "5", "6", "7")),
        ("121-3", ("121", "122", "123")),
        ("1-900", ("1", "900")),  # no list of nine hundred
    ],
)
def test_lists_and_ranges(marker: str, labels: tuple[str, ...]) -> None:
    assert read_labels(marker) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The army left.^3^ It came back.", [("3",)]),
        ("The army^3^ left.", [("3",)]),
        ("The army left,^3,4^ and came back.^12-14^", [("3", "4"), ("12", "13", "14")]),
        ("It was said.”^9^", [("9",)]),
        ("In 2020,^7^ it left.", [("7",)]),
        ("The army left.^*^", [("*",)]),
        ("The army left.^†^", [("†",)]),
        ("The army^a^ left.^b^", [("a",), ("b",)]),
        ("The army left.^iii^", [("iii",)]),
        ("Abel, Odum and Ilo^1^ say that it rained.^2^", [("1",), ("2",)]),
    ],
)
def test_raised_callouts(text: str, labels: list[tuple[str, ...]]) -> None:
    found = find_raised(line(text).words)
    assert [raised.labels for raised in found] == labels


@pytest.mark.parametrize(
    "text",
    [
        "an area of 40 km^2^ was flooded",
        "some 10^6^ tonnes",
        "the 7^th^ army",
        "the 24^th^ of May",
        "a rate x^2^ of growth",
        "the sum 3 +^2^ of it",
        "^3^ Ministry of Water, 2021.",  # a note's own label
        "a power x^n^ of it",
        "the 3^d^ army",
        "Kofi Abel^1,2^, Jan van Odum^2^ and Per Ilo^3^",  # who works where
    ],
)
def test_powers_units_ordinals_and_labels_are_no_callouts(text: str) -> None:
    words = line(text).words
    found = find_raised(words)
    kept = [
        r for r, keep in zip(found, accept_raised(found, [1] * len(found), []), strict=True) if keep
    ]
    assert kept == []


def test_a_letter_needs_a_note() -> None:
    found = find_raised(line("The army^a^ left.").words)
    assert accept_raised(found, [1], []) == [False]
    assert accept_raised(found, [1], notes("a")) == [True]
    in_cell = find_raised(line("1,250^b^").words, in_table=True)
    assert [raised.labels for raised in in_cell] == [("b",)]


def test_a_sign_without_a_stop_needs_a_note_or_its_place_in_the_numbering() -> None:
    found = find_raised(line("The army^31^ left.").words)
    assert accept_raised(found, [1], notes("1", "2")) == [False]
    assert accept_raised(found, [1], notes("31")) == [True]
    assert accept_raised(found, [1], notes("31", page=9)) == [False]


def test_what_reads_as_a_power_is_a_callout_if_its_number_is_next_and_its_note_is_free() -> None:
    def kept(text: str, *labels: str) -> list[str]:
        found = find_raised(line(text).words)
        said = accept_raised(found, [1] * len(found), notes(*labels))
        return [raised.marker for raised, keep in zip(found, said, strict=True) if keep]

    assert kept("It rained.^44^ The limit is a/R^45^ and holds.", "44", "45") == ["44", "45"]
    assert kept("It rained.^44^ The limit is R^45^ and holds.^45^", "44", "45") == ["44", "45"]
    assert kept("It rained.^44^ The limit is R^46^ and holds.", "44", "46") == ["44"]
    assert kept("It rained.^1^ The limit is R^2^ and holds.", "1", "2") == ["1"]


def test_a_sign_behind_struck_out_type() -> None:
    found = find_raised(line("We also lift the limit RIC.^✘^ ^56^").words)
    assert [raised.labels for raised in found] == [("56",)]


def test_a_word_that_stands_low_is_a_base_if_it_is_small_too() -> None:
    words = line("for 50 hours / yr^24^ or more").words
    low = tuple(replace(w, rise=-2.0) if w.text == "yr" else w for w in words)
    assert [raised.power for raised in find_raised(low)] == [False]
    index = tuple(replace(w, size=6.0) if w.text == "yr" else w for w in low)
    assert [raised.power for raised in find_raised(index)] == [True]


def test_symbols_need_their_note() -> None:
    found = find_raised(line("The army left.^*^").words)
    assert accept_raised(found, [1], []) == [False]
    assert accept_raised(found, [1], notes("*")) == [True]


def test_digits_glued_to_a_word_count_up_and_have_notes() -> None:
    tokens = [
        "outside",
        "the",
        "appropriation.1We",
        "think",
        "that",
        "COVID-19",
        "and",
        "T20",
        "in",
        "2019.2",
        "He",
        "left.3",
    ]
    found = find_glued(tokens)
    accepted = accept_glued(found, [1] * len(found), notes("1", "2", "3"))
    assert [(tokens[g.index], g.labels) for g in accepted] == [
        ("appropriation.1We", ("1",)),
        ("2019.2", ("2",)),
        ("left.3", ("3",)),
    ]


def test_glued_digits_without_notes_are_left_alone() -> None:
    found = find_glued(["left.1", "fell.2"])
    assert accept_glued(found, [1, 1], []) == []
