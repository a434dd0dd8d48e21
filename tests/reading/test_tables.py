"""Tables, ruled and unruled, and what is none."""

import pytest

from pipeline.reading.layout import read_lines
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, Grid
from tests.reading.test_layout import column, line


def cells(*rows: tuple[str, ...], x: float = 60, y: float = 300) -> list[Piece]:
    """Return a table's print: a column every 100 points, a row every 14."""
    return [
        piece
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        for piece in line(text, x + 100 * c, y + 14 * r)
    ]


def read(pieces: list[Piece], *strokes: Box, boxes: tuple[Box, ...] = ()) -> tuple[Grid, ...]:
    for index, piece in enumerate(pieces):
        piece.index = index
    return read_lines(pieces, strokes, boxes)[1]


def rows(table: Grid) -> list[tuple[str, ...]]:
    height = 1 + max(cell.row for cell in table.cells)
    return [
        tuple(" ".join(line.text for line in cell.lines) for cell in table.cells if cell.row == row)
        for row in range(height)
    ]


TRADE = (
    ("Country", "Exports", "Imports"),
    ("Kenya", "1,204", "2,310"),
    ("Ghana", "980", "1,455"),
    ("Togo", "77", "103"),
)


def test_columns_of_figures_are_a_table() -> None:
    (table,) = read(cells(*TRADE))
    assert rows(table) == list(TRADE)
    assert (table.head_rows, table.head_columns) == (1, 1)


def test_table_stands_where_it_was_printed() -> None:
    page = column("a", 60, 100, 5) + cells(*TRADE) + column("b", 60, 400, 5)
    lines, tables = read_lines(page)
    assert tables[0].position == 5
    assert len(lines) == 10


def test_head_over_two_columns_spans_them() -> None:
    page = line("2022", 212, 286) + line("2023", 412, 286)
    page += cells(
        ("", "Exports", "Imports", "Exports", "Imports"),
        *[("Kenya", "1,204", "2,310", "980", "1,455")] * 4,
    )
    (table,) = read(page)
    assert [(cell.column, cell.column_span) for cell in table.cells if cell.row == 0] == [
        (1, 2),
        (3, 2),
    ]


def test_heads_set_at_one_side_are_over_all_columns_that_repeat_below() -> None:
    page = line("Exports", 260, 286) + line("Imports", 460, 286)
    page += cells(
        ("", "2022", "2023", "2022", "2023", "Change"),
        *[("Kenya", "1,204", "2,310", "980", "1,455", "-3.1")] * 4,
    )
    (table,) = read(page)
    assert [(cell.column, cell.column_span) for cell in table.cells if cell.row == 0] == [
        (1, 2),
        (3, 2),
    ]


def test_heads_set_left_over_figures_set_right_are_in_their_order() -> None:
    page = line("Port", 60, 286) + line("Ships", 130, 286)
    page += line("Cargo (thousand tonnes)", 190, 286) + line("Arrests", 390, 286)
    for row, name in enumerate(("Faro", "Kiel", "Oslo", "Riga")):
        y = 300 + 14 * row
        page += line(name, 60, y) + line("1,204", 150, y)
        page += line("96.8", 350, y) + line("60", 480, y)
    (table,) = read(page)
    heads = {cell.column: cell.lines[0].text for cell in table.cells if cell.row == 0}
    assert heads == {0: "Port", 1: "Ships", 2: "Cargo (thousand tonnes)", 3: "Arrests"}


def test_head_of_two_lines_spans_with_both() -> None:
    page = line("Share in class of", 180, 286) + line("all pupils", 197, 299)
    page += line("District", 60, 312) + line("2019", 155, 312) + line("2024", 255, 312)
    page += cells(*[("Dadu", "71.2", "64.9")] * 4, y=326)
    (table,) = read(page)
    heads = [(c.row, c.column, c.column_span) for c in table.cells if c.row < table.head_rows]
    assert heads == [(0, 1, 2), (1, 1, 2), (2, 0, 1), (2, 1, 1), (2, 2, 1)]


