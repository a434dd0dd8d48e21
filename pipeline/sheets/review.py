"""Rows -> the review workbook: what is worth a look first, with the print it was read from.

``write_review`` makes the file; ``Sending`` is what the caller must keep of it, so that the sheet
that comes back can be compared with what went out.
"""

import logging
import os
import secrets
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Protocol

import xlsxwriter

from pipeline.corrections import BY_NAME as CORRECTABLE
from pipeline.reviewed import MOVED, STALE, reviewed
from pipeline.schema import Claim, Decision
from pipeline.sheets.columns import BY_NAME, Value, cells
from pipeline.sheets.formats import BANDS, REJECTED, STATUS, Formats, Look, look_of
from pipeline.sheets.grid import MAX_ROWS, Cell, Grid, Linked, Marked, Picture, file_link, path_from
from pipeline.sheets.records import ReportRow
from pipeline.sheets.safe import cell_text

log = logging.getLogger(__name__)

SHEET = "Review"
ROW = "review_row"  # ties a row that comes back to the one that went out
ID_CELLS = "sheet"  # a hidden sheet with the sheet's id, for whoever deletes that column

EVIDENCE, CONFLICT = "printed", "conflict"
COLUMNS = (
    "status", "claim", EVIDENCE, "figure", "relation", "value", "value_high", "unit", "what",
    "per", "change", "actors", "role", "time", "time_start", "time_end", "place", "source", "cue",
    "kind", "modality", "negated", "citations", "reference", "note", CONFLICT, "flags", "page",
    "report", "confidence", "check_worthiness", "reviewer", "reviewed_at", "reference_url", "file",
    "report_id", "claim_id", ROW,
)  # fmt: skip
# A person may change these, and ``review in`` reads them.
EDITABLE = ("status", *CORRECTABLE, "note", "reviewer")
ADDED_ONLY = ("report", "file", "report_id", "page")  # read of rows that a person added

SPARE = 200  # empty rows below with drop-downs, for claims that were missed
UNITS = 60  # that the drop-down offers

Evidence = Callable[[Claim], bytes | None]  # the PNG of a claim's printed lines


class Reviewable(Protocol):
    """Where claims come from; ``store.Store`` is one."""

    def claims(self, report_ids: Iterable[str] | None = None) -> Iterator[Claim]:
        """Yield the claims, the rows of a report one after another."""
        ...

    def decisions(self) -> Mapping[str, Decision]:
        """Return the decision that stands on each row."""
        ...

    def reports(self) -> Sequence[ReportRow]:
        """Return the reports that were read."""
        ...

    def orphans(self) -> Sequence[Decision]:
        """Return the decisions whose row is gone."""
        ...


@dataclass(frozen=True)
class Sent:
    """A row as it went out: the text of each of ``COLUMNS``, and the claim as it was read."""

    claim_id: str
    cells: tuple[str | None, ...]
    about: Claim


def sent_row(
    claim: Claim, decision: Decision | None, line: Mapping[str, Value] | None = None
) -> Sent:
    """Return a row as it goes out; ``line`` holds its cells, if they are known."""
    line = cells(reviewed(claim, decision), decision) if line is None else line
    return Sent(claim.claim_id, tuple(as_shown(line.get(name)) for name in COLUMNS), claim)


@dataclass
class Sending:
    """A sheet on its way out. Keep ``rows`` before anybody can open the file."""

    sheet_id: str
    columns: tuple[str, ...] = COLUMNS
    rows: list[Sent] = field(default_factory=list)
    pictures: int = 0
    orphans: int = 0
    left_out: int = 0


def new_sheet_id() -> str:
    """Return a name that no other sheet has, in letters that nobody takes for a number."""
    return "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(10))


