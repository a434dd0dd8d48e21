"""Unruled tables: rows of words and numbers whose numbers stand under one another.

Precision comes first: a table that is missed leaves its lines in order. So a table needs
three rows of figures and two columns of them, or one column that is printed like figures
(``1,204``, ``12.5``, ``8 %``): contents, lists of references and axes have neither.
"""

import re
from dataclasses import dataclass, replace
from statistics import median

from pipeline.reading.cells import LEADER, Cell, cells_of, columns_of
from pipeline.reading.grids import edges_of
from pipeline.reading.heads import head_cells, head_rows, over_repeats, with_lines_below
from pipeline.reading.rows import Row, make_row, to_line
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, Grid, GridCell, Line, union

CLOSER = 0.9  # a label's lines stand so much closer together than the table's rows
MIN_DATA_ROWS = 3
SAME_PLACE = 1.0  # points that two rules' cuts may stand off one another
FAR = 2.6  # ems between two rows of one table

_PRINTED_AS_FIGURE = re.compile(r"\d[,.]\d|%|[$£€¥₦₹]")
_YEAR = re.compile(r"(?:18|19|20)\d\d(?:[-–/](?:\d\d){1,2})?[a-z*]?")


@dataclass(frozen=True)
class Unruled:
    """A table found in rows ``start`` to ``end`` (exclusive) of a stretch of rows."""

    start: int
    end: int
    grid: Grid


def unruled_tables(stretch: list[Row], strokes: tuple[Box, ...]) -> list[Unruled]:
    """Return the tables among rows that follow one another, top down."""
    walls = _walls(strokes) if strokes else []
    split = [
        cells_of(row, [x for x, top, bottom in walls if top < row.middle < bottom])
        for row in stretch
    ]
    data = [_is_data(cells) for cells in split]
    found: list[Unruled] = []
    i = 0
    while i < len(stretch):
        if not data[i]:
            i += 1
            continue
        end = _run_end(i, stretch, split, data)
        table = _build(i, end, found[-1].end if found else 0, stretch, split, data, strokes)
        if table:
            found.append(table)
            i = table.end
        else:
            i = end
    return found


def _walls(strokes: tuple[Box, ...]) -> list[tuple[float, float, float]]:
    """Return where cells part by the rules above and below them, which are drawn cell by cell.

    Browsers draw a table's rules so. Each place, with the highest and the lowest such rule.
    """
    places: list[list[tuple[float, float]]] = []
    for edge in edges_of(strokes, ())[0]:
        for x in edge.joints:
            place = next((p for p in places if abs(p[0][0] - x) < SAME_PLACE), None)
            if place is None:
                places.append([(x, edge.at)])
            else:
                place.append((x, edge.at))
    return [
        (place[0][0], min(y for _, y in place), max(y for _, y in place))
        for place in places
        if len({round(y) for _, y in place}) > 1
    ]


def _is_data(cells: list[Cell]) -> bool:
    """Say whether a row has figures in cells of their own, behind a label or one another."""
    figures = [cell for cell in cells if cell.number]
    words = [cell for cell in cells if not cell.number]
    if not any(any(ch.isdigit() for ch in cell.text) for cell in figures):
        return False
    if len(words) > 1 + len(figures) or any(len(cell.text) > 90 for cell in words):
        return False
    return len(figures) >= 2 or (len(cells) >= 2 and not cells[0].number and cells[-1].number)


def _run_end(i: int, stretch: list[Row], split: list[list[Cell]], data: list[bool]) -> int:
    """Return the row behind the last data row that belongs to the one at ``i``."""
    last, j = i, i + 1
    while j < len(stretch) and j - last <= 3:
        step = stretch[j].baseline - stretch[j - 1].baseline
        if step > FAR * max(stretch[j].size, stretch[j - 1].size) or step < 0:
            break
        if data[j]:
            last = j
        elif len(split[j]) > 2 and not data[j]:
            break
        j += 1
    return last + 1


