"""Verbs that make the claims table: run, extract, read, export."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from pipeline.assembly import assemble
from pipeline.cli.console import (
    TABLE,
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
from pipeline.errors import ExitCode, PipelineError, SettingsError
from pipeline.nightly.leftovers import sweep
from pipeline.nightly.lock import held
from pipeline.reading import find_reports, read_report
from pipeline.review.layout_picture import layout_pictures
from pipeline.run import Failure, Summary, pipeline_for, run, stages
from pipeline.run.failure_log import run_folder
from pipeline.run.tables import write_tables
from pipeline.run.together import FIGURES, bring_together
from pipeline.schema import Document
from pipeline.sheets import claims_frame, export
from pipeline.sheets.flat import write_csv
from pipeline.sheets.json_lines import write_json_lines
from pipeline.store import Store


@app.command("run", rich_help_panel=TABLE)
def run_command(
    reports: Annotated[list[str], typer.Argument(help="Folders, files or globs.")],
    outputs: Outputs = None,
    settings_file: SettingsFile = None,
    model: Model = None,
    workers: Workers = None,
    retry: Annotated[bool, typer.Option(help="Try again what failed before.")] = False,
    rehash: Annotated[
        bool, typer.Option(help="Look into every file, of whatever size and time.")
    ] = False,
    cluster: Annotated[
        str | None, typer.Option(help="A Dask scheduler's address, such as tcp://host:8786.")
    ] = None,
) -> None:
    """Read what is new or changed, and write the claims table.

    Done work is not done again. A report that cannot be read is named, and the others go on.

    Example:  claims run ~/reports --outputs ~/claims
    """
    settings = settings_from(
        settings_file, model=model, outputs=outputs, workers=workers, cluster=cluster
    )
    folder = Path(settings.run.outputs)
    paths = find_reports([Path(name).expanduser() for name in reports])
    told = run_folder(folder)
    with (
        held(folder, doing="claims run", run=told.name),
        Store.open(folder / "claims.db") as store,
    ):
        sweep(folder)
        with progress("Reading reports") as (on_total, on_outcome):
            summary = run(
                paths,
                settings,
                store,
                retry=retry,
                rehash=rehash,
                folder=told,
                on_total=on_total,
                on_outcome=on_outcome,
            )
        with err.status("Writing the tables"):
            write_tables(store, folder, settings.run.formats)
        _show(summary, store, folder)
    if summary.count("failed"):
        raise typer.Exit(ExitCode.SOME_FAILED)


# How much of a line each column of a printed table gets: most goes to the sentence.
_SHARES = {"page": None, "claim": 12, "figure": 5, "value": 4, "unit": 4, "actors": 5, "source": 5,
           "citations": None}  # fmt: skip


@app.command(rich_help_panel=TABLE)
def extract(
    report: Annotated[Path, typer.Argument(help="One report.")],
    form: Printed = Form.TABLE,
    settings_file: SettingsFile = None,
    model: Model = None,
) -> None:
    """Print the claims of one report; nothing is stored.

    Example:  claims extract brief.pdf --format csv > brief.csv
    """
    settings = settings_from(settings_file, model=model)
    path = _one_file(report)
    with err.status(f"Reading {escape(path.name)}"):
        result = stages(path, settings, nlp=pipeline_for(settings), ocr_threads=2)
    if isinstance(result, Failure):
        raise _as_error(result)
    if form is Form.CSV:
        write_csv(sys.stdout, result.claims, {})
    elif form is Form.JSONL:
        write_json_lines(sys.stdout, result.claims)
    else:
        table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1, 0, 0))
        for name, share in _SHARES.items():
            table.add_column(name, ratio=share)
        for row in claims_frame(result.claims).to_dict("records"):
            table.add_row(*(_cell(row[str(column.header)]) for column in table.columns))
        out.print(table)


@app.command(rich_help_panel=TABLE)
def read(
    report: Annotated[Path, typer.Argument(help="One report.")],
    blocks: Annotated[bool, typer.Option(help="Name the kind of each block.")] = False,
    picture: Annotated[
        Path | None,
        typer.Option(help="A folder: draw what was understood on each page's picture, there."),
    ] = None,
    settings_file: SettingsFile = None,
) -> None:
    """Print the text of one report in reading order: what the claims will be taken from.

    Example:  claims read scan.pdf --blocks --picture scan-pages
    """
    settings = settings_from(settings_file)
    path = _one_file(report)
    with err.status(f"Reading {escape(path.name)}"):
        printed = read_report(path, settings.reading, ocr_threads=2)
        document = assemble(printed, settings.assembly)
    if picture is not None:
        for number, png in layout_pictures(path, printed, document, settings.reading):
            _write_picture(picture / f"page-{number:04}.png", png)
        return
    for line in _text_lines(document, blocks=blocks):
        sys.stdout.write(line + "\n")


@app.command("export", rich_help_panel=TABLE)
def export_command(
    outputs: Outputs = None,
    form: Annotated[
        list[str] | None, typer.Option("--format", help="xlsx, csv, parquet, jsonl; repeatable.")
    ] = None,
    settings_file: SettingsFile = None,
) -> None:
    """Write the tables again from the store, without reading a report.

    Example:  claims export --format csv
    """
    settings = settings_from(settings_file, outputs=outputs)
    folder = Path(settings.run.outputs)
    with opened(folder) as store, err.status("Writing the tables"):
        bring_together(store, most=FIGURES)
        for path in export(store, folder, tuple(form or settings.run.formats)):
            out.print(str(path), markup=False, highlight=False)


def _write_picture(path: Path, png: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png)
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be written ({error.strerror}). Choose another folder."
        ) from error
    out.print(str(path), markup=False, highlight=False)


def _one_file(path: Path) -> Path:
    found = find_reports([path.expanduser()])
    if len(found) != 1:
        raise SettingsError(f"{path} holds {len(found)} reports; name one, or use: claims run")
    return found[0]


def _as_error(failure: Failure) -> PipelineError:
    if failure.trace:
        logging.getLogger("pipeline").error("%s", failure.trace)
    error = PipelineError(failure.message)
    error.exit_code = failure.exit_code
    return error


def _show(summary: Summary, store: Store, folder: Path) -> None:
    """Print what the run did, on standard error."""
    counts = {
        state: summary.count(state)
        for state in ("read", "unchanged", "duplicate", "failed")  # in the order people ask
    }
    if err.quiet:
        logging.getLogger("pipeline.run").info("run %s: %s", summary.run_id, counts)
        return
    table = Table(title=None, show_edge=False, pad_edge=False)
    for name in ("report", "pages", "claims", "seconds", "note"):
        table.add_column(
            name, justify="right" if name in {"pages", "claims", "seconds"} else "left"
        )
    for outcome in sorted(summary.outcomes, key=lambda o: str(o.path)):
        if outcome.state in {"unchanged", "failed"}:  # failures were logged, one line each
            continue
        seconds = sum(outcome.seconds.values())
        table.add_row(
            escape(outcome.path.name),
            str(outcome.pages or ""),
            str(outcome.claims or ""),
            f"{seconds:.1f}" if seconds else "",
            escape("; ".join(filter(None, (outcome.message, *outcome.warnings)))),
        )
    if table.row_count:
        err.print(table)
    if not summary.outcomes:
        err.print("[yellow]There is no report:[/] no PDF, PNG, JPEG, TIFF or text was found.")
    elif not summary.changed and not counts["failed"]:
        err.print(f"Nothing to do: all {counts['unchanged']} reports are up to date.")
    else:
        said = [f"{number} {state}" for state, number in counts.items() if number]
        err.print(", ".join(said) + ".")
    if counts["failed"]:
        err.print("What could not be read, and why: claims failures")
    totals = store.counts()
    where = escape(str(folder))
    err.print(f"{totals['claims']} claims of {totals['reports']} reports in {where}/")
    if lost := len(store.orphans()):
        told = "1 decision has" if lost == 1 else f"{lost} decisions have"
        err.print(f"{told} no claim at present; kept, see: claims review orphans")


def _text_lines(document: Document, *, blocks: bool) -> Iterator[str]:
    page = 0
    for block in document.blocks:
        at = document.locate(block.start, block.end)
        if at and at[0].page != page:
            page = at[0].page
            yield f"--- page {page} ---"
        text = document.text[block.start : block.end]
        yield f"[{block.kind}] {text}" if blocks else text
        yield ""
    if blocks:
        for reference in document.references:
            yield f"[reference {reference.label}] {reference.text}"


def _cell(value: object) -> str:
    if value is None or value != value:  # NaN
        return ""
    return escape(f"{value:g}" if isinstance(value, float) else str(value))
