"""The heads of an unruled table: which rows are heads, and which columns each stands over."""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.reading.cells import HEAD_GAP, Cell
from pipeline.reading.rows import Row, make_row, to_line
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, GridCell

OFF_CENTRE = 5.0  # points that a head may stand off the middle of what it spans
MAX_HEAD_ROWS = 6
MAX_TITLE_LINES = 4
TITLE_LEADING = 1.7  # ems between the lines of a title
_TITLE = re.compile(r"(?:Table|TABLE|Exhibit|Figure)\s[\w.-]{1,6}")
_PAGE_NUMBER = re.compile(r"[-–—] ?\d{1,4} ?[-–—]")
STAGGERED = 0.9  # ems: no two lines of one cell stand so near
FAR_HEAD = 2.3  # ems between a head and what stands under it
FAR_RULED_HEAD = 3.2  # the same where each head has a rule under it


def head_rows(
    start: int,
    floor: int,
    stretch: list[Row],
    split: list[list[Cell]],
    columns: list[tuple[float, float]],
    labels_end: float,
    strokes: tuple[Box, ...] = (),
) -> int:
    """Return how many rows above row ``start`` are heads of ``columns``, down to row ``floor``."""
    n = heads = 0
    left = columns[0][0]
    while start - n - 1 >= floor and n < MAX_HEAD_ROWS:
        row, below = stretch[start - n - 1], stretch[start - n]
        cells = split[start - n - 1]
        if len(cells) == 1 and (
            _PAGE_NUMBER.fullmatch(cells[0].text) or _in_title(start - n - 1, stretch)
        ):
            break
        ruled = len(cells) > 1 and all(_rule_below(cell, strokes) for cell in cells)
        far = FAR_RULED_HEAD if ruled else FAR_HEAD
        if below.baseline - row.baseline > far * max(row.size, below.size):
            break
        over = [cell for cell in cells if cell.x1 > left - 0.5 * row.size]
        if any(len(cell.text) > 60 for cell in cells):
            break
        margin = min(left - 2 * row.size, labels_end)
        if any(cell.x0 < margin and cell.x1 > left + 3 * row.size for cell in over):
            break  # a line of text, or the title
        n += 1
        if over:
            heads = n
        elif (n == 1 and not _staggered(start - 1, stretch)) or n - heads > 1:
            break  # the name of the rows may stand between the heads, but not below them
    above = start - heads - 1
    if heads and above >= floor and _staggered(above + 1, stretch) and stretch[above].x1 < left:
        heads += 1  # the first line of the rows' name, which has more lines than the heads
    return heads


def _staggered(n: int, stretch: list[Row]) -> bool:
    """Say whether the row above stands less than a line higher: heads at their cells' middle."""
    return n > 0 and stretch[n].baseline - stretch[n - 1].baseline < STAGGERED * stretch[n].size


def _in_title(n: int, stretch: list[Row]) -> bool:
    """Say whether row ``n`` is a line of a title that begins ``Table 5.`` a few lines above."""
    row = stretch[n]
    for k in range(n, max(-1, n - MAX_TITLE_LINES), -1):
        if _TITLE.match(stretch[k].text):
            title = stretch[k]
            flush = abs(row.x0 - title.x0) <= OFF_CENTRE
            return flush or abs(row.x0 + row.x1 - title.x0 - title.x1) <= 2 * OFF_CENTRE
        if k and stretch[k].baseline - stretch[k - 1].baseline > TITLE_LEADING * stretch[k].size:
            return False
    return False


def head_cells(
    r: int,
    line_cells: list[Cell],
    columns: list[tuple[float, float]],
    labels_end: float,
    lowest: bool,
    strokes: tuple[Box, ...],
) -> list[GridCell]:
    """Return one row of heads; a head over a rule, or between fewer than the columns, spans."""
    made: list[GridCell] = []
    low, high = columns[0]
    taken = any(cell.x0 < high and low < cell.x1 for cell in line_cells)
    labels = [cell for cell in line_cells if cell.x1 <= low and (taken or cell.x0 < labels_end)]
    over = [cell for cell in line_cells if cell not in labels]
    in_order = lowest and len(over) == len(columns) and _miss(over, columns)
    over = over if in_order else [part for cell in over for part in _parted(cell, columns)]
    if labels:
        line = to_line(make_row([piece for cell in labels for piece in cell.pieces]))
        made.append(GridCell(r, 0, (line,), box=line.box))
    spans = _spans([cell.middle for cell in over], columns)
    pieces: list[Piece] = []
    for k, cell in enumerate(over):
        hit = [c for c, (lo, hi) in enumerate(columns) if cell.x0 < hi and lo < cell.x1]
        if in_order:
            hit = [k]
        under = _walls(cell, strokes) or (None if lowest else _rule_below(cell, strokes))
        if under and sum(1 for other in over if under[0] < other.middle < under[1]) > 1:
            under = None  # a rule under all heads
        if under:
            middles = [(lo + hi) / 2 for lo, hi in columns]
            hit = [c for c, x in enumerate(middles) if under[0] < x < under[1]] or hit
        elif not lowest and spans:
            hit = list(range(*spans[k]))
        if not hit:
            hit = [min(range(len(columns)), key=lambda c: abs(sum(columns[c]) / 2 - cell.middle))]
        if made and made[-1].column == hit[0] + 1 and k:
            pieces += cell.pieces  # cut in vain
            made.pop()
        else:
            pieces = list(cell.pieces)
        line = to_line(make_row(pieces))
        made.append(GridCell(r, hit[0] + 1, (line,), 1, hit[-1] - hit[0] + 1, line.box))
    return made


