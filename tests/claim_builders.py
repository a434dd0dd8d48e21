"""Claims made by hand or at random, for the tests of what stores, writes and scores them."""

from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from pipeline.schema import (
    Actor,
    Attribution,
    Citation,
    Claim,
    Document,
    Kind,
    Modality,
    Quantity,
    Reference,
    Relation,
    Role,
    Time,
)

REPORT = "a" * 64
SENTENCE = "According to the ministry, more than 124 attacks hit Borno in 2021."


def claim(text: str = SENTENCE, **more: Any) -> Claim:
    """Return a claim of the report ``REPORT``; ``more`` are its other columns."""
    whole = Claim(
        claim_id="c0",
        sentence_id="s0",
        report_id=REPORT,
        report="The war around the lake",
        file="lake.pdf",
        page=3,
        bbox=((3, (72.0, 310.25, 290.5, 322.0)), (3, (72.0, 322.0, 120.0, 334.0))),
        claim=text,
        kind="fact",
        check_worthiness=0.75,
    )
    return replace(whole, **more)


def full_claim(**more: Any) -> Claim:
    """Return a claim with something in every column."""
    figure = Quantity("more than 124 attacks", 124.0, None, ">", "attack", "attacks in Borno")
    start = SENTENCE.index(figure.text)
    columns: dict[str, Any] = {
        "actors": (
            Actor("Ministry of Defence (Nigeria)", "the ministry", "source", "NGA", "government"),
            Actor("Nigeria", "Borno", "mentioned"),
        ),
        "quantity": figure,
        "figure_span": (start, start + len(figure.text)),
        "figure_bbox": ((3, (150.0, 310.25, 250.0, 322.0)),),
        "time": Time("in 2021", "2021", "2021"),
        "place": "Borno",
        "attribution": Attribution(
            "the ministry", "According to", (13, 25), (0, 12), (27, 66), stance="asserts"
        ),
        "citations": (
            Citation("3", "Ministry of Defence, Bulletin 12 (2022).", "https://md.example/12", 9),
            Citation("4", None, repaired=True),
        ),
        "confidence": 0.9,
        "ocr_confidence": 0.875,
        "method": "ocr",
        "flags": ("dehyphenated", "marker repaired"),
    }
    return claim(**columns | more)


def document(report_id: str = REPORT, **more: Any) -> Document:
    """Return the document that these claims are of, as the store sees it."""
    references = (
        Reference("3", "Ministry of Defence, Bulletin 12 (2022).", "https://md.example/12"),
        Reference("5", "Never cited (2019)."),
    )
    whole = Document(report_id, "lake.pdf", "", "The war around the lake", "2022-09-15")
    return replace(whole, **{"references": references, "page_count": 12, **more})


# Any text but half surrogate pairs, which no file can hold.
texts = st.text(max_size=20)
numbers = st.floats(allow_nan=False)
shares = st.floats(0, 1)
spans = st.tuples(st.integers(0, 999), st.integers(0, 999))
boxes = st.tuples(numbers, numbers, numbers, numbers)
printed = st.lists(st.tuples(st.integers(1, 99), boxes), max_size=3).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return the strategy, or None."""
    return st.none() | strategy


any_claim = st.builds(
    Claim,
    claim_id=st.uuids().map(str),
    sentence_id=texts,
    report_id=st.just(REPORT),
    report=st.just("The war around the lake"),
    file=st.just("lake.pdf"),
    page=st.integers(1, 9999),
    bbox=printed,
    claim=texts,
    kind=st.sampled_from(get_args(Kind)),
    check_worthiness=shares,
    actors=st.lists(
        st.builds(
            Actor,
            texts,
            texts,
            st.sampled_from(get_args(Role)),
            maybe(texts),
            maybe(texts),
            printed,
        ),
        max_size=3,
    ).map(tuple),
    quantity=maybe(
        st.builds(
            Quantity,
            texts,
            numbers,
            maybe(numbers),
            st.sampled_from(get_args(Relation)),
            maybe(texts),
            maybe(texts),
            maybe(texts),
            maybe(st.sampled_from(["up", "down"])),
        )
    ),
    figure_span=maybe(spans),
    figure_bbox=printed,
    time=maybe(st.builds(Time, texts, maybe(texts), maybe(texts))),
    place=maybe(texts),
    attribution=maybe(
        st.builds(
            Attribution,
            maybe(texts),
            texts,
            maybe(spans),
            maybe(spans),
            maybe(spans),
            maybe(texts),
            maybe(st.sampled_from(["asserts", "denies"])),
        )
    ),
    modality=st.sampled_from(get_args(Modality)),
    negated=st.booleans(),
    citations=st.lists(
        st.builds(
            Citation,
            texts,
            maybe(texts),
            maybe(texts),
            maybe(st.integers(1, 999)),
            st.booleans(),
            printed,
        ),
        max_size=3,
    ).map(tuple),
    confidence=shares,
    ocr_confidence=maybe(shares),
    method=st.sampled_from(["text", "ocr"]),
    flags=st.lists(texts, max_size=3).map(tuple),
)


@st.composite
def reports(draw: st.DrawFn, most: int = 4) -> list[Claim]:
    """Draw the claims of one report, with ids of their own, in order."""
    drawn = draw(st.lists(any_claim, max_size=most, unique_by=lambda c: c.claim_id))
    return [replace(c, position=i) for i, c in enumerate(drawn)]
