"""Whose file is gone, renamed or copied: told by what was seen, not by what was expected."""

from pathlib import Path

import pytest

from pipeline.nightly.presence import Presence, presence
from pipeline.store import FailureRecord, KnownFile, ReportRecord

IN = Path("/in")


def report(report_id: str, path: str) -> ReportRecord:
    return ReportRecord(
        report_id, Path(path).name, "Title", None, path, 1, 0, 1.0, 1, 1, 1, 0, "key", 1, "now"
    )


def failure(report_id: str, path: str) -> FailureRecord:
    return FailureRecord(path, report_id, "reading", "no PDF", "key", 1, "now", 1, "now")


def compared(
    seen: dict[str, str],
    reports: dict[str, str],
    files: dict[str, str] | None = None,
    failures: dict[str, str] | None = None,
    unknown: tuple[Path, ...] = (),
    there: tuple[str, ...] = (),
) -> Presence:
    """``reports``, ``files`` and ``failures`` lead from a path to a report's id."""
    return presence(
        reports=[report(report_id, path) for path, report_id in reports.items()],
        failures=[failure(report_id, path) for path, report_id in (failures or {}).items()],
        files=[KnownFile(p, 1, 1, r) for p, r in (reports if files is None else files).items()],
        seen=seen,
        looked_into=[IN],
        unknown=unknown,
        exists=lambda path: path in there,
    )


def test_all_as_it_was() -> None:
    assert compared({"/in/a": "A"}, {"/in/a": "A"}) == Presence(frozenset(), {}, ())


def test_deleted() -> None:
    found = compared({}, {"/in/a": "A"})
    assert (found.gone, found.forgotten) == ({"A"}, ("/in/a",))


def test_renamed() -> None:
    found = compared({"/in/b": "A"}, {"/in/a": "A"})
    assert (found.gone, found.moved) == (frozenset(), {"A": Path("/in/b")})
    assert found.forgotten == ("/in/a",)


def test_one_of_two_copies_deleted() -> None:
    found = compared({"/in/b": "A"}, {"/in/a": "A"}, files={"/in/a": "A", "/in/b": "A"})
    assert (found.gone, found.moved) == (frozenset(), {"A": Path("/in/b")})


def test_the_file_holds_something_else_now_that_could_not_be_read() -> None:
    found = compared({"/in/a": "B"}, {"/in/a": "A"})
    assert (found.gone, found.forgotten) == ({"A"}, ())


def test_a_file_that_could_not_be_opened_is_still_there() -> None:
    assert compared({"/in/a": ""}, {"/in/a": "A"}).gone == frozenset()


def test_what_came_from_elsewhere_is_looked_for_where_it_was() -> None:
    reports = {"/home/a": "A", "/home/b": "B", "/innards/c": "C"}
    found = compared({}, reports, there=("/home/a", "/innards/c"))
    assert found.gone == {"B"}


def test_an_inbox_that_could_not_be_looked_into_loses_nothing() -> None:
    found = compared({}, {"/far/a": "A", "/in/b": "B"}, unknown=(Path("/far"),))
    assert (found.gone, found.forgotten) == ({"B"}, ("/in/b",))


@pytest.mark.parametrize(("seen", "moved"), [({}, {}), ({"/in/y": "X"}, {"X": Path("/in/y")})])
def test_a_file_that_failed_and_is_no_more(seen: dict[str, str], moved: dict[str, Path]) -> None:
    found = compared(seen, {}, failures={"/in/x": "X"})
    assert (found.forgotten, found.moved) == (("/in/x",), moved)
