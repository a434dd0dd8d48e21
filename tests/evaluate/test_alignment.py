"""Which sentence is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.alignment import align, same_ends

A = "The army lost twelve posts along the river in a single week."
B = "Nobody in the capital would say who had given the order to withdraw."
C = "By the end of the month, fishing had begun again on the western shore."


def aligned(gold: list[str], found: list[str], cells: list[bool] | None = None) -> list[int | None]:
    return align(gold, found, cells or [False] * len(gold))


def test_sentences_are_paired_although_letters_differ() -> None:
    assert aligned([A, B, C], [C.replace("m", "rn"), "Page 4", A.replace("l", "1")]) == [2, None, 0]


def test_sentences_that_stand_twice_keep_their_order() -> None:
    assert aligned([A, B, A], [A, B, A]) == [0, 1, 2]
    assert aligned([A, B, A], [B, A]) == [None, 0, 1]


def test_nothing_is_paired_with_something_else() -> None:
    assert aligned([A, B], [C]) == [None, None]
    assert aligned([A], []) == [None]
    assert aligned([], [A]) == []


def test_one_that_was_cut_in_two_is_paired_with_its_longer_part() -> None:
    assert aligned([A], [A[:12], A[12:]]) == [1]


def test_one_that_ran_into_the_next_is_paired_once() -> None:
    assert aligned([A, B], [f"{A} {B}"]) in ([0, None], [None, 0])


def test_a_box_that_was_moved_is_found_elsewhere() -> None:
    assert aligned([A, B, C], [B, C, A]) == [2, 0, 1]


def test_table_cells_take_what_the_text_leaves_and_only_their_equals() -> None:
    gold, cells = ["71.2", A, "64.9", "71.2"], [True, False, True, True]
    assert aligned(gold, ["71.2", "71.3", "71.2", A], cells) == [0, 3, None, 2]


@given(st.lists(st.text(max_size=9), max_size=8), st.lists(st.text(max_size=9), max_size=8))
def test_no_sentence_is_taken_twice(gold: list[str], found: list[str]) -> None:
    pairs = [j for j in aligned(gold, found) if j is not None]
    assert len(set(pairs)) == len(pairs)
    assert all(0 <= j < len(found) for j in pairs)


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (A, True),
        (A.replace("army", "arrny"), True),  # a slip of the OCR
        ("“" + A + "”", True),
        ("However, " + A, False),
        (A.removeprefix("The "), False),
        (A.removesuffix(" in a single week."), False),
        (A + " It", True),  # two letters, as much as a marker left in
        (A + " Nobody", False),
        (A + " " + B + " " + A, False),  # the right ends, and another sentence between
    ],
)
def test_where_a_sentence_begins_and_ends(found: str, same: bool) -> None:
    assert same_ends(A, found) is same
