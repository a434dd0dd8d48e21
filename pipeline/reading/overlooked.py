"""Print that Tesseract passed over: what it lays out wrongly, it does not read at all.

It takes a frame's text for a picture, a narrow column of figures or of labels for nothing, or for
one word that runs up the page. Ink of the size of letters that no word covers is cut out and read
alone, as one block.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray
from PIL import ImageOps

from pipeline.config import ReadingSettings
from pipeline.reading import ocr
from pipeline.reading.images import INK, Picture
from pipeline.reading.marks import components
from pipeline.reading.textlayer import Piece

log = logging.getLogger(__name__)

COARSE = 100.0  # dots an inch are enough to see where letters stand
COVERED = (0.08, 0.3)  # ems beside, and over and under a word that are its own
LETTER = (0.38, 1.5)  # ems that a letter, a figure or a word of few is high
WIDEST = 14.0  # ems of letters that run into one another
APART = (1.1, 0.8)  # ems to the side, and up and down, that parts of one region stand apart
LEAST_LETTERS = 4  # of a region: fewer are a sign, or dirt
FULL = 0.4  # share of a region that ink may cover: more is a picture
MARGINS = 0.08  # share of the page's height at its head and foot where a line alone is no text
MOST_REGIONS = 12  # of a page: more is a map or a drawing
SURE = 0.6  # mean confidence of a region that is believed
WORD_SURE = 0.45  # and of each of its words
UPRIGHT = 1.6  # times as high as wide: no word of two letters and more, unless it runs up the page
TALL = 1.6  # times the page's type
DOUBTED = 0.8  # confidence of what stands over or under such a word and is thrown out with it

Pixels = tuple[int, int, int, int]  # top, bottom, left, right


def look_again(
    picture: Picture, lines: list[list[Piece]], settings: ReadingSettings
) -> list[list[Piece]]:
    """Return the lines of a page with those that Tesseract passed over.

    Raises:
        PageTimeout, MissingTool: see ``ocr.recognise_all``.
    """
    if not lines:
        return lines
    usual = median([piece.size for line in lines for piece in line])
    kept = _without_upright(lines, usual)
    if not kept:
        return lines
    found = overlooked(picture, kept, usual)
    if not found:
        return kept
    scale = 72 / picture.dpi
    cuts = [_cut(picture, box) for box in found]
    answers = ocr.recognise_all(cuts, settings, block=True)
    for (top, _, left, _), answer in zip(found, answers, strict=True):
        if ocr_confidence(answer) < SURE:
            continue
        dx, dy = (left - MARGIN) * scale, (top - MARGIN) * scale
        for line in answer:
            moved = [
                replace(
                    piece,
                    x0=piece.x0 + dx,
                    x1=piece.x1 + dx,
                    top=piece.top + dy,
                    bottom=piece.bottom + dy,
                    baseline=piece.baseline + dy,
                )
                for piece in line
                if piece.confidence >= WORD_SURE and any(map(str.isalnum, piece.text))
            ]
            if moved:
                kept.append(moved)
    return kept


def _without_upright(lines: list[list[Piece]], usual: float) -> list[list[Piece]]:
    """Return the lines without words that run up the page, and doubtful ones in their column."""
    upright = [piece for line in lines for piece in line if _runs_up(piece, usual)]
    if not upright:
        return lines

    def out(piece: Piece) -> bool:
        return any(
            piece is one
            or (
                piece.confidence < DOUBTED
                and one.x0 - 2 <= (piece.x0 + piece.x1) / 2 <= one.x1 + 2
                and min(abs(piece.top - one.bottom), abs(one.top - piece.bottom)) < 4 * usual
            )
            for one in upright
        )

    kept = [[piece for piece in line if not out(piece)] for line in lines]
    return [line for line in kept if line]


def _runs_up(piece: Piece, usual: float) -> bool:
    """Say whether what passes for a word is a column of small print read from its side."""
    height, width = piece.bottom - piece.top, piece.x1 - piece.x0
    return len(piece.text) > 1 and height > TALL * usual and height > UPRIGHT * width


def ocr_confidence(lines: Sequence[Sequence[Piece]]) -> float:
    """Return the mean confidence of the words; 0 if there are none."""
    found = [piece.confidence for line in lines for piece in line]
    return sum(found) / len(found) if found else 0.0


MARGIN = 12  # pixels of paper round what is cut out


def _cut(picture: Picture, box: Pixels) -> Picture:
    top, bottom, left, right = box
    image = picture.image.crop((left, top, right, bottom))
    paper = int(np.median(np.asarray(picture.image.reduce(8))))
    return Picture(ImageOps.expand(image, MARGIN, fill=paper), picture.dpi)


def overlooked(picture: Picture, lines: Sequence[Sequence[Piece]], usual: float) -> list[Pixels]:
    """Return the regions of a picture whose letters no word of ``lines`` covers, in its pixels."""
    factor = max(1, round(picture.dpi / COARSE))
    small = np.asarray(picture.image.reduce(factor), dtype=np.int16)
    if small.size == 0:
        return []
    em = usual * picture.dpi / 72 / factor
    dark = small < np.median(small) - 1.5 * INK
    _wipe(dark, lines, picture.dpi / 72 / factor, em)
    if not dark.any():
        return []
    boxes, _ = components(dark)
    high, wide = boxes[:, 1] - boxes[:, 0], boxes[:, 3] - boxes[:, 2]
    letters = boxes[(high >= LETTER[0] * em) & (high <= LETTER[1] * em) & (wide <= WIDEST * em)]
    if len(letters) < LEAST_LETTERS:
        return []
    near = np.zeros_like(dark)
    side, up = round(APART[0] * em), round(APART[1] * em)
    for top, bottom, left, right in letters:
        near[max(0, top - up) : bottom + up, max(0, left - side) : right + side] = True
    _, labels = components(near)
    of = labels[(letters[:, 0] + letters[:, 1]) // 2, (letters[:, 2] + letters[:, 3]) // 2]
    found: list[Pixels] = []
    for label in np.unique(of):
        own = letters[of == label]
        top, bottom = int(own[:, 0].min()), int(own[:, 1].max())
        left, right = int(own[:, 2].min()), int(own[:, 3].max())
        full = float(dark[top:bottom, left:right].mean())
        weight = sum(max(1.0, width / em) for width in own[:, 3] - own[:, 2])
        if weight < LEAST_LETTERS or full > FULL:
            continue
        if (
            bottom - top < 2 * em
            and not MARGINS <= (top + bottom) / 2 / dark.shape[0] <= 1 - MARGINS
        ):
            continue  # a running head or foot
        found.append((top * factor, bottom * factor, left * factor, right * factor))
    return found if len(found) <= MOST_REGIONS else []


def _wipe(
    dark: NDArray[np.bool_], lines: Sequence[Sequence[Piece]], scale: float, em: float
) -> None:
    """Take the ink out that words cover, in place."""
    side, up = COVERED[0] * em, COVERED[1] * em
    for line in lines:
        for piece in line:
            top, bottom = piece.top * scale - up, piece.bottom * scale + up
            left, right = piece.x0 * scale - side, piece.x1 * scale + side
            dark[max(0, round(top)) : round(bottom), max(0, round(left)) : round(right)] = False
