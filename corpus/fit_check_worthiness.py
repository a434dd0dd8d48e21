"""How likely is a sentence to be checked? Fits the weights of ``pipeline.annotate.kinds``.

    python corpus/fit_check_worthiness.py

Reads the passages of ``corpus/statements/`` that we develop on (held-out ones are never opened) and
the dev part of ``tests/annotate/marked.tsv``, and fits a logistic regression on
``checkable_features``, pulled towards the weights that stand: little gold moves them little. Prints
the weights to copy into ``CHECKED``, and F1 and average precision of passages that were left out.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

CORPUS = Path(__file__).parent
sys.path.insert(0, str(CORPUS.parent))

from statement_bench import DEVELOPED_ON  # noqa: E402

from pipeline.annotate import load_nlp  # noqa: E402
from pipeline.annotate.kinds import (  # noqa: E402
    CHECKED,
    Features,
    checkable_features,
    governing,
    read_features,
)
from pipeline.schema import Kind  # noqa: E402
from tests.annotate.statement_gold import Statement, average_precision, passages  # noqa: E402

MARKED = CORPUS.parent / "tests" / "annotate" / "marked.tsv"
RIDGE = 4.0  # pulls the weights towards those that stand
MOST = 2.0  # the most that one feature counts
FOLDS = 8  # parts that the single sentences are left out in


def gold() -> Iterator[tuple[str, list[Statement]]]:
    """Yield the passages, each with the name of what it is left out with."""
    for name in DEVELOPED_ON:
        for i, passage in enumerate(passages(name)):
            yield f"{name} {i}", passage
    with MARKED.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t")
        for i, row in enumerate(row for row in rows if row["split"] == "dev"):
            one = Statement(row["sentence"], checked=float(row["checkable"] == "yes"))
            yield f"marked {i % FOLDS}", [one]


def features_of(passage: Sequence[Statement], nlp: Language) -> Iterator[tuple[Features, float]]:
    """Yield the features of each sentence that was cut as the gold cuts it, and the answer."""
    doc = nlp(" ".join(one.text for one in passage))
    kinds: dict[int, Kind] = {claim.start_char: claim.label_ for claim in doc.spans["claims"]}
    sents = {sent.start_char: sent for sent in doc.sents}
    start = 0
    for one in passage:
        if start in kinds and start in sents:
            attributed = governing(sents[start], doc._.attributions) is not None
            features = read_features(sents[start])
            yield checkable_features(features, kinds[start], attributed=attributed), one.checked
        start += len(one.text) + 1


def fit(
    x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the weights of a ridge logistic regression (Newton's method), pulled towards ``w``."""
    prior, ridge = w, RIDGE * np.eye(len(w))
    ridge[0, 0] = 0.0  # the bias is free
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - ridge @ (w - prior)
        bend = x.T @ (x * (p * (1 - p))[:, None]) + ridge + 1e-6 * np.eye(len(w))
        w = w + np.linalg.solve(bend, slope)
    return w


def main() -> None:
    """Fit, and print."""
    nlp = load_nlp()
    marked = [(part, *one) for part, passage in gold() for one in features_of(passage, nlp)]
    parts = np.array([part for part, _, _ in marked])
    x = np.array([[min(MOST, told.get(name, 0.0)) for name in CHECKED] for _, told, _ in marked])
    y = np.array([checked for _, _, checked in marked])
    now = np.array(list(CHECKED.values()))
    told = np.zeros(len(y))
    for part in sorted(set(parts)):
        out = parts == part
        told[out] = x[out] @ fit(x[~out], y[~out], now)
    print({name: round(float(w), 2) for name, w in zip(CHECKED, fit(x, y, now), strict=True)})
    for name, score in (("as it stands", x @ now), ("each passage from the others", told)):
        found = score > 0
        f1 = 2 * float((found * y).sum()) / float(found.sum() + y.sum())
        ap = average_precision(list(zip(score.tolist(), y.tolist(), strict=True)))
        print(f"{name}: F1 {f1:.3f}, average precision {ap:.3f}, {len(y)} sentences")


if __name__ == "__main__":
    main()