def _build(
    start: int,
    end: int,
    floor: int,
    stretch: list[Row],
    split: list[list[Cell]],
    data: list[bool],
    strokes: tuple[Box, ...],
) -> Unruled | None:
    rows = [n for n in range(start, end) if data[n]]
    while rows and _only_years(split[rows[0]]):
        rows.pop(0)  # a head
    if len(rows) < MIN_DATA_ROWS:
        return None
    start = rows[0]
    figures = [cell for n in rows for cell in split[n][1:] if cell.number]
    figures += [split[n][0] for n in rows if split[n][0].number and len(split[n]) > 1]
    columns = columns_of(figures)
    counts = [sum(1 for cell in figures if lo <= cell.middle <= hi) for lo, hi in columns]
    kept = [c for c, n in zip(columns, counts, strict=True) if n >= max(2, 0.3 * len(rows))]
    names = [cell.x0 for n in rows for cell in split[n][:2] if not cell.number]
    if len(names) >= 0.5 * len(rows):  # numbers before the labels only number the rows
        kept = [(lo, hi) for lo, hi in kept if hi > median(names)]
    labelled = len(names) >= 0.5 * len(rows)
    if not labelled and len(kept) > 1 and _are_years([split[n][0].text for n in rows]):
        labelled = True
    if len(kept) < (2 if labelled else 3) and not (
        labelled and len(kept) == 1 and _single(kept[0], rows, split, stretch, strokes)
    ):
        return None
    if _is_contents(rows, split) or _mostly_signs(figures):
        return None
    words = [cell for n in rows for cell in split[n] if not cell.number]
    if sum(len(cell.text) for cell in words) > 45 * max(len(words), 1):
        return None
    labels = [
        c.x1  # a figure that OCR misread, `t42`, is none
        for n in rows
        for c in split[n][:2]
        if not c.number and c.middle < kept[0][0]
    ]
    labels_end = min([kept[0][0], max(labels, default=kept[0][0])])
    heads = head_rows(start, floor, stretch, split, kept, labels_end, strokes)
    if not heads and start > floor and _is_section(start - 1, stretch, split, kept):
        heads = head_rows(start - 1, floor, stretch, split, kept, labels_end, strokes)
        start -= heads > 0
    end = _with_last_label(end, stretch, split, kept)
    return _grid(start, end, heads, stretch, split, data, kept, labels_end, strokes)


def _is_section(
    n: int, stretch: list[Row], split: list[list[Cell]], columns: list[tuple[float, float]]
) -> bool:
    """Say whether row ``n`` is a label alone, over the rows below it."""
    row, below = stretch[n], stretch[n + 1]
    return (
        len(split[n]) == 1
        and row.x1 < columns[0][0]
        and 0 < below.baseline - row.baseline < FAR * row.size
    )


def _with_last_label(
    end: int, stretch: list[Row], split: list[list[Cell]], columns: list[tuple[float, float]]
) -> int:
    """Return the table's end behind the further lines of its last label."""
    while end < len(stretch):
        cells, row = split[end], stretch[end]
        step = row.baseline - stretch[end - 1].baseline
        if not (
            len(cells) == 1
            and cells[0].text[:1].islower()
            and cells[0].x1 < columns[0][1]
            and abs(row.size - stretch[end - 1].size) < 0.5
            and 0 < step < 1.5 * row.size
        ):
            break
        end += 1
    return end


def _only_years(cells: list[Cell]) -> bool:
    figures = [cell for cell in cells if cell.number]
    return bool(figures) and all(_YEAR.fullmatch(cell.text) for cell in figures)


def _are_years(texts: list[str]) -> bool:
    """Say whether the first column is years that follow one another: row heads too."""
    years = [text[:4] for text in texts if _YEAR.fullmatch(text)]
    return len(years) >= 0.8 * len(texts) and years == sorted(set(years))


def _is_contents(rows: list[int], split: list[list[Cell]]) -> bool:
    """Say whether the rows are a table of contents: page numbers that rise down the right."""
    texts = [split[n][-1].text for n in rows]
    pages = [int(text) for text in texts if text.isdecimal() and len(text) < 5]
    if len(pages) < 0.8 * len(rows) or pages != sorted(pages):
        return False
    led = sum(1 for n in rows if any(LEADER.search(cell.text) for cell in split[n][:-1]))
    figures = 0  # in columns between the titles and the page numbers
    for n in rows:
        words = [i for i, cell in enumerate(split[n]) if not cell.number]
        figures += sum(cell.number for cell in split[n][words[0] : -1]) if words else 1
    return led >= 0.3 * len(rows) or figures < 0.3 * len(rows)


def _mostly_signs(figures: list[Cell]) -> bool:
    """Say whether most of the would-be figures are dashes and dots, as in formulas."""
    digits = sum(1 for cell in figures if any(map(str.isdigit, cell.text)))
    return digits < 0.5 * len(figures)


