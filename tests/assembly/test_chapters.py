"""A long report assembled in chapters is the report assembled in one go."""

import logging
from collections.abc import Iterator

import pytest

from pipeline.assembly import assemble, chapters
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Method, Page
from tests.builders import bare, line, page, report

SETTINGS = AssemblySettings()
PLACES = (
    "Lusaka Ndola Kitwe Kabwe Chipata Solwezi Mongu Kasama Choma Mansa Livingstone Mazabuka Petauke"
    " Luanshya Chingola Mufulira"
).split()


@pytest.fixture(autouse=True)
def short_chapters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "PAGES", 4)
    monkeypatch.setattr(chapters, "SHARED", 4)


def in_one_go(*pages: Page) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chapters, "PAGES", 1000)
        return assemble(report(*pages), SETTINGS)


def rows(number: int, *, notes: bool = True) -> list[Line]:
    """Return a page: its head, the end of a sentence, a paragraph, a sentence begun, a note."""
    place, before = PLACES[number - 1], PLACES[number - 2]
    body = [
        f"districts around {before} had been reached by the end of the rains.^{number}^",
        f"Officials in {place} told the committee that the new wells were dry by June, and",
        f"that nobody had come to look at them since {2000 + number}, whatever was promised.",
        f"The council of {place} then wrote to the ministry that more than {40 + number} of the",
    ]
    lines = [line("Water for the South", top=40, size=9)]
    for i, text in enumerate(body):
        left = 84 if i in (1, 3) else 72
        lines.append(
            line(text if notes else text.replace(f"^{number}^", ""), left=left, top=100 + 12 * i)
        )
    if notes:
        lines.append(
            line(
                f"^{number}^ Ministry of Water, Survey of {place}, {2000 + number}.",
                top=740,
                size=7,
            )
        )
    return lines


@pytest.mark.parametrize("method", ["text", "ocr"])
@pytest.mark.parametrize("count", [8, 9, 12, 13, 16])
def test_sentences_notes_and_heads_at_the_borders_are_as_in_one_go(
    count: int, method: Method, caplog: pytest.LogCaptureFixture
) -> None:
    rule = (72.0, 730.0, 180.0, 730.5)
    pages = [page(*rows(n), number=n, method=method, rules=(rule,)) for n in range(1, count + 1)]
    whole = in_one_go(*pages)
    assert f"more than 44 of the districts around {PLACES[3]} had been reached" in whole.text
    assert [len(callout.references) for callout in whole.callouts] == [1] * count
    with caplog.at_level(logging.WARNING):
        assert assemble(report(*pages), SETTINGS) == whole
    assert not caplog.records


def test_a_callout_is_led_to_the_list_at_the_end_of_the_last_chapter() -> None:
    pages = [page(*rows(n, notes=False), number=n) for n in range(1, 13)]
    told = line("The wells were dry [1] and so were the [2] rivers of the north.", left=84, top=160)
    pages[0] = page(*rows(1, notes=False), told, number=1)
    listed = [
        line("References", top=100, size=14, bold=True),
        line("[1] Abel, R. (2019). Wells of the south. Lusaka: Water Press.", top=130),
        line("[2] Banda, C. (2020). Rivers of the north. Ndola: River Press.", top=142),
        line("[3] Chanda, M. (2021). Rains of the east. Kitwe: Rain Press.", top=154),
    ]
    pages.append(page(*listed, number=13))
    whole = in_one_go(*pages)
    assert [callout.references for callout in whole.callouts] == [(0,), (1,)]
    assert assemble(report(*pages), SETTINGS) == whole


def test_chapters_that_have_nothing_alike_are_cut_at_a_page_and_nothing_is_lost(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pages = [bare(f"The wells of {PLACES[n]} were dry.", number=n + 1) for n in range(12)]
    pages[4:8] = [bare(number=n) for n in range(5, 9)]  # the shared pages are blank
    document = assemble(report(*pages), SETTINGS)
    assert "differ near page" in caplog.text
    named = [place for place in PLACES[:12] if place in document.text]
    assert named == [*PLACES[:4], *PLACES[8:12]]
    assert document.text.count("wells") == 8
    assert document.page_count == 12


def test_pages_are_asked_for_one_chapter_at_a_time() -> None:
    asked: list[int] = []

    def pages() -> Iterator[Page]:
        for n in range(1, 17):
            asked.append(n)
            yield page(*rows(n), number=n)

    first, *rest = ((len(asked), own) for own in chapters.chapters_of(pages()))
    assert first[0] == 9  # whether there is another chapter must be known
    assert [[p.number for p in own] for _, own in (first, *rest)] == [
        [*range(1, 9)], [*range(5, 13)], [*range(9, 17)],
    ]  # fmt: skip
