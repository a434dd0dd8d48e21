"""Speed and memory, side by side with the usual tools on the same pages: ``make bench``.

    python tests/bench.py [--digital PDF ...] [--scanned PDF ...] [--pages 12 ...]
                          [--rounds 5] [--minutes 30]

Each measurement is a process of its own, so that peak memory is its own too; the contenders
take turns (A B C, A B C, ...), and medians are printed: of time on the clock, and of processor
time, which says more on a busy machine. Each comparison ends with the round in which its share
of the minutes is over: a busy machine makes fewer rounds, which are printed, and never an endless
bench. No test: it asserts nothing.

Scans of the corpus are known in print. Their character error rate is the edit distance to what
``pdftotext`` finds in the born-digital original, over its length, white space counted as one. Each
line is held against the nearest line of the original, so that nobody is told apart by the order in
which columns and notes come (the idea of flexible character accuracy: Clausner, Pletschacher and
Antonacopoulos 2020).
"""

import argparse
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2
import pytesseract
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.annotate import RULE_COMPONENTS, annotate_parts
from pipeline.assembly import assemble
from pipeline.config import Settings
from pipeline.executors import Limits, LocalExecutor, cores
from pipeline.reading import read_report
from pipeline.run import pipeline_for
from pipeline.run.handing import let_go
from pipeline.run.outcomes import Extraction, Failure
from pipeline.run.tasks import MOST_PAGES, Pages, Source, begin, finish, go_on

CORPUS = Path(__file__).parents[1] / "corpus"
SETTINGS = Settings()


# --- the contenders: each takes a PDF and returns seconds by part, OCR also the text ------------

Answer = tuple[dict[str, float], str]


def ours(path: Path) -> Answer:
    """All stages, one process, one thread; a long report piece by piece, as in a run."""
    source = Source(path, "bench")
    result: Extraction | Pages | Failure = begin(source, SETTINGS, math.inf)
    parts: list[Pages] = []
    while isinstance(result, Pages):
        parts.append(result)
        done, total = result.end, result.total
        if done == total:
            result = finish(source, SETTINGS, parts, sum(part.seconds for part in parts))
            for part in parts:
                let_go(part.data)
        else:
            result = go_on(source, SETTINGS, done, min(done + MOST_PAGES, total))
    if isinstance(result, Failure):
        raise SystemExit(result.message)
    return result.seconds, ""


def our_reading(path: Path) -> Answer:
    """Reading alone, one thread."""
    clock = _Clock()
    read_report(path, SETTINGS.reading)
    clock.lap("reading")
    return clock.laps, ""


def our_text(path: Path) -> str:
    """Return what we read, tables last."""
    report = read_report(path, SETTINGS.reading)
    cells = [cell for page in report.pages for table in page.tables for cell in table.cells]
    lines = [line for page in report.pages for line in page.lines]
    return "\n".join(
        line.text for line in [*lines, *(line for cell in cells for line in cell.lines)]
    )


def plumber(path: Path) -> Answer:
    """``pdfplumber.extract_text`` and nothing else."""
    clock = _Clock()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
    clock.lap("extract_text")
    return clock.laps, ""


def pdfium(path: Path) -> Answer:
    """``pypdfium2``'s text of each page: characters in the file's order, no layout."""
    clock = _Clock()
    for page in pypdfium2.PdfDocument(path):
        page.get_textpage().get_text_bounded()
    clock.lap("get_text")
    return clock.laps, ""


def pdftotext(path: Path) -> Answer:
    """Poppler's ``pdftotext``."""
    clock = _Clock()
    text = printed_text(path)
    clock.lap("pdftotext")
    return clock.laps, text


def bare_model(path: Path) -> Answer:
    """The trained components alone, without our rules, on the same text."""
    nlp = pipeline_for(SETTINGS)
    document = assemble(read_report(path, SETTINGS.reading), SETTINGS.assembly)
    clock = _Clock()
    with nlp.select_pipes(disable=["sentences", *RULE_COMPONENTS]):
        nlp(document.text)
    clock.lap("trained components")
    return clock.laps, ""


def annotate_alone(path: Path) -> Answer:
    """The same with our rules, on the same text."""
    nlp = pipeline_for(SETTINGS)
    document = assemble(read_report(path, SETTINGS.reading), SETTINGS.assembly)
    clock = _Clock()
    for _ in annotate_parts(document, nlp):
        pass
    clock.lap("trained components and rules")
    return clock.laps, ""


def plain_tesseract(path: Path) -> Answer:
    """``pytesseract.image_to_string`` of each page at 300 dots an inch, as most people do it."""
    clock = _Clock()
    text = [
        pytesseract.image_to_string(page.render(scale=300 / 72).to_pil())
        for page in pypdfium2.PdfDocument(path)
    ]
    clock.lap("image_to_string")
    return clock.laps, "\n".join(text)


