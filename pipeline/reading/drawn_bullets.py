"""Bullets that are drawn and no letters: browsers print a list's discs, rings and squares so.

Without them nothing says where one item ends and the next begins. A small shape is a bullet if it
stands right before the first word of a line, at the height of its small letters, and if most
shapes like it on the page do: the dots of a chart do not.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reading.textlayer import Piece
from pipeline.schema import Box

BULLET = "•"
WIDE = (0.15, 0.62)  # of the type size that a bullet is wide
BEFORE = (0.15, 2.6)  # ems from its right edge to the item's first word
HIGH = (0.0, 0.75)  # of the type size that its middle stands above the baseline
FREE = 4.0  # ems to its left without a word, or more than three times the step to its own
ALIKE = 0.3  # points
SHARE = 0.5  # of the shapes of one size that are bullets, if any is
MOST = 500  # such shapes on a page: more are a map or a pattern
_INDEX = -9  # in the order of drawing: next to no piece


def with_drawn_bullets(pieces: list[Piece], dots: Sequence[Box]) -> list[Piece]:
    """Return the pieces of a page and one more for each bullet that is drawn."""
    if not pieces or not 0 < len(dots) <= MOST:
        return pieces
    by_baseline = sorted(pieces, key=lambda piece: piece.baseline)
    baselines = [piece.baseline for piece in by_baseline]
    largest = max(piece.size for piece in pieces)
    found: list[tuple[Box, Piece | None]] = []
    for dot in sorted(set(dots)):
        middle = (dot[1] + dot[3]) / 2
        first = bisect_left(baselines, middle + HIGH[0] * largest)
        last = bisect_left(baselines, middle + HIGH[1] * largest)
        found.append((dot, _item(dot, by_baseline[first:last])))
    led = Counter(id(piece) for _, piece in found if piece is not None)
    spaced: dict[int, Piece] = {}
    bullets: list[Piece] = []
    for dot, piece in found:
        alike = [other for box, other in found if abs(_width(box) - _width(dot)) <= ALIKE]
        if (
            piece is None
            or led[id(piece)] > 1
            or sum(other is not None for other in alike) < SHARE * len(alike)
        ):
            continue
        spaced[id(piece)] = replace(piece, spaced=True)
        bullets.append(
            Piece(BULLET, dot[0], piece.top, dot[2], piece.bottom, piece.size, piece.baseline,
                  index=_INDEX)
        )  # fmt: skip
    return [spaced.get(id(piece), piece) for piece in pieces] + bullets


def _width(box: Box) -> float:
    return box[2] - box[0]


def _item(dot: Box, beside: Sequence[Piece]) -> Piece | None:
    """Return the first piece of the item that a dot may stand before, among those at its height."""
    middle = (dot[1] + dot[3]) / 2
    level = [
        piece
        for piece in beside
        if HIGH[0] * piece.size <= piece.baseline - middle <= HIGH[1] * piece.size
    ]
    right = min((p for p in level if p.x0 >= dot[2]), key=lambda p: p.x0, default=None)
    if right is None:
        return None
    step, size = right.x0 - dot[2], right.size
    if not (BEFORE[0] * size <= step <= BEFORE[1] * size):
        return None
    if not WIDE[0] * size <= _width(dot) <= WIDE[1] * size:
        return None
    left = max((p.x1 for p in level if p.x1 <= dot[2]), default=None)
    if left is not None and dot[0] - left < min(FREE * size, 3 * step):
        return None  # a multiplication sign, a separator
    return right if any(map(str.isalnum, right.text)) else None
