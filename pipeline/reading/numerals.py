"""What a small raised sign may be: digits, note signs and letters, each with its probability.

A net of one hidden layer looks at the sign's ink, drawn to one height, and at its place on the
line. It was trained on signs of many fonts, sizes and faults of scanning (``models/numerals``).
Digits that the print or the scan ran together are cut where the net likes the parts best.
"""

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.reading.marks import Mark, Part

log = logging.getLogger(__name__)

WEIGHTS = Path(__file__).parents[2] / "models" / "numerals" / "weights.npz"
HIGH, WIDE = 20, 16  # pixels of a sign as the net sees it
NOTHING = "~"  # the class of what is no whole sign: quotation marks, dirt, halves, two at once
SIGNS = "0123456789,-*†‡§¶abcdefghijklmnopqrstuvwxyz®" + NOTHING
LETTERS = slice(SIGNS.index("a"), SIGNS.index("z") + 1)
LETTER = 0.2  # how much rarer a letter is raised as a note's sign than drawn in training
NONE = 0.4  # how much rarer dirt and halves are where signs are looked for than in training
LOOKALIKES = {"l": "1", "i": "1", "o": "0"}  # raised, far more often the numeral
MOST_CUTS = 3  # a part may be so many digits and one more run together
NARROW = 0.32  # of its height: no digit is narrower, but a 1
KEPT = 6  # readings of a mark

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Net:
    """The weights: of the hidden layer, and of the signs."""

    hidden: Vector
    hidden_bias: Vector
    out: Vector
    out_bias: Vector

    def __call__(self, features: Vector) -> Vector:
        """Return for each row of features the logarithm of each sign's probability."""
        inner = np.maximum(features @ self.hidden + self.hidden_bias, 0)
        scores = inner @ self.out + self.out_bias
        scores = scores - scores.max(axis=1, keepdims=True)
        shares: Vector = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return shares


@cache
def load_net(path: Path = WEIGHTS) -> Net | None:
    """Return the net; None if its weights are not there: then nothing is read from pictures."""
    if not path.exists():
        log.warning("%s is missing: citation markers on scans are not looked for", path)
        return None
    with np.load(path) as kept:
        return Net(*(kept[name].astype(np.float32) for name in ("w1", "b1", "w2", "b2")))


def features_of(part: Part) -> Vector:
    """Return what the net sees of a part: its ink at one height, its size and its place."""
    height, width = part.ink.shape
    wide = max(1, min(WIDE, round(width * HIGH / height)))
    image = Image.fromarray((part.ink * 255).astype(np.uint8))
    drawn = np.asarray(image.resize((wide, HIGH), Image.Resampling.BILINEAR), dtype=np.float32)
    canvas = np.zeros((HIGH, WIDE), dtype=np.float32)
    left = (WIDE - wide) // 2
    canvas[:, left : left + wide] = drawn / 255
    place = [part.height, part.foot, part.top, width / height, part.height * width / height]
    return np.concatenate([canvas.ravel(), np.array(place, dtype=np.float32)])


def cut(part: Part, x0: int, x1: int) -> Part | None:
    """Return the columns ``[x0, x1)`` of a part as one of its own; None if they hold no ink."""
    ink = part.ink[:, x0:x1]
    rows = np.flatnonzero(ink.max(axis=1, initial=0) > 0.3)
    if not len(rows):
        return None
    first, last = int(rows[0]), int(rows[-1]) + 1
    pixel = part.height / part.ink.shape[0]
    return Part(
        part.x0 + x0,
        part.x0 + x1,
        part.top - first * pixel,
        part.top - last * pixel,
        ink[first:last],
    )


