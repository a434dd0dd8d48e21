"""A folder of reports: what is new or changed is read into the store.

Work is spread over reports: a path goes into a process, rows come out. The process that was
started is the only one to write to the store, one transaction a report, so that a run which
was killed at any moment is finished by the next one.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from pipeline import __version__
from pipeline.annotate import describe
from pipeline.config import Settings
from pipeline.executors import ClusterExecutor, Limits, LocalExecutor, cores
from pipeline.reading import find_reports
from pipeline.run.failure_log import FailureLog, run_folder
from pipeline.run.keys import reading_key, settings_key
from pipeline.run.outcomes import Extraction, Failure, Outcome, Summary
from pipeline.run.reading_cache import ReadingCache
from pipeline.run.work import Job, Work
from pipeline.run.work_list import sort_out
from pipeline.store import Store

log = logging.getLogger("pipeline.run")

BEFORE_ROWS = ("reading", "assembly")  # the stages that no model has a part in


def run(
    inputs: Iterable[Path | str],
    settings: Settings,
    store: Store,
    *,
    retry: bool = False,
    rehash: bool = False,
    executor: Executor | None = None,
    folder: Path | None = None,
    on_total: Callable[[int], None] = lambda total: None,
    on_outcome: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """Read what is new or changed among ``inputs`` into the store.

    What the same settings and models have done is not done again; reports that cannot be
    read are tried again when their bytes or the settings change, or with ``retry``. A file of
    the same size and time as before is not looked into, but with ``rehash``. What failed
    is also written to ``folder``, or to ``runs/<when>/`` in the outputs folder.

    Raises:
        SettingsError: an input is not there.
        StoreError: the database cannot be written.
    """
    paths = find_reports(inputs)
    text_key, key = reading_key(settings), settings_key(settings)
    summary = Summary(passed_over=paths.passed_over)

    def note(outcome: Outcome, *, known: bool = False) -> None:
        if outcome.message:  # a file's name may be no text at all; a message is
            outcome = replace(outcome, message=outcome.message.encode("utf-8", "replace").decode())
        summary.outcomes.append(outcome)
        if outcome.state == "failed":
            if known:
                log.info("Known failure, not tried again: %s", outcome.message)
            else:
                log.error("%s", outcome.message)
        for warning in outcome.warnings:
            log.warning("%s: %s", outcome.path.name, warning)
        on_outcome(outcome)

    todo: list[Job] = []
    on_total(len(paths))
    for listed in sort_out(paths, store, (text_key, key), retry=retry, rehash=rehash):
        if listed.outcome:  # a failure of a report that we know by its id was told of before
            note(listed.outcome, known=bool(listed.outcome.report_id))
        else:
            todo.append(Job(listed.path, listed.report_id, listed.size))
    unreadable = [o for o in summary.outcomes if o.state == "failed" and not o.report_id]
    if not todo and not unreadable:
        return summary

    record = settings.as_dict()
    if todo:  # a model or a list that is missing stops us here, before any OCR
        record["pipeline"] = describe(settings.model, user_actors=settings.actors)
    summary.run_id = store.start_run(record, __version__)
    failures = FailureLog(folder or run_folder(Path(settings.run.outputs)))
    for outcome in unreadable:
        store.fail(summary.run_id, outcome.path, None, outcome.stage, outcome.message, key=key)
        failures.add(Failure(outcome.path, outcome.stage, outcome.message))
    cache = ReadingCache(Path(settings.run.outputs), text_key, limit=settings.run.cache * 1_000_000)
    pool = executor or _executor(settings)
    try:
        for job, result in Work(todo, settings, pool, cache, key=key).results():
            if isinstance(result, Failure):
                lasting = text_key if result.stage in BEFORE_ROWS else key
                store.fail(
                    summary.run_id,
                    job.path,
                    job.report_id,
                    result.stage,
                    result.message,
                    key=lasting if result.lasting else None,
                )
                failures.add(result)
                note(_failed(job, result))
            else:
                store.save(
                    summary.run_id,
                    document=result.document,
                    pages=result.pages,
                    claims=result.claims,
                    key=key,
                    path=job.path,
                    seconds=result.seconds,
                    warnings=result.warnings,
                )
                note(_read(job, result))
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    cache.prune()
    store.finish_run(summary.run_id, read=summary.count("read"), failed=summary.count("failed"))
    return summary


def _executor(settings: Settings) -> Executor:
    limits = Limits(settings.run.report_timeout, settings.run.report_memory)
    if settings.run.cluster:
        return ClusterExecutor(settings.run.cluster, limits)
    return LocalExecutor(settings.run.workers or cores(), limits)


def _failed(job: Job, failure: Failure) -> Outcome:
    return Outcome(job.path, "failed", job.report_id, stage=failure.stage, message=failure.message)


def _read(job: Job, result: Extraction) -> Outcome:
    return Outcome(
        job.path,
        "read",
        job.report_id,
        claims=len(result.claims),
        pages=len(result.pages),
        warnings=result.warnings,
        seconds=result.seconds,
        kept=result.kept,
    )
