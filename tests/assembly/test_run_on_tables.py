"""Rows of a table at the top of the next page: heads and title are those of the page before."""

from itertools import chain

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Grid, GridCell, Line, Page
from tests.builders import line, page, report

HEADS = ("Port", "Ships", "Arrests")
LEFT = (72.0, 200.0, 300.0)


def cells(*rows: tuple[str, ...]) -> tuple[GridCell, ...]:
    made = []
    for r, row in enumerate(rows):
        for c, (text, left) in enumerate(zip(row, LEFT, strict=True)):
            printed = line(text, left=left, top=600 + 14 * r)
            made.append(GridCell(r, c, (printed,), box=printed.box))
    return tuple(made)


def table(*rows: tuple[str, ...], heads: int = 1, position: int = 2) -> Grid:
    return Grid(cells(*rows), head_rows=heads, position=position)


def printed(*words: str, top: float = 72.0) -> Line:
    parts = [line(text, left=left, top=top) for text, left in zip(words, LEFT, strict=True)]
    return Line(tuple(chain.from_iterable(part.words for part in parts)))


def made(*pages: Page) -> Document:
    return assemble(report(*pages), AssemblySettings())


def rows(document: Document) -> list[tuple[str, ...]]:
    """Label, figure, head and title of every cell."""

    def said(span: tuple[int, int] | None) -> str:
        return document.text[slice(*span)] if span else ""

    return [
        (said(c.row_heads[0]), said((c.start, c.end)), *map(said, c.column_heads), said(t.title))
        for t in document.tables
        for c in t.cells
    ]


FIRST = page(
    line("Ports were busy.", top=80), line("Table 1. Ships by port", top=560, size=8),
    tables=(table(HEADS, ("Faro", "63", "37"), ("Kiel", "540", "12")),),
)  # fmt: skip


def test_one_row_at_the_top_of_a_page_is_no_paragraph() -> None:
    text = line("It rained for the whole of that year.", top=120)
    document = made(FIRST, page(printed("Zadar", "499", "54"), text, number=2))
    assert rows(document)[-2:] == [
        ("Zadar", "499", "Ships", "Table 1. Ships by port"),
        ("Zadar", "54", "Arrests", "Table 1. Ships by port"),
    ]
    assert document.text.endswith("It rained for the whole of that year.")


@pytest.mark.parametrize("repeated", [False, True])
def test_the_rest_of_a_table_has_its_heads_and_its_title(repeated: bool) -> None:
    body = (("Oslo", "7", "1"), ("Riga", "8", "2"))
    rest = table(*((HEADS, *body) if repeated else body), heads=int(repeated), position=0)
    document = made(FIRST, page(line("It rained.", top=500), number=2, tables=(rest,)))
    assert rows(document)[-1] == ("Riga", "2", "Arrests", "Table 1. Ships by port")


def test_a_line_of_text_is_no_row() -> None:
    document = made(
        FIRST, page("In 2023 the ports of Faro and Kiel grew by 12 per cent.", number=2)
    )
    assert len(rows(document)) == 4


def test_a_table_that_text_follows_has_ended() -> None:
    first = page(
        line("Ports were busy.", top=80), line("They were busier than ever.", top=700),
        tables=(table(HEADS, ("Faro", "63", "37"), ("Kiel", "540", "12"), position=1),),
    )  # fmt: skip
    document = made(first, page(printed("Zadar", "499", "54"), number=2))
    assert len(rows(document)) == 4
