"""Rows -> the workbook that a person reads and reviews: claims.xlsx.

All sheets are written in one pass over the claims, a row at a time, so that memory does not
grow with their number; only who was named (sheet Actors) is counted in memory.
"""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from pipeline.reviewed import reviewed
from pipeline.schema import Claim
from pipeline.sheets.citations import CITATION_HEADS, DOUBTS, CitationRows
from pipeline.sheets.columns import COLUMNS, Value, cells
from pipeline.sheets.compared import (
    COMPARE_HEADS,
    CONFLICT,
    cites_rows,
    compare_rows,
)
from pipeline.sheets.formats import (
    BANDS,
    PAGE_BANDS,
    REJECTED,
    STATUS,
    Band,
    Formats,
    Look,
    look_of,
)
from pipeline.sheets.grid import Cell, Grid, Linked, Marked, file_link, path_from
from pipeline.sheets.lost import with_lost
from pipeline.sheets.records import Source
from pipeline.sheets.summaries import (
    ACTOR_HEADS,
    READ_ME_HEADS,
    REPORT_HEADS,
    ActorCounts,
    failure_cells,
    read_me,
    report_cells,
)

log = logging.getLogger(__name__)

# What a reviewer reads first stands at the left; ids and boxes are folded away at the right.
READ_FIRST = (
    "status", "claim", "figure", "relation", "value", "unit", "what", "actors", "source", "time",
    "place", "citations", "reference", "report", "page", "confidence", "note",
)  # fmt: skip
THEN = (
    "kind", "modality", "negated", "role", "cue", "stance", "value_high", "per", "change",
    "check_worthiness", "reference_url", "flags", "reviewer", "reviewed_at",
)  # fmt: skip
FOLDED = tuple(c.name for c in COLUMNS if c.name not in READ_FIRST + THEN)
CLAIM_COLUMNS = READ_FIRST + THEN + FOLDED

FIGURE_COLUMNS = (
    "figure", "relation", "value", "value_high", "unit", "what", "per", "change", "time", "place",
    "actors", "source", "report", "page", "confidence", "claim_id",
)  # fmt: skip


def write_workbook(file: BinaryIO, source: Source, folder: Path) -> None:
    """Write the workbook. ``folder`` is where it will lie: links to reports start there."""
    rows, decisions = with_lost(source)
    reports = source.reports()
    paths = {report.report_id: path_from(folder, report.path) for report in reports}
    # constant_memory: a row goes to a temporary file when the next one begins.
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        formats = Formats(book)
        claims = Grid(book, formats, "Claims", _heads(CLAIM_COLUMNS), frozen=2)
        actors = Grid(book, formats, "Actors", ACTOR_HEADS)
        figures = Grid(book, formats, "Figures", _heads(FIGURE_COLUMNS))
        citations = Grid(book, formats, "Citations", CITATION_HEADS, frozen=2)
        compared = Grid(book, formats, "Compare", COMPARE_HEADS, frozen=2)
        listed = Grid(book, formats, "Reports", REPORT_HEADS)
        guide = Grid(book, formats, "Read me", READ_ME_HEADS)

        counts, cited = ActorCounts(), CitationRows(source.references, citations.add)
        for claim in rows:
            decision = decisions.get(claim.claim_id)
            claim = reviewed(claim, decision)
            line = cells(claim, decision)
            path = paths.get(claim.report_id)
            claims.add([_cell(name, line, claim, path) for name in CLAIM_COLUMNS])
            if claim.quantity:
                figures.add([_cell(name, line, claim, path) for name in FIGURE_COLUMNS])
            counts.add(claim)
            cited.add(claim)
        cited.flush()
        for counted in counts.rows():
            actors.add(counted)
        for compared_row in compare_rows(source.groups(), paths):
            compared.add(compared_row)
        for cites in cites_rows(source.cited_reports(), {r.report_id: r.report for r in reports}):
            compared.add(cites)
        for report in reports:
            listed.add(report_cells(report, paths[report.report_id]))
        for failure in source.failures():
            listed.add(failure_cells(failure))
        left_out = claims.left_out
        if left_out:
            log.warning("claims.xlsx: %d rows did not fit; claims.csv has them all.", left_out)
        for lines in read_me(CLAIM_COLUMNS, left_out):
            guide.add(lines)

        _review(claims, formats)
        _bands(claims, formats, CLAIM_COLUMNS.index("confidence"))
        _bands(figures, formats, FIGURE_COLUMNS.index("confidence"))
        pages = [head for head, _ in REPORT_HEADS].index("page confidence")
        _bands(listed, formats, pages, PAGE_BANDS)
        _words(listed, formats, [head for head, _ in REPORT_HEADS].index("state"), ("failed",))
        _words(citations, formats, [head for head, _ in CITATION_HEADS].index("found"), DOUBTS)
        _words(compared, formats, [head for head, _ in COMPARE_HEADS].index("verdict"), (CONFLICT,))
        claims.finish(printed=CLAIM_COLUMNS.index("note"))
        for grid in (actors, figures, citations, compared, listed):
            grid.finish()
        guide.finish(filtered=False)


def _heads(names: Sequence[str]) -> list[tuple[str, Look]]:
    return [(name, look_of(name)) for name in names]


def _cell(name: str, line: Mapping[str, Value], claim: Claim, path: str | None) -> Cell:
    """Return a cell of the Claims or Figures sheet; ``path`` leads to the report."""
    value = line[name]
    if name == "claim" and claim.quantity and claim.figure_span:
        return Marked(claim.claim, *claim.figure_span)
    if name == "page" and path:
        return Linked(claim.page, file_link(path, claim.page))
    return value


def _review(claims: Grid, formats: Formats) -> None:
    """Give the status its colours."""
    status = CLAIM_COLUMNS.index("status")
    for word, (fill, ink) in STATUS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        claims.colour(status, status, rule | {"format": formats.fill(fill, ink)})
    rejected = {"type": "formula", "criteria": '=$A2="rejected"'}
    claims.colour(0, len(CLAIM_COLUMNS) - 1, rejected | {"format": formats.struck(REJECTED)})


def _bands(grid: Grid, formats: Formats, column: int, bands: Sequence[Band] = BANDS) -> None:
    """Colour a confidence in three bands; an empty cell stays as it is."""
    grid.colour(column, column, {"type": "blanks", "stop_if_true": True, "format": None})
    for low, high, fill, ink in bands:
        rule = {"type": "cell", "criteria": "between", "minimum": low, "maximum": high}
        grid.colour(column, column, rule | {"format": formats.fill(fill, ink)})


def _words(grid: Grid, formats: Formats, column: int, words: Sequence[str]) -> None:
    """Colour the cells that say one of the words: the first in red, the second in yellow."""
    for word, (_, _, fill, ink) in zip(words, (BANDS[2], BANDS[1]), strict=False):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        grid.colour(column, column, rule | {"format": formats.fill(fill, ink)})
