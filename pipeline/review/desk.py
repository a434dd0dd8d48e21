"""What the page shows and writes, without a word of HTTP: one claim in full, a decision, an undo.

A decision is taken only on what its reviewer saw: if somebody else decided on the row meanwhile,
on another page or in a spreadsheet, it is refused and says so. Nothing is ever overwritten:
an undo is a further decision.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from pipeline.corrections import CORRECTABLE, Correctable, corrections, values
from pipeline.errors import ReviewConflict
from pipeline.review.evidence import Mark, marks_of
from pipeline.reviewed import reviewed
from pipeline.schema import Box, Claim, Decision, Status, is_status
from pipeline.store import Entry, PageFacts, Store
from pipeline.store.search import Elsewhere, Search

UNDOS = 1_000  # decisions of this session that can be taken back

Piece = tuple[str, str]  # text, and the mark it carries: "figure", "actor", or none


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that may be corrected: what stands in it, and what the program had read."""

    column: Correctable
    value: str
    extracted: str

    @property
    def corrected(self) -> bool:
        """Whether a person has changed it."""
        return self.value != self.extracted

    @property
    def shown(self) -> str:
        """The value as a person reads it: 14,200,000."""
        return _readable(self.value) if self.column.entry == "number" else self.value

    @property
    def was(self) -> str:
        """What the program had read, likewise."""
        return _readable(self.extracted) if self.column.entry == "number" else self.extracted


@dataclass(frozen=True, slots=True)
class Cited:
    """A marker of the claim, and the note or entry that it leads to."""

    label: str
    text: str | None
    url: str | None
    page: int | None
    repaired: bool
    box: Box | None
    report: str | None  # the title of the report in the store that it is


@dataclass(frozen=True, slots=True)
class View:
    """One claim in full, as the page shows it."""

    claim: Claim  # as its reviewer left it
    decision: Decision | None
    seen: str  # names the decision; goes back with the next one
    pieces: Sequence[Piece]
    fields: Mapping[str, Field]
    cited: Sequence[Cited]
    pages: Mapping[int, PageFacts]  # those that carry a mark, the claim's own first
    marks: Sequence[Mark]
    elsewhere: Sequence[Elsewhere]  # what other reports say of the same
    around: tuple[Sequence[str], Sequence[str]]  # of bare text: the claims before and after

    @property
    def status(self) -> Status:
        """New, until somebody decides."""
        return self.decision.status if self.decision else "new"

    def marks_on(self, page: int) -> list[Mark]:
        """Return the marks of one page."""
        return [mark for mark in self.marks if mark.page == page]


