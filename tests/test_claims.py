"""Rows from spans: which sentences make rows, what ties them, and that ids come from content."""

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.annotate.attributes import register
from pipeline.claims import claims_from_doc
from pipeline.schema import (
    Actor,
    Attribution,
    Block,
    Callout,
    Cell,
    Document,
    PlacedWord,
    Quantity,
    Reference,
    Repair,
    Source,
    Table,
    Time,
)

register()
NLP = spacy.blank("en")

TEXT = (
    "As per a UN report 400 civilians were killed, 80 per cent by IS-K. "
    "Kabul was quiet. "
    "The camp closed in 2018. "
    "It was a mistake."
)


def document(text: str = TEXT, **more: object) -> Document:
    """One word a PlacedWord, all on one line of page 3."""
    words, x = [], 72.0
    for token in NLP(text):
        width = 5.0 * len(token)
        box = (x, 100.0, x + width, 110.0)
        words.append(PlacedWord(token.idx, token.idx + len(token), 3, box))
        x += width + 3
    return replace(
        Document(id="r" * 64, file="brief.pdf", text=text, words=tuple(words)),
        **more,  # type: ignore[arg-type]
    )


def marked(of: Document) -> Doc:
    """The Doc that annotate would give for TEXT, its spans set by hand."""
    doc = NLP(of.text)
    doc._.document = of

    def span(words: str, label: str = ""):  # type: ignore[no-untyped-def]
        start = of.text.index(words)
        return doc.char_span(start, start + len(words), label=label, alignment_mode="expand")

    sentences = [s.strip() + "." for s in of.text.split(". ") if s]
    doc.spans["claims"] = [span(s.rstrip("."), "fact") for s in sentences]
    doc.spans["actors"] = [span("UN"), span("IS-K")]
    doc.spans["actors"][0]._.actor = Actor("United Nations", "UN", "source")
    doc.spans["actors"][1]._.actor = Actor("IS-K", "IS-K", "agent")
    doc.spans["quantities"] = [span("400 civilians"), span("80 per cent")]
    doc.spans["quantities"][0]._.quantity = Quantity("400 civilians", 400, unit="civilian")
    doc.spans["quantities"][1]._.quantity = Quantity("80 per cent", 80, unit="percent")
    doc.spans["claims"][2]._.time = Time("2018", "2018", "2018")
    source = (of.text.index("a UN report"), of.text.index("a UN report") + 11)
    doc._.attributions = (Attribution("a UN report", "As per", source, (0, 6)),)
    return doc


def test_one_row_a_figure_and_one_for_a_date_and_none_for_a_bare_opinion() -> None:
    rows = claims_from_doc(marked(document()), document())
    assert [row.quantity.text if row.quantity else None for row in rows] == [
        "400 civilians",
        "80 per cent",
        None,
    ]
    assert rows[0].sentence_id == rows[1].sentence_id != rows[2].sentence_id
    assert rows[2].time == Time("2018", "2018", "2018")
    assert [row.position for row in rows] == [0, 1, 2]


def test_each_actor_stands_once_in_its_most_telling_part() -> None:
    doc = marked(document())
    again = doc.char_span(TEXT.index("report"), TEXT.index("report") + 6)
    again._.actor = Actor("IS-K", "the group", "mentioned")
    doc.spans["actors"] = [doc.spans["actors"][0], again, doc.spans["actors"][1]]
    row = claims_from_doc(doc, document())[0]
    assert [(a.name, a.text, a.role) for a in row.actors] == [
        ("United Nations", "UN", "source"),
        ("IS-K", "the group", "agent"),
    ]
    # Both mentions are marked on the page.
    assert len(row.actors[0].bbox) == 1
    assert len(row.actors[1].bbox) == 2


def test_a_quotation_of_several_sentences_keeps_its_source() -> None:
    doc = marked(document())
    start = TEXT.index("Kabul was")
    said = Attribution("the mayor", "said", (0, 6), (0, 6), (start, len(TEXT)))
    doc._.attributions = (said,)
    rows = claims_from_doc(doc, document())
    assert "It was a mistake" in {row.claim for row in rows}  # said by somebody, so a claim
    assert {row.attribution for row in rows} == {said}


def test_each_figure_has_the_source_of_its_own_part_of_the_sentence() -> None:
    doc = marked(document())
    army, later = Attribution("the army", "says", (0, 2), (3, 5)), TEXT.index("80 per cent")
    doc._.attributions = (
        replace(army, content_span=(6, later - 4)),
        Attribution("residents", "put", (later - 4, later - 3), (later - 2, later), (later, 65)),
    )
    rows = [row for row in claims_from_doc(doc, document()) if row.quantity]
    assert [row.attribution and row.attribution.source for row in rows] == ["the army", "residents"]


