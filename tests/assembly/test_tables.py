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


def at(
    x: float,
    text: str,
    row: int,
    column: int,
    *,
    span: int = 1,
    top: float = 100.0,
    bold: bool = False,
) -> GridCell:
    """Return a cell whose line begins at ``x`` points."""
    printed = line(text, left=x, top=top, bold=bold)
    return GridCell(row, column, (printed,), column_span=span, box=printed.box)


def labels(document: Document) -> dict[str, list[str | None]]:
    (table,) = document.tables
    return {
        document.text[c.start : c.end]: [said(document, head) for head in c.row_heads]
        for c in table.cells
    }


def test_a_row_stands_under_its_section_and_under_the_row_it_is_part_of() -> None:
    cells = (
        at(60, "Group", 0, 0),
        at(300, "2010", 0, 1),
        at(60, "Race", 1, 0, span=2),
        at(60, "White alone", 2, 0),
        at(300, "17", 2, 1),
        at(70, "Not Hispanic", 3, 0),
        at(300, "18", 3, 1),
        at(60, "Black alone", 4, 0),
        at(300, "23", 4, 1),
        at(70, "Total", 5, 0),
        at(300, "20", 5, 1),
    )
    document = made(page("It rained.", tables=(Grid(cells, position=1),)))
    assert labels(document) == {
        "17": ["Race", "White alone"],
        "18": ["Race", "White alone", "Not Hispanic"],
        "23": ["Race", "Black alone"],
        "20": ["Race", "Total"],
    }


def test_centred_labels_are_no_levels() -> None:
    cells = [at(60, "Country", 0, 0), at(300, "2010", 0, 1)]
    for r, (x, name) in enumerate([(60, "Kenya"), (66, "Mali"), (72, "Oman"), (77, "Fiji")], 1):
        cells += [at(x, name, r, 0), at(300, str(10 + r), r, 1)]
    document = made(page("It rained.", tables=(Grid(tuple(cells), position=1),)))
    assert labels(document)["12"] == ["Mali"]


def test_a_table_printed_in_two_halves_side_by_side() -> None:
    printed = grid(
        ("Year", "Deaths", "Year", "Deaths"),
        ("1990", "12", "2000", "31"),
        ("1991", "14", "2001", "37"),
        position=1,
    )
    document = made(page("It rained.", tables=(printed,)))
    assert labels(document) == {"12": ["1990"], "31": ["2000"], "14": ["1991"], "37": ["2001"]}


def test_a_title_printed_in_several_blocks() -> None:
    printed = page(
        line("Losses fell in the north of the country last year.", top=80),
        line("Table 1.", top=240, size=8),
        line("(Numbers in thousands)", top=280, size=8),
        tables=(grid(("District", "2020"), ("Zeta", "12"), position=3),),
    )
    (table,) = made(printed).tables
    title = said(made(printed), table.title) or ""
    assert title.startswith("Table 1.")
    assert title.endswith("(Numbers in thousands)")


def test_a_source_under_a_table_is_no_title() -> None:
    printed = page(
        line("Losses fell in the north of the country last year.", top=80),
        line("Source: Ministry of Water, 2021.", top=380, size=8),
        tables=(grid(("District", "2020", "2021"), ("Zeta", "12", "9"), position=1),),
    )
    (table,) = made(printed).tables
    assert table.title is None
    assert len(table.notes) == 1


def test_a_title_that_wraps_at_the_tables_width_is_one() -> None:
    cells = grid(("Trade", "May"), ("Fish", "12"), top=322).cells
    printed = page(
        line("Labour in Britain", top=50, size=20),
        line("The harbour office counted every ship that came in during the whole of May.", top=80),
        line("Vacancies in the United", top=276, bold=True, size=12),
        line("Kingdom at the end of", top=289, bold=True, size=12),
        line("2024", top=302, bold=True, size=12),
        tables=(Grid(cells, position=5, box=(72, 322, 215, 350)),),
    )
    document = made(printed)
    (table,) = document.tables
    assert said(document, table.title) == "Vacancies in the United Kingdom at the end of 2024"


def test_a_raised_letter_in_a_cell_is_a_flag_and_no_part_of_it() -> None:
    cells = grid(("a", "b"), ("Benta^a^", "64.9^b^"), ("Zeta", "12"), position=1)
    document = made(page("It rained.", tables=(cells,)))
    cell = document.tables[0].cells[0]
    assert said(document, (cell.start, cell.end)) == "64.9"
    assert said(document, cell.row_heads[0]) == "Benta"


def test_a_balance_set_out_again_is_in_no_section() -> None:
    cells = (
        at(60, "Item", 0, 0),
        at(300, "2010", 0, 1),
        at(60, "Receipts", 1, 0, span=2),
        at(72, "Tickets", 2, 0),
        at(300, "17", 2, 1),
        at(60, "Payments", 3, 0, span=2),
        at(72, "Wages", 4, 0),
        at(300, "12", 4, 1),
        at(60, "Balance", 5, 0),
        at(300, "5", 5, 1),
    )
    document = made(page("It rained.", tables=(Grid(cells, position=1),)))
    assert labels(document) == {
        "17": ["Receipts", "Tickets"],
        "12": ["Payments", "Wages"],
        "5": ["Balance"],
    }


def test_a_row_in_bold_that_is_set_off_heads_the_rows_below() -> None:
    rows = [  # left, top, label, bold
        (60, 120, "All ages", True),
        (60, 132, "Disabled", False),
        (70, 156, "Aged 6 to 14", True),
        (60, 168, "Disabled", False),
        (66, 180, "Severely", False),
        (70, 204, "Aged 15 to 64", True),
        (60, 216, "Disabled", False),
        (60, 228, "Deaf", False),
    ]
    cells = [at(60, "Group", 0, 0, top=100), at(300, "2010", 0, 1, top=100)]
    for r, (x, top, name, bold) in enumerate(rows, 1):
        cells += [
            at(x, name, r, 0, top=top, bold=bold),
            at(300, str(10 + r), r, 1, top=top, bold=bold),
        ]
    document = made(page("It rained.", tables=(Grid(tuple(cells), position=1),)))
    assert list(labels(document).values()) == [
        ["All ages"],
        ["Disabled"],
        ["Aged 6 to 14"],
        ["Aged 6 to 14", "Disabled"],
        ["Aged 6 to 14", "Disabled", "Severely"],
        ["Aged 15 to 64"],
        ["Aged 15 to 64", "Disabled"],
        ["Aged 15 to 64", "Deaf"],
    ]


def test_a_sum_in_bold_that_closes_its_rows_heads_none() -> None:
    rows = [(120, "Tea", False), (132, "Rice", False), (144, "Food", True)]
    rows += [(168, "Cars", False), (180, "Boats", False), (192, "Vehicles", True)]
    cells = [at(60, "Goods", 0, 0, top=100), at(300, "2010", 0, 1, top=100)]
    for r, (top, name, bold) in enumerate(rows, 1):
        cells += [
            at(60, name, r, 0, top=top, bold=bold),
            at(300, str(10 + r), r, 1, top=top, bold=bold),
        ]
    document = made(page("It rained.", tables=(Grid(tuple(cells), position=1),)))
    assert [len(heads) for heads in labels(document).values()] == [1] * 6
