"""From the text back to the page: what ``Document.locate`` promises."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import Block, Document, Location, PlacedWord


def laid_out(text: str, per_line: int = 4, lines_a_page: int = 3) -> Document:
    """The words of ``text``, so many a line, ten points a letter."""
    words, start = [], 0
    for i, token in enumerate(text.split(" ")):
        row, column = divmod(i, per_line)
        page, line = divmod(row, lines_a_page)
        left, top = 72.0 + 100 * column, 100.0 + 14 * line
        box = (left, top, left + 10 * len(token), top + 10)
        words.append(PlacedWord(start, start + len(token), page + 1, box))
        start += len(token) + 1
    return Document(id="", file="", text=text, words=tuple(words))


ALPHABET = "a b c d e f g h i j k l m n"


def test_a_span_over_a_line_end_has_a_box_for_each_line() -> None:
    document = laid_out(ALPHABET)
    start, end = ALPHABET.index("d"), ALPHABET.index("f") + 1
    assert document.locate(start, end) == (
        Location(1, (372.0, 100.0, 382.0, 110.0)),
        Location(1, (72.0, 114.0, 182.0, 124.0)),
    )


def test_a_span_over_a_page_end_is_on_both_pages() -> None:
    document = laid_out(ALPHABET)
    start, end = ALPHABET.index("l"), ALPHABET.index("m") + 1
    assert [at.page for at in document.locate(start, end)] == [1, 2]


def test_bare_text_has_a_page_and_no_box() -> None:
    words = (PlacedWord(0, 3, 1), PlacedWord(4, 7, 1), PlacedWord(8, 13, 2))
    document = Document(id="", file="", text="one two three", words=words)
    assert document.locate(0, 13) == (Location(1), Location(2))


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=40), st.data())
def test_every_printed_character_has_a_place(tokens: list[str], data: st.DataObject) -> None:
    document = laid_out(" ".join(tokens))
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    printed = bool(document.text[start:end].strip())
    assert bool(document.locate(start, end)) == printed
    whole = document.locate(0, len(document.text))
    assert {at.page for at in document.locate(start, end)} <= {at.page for at in whole}


def test_between_blocks_there_is_no_block() -> None:
    document = Document("", "", "ab cd", blocks=(Block("heading", 0, 2), Block("paragraph", 3, 5)))
    kinds = [block.kind if (block := document.block_at(i)) else None for i in range(5)]
    assert kinds == ["heading", "heading", None, "paragraph", "paragraph"]