def test_a_speakers_label_is_no_part_of_the_claim_and_alone_makes_no_row() -> None:
    text = "HOLM: Rents rose in 2018. Thank you."
    of = replace(document(text), blocks=(Block(0, len(text), "paragraph"),))
    doc = NLP(text)
    doc._.document = of
    doc._.turns = (Attribution("HOLM", ":", (0, 4), (4, 5), (6, len(text))),)
    first = doc.char_span(0, 25, alignment_mode="expand")
    doc.spans["claims"] = [first, doc.char_span(26, len(text))]
    first._.time = Time("2018", "2018", "2018")
    (row,) = claims_from_doc(doc, of)
    assert row.claim == "Rents rose in 2018."
    assert row.attribution is not None
    assert row.attribution.source == "HOLM"


def test_the_figure_is_marked_in_the_sentence_and_on_the_page() -> None:
    row = claims_from_doc(marked(document()), document())[1]
    assert row.figure_span is not None
    assert row.claim[slice(*row.figure_span)] == "80 per cent"
    assert row.page == 3
    (page, box), *_ = row.figure_bbox
    assert page == 3
    assert row.bbox[0][1][0] < box[0] < box[2] < row.bbox[0][1][2]


def test_a_marker_behind_the_full_stop_is_on_the_sentence_it_closes() -> None:
    of = document(
        callouts=(Callout(TEXT.index(" Kabul"), ".?", ("2",), references=(0,), repaired=True),),
        references=(Reference("2", "UNAMA, annual report.", "https://un.example"),),
    )
    first, second, third = claims_from_doc(marked(of), of)
    assert [c.label for c in first.citations] == ["2"]
    assert first.citations == second.citations
    assert first.citations[0].reference == "UNAMA, annual report."
    assert "marker repaired" in first.flags
    assert third.citations == ()


def test_a_marker_that_leads_nowhere_says_so() -> None:
    of = document(callouts=(Callout(TEXT.index(" Kabul"), "2", ("2",)),))
    row = claims_from_doc(marked(of), of)[0]
    assert row.citations[0].reference is None
    assert "citation unresolved" in row.flags


def test_ibid_says_what_it_stands_for_or_that_it_is_unclear() -> None:
    callout = Callout(TEXT.index(" Kabul"), "2", ("2",), references=(0,))
    clear = Source("Ibid.", short=True, stands_for="UNAMA, annual report.")
    of = document(callouts=(callout,), references=(Reference("2", "Ibid.", sources=(clear,)),))
    row = claims_from_doc(marked(of), of)[0]
    assert row.citations[0].reference == "Ibid. [= UNAMA, annual report.]"
    assert "reference unclear" not in row.flags
    unclear = Reference("2", "Ibid.", sources=(Source("Ibid.", short=True),))
    of = document(callouts=(callout,), references=(unclear,))
    assert "reference unclear" in claims_from_doc(marked(of), of)[0].flags


def test_what_was_mended_is_flagged_and_costs_confidence() -> None:
    of = document(repairs=(Repair("stitched", 10, 20, "a UN"),))
    plain, mended = (
        claims_from_doc(marked(document()), document())[0],
        claims_from_doc(marked(of), of)[0],
    )
    assert mended.flags == ("stitched",)
    assert mended.confidence < plain.confidence


def test_a_bullet_is_no_part_of_the_claim() -> None:
    text = "• Kenya grew. - 5 fell."
    of = document(text)
    doc = NLP(text)
    doc.spans["claims"] = [doc[0:4], doc[4:]]
    doc.spans["quantities"] = [doc[5:6]]
    doc.spans["quantities"][0]._.quantity = Quantity("5", 5)
    doc.spans["actors"] = [doc[1:2]]
    doc.spans["actors"][0]._.actor = Actor("Kenya", "Kenya", "agent")
    assert [row.claim for row in claims_from_doc(doc, of)] == ["Kenya grew.", "- 5 fell."]


@pytest.mark.parametrize(
    ("sign", "claim"),
    [
        ("12. ", "Kenya grew."),
        ("(b) ", "Kenya grew."),
        ("iv) ", "Kenya grew."),
        ("3.1 ", "Kenya grew."),
        ("– ", "Kenya grew."),
        ("* ", "Kenya grew."),
        ("- ", "Kenya grew."),
        ("→ ", "Kenya grew."),
        ("✔ ", "Kenya grew."),
        ("« ", "Kenya grew."),  # what OCR made of a bullet
        ("A. ", "A. Kenya grew."),  # a person's initial
        ("12 ", "12 Kenya grew."),  # a number that counts
    ],
)
def test_a_number_or_sign_of_a_list_is_no_part_of_the_claim(sign: str, claim: str) -> None:
    text = sign + "Kenya grew."
    doc = NLP(text)
    doc.spans["claims"] = [doc[:]]
    doc.spans["actors"] = [doc[-3:-2]]
    doc.spans["actors"][0]._.actor = Actor("Kenya", "Kenya", "agent")
    of = document(text, blocks=(Block("list", 0, len(text)),))
    assert [row.claim for row in claims_from_doc(doc, of)] == [claim]


