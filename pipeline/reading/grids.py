"""Ruled tables: drawn lines and shaded rectangles that cross make a grid of cells.

Charts draw grids too, and boxes round a text are grids of one cell: a table is what has text
in most of its cells, two rows and two columns at least.
"""

import re
from dataclasses import dataclass, field

from pipeline.reading.rows import Row, make_row, to_line
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, Grid, GridCell, Line

NEAR = 3.0  # points: two edges so near are one
PADDING = 7.0  # points: two upright edges so near leave room for no column between them
FILLED = 0.5  # the share of cells that hold text
LONGEST_CELL = 350  # characters a cell holds on average; more is a page laid out in boxes
MAX_EDGES = 1500


@dataclass(slots=True)
class Edge:
    """A drawn line: at ``at`` across, from ``start`` to ``end`` along."""

    at: float
    start: float
    end: float
    joints: list[float] = field(default_factory=list)  # where it was drawn on, piece by piece


@dataclass(frozen=True)
class Ruled:
    """A ruled table, and the pieces that stand in it."""

    grid: Grid
    pieces: frozenset[int]  # ids
    box: Box


def ruled_tables(
    page_rows: list[Row], strokes: tuple[Box, ...], boxes: tuple[Box, ...]
) -> list[Ruled]:
    """Return the ruled tables of a page."""
    across, down = edges_of(strokes, boxes)
    if len(across) < 2 or len(across) + len(down) > MAX_EDGES:
        return []
    found: list[Ruled] = []
    for lying, standing in _groups(across, down):
        table = _table(page_rows, lying, standing)
        if table and not any(overlap(table.box, other.box) for other in found):
            found.append(table)
    return found


def overlap(a: Box, b: Box) -> bool:
    """Say whether two boxes share some of their surface."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def edges_of(strokes: tuple[Box, ...], boxes: tuple[Box, ...]) -> tuple[list[Edge], list[Edge]]:
    """Return what is drawn as lines that lie and lines that stand."""
    across: list[Edge] = []
    down: list[Edge] = []
    for x0, top, x1, bottom in strokes:
        if x1 - x0 >= bottom - top:
            across.append(Edge((top + bottom) / 2, x0, x1))
        else:
            down.append(Edge((x0 + x1) / 2, top, bottom))
    for x0, top, x1, bottom in boxes:
        if bottom - top < 6.0 or x1 - x0 < 6.0:
            continue
        across += [Edge(top, x0, x1), Edge(bottom, x0, x1)]
        down += [Edge(x0, top, bottom), Edge(x1, top, bottom)]
    return _merged(across), _merged(down)


def _merged(edges: list[Edge]) -> list[Edge]:
    """Join the pieces of one line."""
    done: list[Edge] = []
    for edge in sorted(edges, key=lambda edge: (edge.at, edge.start)):
        for other in reversed(done[-40:]):
            if (
                abs(other.at - edge.at) < NEAR
                and edge.start < other.end + NEAR
                and other.start < edge.end + NEAR
            ):
                for end, start in ((other.end, edge.start), (edge.end, other.start)):
                    if abs(start - end) < NEAR:
                        other.joints.append(start)
                other.start, other.end = min(other.start, edge.start), max(other.end, edge.end)
                break
        else:
            done.append(Edge(edge.at, edge.start, edge.end))
    return done


def _groups(across: list[Edge], down: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Return sets of lines that cross or meet one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, lying in enumerate(across):
        for j, standing in enumerate(down):
            if (
                lying.start - NEAR <= standing.at <= lying.end + NEAR
                and standing.start - NEAR <= lying.at <= standing.end + NEAR
            ):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate(across + down):
        pair = groups.setdefault(root(i), ([], []))
        pair[0 if i < len(across) else 1].append(edge)
    return [(a, b) for a, b in groups.values() if len(a) >= 3 and len(b) >= 1]


def levels_of(values: list[float], near: float) -> list[float]:
    """Return the values in order, without those that lie ``near`` the one before."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > near:
            levels.append(value)
    return levels


def _table(page_rows: list[Row], lying: list[Edge], standing: list[Edge]) -> Ruled | None:
    ys = levels_of([edge.at for edge in lying], NEAR)
    xs = levels_of(
        [edge.at for edge in standing]
        + [min(edge.start for edge in lying), max(edge.end for edge in lying)],
        PADDING,
    )
    if len(ys) < 3 or len(xs) < 3 or len(xs) * len(ys) > 5000:
        return None
    held: dict[tuple[int, int], list[Row]] = {}
    taken: set[int] = set()
    for row in page_rows:
        parts: dict[tuple[int, int], list[Piece]] = {}
        for piece in row.pieces:
            r = between(ys, piece.baseline - 0.25 * piece.size)
            c = between(xs, (piece.x0 + piece.x1) / 2)
            if r is not None and c is not None:
                parts.setdefault((r, c), []).append(piece)
                taken.add(id(piece))
        for key, part in parts.items():
            held.setdefault(key, []).append(make_row(part))
    return grid_of(xs, ys, lying, standing, held, frozenset(taken))


