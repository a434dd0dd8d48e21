"""A long report is annotated in parts: what comes out is what the whole gives."""

import gc
import weakref
from dataclasses import asdict

import pytest
from spacy.language import Language

from pipeline import annotate as package
from pipeline.annotate import annotate, annotate_parts, load_nlp, sections
from pipeline.claims import claims_from_doc, claims_from_parts
from pipeline.schema import Block, Cell, Document, PlacedWord, PlacedWords, Table

PARAGRAPHS = [
    "The World Food Programme (WFP) fed 400,000 people in Chad in 2021.",
    "Joseph Okonjo said that the army had lost 120 soldiers.",
    "“We lost 12 men,” Okonjo said. “It was dark.”",
    "“Nobody came,” he added. The WFP left the town in May.",
    "Trade rose by 14 per cent, to $2 billion a year.",
    "According to the WFP, 300 of them were children.",
    "Okonjo promised 40 million dollars.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_nlp("rules")


def document(paragraphs: list[str], **more: object) -> Document:
    """Return a document of one paragraph a block, each word with a box of its own."""
    text, blocks, words = "", [], []
    for paragraph in paragraphs:
        start = len(text)
        for word in paragraph.split():
            at = len(text)
            text += word + " "
            words.append(
                PlacedWord(at, at + len(word), 1 + len(blocks) // 3, (at, 9.5, at + 1, 20))
            )
        blocks.append(Block("paragraph", start, len(text) - 1))
        text = text[:-1] + "\n\n"
    return Document("r" * 64, "r.pdf", text, blocks=tuple(blocks), words=tuple(words), **more)  # type: ignore[arg-type]


def test_rows_are_those_of_the_whole(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    report = document(PARAGRAPHS * 3)
    whole = [asdict(row) for row in claims_from_doc(annotate(report, nlp), report)]
    monkeypatch.setattr(package, "CHUNK", 100)
    monkeypatch.setattr(package, "STRETCH", 40)
    monkeypatch.setattr(package, "SPEECH", 30)
    assert len(sections(report)) > 5
    parts = [asdict(row) for row in claims_from_parts(annotate_parts(report, nlp))]
    assert parts == whole
    assert {"World Food Programme", "Joseph Okonjo"} <= {
        actor["name"] for row in parts[-3:] for actor in row["actors"]
    }


def test_a_long_document_is_let_go_of_before_its_first_part_is_yielded(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", 100)
    monkeypatch.setattr(package, "STRETCH", 40)
    held = [document(PARAGRAPHS * 3)]
    gone = weakref.ref(held[0])
    docs = annotate_parts(held.pop(), nlp)
    first = next(docs)
    gc.collect()
    assert gone() is None
    assert first._.document.whole.words == ()
    assert len(list(docs)) > 2


def test_parts_are_the_text_and_keep_tables_and_speech_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "CHUNK", 1)
    monkeypatch.setattr(package, "STRETCH", 1)
    monkeypatch.setattr(package, "SPEECH", 40)
    blocks = document(PARAGRAPHS).blocks
    table = Table((Cell(blocks[5].start, blocks[5].end),), title=(blocks[4].start, blocks[4].end))
    report = document(PARAGRAPHS, tables=(table,))
    cuts = sections(report)
    assert "".join(report.text[a:b] for a, b in cuts) == report.text
    starts = [start for start, _ in cuts]
    assert blocks[3].start not in starts  # “Nobody came” goes on
    assert blocks[5].start not in starts  # the table begins with its title
    assert blocks[6].start in starts


def test_a_part_counts_its_spans_anew_and_leads_to_the_same_places() -> None:
    report = document(PARAGRAPHS)
    first, last = report.blocks[4].start, report.blocks[6].start
    part = report.part(first, last)
    assert part.text == report.text[first:last]
    assert part.whole_text == report.text
    assert part.locate(0, 5) == report.locate(first, first + 5)
    assert [part.text[b.start : b.end] for b in part.blocks] == PARAGRAPHS[4:6]


def test_words_in_columns_are_words() -> None:
    words = (
        PlacedWord(0, 3, 1, (1.5, 2.25, 3.0, 4.0), 0.93, "ocr"),
        PlacedWord(4, 9, 2),
    )
    kept = PlacedWords(words)
    assert tuple(kept) == words == kept[:]
    assert kept == PlacedWords(words)
    assert kept[-1] == words[-1]
    with pytest.raises(IndexError):
        kept[2]


def test_junk_without_white_space_is_tokenised_in_pieces(nlp: Language) -> None:
    junk = document(["Prices rose by 5 per cent.", "(" * 30_000, "Trade fell by 4 per cent."])
    doc = annotate(junk, nlp)
    assert doc.text == junk.text
    assert max(len(token) for token in doc) <= package.LONGEST_WORD
    assert [span._.quantity.value for span in doc.spans["quantities"]] == [5, 4]
