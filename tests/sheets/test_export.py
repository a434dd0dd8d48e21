"""Files take the place of the old ones when they are whole, and not before."""

from pathlib import Path

import pytest

from pipeline.errors import SettingsError, StoreError
from pipeline.sheets import FORMATS, export
from pipeline.store import PageFacts, Store
from tests.claim_builders import claim, document, full_claim
from tests.sheets.source import Claims


def test_every_format_is_written_from_the_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        run = store.start_run({}, "0.1")
        store.save(
            run, document=document(), pages=[PageFacts(1, 595, 842, "text", 1.0)],
            claims=[full_claim()], key="k", path=tmp_path / "lake.pdf",
        )  # fmt: skip
        paths = export(store, tmp_path)
    assert [path.name for path in paths] == [f"claims.{name}" for name in FORMATS]
    assert all(path.stat().st_size > 500 for path in paths)


def test_the_same_claims_give_the_same_bytes(tmp_path: Path) -> None:
    names = ["csv", "parquet", "jsonl"]
    first = [path.read_bytes() for path in export(Claims([full_claim()]), tmp_path, names)]
    assert [path.read_bytes() for path in export(Claims([full_claim()]), tmp_path, names)] == first


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_table_that_fails_half_way_leaves_the_old_one(tmp_path: Path, name: str) -> None:
    class Breaks(Claims):
        def claims(self, report_ids=None):  # type: ignore[no-untyped-def]
            yield claim()
            raise OSError(28, "No space left on device")

    (old,) = export(Claims([full_claim()]), tmp_path, [name])
    before = old.read_bytes()
    with pytest.raises(StoreError, match=r"No space left on device.*free some space"):
        export(Breaks([]), tmp_path, [name])
    assert old.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [old.name]  # and no scraps


def test_a_folder_in_the_way_is_explained(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").mkdir()
    with pytest.raises(StoreError, match=r"claims\.csv: cannot be written"):
        export(Claims([claim()]), tmp_path, ["csv"])


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"'docx' is no format\. Choose from xlsx, csv"):
        export(Claims([claim()]), tmp_path, ["csv", "docx"])
    assert list(tmp_path.iterdir()) == []
