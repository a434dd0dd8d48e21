"""What reviews teach: gold, a confidence that can be trusted, names of actors."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.cli.console import Outputs, SettingsFile, Yes, err, opened, out, settings_from
from pipeline.cli.reviewing import review
from pipeline.config import Settings
from pipeline.errors import SettingsError
from pipeline.evaluate import by_file, evaluate, markdown
from pipeline.evaluate.acceptance import Judged
from pipeline.evaluate.aliases import Alias, append_aliases, known_aliases, proposed
from pipeline.evaluate.calibration import calibrated, foretold, reliability
from pipeline.evaluate.calibration import markdown as reliability_markdown
from pipeline.evaluate.decided import DECIDED, PARTIAL, as_gold, decided_sentences, no_claim
from pipeline.reviewed import STALE, reviewed
from pipeline.schema import Claim, Decision
from pipeline.sheets import replacing, sentences
from pipeline.store import Store

GOLD = "review-gold.jsonl"


def evaluate_review(settings: Settings, *, refit: bool, plot: Path | None) -> None:
    """Score the extraction against what reviewers decided, keep that as gold, refit confidence."""
    folder = Path(settings.run.outputs)
    with opened(folder) as store:
        decisions = store.decisions()
        judged = _judged(store, decisions)
        if not judged:
            raise SettingsError("No row of today was accepted, corrected or rejected: review some.")
        decided = decided_sentences(store.claims(), decisions)
        gold = [_gold(rows, decisions) for rows in decided]
        with replacing(folder / GOLD) as file:
            for sentence in gold:
                line = json.dumps(sentence, ensure_ascii=False, allow_nan=False) + "\n"
                file.write(line.encode("utf-8", "replace"))
        found = by_file(sentences(row for rows in decided for row in rows))
        sys.stdout.write(markdown(evaluate(found, as_gold(gold))))
        now = [Judged(row.group, told, row.right) for row, told in judged]
        sys.stdout.write("\n**confidence, as it is told now**\n\n")
        sys.stdout.write(reliability_markdown(reliability(now)))
        drawn = {"told now": reliability(now)}
        _refit(store, [row for row, _ in judged], drawn, keep=refit)
        if plot:
            from pipeline.evaluate.plot import plot_reliability

            plot_reliability(plot, drawn)
    err.print(f"{len(gold)} sentences, decided in full, are gold now: {escape(str(folder / GOLD))}")


def _judged(store: Store, decisions: Mapping[str, Decision]) -> list[tuple[Judged, float]]:
    """Return each decided row as the extraction judged it, and the confidence told of it today."""
    raw = store.raw_confidences()
    rows = []
    for claim in store.claims():
        decision = decisions.get(claim.claim_id)
        if decision is None or decision.status not in DECIDED or claim.claim_id not in raw:
            continue
        if STALE in reviewed(claim, decision).flags:  # it was another reading that was judged
            continue
        right = decision.status != "rejected" and not decision.corrections
        rows.append((Judged(claim.report_id, raw[claim.claim_id], right), claim.confidence))
    return rows


def _gold(rows: Sequence[Claim], decisions: Mapping[str, Decision]) -> dict[str, Any]:
    kept = [
        reviewed(row, decisions[row.claim_id])
        for row in rows
        if decisions[row.claim_id].status != "rejected"
    ]
    sentence = next(iter(sentences(kept)), None) or no_claim(rows[0])
    return sentence | {PARTIAL: True}


def _refit(store: Store, rows: Sequence[Judged], drawn: dict[str, Any], *, keep: bool) -> None:
    """Fit the confidence on the decisions; keep it if that foretells them better."""
    try:
        calibration = calibrated(rows)
    except SettingsError as few:
        err.print(escape(str(few)))
        return
    after = reliability(foretold(rows))
    drawn["refitted, each report told from the others"] = after
    sys.stdout.write("\n**confidence refitted, each report told from the others**\n\n")
    sys.stdout.write(reliability_markdown(after))
    if not keep:
        return
    if after.brier >= drawn["told now"].brier:
        err.print("The confidence stays as it is: fitted anew it would tell no better.")
        return
    store.calibrate(calibration)
    err.print(
        f"Confidence is told as {calibration.decisions} decisions have taught it, in all rows and "
        "in every run to come. Write the tables anew: claims export"
    )


@review.command("aliases")
def aliases_command(
    into: Annotated[Path, typer.Option(help="Your list of actors, a TSV; made if not there.")],
    outputs: Outputs = None,
    yes: Yes = False,
    settings_file: SettingsFile = None,
) -> None:
    """Keep names that reviewers corrected as aliases for later runs, in a list of yours.

    Example:  claims review aliases --into my-actors.tsv
    """
    settings = settings_from(settings_file, outputs=outputs)
    into = into.expanduser()
    with opened(Path(settings.run.outputs)) as store:
        known = known_aliases(into)
        found = [
            alias
            for alias in proposed(store.claims(), store.decisions())
            if (alias.words, alias.name) not in known
        ]
    if not found:
        err.print("No correction of an actor proposes an alias that your list does not have.")
        return
    _show(found)
    taken = [alias for alias in found if not alias.disputed] if yes else list(_asked(found))
    if not taken:
        err.print("Nothing was written.")
        return
    append_aliases(into, taken)
    err.print(f"{len(taken)} aliases written to {escape(str(into))}.")
    if into.resolve() not in {Path(name).resolve() for name in settings.actors}:
        err.print(escape(f'Name it in your settings, so that runs use it: actors = ["{into}"]'))


def _asked(found: Sequence[Alias]) -> Iterator[Alias]:
    for alias in found:
        if typer.confirm(f"Is {alias.words!r} {alias.name!r} in all of your reports?", err=True):
            yield alias


def _show(found: Sequence[Alias]) -> None:
    table = Table("words", "name", "times", "example", show_edge=False)
    for alias in found:
        name = alias.name + (" (disputed)" if alias.disputed else "")
        table.add_row(
            escape(alias.words), escape(name), str(alias.times), escape(alias.example[:100])
        )
    out.print(table)
