"""The sheet Citations, work by work."""

from collections import Counter
from dataclasses import replace

from pipeline.schema import Citation, Claim, Reference, Source
from pipeline.sheets.citations import CITATION_HEADS, CitationRows, missing_numbers
from pipeline.sheets.grid import Cell
from tests.claim_builders import claim

HEADS = [head for head, _ in CITATION_HEADS]


def rows(claims: list[Claim], references: list[Reference]) -> list[dict[str, Cell]]:
    written: list[list[Cell]] = []
    cited = CitationRows(lambda _: references, written.append)
    for one in claims:
        cited.add(one)
    cited.flush()
    return [dict(zip(HEADS, row, strict=True)) for row in written]


def citing(*citations: Citation) -> Claim:
    return replace(claim(), citations=citations)


def test_a_row_for_each_work_of_a_note() -> None:
    note = Reference(
        "1", "Abel, Rain (2019); Odum, Ruin (2020).",
        sources=(Source("Abel, Rain (2019)", "Abel", "Rain", "2019"),
                 Source("Odum, Ruin (2020).", "Odum", "Ruin", "2020")),
    )  # fmt: skip
    got = rows([citing(Citation("1", note.said))], [note])
    assert [(r["marker"], r["reference"], r["authors"], r["year"], r["found"]) for r in got] == [
        ("1", "Abel, Rain (2019)", "Abel", "2019", "yes"),
        ("1", "Odum, Ruin (2020).", "Odum", "2020", "yes"),
    ]


def test_what_a_short_form_stands_for_or_that_it_cannot_be_told() -> None:
    clear = Reference("2", "Ibid.", sources=(Source("Ibid.", short=True, stands_for="Rain."),))
    unclear = Reference("3", "Ibid.", sources=(Source("Ibid.", short=True),))
    cited = citing(Citation("2", clear.said), Citation("3", unclear.said))
    got = rows([cited], [Reference("1", "Rain."), clear, unclear])
    assert [(r["marker"], r["stands for"], r["found"]) for r in got] == [
        ("2", "Rain.", "yes"), ("3", None, "unclear"), ("1", None, "not cited"),
    ]  # fmt: skip


def test_two_references_of_one_number_are_said_to_be_doubled() -> None:
    twice = [Reference("1", "Rain."), Reference("1", "Ruin.")]
    assert rows([citing(Citation("1"))], twice)[0]["found"] == "doubled"


def test_a_number_that_starts_again_has_a_row_for_each_reference() -> None:
    notes = [Reference("1", "Rain."), Reference("1", "Ruin.")]
    got = rows([citing(Citation("1", "Rain.")), citing(Citation("1", "Ruin."))], notes)
    assert [(r["marker"], r["reference"], r["found"]) for r in got] == [
        ("1", "Rain.", "yes"), ("1", "Ruin.", "yes"),
    ]  # fmt: skip


def test_numbers_that_the_counting_leaves_out() -> None:
    labels = [str(n) for n in range(1, 31) if n not in {4, 9, 10}]
    assert list(missing_numbers(labels, Counter(labels))) == ["4", "9–10"]
    assert list(missing_numbers(["1", "7", "30"], Counter())) == []  # no counting
    assert list(missing_numbers(labels, Counter({"3": 2}))) == []  # numbers start again
