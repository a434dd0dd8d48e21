"""Rows -> columns -> lines in reading order.

A gutter is a white strip that runs down several rows with running text on both of its sides;
rows are cut where one passes (``gutters.py``). What lies beside a gutter is read left side first,
then right; what lies above or below it is read before or after; within each of these the same
again. A side gutter has running text on one side only, and short heads
or notes on the other: each of them is read before the text that it stands beside.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.reading.bands import banded_tables
from pipeline.reading.grids import Ruled, ruled_tables
from pipeline.reading.gutters import Gutter, find_gutters
from pipeline.reading.rows import Row, make_row, rows, to_line
from pipeline.reading.tables import unruled_tables
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, Grid, Line

HEAD_OFF = 1.2  # ems of a head that its baseline may be off that of the paragraph it heads
LEVEL = 0.1  # ems between two baselines that are one
PARTED = 1.3  # times the usual distance of lines: so far apart, two paragraphs part
STAND_IN = "\0"  # opens the text of what stands in for a ruled table


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
    ruled += banded_tables(page_rows, strokes, boxes, ruled)
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
    """Put each head or note of the margin before the paragraph that it stands beside."""
    for block in reversed(_blocks(notes)):
        for n, leaf in enumerate(leaves):
            k = next((k for k, row in enumerate(leaf) if row.bottom > block[0].middle), None)
            if k is not None:
                k = _paragraph_beside(block, leaf, k)
                parts = [leaf[:k], block, leaf[k:]]
                leaves = leaves[:n] + [part for part in parts if part] + leaves[n + 1 :]
                break
        else:
            leaves = [*leaves, block]
    return leaves


def _paragraph_beside(block: list[Row], leaf: list[Row], k: int) -> int:
    """Return the row of a column that a head or note goes before, as it stands beside the k-th.

    It never parts the lines of a paragraph: its baseline may be a little above or below that of
    the paragraph's first line, and a note may stand anywhere beside its paragraph. What begins a
    page may go on from the page before, so that a note beside the middle of it comes after.
    A sign or a label of one line, level with its own line, goes before that.
    """
    head, starts = block[0], _paragraph_starts(leaf)
    label = len(block) == 1 and abs(head.baseline - leaf[k].baseline) < LEVEL * head.size
    if label or len(starts) == 1 or not any(map(str.isalpha, head.text)):
        return k
    before = max(start for start in starts if start <= k)
    after = next((start for start in starts if start > k), len(leaf))
    near = HEAD_OFF * head.size

    def off(start: int) -> float:
        return abs(leaf[start].baseline - head.baseline) if start < len(leaf) else math.inf

    nearest = min(before, after, key=off)
    if off(nearest) <= near:
        return nearest
    return before if before else after


def _paragraph_starts(leaf: list[Row]) -> list[int]:
    """Return the rows that begin a paragraph: white above them, an indent, or other type."""
    steps = [b.baseline - a.baseline for a, b in pairwise(leaf)]
    usual = median(steps) if steps else 0.0
    starts = [0]
    for i, step in enumerate(steps, 1):
        row, above = leaf[i], leaf[i - 1]
        em = row.size
        set_in = row.x0 - above.x0 > em and i + 1 < len(leaf) and row.x0 - leaf[i + 1].x0 > em
        if step > PARTED * usual or set_in or abs(row.size - above.size) > 0.1 * em:
            starts.append(i)
    return starts


def _blocks(notes: list[Row]) -> list[list[Row]]:
    blocks: list[list[Row]] = []
    for row in sorted(notes, key=lambda row: (row.baseline, row.x0)):
        if blocks and row.baseline - blocks[-1][-1].baseline < 1.6 * row.size:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _column(leaf: list[Row], gutters: list[Gutter]) -> int:
    """Return the column of rows that no gutter parts: -1 if they cross one above or below.

    With a gutter beside them they stand in a column all the same, of a part of the page that has
    other columns: these are numbered behind those of the rest.
    """
    full = [g for g in gutters if g.side == "none"]
    x0, x1 = min(row.x0 for row in leaf), max(row.x1 for row in leaf)
    crosses = any(x0 < g.x0 and x1 > g.x1 for g in full)
    beside = [g for g in full if any(g.top <= row.middle <= g.bottom for row in leaf)]
    if crosses and beside:
        return len(full) + 1 + sum(1 for g in beside if g.x1 <= x0 + 1.0)
    if crosses:
        return -1
    top, bottom = leaf[0].top, leaf[-1].bottom
    level = [g for g in full if g.top < bottom and g.bottom > top] or full
    return sum(1 for g in level if g.x1 <= x0 + 1.0)
