"""Reports whose file is gone are kept and marked; what comes back is unmarked."""

from pathlib import Path

import pytest

from pipeline.schema import Claim
from pipeline.store import KnownFile, Store
from pipeline.store.presence import note_presence
from tests.claim_builders import REPORT, claim
from tests.store.test_store import save


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "claims.db") as opened:
        save(opened, [claim()], path=Path("/in/lake.pdf"))
        opened.note_export(opened.revision())
        yield opened


def names(store: Store) -> list[tuple[str, str, bool]]:
    return [(r.file, r.path, r.gone_since is not None) for r in store.reports()]


def test_gone_then_back(store: Store) -> None:
    assert note_presence(store, gone=[REPORT], moved={}, forgotten=[]) == ([REPORT], [])
    assert names(store) == [("lake.pdf", "/in/lake.pdf", True)]
    assert not store.is_exported()  # the Reports sheet says so
    since = store.reports()[0].gone_since
    assert note_presence(store, gone=[REPORT], moved={}, forgotten=[]) == ([], [])
    assert store.reports()[0].gone_since == since
    assert list(store.claims()) == [claim()]  # its rows are kept
    assert note_presence(store, gone=[], moved={}, forgotten=[]) == ([], [REPORT])
    assert store.reports()[0].gone_since is None


def test_nothing_new_changes_nothing(store: Store) -> None:
    note_presence(store, gone=[], moved={}, forgotten=["/in/never.pdf"])
    assert store.is_exported()


def test_a_report_that_moved_is_shown_where_it_is(store: Store) -> None:
    note_presence(store, gone=[], moved={REPORT: Path("/in/2024/lake chad.pdf")}, forgotten=[])
    assert names(store) == [("lake chad.pdf", "/in/2024/lake chad.pdf", False)]
    (moved,) = store.claims()
    assert isinstance(moved, Claim)
    assert (moved.file, moved.claim_id) == ("lake chad.pdf", "c0")


def test_files_that_are_no_more_are_forgotten_and_so_is_that_they_failed(store: Store) -> None:
    store.note_files([KnownFile("/in/b.pdf", 1, 2, "b" * 64)])
    run = store.start_run({}, "0.1")
    store.fail(run, Path("/in/b.pdf"), "b" * 64, "reading", "no PDF", key="k")
    store.fail(run, Path("/in/c.pdf"), "c" * 64, "reading", "no PDF", key="k")
    note_presence(
        store, gone=[], moved={"c" * 64: Path("/in/d.pdf")}, forgotten=["/in/b.pdf", "/in/c.pdf"]
    )
    assert list(store.known_files()) == []
    assert [(f.path, f.attempts) for f in store.failures()] == [("/in/d.pdf", 1)]
