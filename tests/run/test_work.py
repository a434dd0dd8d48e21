"""What is handed out, in which order, and what is tried again."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import AssemblySettings, Settings
from pipeline.errors import MissingTool, PipelineError
from pipeline.run import Summary, run
from pipeline.schema import Claim
from pipeline.store import Store
from tests.reading.pdf import column, pdf
from tests.run.executors import Elsewhere, Watched

PAGE = ["In {} more than {} people were displaced", "in Kenya, according to the World Bank."]


def go(reports: Path, settings: Settings, store: Store, **more: Any) -> Summary:
    return run([reports], settings, store, **more)


def state(summary: Summary, name: str) -> tuple[str, str]:
    (found,) = (o for o in summary.outcomes if o.path.name == name)
    return found.state, found.message


def never(*_: Any, **__: Any) -> Any:
    raise AssertionError("it was read again")


# --- long reports -----------------------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes hand back a report after its first page."""
    monkeypatch.setattr("pipeline.run.work.PATIENCE", 0.0)
    monkeypatch.setattr("pipeline.run.work.LAST_PATIENCE", 0.0)


@pytest.fixture
def long_report(reports: Path) -> Path:
    pages = [column([line.format(2001 + n, 100 + n) for line in PAGE], 72, 700) for n in range(9)]
    path = reports / "long.pdf"
    path.write_bytes(pdf(*pages, info="/Title (A Long Report)"))
    return path


def rows(long_report: Path, settings: Settings, store: Store, pool: Watched) -> list[Claim]:
    with Store.open(store.path.parent / f"{pool.width}.db") as own:
        assert run([long_report], settings, own, executor=pool).count("read") == 1
        return list(own.claims())


