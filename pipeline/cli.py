"""The verbs: arguments in, exit code out. The only place that prints.

Each verb is a thin function over one that can be called from Python. Results go to standard
output; progress, summaries and complaints to standard error.
"""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipeline import __version__
from pipeline.annotate import DEFAULT_MODEL, MODELS
from pipeline.assembly import assemble
from pipeline.config import Settings, load_settings
from pipeline.errors import ExitCode, PipelineError, SettingsError
from pipeline.evaluate import (
    Evaluation,
    GoldReport,
    by_file,
    compare,
    evaluate,
    load_corpus,
    load_sentences,
    markdown,
    markdown_changes,
)
from pipeline.reading import find_reports, read_report
from pipeline.run import Failure, Outcome, Summary, pipeline_for, run, stages
from pipeline.schema import Document
from pipeline.sheets import claims_frame, export
from pipeline.sheets.flat import write_csv
from pipeline.sheets.json_lines import write_json_lines
from pipeline.store import Store
from pipeline.train import train_model

out = Console(soft_wrap=True)
err = Console(stderr=True)

app = typer.Typer(
    help="Turn reports (PDF, scans, text) into a claims table that people can check.\n\n"
    "Start with:  claims run my-reports",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="A TOML file; see the README, Settings.")
]
Model = Annotated[
    str | None,
    typer.Option(help="A spaCy model: a folder, a package, or `rules` for none at all."),
]
Outputs = Annotated[
    Path | None, typer.Option(help="Where claims.db and the tables go.  [default: outputs]")
]