def _single(
    column: tuple[float, float],
    rows: list[int],
    split: list[list[Cell]],
    stretch: list[Row],
    strokes: tuple[Box, ...],
) -> bool:
    """Say whether one column of numbers makes a table: printed as figures, between rules."""
    if len(rows) < MIN_DATA_ROWS or any(LEADER.search(split[n][0].text) for n in rows):
        return False
    texts = [cell.text for n in rows for cell in split[n][1:] if cell.number]
    printed = sum(1 for text in texts if _PRINTED_AS_FIGURE.search(text))
    top, bottom = stretch[rows[0]].top, stretch[rows[-1]].bottom
    ruled = any(
        x1 - x0 > 40 and top - 60 < y < bottom + 20 and x0 < column[1] and x1 > column[0]
        for x0, y, x1, _ in strokes
    )
    return printed >= 0.5 * len(texts) and ruled


def _grid(
    start: int,
    end: int,
    heads: int,
    stretch: list[Row],
    split: list[list[Cell]],
    data: list[bool],
    columns: list[tuple[float, float]],
    labels_end: float,
    strokes: tuple[Box, ...],
) -> Unruled:
    cells: list[GridCell] = []
    for r in range(heads):
        n = start - heads + r
        cells += head_cells(r, split[n], columns, labels_end, r == heads - 1, strokes)
    cells = over_repeats(with_lines_below(cells), len(columns))
    r, top = heads, start - heads
    label_before: int | None = None  # the body row above, whose label may run on
    waiting: list[Line] = []  # the first lines of a label that ends in the next row
    for n in range(start, end):
        line_cells = split[n]
        if not data[n]:
            text = line_cells[0].text
            line = to_line(stretch[n])
            following = split[n + 1][0].text if n + 1 < end and data[n + 1] else ""
            to_above = stretch[n].baseline - stretch[n - 1].baseline if n > top else FAR * 100
            to_below = stretch[n + 1].baseline - stretch[n].baseline if n + 1 < end else FAR * 100
            joins_above = to_above < CLOSER * to_below or (
                text[:1].islower() and to_above <= to_below * 1.02
            )
            if joins_above and label_before is not None:
                cells = [
                    _with_line(c, line) if c.row == label_before and c.column == 0 else c
                    for c in cells
                ]
                continue
            runs_on = to_below < CLOSER * to_above and not _set_apart(stretch[n], split[n + 1])
            if runs_on or following[:1].islower():
                waiting.append(line)
                continue
            cells.append(_across(r, [line], columns))
            label_before = None
            r += 1
            continue
        placed: dict[int, list[Piece]] = {}
        for i, cell in enumerate(line_cells):
            place = _place(cell, columns, first=i == 0)
            placed.setdefault(place, []).extend(cell.pieces)
        if waiting and 0 not in placed:
            cells.append(_across(r, waiting, columns))
            waiting, r = [], r + 1
        for column, pieces in sorted(placed.items()):
            line = to_line(make_row(pieces))
            lines = (*waiting, line) if column == 0 else (line,)
            cells.append(GridCell(r, column, lines, box=union([x.box for x in lines if x.box])))
        label_before, waiting = r if 0 in placed else None, []
        r += 1
    if waiting:
        cells.append(_across(r, waiting, columns))
    if not any(cell.column == 0 and cell.row >= heads for cell in cells):
        cells = [
            GridCell(c.row, c.column - 1, c.lines, c.row_span, c.column_span, c.box) for c in cells
        ]
    box = union([cell.box for cell in cells if cell.box])
    head_columns = 1 if columns else 0
    return Unruled(start - heads, end, Grid(tuple(cells), heads, head_columns, box=box))


def _across(r: int, lines: list[Line], columns: list[tuple[float, float]]) -> GridCell:
    """Return a section's head as a cell across the table."""
    box = union([line.box for line in lines if line.box])
    return GridCell(r, 0, tuple(lines), 1, len(columns) + 1, box)


def _set_apart(row: Row, below: list[Cell]) -> bool:
    """Say whether a label is bold or italic unlike the label below it."""
    return {(p.bold, p.italic) for p in row.pieces}.isdisjoint(
        (p.bold, p.italic) for p in below[0].pieces
    )


def _with_line(cell: GridCell, line: Line) -> GridCell:
    lines = (*cell.lines, line)
    box = union([one.box for one in lines if one.box])
    return replace(cell, lines=lines, box=box)


def _place(cell: Cell, columns: list[tuple[float, float]], *, first: bool) -> int:
    """Return the column of a body cell: 0 holds the labels."""
    best, shared = 0, 0.0
    for c, (lo, hi) in enumerate(columns, 1):
        common = min(cell.x1, hi) - max(cell.x0, lo)
        if common > shared:
            best, shared = c, common
    if best and not (first and not cell.number and cell.x0 < columns[0][0] - 10):
        return best
    if first or cell.x1 <= columns[0][0]:
        return 0
    return min(range(1, len(columns) + 1), key=lambda c: abs(sum(columns[c - 1]) / 2 - cell.middle))
