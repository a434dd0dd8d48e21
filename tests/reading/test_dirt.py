"""Specks on words and marks beside a column, which Tesseract takes for print."""

from pipeline.reading.dirt import without_dirt
from pipeline.reading.scans import type_size
from pipeline.reading.textlayer import Piece


def word(
    text: str, x: float, y: float, *, width: float = 30, high: float = 7, sure: float = 0.9
) -> Piece:
    return Piece(text, x, y, x + width, y + high, 10.0, y + high, confidence=sure)


def texts(lines: list[list[Piece]]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]


def test_a_mark_before_the_edge_of_its_column_is_dirt() -> None:
    lines = [
        [word("The", 60, 100), word("law", 95, 100)],
        [word("_", 52, 112, width=4), word("passed", 60.5, 112)],
        [word("in", 60, 124), word("May", 95, 124)],
    ]
    assert texts(without_dirt(lines)) == ["The law", "passed", "in May"]


def test_marks_that_begin_a_column_of_their_own_are_kept() -> None:
    lines = [[word("|", 52, y, width=4), word("tea", 60, y)] for y in (100, 112, 124)]
    assert texts(without_dirt(lines)) == ["| tea"] * 3


def test_a_bullet_is_kept() -> None:
    lines = [[word("Tea", 60, 100)], [word("•", 52, 112, width=4), word("rice", 60, 112)]]
    assert texts(without_dirt(lines)) == ["Tea", "• rice"]


def test_a_speck_on_a_word_is_dropped_and_a_doubtful_word_is_not() -> None:
    lines = [
        [word("homes", 60, 100), word("of", 95, 100, sure=0.1)],
        [word("1", 72, 101, width=2, high=4, sure=0.0), word("be", 60, 112)],
    ]
    assert texts(without_dirt(lines)) == ["homes of", "be"]


def test_a_frame_that_touches_words_makes_their_type_no_larger() -> None:
    line = [
        word("be", 60, 100, high=11),
        word("compared", 80, 100, high=17),
        word("with", 120, 100, high=7.4),
        word("ours", 150, 98, high=9.6),
    ]
    assert type_size(line, 0.0) < 12
