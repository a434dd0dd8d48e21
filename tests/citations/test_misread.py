"""Markers that an OCR misread: told by sign, place and numbering, or not at all."""

import pytest

from pipeline.citations.misread import (
    Candidate,
    cost_of,
    decode,
    fill_gaps,
    find_candidates,
    plain_sign,
)

TEXT = (
    "The army left in May.’ It came back in June.? Prices rose at once.? The dam was closed.*"
    " Many fled.> Some returned.® “Nobody told us,” said a farmer. The river rose,” and 3.5"
    " million were cut off."
)


def decoded(text: str, last: int | None = None) -> list[tuple[str, int]]:
    tokens = text.split()
    found = decode(find_candidates(tokens), last)
    return [(tokens[d.candidate.index], d.number) for d in found]


def test_signs_that_count_up_are_markers() -> None:
    assert decoded(TEXT) == [
        ("May.’", 1),
        ("June.?", 2),
        ("once.?", 3),
        ("closed.*", 4),
        ("fled.>", 5),
        ("returned.®", 6),
    ]


def test_surviving_digits_keep_the_count() -> None:
    text = "It left.’ It came.? It fell.3 It rose.* It sank.5 It ended.®"
    assert [number for _, number in decoded(text)] == [1, 2, 3, 4, 5, 6]


def test_a_lost_marker_is_skipped_where_a_digit_says_so() -> None:
    assert [n for _, n in decoded("It left.1 It came.2 It fell. It rose.4 It sank.5")] == [
        1,
        2,
        4,
        5,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We left.” She said “no.” They ‘fled.’ Nobody came.",
        "It left. It came back. Prices rose by 3.5 per cent at 14:30.",
        "He said it.” Nobody else did. It rained.",  # one stray sign is no sequence
        "It fell.” It rose.” It sank.”",  # quotation marks alone go astray
        "It cost 4.2 and 5.7; see p.3 and no.4.",
    ],
)
def test_no_sequence_no_markers(text: str) -> None:
    assert decoded(text) == []


def test_quotation_marks_that_close_are_poor_candidates() -> None:
    found = find_candidates(["They", "are", "“sworn", "enemies.”", "It", "fell.”"])
    assert [(c.sign, c.balanced) for c in found] == [("”", True), ("”", False)]


def test_a_marker_behind_a_quotations_end() -> None:
    (found,) = find_candidates(["He", "said", "“we", "left.”®"])
    assert (found.sign, found.balanced) == ("®", False)


def test_a_new_paragraph_forgets_an_open_quotation() -> None:
    tokens = ["“We", "left.", "It", "fell.”"]
    assert find_candidates(tokens)[0].balanced
    assert not find_candidates(tokens, frozenset({2}))[0].balanced


def test_the_notes_say_how_far_the_markers_count() -> None:
    text = "It left.’ It came.2 It fell. It rose.*"
    assert [number for _, number in decoded(text, 4)] == [1, 2, 4]


def test_a_sign_costs_less_for_a_number_that_it_is_often_read_for() -> None:
    assert cost_of("*", 4) < cost_of("*", 1)
    assert cost_of("®", 6) < cost_of("®", 1)
    assert cost_of("'°", 10) < cost_of("'°", 7)
    assert cost_of("4", 4) < cost_of("4", 5)


def test_all_kinds_of_quotation_marks_are_one_sign() -> None:
    assert {plain_sign(sign) for sign in ("”", '"', "“", "’’", "''")} == {"”"}


def test_a_long_text_is_decoded_in_time() -> None:
    many = [Candidate(i, 1, "’?*>®”"[i % 6], True) for i in range(600)]
    assert len(decode(many)) > 90


def test_a_number_between_two_gaps_is_not_sure() -> None:
    text = "It left.’ It came.? It fell. It rose.” It sank.” It grew.” It ended. It paid.8"
    tokens = text.split()
    found = decode(find_candidates(tokens), 8)
    sure = {tokens[d.candidate.index] for d in found if d.certain}
    assert "paid.8" in sure
    assert "sank.”" not in sure


def test_as_many_markers_as_notes_are_all_sure() -> None:
    found = decode(find_candidates("It left.’ It came.? It fell.> It rose.*".split()), 4)
    assert [(d.number, d.certain) for d in found] == [(n, True) for n in (1, 2, 3, 4)]


def test_a_digit_behind_a_stop_is_a_marker_though_of_another_number() -> None:
    text = "It left.’ It came.? It fell.4 It rose.* It sank.5 It ended.®"  # 3, read as 4
    assert [number for _, number in decoded(text)] == [1, 2, 3, 4, 5, 6]


def test_before_a_capital_a_comma_is_what_became_of_a_full_stop() -> None:
    places = {("fled,’", "Abel"): True, ("fled,’", "but"): False, ("‘fled,’", "Abel"): False}
    for (token, after), strong in places.items():
        (found,) = find_candidates(["They", token, after])
        assert (found.strong, token, after) == (strong, token, after)


def filled(text: str, known: list[tuple[int, int]], labels: set[int]) -> list[tuple[str, int]]:
    candidates = find_candidates(text.split())
    return [(d.candidate.sign, d.number) for d in fill_gaps(candidates, known, labels)]


def test_a_sign_where_the_count_lacks_one_is_that_number() -> None:
    text = "It rained.* It rose. It fell. It froze.’ They fled. They died."
    assert filled(text, [(3, 2), (5, 3), (9, 5)], {1, 2, 3, 4, 5}) == [("*", 1), ("’", 4)]


def test_a_gap_with_two_signs_or_without_a_note_stays_open() -> None:
    two = "It rose. It froze.* It thawed.’ They fled."
    assert filled(two, [(1, 1), (7, 3)], {1, 2, 3}) == []
    assert filled("It rose. It froze.* They fled.", [(1, 1), (5, 3)], {1, 3}) == []


def test_a_count_that_starts_again_has_no_gaps() -> None:
    text = "It rose. It froze.* They fled. They died."
    assert filled(text, [(1, 1), (5, 3), (7, 1)], {1, 2, 3}) == []
