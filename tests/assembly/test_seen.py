"""Raised signs that the picture showed: callouts and labels told by readings and order."""

from dataclasses import replace

from pipeline.assembly import assemble
from pipeline.assembly.draft import Draft, Mark, Piece, PrintedLine, Token
from pipeline.assembly.seen import match_notes
from pipeline.citations.resolve import Entry
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Page, Reference, Report, Word
from tests import builders

Read = tuple[tuple[str, float], ...]
LONG = "which the ministry had promised to the farmers of the valley for many years before"


def seen(line: Line, readings: dict[str, Read], *, unseen: bool = False) -> Line:
    """The line with what the picture says of its raised words, as OCR has them."""
    words: list[Word] = []
    for word in line.words:
        if word.rise and word.text in readings:
            word = replace(word, readings=readings[word.text], confidence=0.0 if unseen else 0.9)
        words.append(word)
    return replace(line, words=tuple(words))


def read(*lines: Line) -> Document:
    placed = tuple(
        replace(line, words=tuple(replace(w, box=shifted(w, 12.0 * i)) for w in line.words))
        for i, line in enumerate(lines)
    )
    page = Page(1, 595.0, 842.0, "ocr", placed)
    return assemble(Report("0" * 64, "scan.pdf", (page,)), AssemblySettings())


def shifted(word: Word, down: float) -> tuple[float, float, float, float]:
    assert word.box is not None
    x0, top, x1, bottom = word.box
    return x0, top + down, x1, bottom + down


def labels(document: Document) -> list[tuple[str, ...]]:
    return [callout.labels for callout in document.callouts]


def test_a_misread_sign_leaves_the_text_as_the_number_it_is() -> None:
    document = read(
        seen(builders.line("The dam was closed.^’^ It was"), {"’": (("1", 0.95),)}),
        seen(builders.line("opened again in May.^°^ Nobody"), {"°": (("2", 0.6), ("7", 0.3))}),
        builders.line(LONG),
    )
    assert document.text.startswith("The dam was closed. It was opened again in May. Nobody")
    assert labels(document) == [("1",), ("2",)]
    assert all(callout.repaired for callout in document.callouts)


def test_what_the_ocr_did_not_see_and_is_no_callout_is_not_in_the_text() -> None:
    document = read(
        seen(builders.line("an area of 12 km^2^ in"), {"2": (("2", 0.9),)}, unseen=True),
        builders.line(LONG),
    )
    assert labels(document) == []
    assert document.text.startswith("an area of 12 km in")


def test_what_the_ocr_saw_and_is_no_callout_stays() -> None:
    document = read(
        seen(builders.line("an area of 12 km^2^ in"), {"2": (("2", 0.9),)}),
        builders.line(LONG),
    )
    assert labels(document) == []
    assert document.text.startswith("an area of 12 km2 in")


def test_two_signs_side_by_side_are_two_numbers() -> None:
    document = read(
        seen(builders.line("It rained.^’^ Then it"), {"’": (("1", 0.9),)}),
        seen(builders.line("snowed.^”^^*^ Then"), {"”": (("2", 0.9),), "*": (("3", 0.9),)}),
        builders.line(LONG),
    )
    assert labels(document) == [("1",), ("2", "3")]


def test_two_numbers_whose_comma_was_not_seen() -> None:
    document = read(
        seen(builders.line("It rained.^’^ Then it"), {"’": (("11", 0.9),)}),
        seen(builders.line("snowed.^”^ Then it"), {"”": (("1213", 0.9),)}),
        seen(builders.line("stopped.^°^ " + LONG), {"°": (("14", 0.9),)}),
    )
    assert labels(document) == [("11",), ("12", "13"), ("14",)]


def test_one_is_no_two_numbers() -> None:
    document = read(
        seen(builders.line("It rained.^’^ Then it"), {"’": (("1", 0.9),)}),
        seen(builders.line("snowed.^”^ " + LONG), {"”": (("2", 0.9),)}),
    )
    assert labels(document) == [("1",), ("2",)]


def test_one_sign_in_a_report_without_notes_is_dirt() -> None:
    document = read(seen(builders.line("It rained.^’^ " + LONG), {"’": (("1", 0.9),)}))
    assert labels(document) == []


def note(text: str, label: str | None, page: int = 1) -> Draft:
    line = PrintedLine(builders.line(text, size=8.0), page, 0, "ocr")
    return Draft("note", [line], label=label, inferred=label == "")


def matched(notes: list[Draft], called: dict[int, str]) -> list[str]:
    """The notes' labels, after their lost ones were told by neighbours and callouts."""
    body = []
    for page, numbers in called.items():
        line = builders.line("text", size=10.0)
        token = Token([Piece("text", line.words[0], page, "ocr")])
        token.marks = tuple((0, Mark("’", (number,), page, None)) for number in numbers.split())
        body.append(Draft("paragraph", [PrintedLine(line, page, 0, "ocr")], [token]))
    entries = [Entry(Reference(d.label or "", d.lines[0].text), d.page) for d in notes]
    return [entry.reference.label for entry in match_notes([*body, *notes], notes, entries)]


def test_a_note_between_two_others_has_the_number_between() -> None:
    assert matched([note("A", "3"), note("B", ""), note("C", "5")], {}) == ["3", "4", "5"]


def test_as_many_notes_as_callouts_are_theirs() -> None:
    assert matched([note("A", "3"), note("B", ""), note("C", "")], {1: "3 4 5"}) == ["3", "4", "5"]


def test_a_note_too_few_leaves_the_others_open() -> None:
    assert matched([note("A", "3"), note("B", "")], {1: "3 4 5"}) == ["3", ""]
