"""Words, lines, pages, reports and documents made by hand, so that no test opens a PDF.

A page is written as the lines a reader would give. Print is 10 points, 12 points a line, from
``left`` 72; a raised marker is written ``^3^`` behind its word and comes out as the reader
reports it: a glued word of its own, smaller and raised.

    page("The attack killed 12 people.^3^ It was", "the worst this year.")
    bare("Therise of terrorism", "", "was noted.?")          # text alone, no boxes
"""

import re
from dataclasses import replace

from pipeline.schema import (
    Block,
    BlockKind,
    Box,
    Document,
    Grid,
    GridCell,
    Line,
    Method,
    Page,
    PlacedWord,
    Report,
    Word,
)

_RUNS = re.compile(r"\^([^^\s]+)\^|([^^\s]+)")


def word(
    text: str, x0: float = 72.0, top: float = 100.0, size: float = 10.0, **more: object
) -> Word:
    """Return a printed word; its letters are half as wide as the type is high."""
    box = (x0, top, x0 + len(text) * size / 2, top + size)
    return replace(Word(text, box, size), **more)  # type: ignore[arg-type]


def line(
    text: str,
    *,
    left: float = 72.0,
    top: float = 100.0,
    size: float = 10.0,
    column: int = 0,
    bold: bool = False,
    italic: bool = False,
    confidence: float = 1.0,
) -> Line:
    """Return a printed line; ``^3^`` is a raised, smaller 3 glued to what stands before it."""
    words: list[Word] = []
    x = left
    for chunk in text.split():
        glued = False
        for raised, plain in _RUNS.findall(chunk):
            height = size * 0.6 if raised else size
            y = top if raised else top + size - height
            made = word(raised or plain, x, y, height, confidence=confidence)
            made = replace(
                made,
                rise=size * 0.35 if raised else 0.0,
                glued=glued,
                bold=bold,
                italic=italic,
            )
            words.append(made)
            assert made.box is not None
            x, glued = made.box[2], True
        x += size / 3
    return Line(tuple(words), column)


def page(
    *lines: str | Line,
    number: int = 1,
    top: float = 100.0,
    left: float = 72.0,
    size: float = 10.0,
    leading: float = 1.2,
    column: int = 0,
    method: Method = "text",
    tables: tuple[Grid, ...] = (),
    rules: tuple[Box, ...] = (),
    frames: tuple[Box, ...] = (),
) -> Page:
    """Return a page of 595 x 842 points; a string is the next line down, ``""`` a gap.

    Two spaces at a string's start indent it by two ems. A ``Line`` stands where it says, and
    what follows it goes on below it.
    """
    made: list[Line] = []
    y = top
    for item in lines:
        if isinstance(item, Line):
            made.append(item)
            y = (item.box or (0, 0, 0, y))[3] + size * (leading - 1)
        elif not item.strip():
            y += size * leading
        else:
            indent = 2 * size if item.startswith("  ") else 0.0
            made.append(line(item, left=left + indent, top=y, size=size, column=column))
            y += size * leading
    return Page(number, 595.0, 842.0, method, tuple(made), tables, rules, frames)


def bare(*lines: str, number: int = 1) -> Page:
    """Return a page of bare OCR text: no boxes, no sizes; ``""`` is a blank line."""
    made = tuple(Line(tuple(Word(text) for text in row.split())) for row in lines)
    return Page(number, 0.0, 0.0, "ocr", made)


def grid(
    *rows: tuple[str, ...],
    head_rows: int = 1,
    head_columns: int = 1,
    position: int = 0,
    top: float = 300.0,
) -> Grid:
    """Return a printed table, one string a cell; an empty string is an empty cell."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            y = top + 14 * r
            printed = (line(text, left=72 + 120 * c, top=y),) if text else ()
            cells.append(GridCell(r, c, printed, box=(72 + 120 * c, y, 192 + 120 * c, y + 14)))
    box = (72, top, 72 + 120 * max(map(len, rows)), top + 14 * len(rows))
    return Grid(tuple(cells), head_rows, head_columns, position, box)


def report(
    *pages: Page, file: str = "report.pdf", title: str | None = None, date: str | None = None
) -> Report:
    """Return a report of ``pages``, numbered from 1 in the order given."""
    numbered = tuple(replace(p, number=i) for i, p in enumerate(pages, 1))
    return Report("0" * 64, file, numbered, title, date)


def document(*blocks: str | tuple[BlockKind, str], **more: object) -> Document:
    """Return a document of ``blocks``, each a paragraph's text or ``(kind, text)``.

    Every run of characters between white space is one placed word on page 1. ``more`` are
    further fields of ``Document``, such as ``callouts`` or ``date``.
    """
    text = ""
    made: list[Block] = []
    for item in blocks:
        kind, content = ("paragraph", item) if isinstance(item, str) else item
        if text:
            text += "\n\n"
        made.append(Block(kind, len(text), len(text) + len(content)))  # type: ignore[arg-type]
        text += content
    words = []
    for i, found in enumerate(re.finditer(r"\S+", text)):
        y = 100.0 + 12 * (i // 10)
        x = 72.0 + 45 * (i % 10)
        words.append(PlacedWord(found.start(), found.end(), 1, (x, y, x + 40, y + 10)))
    whole = Document(
        "0" * 64,
        "report.pdf",
        text,
        title="A report",
        blocks=tuple(made),
        words=tuple(words),
        page_count=1,
    )
    return replace(whole, **more)  # type: ignore[arg-type]
