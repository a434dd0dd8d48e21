"""Printed tables: one block a cell, and the heads, title and notes that belong to it."""

import re
from collections.abc import Sequence

from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.schema import Cell, Grid, GridCell, Method, Report, Span, Table

_NOTE = re.compile(r"^(?:sources?|notes?)\s?:|^[*†‡§]|^\(?[a-z0-9]\)\s", re.IGNORECASE)


def place_tables(drafts: list[Draft], report: Report) -> tuple[list[Draft], list[Grid]]:
    """Return the drafts with the cells of every table put in where it is read, and the tables."""
    grids: list[Grid] = []
    out: list[Draft] = []
    waiting = [
        (page.number, grid.position, grid, page.method)
        for page in report.pages
        for grid in page.tables
    ]
    waiting.sort(key=lambda found: found[:2])
    for draft in drafts:
        first = draft.lines[0]
        while waiting and waiting[0][:2] <= (first.page, first.index):
            number, _, grid, method = waiting.pop(0)
            out += _cells(grid, number, method, len(grids))
            grids.append(grid)
        out.append(draft)
    for number, _, grid, method in waiting:
        out += _cells(grid, number, method, len(grids))
        grids.append(grid)
    return out, grids


def _cells(grid: Grid, page: int, method: Method, table: int) -> list[Draft]:
    return [
        Draft(
            "table",
            [PrintedLine(line, page, grid.position, method) for line in cell.lines],
            table=table,
            cell=(cell.row, cell.column),
        )
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.column))
        if any(line.words for line in cell.lines)
    ]


def link_tables(
    drafts: Sequence[Draft], spans: Sequence[Span | None], grids: Sequence[Grid]
) -> tuple[Table, ...]:
    """Return the tables of the frozen text: body cells with the spans of their heads."""
    tables: list[Table] = []
    for number, grid in enumerate(grids):
        places = [i for i, draft in enumerate(drafts) if draft.table == number]
        span_at: dict[tuple[int, int], Span] = {}
        for i in places:
            cell, span = drafts[i].cell, spans[i]
            if cell is not None and span is not None:
                span_at[cell] = span
        cells = []
        for body in grid.cells:
            span = span_at.get((body.row, body.column))
            if span is None or body.row < grid.head_rows or body.column < grid.head_columns:
                continue
            cells.append(
                (
                    span,
                    Cell(
                        *span,
                        _heads(grid, body, span_at, across=False),
                        _heads(grid, body, span_at, across=True),
                    ),
                )
            )
        if not cells:
            continue
        ordered = tuple(made for _, made in sorted(cells, key=lambda c: c[0]))
        tables.append(Table(ordered, *_title_and_notes(drafts, spans, places)))
    return tuple(tables)


def _heads(
    grid: Grid, body: GridCell, span_at: dict[tuple[int, int], Span], *, across: bool
) -> tuple[Span, ...]:
    """Return the heads above (``across``) or beside a cell, the outermost first."""
    found: list[Span] = []
    for head in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        span = span_at.get((head.row, head.column))
        if span is None:
            continue
        if across:
            fits = head.row < grid.head_rows and (
                head.column < body.column + body.column_span
                and body.column < head.column + head.column_span
            )
        else:
            fits = (
                head.row >= grid.head_rows
                and head.column < grid.head_columns
                and (head.row < body.row + body.row_span and body.row < head.row + head.row_span)
            )
        if fits:
            found.append(span)
    return tuple(found)


def _title_and_notes(
    drafts: Sequence[Draft], spans: Sequence[Span | None], places: Sequence[int]
) -> tuple[Span | None, tuple[Span, ...]]:
    """Return the caption above the table (or else below it) and the notes under it."""
    first, last = places[0], places[-1]
    title: Span | None = None
    for i in (first - 1, last + 1):
        if not 0 <= i < len(drafts) or abs(drafts[i].lines[-1].page - drafts[first].page) > 1:
            continue
        if drafts[i].kind == "caption" or (drafts[i].kind == "heading" and i < first):
            title = spans[i]
            break
    notes: list[Span] = []
    for i in range(last + 1, min(last + 6, len(drafts))):
        span = spans[i]
        if span == title:
            continue
        if drafts[i].kind not in {"caption", "note"} or not _NOTE.match(drafts[i].text):
            break
        if span is not None:
            notes.append(span)
    return title, tuple(notes)
