"""The place of a table's cell: of its row or column head, else the one that the title tells."""

import re
from bisect import bisect_left
from collections.abc import Collection

from pipeline.annotate.nouns import singular
from pipeline.annotate.places.known import is_country, is_state, kinds_of_place
from pipeline.annotate.quantities.table_heads import corner_of
from pipeline.schema import Cell, Document, Span, Table

_SUMS = frozenset(
    ("total", "totals", "all", "average", "mean", "median", "sum", "other", "others", "overall",
     "rest", "subtotal", "world", "national")
)  # fmt: skip
_SMALL = frozenset(
    ("and", "of", "the", "de", "la", "le", "les", "el", "al", "as", "ad", "da", "do", "dos", "du",
     "d", "l", "s", "e", "y", "ul", "bin", "upon", "sur")
)  # fmt: skip


def place_heads(document: Document, table: Table, known: Collection[Span]) -> frozenset[Span]:
    """Return the heads that are places, of rows or else of columns.

    ``known`` are the spans of the text that are. Donors, partners and origins are actors, whatever
    country they are. Of other heads half known, a corner that says what they are (``District``),
    or a title such as ``by district`` and one known, make the others places, too: the districts of
    a country hold names that nobody has on a list. Totals are none.
    """
    rows = [cell.row_heads for cell in table.cells if cell.row_heads]
    columns = [cell.column_heads for cell in table.cells if cell.column_heads]
    corner = corner_of(document, table)
    for level in (-1, 0):
        if found := _places_among({heads[level] for heads in rows}, document, table, known, corner):
            return found
    for level in (-1, 0):
        if found := _places_among({heads[level] for heads in columns}, document, table, known, ""):
            return found
    return frozenset()


def _places_among(
    heads: set[Span], document: Document, table: Table, known: Collection[Span], corner: str
) -> frozenset[Span]:
    names = [head for head in heads if _is_name(document.text[slice(*head)])]
    if not names or 2 * len(names) < len(heads):
        return frozenset()
    words_of_table = _words_of(document, table)
    states = sum(is_state(document.text[slice(*head)]) for head in names)
    if 2 * states > len(names) and words_of_table & _PARTNERS:
        return frozenset()
    bare = {head: _bare(document.text[slice(*head)]) for head in names}
    sure = len({bare[h] for h in names if h in known or is_country(document.text[slice(*h)])})
    title = document.text[slice(*table.title)] if table.title else ""
    words = {singular(word) for word in _words(title)}
    over = {singular(word) for word in _words(corner)}
    if over and over <= _AREAS | _SMALL | {"or", "name"}:
        return frozenset(names)
    told = (words | over) & (kinds_of_place() | _SITES)
    needed = 1 if told else len({*bare.values()}) // 2 + 1
    return frozenset(names) if sure >= needed else frozenset()


def _bare(name: str) -> str:
    return name.partition("(")[0].strip()


_SITES = frozenset({"geography", "location", "office", "site"})
# Over the first column alone, they say that all of its heads are places.
_AREAS = frozenset(
    ("borough", "canton", "city", "commune", "country", "county", "district", "emirate",
     "governorate", "island", "locality", "location", "municipality", "neighbourhood", "oblast",
     "parish", "place", "port", "prefecture", "province", "region", "river", "subdistrict",
     "territory", "town", "township", "village", "ward", "woreda")
)  # fmt: skip


_PARTNERS = frozenset(
    ("applicant", "arrival", "asylum", "buyer", "carrier", "citizen", "citizenship", "crossed",
     "crossing", "deportation", "emigrant", "immigrant", "migrant", "passenger", "passport",
     "refugee", "remittance", "returnee", "tourist", "traveller", "visitor", "contributor",
     "contribution", "creditor", "destination",
     "donation", "donor", "export", "exporter", "flag", "fleet", "holder", "import", "importer",
     "investor", "lender", "loan", "market", "member", "nationality", "origin", "partner", "party",
     "pledge", "purchaser", "quota", "recipient", "sender", "share", "shareholder", "shipment",
     "signatory", "source", "supplier", "tariff", "trade", "troop", "vote")
)  # fmt: skip


def _words_of(document: Document, table: Table) -> frozenset[str]:
    """Return the words of a table's title, corner and column heads, in the singular."""
    spans = {head for cell in table.cells[:40] for head in cell.column_heads}
    spans |= {table.title} if table.title else set()
    text = " ".join(document.text[slice(*span)] for span in spans)
    return frozenset(singular(word) for word in _words(f"{text} {corner_of(document, table)}"))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def cell_place(
    document: Document,
    table: Table,
    cell: Cell,
    places: Collection[Span],
    titled: str | None = None,
) -> str | None:
    """Return the words of the cell's nearest head that is a place, else its row's or the title's.

    Its row's is one that another column of the row tells.
    """
    for head in (*reversed(cell.row_heads), *reversed(cell.column_heads)):
        if head in places:
            return document.text[slice(*head)].strip(" *")
    return _beside(document, table, cell) or titled


def _beside(document: Document, table: Table, cell: Cell) -> str | None:
    """Return the place that a column of places gives for the row of a cell: ``Location``."""
    cells = table.cells
    i = bisect_left(cells, cell.start, key=lambda other: other.start)
    while i > 0 and cells[i - 1].column < cells[i].column:
        i -= 1
        heads = _words(" ".join(document.text[slice(*head)] for head in cells[i].column_heads))
        text = document.text[cells[i].start : cells[i].end].strip(" *")
        if heads and {singular(word) for word in heads} <= _AREAS and _is_name(text):
            return text
    return None


def _is_name(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.partition("(")[0])  # Dadu (rural)
    if not words or len(words) > 5 or words[0].lower() in _SUMS:
        return False
    return all(word[0].isupper() or word in _SMALL for word in words)
