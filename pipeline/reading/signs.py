"""Raised signs put among the words of a page read by OCR.

What the OCR made of a sign (``action.’`` for ``action.3``) is cut off the word it was taken for a
part of, and stands behind it as a piece of its own, with what the picture says that it may be.
A sign that the OCR dropped comes in anew. The words stay what the OCR read in all else.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from pipeline.reading.marks import LEVELS, Grey, Mark, Part, Row, find_marks
from pipeline.reading.numerals import Net, read_marks
from pipeline.reading.textlayer import Piece

Readings = tuple[tuple[str, float], ...]
Read = tuple[list[tuple[str, float]], list[float]]  # of a mark; of each part, whether it is none

LEAST = 0.25  # probability that it is a sign at all
LEAST_UNSEEN = 0.5  # the same where the OCR has nothing
NEAR = 0.75  # capitals' heights from the word that a sign stands behind
_PLAUSIBLE = re.compile(r"^(?:\d{1,4}(?:[,-]\d{1,4}){0,4}|[*†‡§¶]{1,2})$")
_JUNK = frozenset("\"'’‘“”*°®©?!^~>»<«|`´§†‡¢€£¥+=#@&\\/{}¥™")
_STOPS = ".,;:!?)]”’\"'"


@dataclass(frozen=True, slots=True)
class Sign:
    """A raised sign, in points; ``quoted`` and ``stopped`` say what stands right before it."""

    row: int
    x0: float
    x1: float
    top: float
    bottom: float
    readings: Readings  # likeliest first
    before: float  # capitals' heights to what stands left of it
    quoted: bool
    stopped: bool
    capital: float  # points


def set_signs_apart(
    image: Image.Image, dpi: float, lines: list[list[Piece]], rows: Sequence[Row], net: Net
) -> list[list[Piece]]:
    """Return the lines with the raised signs of the picture as pieces of their own.

    Args:
        image: the page, upright.
        dpi: pixels an inch of it.
        lines: as the OCR has them, in points.
        rows: the same lines' baselines, in pixels.
        net: what reads signs.
    """
    out = [_apart(line) for line in lines]
    for sign in _each_once(read_signs(np.asarray(image.convert("L")), dpi, rows, net)):
        at = _whole(out[sign.row], sign)
        for i, line in enumerate(out):
            line[:] = [
                piece
                for k, piece in enumerate(line)
                if (i, k) == (sign.row, at) or not _is(piece, sign)
            ]
        out[sign.row] = _with_sign(out[sign.row], sign)
    return [line for line in out if line]


def _apart(line: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with none reaching into the next, as a word before a sign may."""
    ends = [
        min(piece.x1, after.x0) if piece.x0 < after.x0 else piece.x1
        for piece, after in itertools.pairwise(line)
    ]
    return [replace(p, x1=x1) for p, x1 in zip(line, ends, strict=False)] + list(line[-1:])


def _each_once(signs: Sequence[Sign]) -> list[Sign]:
    """Return the signs without those found from two lines: from the nearer, or the larger type."""
    kept: list[Sign] = []
    for sign in sorted(signs, key=lambda s: (s.before > NEAR, -s.capital)):
        same = any(
            min(sign.x1, other.x1) > max(sign.x0, other.x0)
            and min(sign.bottom, other.bottom) > max(sign.top, other.top)
            for other in kept
        )
        if not same:
            kept.append(sign)
    return kept


def _whole(line: list[Piece], sign: Sign) -> int:
    """Return the place of the first piece of a line that is what the OCR made of a sign; or -1."""
    return next((k for k, piece in enumerate(line) if _is(piece, sign)), -1)


def _is(piece: Piece, sign: Sign) -> bool:
    """Say whether a piece is what the OCR made of a sign, as a line of its own."""
    if len(piece.text) > 4 or piece.readings:
        return False
    across = min(piece.x1, sign.x1) - max(piece.x0, sign.x0)
    down = min(piece.bottom, sign.bottom) - max(piece.top, sign.top)
    return across > 0.7 * (piece.x1 - piece.x0) and down > 0.7 * (piece.bottom - piece.top)


