"""Rows -> columns -> lines in reading order.

A gutter is a white strip that runs down several rows with running text on both of its sides;
rows are cut where one passes. Strips are found by one sweep down the page, after the idea of
T. Breuel, "Two Algorithms for Geometric Layout Analysis" (2002). What lies beside a gutter is
read left side first, then right; what lies above or below it is read before or after; within
each of these the same again. A side gutter has running text on one side only, and short heads
or notes on the other: each of them is read before the text that it stands beside.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from pipeline.reading.grids import Ruled, ruled_tables
from pipeline.reading.rows import Row, body_size, make_row, rows, to_line
from pipeline.reading.tables import unruled_tables
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, Grid, Line

GUTTER = 0.75  # ems: the narrowest gutter
MIN_ROWS = 4  # rows of text on each side of a gutter
MIN_COLUMN = 40.0  # points
CELL_GAP = 1.5  # ems of white in a row that part two cells; words stand closer
FULL_LINE = 18  # characters of a line of running text
RAGGED = 8.0  # ems that lines may end before a gutter on their right
INDENT = 3.0  # ems that lines may begin behind a gutter on their left
MAX_STRIPS = 400  # looked at on a page, the longest first
MAX_ACTIVE = 300
APART = 1.9  # times the usual distance of rows: a row so far off is no part of the column

# Signs that open a list item or a note; what follows them belongs to the same line.
_MARKER = re.compile(
    r"[\W_]{1,2}|[(\[]?(?:\d{1,4}|[a-zA-Z]|[ivxlIVXL]{1,5})(?:\.\d{1,3}){0,4}[.)\]:]{0,2}"
)

STAND_IN = "\0"  # opens the text of what stands in for a ruled table

Side = Literal["none", "left", "right"]


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip between two columns, over the rows from ``top`` to ``bottom``."""

    x0: float
    x1: float
    top: float
    bottom: float
    side: Side = "none"  # the side that holds only heads or notes


def read_order(page_rows: list[Row]) -> list[tuple[list[Row], int]]:
    """Return the rows of a page in the order a person reads them, cut at the gutters.

    They come as stretches that follow one another in one column, each with that column: 0 is
    the leftmost, -1 spans them.
    """
    gutters = find_gutters(page_rows)
    segments = [segment for row in page_rows for segment in cut(row, gutters)]
    stretches: list[list[Row]] = []
    _order(segments, gutters, stretches)
    return [(stretch, _column(stretch, gutters)) for stretch in stretches]


def read_lines(
    pieces: Sequence[Piece], strokes: tuple[Box, ...] = (), boxes: tuple[Box, ...] = ()
) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """Return the lines of a page in the order a person reads them, and its tables.

    Args:
        pieces: what is printed.
        strokes: thin drawn lines.
        boxes: drawn or filled rectangles.
    """
    page_rows = rows(pieces)
    ruled = ruled_tables(page_rows, strokes, boxes)
    if ruled:
        page_rows = _set_aside(page_rows, ruled)
    lines: list[Line] = []
    tables: list[Grid] = []
    for stretch, column in read_order(page_rows):
        found = unruled_tables(stretch, strokes)
        starts = {table.start: table for table in found}
        n = 0
        while n < len(stretch):
            if n in starts:
                tables.append(replace(starts[n].grid, position=len(lines)))
                n = starts[n].end
                continue
            stand_in = stretch[n].pieces[0].text
            if stand_in.startswith(STAND_IN):
                grid = ruled[int(stand_in[1:])].grid
                tables.append(replace(grid, position=len(lines)))
            else:
                lines.append(to_line(stretch[n], column))
            n += 1
    return tuple(lines), tuple(tables)


