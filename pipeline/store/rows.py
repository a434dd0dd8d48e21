"""A report as the rows of its tables, and its claims back from them, equal to what went in."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import chain, islice
from typing import Any

from pipeline.schema import (
    Actor,
    Attribution,
    Box,
    Citation,
    Claim,
    Location,
    Quantity,
    Reference,
    Source,
    Span,
    Time,
)
from pipeline.store.records import PageFacts

_AT_ONCE = 500  # claims whose rows are made at a time

Rows = list[tuple[Any, ...]]  # of one table


@dataclass(frozen=True)
class ReportRows:
    """A report taken apart into the rows of its tables."""

    report: tuple[Any, ...]
    pages: Sequence[PageFacts]
    claims: Collection[Claim]
    references: Sequence[Reference]
    clean: bool = False

    def cleaned(self) -> "ReportRows":
        return ReportRows(_cleaned(self.report), self.pages, self.claims, self.references, True)

    def tables(self, report: int, first: int) -> Iterator[tuple[str, Rows]]:
        """Yield tables and rows of them, those of the claims some hundred claims at a time.

        ``report`` is the report's row, ``first`` the first claim's.
        """
        made = chain(
            _tables_of_report(report, self.pages, self.references),
            _tables_of_claims(report, enumerate(self.claims, first)),
        )
        for table, rows in made:
            yield table, [_cleaned(row) for row in rows] if self.clean else rows


def _tables_of_report(
    report: int, pages: Sequence[PageFacts], references: Sequence[Reference]
) -> Iterator[tuple[str, Rows]]:
    numbered = list(enumerate(references))
    yield "pages", [(report, *_page_row(page)) for page in pages]
    yield "references", [(report, i, *_reference_row(r)) for i, r in numbered]
    yield "sources", [(report, i, n, *astuple(source))
                      for i, r in numbered for n, source in enumerate(r.sources)]  # fmt: skip


def _tables_of_claims(
    report: int, numbered: Iterator[tuple[int, Claim]]
) -> Iterator[tuple[str, Rows]]:
    while some := list(islice(numbered, _AT_ONCE)):
        yield "claims", [(i, report, *_claim_row(claim)) for i, claim in some]
        yield "figures", [(i, *_figure_row(c.quantity)) for i, c in some if c.quantity]
        yield "actors", [(i, n, a.name, a.text, a.role, a.country, a.sector, json.dumps(a.bbox))
                         for i, c in some for n, a in enumerate(c.actors)]  # fmt: skip
        yield "citations", [(i, n, x.label, x.reference, x.url, x.page, x.repaired,
                             json.dumps(x.bbox))
                            for i, c in some for n, x in enumerate(c.citations)]  # fmt: skip


def _page_row(page: PageFacts) -> tuple[Any, ...]:
    return (
        page.number,
        float(page.width),
        float(page.height),
        page.method,
        page.confidence,
        page.rotation,
    )


def _reference_row(reference: Reference) -> tuple[Any, ...]:
    at = reference.location
    box = json.dumps(at.box) if at and at.box else None
    return (reference.label, reference.text, reference.url, at.page if at else None, box)


def _claim_row(c: Claim) -> tuple[Any, ...]:
    start, end = c.figure_span or (None, None)
    said = c.attribution
    return (
        c.position, c.claim_id, c.sentence_id, c.page, json.dumps(c.bbox), c.claim, c.kind,
        c.check_worthiness, start, end, json.dumps(c.figure_bbox),
        *((c.time.text, c.time.start, c.time.end) if c.time else (None,) * 3), c.place,
        *((said.source, said.cue, said.actor, said.stance, _pair(said.source_span),
           _pair(said.cue_span), _pair(said.content_span)) if said else (None,) * 7),
        c.modality, c.negated, c.confidence, c.ocr_confidence, c.method, json.dumps(c.flags),
        _keywords(c),
    )  # fmt: skip


def _keywords(c: Claim) -> str:
    """Return what a search shall find the claim by, although its sentence does not say it."""
    names = [actor.name for actor in c.actors]
    measured = [c.quantity.what] if c.quantity and c.quantity.what else []
    cited = [x.reference for x in c.citations if x.reference]
    return "\n".join(dict.fromkeys(w for w in names + measured + cited if w not in c.claim))


def _figure_row(q: Quantity) -> tuple[Any, ...]:
    high = None if q.value_high is None else float(q.value_high)
    return (q.text, float(q.value), high, q.relation, q.unit, q.what, q.per, q.change)


def read_claims(
    db: sqlite3.Connection,
    report: int,
    names: Sequence[str],
    positions: tuple[int, int] = (0, 2**31),
) -> Iterator[Claim]:
    """Yield the claims of the report in row ``report``; ``names`` are id, title and file.

    Of all claims, or of those from the first to the last of ``positions``.
    """
    part = (report, *positions)
    actors: dict[int, list[Actor]] = defaultdict(list)
    for claim, _, name, text, role, country, sector, bbox in db.execute(
        _OF_CLAIMS.format("actors"), part
    ):
        actors[claim].append(Actor(name, text, role, country, sector, _boxes(bbox)))
    citations: dict[int, list[Citation]] = defaultdict(list)
    for claim, _, label, text, url, page, repaired, bbox in db.execute(
        _OF_CLAIMS.format("citations"), part
    ):
        citations[claim].append(Citation(label, text, url, page, bool(repaired), _boxes(bbox)))
    query = """SELECT c.*, f.text, value, value_high, relation, unit, what, per, change
               FROM claims AS c LEFT JOIN figures AS f ON f.claim = c.id
               WHERE report = ? AND position BETWEEN ? AND ? ORDER BY position"""
    for row in db.execute(query, part):
        (number, _, position, claim_id, sentence_id, page, bbox, text, kind, worth, start, end,
         figure_bbox, when, when_start, when_end, place, source, cue, speaker, stance,
         source_span, cue_span, content_span, modality, negated, confidence, ocr, method, flags,
         _, *figure) = row  # fmt: skip
        yield Claim(
            claim_id=claim_id,
            sentence_id=sentence_id,
            report_id=names[0],
            report=names[1],
            file=names[2],
            page=page,
            bbox=_boxes(bbox),
            claim=text,
            kind=kind,
            check_worthiness=worth,
            actors=tuple(actors.get(number, ())),
            quantity=None if figure[0] is None else Quantity(*figure),
            figure_span=None if start is None else (start, end),
            figure_bbox=_boxes(figure_bbox),
            time=None if when is None else Time(when, when_start, when_end),
            place=place,
            attribution=None
            if cue is None
            else Attribution(
                source,
                cue,
                _span(source_span),
                _span(cue_span),
                _span(content_span),
                speaker,
                stance,
            ),
            modality=modality,
            negated=bool(negated),
            citations=tuple(citations.get(number, ())),
            confidence=confidence,
            ocr_confidence=ocr,
            method=method,
            flags=tuple(json.loads(flags)),
            position=position,
        )


_OF_CLAIMS = """SELECT x.* FROM {} AS x JOIN claims ON claims.id = x.claim
                WHERE claims.report = ? AND claims.position BETWEEN ? AND ?
                ORDER BY x.claim, x.position"""


def _pair(span: Span | None) -> str | None:
    return None if span is None else json.dumps(span)


def _span(text: str | None) -> Span | None:
    if text is None:
        return None
    start, end = json.loads(text)
    return start, end


def read_box(text: str | None) -> Box | None:
    if text is None:
        return None
    x0, top, x1, bottom = json.loads(text)
    return x0, top, x1, bottom


def _boxes(text: str) -> tuple[tuple[int, Box], ...]:
    return tuple((page, (box[0], box[1], box[2], box[3])) for page, box in json.loads(text))


def clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _cleaned(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(clean(cell) if isinstance(cell, str) else cell for cell in row)


def read_references(db: sqlite3.Connection, report_id: str) -> list[Reference]:
    """Return a report's references in their order."""
    sources: dict[int, list[Source]] = defaultdict(list)
    for row in db.execute(_SOURCES, (report_id,)):
        reference, text, authors, title, year, publisher, url, doi, short, stands_for = row
        sources[reference].append(
            Source(text, authors, title, year, publisher, url, doi, bool(short), stands_for)
        )
    return [
        Reference(
            label,
            text,
            url,
            None if page is None else Location(page, read_box(box)),
            tuple(sources[position]),
        )
        for position, label, text, url, page, box in db.execute(_REFERENCES, (report_id,))
    ]


_REFERENCES = """SELECT position, label, text, url, page, bbox FROM "references" AS r
    JOIN reports ON reports.id = r.report WHERE report_id = ? ORDER BY position"""
_SOURCES = """SELECT reference, text, authors, title, year, publisher, url, doi, short, stands_for
    FROM sources AS s JOIN reports ON reports.id = s.report
    WHERE report_id = ? ORDER BY reference, position"""
