"""How often is a row right? Fits the weights of ``pipeline.confidence`` on gold.

    python corpus/fit_confidence.py [--model auto] [--kept FOLDER]

Reads the reports of split `calibration`, which no rule was written for (on `dev` more rows are
right than on reports of others; `test` is never opened), marks each row acceptable or not
against their gold, and fits a logistic regression on ``pipeline.confidence.doubts``. Prints the
weights to copy into ``DOUBT`` there, and how often rows of each confidence were acceptable: as
told now, and each report and its degraded copies predicted from the others. ``--kept`` keeps
the assembled documents between runs.

``pipeline.evaluate.acceptance`` says when a row is acceptable.
"""

import argparse
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CORPUS = Path(__file__).parent
sys.path.insert(0, str(CORPUS.parent))

from pipeline.annotate import annotate, load_nlp  # noqa: E402
from pipeline.assembly import assemble  # noqa: E402
from pipeline.claims import claims_from_doc  # noqa: E402
from pipeline.confidence import DOUBT, doubts  # noqa: E402
from pipeline.config import Settings  # noqa: E402
from pipeline.evaluate import GoldReport, load_corpus  # noqa: E402
from pipeline.evaluate.acceptance import Judged, judged  # noqa: E402
from pipeline.evaluate.calibration import markdown, reliability  # noqa: E402
from pipeline.reading import read_report  # noqa: E402
from pipeline.schema import Claim, Document  # noqa: E402
from pipeline.sheets import sentences  # noqa: E402

Floats = NDArray[np.float64]

SPLIT = "calibration"
RIDGE = 1.0  # pulls weights towards none, those of rare doubts most: there are few reports
LEAST = 20  # rows with a doubt, for a weight to be fitted
LEAST_REPORTS = 2  # that they come from: one report's trouble need not be the next one's


@dataclass(frozen=True)
class Table:
    """The rows of all reports: how much of each doubt, whether right, of which report."""

    names: list[str]  # of doubts; the first is "none", of which every row has 1
    sizes: Floats  # a line a row, a column a doubt
    right: Floats
    told: Floats  # the confidence that the rows have now
    reports: NDArray[np.str_]  # a degraded copy is of its source's report

    def of(self, chosen: NDArray[np.bool_]) -> "Table":
        """Return the chosen rows alone."""
        return Table(self.names, self.sizes[chosen], self.right[chosen], self.told[chosen],
                     self.reports[chosen])  # fmt: skip

    def fitted(self) -> list[int]:
        """Return which doubts enough rows of enough reports have for a weight to be fitted."""
        has = self.sizes > 0
        return [
            i
            for i in range(len(self.names))
            if i == 0
            or (has[:, i].sum() >= LEAST and len(set(self.reports[has[:, i]])) >= LEAST_REPORTS)
        ]


def table_of(judged_rows: Sequence[tuple[str, Claim, bool]]) -> Table:
    """Return the table of some rows, each with its report and whether it is right."""
    doubted = [doubts(row) for _, row, _ in judged_rows]
    names = ["none", *sorted({name for one in doubted for name in one})]
    return Table(
        names=names,
        sizes=np.array([[1.0, *(one.get(n, 0.0) for n in names[1:])] for one in doubted]),
        right=np.array([right for _, _, right in judged_rows], dtype=float),
        told=np.array([row.confidence for _, row, _ in judged_rows]),
        reports=np.array([report for report, _, _ in judged_rows]),
    )


def weights_of(table: Table, kept: Mapping[str, float]) -> Floats:
    """Return the weight of each doubt; a rare one keeps the weight that it has in ``kept``."""
    weights = np.array([kept.get(name, 0.0) for name in table.names])
    fitted = table.fitted()
    weights[fitted] = 0.0
    weights[fitted] = fit(table.sizes[:, fitted], table.right, table.sizes @ weights)
    return weights


