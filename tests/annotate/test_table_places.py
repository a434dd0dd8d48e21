"""Which row heads of a table are places, in tables made by hand."""

import pytest

from pipeline.annotate.places.table_places import cell_place, place_heads
from pipeline.schema import Block, Cell, Document, Table

Made = tuple[Document, Table, dict[str, tuple[int, int]]]


def rows(title: str, *heads: str) -> Made:
    """Make a table with one cell a row; return its heads' characters by their words."""
    text, spans = f"{title}\n", {}
    cells = []
    for head in heads:
        spans[head] = (len(text), len(text) + len(head))
        text += f"{head}\n7\n"
        cells.append(Cell(len(text) - 2, len(text) - 1, row_heads=(spans[head],)))
    made = Table(tuple(cells), title=(0, len(title)))
    return (
        Document("id", "f", text, tables=(made,), blocks=(Block("table", 0, len(text)),)),
        made,
        spans,
    )


def places(made: Made, *known: str) -> list[str | None]:
    document, table, spans = made
    found = place_heads(document, table, {spans[name] for name in known})
    return [cell_place(document, cell, found) for cell in table.cells]


@pytest.mark.parametrize(
    ("title", "heads", "known", "expected"),
    [
        ("Raids by district", ("Dadu", "Sanghar", "Total"), ("Dadu",), ["Dadu", "Sanghar", None]),
        ("Raids", ("Kenya", "Uganda", "Qardho"), (), ["Kenya", "Uganda", "Qardho"]),
        ("Raids", ("Dadu", "Sanghar", "Qardho"), ("Dadu",), [None, None, None]),
        ("Raids by province", ("Ali", "Musa", "Omar"), (), [None, None, None]),
        ("Budget of the district", ("Roads and bridges", "Schools"), (), [None, None]),
        ("Trade", ("Exports of wheat", "of which: Kenya"), (), [None, None]),
    ],
)
def test_rows_are_places_if_the_title_or_half_of_them_say_so(
    title: str, heads: tuple[str, ...], known: tuple[str, ...], expected: list[str | None]
) -> None:
    assert places(rows(title, *heads), *known) == expected
