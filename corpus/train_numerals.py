"""Trains models/numerals: the net that reads small raised signs on scanned pages.

Words with a raised sign behind them are set in many fonts and sizes, degraded like a scan, and
looked for as on any page; each part that is found teaches the net what it is: a digit, a comma or
hyphen between digits, a note's sign, a letter, or nothing (quotation marks, apostrophes, half a
sign, two at once, dirt). Needs the fonts of fonts-liberation, fonts-dejavu and fonts-urw-base35.

    python corpus/train_numerals.py --strips 24000
"""

import argparse
import io
import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from spellchecker import SpellChecker

from pipeline.reading.marks import Mark, Part, Row, find_marks
from pipeline.reading.numerals import NOTHING, SIGNS, WEIGHTS, cut, cuttings, features_of

FONTS = Path("/usr/share/fonts")
FAMILIES = (
    "truetype/liberation/Liberation*.ttf",
    "truetype/dejavu/DejaVu*.ttf",
    "opentype/urw-base35/*.otf",
)
NO_TEXT = ("D050000L", "StandardSymbols", "MathTeX", "Z003")
HIDDEN = 224
Features = NDArray[np.float32]
ODD = ("’", "’", "”", "”", "'", '"', "‘", "“", "®", "™", "°", "ª", "^", "~", "`", "´", "!", "?")
NOTES = "*†‡§¶"


def fonts() -> list[str]:
    """Return the paths of the fonts that hold letters."""
    found = [str(path) for family in FAMILIES for path in sorted(FONTS.glob(family))]
    return [path for path in found if not any(name in path for name in NO_TEXT)]


def sign(rng: random.Random) -> str:
    """Return a raised sign, as callouts have them; or letters, as ordinals do."""
    kind = rng.random()
    if kind < 0.62:
        return str(
            rng.choice(
                (rng.randint(1, 9), rng.randint(1, 99), rng.randint(1, 999), rng.randint(1, 40))
            )
        )
    if kind < 0.72:
        return rng.choice((",", ",", "-", "–")).join(
            str(rng.randint(1, 99)) for _ in range(rng.randint(2, 3))
        )
    if kind < 0.82:
        return rng.choice(NOTES) * rng.choice((1, 1, 1, 2))
    if kind < 0.90:
        return rng.choice(("th", "st", "nd", "rd", "TM", "SM", "e", "o", "er"))
    return rng.choice("abcdefghijklmnopqrstuvwxyz")


def strip(
    rng: random.Random, words: list[str], paths: list[str]
) -> tuple[Image.Image, Row, list[tuple[float, float, str]]]:
    """Return a degraded line, where it stands, and (left, right, sign) of what stands raised."""
    dpi = rng.choice((150, 150, 200, 200, 200, 250, 300, 300, 300, 400))
    points = rng.uniform(7.5, 13)
    path = rng.choice(paths)
    size = points * dpi / 72
    body = ImageFont.truetype(path, size)
    other = rng.choice(paths) if rng.random() < 0.15 else path
    if rng.random() < 0.25 and "Bold" in path:
        other = path
    small = ImageFont.truetype(other, size * rng.uniform(0.48, 0.76))
    lift = size * rng.uniform(0.22, 0.50)
    width, height = round(6.5 * dpi), round(size * 3.2)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    x, base = size * 2, round(size * 2.1)
    grey = rng.randint(0, 60)
    raised: list[tuple[float, float, str]] = []
    while True:
        word = rng.choice(words)
        word = (
            word.upper()
            if rng.random() < 0.06
            else word.capitalize()
            if rng.random() < 0.15
            else word
        )
        odd = rng.random() < 0.25
        if rng.random() < 0.1:
            word = str(rng.randint(1, 2999))
        word += rng.choice((".", ".", ".", ",", "", "", ";", ")", ".”", ",”", ":", "%", ".’"))
        mark = rng.choice(ODD) if odd else sign(rng)
        end = x + body.getlength(word)
        font = body if odd and mark not in "™" else small
        if end + font.getlength(mark) > width - size * 2:
            break
        pen.text((x, base), word, font=body, fill=grey, anchor="ls")
        at = end + size * rng.choice((0.0, 0.0, 0.03, 0.06, 0.12))
        up = 0 if odd else lift
        if not odd and other == path and rng.random() < 0.06:
            font = body  # a letter or numeral of the text itself
            up = 0
        for ch in mark:
            pen.text((at, base - up), ch, font=font, fill=grey, anchor="ls")
            long = font.getlength(ch)
            raised.append((at, at + long, NOTHING if odd and ch != "®" else ch))
            at += long
        if rng.random() < 0.2:
            tail = rng.choice((".", ",", ";", ")", "—", "”"))
            pen.text((at, base), tail, font=body, fill=grey, anchor="ls")
            at += body.getlength(tail)
        x = at + body.getlength(" ") * rng.uniform(0.8, 1.8)
    box = body.getbbox("Hl", anchor="ls")
    capital = -box[1] * rng.uniform(0.92, 1.08)
    level = base + rng.uniform(-0.06, 0.06) * capital
    return *degrade(page, raised, Row(size, x, level, 0.0, capital), dpi, rng), raised


