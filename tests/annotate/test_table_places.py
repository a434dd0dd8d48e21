"""Which row heads of a table are places, in tables made by hand."""

import pytest

from pipeline.annotate.places.table_places import cell_place, place_heads
from pipeline.schema import Block, Cell, Document, Table

Made = tuple[Document, Table, dict[str, tuple[int, int]]]


def rows(title: str, *heads: str, corner: str = "") -> Made:
    """Make a table with one cell a row; return its heads' characters by their words."""
    text, spans = f"{title}\n{corner}\n", {}
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
    return [cell_place(document, table, cell, found) for cell in table.cells]


@pytest.mark.parametrize(
    ("title", "heads", "known", "expected"),
    [
        ("Raids by district", ("Dadu", "Sanghar", "Total"), ("Dadu",), ["Dadu", "Sanghar", None]),
        ("Raids", ("Kenya", "Uganda", "Qardho"), (), ["Kenya", "Uganda", "Qardho"]),
        ("Raids", ("Dadu", "Sanghar", "Qardho"), ("Dadu",), [None, None, None]),
        ("Raids by province", ("Ali", "Musa", "Omar"), (), [None, None, None]),
        ("Budget of the district", ("Roads and bridges", "Schools"), (), [None, None]),
        ("Trade", ("Exports of wheat", "of which: Kenya"), (), [None, None]),
        ("Crossings of the pass, by nationality", ("Haiti", "Chile"), (), [None, None]),
        ("Migrants who reached the border", ("Haiti", "Chile"), (), [None, None]),
        (
            "Cases",
            ("Dadu (rural)", "Dadu (urban)"),
            ("Dadu (rural)",),
            ["Dadu (rural)", "Dadu (urban)"],
        ),
    ],
)
def test_rows_are_places_if_the_title_or_half_of_them_say_so(
    title: str, heads: tuple[str, ...], known: tuple[str, ...], expected: list[str | None]
) -> None:
    assert places(rows(title, *heads), *known) == expected


@pytest.mark.parametrize(
    ("corner", "expected"),
    [
        ("District", ["Dadu", "N’Djamena", None]),
        ("Country or territory", ["Dadu", "N’Djamena", None]),
        ("Department", [None, None, None]),
        ("In millions", [None, None, None]),
    ],
)
def test_the_corner_says_what_the_rows_are(corner: str, expected: list[str | None]) -> None:
    assert places(rows("Cases", "Dadu", "N’Djamena", "Total", corner=corner)) == expected


def test_columns_are_places_where_rows_are_not() -> None:
    text = "Prices\nKenya\nUganda\nSalt\n7\n8\nRice\n9\n6\n"
    at = {word: (text.index(word), text.index(word) + len(word)) for word in text.split()}
    cells = tuple(
        Cell(*at[value], row_heads=(at[row],), column_heads=(at[column],))
        for row, column, value in (
            ("Salt", "Kenya", "7"), ("Salt", "Uganda", "8"),
            ("Rice", "Kenya", "9"), ("Rice", "Uganda", "6"),
        )
    )  # fmt: skip
    made = Table(cells, title=at["Prices"])
    blocks = (Block("table", 0, len(text)),)
    document = Document("id", "f", text, tables=(made,), blocks=blocks)
    found = place_heads(document, made, ())
    told = [cell_place(document, made, cell, found) for cell in cells]
    assert told == ["Kenya", "Uganda", "Kenya", "Uganda"]


def test_a_total_is_where_the_title_says() -> None:
    document, table, _ = rows("Prices in Chad", "Total")
    assert cell_place(document, table, table.cells[0], frozenset(), "Chad") == "Chad"


def test_one_known_name_of_two_makes_no_places() -> None:
    assert places(rows("Price of bread", "White", "Rye"), "Rye") == [None, None]


@pytest.mark.parametrize(
    ("head", "expected"), [("Place", "Taiz"), ("District", "Taiz"), ("Unit", None)]
)
def test_a_column_of_places_tells_where_its_row_is(head: str, expected: str | None) -> None:
    text = f"12 March 2019\n{head}\nTaiz\nKilled\n14\n"
    at = {
        word: (text.index(word), text.index(word) + len(word)) for word in text.split("\n") if word
    }
    row = (at["12 March 2019"],)
    cells = (
        Cell(*at["Taiz"], row_heads=row, column_heads=(at[head],), column=1),
        Cell(*at["14"], row_heads=row, column_heads=(at["Killed"],), column=2),
    )
    document = Document("id", "f", text, tables=(made := Table(cells),))
    assert cell_place(document, made, cells[1], frozenset()) == expected
