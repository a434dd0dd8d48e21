"""The data frame, CSV and Parquet: the same table."""

import csv
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from pipeline.schema import Claim, Decision, Quantity
from pipeline.sheets import NAMES, claims_frame, export, flat, read_csv
from tests.claim_builders import claim, full_claim, reports
from tests.sheets.source import Claims


def test_the_frame_has_every_column_typed() -> None:
    frame = claims_frame([full_claim(), claim(claim_id="c1")])
    assert tuple(frame.columns) == NAMES
    assert frame["value"].dtype == "Float64"
    assert frame["page"].dtype == "Int64"
    assert frame["negated"].dtype == "boolean"
    assert frame.loc[0, "value"] == 124
    assert frame.loc[1, "value"] is pd.NA
    assert frame.query("actors.str.contains('Nigeria')", engine="python").index.tolist() == [0]
    assert frame["value"].sum() == 124


def test_a_frame_of_nothing_has_the_same_columns() -> None:
    pd.testing.assert_frame_equal(claims_frame([]), claims_frame([claim()]).iloc[:0])


@given(reports())
@settings(deadline=None, max_examples=40)
def test_csv_and_parquet_hold_what_the_frame_holds(
    tmp_path_factory: pytest.TempPathFactory, claims: list[Claim]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    export(Claims(claims), folder, ["csv", "parquet"])
    frame = claims_frame(claims)
    # An empty cell is a missing one: CSV knows no difference.
    expected = frame.replace("", pd.NA).astype(frame.dtypes.to_dict())
    pd.testing.assert_frame_equal(read_csv(folder / "claims.csv"), expected)
    parquet = pq.read_table(folder / "claims.parquet").to_pandas().astype(frame.dtypes.to_dict())
    pd.testing.assert_frame_equal(parquet, frame)


def test_csv_as_a_stranger_reads_it(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x.example")'
    losses = Quantity("-12.5 per cent", -12.5, unit="percent")
    rows = [
        claim(evil, place="-Sinai", quantity=losses),
        full_claim(claim_id="c1", quantity=Quantity("$2 billion", 2e9, unit="USD")),
    ]
    export(Claims(rows), tmp_path, ["csv"])
    raw = (tmp_path / "claims.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfclaim_id,")  # the mark by which Excel knows UTF-8
    assert raw.count(b"\r\n") == 3
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["claim"] == "'" + evil
    assert first["place"] == "'-Sinai"
    assert first["figure"] == "'-12.5 per cent"
    assert first["value"] == "-12.5"  # a number stays a number
    assert first["relation"] == "="  # ours, and no formula by itself
    assert second["value"] == "2000000000"
    assert pd.read_csv(tmp_path / "claims.csv")["value"].tolist() == [-12.5, 2e9]
    assert read_csv(tmp_path / "claims.csv")["claim"].tolist() == [evil, rows[1].claim]


def test_decisions_are_in_the_table(tmp_path: Path) -> None:
    source = Claims([claim()], {"c0": Decision("c0", "rejected", (), "Ada", None, "=twice")})
    export(source, tmp_path, ["csv", "parquet"])
    for frame in (
        read_csv(tmp_path / "claims.csv"),
        pq.read_table(tmp_path / "claims.parquet").to_pandas(),
    ):
        assert frame[["status", "reviewer", "note"]].values.tolist() == [
            ["rejected", "Ada", "=twice"]
        ]


def test_parquet_is_written_in_groups_and_explains_its_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flat, "ROW_GROUP", 2)
    export(Claims([claim(claim_id=str(i)) for i in range(5)]), tmp_path, ["parquet"])
    file = pq.ParquetFile(tmp_path / "claims.parquet")
    assert file.num_row_groups == 3
    assert file.schema_arrow.field("per").metadata[b"description"].startswith(b"The figure is for")
