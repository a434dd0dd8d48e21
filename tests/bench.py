"""Speed and memory, side by side with the usual tools on the same pages: ``make bench``.

    python tests/bench.py [--reports FOLDER] [--rounds 3]

Each measurement is a process of its own, so that peak memory is its own too; the contenders
take turns (A B C, A B C, ...), and medians are printed. No test: it asserts nothing.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.annotate import annotate, load_nlp
from pipeline.assembly import assemble
from pipeline.claims import claims_from_doc
from pipeline.config import Settings
from pipeline.reading import read_report
from pipeline.run import pipeline_for

ROOT = Path(__file__).parents[1]
SETTINGS = Settings()


# --- the contenders: each takes a PDF and returns seconds by part ----------------------------


def ours(path: Path) -> dict[str, float]:
    """All stages, one process, one thread."""
    nlp = pipeline_for(SETTINGS)
    clock = _Clock()
    report = read_report(path, SETTINGS.reading)
    clock.lap("reading")
    document = assemble(report, SETTINGS.assembly)
    clock.lap("assembly")
    doc = annotate(document, nlp)
    clock.lap("annotate")
    claims_from_doc(doc, document)
    clock.lap("claims")
    return clock.laps


def our_reading_all_cores(path: Path) -> dict[str, float]:
    """Reading alone, with a thread a core for OCR."""
    clock = _Clock()
    read_report(path, SETTINGS.reading, ocr_threads=os.cpu_count() or 1)
    clock.lap("reading")
    return clock.laps


def plumber(path: Path) -> dict[str, float]:
    """``pdfplumber.extract_text`` and nothing else."""
    clock = _Clock()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
    clock.lap("extract_text")
    return clock.laps


def bare_model(path: Path) -> dict[str, float]:
    """The trained components alone, without our rules, on the same text."""
    document = assemble(read_report(path, SETTINGS.reading), SETTINGS.assembly)
    nlp = load_nlp(SETTINGS.model)
    trained = [name for name in nlp.pipe_names if name in set(nlp.meta.get("components", []))]
    rules = [name for name in nlp.pipe_names if nlp.get_pipe_meta(name).factory in RULES]
    clock = _Clock()
    with nlp.select_pipes(disable=rules):
        for block in document.blocks:
            nlp(document.text[block.start : block.end])
    clock.lap(f"{len(trained) or len(nlp.pipe_names) - len(rules)} components")
    return clock.laps


RULES = {
    "sentences", "actors", "quantities", "attribution", "kinds", "modality", "time_place",
}  # fmt: skip


def ocrmypdf(path: Path) -> dict[str, float]:
    """``ocrmypdf --sidecar`` with all cores and the same Tesseract."""
    clock = _Clock()
    with tempfile.TemporaryDirectory() as folder:
        command = ["ocrmypdf", "--force-ocr", "--output-type", "pdf", "--optimize", "0", "-q"]
        command += ["--sidecar", f"{folder}/text", str(path), f"{folder}/out.pdf"]
        subprocess.run(command, check=True)
    clock.lap("ocrmypdf")
    return clock.laps


CONTENDERS: dict[str, Callable[[Path], dict[str, float]]] = {
    f.__name__: f for f in (ours, our_reading_all_cores, plumber, bare_model, ocrmypdf)
}


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._began = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = now - self._began
        self._began = now


# --- the measuring ------------------------------------------------------------------------------


def measured(name: str, path: Path) -> dict[str, float]:
    """Run one contender in its own process; return its seconds by part and ``peak MB``."""
    command = [sys.executable, __file__, "--one", name, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return result


def compare(title: str, names: list[str], paths: list[Path], rounds: int) -> None:
    """Print medians over ``rounds``, the contenders taking turns over all ``paths``."""
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            runs = [measured(name, path) for path in paths]
            total: dict[str, float] = {}
            for run in runs:
                for part, value in run.items():
                    combine = max if part == "peak MB" else sum
                    total[part] = combine((total.get(part, 0.0), value))
            taken[name].append(total)
    print(f"\n{title}: {len(paths)} reports, {pages} pages, medians of {rounds}")
    for name, totals in taken.items():
        peak = max(total.pop("peak MB") for total in totals)
        parts = {part: statistics.median(t[part] for t in totals) for part in totals[0]}
        whole = statistics.median(sum(t.values()) for t in totals)
        detail = ", ".join(
            f"{part} {seconds / pages * 1000:.0f}" for part, seconds in parts.items()
        )
        print(f"  {name:24} {pages / whole:8.2f} pages/s  {peak:6.0f} MB   ms a page: {detail}")


def growth(path: Path, folder: Path) -> None:
    """Print peak memory for a report, and for the same pages four and sixteen times over."""
    print("\nmemory of our stages as a report grows")
    for times in (1, 4, 16):
        longer = pypdfium2.PdfDocument.new()
        source = pypdfium2.PdfDocument(path)
        for _ in range(times):
            longer.import_pages(source)
        target = folder / f"{times}x.pdf"
        longer.save(target)
        peak = measured("ours", target)["peak MB"]
        print(f"  {len(longer):5} pages  {peak:6.0f} MB")


def main() -> None:
    """Sort the reports into born digital and scanned, and compare on each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, default=ROOT / "corpus" / "reports")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("CONTENDER", "PDF"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        name, path = arguments.one
        laps = CONTENDERS[name](Path(path))
        kilobytes = max(
            resource.getrusage(who).ru_maxrss
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(json.dumps({**laps, "peak MB": kilobytes / 1024}))
        return
    pdfs = sorted(arguments.reports.glob("*.pdf"))
    methods = {p: {page.method for page in _first_pages(p)} for p in pdfs}
    digital = [p for p in pdfs if methods[p] == {"text"}]
    scanned = [p for p in pdfs if methods[p] == {"ocr"}]
    compare("born digital", ["ours", "plumber", "bare_model"], digital, arguments.rounds)
    against = ["ocrmypdf"] if shutil.which("ocrmypdf") else []
    if not against:
        print("(ocrmypdf is not installed: apt-get install ocrmypdf)")
    compare("scanned", ["our_reading_all_cores", *against], scanned, arguments.rounds)
    if digital:
        with tempfile.TemporaryDirectory() as folder:
            growth(digital[0], Path(folder))


def _first_pages(path: Path) -> list[object]:
    return list(read_report(path, SETTINGS.reading).pages)


if __name__ == "__main__":
    main()