def write_review(
    file: BinaryIO,
    source: Reviewable,
    folder: Path,
    *,
    evidence: Evidence | None = None,
    conflicts: Mapping[str, str] | None = None,
    wanted: Callable[[Claim, Decision | None], bool] = lambda claim, decision: True,
    limit: int | None = None,
    on_row: Callable[[int, int], None] = lambda done, total: None,
) -> Sending:
    """Write the review workbook, and return what went out.

    ``folder`` is where the file will lie: links to reports start there. ``evidence`` draws the
    printed lines of a claim; it is asked in the order of the reports' pages. ``conflicts`` says
    of a claim what other rows say otherwise.
    """
    conflicts = conflicts or {}
    decisions = source.decisions()
    paths = {report.report_id: report.path for report in source.reports()}
    claims = [c for c in source.claims() if wanted(c, decisions.get(c.claim_id))]
    ordered = worth_a_look(claims, decisions, conflicts)
    chosen = ordered[: min(limit or MAX_ROWS, MAX_ROWS)]
    orphans = source.orphans()
    sending = Sending(new_sheet_id(), left_out=len(ordered) - len(chosen), orphans=len(orphans))
    with tempfile.TemporaryDirectory(prefix=f"claims-{os.getpid()}-") as scratch:
        drawn = _draw(chosen, evidence, Path(scratch), on_row) if evidence else {}
        sending.pictures = len(drawn)
        hidden = set() if drawn else {EVIDENCE}
        hidden |= set() if conflicts else {CONFLICT}
        columns = tuple(name for name in COLUMNS if name not in hidden)
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            formats = Formats(book)
            grid = Grid(book, formats, SHEET, [(n, look(n)) for n in columns], frozen=2)
            units: Counter[str] = Counter()
            for number, claim in enumerate(chosen, 1):
                decision = decisions.get(claim.claim_id)
                row = reviewed(claim, decision)
                line: dict[str, Value] = {
                    **cells(row, decision),
                    # As words: not every program shows a truth value as one.
                    "negated": "TRUE" if row.negated else "FALSE",
                    CONFLICT: conflicts.get(claim.claim_id),
                    ROW: f"{sending.sheet_id}.{number}",
                }
                grid.add([_cell(n, line, row, paths, drawn, folder) for n in columns])
                sending.rows.append(sent_row(claim, decision, line))
                if row.quantity and row.quantity.unit:
                    units[row.quantity.unit] += 1
            if orphans:
                _write_orphans(Grid(book, formats, "Orphaned", ORPHAN_HEADS), orphans)
            guide = Grid(book, formats, "How to", GUIDE_HEADS)
            for entry in GUIDE:
                guide.add(list(entry))
            lists = book.add_worksheet("lists")
            listed = [unit for unit, _ in units.most_common(UNITS)] or ["percent"]
            for i, unit in enumerate(listed):
                lists.write_string(i, 0, cell_text(unit))
            lists.hide()
            ids = book.add_worksheet(ID_CELLS)
            ids.write_string(0, 0, sending.sheet_id)
            ids.very_hidden()
            _finish(grid, formats, columns, f"=lists!$A$1:$A${len(listed)}")
            guide.finish(filtered=False)
    return sending


def worth_a_look(
    claims: Sequence[Claim], decisions: Mapping[str, Decision], conflicts: Mapping[str, str]
) -> list[Claim]:
    """Return the rows in the order to review them; rows of one sentence stay together.

    First what another report contradicts, then what is worth checking and least sure, then what
    changed since somebody decided, and last what was decided.
    """
    best: dict[tuple[str, str], tuple[int, float]] = {}
    for claim in claims:
        sentence = (claim.report_id, claim.sentence_id)
        best[sentence] = min(
            best.get(sentence, (9, 0.0)),
            _rank(claim, decisions.get(claim.claim_id), claim.claim_id in conflicts),
        )
    return sorted(
        claims,
        key=lambda c: (
            *best[c.report_id, c.sentence_id], c.file, c.report_id, c.sentence_id, c.position
        ),
    )  # fmt: skip


def _rank(claim: Claim, decision: Decision | None, conflicting: bool) -> tuple[int, float]:
    worth = -claim.check_worthiness * (1 - claim.confidence)
    if decision and decision.status != "new":
        doubtful = {MOVED, STALE} & set(reviewed(claim, decision).flags)
        return (2, worth) if doubtful else (3, worth)
    return (0, worth) if conflicting else (1, worth)


def _draw(
    claims: Sequence[Claim], evidence: Evidence, scratch: Path, on_row: Callable[[int, int], None]
) -> dict[str, Path]:
    """Draw each claim's lines into a file of its own; page by page, as pages are dear."""
    drawn: dict[str, Path] = {}
    order = sorted(claims, key=lambda c: (c.file, c.report_id, c.page, c.position))
    for number, claim in enumerate(order):
        picture = evidence(claim)
        on_row(number + 1, len(order))
        if picture:
            drawn[claim.claim_id] = scratch / f"{number}.png"
            drawn[claim.claim_id].write_bytes(picture)
    return drawn


# --- what it looks like --------------------------------------------------------------------------

_WIDTHS = {
    "claim": 52, EVIDENCE: 76, "what": 24, "actors": 22, "reference": 36, "note": 26,
    CONFLICT: 30, "time_start": 11, "time_end": 11, "value": 18, "value_high": 14, "per": 10,
    "role": 11, "cue": 12, "reviewer": 12, "reviewed_at": 12, "modality": 11, "kind": 15,
}  # fmt: skip
_FOLDED = {"reference_url", "file", "report_id", "claim_id", ROW}


def look(name: str) -> Look:
    """Return how a column of the review sheet looks."""
    usual = look_of(name)
    yours = name in EDITABLE
    return replace(
        usual,
        width=_WIDTHS.get(name, usual.width),
        wrap=usual.wrap or name in {CONFLICT, "per", "time_start", "time_end", "note"},
        yours=yours,
        faint=not yours and name != EVIDENCE,
        typed=yours and (name not in CORRECTABLE or CORRECTABLE[name].entry != "number"),
        folded=name in _FOLDED,
    )  # fmt: skip


