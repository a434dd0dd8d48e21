"""Pieces -> lines -> columns, in reading order.

1. Pieces on one baseline make a row, right across the page.
2. A gutter is a white strip that runs down several rows with running text on both of its
   sides; rows are cut where one passes. Strips are found by one sweep down the page, after
   the idea of T. Breuel, "Two Geometric Algorithms for Layout Analysis" (2002).
3. What lies beside a gutter is read left side first, then right; what lies above it or below
   it is read before or after; within each the same again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.reading.textlayer import SPACE, Piece
from pipeline.schema import Line, Word

GUTTER = 0.75  # ems: the narrowest gutter
MIN_ROWS = 4  # rows of text on each side of a gutter
SAME_BASELINE = 0.25  # ems
MIN_COLUMN = 40.0  # points
CELL_GAP = 1.5  # ems of white in a row that part two cells; words stand closer


@dataclass(slots=True)
class Row:
    """Pieces on one baseline, left to right."""

    pieces: list[Piece]
    size: float
    baseline: float
    cuts: list[float] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Half the height of its small letters, from the top of the page."""
        return self.baseline - 0.25 * self.size

    @property
    def letters(self) -> int:
        """The number of characters."""
        return sum(len(piece.text) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip between two columns, over the rows from ``top`` to ``bottom``."""

    x0: float
    x1: float
    top: float
    bottom: float


def read_order(pieces: Sequence[Piece]) -> list[Line]:
    """Return the lines of a page in the order a person reads them."""
    page_rows = rows(pieces)
    gutters = find_gutters(page_rows)
    segments = [segment for row in page_rows for segment in cut(row, gutters)]
    leaves: list[list[Row]] = []
    _order(segments, gutters, leaves)
    lines = []
    for leaf in leaves:
        column = _column(leaf, gutters)
        lines += [to_line(row, column) for row in leaf]
    return lines


# --- rows ------------------------------------------------------------------------------------


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """Group pieces by baseline; small raised or sunk ones join the row they stand in."""
    made: list[Row] = []
    big = sorted(pieces, key=lambda piece: (piece.baseline, piece.x0))
    for piece in big:
        best = None
        for row in reversed(made[-12:]):
            off = abs(row.baseline - piece.baseline)
            if off <= SAME_BASELINE * min(row.size, piece.size):
                best = row
                break
        if best is None:
            made.append(Row([piece], piece.size, piece.baseline))
        else:
            best.pieces.append(piece)
            if piece.size > best.size and len(piece.text) > 1:
                best.size, best.baseline = piece.size, piece.baseline
    made = _join_raised(made)
    for row in made:
        row.pieces.sort(key=lambda piece: piece.x0)
    made.sort(key=lambda row: row.baseline)
    return made


def _join_raised(made: list[Row]) -> list[Row]:
    """Give each small piece that stands between the heights of a larger row to that row."""
    made.sort(key=lambda row: row.baseline)
    kept: list[Row] = []
    for i, row in enumerate(made):
        near = made[max(0, i - 4) : i] + made[i + 1 : i + 5]
        left: list[Piece] = []
        for piece in row.pieces:
            host = _host(piece, row, near)
            if host is None:
                left.append(piece)
            else:
                host.pieces.append(piece)
        if left:
            row.pieces = left
            kept.append(row)
    return kept


def _host(piece: Piece, own: Row, near: list[Row]) -> Row | None:
    best, best_gap = None, 0.0
    for row in near:
        for other in row.pieces:
            if other.size < 1.15 * piece.size:
                continue
            if not -0.25 * other.size < other.baseline - piece.baseline < 0.75 * other.size:
                continue
            gap = max(piece.x0 - other.x1, other.x0 - piece.x1)
            if gap < 0.4 * other.size and (best is None or gap < best_gap):
                best, best_gap = row, gap
    if best is None:
        return None
    # Its own row wins if it has a neighbour there just as near: a line of small print.
    for other in own.pieces:
        if other is not piece and other.size <= 1.15 * piece.size and len(other.text) > 3:
            gap = max(piece.x0 - other.x1, other.x0 - piece.x1)
            if gap < 0.6 * piece.size:
                return None
    return best


# --- gutters ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Strip:
    x0: float
    x1: float
    rows: list[int]


def find_gutters(page_rows: list[Row]) -> list[Gutter]:
    """Return the gutters of a page, the longest first."""
    strips = _white_strips(page_rows)
    scored = []
    for strip in strips:
        found = _as_gutter(strip, page_rows)
        if found:
            scored.append(found)
    scored.sort(key=lambda item: (-item[0], item[1].x0))
    chosen: list[Gutter] = []
    for _, gutter in scored:
        if not any(_clash(gutter, other) for other in chosen):
            chosen.append(gutter)
    return chosen


def _clash(a: Gutter, b: Gutter) -> bool:
    """Say whether two gutters stand beside one another with no room for a column between."""
    level = a.top < b.bottom and b.top < a.bottom
    return level and a.x0 - MIN_COLUMN < b.x1 and b.x0 - MIN_COLUMN < a.x1


def _white_strips(page_rows: list[Row]) -> list[_Strip]:
    """Return the maximal strips without print, each over consecutive rows."""
    if not page_rows:
        return []
    left = min(row.x0 for row in page_rows)
    right = max(row.x1 for row in page_rows)
    active: dict[tuple[float, float], list[int]] = {}
    closed: list[_Strip] = []
    for n, row in enumerate(page_rows):
        gaps = _gaps(row, left, right)
        fresh: dict[tuple[float, float], list[int]] = {}
        for (x0, x1), members in active.items():
            whole = False
            for g0, g1 in gaps:
                lo, hi = max(x0, g0), min(x1, g1)
                if hi - lo < GUTTER * row.size:
                    continue
                whole = whole or (lo == x0 and hi == x1)
                known = fresh.get((lo, hi))
                if known is None or len(known) < len(members) + 1:
                    fresh[lo, hi] = [*members, n]
            if not whole and len(members) >= MIN_ROWS:
                closed.append(_Strip(x0, x1, members))
        for gap in gaps:
            fresh.setdefault(gap, [n])
        active = fresh
    closed += [_Strip(x0, x1, m) for (x0, x1), m in active.items() if len(m) >= MIN_ROWS]
    return closed


def _gaps(row: Row, left: float, right: float) -> list[tuple[float, float]]:
    found = []
    x = left - 1000.0
    for piece in row.pieces:
        if piece.x0 - x >= GUTTER * row.size:
            found.append((x, piece.x0))
        x = max(x, piece.x1)
    found.append((x, right + 1000.0))
    return found


def _as_gutter(strip: _Strip, page_rows: list[Row]) -> tuple[int, Gutter] | None:
    """Return the strip as a gutter with its score, or None if it parts no columns."""
    sides: list[tuple[list[Piece], list[Piece]]] = []
    for n in strip.rows:
        pieces = page_rows[n].pieces
        sides.append(
            (
                _beside([piece for piece in reversed(pieces) if piece.x1 <= strip.x0 + 0.01]),
                _beside([piece for piece in pieces if piece.x0 >= strip.x1 - 0.01]),
            )
        )
    first = next((i for i, (a, b) in enumerate(sides) if a and b), None)
    lefts = [a for a, _ in sides if a]
    rights = [b for _, b in sides if b]
    if first is None and not (lefts and rights):
        return None
    if min(len(lefts), len(rights)) < MIN_ROWS:
        return None
    if not (_runs_on(lefts) and _runs_on(rights)):
        return None
    used = [page_rows[n] for n, (a, b) in zip(strip.rows, sides, strict=True) if a or b]
    top = min(row.top for row in used)
    bottom = max(row.bottom for row in used)
    both = min(len(lefts), len(rights))
    return both, Gutter(strip.x0, strip.x1, top, bottom)


def _beside(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces that follow one another without a wide gap, from the first on."""
    for i in range(1, len(pieces)):
        a, b = pieces[i - 1], pieces[i]
        if max(b.x0 - a.x1, a.x0 - b.x1) > CELL_GAP * max(a.size, b.size):
            return pieces[:i]
    return pieces


def _runs_on(lines: list[list[Piece]]) -> bool:
    """Say whether the lines on one side of a strip are running text, not a column of cells."""
    letters = [sum(len(piece.text) for piece in line) for line in lines]
    full = sum(1 for n in letters if n >= 18)
    return full >= MIN_ROWS - 1 and full >= 0.4 * len(lines)


def cut(row: Row, gutters: list[Gutter]) -> list[Row]:
    """Cut a row where gutters pass through it."""
    middle = row.middle
    passing = sorted((g for g in gutters if g.top <= middle <= g.bottom), key=lambda g: g.x0)
    if not passing:
        return [row]
    parts: list[list[Piece]] = [[]]
    edges = [g.x1 - 0.01 for g in passing]
    k = 0
    for piece in row.pieces:
        while k < len(edges) and piece.x0 >= edges[k]:
            parts.append([])
            k += 1
        parts[-1].append(piece)
    return [_segment(part, row) for part in parts if part]


def _segment(part: list[Piece], row: Row) -> Row:
    weights: dict[tuple[float, float], int] = {}
    for piece in part:
        key = (piece.size, round(piece.baseline, 1))
        weights[key] = weights.get(key, 0) + len(piece.text)
    size, baseline = max(weights, key=lambda key: weights[key])
    return Row(part, size, baseline)


# --- order -----------------------------------------------------------------------------------


def _order(segments: list[Row], gutters: list[Gutter], done: list[list[Row]]) -> None:
    """Append the segments in reading order, as stretches that no gutter parts."""
    inside = [
        (g, beside)
        for g in gutters
        if (beside := [s for s in segments if g.top <= s.middle <= g.bottom])
        and any(s.x1 <= g.x0 + 0.1 for s in beside)
        and any(s.x0 >= g.x1 - 0.1 for s in beside)
    ]
    if not inside:
        if segments:
            done.append(sorted(segments, key=lambda s: (s.baseline, s.x0)))
        return
    gutter, beside = max(inside, key=lambda item: item[0].bottom - item[0].top)
    others = [g for g in gutters if g is not gutter]
    above = [s for s in segments if s.middle < gutter.top]
    below = [s for s in segments if s.middle > gutter.bottom]
    left = [s for s in beside if s.x0 < gutter.x1 - 0.1]
    right = [s for s in beside if s.x0 >= gutter.x1 - 0.1]
    for part in (above, left, right, below):
        _order(part, others, done)


def _column(leaf: list[Row], gutters: list[Gutter]) -> int:
    """Return the column of rows that no gutter parts: -1 if they cross one above or below."""
    x0, x1 = min(row.x0 for row in leaf), max(row.x1 for row in leaf)
    if any(x0 < g.x0 and x1 > g.x1 for g in gutters):
        return -1
    edges: list[float] = []
    for g in sorted(gutters, key=lambda g: g.x0):
        if g.x1 <= x0 + 1.0 and (not edges or g.x0 > edges[-1]):
            edges.append(g.x1)
    return len(edges)


# --- lines -----------------------------------------------------------------------------------


def to_line(row: Row, column: int) -> Line:
    """Return the row as a line of words, with rise measured from its baseline."""
    row = _segment(sorted(row.pieces, key=lambda piece: piece.x0), row)
    words: list[Word] = []
    last: Piece | None = None
    for piece in row.pieces:
        glued = last is not None and _glued(last, piece)
        rise = round(row.baseline - piece.baseline, 2)
        words.append(
            Word(
                piece.text,
                piece.box,
                piece.size,
                rise if abs(rise) > 0.04 * row.size else 0.0,
                piece.confidence,
                glued,
                piece.bold,
                piece.italic,
            )
        )
        last = piece
    return Line(tuple(words), column)


def _glued(last: Piece, piece: Piece) -> bool:
    """Say whether no white space was printed between two neighbours on a line."""
    size = max(min(last.size, piece.size), 1.0)
    gap = piece.x0 - last.x1
    if piece.index == last.index + 1:  # the file says so itself
        return not piece.spaced
    return gap < SPACE * size
