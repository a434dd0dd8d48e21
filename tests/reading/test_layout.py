"""Reading order, on pieces set by hand: a line of text is a list of words, 5 points a letter."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.layout import read_lines
from pipeline.reading.textlayer import Piece

PROSE = "the quick brown fox jumps over the dog"


def line(text: str, x: float, y: float, size: float = 10.0, width: float = 5.0) -> list[Piece]:
    """Return the words of a line whose baseline is ``y``."""
    made = []
    for word in text.split():
        end = x + width * len(word)
        made.append(Piece(word, x, y - 0.8 * size, end, y + 0.2 * size, size, y))
        x = end + 0.25 * size
    return made


def column(name: str, x: float, y: float, n: int) -> list[Piece]:
    """Return ``n`` lines, 12 points apart, the first word of each its name and number."""
    return [piece for i in range(n) for piece in line(f"{name}{i} {PROSE}", x, y + 12 * i)]


def names(pieces: list[Piece]) -> list[str]:
    for index, piece in enumerate(pieces):
        piece.index = index
    return [line.words[0].text for line in read_lines(pieces)[0]]


def series(name: str, n: int) -> list[str]:
    return [f"{name}{i}" for i in range(n)]


def test_left_column_is_read_before_the_right_one() -> None:
    page = column("a", 50, 100, 8) + column("b", 300, 100, 8)
    assert names(page) == series("a", 8) + series("b", 8)


def test_columns_whose_lines_are_not_level() -> None:
    page = column("a", 50, 100, 8) + column("b", 300, 106.5, 8)
    assert names(page) == series("a", 8) + series("b", 8)


def test_three_columns() -> None:
    page = column("a", 20, 100, 6) + column("b", 250, 100, 6) + column("c", 480, 100, 6)
    lines = read_lines(page)[0]
    assert [line.column for line in lines] == [0] * 6 + [1] * 6 + [2] * 6


def test_heading_across_the_columns_parts_them() -> None:
    page = column("a", 50, 100, 6) + column("b", 300, 100, 6)
    page += line("HEADING that runs right across both of the columns here", 50, 200, width=8)
    page += column("c", 50, 220, 6) + column("d", 300, 220, 6)
    assert names(page) == [
        *series("a", 6), *series("b", 6), "HEADING", *series("c", 6), *series("d", 6),
    ]  # fmt: skip


def test_heading_across_two_of_three_columns_parts_all_of_them() -> None:
    page = [p for n, x in (("a", 20), ("b", 250), ("c", 480)) for p in column(n, x, 100, 6)]
    page += line("HEADING that reaches over two of the three", 20, 200, width=8)
    page += [p for n, x in (("d", 20), ("e", 250), ("f", 480)) for p in column(n, x, 220, 6)]
    upper = [name for n in "abc" for name in series(n, 6)]
    assert names(page) == [*upper, "HEADING", *(name for n in "def" for name in series(n, 6))]


def test_short_heading_in_white_across_the_columns_parts_them() -> None:
    page = column("a", 50, 100, 6) + column("b", 300, 100, 5)
    page += line("Trade", 50, 195, 14)
    page += column("c", 50, 220, 6) + column("d", 300, 220, 6)
    assert names(page) == [
        *series("a", 6), *series("b", 5), "Trade", *series("c", 6), *series("d", 6),
    ]  # fmt: skip


def test_heading_of_one_column_beside_a_gap_in_the_other_does_not_part_them() -> None:
    page = column("a", 50, 100, 6) + line("Trade", 50, 185, 14) + column("b", 50, 205, 6)
    page += column("c", 300, 100, 6) + line("Ports", 300, 189, 14) + column("d", 300, 209, 6)
    assert names(page) == [
        *series("a", 6), "Trade", *series("b", 6), *series("c", 6), "Ports", *series("d", 6),
    ]  # fmt: skip


def test_columns_of_one_part_of_a_page_are_columns_whatever_stands_in_the_other() -> None:
    page = [p for name, x in (("a", 20), ("b", 250), ("c", 480)) for p in column(name, x, 100, 6)]
    page += line(
        "HEADING that reaches right across all of the three columns of it", 20, 200, width=8
    )
    page += column("d", 100, 220, 6) + column("e", 370, 220, 6)
    made = {line.words[0].text[0]: line.column for line in read_lines(page)[0]}
    assert made["H"] == -1
    assert -1 not in {made[name] for name in "abcde"}


def test_what_spans_the_columns_says_so() -> None:
    page = line("TITLE that runs right across both of the columns here", 50, 60, width=8)
    page += column("a", 50, 100, 6) + column("b", 300, 100, 6)
    assert [line.column for line in read_lines(page)[0]] == [-1] + [0] * 6 + [1] * 6


def test_a_paragraph_beside_which_a_note_begins_lower_is_of_one_column() -> None:
    page = line("x0 a line that reaches a little beyond the other lines", 50, 88)
    page += column("a", 50, 100, 8) + column("b", 310, 124, 6)
    assert [line.column for line in read_lines(page)[0]] == [0] * 9 + [1] * 6


def test_a_paragraph_that_runs_across_ends_before_the_columns() -> None:
    page = line(f"x0 {PROSE} that runs right across both of the columns here", 50, 76)
    page += line("x1 a line that reaches a little beyond the other lines", 50, 88)
    page += column("a", 50, 100, 8) + column("b", 310, 124, 6)
    made = [line.column for line in read_lines(page)[0]]
    assert made[:2] == [-1, -1]


def test_side_head_is_read_before_the_text_beside_it() -> None:
    page = column("a", 200, 100, 12)
    page += line("Results in", 40, 150, 14) + line("Brief", 40, 166, 14)
    expected = series("a", 12)
    expected[4:4] = ["Results", "Brief"]
    assert names(page) == expected


def test_side_head_never_parts_the_paragraph_it_heads() -> None:
    page = column("a", 200, 100, 6) + column("b", 200, 190, 6)
    page += line("Background", 40, 197, 16)  # its baseline is below that of the first line
    assert names(page) == [*series("a", 6), "Background", *series("b", 6)]


def test_note_in_the_margin_stands_before_the_paragraph_beside_it() -> None:
    page = column("a", 200, 100, 4) + column("b", 200, 166, 6) + column("c", 200, 256, 6)
    page += line("Map of the", 40, 205, 8) + line("coast", 40, 214, 8)
    assert names(page) == [
        *series("a", 4), "Map", "coast", *series("b", 6), *series("c", 6),
    ]  # fmt: skip


def test_side_head_and_bullets_in_one_margin() -> None:
    page = column("a", 200, 100, 4) + column("b", 200, 166, 3) + column("c", 200, 202, 3)
    page += line("Aims", 40, 170, 16) + line("•", 180, 166) + line("•", 180, 202)
    assert names(page) == [*series("a", 4), "Aims", "•", *series("b", 3)[1:], "•", "c1", "c2"]


def test_list_numbers_stay_with_their_items() -> None:
    page = column("a", 80, 100, 9)
    page += line("1.", 50, 100) + line("2.", 50, 136) + line("3.", 50, 172)
    assert names(page)[:4] == ["1.", "a1", "a2", "2."]


def test_running_head_does_not_fall_into_the_second_column() -> None:
    page = line("Report", 50, 40) + line("Chapter", 480, 40)
    page += column("a", 50, 100, 8) + column("b", 300, 100, 8)
    lines = read_lines(page)[0]
    assert lines[0].text == "Report Chapter"


def test_raised_number_belongs_to_its_line() -> None:
    page = line("killed", 50, 100) + line("3", 80, 96.5, size=6)
    found = read_lines(page)[0]
    assert [word.text for word in found[0].words] == ["killed", "3"]
    assert found[0].words[1].rise == 3.5


def test_drop_capital_opens_the_first_of_its_lines() -> None:
    page = [Piece("T", 50, 92, 69, 124, 32.0, 124)]
    page += [p for i in range(5) for p in line(f"he{i} {PROSE}", 70 if i < 3 else 50, 100 + 12 * i)]
    first = read_lines(page)[0][0]
    assert first.text.startswith("The0 the quick")


def test_spaced_out_letters_are_words() -> None:
    letters = [
        Piece(ch, 50 + 9 * i, 92, 55 + 9 * i, 102, 10.0, 100)
        for i, ch in enumerate("SUMMARY  OF  IT")
        if ch != " "
    ]
    for index, piece in enumerate(letters):
        piece.index = 2 * index
    assert read_lines(letters)[0][0].text == "SUMMARY OF IT"


SIZES = st.sampled_from([5.0, 6.5, 8.0, 10.0, 10.0, 14.0, 32.0])
WORDS = st.sampled_from(["the", "town", "3", "a", "12.5", "1,204", "Kenya", "…", "*", "(", "of"])
PRINT = st.lists(
    st.builds(
        lambda word, x, y, size: line(word, 7.0 * x, 3.5 * y, size)[0],
        WORDS, st.integers(0, 80), st.integers(5, 200), SIZES,
    ),
    max_size=60,
)  # fmt: skip


@given(PRINT)
def test_every_letter_printed_is_read_once(print_: list[Piece]) -> None:
    for index, piece in enumerate(print_):
        piece.index = index
    wanted = Counter("".join(piece.text for piece in print_))
    lines, tables = read_lines(print_)
    cells = [line for table in tables for cell in table.cells for line in cell.lines]
    assert Counter("".join(w.text for one in (*lines, *cells) for w in one.words)) == wanted


def test_page_without_print() -> None:
    assert read_lines([]) == ((), ())


def test_the_title_of_a_table_across_the_columns_is_read_below_them() -> None:
    page = column("a", 50, 100, 8) + column("b", 300, 100, 7)
    page += line("Table 1. Foxes and dogs", 50, 212) + line(" ".join([PROSE] * 3), 50, 226)
    assert names(page) == [*series("a", 8), *series("b", 7), "Table", "the"]


def test_a_title_across_two_of_three_columns_is_read_below_all_of_them() -> None:
    page = column("a", 20, 100, 6) + column("b", 250, 100, 6) + column("c", 480, 100, 6)
    page += line("Foxes and dogs that jump over one another all day and night long", 20, 188)
    page += line(" ".join([PROSE] * 4), 20, 202)
    assert names(page) == [*series("a", 6), *series("b", 6), *series("c", 6), "Foxes", "the"]