class Desk:
    """A reviewer's place: open on one store, for one thread, until it is closed."""

    def __init__(self, path: Path, reviewer: str) -> None:
        self.store = Store.open(path)
        self.search = Search(path)
        self.reviewer = reviewer
        self._done: list[tuple[Decision, Decision | None]] = []  # made here, and what it replaced

    def close(self) -> None:
        """Let go of the database."""
        self.search.close()
        self.store.close()

    def view(self, claim_id: str) -> View | None:
        """Return a claim in full; None if there is no such row any more."""
        claim = self.search.claim(claim_id)
        if claim is None:
            return None
        decision = self.store.decision(claim_id)
        row = reviewed(claim, decision)
        cited = self._cited(row) if row.citations else []
        marks = [
            *marks_of(claim),
            *(Mark("reference", c.page, c.box, f"note {c.label}")
              for c in cited if c.page and c.box),
        ]  # fmt: skip
        facts = {page.number: page for page in self.store.pages(claim.report_id)}
        shown = dict.fromkeys([claim.page, *(mark.page for mark in marks)])
        return View(
            claim=row,
            decision=decision,
            seen=stamp(decision),
            pieces=pieces(row),
            fields=_fields(claim, row),
            cited=cited,
            pages={n: facts[n] for n in shown if n in facts and facts[n].width and claim.bbox},
            marks=marks,
            elsewhere=self.search.elsewhere(claim_id),
            around=([], []) if claim.bbox else self.search.around(claim_id),
        )

    def _cited(self, claim: Claim) -> list[Cited]:
        """Return the claim's markers with what they lead to, and where that is printed."""
        references = self.store.references(claim.report_id)
        here = self.search.reports_cited(claim.report_id)
        made = []
        for citation in claim.citations:
            found = [r for r in references if r.said == citation.reference]
            found = [r for r in found if r.label == citation.label] or found
            at = found[0].location if found else None
            made.append(
                Cited(
                    citation.label,
                    citation.reference,
                    citation.url,
                    at.page if at else citation.page,
                    citation.repaired,
                    at.box if at else None,
                    here.get((found[0].label, found[0].text)) if found else None,
                )
            )
        return made

    def decide(
        self,
        claim_id: str,
        status: str,
        entries: Mapping[str, str | None],
        note: str | None,
        seen: str,
    ) -> Decision:
        """Decide on a claim as its reviewer saw it, and return the decision.

        Whoever accepts a row accepts what stands in it: if that is not what the program read,
        the row is ``corrected``. A rejected row keeps its note and no corrections.

        Raises:
            ReviewConflict: the row is gone or was decided by somebody else meanwhile, or an entry
                is not fit for its column.
            StoreError: the database cannot be written.
        """
        claim = self.search.claim(claim_id)
        if claim is None:
            raise ReviewConflict(
                "This row is gone: the report was read anew. Search for its words."
            )
        before = self.store.decision(claim_id)
        if stamp(before) != seen:
            raise ReviewConflict(f"{_who(before)} since you opened it. Look at it again.")
        if not is_status(status):
            raise ReviewConflict(f"{status!r} is no status. Choose from {get_args(Status)}.")
        verdict: Status = status
        made: tuple[tuple[str, str | None], ...] = ()
        if verdict in ("accepted", "corrected"):
            made = corrections(claim, entries)
            verdict = "corrected" if made else "accepted"
        decision = Decision(claim_id, verdict, made, note=(note or "").strip() or None, about=claim)
        return self._take(decision, before)

    def undo(self) -> Decision | None:
        """Take the last decision of this session back; None if there is none.

        Raises:
            ReviewConflict: somebody else has decided on the row since.
        """
        if not self._done:
            return None
        made, before = self._done[-1]
        now = self.store.decision(made.claim_id)
        if now is None or stamp(now) != stamp(made):
            self._done.pop()
            raise ReviewConflict(f"{_who(now)} since your decision, which stays as it is.")
        again = before or Decision(made.claim_id, "new")
        taken = self._take(replace(again, claim_id=made.claim_id), now)
        self._done[-2:] = []  # neither the decision nor its undoing can be undone
        for i, (earlier, replaced) in enumerate(self._done):
            if before and stamp(earlier) == stamp(before):  # it stands again, under a new date
                self._done[i] = (taken, replaced)
        return taken

    def _take(self, asked: Decision, before: Decision | None) -> Decision:
        claim_id = asked.claim_id

        def unchanged() -> None:
            now = self.store.decision(claim_id)
            if stamp(now) != stamp(before):
                raise ReviewConflict(f"{_who(now)} since you opened it. Look at it again.")

        when = datetime.now(UTC).isoformat(timespec="milliseconds")
        dated = replace(asked, reviewer=self.reviewer, reviewed_at=when)
        self.store.take([Entry(dated)], if_still=unchanged)
        decision = self.store.decision(claim_id)
        assert decision is not None
        self._done.append((decision, before))
        del self._done[:-UNDOS]
        return decision


def stamp(decision: Decision | None) -> str:
    """Return a short name of a decision's content: the same decision has the same name."""
    if decision is None:
        return ""
    content = (
        decision.status, decision.corrections, decision.reviewer, decision.reviewed_at,
        decision.note,
    )  # fmt: skip
    return hashlib.sha256(repr(content).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _who(decision: Decision | None) -> str:
    if decision is None:
        return "The decision on this row was taken away"
    verb = {"new": "reopened"}.get(decision.status, decision.status)
    return f"{decision.reviewer or 'Somebody'} {verb} this row"


def pieces(claim: Claim) -> list[Piece]:
    """Return the sentence in pieces: its figure, the actors' words, and what is between."""
    text = claim.claim
    spans: list[tuple[int, int, str]] = []
    if claim.figure_span:
        spans.append((*claim.figure_span, "figure"))
    for actor in claim.actors:
        at = text.find(actor.text) if actor.text else -1
        if at >= 0:
            spans.append((at, at + len(actor.text), "actor"))
    made: list[Piece] = []
    end = 0
    for start, stop, kind in sorted(spans):
        if start < end or stop > len(text) or start >= stop:
            continue
        made += [(text[end:start], ""), (text[start:stop], kind)]
        end = stop
    return [piece for piece in (*made, (text[end:], "")) if piece[0]]


def _readable(number: str) -> str:
    whole, point, part = number.partition(".")
    digits = whole.removeprefix("-")
    return f"{int(whole):,}{point}{part}" if digits.isdigit() and len(digits) < 16 else number


def _fields(claim: Claim, row: Claim) -> dict[str, Field]:
    extracted, now = values(claim), values(row)
    return {
        column.name: Field(column, now[column.name] or "", extracted[column.name] or "")
        for column in CORRECTABLE
    }


GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Figure", ("figure", "value", "value_high", "relation", "unit", "what", "per", "change")),
    ("Who", ("actors", "role", "source", "cue")),
    ("When and where", ("time", "time_start", "time_end", "place")),
    ("How it is said", ("kind", "modality", "negated", "claim")),
    ("Backed by", ("citations", "reference", "reference_url")),
)
