"""The place of a table's cell: its row head, where the rows of its table are places."""

import re
from collections.abc import Collection

from pipeline.annotate.nouns import singular
from pipeline.annotate.places import is_country, kinds_of_place
from pipeline.schema import Cell, Document, Span, Table

_SUMS = frozenset(
    ("total", "totals", "all", "average", "mean", "median", "sum", "other", "others", "overall",
     "rest", "subtotal", "world", "national")
)  # fmt: skip
_SMALL = frozenset({"and", "of", "the", "de", "la", "el", "al", "da", "do", "du"})


def place_heads(document: Document, table: Table, known: Collection[Span]) -> frozenset[Span]:
    """Return the row heads that are places; ``known`` are the spans of the text that are.

    Half of them known, or a title such as ``by district`` and one known, make the others places,
    too: the districts of a country hold names that nobody has on a list. Totals are none.
    """
    heads = {cell.row_heads[0] for cell in table.cells if cell.row_heads}
    names = [head for head in heads if _is_name(document.text[slice(*head)])]
    if not names or 2 * len(names) < len(heads):
        return frozenset()
    sure = sum(head in known or is_country(document.text[slice(*head)]) for head in names)
    title = document.text[slice(*table.title)] if table.title else ""
    words = {singular(word) for word in re.findall(r"[a-z]+", title.lower())}
    needed = 1 if words & kinds_of_place() else max(1, len(names) / 2)
    return frozenset(names) if sure >= needed else frozenset()


def cell_place(document: Document, cell: Cell, places: Collection[Span]) -> str | None:
    """Return the words of the cell's row head if it is a place."""
    if not cell.row_heads or cell.row_heads[0] not in places:
        return None
    return document.text[slice(*cell.row_heads[0])].strip(" *")


def _is_name(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    if not words or len(words) > 5 or words[0].lower() in _SUMS:
        return False
    return all(word[0].isupper() or word in _SMALL for word in words)
