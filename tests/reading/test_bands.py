"""Tables ruled across only, and rules that are no table's."""

from pipeline.reading.textlayer import Piece
from pipeline.schema import Box
from tests.reading.test_layout import column, line
from tests.reading.test_tables import read, rows

LEFT, RIGHT = 50.0, 450.0


def rule(y: float, x0: float = LEFT, x1: float = RIGHT) -> Box:
    return (x0, y, x1, y + 0.5)


def drawn_by_cell(y: float) -> list[Box]:
    """Return a rule of three pieces, one over each column."""
    return [rule(y, x0, x0 + 133.0) for x0 in (50.0, 183.0, 316.0)]


def row(y: float, *texts: str) -> list[Piece]:
    """Return a row of cells whose lines are parted by bars, the columns 133 points wide."""
    return [
        piece
        for c, text in enumerate(texts)
        for n, words in enumerate(text.split("|"))
        for piece in line(words, 54 + 133 * c, y + 12 * n)
    ]


PORTS = [
    *row(112, "Port", "Who runs it", "Open to"),
    *row(132, "Mombasa", "A state company|under a ministry", "all flags"),
    *row(162, "Dar|and Tanga", "A private firm|for ten years|from 2023", "all flags|but 2"),
    *row(206, "Beira", "A joint venture", "coasters only"),
]  # fmt: skip
CELLS = [
    ("Port", "Who runs it", "Open to"),
    ("Mombasa", "A state company under a ministry", "all flags"),
    ("Dar and Tanga", "A private firm for ten years from 2023", "all flags but 2"),
    ("Beira", "A joint venture", "coasters only"),
]


def test_lines_between_two_rules_are_a_row_of_cells() -> None:
    (table,) = read(PORTS, *map(rule, (100, 119, 149, 193, 213)))
    assert rows(table) == CELLS
    assert (table.head_rows, table.head_columns) == (1, 1)


def test_head_above_the_first_rule_and_row_below_the_last_are_the_tables() -> None:
    strokes = [piece for y in (119, 149, 193) for piece in drawn_by_cell(y)]
    (table,) = read(PORTS, *strokes)
    assert rows(table) == CELLS


def test_cells_that_nearly_touch_are_told_apart_by_the_pieces_of_the_rules() -> None:
    page = row(112, "Model", "Scope of the scheme at full", "Strong in")
    page += row(132, "Levy", "All of it, from the 1st year", "yield")
    strokes = [piece for y in (100, 119, 139) for piece in drawn_by_cell(y)]
    (table,) = read(page, *strokes)
    assert rows(table)[1] == ("Levy", "All of it, from the 1st year", "yield")


def test_rows_without_rules_between_them_part_at_the_white() -> None:
    page = row(112, "Port", "Who runs it", "Open to")
    page += row(132, "Mombasa", "A state company|under a ministry", "all flags")
    page += row(164, "Beira", "A joint venture|of two states", "coasters")
    (table,) = read(page, *map(rule, (100, 119, 185)))
    assert [cells[0] for cells in rows(table)] == ["Port", "Mombasa", "Beira"]


def test_rule_under_the_last_columns_parts_rows_of_one_label() -> None:
    page = row(112, "Kind", "Measure", "Who takes it")
    page += row(132, "Rewards", "Praise", "the minister")
    page += row(152, "", "A bonus|once a year", "the board")
    page += row(184, "Penalties", "A fine", "the court")
    (table,) = read(page, *map(rule, (100, 119, 171, 191)), rule(139, 183))
    assert [(c.row, c.row_span) for c in table.cells if c.column == 0] == [(0, 1), (1, 2), (3, 1)]
    assert rows(table)[2] == ("A bonus once a year", "the board")


def test_caption_between_rules_is_no_part_of_the_table() -> None:
    page = PORTS + line("Table 4: Ports of the coast, by who runs them and for whom", 54, 94)
    (table,) = read(page, *map(rule, (82, 100, 119, 149, 193, 213)))
    assert rows(table) == CELLS


def test_two_tables_with_text_between_them_are_two() -> None:
    second = [
        Piece(p.text, p.x0, p.top + 200, p.x1, p.bottom + 200, p.size, p.baseline + 200)
        for p in PORTS
    ]
    text = line(
        "What follows holds for the river ports alone, which are run by the towns.", 50, 250
    )
    ys = (100, 119, 149, 193, 213)
    tables = read(PORTS + text + second, *map(rule, ys), *(rule(y + 200) for y in ys))
    assert [rows(table) for table in tables] == [CELLS, CELLS]


def test_columns_of_text_between_rules_are_no_table() -> None:
    page = column("a", 50, 112, 9) + column("b", 300, 112, 9)
    page += column("c", 50, 232, 9) + column("d", 300, 232, 9)
    assert not read(page, *(rule(y, 50, 490) for y in (100, 218, 338)))


def test_heads_in_the_margin_between_rules_are_no_table() -> None:
    page = [*line("Background", 50, 112, 14), *line("Results", 50, 172, 14)]
    page += column("a", 200, 112, 4) + column("b", 200, 172, 4)
    assert not read(page, *(rule(y) for y in (98, 158, 218)))


def test_contents_between_rules_are_no_table() -> None:
    page = row(112, "Letter", "", "1") + row(132, "Appendix I", "Scope and methods", "12")
    page += row(152, "Appendix II", "Comments", "19")
    assert not read(page, *(rule(y) for y in (100, 119, 139, 159)))
