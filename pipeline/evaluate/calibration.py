"""Of rows at 0.9, are nine in ten right? Told as numbers, and mended on people's decisions.

Calibration is Platt's: the log odds that we told are stretched and shifted until they fit (Platt
1999, Probabilistic outputs for support vector machines), drawn towards no change so that a few
decisions change little. It is monotone: no row overtakes another. The expected calibration error
is that of Guo et al. 2017 over ten bins of equal width; the Brier score is the mean square of
what was told minus what happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import SettingsError
from pipeline.evaluate.acceptance import Judged
from pipeline.schema import Calibration

LEAST = 50  # decisions that a calibration is fitted on, at least
LEAST_OF_EACH = 5  # of them accepted as they stood, and of them not
PRIOR = 1.0  # how strongly stretch and shift are drawn to 1 and 0: a variance of one
LEAST_STRETCH = 0.05  # more would turn the order around, or make all rows the same
BINS = 10
FOLDS = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows that were told to be about as sure: how many, how sure, and the share that is right."""

    low: float
    high: float
    rows: int
    told: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far what was told can be trusted."""

    bins: tuple[Bin, ...]
    rows: int
    right: float  # the share of all rows
    brier: float
    error: float  # expected calibration error


def reliability(rows: Sequence[Judged]) -> Reliability:
    """Return how far the confidence of some rows can be trusted; there must be one at least."""
    told = np.array([row.told for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    at = np.minimum((told * BINS).astype(int), BINS - 1)
    bins = tuple(
        Bin(i / BINS, (i + 1) / BINS, int(inside.sum()), float(told[inside].mean()),
            float(right[inside].mean()))
        for i in range(BINS)
        if (inside := at == i).any()
    )  # fmt: skip
    return Reliability(
        bins=bins,
        rows=len(rows),
        right=float(right.mean()),
        brier=float(np.mean((told - right) ** 2)),
        error=sum(b.rows * abs(b.told - b.right) for b in bins) / len(rows),
    )


def calibrated(rows: Sequence[Judged]) -> Calibration:
    """Return the calibration that fits the rows best.

    Raises:
        SettingsError: there are too few rows to learn from; the message says how many it takes.
    """
    right = sum(row.right for row in rows)
    wrong = len(rows) - right
    if len(rows) < LEAST or min(right, wrong) < LEAST_OF_EACH:
        raise SettingsError(
            f"{len(rows)} decided rows, {right} of them accepted as they stood: too few to fit the "
            f"confidence on. It takes {LEAST}, at least {LEAST_OF_EACH} accepted and "
            f"{LEAST_OF_EACH} not. Review more rows and try again."
        )
    odds = np.array([Calibration.odds(row.told) for row in rows])
    slope, shift = _fit(odds, np.array([row.right for row in rows], dtype=float))
    return Calibration(slope, shift, len(rows))


def foretold(rows: Sequence[Judged]) -> list[Judged]:
    """Return the rows with the confidence that a calibration on the other reports gives them.

    With fewer than three reports, a fifth of the rows is told from the others.
    """
    groups = sorted({row.group for row in rows})
    folds = (
        [groups.index(row.group) for row in rows]
        if len(groups) > 2
        else [i % FOLDS for i in range(len(rows))]
    )
    odds = np.array([Calibration.odds(row.told) for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    fold = np.array(folds)
    told = np.zeros(len(rows))
    for out in sorted(set(folds)):
        slope, shift = _fit(odds[fold != out], right[fold != out])
        told[fold == out] = 1 / (1 + np.exp(-(slope * odds[fold == out] + shift)))
    return [Judged(r.group, float(p), r.right) for r, p in zip(rows, told, strict=True)]


def _fit(odds: Floats, right: Floats) -> tuple[float, float]:
    """Return stretch and shift of the log odds: the most likely ones (Newton's method)."""
    shift_alone = np.stack([np.ones_like(odds)], axis=1)
    both = np.stack([odds, np.ones_like(odds)], axis=1)
    slope, shift = _newton(both, np.zeros_like(odds), np.array([1.0, 0.0]), right)
    if slope < LEAST_STRETCH:
        (shift,) = _newton(shift_alone, LEAST_STRETCH * odds, np.array([0.0]), right)
        slope = LEAST_STRETCH
    return float(slope), float(shift)


def _newton(x: Floats, offset: Floats, prior: Floats, right: Floats) -> Floats:
    """Return the weights of least loss; a step that would overshoot is halved."""

    def loss(w: Floats) -> float:
        z = x @ w + offset
        return float(np.sum(np.logaddexp(0, z) - right * z) + PRIOR * np.sum((w - prior) ** 2) / 2)

    w = prior.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w + offset, -30, 30)))
        gain = x.T @ (right - p) - PRIOR * (w - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + PRIOR * np.eye(len(w))
        step: Floats = np.asarray(np.linalg.solve(bend, gain), dtype=np.float64)
        size = 1.0
        while size > 1e-6 and loss(w + size * step) > loss(w):
            size /= 2
        w = w + size * step
        if np.abs(step).max() < 1e-9:
            break
    return w


def markdown(told: Reliability) -> str:
    """Return a table: rows told to be so sure, and how many of them were right."""
    lines = ["| confidence | rows | told | right |", "|---|---|---|---|"]
    lines += [
        f"| {b.low:.1f} to {b.high:.1f} | {b.rows} | {b.told:.2f} | {b.right:.2f} |"
        for b in told.bins
    ]
    lines.append(
        f"\n{told.rows} rows, {told.right:.3f} right; expected calibration error "
        f"{told.error:.3f}, Brier {told.brier:.3f}\n"
    )
    return "\n".join(lines)