def _set_aside(page_rows: list[Row], ruled: list[Ruled]) -> list[Row]:
    """Take the pieces of ruled tables out; a row of one piece stands where each table stood."""
    taken = frozenset().union(*(table.pieces for table in ruled))
    kept: list[Row] = []
    for row in page_rows:
        left = [piece for piece in row.pieces if id(piece) not in taken]
        if len(left) == len(row.pieces):
            kept.append(row)
        elif left:
            kept.append(make_row(left))
    for n, table in enumerate(ruled):
        x0, top, x1, bottom = table.box
        piece = Piece(f"{STAND_IN}{n}", x0, top, x1, bottom, 10.0, top + 8.0)
        kept.append(Row([piece], 10.0, top + 8.0))
    kept.sort(key=lambda row: (row.baseline, row.x0))
    return kept


# --- gutters ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Strip:
    x0: float
    x1: float
    rows: list[int]


def find_gutters(page_rows: list[Row]) -> list[Gutter]:
    """Return the gutters of a page, the best supported first."""
    strips = sorted(_white_strips(page_rows), key=lambda strip: -len(strip.rows))
    scored: list[tuple[int, Gutter]] = []
    for strip in strips[:MAX_STRIPS]:
        top, bottom = page_rows[strip.rows[0]].top, page_rows[strip.rows[-1]].bottom
        whole = Gutter(strip.x0, strip.x1, top, bottom)
        # No strip scores more than it has rows.
        if any(
            score >= len(strip.rows) and g.side == "none" and _clash(whole, g)
            for score, g in scored
        ):
            continue
        found = _as_gutter(strip, page_rows)
        if found:
            scored.append(found)
    scored.sort(key=lambda item: (item[1].side != "none", -item[0], item[1].x0))
    chosen: list[Gutter] = []
    for _, gutter in scored:
        if not any(_clash(gutter, other) for other in chosen):
            chosen.append(gutter)
    return [part for gutter in chosen for part in _parted_by_bars(gutter, chosen, page_rows)]


def _parted_by_bars(gutter: Gutter, others: list[Gutter], page_rows: list[Row]) -> list[Gutter]:
    """Return the parts of a gutter above and below the headings that stand across the page.

    Such a heading may be too short to reach this gutter: it stands alone at its height, and parts
    another gutter in two.
    """
    parts = [gutter]
    if gutter.side != "none":
        return parts
    for row in page_rows:
        last = parts[-1]
        if not last.top < row.middle < last.bottom or len(_beside(row.pieces)) < len(row.pieces):
            continue
        crossed = [g for g in others if g.side == "none" and row.x0 < g.x0 and row.x1 > g.x1]
        above = [g for g in crossed if g.bottom <= row.middle]
        if any(one.x0 < two.x1 and two.x0 < one.x1 for one in above for two in crossed
               if two.top >= row.middle):  # fmt: skip
            parts[-1:] = [replace(last, bottom=row.top), replace(last, top=row.bottom)]
    return parts


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
    body = body_size([piece for row in page_rows for piece in row.pieces])
    active: dict[tuple[float, float], list[int]] = {}
    closed: list[_Strip] = []
    for n, row in enumerate(page_rows):
        narrowest = GUTTER * min(row.size, body)  # a large heading makes no gutter narrow
        gaps = _gaps(row, left, right, narrowest)
        fresh: dict[tuple[float, float], list[int]] = {}
        for (x0, x1), members in active.items():
            whole = False
            for g0, g1 in gaps:
                lo, hi = max(x0, g0), min(x1, g1)
                if hi - lo < narrowest:
                    continue
                whole = whole or (lo == x0 and hi == x1)
                known = fresh.get((lo, hi))
                if known is None or len(known) < len(members) + 1:
                    fresh[lo, hi] = [*members, n]
            if not whole and len(members) >= MIN_ROWS:
                closed.append(_Strip(x0, x1, members))
        for gap in gaps:
            fresh.setdefault(gap, [n])
        if len(fresh) > MAX_ACTIVE:  # scattered print, such as a map's
            longest = sorted(fresh, key=lambda x: -len(fresh[x]))[:MAX_ACTIVE]
            fresh = {x: fresh[x] for x in longest}
        active = fresh
    closed += [_Strip(x0, x1, m) for (x0, x1), m in active.items() if len(m) >= MIN_ROWS]
    return [strip for strip in closed if strip.x0 > left and strip.x1 < right]


