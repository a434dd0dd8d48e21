"""What each block is."""

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import BlockKind, Box, Line, Page
from tests.builders import bare, grid, line, page, report

FULL = "The ministry said on Monday that more than forty villages had been"
BODY = (FULL, "cut off by the river, and that relief would reach all of them soon.")


def kinds(*pages: Page) -> list[tuple[BlockKind, str]]:
    document = assemble(report(*pages), AssemblySettings())
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def body(top: float, **more: object) -> list[Line]:
    return [line(row, top=top + 12 * i, **more) for i, row in enumerate(BODY)]  # type: ignore[arg-type]


TEXT = ("paragraph", " ".join(BODY))


def test_title_heading_paragraph() -> None:
    made = kinds(
        page(
            line("Floods and Relief", top=60, size=20),
            *body(100),
            line("What went wrong", top=150, size=13),
            *body(180),
        )
    )
    assert made == [("title", "Floods and Relief"), TEXT, ("heading", "What went wrong"), TEXT]


def test_a_bold_line_of_the_bodys_size_is_a_heading() -> None:
    made = kinds(page(line("What went wrong", top=80, bold=True), *body(110)))
    assert made[0][0] in {"heading", "title"}
    assert made[1] == TEXT


def test_items() -> None:
    rows = [line("• fuel for the boats of the army", top=150), line("• rice.", top=162)]
    assert [kind for kind, _ in kinds(page(*body(100), *rows))] == ["paragraph", "list", "list"]


def test_items_that_have_neither_sign_nor_semicolon_are_apart() -> None:
    made = kinds(
        page(
            *body(100),
            line("The panel calls for:", top=140),
            line(
                "accounts that the harbour office publishes every May, in full and",
                top=160,
                left=96,
            ),
            line("in both languages", top=172, left=96),
            line("no closure of a quay before the council has met", top=192, left=96),
            line("half the present fee.", top=212, left=96),
            *(line(FULL, top=top) for top in range(240, 360, 12)),
        )
    )
    assert [text.split()[0] for kind, text in made if kind == "list"] == ["accounts", "no", "half"]
    assert made[1] == ("paragraph", "The panel calls for:")


def test_items_whose_signs_are_drawn_are_no_captions() -> None:
    made = kinds(
        page(
            *body(100),
            line("3. The panel saw progress in Peru:", top=140),
            line("Lima trained 220 divers, of whom 64 are women", top=160, left=96),
            line("Callao expects to clear its harbour in 2027", top=180, left=96),
            line("It had no word from the south.", top=200),
            *(line(FULL, top=top) for top in range(240, 360, 12)),
        )
    )
    assert [kind for kind, _ in made[1:5]] == ["list", "list", "list", "paragraph"]


@pytest.mark.parametrize(
    "text",
    ["Figure 3. Rainfall in the basin", "Table 2: Losses by district", "Source: Ministry of Water"],
)
def test_captions(text: str) -> None:
    assert kinds(page(*body(100), line(text, top=160, size=8)))[1] == ("caption", text)


def test_a_sentence_about_a_figure_is_no_caption() -> None:
    row = line("figure is closer to 15 billion than to the nine that was given out.", top=150)
    assert kinds(page(*body(100), row))[1][0] == "paragraph"


def test_contents() -> None:
    rows = [
        line("Contents", top=60, size=13),
        line("1 Rain ............ 3", top=90),
        line("2 Relief .......... 7", top=102),
    ]
    made = kinds(page(*rows), page(*body(100)))
    assert [kind for kind, _ in made] == ["contents", "contents", "paragraph"]


def test_a_quotation_is_set_in_from_both_sides() -> None:
    quoted = [line(row[:50], left=110, top=150 + 12 * i) for i, row in enumerate(BODY)]
    assert [k for k, _ in kinds(page(*body(100), *quoted, *body(200)))][1] == "quotation"


FRAME: Box = (60.0, 290.0, 540.0, 340.0)


def test_what_a_frame_holds_is_a_box() -> None:
    inside = [
        line("In 2019 the dam at Zeta had been closed for eleven weeks of", top=300),
        line("repairs that nobody had announced.", top=312),
    ]
    made = kinds(page(*body(100), *inside, *body(400), frames=(FRAME,)))
    assert [kind for kind, _ in made] == ["paragraph", "box", "paragraph"]


def test_a_label_and_its_figure_in_a_box_are_no_lettering() -> None:
    inside = [line("Received: $10.4M", top=300, size=8), line("Gap: $28.1M", top=325, size=8)]
    made = kinds(page(*body(100), *inside, *body(400), frames=(FRAME,)))
    assert [kind for kind, _ in made] == ["paragraph", "box", "box", "paragraph"]


def test_a_pull_quote_that_says_what_the_body_says_makes_no_claim_again() -> None:
    quote = line("more than forty villages had been cut off by the river", size=15, top=300)
    fresh = line("Nobody in the capital had asked the towns what they needed.", size=15, top=340)
    made = kinds(page(*body(100), quote, fresh))
    assert [kind for kind, _ in made] == ["paragraph", "furniture", "box"]


def test_the_lettering_of_a_figure() -> None:
    made = kinds(
        page(*body(100), line("0 20 40 60 80", top=200, size=7), line("mm", top=230, size=7))
    )
    assert [kind for kind, _ in made] == ["paragraph", "caption", "caption"]


def test_bare_text() -> None:
    made = kinds(
        bare("Impact on Iran and Pakistan", "", "Trade fell.", "", "1. Close the", "border.")
    )
    assert [kind for kind, _ in made] == ["title", "paragraph", "list"]


def test_a_sentence_that_begins_with_a_tables_number_is_no_caption() -> None:
    text = "Table 4.2 compares three futures of the delta and of its harvest."
    assert ("paragraph", text) in kinds(page(*body(100), "", line(text, top=300)))


def test_a_heading_that_the_contents_name_ends_them() -> None:
    contents = [line("Contents", top=60, bold=True), line("What went wrong ........ 2", top=80)]
    made = kinds(page(*contents, line("What went wrong", top=150, bold=True), *body(180)))
    assert [kind for kind, _ in made][-2:] == ["title", "paragraph"]


def test_every_note_under_a_table_is_none_of_the_text() -> None:
    table = grid(("a", "b"), ("c", "12"), position=4, top=300)
    assert table.box is not None
    under = table.box[3] + 3
    notes = [line(text, top=under + 11 * i, size=8) for i, text in enumerate(NOTES)]
    after = line("The survey was held in 2018 in all parts of the country.", top=under + 80)
    found = kinds(page(*body(100), *notes, after, tables=(table,)))
    assert [kind for kind, text in found if text.startswith(NOTES)] == ["caption"] * 3
    assert ("paragraph", after.text) in found


NOTES = ("a Without the islands of the south.", "b Survey of 2018.", "Figures for 2021 may change.")