def grid_of(
    xs: list[float],
    ys: list[float],
    lying: list[Edge],
    standing: list[Edge],
    held: dict[tuple[int, int], list[Row]],
    taken: frozenset[int],
) -> Ruled | None:
    """Return the table of the fields between ``xs`` and ``ys``, or None if it is none.

    Args:
        xs: where columns part, left to right, its own edges among them.
        ys: where rows part, top down.
        lying: what parts the fields above one another.
        standing: what parts the fields beside one another.
        held: what stands in each field, by row and column.
        taken: the ids of all pieces held.
    """
    if _holds_rows(held) or _torn(held):
        return None
    box = (xs[0], ys[0], xs[-1], ys[-1])
    cells = _cells(xs, ys, lying, standing, held)
    full = [cell for cell in cells if cell.lines]
    letters = sum(len(line.text) for cell in full for line in cell.lines)
    rows_used = {cell.row for cell in full}
    columns_used = {cell.column for cell in full}
    if (
        len(rows_used) < 2
        or len(columns_used) < 2
        or len(full) < max(4, FILLED * len(cells))
        or letters > LONGEST_CELL * len(full)
    ):
        return None
    cells = _closed_up(cells)
    grid = Grid(tuple(cells), _head_rows(cells), 1, box=_rounded(box))
    return Ruled(grid, taken, box)


def _holds_rows(held: dict[tuple[int, int], list[Row]]) -> bool:
    """Say whether one field holds many figures under one another: the rules part columns only.

    Such a table is for the rules of unruled ones.
    """
    figures: dict[int, int] = {}
    for (r, _), inside in held.items():
        digits = sum(1 for row in inside if sum(map(str.isdigit, row.text)) * 2 >= len(row.text))
        if len(inside) >= 3 and digits >= 0.6 * len(inside):
            figures[r] = figures.get(r, 0) + 1
    return any(n >= 2 for n in figures.values())


def _torn(held: dict[tuple[int, int], list[Row]]) -> bool:
    """Say whether lines of text run on from cell to cell, as they do through a drawing."""
    torn = pairs = 0
    for (r, c), inside in held.items():
        for row in inside:
            for other in held.get((r, c + 1), []):
                if abs(other.baseline - row.baseline) < 0.3 * row.size:
                    pairs += 1
                    torn += other.x0 - row.x1 < 0.5 * row.size
    return torn >= 2 and torn >= 0.25 * pairs


def between(levels: list[float], value: float) -> int | None:
    """Return the index of the last level that is not behind ``value``; None outside."""
    for i in range(len(levels) - 1):
        if levels[i] <= value < levels[i + 1]:
            return i
    return None


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _cells(
    xs: list[float],
    ys: list[float],
    lying: list[Edge],
    standing: list[Edge],
    held: dict[tuple[int, int], list[Row]],
) -> list[GridCell]:
    """Return the cells; where no line parts two fields, they are one cell."""

    def wall(edges: list[Edge], at: float, along: float) -> bool:
        near = PADDING if edges is standing else NEAR
        return any(
            abs(edge.at - at) <= near and edge.start - NEAR <= along <= edge.end + NEAR
            for edge in edges
        )

    done: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if (r, c) in done:
                continue
            middle = (ys[r] + ys[r + 1]) / 2
            right = c + 1
            while (
                right < len(xs) - 1
                and (r, right) not in done
                and not wall(standing, xs[right], middle)
            ):
                right += 1
            low = r + 1
            while low < len(ys) - 1 and not any(
                wall(lying, ys[low], (xs[k] + xs[k + 1]) / 2) for k in range(c, right)
            ):
                low += 1
            fields = [(i, k) for i in range(r, low) for k in range(c, right)]
            done.update(fields)
            inside = [row for field in fields for row in held.get(field, [])]
            lines = _lines(inside)
            box = _rounded((xs[c], ys[r], xs[right], ys[low]))
            cells.append(GridCell(r, c, lines, low - r, right - c, box))
    return cells


def _lines(inside: list[Row]) -> tuple[Line, ...]:
    """Put the parts of one printed line together again, top down."""
    merged: list[Row] = []
    for row in sorted(inside, key=lambda row: (row.baseline, row.x0)):
        if merged and abs(merged[-1].baseline - row.baseline) < 0.3 * row.size:
            merged[-1] = make_row(merged[-1].pieces + row.pieces)
        else:
            merged.append(row)
    return tuple(to_line(row) for row in merged)


def _closed_up(cells: list[GridCell]) -> list[GridCell]:
    """Number rows and columns anew without those that hold nothing, such as a double rule's."""
    rows_used = sorted({cell.row for cell in cells if cell.lines})
    columns_used = sorted({cell.column for cell in cells if cell.lines})
    made = []
    for cell in cells:
        if cell.row not in rows_used or cell.column not in columns_used:
            continue
        made.append(
            GridCell(
                rows_used.index(cell.row),
                columns_used.index(cell.column),
                cell.lines,
                sum(1 for r in rows_used if cell.row <= r < cell.row + cell.row_span),
                sum(1 for c in columns_used if cell.column <= c < cell.column + cell.column_span),
                cell.box,
            )
        )
    return made


def _head_rows(cells: list[GridCell]) -> int:
    """Return how many rows are column heads: those before the first row with a figure in it.

    A table of words alone has one.
    """
    last = max(cell.row for cell in cells)
    for r in range(last + 1):
        words = [
            line.text for cell in cells if cell.row == r and cell.column > 0 for line in cell.lines
        ]
        told = [text for text in words if any(ch.isdigit() for ch in text)]
        dated = len(told) > 1 and all(map(_PERIOD.search, told))  # Q1 2020, 30 June 2021
        figures = 0 if dated else sum(not _is_year(text) for text in told)
        if words and figures * 2 > len(words):
            return min(max(r, 0 if r == 0 else 1), 4)
    return 1


# A year and what else a date or part of it has: no amount.
_PERIOD = re.compile(r"(?:[A-Za-z]\d?|[A-Za-z.,]{3,12}) ?(?:18|19|20)\d\d\b")


def _is_year(text: str) -> bool:
    digits = "".join(ch for ch in text if ch.isdigit())
    return len(digits) in (4, 6, 8) and digits[:2] in ("18", "19", "20")
