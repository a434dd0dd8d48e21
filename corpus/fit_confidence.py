"""How often is a row right? Fits the weights of ``pipeline.claims.confidence`` on dev gold.

    python corpus/fit_confidence.py [--model auto] [--kept FOLDER]

Reads the dev reports (`test` is never opened), marks each row acceptable or not against their
gold, and fits a logistic regression on ``pipeline.claims.doubts``. Prints the weights to copy
into ``DOUBT`` there, and how often rows of each confidence were acceptable, each report and its
degraded copies predicted from the others. ``--kept`` keeps the assembled documents between runs.

``pipeline.evaluate.acceptance`` says when a row is acceptable.
"""

import argparse
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CORPUS = Path(__file__).parent
sys.path.insert(0, str(CORPUS.parent))

from pipeline.annotate import annotate, load_nlp  # noqa: E402
from pipeline.assembly import assemble  # noqa: E402
from pipeline.claims import claims_from_doc, doubts  # noqa: E402
from pipeline.config import Settings  # noqa: E402
from pipeline.evaluate import load_corpus  # noqa: E402
from pipeline.evaluate.acceptance import Judged, judged  # noqa: E402
from pipeline.evaluate.calibration import markdown, reliability  # noqa: E402
from pipeline.reading import read_report  # noqa: E402
from pipeline.schema import Claim, Document  # noqa: E402
from pipeline.sheets import sentences  # noqa: E402

RIDGE = 2.0  # pulls weights of rare doubts towards none


def rows_of(document: Document, nlp: Any) -> list[Claim]:
    return claims_from_doc(annotate(document, nlp), document)


def fit(x: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
    """Return the weights of a ridge logistic regression (Newton's method), none above zero.

    A doubt that would raise the confidence is dropped: more doubt is never more sure.
    """
    kept = list(range(x.shape[1]))
    while True:
        w = np.zeros(len(kept))
        ridge = RIDGE * np.eye(len(kept))
        ridge[0, 0] = 0.0
        for _ in range(30):
            p = 1 / (1 + np.exp(-x[:, kept] @ w))
            slope = x[:, kept].T @ (y - p) - ridge @ w
            bend = (x[:, kept] * (p * (1 - p))[:, None]).T @ x[:, kept] + ridge
            w += np.linalg.solve(bend, slope)
        bad = [i for i, weight in zip(kept[1:], w[1:], strict=True) if weight > 0]
        if not bad:
            weights = np.zeros(x.shape[1])
            weights[kept] = w
            return weights
        kept = [i for i in kept if i not in bad]


def matrix(rows: Iterable[Claim]) -> tuple[list[str], NDArray[Any]]:
    """Return the names of all doubts, and a line of their sizes for each row."""
    told = [doubts(row) for row in rows]
    names = ["none", *sorted({name for one in told for name in one})]
    lines = [[1.0, *(one.get(name, 0.0) for name in names[1:])] for one in told]
    return names, np.array(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="auto")
    parser.add_argument("--kept", type=Path)
    args = parser.parse_args()
    nlp, settings = load_nlp(args.model), Settings()
    rows: list[Claim] = []
    right: list[bool] = []
    source: list[str] = []
    for report in load_corpus(CORPUS / "splits.toml"):
        if report.split != "dev":
            continue
        kept = args.kept / f"{report.file}.pkl" if args.kept else None
        if kept and kept.exists():
            document = pickle.loads(kept.read_bytes())
        else:
            read = read_report(CORPUS / "reports" / report.file, settings.reading)
            document = assemble(read, settings.assembly)
            if kept:
                kept.write_bytes(pickle.dumps(document))
        found = rows_of(document, nlp)
        work = "-".join(report.file.split(".")[0].split("-")[:2])  # and its copies
        verdicts = judged(list(sentences(found)), report.sentences, work)
        for row, verdict in zip(found, verdicts, strict=True):
            rows.append(row)
            right.append(verdict.right)
            source.append(work)
    names, x = matrix(rows)
    y = np.array(right, dtype=float)
    weights = fit(x, y)
    print(f"{len(rows)} rows of {len(set(source))} reports, {y.mean():.3f} acceptable\n")
    for name, weight, column in zip(names, weights, x.T, strict=True):
        print(f'    "{name}": {weight:.1f},  # {int((column > 0).sum())} rows')
    told = np.zeros(len(y))
    of = np.array(source)
    for left_out in sorted(set(source)):
        out = of == left_out
        told[out] = 1 / (1 + np.exp(-x[out] @ fit(x[~out], y[~out])))
    for name, p in (("As told now", np.array([row.confidence for row in rows])),
                    ("Each report predicted from the others", told)):  # fmt: skip
        judgements = [Judged(*one) for one in zip(source, p.tolist(), right, strict=True)]
        print(f"\n{name}:\n\n{markdown(reliability(judgements))}")


if __name__ == "__main__":
    main()
