"""What a night did, as data: ``report.json`` of its folder, and the nights before it.

All that the HTML page and the metrics show stands here first.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.run import Outcome
from pipeline.store import FailureRecord, ReportRecord, Store
from pipeline.store.changes import Altered, Change, Finding, findings, unreported
from pipeline.store.database import connect

log = logging.getLogger(__name__)

FORMAT = 1  # of report.json; grows when a field changes its meaning
DATA = "report.json"
SUMMARY = "summary.json"  # the same without the lists, which may be long: for later nights
LISTS = ("reports", "failures", "findings", "changes", "conflicts", "gone", "back", "moved")
FINDINGS = 25  # new claims that are shown
STAGES = ("reading", "assembly", "annotate", "claims")


@dataclass(frozen=True)
class InboxLine:
    """What was found in one inbox."""

    name: str
    files: int
    fetched: int = 0  # copied from far away
    error: str = ""
    passed_over: tuple[str, ...] = ()  # documents in formats that are not read


@dataclass(frozen=True)
class ReportLine:
    """A report that was read."""

    file: str
    report: str
    origin: str  # its path, or its address
    how: str  # new, again, edition
    pages: int
    ocr_pages: int
    ocr_confidence: float | None  # mean of its pages that were read by OCR
    worst_page: int | None  # of these
    claims: int
    kept: int
    added: int
    removed: int
    altered: int
    seconds: dict[str, float]  # by stage
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class FailureLine:
    """A file that was not read."""

    file: str
    path: str
    report_id: str | None
    stage: str
    message: str
    since: str
    attempts: int
    is_new: bool  # no run report told of it yet


@dataclass(frozen=True)
class ChangeLine:
    """What was read otherwise than before, or is no longer there."""

    file: str
    how: str
    altered: tuple[Altered, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConflictSide:
    """One of two claims that contradict each other."""

    claim_id: str
    claim: str
    report: str
    file: str
    page: int
    date: str | None  # of the report


@dataclass(frozen=True)
class Conflict:
    """Two claims of different reports whose figures disagree."""

    sides: tuple[ConflictSide, ...]


@dataclass
class NightReport:
    """What a night did. Times are ISO 8601, UTC."""

    run: str  # its name, and its folder's
    number: int  # of the night, whatever the clock says
    began: str
    host: str = ""
    version: str = ""
    ended: str = ""
    seconds: float = 0.0
    exit_code: int = 0
    counts: dict[str, int] = field(default_factory=dict)  # what came in, by what became of it
    claims: dict[str, int] = field(default_factory=dict)  # added, removed, altered, kept
    totals: dict[str, int] = field(default_factory=dict)  # in the store now
    stages: dict[str, float] = field(default_factory=dict)  # seconds of work, all processes
    inboxes: list[InboxLine] = field(default_factory=list)
    reports: list[ReportLine] = field(default_factory=list)
    failures: list[FailureLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    changes: list[ChangeLine] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)  # new ones
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of the night itself
    backup: str = ""
    no_backup: str = ""  # why there is none
    ocr_confidence: float | None = None
    format: int = FORMAT


def tell(
    night: NightReport,
    store: Store,
    outcomes: Sequence[Outcome],
    *,
    last: dict[str, Any] | None,
    origins: dict[str, str],
) -> None:
    """Fill in what the run did, from its outcomes and from what the store noted.

    What earlier runs did that were killed, or were no nights, is told now. What failed is new
    unless ``last``, the night before, told of it.
    """
    with closing(connect(store.path)) as db:
        changes = unreported(db)
        night.findings = findings(db, FINDINGS)
    reports = {report.report_id: report for report in store.reports()} if changes else {}
    states = Counter(outcome.state for outcome in outcomes)
    told = {(line["path"], line["report_id"]) for line in last["failures"]} if last else set()
    night.failures = [_failure_line(f, told, origins) for f in store.failures()]
    night.failures.sort(key=lambda line: (not line.is_new, line.since, line.file))
    night.counts = {
        "files": len(outcomes),
        **{state: states[state] for state in ("read", "unchanged", "duplicate")},
        "failed": sum(line.is_new for line in night.failures),
        "known_failures": sum(not line.is_new for line in night.failures),
    }
    night.reports = [
        _report_line(change, reports[change.report_id], store, origins)
        for change in changes
        if change.report_id in reports
    ]
    night.reports.sort(key=lambda line: not line.warnings)  # what needs a look comes first
    night.claims = {
        name: sum(getattr(change, name) for change in changes)
        for name in ("added", "removed", "altered", "kept")
    }
    night.changes = [
        ChangeLine(c.file, c.how, c.examples_altered, c.examples_removed, c.examples_added)
        for c in changes
        if c.how != "new" and (c.altered or c.removed or c.added)
    ]
    night.conflicts = _conflicts(night, store, last)
    night.totals = store.counts()
    night.stages = _stages(night.reports)
    seen = [(r.ocr_confidence, r.ocr_pages) for r in night.reports if r.ocr_confidence is not None]
    pages = sum(count for _, count in seen)
    night.ocr_confidence = sum(c * count for c, count in seen) / pages if pages else None


def earlier(runs: Path) -> list[dict[str, Any]]:
    """Return the summaries of the nights before, the first one first.

    What cannot be read is left out.
    """
    nights = [night for path in runs.glob(f"*/{SUMMARY}") if (night := _read(path))]
    return sorted(nights, key=lambda night: int(night["number"]))


def last_night(runs: Path, before: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the last of the nights ``before``, with its lists; None if it is not there."""
    return _read(runs / before[-1]["run"] / DATA) if before else None


