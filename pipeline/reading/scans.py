"""A page's picture -> Page: upright, recognised, in reading order."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from pipeline.config import ReadingSettings
from pipeline.reading import ocr
from pipeline.reading.dirt import without_dirt
from pipeline.reading.images import Picture, find_rules, is_blank
from pipeline.reading.layout import read_lines
from pipeline.reading.marks import Row
from pipeline.reading.numerals import load_net
from pipeline.reading.overlooked import look_again
from pipeline.reading.signs import set_signs_apart
from pipeline.reading.textlayer import Piece
from pipeline.schema import Page

log = logging.getLogger(__name__)

# Pixels: on clean print of 3.5 points at 300 dots an inch (7 pixels) Tesseract read 67 of 100
# characters, and all of them at twice the size; from 4 points (8 pixels) on it read 99.9.
LEAST_X_HEIGHT = 8.5
# Dots an inch at which a page is read first; print too small there is read again. At 200 Tesseract
# takes a fifth less time and loses no more words (6 of 100 of the corpus's scans), but figures: of
# one report's old scan 11 of 100 values were read wrongly that are right at 300.
READ_DPI = 300.0
POOR = 0.55  # mean confidence below which a page may lie on its side
SIMILAR = 0.09  # share by which the sizes of two lines of one type may be read differently
RAISED = 0.12  # ems that a mark's foot stands above the baseline


def read_pictures(
    pictures: Sequence[tuple[int, Picture]], settings: ReadingSettings
) -> list[tuple[Page, str | None]]:
    """Recognise pages, given with their numbers, to what ``read_picture`` gives of each.

    Raises:
        MissingTool: Tesseract is not there.
    """
    small = {n: picture.reduced(READ_DPI) for n, picture in pictures if not is_blank(picture.image)}
    lines: dict[int, list[list[Piece]]] = {}
    if len(small) > 1:
        try:
            answers = ocr.recognise_all(list(small.values()), settings)
            lines = dict(zip(small, answers, strict=True))
        except ocr.PageTimeout as error:  # which of them, is seen when each is alone
            log.info("pages %s: %s", ", ".join(map(str, small)), error)
    return [read_picture(n, picture, settings, lines.get(n)) for n, picture in pictures]


def read_picture(
    number: int,
    picture: Picture,
    settings: ReadingSettings,
    lines: list[list[Piece]] | None = None,
) -> tuple[Page, str | None]:
    """Recognise one page; also return in words what went wrong, if anything did.

    Args:
        number: of the page, from 1.
        picture: of it, as it lies.
        settings: language and limits.
        lines: what Tesseract has of it at ``READ_DPI``, if it was asked already.

    Raises:
        MissingTool: Tesseract is not there.
    """
    width, height = picture.size
    empty = Page(number, round(width, 2), round(height, 2), "ocr", ())
    if lines is None and is_blank(picture.image):
        return empty, None
    rotation = 0
    try:
        small = picture.reduced(READ_DPI)
        if lines is None:
            lines = ocr.recognise(small.image, small.dpi, settings)
        if confidence(lines) < POOR:
            turn = ocr.orientation(picture.image, picture.dpi, settings)
            if turn:
                turned = Picture(picture.image.rotate(-turn, expand=True), picture.dpi)
                small = turned.reduced(READ_DPI)
                again = ocr.recognise(small.image, small.dpi, settings)
                if confidence(again) > confidence(lines) + 0.1:
                    lines, picture, rotation = again, turned, turn
        seen = picture
        if is_tiny(lines, small.dpi):
            larger = picture
            if is_tiny(lines, picture.dpi) and 4 * picture.pixels <= settings.max_pixels:
                larger = picture.enlarged(2)
            if larger.dpi > small.dpi:
                again = ocr.recognise(larger.image, larger.dpi, settings)
                if sure_letters(again) > sure_letters(lines):
                    lines, seen = again, larger
        lines = without_dirt(look_again(seen, lines, settings))
    except ocr.PageTimeout:
        return empty, (
            f"page {number}: OCR took longer than {settings.ocr_timeout:g} seconds, so the page "
            "was left out. Raise ocr_timeout, or scan it again."
        )
    width, height = picture.size
    rules = find_rules(picture)
    printed, tables = read_lines(settle(with_signs(seen, lines)), rules)
    page = Page(
        number,
        round(width, 2),
        round(height, 2),
        "ocr",
        printed,
        tables,
        rules=rules,
        rotation=rotation,
    )
    return page, None


def with_signs(picture: Picture, lines: list[list[Piece]]) -> list[list[Piece]]:
    """Return the lines with what stands raised on the picture as pieces of their own."""
    net = load_net()
    if net is None or not lines:
        return lines
    scale = picture.dpi / 72
    slopes = [ocr.slope(line) for line in lines if len(line) > 4]
    skew = median(slopes) if slopes else 0.0
    sizes = [type_size(line, skew) for line in lines]
    usual = median([size for size, line in zip(sizes, lines, strict=True) for _ in line])
    rows = [
        Row(
            min(piece.x0 for piece in line) * scale,
            max(piece.x1 for piece in line) * scale,
            median([p.baseline - skew * (p.x0 + p.x1) / 2 for p in line]) * scale,
            skew,
            _trusted(size, usual, line) * ASCENDER * scale,
        )
        for line, size in zip(lines, sizes, strict=True)
    ]
    return set_signs_apart(picture.image, picture.dpi, lines, rows, net)


def _trusted(size: float, usual: float, line: list[Piece]) -> float:
    """Return a line's type size; the page's for a line whose few words hardly tell.

    A raised sign makes the word it stands behind higher. 0 for a line that is no more than a sign.
    """
    if sum(ch.isalnum() for piece in line for ch in piece.text) < 3:
        return usual if line[-1].x1 - line[0].x0 > 2 * usual else 0.0
    return usual if len(line) < 3 and 0.6 < size / usual < 1.7 else size


def confidence(lines: list[list[Piece]]) -> float:
    """Return the mean confidence of the characters; 0 if there are none."""
    letters = sum(len(piece.text) for line in lines for piece in line)
    return sure_letters(lines) / letters if letters else 0.0


def sure_letters(lines: list[list[Piece]]) -> float:
    """Return the number of characters, each counted by its confidence."""
    return sum(piece.confidence * len(piece.text) for line in lines for piece in line)


def is_tiny(lines: list[list[Piece]], dpi: float) -> bool:
    """Say whether most lines' small letters have too few pixels for Tesseract."""
    heights = [type_size(line, ocr.slope(line)) * X_HEIGHT * dpi / 72 for line in lines]
    return bool(heights) and median(heights) < LEAST_X_HEIGHT


