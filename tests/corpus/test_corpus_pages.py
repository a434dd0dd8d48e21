"""Made pages: the same seed gives the same lines, and the bench tells right from wrong."""

import pytest
from builder.pages import FACES, Printed, make
from builder.typeset import FONTS
from reading_bench import compare, score

from pipeline.schema import Block, Document, PlacedWord

SAID = [
    "The ministry closed four of its eleven regional offices in the spring of that year.",
    "Nobody in the capital had asked the fishermen what they thought of the new rules.",
    "By the end of the year prices had risen by a third, and bread was scarce.",
]


# What the pages are set in: of Debian's packages `fonts-*`, which a machine that reads needs not.
TYPES = {path.name for folder in FONTS for path in folder.glob("*")}


@pytest.mark.skipif(not TYPES.issuperset(FACES.values()), reason="Debian's fonts are missing")
def test_the_same_seed_makes_the_same_pages() -> None:
    pdf, lines, design = make(5, SAID, pages=2)
    again = make(5, SAID, pages=2)
    assert (pdf, lines, design) == again
    assert design.columns == 3
    body = [line for line in lines if line.role == "body"]
    assert {line.column for line in body} == {0, 1, 2}
    places = [(line.page, line.column) for line in body]
    assert len(places) > 100


def test_columns_read_across_are_counted_as_torn() -> None:
    texts = ["one two", "three four", "five six"]
    lines = [
        Printed("body", 1, k // 2, (72 + 200 * (k // 2), 100 + 12 * (k % 2), 172 + 200 * (k // 2),
                                    110 + 12 * (k % 2)), tuple(text.split()), 0)
        for k, text in enumerate(texts)
    ]  # fmt: skip
    right, _ = score(lines, printed(lines, (0, 1, 2)))
    torn, faults = score(lines, printed(lines, (0, 2, 1)))
    assert (right["lines together"], right["rejoined over a column end"]) == (1, 1)
    assert (torn["lines together"], torn["rejoined over a column end"]) == (0, 0)
    assert faults[0].startswith("lines together: p1 one two | three four")


def test_a_right_word_made_wrong_is_counted_as_spoiled() -> None:
    truth = "The rise of the price of bread".split()
    counts, _ = compare(
        truth, "Therise of the price of bread".split(), "The rise of the pri ce of bread".split()
    )
    assert (counts["won"], counts["lost"], counts["spoiled"]) == (1, 1, 1)


def printed(lines: list[Printed], order: tuple[int, ...]) -> Document:
    """Return a document of one paragraph that has the lines in this order."""
    text, words = "", []
    for i in order:
        for k, word in enumerate(lines[i].words):
            text += " " if text else ""
            x0, top, _, bottom = lines[i].box
            box = (x0 + 40 * k, top, x0 + 40 * k + 30, bottom)
            words.append(PlacedWord(len(text), len(text) + len(word), 1, box))
            text += word
    blocks = (Block("paragraph", 0, len(text)),)
    return Document("id", "made.pdf", text, blocks=blocks, words=tuple(words))
