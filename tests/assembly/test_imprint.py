"""Masthead, imprint, authors' notes and fragments: printed, but no claims of the report."""

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Line, Page
from tests.builders import bare, line, page, report

BODY = "Relief reached most of the flooded villages after nine days of rain."


def kinds(*pages: Page) -> dict[str, str]:
    document = assemble(report(*pages), AssemblySettings())
    return {document.text[b.start : b.end]: b.kind for b in document.blocks}


def body(top: float) -> list[Line]:
    return [line(BODY, top=top + 12 * i) for i in range(4)]


def test_a_masthead_is_no_text() -> None:
    masthead = "A monthly letter of the river office, number 7, Spring 2022"
    found = kinds(
        page(line(masthead, top=60, size=9), line("Rain and Relief", top=90, size=18), *body(130))
    )
    assert found[masthead] == "furniture"
    assert found["Rain and Relief"] == "title"


@pytest.mark.parametrize(
    "text",
    [
        "River Letter appears four times a year.",
        "Reproduction is free if the source is named.",
        "Published by the River Office, Bonn. ISSN 0000-0000.",
        "For more information contact the office: letter@river.example.",
    ],
)
def test_small_print_that_says_what_an_imprint_says(text: str) -> None:
    found = kinds(page(*body(100), line(text, top=300, size=8)))
    assert found[text] == "furniture"


def test_the_body_may_speak_of_publishing() -> None:
    text = "The statistics are published quarterly by the office in Bonn."
    assert kinds(page(*body(100), line(text, top=300)))[text] == "paragraph"


def test_a_life_of_an_author_in_the_byline() -> None:
    life = "Ada Brook leads the river programme of the office."
    title = [
        line("Rain and Relief", top=60, size=18),
        line("Ada Brook and Tom Reed", top=85, size=8),
    ]
    found = kinds(page(*title, *body(130), line(life, top=300, size=8)))
    assert found[life] == "furniture"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Average price of rice, third quarter of 2023", "caption"),
        ("Prices of Rice and Wheat", "heading"),
        ("x = y + 2 z", "caption"),
        ("It rained for nine days.", "paragraph"),
        ("Rain is expected", "paragraph"),  # a verb: perhaps a sentence whose stop is lost
    ],
)
def test_what_is_no_sentence_is_no_paragraph(text: str, kind: str) -> None:
    title = line("Rain and Relief", top=70, size=18)
    found = kinds(page(title, *body(100), line(text, top=300), *body(400)))
    assert found[text] == kind


def test_a_stray_sign_of_the_ocr_makes_no_imprint() -> None:
    text = "The river has changed its © shape but not its cost."
    assert kinds(bare(text, ""))[text] == "paragraph"


def test_an_equation_is_no_paragraph_even_if_its_sentence_goes_on() -> None:
    found = kinds(
        page(*body(100), line("z = a z + b e", top=300), line("where a is", top=330, size=8.5))
    )
    assert found["z = a z + b e"] == "caption"
