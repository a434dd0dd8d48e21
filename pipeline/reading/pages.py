"""A printed page -> Page, from its text layer."""

import logging

from pipeline.reading.drawn_bullets import with_drawn_bullets
from pipeline.reading.glyphs import PrintedPage
from pipeline.reading.layout import read_lines
from pipeline.reading.textlayer import believe, pieces, turn_box, upright
from pipeline.schema import Box, Page

log = logging.getLogger(__name__)


def text_page(
    number: int, printed: PrintedPage, *, trust: bool = False, english: bool = True
) -> Page | None:
    """Return a page from its text layer, or None if that is not worth believing.

    Args:
        number: the page's number, from 1.
        printed: its content.
        trust: take the text layer whatever it is worth.
        english: the report is in English.
    """
    glyphs, width, height, turned = upright(printed.glyphs, printed.width, printed.height)
    drawn = pieces(glyphs)
    verdict = believe(
        printed.glyphs,
        printed.image_share,
        english=english,
        upright=drawn if turned == 0 else None,
    )
    if not verdict.believed and not trust:
        log.debug("page %d: read from its picture: %s", number, verdict.reason)
        return None
    oblique = bool(printed.glyphs) and all(glyph.angle == -1 for glyph in printed.glyphs)
    if oblique and not trust:
        log.debug("page %d: read from its picture: no line of text runs straight", number)
        return None
    angle = (360 - turned) % 360

    def turn(box: Box) -> Box:
        x0, top, x1, bottom = turn_box(box, angle, printed.width, printed.height)
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)

    strokes, boxes = tuple(map(turn, printed.strokes)), tuple(map(turn, printed.boxes))
    drawn = with_drawn_bullets(drawn, tuple(map(turn, printed.dots)))
    lines, tables = read_lines(drawn, strokes, boxes)
    return Page(
        number,
        round(width, 2),
        round(height, 2),
        "text",
        lines,
        tables,
        rules=strokes,
        frames=boxes,
        rotation=turned,
    )