def _cell(
    name: str,
    line: Mapping[str, Value],
    claim: Claim,
    paths: Mapping[str, str],
    drawn: Mapping[str, Path],
    folder: Path,
) -> Cell:
    if name == EVIDENCE:
        png = drawn.get(claim.claim_id)
        return Picture(png, f"{claim.file}, page {claim.page}") if png else None
    if name == "claim" and claim.quantity and claim.figure_span:
        return Marked(claim.claim, *claim.figure_span)
    if name == "page" and (path := paths.get(claim.report_id)):
        return Linked(claim.page, file_link(path_from(folder, path), claim.page))
    return line[name]


def as_shown(value: Value) -> str | None:
    """Return what stands in a cell, as text: what it is compared with when it comes back."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            return None  # a sheet has no such number
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    return cell_text(value) if value else None


def _finish(grid: Grid, formats: Formats, columns: Sequence[str], units: str) -> None:
    """Give the columns their drop-downs, colours and notes."""
    for name in columns:
        at = columns.index(name)
        if name == "unit":
            grid.choose(at, units, strict=False, more=SPARE)
        elif name == "negated":
            grid.choose(at, ("TRUE", "FALSE"), more=SPARE)
        elif name != "role" and name in EDITABLE and name in BY_NAME and BY_NAME[name].words:
            grid.choose(at, BY_NAME[name].words, more=SPARE)
    status = columns.index("status")
    for word, (fill, ink) in STATUS.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        grid.colour(status, status, rule | {"format": formats.fill(fill, ink)})
    rejected = {"type": "formula", "criteria": '=$A2="rejected"'}
    grid.colour(0, len(columns) - 1, rejected | {"format": formats.struck(REJECTED)})
    confidence = columns.index("confidence")
    for low, high, fill, ink in BANDS:
        band = {"type": "cell", "criteria": "between", "minimum": low, "maximum": high}
        grid.colour(confidence, confidence, band | {"format": formats.fill(fill, ink)})
    grid.finish(printed=columns.index("note") + 1)


ORPHAN_HEADS: tuple[tuple[str, Look], ...] = (
    ("status", Look(11, centre=True)),
    ("claim", Look(64, wrap=True)),
    ("figure", Look(20, wrap=True)),
    ("corrections", Look(40, wrap=True)),
    ("note", Look(30, wrap=True)),
    ("reviewer", Look(14)),
    ("reviewed_at", Look(20)),
    ("file", Look(26)),
    ("page", Look(7, number="0", centre=True)),
    ("claim_id", Look(22, faint=True)),
)


def _write_orphans(grid: Grid, orphans: Sequence[Decision]) -> None:
    for decision in orphans:
        about = decision.about
        lines = [f"{name}: {value or '(empty)'}" for name, value in decision.corrections]
        grid.add([
            decision.status, about.claim if about else None,
            about.quantity.text if about and about.quantity else None, "\n".join(lines) or None,
            decision.note, decision.reviewer, decision.reviewed_at, about.file if about else None,
            about.page if about else None, decision.claim_id,
        ])  # fmt: skip
    grid.finish()


GUIDE_HEADS: tuple[tuple[str, Look], ...] = (
    ("to review", Look(24, wrap=True)),
    ("do this", Look(110, wrap=True)),
)
GUIDE = (
    ("What to do", "Read the claim, look at the print beside it, and choose a status: accepted, "
     "or rejected if it is no claim or beyond repair. Skip what you are not sure of."),
    ("What is wrong", "Correct it in the light yellow cells. The status becomes corrected by "
     "itself. Emptying a cell says that the sentence does not state it."),
    ("White cells", "are the program's; what is written there is reported and not taken."),
    ("Two claims in one row", "Copy the row, insert the copy anywhere, and change each. The copy "
     "becomes a claim of its own."),
    ("A claim that was missed", "Write it in an empty row: the claim, its page, the report or file "
     "(if there are several), and what you know of the other columns."),
    ("Sort, filter, hide", "as you like. Nothing depends on the order of rows or columns. Leave "
     "the heads as they are, and keep the folded columns at the right."),
    ("Numbers", "in full, without unit: $2 billion is 2000000000 with the unit USD; 80 % is 80 "
     "with the unit percent."),
    ("Dates", "as 2021, 2021-08 or 2021-08-26."),
    ("Several actors", "with a semicolon between, and their roles in the same order: agent (does "
     "it), target (it is done to), source (says it), mentioned."),
    ("The order", "First what other reports contradict, then what is worth checking and least "
     "sure. Behind it what changed since somebody decided, and at the end what was decided."),
    ("Done?", "Save it, as xlsx or csv, and read it back:  claims review in FILE. You see what "
     "will be taken before it is. Reading it twice does no harm, nor does a colleague's copy."),
)  # fmt: skip
