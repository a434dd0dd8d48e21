"""One report, and a folder of them: the only place where the order of the stages is written.

A report that fails is recorded with its stage and reason, and the others go on. Work is
spread over reports: a path goes into a process, rows come out. The process that was started
is the only one to write to the store, one transaction a report, so that a run which was
killed at any moment is finished by the next one.
"""

import errno
import hashlib
import json
import logging
import stat
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Literal

from spacy.language import Language

from pipeline import __version__
from pipeline.annotate import annotate, load_nlp, model_fingerprint
from pipeline.assembly import assemble
from pipeline.claims import claims_from_doc
from pipeline.config import Settings
from pipeline.errors import ExitCode, PipelineError, UnreadableReport
from pipeline.executors import LocalExecutor, cores
from pipeline.reading import find_reports, read_report
from pipeline.schema import Claim, Document, Report
from pipeline.store import KnownFile, PageFacts, Store

log = logging.getLogger(__name__)

PACKAGE = Path(__file__).parent

# Reports that are handed out before the first comes back: enough to keep every process busy,
# few enough that finished rows do not pile up in memory.
AHEAD = 3


def extract(path: Path, nlp: Language, settings: Settings) -> list[Claim]:
    """Return the rows of one report.

    Raises:
        UnreadableReport, MissingTool: see ``read_report``.
    """
    report = read_report(path, settings.reading)  # what is printed, and where
    document = assemble(report, settings.assembly)  # text in reading order
    doc = annotate(document, nlp)  # spans over that text
    return claims_from_doc(doc, document)  # rows


@dataclass(frozen=True)
class Extraction:
    """What comes back of one report that was read; small enough to travel between processes."""

    path: Path
    document: Document  # without text and words: what the store keeps of it
    pages: tuple[PageFacts, ...]
    claims: tuple[Claim, ...]
    warnings: tuple[str, ...]
    seconds: dict[str, float]  # by stage


@dataclass(frozen=True)
class Failure:
    """Why one report was not read."""

    path: Path
    stage: str
    message: str
    trace: str = ""
    lasting: bool = True  # the same bytes and settings would fail again
    exit_code: ExitCode = ExitCode.SOME_FAILED