def test_a_dash_before_a_figure_is_a_lists_sign_in_a_list_alone() -> None:
    text = "- 5 towns of Kenya flooded."
    doc = NLP(text)
    doc.spans["claims"] = [doc[:]]
    doc.spans["actors"] = [doc[4:5]]
    doc.spans["actors"][0]._.actor = Actor("Kenya", "Kenya", "agent")
    for kind, claim in (("list", text[2:]), ("paragraph", text)):
        of = document(text, blocks=(Block(kind, 0, len(text)),))
        assert [row.claim for row in claims_from_doc(doc, of)] == [claim]


def test_of_a_table_only_the_body_cells_make_rows() -> None:
    text = "2019 1,250"
    of = document(text, blocks=(Block("table", 0, 10),), tables=(Table((Cell(5, 10),)),))
    doc = NLP(text)
    doc.spans["claims"] = [doc[0:1], doc[1:2]]
    doc.spans["quantities"] = [doc[1:2]]
    doc.spans["quantities"][0]._.quantity = Quantity("1,250", 1250)
    for span in doc.spans["claims"]:
        span._.time = Time("2019", "2019", "2019")
    assert [row.claim for row in claims_from_doc(doc, of)] == ["1,250"]


def test_a_cell_is_about_whom_its_heads_name() -> None:
    text = "Kenya 1,250"
    of = document(text, blocks=(Block("table", 0, 11),), tables=(Table((Cell(6, 11, ((0, 5),)),)),))
    doc = NLP(text)
    doc.spans["claims"] = [doc[0:1], doc[1:2]]
    doc.spans["actors"] = [doc[0:1]]
    doc.spans["actors"][0]._.actor = Actor("Kenya", "Kenya", "agent")
    doc.spans["quantities"] = [doc[1:2]]
    doc.spans["quantities"][0]._.quantity = Quantity("1,250", 1250)
    (row,) = claims_from_doc(doc, of)
    assert [(actor.name, actor.role) for actor in row.actors] == [("Kenya", "mentioned")]


def test_a_cell_without_a_figure_says_nothing_of_its_heads() -> None:
    text = "Kenya – Nairobi"
    cells = (Cell(6, 7, ((0, 5),)), Cell(8, 15, ((0, 5),)))
    of = document(text, blocks=(Block("table", 0, 15),), tables=(Table(cells),))
    doc = NLP(text)
    doc.spans["claims"] = [doc[0:1], doc[1:2], doc[2:3]]
    for span in doc.spans["claims"]:
        span._.time = Time("2019", "2019", "2019")  # of a column's head
    doc.spans["actors"] = [doc[0:1], doc[2:3]]
    for span in doc.spans["actors"]:
        span._.actor = Actor(span.text, span.text, "agent")
    assert [row.claim for row in claims_from_doc(doc, of)] == ["Nairobi"]


def test_a_marker_whose_number_is_unknown_is_flagged() -> None:
    of = document(callouts=(Callout(TEXT.index(" Kabul"), "”", ()),))
    assert "citation unresolved" in claims_from_doc(marked(of), of)[0].flags


def test_ids_come_from_content() -> None:
    rows = claims_from_doc(marked(document()), document())
    again = claims_from_doc(marked(document()), document())
    assert [r.claim_id for r in rows] == [r.claim_id for r in again]
    other = replace(document(), id="s" * 64)
    assert {r.claim_id for r in rows}.isdisjoint(
        r.claim_id for r in claims_from_doc(marked(other), other)
    )


def test_the_same_sentence_twice_has_two_ids() -> None:
    text = "The camp closed in 2018. The camp closed in 2018."
    of = document(text)
    doc = NLP(text)
    doc.spans["claims"] = [doc[0:6], doc[6:12]]
    doc.spans["actors"] = doc.spans["quantities"] = []
    for span in doc.spans["claims"]:
        span._.time = Time("2018", "2018", "2018")
    first, second = claims_from_doc(doc, of)
    assert first.claim == second.claim
    assert first.claim_id != second.claim_id


@pytest.mark.parametrize(("read", "flag"), [(0.95, False), (0.55, True)])
def test_poor_ocr_is_flagged(read: float, flag: bool) -> None:
    of = document()
    scanned = tuple(replace(w, method="ocr", confidence=read) for w in of.words)
    of = replace(of, words=scanned)
    row = claims_from_doc(marked(of), of)[0]
    assert row.method == "ocr"
    assert row.ocr_confidence == pytest.approx(read)
    assert ("low ocr" in row.flags) is flag