def _gaps(row: Row, left: float, right: float, narrowest: float) -> list[tuple[float, float]]:
    found = []
    x = left - 1.0
    for piece in row.pieces:
        if piece.x0 - x >= narrowest or x < left:
            found.append((x, piece.x0))
        x = max(x, piece.x1)
    found.append((x, right + 1.0))
    return found


def _as_gutter(strip: _Strip, page_rows: list[Row]) -> tuple[int, Gutter] | None:
    """Return the strip as a gutter with its score, or None if it parts no columns."""
    sides: list[tuple[Row, list[Piece], list[Piece]]] = []
    x0, x1 = strip.x0 + 0.01, strip.x1 - 0.01
    for n in strip.rows:
        row = page_rows[n]
        left = _beside([p for p in reversed(row.pieces) if p.x1 <= x0])
        right = _beside([p for p in row.pieces if p.x0 >= x1])
        if left or right:
            sides.append((row, left, right))
    sides = _without_strays(sides)
    lefts = [left for _, left, _ in sides if left]
    rights = [right for _, _, right in sides if right]
    if not lefts or not rights:
        return None
    body = median(row.size for row, _, _ in sides)
    ends = sum(1 for line in lefts if strip.x0 - max(p.x1 for p in line) < RAGGED * body)
    starts = sum(1 for line in rights if min(p.x0 for p in line) - strip.x1 < INDENT * body)
    runs_left = _runs_on(lefts) and ends >= 0.3 * len(lefts)
    runs_right = _runs_on(rights) and starts >= 0.4 * len(rights)
    side: Side
    if runs_left and runs_right:
        side = "none"
    elif runs_right and starts >= 0.6 * len(rights) and _stands_beside(lefts, rights, sides):
        side = "left"
    elif runs_left and ends >= 0.6 * len(lefts) and _stands_beside(rights, lefts, sides):
        side = "right"
    else:
        return None
    top = min(row.top for row, _, _ in sides)
    bottom = max(row.bottom for row, _, _ in sides)
    score = min(len(lefts), len(rights)) if side == "none" else max(len(lefts), len(rights))
    return score, Gutter(strip.x0, strip.x1, top, bottom, side)


def _without_strays(
    sides: list[tuple[Row, list[Piece], list[Piece]]],
) -> list[tuple[Row, list[Piece], list[Piece]]]:
    """Leave out one or two rows at an end that stand far off, such as a running head."""
    if len(sides) < MIN_ROWS + 1:
        return sides
    steps = [b[0].baseline - a[0].baseline for a, b in itertools.pairwise(sides)]
    far = APART * max(median(steps), 1.2 * median(row.size for row, _, _ in sides))
    for n in (2, 1):
        if len(steps) > n and steps[n - 1] > far:
            return _without_strays(sides[n:])
        if len(steps) > n and steps[-n] > far:
            return _without_strays(sides[:-n])
    return sides


