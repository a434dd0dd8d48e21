"""A folder of many reports and the store of a run that has read them.

    python -m tests.big_store FOLDER [--reports 100000] [--claims 3]

makes ``FOLDER/reports`` and ``FOLDER/outputs`` if they are not there, then measures, each in a
process of its own: listing the files; a run that finds nothing to do; the exports. It prints
seconds and peak memory, and asserts nothing.
"""

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.config import RunSettings, Settings
from pipeline.reading import find_reports
from pipeline.run import run, settings_key
from pipeline.schema import Document
from pipeline.sheets import export
from pipeline.store import KnownFile, PageFacts, Store
from tests.claim_builders import full_claim

A_FOLDER = 500  # reports


def settings_of(folder: Path) -> Settings:
    """Return what the store was made with."""
    return Settings(model="rules", run=RunSettings(outputs=str(folder / "outputs")))


def make(folder: Path, reports: int, claims: int) -> None:
    """Write the files, and the rows that a run over them would have saved."""
    settings = settings_of(folder)
    key = settings_key(settings)
    row = full_claim()
    with Store.open(folder / "outputs" / "claims.db") as store:
        store._db.execute("PRAGMA synchronous = OFF")  # a test's store may be lost
        run_id = store.start_run(settings.as_dict(), "big")
        known = []
        for n in range(reports):
            path = folder / "reports" / f"{n // A_FOLDER:04}" / f"report-{n:06}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            text = f"In 2021 more than {n} attacks hit Borno, according to the ministry."
            path.write_text(text, encoding="utf-8")
            report_id = hashlib.sha256(text.encode()).hexdigest()
            named = replace(row, report_id=report_id, report=text[:30], file=path.name)
            store.save(
                run_id,
                document=Document(report_id, path.name, "", text[:30], page_count=1),
                pages=[PageFacts(1, 0.0, 0.0, "text", 1.0)],
                claims=[
                    replace(named, claim_id=f"{report_id[:24]}{i}", sentence_id=f"s{i}", position=i)
                    for i in range(claims)
                ],
                key=key,
                path=path,
            )
            facts = path.stat()
            known.append(
                KnownFile(str(path.resolve()), facts.st_size, facts.st_mtime_ns, report_id)
            )
        store.note_files(known)
        store.finish_run(run_id, read=reports, failed=0)


def bring_up_to_date(folder: Path) -> None:
    """Take the rows for those of today's code, whatever has made them."""
    with Store.open(folder / "outputs" / "claims.db") as store:
        store._db.execute("UPDATE reports SET key = ?", (settings_key(settings_of(folder)),))


def listing(folder: Path) -> int:
    """List the files."""
    return len(find_reports([folder / "reports"]))


def nothing_to_do(folder: Path) -> int:
    """Do a run over files that are all as they were."""
    settings = settings_of(folder)
    with Store.open(folder / "outputs" / "claims.db") as store:
        summary = run([folder / "reports"], settings, store)
    assert summary.run_id is None
    return summary.count("unchanged")


def exports(form: str) -> Callable[[Path], int]:
    """Return what writes one table."""

    def write(folder: Path) -> int:
        with Store.open(folder / "outputs" / "claims.db") as store:
            return sum(path.stat().st_size for path in export(store, folder / "outputs", [form]))

    return write


MEASURED: dict[str, Callable[[Path], int]] = {
    "listing": listing,
    "nothing to do": nothing_to_do,
    **{form: exports(form) for form in ("csv", "jsonl", "parquet", "xlsx")},
}


def main() -> None:
    """Make what is not there; measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs="*", default=list(MEASURED), help="of what is measured")
    given = parser.parse_args()
    if given.one:
        began, used = time.perf_counter(), time.process_time()
        count = MEASURED[given.one](given.folder)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        taken = time.perf_counter() - began, time.process_time() - used
        print(json.dumps([count, *taken, peak]))
        return
    if not (given.folder / "outputs").exists():
        make(given.folder, given.reports, given.claims)
    bring_up_to_date(given.folder)
    for name in given.only:
        command = [sys.executable, "-m", "tests.big_store", str(given.folder), "--one", name]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        count, wall, cpu, peak = json.loads(answer.splitlines()[-1])
        print(f"{name:14} {count:12,}  {wall:6.1f} s ({cpu:.1f} s of CPU)  {peak:5} MB")


if __name__ == "__main__":
    main()
