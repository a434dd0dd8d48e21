"""Reads files in a process of its own, with an eye on its time and memory from outside.

As a program (``python -m tests.hostile.watch MODEL``) it is that process: a path a line comes
in, an answer a line in JSON goes out.
"""

import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.config import ReadingSettings, Settings
from pipeline.run import Failure, pipeline_for, stages

ROOT = Path(__file__).parents[2]
MOST_MB = 2000  # what one report may take, the model and Tesseract included
MOST_SECONDS = 60.0  # of processor time; the machine may be busy with other things
LONGEST = 900.0  # seconds on the clock, for what waits and does nothing
ADDRESSES = 12_000_000_000  # bytes; a last resort, far above what libraries reserve unused


@dataclass(frozen=True)
class Verdict:
    """What became of one file."""

    name: str
    state: str  # read, refused, crashed (a traceback of ours), died, hung, too large
    message: str = ""
    seconds: float = 0.0  # of processor time
    megabytes: float = 0.0  # at the most
    claims: int = 0

    @property
    def tame(self) -> bool:
        """Whether the file did no harm."""
        return self.state in {"read", "refused"} and self.megabytes < MOST_MB


def watched(paths: Iterable[Path], model: str = "rules") -> Iterator[Verdict]:
    """Yield a verdict for each file, in turn; a process that is lost is replaced."""
    child: subprocess.Popen[str] | None = None
    try:
        for path in paths:
            if child is None or child.poll() is not None:
                child = _started(model)
            verdict = _asked(child, path)
            if verdict.state in {"hung", "too large", "died"}:
                child.kill()
                child.wait()
                child = None
            yield verdict
    finally:
        if child is not None:
            child.kill()
            child.wait()


def _started(model: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.hostile.watch", model]
    child = subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()  # it is ready
    return child


def _asked(child: "subprocess.Popen[str]", path: Path) -> Verdict:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(str(path)) + "\n")
    child.stdin.flush()
    began, before, most = time.monotonic(), seconds(child.pid), 0.0
    while True:
        ready, _, _ = select.select([child.stdout], [], [], 0.05)
        if ready:
            answer = child.stdout.readline()
            if not answer:
                return Verdict(path.name, "died", f"exit code {child.wait()}", megabytes=most)
            verdict = Verdict(**json.loads(answer))
            return replace(verdict, megabytes=max(most, verdict.megabytes))
        most = max(most, megabytes(child.pid))
        if most > MOST_MB:
            return Verdict(path.name, "too large", megabytes=most)
        used = seconds(child.pid) - before
        if used > MOST_SECONDS or time.monotonic() - began > LONGEST:
            return Verdict(path.name, "hung", seconds=used, megabytes=most)


def megabytes(process: int) -> float:
    """Return the memory that a process and those it started hold now (Linux)."""
    total = 0.0
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                total += int(line.split()[1]) / 1024
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                total += megabytes(int(child))
    except OSError:  # it is gone
        pass
    return total


def seconds(process: int) -> float:
    """Return the processor time that a process has used (Linux), with its children that ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it is gone
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


# --- the process itself ---------------------------------------------------------------------------


def _serve(model: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    settings = Settings(model=model, reading=ReadingSettings(ocr_timeout=30.0))
    nlp = pipeline_for(settings)
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        path = Path(json.loads(line))
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts anew
        began = time.process_time()
        result = stages(path, settings, nlp=nlp)
        seconds = round(time.process_time() - began, 3)
        peak = next(
            int(row.split()[1]) / 1024
            for row in Path("/proc/self/status").read_text().splitlines()
            if row.startswith("VmHWM")
        )
        if isinstance(result, Failure):
            state = "crashed" if result.trace else "refused"
            verdict = Verdict(path.name, state, result.trace or result.message, seconds, peak)
        else:
            verdict = Verdict(path.name, "read", "", seconds, peak, len(result.claims))
        print(json.dumps(asdict(verdict)), file=answers, flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
