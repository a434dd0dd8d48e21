"""The order of one night: look, read, export, report, back up.

Everything is done with the outputs folder held, and every step leaves what it found whole if it
fails or is killed; the next night does what this one did not.
"""

import json
import logging
import os
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from pipeline import __version__
from pipeline.config import Settings
from pipeline.errors import ExitCode, PipelineError, SettingsError, StoreError
from pipeline.nightly.backups import back_up, backup_folder, prune
from pipeline.nightly.inboxes import Inbox, look_into
from pipeline.nightly.leftovers import sweep
from pipeline.nightly.lock import held
from pipeline.nightly.metrics import exposition
from pipeline.nightly.night_report import (
    DATA,
    LISTS,
    SUMMARY,
    InboxLine,
    NightReport,
    earlier,
    last_night,
    tell,
)
from pipeline.nightly.page import page
from pipeline.nightly.presence import presence
from pipeline.run import Outcome, Summary, run
from pipeline.run.tables import write_tables
from pipeline.sheets import replacing
from pipeline.store import Store
from pipeline.store.changes import note_reported
from pipeline.store.presence import note_presence

log = logging.getLogger(__name__)

PAGE, METRICS = "report.html", "metrics.prom"
CACHE = ".inboxes"  # hidden, so that an inbox around the outputs folder does not find it