def read_signs(grey: Grey, dpi: float, rows: Sequence[Row], net: Net) -> list[Sign]:
    """Return the raised signs of a picture that may lead to a note, with what they may be."""
    marks = find_marks(grey, rows, LEVELS)
    signs: list[Sign] = []
    for mark, (readings, shares) in _clearest(marks, read_marks(marks, net)):
        kept = [(t, p) for t, p in readings if _PLAUSIBLE.match(t)]
        sure = sum(p for _, p in kept)
        if sure < LEAST:
            continue
        first = next(i for i, share in enumerate(shares) if share < 0.5 or i == len(shares) - 1)
        last = max(i for i, share in enumerate(shares) if share < 0.5 or i == 0)
        parts = mark.parts[first : max(first, last) + 1]
        signs.append(_sign(mark, parts, tuple(kept), rows[mark.row], 72 / dpi, first > 0))
    return signs


def _clearest(marks: Sequence[Mark], read: Sequence[Read]) -> Iterator[tuple[Mark, Read]]:
    """Yield the marks of each place at the level of ink where most of it can be read.

    Marks of one row that overlap, if only by way of another, are one place.
    """
    pairs = sorted(zip(marks, read, strict=True), key=lambda pair: (pair[0].row, pair[0].x0))
    place: list[tuple[Mark, Read]] = []
    for pair in pairs:
        end = max((mark.x1 for mark, _ in place), default=0)
        if place and (pair[0].row != place[0][0].row or pair[0].x0 >= end):
            yield from _best_level(place)
            place = []
        place.append(pair)
    yield from _best_level(place)


def _best_level(place: Sequence[tuple[Mark, Read]]) -> list[tuple[Mark, Read]]:
    levels: dict[float, list[tuple[Mark, Read]]] = {}
    for pair in place:
        levels.setdefault(pair[0].level, []).append(pair)
    return max(levels.values(), key=lambda own: sum(map(_told, own)), default=[])


def _told(pair: tuple[Mark, Read]) -> float:
    """Return over how many pixels of its breadth a mark can be read, by how surely."""
    mark, (readings, nothings) = pair
    likeliest = max((share for text, share in readings if _PLAUSIBLE.match(text)), default=0.0)
    parts = zip(mark.parts, nothings, strict=True)
    return likeliest * sum((part.x1 - part.x0) * (1 - nothing) for part, nothing in parts)


def _sign(
    mark: Mark, parts: Sequence[Part], readings: Readings, row: Row, scale: float, quoted: bool
) -> Sign:
    x0, x1 = parts[0].x0, max(part.x1 for part in parts)
    base = row.level + row.slope * (x0 + x1) / 2
    return Sign(
        mark.row,
        x0 * scale,
        x1 * scale,
        (base - max(part.top for part in parts) * row.capital) * scale,
        (base - min(part.foot for part in parts) * row.capital) * scale,
        readings,
        0.1 if quoted else mark.before,
        quoted,
        mark.stopped and not quoted,
        row.capital * scale,
    )


def _with_sign(line: list[Piece], sign: Sign) -> list[Piece]:
    """Return a line with a sign put in, and cut off the word that the OCR gave it to."""
    middle = (sign.x0 + sign.x1) / 2
    sure = sum(share for _, share in sign.readings)
    for i, piece in enumerate(line):
        if piece.readings or not piece.x0 - 0.5 <= middle <= piece.x1 + 0.5:
            continue
        own = (min(piece.x1, sign.x1) - max(piece.x0, sign.x0)) / max(piece.x1 - piece.x0, 0.1)
        if own > 0.7:
            if len(piece.text) > 6:
                return line
            return [*line[:i], _piece(piece.text, sign, piece, line[:i]), *line[i + 1 :]]
        if piece.x1 - sign.x1 < 0.6 * sign.capital:
            return _cut_tail(line, i, sign)
        if sign.x0 - piece.x0 < 0.12 * sign.capital:
            return _cut_head(line, i, sign)
        return _cut_middle(line, i, sign)
    before = [i for i, piece in enumerate(line) if piece.x1 <= middle]
    if sure < LEAST_UNSEEN or not line:
        return line
    if not before:
        apart = line[0].x0 - sign.x1
        if -0.1 < apart / sign.capital < 2.5:
            return [_piece("", sign, line[0], []), *line]
        return line
    if sign.before > NEAR:
        return line
    i = before[-1]
    core = _mended(line[i].text, sign)
    word = replace(line[i], text=core) if core != line[i].text else line[i]
    return [*line[:i], word, _piece("", sign, word, line[: i + 1]), *line[i + 1 :]]


