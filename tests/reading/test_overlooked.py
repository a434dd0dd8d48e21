"""Print that no word of the OCR covers, and columns that it read from their side."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.config import ReadingSettings
from pipeline.reading import ocr
from pipeline.reading.images import Picture
from pipeline.reading.overlooked import look_again, overlooked
from pipeline.reading.textlayer import Piece

DPI = 144  # two pixels a point


def picture(*texts: tuple[str, float, float]) -> Picture:
    """Return a page of 300 x 400 points, with texts of 10 points and their top left corners."""
    image = Image.new("L", (600, 800), 255)
    draw = ImageDraw.Draw(image)
    for text, x, y in texts:
        draw.text((2 * x, 2 * y), text, fill=0, font=ImageFont.load_default(20))
    return Picture(image, DPI)


def word(text: str, x: float, y: float, width: float, high: float = 10, sure: float = 0.9) -> Piece:
    return Piece(text, x, y, x + width, y + high, 10.0, y + high - 2, confidence=sure)


TEXT = ("Energy used by sector", 30.0, 100.0)
COVER = word("Energy used by sector", 28, 98, 140, 14)
FIGURES = [(figure, 200.0, 100 + 15 * n) for n, figure in enumerate(("612", "210", "402", "290"))]


def points(found: list[tuple[int, int, int, int]]) -> list[tuple[float, ...]]:
    return [tuple(round(edge / 2) for edge in box) for box in found]


def test_a_column_of_figures_that_no_word_covers_is_one_region() -> None:
    ((top, bottom, left, right),) = points(overlooked(picture(TEXT, *FIGURES), [[COVER]], 10))
    assert 100 <= top <= 106
    assert 150 <= bottom <= 160
    assert 196 <= left <= 203
    assert 212 <= right <= 225


def test_what_words_cover_is_not_overlooked() -> None:
    assert overlooked(picture(TEXT), [[COVER]], 10) == []


def test_a_rule_a_sign_and_a_running_foot_are_left_alone() -> None:
    page = picture(TEXT, ("*", 200, 150), ("Energy Monitor 17", 30, 385))
    ImageDraw.Draw(page.image).rectangle((60, 400, 500, 403), fill=0)
    assert overlooked(page, [[COVER]], 10) == []


def test_a_photograph_is_left_alone() -> None:
    page = picture(TEXT)
    ImageDraw.Draw(page.image).rectangle((100, 300, 400, 600), fill=30)
    assert overlooked(page, [[COVER]], 10) == []


@pytest.mark.parametrize(("sure", "kept"), [(0.9, True), (0.3, False)])
def test_what_is_read_again_is_put_in_its_place(
    monkeypatch: pytest.MonkeyPatch, *, sure: float, kept: bool
) -> None:
    """A label's column that the OCR took for one word up the page is read again, as it stands."""
    labels = [(f"{n}.", 30.0, 100 + 15 * n) for n in range(1, 6)]
    upright = word("womAno", 30, 112, 6, 75, sure=0.1)
    asked: list[Picture] = []

    def answer(
        pictures: list[Picture], settings: ReadingSettings, *, block: bool = False
    ) -> list[list[list[Piece]]]:
        assert block
        asked.extend(pictures)
        return [[[word("1.", 6, 6, 8, sure=sure)]]]

    monkeypatch.setattr(ocr, "recognise_all", answer)
    lines = look_again(picture(TEXT, *labels), [[COVER], [upright]], ReadingSettings())
    assert [piece.text for line in lines for piece in line] == [COVER.text] + ["1."] * kept
    assert len(asked) == 1
    if kept:
        assert lines[1][0].x0 == pytest.approx(30, abs=3)
        assert lines[1][0].top == pytest.approx(118, abs=5)
