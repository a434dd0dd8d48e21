"""Rows -> one object a sentence, with its figures nested, for programs and for scoring."""

import json
import math
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, TextIO

from pipeline.schema import Actor, Attribution, Citation, Claim, Time
from pipeline.sheets.columns import iso


def write_json_lines(file: TextIO, claims: Iterable[Claim]) -> None:
    """Write one sentence a line; the rows of a sentence must follow one another."""
    for sentence in sentences(claims):
        file.write(json.dumps(sentence, ensure_ascii=False, allow_nan=False) + "\n")


def sentences(claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """Yield one object a sentence, in the shape of CLAIMS_TABLE.md.

    A figure has a ``time`` or ``place`` only where it differs from the sentence's. The
    sentence's confidence is that of its least sure row.
    """
    for _, rows in groupby(claims, key=attrgetter("report_id", "sentence_id")):
        yield _sentence(list(rows))


def _sentence(rows: list[Claim]) -> dict[str, Any]:
    first = rows[0]
    actors: dict[str, Actor] = {}
    citations: dict[str, Citation] = {}
    for row in rows:
        for actor in row.actors:
            actors.setdefault(actor.name, actor)
        for citation in row.citations:
            citations.setdefault(citation.label, citation)
    attributions = [row.attribution for row in rows if row.attribution]
    said = min(attributions, key=lambda one: one.cue_span or (0, 0), default=None)
    # Where a row has no time, the sentence has none, and the other rows' are their figures' own.
    time = first.time if all(row.time for row in rows) else None
    place = first.place if all(row.place for row in rows) else None
    return {
        "report_id": first.report_id,
        "report": first.report,
        "file": first.file,
        "sentence_id": first.sentence_id,
        "sentence": first.claim,
        "kind": first.kind,
        "check_worthiness": _number(first.check_worthiness),
        "page": first.page,
        "bbox": [[_number(x) for x in box] for _, box in first.bbox],
        "bbox_pages": [page for page, _ in first.bbox],
        "actors": [_actor(actor) for actor in actors.values()],
        "figures": [_figure(row, time, place) for row in rows if row.quantity],
        "attribution": _attribution(said) if said else None,
        "modality": first.modality,
        "negated": first.negated,
        "time": iso(time),
        "time_text": time.text if time else None,
        "place": place,
        "citations": list(citations),
        "references": [citation.reference for citation in citations.values()],
        "reference_urls": [citation.url for citation in citations.values()],
        "confidence": _number(min(row.confidence for row in rows)),
        "ocr_confidence": _number(first.ocr_confidence),
        "method": first.method,
        "flags": list(dict.fromkeys(flag for row in rows for flag in row.flags)),
        "claim_ids": [row.claim_id for row in rows],
    }


def _attribution(said: Attribution) -> dict[str, Any]:
    more = {"actor": said.actor, "stance": said.stance}
    known = {name: value for name, value in more.items() if value}
    return {"source": said.source, "cue": said.cue, **known}


def _figure(row: Claim, time: Time | None, place: str | None) -> dict[str, Any]:
    quantity = row.quantity
    assert quantity is not None
    figure: dict[str, Any] = {
        "text": quantity.text,
        "value": _number(quantity.value),
        "high": _number(quantity.value_high),
        "relation": quantity.relation,
        "unit": quantity.unit,
        "what": quantity.what,
        "per": quantity.per,
        "change": quantity.change,
        "claim_id": row.claim_id,
        "confidence": _number(row.confidence),
        "start": row.figure_span[0] if row.figure_span else None,
        "end": row.figure_span[1] if row.figure_span else None,
        "bbox": [[_number(x) for x in box] for _, box in row.figure_bbox],
    }
    if row.time != time:
        figure["time"] = iso(row.time)
    if row.place != place:
        figure["place"] = row.place
    return figure


def _actor(actor: Actor) -> dict[str, Any]:
    more = {"country": actor.country, "sector": actor.sector}
    known = {name: value for name, value in more.items() if value}
    return {"name": actor.name, "text": actor.text, "role": actor.role} | known


def _number(number: float | None) -> float | int | None:
    """Return a number as JSON has it: whole ones without a point, no infinities."""
    if number is None or not math.isfinite(number):
        return None
    return int(number) if number == int(number) else number
