"""Tables ruled across only: rules part the rows, and white parts the columns.

Most tables of words are printed so: a rule over the head, one below it, one under each row, no
line that stands. What stands between two rules is a band; its lines are cut where white runs down
all bands, or where the rules themselves are drawn piece by piece, cell by cell. Text in columns
between rules is none: its fields are too long.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from pipeline.reading.cells import CELL_GAP, cells_of
from pipeline.reading.grids import NEAR, Edge, Ruled, between, edges_of, grid_of, levels_of, overlap
from pipeline.reading.rows import Row, make_row
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box

NARROWEST = 60.0  # points: a rule across a table is at least so wide
SAME_ENDS = 5.0  # points that the ends of one table's rules may differ by
STRIP = 0.7  # ems of white between two columns
SHARED = 0.8  # of the bands that are cut at all are cut by a column's strip
HIGHEST = 24  # lines of a band
LONGEST = 220  # characters of a field, on average
LOOSE = 3.0  # ems between two rules: more than a head across all columns has
USUAL_SIZE = 10.0  # points, where nothing is printed
INDENT = 3.0  # ems that a line may be set in from a rule's end
OPEN = 2.0  # ems between the outermost rule and a row that it does not close
FEW_BANDS = 2  # a rule below the head and one at the end: none parts the rows of the body
ROWS_APART = 1.2  # times the least distance of lines: so far apart, two rows part without a rule
NARROWEST_COLUMN = 20.0  # points
SLACK = 0.5  # ems that a word of a cell may reach over the cell's edge
MOST_OPEN = 6  # lines of such rows
LARGER = 1.15  # times the text's type: a head's
FIGURES = 0.5  # a table with more figures than this is for the rules of unruled tables

Strip = tuple[float, float]  # left and right edge of what parts two columns


def banded_tables(
    page_rows: list[Row], strokes: tuple[Box, ...], boxes: tuple[Box, ...], known: list[Ruled]
) -> list[Ruled]:
    """Return the tables of a page that are ruled across only.

    Args:
        page_rows: what is printed.
        strokes: thin drawn lines.
        boxes: drawn or filled rectangles, such as the shade of every other row.
        known: the tables that are ruled both ways.
    """
    across, _ = edges_of(strokes, boxes)
    found: list[Ruled] = []
    for ladder in _ladders(across):
        for run in _runs(ladder, page_rows):
            table = _table(run, across, page_rows)
            if table and not any(overlap(table.box, one.box) for one in [*known, *found]):
                found.append(table)
    return found


def _ladders(across: list[Edge]) -> list[list[Edge]]:
    """Return the rules that begin and end alike, top down."""
    ladders: list[list[Edge]] = []
    for edge in sorted(across, key=lambda edge: edge.at):
        if edge.end - edge.start < NARROWEST:
            continue
        for ladder in ladders:
            one = ladder[0]
            if abs(one.start - edge.start) <= SAME_ENDS and abs(one.end - edge.end) <= SAME_ENDS:
                ladder.append(edge)
                break
        else:
            ladders.append([edge])
    return [ladder for ladder in ladders if len(ladder) > 1]


def _runs(ladder: list[Edge], page_rows: list[Row]) -> Iterator[list[Edge]]:
    """Yield the rules that follow one another with no text across all columns between them."""
    run = [ladder[0]]
    for upper, lower in pairwise(ladder):
        band = _inside(page_rows, upper.start, upper.end, upper.at, lower.at)
        across = any(_runs_across(row, upper) for row in band)
        loose = lower.at - upper.at > LOOSE * (band[0].size if band else USUAL_SIZE)
        if len(band) > HIGHEST or (loose and not band) or (across and (loose or len(band) > 1)):
            yield run
            run = []
        run.append(lower)
    yield run


def _runs_across(row: Row, rule: Edge) -> bool:
    """Say whether the line is text from the left edge on: no cell beside it."""
    begins = row.x0 < rule.start + INDENT * row.size
    return begins and row.x1 > (rule.start + rule.end) / 2 and not _is_cut(row)


def _inside(page_rows: list[Row], x0: float, x1: float, top: float, bottom: float) -> list[Row]:
    """Return what stands in a field, row by row."""
    found = []
    for row in page_rows:
        if row.bottom < top - NEAR or row.top > bottom + NEAR:
            continue
        own = [
            piece
            for piece in row.pieces
            if top <= piece.baseline - 0.25 * piece.size < bottom
            and x0 - NEAR <= (piece.x0 + piece.x1) / 2 <= x1 + NEAR
        ]
        if own:
            found.append(make_row(own))
    return found


def _is_cut(row: Row) -> bool:
    """Say whether white parts the line in two, and no mere sign stands before it."""
    return any(
        b.x0 - a.x1 >= CELL_GAP * row.size and any(map(str.isalnum, a.text))
        for a, b in pairwise(row.pieces)
    )


def _table(run: list[Edge], across: list[Edge], page_rows: list[Row]) -> Ruled | None:
    """Return the table between the rules of a run; ``across`` may part some of its columns."""
    if len(run) < 2:
        return None
    x0, x1 = min(edge.start for edge in run), max(edge.end for edge in run)
    rules = sorted([*run, *_inner_rules(run, across, page_rows)], key=lambda edge: edge.at)
    bands = [
        (upper, _inside(page_rows, x0, x1, upper.at, lower.at)) for upper, lower in pairwise(rules)
    ]
    while bands and not any(map(_is_cut, bands[0][1])):  # a caption
        bands.pop(0)
    last = rules[-1]
    while bands and not any(map(_is_cut, bands[-1][1])):  # notes
        last = bands.pop()[0]
    if not bands:
        return None
    drawn = _drawn_strips(run)
    strips = drawn or (_white_strips([b for _, b in bands], x0, x1) if len(bands) > 1 else [])
    above = _open_rows(page_rows, bands[0][0], strips, up=True)
    below = _open_rows(page_rows, last, strips, up=False)
    if not strips or above is None or below is None:
        return None
    if not drawn and len(bands) <= FEW_BANDS:
        bands = [(rule, part) for rule, band in bands for part in _parted(band, strips)]
    bands = [(r, b) for r, b in ((run[0], above), *bands, (run[-1], below)) if b]
    return _ruled(bands, [x0, *((lo + hi) / 2 for lo, hi in strips), x1], strips)


def _inner_rules(run: list[Edge], across: list[Edge], page_rows: list[Row]) -> list[Edge]:
    """Return the rules that part the last columns only: rows under one label beside them."""
    found = []
    for upper, lower in pairwise(run):
        inner = [
            edge
            for edge in across
            if upper.at + NEAR < edge.at < lower.at - NEAR
            and edge.start > upper.start + SAME_ENDS
            and abs(edge.end - upper.end) <= SAME_ENDS
            and edge.end - edge.start >= NARROWEST
        ]
        if inner and _inside(page_rows, upper.start, inner[0].start, upper.at, lower.at):
            found += inner
    return found


def _ruled(
    bands: list[tuple[Edge, list[Row]]], xs: list[float], strips: list[Strip]
) -> Ruled | None:
    """Return the table of the bands, each with the rule over it."""
    held: dict[tuple[int, int], list[Row]] = {}
    for r, (_, band) in enumerate(bands):
        for line in band:
            for c, pieces in _by_column(line, xs).items():
                held.setdefault((r, c), []).append(make_row(pieces))
    if not _reads_as_table(held, len(bands)):
        return None
    rows = [band for _, band in bands]
    ys = [rows[0][0].top - 1.0, *((a[-1].bottom + b[0].top) / 2 for a, b in pairwise(rows)),
          rows[-1][-1].bottom + 1.0]  # fmt: skip
    lying = [Edge(y, rule.start, xs[-1]) for y, (rule, _) in zip(ys, bands, strict=False)]
    lying.append(Edge(ys[-1], xs[0], xs[-1]))
    standing = [
        Edge(x, ys[r], ys[r + 1])
        for r, row in enumerate(rows)
        for x, strip in zip(xs[1:-1], strips, strict=True)
        if not any(_crosses(line, strip) for line in row)
    ]
    taken = frozenset(id(piece) for row in rows for line in row for piece in line.pieces)
    return grid_of(xs, ys, lying, standing, held, taken)


def _drawn_strips(run: list[Edge]) -> list[Strip]:
    """Return where the rules were drawn on: each cell has its own piece of them."""
    x0, x1 = run[0].start, run[0].end
    jointed = [edge for edge in run if edge.joints]
    joints = [x for edge in jointed for x in edge.joints]
    levels = levels_of([x for x in joints if x0 + SAME_ENDS < x < x1 - SAME_ENDS], SAME_ENDS)
    levels = [
        level
        for level in levels
        if 2 * sum(any(0 <= x - level <= SAME_ENDS for x in edge.joints) for edge in jointed)
        >= len(run)
    ]
    if any(b - a < NARROWEST_COLUMN for a, b in pairwise([x0, *levels, x1])):
        return []  # dashes
    return [(level, level) for level in levels]


def _white_strips(bands: list[list[Row]], x0: float, x1: float) -> list[Strip]:
    """Return where white runs down nearly all bands that hold more than one cell."""
    gaps = [_gaps(band, x0, x1) for band in bands if any(_is_cut(row) for row in band)]
    if len(gaps) < 2:
        return []
    size = min(row.size for band in bands for row in band)
    ends = sorted({x for band in gaps for gap in band for x in gap})
    strips: list[Strip] = []
    for lo, hi in pairwise(ends):
        if sum(any(a <= lo and hi <= b for a, b in band) for band in gaps) < SHARED * len(gaps):
            continue
        if strips and strips[-1][1] == lo:
            strips[-1] = (strips[-1][0], hi)
        else:
            strips.append((lo, hi))
    pieces = [piece for band in bands for row in band for piece in row.pieces]
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    return [(a, b) for a, b in strips if b - a >= STRIP * size and left < a and b < right]


def _gaps(band: list[Row], x0: float, x1: float) -> list[Strip]:
    """Return the white that runs down a whole band."""
    gaps: list[Strip] = []
    x = x0
    for piece in sorted((p for row in band for p in row.pieces), key=lambda piece: piece.x0):
        if piece.x0 > x:
            gaps.append((x, piece.x0))
        x = max(x, piece.x1)
    return [*gaps, (x, x1)] if x < x1 else gaps


def _open_rows(
    page_rows: list[Row], rule: Edge, strips: list[Strip], *, up: bool
) -> list[Row] | None:
    """Return the rows right above the first rule (the heads) or below the last (the last row).

    None if these are columns of text or figures, so that the rules are no table's of words.
    """
    near = [row for row in page_rows if (row.middle < rule.at) is up]
    taken: list[Row] = []
    for row in reversed(near) if up else near:
        own = [p for p in row.pieces if rule.start - NEAR <= (p.x0 + p.x1) / 2 <= rule.end + NEAR]
        if not own:
            continue
        cut = make_row(own)
        last = taken[-1].baseline if taken else rule.at
        if abs(cut.baseline - last) > OPEN * cut.size:
            break
        crosses = any(_crosses(cut, strip) for strip in strips)
        if len(taken) == MOST_OPEN or (crosses and not up and _is_cut(cut)):
            return None
        if crosses:
            break
        taken.append(cut)
    xs = [rule.start, *(hi for _, hi in strips), rule.end]
    columns = {c for row in taken for c in _by_column(row, xs)}
    return sorted(taken, key=lambda row: row.baseline) if len(columns) > 1 else []


def _crosses(row: Row, strip: Strip) -> bool:
    """Say whether the line runs on over the strip; where that was drawn, cells may come close."""
    middle = (strip[0] + strip[1]) / 2
    if any(p.x0 < middle - SLACK * p.size and p.x1 > middle + SLACK * p.size for p in row.pieces):
        return True
    if strip[0] == strip[1] and _is_cut(row):
        return False
    left = [piece.x1 for piece in row.pieces if (piece.x0 + piece.x1) / 2 < middle]
    right = [piece.x0 for piece in row.pieces if (piece.x0 + piece.x1) / 2 >= middle]
    return bool(left and right) and min(right) - max(left) < STRIP * row.size


def _by_column(row: Row, xs: list[float]) -> dict[int, list[Piece]]:
    placed: dict[int, list[Piece]] = {}
    for piece in row.pieces:
        column = between([xs[0] - SAME_ENDS, *xs[1:-1], xs[-1] + SAME_ENDS],
                         (piece.x0 + piece.x1) / 2)  # fmt: skip
        if column is not None:
            placed.setdefault(column, []).append(piece)
    return placed


def _parted(band: list[Row], strips: list[Strip]) -> list[list[Row]]:
    """Return the rows of cells that no rule parts: those with more white between them.

    Where all lines are as far apart, each that has a label is a row, if it fills all columns too.
    """
    xs = [-math.inf, *((lo + hi) / 2 for lo, hi in strips), math.inf]
    placed = [_by_column(line, xs) for line in band]
    steps = [b.baseline - a.baseline for a, b in pairwise(band)]
    least = min(steps, default=0.0)
    whole = all(
        len(columns) == len(xs) - 1 and not columns[0][0].text[:1].islower()
        for columns in placed
        if 0 in columns
    )
    parted: list[list[Row]] = [band[:1]]
    for line, columns, step in zip(band[1:], placed[1:], steps, strict=True):
        if 0 in columns and (whole or (len(columns) > 1 and step >= ROWS_APART * least)):
            parted.append([])
        parted[-1].append(line)
    return parted


def _reads_as_table(held: dict[tuple[int, int], list[Row]], rows: int) -> bool:
    """Say whether the fields are cells of words, beside one another in most rows."""
    filled = [sum(1 for r, _ in held if r == n) for n in range(rows)]
    if sum(1 for n in filled if n > 1) < max(2, 0.6 * rows):
        return False
    letters = sum(line.letters for lines in held.values() for line in lines)
    if letters > LONGEST * len(held):
        return False
    if _heads_beside(held) or _is_contents(held):
        return False
    body = [lines for (r, c), lines in held.items() if r and c]
    cells = [[cells_of(line) for line in lines] for lines in body]
    if any(sum(cell.number for cell in line) > 1 for lines in cells for line in lines):
        return False  # columns of figures that have no white of their own
    figures = sum(all(cell.number for line in lines for cell in line) for lines in cells)
    return bool(body) and figures <= FIGURES * len(body)


def _heads_beside(held: dict[tuple[int, int], list[Row]]) -> bool:
    """Say whether the first column is larger than the rest: heads in the margin of a text."""
    heads = [line.size for (_, c), lines in held.items() if c == 0 for line in lines]
    rest = [line.size for (_, c), lines in held.items() if c for line in lines]
    return bool(heads and rest) and median(heads) > LARGER * median(rest)


def _is_contents(held: dict[tuple[int, int], list[Row]]) -> bool:
    """Say whether the last column is page numbers that rise: a table of contents."""
    last = max(c for _, c in held)
    words = [
        piece.text
        for (_, c), lines in sorted(held.items())
        if c == last
        for line in lines
        for piece in line.pieces
    ]
    pages = [int(word) for word in words if word.isdecimal() and len(word) < 5]
    return len(pages) == len(words) and pages == sorted(pages)
