"""Rows -> CSV, Parquet and a data frame: one row a claim, the same values in each."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import Claim, Decision
from pipeline.sheets.columns import BY_NAME, COLUMNS, NAMES, Type, Value, row
from pipeline.sheets.safe import escaped, unescaped

ROW_GROUP = 5_000  # rows of a Parquet file that are in memory at once

_PANDAS: dict[Type, str] = {
    "text": "string", "word": "string", "number": "Float64", "integer": "Int64",
    "boolean": "boolean",
}  # fmt: skip
_ARROW: dict[Type, pa.DataType] = {
    "text": pa.string(), "word": pa.string(), "number": pa.float64(), "integer": pa.int64(),
    "boolean": pa.bool_(),
}  # fmt: skip
_SCHEMA = pa.schema(
    [pa.field(c.name, _ARROW[c.type], metadata={"description": c.meaning}) for c in COLUMNS]
)

Decisions = Mapping[str, Decision]


def table_rows(claims: Iterable[Claim], decisions: Decisions) -> Iterator[dict[str, Value]]:
    """Yield the rows of the table, each with the decision on it."""
    return (row(claim, decisions.get(claim.claim_id)) for claim in claims)


def claims_frame(claims: Iterable[Claim], decisions: Decisions | None = None) -> pd.DataFrame:
    """Return the claims table as a data frame, a column for each of CLAIMS_TABLE.md.

    What is not stated is missing (``pd.NA``), never zero and never an empty string.
    """
    rows = list(table_rows(claims, decisions or {}))
    return _frame({name: [cells[name] for cells in rows] for name in NAMES})


def _frame(columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series(cells, dtype=_PANDAS[BY_NAME[name].type])
         for name, cells in columns.items()}
    )  # fmt: skip


def write_csv(file: TextIO, claims: Iterable[Claim], decisions: Decisions) -> None:
    """Write the table as CSV (RFC 4180), text that could pass for a formula escaped.

    ``file`` must be open with ``newline=""`` and the encoding ``utf-8-sig``: Excel takes a
    file for UTF-8 only if it begins with the mark, and everything else skips it.
    """
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(NAMES)
    for cells in table_rows(claims, decisions):
        writer.writerow([_csv_cell(name, cells[name]) for name in NAMES])


def _csv_cell(name: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        # Words are ours, and none is a formula: the relation "=" stays as it is.
        return value if BY_NAME[name].type == "word" else escaped(value)
    whole = float(value).is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)


def read_csv(path: Path) -> pd.DataFrame:
    """Return a CSV of ours as ``claims_frame`` would give it: typed, the escapes undone."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return _frame({name: [_read_cell(name, cells[name]) for cells in rows] for name in NAMES})


def _read_cell(name: str, text: str) -> Value:
    kind = BY_NAME[name].type
    if text == "":
        return None
    if kind == "boolean":
        return text == "TRUE"
    if kind == "number":
        return float(text)
    if kind == "integer":
        return int(text)
    return text if kind == "word" else unescaped(text)


def write_parquet(file: BinaryIO, claims: Iterable[Claim], decisions: Decisions) -> None:
    """Write the table as Parquet, typed, a row group at a time."""
    rows = table_rows(claims, decisions)
    with pq.ParquetWriter(file, _SCHEMA, compression="zstd") as writer:
        while group := list(islice(rows, ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=_SCHEMA))
