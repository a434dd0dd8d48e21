"""Verbs that measure and train: evaluate, train."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.annotate import DEFAULT_MODEL, MODELS
from pipeline.cli.console import (
    MEASURE,
    Model,
    Outputs,
    SettingsFile,
    app,
    out,
    progress,
    settings_from,
)
from pipeline.cli.learning import evaluate_review
from pipeline.config import Settings
from pipeline.errors import SettingsError
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
from pipeline.evaluate.acceptance import judged
from pipeline.evaluate.calibration import markdown as reliability_markdown
from pipeline.evaluate.calibration import reliability
from pipeline.evaluate.decided import PARTIAL, as_gold
from pipeline.run import run
from pipeline.sheets import export
from pipeline.store import Store
from pipeline.train import train_model


@app.command("evaluate", rich_help_panel=MEASURE)
def evaluate_command(
    found: Annotated[
        Path | None,
        typer.Argument(help="A claims.jsonl. Left out: the gold's reports are read now."),
    ] = None,
    gold: Annotated[
        Path, typer.Option(help="A splits.toml, or one file of gold in JSON Lines.")
    ] = Path("corpus/splits.toml"),
    split: Annotated[str, typer.Option(help="dev, test, calibration or all.")] = "all",
    against: Annotated[
        Path | None,
        typer.Option(help="An earlier claims.jsonl: show gains and losses."),
    ] = None,
    by_report: Annotated[bool, typer.Option(help="Also a line a report.")] = False,
    from_review: Annotated[
        bool,
        typer.Option(
            "--from-review",
            help="Against what reviewers decided: kept as gold, and confidence refitted on it.",
        ),
    ] = False,
    refit: Annotated[
        bool, typer.Option("--refit/--no-refit", help="With --from-review: change the confidence.")
    ] = True,
    plot: Annotated[
        Path | None, typer.Option(help="Draw how far confidence can be trusted: .png, .svg, .pdf.")
    ] = None,
    outputs: Outputs = None,
    settings_file: SettingsFile = None,
    model: Model = None,
) -> None:
    """Print precision, recall and F1 of every column against gold, each split apart.

    Example:  claims evaluate --split dev --against outputs/evaluate/last.jsonl
    """
    settings = settings_from(settings_file, model=model, outputs=outputs)
    if from_review:
        evaluate_review(settings, refit=refit, plot=plot)
        return
    reports = _gold(gold, split)
    if found is None:
        found = _read_gold_reports(gold, reports, settings)
    result = _scored(found, reports)
    sys.stdout.write(markdown(result, reports=by_report))
    if plot:
        _plot(plot, found, reports)
    if against:
        changes = compare(_scored(against, reports), result)
        sys.stdout.write("\n" + markdown_changes(changes))


@app.command(rich_help_panel=MEASURE)
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
        if len(by_file(sentences)) > 1 or any(sentence.get(PARTIAL) for sentence in sentences):
            return as_gold(sentences)
        return [GoldReport(str(sentences[0].get("file", path.stem)), tuple(sentences))]
    if not path.exists():
        raise SettingsError(f"{path} is not here. Name your gold: --gold FILE.")
    corpus = load_corpus(path)
    chosen = [report for report in corpus if split in {"all", report.split}]
    if not chosen:
        there = ", ".join(dict.fromkeys(report.split for report in corpus))
        raise SettingsError(f"{path}: no report of split {split!r}. Choose all or one of: {there}.")
    return chosen


def _read_gold_reports(gold: Path, reports: list[GoldReport], settings: Settings) -> Path:
    """Read the gold's reports into a store of their own; return its claims.jsonl."""
    folder = Path(settings.run.outputs) / "evaluate"
    inside = replace(settings, run=replace(settings.run, outputs=str(folder)))
    paths = [gold.parent / "reports" / report.file for report in reports]
    with Store.open(folder / "claims.db") as store:
        with progress("Reading the gold's reports") as (on_total, on_outcome):
            run(paths, inside, store, on_total=on_total, on_outcome=on_outcome)
        (table,) = export(store, folder, ["jsonl"])
    return table


def _plot(plot: Path, found: Path, reports: list[GoldReport]) -> None:
    """Print and draw how far the confidence of each split can be trusted."""
    from pipeline.evaluate.plot import plot_reliability

    theirs = _by_report(found, reports)
    told = {
        split: reliability(rows)
        for split in dict.fromkeys(report.split for report in reports)
        if (
            rows := [
                row
                for report in reports
                if report.split == split
                for row in judged(theirs.get(report.file, []), report.sentences, report.file)
            ]
        )
    }
    for split, one in told.items():
        sys.stdout.write(f"\n**{split}, confidence**\n\n" + reliability_markdown(one))
    plot_reliability(plot, told)


def _by_report(found: Path, reports: list[GoldReport]) -> dict[str, list[dict[str, Any]]]:
    sentences = by_file(load_sentences(found))
    if len(sentences) == len(reports) == 1:  # one report, whatever its file is called
        return {reports[0].file: next(iter(sentences.values()))}
    return sentences


def _scored(found: Path, reports: list[GoldReport]) -> Evaluation:
    return evaluate(_by_report(found, reports), reports)
