"""The heads of a table as their author wrote them: rows, columns, the corner, the title."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.annotate.atoms import atoms
from pipeline.annotate.times import times_in
from pipeline.schema import Cell, Document, Span, Table


def title_of(document: Document, table: Table) -> str:
    return document.text[slice(*table.title)] if table.title else ""


def whole_heads(document: Document, heads: Sequence[Span]) -> list[str]:
    """Return heads as their author wrote them: one printed in two lines is one."""
    whole: list[str] = []
    for span in heads:
        text = document.text[slice(*span)]
        goes_on = text[:1].islower() or text.startswith("(")
        if whole and (goes_on or whole[-1].count("(") > whole[-1].count(")")):
            whole[-1] += f" {text}"
        else:
            whole.append(text)
    return whole


@lru_cache(maxsize=64)
def _columns_under(table: Table) -> Counter[Span]:
    """Return over how many columns of a table each head stands."""
    columns = {cell.column_heads for cell in table.cells}
    return Counter(head for heads in columns for head in heads)


def column_lines(document: Document, table: Table, cell: Cell) -> list[str]:
    """Return the column heads; those over this column alone are the lines of one head."""
    under = _columns_under(table)
    whole: list[str] = []
    alone = False
    for span, text in zip(
        cell.column_heads, (document.text[slice(*span)] for span in cell.column_heads), strict=True
    ):
        own = under[span] == 1
        opened = bool(whole) and whole[-1].count("(") > whole[-1].count(")")
        if (own and alone and whole) or opened:
            whole[-1] += f" {text}"
        else:
            whole.append(text)
        alone = own and not _is_time(text)
    return whole


def own_heads(document: Document, cell: Cell) -> list[str]:
    """Return the heads of a cell's column, then of its row, the nearest first."""
    sides = (whole_heads(document, side) for side in (cell.column_heads, cell.row_heads))
    return [head for side in sides for head in reversed(side)]


@lru_cache(maxsize=1)  # a table is asked for each of its cells; more would keep reports alive
def corner_of(document: Document, table: Table) -> str:
    """Return what stands in the corner above the row heads: ``In billions of cedis``.

    It heads no column, so no cell names it: the words before the first body row that are nobody's.
    """
    if not table.cells:
        return ""
    spans = {span for cell in table.cells for span in (*cell.column_heads, *cell.row_heads)}
    end = min(min((head[0] for head in cell.row_heads), default=cell.start) for cell in table.cells)
    start = _table_start(document, table, end)
    kept, at = [], start
    for a, b in sorted(span for span in spans if start <= span[0] < end):
        kept.append(document.text[at:a])
        at = max(at, b)
    kept.append(document.text[at:end])
    words = " ".join(" ".join(kept).split())
    return words if len(words) <= 60 else ""


def _table_start(document: Document, table: Table, end: int) -> int:
    if table.title and table.title[1] <= end:
        return table.title[1]
    block = document.block_at(end)
    start = block.start if block and block.kind == "table" else end
    while (before := document.block_at(start - 3)) and before.kind == "table" and start > 3:
        start = before.start
    return start


def all_heads(document: Document, table: Table, cell: Cell) -> Iterator[str]:
    """Yield the heads' texts, nearest first: column, row, title, notes."""
    yield from own_heads(document, cell)
    if stub := corner_of(document, table):
        yield stub
    if table.title:
        yield title_of(document, table)
    for span in table.notes:
        yield document.text[slice(*span)]


def _is_time(text: str) -> bool:
    return bool(times_in(atoms(text)))
