"""How many citation markers survive a scan: born-digital reports, scanned by us, read and counted.

Pages that carry markers are drawn at 300, 200 and 150 dots an inch and degraded like a scan, with
a fixed seed; what is read from them is held against the markers of the born-digital file: those of
``markers/NAME.json`` beside the reports, or, for reports of the corpus, those that our own reading
finds in the text layer (its dev gold agrees with them). ``--made N`` takes documents made for it
instead, full of callouts. Half of the reports, and made documents from seed 1000 on, are held out:
whoever works on the rules looks at their totals alone.

    python corpus/marker_bench.py --reports DIR --cache DIR [--dpi 300] [--held] [NAME ...]
    python corpus/marker_bench.py --made 12 --cache DIR [--dpi 300] [--held]
"""

import argparse
import difflib
import hashlib
import json
import math
import os
import pickle
import re
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from builder.noted import noted_pdf
from PIL import Image, ImageFilter
from reading_bench import HELD, sentences

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings, ReadingSettings
from pipeline.reading import ocr, read_report, scans
from pipeline.reading.images import Picture, fit
from pipeline.reading.textlayer import Piece
from pipeline.schema import Box, Callout, Document, Page, Report

ROOT = Path(__file__).resolve().parent
WORKED_ON = (
    "gao-06-1046", "loc-iraq-legal-history", "tax-court-opinion", "us-027",
    "buffer-stock-theory", "elections-zambia", "housing-lisbon-rents",
)  # fmt: skip
HELD_OUT = (
    "gao-06-282", "gao-07-283", "federal-register-2020-17221", "census-us-001",
    "alberta-policy-brief", "mueller-vol-2", "frbny-dsge", "finance-ghana-debt",
    "security-lake-chad",
)  # fmt: skip
MOST_PAGES = 8  # of one report, with markers; and the pages of its end lists


@dataclass(frozen=True)
class Scan:
    """How a page is degraded. ``skew`` in degrees, ``blur`` in pixels, ``noise`` of 255."""

    dpi: int
    skew: float
    blur: float
    noise: float
    quality: int


SCANS = {
    300: Scan(300, 0.25, 0.9, 6, 60),
    200: Scan(200, 0.25, 0.6, 6, 60),
    150: Scan(150, 0.7, 0.55, 10, 55),
}


@dataclass(frozen=True)
class Truth:
    """A marker of the born-digital file. ``box`` in points; ``counts`` if it must be found."""

    page: int
    box: Box
    labels: tuple[str, ...]
    counts: bool
    negative: bool = False  # a power, unit or ordinal: must not be taken for a marker
    reference: str = ""


def truths_of(path: Path, document: Document) -> list[Truth]:
    """Return the markers of a born-digital report."""
    own = [c for c in document.callouts if c.style == "raised" and c.location and c.location.box]
    listed = path.parent / "markers" / (path.stem + ".json")
    if not listed.exists():
        return [
            Truth(c.location.page, c.location.box, c.labels, True, False, text_of(c, document))
            for c in own
            if c.location and c.location.box
        ]
    found = []
    for row in json.loads(listed.read_text("utf-8"))["markers"]:
        counts = row["status"] in {"confirmed", "sequence"} and not row.get("in_note")
        truth = Truth(
            row["page"], tuple(row["box"]), tuple(map(str, row["n"])), counts,
            row["status"] == "exponent",
        )  # fmt: skip
        same = next((c for c in own if near(c, truth)), None)
        found.append(replace(truth, reference=text_of(same, document) if same else ""))
    return found


def text_of(callout: Callout, document: Document) -> str:
    """Return the texts of the references that a callout leads to."""
    return " ".join(document.references[i].text for i in callout.references)


def near(callout: Callout, truth: Truth) -> bool:
    """Say whether a callout stands where the marker is printed."""
    place = callout.location
    if place is None or place.page != truth.page or place.box is None:
        return False
    one, two = place.box, truth.box
    level = abs(one[1] + one[3] - two[1] - two[3]) < 14
    return level and (abs(one[0] - two[0]) < 6 or abs(one[2] - two[2]) < 6)


def pages_of(truths: list[Truth], document: Document) -> list[int]:
    """Return the pages to scan: the first with markers, and those of end lists."""
    marked = sorted({t.page for t in truths if t.counts})[:MOST_PAGES]
    lists = {
        r.location.page
        for c in document.callouts
        if c.location and c.location.page in marked
        for i in c.references
        if (r := document.references[i]).location
    }
    return sorted({*marked, *(page for page in lists if page > marked[-1])})[: MOST_PAGES + 4]