def degrade(
    page: Image.Image,
    raised: list[tuple[float, float, str]],
    row: Row,
    dpi: int,
    rng: random.Random,
) -> tuple[Image.Image, Row]:
    """Return the line as a scanner gives it: thick or thin, soft, noisy; small ones enlarged."""
    if rng.random() < 0.12:
        page = page.filter(ImageFilter.MinFilter(3))  # the ink ran
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.25, 1.15) * (dpi / 220) ** 0.7))
    seed = np.random.default_rng(rng.randrange(2**32))
    noise = rng.choice((rng.uniform(0, 8), rng.uniform(3, 25)))
    grain = seed.normal(0, noise, page.size[::-1])
    pixels = np.asarray(page, dtype=float)
    light = rng.uniform(0.75, 1.0)
    pixels = np.clip(pixels * light + grain, 0, 255)
    if rng.random() < 0.28:
        pixels = np.where(pixels > rng.uniform(110, 185) * light, 255.0, 0.0)
    if rng.random() < 0.15:
        for _ in range(rng.randint(5, 60)):
            y, x, s = rng.randrange(page.height), rng.randrange(page.width), rng.randint(1, 3)
            pixels[y : y + s, x : x + s] = rng.choice((0, 255))
    page = Image.fromarray(pixels.astype("uint8"))
    if rng.random() < 0.5:
        file = io.BytesIO()
        page.save(file, "JPEG", quality=rng.randint(30, 80))
        page = Image.open(file).convert("L")
    times = 300 / dpi if dpi < 200 or rng.random() < 0.2 else 1.0
    if times != 1.0:
        page = page.resize(
            (round(page.width * times), round(page.height * times)), Image.Resampling.BICUBIC
        )
        raised[:] = [(a * times, b * times, ch) for a, b, ch in raised]
        row = Row(row.x0 * times, row.x1 * times, row.level * times, 0.0, row.capital * times)
    return page, row


