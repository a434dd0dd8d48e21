"""Speed and memory, side by side with the usual tools on the same pages: ``make bench``.

    python tests/bench.py [--digital PDF ...] [--scanned PDF ...] [--rounds 3]

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
import tomllib
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.annotate import RULE_COMPONENTS, annotate
from pipeline.assembly import assemble
from pipeline.claims import claims_from_doc
from pipeline.config import Settings
from pipeline.reading import read_report
from pipeline.run import pipeline_for

CORPUS = Path(__file__).parents[1] / "corpus"
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
    nlp = pipeline_for(SETTINGS)
    document = assemble(read_report(path, SETTINGS.reading), SETTINGS.assembly)
    clock = _Clock()
    with nlp.select_pipes(disable=["sentences", *RULE_COMPONENTS]):
        nlp(document.text)
    clock.lap("trained components")
    return clock.laps


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


def measured(name: str, paths: list[Path]) -> dict[str, float]:
    """Run one contender over ``paths`` in its own process; return seconds by part and ``MB``."""
    command = [sys.executable, __file__, "--one", name, *map(str, paths)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return result


def one(name: str, paths: list[Path]) -> None:
    """Be that process: add up the parts over the reports, and print them as JSON."""
    total: dict[str, float] = {}
    for path in paths:
        for part, seconds in CONTENDERS[name](path).items():
            total[part] = total.get(part, 0.0) + seconds
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    total["MB"] = max(resource.getrusage(one).ru_maxrss for one in who) / 1024
    print(json.dumps(total))


def compare(title: str, names: list[str], paths: list[Path], rounds: int) -> None:
    """Print medians over ``rounds``, the contenders taking turns."""
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            taken[name].append(measured(name, paths))
    print(f"\n{title}: {len(paths)} reports, {pages} pages, medians of {rounds}")
    for name, totals in taken.items():
        peak = max(total.pop("MB") for total in totals)
        parts = {part: statistics.median(t[part] for t in totals) for part in totals[0]}
        whole = statistics.median(sum(t.values()) for t in totals)
        detail = ", ".join(f"{part} {1000 * parts[part] / pages:.0f}" for part in parts)
        print(f"  {name:22} {pages / whole:7.2f} pages/s {peak:6.0f} MB   ms a page: {detail}")


def growth(path: Path, folder: Path) -> None:
    """Print peak memory for a report, and for the same pages four and sixteen times over."""
    print("\nmemory of all our stages as one report grows")
    for times in (1, 4, 16):
        longer = pypdfium2.PdfDocument.new()
        source = pypdfium2.PdfDocument(path)
        for _ in range(times):
            longer.import_pages(source)
        target = folder / f"{times}x.pdf"
        longer.save(target)
        print(f"  {len(longer):5} pages {measured('ours', [target])['MB']:6.0f} MB")


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
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one[0], [Path(name) for name in arguments.one[1:]])
        return
    contenders = ["ours", "plumber", "bare_model"]
    compare("born digital", contenders, arguments.digital, arguments.rounds)
    with tempfile.TemporaryDirectory() as folder:
        growth(arguments.digital[0], Path(folder))
    against = ["ocrmypdf"] if shutil.which("ocrmypdf") else []
    if not against:
        print("(ocrmypdf is not installed: apt-get install ocrmypdf)")
    compare("scanned", ["our_reading_all_cores", *against], arguments.scanned, arguments.rounds)


if __name__ == "__main__":
    main()