State = Literal["read", "unchanged", "duplicate", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file of a run."""

    path: Path
    state: State
    report_id: str | None = None
    claims: int = 0
    pages: int = 0
    stage: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass
class Summary:
    """What a run did."""

    run_id: int | None = None
    outcomes: list[Outcome] = field(default_factory=list)

    def count(self, state: State) -> int:
        """Return how many files ended in ``state``."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def changed(self) -> bool:
        """Say whether the store holds other rows than before."""
        return self.count("read") > 0


def stages(
    path: Path, settings: Settings, *, ocr_threads: int = 1, nlp: Language | None = None
) -> Extraction | Failure:
    """Take one report through all stages; whatever goes wrong becomes a ``Failure``."""
    seconds: dict[str, float] = {}
    stage = "reading"
    try:
        began = perf_counter()
        report = read_report(path, settings.reading, ocr_threads=ocr_threads)
        seconds[stage], began, stage = perf_counter() - began, perf_counter(), "assembly"
        document = assemble(report, settings.assembly)
        seconds[stage], stage = perf_counter() - began, "annotate"
        nlp = nlp or pipeline_for(settings)
        began = perf_counter()
        doc = annotate(document, nlp)
        seconds[stage], began, stage = perf_counter() - began, perf_counter(), "claims"
        claims = tuple(claims_from_doc(doc, document))
        seconds[stage] = perf_counter() - began
    except PipelineError as error:
        # A disk or a network that failed once may work the next time; a damaged report will not.
        system = isinstance(error.__cause__, OSError) and error.__cause__.errno is not None
        lasting = isinstance(error, UnreadableReport) and not system
        return Failure(path, stage, str(error), lasting=lasting, exit_code=error.exit_code)
    except MemoryError:
        return Failure(path, stage, f"{path.name}: not enough memory to read it.", lasting=False)
    except Exception as error:  # a fault of ours: it must cost this report only
        message = f"{path.name}: {type(error).__name__} in {stage}: {error}. Please report this."
        return Failure(path, stage, message, traceback.format_exc())
    kept = replace(document, text="", words=(), blocks=(), tables=(), callouts=(), repairs=())
    return Extraction(path, kept, _page_facts(report), claims, report.warnings, seconds)


@lru_cache(maxsize=1)
def _load(model: str, actors: tuple[str, ...]) -> Language:
    return load_nlp(model, user_actors=actors)


def pipeline_for(settings: Settings) -> Language:
    """Return the spaCy pipeline that the settings name; a process loads it once."""
    return _load(settings.model, settings.actors)


def run(
    inputs: Iterable[Path | str],
    settings: Settings,
    store: Store,
    *,
    retry: bool = False,
    executor: Executor | None = None,
    on_total: Callable[[int], None] = lambda total: None,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Read what is new or changed among ``inputs`` into the store.

    What the same settings and models have done is not done again; reports that cannot be
    read are tried again when their bytes or the settings change, or with ``retry``.

    Raises:
        SettingsError: an input is not there.
        StoreError: the database cannot be written.
    """
    paths = find_reports(inputs)
    key = settings_key(settings)
    summary = Summary()

    def note(outcome: Outcome) -> None:
        # A file's name may be no text at all; a message is.
        outcome = replace(outcome, message=outcome.message.encode("utf-8", "replace").decode())
        summary.outcomes.append(outcome)
        if outcome.state == "failed":
            log.error("%s", outcome.message)
        for warning in outcome.warnings:
            log.warning("%s: %s", outcome.path.name, warning)
        on_outcome(outcome)

    todo: list[tuple[Path, str]] = []
    on_total(len(paths))
    for path, report_id, outcome in _sorted_out(paths, store, key, retry=retry):
        if outcome:
            note(outcome)
        else:
            todo.append((path, report_id))
    unreadable = [o for o in summary.outcomes if o.state == "failed" and not o.report_id]
    if not todo and not unreadable:
        return summary

    if todo:
        pipeline_for(settings)  # a model or a list that is missing stops us here, before any OCR
    began = datetime.now(UTC)
    summary.run_id = store.start_run(settings.as_dict(), __version__)
    failures = _FailureLog(Path(settings.run.outputs), began)
    for outcome in unreadable:
        store.fail(summary.run_id, outcome.path, None, outcome.stage, outcome.message, key=key)
        failures.add(Failure(outcome.path, outcome.stage, outcome.message))
    workers = settings.run.workers or cores()
    pool = executor or LocalExecutor(
        min(workers, max(len(todo), 1)), timeout=settings.run.report_timeout
    )
    try:
        threads = max(1, workers // max(len(todo), 1))
        for path, report_id, result in _worked(todo, settings, pool, workers, threads):
            if isinstance(result, Failure):
                store.fail(
                    summary.run_id,
                    path,
                    report_id,
                    result.stage,
                    result.message,
                    key=key if result.lasting else None,
                )
                failures.add(result)
                note(Outcome(path, "failed", report_id, stage=result.stage, message=result.message))
                continue
            store.save(
                summary.run_id,
                document=result.document,
                pages=result.pages,
                claims=result.claims,
                key=key,
                path=path,
                seconds=result.seconds,
                warnings=result.warnings,
            )
            note(
                Outcome(
                    path,
                    "read",
                    report_id,
                    claims=len(result.claims),
                    pages=len(result.pages),
                    warnings=result.warnings,
                    seconds=result.seconds,
                )
            )
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    store.finish_run(summary.run_id, read=summary.count("read"), failed=summary.count("failed"))
    return summary


def settings_key(settings: Settings) -> str:
    """Return a hash of all that decides a report's rows: settings, model, lists and our code."""
    digest = hashlib.sha256()
    decisive = {
        "reading": asdict(settings.reading),
        "assembly": asdict(settings.assembly),
        "model": model_fingerprint(settings.model),
    }
    digest.update(json.dumps(decisive, sort_keys=True).encode())
    for user_list in settings.actors:
        content = Path(user_list).read_bytes() if Path(user_list).is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    for stage in ("reading", "assembly", "citations", "annotate"):
        for source in sorted((PACKAGE / stage).rglob("*")):
            if source.suffix in {".py", ".tsv", ".json"}:
                digest.update(source.read_bytes())
    for name in ("schema.py", "claims.py"):
        digest.update((PACKAGE / name).read_bytes())
    return digest.hexdigest()[:16]


def _sorted_out(
    paths: list[Path], store: Store, key: str, *, retry: bool
) -> Iterator[tuple[Path, str, Outcome | None]]:
    """Yield each path with its report's id, and its outcome if there is nothing to do."""
    known = store.known_files()
    first: dict[str, Path] = {}
    hashed: list[KnownFile] = []
    for path in paths:
        try:
            facts = path.stat()
            if not stat.S_ISREG(facts.st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
            seen = known.get(str(path.resolve()))
            if seen and (seen.size, seen.mtime_ns) == (facts.st_size, facts.st_mtime_ns):
                report_id = seen.report_id
            else:
                with path.open("rb") as file:
                    report_id = hashlib.file_digest(file, "sha256").hexdigest()
                absolute = str(path.resolve())
                hashed.append(KnownFile(absolute, facts.st_size, facts.st_mtime_ns, report_id))
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"{path}: cannot be read ({reason}). Check that it exists and its rights."
            yield path, "", Outcome(path, "failed", stage="reading", message=message)
            continue
        if report_id in first:
            message = f"the same bytes as {first[report_id].name}"
            yield path, report_id, Outcome(path, "duplicate", report_id, message=message)
            continue
        first[report_id] = path
        failed = None if retry else store.failure(report_id, key)
        if failed:
            outcome = Outcome(path, "failed", report_id, stage=failed.stage, message=failed.message)
            yield path, report_id, outcome
        elif store.is_current(report_id, key):
            yield path, report_id, Outcome(path, "unchanged", report_id)
        else:
            yield path, report_id, None
    if hashed:
        store.note_files(hashed)


def _worked(
    todo: list[tuple[Path, str]], settings: Settings, pool: Executor, workers: int, threads: int
) -> Iterator[tuple[Path, str, Extraction | Failure]]:
    """Yield each report's result as it comes, a bounded number of them under way."""
    waiting = iter(todo)
    under_way: dict[Future[Extraction | Failure], tuple[Path, str]] = {}
    while True:
        while len(under_way) < workers * AHEAD:
            item = next(waiting, None)
            if item is None:
                break
            future = pool.submit(stages, item[0], settings, ocr_threads=threads)
            under_way[future] = item
        if not under_way:
            return
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            path, report_id = under_way.pop(future)
            yield path, report_id, _result(future, path, settings.run.report_timeout)


def _result(
    future: "Future[Extraction | Failure]", path: Path, timeout: float
) -> Extraction | Failure:
    try:
        return future.result()
    except TimeoutError:
        message = (
            f"{path.name}: not read within {timeout:g} seconds. "
            "Raise report_timeout in the settings, or split the report."
        )
        return Failure(path, "run", message, lasting=False)
    except Exception as error:
        message = (
            f"{path.name}: the process that read it died ({type(error).__name__}: {error}), "
            "perhaps for lack of memory. Try it alone: claims extract FILE."
        )
        return Failure(path, "run", message, lasting=False)


def _page_facts(report: Report) -> tuple[PageFacts, ...]:
    return tuple(
        PageFacts(
            number=page.number,
            width=page.width,
            height=page.height,
            method=page.method,
            confidence=round(page.confidence, 4),
            rotation=page.rotation,
        )
        for page in report.pages
    )


class _FailureLog:
    """``runs/<when>/failures.jsonl``, made with the first failure."""

    def __init__(self, outputs: Path, began: datetime) -> None:
        self._path = outputs / "runs" / began.strftime("%Y-%m-%dT%H-%M-%SZ") / "failures.jsonl"

    def add(self, failure: Failure) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        entry = {
            "file": str(failure.path),
            "stage": failure.stage,
            "message": failure.message,
            "traceback": failure.trace,
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")
