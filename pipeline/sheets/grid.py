"""One sheet of the workbook, written from top to bottom: header, rows, what applies to all."""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, isfinite
from pathlib import Path
from typing import Any
from urllib.parse import quote

import xlsxwriter

from pipeline.sheets.formats import LINE, Formats, Look
from pipeline.sheets.safe import cell_text, is_formula_like

MAX_ROWS = 1_048_575  # of a sheet, below its header
MAX_LINKS = 65_000  # Excel refuses a sheet with more than 65,530
MAX_URL = 2_000  # characters; Excel's limit is 2,080
MIN_LINES = 2  # of a row
AIR = 3  # pixels around a picture
MAX_PICTURE = 320  # pixels that a picture may be high


@dataclass(frozen=True)
class Marked:
    """Text of which ``[start, end)`` stands out."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Linked:
    """A value that opens a file or an address when it is clicked."""

    value: str | int
    url: str


@dataclass(frozen=True)
class Picture:
    """A PNG that lies in its cell, moves with it, and goes when its row is filtered away."""

    png: Path
    words: str  # for those who cannot see it


Cell = str | float | int | bool | Marked | Linked | Picture | None


class Grid:
    """A sheet that grows row by row. Rows beyond Excel's limit are counted, not written."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        formats: Formats,
        name: str,
        heads: Sequence[tuple[str, Look]],
        *,
        frozen: int = 1,
    ) -> None:
        self._sheet: Any = book.add_worksheet(name)
        self._formats = formats
        self._heads = heads
        self._links = 0
        self._cells = [formats.cell(look) for _, look in heads]
        self.rows = 0
        self.left_out = 0
        self._sheet.hide_gridlines(2)
        self._sheet.freeze_panes(1, frozen)
        self._sheet.set_row(0, 2 * LINE + 6)
        for column, (head, look) in enumerate(heads):
            options = {"level": 1, "hidden": True} if look.folded else {}
            self._sheet.set_column(column, column, look.width, None, options)
            self._sheet.write_string(0, column, head, formats.head(centre=look.centre))
        if any(look.folded for _, look in heads):
            last = len(heads)  # the sign to unfold them stands over the column behind
            self._sheet.set_column(last, last, 3, None, {"collapsed": True})

    def add(self, cells: Sequence[Cell]) -> None:
        """Write the next row."""
        if self.rows >= MAX_ROWS:
            self.left_out += 1
            return
        self.rows += 1
        lines, points = MIN_LINES, 0.0
        for (_, look), cell in zip(self._heads, cells, strict=True):
            if isinstance(cell, Picture):
                points = max(points, 0.75 * (_shown(cell, look)[1] + 2 * AIR))
            elif look.wrap and cell is not None:
                lines = max(lines, min(_lines(cell, look.width), look.lines))
        self._sheet.set_row(self.rows, max(lines * LINE + 4, points))
        for column, cell in enumerate(cells):
            self._write(column, cell)

    def _write(self, column: int, cell: Cell) -> None:
        sheet, row, look = self._sheet, self.rows, self._heads[column][1]
        if isinstance(cell, Picture):
            width, height, scale = *_shown(cell, look), _scale(cell, look)
            sheet.write_blank(row, column, None, self._cells[column])
            if width and height:
                sheet.insert_image(
                    row, column, str(cell.png),
                    {"x_offset": AIR, "y_offset": AIR, "x_scale": scale, "y_scale": scale,
                     "object_position": 1, "description": cell_text(cell.words)},
                )  # fmt: skip
        elif isinstance(cell, Linked):
            style = self._formats.cell(look, link=True)
            if self._links >= MAX_LINKS or len(cell.url) > MAX_URL:
                self._write(column, cell.value)
                return
            self._links += 1
            sheet.write_url(row, column, cell.url, style, cell_text(str(cell.value)))
            if isinstance(cell.value, int):  # the link stays, and the number can be sorted
                sheet.write_number(row, column, cell.value, style)
        elif isinstance(cell, Marked):
            self._write_marked(column, cell)
        elif isinstance(cell, str) and cell:
            quoted = is_formula_like(cell)
            style = self._formats.cell(look, quoted=True) if quoted else self._cells[column]
            sheet.write_string(row, column, cell_text(cell), style)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self._cells[column])
        elif isinstance(cell, int | float) and isfinite(cell):
            style = self._cells[column]
            if not look.number:
                whole = float(cell).is_integer()
                style = self._formats.cell(look, number="#,##0" if whole else "#,##0.####")
            sheet.write_number(row, column, cell, style)
        elif not look.folded:  # for its lines and its colour
            sheet.write_blank(row, column, None, self._cells[column])

    def _write_marked(self, column: int, cell: Marked) -> None:
        before, marked, after = (
            cell_text(part)
            for part in (
                cell.text[: cell.start],
                cell.text[cell.start : cell.end],
                cell.text[cell.end :],
            )
        )
        whole = before + marked + after
        if not marked or not (before or after) or cell_text(whole) != whole:
            self._write(column, cell.text)
            return
        parts: list[Any] = [self._formats.plain(), before] if before else []
        parts += [self._formats.mark(), marked]
        parts += [self._formats.plain(), after] if after else []
        look = self._heads[column][1]
        style = self._formats.cell(look, quoted=is_formula_like(whole))
        self._sheet.write_rich_string(self.rows, column, *parts, style)

    def finish(self, *, filtered: bool = True, printed: int | None = None) -> None:
        """Add the filter and how the sheet is printed, once all rows are written.

        ``printed`` says how many columns fit on paper; all unless it is given.
        """
        if filtered:
            self._sheet.autofilter(0, 0, max(self.rows, 1), len(self._heads) - 1)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self.rows + 1}"})
        self._sheet.set_landscape()
        self._sheet.set_paper(8 if printed else 9)  # A3, A4
        self._sheet.print_area(0, 0, max(self.rows, 1), (printed or len(self._heads)) - 1)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        self._sheet.set_footer("&L&A&R&P of &N")

    def choose(
        self, column: int, words: Sequence[str] | str, *, strict: bool = True, more: int = 0
    ) -> None:
        """Give the column's cells, and those of ``more`` rows below, a drop-down of words.

        ``words`` may be a range such as ``=lists!$A$1:$A$9``. Other words are refused if
        ``strict``.
        """
        options: dict[str, Any] = {
            "validate": "list",
            "source": words if isinstance(words, str) else list(words),
        }
        if strict:
            options |= {
                "error_title": "Not on the list",
                "error_message": "Choose one of: " + ", ".join(words),
            }
        else:
            options["show_error"] = False
        self._sheet.data_validation(1, column, max(self.rows, 1) + more, column, options)

    def colour(self, first: int, last: int, rule: dict[str, Any]) -> None:
        """Apply a conditional format to the columns ``first`` to ``last``."""
        self._sheet.conditional_format(1, first, max(self.rows, 1), last, rule)


