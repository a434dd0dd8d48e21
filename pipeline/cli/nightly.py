"""Verbs for what runs by itself: nightly, schedule, backup, restore."""

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pipeline.cli.console import (
    NIGHT,
    Model,
    Outputs,
    SettingsFile,
    Workers,
    app,
    err,
    out,
    progress,
    settings_from,
)
from pipeline.errors import ExitCode, SettingsError
from pipeline.nightly.backups import back_up, backup_folder, backups, prune, restore
from pipeline.nightly.lock import held
from pipeline.nightly.night import PAGE, nightly
from pipeline.nightly.schedule import NAME, Schedule, check, write_units
from pipeline.run.tables import write_tables
from pipeline.store import Store

USER_UNITS = Path("~/.config/systemd/user")

log = logging.getLogger(__name__)


@app.command("nightly", rich_help_panel=NIGHT)
def nightly_command(
    settings_file: SettingsFile = None,
    outputs: Outputs = None,
    model: Model = None,
    workers: Workers = None,
) -> None:
    """Do what a night needs: read what came into the inboxes, export, report, back up.

    The settings name the inboxes; see the README, Every night. Exit code 0: all is well;
    1: it came to its end, but something new needs you, see the run report.

    Example:  claims nightly --settings nightly.toml
    """
    settings = settings_from(settings_file, model=model, outputs=outputs, workers=workers)
    with progress("Reading what came in") as (on_total, on_outcome):
        night = nightly(settings, on_total=on_total, on_outcome=on_outcome)
    counts = night.counts
    err.print(
        f"{counts['read']} read, {counts['failed']} failed, {night.claims['added']} new claims, "
        f"{night.claims['altered']} read otherwise. "
        f"{escape(str(Path(settings.run.outputs) / 'runs' / night.run / PAGE))}"
    )
    if night.exit_code:
        raise typer.Exit(night.exit_code)


@app.command(rich_help_panel=NIGHT)
def schedule(
    settings_file: Annotated[
        Path, typer.Option("--settings", help="The settings of the nightly run.")
    ],
    outputs: Outputs = None,
    at: Annotated[str, typer.Option(help="When, local time.")] = "02:00",
    write: Annotated[bool, typer.Option("--write", help="Write systemd's two files.")] = False,
    to: Annotated[Path, typer.Option(help="The folder that systemd reads.")] = USER_UNITS,
    checking: Annotated[
        bool, typer.Option("--check", help="See whether all that is needed is there.")
    ] = False,
) -> None:
    """Print how to run `claims nightly` by itself: a systemd timer, or a line for cron.

    Example:  claims schedule --settings nightly.toml --at 02:00
    """
    settings = settings_from(settings_file, outputs=outputs)
    plan = Schedule(
        settings_file.expanduser().absolute(),
        Path(settings.run.outputs).expanduser().absolute(),
        at,
    )
    units = to.expanduser()
    if write:
        for path in write_units(plan, units):
            _say(str(path))
        _say("\nNow have systemd know them, and start them when nobody is logged in:\n")
        _say(_STARTING)
    if checking:
        problems = 0
        for found in check(plan, units):
            state = "left out" if found.skipped else "WRONG" if found.problem else "ok"
            problems += state == "WRONG"
            _say(f"{state:9} {found.what}" + (f": {found.problem}" if found.problem else ""))
        if problems:
            raise typer.Exit(ExitCode.SETTINGS)
    if not write and not checking:
        _say(_EXPLAINED.format(name=NAME, service=plan.service(), timer=plan.timer(), units=to))
        _say(_STARTING)
        _say(_CRON.format(line=plan.cron()))


@app.command(rich_help_panel=NIGHT)
def backup(
    outputs: Outputs = None,
    to: Annotated[
        Path | None, typer.Option(help="A folder for backups.  [default: as in the settings]")
    ] = None,
    settings_file: SettingsFile = None,
) -> None:
    """Copy the database and all decisions, while others may be at work on them.

    In the folder of the settings the newest backups are kept; in one that you name, all are.

    Example:  claims backup --to /mnt/backups
    """
    settings = settings_from(settings_file, outputs=outputs)
    folder = to.expanduser() if to else backup_folder(settings)
    made = back_up(Path(settings.run.outputs), folder)
    if settings.nightly.backups and not to:
        for removed in prune(folder, settings.nightly.backups):
            err.print(f"Removed {escape(str(removed))}, as the settings keep so many backups.")
    _say(str(made))


@app.command("restore", rich_help_panel=NIGHT)
def restore_command(
    backup: Annotated[
        Path | None, typer.Argument(help="A backup's folder.  [default: the newest]")
    ] = None,
    outputs: Outputs = None,
    settings_file: SettingsFile = None,
) -> None:
    """Put a backup in the place of the database. What was there is kept aside.

    Decisions that were made since are kept. Reports that came in since are read again by
    the next run.

    Example:  claims restore outputs/backups/00012-2026-01-31T02-00-00Z
    """
    settings = settings_from(settings_file, outputs=outputs)
    folder = Path(settings.run.outputs)
    if backup is None:
        kept = backups(backup_folder(settings))
        if not kept:
            raise SettingsError(f"{backup_folder(settings)}: there is no backup. Name one.")
        backup = kept[-1]
    with held(folder, doing="claims restore", run=backup.name):
        aside = restore(backup.expanduser(), folder)
        with Store.open(folder / "claims.db") as store:
            counts = store.counts()
            write_tables(store, folder, settings.run.formats)
    if aside:
        err.print(f"What was there is now in {escape(str(aside))}/")
    err.print(f"{counts['claims']} claims of {counts['reports']} reports are back.")


def _say(text: str) -> None:
    out.print(text, markup=False, highlight=False)


_EXPLAINED = """\
systemd: two files in {units}/ (claims schedule ... --write puts them there).

--- {name}.service: what is done, once
{service}
--- {name}.timer: when
{timer}
Then:
"""
_STARTING = f"""\
    systemctl --user daemon-reload
    systemctl --user enable --now {NAME}.timer
    loginctl enable-linger            # also when nobody is logged in
    systemctl --user list-timers      # when it runs next
    journalctl --user -u {NAME}   # what it said
"""
_CRON = """\
Or cron: this line, after `crontab -e`. Cron mails what is printed; the log goes to a file.

{line}
"""
