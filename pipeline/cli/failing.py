"""Verbs for what could not be read: failures, retry."""

import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.cli.console import (
    NIGHT,
    Form,
    Model,
    Outputs,
    Printed,
    SettingsFile,
    Workers,
    app,
    err,
    opened,
    out,
    progress,
    settings_from,
)
from pipeline.errors import ExitCode, SettingsError
from pipeline.nightly.lock import held
from pipeline.run import run
from pipeline.run.failure_log import run_folder
from pipeline.run.tables import write_tables
from pipeline.sheets.safe import escaped
from pipeline.store import FailureRecord

COLUMNS = ("file", "path", "stage", "message", "since", "attempts", "again")


@app.command(rich_help_panel=NIGHT)
def failures(
    outputs: Outputs = None,
    form: Printed = Form.TABLE,
    settings_file: SettingsFile = None,
) -> None:
    """Print what could not be read: why, since when, how often it was tried, what to do.

    Example:  claims failures --format csv > failures.csv
    """
    settings = settings_from(settings_file, outputs=outputs)
    with opened(Path(settings.run.outputs)) as store:
        rows = [_row(failure) for failure in store.failures()]
    if form is Form.JSONL:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form is Form.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([escaped(str(row[name])) for name in COLUMNS])
    elif rows:
        table = Table("file", "why, and what to do", "since", "attempts", "next time")
        for row in rows:
            shown = (row["file"], row["message"], str(row["since"])[:10], row["attempts"],
                     row["again"])  # fmt: skip
            table.add_row(*(escape(str(cell)) for cell in shown))
        out.print(table)
    else:
        err.print("Everything was read.")


@app.command(rich_help_panel=NIGHT)
def retry(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files that failed.  [default: all of them]")
    ] = None,
    outputs: Outputs = None,
    settings_file: SettingsFile = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Try again what could not be read.

    Example:  claims retry scans/march.pdf
    """
    settings = settings_from(settings_file, model=model, outputs=outputs, workers=workers)
    folder = Path(settings.run.outputs)
    told = run_folder(folder)
    with held(folder, doing="claims retry", run=told.name), opened(folder) as store:
        wanted = _chosen(store.failures(), files or [])
        there = [path for path in wanted if path.exists()]
        for path in wanted:
            if path not in there:
                err.print(f"{escape(str(path))} is no longer there.")
        if not there:
            err.print("Nothing to try again.")
            return
        with progress("Reading again") as (on_total, on_outcome):
            summary = run(
                there, settings, store, retry=True, folder=told,
                on_total=on_total, on_outcome=on_outcome,
            )  # fmt: skip
        write_tables(store, folder, settings.run.formats)
    err.print(f"{summary.count('read')} read, {summary.count('failed')} failed.")
    if summary.count("failed"):
        raise typer.Exit(ExitCode.SOME_FAILED)


def _chosen(known: list[FailureRecord], files: list[Path]) -> list[Path]:
    """Return the paths of the failures that are meant: by path, or by name alone."""
    if not files:
        return [Path(failure.path) for failure in known]
    chosen = []
    for file in files:
        hits = [
            Path(failure.path)
            for failure in known
            if Path(failure.path) == file.expanduser().absolute()
            or (len(file.parts) == 1 and Path(failure.path).name == file.name)
        ]
        if not hits:
            raise SettingsError(f"{file} is not among the failures. See: claims failures")
        chosen += hits
    return chosen


def _row(failure: FailureRecord) -> dict[str, str | int]:
    """Return a failure as a row of the table."""
    facts = asdict(failure)
    return {
        "file": Path(failure.path).name,
        "path": failure.path,
        "stage": failure.stage,
        "message": failure.message,
        "since": facts["first_failed_at"] or failure.failed_at,
        "attempts": failure.attempts,
        "again": "left alone until it changes" if failure.key else "tried again",
    }
