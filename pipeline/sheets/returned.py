"""A sheet that came back, xlsx or csv -> its rows, each cell as the program gave it.

Programs change more than people do: whole numbers become decimals, ``2021-08`` a date, ``80%``
0.8, TRUE a word. What a cell means for its column is for ``incoming`` to say.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import SettingsError
from pipeline.sheets.columns import NAMES
from pipeline.sheets.review import ID_CELLS, ROW, SHEET

MOST_BYTES = 2_000_000_000  # of a sheet, unpacked; a file that unpacks to more is none of ours
MOST_COLUMNS = 500
HEAD_ROWS = 20  # within which the heads must stand
LEAST_HEADS = 3  # by which they are known

Raw = str | float | int | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One cell. ``percent``: it was shown as a percentage. ``bad``: why it holds no value."""

    value: Raw
    percent: bool = False
    bad: str | None = None


@dataclass(frozen=True)
class Line:
    """One row: its number as the spreadsheet shows it, and its cells by their heads."""

    number: int
    cells: dict[str, Incoming]


@dataclass(frozen=True)
class Returned:
    """A sheet that came back."""

    path: Path
    lines: tuple[Line, ...]
    heads: tuple[str, ...]  # ours, in the sheet's order
    strange: tuple[str, ...] = ()  # heads that are not ours
    twice: tuple[str, ...] = ()  # heads that stand over two columns
    sheet_id: str | None = None
    remarks: tuple[str, ...] = field(default=())


def read_sheet(path: Path) -> Returned:
    """Read a sheet that came back.

    Raises:
        SettingsError: it is not there, no xlsx or csv, or holds none of our columns.
    """
    if not path.is_file():
        raise SettingsError(f"{path}: there is no such file. Check the name.")
    try:
        with path.open("rb") as file:
            start = file.read(8)
        if start.startswith(b"PK"):
            return _read_workbook(path)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise SettingsError(f"{path}: an old or encrypted Excel file. Save it as xlsx or csv.")
        return _read_csv(path)
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror or error}). Close it elsewhere, or copy it."
        ) from error


def _read_workbook(path: Path) -> Returned:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                raise SettingsError(f"{path}: an OpenDocument file. Save it as xlsx or csv.")
            size = sum(i.file_size for i in archive.infolist() if i.filename.endswith(".xml"))
            if size > MOST_BYTES:
                raise SettingsError(f"{path}: unpacks to {size:,} bytes; that is no review sheet.")
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            sheets = [book[SHEET]] if SHEET in book.sheetnames else []
            sheets += [sheet for sheet in book.worksheets if sheet.title != SHEET]
            sheet_id = None
            if ID_CELLS in book.sheetnames:
                sheet_id = next(
                    iter(book[ID_CELLS].iter_rows(max_row=1, values_only=True)), (None,)
                )[0]
            for sheet in sheets:
                if sheet.title == ID_CELLS:
                    continue
                found = _assembled(path, _cells(sheet), str(sheet_id) if sheet_id else None)
                if found:
                    return (
                        found
                        if not _has_formulas(found)
                        else _with_values(path, sheet.title, found)
                    )
        finally:
            book.close()
    except (
        zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, EOFError,
    ) as error:  # fmt: skip
        raise SettingsError(
            f"{path}: cannot be read as a workbook ({error}). Save it again as xlsx or csv."
        ) from error
    raise _no_heads(path)


def _cells(sheet: Any) -> Iterator[tuple[int, list[Incoming]]]:
    sheet.reset_dimensions()  # some programs write wrong ones
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        yield number, [_cell(cell) for cell in row]


def _cell(cell: Any) -> Incoming:
    value = cell.value
    if value is None:
        return _EMPTY
    if cell.data_type == "e":
        return Incoming(None, bad=f"{value} is an error of the spreadsheet")
    if cell.data_type == "f":
        return Incoming(None, bad="a formula whose result is not in the file; write its value")
    percent = "%" in (cell.number_format or "") and isinstance(value, int | float)
    return Incoming(value, percent)


_EMPTY = Incoming(None)


def _has_formulas(found: Returned) -> bool:
    return any(cell.bad for line in found.lines for cell in line.cells.values())


def _with_values(path: Path, title: str, found: Returned) -> Returned:
    """Read the results of formulas, where the program has kept them."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        again = _assembled(path, _cells(book[title]), found.sheet_id)
    finally:
        book.close()
    if again is None:
        return found
    results = {line.number: line.cells for line in again.lines}

    def mended(number: int, name: str, cell: Incoming) -> Incoming:
        result = results.get(number, {}).get(name, _EMPTY)
        return result if cell.bad and (result.bad or result.value is not None) else cell

    lines = tuple(
        Line(line.number, {n: mended(line.number, n, c) for n, c in line.cells.items()})
        for line in found.lines
    )
    return Returned(found.path, lines, found.heads, found.strange, found.twice, found.sheet_id)


def _read_csv(path: Path) -> Returned:
    text = _decoded(path.read_bytes(), path)
    head = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=head.count)
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise SettingsError(f"{path}: not a CSV file ({error}). Save it again.") from error
    lines = ((i, [Incoming(cell or None) for cell in row]) for i, row in enumerate(rows, 1))
    found = _assembled(path, lines, None)
    if found is None:
        raise _no_heads(path)
    return found


def _decoded(data: bytes, path: Path) -> str:
    # The last one is what Excel writes where it does not ask.
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise SettingsError(f"{path}: neither a workbook nor text. Save the sheet as xlsx or csv.")


def _assembled(
    path: Path, rows: Iterable[tuple[int, Sequence[Incoming]]], sheet_id: str | None
) -> Returned | None:
    """Find the heads, and return the rows below them; None if there are none of ours."""
    rows = iter(rows)
    heads: list[str] = []
    for number, row in rows:
        heads = [_head(cell) for cell in row]
        if len(_OURS & set(heads)) >= LEAST_HEADS:
            break
        if number >= HEAD_ROWS:
            return None
    else:
        return None
    twice = {name for name in heads if name in _OURS and heads.count(name) > 1}
    ours = {i: name for i, name in enumerate(heads) if name in _OURS and name not in twice}
    strange = {i: name for i, name in enumerate(heads) if i not in ours and name not in twice}
    lines, used = [], set()
    for number, row in rows:
        if all((cell.value is None and not cell.bad) or cell.value == "" for cell in row):
            continue
        lines.append(Line(number, {n: row[i] for i, n in ours.items() if i < len(row)}))
        used |= {i for i in strange if i < len(row) and row[i].value not in (None, "")}
    return Returned(
        path, tuple(lines), tuple(ours.values()),
        tuple(strange[i] or f"column {i + 1}" for i in sorted(used)), tuple(sorted(twice)),
        sheet_id,
    )  # fmt: skip


_OURS = {*NAMES, ROW, "conflict", "printed"}


def _head(cell: Incoming) -> str:
    text = " ".join(str(cell.value or "").split())
    return text.casefold() if text.casefold() in _OURS else text


def _no_heads(path: Path) -> SettingsError:
    return SettingsError(
        f"{path}: no sheet in it has our heads (status, claim, ...). Give the sheet that "
        "`claims review out` wrote, with its first row."
    )
