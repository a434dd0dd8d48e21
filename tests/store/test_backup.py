"""A copy of the database while others use it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.store import Store
from pipeline.store.backup import check_database, copy_database
from tests.store.make_schemas import DECISIONS, fill, restored, sample_claims


def test_a_copy_holds_all_even_while_someone_writes(tmp_path: Path) -> None:
    database, copy = tmp_path / "claims.db", tmp_path / "copy.db"
    fill(database)
    with Store.open(database) as store, store.transaction() as db:
        db.execute("DELETE FROM claims")  # not committed: no part of the copy
        copy_database(database, copy)
    with Store.open(copy) as store:
        assert list(store.claims()) == sample_claims()
        assert len(store.decisions()) == len({d.claim_id for d in DECISIONS})


def test_a_copy_is_one_file(tmp_path: Path) -> None:
    fill(tmp_path / "claims.db")
    (tmp_path / "copies").mkdir()
    copy_database(tmp_path / "claims.db", tmp_path / "copies" / "claims.db")
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["claims.db"]


def test_an_old_database_is_copied_as_it_is(tmp_path: Path) -> None:
    copy_database(restored(1, tmp_path / "claims.db"), tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


def test_what_is_damaged_or_not_ours_is_refused(tmp_path: Path) -> None:
    fill(tmp_path / "claims.db")
    copy_database(tmp_path / "claims.db", tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    for damaged in (b"no database", whole[: len(whole) // 2], whole[:8192] + bytes(len(whole))):
        (tmp_path / "bad.db").write_bytes(damaged)
        with pytest.raises(StoreError):
            check_database(tmp_path / "bad.db")
    with closing(sqlite3.connect(tmp_path / "theirs.db")) as db:
        db.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StoreError, match="not one of ours"):
        copy_database(tmp_path / "theirs.db", tmp_path / "copy2.db")


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        copy_database(tmp_path / "claims.db", tmp_path / "copy.db")
    assert not (tmp_path / "claims.db").exists()
