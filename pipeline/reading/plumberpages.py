"""pdfplumber: a page's characters and drawings, as ``pdfpages.py`` gives them from PDFium.

pdfplumber counts from the media box; pages are shown from the crop box. It keeps a character's
matrix, which has no text rise in it, and does not tell invisible text: what stands over a
picture of the page is taken for an OCR layer, so that its words are looked at.
"""

import logging
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.reading.glyphs import (
    CannotOpen,
    Glyph,
    PageError,
    PrintedPage,
    direction,
    font_style,
    is_dot,
    split_drawing,
)
from pipeline.schema import Box

# It tells of each odd font and object; what matters to a person becomes a report's warning.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

Offset = tuple[float, float]
Place = Callable[[dict[str, Any]], Box]


class PlumberReader:
    """A PDF open in pdfplumber; an empty password is tried by itself.

    Damaged files make pdfplumber and pdfminer raise nearly anything: whatever it is, it means
    that they cannot read this one.

    Raises:
        CannotOpen: damaged, encrypted, or without pages.
    """

    mended = False

    def __init__(self, path: Path) -> None:
        try:
            self._pdf = pdfplumber.open(path)
            pages = len(self._pdf.pages)
        except Exception as error:  # pdfminer raises nearly anything on a damaged file
            raise CannotOpen(encrypted=_is_password(error)) from error
        if pages == 0:
            self.close()
            raise CannotOpen

    def __len__(self) -> int:
        return len(self._pdf.pages)

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()

    def metadata(self) -> dict[str, str]:
        """Return the document's own Title, CreationDate and so on; empty where not stated."""
        return {key: value for key, value in self._pdf.metadata.items() if isinstance(value, str)}

    def read_page(self, index: int) -> PrintedPage:
        """Return what page ``index`` (from 0) carries.

        Raises:
            PageError: the page is damaged.
        """
        page = self._pdf.pages[index]
        try:
            return _printed(page)
        except Exception as error:  # here, too
            raise PageError("it is damaged") from error
        finally:
            page.close()


def _is_password(error: BaseException) -> bool:
    causes = (error, *error.args) if isinstance(error, PdfminerException) else (error,)
    return any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)


def _printed(page: Any) -> PrintedPage:
    width, height, (dx, dy) = _frame(page)
    left, top = page.mediabox[0] + dx, page.mediabox[1] + dy

    def place(thing: dict[str, Any]) -> Box:
        return thing["x0"] - left, thing["top"] - top, thing["x1"] - left, thing["bottom"] - top

    def clipped(thing: dict[str, Any]) -> Box | None:
        x0, y0, x1, y1 = place(thing)
        box = max(x0, 0.0), max(y0, 0.0), min(x1, width), min(y1, height)
        return box if box[0] <= box[2] and box[1] <= box[3] else None

    drawn = [
        box
        for thing in page.rects + page.lines
        if (thing["fill"] or thing["stroke"]) and (box := clipped(thing))
    ]
    kinds = [split_drawing(box) for box in drawn]
    round_ones = [
        box
        for thing in page.curves
        if (thing["fill"] or thing["stroke"]) and (box := clipped(thing))
    ]
    images = tuple(box for thing in page.images if (box := clipped(thing)))
    bare = PrintedPage(width, height, [], images=images)
    return PrintedPage(
        width,
        height,
        _glyphs(page, place, (dx, dy), hidden=bare.image_share > 0.5),
        tuple(box for box, kind in zip(drawn, kinds, strict=True) if kind == "stroke"),
        tuple(box for box, kind in zip(drawn, kinds, strict=True) if kind == "box"),
        images,
        tuple(filter(is_dot, drawn + round_ones)),
    )


def _frame(page: Any) -> tuple[float, float, Offset]:
    """Return width and height as shown, and the crop box's corner on the media box as shown."""
    mx0, my0, mx1, my1 = _sorted(page.page_obj.mediabox)
    cx0, cy0, cx1, cy1 = _sorted(page.page_obj.cropbox)
    cx0, cy0, cx1, cy1 = max(cx0, mx0), max(cy0, my0), min(cx1, mx1), min(cy1, my1)
    if cx0 >= cx1 or cy0 >= cy1:
        cx0, cy0, cx1, cy1 = mx0, my0, mx1, my1
    wide, high = cx1 - cx0, cy1 - cy0
    if page.rotation == 90:
        return high, wide, (cy0 - my0, cx0 - mx0)
    if page.rotation == 180:
        return wide, high, (mx1 - cx1, cy0 - my0)
    if page.rotation == 270:
        return high, wide, (my1 - cy1, mx1 - cx1)
    return wide, high, (cx0 - mx0, my1 - cy1)


def _sorted(box: Any) -> Box:
    x0, y0, x1, y1 = map(float, box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _glyphs(page: Any, place: Place, offset: Offset, *, hidden: bool) -> list[Glyph]:
    chars = page.chars
    frames = [_foot(char, place(char), page.height, offset) for char in chars]
    descents = _descents(chars, frames)
    styles: dict[str, tuple[bool, bool]] = {}
    glyphs: list[Glyph] = []
    for char, (angle, size, foot, origin) in zip(chars, frames, strict=True):
        font = char["fontname"]
        if font not in styles:
            styles[font] = font_style(font)
        down = 1.0 if angle in (0, 270) else -1.0
        # The foot of a character's box is its font's descent below the baseline, rise included.
        baseline = foot - down * descents[font] * size if angle >= 0 else origin
        text = char["text"]
        bold, italic = styles[font]
        mapped = not text.startswith("(cid:")
        glyphs.append(
            Glyph(
                text if mapped else "\ufffd",
                *place(char),
                round(size, 2),
                baseline,
                angle,
                bold,
                italic,
                hidden,
                mapped,
            )
        )
    return glyphs


def _foot(
    char: dict[str, Any], box: Box, height: float, offset: Offset
) -> tuple[int, float, float, float]:
    """Return a character's angle, size, the edge under it, and its origin across that."""
    a, b, _, _, e, f = char["matrix"]
    angle = direction(a, b)
    x, y = e - offset[0], height - f - offset[1]
    x0, top, x1, bottom = box
    if angle in (90, 270):
        return angle, x1 - x0, (x0 if angle == 90 else x1), x
    return angle, bottom - top, (top if angle == 180 else bottom), y


def _descents(
    chars: list[dict[str, Any]], frames: list[tuple[int, float, float, float]]
) -> dict[str, float]:
    """Return how far below the baseline each font's boxes reach, in ems: as most of them do."""
    seen: dict[str, Counter[float]] = {}
    for char, (angle, size, foot, origin) in zip(chars, frames, strict=True):
        down = 1.0 if angle in (0, 270) else -1.0
        depth = down * (foot - origin) / size if size else 0.0
        seen.setdefault(char["fontname"], Counter())[round(depth, 3)] += 1
    return {font: depths.most_common(1)[0][0] for font, depths in seen.items()}