def scanned(pdf: Path, page: int, scan: Scan, cache: Path) -> tuple[Picture, float]:
    """Return a degraded picture of a page, and the degrees it was turned by."""
    seed = int(hashlib.sha256(f"{pdf.stem} {page} {scan}".encode()).hexdigest()[:12], 16)
    random = np.random.default_rng(seed)
    angle = float(random.uniform(-scan.skew, scan.skew))
    kept = cache / f"{pdf.stem}-{page}-{scan.dpi}.jpg"
    if not kept.exists():
        with pdfium.PdfDocument(pdf) as document:
            image = document[page - 1].render(scale=scan.dpi / 72, grayscale=True).to_pil()
        image = image.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        image = image.filter(ImageFilter.GaussianBlur(scan.blur * random.uniform(0.7, 1.1)))
        grain = random.standard_normal((image.height, image.width), dtype=np.float32) * scan.noise
        grey = np.clip(np.asarray(image, dtype=np.float32) * 0.95 + 6 + grain, 0, 255)
        Image.fromarray(grey.astype(np.uint8)).save(kept, quality=scan.quality)
    with Image.open(kept) as image:
        return fit(image.convert("L"), float(scan.dpi), ReadingSettings()), angle


def turned(truth: Truth, angle: float, width: float, height: float) -> Truth:
    """Return where a marker stands on a page turned counter-clockwise by so many degrees."""
    x, y = (truth.box[0] + truth.box[2]) / 2, (truth.box[1] + truth.box[3]) / 2
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    dx, dy = x - width / 2, y - height / 2
    right, down = cos * dx + sin * dy - dx, cos * dy - sin * dx - dy
    x0, top, x1, bottom = truth.box
    return replace(truth, box=(x0 + right, top + down, x1 + right, bottom + down))


def made(cache: Path, count: int, first: int) -> list[Path]:
    """Write documents of as many seeds, from ``first`` on, and return their paths."""
    said = sentences()
    paths = [cache / f"made-{seed:04d}.pdf" for seed in range(first, first + count)]
    for seed, path in enumerate(paths, first):
        path.write_bytes(noted_pdf(seed, said))
    return paths


def cached_ocr(cache: Path) -> None:
    """Let every picture be recognised once."""
    plain = ocr.recognise

    def recognise(image: Image.Image, dpi: float, settings: ReadingSettings) -> list[list[Piece]]:
        key = hashlib.sha256(image.tobytes() + f"{dpi} {settings.language}".encode()).hexdigest()
        kept = cache / f"{key[:32]}.ocr"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(plain(image, dpi, settings)))
        lines: list[list[Piece]] = pickle.loads(kept.read_bytes())
        return lines

    ocr.recognise = recognise


def survived(page_lines: list[list[Piece]], truth: Truth) -> bool:
    """Say whether plain Tesseract has the marker's digits, apart from other digits."""
    x0, top, x1, bottom = truth.box
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    wanted = re.compile(r"(?<!\d)" + r"\D{1,2}".join(truth.labels) + r"(?!\d)")
    return any(
        piece.x0 - 1 <= x <= piece.x1 + 1
        and piece.top - 3 <= y <= piece.bottom + 3
        and wanted.search(piece.text)
        for line in page_lines
        for piece in line
    )


@dataclass
class Score:
    """Counts over markers."""

    wanted: int = 0
    right: int = 0  # found, with the right labels
    wrong: int = 0  # found, with other labels
    open: int = 0  # found, and left open
    extra: int = 0  # found where none is
    joined: int = 0  # right, and led to the right reference
    joinable: int = 0  # right, and the born-digital file leads somewhere
    misled: int = 0  # led to another reference
    negatives: int = 0
    taken: int = 0  # negatives that were taken for markers
    plain: int = 0  # plain Tesseract has the digits

    def add(self, other: "Score") -> None:
        """Add another's counts."""
        for name, count in vars(other).items():
            setattr(self, name, getattr(self, name) + count)

    def __str__(self) -> str:
        """One line for a person."""
        said = self.right + self.wrong + self.extra
        return (
            f"markers {self.wanted:4d}  recall {self.right / max(1, self.wanted):.3f}"
            f"  precision {self.right / max(1, said):.3f}"
            f"  joined {self.joined / max(1, self.joinable):.3f} misled {self.misled}"
            f"  wrong {self.wrong} open {self.open} extra {self.extra}"
            f"  negatives taken {self.taken}/{self.negatives}"
            f"  plain Tesseract {self.plain / max(1, self.wanted):.3f}"
        )


def score(document: Document, truths: list[Truth], report: Report, *, verbose: bool) -> Score:
    """Hold a document's raised callouts against the markers."""
    got = [c for c in document.callouts if c.style == "raised"]
    total = Score()
    used: set[int] = set()
    for truth in truths:
        at = next((i for i, c in enumerate(got) if i not in used and near(c, truth)), None)
        if at is not None:
            used.add(at)
        if not truth.counts:
            total.negatives += truth.negative
            total.taken += truth.negative and at is not None and bool(got[at].labels)
            if verbose and truth.negative and at is not None:
                print("    TAKEN", truth.page, got[at].marker, got[at].labels)
            continue
        total.wanted += 1
        if at is None or got[at].labels != truth.labels:
            total.open += at is not None and not got[at].labels
            total.wrong += at is not None and bool(got[at].labels)
            if verbose:
                print("    MISS ", truth.page, truth.labels, "as", at is not None and got[at].labels,  # noqa: E501
                      [round(v) for v in truth.box], around(report, truth))  # fmt: skip
        else:
            total.right += 1
        if at is not None and truth.reference:
            same = alike(text_of(got[at], document), truth.reference)
            right = got[at].labels == truth.labels
            total.joinable += right
            total.joined += right and same
            total.misled += bool(got[at].references) and not same
            if verbose and right and not same:
                print("    JOIN ", truth.page, truth.labels, repr(text_of(got[at], document)[:50]),
                      "for", repr(truth.reference[:50]))  # fmt: skip
    for i, callout in enumerate(got):
        if i not in used and callout.labels:
            total.extra += 1
            if verbose and callout.location and callout.location.box:
                before = document.text[max(0, callout.anchor - 30) : callout.anchor + 12]
                where = [round(v) for v in callout.location.box]
                print("    EXTRA", callout.location.page, callout.labels, repr(before), where)
    return total


