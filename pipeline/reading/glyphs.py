"""What a PDF's page carries, as either reader gives it: characters, drawn lines, pictures.

``pdfpages.py`` and ``plumberpages.py`` make these; ``textlayer.py`` and ``layout.py`` read them and
know neither library. Lengths are PDF points from the top left of the page as shown: the crop
box's corner is the origin and the page's own ``/Rotate`` has been applied.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.schema import Box


class Glyph(NamedTuple):
    """One printed character, or one white space."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float  # type size in points, text matrix applied
    baseline: float  # from the top of the page, like ``top``
    angle: int = 0  # clockwise degrees that the text runs at, a multiple of 90; -1 is oblique
    bold: bool = False
    italic: bool = False
    hidden: bool = False  # drawn in render mode 3, as OCR layers are
    mapped: bool = True  # the font says which character this is


@dataclass(frozen=True)
class PrintedPage:
    """The content of one page of a PDF."""

    width: float
    height: float
    glyphs: list[Glyph]
    strokes: tuple[Box, ...] = ()  # thin drawn lines
    boxes: tuple[Box, ...] = ()  # drawn or filled rectangles
    images: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()  # drawn discs, rings and squares no larger than a bullet

    @property
    def image_share(self) -> float:
        """The share of the page that its largest picture covers, 0 to 1."""
        area = self.width * self.height
        return max(
            (max(x1 - x0, 0.0) * max(y1 - y0, 0.0) / area for x0, y0, x1, y1 in self.images),
            default=0.0,
        )


class CannotOpen(Exception):
    """A reader cannot open a file, or finds no pages in it."""

    def __init__(self, *, encrypted: bool = False) -> None:
        super().__init__("encrypted" if encrypted else "damaged")
        self.encrypted = encrypted


class PageError(Exception):
    """A page that a reader cannot read. ``str(error)`` says why."""


THIN = 2.5  # points; a drawn box of less height or width is a line


def split_drawing(box: Box) -> str | None:
    """Return ``stroke`` or ``box`` for a drawn rectangle, None for a speck."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if max(width, height) < 5.0:
        return None
    return "stroke" if min(width, height) <= THIN else "box"


DOT = (1.2, 9.0)  # points that a drawn bullet is wide and high


def is_dot(box: Box) -> bool:
    """Say whether a drawn shape may be a bullet: small, and about as wide as high."""
    width, height = box[2] - box[0], box[3] - box[1]
    return DOT[0] <= min(width, height) and max(width, height) <= min(
        DOT[1], 1.3 * min(width, height)
    )


def direction(a: float, b: float) -> int:
    """Return the clockwise angle of text whose matrix's first row is (a, b); -1 if oblique."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 270 if b > 0 else 90
    return -1


_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC_NAMES = ("italic", "oblique", "slanted")


def font_style(name: str) -> tuple[bool, bool]:
    """Return (bold, italic) as a font's PostScript name says, such as ``ABCDEF+Arial-BoldMT``."""
    plain = name.rpartition("+")[2].lower()
    bold = any(word in plain for word in _BOLD_NAMES) or plain.startswith(("cmbx", "cmssbx"))
    italic = any(word in plain for word in _ITALIC_NAMES) or plain.startswith(("cmti", "cmmi"))
    return bold, italic