def fit(x: Floats, y: Floats, offset: Floats) -> Floats:
    """Return the weights of a ridge logistic regression (Newton's method), none above zero.

    ``offset`` is what the log odds have already. A doubt that would raise the confidence is
    dropped: more doubt is never more sure. The first column's weight is free.
    """
    kept = list(range(x.shape[1]))
    while True:
        w = np.zeros(len(kept))
        ridge = RIDGE * np.eye(len(kept))
        ridge[0, 0] = 0.0
        for _ in range(30):
            p = 1 / (1 + np.exp(-(x[:, kept] @ w + offset)))
            slope = x[:, kept].T @ (y - p) - ridge @ w
            bend = (x[:, kept] * (p * (1 - p))[:, None]).T @ x[:, kept] + ridge
            w += np.linalg.solve(bend, slope)
        bad = [i for i, weight in zip(kept[1:], w[1:], strict=True) if weight > 0]
        if not bad:
            weights = np.zeros(x.shape[1])
            weights[kept] = w
            return weights
        kept = [i for i in kept if i not in bad]


def told_by_others(table: Table, kept: Mapping[str, float]) -> Floats:
    """Return how sure to be of each row, by weights fitted on the other reports alone."""
    told = np.zeros(len(table.right))
    for report in np.unique(table.reports):
        out = table.reports == report
        told[out] = 1 / (1 + np.exp(-table.sizes[out] @ weights_of(table.of(~out), kept)))
    return told


def documents(kept: Path | None) -> Iterator[tuple[GoldReport, Document]]:
    """Yield the reports of the split as read and assembled; ``kept`` is where they are kept."""
    settings = Settings()
    for report in load_corpus(CORPUS / "splits.toml"):
        if report.split != SPLIT:
            continue
        saved = kept / f"{report.file}.pkl" if kept else None
        if saved and saved.exists():
            yield report, pickle.loads(saved.read_bytes())
            continue
        read = read_report(CORPUS / "reports" / report.file, settings.reading)
        document = assemble(read, settings.assembly)
        if saved:
            saved.write_bytes(pickle.dumps(document))
        yield report, document


def judged_rows(report: GoldReport, document: Document, nlp: Any) -> list[tuple[str, Claim, bool]]:
    """Return the rows of one report, each with the report's name and whether it is right."""
    found = claims_from_doc(annotate(document, nlp), document)
    name = "-".join(report.file.split(".")[0].split("-")[:2])  # and its copies
    verdicts = judged(list(sentences(found)), report.sentences, name)
    return [(name, row, verdict.right) for row, verdict in zip(found, verdicts, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", default="auto")
    parser.add_argument("--kept", type=Path)
    args = parser.parse_args()
    nlp = load_nlp(args.model)
    rows = [row for each in documents(args.kept) for row in judged_rows(*each, nlp)]
    table = table_of(rows)
    weights, fitted = weights_of(table, DOUBT), table.fitted()
    print(
        f"{len(rows)} rows of {len(set(table.reports))} reports, {table.right.mean():.3f} right\n"
    )
    for i, (name, weight) in enumerate(zip(table.names, weights, strict=True)):
        how = "" if i in fitted else ", too few to fit: as it was"
        line = f'"{name}": {weight:.1f},  # {int((table.sizes[:, i] > 0).sum())} rows{how}'
        print(f"    {line}" if round(weight, 1) else f"    # takes off nothing: {line}")
    for name in DOUBT.keys() - set(table.names):
        print(f'    "{name}": {DOUBT[name]:.1f},  # no row: as it was')
    for name, told in (("As told now", table.told),
                       ("Each report predicted from the others", told_by_others(table, DOUBT)),
    ):  # fmt: skip
        judgements = [
            Judged(report, p, right)
            for (report, _, right), p in zip(rows, told.tolist(), strict=True)
        ]
        print(f"\n{name}:\n\n{markdown(reliability(judgements))}")


if __name__ == "__main__":
    main()
