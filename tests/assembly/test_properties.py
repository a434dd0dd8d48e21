"""What holds for every report: the invariants that ``Document`` states."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Page, Report
from tests.builders import bare, grid, line, page, report

SAMPLE = """
    The attack killed 12 people. govern- ment co- operation IS- K 1996- 2001), Therise of “quoted”
    said.^3^ fell.? x^2^ [3] (Smith 2019) (4) • 1. Figure 1. Notes https://example.org/a- 7^th^
    ﬁnance ~entity = % soft\u00adhyphen zero\u200bwidth — \u00ad - ( ) ’ ” ® ....... 14 March 2021 *
"""
WORDS = st.sampled_from(SAMPLE.split())
ROWS = st.lists(WORDS, min_size=0, max_size=9).map(" ".join)


@st.composite
def printed_pages(draw: st.DrawFn) -> Page:
    lines: list[Line] = []
    top = 60.0
    for row in draw(st.lists(ROWS, max_size=12)):
        size = draw(st.sampled_from([7.0, 10.0, 10.0, 10.0, 16.0]))
        if row:
            left = draw(st.sampled_from([72.0, 72.0, 90.0, 320.0]))
            lines.append(line(row, left=left, top=top, size=size, column=int(left > 300)))
        top += size * draw(st.sampled_from([1.2, 1.2, 2.5]))
    tables = (grid(("Year", "Deaths"), ("2019", "12"), position=len(lines) // 2),)
    method = draw(st.sampled_from(["text", "ocr"]))
    made = page(*lines, tables=tables if draw(st.booleans()) else ())
    return replace(made, method=method, rules=((72, 600, 200, 600.5),))


BARE = st.lists(ROWS, min_size=1, max_size=15).map(lambda rows: bare(*rows))
REPORTS = st.one_of(
    st.lists(printed_pages(), max_size=4), st.lists(BARE, min_size=1, max_size=3)
).map(lambda pages: report(*pages))


def made(printed: Report) -> Document:
    return assemble(printed, AssemblySettings())


@settings(max_examples=120, deadline=None)
@given(REPORTS)
def test_blocks_and_words_are_sorted_disjoint_and_within_the_text(printed: Report) -> None:
    document = made(printed)
    for spans in (document.blocks, document.words):
        ends = [0, *(span.end for span in spans)]
        for span, before in zip(spans, ends, strict=False):
            assert before <= span.start < span.end <= len(document.text)


@settings(max_examples=120, deadline=None)
@given(REPORTS)
def test_every_printed_character_has_one_place(printed: Report) -> None:
    document = made(printed)
    covered = [0] * len(document.text)
    for word in document.words:
        for i in range(word.start, word.end):
            covered[i] += 1
    for ch, times in zip(document.text, covered, strict=True):
        assert times == (0 if ch.isspace() else 1), repr(ch)


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_locate_gives_page_and_box_for_every_printed_character(printed: Report) -> None:
    document = made(printed)
    boxed = any(page.width for page in printed.pages)  # the pages of bare text have no width
    for i, ch in enumerate(document.text):
        places = document.locate(i, i + 1)
        if ch.isspace():
            continue
        assert len(places) == 1
        assert 1 <= places[0].page <= document.page_count
        assert (places[0].box is not None) == boxed


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_every_span_lies_within_the_text_and_callouts_are_sorted(printed: Report) -> None:
    document = made(printed)
    spans = [(r.start, r.end) for r in document.repairs]
    spans += [c.span for c in document.callouts if c.span]
    spans += [span for t in document.tables for span in (t.title, *t.notes) if span]
    spans += [head for t in document.tables for c in t.cells for head in c.column_heads]
    assert all(0 <= start <= end <= len(document.text) for start, end in spans)
    anchors = [callout.anchor for callout in document.callouts]
    assert anchors == sorted(anchors)
    assert all(0 <= anchor <= len(document.text) for anchor in anchors)
    assert all(i < len(document.references) for c in document.callouts for i in c.references)


@settings(max_examples=30, deadline=None)
@given(REPORTS)
def test_the_same_report_gives_the_same_document(printed: Report) -> None:
    assert made(printed) == made(printed)


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_a_text_layer_loses_no_letter_of_its_words_but_markers_and_furniture(
    printed: Report,
) -> None:
    """Every letter in the text was printed: assembly adds none."""
    document = made(printed)
    lines = [
        row
        for sheet in printed.pages
        for row in [*sheet.lines, *(r for t in sheet.tables for c in t.cells for r in c.lines)]
    ]
    letters = sorted(ch for row in lines for ch in row.text.replace("ﬁ", "fi") if ch.isalpha())
    for ch in document.text:
        if ch.isalpha():
            assert ch in letters
            letters.remove(ch)
