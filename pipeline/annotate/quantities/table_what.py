"""What a table's cell measures: its row and column heads, without units and periods."""

import re
from functools import lru_cache

from pipeline.annotate.atoms import atoms
from pipeline.annotate.quantities.head_measures import BRACKETED, SCALES, parse
from pipeline.annotate.quantities.table_heads import column_lines, title_of, whole_heads
from pipeline.annotate.times import times_in
from pipeline.schema import Cell, Document, Table

# The dots that lead from a row's head to its cells.
_LEADERS = re.compile(r"(?:\s?[.…·]){3,400}|(?:\s[.…·]){2}")
_SHARE_OF = re.compile(r"\(%\s+(of\s[^()]{1,40})\)")  # "(% of class 5)" says whose share it is


def measured(document: Document, table: Table, cell: Cell) -> str | None:
    """Join row and column heads without units and periods; else the table's title."""
    pieces: list[str] = []
    rows = whole_heads(document, cell.row_heads)
    columns = column_lines(document, table, cell)
    over = list(filter(None, map(_plain, columns)))
    title = _plain(title_of(document, table)) if table.title and not over else ""
    for piece in (*(_plain(head) or _numbered(head) for head in rows), *over, title):
        if piece and piece.lower() not in {p.lower() for p in pieces}:
            pieces.append(piece)
    return ", ".join(filter(None, pieces)) or None


def _numbered(head: str) -> str:
    """Return a row's head that is a number or a range, ``14-17``; a year is the row's time."""
    text = " ".join(head.split()).strip(" .:*")
    return text if any(c.isdigit() for c in text) and not times_in(atoms(text)) else ""


@lru_cache(maxsize=4096)
def _plain(head: str) -> str:
    """Drop brackets, periods and loose marks from a head."""
    text = BRACKETED.sub(" ", _SHARE_OF.sub(r" \1", _LEADERS.sub(" ", head)))
    text = ", ".join(part for part in text.split(", ") if not _is_unit(part))
    text = text[: text.rfind("(")] if "(" in text else text  # its end was lost
    cut = atoms(text)
    for when in reversed(times_in(cut)):
        text = text[: cut[when.first].start] + text[cut[when.last - 1].end :]
    text = re.sub(r"^(?:Table|Figure)\s+[\w.]{1,6}[.:]?\s+", "", " ".join(text.split()))
    text = re.sub(r"\s?[:,–—-]?\s(?:and|or|to)$", "", text.strip(" ,;:–—-*%$€£'’"))
    return text if any(c.isalpha() for c in text) else ""


def _is_unit(part: str) -> bool:
    """``cm``, ``thousands of km²``: what stands behind a comma is the unit and no more."""
    words = part.lower().split()
    alone = len(words) == 1 or (bool(words) and words[0] in SCALES)
    return alone and len(words) <= 3 and parse(part).unit is not None
