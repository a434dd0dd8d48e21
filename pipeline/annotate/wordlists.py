"""Lists as data: tab-separated tables with a header, and the word lists among them.

A line that begins with ``#`` is a comment. The tables of ``lexicons/`` and those of a user are read
by the same function; what is wrong with a line is said with its file and number.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.errors import SettingsError

LEXICONS = Path(__file__).parent / "lexicons"


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a table whose columns are among ``columns``.

    The first of ``columns`` must be there and filled in every line; the others may be left out.

    Raises:
        SettingsError: the file cannot be read, a column is unknown, a line has too many cells or
            an empty first column.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path}: cannot read this list ({error}). Give a UTF-8 file, tab-separated."
        ) from error
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]
    rows = csv.reader((line for _, line in kept), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = [cell.strip() for cell in next(rows, [])]
    if columns[0] not in header or not set(header) <= set(columns):
        raise SettingsError(
            f"{path}, line {kept[0][0] if kept else 1}: the head is {header}. Begin the file with "
            f"these column names, tab-separated: {', '.join(columns)}."
        )
    for (number, _), cells in zip(kept[1:], rows, strict=True):
        row = dict.fromkeys(columns, "") | dict(
            zip(header, (cell.strip() for cell in cells), strict=False)
        )
        if len(cells) > len(header):
            raise SettingsError(
                f"{path}, line {number}: {len(cells)} cells under {len(header)} heads. Part the "
                "cells by one tab each."
            )
        if not row[columns[0]]:
            raise SettingsError(f"{path}, line {number}: no {columns[0]}. Fill it in.")
        yield number, row


def read_rows(file: str) -> list[dict[str, str]]:
    """Return the lines of a table of ``lexicons/``, all of its columns."""
    with (LEXICONS / file).open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _uses(file: str) -> dict[str, dict[str, str]]:
    uses: dict[str, dict[str, str]] = {}
    for _, row in read_table(LEXICONS / file, ("word", "use", "sector", "source")):
        uses.setdefault(row["use"], {})[row["word"]] = row["sector"]
    return uses


def words_for(use: str, file: str = "name_words.tsv") -> frozenset[str]:
    """Return the words that the table ``file`` of ``lexicons/`` gives for ``use``."""
    return frozenset(_uses(file)[use])


def sectors_of(use: str, file: str = "name_words.tsv") -> dict[str, str]:
    """Return the same words with the sector that each stands for."""
    return dict(_uses(file)[use])
