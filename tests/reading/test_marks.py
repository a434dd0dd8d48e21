"""Small raised components on a picture: found, and told from what is no sign."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.reading.marks import LEVELS, Mark, Row, components, find_marks

BASE, CAPITAL = 70, 30


def picture(*boxes: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """A white page with black boxes on it: left, top, right, bottom."""
    page = Image.new("L", (300, 100), 255)
    for box in boxes:
        ImageDraw.Draw(page).rectangle(box, fill=0)
    return np.asarray(page)


LETTER = (60, BASE - 20, 75, BASE)
STOP = (80, BASE - 4, 84, BASE)
RAISED = (88, BASE - 30, 96, BASE - 12)


def marks(*boxes: tuple[int, int, int, int], slope: float = 0.0) -> list[Mark]:
    return find_marks(picture(*boxes), [Row(10, 150, BASE, slope, CAPITAL)])


def test_what_stands_raised_behind_a_word_is_found() -> None:
    (mark,) = marks(LETTER, STOP, RAISED)
    assert (mark.x0, mark.x1) == (88, 97)
    assert mark.stopped
    assert mark.before < 0.2


def test_two_digits_are_one_mark() -> None:
    (mark,) = marks(LETTER, RAISED, (99, BASE - 30, 107, BASE - 12))
    assert len(mark.parts) == 2
    assert not mark.stopped


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((88, BASE - 20, 100, BASE), id="a letter stands on the line"),
        pytest.param((88, BASE - 4, 92, BASE), id="a full stop"),
        pytest.param((88, BASE - 30, 91, BASE - 25), id="the dot of an i"),
        pytest.param((88, BASE - 14, 100, BASE - 11), id="a hyphen"),
        pytest.param((88, BASE - 48, 96, BASE - 5), id="too high for a sign"),
    ],
)
def test_other_print_is_none(box: tuple[int, int, int, int]) -> None:
    assert marks(LETTER, box) == []


def test_the_top_of_a_question_mark_is_none() -> None:
    assert marks(LETTER, (88, BASE - 30, 98, BASE - 10), (91, BASE - 4, 95, BASE)) == []


def test_a_pale_sign_that_breaks_is_whole_at_a_paler_level_of_ink() -> None:
    page = picture(LETTER, STOP, RAISED).copy()
    page[BASE - 24 : BASE - 18, 88:97] = 160  # a stroke across it, paler than the rest
    row = Row(10, 150, BASE, 0.0, CAPITAL)
    pale, dark = (find_marks(page, [row], levels=(level,)) for level in (LEVELS[0], LEVELS[-1]))
    assert [mark.parts[0].ink.shape[0] for mark in pale] == [19]
    assert all(part.ink.shape[0] < 19 for mark in dark for part in mark.parts)


def test_where_letters_break_what_ends_at_the_x_height_is_none() -> None:
    page, row = picture(LETTER, (88, BASE - 22, 96, BASE - 10)), Row(10, 150, BASE, 0.0, CAPITAL)
    assert len(find_marks(page, [row], levels=(LEVELS[0],))) == 1
    assert find_marks(page, [row], levels=(LEVELS[-1],)) == []


def test_a_line_that_climbs_is_levelled() -> None:
    climbed = [(x0, y0 - 5, x1, y1 - 5) for x0, y0, x1, y1 in (LETTER, STOP, RAISED)]
    assert len(marks(*climbed, slope=-0.06)) == 1


def test_components_touch_at_a_corner() -> None:
    ink = np.array([[1, 0, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 1, 0, 0]], dtype=bool)
    boxes, labels = components(ink)
    assert boxes.tolist() == [[0, 3, 0, 3], [0, 2, 4, 5]]
    assert labels[2, 2] == labels[0, 0] != labels[0, 4]


def test_a_white_page_has_none() -> None:
    assert marks() == []
    assert find_marks(picture(LETTER), []) == []