def around(report: Report, truth: Truth) -> str:
    """Return what was read where a marker stands."""
    page = report.pages[truth.page - 1]
    x, y = (truth.box[0] + truth.box[2]) / 2, (truth.box[1] + truth.box[3]) / 2
    words = [w for line in page.lines for w in line.words if w.box]
    close = [
        w.text
        for w in words
        if w.box and w.box[0] - 40 < x < w.box[2] + 30 and w.box[1] - 4 < y < w.box[3] + 4
    ]
    return repr(" ".join(close))


def alike(one: str, two: str) -> bool:
    """Say whether two readings are of one text: most of its letters agree, half of ``Ibid.``'s."""
    one, two = (re.sub(r"\W+", "", text).casefold()[:90] for text in (one, two))
    least = 0.7 if len(two) > 10 else 0.49
    return bool(one) and difflib.SequenceMatcher(None, one, two).ratio() > least


def measure(job: tuple[Path, int, Path, bool, str]) -> tuple[str, int, Score, float, str]:
    """Score one report at one resolution; 0: born digital, every page."""
    pdf, dpi, cache, verbose, how = job
    os.nice(3)
    kept = cache / f"{pdf.stem}.report"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(read_report(pdf, ReadingSettings())))
    report: Report = pickle.loads(kept.read_bytes())
    document = assemble(report, AssemblySettings())
    truths = truths_of(pdf, document)
    if dpi == 0:
        return pdf.stem, dpi, score(document, truths, report, verbose=verbose), 0.0, how
    cached_ocr(cache)
    if how == "without":
        scans.with_signs = lambda picture, lines: lines
    scan = SCANS[dpi]
    pages: list[Page] = []
    placed: list[Truth] = []
    total = Score()
    started = time.process_time()
    for number, page in enumerate(pages_of(truths, document), 1):
        picture, angle = scanned(pdf, page, scan, cache)
        read, _ = scans.read_picture(number, picture, ReadingSettings())
        own = report.pages[page - 1]
        here = [
            replace(turned(t, angle, own.width, own.height), page=number)
            for t in truths
            if t.page == page
        ]
        plain = ocr.recognise(picture.image, picture.dpi, ReadingSettings())
        total.plain += sum(survived(plain, t) for t in here if t.counts)
        pages.append(read)
        placed += here
    spent = time.process_time() - started
    made = Report(report.id, report.file, tuple(pages))
    (cache / f"{pdf.stem}-{dpi}.read").write_bytes(pickle.dumps((made, placed)))
    found = assemble(made, AssemblySettings())
    total.add(score(found, placed, made, verbose=verbose))
    return pdf.stem, dpi, total, spent / max(1, len(pages)), how


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--reports", type=Path, help="a folder of PDFs with markers/")
    parser.add_argument("--made", type=int, default=0, help="documents made for it: so many")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--dpi", type=int, action="append", help="0: born digital")
    parser.add_argument("--held", action="store_true", help="the held-out reports: totals alone")
    parser.add_argument("--without", action="store_true", help="without the image step, too")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    names = options.names or (HELD_OUT if options.held else WORKED_ON)
    folders = [folder for folder in (options.reports, ROOT / "reports") if folder]
    paths = [p for n in names for f in folders if (p := f / f"{n}.pdf").exists()]
    if options.made:
        paths = made(options.cache, options.made, HELD if options.held else 0)
    how = ["with", "without"] if options.without else ["with"]
    jobs = [
        (path, dpi, options.cache, options.verbose and not options.held, one)
        for dpi in options.dpi or [0, *SCANS]
        for one in (how if dpi else ["with"])
        for path in paths
    ]
    totals: dict[tuple[int, str], Score] = {}
    with ProcessPoolExecutor(options.jobs, max_tasks_per_child=1) as pool:
        for name, dpi, found, spent, one in pool.map(measure, jobs):
            if not options.held:
                print(f"{dpi:4d} {one:8s} {name:28s} {found}  {spent:.2f} s/page", flush=True)
            totals.setdefault((dpi, one), Score()).add(found)
    for (dpi, one), total in totals.items():
        print(f"{dpi:4d} {one:8s} {'TOTAL':28s} {total}")


if __name__ == "__main__":
    main()
