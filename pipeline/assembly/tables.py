"""Printed tables: one block a cell, and the heads, title and notes that belong to it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.assembly.run_on_tables import runs_on
from pipeline.schema import Cell, Grid, GridCell, Method, Report, Span, Table

_NOTE = re.compile(
    r"^(?:sources?|notes?)\s?:|(?:[–—-]|\([xXzZ]\))\s|^[*†‡§]|^\(?[a-z0-9]\)\s", re.IGNORECASE
)


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
    headed: tuple[Grid, dict[tuple[int, int], Span]] | None = None  # of the table that runs on
    before: list[int] = []
    for number, grid in enumerate(grids):
        places = [i for i, draft in enumerate(drafts) if draft.table == number]
        rest = bool(number) and runs_on(drafts, before, places, (grids[number - 1], grid))
        before = places
        span_at: dict[tuple[int, int], Span] = {}
        for i in places:
            cell, span = drafts[i].cell, spans[i]
            if cell is not None and span is not None:
                span_at[cell] = span
        if headed is None or not rest or grid.head_rows:
            headed = grid, span_at
        above = _parents(grid, span_at)
        width = _half(grid)
        cells = []
        for body in grid.cells:
            span = span_at.get((body.row, body.column))
            start = body.column - body.column % width  # the half's first column
            if span is None or body.row < grid.head_rows or body.column < start + grid.head_columns:
                continue
            beside = _heads(grid, body, span_at, across=False, start=start)
            if not start:
                beside = (*above.get(body.row, ()), *beside)
            over = _heads(headed[0], body, headed[1], across=True)
            cells.append((span, Cell(*span, beside, over, body.column)))
        if not cells:
            continue
        ordered = tuple(made for _, made in sorted(cells, key=lambda c: c[0]))
        title, notes = _title_and_notes(drafts, spans, places)
        title = tables[-1].title if rest and tables else title
        tables.append(Table(ordered, title, notes))
    return tuple(tables)


_ALIKE = 0.6  # of the words of two heads


def _half(grid: Grid) -> int:
    """Return over how many columns the heads repeat: tables are printed side by side to save room.

    That is all of them unless each column's lowest head comes again, that of the labels included.
    """
    count = 1 + max((c.column + c.column_span - 1 for c in grid.cells), default=0)
    heads: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.column)):
        if cell.row < grid.head_rows and cell.column_span == 1:
            words = [word.text.lower() for line in cell.lines for word in line.words]
            heads.setdefault(cell.column, []).extend(words)
    for width in range(2, count // 2 + 1):
        if count % width == 0 and all(
            _same_heads(heads.get(c, []), heads.get(c - width, [])) for c in range(width, count)
        ):
            return width
    return count


def _same_heads(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        return False
    return len(set(a) & set(b)) >= _ALIKE * max(len(set(a)), len(set(b)))


_INDENT = 3.5  # points that a row's label stands in under the label it belongs to
_SET_OFF = 3.0  # points more than between other rows: a new group of rows begins
_LEVELS = 4  # more left edges than these are no levels, but centred or ragged labels
_SUMS = re.compile(r"^(?:sub-?)?totals?\b|^(?:all|sum|average|mean|overall)\b", re.IGNORECASE)


def _parents(grid: Grid, span_at: dict[tuple[int, int], Span]) -> dict[int, tuple[Span, ...]]:
    """Return for each body row the labels it stands under: its section's, and what it is part of.

    A section's label stands alone across the table, or heads a group of rows in bold type; a
    part's label stands in from its whole's.
    """
    labels = [
        cell
        for cell in sorted(grid.cells, key=lambda c: c.row)
        if cell.row >= grid.head_rows and cell.column == 0 and cell.box and cell.row_span == 1
    ]
    groups = _group_heads(labels)
    stepped = [cell.lines[0].box for cell in labels if cell.lines and cell.row not in groups]
    edges = sorted(box[0] for box in stepped if box)
    levels = 1 + sum(b - a > _INDENT for a, b in pairwise(edges))
    steps = grid.head_columns == 1 and 1 < levels <= min(_LEVELS, max(2, len(labels) // 2))
    out: dict[int, tuple[Span, ...]] = {}
    section: Span | None = None
    group: Span | None = None
    outer, inside = 0.0, None  # the section's edge, and whether what it holds is set in from it
    open_labels: list[tuple[float, Span]] = []  # from the outermost in
    for cell in labels:
        span = span_at.get((cell.row, 0))
        if span is None or cell.box is None:
            continue
        text = " ".join(word.text for line in cell.lines for word in line.words)
        if cell.column_span > 1 and not any(c.isdigit() for c in text[-4:]):
            section, group, open_labels = span, None, []
            outer, inside = cell.lines[0].box[0] if cell.lines[0].box else cell.box[0], None
            continue
        first, last = cell.lines[0].box, cell.lines[-1].box
        edge = first[0] if first else cell.box[0]
        if inside and edge < outer + _INDENT and levels <= _LEVELS:
            section = None  # what is set out again belongs to the whole table: a balance
        inside = edge > outer + _INDENT if inside is None else inside
        if cell.row in groups:
            group, open_labels = None if _SUMS.match(text) else span, []
            out[cell.row] = (section,) if section else ()
            continue
        while open_labels and open_labels[-1][0] > edge - _INDENT:
            open_labels.pop()
        inner = [] if not steps or _SUMS.match(text) else [other for _, other in open_labels]
        out[cell.row] = (*filter(None, (section, group)), *inner)
        open_labels.append((max(edge, last[0]) if last else edge, span))
    return out


def _group_heads(labels: Sequence[GridCell]) -> set[int]:
    """Return the rows of figures that head the rows below: in bold, set off from those above.

    A sum in bold closes its group instead: it is set off from what follows.
    """
    placed = [(cell, cell.lines[0].box, cell.lines[-1].box) for cell in labels if cell.lines]
    gaps = [b[1] - a[3] for (*_, a), (_, b, _) in pairwise(placed) if a and b]
    if len(gaps) < len(labels) - 1 or not gaps:
        return set()
    usual = median(gaps)
    bold = [all(word.bold for line in cell.lines for word in line.words) for cell, *_ in placed]
    if sum(bold) > len(bold) / 2:
        return set()
    apart = [True, *(gap > usual + _SET_OFF for gap in gaps), True]
    return {
        cell.row
        for i, (cell, *_) in enumerate(placed)
        if bold[i] and cell.column_span == 1 and apart[i] and not apart[i + 1]
    }


def _heads(
    grid: Grid,
    body: GridCell,
    span_at: dict[tuple[int, int], Span],
    *,
    across: bool,
    start: int = 0,
) -> tuple[Span, ...]:
    """Return the heads above (``across``) or beside a cell, the outermost first.

    Those beside it stand from column ``start`` on.
    """
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
                and start <= head.column < start + grid.head_columns
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
        if _NOTE.match(drafts[i].text):
            continue  # a source is no title, wherever it stands
        if drafts[i].kind == "caption" or (drafts[i].kind == "heading" and i < first):
            title = spans[i] if i > last else _whole_title(drafts, spans, i)
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


_NUMBERED = re.compile(r"^(?:table|exhibit|figure|box)\s+[\w.-]{1,6}", re.IGNORECASE)
_TITLE_PARTS = 4  # number, title, what is counted in brackets


def _whole_title(drafts: Sequence[Draft], spans: Sequence[Span | None], i: int) -> Span | None:
    """Return a title that is printed in several blocks, from ``Table 2.`` down to the table."""
    last = spans[i]
    for k in range(i, max(-1, i - _TITLE_PARTS), -1):
        span = spans[k]
        if span is None or last is None or drafts[k].kind not in {"caption", "heading", "title"}:
            break
        if _NUMBERED.match(drafts[k].text):
            return span[0], last[1]
    return last