def _shown(picture: Picture, look: Look) -> tuple[float, float]:
    """Return how wide and high a picture is shown, in pixels at 96 an inch."""
    width, height = _size(picture.png)
    scale = _scale(picture, look)
    return width * scale, height * scale


def _scale(picture: Picture, look: Look) -> float:
    width, height = _size(picture.png)
    if not (width and height):
        return 1.0
    return min(1.0, (look.width * 7 + 5 - 2 * AIR) / width, MAX_PICTURE / height)


@lru_cache(maxsize=64)
def _size(png: Path) -> tuple[float, float]:
    """Return a picture's size in pixels at 96 an inch, from its header alone."""
    with png.open("rb") as file:
        head = file.read(4096)
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        return 0.0, 0.0
    width, height = struct.unpack(">II", head[16:24])
    at = head.find(b"pHYs")
    if 0 < at < head.find(b"IDAT") and head[at + 12 : at + 13] == b"\x01":
        across, down = struct.unpack(">II", head[at + 4 : at + 12])
        if across and down:  # a metre is 39.37 inches; the spreadsheet rounds as we do
            return width * 96 / (across * 0.0254), height * 96 / (down * 0.0254)
    return float(width), float(height)


def _lines(cell: Cell, width: float) -> int:
    """Return how many lines a cell's text takes, wrapped to ``width`` characters."""
    text = cell.text if isinstance(cell, Marked) else str(cell)
    # Measured in a wide font; words that do not fit leave some of each line empty.
    letters = max(1.25 * width - 2.5, 4)
    return sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))


def file_link(path: str, page: int | None = None) -> str:
    """Return the address of a file, relative or absolute, opened at ``page``.

    Of ASCII only what is harmless in an address stays; other letters stay as they are.
    """
    return f"external:{_address(path)}" + (f"#page={page}" if page else "")


def path_from(folder: Path, path: str) -> str:
    """Return ``path`` as seen from ``folder``; absolute between drives, where there is no way."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).as_posix()


@lru_cache(maxsize=256)
def _address(path: str) -> str:
    return "".join(quote(c, safe="/:\\") if c.isascii() else c for c in path)