def teach(mark: Mark, raised: list[tuple[float, float, str]]) -> Iterator[tuple[Part, str]]:
    """Yield the parts of a mark with what they are."""
    for part in mark.parts:
        inside = [
            (a, b, ch)
            for a, b, ch in raised
            if min(part.x1, b) - max(part.x0, a) > 0.35 * min(b - a, part.x1 - part.x0)
        ]
        alone = all(
            other is part
            or min(part.x1, other.x1) - max(part.x0, other.x0) < 0.3 * len(part.ink[0])
            for other in mark.parts
        )
        if len(inside) == 1 and not alone:
            yield part, NOTHING  # a piece of it
        elif len(inside) == 1:
            ch = inside[0][2].replace("–", "-")
            ch = ch if ch in SIGNS else ch.lower() if ch.lower() in SIGNS else NOTHING
            yield part, ch
            wide = part.ink.shape[1]
            if ch.isdigit() and ch != "1" and wide > 8:
                for piece in (cut(part, 0, wide // 2), cut(part, wide // 2, wide)):
                    if piece:
                        yield piece, NOTHING
        elif not inside:
            yield part, NOTHING
        else:
            yield part, NOTHING
            for way in cuttings(part):
                if len(way) != len(inside):
                    continue
                fits = all(
                    abs((piece.x0 + piece.x1) - (a + b)) < 0.45 * (b - a)
                    for piece, (a, b, _) in zip(way, inside, strict=True)
                )
                for piece, (_, _, ch) in zip(way, inside, strict=True):
                    if fits and ch in SIGNS:
                        yield piece, ch


def samples(job: tuple[int, int]) -> tuple[Features, NDArray[np.int64]]:
    """Return features and classes of the marks on so many strips."""
    seed, count = job
    os.nice(5)
    rng = random.Random(seed)
    counted = SpellChecker(language="en").word_frequency.dictionary
    words = sorted(w for w, n in counted.items() if n > 300 and w.isalpha() and len(w) > 1)
    paths = fonts()
    seen, classes = [], []
    for _ in range(count):
        page, row, raised = strip(rng, words, paths)
        for mark in find_marks(np.asarray(page), [row]):
            for part, ch in teach(mark, raised):
                seen.append(features_of(part))
                classes.append(SIGNS.index(ch))
    return np.stack(seen).astype(np.float16), np.array(classes)


def fit(x: Features, y: NDArray[np.int64], epochs: int, seed: int) -> dict[str, Features]:
    """Return the weights that Adam finds (Kingma and Ba 2015), with a little dropout."""
    rng = np.random.default_rng(seed)
    sizes = [(x.shape[1], HIDDEN), (HIDDEN,), (HIDDEN, len(SIGNS)), (len(SIGNS),)]
    weights = [
        rng.normal(0, (2 / s[0]) ** 0.5, s).astype(np.float32)
        if len(s) == 2
        else np.zeros(s, np.float32)
        for s in sizes
    ]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    step, batch = 0, 256
    total = epochs * (len(x) // batch)
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        lost = 0.0
        for start in range(0, len(x) - batch + 1, batch):
            rows = order[start : start + batch]
            given = x[rows].astype(np.float32)
            given[:, :-5] *= rng.uniform(0.85, 1.1, (batch, 1)).astype(np.float32)
            given[:, -5:] *= rng.normal(1, 0.03, (batch, 5)).astype(np.float32)
            inner = np.maximum(given @ weights[0] + weights[1], 0)
            kept = (rng.random(inner.shape) > 0.15).astype(np.float32) / 0.85
            inner *= kept
            scores = inner @ weights[2] + weights[3]
            scores -= scores.max(axis=1, keepdims=True)
            shares = np.exp(scores)
            shares /= shares.sum(axis=1, keepdims=True)
            lost -= float(np.log(shares[np.arange(batch), y[rows]] + 1e-9).mean())
            shares[np.arange(batch), y[rows]] -= 1
            shares /= batch
            back = (shares @ weights[2].T) * (inner > 0) * kept
            slopes = [given.T @ back, back.sum(0), inner.T @ shares, shares.sum(0)]
            step += 1
            rate = 1.5e-3 * (1 - step / (total + 1))
            for i, slope in enumerate(slopes):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                weights[i] -= rate * (first[i] / (1 - 0.9**step)) / (
                    np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                ) + (rate * 1e-3 * weights[i] if weights[i].ndim == 2 else 0)
        print(f"epoch {epoch + 1}: loss {lost * batch / len(x):.4f}", flush=True)
    return dict(zip(("w1", "b1", "w2", "b2"), weights, strict=True))


def main() -> None:
    """Draw, train, test on strips not trained on, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strips", type=int, default=24000)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    part = 400
    jobs = [(options.seed * 1_000_000 + i, part) for i in range(options.strips // part)]
    with ProcessPoolExecutor(options.jobs) as pool:
        made = list(pool.map(samples, jobs))
    held = max(1, len(made) // 12)
    x = np.concatenate([m[0] for m in made[held:]])
    y = np.concatenate([m[1] for m in made[held:]])
    print(f"{len(x)} signs to train on", flush=True)
    weights = fit(x, y, options.epochs, options.seed)
    test, truth = (
        np.concatenate([m[0] for m in made[:held]]),
        np.concatenate([m[1] for m in made[:held]]),
    )
    inner = np.maximum(test.astype(np.float32) @ weights["w1"] + weights["b1"], 0)
    said = (inner @ weights["w2"] + weights["b2"]).argmax(1)
    digit = truth < 10
    nothing = truth == len(SIGNS) - 1
    print(f"right: all {(said == truth).mean():.4f}, digits {(said == truth)[digit].mean():.4f} of "
          f"{digit.sum()}; nothing taken for a digit {(said[nothing] < 10).mean():.4f} of {nothing.sum()}")  # fmt: skip  # noqa: E501
    for d in range(10):
        wrong = said[(truth == d) & (said != d)]
        if len(wrong):
            names = "".join(SIGNS[w] for w in wrong)
            top = sorted(set(names), key=lambda c: -names.count(c))[:5]
            print(
                d,
                f"{(truth == d).sum()} seen, wrong:",
                " ".join(f"{c}x{names.count(c)}" for c in top),
            )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out, **{k: w.astype(np.float16) for k, w in weights.items()})


if __name__ == "__main__":
    main()