def ocrmypdf(path: Path, jobs: int = cores()) -> Answer:
    """``ocrmypdf --sidecar`` with all cores and the same Tesseract, one report after the other."""
    clock = _Clock()
    with tempfile.TemporaryDirectory() as folder:
        command = ["ocrmypdf", "--force-ocr", "--output-type", "pdf", "--optimize", "0", "-q"]
        command += [
            "--jobs",
            str(jobs),
            "--sidecar",
            f"{folder}/text",
            str(path),
            f"{folder}/out.pdf",
        ]
        subprocess.run(command, check=True)
        clock.lap("ocrmypdf")
        text = Path(folder, "text").read_text(encoding="utf-8")
    return clock.laps, text


CONTENDERS: dict[str, Callable[[Path], Answer]] = {
    contender.__name__: contender
    for contender in (
        ours, our_reading, plumber, pdfium, pdftotext, bare_model,
        annotate_alone, plain_tesseract, ocrmypdf,
    )
}  # fmt: skip


# --- all cores, as a run uses them: reports side by side, each with one core ---------------------


def our_reading_side_by_side(paths: list[Path]) -> list[Answer]:
    """Reading alone, in a run's pool of processes."""
    clock = _Clock()
    pool = LocalExecutor(cores(), Limits(3600))
    texts = [future.result() for future in [pool.submit(our_text, path) for path in paths]]
    pool.shutdown()
    clock.lap("reading")
    return [(clock.laps if not i else {}, text) for i, text in enumerate(texts)]


def ocrmypdf_side_by_side(paths: list[Path]) -> list[Answer]:
    """``ocrmypdf --sidecar`` for as many reports at once as there are cores."""
    clock = _Clock()
    with ThreadPoolExecutor(cores()) as pool:
        texts = [text for _, text in pool.map(partial(ocrmypdf, jobs=1), paths)]
    clock.lap("ocrmypdf")
    return [(clock.laps if not i else {}, text) for i, text in enumerate(texts)]


SIDE_BY_SIDE: dict[str, Callable[[list[Path]], list[Answer]]] = {
    contender.__name__: contender for contender in (our_reading_side_by_side, ocrmypdf_side_by_side)
}
READ_BY_OCR = {"plain_tesseract", "ocrmypdf", *SIDE_BY_SIDE}


def printed_text(path: Path) -> str:
    """Return what ``pdftotext`` finds."""
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def errors(path: Path, text: str) -> tuple[int, int]:
    """Return the edit distance to the scan's original, and that one's length; (0, 0) if unknown."""
    splits = tomllib.loads((CORPUS / "splits.toml").read_text(encoding="utf-8"))
    gold = splits.get(path.name, {}).get("gold")
    whole = [n for n, f in splits.items() if f["gold"] == gold and f["made"] == "born digital"]
    if not whole:
        return 0, 0
    truth = printed_text(CORPUS / "reports" / whole[0])
    return _distance(_lines(truth), _lines(text))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _distance(truth: list[str], read: list[str]) -> tuple[int, int]:
    """Return the edits that make ``truth``'s lines out of those that were ``read``, and its length.

    Lines are paired off, the likest first; what is left on either side counts whole.
    """
    distances = process.cdist(truth, read, scorer=Levenshtein.distance)
    lengths = np.add.outer([len(line) for line in truth], [len(line) for line in read])
    order = np.argsort((distances / lengths).ravel(), kind="stable")
    total = sum(map(len, truth)) + sum(map(len, read))
    mine, theirs = set(range(len(truth))), set(range(len(read)))
    for i, j in zip(*np.unravel_index(order, distances.shape), strict=True):
        if i in mine and j in theirs and distances[i, j] < lengths[i, j] / 2:
            total += int(distances[i, j]) - len(truth[i]) - len(read[j])
            mine.remove(i)
            theirs.remove(j)
    return total, sum(map(len, truth))


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._began = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = now - self._began
        self._began = now


# --- the measuring ------------------------------------------------------------------------------


def measured(name: str, paths: list[Path]) -> dict[str, float]:
    """Run one contender over ``paths`` in its own process; return seconds by part and ``MB``."""
    command = [sys.executable, __file__, "--one", name, *map(str, paths)]
    # As in a run: with two, numpy's threads wait for each other, and that counts as work.
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    answer = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    result: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return result


