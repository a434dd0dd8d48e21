"""How well pages are read: made pages whose every line is known, born digital and scanned by us.

Seeds below 1000 are for whoever works on the rules; those from 1000 on are held out, and show
their totals alone. ``--text`` measures letters instead, on the degraded copies of the corpus: what
Tesseract reads and what is left after repair, both held against the born-digital report, and
which words a repair made right or wrong.

    python corpus/reading_bench.py [--held] [--seeds N] [--dpi 200] [-v]
    python corpus/reading_bench.py --text [--held]
"""

import argparse
import json
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from builder.pages import Printed, make
from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings, ReadingSettings
from pipeline.reading import read_report
from pipeline.schema import Document

ROOT = Path(__file__).resolve().parent
WORDS = ("security-lake-chad", "climate-mekong-delta", "education-after-floods")  # of split dev
FLOWING = {"paragraph", "list", "quotation"}
HELD = 1000  # the first seed held out
ASIDE = ("head", "foot", "note", "box", "pull", "caption", "heading", "side", "number")


def sentences() -> list[str]:
    """Return what the made pages say."""
    rows = (json.loads(row) for n in WORDS for row in (ROOT / f"gold/{n}.jsonl").open())
    return [row["sentence"] for row in rows if not row.get("table")]


# --- order ---------------------------------------------------------------------------------------


def score(lines: Sequence[Printed], document: Document) -> tuple[Counter[str], list[str]]:
    """Return counts ``NAME`` right of ``NAME of``, and a line for a person on each fault."""
    total: Counter[str] = Counter()
    faults: list[str] = []
    found = _words_of(lines, document)
    blocks = [{_block(document, n) for n in words} for words in found]
    body = [i for i, line in enumerate(lines) if line.role == "body"]

    def count(name: str, right: bool, *where: int) -> None:
        total[f"{name} of"] += 1
        total[name] += right
        if not right:
            said = " | ".join(" ".join(lines[i].words) for i in where)
            kinds = [document.blocks[b].kind for i in where for b in blocks[i] if b is not None]
            faults.append(f"{name}: p{lines[where[0]].page} {said} {kinds}")

    said = sorted(n for i in body for n in found[i])
    order = {n: i for i, n in enumerate(said)}  # among the body's words alone
    for a, b in pairwise(body):
        one, two = lines[a], lines[b]
        within = one.paragraph == two.paragraph and not one.ends  # a sentence runs on
        place = {} if within else order
        together = _follow([place.get(n, n) for n in found[a]], [place.get(n, n) for n in found[b]])
        if (one.page, one.column) == (two.page, two.column):
            count("lines together", together, a, b)
        elif within:
            same = bool(blocks[a] & blocks[b] - {None})
            name = "column end" if one.page == two.page else "page end"
            count(f"rejoined over a {name}", together and same, a, b)
    mixed = {n for i in body for n in blocks[i]}
    for i, line in enumerate(lines):
        kinds = {document.blocks[n].kind for n in blocks[i] if n is not None}
        if line.role == "body":
            count("body is body", bool(kinds & FLOWING), i)
        elif line.role in ASIDE and found[i]:
            count(f"{line.role} kept out", not blocks[i] & mixed - {None}, i)
            wanted = {
                "box": {"box", "furniture", "heading"},
                "note": {"note"},
                "pull": {"furniture", "box"},
            }
            if line.role in wanted:
                count(f"{line.role} named so", kinds <= wanted[line.role], i)
    for i, line in enumerate(lines):
        if line.role == "drop":
            whole = line.words[0] + lines[i + 1].words[0]
            count("drop capital joined", whole in document.text.split(), i, i + 1)
    return total, faults


def _words_of(lines: Sequence[Printed], document: Document) -> list[list[int]]:
    """Return for each line the indices of the document's words that stand in its box."""
    found: list[list[int]] = [[] for _ in lines]
    on: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        on.setdefault(line.page, []).append(i)
    for n, word in enumerate(document.words):
        if word.box is None:
            continue
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        for i in on.get(word.page, ()):
            x0, top, x1, bottom = lines[i].box
            if x0 <= x <= x1 and top <= y <= bottom:
                found[i].append(n)
                break
    return found


def _block(document: Document, n: int) -> int | None:
    """Return which block the n-th word is part of."""
    block = document.block_at(document.words[n].start)
    return document.blocks.index(block) if block else None


def _follow(one: list[int], two: list[int]) -> bool:
    """Say whether the second line's words come right behind the first one's."""
    return bool(one and two) and two[0] - one[-1] == 1


def scan(pdf: bytes, dpi: int, seed: int) -> list[Image.Image]:
    """Return the pages as a scanner with some noise would see them, upright."""
    random = np.random.default_rng(seed)
    pages = []
    for page in pdfium.PdfDocument(pdf):
        drawn = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        grain = random.standard_normal((drawn.height, drawn.width), dtype=np.float32) * 7
        grey = np.asarray(drawn, dtype=np.float32) * 0.95 + 6 + grain
        pages.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    return pages


