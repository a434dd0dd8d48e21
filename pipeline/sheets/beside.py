"""The lines of a sheet that came back, each beside the row that it went out as."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.corrections import BY_NAME as CORRECTABLE
from pipeline.errors import ReviewConflict
from pipeline.sheets.incoming import Unfit, is_as_sent, text_of
from pipeline.sheets.plans import Finding, Kept, SentRow, SentSheet
from pipeline.sheets.returned import Line, Returned
from pipeline.sheets.review import COLUMNS, CONFLICT, EDITABLE, EVIDENCE, ROW, Sent, sent_row
from pipeline.sheets.states import cell_of, checked_cell, listed, short


@dataclass(frozen=True)
class Beside:
    """A line, the row that it went out as, and what was touched in it."""

    line: Line
    sent: SentRow
    sheet_id: str | None
    touched: dict[str, str | None]  # column -> what it says now, checked
    wrong: str | None = None  # why the line cannot be read

    @property
    def content(self) -> dict[str, str | None]:
        """What was touched of the claim itself."""
        return {name: text for name, text in self.touched.items() if name in CORRECTABLE}

    @property
    def went(self) -> dict[str, str | None]:
        """What stood in the cells when it went out."""
        return dict(zip(COLUMNS, self.sent.cells, strict=True))


@dataclass
class Lines:
    """All lines of a sheet: those that went out, by the row they were, and those that did not."""

    groups: dict[tuple[str, int], list[Beside]] = field(default_factory=lambda: defaultdict(list))
    added: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def lines_of(sheet: Returned, kept: Kept) -> Lines:
    """Put every line beside what went out, and say which columns are missing or strange.

    Raises:
        ReviewConflict: no line can be told from another.
    """
    if ROW not in sheet.heads and "claim_id" not in sheet.heads:
        raise ReviewConflict(
            f"{sheet.path}: the columns {ROW} and claim_id are both gone, so no row can be told "
            "from another. Undo that, or copy the decisions into a fresh sheet."
        )
    lines = Lines(findings=list(_about_columns(sheet)))
    known: dict[str, SentSheet | None] = {}
    today: SentSheet | None = None
    for line in sheet.lines:
        sheet_id, number = _name(line)
        sheet_id = sheet_id or sheet.sheet_id
        claim_id = cell_of(line, "claim_id")
        if number is None and claim_id is None:
            if any(cell_of(line, name) for name in EDITABLE):
                lines.added.append(line)
            continue
        if sheet_id and sheet_id not in known:
            known[sheet_id] = kept.sheet(sheet_id)
        sent = known[sheet_id] if sheet_id else None
        if sent is None:
            if today is None:
                today = _as_of_today(kept)
                lines.findings.append(Finding(None, "remark", _FROM_ELSEWHERE))
            sent, sheet_id, number = today, None, None
        found = _row(sent, number, claim_id)
        if isinstance(found, str):
            lines.findings.append(_left(line, found))
            continue
        number, row = found
        beside = _beside(line, row, sent, sheet_id, lines.findings)
        lines.groups[sheet_id or "", number].append(beside if sheet_id else _marked_alone(beside))
    return lines


_FROM_ELSEWHERE = (
    "rows of a sheet that did not go out from here, such as an export, are compared with the "
    "table as it is now: status and note are read, and other cells where the status is corrected"
)


@dataclass(frozen=True)
class _Today:
    columns: tuple[str, ...]
    rows: tuple[Sent, ...]


def _as_of_today(kept: Kept) -> _Today:
    """Return the table as the program reads it now, as if it had gone out undecided."""
    return _Today(COLUMNS, tuple(sent_row(claim, None) for claim in kept.claims()))


def _marked_alone(row: Beside) -> Beside:
    """Return what can be told of a row without knowing how it went out."""
    if row.touched.get("status") == "corrected":
        return row
    touched = {n: v for n, v in row.touched.items() if n in {"status", "note", "reviewer"}}
    if not touched.keys() - {"reviewer"}:
        touched = {}
    return replace(row, touched=touched, wrong=row.wrong if touched else None)


def _name(line: Line) -> tuple[str | None, int | None]:
    """Return the sheet and the row that a line names, such as ``BCDFGHJKLM.12``."""
    sheet_id, _, number = (cell_of(line, ROW) or "").partition(".")
    if not sheet_id:
        return None, None
    return sheet_id, int(number) if number.isdecimal() and len(number) < 9 else 0


def _row(sent: SentSheet, number: int | None, claim_id: str | None) -> tuple[int, SentRow] | str:
    """Return the row that went out, or why it is not to be told."""
    if number is None:
        number = next((i for i, row in enumerate(sent.rows, 1) if row.claim_id == claim_id), 0)
    if not 1 <= number <= len(sent.rows):
        return "its ids are none that went out; copy whole rows, or leave both ids empty"
    row = sent.rows[number - 1]
    if claim_id is not None and claim_id != row.claim_id:
        return f"claim_id is {claim_id}, but went out as {row.claim_id}: copy whole rows"
    return number, row


def _beside(
    line: Line, sent: SentRow, sheet: SentSheet, sheet_id: str | None, findings: list[Finding]
) -> Beside:
    went = dict(zip(sheet.columns, sent.cells, strict=True))
    touched: dict[str, str | None] = {}
    name = "unit"
    try:
        unit = text_of(name, line.cells[name]) if name in line.cells else went[name]
        for name, cell in line.cells.items():
            if name in {EVIDENCE, CONFLICT, ROW, "claim_id"} or name not in went:
                continue
            if is_as_sent(name, went[name], cell, unit):
                continue
            if name in EDITABLE:
                touched[name] = checked_cell(name, text_of(name, cell, unit))
            elif sheet_id:
                text = f"{name} is not yours to change; {short(went[name])} stands"
                findings.append(Finding(line.number, "remark", text, sent.about.claim))
    except Unfit as error:
        return Beside(line, sent, sheet_id, touched, f"{name}: {error}")
    except ReviewConflict as error:
        return Beside(line, sent, sheet_id, touched, str(error))
    return Beside(line, sent, sheet_id, touched)


def _about_columns(sheet: Returned) -> Sequence[Finding]:
    found = []
    missing = [name for name in EDITABLE if name not in (*sheet.heads, *sheet.twice)]
    if missing:
        text = f"not in the sheet, so nothing was read of them: {listed(missing)}"
        found.append(Finding(None, "remark", text))
    if sheet.twice:
        text = f"two columns have the head {listed(sheet.twice)}; neither was read"
        found.append(Finding(None, "problem", text))
    if sheet.strange:
        text = f"columns that are not ours are not kept: {listed(sheet.strange)}"
        found.append(Finding(None, "remark", text))
    return found


def _left(line: Line, text: str) -> Finding:
    return Finding(line.number, "problem", text, cell_of(line, "claim") or "")