def _miss(heads: list[Cell], columns: list[tuple[float, float]]) -> bool:
    """Say whether heads, one for each column, do not stand over them.

    Set left over figures set right, they are the columns' in their order.
    """
    return not all(
        head.x0 < hi and lo < head.x1 for head, (lo, hi) in zip(heads, columns, strict=True)
    )


def with_lines_below(heads: list[GridCell]) -> list[GridCell]:
    """Give a head's second line the columns of its first: it stands under the middle of that."""
    done: list[GridCell] = []
    for cell in heads:
        for above in done:
            if (
                above.row == cell.row - 1
                and above.column_span > cell.column_span
                and above.column <= cell.column < above.column + above.column_span
                and abs(_middle(above) - _middle(cell)) < OFF_CENTRE
            ):
                cell = replace(cell, column=above.column, column_span=above.column_span)
        done.append(cell)
    return done


def over_repeats(heads: list[GridCell], columns: int) -> list[GridCell]:
    """Give a head all columns under it if their own heads repeat: ``2024  2025  2024  2025``.

    Only where each such group of columns has one head above it: then it is the group's, wherever
    over the group it is set.

    Args:
        heads: of all head rows; column 0 is that of the rows' labels.
        columns: how many others there are.
    """
    lowest = max((cell.row for cell in heads), default=0)
    texts = {
        cell.column: " ".join(line.text for line in cell.lines)
        for cell in heads
        if cell.row == lowest and cell.column_span == 1
    }
    groups = _repeats([texts.get(column) for column in range(1, columns + 1)])
    done = list(heads)
    for row in {cell.row for cell in heads} - {lowest}:
        own = [[c for c in done if c.row == row and c.column in group] for group in groups]
        if any(len(cells) != 1 or cells[0].column_span > len(groups[0]) for cells in own):
            continue
        for group, (cell,) in zip(groups, own, strict=True):
            done[done.index(cell)] = replace(cell, column=group[0], column_span=len(group))
    return done


def _repeats(texts: list[str | None]) -> list[range]:
    """Return the groups of two columns or more, counted from 1, whose texts follow one another."""
    for first in range(len(texts)):
        for width in range(2, (len(texts) - first) // 2 + 1):
            group = texts[first : first + width]
            if None in group or len(set(group)) < width:
                continue
            starts = [first]
            while texts[starts[-1] + width : starts[-1] + 2 * width] == group:
                starts.append(starts[-1] + width)
            if len(starts) > 1:
                return [range(start + 1, start + width + 1) for start in starts]
    return []


def _middle(cell: GridCell) -> float:
    return (cell.box[0] + cell.box[2]) / 2 if cell.box else 0.0


def _parted(cell: Cell, columns: list[tuple[float, float]]) -> list[Cell]:
    """Cut a head where two columns' heads stand close, as in ``Mean  Std Dev``."""
    middles = [(lo + hi) / 2 for lo, hi in columns]

    def nearest(piece: Piece) -> int:
        middle = (piece.x0 + piece.x1) / 2
        return min(range(len(middles)), key=lambda c: abs(middles[c] - middle))

    parts: list[list[Piece]] = [cell.pieces[:1]]
    for a, b in pairwise(cell.pieces):
        if b.x0 - a.x1 > HEAD_GAP * a.size and nearest(a) != nearest(b):
            parts.append([])
        parts[-1].append(b)
    if len(parts) == 1:
        return [cell]
    return [Cell(part, part[0].x0, part[-1].x1, to_line(make_row(part)).text) for part in parts]


def _spans(
    middles: list[float], columns: list[tuple[float, float]]
) -> list[tuple[int, int]] | None:
    """Share the columns out among heads so that each head stands over the middle of its own.

    Returns half-open ranges of columns, or None where that does not come out within
    ``OFF_CENTRE`` points a head: then these are heads of single columns.
    """
    heads, n = len(middles), len(columns)
    if not 0 < heads < n:
        return None

    def off(k: int, a: int, b: int) -> float:
        return abs(middles[k] - (columns[a][0] + columns[b - 1][1]) / 2)

    best: dict[int, tuple[float, list[tuple[int, int]]]] = {0: (0.0, [])}
    for k in range(heads):
        reached: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for a, (cost, made) in best.items():
            for b in range(a + 1, n - (heads - k - 1) + 1):
                total = cost + off(k, a, b)
                if b not in reached or total < reached[b][0]:
                    reached[b] = (total, [*made, (a, b)])
        best = reached
    cost, made = best.get(n, (float("inf"), []))
    return made if cost <= OFF_CENTRE * heads else None


def _walls(cell: Cell, strokes: tuple[Box, ...]) -> tuple[float, float] | None:
    """Return the x-range between the upright rules beside a head; None without two of them.

    At the table's edge one rule may be missing; between two heads one must stand.
    """
    top = min(piece.top for piece in cell.pieces)
    low = max(piece.bottom for piece in cell.pieces)
    middle = (top + low) / 2
    upright = [x0 for x0, y, x1, bottom in strokes if x1 - x0 < 3 and y < middle < bottom]
    if len(set(upright)) < 2:
        return None
    left = max((x for x in upright if x <= cell.x0 + 1), default=float("-inf"))
    right = min((x for x in upright if x >= cell.x1 - 1), default=float("inf"))
    return left, right


def _rule_below(cell: Cell, strokes: tuple[Box, ...]) -> tuple[float, float] | None:
    """Return the x-range of the rule right under a head that covers its width, if there is one."""
    low = max(piece.bottom for piece in cell.pieces)
    for x0, y, x1, bottom in strokes:
        if bottom - y < 3 and -2 < y - low < 8 and x0 <= cell.x0 + 2 and x1 >= cell.x1 - 2:
            return x0, x1
    return None
