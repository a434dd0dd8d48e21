"""The verb that says what several reports say together: compare."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.cli.console import (
    REVIEW,
    Form,
    Outputs,
    Printed,
    SettingsFile,
    app,
    err,
    opened,
    out,
    settings_from,
)
from pipeline.run.together import bring_together
from pipeline.schema import CitedReport, Group, Member
from pipeline.sheets.compared import group_objects, verdict, write_groups_csv


@app.command("compare", rich_help_panel=REVIEW)
def compare_command(
    outputs: Outputs = None,
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="Only groups whose figures disagree.")
    ] = False,
    form: Printed = Form.TABLE,
    settings_file: SettingsFile = None,
) -> None:
    """Print which claims of different reports say the same, and which disagree.

    Claims are compared as their reviewers left them. Conflicts come first.

    Example:  claims compare --conflicts
    """
    settings = settings_from(settings_file, outputs=outputs)
    with opened(Path(settings.run.outputs)) as store:
        with err.status("Comparing the reports"):
            bring_together(store)
        groups = store.groups(conflicts=conflicts)
        if form is Form.CSV:
            write_groups_csv(sys.stdout, groups)
        elif form is Form.JSONL:
            for group in group_objects(groups):
                sys.stdout.write(json.dumps(group, ensure_ascii=False) + "\n")
        else:
            titles = {report.report_id: report.report for report in store.reports()}
            _show(groups, [] if conflicts else store.cited_reports(), titles)


def _show(groups: Sequence[Group], cited: Sequence[CitedReport], titles: dict[str, str]) -> None:
    for number, group in enumerate(groups, 1):
        word = verdict(group)
        style = "bold red" if group.conflict else "bold green"
        out.print(f"[{style}]{number} {word}[/]")
        table = Table(show_edge=False, pad_edge=False, box=None)
        for head in ("figure", "claim", "report"):
            table.add_column(head, overflow="fold")
        for member in group.members:
            table.add_row(escape(member.figure or ""), _quote(member), _where(member))
        out.print(table)
        out.print()
    for c in cited:
        citing, other = (titles.get(i, i) for i in (c.report_id, c.cited_id))
        out.print(f"[bold]{escape(citing)}[/] cites [bold]{escape(other)}[/] (by its {c.how}):")
        out.print(escape(f"    [{c.label}] {c.reference}"), highlight=False)
    disagree = sum(group.conflict for group in groups)
    err.print(
        f"{len(groups)} groups of claims that several reports make, {disagree} of them conflicts; "
        f"{len(cited)} references lead to another report here."
    )


def _quote(member: Member) -> str:
    said = f" (from {member.source})" if member.source else ""
    return escape(f"“{member.claim}”{said}")


def _where(member: Member) -> str:
    date = f", {member.date}" if member.date else ""
    return escape(f"{member.report}{date}, p. {member.page}")