def settle(lines: list[list[Piece]]) -> list[Piece]:
    """Give each line one size and one baseline, level across the page; set marks apart.

    Tesseract measures each line by itself, so that the same type differs by a tenth from line
    to line, and on a skewed page the two halves of a row stand at different heights.
    """
    slopes = [ocr.slope(line) for line in lines if len(line) > 4]
    skew = median(slopes) if slopes else 0.0
    measured = [type_size(line, skew) for line in lines]
    letters = [sum(len(piece.text) for piece in line) for line in lines]
    sizes = _sizes(list(zip(measured, letters, strict=True)))
    pieces: list[Piece] = []
    for line, own in zip(lines, measured, strict=True):
        size = sizes[own]
        level = median([p.baseline - skew * (p.x0 + p.x1) / 2 for p in line])
        for piece in line:
            foot = piece.bottom - skew * (piece.x0 + piece.x1) / 2
            rise = level - foot
            raised = bool(piece.readings) or (
                RAISED * size < rise < 0.8 * size
                and piece.bottom - piece.top < 0.62 * size
                and any(ch.isalnum() for ch in piece.text)
                and len(piece.text) <= 5
            )
            pieces.append(
                replace(
                    piece,
                    size=round(size * 0.62, 1) if raised else size,
                    baseline=level - rise if raised else level,
                )
            )
    for index, piece in enumerate(pieces):
        piece.index = index
    return pieces


FEW, UNEVEN = 8, 1.5  # words of a line, and how much larger one word's type may seem
# Parts of an em, midway between common serif and sans-serif faces.
X_HEIGHT, ASCENDER, DESCENDER = 0.48, 0.70, 0.21
_DEEP = frozenset("gpqy")
_SMALL = _DEEP | frozenset("acemnorsuvwxz")  # no part of theirs stands over the x-height
_WITHOUT_FLOATING = dict.fromkeys(map(ord, "-–—.,'‘’“”\"*°®^~=+_:;…•·"))


def type_size(line: list[Piece], skew: float) -> float:
    """Return a line's type size in points, from the heights of its words' ink.

    What a word's ink measures depends on its letters: ``sea`` has the x-height alone,
    ``peak`` an ascender and a descender.
    """
    shaped: list[tuple[Piece, tuple[bool, bool]]] = []
    shapes: dict[tuple[float, float], set[tuple[bool, bool]]] = {}  # of words of one height
    for piece in line:
        letters = piece.text.translate(_WITHOUT_FLOATING)
        if piece.readings or len(letters) < 2 or not letters.isalnum():
            continue
        tall = not _SMALL.issuperset(letters)
        deep = not _DEEP.isdisjoint(letters)
        shaped.append((piece, (tall, deep)))
        shapes.setdefault((piece.top, piece.bottom), set()).add((tall, deep))
    sizes: list[float] = []
    for piece, (tall, deep) in shaped:
        if len(shapes[piece.top, piece.bottom]) > 1:
            continue  # on poor print Tesseract gives words the whole line's height
        ems = (ASCENDER if tall else X_HEIGHT) + (DESCENDER if deep else 0.0)
        height = piece.bottom - piece.top - abs(skew) * (piece.x1 - piece.x0)
        sizes.append(height / ems)
    if not len(sizes) * 2 >= len(shaped) > 0:
        return line[0].size
    sizes.sort()
    uneven = len(sizes) < FEW and sizes[-1] > UNEVEN * sizes[0]  # a frame or dirt made some larger
    return round(sizes[(len(sizes) - 1) // 4] if uneven else median(sizes), 1)


def _sizes(measured: list[tuple[float, int]]) -> dict[float, float]:
    """Return for each measured size the commonest one near it, the most used first."""
    weights: dict[float, int] = {}
    for size, letters in measured:
        weights[size] = weights.get(size, 0) + letters
    left = dict(weights)
    settled: dict[float, float] = {}
    while left:
        near = {
            size: sum(w for other, w in left.items() if abs(other / size - 1) < SIMILAR)
            for size in left
        }
        best = max(near, key=lambda size: (near[size], weights[size], size))
        members = [size for size in left if abs(size / best - 1) < SIMILAR]
        middle = sum(size * left[size] for size in members) / sum(left[size] for size in members)
        for size in members:
            settled[size] = round(middle * 2) / 2
            del left[size]
    return settled