def nightly(
    settings: Settings,
    *,
    executor: Executor | None = None,
    on_total: Callable[[int], None] = lambda total: None,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> NightReport:
    """Do one night's work, and return what was done; its ``exit_code`` is for the scheduler.

    A report that failed before and would fail again is no news: it is listed, and the exit
    code is 0.

    Raises:
        SettingsError: no inbox is named.
        OutputsInUse: another run is at work.
        StoreError: the outputs folder cannot be written.
    """
    if not settings.nightly.inboxes:
        raise SettingsError(
            'No inbox is named. Write in the settings:  [nightly]  inboxes = ["FOLDER"]'
        )
    outputs = Path(settings.run.outputs)
    began, clock = datetime.now(UTC), monotonic()
    folder = _new_folder(outputs / "runs", began)
    night = NightReport(
        run=folder.name,
        number=0,
        began=began.isoformat(timespec="seconds"),
        host=socket.gethostname(),
        version=__version__,
    )
    with held(outputs, doing="claims nightly", run=night.run):
        before = earlier(outputs / "runs")
        last = last_night(outputs / "runs", before)
        night.number = before[-1]["number"] + 1 if before else 1
        try:
            _work(night, settings, folder, last, executor, on_total, on_outcome)
        except PipelineError as error:
            night.exit_code = error.exit_code
            night.problems.append(str(error))
            raise
        except BaseException:
            night.exit_code = ExitCode.STORE
            raise
        finally:
            night.seconds = round(monotonic() - clock, 3)
            night.ended = datetime.now(UTC).isoformat(timespec="seconds")
            if night.exit_code > ExitCode.SOME_FAILED:
                with suppress(PipelineError):  # what stopped the night is told already
                    _write_metrics(asdict(night), before, settings)
        data = asdict(night)
        _write(folder, data, before)
        _write_metrics(data, before, settings)
        with Store.open(outputs / "claims.db") as store, store.transaction() as db:
            note_reported(db)
        _prune(outputs / "runs", before, settings.nightly.run_reports)
    log.info(
        "Run %s: %s, in %.1f seconds. %s",
        night.run,
        ", ".join(f"{n} {state.replace('_', ' ')}" for state, n in night.counts.items()),
        night.seconds,
        folder / PAGE,
        extra={"facts": {"run": night.run, **night.counts}},
    )
    return night


def _work(
    night: NightReport,
    settings: Settings,
    folder: Path,
    last: dict[str, Any] | None,
    executor: Executor | None,
    on_total: Callable[[int], None],
    on_outcome: Callable[[Outcome], None],
) -> None:
    outputs = Path(settings.run.outputs)
    database = outputs / "claims.db"
    copies = backup_folder(settings)
    sweep(outputs, more=(copies,))
    if not settings.nightly.backups:
        night.no_backup = "the settings want none"
    elif not database.exists():
        night.no_backup = "there was nothing to copy yet"
    else:
        _back_up(night, outputs, copies, settings.nightly.backups)
    inboxes = look_into(
        settings.nightly.inboxes, outputs / CACHE, max_bytes=settings.reading.max_bytes
    )
    origins = {str(p): address for inbox in inboxes for p, address in inbox.addresses.items()}

    def note(outcome: Outcome) -> None:
        _log(outcome, night.run, origins)
        on_outcome(outcome)

    with Store.open(database) as store:
        summary = run(
            [path for inbox in inboxes for path in inbox.inputs],
            settings,
            store,
            executor=executor,
            folder=folder,
            on_total=on_total,
            on_outcome=note,
        )
        _note_presence(night, store, inboxes, summary.outcomes, origins)
        write_tables(store, outputs, settings.run.formats)
        tell(night, store, summary.outcomes, last=last, origins=origins)
    night.inboxes = [_inbox_line(inbox, summary) for inbox in inboxes]
    for inbox in inboxes:
        night.problems += filter(None, (inbox.error, *inbox.problems))
    if night.problems or night.counts["failed"]:
        night.exit_code = ExitCode.SOME_FAILED


def _note_presence(
    night: NightReport,
    store: Store,
    inboxes: Iterable[Inbox],
    outcomes: Iterable[Outcome],
    origins: dict[str, str],
) -> None:
    """Mark the reports whose files are gone, and follow those that were renamed."""
    files = store.known_files()
    seen: dict[str, str] = {}
    for outcome in outcomes:
        seen[str(outcome.path)] = outcome.report_id or ""
        if str(outcome.path) not in files:  # a link; files are known by where they lie in truth
            seen[os.path.realpath(outcome.path)] = outcome.report_id or ""
    reports = store.reports()
    found = presence(
        reports=reports,
        failures=store.failures(),
        files=files.values(),
        seen=seen,
        looked_into=[inbox.root for inbox in inboxes if not inbox.error],
        unknown=[inbox.root for inbox in inboxes if inbox.error],
    )
    gone, back = note_presence(store, gone=found.gone, moved=found.moved, forgotten=found.forgotten)
    paths = {report.report_id: origins.get(report.path, report.path) for report in reports}
    night.gone = [paths[report_id] for report_id in gone]
    night.back = [paths[report_id] for report_id in back]
    night.moved = [
        f"{paths[report_id]} is now {origins.get(str(path), path)}"
        for report_id, path in sorted(found.moved.items())
        if report_id in paths
    ]


def _back_up(night: NightReport, outputs: Path, copies: Path, keep: int) -> None:
    """Make the backup before anything is changed; a night without one goes on, and says so."""
    try:
        night.backup = str(back_up(outputs, copies))
        prune(copies, keep)
    except StoreError as error:
        log.error("No backup: %s", error)
        night.no_backup = "it could not be made"
        night.problems.append(f"No backup was made. {error}")


def _inbox_line(inbox: Inbox, summary: Summary) -> InboxLine:
    files = sum(str(outcome.path).startswith(f"{inbox.root}/") for outcome in summary.outcomes)
    passed_over = tuple(
        str(path.relative_to(inbox.root))
        for path in summary.passed_over
        if path.is_relative_to(inbox.root)
    )
    return InboxLine(inbox.name, files, inbox.fetched, inbox.error, passed_over)


def _log(outcome: Outcome, run_name: str, origins: dict[str, str]) -> None:
    """Write the log's line of one report."""
    facts = {
        "run": run_name,
        "file": origins.get(str(outcome.path), str(outcome.path)),
        "state": outcome.state,
        "report_id": outcome.report_id,
        "claims": outcome.claims,
        "pages": outcome.pages,
        "seconds": round(sum(outcome.seconds.values()), 3),
    }
    level = logging.DEBUG if outcome.state == "unchanged" else logging.INFO
    log.log(
        level,
        "run %(run)s: %(file)s %(state)s, %(pages)d pages, %(claims)d claims, %(seconds).1f s",
        facts,
        extra={"facts": facts},
    )


def _write(folder: Path, data: dict[str, Any], before: list[dict[str, Any]]) -> None:
    """Write the night's data, its page, and last its summary, by which later nights know it."""
    summary = {name: value for name, value in data.items() if name not in LISTS}
    for name, text in (
        (DATA, _json(data)),
        (PAGE, page(data, before)),
        (SUMMARY, _json(summary)),
    ):
        with replacing(folder / name) as file:
            file.write(text.encode("utf-8", "replace"))


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _write_metrics(data: dict[str, Any], before: list[dict[str, Any]], settings: Settings) -> None:
    named = settings.nightly.metrics
    path = Path(named).expanduser() if named else Path(settings.run.outputs) / METRICS
    with replacing(path) as file:
        file.write(exposition(data, before).encode("utf-8"))


def _new_folder(runs: Path, began: datetime) -> Path:
    """Return a folder that no run has had, whatever the clock says; it is not made yet."""
    stamp = began.strftime("%Y-%m-%dT%H-%M-%SZ")
    folder, number = runs / stamp, 1
    while folder.exists():
        number += 1
        folder = runs / f"{stamp}-{number}"
    return folder


def _prune(runs: Path, before: list[dict[str, Any]], keep: int) -> None:
    """Remove the pages of nights long ago; what else lies in their folders stays."""
    for night in before[: max(0, len(before) + 1 - keep)]:
        folder = runs / str(night["run"])
        for name in (PAGE, DATA, SUMMARY):
            with suppress(OSError):
                (folder / name).unlink()
        with suppress(OSError):
            folder.rmdir()
