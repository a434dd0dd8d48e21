"""Rows against gold: precision, recall and F1 a column; gains and losses between two runs.

Predictions are the objects of ``claims.jsonl``, gold is of the same shape. What counts as right
in each column is in ``columns.RULES``. The score is strict: a sentence that was not found costs
all that it holds, and one that should not be there costs all that it brings along.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean

from pipeline.evaluate.alignment import align
from pipeline.evaluate.columns import LABELS, RULES, Item, Sentence, items
from pipeline.evaluate.gold import GoldReport, by_file, load_corpus, load_sentences

__all__ = [
    "RULES", "Changes", "Evaluation", "GoldReport", "Item", "Score", "by_file", "compare",
    "evaluate", "load_corpus", "load_sentences", "markdown", "markdown_changes",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """How many things were expected, how many found, and how many of both are right."""

    expected: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None if nothing was."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was expected that was found right; None if nothing was."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None if nothing was expected or found."""
        total = self.expected + self.found
        return 2 * self.right / total if total else None


@dataclass(frozen=True)
class Evaluation:
    """Every item of every report, and the scores counted from them."""

    items: tuple[Item, ...]
    reports: tuple[GoldReport, ...]

    @property
    def splits(self) -> tuple[str, ...]:
        """The splits that there are, in the order of their first report."""
        return tuple(dict.fromkeys(report.split for report in self.reports))

    @cached_property
    def _split_of(self) -> dict[str, str]:
        return {report.file: report.split for report in self.reports}

    def of(self, *, split: str | None = None, report: str | None = None) -> list[Item]:
        """Return the items of a split, of a report, or all."""
        return [
            item
            for item in self.items
            if (split is None or self._split_of[item.report] == split)
            and (report is None or item.report == report)
        ]

    def scores(self, *, split: str | None = None, report: str | None = None) -> dict[str, Score]:
        """Return the score of each column that the gold has, in the order of ``RULES``."""
        found: dict[str, list[Item]] = {}
        for item in self.of(split=split, report=report):
            found.setdefault(item.column, []).append(item)
        return {column: score(found[column]) for column in RULES if column in found}

    def labels(
        self, column: str, *, split: str | None = None, report: str | None = None
    ) -> dict[str, Score]:
        """Return the score of each label of a column such as ``kind``."""
        rows = [i for i in self.of(split=split, report=report) if i.column == column]
        labels = sorted({i.expected for i in rows if i.expected is not None})
        return {label: score(i for i in _one_label(rows, label)) for label in labels}

    def macro(
        self, column: str, *, split: str | None = None, report: str | None = None
    ) -> float | None:
        """Return the mean F1 of the labels that the gold has: rare ones count as much."""
        labels = self.labels(column, split=split, report=report).values()
        return fmean(label.f1 or 0.0 for label in labels) if labels else None


def score(rows: Iterable[Item]) -> Score:
    """Count the items of one column."""
    expected = found = right = 0
    for item in rows:
        expected += item.expected is not None
        found += item.found is not None
        right += item.right
    return Score(expected, found, right)


def _one_label(rows: Iterable[Item], label: str) -> Iterable[Item]:
    for i in rows:
        expected = i.expected if i.expected == label else None
        found = i.found if i.found == label else None
        if expected or found:
            yield Item(
                i.report, i.column, i.n, i.sentence, expected, found, bool(expected and found)
            )


def evaluate(found: Mapping[str, Sequence[Sentence]], gold: Iterable[GoldReport]) -> Evaluation:
    """Score what was found, by file name, against the gold.

    A file of the gold for which nothing was found counts as missed; other files are left aside.
    """
    reports = tuple(gold)
    scored: list[Item] = []
    for report in reports:
        theirs = found.get(report.file, ())
        pairs = align(
            [sentence["sentence"] for sentence in report.sentences],
            [sentence["sentence"] for sentence in theirs],
            [bool(sentence.get("table")) for sentence in report.sentences],
        )
        if report.partial:  # of what else was found, nothing is known
            taken = [j for j in pairs if j is not None]
            theirs = [theirs[j] for j in taken]
            pairs = [None if j is None else taken.index(j) for j in pairs]
        scored.extend(items(report.file, report.sentences, theirs, pairs))
    return Evaluation(tuple(scored), reports)


# --- two runs --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Changes:
    """What one run has right that another has not.

    A gain is an item that became right, or one that was wrongly ``found`` and no longer is
    (``expected`` None). A loss is the opposite; its ``found`` is what stands there now.
    """

    gains: tuple[Item, ...]
    losses: tuple[Item, ...]


