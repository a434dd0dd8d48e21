"""How often is a row right? Fits the weights of ``pipeline.claims.confidence`` on dev gold.

    python corpus/fit_confidence.py [--model auto] [--kept FOLDER]

Reads the dev reports (`test` is never opened), marks each row acceptable or not against their
gold, and fits a logistic regression on ``pipeline.claims.doubts``. Prints the weights to copy
into ``DOUBT`` there, and how often rows of each confidence were acceptable, each report and its
degraded copies predicted from the others. ``--kept`` keeps the assembled documents between runs.

A row is acceptable when its sentence begins and ends where the gold says and makes a claim,
actors, source and citations are the gold's, and of its figure value, relation and unit are
right and ``what`` shares a word with the gold's: the columns that a reviewer must mend.
"""

import argparse
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
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
from pipeline.evaluate.alignment import align, plain  # noqa: E402
from pipeline.evaluate.columns import items, match_figures, same_value  # noqa: E402
from pipeline.reading import read_report  # noqa: E402
from pipeline.schema import Claim, Document  # noqa: E402
from pipeline.sheets import sentences  # noqa: E402

SENTENCE = ("claim", "sentence", "actors", "source", "citations")
RIDGE = 2.0  # pulls weights of rare doubts towards none
SMALL = frozenset("a an the of in on at to for from by with and or per".split())
Gold = Sequence[dict[str, Any]]


def rows_of(document: Document, nlp: Any) -> list[Claim]:
    return claims_from_doc(annotate(document, nlp), document)


def acceptable(rows: Sequence[Claim], gold: Gold) -> Iterator[tuple[Claim, bool]]:
    """Yield each row with whether a reviewer would accept it."""
    found = list(sentences(rows))
    cells = [bool(sentence.get("table")) for sentence in gold]
    pairs = align([s["sentence"] for s in gold], [s["sentence"] for s in found], cells)
    twin = {j: n for n, j in enumerate(pairs) if j is not None}
    wrong = {i.n for i in items("", gold, found, pairs) if i.column in SENTENCE and not i.right
             and (i.expected, i.found) != (None, None)}  # fmt: skip
    by_sentence = groupby(rows, key=lambda row: (row.report_id, row.sentence_id))
    for j, (_, group) in enumerate(by_sentence):
        theirs = gold[twin[j]].get("figures") or () if j in twin else ()
        ours = found[j]["figures"]
        same = {b: a for a, b in match_figures(theirs, ours).items()}
        sound = j in twin and twin[j] not in wrong
        k = 0
        for row in group:
            right = sound
            if row.quantity is not None:
                right = right and k in same and _figure(theirs[same[k]], ours[k])
                k += 1
            yield row, right


def _figure(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    same = all(gold.get(slot) == found.get(slot) for slot in ("relation", "unit"))
    return same and same_value(gold, found) and _shares(gold.get("what"), found.get("what"))


def _shares(a: str | None, b: str | None) -> bool:
    words = [{w.rstrip("s") for w in plain(text or "").split()} - SMALL for text in (a, b)]
    return not words[0] or bool(words[0] & words[1])


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


def reliability(told: NDArray[Any], y: NDArray[Any]) -> str:
    """Return a table: rows told to be so sure, and how many of them were acceptable."""
    lines = ["| confidence | rows | told | acceptable |", "|---|---|---|---|"]
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (told >= low) & (told < low + 0.1)
        if inside.any():
            lines.append(
                f"| {low:.1f} to {low + 0.1:.1f} | {inside.sum()} | {told[inside].mean():.2f} "
                f"| {y[inside].mean():.2f} |"
            )
    return "\n".join(lines)


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
        for row, sound in acceptable(rows_of(document, nlp), report.sentences):
            rows.append(row)
            right.append(sound)
            source.append("-".join(report.file.split(".")[0].split("-")[:2]))  # and its copies
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
    print("\nEach report predicted from the others:\n\n" + reliability(told, y))
    gap: dict[int, list[float]] = defaultdict(list)
    for p, sound in zip(told, y, strict=True):
        gap[int(p * 10)].append(sound - p)
    error = sum(abs(sum(g)) for g in gap.values()) / len(y)
    brier = float(np.mean((told - y) ** 2))
    print(f"\nexpected calibration error {error:.3f}; Brier {brier:.3f}, "
          f"of one constant {y.mean() * (1 - y.mean()):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
