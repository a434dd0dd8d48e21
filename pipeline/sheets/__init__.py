"""The claims table as files: claims.csv, .parquet, .jsonl and .xlsx, and as a data frame.

Each file is written beside its place and moved there when it is whole, so that whoever reads
it sees the old table or the new one, never half of one.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from pipeline.durable import settle
from pipeline.errors import SettingsError, StoreError
from pipeline.sheets.columns import COLUMNS, NAMES, Column
from pipeline.sheets.flat import claims_frame, read_csv, write_csv, write_parquet
from pipeline.sheets.json_lines import sentences, write_json_lines
from pipeline.sheets.lost import with_lost
from pipeline.sheets.records import Source
from pipeline.sheets.workbook import write_workbook
from pipeline.sheets.written import by_hand

__all__ = [
    "COLUMNS",
    "FORMATS",
    "NAMES",
    "Column",
    "claims_frame",
    "export",
    "read_csv",
    "replacing",
    "sentences",
]


def export(
    source: Source, folder: Path, formats: Iterable[str] = ("xlsx", "csv", "parquet", "jsonl")
) -> list[Path]:
    """Write the claims table of ``source`` into ``folder``, and return the files' paths.

    Raises:
        SettingsError: a format that we do not write.
        StoreError: a file cannot be written.
    """
    formats = list(formats)
    for name in formats:
        if name not in FORMATS:
            raise SettingsError(f"{name!r} is no format. Choose from {', '.join(FORMATS)}.")
    written = []
    for name in formats:
        path = folder / f"claims.{name}"
        with replacing(path) as file:
            FORMATS[name](file, source, folder)
        written.append(path)
    return written


def _csv(file: BinaryIO, source: Source, _: Path) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    write_csv(text, *with_lost(source))
    text.flush()
    text.detach()


def _parquet(file: BinaryIO, source: Source, _: Path) -> None:
    write_parquet(file, *with_lost(source))


def _jsonl(file: BinaryIO, source: Source, _: Path) -> None:
    text = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="\n")
    read = (claim for claim in source.claims() if not by_hand(claim))  # what people wrote is not
    write_json_lines(text, read)
    text.flush()
    text.detach()


FORMATS: dict[str, Callable[[BinaryIO, Source, Path], None]] = {
    "xlsx": write_workbook,
    "csv": _csv,
    "parquet": _parquet,
    "jsonl": _jsonl,
}


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``path`` when it is whole, and on the disk.

    What a killed process leaves of it is called ``.NAME.PID.part``.

    Raises:
        StoreError: it cannot be written, or something holds the old one open.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
            settle(path.parent)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}). Close it if it is open in "
            "another program, free some space, or choose another outputs folder."
        ) from error