def cuttings(part: Part) -> list[tuple[Part, ...]]:
    """Return the ways to cut a part that is too wide for one digit, at its thinnest columns."""
    height, width = part.ink.shape
    if width < 0.72 * height or width < 8:
        return []
    sums = part.ink.sum(axis=0)
    least = max(3, round(NARROW * 0.6 * height))
    inner = range(least, width - least + 1)
    thin = [x for x in inner if sums[x] <= sums[max(0, x - 2) : x + 3].min()]
    thin = sorted(sorted(thin, key=lambda x: float(sums[x]))[:5])
    if not thin:
        thin = [width // 2]
    ways: list[tuple[Part, ...]] = []
    for count in range(1, min(MOST_CUTS, math.ceil(width / (0.4 * height)) - 1) + 1):
        for at in combinations(thin, count):
            edges = [0, *at, width]
            if min(b - a for a, b in pairwise(edges)) < least:
                continue
            pieces = [cut(part, a, b) for a, b in pairwise(edges)]
            if all(piece is not None for piece in pieces):
                ways.append(tuple(piece for piece in pieces if piece is not None))
    return ways


def read_marks(
    marks: Sequence[Mark], net: Net
) -> list[tuple[list[tuple[str, float]], list[float]]]:
    """Return for each mark what it may be, and for each of its parts whether it is nothing.

    Readings come likeliest first, with probabilities; the empty text stands for no sign at all.
    """
    parts: list[Part] = []

    def place(part: Part) -> int:
        parts.append(part)
        return len(parts) - 1

    ways_of = [
        [
            [(place(part),), *(tuple(map(place, way)) for way in cuttings(part))]
            for part in mark.parts
        ]
        for mark in marks
    ]
    if not parts:
        return []
    shares = _as_signs(np.exp(net(np.stack([features_of(part) for part in parts]))))
    return [
        _readings(ways, shares, [part.joint for part in mark.parts])
        for mark, ways in zip(marks, ways_of, strict=True)
    ]


def _as_signs(shares: Vector) -> Vector:
    """Return the probabilities with those of letters as rare as letters are among notes' signs."""
    for letter, numeral in LOOKALIKES.items():
        moved = (1 - LETTER) * shares[:, SIGNS.index(letter)]
        shares[:, SIGNS.index(numeral)] += moved
        shares[:, SIGNS.index(letter)] -= moved
    rest = (1 - LETTER) * shares[:, LETTERS].sum(axis=1)
    shares[:, LETTERS] *= LETTER
    shares[:, -1] += rest
    shares[:, -1] *= NONE
    settled: Vector = shares / shares.sum(axis=1, keepdims=True)
    return settled


def _readings(
    ways_of: list[list[tuple[int, ...]]], shares: Vector, joints: Sequence[str]
) -> tuple[list[tuple[str, float]], list[float]]:
    beam: dict[str, float] = {"": 1.0}
    nothings: list[float] = []
    for ways, joint in zip(ways_of, joints, strict=True):
        whole = float(shares[ways[0][0]][-1])  # that it is no whole sign
        options: dict[str, float] = {}
        for way in ways:
            texts: dict[str, float] = {"": 1.0 if len(way) == 1 else whole}
            for index in way:
                texts = {
                    text + SIGNS[k]: share * float(shares[index][k])
                    for text, share in texts.items()
                    for k in np.argsort(shares[index])[:-6:-1]
                    if SIGNS[k] != NOTHING
                }
            for text, share in texts.items():
                options[text] = max(options.get(text, 0.0), share)
        cut_up = max((share for text, share in options.items() if len(text) > 1), default=0.0)
        nothings.append(max(0.0, whole - cut_up))
        options[""] = nothings[-1]
        beam = {
            before + (joint if before and text else "") + text: share * own
            for before, share in beam.items()
            for text, own in sorted(options.items(), key=lambda item: -item[1])[:KEPT]
        }
        beam = dict(sorted(beam.items(), key=lambda item: -item[1])[:KEPT])
    found = sorted(beam.items(), key=lambda item: -item[1])
    return [(text, round(share, 4)) for text, share in found if share >= 0.0005], nothings