def _beside(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces that follow one another without a wide gap, from the first on."""
    for i in range(1, len(pieces)):
        a, b = pieces[i - 1], pieces[i]
        if max(b.x0 - a.x1, a.x0 - b.x1) > CELL_GAP * max(a.size, b.size):
            return pieces[:i]
    return pieces


def _letters(line: list[Piece]) -> int:
    return sum(len(piece.text) for piece in line)


def _runs_on(lines: list[list[Piece]]) -> bool:
    """Say whether the lines on one side of a strip are running text, not a column of cells."""
    full = sum(1 for line in lines if _letters(line) >= FULL_LINE)
    return len(lines) >= MIN_ROWS and full >= MIN_ROWS - 1 and full >= 0.4 * len(lines)


def _stands_beside(
    notes: list[list[Piece]],
    text: list[list[Piece]],
    sides: list[tuple[Row, list[Piece], list[Piece]]],
) -> bool:
    """Say whether ``notes`` are heads or notes in the margin of ``text``."""
    if len(text) < MIN_ROWS + 2 or len(notes) > 0.5 * len(text):
        return False
    words = [" ".join(piece.text for piece in sorted(line, key=lambda p: p.x0)) for line in notes]
    if all(_MARKER.fullmatch(word) for word in words):
        return False
    full = [max(_letters(left), _letters(right)) >= 1.5 * FULL_LINE for _, left, right in sides]
    chosen = {id(line) for line in notes}
    places = [i for i, (_, a, b) in enumerate(sides) if id(a) in chosen or id(b) in chosen]
    level = sum(1 for i in places if any(full[max(i - 1, 0) : i + 2]))
    long = sum(1 for line in text if _letters(line) >= 1.5 * FULL_LINE)
    if level < 0.7 * len(places):
        return False  # the cells of a table
    width = max(line[-1].x1 - line[0].x0 if len(line) else 0.0 for line in map(_sorted, notes))
    room = max(line[-1].x1 - line[0].x0 for line in map(_sorted, text))
    return long >= 0.5 * len(text) and width < 0.6 * room


def _sorted(line: list[Piece]) -> list[Piece]:
    return sorted(line, key=lambda piece: piece.x0)


def cut(row: Row, gutters: list[Gutter]) -> list[Row]:
    """Cut a row where gutters pass through it."""
    middle = row.middle
    edges = sorted(g.x1 - 0.01 for g in gutters if g.top <= middle <= g.bottom)
    if not edges:
        return [row]
    parts: list[list[Piece]] = [[]]
    k = 0
    for piece in row.pieces:
        while k < len(edges) and piece.x0 >= edges[k]:
            parts.append([])
            k += 1
        parts[-1].append(piece)
    return [make_row(part) for part in parts if part]


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
    gutter, beside = max(
        inside, key=lambda item: (item[0].side == "none", item[0].bottom - item[0].top)
    )
    others = [g for g in gutters if g is not gutter]
    above = [s for s in segments if s.middle < gutter.top]
    below = [s for s in segments if s.middle > gutter.bottom]
    left = [s for s in beside if s.x0 < gutter.x1 - 0.1]
    right = [s for s in beside if s.x0 >= gutter.x1 - 0.1]
    _order(above, others, done)
    if gutter.side == "none":
        _order(left, others, done)
        _order(right, others, done)
    else:
        notes, text = (left, right) if gutter.side == "left" else (right, left)
        leaves: list[list[Row]] = []
        _order(text, others, leaves)
        done += _with_notes(leaves, notes)
    _order(below, others, done)


def _with_notes(leaves: list[list[Row]], notes: list[Row]) -> list[list[Row]]:
    """Put each head or note of the margin before the line that it stands beside."""
    for block in reversed(_blocks(notes)):
        for n, leaf in enumerate(leaves):
            k = next((k for k, row in enumerate(leaf) if row.bottom > block[0].middle), None)
            if k is not None:
                parts = [leaf[:k], block, leaf[k:]]
                leaves = leaves[:n] + [part for part in parts if part] + leaves[n + 1 :]
                break
        else:
            leaves = [*leaves, block]
    return leaves


def _blocks(notes: list[Row]) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    for row in sorted(notes, key=lambda row: (row.baseline, row.x0)):
        if blocks and row.baseline - blocks[-1][-1].baseline < 1.6 * row.size:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _column(leaf: list[Row], gutters: list[Gutter]) -> int:
    """Return the column of rows that no gutter parts: -1 if they cross one above or below."""
    full = [g for g in gutters if g.side == "none"]
    x0, x1 = min(row.x0 for row in leaf), max(row.x1 for row in leaf)
    if any(x0 < g.x0 and x1 > g.x1 for g in full):
        return -1
    top, bottom = leaf[0].top, leaf[-1].bottom
    level = [g for g in full if g.top < bottom and g.bottom > top] or full
    return sum(1 for g in level if g.x1 <= x0 + 1.0)
