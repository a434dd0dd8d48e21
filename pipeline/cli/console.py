"""What the verbs share: the two streams, the options, the progress bar, the settings, the store."""

import getpass
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipeline.config import Settings, load_settings
from pipeline.errors import SettingsError
from pipeline.run import Outcome
from pipeline.store import Store

REDRAW = 0.1  # seconds

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

# What the help calls each group of verbs.
TABLE = "The claims table"
REVIEW = "Review"
NIGHT = "Every night"
MEASURE = "Measure and train"

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
Workers = Annotated[int | None, typer.Option(help="Processes; 0 is one a core.")]
Reviewer = Annotated[
    str | None, typer.Option(help="The name your decisions carry.  [default: your login]")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Take it without asking.")]


class Form(StrEnum):
    """How a verb prints its rows."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


Printed = Annotated[Form, typer.Option("--format", help="How it is printed on standard output.")]


def settings_from(
    path: Path | None,
    *,
    model: str | None = None,
    outputs: Path | None = None,
    workers: int | None = None,
    cluster: str | None = None,
) -> Settings:
    settings = load_settings(path)
    if model:
        settings = replace(settings, model=model)
    changes: dict[str, Any] = {}
    if outputs:
        changes["outputs"] = str(outputs.expanduser())
    if workers is not None:
        changes["workers"] = workers
    if cluster is not None:
        changes["cluster"] = cluster
    return replace(settings, run=replace(settings.run, **changes))


def login() -> str:
    """Return the name that a decision carries where none is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a machine or a container without accounts
        return "reviewer"


def opened(outputs: Path) -> Store:
    """Open the store of an outputs folder, to be closed by ``with``.

    Raises:
        SettingsError: nothing was run there yet.
        StoreError: see ``Store.open``.
    """
    database = outputs / "claims.db"
    if not database.exists():
        raise SettingsError(f"{database} is not there. Run first: claims run REPORTS")
    return Store.open(database)


@contextmanager
def progress(
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
        done, shown = 0, 0.0

        def on_total(total: int) -> None:
            bar.update(task, total=total)

        def on_outcome(outcome: Outcome) -> None:
            nonlocal done, shown
            done += 1
            if monotonic() > shown + REDRAW:  # 100,000 reports may need nothing done
                shown = monotonic()
                bar.update(task, completed=done, last=escape(outcome.path.name))
            log.debug("%s: %s %s", outcome.path.name, outcome.state, outcome.message)

        yield on_total, on_outcome
