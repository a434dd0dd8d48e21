"""A folder of reports: what is new or changed is read into the store.

Work is spread over reports: a path goes into a process, rows come out. The process that was
started is the only one to write to the store, one transaction a report, so that a run which
was killed at any moment is finished by the next one.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from pathlib import Path

from pipeline import __version__
from pipeline.config import Settings
from pipeline.executors import LocalExecutor, cores
from pipeline.reading import find_reports
from pipeline.run.failure_log import FailureLog, run_folder
from pipeline.run.keys import settings_key
from pipeline.run.one_report import pipeline_for, stages
from pipeline.run.outcomes import Extraction, Failure, Outcome, Summary
from pipeline.run.work_list import sort_out
from pipeline.store import Store

log = logging.getLogger("pipeline.run")

# Reports that are handed out before the first comes back: enough to keep every process busy,
# few enough that finished rows do not pile up in memory.
AHEAD = 3


def run(
    inputs: Iterable[Path | str],
    settings: Settings,
    store: Store,
    *,
    retry: bool = False,
    executor: Executor | None = None,
    folder: Path | None = None,
    on_total: Callable[[int], None] = lambda total: None,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Read what is new or changed among ``inputs`` into the store.

    What the same settings and models have done is not done again; reports that cannot be
    read are tried again when their bytes or the settings change, or with ``retry``. What failed
    is also written to ``folder``, or to ``runs/<when>/`` in the outputs folder.

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
    for path, report_id, outcome in sort_out(paths, store, key, retry=retry):
        if outcome:
            note(outcome)
        else:
            todo.append((path, report_id))
    unreadable = [o for o in summary.outcomes if o.state == "failed" and not o.report_id]
    if not todo and not unreadable:
        return summary

    if todo:
        pipeline_for(settings)  # a model or a list that is missing stops us here, before any OCR
    summary.run_id = store.start_run(settings.as_dict(), __version__)
    failures = FailureLog(folder or run_folder(Path(settings.run.outputs)))
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
