"""Makes pipeline/citations/lexicons/confusions.tsv: what OCR makes of a raised numeral.

Sentences of random English words, each closed by a raised number, are set in several fonts and
sizes, degraded like a scan, and read by Tesseract; what stands where the number was is counted.
Needs Tesseract and the fonts of fonts-liberation, fonts-dejavu and fonts-urw-base35.

    python corpus/confusions.py --pages 200
"""

import argparse
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from spellchecker import SpellChecker

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "pipeline" / "citations" / "lexicons" / "confusions.tsv"
FONTS = Path("/usr/share/fonts")
BODY_FONTS = (
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/dejavu/DejaVuSerif.ttf",
    "truetype/dejavu/DejaVuSans.ttf",
    "opentype/urw-base35/NimbusRoman-Regular.otf",
    "opentype/urw-base35/NimbusSans-Regular.otf",
    "opentype/urw-base35/C059-Roman.otf",
    "opentype/urw-base35/P052-Roman.otf",
    "opentype/urw-base35/URWBookman-Light.otf",
    "opentype/urw-base35/URWGothic-Book.otf",
)
HIGHEST = 30  # markers run from 1 to this
LEAST_COUNT = 2  # a sign seen more rarely for a number is chance
PAGE = (4.5, 9.0)  # inches: a column of text


def draw_page(rng: random.Random, words: list[str]) -> tuple[Image.Image, list[tuple[str, int]]]:
    """Return a degraded picture of a column, and (last word, number) of each sentence."""
    dpi = rng.choice((150, 200, 200, 250, 300, 300))
    points = rng.uniform(9.5, 12)
    path = str(FONTS / rng.choice(BODY_FONTS))
    size = points * dpi / 72
    body = ImageFont.truetype(path, round(size))
    small = ImageFont.truetype(path, round(size * rng.uniform(0.5, 0.66)))
    lift = size * rng.uniform(0.3, 0.48)
    width, height = (round(side * dpi) for side in PAGE)
    page = Image.new("L", (width + 80, height), 255)
    pen = ImageDraw.Draw(page)
    x, y, truth, used = 40.0, 40.0, [], set()
    number = rng.randint(1, HIGHEST)
    while True:
        sentence = [rng.choice(words) for _ in range(rng.randint(4, 8))]
        last = rng.choice([w for w in rng.sample(words, 60) if len(w) > 6 and w not in used])
        used.add(last)
        sentence = [sentence[0].capitalize(), *sentence[1:], last + "."]
        for i, word in enumerate(sentence):
            final = i == len(sentence) - 1
            mark = str(number) if final else ""
            long = body.getlength(word) + small.getlength(mark)
            if x + long > width:
                x, y = 40.0, y + size * 1.25
            if y > height - 2 * size:
                return degrade(page, rng), truth
            base = y + size
            pen.text((x, base), word, font=body, fill=rng.randint(0, 40), anchor="ls")
            if final:
                pen.text(
                    (x + body.getlength(word), base - lift), mark, font=small, fill=20, anchor="ls"
                )
                truth.append((last, number))
                number = number % HIGHEST + 1
            x += long + size * 0.28


def degrade(page: Image.Image, rng: random.Random) -> Image.Image:
    """Return the page as a scanner gives it: turned a little, soft, noisy."""
    page = page.rotate(rng.uniform(-0.4, 0.4), fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.3)))
    grain = np.random.default_rng(rng.randrange(2**32)).normal(
        0, rng.uniform(2, 22), page.size[::-1]
    )
    pixels = np.clip(np.asarray(page, dtype=float) + grain, 0, 255)
    if rng.random() < 0.4:
        pixels = np.where(pixels > rng.uniform(110, 190), 255.0, 0.0)
    return Image.fromarray(pixels.astype("uint8"))


def read_signs(text: str, truth: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return (what stands behind the sentence's last word and stop, number)."""
    tokens = text.split()
    found = []
    for last, number in truth:
        for token in tokens:
            match = re.match(re.escape(last) + r"[.,](.*)$", token)
            if match:
                found.append((match[1], number))
                break
    return found


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    counted = SpellChecker(language="en").word_frequency.dictionary
    words = sorted(w for w, n in counted.items() if n > 100 and w.isalpha() and len(w) > 2)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for page in range(1, options.pages + 1):
        picture, truth = draw_page(rng, words)
        text = pytesseract.image_to_string(picture, config="--psm 6")
        for sign, number in read_signs(text, truth):
            counts[number][sign] += 1
        if page % 20 == 0 or page == options.pages:
            write_table(counts, page, options.seed, options.out)


def write_table(counts: dict[int, Counter[str]], pages: int, seed: int, out: Path) -> None:
    """Write the table of what was counted so far."""
    rows = [
        "# What OCR makes of a raised numeral behind a full stop. An empty sign: nothing is left.",
        f"# Source: corpus/confusions.py --pages {pages} --seed {seed},"
        f" Tesseract {pytesseract.get_tesseract_version()};"
        f" {sum(counter.total() for counter in counts.values())} markers.",
        "# sign, number, times that the number came out as the sign",
    ]
    for number in sorted(counts):
        for sign, count in counts[number].most_common():
            if count >= LEAST_COUNT:
                rows.append(f"{sign}\t{number}\t{count}")
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