def one(name: str, paths: list[Path]) -> None:
    """Be that process: add up the parts over the reports, and print them as JSON."""
    total: dict[str, float] = {}
    wrong = letters = 0
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    pipeline_for(SETTINGS) if name in {"ours", "bare_model", "annotate_alone"} else None
    before = sum(sum(resource.getrusage(one)[:2]) for one in who)
    if name in SIDE_BY_SIDE:
        answers = SIDE_BY_SIDE[name](paths)
    else:
        answers = [CONTENDERS[name](path) for path in paths]
    for path, (laps, text) in zip(paths, answers, strict=True):
        for part, seconds in laps.items():
            total[part] = total.get(part, 0.0) + seconds
        if name in READ_BY_OCR:
            distance, length = errors(path, text)
            wrong, letters = wrong + distance, letters + length
    total["CPU"] = sum(sum(resource.getrusage(one)[:2]) for one in who) - before
    total["MB"] = max(resource.getrusage(one).ru_maxrss for one in who) / 1024
    total["CER"] = wrong / letters if letters else 0.0
    print(json.dumps(total))


def compare(
    title: str, names: list[str], paths: list[Path], rounds: int, *, seconds: float
) -> None:
    """Print medians over as many of ``rounds`` as begin within ``seconds``, taking turns."""
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    began, done = time.monotonic(), 0
    while done < rounds and (not done or time.monotonic() - began < seconds):
        for name in names:
            taken[name].append(measured(name, paths))
        done += 1
    load = "/".join(f"{share:.1f}" for share in os.getloadavg())
    print(f"\n{title}: {len(paths)} reports, {pages} pages, medians of {done} (load {load})")
    for name, totals in taken.items():
        peak = max(total.pop("MB") for total in totals)
        rate = statistics.median(total.pop("CER") for total in totals)
        busy = statistics.median(total.pop("CPU") for total in totals)
        parts = {part: statistics.median(t[part] for t in totals) for part in totals[0]}
        whole = statistics.median(sum(t.values()) for t in totals)
        detail = ", ".join(f"{part} {1000 * parts[part] / pages:.0f}" for part in parts)
        print(
            f"  {name:22} {pages / whole:8.2f} pages/s  {1000 * busy / pages:7.1f} ms CPU a page"
            f" {peak:6.0f} MB{f'  CER {rate:.4f}' if rate else ''}   ms a page: {detail}",
            flush=True,
        )


def growth(paths: list[Path], folder: Path, lengths: list[int]) -> None:
    """Print memory and time for reports of so many pages, made by repeating those given."""
    print("\nall our stages as one report grows")
    for length in lengths:
        longer = pypdfium2.PdfDocument.new()
        while len(longer) < length:
            for path in paths:
                source = pypdfium2.PdfDocument(path)
                wanted = range(min(len(source), length - len(longer)))
                if wanted:  # an empty list would mean all pages
                    longer.import_pages(source, list(wanted))
        target = folder / f"{length}-pages.pdf"
        longer.save(target)
        taken = measured("ours", [target])
        peak, busy = taken.pop("MB"), taken.pop("CPU")
        taken.pop("CER")
        detail = ", ".join(f"{part} {1000 * taken[part] / length:.0f}" for part in taken)
        print(
            f"  {length:5} pages {peak:6.0f} MB  {1000 * busy / length:6.0f} ms CPU a page"
            f"   ms a page: {detail}",
            flush=True,
        )


def corpus(made: str) -> list[Path]:
    """Return the corpus's PDFs that were made so: ``born digital``, ``scan``."""
    splits = tomllib.loads((CORPUS / "splits.toml").read_text(encoding="utf-8"))
    files = [name for name, facts in splits.items() if facts["made"] == made]
    return [CORPUS / "reports" / name for name in files if name.endswith(".pdf")]


def main() -> None:
    """Compare on born-digital and on scanned reports: the corpus's, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digital", type=Path, nargs="+", default=corpus("born digital"))
    parser.add_argument("--scanned", type=Path, nargs="+", default=corpus("scan"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pages", type=int, nargs="*", default=[3, 48, 192])
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one[0], [Path(name) for name in arguments.one[1:]])
        return
    born_digital, rounds = arguments.digital, arguments.rounds
    seconds = arguments.minutes * 60 / 4  # three comparisons, and the growing report
    readers = ["our_reading", "plumber", "pdfium", "pdftotext"]
    compare("born digital, reading", readers, born_digital, rounds, seconds=seconds)
    contenders = ["ours", "annotate_alone", "bare_model"]
    compare("born digital, all stages", contenders, born_digital, rounds, seconds=seconds)
    with tempfile.TemporaryDirectory() as folder:
        growth(born_digital, Path(folder), arguments.pages)
    against = ["plain_tesseract"]
    if shutil.which("ocrmypdf"):
        against += ["ocrmypdf", "ocrmypdf_side_by_side"]
    else:
        print("(ocrmypdf is not installed: apt-get install ocrmypdf)")
    readers = ["our_reading_side_by_side", *against]
    compare("scanned", readers, arguments.scanned, rounds, seconds=seconds)


if __name__ == "__main__":
    main()
