"""One block a cell, with the heads it stands under and beside, its title and its notes."""

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Grid, GridCell, Page
from tests.builders import grid, line, page, report


def made(printed: Page) -> Document:
    return assemble(report(printed), AssemblySettings())


def said(document: Document, span: tuple[int, int] | None) -> str | None:
    return document.text[span[0] : span[1]] if span else None


def test_cells_know_their_heads_title_and_notes() -> None:
    printed = page(
        line("Losses fell in the north of the country last year.", top=80),
        line("Table 1. Losses by district", top=280, size=8),
        line("Source: Ministry of Water.", top=380, size=8),
        tables=(grid(("District", "2020", "2021"), ("Zeta", "12", "9"), position=2),),
    )
    document = made(printed)
    (table,) = document.tables
    assert said(document, table.title) == "Table 1. Losses by district"
    assert [said(document, note) for note in table.notes] == ["Source: Ministry of Water."]
    assert [
        (
            document.text[c.start : c.end],
            said(document, c.row_heads[0]),
            said(document, c.column_heads[0]),
        )
        for c in table.cells
    ] == [("12", "Zeta", "2020"), ("9", "Zeta", "2021")]


def test_each_cell_is_a_block_in_the_place_of_the_table() -> None:
    first, second = line("It rained.", top=80), line("It stopped.", top=500)
    document = made(page(first, second, tables=(grid(("a", "b"), ("c", "1"), position=1),)))
    texts = [document.text[b.start : b.end] for b in document.blocks]
    assert texts == ["It rained.", "a", "b", "c", "1", "It stopped."]
    assert [b.kind for b in document.blocks][1:5] == ["table"] * 4


def test_a_head_over_two_columns() -> None:
    cells = (
        GridCell(0, 0, ()),
        GridCell(0, 1, (line("Deaths"),), column_span=2),
        GridCell(1, 1, (line("2020"),)),
        GridCell(1, 2, (line("2021"),)),
        GridCell(2, 0, (line("Zeta"),)),
        GridCell(2, 2, (line("7"),)),
    )
    document = made(page("It rained.", tables=(Grid(cells, head_rows=2, position=1),)))
    (cell,) = document.tables[0].cells
    assert [said(document, head) for head in cell.column_heads] == ["Deaths", "2021"]


def test_a_raised_sign_in_a_cell_leaves_its_number() -> None:
    document = made(page("It rained.", tables=(grid(("a", "b"), ("c", "12^1^"), position=1),)))
    assert [document.text[c.start : c.end] for c in document.tables[0].cells] == ["12"]
    assert document.callouts == ()


def test_a_raised_sign_in_a_cell_is_a_callout_where_a_note_has_its_label() -> None:
    note = line("^1^ Ministry of Water, 2021.", top=780, size=7)
    cells = grid(("a", "b"), ("c", "12^1^"), ("d", "14^2^"), position=1)
    (callout,) = made(page("It rained.", note, tables=(cells,))).callouts
    assert (callout.labels, len(callout.references)) == (("1",), 1)