def _read(path: Path) -> dict[str, Any] | None:
    try:
        night: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if night["format"] == FORMAT and isinstance(night["number"], int):
            return night
    except (OSError, ValueError, KeyError, TypeError):
        log.warning("%s: no run report of ours; it is left out.", path)
    return None


def _report_line(
    change: Change, report: ReportRecord, store: Store, origins: dict[str, str]
) -> ReportLine:
    pages = store.pages(report.report_id)
    ocr = [page for page in pages if page.method == "ocr" and page.width]  # not of bare text
    worst = min(ocr, key=lambda page: page.confidence, default=None)
    return ReportLine(
        file=change.file,
        report=report.report,
        origin=origins.get(report.path, report.path),
        how=change.how,
        pages=report.page_count,
        ocr_pages=len(ocr),
        ocr_confidence=sum(page.confidence for page in ocr) / len(ocr) if ocr else None,
        worst_page=worst.number if worst else None,
        claims=report.claims,
        kept=change.kept,
        added=change.added,
        removed=change.removed,
        altered=change.altered,
        seconds=dict(report.seconds),
        warnings=report.warnings,
    )


def _failure_line(
    failure: FailureRecord, told: set[tuple[str, str | None]], origins: dict[str, str]
) -> FailureLine:
    path = origins.get(failure.path, failure.path)
    return FailureLine(
        file=Path(failure.path).name,
        path=path,
        report_id=failure.report_id,
        stage=failure.stage,
        message=failure.message,
        since=failure.first_failed_at,
        attempts=failure.attempts,
        is_new=(path, failure.report_id) not in told,
    )


def _conflicts(night: NightReport, store: Store, last: dict[str, Any] | None) -> list[Conflict]:
    """Return the conflicts that no run report told of yet."""
    # A clock that was set back since the last night must not hide any.
    pairs = store.conflicts_since(min(night.began, last["ended"]) if last else "")
    told = {tuple(s["claim_id"] for s in c["sides"]) for c in last["conflicts"]} if last else set()
    new = [pair for pair in pairs if pair not in told]
    if not new:
        return []
    members = {m.claim_id: m for group in store.groups(conflicts=True) for m in group.members}
    return [
        Conflict(
            tuple(
                ConflictSide(m.claim_id, m.claim, m.report, m.file, m.page, m.date)
                for m in (members[claim_id] for claim_id in pair)
            )
        )
        for pair in new
    ]


def _stages(reports: Iterable[ReportLine]) -> dict[str, float]:
    seconds: Counter[str] = Counter()
    for report in reports:
        seconds.update(report.seconds)
    order = {name: i for i, name in enumerate(STAGES)}
    return {name: seconds[name] for name in sorted(seconds, key=lambda n: order.get(n, 99))}