def compare(before: Evaluation, after: Evaluation) -> Changes:
    """Return what the later run won and lost against the same gold, item by item."""
    right_before, right_after = _keyed(before, _right), _keyed(after, _right)
    extra_before, extra_after = _keyed(before, _extra), _keyed(after, _extra)
    missed = _keyed(after, _missed)
    lost = [
        now.pop() if (now := missed.get(_key(item), [])) else replace(item, found=None, right=False)
        for item in _more(right_before, right_after)
    ]
    return Changes(
        gains=_more(right_after, right_before) + _more(extra_before, extra_after),
        losses=(*lost, *_more(extra_after, extra_before)),
    )


Key = tuple[str, str, int | None, str | None]


def _right(item: Item) -> bool:
    return item.right


def _missed(item: Item) -> bool:
    return item.expected is not None and not item.right


def _extra(item: Item) -> bool:
    return item.expected is None


def _key(item: Item) -> Key:
    """Return what an item is, whatever run it comes from."""
    what = item.found if item.expected is None else item.expected
    return item.report, item.column, item.n, what


def _keyed(evaluation: Evaluation, wanted: Callable[[Item], bool]) -> dict[Key, list[Item]]:
    keyed: dict[Key, list[Item]] = {}
    for item in evaluation.items:
        if wanted(item):
            keyed.setdefault(_key(item), []).append(item)
    return keyed


def _more(ours: Mapping[Key, list[Item]], theirs: Mapping[Key, list[Item]]) -> tuple[Item, ...]:
    return tuple(item for key, rows in ours.items() for item in rows[len(theirs.get(key, ())) :])


# --- in words --------------------------------------------------------------------------------


def markdown(evaluation: Evaluation, *, reports: bool = False) -> str:
    """Return a table of scores for each split, and one by report if asked for, as Markdown."""
    parts = []
    for split in evaluation.splits:
        files = [report for report in evaluation.reports if report.split == split]
        sentences = sum(len(report.sentences) for report in files)
        parts.append(f"**{split}**: {len(files)} reports, {sentences} sentences\n")
        rows = []
        for column, scored in evaluation.scores(split=split).items():
            macro = evaluation.macro(column, split=split) if column in LABELS else None
            rows.append([column, _share(scored.precision), _share(scored.recall),
                         _share(scored.f1), _share(macro), str(scored.expected),
                         str(scored.found), str(scored.right)])  # fmt: skip
        heads = ["column", "precision", "recall", "F1", "macro F1", "expected", "found", "right"]
        parts.append(_table(heads, rows))
    if reports:
        parts.append(_by_report(evaluation))
    return "\n".join(parts)


OVERVIEW = ("claim", "sentence", "actors", "value", "unit", "what", "figure row", "source", "time",
            "citations", "reference", "kind")  # fmt: skip


def _by_report(evaluation: Evaluation) -> str:
    rows = []
    for report in evaluation.reports:
        scores = evaluation.scores(report=report.file)
        f1 = [_share(scores[c].f1) if c in scores else "" for c in OVERVIEW]
        rows.append([report.file, report.split, report.made, *f1])
    return "**F1 by report**\n\n" + _table(["report", "split", "made", *OVERVIEW], rows)


def markdown_changes(changes: Changes, *, limit: int = 200) -> str:
    """Return gains and losses, by column and row by row, as Markdown."""
    won, lost = (Counter(i.column for i in part) for part in (changes.gains, changes.losses))
    rows = [[c, f"+{won[c]}", f"-{lost[c]}"] for c in RULES if won[c] or lost[c]]
    if not rows:
        return "No gains and no losses.\n"
    parts = [_table(["column", "gains", "losses"], rows)]
    for head, part, extra in (
        ("Losses", changes.losses, "now found"),
        ("Gains", changes.gains, "no longer found"),
    ):
        cells = [
            [
                *(i.report, i.column),
                "" if i.expected is None else i.expected[:CUT],
                extra if i.expected is None else "",
                (i.found or "")[:CUT],
                i.sentence[:CUT],
            ]
            for i in part[:limit]
        ]
        more = f", the first {limit}" if len(part) > limit else ""
        heads = ["report", "column", "expected", "", "found", "sentence"]
        parts.append(f"**{head}**: {len(part)}{more}\n\n" + (_table(heads, cells) if cells else ""))
    return "\n".join(parts)


CUT = 70  # characters of a cell in a table of changes


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with its columns aligned; text from reports cannot break it."""
    cells = [[_cell(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
