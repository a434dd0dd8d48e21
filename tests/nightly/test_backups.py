"""Backups: whole or not there, numbered whatever the clock says, and back again."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError, StoreError
from pipeline.nightly import backups as module
from pipeline.nightly.backups import back_up, backups, prune, restore
from pipeline.schema import Decision
from pipeline.store import Store
from tests.claim_builders import claim
from tests.store.test_store import save


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    folder = tmp_path / "outputs"
    with Store.open(folder / "claims.db") as store:
        save(store, [claim()])
        store.decide([Decision("c0", "accepted", reviewer="ana")])
    return folder


def statuses(outputs: Path) -> dict[str, str]:
    with Store.open(outputs / "claims.db") as store:
        return {name: d.status for name, d in store.decisions().items()}


def test_a_backup_brings_back_rows_and_decisions(outputs: Path, tmp_path: Path) -> None:
    backup = back_up(outputs, tmp_path / "backups")
    shutil.rmtree(outputs)
    restore(backup, outputs)
    assert statuses(outputs) == {"c0": "accepted"}
    with Store.open(outputs / "claims.db") as store:
        assert list(store.claims()) == [claim()]


def test_what_was_there_is_kept_aside_with_its_journal(outputs: Path, tmp_path: Path) -> None:
    backup = back_up(outputs, tmp_path / "backups")
    with Store.open(outputs / "claims.db") as store:  # still open: a journal lies beside it
        save(store, [claim(kind="prediction")])
        killed = tmp_path / "killed"
        shutil.copytree(outputs, killed)
    aside = restore(backup, killed)
    assert aside
    with Store.open(killed / "claims.db") as store:
        assert [c.kind for c in store.claims()] == ["fact"]
    with Store.open(aside / "claims.db") as store:
        assert [c.kind for c in store.claims()] == ["prediction"]


def test_a_damaged_database_is_replaced(outputs: Path, tmp_path: Path) -> None:
    backup = back_up(outputs, tmp_path / "backups")
    (outputs / "claims.db").write_bytes(b"scrambled")
    with pytest.raises(StoreError, match="Move that file away"):
        Store.open(outputs / "claims.db")
    restore(backup, outputs)
    assert statuses(outputs) == {"c0": "accepted"}


def test_the_newest_is_told_by_its_number_when_the_clock_goes_back(
    outputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    made = []
    for year in (2026, 2031, 1999):  # as the clock says
        monkeypatch.setattr(module, "datetime", clock(year))
        made.append(back_up(outputs, folder))
    assert [path.name[:10] for path in backups(folder)] == [
        "00001-2026",
        "00002-2031",
        "00003-1999",
    ]
    assert prune(folder, keep=1) == made[:2]
    assert backups(folder) == made[2:]


def clock(year: int) -> Any:
    """A ``datetime`` whose now is in that year."""
    return type(
        "Clock", (), {"now": staticmethod(lambda zone: datetime(year, 1, 31, 2, tzinfo=UTC))}
    )


def test_the_last_one_is_never_removed(outputs: Path, tmp_path: Path) -> None:
    backup = back_up(outputs, tmp_path / "backups")
    assert prune(tmp_path / "backups", keep=0) == []
    assert backups(tmp_path / "backups") == [backup]


def test_what_is_no_backup_of_ours_is_left_alone(outputs: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for name in ("00001-mine", "holiday", ".00007-x.1.part"):
        (folder / name).mkdir(parents=True)
    back_up(outputs, folder)
    back_up(outputs, folder)
    prune(folder, keep=1)
    assert {"00001-mine", "holiday", ".00007-x.1.part"} <= {p.name for p in folder.iterdir()}


def test_a_backup_that_fails_leaves_nothing(
    outputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    (outputs / "decisions.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(StoreError, match="No space left"):
        back_up(outputs, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_half_a_line_of_decisions_is_not_copied(outputs: Path, tmp_path: Path) -> None:
    (outputs / "decisions.jsonl").write_bytes(b'{"a": 1}\n{"b"')
    backup = back_up(outputs, tmp_path / "backups")
    assert (backup / "decisions.jsonl").read_bytes() == b'{"a": 1}\n'


def test_decisions_since_the_backup_are_kept(outputs: Path, tmp_path: Path) -> None:
    (outputs / "decisions.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    backup = back_up(outputs, tmp_path / "backups")
    (outputs / "decisions.jsonl").write_text('{"a": 1}\n{"b": 2}\n', encoding="utf-8")
    restore(backup, outputs)
    assert lines(outputs) == [{"a": 1}, {"b": 2}]
    (outputs / "decisions.jsonl").write_text('{"c": 3}', encoding="utf-8")  # began anew
    restore(backup, outputs)
    assert lines(outputs) == [{"c": 3}, {"a": 1}]


def lines(outputs: Path) -> list[Any]:
    text = (outputs / "decisions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_what_is_no_backup_is_refused_before_anything_is_touched(
    outputs: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "empty").mkdir()
    before = sorted(outputs.iterdir())
    with pytest.raises(SettingsError, match="no backup"):
        restore(tmp_path / name, outputs)
    assert sorted(outputs.iterdir()) == before


def test_a_damaged_backup_is_refused(outputs: Path, tmp_path: Path) -> None:
    backup = back_up(outputs, tmp_path / "backups")
    whole = (backup / "claims.db").read_bytes()
    (backup / "claims.db").write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoreError):
        restore(backup, outputs)
    assert statuses(outputs) == {"c0": "accepted"}
