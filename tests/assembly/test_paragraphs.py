"""Where one block ends and the next begins."""

from dataclasses import replace

from pipeline.assembly.furniture import set_aside
from pipeline.assembly.paragraphs import split_into_blocks, survey
from pipeline.schema import Line, Page
from tests.builders import bare, line, page, report

FULL = "The ministry said on Monday that more than forty villages had been"


def blocks(*pages: Page) -> list[str]:
    printed = report(*pages)
    lines, _ = set_aside(printed, share=0.3)
    drafts = split_into_blocks(lines, printed, survey(printed))
    return [" / ".join(row.text for row in draft.lines) for draft in drafts]


def test_a_gap_parts_blocks() -> None:
    assert blocks(page(FULL, "cut off.", "", FULL, "rebuilt.")) == [
        f"{FULL} / cut off.",
        f"{FULL} / rebuilt.",
    ]


def test_an_indent_parts_paragraphs() -> None:
    assert blocks(page(FULL, "cut off by the river.", f"  {FULL[:60]}", "rebuilt.", FULL)) == [
        f"{FULL} / cut off by the river.",
        f"{FULL[:60]} / rebuilt.",
        FULL,
    ]


def test_larger_type_parts() -> None:
    head = line("The flood", top=80, size=16)
    assert blocks(page(head, FULL, "cut off.")) == ["The flood", f"{FULL} / cut off."]


def test_heads_hardly_larger_than_the_body_stand_alone() -> None:
    rows, at = [], 100.0
    for n in range(6):  # each head stands nearly two lines below the paragraph before it
        rows.append(line(f"Flood number {n}", top=at + 27, size=10.97))
        rows += [line(FULL, top=at + 50 + 15.7 * k, size=10.5) for k in range(4)]
        rows.append(line(f"{FULL}.", top=at + 112.8, size=10.5))
        at += 112.8
    heads = [text for text in blocks(page(*rows)) if text.startswith("Flood")]
    assert heads == [f"Flood number {n}" for n in range(6)]


def test_type_that_differs_by_a_hair_is_a_head_behind_a_sentence_that_ended() -> None:
    rows = [line(FULL, top=100, size=10.5), line("cut off by the river.", top=114, size=10.5)]
    head, text = line("What it costs", top=128, size=10.9), line(FULL, top=142, size=10.5)
    assert blocks(page(*rows, head, text))[1].startswith("What it costs")
    open_rows = [line(FULL, top=100, size=10.5), line(FULL, top=114, size=10.9)]
    assert blocks(page(*open_rows)) == [f"{FULL} / {FULL}"]  # the sentence runs on


def test_a_numbered_head_is_no_item_that_hangs_into_its_paragraph() -> None:
    head = line("II. Whether the dyke had been kept in repair", top=100)
    first, second = line(FULL[:62], left=100, top=112), line(FULL, top=124)
    wide = [line(FULL, top=136 + 12 * n) for n in range(3)]
    assert blocks(page(head, first, second, *wide))[0] == head.text


def test_a_hanging_item_is_one_block() -> None:
    first, second = line("1. " + FULL[:60], top=100), line("cut off;", left=86, top=112)
    third = line("2. rebuilt.", top=124)
    assert blocks(page(first, second, third)) == [f"1. {FULL[:60]} / cut off;", "2. rebuilt."]


def test_a_raised_label_begins_a_note() -> None:
    assert blocks(page(FULL + " cut off.", "^3^ UNHCR, 2021.", "^4^ Ibid.")) == [
        FULL + " cut off.",
        "3 UNHCR, 2021.",
        "4 Ibid.",
    ]


def test_a_column_ends_a_block() -> None:
    left, right = line(FULL, top=700), line("cut off.", left=320, top=100, column=1)
    assert blocks(page(left, right)) == [FULL, "cut off."]


def test_blank_lines_part_bare_text_and_page_ends_do_not() -> None:
    assert blocks(bare("The army", "left.", "", "It came"), bare("back.")) == [
        "The army / left.",
        "It came / back.",
    ]


def test_a_heading_right_below_a_bare_paragraph() -> None:
    assert blocks(bare("The army left.", "Prospects of Peace", "", "It came back.")) == [
        "The army left.",
        "Prospects of Peace",
        "It came back.",
    ]


def test_a_bold_heading_that_is_run_in_over_two_lines() -> None:
    upper = line("Reliance on data of the states and of their other partners and", bold=True)
    lower = line("third parties: even if they collect them, few are alike.", top=112)
    bold = [replace(word, bold=i < 2) for i, word in enumerate(lower.words)]
    assert len(blocks(page(upper, replace(lower, words=tuple(bold))))) == 1


def test_small_capitals_run_on_inside_a_paragraph() -> None:
    words = line(
        "in the FOR FURTHER INFORMATION AND CONTACT OF PERSONS DESIGNATED OR", top=112
    ).words
    small = tuple(replace(word, size=7.0) for word in words[2:])
    made = page(
        line(FULL, top=100),
        Line((*words[:2], *small)),
        line(FULL, top=124),
        line("built.", top=136),
    )
    assert len(blocks(made)) == 1
