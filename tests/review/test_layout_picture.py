"""The picture that shows what was understood of a page."""

import io
from pathlib import Path

from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.review.layout_picture import (
    COLOURS,
    LEGEND,
    layout_pictures,
    pieces_of,
    set_aside,
)
from pipeline.schema import Block, Document, PlacedWord
from tests.builders import document, page, report


def in_two_columns() -> Document:
    """One paragraph, its second half at the top of the next column."""
    words = (
        PlacedWord(0, 3, 1, (72, 700, 200, 710)),
        PlacedWord(4, 7, 1, (72, 712, 200, 722)),
        PlacedWord(8, 11, 1, (320, 72, 450, 82)),
    )
    blocks = (Block("paragraph", 0, 11),)
    return Document("0" * 64, "r.pdf", "one two six", blocks=blocks, words=words, page_count=1)


def test_a_paragraph_that_goes_on_in_the_next_column_is_two_pieces_of_one_number():
    pieces = list(pieces_of(in_two_columns()))
    assert [(p.order, p.box) for p in pieces] == [(1, (72, 700, 200, 722)), (1, (320, 72, 450, 82))]


def test_what_is_in_no_block_was_set_aside():
    printed = page("Running head", "", "The text.", top=50)
    body = printed.lines[1]
    assert body.box
    words = (PlacedWord(0, 9, 1, body.box),)
    text = Document("0" * 64, "r.pdf", "The text.", blocks=(Block("paragraph", 0, 9),), words=words)
    assert set_aside(printed, list(pieces_of(text))) == [printed.lines[0]]


def test_every_page_is_drawn_with_its_blocks_and_a_legend(tmp_path: Path):
    path = tmp_path / "scan.png"
    Image.new("L", (595, 842), 255).save(path, dpi=(72, 72))
    read = report(page("A line."))
    ((number, png),) = layout_pictures(path, read, document("A line of it."), ReadingSettings())
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert number == 1
    assert image.height > image.width + LEGEND
    seen = {colour for _, colour in image.getcolors(maxcolors=1 << 20) or ()}
    assert COLOURS["paragraph"] in seen


def test_bare_text_has_no_picture(tmp_path: Path):
    path = tmp_path / "ocr.txt"
    path.write_text("A line.")
    assert list(layout_pictures(path, report(page()), document("A line."), ReadingSettings())) == []