def main() -> None:
    """Run the command line; every error of ours becomes one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a file's name may be no text at all
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
    except PipelineError as error:
        err.print(f"[bold red]claims:[/] {escape(str(error))}")
        code = error.exit_code
    except typer.Exit as stop:
        code = stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        err.print("claims: stopped. What was finished is kept; run again to go on.")
        code = 130
    except Exception as error:
        # Usage errors of typer's own parser know how to show themselves.
        show: Callable[[], None] | None = getattr(error, "show", None)
        if show is None:
            raise
        show()
        code = ExitCode.SETTINGS
    sys.exit(int(code or 0))


def _version(wanted: bool) -> None:
    if wanted:
        out.print(__version__)
        raise typer.Exit


@app.callback()
def common(
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress, no summary; only errors.")
    ] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="One JSON object a line on standard error.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Set up how we speak."""
    err.quiet = quiet or log_json
    level = logging.DEBUG if verbose else logging.ERROR if quiet else logging.INFO
    handler: logging.Handler
    if log_json:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_JsonLines())
    else:
        console = Console(stderr=True, soft_wrap=True)
        handler = RichHandler(console=console, show_path=False, show_time=verbose)
        handler.setFormatter(logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("pipeline").setLevel(level)


@app.command("run")
def run_command(
    reports: Annotated[list[str], typer.Argument(help="Folders, files or globs.")],
    outputs: Outputs = None,
    settings_file: SettingsFile = None,
    model: Model = None,
    workers: Annotated[int | None, typer.Option(help="Processes; 0 is one a core.")] = None,
    retry: Annotated[bool, typer.Option(help="Try again what failed before.")] = False,
) -> None:
    """Read what is new or changed, and write the claims table.

    Done work is not done again. A report that cannot be read is named, and the others go on.

    Example:  claims run ~/reports --outputs ~/claims
    """
    settings = _settings(settings_file, model=model, outputs=outputs, workers=workers)
    folder = Path(settings.run.outputs)
    paths = find_reports([Path(name).expanduser() for name in reports])
    with Store.open(folder / "claims.db") as store:
        with _progress("Reading reports") as (on_total, on_outcome):
            summary = run(
                paths, settings, store, retry=retry, on_total=on_total, on_outcome=on_outcome
            )
        missing = [f for f in settings.run.formats if not (folder / f"claims.{f}").exists()]
        if missing or not store.is_exported():  # a run that was killed may have left old tables
            with err.status("Writing the tables"):
                revision = store.revision()
                export(store, folder, settings.run.formats)
                store.note_export(revision)
        _show(summary, store, folder)
    if summary.count("failed"):
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.command()
def extract(
    report: Annotated[Path, typer.Argument(help="One report.")],
    form: Annotated[
        str, typer.Option("--format", help="table, csv or jsonl, on standard output.")
    ] = "table",
    settings_file: SettingsFile = None,
    model: Model = None,
) -> None:
    """Print the claims of one report; nothing is stored.

    Example:  claims extract brief.pdf --format csv > brief.csv
    """
    if form not in {"table", "csv", "jsonl"}:
        raise SettingsError(f"--format {form}: choose table, csv or jsonl.")
    settings = _settings(settings_file, model=model)
    path = _one_file(report)
    with err.status(f"Reading {escape(path.name)}"):
        result = stages(path, settings, nlp=pipeline_for(settings), ocr_threads=2)
    if isinstance(result, Failure):
        raise _as_error(result)
    if form == "csv":
        write_csv(sys.stdout, result.claims, {})
    elif form == "jsonl":
        write_json_lines(sys.stdout, result.claims)
    else:
        table = Table("page", "claim", "figure", "value", "unit", "actors", "source", "citations")
        for row in claims_frame(result.claims).to_dict("records"):
            table.add_row(*(_cell(row[str(column.header)]) for column in table.columns))
        out.print(table)


@app.command()
def read(
    report: Annotated[Path, typer.Argument(help="One report.")],
    blocks: Annotated[bool, typer.Option(help="Name the kind of each block.")] = False,
    settings_file: SettingsFile = None,
) -> None:
    """Print the text of one report in reading order: what the claims will be taken from.

    Example:  claims read scan.pdf --blocks
    """
    settings = _settings(settings_file)
    path = _one_file(report)
    with err.status(f"Reading {escape(path.name)}"):
        document = assemble(read_report(path, settings.reading, ocr_threads=2), settings.assembly)
    for line in _text_lines(document, blocks=blocks):
        sys.stdout.write(line + "\n")


@app.command("export")
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
    settings = _settings(settings_file, outputs=outputs)
    folder = Path(settings.run.outputs)
    database = folder / "claims.db"
    if not database.exists():
        raise SettingsError(f"{database} is not there. Run first: claims run REPORTS")
    with Store.open(database) as store, err.status("Writing the tables"):
        for path in export(store, folder, tuple(form or settings.run.formats)):
            out.print(str(path), markup=False, highlight=False)


@app.command("evaluate")
def evaluate_command(
    found: Annotated[
        Path | None,
        typer.Argument(help="A claims.jsonl. Left out: the gold's reports are read now."),
    ] = None,
    gold: Annotated[
        Path, typer.Option(help="A splits.toml, or one file of gold in JSON Lines.")
    ] = Path("corpus/splits.toml"),
    split: Annotated[str, typer.Option(help="dev, test or all.")] = "all",
    against: Annotated[
        Path | None,
        typer.Option(help="An earlier claims.jsonl: show gains and losses."),
    ] = None,
    by_report: Annotated[bool, typer.Option(help="Also a line a report.")] = False,
    outputs: Outputs = None,
    settings_file: SettingsFile = None,
    model: Model = None,
) -> None:
    """Print precision, recall and F1 of every column against gold, dev and test apart.

    Example:  claims evaluate --split dev --against outputs/evaluate/last.jsonl
    """
    settings = _settings(settings_file, model=model, outputs=outputs)
    reports = _gold(gold, split)
    if found is None:
        found = _read_gold_reports(gold, reports, settings)
    result = _scored(found, reports)
    sys.stdout.write(markdown(result, reports=by_report))
    if against:
        changes = compare(_scored(against, reports), result)
        sys.stdout.write("\n" + markdown_changes(changes))


@app.command()
def train(
    data: Annotated[Path, typer.Argument(help="The folder of training data; see MODEL.md.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the model goes.")] = MODELS
    / DEFAULT_MODEL,
    processes: Annotated[int, typer.Option(help="How many trainings at once.", min=1)] = 2,
) -> None:
    """Train the English pipeline anew, and print its scores. Takes an hour or more.

    Example:  claims train ~/training --out models/en_reports
    """
    scores = train_model(data, out_folder, processes=processes)
    out.print_json(json.dumps(scores))


def _gold(path: Path, split: str) -> list[GoldReport]:
    if path.suffix != ".toml":
        sentences = load_sentences(path)
        if not sentences:
            raise SettingsError(f"{path}: no gold in it. Name a file with one object a sentence.")
        return [GoldReport(str(sentences[0].get("file", path.stem)), tuple(sentences))]
    if not path.exists():
        raise SettingsError(f"{path} is not here. Name your gold: --gold FILE.")
    chosen = [report for report in load_corpus(path) if split in {"all", report.split}]
    if not chosen:
        raise SettingsError(f"{path}: no report of split {split!r}. Choose dev, test or all.")
    return chosen


def _read_gold_reports(gold: Path, reports: list[GoldReport], settings: Settings) -> Path:
    """Read the gold's reports into a store of their own; return its claims.jsonl."""
    folder = Path(settings.run.outputs) / "evaluate"
    inside = replace(settings, run=replace(settings.run, outputs=str(folder)))
    paths = [gold.parent / "reports" / report.file for report in reports]
    with Store.open(folder / "claims.db") as store:
        with _progress("Reading the gold's reports") as (on_total, on_outcome):
            run(paths, inside, store, on_total=on_total, on_outcome=on_outcome)
        (table,) = export(store, folder, ["jsonl"])
    return table


def _scored(found: Path, reports: list[GoldReport]) -> Evaluation:
    sentences = by_file(load_sentences(found))
    if len(sentences) == len(reports) == 1:  # one report, whatever its file is called
        sentences = {reports[0].file: next(iter(sentences.values()))}
    return evaluate(sentences, reports)


def _settings(
    path: Path | None,
    *,
    model: str | None = None,
    outputs: Path | None = None,
    workers: int | None = None,
) -> Settings:
    settings = load_settings(path)
    if model:
        settings = replace(settings, model=model)
    changes: dict[str, Any] = {}
    if outputs:
        changes["outputs"] = str(outputs.expanduser())
    if workers is not None:
        changes["workers"] = workers
    return replace(settings, run=replace(settings.run, **changes))


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


@contextmanager
def _progress(
    title: str,
) -> Iterator[tuple[Callable[[int], None], Callable[[Outcome], None]]]:
    """Show a bar on standard error; yield what tells it the total and each outcome."""
    log = logging.getLogger("pipeline.run")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[last]}"),
    )
    with Progress(*columns, console=err, disable=err.quiet, transient=True) as bar:
        task = bar.add_task(title, total=None, last="")

        def on_total(total: int) -> None:
            bar.update(task, total=total)

        def on_outcome(outcome: Outcome) -> None:
            bar.update(task, advance=1, last=escape(outcome.path.name))
            log.debug("%s: %s %s", outcome.path.name, outcome.state, outcome.message)

        yield on_total, on_outcome


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
            escape(outcome.message),
        )
    if table.row_count:
        err.print(table)
    if not summary.changed and not counts["failed"]:
        err.print(f"Nothing to do: all {counts['unchanged']} reports are up to date.")
    else:
        said = [f"{number} {state}" for state, number in counts.items() if number]
        err.print(", ".join(said) + ".")
    totals = store.counts()
    where = escape(str(folder))
    err.print(f"{totals['claims']} claims of {totals['reports']} reports in {where}/")


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


class _JsonLines(logging.Formatter):
    """One JSON object a record, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
