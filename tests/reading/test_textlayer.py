"""Characters to pieces, and whether they are worth believing."""

import pytest

from pipeline.reading.glyphs import Glyph, PrintedPage, font_style
from pipeline.reading.pages import text_page
from pipeline.reading.textlayer import believe, pieces, upright, without_operators

GOOD = "The report of the ministry says that it is not in the interest of the state to pay for it. "
BAD = "Tbc rcporf 0f fhc rnini5lry soys fhaf 1t 1s n0f 1n fbc infcrcsf cf tbe 5tafe l0 poy f0r 1f "


def glyphs(
    text: str, *, gap: float = 0.0, hidden: bool = False, mapped: bool = True
) -> list[Glyph]:
    return [
        Glyph(ch, 50 + i * 5, 92, 55 + i * 5, 102, 10, 100,
              hidden=hidden, mapped=mapped)
        for i, ch in enumerate(text)
    ]  # fmt: skip


def words(found: list[Glyph]) -> list[str]:
    return [piece.text for piece in pieces(found)]


def test_white_space_ends_a_word() -> None:
    assert words(glyphs("two words")) == ["two", "words"]


def test_what_a_damaged_stream_prints_of_itself_is_no_text() -> None:
    spilt = "(th)Tj 34.240 Tc -0.12 (e)Tj 13.9 0.0 TD (law)Tj 0 Tf 14.1 (of)Tj"
    assert without_operators(glyphs(GOOD + spilt)) == glyphs(GOOD)
    taught = glyphs("To draw it, write (th)Tj behind TD.")  # a text on PDF
    assert without_operators(taught) == taught


def test_gap_ends_a_word_where_no_space_is_printed() -> None:
    apart = [g._replace(x0=g.x0 + 3, x1=g.x1 + 3) if i > 2 else g
             for i, g in enumerate(glyphs("twowords"))]  # fmt: skip
    assert words(apart) == ["two", "words"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [("ﬁgure", "figure"), ("of\xadten", "of-ten"), ("a\u200b", "a"), ("a\x00", "a"),
     ("dis\x02", "dis-")],
)  # fmt: skip
def test_signs_become_text(printed: str, text: str) -> None:
    assert words(glyphs(printed)) == [text]


def test_double_letters_stay_double() -> None:
    assert words(glyphs("coffee")) == ["coffee"]


def test_good_layer_is_believed_and_a_bad_one_over_a_picture_is_not() -> None:
    assert believe(glyphs(GOOD * 6, hidden=True), 1.0).believed
    assert not believe(glyphs(BAD * 6, hidden=True), 1.0).believed


def test_font_without_a_map_is_not_believed() -> None:
    assert not believe(glyphs(GOOD, mapped=False), 0.0).believed
    assert not believe(glyphs("\ue001\ue002\ue003" * 9), 0.0).believed


def test_shifted_letters_are_not_believed() -> None:
    shifted = "".join(ch if ch == " " else chr(ord(ch) - 29) for ch in GOOD * 4)
    assert not believe(glyphs(shifted), 0.0).believed


def test_page_without_text_is_believed_unless_it_shows_a_picture() -> None:
    assert believe([], 0.0).believed
    assert not believe([], 0.9).believed


def test_text_on_its_side_is_turned_and_stamps_across_it_are_dropped() -> None:
    side = [g._replace(angle=90, x0=g.top, x1=g.bottom, top=g.x0, bottom=g.x1, baseline=595 - 100)
            for g in glyphs("landscape")]  # fmt: skip
    turned, width, height, angle = upright(side + glyphs("no"), 595.0, 842.0)
    assert "".join(g.text for g in turned) == "landscape"
    assert (width, height, angle) == (842.0, 595.0, 270)
    assert turned[0].x0 == 50
    assert turned[0].baseline == 100


def test_page_whose_text_all_runs_askew_is_read_from_its_picture() -> None:
    askew = [g._replace(angle=-1) for g in glyphs(GOOD)]
    assert text_page(1, PrintedPage(595.0, 842.0, askew)) is None
    stamped = text_page(1, PrintedPage(595.0, 842.0, askew + glyphs(GOOD)))
    assert stamped is not None
    assert [line.text for line in stamped.lines] == [GOOD.strip()]


@pytest.mark.parametrize(
    ("name", "style"),
    [("ABCDEF+Arial-BoldMT", (True, False)), ("Times-Italic", (False, True)),
     ("CMBX10", (True, False)), ("Helvetica", (False, False))],
)  # fmt: skip
def test_font_names_tell_bold_and_italic(name: str, style: tuple[bool, bool]) -> None:
    assert font_style(name) == style