def read(pdf: bytes, seed: int, dpi: int) -> Document:
    """Return the document; with ``dpi`` it is scanned first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(pdf)
        if dpi:
            first, *rest = scan(pdf, dpi, seed)
            path = path.with_suffix(".tif")
            first.save(path, save_all=True, append_images=rest, dpi=(dpi, dpi))
        return assemble(read_report(path, ReadingSettings()), AssemblySettings())


def measure_order(seeds: Sequence[int], dpi: int, *, verbose: bool, pages: int) -> None:
    """Print the totals by number of columns."""
    said = sentences()
    totals: dict[int, Counter[str]] = {}
    for seed in seeds:
        pdf, lines, how = make(seed, said, pages)
        counts, faults = score(lines, read(pdf, seed, dpi))
        totals.setdefault(how.columns, Counter()).update(counts)
        if verbose:
            sys.stdout.writelines(f"{seed:5d} {fault}\n" for fault in faults)
            sys.stdout.flush()
    names = sorted({n.removesuffix(" of") for t in totals.values() for n in t})
    _row("columns", [str(c) for c in sorted(totals)])
    for name in names:
        _row(name, [_share(totals[c], name) for c in sorted(totals)])


def _share(total: Counter[str], name: str) -> str:
    of = total[f"{name} of"]
    return f"{100 * total[name] / of:.1f} % of {of}" if of else "-"


def _row(name: str, cells: list[str]) -> None:
    print(f"{name:28s}" + "".join(f"{cell:>18s}" for cell in cells), flush=True)


# --- letters -------------------------------------------------------------------------------------


def measure_text(*, held: bool, verbose: bool) -> None:
    """Print the character error rate of every degraded copy, before and after repair."""
    splits = tomllib.loads((ROOT / "splits.toml").read_text("utf-8"))
    recipes = tomllib.loads((ROOT / "degraded.toml").read_text("utf-8"))
    by_name = {Path(file).stem: entry["split"] for file, entry in splits.items()}
    total: Counter[str] = Counter()
    for name, recipe in recipes.items():
        if by_name[name] != ("test" if held else "dev") or recipe["how"] in {"mixed", "image"}:
            continue
        (path,) = (ROOT / "reports").glob(f"{name}.*")
        truth = _prose(_document(ROOT / "reports" / f"{recipe['source']}.pdf", repair=False))
        plain = _prose(_document(path, repair=False))
        mended = _prose(_document(path, repair=True))
        counts, changes = compare(truth, plain, mended)
        total.update(counts)
        if not held:
            print(f"{name:36s} {_rates(counts)}", flush=True)
        if verbose and not held:
            sys.stdout.writelines(f"      {change}\n" for change in changes)
    print(f"{'TOTAL':36s} {_rates(total)}")


def _document(path: Path, *, repair: bool) -> Document:
    settings = AssemblySettings(repair_words=repair)
    return assemble(read_report(path, ReadingSettings()), settings)


def _prose(document: Document) -> list[str]:
    return [
        word
        for block in document.blocks
        if block.kind in FLOWING | {"heading", "box", "note", "reference"}
        for word in document.text[block.start : block.end].split()
    ]


def compare(
    truth: list[str], plain: list[str], mended: list[str]
) -> tuple[Counter[str], list[str]]:
    """Hold two readings against what is printed, each run of unlike words by itself.

    A run that repair changed is ``won`` if it is nearer to the truth than before, ``lost`` if
    further away, and ``spoiled`` if it had been right.
    """
    counts: Counter[str] = Counter(letters=sum(map(len, truth)) + len(truth))
    changes: list[str] = []
    for was, now, of in _runs(truth, plain, mended):
        before, after = Levenshtein.distance(was, of), Levenshtein.distance(now, of)
        counts["before"] += before
        counts["after"] += after
        if was != now:
            counts["won"] += after < before
            counts["lost"] += after > before
            counts["spoiled"] += after > before and not before
            verdict = "won" if after < before else "lost" if after > before else "even"
            changes.append(f"{verdict}: {was!r} -> {now!r} for {of!r}")
    return counts, changes


def _runs(truth: list[str], plain: list[str], mended: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (before repair, after it, truth), cut where all three agree on a word."""
    one, two = _matches(truth, plain), _matches(truth, mended)
    at = (0, 0, 0)
    for i in [*sorted(one.keys() & two.keys()), len(truth)]:
        to = (i, one.get(i, len(plain)), two.get(i, len(mended)))
        was, now = plain[at[1] : to[1]], mended[at[2] : to[2]]
        if was or now or to[0] > at[0]:
            yield " ".join(was), " ".join(now), " ".join(truth[at[0] : to[0]])
        at = (to[0] + 1, to[1] + 1, to[2] + 1)


def _matches(truth: list[str], read: list[str]) -> dict[int, int]:
    """Return which word of the reading each word of the truth is, where they agree."""
    blocks = Levenshtein.opcodes(truth, read)
    return {
        op.src_start + k: op.dest_start + k
        for op in blocks
        if op.tag == "equal"
        for k in range(op.src_end - op.src_start)
    }


def _rates(counts: Counter[str]) -> str:
    before, after = (counts[n] / max(1, counts["letters"]) for n in ("before", "after"))
    return (
        f"before repair {before:.4f}  after {after:.4f}"
        f"  won {counts['won']} lost {counts['lost']} spoiled {counts['spoiled']}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("--held", action="store_true", help="the held-out ones: totals alone")
    parser.add_argument("--seeds", type=int, default=40, help="how many documents")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--pages", type=int, default=4, help="of each")
    parser.add_argument("--dpi", type=int, default=0, help="0: born digital")
    parser.add_argument("--text", action="store_true", help="letters, on the corpus")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.text:
        measure_text(held=options.held, verbose=options.verbose)
        return
    first = options.first + (HELD if options.held else 0)
    seeds = range(first, first + options.seeds)
    verbose = options.verbose and not options.held
    measure_order(seeds, options.dpi, verbose=verbose, pages=options.pages)


if __name__ == "__main__":
    main()