def test_section_above_the_first_row_of_figures_belongs_to_the_body() -> None:
    page = line("Exports", 160, 300) + line("Imports", 260, 300) + line("Africa", 60, 314)
    page += cells(*TRADE[1:], y=328)
    (table,) = read(page)
    assert table.head_rows == 1
    assert rows(table)[:3] == [("Exports", "Imports"), ("Africa",), ("Kenya", "1,204", "2,310")]


def test_label_of_two_lines_is_one_cell() -> None:
    page = cells(("Kenya", "1,204", "2,310"), ("Ghana", "980", "1,455"))
    page += line("Togo and its", 60, 330) + line("neighbours", 60, 341)
    page += line("77", 160, 330) + line("103", 260, 330)
    page += cells(("Mali", "12", "15"), y=358)
    (table,) = read(page)
    assert rows(table)[2] == ("Togo and its neighbours", "77", "103")


def test_ruled_table_of_words() -> None:
    page = cells(("Aim", "Means"), ("Growth", "lower taxes"), ("Peace", "fewer arms"))
    strokes: list[Box] = [(50, y, 250, y + 0.5) for y in (288, 304, 318, 332)]
    strokes += [(x, 288, x + 0.5, 332) for x in (50, 150, 250)]
    (table,) = read(page, *strokes)
    assert rows(table) == [("Aim", "Means"), ("Growth", "lower taxes"), ("Peace", "fewer arms")]


@pytest.mark.parametrize("head", [("Q1 2020", "Q2 2020"), ("30 June 2020", "31 May 2021")])
def test_periods_with_a_year_are_heads_of_a_ruled_table(head: tuple[str, str]) -> None:
    page = cells(("Offence", *head), ("Theft", "301", "188"), ("Fraud", "45", "51"))
    strokes: list[Box] = [(50, y, 350, y + 0.5) for y in (288, 304, 318, 332)]
    strokes += [(x, 288, x + 0.5, 332) for x in (50, 150, 250, 350)]
    (table,) = read(page, *strokes)
    assert table.head_rows == 1


def test_shaded_cells_are_a_table_too() -> None:
    page = cells(("Aim", "Means"), ("Growth", "lower taxes"), ("Peace", "fewer arms"))
    boxes = tuple(
        (50.0 + 100 * c, 288.0 + 14 * r, 150.0 + 100 * c, 302.0 + 14 * r)
        for r in range(3)
        for c in range(2)
    )
    (table,) = read(page, boxes=boxes)
    assert len(table.cells) == 6


def test_two_columns_of_text_are_no_table() -> None:
    assert read(column("a", 50, 100, 8) + column("b", 300, 100, 8)) == ()


def test_contents_are_no_table() -> None:
    page = cells(
        ("1.", "Introduction . . . . . . . .", "", "", "3"),
        ("2.", "The programme . . . . . .", "", "", "7"),
        ("3.", "What it costs . . . . . .", "", "", "12"),
        ("4.", "Conclusion . . . . . . . .", "", "", "31"),
    )
    assert read(page) == ()


def test_box_round_a_text_is_no_table() -> None:
    page = column("a", 60, 100, 8)
    strokes: list[Box] = [(50, 85, 350, 86), (50, 190, 350, 191)]
    strokes += [(50, 85, 51, 191), (350, 85, 351, 191)]
    assert read(page, *strokes) == ()


def test_bars_with_their_numbers_are_no_table() -> None:
    assert read(cells(("Egypt", "252"), ("Jordan", "271"), ("Tunisia", "288"))) == ()


def test_lines_drawn_through_a_text_make_no_table() -> None:
    page = column("a", 60, 100, 8)
    strokes: list[Box] = [(50, y, 350, y + 0.5) for y in (85, 140, 195)]
    strokes += [(x, 85, x + 0.5, 195) for x in (50, 150, 250, 350)]
    assert read(page, *strokes) == ()


