"""A reviewer's desk: a store, sheets that go out, edits, and sheets that come back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.schema import Claim, Quantity
from pipeline.sheets.columns import row
from pipeline.sheets.plans import Plan
from pipeline.sheets.returned import Incoming, Line, Raw, Returned, read_sheet
from pipeline.sheets.review import COLUMNS, Sending, write_review
from pipeline.sheets.taking import plan
from pipeline.store import Entry, SentRow, Store
from tests.claim_builders import claim
from tests.store.test_store import save

SENTENCES = (
    "The raid killed 12 people and wounded 31 near the lake on Friday.",
    "The army says that 67,000 people gave themselves up in Borno by June 2022.",
    "Nigeria's defence budget rose to 1,100 million dollars in 2022.",
    "The governor denies that anybody was harmed in the market of Maiduguri.",
)
FIGURES = (("12 people", 12.0, "person"), ("67,000 people", 67000.0, "person"),
           ("1,100 million dollars", 1.1e9, "USD"), None)  # fmt: skip


def claims(*which: int) -> list[Claim]:
    """Some of four claims, as a first run reads them."""
    made = []
    for position, i in enumerate(which or range(4)):
        figure = FIGURES[i]
        made.append(
            claim(
                SENTENCES[i],
                claim_id=f"c{i}",
                sentence_id=f"s{i}",
                position=position,
                page=i + 1,
                confidence=0.5 + i / 10,
                quantity=Quantity(figure[0], figure[1], unit=figure[2], what="it")
                if figure
                else None,
            )
        )
    return made


class Desk:
    """A store with its sheets."""

    def __init__(self, folder: Path, rows: Sequence[Claim] | None = None) -> None:
        self.folder = folder
        self.store = Store.open(folder / "outputs" / "claims.db")
        save(self.store, claims() if rows is None else list(rows))
        self.clock = 0

    def run_again(self, rows: Sequence[Claim], model: str = "a newer model") -> None:
        """Another run reads the same report."""
        save(self.store, list(rows), key=model)

    def out(self) -> Sending:
        """Send a sheet."""
        sending = write_review(BytesIO(), self.store, self.folder)
        self._note(sending)
        return sending

    def out_file(self, **options: Any) -> Path:
        """Send a sheet, and return its file."""
        self.clock += 1
        path = self.folder / f"review-{self.clock}.xlsx"
        with path.open("wb") as file:
            sending = write_review(file, self.store, self.folder, **options)
        self._note(sending)
        return path

    def _note(self, sending: Sending) -> None:
        rows = [SentRow(row.claim_id, row.cells, row.about) for row in sending.rows]
        self.store.note_sheet(sending.sheet_id, "2026-01-31", sending.columns, rows)

    def look(self, sheet: Returned | Path, who: str = "Ada", **options: Any) -> Plan:
        """Say what reading a sheet back would do."""
        if isinstance(sheet, Path):
            sheet = read_sheet(sheet)
        self.clock += 1
        now = f"2026-02-01T00:{self.clock // 60:02}:{self.clock % 60:02}+00:00"
        return plan(sheet, self.store, reviewer=who, now=now, **options)

    def back(self, sheet: Returned | Path, who: str = "Ada", **options: Any) -> Plan:
        """Read a sheet back, and take what it says."""
        made = self.look(sheet, who, **options)
        self.store.take(
            Entry(t.decision, t.about, t.made, t.split_from, t.follows, t.sheet_id)
            for t in made.taken
        )
        return made

    def stands(self, claim_id: str) -> dict[str, Any]:
        """What stands on a row: its status, and its values as reviewed."""
        from_table = {c["claim_id"]: c for c in self.table()}
        return from_table[claim_id]

    def table(self) -> list[dict[str, Any]]:
        """The claims table as it is exported."""
        decisions = self.store.decisions()
        return [row(c, decisions.get(c.claim_id)) for c in self.store.claims()]


def sheet_of(
    sending: Sending,
    edits: Mapping[tuple[str, str], Raw] | None = None,
    *,
    order: Callable[[int], Any] = lambda i: i,
    without: Sequence[str] = (),
    copies: Sequence[tuple[str, Mapping[str, Raw]]] = (),
    added: Sequence[Mapping[str, Raw]] = (),
) -> Returned:
    """Return the sheet as it comes back: ``edits`` are by claim and column."""
    edits = edits or {}
    rows: list[dict[str, Raw]] = []
    for i, sent in enumerate(sending.rows, 1):
        cells: dict[str, Raw] = dict(zip(COLUMNS, sent.cells, strict=True))
        cells["review_row"] = f"{sending.sheet_id}.{i}"
        cells |= {name: value for (of, name), value in edits.items() if of == sent.claim_id}
        rows.append(cells)
    by_id = {str(row["claim_id"]): row for row in rows}
    rows += [{**by_id[of], **changes} for of, changes in copies]
    rows += [dict(cells) for cells in added]
    rows = [rows[i] for i in sorted(range(len(rows)), key=order)]
    lines = tuple(
        Line(number, {n: Incoming(v) for n, v in cells.items() if n not in without})
        for number, cells in enumerate(rows, 2)
    )
    heads = tuple(name for name in COLUMNS if name not in without)
    return Returned(Path("review.xlsx"), lines, heads)


def edited(path: Path, change: Callable[[Any, dict[str, int]], None]) -> Path:
    """Open a workbook, change its sheet, save it beside; ``change`` gets heads -> column."""
    book = openpyxl.load_workbook(path)
    sheet = book["Review"]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    change(sheet, heads)
    saved = path.with_stem(path.stem + "-back")
    book.save(saved)
    return saved


def row_of(sheet: Any, heads: Mapping[str, int], claim_id: str) -> int:
    """Return the number of the row of a claim."""
    column = heads["claim_id"]
    return next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, column).value == claim_id)


def moved(claims_: Sequence[Claim], **columns: Any) -> list[Claim]:
    """The same rows as another model reads them."""
    return [replace(c, **columns) for c in claims_]
