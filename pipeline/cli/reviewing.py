"""Verbs of a review in a spreadsheet: review out, in, orphans, rebuild."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from pipeline.cli.console import (
    REVIEW,
    Outputs,
    Reviewer,
    SettingsFile,
    Yes,
    app,
    err,
    login,
    opened,
    out,
    settings_from,
)
from pipeline.compare import conflict_words
from pipeline.errors import ExitCode, ReviewConflict, SettingsError
from pipeline.review.evidence import Evidence
from pipeline.reviewed import reviewed
from pipeline.run.together import FIGURES, bring_together
from pipeline.schema import Claim, Decision
from pipeline.sheets import replacing
from pipeline.sheets.plans import Finding, Level, Plan, Taking
from pipeline.sheets.returned import read_sheet
from pipeline.sheets.review import Sending, write_review
from pipeline.sheets.taking import plan
from pipeline.store import Entry, SentRow, Store

review = typer.Typer(
    help="Review claims in a spreadsheet: `out` writes it, `in` reads it back.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(review, name="review", rich_help_panel=REVIEW)

SHOWN = 40  # rows of a table on the screen; the others are counted


@review.command("out")
def out_command(
    file: Annotated[
        Path | None, typer.Option("--file", "-o", help="[default: OUTPUTS/sheets/review-....xlsx]")
    ] = None,
    outputs: Outputs = None,
    evidence: Annotated[
        bool, typer.Option("--evidence/--no-evidence", help="With pictures of the printed lines.")
    ] = True,
    report: Annotated[
        list[str] | None, typer.Option(help="Only reports of this title or file name; * is any.")
    ] = None,
    undecided: Annotated[bool, typer.Option(help="Only rows that nobody decided on.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many rows.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a sheet that is there, and what is in it.")
    ] = False,
    settings_file: SettingsFile = None,
) -> None:
    """Write the review sheet: what is worth a look first, with the print beside each claim.

    Example:  claims review out --report "lake*.pdf" --limit 500
    """
    settings = settings_from(settings_file, outputs=outputs)
    folder = Path(settings.run.outputs)
    now = datetime.now(UTC)
    path = file or folder / "sheets" / f"review-{now:%Y-%m-%d-%H%M%S}.xlsx"
    if path.suffix.lower() != ".xlsx":
        raise SettingsError(f"{path}: the review sheet is a workbook; let its name end in .xlsx")
    if path.exists() and not force:
        raise SettingsError(
            f"{path} is there, perhaps with decisions that nobody has read in. Read it in first "
            f"(claims review in {path.name}), choose another name, or say --force."
        )

    def wanted(claim: Claim, decision: Decision | None) -> bool:
        named = not report or any(
            fnmatch(name, pattern) for pattern in report for name in (claim.file, claim.report)
        )
        return named and not (undecided and decision and decision.status != "new")

    with opened(folder) as store:
        bring_together(store, most=FIGURES)
        drawing = Evidence(store, settings.reading) if evidence else nullcontext()
        with (
            drawing as drawer,
            _bar("Drawing the print") as advance,
            replacing(path) as stream,
        ):
            sending = write_review(
                stream,
                store,
                path.parent.absolute(),
                evidence=drawer.crop if drawer else None,
                conflicts=conflict_words(store.groups(conflicts=True)),
                wanted=wanted,
                limit=limit,
                on_row=advance,
            )
            # Kept before the file has its name: no sheet is out that we do not know.
            store.note_sheet(
                sending.sheet_id,
                now.isoformat(timespec="seconds"),
                sending.columns,
                [SentRow(row.claim_id, row.cells, row.about) for row in sending.rows],
            )
    _say_sent(sending)
    out.print(str(path), markup=False, highlight=False)


@review.command("in")
def in_command(
    file: Annotated[Path, typer.Argument(help="The sheet that came back, xlsx or csv.")],
    outputs: Outputs = None,
    yes: Yes = False,
    reviewer: Reviewer = None,
    prefer: Annotated[
        str, typer.Option(help="Where somebody else decided otherwise since: store or sheet.")
    ] = "store",
    settings_file: SettingsFile = None,
) -> None:
    """Read a reviewed sheet back: shows what it will take, asks, and takes it all or not at all.

    Cells are compared with what went out. What was not touched says nothing, so two people's
    copies can both be read, and the same sheet twice.

    Example:  claims review in review-2026-01-31.xlsx --reviewer Ada
    """
    if prefer not in {"store", "sheet"}:
        raise SettingsError(f"--prefer {prefer}: choose store or sheet.")
    settings = settings_from(settings_file, outputs=outputs)
    sheet = read_sheet(file.expanduser())
    name, now = reviewer or login(), datetime.now(UTC).isoformat(timespec="seconds")
    with opened(Path(settings.run.outputs)) as store:
        made = plan(sheet, store, reviewer=name, now=now, prefer=prefer)
        _show(made)

        def as_shown() -> None:  # the question may have stood there for an hour
            if plan(sheet, store, reviewer=name, now=now, prefer=prefer) != made:
                raise ReviewConflict(
                    "Somebody decided on these rows, or they were read anew, while you were asked. "
                    "Nothing was taken; give the command again."
                )

        if made.taken and (yes or _agreed(len(made.taken))):
            store.take([_entry(taking) for taking in made.taken], if_still=as_shown)
            err.print(f"{len(made.taken)} decisions taken. `claims export` writes the tables anew.")
        elif made.taken:
            err.print("Nothing was taken.")
    if made.of("conflict") or made.of("problem"):
        raise typer.Exit(ExitCode.REVIEW_CONFLICT)


@review.command()
def orphans(outputs: Outputs = None, settings_file: SettingsFile = None) -> None:
    """List the decisions whose claim is gone: kept, in case a later run finds it again.

    Example:  claims review orphans
    """
    settings = settings_from(settings_file, outputs=outputs)
    with opened(Path(settings.run.outputs)) as store:
        found = store.orphans()
    table = Table("status", "file", "page", "claim", "figure", "reviewer", "note")
    for decision in found:  # as the reviewer left it, not as it was extracted
        about = reviewed(decision.about, decision) if decision.about else None
        figure = about.quantity.text if about and about.quantity else ""
        table.add_row(
            decision.status,
            escape(about.file if about else ""),
            str(about.page if about else ""),
            escape(about.claim if about else decision.claim_id),
            escape(figure),
            escape(decision.reviewer or ""),
            escape(decision.note or ""),
        )
    if found:
        out.print(table)
    err.print(
        f"{len(found)} decisions without a claim." if found else "Every decision has its claim."
    )


@review.command()
def rebuild(outputs: Outputs = None, settings_file: SettingsFile = None) -> None:
    """Take over what decisions.jsonl holds and the database does not.

    That happens by itself whenever the file is not as it was left: a new database beside an old
    file, lines of a colleague's file added to yours. This says what came of it.

    Example:  claims review rebuild
    """
    settings = settings_from(settings_file, outputs=outputs)
    folder = Path(settings.run.outputs)
    if not (folder / "claims.db").exists() and not (folder / "decisions.jsonl").exists():
        raise SettingsError(f"{folder}: neither claims.db nor decisions.jsonl is there.")
    with Store.open(folder / "claims.db") as store:
        store.rebuild()
        standing, lost = store.decisions(), store.orphans()
    err.print(f"{len(standing)} rows decided on, {len(lost)} of them without a claim.")


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=err, disable=err.quiet, transient=True
    ) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _entry(taking: Taking) -> Entry:
    return Entry(
        taking.decision,
        taking.about,
        made=taking.made,
        split_from=taking.split_from,
        follows=taking.follows,
        sheet_id=taking.sheet_id,
    )


def _say_sent(sending: Sending) -> None:
    said = [f"{len(sending.rows):,} rows", f"{sending.pictures:,} pictures"]
    if sending.left_out:
        said.append(f"{sending.left_out:,} rows left out")
    if sending.orphans:
        said.append(f"{sending.orphans:,} decisions without a claim (sheet Orphaned)")
    err.print(", ".join(said) + ".")


def _show(made: Plan) -> None:
    """Print what would be taken, and what not, on standard error."""
    if made.taken:
        table = Table("row", "decision", "claim", "what changes", title="To be taken")
        for taking in made.taken[:SHOWN]:
            table.add_row(
                str(taking.line),
                _verdict(taking),
                escape(_named(taking.about)),
                _changes(taking),
            )
        err.print(table)
        _rest(len(made.taken))
    titles: dict[Level, str] = {
        "conflict": "Not taken: somebody decided otherwise since",
        "problem": "Not taken: mend these rows and read the sheet again",
        "remark": "Remarks",
    }
    for level, title in titles.items():
        found: Sequence[Finding] = made.of(level)
        if found:
            table = Table("row", "what", "claim", title=title)
            for finding in found[: SHOWN if level == "remark" else None]:
                table.add_row(
                    str(finding.line or ""), escape(finding.text), escape(_cut(finding.claim))
                )
            err.print(table)
            _rest(len(found) if level == "remark" else 0)
    err.print(
        f"{made.rows:,} rows: {len(made.taken):,} to take, {made.already:,} taken before, "
        f"{made.untouched:,} not touched, {len(made.of('conflict')):,} in conflict, "
        f"{len(made.of('problem')):,} with problems."
    )


def _agreed(number: int) -> bool:
    try:
        return typer.confirm(f"Take {number} decisions?", err=True)
    except typer.Abort as error:  # from a script nobody answers
        raise SettingsError("Nothing was taken. Say --yes to take it without asking.") from error


def _named(claim: Claim, most: int = 70) -> str:
    """Return a row's figure and its sentence, cut short: the rows of a sentence told apart."""
    figure = f"{claim.quantity.text} · " if claim.quantity else ""
    return _cut(figure + claim.claim, most)


def _rest(number: int) -> None:
    if number > SHOWN:
        err.print(f"... and {number - SHOWN:,} more.")


def _verdict(taking: Taking) -> str:
    if taking.made:
        return "split" if taking.split_from else "added"
    return taking.decision.status


def _changes(taking: Taking) -> str:
    def said(value: str | None) -> str:
        return escape(_cut(value or "(empty)", 40))

    if taking.made:
        return "; ".join(f"{name} {said(new)}" for name, _, new in taking.changed)
    return "; ".join(f"{name}: {said(old)} → {said(new)}" for name, old, new in taking.changed)


def _cut(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