def test_a_head_between_upright_rules_spans_what_lies_between_them() -> None:
    page = line("2022", 170, 286) + line("2023", 370, 286)
    page += cells(
        ("", "Exports", "Imports", "Exports", "Imports"),
        *[("Kenya", "1,204", "2,310", "980", "1,455")] * 4,
    )
    upright = tuple((x, 274.0, x + 0.5, 288.0) for x in (150.0, 350.0, 550.0))
    (table,) = read(page, *upright)
    assert [(c.column, c.column_span) for c in table.cells if c.row == 0] == [(1, 2), (3, 2)]


def test_a_page_number_over_a_table_is_no_head() -> None:
    (table,) = read(line("- 4 -", 260, 286) + cells(*TRADE))
    assert table.head_rows == 1


def test_a_titles_second_line_is_no_head() -> None:
    title = line("Table 3. Trade of three", 60, 272) + line("countries by value", 60, 286)
    (table,) = read(title + cells(*TRADE))
    assert rows(table) == list(TRADE)


def test_a_head_of_two_lines_under_a_title_keeps_both() -> None:
    title = line("Table 3. Trade of three countries", 60, 272)
    (table,) = read(title + line("Goods and", 260, 286) + cells(*TRADE))
    assert ("Goods and",) in rows(table)
    assert table.head_rows == 2


def test_a_range_is_a_figure_but_in_the_first_column_a_label() -> None:
    (table,) = read(
        cells(
            ("Age", "Cases", "Interval"),
            ("0–4", "62.3", "55.2–68.9"),
            ("5–9", "71.1", "64.4–77.0"),
            ("10–14", "73.9", "67.5–79.5"),
        )
    )
    assert rows(table)[1] == ("0–4", "62.3", "55.2–68.9")
    assert table.head_columns == 1


def test_rules_that_are_drawn_cell_by_cell_part_cells_that_nearly_touch() -> None:
    page = cells(("Dose", "Cured", "Left"), *[("5 mg", "62.3", "104")] * 4)
    for word in page:  # the second column, set right, nearly touches the third, set left
        if word.text in {"Cured", "62.3"}:
            width = word.x1 - word.x0
            word.x0, word.x1 = 257 - width, 257
    strokes = tuple((x0, y, x1, y + 0.5) for y in (288, 304, 360)
                    for x0, x1 in ((58, 158), (158, 258), (258, 320)))  # fmt: skip
    (table,) = read(page, *strokes)
    assert rows(table) == [("Dose", "Cured", "Left"), *[("5 mg", "62.3", "104")] * 4]


def test_a_label_of_three_lines_with_its_figures_at_their_middle() -> None:
    page = line("Subject of", 60, 294) + line("Received", 260, 300) + line("Closed", 360, 300)
    page += line("complaint", 60, 306)
    for n in range(3):
        y = 322 + 42 * n
        page += line("Eviction from", 60, y) + line("social housing", 60, y + 12)
        page += line("without hearing", 60, y + 24)
        page += line(f"{n}12", 260, y + 12) + line(f"{n}90", 360, y + 12)
    (table,) = read(page)
    assert rows(table)[-1] == ("Eviction from social housing without hearing", "212", "290")
    heads = {cell.column: cell.lines[0].text for cell in table.cells if cell.row < table.head_rows}
    assert {column: heads[column] for column in (1, 2)} == {1: "Received", 2: "Closed"}


def test_a_figure_that_was_misread_hides_no_heads() -> None:
    page = line("Enrolled (% of the age group)", 120, 272)
    page += line("District", 60, 286) + line("2019", 146, 286) + line("2024", 246, 286)
    page += cells(
        ("Dadu", "t42", "64.9"), ("Khairpur", "76.8", "73.0"), ("Sanghar", "70.0", "68.3")
    )
    (table,) = read(page)
    assert table.head_rows == 2
    assert rows(table)[1] == ("District", "2019", "2024")
