"""The columns of the claims table: for each its meaning, its type, and how a claim fills it.

The one list that the data frame, CSV, Parquet, the workbook and its Read me sheet are made
from. All of them hold the same values: what is several (actors, citations, boxes) is joined
into one cell in the same way everywhere, so that a filter written for one works in the others.
``claims.jsonl`` keeps them apart (see ``json_lines.sentences``).
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.reviewed import reviewed
from pipeline.schema import Box, Claim, Decision, Kind, Modality, Relation, Role, Status, Time

Type = Literal["text", "word", "number", "integer", "boolean"]
Value = str | float | int | bool | None


@dataclass(frozen=True)
class Column:
    """One column. A ``word`` is text out of a closed list of ours, such as ``fact`` or ``>=``."""

    name: str
    meaning: str
    type: Type
    value: Callable[[Claim, Decision], Value]
    words: tuple[str, ...] = ()


def joined(parts: Iterable[str | None], mark: str = "; ") -> str | None:
    """Return the parts in one string; None if there are none."""
    return mark.join(part or "" for part in parts) or None


def iso(time: Time | None) -> str | None:
    """Return a time as one ISO 8601 date or interval: ``2018``, ``1996/2001``, ``1997/..``."""
    if time is None or not (time.start or time.end):
        return None
    if time.end == time.start:
        return time.start
    return f"{time.start or '..'}/{time.end or '..'}"


def _figure(name: str) -> Callable[[Claim, Decision], Value]:
    return lambda claim, _: getattr(claim.quantity, name) if claim.quantity else None


def _boxes(boxes: tuple[tuple[int, Box], ...]) -> str | None:
    return json.dumps([[round(x, 2) for x in box] for _, box in boxes]) if boxes else None


COLUMNS: tuple[Column, ...] = (
    Column("claim_id", "Names the row. The same report and settings give the same id on every "
           "run and machine.", "text", lambda c, _: c.claim_id),
    Column("sentence_id", "Ties the rows of one sentence: a sentence with three figures has "
           "three rows.", "text", lambda c, _: c.sentence_id),
    Column("report_id", "Names the report: the SHA-256 of the file's bytes.", "text",
           lambda c, _: c.report_id),
    Column("report", "The report's title, or its file name.", "text", lambda c, _: c.report),
    Column("file", "The report's file name.", "text", lambda c, _: c.file),
    Column("page", "The page the claim begins on, counted from 1 as PDF readers count. In the "
           "workbook it opens the report.", "integer", lambda c, _: c.page),
    Column("bbox", "Where it is printed, a box for each line: left, top, right, bottom in points "
           "(1/72 inch) from the page's top left, as JSON.", "text", lambda c, _: _boxes(c.bbox)),
    Column("claim", "The sentence, word for word; what was mended is listed in flags.", "text",
           lambda c, _: c.claim),
    Column("kind", "fact: it happened, holds, or was said. assessment: the author's judgement. "
           "prediction: what will or would happen. recommendation: what someone should do.",
           "word", lambda c, _: c.kind, get_args(Kind)),
    Column("check_worthiness", "Would a fact-checker check it? 0 (no) to 1 (yes).", "number",
           lambda c, _: c.check_worthiness),
    Column("actors", "Who takes part, by their usual full name, in the order of the sentence.",
           "text", lambda c, _: joined(a.name for a in c.actors)),
    Column("role", "Each actor's part, in the same order: agent (does it), target (it is done "
           "to), source (says it), mentioned.", "word",
           lambda c, _: joined(a.role for a in c.actors), get_args(Role)),
    Column("figure", "The figure's own words.", "text", _figure("text")),
    Column("value", "The figure as a number, in full: $2 billion is 2,000,000,000; 80 per cent "
           "is 80; a third is 0.333.", "number", _figure("value")),
    Column("value_high", "The upper end, if the figure is a range.", "number",
           _figure("value_high")),
    Column("relation", "How the number is meant: = exactly, > more than, >= at least, < less "
           "than, <= up to, ~ around, <~ nearly, >~ just over, .. a range.", "word",
           _figure("relation"), get_args(Relation)),
    Column("unit", "What the number counts in: a currency (USD), percent, percentage point, "
           "fraction, a physical unit, or the thing counted in the singular (attack).", "text",
           _figure("unit")),
    Column("what", "What is measured or counted.", "text", _figure("what")),
    Column("per", "The figure is for each of these: year, hectare, 100000 people.", "text",
           _figure("per")),
    Column("change", "up or down, if the sentence says that it rose or fell.", "word",
           _figure("change"), ("up", "down")),
    Column("time", "When, in the sentence's words.", "text",
           lambda c, _: c.time.text if c.time else None),
    Column("time_start", "The first day it is about, as exactly as is known: 2021, 2021-08, "
           "2021-08-26.", "text", lambda c, _: c.time.start if c.time else None),
    Column("time_end", "The last day it is about.", "text",
           lambda c, _: c.time.end if c.time else None),
    Column("place", "Where, in the sentence's words.", "text", lambda c, _: c.place),
    Column("source", "Who the report says it from, in its words.", "text",
           lambda c, _: c.attribution.source if c.attribution else None),
    Column("cue", "The words that credit the source: according to, alleged.", "text",
           lambda c, _: c.attribution.cue if c.attribution else None),
    Column("modality", "asserted: said outright. hedged: the author steps back (reportedly). "
           "possible: may, could. predicted: will.", "word", lambda c, _: c.modality,
           get_args(Modality)),
    Column("negated", "TRUE if the sentence denies it.", "boolean", lambda c, _: c.negated),
    Column("citations", "The footnotes or sources marked on the claim, in the report's own "
           "numbering.", "text", lambda c, _: joined((x.label for x in c.citations), ", ")),
    Column("reference", "The footnote, endnote or bibliography entry that the marker leads to.",
           "text", lambda c, _: joined(x.reference for x in c.citations if x.reference)),
    Column("reference_url", "The web address given there.", "text",
           lambda c, _: joined(x.url for x in c.citations if x.url)),
    Column("confidence", "How sure the program is that the row is right: of rows at 0.9, nine in "
           "ten should be.", "number", lambda c, _: c.confidence),
    Column("ocr_confidence", "How sure the text recognition was of the letters, 0 to 1; empty if "
           "the file carried its text.", "number", lambda c, _: c.ocr_confidence),
    Column("method", "text: the file carried its text. ocr: it was read from the picture.", "word",
           lambda c, _: c.method, ("text", "ocr")),
    Column("flags", "What was mended or is doubtful: dehyphenated, stitched, marker repaired, "
           "low ocr, citation unresolved, reference unclear (an Ibid. and the like).",
           "text", lambda c, _: joined(c.flags)),
    Column("status", "What a reviewer decided: accepted, corrected, rejected, or new.", "word",
           lambda _, d: d.status, get_args(Status)),
    Column("reviewer", "Who decided.", "text", lambda _, d: d.reviewer),
    Column("reviewed_at", "When.", "text", lambda _, d: d.reviewed_at),
    Column("note", "What the reviewer wrote.", "text", lambda _, d: d.note),
    # Beyond the contract, at the end.
    Column("bbox_pages", "The page of each box.", "text",
           lambda c, _: joined(str(page) for page, _ in c.bbox)),
    Column("figure_bbox", "Where the figure itself is printed.", "text",
           lambda c, _: _boxes(c.figure_bbox)),
    Column("position", "The row's place in its report, from 0.", "integer",
           lambda c, _: c.position),
    Column("stance", "How the source stands to what it says: asserts, alleges, denies, predicts, "
           "urges, believes.", "word", lambda c, _: c.attribution.stance if c.attribution else None,
           ("asserts", "alleges", "denies", "predicts", "urges", "believes")),
    Column("source_actor", "The source by its usual full name.", "text",
           lambda c, _: c.attribution.actor if c.attribution else None),
    Column("country", "Each actor's country, ISO 3166, in the actors' order, or none.",
           "text", lambda c, _: joined(a.country or "none" for a in c.actors)),
    Column("sector", "What each actor is, in the same order: state, government, armed group, "
           "international organisation, person ..., or unknown.", "text",
           lambda c, _: joined(a.sector or "unknown" for a in c.actors)),
    Column("cited_page", "The page that each reference stands on.", "text",
           lambda c, _: joined(str(x.page) for x in c.citations if x.page)),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}
NAMES = tuple(BY_NAME)


def row(claim: Claim, decision: Decision | None = None) -> dict[str, Value]:
    """Return a claim as one row of the table, as its reviewer left it, if somebody did."""
    return cells(reviewed(claim, decision), decision)


def cells(claim: Claim, decision: Decision | None) -> dict[str, Value]:
    """Return a row to which ``reviewed`` was applied."""
    decision = decision or Decision(claim.claim_id, "new")
    return {column.name: column.value(claim, decision) for column in COLUMNS}