@pytest.mark.usefixtures("impatient")
def test_a_long_report_in_pieces_has_the_rows_of_the_whole(
    long_report: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = Watched(width=3)
    split = rows(long_report, replace(settings, run=replace(settings.run, cache=0)), store, pieces)
    calls = [call for call, _ in pieces.given]
    assert (calls[0], calls[-1]) == ("begin", "finish")
    assert calls.count("go_on") >= 3
    monkeypatch.undo()
    whole = Watched(width=2)
    assert rows(long_report, settings, store, whole) == split
    assert [call for call, _ in whole.given] == ["begin"]
    assert {claim.page for claim in split} == set(range(1, 10))


@pytest.mark.usefixtures("impatient")
def test_what_was_begun_is_finished_before_the_next_report(
    long_report: Path, reports: Path, settings: Settings, store: Store
) -> None:
    pool = Watched(width=1)
    go(reports, settings, store, executor=pool)
    files = [file for _, file in pool.given]
    assert files[0] == "long.pdf"  # the largest
    last = len(files) - 1 - files[::-1].index("long.pdf")
    assert len(set(files[last + 1 :])) >= 1  # others came after it


@pytest.mark.usefixtures("impatient")
def test_a_piece_that_kills_its_process_is_tried_again_and_the_rest_is_kept(
    long_report: Path, settings: Settings, store: Store
) -> None:
    once = Watched(width=3, fails=lambda call, file, time: call == "go_on" and time == 2)
    assert rows(long_report, settings, store, once)
    calls = [call for call, _ in once.given]
    assert calls.count("begin") == 1
    assert calls[-2:] == ["go_on", "finish"]


@pytest.mark.usefixtures("impatient")
def test_a_piece_that_always_hangs_costs_its_report_alone(
    long_report: Path, reports: Path, settings: Settings, store: Store
) -> None:
    pool = Watched(width=3, fails=lambda call, file, time: call == "go_on")
    summary = go(reports, settings, store, executor=pool)
    how, why = state(summary, "long.pdf")
    assert how == "failed"
    assert "not read within" in why
    assert "Tried twice" in why
    assert summary.count("read") == 4
    assert ("finish", "long.pdf") not in pool.given
    assert pool.given[-1] == ("go_on", "long.pdf")  # alone, when all else is done


# --- what hangs or is killed --------------------------------------------------------------------


def dies(file: str, times: int) -> Callable[[str, str, int], bool]:
    return lambda call, name, time: name == file and time <= times


def test_what_dies_once_is_tried_again_when_all_else_is_done(
    reports: Path, settings: Settings, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    pool = Watched(width=2, fails=dies("b.txt", 1))
    assert go(reports, settings, store, executor=pool).count("read") == 4
    assert pool.given[-1] == ("begin", "b.txt")
    assert pool.given.count(("begin", "b.txt")) == 2
    assert "tried again" in caplog.text


def test_what_dies_twice_is_set_aside_until_it_is_asked_for_or_changes(
    reports: Path, settings: Settings, store: Store
) -> None:
    pool = Watched(width=2, fails=dies("b.txt", 2))
    summary = go(reports, settings, store, executor=pool)
    assert summary.count("read") == 3
    how, why = state(summary, "b.txt")
    assert how == "failed"
    assert "Tried twice" in why
    (failure,) = store.failures()
    assert failure.stage == "run"
    assert failure.key
    idle = Watched()
    again = go(reports, settings, store, executor=idle)
    assert state(again, "b.txt")[0] == "failed"
    assert not idle.given
    assert go(reports, settings, store, executor=Watched(), retry=True).count("read") == 1
    assert not store.failures()


def test_that_no_process_can_be_started_is_no_reports_fault(
    reports: Path, settings: Settings, store: Store
) -> None:
    def broken(call: str, file: str, time: int) -> bool:
        raise BrokenExecutor("all workers expired")

    with pytest.raises(PipelineError, match="cannot be started"):
        go(reports, settings, store, executor=Watched(fails=broken))
    assert not store.failures()


# --- what was read before -----------------------------------------------------------------------


def test_another_model_reads_no_report_again(
    reports: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(reports, settings, store, executor=Watched())
    before = list(store.claims())
    (reports / "a.txt").rename(reports / "z.txt")
    monkeypatch.setattr("pipeline.run.keys.model_fingerprint", lambda name: "another model")
    monkeypatch.setattr("pipeline.run.tasks.read_stretch", never)
    summary = go(reports, settings, store, executor=Watched())
    assert summary.count("read") == 4
    assert all(outcome.kept for outcome in summary.outcomes)
    (file_a,) = {claim.report_id for claim in before if claim.file == "a.txt"}
    renamed = {  # without a title of its own, a report is called as its file is
        replace(claim, file="z.txt", report="z") if claim.report_id == file_a else claim
        for claim in before
    }
    assert set(store.claims()) == renamed


def test_another_setting_of_reading_or_assembly_does(
    reports: Path, settings: Settings, store: Store
) -> None:
    go(reports, settings, store, executor=Watched())
    other = replace(settings, assembly=AssemblySettings(join_hyphens=False))
    summary = go(reports, other, store, executor=Watched())
    assert summary.count("read") == 4
    assert not any(outcome.kept for outcome in summary.outcomes)


def test_a_damaged_file_of_the_cache_is_read_again(
    reports: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(reports, settings, store, executor=Watched())
    before = list(store.claims())
    kept = [path for path in (store.path.parent / "cache").rglob("*") if path.is_file()]
    assert len(kept) == 4
    kept[0].write_bytes(b"")
    kept[1].write_bytes(kept[1].read_bytes()[:-5])
    kept[2].write_bytes(kept[3].read_bytes())  # another report's
    monkeypatch.setattr("pipeline.run.keys.model_fingerprint", lambda name: "another model")
    summary = go(reports, settings, store, executor=Watched())
    assert [outcome.kept for outcome in summary.outcomes].count(True) == 1
    assert list(store.claims()) == before


def test_a_fault_behind_the_reading_does_not_cost_the_reading(
    reports: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as faulty:
        faulty.setattr("pipeline.run.one_report.rows_of", never)
        faulty.setattr("pipeline.run.tasks.rows_of", never)
        assert go(reports, settings, store, executor=Watched()).count("failed") == 4
    monkeypatch.setattr("pipeline.run.tasks.read_stretch", never)
    assert go(reports, settings, store, executor=Watched(), retry=True).count("read") == 4


def test_what_cannot_be_read_is_not_tried_again_by_another_model(
    reports: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "bad.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    go(reports, settings, store, executor=Watched())
    monkeypatch.setattr("pipeline.run.keys.model_fingerprint", lambda name: "another model")
    pool = Watched()
    assert state(go(reports, settings, store, executor=pool), "bad.pdf")[0] == "failed"
    assert "bad.pdf" not in {file for _, file in pool.given}


# --- on other machines --------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_a_machine_that_does_not_see_the_files_is_sent_them(
    long_report: Path,
    settings: Settings,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    here = rows(long_report, settings, store, Watched(width=2))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    there = Elsewhere(width=3)
    assert (
        rows(long_report, replace(settings, run=replace(settings.run, cache=0)), store, there)
        == here
    )
    # The first task was refused and sent anew; the others found what it had brought.
    assert [call for call, _ in there.given].count("begin") == 2


def test_a_machine_with_another_version_ends_the_run(
    reports: Path, settings: Settings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run.tasks._key_here", lambda settings: "another")
    with pytest.raises(MissingTool, match="Install the same on both"):
        go(reports, settings, store, executor=Elsewhere())
