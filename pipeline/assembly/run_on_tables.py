"""Tables that run on over a page's end: their last rows are no paragraph, their heads stay theirs.

Reading looks at one page at a time. What it takes for lines of text at the top of the next page is
a row if every word of it stands in a column of the table that ended the page before.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.schema import Grid, GridCell, Line, Page, Report, Word

_BESIDE = 6.0  # points that a cell may stand out of its column
_SMALLER = 0.95  # times the table's type: a note below it, not text
_AS_FIGURE = re.compile(r"[\d–—−-]")
_CONTINUED = re.compile(r"\bcont(?:inued|’d|'d|\.)", re.IGNORECASE)

Columns = list[tuple[float, float]]  # x-ranges, that of the labels first


def take_rows(lines: list[PrintedLine], report: Report) -> tuple[list[PrintedLine], Report]:
    """Return the lines without rows of a table begun on the page before, and these as tables.

    ``lines`` are those of the text, page by page in reading order, without running heads.
    """
    starts = [line.page for line in lines]
    pages = list(report.pages)
    taken: set[int] = set()
    for n, (page, following) in enumerate(pairwise(pages), 1):
        own = lines[bisect_left(starts, page.number) : bisect_left(starts, page.number + 1)]
        columns = _open_columns(page, own)
        if not columns:
            continue
        first = bisect_left(starts, following.number)
        rows: list[dict[int, list[Word]]] = []
        for line in lines[first:]:
            row = _as_row(line.line, columns) if line.page == following.number else None
            if row is None:
                break
            rows.append(row)
        position = lines[first].index if rows else 0
        if not rows or any(grid.position <= position for grid in following.tables):
            continue
        grid = replace(_grid(rows), position=position)
        pages[n] = replace(following, tables=(grid, *following.tables))
        taken |= set(range(first, first + len(rows)))
    if not taken:
        return lines, report
    kept = [line for i, line in enumerate(lines) if i not in taken]
    return kept, replace(report, pages=tuple(pages))


def _open_columns(page: Page, lines: Sequence[PrintedLine]) -> Columns:
    """Return the columns of the table that ends a page; none if text follows it there."""
    if not page.tables:
        return []
    grid = max(page.tables, key=lambda table: table.position)
    body = [cell for cell in grid.cells if cell.row >= grid.head_rows and cell.box]
    sizes = [line.size for cell in body for line in cell.lines if line.size]
    behind = [line for line in lines if line.index >= grid.position]
    if not sizes or any((line.size or 0.0) >= _SMALLER * min(sizes) for line in behind):
        return []
    columns: Columns = []
    for number in range(1 + max(cell.column for cell in body)):
        boxes = [c.box for c in body if c.column == number and c.column_span == 1 and c.box]
        if not boxes:
            return []
        columns.append((min(box[0] for box in boxes), max(box[2] for box in boxes)))
    return columns if grid.head_columns == 1 and len(columns) > 1 else []


def _as_row(line: Line, columns: Columns) -> dict[int, list[Word]] | None:
    """Return the words of a line by column; None if it is no row of these."""
    row: dict[int, list[Word]] = {}
    for word in line.words:
        if word.box is None:
            return None
        middle = (word.box[0] + word.box[2]) / 2
        near = [
            c for c, (low, high) in enumerate(columns)
            if c and low - _BESIDE <= middle <= high + _BESIDE
        ]  # fmt: skip
        in_label = word.box[0] >= columns[0][0] - _BESIDE and word.box[2] < columns[1][0]
        if not near and not in_label:
            return None
        row.setdefault(near[0] if near else 0, []).append(word)
    figures = [words for column, words in row.items() if column]
    told = all(any(_AS_FIGURE.search(word.text) for word in words) for words in figures)
    whole = 2 * len(figures) >= len(columns) - 1 and figures and told
    return row if whole and any(w.text[:1].isalpha() for w in row.get(0, ())) else None


def _grid(rows: Sequence[dict[int, list[Word]]]) -> Grid:
    cells = []
    for number, row in enumerate(rows):
        for column, words in sorted(row.items()):
            line = Line(tuple(words))
            cells.append(GridCell(number, column, (line,), box=line.box))
    return Grid(tuple(cells), head_rows=0)


def runs_on(
    drafts: Sequence[Draft], above: Sequence[int], below: Sequence[int], grids: tuple[Grid, Grid]
) -> bool:
    """Say whether a table is the rest of the one on the page before: without heads, or with its.

    Args:
        drafts: all blocks.
        above: which of them are the earlier table's cells.
        below: which are the later one's.
        grids: both tables.
    """
    if not above or not below or _width(grids[0]) != _width(grids[1]):
        return False
    if grids[1].head_rows and _head_texts(grids[0]) != _head_texts(grids[1]):
        return False
    last, first = drafts[above[-1]].lines[-1].page, drafts[below[0]].lines[0].page
    between = drafts[above[-1] + 1 : below[0]]
    return first == last + 1 and all(
        draft.kind in {"note", "furniture"} or _CONTINUED.search(draft.text) for draft in between
    )


def _head_texts(grid: Grid) -> list[str]:
    return [line.text for c in grid.cells if c.row < grid.head_rows for line in c.lines]


def _width(grid: Grid) -> int:
    return 1 + max((cell.column + cell.column_span - 1 for cell in grid.cells), default=0)
