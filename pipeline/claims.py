"""Doc + Document -> the rows of the claims table.

A sentence with figures gives one row a figure; one without gives a row if it names an actor,
carries a date or a citation, or reports what somebody said (CLAIMS_TABLE.md, "What a claim
is"). Ids come from content, so the same report has the same ids tomorrow.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import get_args

from spacy.tokens import Doc, Span

from pipeline.confidence import confidence
from pipeline.schema import (
    Actor,
    Attribution,
    Box,
    Callout,
    Cell,
    Citation,
    Claim,
    Document,
    Kind,
    Location,
    Method,
    PlacedWord,
    Quantity,
    Role,
    outermost,
)

# OCR under this mean confidence is worth a second look at the page.
LOW_OCR = 0.80

# A sentence is part of a quotation that covers so much of it; of so many that began before it.
MOST = 0.8
NEAR = 4

# Characters: what runs on for longer is no sentence but a table or junk. The longest of 700 pages
# of public reports has 2,077.
LONGEST = 5_000
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}

# The part an actor plays when it is mentioned more than once in a sentence: the most telling.
ROLE_ORDER: tuple[Role, ...] = ("source", "agent", "target", "mentioned")


def claims_from_doc(doc: Doc, document: Document) -> list[Claim]:
    """Return the rows of one report, in the order of its text.

    ``doc`` is ``annotate(document, nlp)``; its group ``claims`` has one span a sentence.
    """
    return list(_claims([(doc, document)]))


def claims_from_parts(docs: Iterable[Doc]) -> Iterator[Claim]:
    """Yield the same rows from ``annotate_parts(document, nlp)``."""
    return _claims((doc, doc._.document) for doc in docs)


def _claims(parts: Iterable[tuple[Doc, Document]]) -> Iterator[Claim]:
    position = 0
    seen: Counter[tuple[str, str]] = Counter()
    sentence_seen: Counter[str] = Counter()
    for doc, document in parts:
        index = _Index(doc, document)
        for sentence in doc.spans.get("claims", ()):
            start, end = _trimmed(document.text, sentence.start_char, sentence.end_char)
            start = index.behind_label(index.behind_list_sign(start, end))
            text = document.text[start:end]
            if not text or len(text) > LONGEST or index.is_head(start):
                continue
            sentence_seen[text] += 1
            sentence_id = _identity(document.id, text, sentence_seen[text])
            for row in _rows(sentence, start, end, document, index):
                figure = row.quantity.text if row.quantity else ""
                seen[text, figure] += 1
                claim_id = _identity(document.id, text, figure, seen[text, figure])
                yield replace(row, claim_id=claim_id, sentence_id=sentence_id, position=position)
                position += 1


class _Index:
    """What lies in a stretch of the text, found by bisection: a report has thousands."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self._document = document
        self._actors = sorted(doc.spans.get("actors", ()), key=lambda s: s.start_char)
        self._actor_starts = [span.start_char for span in self._actors]
        self._quantities = sorted(doc.spans.get("quantities", ()), key=lambda s: s.start_char)
        self._quantity_starts = [span.start_char for span in self._quantities]
        said = outermost(doc._.attributions or ())
        by_cue = sorted((a.cue_span[0], i) for i, a in enumerate(said) if a.cue_span)
        self._by_cue = [said[i] for _, i in by_cue]
        self._cue_starts = [start for start, _ in by_cue]
        by_content = sorted((a.content_span, i) for i, a in enumerate(said) if a.content_span)
        self._by_content = [(content, said[i]) for content, i in by_content]
        self._content_starts = [content[0] for content, _ in by_content]
        self._turns = doc._.turns or ()  # in order, disjoint
        self._turn_starts = [turn.source_span[0] for turn in self._turns]
        self._anchors = [callout.anchor for callout in document.callouts]
        self._callouts = document.callouts
        self._repairs = document.repairs
        self._repair_starts = [repair.start for repair in document.repairs]
        self._block_starts = [block.start for block in document.blocks]
        self._tables = [block for block in document.blocks if block.kind == "table"]
        self._table_starts = [block.start for block in self._tables]
        self._cells = sorted((c for t in document.tables for c in t.cells), key=lambda c: c.start)
        self._cell_starts = [cell.start for cell in self._cells]

    def behind_list_sign(self, start: int, end: int) -> int:
        """Return where a sentence begins behind the item's or paragraph's number before it."""
        i = bisect_right(self._block_starts, start) - 1
        if i < 0 or self.is_cell(start):
            return start
        block = self._document.blocks[i]
        known = (_DASH, _LIST_SIGN) if block.kind == "list" else (_LIST_SIGN,)
        signs = (sign.match(self._document.text, block.start, end) for sign in known)
        sign = next(filter(None, signs), None)
        return max(start, sign.end()) if sign and sign.end() < end else start

    def behind_label(self, start: int) -> int:
        """Return where a sentence begins behind the label of a transcript's speaker."""
        turn = self.turn(start)
        if turn is None or turn.content_span is None:
            return start
        return max(start, turn.content_span[0])

    def turn(self, offset: int) -> Attribution | None:
        """Return whose turn it is at ``offset``, if the report is a transcript."""
        i = bisect_right(self._turn_starts, offset) - 1
        turn = self._turns[i] if i >= 0 else None
        said = turn.content_span if turn else None
        return turn if said and offset < said[1] else None

    def is_head(self, offset: int) -> bool:
        """Say whether ``offset`` is in a table but in none of its body cells."""
        i = bisect_right(self._table_starts, offset) - 1
        if i < 0 or offset >= self._tables[i].end:
            return False
        return self._cell(offset) is None

    def is_cell(self, offset: int) -> bool:
        """Say whether ``offset`` is in a body cell of a table."""
        return self._cell(offset) is not None

    def _cell(self, offset: int) -> Cell | None:
        i = bisect_right(self._cell_starts, offset) - 1
        return self._cells[i] if i >= 0 and offset < self._cells[i].end else None

    def actors_of_heads(self, offset: int) -> list[Actor]:
        """Return whom the heads of the body cell at ``offset`` name; in prose, nobody."""
        cell = self._cell(offset)
        heads = (*cell.row_heads, *cell.column_heads) if cell else ()
        named = [actor for head in heads for actor in self.actors(*head)]
        return [replace(actor, role="mentioned") for actor in named]

    def actors(self, start: int, end: int) -> list[Actor]:
        """Return the mentions of actors, each with where it is printed."""
        first = bisect_left(self._actor_starts, start)
        spans = self._actors[first : bisect_left(self._actor_starts, end)]
        return [
            replace(
                span._.actor, bbox=_boxes(self._document.locate(span.start_char, span.end_char))
            )
            for span in spans
        ]

    def quantities(self, start: int, end: int) -> list[Span]:
        first = bisect_left(self._quantity_starts, start)
        return self._quantities[first : bisect_left(self._quantity_starts, end)]

    def attribution(self, start: int, end: int) -> Attribution | None:
        """Return the first attribution with its cue in the sentence, but for those within others.

        A sentence without one may go on with what an earlier one began: a quotation of
        several sentences.
        """
        first = bisect_left(self._cue_starts, start)
        if first < len(self._by_cue) and self._cue_starts[first] < end:
            return self._by_cue[first]
        near = bisect_right(self._content_starts, start)
        for content, attribution in reversed(self._by_content[max(0, near - NEAR) : near]):
            if min(end, content[1]) - start > MOST * (end - start):
                return attribution
        return None

    def who_says(self, figures: list[Span], start: int, end: int) -> list[Attribution | None]:
        """Return who says each figure of a sentence, if they are not all said by one.

        `The army says 40 died; residents put the toll at 90.`
        """
        first, last = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, end)
        said = [(one.content_span or (0, 0), one) for one in self._by_cue[first:last]]
        own = [
            next((one for (a, b), one in said if a <= figure.start_char < b), None)
            for figure in figures
        ]
        several = len({one.cue_span for one in own if one}) > 1
        return own if several else [None] * len(figures)

    def callouts(self, start: int, end: int) -> tuple[Callout, ...]:
        """Return the callouts that the sentence carries or is closed by."""
        first = bisect_right(self._anchors, start)
        return self._callouts[first : bisect_right(self._anchors, end)]

    def repairs(self, start: int, end: int) -> list[str]:
        first = bisect_left(self._repair_starts, start)
        return [r.kind for r in self._repairs[first : bisect_left(self._repair_starts, end)]]


