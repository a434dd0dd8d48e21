"""What the OCR made of a raised sign, cut off the word it was read with."""

import pytest
from PIL import Image

from pipeline.reading.numerals import load_net
from pipeline.reading.signs import set_signs_apart, split_tail
from pipeline.reading.textlayer import Piece
from tests.reading.test_numerals import drawn

# as read | characters of the sign | a quotation mark, a full stop stands before it | word | sign
EXAMPLES = [
    ("action.’", 1, False, True, "action.", "’"),
    ("action.®", 1, False, True, "action.", "®"),
    ("action.”", 2, False, True, "action.", "”"),
    ("action.'*", 2, False, True, "action.", "'*"),
    ("action.3", 1, False, True, "action.", "3"),
    ("action3", 1, False, False, "action", "3"),
    ("action.S", 1, False, True, "action.", "S"),
    ("action?", 1, False, True, "action.", "?"),  # the stop and the sign, read as one
    ("action.", 1, False, True, "action.", ""),  # dropped
    ("20124", 1, False, False, "2012", "4"),  # 2012, and note 4
    ("1900°", 2, False, False, "1900", "°"),
    ("20124.", 1, False, False, "20124.", ""),  # the sign cannot stand before a stop it is behind
    ("enemies.”’", 1, True, False, "enemies.”", "’"),
    ("enemies”", 1, True, False, "enemies”", ""),
    ("Act", 1, False, False, "Act", ""),
]


@pytest.mark.parametrize(("text", "glyphs", "quoted", "stopped", "word", "sign"), EXAMPLES)
def test_a_sign_is_cut_off(
    text: str, glyphs: int, quoted: bool, stopped: bool, word: str, sign: str
) -> None:
    assert split_tail(text, glyphs, quoted=quoted, stopped=stopped) == (word, sign)


def test_a_word_that_reaches_into_the_next_is_cut_where_that_begins() -> None:
    net = load_net()
    assert net is not None
    grey, row = drawn("away.", "20")
    pixel = 72 / 300
    left, base = row.x0 * pixel, row.level * pixel
    end = row.x1 * pixel + 9  # behind the sign
    line = [
        Piece("away.”°", left, base - 7, end + 30, base, 10, base),  # over the word behind, too
        Piece("Traders", end, base - 7, end + 30, base, 10, base),
    ]
    ((word, sign, after),) = set_signs_apart(Image.fromarray(grey), 300, [line], [row], net)
    assert (word.text, sign.readings[0][0], after.text) == ("away.", "20", "Traders")
