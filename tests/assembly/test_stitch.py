"""Sentences cut by a column, a page or a box, put together again."""

from dataclasses import replace

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Page, Word
from tests.builders import bare, line, page, report

FULL = "The ministry said on Monday that more than forty villages had been"
MORE = "Relief reached most of them after nine days of heavy rain, and the"


def texts(*pages: Page) -> list[str]:
    return block_texts(assemble(report(*pages), AssemblySettings()))


def block_texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_a_sentence_runs_on_over_a_page_end() -> None:
    assert texts(page(FULL), page("cut off by the river.")) == [f"{FULL} cut off by the river."]


def test_a_name_at_the_next_pages_top_goes_on_if_the_line_was_full() -> None:
    assert texts(page(MORE), page("United Nations paid for it.")) == [
        f"{MORE} United Nations paid for it."
    ]


def test_notes_and_captions_in_between_are_stepped_over() -> None:
    first = page(line(MORE, top=600), line("^1^ UNHCR, 2021.", top=780, size=7))
    second = page(line("Figure 2. Rain in 2021", top=80, size=8), line("rest was left.", top=300))
    assert texts(first, second) == [
        f"{MORE} rest was left.",
        "1 UNHCR, 2021.",
        "Figure 2. Rain in 2021",
    ]


def test_a_capital_that_opens_a_column_s_last_line_is_no_number_of_a_heading() -> None:
    rows = ["The bridge over the river was hit again."] * 3
    first = page(*rows, line("Its spokesman, Colonel Idris Amadou Bello", top=300))
    assert texts(first, page("Danladi, said so."))[-1].endswith("Amadou Bello Danladi, said so.")


def test_a_sentence_runs_on_behind_a_box_that_nothing_frames() -> None:
    boxed = [line("A closer look", top=140, bold=True), line("Few came back.", top=160)]
    made = texts(page(line(FULL, top=100), *boxed, line("cut off by the river.", top=200)))
    assert made == [f"{FULL} cut off by the river.", "A closer look", "Few came back."]


def test_items_without_signs_that_end_in_semicolons_stay_apart() -> None:
    said = "Relief reached most of them after nine days of heavy rain in May."
    body = [line(said, top=40 + 12 * row) for row in range(5)]
    items = page(
        *body,
        line("The Committee recommends that:", top=110),
        line("the Minister publish the figures for each of the seven regions;", top=130),
        line("no unit be closed without the consent of the council.", top=160),
    )
    assert texts(items)[-2:] == [
        "the Minister publish the figures for each of the seven regions;",
        "no unit be closed without the consent of the council.",
    ]


def test_a_column_that_ends_in_an_article_goes_on_however_short_its_last_line() -> None:
    first = page(FULL, "by the firms on the", "")
    made = texts(first, page("Tien and the Hau."))
    assert made == [f"{FULL} by the firms on the Tien and the Hau."]


def test_a_finished_paragraph_takes_nothing_on() -> None:
    assert texts(page(f"{FULL} hit."), page("Relief came late.")) == [
        f"{FULL} hit.",
        "Relief came late.",
    ]


def test_a_heading_stops_the_search() -> None:
    second = page(line("Outlook", size=16, top=80), line("Relief came late.", top=120))
    assert texts(page(MORE), second) == [MORE, "Outlook", "Relief came late."]


def test_no_sentence_begins_in_lower_case_under_a_heading() -> None:
    second = page(line("What they said", size=16, top=80), line("cut off again.", top=120))
    assert texts(page(FULL), second) == [f"{FULL} cut off again.", "What they said"]


def test_a_blank_line_does_not_cut_a_bare_sentence() -> None:
    assert texts(bare("All three", "", "countries need a plan.")) == [
        "All three countries need a plan."
    ]


def in_column(page: Page, column: int, first: int) -> Page:
    lines = [replace(row, column=column if i >= first else 0) for i, row in enumerate(page.lines)]
    return replace(page, lines=tuple(lines))


def test_an_orphan_goes_to_the_seam_that_it_fits() -> None:
    """A column was cut: its middle stands at the end of the text."""
    cut = bare(
        "Growth was strong. The drought is one of the gravest",
        "Kenyan farmers and it has lasted for three years.",
        "",
        "The government has promised relief.",
        "",
        "threats to food supply in the region and still haunts the",
    )
    document = assemble(report(in_column(cut, 1, 1)), AssemblySettings())
    assert block_texts(document)[0] == (
        "Growth was strong. The drought is one of the gravest threats to food supply in the region"
        " and still haunts the Kenyan farmers and it has lasted for three years."
    )
    assert [repair.kind for repair in document.repairs] == ["stitched", "stitched"]


def test_an_orphan_without_a_seam_stays_where_it_is() -> None:
    rows = ("Growth was strong.", "", "threats to food supply in the region and still haunts the")
    assert texts(bare(*rows)) == [rows[0], rows[2]]


def test_what_a_reader_took_for_two_lines_is_one() -> None:
    left, right = line("1. The four", left=72), line("states met.", left=130)
    assert texts(page(Line((*right.words,)), Line((*left.words,)))) == ["1. The four states met."]
    assert isinstance(left.words[0], Word)


def test_a_pull_quote_that_cuts_a_sentence_is_no_text() -> None:
    quote = line("Nobody had asked the river what it wanted.", top=300, size=14)
    lines = [line(FULL, top=100), line(FULL, top=112), quote]
    document = assemble(
        report(page(*lines, line("cut off by the river.", top=340))), AssemblySettings()
    )
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds == {
        f"{FULL} {FULL} cut off by the river.": "paragraph",
        "Nobody had asked the river what it wanted.": "furniture",
    }
