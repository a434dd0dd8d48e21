"""The place of a table's cell: its row head, where the rows of its table are places."""

import re
from collections.abc import Collection

from pipeline.annotate.nouns import singular
from pipeline.annotate.places import is_country, is_state, kinds_of_place
from pipeline.schema import Cell, Document, Span, Table

_SUMS = frozenset(
    ("total", "totals", "all", "average", "mean", "median", "sum", "other", "others", "overall",
     "rest", "subtotal", "world", "national")
)  # fmt: skip
_SMALL = frozenset({"and", "of", "the", "de", "la", "el", "al", "da", "do", "du"})


def place_heads(document: Document, table: Table, known: Collection[Span]) -> frozenset[Span]:
    """Return the row heads that are places; ``known`` are the spans of the text that are.

    Donors, partners and origins are actors, whatever country they are. Of other heads half
    known, or a title such as ``by district`` and one known, make the others places, too: the
    districts of a country hold names that nobody has on a list. Totals are none.
    """
    heads = {cell.row_heads[0] for cell in table.cells if cell.row_heads}
    names = [head for head in heads if _is_name(document.text[slice(*head)])]
    if not names or 2 * len(names) < len(heads):
        return frozenset()
    words_of_table = _words_of(document, table)
    states = sum(is_state(document.text[slice(*head)]) for head in names)
    if 2 * states > len(names) and words_of_table & _PARTNERS:
        return frozenset()
    sure = sum(head in known or is_country(document.text[slice(*head)]) for head in names)
    title = document.text[slice(*table.title)] if table.title else ""
    words = {singular(word) for word in re.findall(r"[a-z]+", title.lower())}
    needed = 1 if words & kinds_of_place() else max(1, len(names) / 2)
    return frozenset(names) if sure >= needed else frozenset()


_PARTNERS = frozenset(
    ("buyer", "carrier", "citizenship", "contributor", "contribution", "creditor", "destination",
     "donation", "donor", "export", "exporter", "flag", "fleet", "holder", "import", "importer",
     "investor", "lender", "loan", "market", "member", "nationality", "origin", "partner", "party",
     "pledge", "purchaser", "quota", "recipient", "sender", "share", "shareholder", "shipment",
     "signatory", "source", "supplier", "tariff", "trade", "troop", "vote")
)  # fmt: skip


def _words_of(document: Document, table: Table) -> frozenset[str]:
    """Return the words of a table's title and column heads, in the singular."""
    spans = {head for cell in table.cells[:40] for head in cell.column_heads}
    spans |= {table.title} if table.title else set()
    text = " ".join(document.text[slice(*span)] for span in spans).lower()
    return frozenset(singular(word) for word in re.findall(r"[a-z]+", text))


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
