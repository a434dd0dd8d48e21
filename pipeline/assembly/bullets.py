"""Bullets that the OCR took for other signs: ``«``, ``*``, ``e``, ``9``, one list in several ways.

Print says what they are: short signs that stand under one another, each with its text set in by
the same step. One that reads as a letter or a digit is believed to be a bullet only beside others.
"""

from collections import defaultdict
from dataclasses import replace

from pipeline.assembly.draft import PrintedLine
from pipeline.assembly.paragraphs import Print
from pipeline.schema import Word

BULLET = "•"
LEAST = 2  # items
ALIGNED = 0.4  # ems that signs, and the words behind them, may stand off one another
STEP = (0.5, 3.5)  # ems from the sign's left edge to its text
BODY = 0.85  # of the body's type: smaller print is notes, whose labels are read elsewhere

_LETTERS = frozenset("eoOcCQ09")  # what discs and rings are read as
_OPENING = frozenset("(['\"“‘$€£#§†‡–—&")  # stand before a word for their own sake, or are labels


def mend_bullets(lines: list[PrintedLine], usual: Print) -> list[PrintedLine]:
    """Return the lines, with a bullet where the OCR read another sign before a list's items."""
    columns: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, printed in enumerate(lines):
        columns[printed.page, printed.line.column].append(i)
    signs = {
        i
        for found in columns.values()
        for i in _misread([(i, lines[i]) for i in found], usual.size)
    }
    return [_with_bullet(printed) if i in signs else printed for i, printed in enumerate(lines)]


def _misread(column: list[tuple[int, PrintedLine]], size: float | None) -> set[int]:
    """Return which of a column's lines begin with a bullet, however it was read."""
    if size is None:
        return set()
    starts = [(i, _start(printed, size)) for i, printed in column if printed.method == "ocr"]
    em = ALIGNED * size
    out: set[int] = set()
    for i, start in starts:
        if start is None:
            continue
        alike = [
            (j, other)
            for j, other in starts
            if other and abs(start[1] - other[1]) <= em and abs(start[2] - other[2]) <= em
        ]
        sure = {text for _, (text, _, _) in alike if not text.isalnum()}
        if len(alike) >= LEAST and sure and all(_may_be_bullet(text) for _, (text, _, _) in alike):
            out.add(i)
    return out


def _start(printed: PrintedLine, size: float) -> tuple[str, float, float] | None:
    """Return a line's sign or label, its left edge and that of the text; None if it has none."""
    words = printed.line.words
    if len(words) < 2 or len(words[0].text) > 2:
        return None
    sign, first = words[0].box, words[1].box
    if sign is None or first is None or not STEP[0] * size <= first[0] - sign[0] <= STEP[1] * size:
        return None
    if (words[1].size or 0.0) < BODY * size or not any(map(str.isalnum, words[1].text)):
        return None
    return words[0].text, sign[0], first[0]


def _may_be_bullet(text: str) -> bool:
    return len(text) == 1 and (text in _LETTERS or (not text.isalnum() and text not in _OPENING))


def _with_bullet(printed: PrintedLine) -> PrintedLine:
    first, *rest = printed.line.words
    bullet: Word = replace(first, text=BULLET, rise=0.0, glued=False)
    behind = replace(rest[0], glued=False)
    return replace(printed, line=replace(printed.line, words=(bullet, behind, *rest[1:])))