def _piece(printed: str, sign: Sign, like: Piece, before: list[Piece]) -> Piece:
    """Return the sign as a piece: with the OCR's characters for it, or with its likeliest reading.

    Its confidence is 0 if the OCR has nothing there: then it is only what the picture says.
    """
    label = not before  # what opens a line is a note's label, if it is anything: one number
    read = sign.readings[0][0]
    return replace(
        like,
        text=re.sub("[,-]", "", read) if label else printed or read,
        x0=sign.x0,
        x1=sign.x1,
        top=sign.top,
        bottom=sign.bottom,
        spaced=not before or sign.before > NEAR,
        confidence=like.confidence if printed else 0.0,
        readings=sign.readings,
    )


def _cut_tail(line: list[Piece], i: int, sign: Sign) -> list[Piece]:
    piece = line[i]
    core, printed = split_tail(
        piece.text, len(sign.readings[0][0]), quoted=sign.quoted, stopped=sign.stopped
    )
    sure = sum(share for _, share in sign.readings)
    if not core or (not printed and sure < LEAST_UNSEEN):
        return line
    word = replace(
        piece,
        text=core,
        x1=max(piece.x0 + 0.1, sign.x0 - 0.01),
        top=min(max(piece.top, piece.baseline - 1.1 * sign.capital), piece.bottom - 0.1),
    )
    return [*line[:i], word, _piece(printed, sign, piece, line[: i + 1]), *line[i + 1 :]]


def split_tail(text: str, glyphs: int, *, quoted: bool, stopped: bool) -> tuple[str, str]:
    """Return a word without the sign at its end, and what the OCR made of the sign.

    Args:
        text: as the OCR read them, together.
        glyphs: characters that the sign likely has.
        quoted: a quotation mark stands between word and sign.
        stopped: a full stop or comma does.
    """
    end = len(text)
    while end > 1 and len(text) - end <= glyphs:
        ch = text[end - 1]
        taken = len(text) - end
        if ch.isdigit():
            if taken >= glyphs or (text[end - 2].isdigit() and not text[end:].isdigit() and taken):
                break
        elif ch.isalpha():
            if taken >= glyphs or text[end - 2] not in _STOPS or text[end - 2 : end - 1].isalpha():
                break
        elif ch not in _JUNK:
            break
        end -= 1
    core, sign = text[:end], text[end:]
    if quoted and sign[:1] in {"”", "’", '"', "'", "“", "‘"} and core[-1:] not in {"”", "’", '"'}:
        core, sign = core + sign[0], sign[1:]
    if stopped and core and core[-1].isalnum():
        core += "."
    return core, sign


def _mended(text: str, sign: Sign) -> str:
    """Return a word without a sign of its own, its full stop put back if that was lost."""
    return text + "." if sign.stopped and text[-1:].isalnum() else text


def _cut_head(line: list[Piece], i: int, sign: Sign) -> list[Piece]:
    piece = line[i]
    most = len(sign.readings[0][0]) + 1
    end = 0
    while end < min(most, len(piece.text) - 1) and not piece.text[end].isalpha():
        end += 1
    sure = sum(share for _, share in sign.readings)
    if not end and sure < LEAST_UNSEEN:
        return line
    word = replace(piece, text=piece.text[end:], x0=min(sign.x1 + 0.01, piece.x1 - 0.1))
    return [*line[:i], _piece(piece.text[:end], sign, piece, line[:i]), word, *line[i + 1 :]]


def _cut_middle(line: list[Piece], i: int, sign: Sign) -> list[Piece]:
    """Cut a word in two where a sign stands in it, if the OCR has one near there."""
    piece = line[i]
    share = ((sign.x0 + sign.x1) / 2 - piece.x0) / (piece.x1 - piece.x0)
    at = share * len(piece.text)
    glyphs = len(sign.readings[0][0])
    found = [
        m
        for m in re.finditer(
            r"[^\w\s.,;:()\[\]—–-]{1,4}|\d{1,4}|(?<=[.,;:])[A-Za-z](?=[A-Z])", piece.text
        )
        if m.start() > 0 and m.end() < len(piece.text) and abs((m.start() + m.end()) / 2 - at) < 2.5
    ]
    if not found:
        return line
    best = min(found, key=lambda m: abs((m.start() + m.end()) / 2 - at))
    if best.end() - best.start() > glyphs + 1:
        return line
    head = replace(piece, text=piece.text[: best.start()], x1=max(piece.x0 + 0.1, sign.x0 - 0.01))
    tail = replace(
        piece, text=piece.text[best.end() :], x0=min(sign.x1 + 0.01, piece.x1 - 0.1), spaced=False
    )
    mark = _piece(best[0], sign, piece, [head])
    return [*line[:i], head, mark, tail, *line[i + 1 :]]
