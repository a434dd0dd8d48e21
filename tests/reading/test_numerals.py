"""Raised numerals drawn small are read for what they are."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.reading.marks import Row, find_marks
from pipeline.reading.numerals import load_net, read_marks

SIZE, BASE = 42, 90  # pixels: type of 10 points at 300 dots an inch


def drawn(word: str, sign: str, share: float = 0.6) -> tuple[NDArray[np.uint8], Row]:
    """A word with a raised sign behind it, in Pillow's own font, a little soft."""
    page = Image.new("L", (420, 140), 255)
    pen = ImageDraw.Draw(page)
    body, small = ImageFont.load_default(SIZE), ImageFont.load_default(SIZE * share)
    pen.text((40, BASE), word, font=body, fill=20, anchor="ls")
    end = 40 + body.getlength(word)
    pen.text((end + 2, BASE - 0.35 * SIZE), sign, font=small, fill=20, anchor="ls")
    capital = -ImageDraw.Draw(page).textbbox((0, 0), "H", font=body, anchor="ls")[1]
    page = page.filter(ImageFilter.GaussianBlur(0.7))
    return np.asarray(page), Row(40, end, BASE, 0.0, capital)


def read(word: str, sign: str) -> list[str]:
    net = load_net()
    assert net is not None, "models/numerals is a part of the repository"
    grey, row = drawn(word, sign)
    found = read_marks(find_marks(grey, [row]), net)
    return [readings[0][0] for readings, _ in found if readings]


@pytest.mark.parametrize("sign", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "27", "135"])
def test_numerals(sign: str) -> None:
    assert read("action.", sign) == [sign]


@pytest.mark.parametrize("sign", ["8,9", "47,48", "5-8", "12-14"])
def test_what_stands_between_two_numerals_is_read_too(sign: str) -> None:
    assert read("action.", sign) == [sign]


def test_an_apostrophe_and_a_quotation_mark_are_none() -> None:
    page = Image.new("L", (420, 140), 255)
    font = ImageFont.load_default(SIZE)
    ImageDraw.Draw(page).text((40, BASE), "don’t “act”", font=font, fill=20, anchor="ls")
    net = load_net()
    assert net is not None
    marks = find_marks(np.asarray(page), [Row(40, 380, BASE, 0.0, 0.7 * SIZE)])
    assert [r[0][0] for r, _ in read_marks(marks, net) if r and r[0][0].isdecimal()] == []


def test_readings_are_probabilities() -> None:
    net = load_net()
    assert net is not None
    grey, row = drawn("action.", "38")
    ((readings, nothings),) = read_marks(find_marks(grey, [row]), net)
    assert sum(share for _, share in readings) <= 1.001
    assert [share for _, share in readings] == sorted((s for _, s in readings), reverse=True)
    assert all(0 <= share <= 1 for share in nothings)