def _rows(
    sentence: Span, start: int, end: int, document: Document, index: _Index
) -> Iterator[Claim]:
    """Yield the rows of one sentence, without ids."""
    text = document.text[start:end]
    words = document.words_in(start, end)
    callouts = index.callouts(start, end)
    citations = tuple(_citations(callouts, document))
    reported = index.attribution(start, end)
    turn = index.turn(start)
    attribution = _moved(turn or reported, document)
    mentions = index.actors(start, end)
    time, place = sentence._.time, sentence._.place
    # A row's name that is its place is nobody, but for a state.
    heads = [a for a in index.actors_of_heads(start) if a.text != place or a.sector == "state"]
    actors = _actors(mentions + heads)
    method, ocr = _reading(words)
    flags = _flags(index.repairs(start, end), callouts, document, ocr)
    places = document.locate(start, end)
    claim = Claim(
        claim_id="",
        sentence_id="",
        report_id=document.id,
        report=document.title or document.file,
        file=document.file,
        page=places[0].page if places else 1,
        bbox=_boxes(places),
        claim=text,
        kind=_KINDS.get(sentence.label_, "fact"),
        check_worthiness=round(float(sentence._.check_worthiness or 0.0), 3),
        actors=actors,
        time=time,
        place=place,
        attribution=attribution,
        modality=sentence._.modality,
        negated=bool(sentence._.negated),
        citations=citations,
        ocr_confidence=ocr,
        method=method,
        flags=flags,
    )
    figures = index.quantities(start, end)
    owners = [None] * len(figures) if turn else index.who_says(figures, start, end)
    for span, owner in zip(figures, owners, strict=True):
        quantity: Quantity = span._.quantity
        place_of = document.text.find(quantity.text, max(start, span.start_char - 2))
        at = place_of if 0 <= place_of < end else span.start_char
        row = replace(
            claim,
            attribution=_moved(owner, document) or attribution,
            quantity=quantity,
            figure_span=(at - start, at - start + len(quantity.text)),
            figure_bbox=_boxes(document.locate(at, at + len(quantity.text))),
            time=span._.time or time,
            place=span._.place or place,
        )
        yield replace(row, confidence=confidence(row))
    # A cell without a figure has its time, citations and more actors from its heads alone:
    # `(X)` under `2019` says nothing.
    told = mentions or reported or (not index.is_cell(start) and (time or citations))
    if told and not figures:
        yield replace(claim, confidence=confidence(claim))


