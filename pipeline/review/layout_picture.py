"""What was understood of a page, drawn on it: blocks in reading order, callouts, references.

For a person to see at a glance whether columns, boxes, notes and markers were read as printed.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipeline.config import ReadingSettings
from pipeline.reading import PagePictures
from pipeline.review.evidence import stretches
from pipeline.schema import Box, Document, Line, Page, Report, union

DPI = 100
LEGEND = 24  # pixels below the page
Colour = tuple[int, int, int]
Font = ImageFont.ImageFont | ImageFont.FreeTypeFont

COLOURS: dict[str, Colour] = {
    "title": (156, 39, 176),
    "heading": (156, 39, 176),
    "paragraph": (25, 118, 210),
    "list": (0, 131, 143),
    "quotation": (93, 64, 55),
    "table": (46, 125, 50),
    "caption": (104, 159, 56),
    "box": (239, 108, 0),
    "note": (97, 97, 97),
    "reference": (69, 90, 100),
    "contents": (130, 119, 23),
    "furniture": (158, 158, 158),
}
SET_ASIDE: Colour = (158, 158, 158)  # printed, but no part of the text: running heads and feet
ORDER: Colour = (211, 47, 47)
JOINED: Colour = (0, 150, 60)  # a callout whose reference is known
ALONE: Colour = (211, 47, 47)  # one whose reference is not
GUESSED: Colour = (245, 124, 0)  # one whose sign was misread


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block on one page. ``order`` counts the report's blocks from 1."""

    order: int
    kind: str
    page: int
    box: Box  # points


def layout_pictures(
    path: Path, report: Report, document: Document, settings: ReadingSettings
) -> Iterator[tuple[int, bytes]]:
    """Yield (page number, PNG) for every page of a report; nothing for bare text.

    Raises:
        UnreadableReport: a page cannot be drawn.
    """
    pieces = list(pieces_of(document))
    with PagePictures(path, settings) as pictures:
        if not pictures.has_pages:
            return
        for page in report.pages:
            drawn = pictures.draw(page.number, dpi=DPI, rotation=page.rotation)
            image = _marked(drawn.image, drawn.dpi / 72, page, pieces, document)
            file = io.BytesIO()
            image.save(file, "PNG")
            yield page.number, file.getvalue()


def pieces_of(document: Document) -> Iterator[Piece]:
    """Yield where each block was printed, a column or page at a time, in reading order."""
    for order, block in enumerate(document.blocks, 1):
        lines = [(at.page, at.box) for at in document.locate(block.start, block.end) if at.box]
        for page, boxes in stretches(lines):
            whole = union(boxes)
            if whole:
                yield Piece(order, block.kind, page, whole)


def set_aside(page: Page, pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of a page that are in no block."""
    here = [piece.box for piece in pieces if piece.page == page.number]
    return [line for line in page.lines if line.box and not any(_in(line.box, b) for b in here)]


def _in(line: Box, block: Box) -> bool:
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return block[0] <= x <= block[2] and block[1] <= y <= block[3]


def _marked(
    page_image: Image.Image, scale: float, page: Page, pieces: Sequence[Piece], document: Document
) -> Image.Image:
    image = Image.new("RGB", (page_image.width, page_image.height + LEGEND), (255, 255, 255))
    image.paste(page_image.convert("RGB"))
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=13)
    for line in set_aside(page, pieces):
        _outline(draw, line.box, scale, SET_ASIDE)
    before: tuple[float, float] | None = None
    for piece in (p for p in pieces if p.page == page.number):
        colour = COLOURS.get(piece.kind, SET_ASIDE)
        _outline(draw, piece.box, scale, colour, width=2)
        x, y = piece.box[0] * scale, piece.box[1] * scale
        if before is not None:
            draw.line([before, (x, y)], fill=ORDER, width=1)
        before = (x, piece.box[3] * scale)
        _label(draw, (x - 3, y), str(piece.order), colour, font, right=True)
    for callout in document.callouts:
        at = callout.location
        if at and at.box and at.page == page.number:
            colour = GUESSED if callout.repaired else JOINED if callout.references else ALONE
            _outline(draw, at.box, scale, colour, width=2)
            spot = (at.box[0] * scale, at.box[1] * scale - 17)
            _label(draw, spot, ",".join(callout.labels) or "?", colour, font)
    for reference in document.references:
        at = reference.location
        if at and at.box and at.page == page.number:
            spot = (at.box[2] * scale + 4, at.box[1] * scale)
            _label(draw, spot, f"ref {reference.label}", JOINED, font)
    _legend(draw, {p.kind for p in pieces if p.page == page.number}, page_image.height + 4, font)
    return image


def _legend(draw: ImageDraw.ImageDraw, kinds: set[str], y: float, font: Font) -> None:
    names = {kind: colour for kind, colour in COLOURS.items() if kind in kinds}
    names |= {"set aside": SET_ASIDE, "marker, joined": JOINED, "not joined": ALONE}
    x = 8.0
    for name, colour in (names | {"misread, decoded": GUESSED}).items():
        _label(draw, (x, y), name, colour, font)
        x += draw.textlength(name, font=font) + 10


def _outline(
    draw: ImageDraw.ImageDraw, box: Box | None, scale: float, colour: Colour, *, width: int = 1
) -> None:
    if box:
        x0, top, x1, bottom = (side * scale for side in box)
        draw.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), outline=colour, width=width)


def _label(
    draw: ImageDraw.ImageDraw,
    spot: tuple[float, float],
    text: str,
    colour: Colour,
    font: Font,
    *,
    right: bool = False,
) -> None:
    """Write ``text`` in white on ``colour``, to the right of ``spot`` or to its left."""
    words = text.encode("ascii", "replace").decode()[:24]  # the font at hand knows little more
    width = draw.textlength(words, font=font)
    x, y = max(spot[0] - width - 4, 0) if right else spot[0], max(spot[1], 0)
    draw.rectangle((x, y, x + width + 4, y + 15), fill=colour)
    draw.text((x + 2, y), words, fill=(255, 255, 255), font=font)
