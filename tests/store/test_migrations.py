"""A database of every schema there ever was opens today, with all that was in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.store import Store
from pipeline.store.migrations import MIGRATIONS
from tests.store.make_schemas import DECISIONS, dump_path, restored, sample_claims

VERSIONS = range(1, len(MIGRATIONS) + 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_schema_has_its_dump(version: int) -> None:
    assert dump_path(version).exists(), (
        "A migration without its dump: run `python tests/store/make_schemas.py` and commit "
        f"{dump_path(version).name}."
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_an_old_database_opens_with_all_that_was_in_it(version: int, tmp_path: Path) -> None:
    path = restored(version, tmp_path / "claims.db")
    with Store.open(path) as store:
        assert list(store.claims()) == sample_claims()
        assert store.decisions() == {d.claim_id: d for d in DECISIONS}  # the latest of each
        assert [f.path for f in store.failures()] == ["/reports/bad.pdf"]
        assert [(r.file, r.claims) for r in store.reports()] == [("lake.pdf", 2)]
        assert [run.state for run in store.runs()] == ["finished"]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_migrated_database_has_the_tables_of_a_new_one(version: int, tmp_path: Path) -> None:
    old, new = restored(version, tmp_path / "old.db"), tmp_path / "new.db"
    for path in (old, new):
        Store.open(path).close()
    assert tables(old) == tables(new)


def tables(path: Path) -> dict[str, list[str]]:
    """The columns of each table and view, in order."""
    with closing(sqlite3.connect(path)) as db:
        names = [
            row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type != 'index'")
        ]
        return {n: [row[1] for row in db.execute(f'PRAGMA table_info("{n}")')] for n in names}
