"""What comes back at the same place of several pages is no part of the text."""

from pipeline.assembly.furniture import numeral, set_aside
from pipeline.schema import Page
from tests.builders import bare, line, page, report

BODY = (
    line("The ministry said that 40 villages were cut off.", top=200),
    line("Relief reached them after nine days.", top=212),
)
TEXTS = [row.text for row in BODY]


def kept(*pages: Page) -> list[str]:
    lines, _ = set_aside(report(*pages), share=0.3)
    return [printed.text for printed in lines]


def with_head_and_foot(head: str, foot: str) -> Page:
    return page(line(head, top=40), *BODY, line(foot, top=800))


def test_a_running_head_and_page_numbers_are_set_aside() -> None:
    pages = [with_head_and_foot("Flood Report 2021", str(n)) for n in (1, 2, 3)]
    assert kept(*pages) == TEXTS * 3


def test_two_pages_are_enough() -> None:
    pages = [with_head_and_foot("Flood Report", f"Page {n} of 2") for n in (1, 2)]
    assert kept(*pages) == TEXTS * 2


def test_left_and_right_pages_have_heads_of_their_own() -> None:
    heads = ["Flood Report", "Centre for Relief"] * 3
    pages = [with_head_and_foot(head, "x") for head in heads]
    assert not {"Flood Report", "Centre for Relief"} & set(kept(*pages))


def test_a_foot_with_its_number_in_front_or_behind() -> None:
    feet = ["4 Centre for Relief", "Centre for Relief 5", "6 Centre for Relief"]
    heads = ["Rain", "Rivers", "Relief"]
    pages = [with_head_and_foot(head, foot) for head, foot in zip(heads, feet, strict=True)]
    assert not [text for text in kept(*pages) if "Centre" in text]


def test_notes_that_say_the_same_are_no_running_foot() -> None:
    notes = ["^14^ Ibid., p. 9.", "^27^ Ibid., p. 12.", "^31^ Ibid., p. 4."]
    plain = ["14 Ibid., p. 9.", "27 Ibid., p. 12.", "31 Ibid., p. 4."]
    for feet in (notes, plain):
        lines = kept(*[page(*BODY, line(foot, top=790)) for foot in feet])
        assert sum("Ibid." in text for text in lines) == 3


def test_what_repeats_in_the_body_stays() -> None:
    pages = [page(line("See the annex.", top=400)) for _ in range(4)]
    assert kept(*pages) == ["See the annex."] * 4


def test_page_numbers_of_another_edition_are_taken_out() -> None:
    opinion = page(
        line("The owner paid [*20] nothing [3] at all.", top=400), line("[*21]", top=412)
    )
    assert kept(opinion) == ["The owner paid nothing [3] at all."]


def test_line_numbers_in_the_margin_are_taken_off() -> None:
    rows = [line(f"{n} x", left=40, top=100 + 12 * n) for n in range(1, 7)]
    numbered = page(
        *(
            type(row)((row.words[0], *line("The bridge fell.", left=90, top=100 + 12 * n).words))
            for n, row in enumerate(rows, 1)
        )
    )
    assert kept(numbered) == ["The bridge fell."] * 6


def test_line_numbers_are_told_from_a_year_and_from_numbers_of_paragraphs() -> None:
    said = ["It rained", "for a week.", "2022 was dry.", "Nobody", "knew", "why."]
    lines = []
    for n, text in enumerate(said, 1):
        numeral = line(str(n), left=40, top=100 + 12 * n, size=7.5)
        lines += [numeral, line(text, left=90, top=100 + 12 * n)]
    assert kept(page(*lines)) == said
    apart = [line(f"{n} Rain fell.", left=40, top=100 + 60 * n) for n in range(1, 7)]
    assert len(kept(page(*apart))[0].split()) == 3


def test_heads_of_bare_pages() -> None:
    bodies = [
        ["The rains failed.", "Prices rose.", "Many left.", "Few came back."],
        ["Donors met.", "A plan was made.", "It was not paid for.", "Nobody asked why."],
        ["In May a dam broke.", "Two towns lay under water.", "Roads were cut.", "Help was slow."],
    ]
    pages = [bare("FLOOD REPORT", "", *body, "", str(n)) for n, body in enumerate(bodies, 7)]
    assert [text for text in kept(*pages) if text] == [row for body in bodies for row in body]


def test_roman_numerals() -> None:
    assert [numeral(text) for text in ("iv", "12", "xix", "no")] == [4, 12, 19, None]


def test_the_numbers_of_a_list_of_notes_are_no_line_numbers() -> None:
    rows = [line(f"{n} The bridge fell in May.", left=40, top=100 + 12 * n) for n in range(1, 7)]
    assert kept(page(*rows)) == [row.text for row in rows]
