"""What the sheets Actors, Reports and Read me say."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.schema import Claim
from pipeline.sheets.columns import COLUMNS
from pipeline.sheets.formats import GREEN, YELLOW, Look
from pipeline.sheets.grid import Cell, Linked, file_link
from pipeline.sheets.records import FailureRow, ReportRow

Heads = tuple[tuple[str, Look], ...]

COUNT = Look(10, centre=True, number="#,##0")
ROLES = ("agent", "target", "source", "mentioned")
FORMS = 6  # spellings of an actor that are shown

ACTOR_HEADS: Heads = (
    ("actor", Look(36, wrap=True)),
    ("sentences", COUNT),
    *((role, COUNT) for role in ROLES),
    ("reports", COUNT),
    ("country", Look(9, centre=True)),
    ("sector", Look(16, wrap=True)),
    ("written as", Look(60, wrap=True, faint=True)),
)

REPORT_HEADS: Heads = (
    ("report", Look(40, wrap=True)),
    ("file", Look(28, wrap=True)),
    ("state", Look(9, centre=True)),
    ("date", Look(11, centre=True)),
    ("pages", COUNT),
    ("pages by OCR", COUNT),
    ("page confidence", Look(11, number="0.00", centre=True)),
    ("sentences", COUNT),
    ("claims", COUNT),
    ("figures", COUNT),
    ("references", COUNT),
    ("seconds", Look(9, number="0.0", centre=True)),
    ("read at", Look(19, centre=True)),
    ("remark", Look(60, wrap=True)),
    ("report_id", Look(20, faint=True)),
)

READ_ME_HEADS: Heads = (
    ("column", Look(20, wrap=True)),
    ("what it means", Look(100, wrap=True)),
)


class ActorCounts:
    """Counts who is named, once a sentence."""

    def __init__(self) -> None:
        self._roles: dict[str, Counter[str]] = {}
        self._forms: dict[str, Counter[str]] = {}
        self._reports: dict[str, tuple[str, int]] = {}  # last report, and how many so far
        self._facts: dict[str, tuple[str | None, str | None]] = {}
        self._sentence = ""

    def add(self, claim: Claim) -> None:
        """Count the actors of a claim, unless the row before was of the same sentence."""
        if claim.sentence_id == self._sentence:
            return
        self._sentence = claim.sentence_id
        for actor in claim.actors:
            self._roles.setdefault(actor.name, Counter())[actor.role] += 1
            self._forms.setdefault(actor.name, Counter())[actor.text] += 1
            self._facts.setdefault(actor.name, (actor.country, actor.sector))
            last, reports = self._reports.get(actor.name, ("", 0))
            if last != claim.report_id:
                self._reports[actor.name] = (claim.report_id, reports + 1)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield a row an actor, the most often named first."""
        for name in sorted(self._roles, key=lambda n: (-self._roles[n].total(), n)):
            roles, forms = self._roles[name], self._forms[name]
            often = sorted(forms, key=lambda form: (-forms[form], form))[:FORMS]
            counts = [roles[role] or None for role in ROLES]
            reports = self._reports[name][1]
            yield [name, roles.total(), *counts, reports, *self._facts[name], "; ".join(often)]


def report_cells(report: ReportRow, path: str) -> list[Cell]:
    """Return the row of a report that was read; ``path`` leads to it from the workbook."""
    state, remarks = "read", list(report.warnings)
    if report.gone_since:
        state = "gone"
        remarks.insert(0, f"Its file is gone since {_minute(report.gone_since)}; rows are kept.")
    return [
        report.report, Linked(report.file, file_link(path)), state, report.date,
        report.page_count, report.ocr_pages, report.confidence, report.sentences, report.claims,
        report.figures, report.references, sum(report.seconds.values()), _minute(report.saved_at),
        " ".join(remarks), report.report_id,
    ]  # fmt: skip


def failure_cells(failure: FailureRow) -> list[Cell]:
    """Return the row of a file that could not be read."""
    cells: list[Cell] = [None] * len(REPORT_HEADS)
    names = [head for head, _ in REPORT_HEADS]
    for name, cell in {
        "report": Path(failure.path).name,
        "file": Path(failure.path).name,
        "state": "failed",
        "read at": _minute(failure.failed_at),
        "remark": failure.message,
        "report_id": failure.report_id,
    }.items():
        cells[names.index(name)] = cell
    return cells


def _minute(stamp: str) -> str:
    """Return ``2026-01-31T09:30:00+00:00`` as ``2026-01-31 09:30 UTC``."""
    return f"{stamp[:10]} {stamp[11:16]} UTC"


def read_me(columns: Sequence[str], left_out: int) -> Iterator[list[Cell]]:
    """Yield the rows of Read me: how to use the workbook, then each column in words."""
    for head, text in GUIDE:
        yield [head, text]
    if left_out:
        yield [
            "Not all is here",
            f"{left_out:,} rows did not fit: a sheet holds 1,048,575. All of them are in "
            "claims.csv, claims.parquet and claims.db.",
        ]
    meanings = {column.name: column.meaning for column in COLUMNS}
    for name in columns:
        yield [name, meanings[name]]


GUIDE = (
    ("Claims", "One row for each figure in a sentence, or for the sentence if it has none. The "
     "figure stands out in the sentence. Rows of one sentence follow one another."),
    ("How to review", "Not here: this file is written anew by every run. `claims review out` "
     "writes a sheet for it, with the print beside each claim, and `claims review in` takes what "
     "you decided; or use the page of `claims serve`. Then it shows here, run after run."),
    ("What reviewers said", "A corrected row shows the corrected values. Flags: review moved: the "
     "sentence changed a little since. changed since review: the program reads the row otherwise "
     "by now; what was accepted stands. no longer found: the program finds no such row by now; the "
     "decision stands. split by hand, added by hand: rows that people wrote."),
    ("Colours", f"Confidence is green from {GREEN}, yellow from {YELLOW}, red below. A rejected "
     "row is struck through. Grey text is there to look things up."),
    ("More columns", "Ids, exact positions and reading details are folded away at the right: "
     "click the + above the columns."),
    ("Actors", "Who is named, in how many sentences and in which part: agent does it, target has "
     "it done to them, source says it."),
    ("Figures", "Every figure with its unit and what it measures, to sort and compare."),
    ("Citations", "Every marker of every report and each work that it leads to, how often it is "
     "cited. found: no reference was found; doubled: two have its number; unclear: Ibid. or the "
     "like, of which cannot be told what it stands for; not cited: nothing in the text leads to "
     "it; missing: a number that the counting leaves out."),
    ("Compare", "Claims of different reports about one thing, by group. A conflict is a group "
     "whose figures disagree; against says with which. cites: a reference of one report leads to "
     "another one."),
    ("Reports", "What was read and how well; what could not be read, and why."),
    ("Text that begins with =", "stays text. No cell of this workbook is a formula."),
)  # fmt: skip
