"""The verbs: arguments in, exit code out. The only place that prints.

Each verb is a thin function over one that can be called from Python. Results go to standard
output; progress, summaries and complaints to standard error. Importing a module of verbs
registers them.
"""

import json
import logging
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Annotated

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.markup import escape

from pipeline import __version__

# Each registers its verbs; the help names the groups in this order.
# isort: off
from pipeline.cli import extracting, reviewing, serving, comparing  # noqa: F401
from pipeline.cli import nightly, failing, measuring  # noqa: F401

# isort: on
from pipeline.cli.console import app, err, out
from pipeline.errors import ExitCode, PipelineError

_log = logging.getLogger(__name__)


def main() -> None:
    """Run the command line; every error of ours becomes one sentence and its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a file's name may be no text at all
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
    except PipelineError as error:
        _tell(error)
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


def _tell(error: PipelineError) -> None:
    """Say what went wrong, also where all else is quiet; to a machine as its other lines."""
    if any(isinstance(handler.formatter, _JsonLines) for handler in logging.getLogger().handlers):
        _log.error(str(error))
    else:
        err.quiet = False
        err.print(f"[bold red]claims:[/] {escape(str(error))}", soft_wrap=True)


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


class _JsonLines(logging.Formatter):
    """One JSON object a record, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),  # what a program would look for
        }
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