def _moved(said: Attribution | None, document: Document) -> Attribution | None:
    """Return an attribution with its places in the whole text, of which this may be a part."""
    return said.moved(document.offset) if said and document.offset else said


def _actors(mentions: list[Actor]) -> tuple[Actor, ...]:
    """Return each actor once, in order of mention, in the most telling part that it plays."""
    found: dict[str, Actor] = {}
    for actor in mentions:
        known = found.get(actor.name)
        if known is None:
            found[actor.name] = actor
            continue
        role = min(known.role, actor.role, key=ROLE_ORDER.index)
        found[actor.name] = replace(known, role=role, bbox=known.bbox + actor.bbox)
    return tuple(found.values())


def _citations(callouts: tuple[Callout, ...], document: Document) -> Iterator[Citation]:
    seen: set[str] = set()
    for callout in callouts:
        leads_to = [document.references[i] for i in callout.references]
        at = callout.span  # a marker that stayed in the text; others know where they stood
        places = document.locate(*at) if at else (callout.location,) if callout.location else ()
        for label in callout.labels:
            if label in seen:
                continue
            seen.add(label)
            reference = next((r for r in leads_to if r.label == label), None)
            if reference is None and len(leads_to) == len(callout.labels):  # ibid., op. cit.
                reference = leads_to[callout.labels.index(label)]
            yield Citation(
                label=label,
                reference=reference.said if reference else None,
                url=reference.url if reference else None,
                page=reference.location.page if reference and reference.location else None,
                repaired=callout.repaired,
                bbox=_boxes(places),
            )


def _boxes(places: tuple[Location, ...]) -> tuple[tuple[int, Box], ...]:
    """Return the page and box of each printed line; none in bare text."""
    return tuple((at.page, at.box) for at in places if at.box)


def _reading(words: Sequence[PlacedWord]) -> tuple[Method, float | None]:
    ocr = [word for word in words if word.method == "ocr"]
    if not ocr:
        return "text", None
    if not any(word.box for word in ocr):
        return "ocr", None  # bare text: somebody else's OCR, which did not say how sure it was
    letters = sum(word.end - word.start for word in ocr)
    mean = sum(word.confidence * (word.end - word.start) for word in ocr) / max(letters, 1)
    return "ocr", round(mean, 3)


def _flags(
    repairs: list[str], callouts: tuple[Callout, ...], document: Document, ocr: float | None
) -> tuple[str, ...]:
    flags = list(dict.fromkeys(repairs))
    if any(callout.repaired for callout in callouts):
        flags.append("marker repaired")
    # A marker whose number could not be read has no label; it is there all the same.
    if any(len(c.references) < max(len(c.labels), 1) for c in callouts):
        flags.append("citation unresolved")
    sources = (s for c in callouts for i in c.references for s in document.references[i].sources)
    if any(source.short and not source.stands_for for source in sources):
        flags.append("reference unclear")  # Ibid., and it cannot be told what
    if ocr is not None and ocr < LOW_OCR:
        flags.append("low ocr")
    return tuple(flags)


_BULLETS = frozenset("•●▪■◦‣·∙○□►➢➤✓✔❖→➔➜❯❑☐☑\uf0b7\uf0a7")

# What numbers or marks an item or a paragraph: 12., (a), iv), 3.1, a dash, OCR's sign for a bullet.
_LIST_SIGN = re.compile(
    r"(?:[–—«»*¢©®§]\s+(?=[“\"‘]?[A-Za-z])"
    r"|(?:[+~-]|e|o)\s+(?=[“\"‘]?[A-Z])"
    r"|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)[.:]?\s+"
    r"|(?:\d{1,3}|[a-z]|[ivx]{2,5})\.\s+(?=[“\"‘(]?[A-Z])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[“\"‘]?[A-Z][a-z])){1,3}"
)

_DASH = re.compile(r"-\s+(?=[\w“\"‘$€£])")  # of a list; elsewhere it may be a minus


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a sentence without the white space around it and the bullet before it."""
    while start < end and (text[start].isspace() or text[start] in _BULLETS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _identity(*parts: object) -> str:
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]
