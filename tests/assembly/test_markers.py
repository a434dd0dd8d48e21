"""Callouts leave the text before it is frozen and are anchored where they stood."""

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Page
from tests.builders import bare, line, page, report

NOTES = [line("^1^ UNHCR, 2021.", top=780, size=7), line("^2^ Ibid.", top=790, size=7)]


def made(*pages: Page) -> Document:
    return assemble(report(*pages), AssemblySettings())


def anchored(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(document.text[: c.anchor].rsplit(" ", 1)[-1], c.labels) for c in document.callouts]


def test_a_raised_marker_leaves_the_text() -> None:
    document = made(page("The army left.^1^ It came back,^2^ and stayed.", *NOTES))
    assert document.text.startswith("The army left. It came back, and stayed.")
    assert anchored(document) == [("left.", ("1",)), ("back,", ("2",))]
    assert [document.references[c.references[0]].said for c in document.callouts] == [
        "UNHCR, 2021.",
        "Ibid. [= UNHCR, 2021.]",
    ]


def test_what_is_printed_right_behind_a_marker_is_a_word_of_its_own() -> None:
    document = made(page("The army left.^1^The rebels stayed.", *NOTES))
    assert document.text.startswith("The army left. The rebels stayed.")


def test_a_callout_knows_where_it_was_printed() -> None:
    printed = page("The army left.^1^ It stayed.", *NOTES)
    (callout, *_) = made(printed).callouts
    assert callout.location is not None
    assert callout.location.box == printed.lines[0].words[3].box


def test_bracketed_and_author_year_callouts_stay_in_the_text() -> None:
    document = made(page("The army left [3]. It stayed (Smith 2019)."))
    assert document.text == "The army left [3]. It stayed (Smith 2019)."
    assert [(c.style, document.text[slice(*c.span)]) for c in document.callouts if c.span] == [
        ("bracketed", "[3]"),
        ("author-year", "(Smith 2019)"),
    ]
    assert anchored(document) == [("left", ("3",)), ("stayed", ("Smith 2019",))]


def test_ibid_in_the_text_is_the_callout_before() -> None:
    document = made(page("It rained (Smith 2019). It stopped (ibid., p. 4)."))
    assert [c.labels for c in document.callouts] == [("Smith 2019",), ("Smith 2019",)]
    unsure = made(page("It rained (Smith 2019; Abel 2020). It stopped (ibid.)."))
    assert [c.labels for c in unsure.callouts] == [("Smith 2019", "Abel 2020"), ("ibid.",)]


def test_a_note_named_in_the_text_is_a_callout_of_it() -> None:
    text = "The army left.^1^ It stayed (see note 1). It fell, as said in note 7 above."
    document = made(page(text, *NOTES))
    assert [(c.style, c.labels, c.references) for c in document.callouts][:2] == [
        ("raised", ("1",), (0,)),
        ("bracketed", ("1",), (0,)),
    ]
    assert all("7" not in c.labels for c in document.callouts)


def test_a_misread_marker_is_said_to_be_inferred() -> None:
    document = made(bare("It left.’ It came.? It fell.? It rose.* It sank.>"))
    assert document.text == "It left. It came. It fell. It rose. It sank."
    assert [(c.marker, c.labels, c.repaired) for c in document.callouts] == [
        ("’", ("1",), True),
        ("?", ("2",), True),
        ("?", ("3",), True),
        ("*", ("4",), True),
        (">", ("5",), True),
    ]


def test_a_text_layer_is_never_decoded() -> None:
    rows = "It left.’ It came.? It fell.? It rose.* It sank.>"
    assert made(page(rows)).text == rows
    assert made(page(rows)).callouts == ()


def test_digits_of_the_bodys_own_size() -> None:
    document = made(page("The army left.1We saw it. It came back.2", *NOTES))
    assert document.text.startswith("The army left. We saw it. It came back.\n")
    assert anchored(document) == [("left.", ("1",)), ("back.", ("2",))]
