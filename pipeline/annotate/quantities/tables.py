"""Table cells -> quantities: unit, scale and what is measured from heads, title and notes.

The nearest head that names a unit or a scale decides: column, row, then title and notes. A cell's
own sign wins over them. ``(1,250)`` in a column of money is a loss, as accountants write it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.figure import Figure, decimal
from pipeline.annotate.quantities.figures import find_figures
from pipeline.annotate.quantities.head_measures import (
    BRACKETED,
    Measure,
    measure_of,
)
from pipeline.annotate.quantities.head_spellings import crown_of, introduced, per_of, spelt_out
from pipeline.annotate.quantities.nonfigures import marked
from pipeline.annotate.quantities.table_heads import (
    all_heads,
    corner_of,
    own_heads,
    title_of,
    whole_heads,
)
from pipeline.annotate.quantities.table_what import measured
from pipeline.annotate.quantities.units import Unit, unit_at
from pipeline.annotate.times import times_in
from pipeline.annotate.times.names import in_name
from pipeline.annotate.words import word_list
from pipeline.schema import Cell, Document, Quantity, Table, Time

Cells = dict[tuple[int, int], list[tuple[int, int, Quantity]]]

_ERRORS = re.compile(
    r"\b(?:margins? of error|standard errors?|std\.? err|[Ss]\.?[Ee]\.|\+/-|±)", re.I
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_NUMBER = frozenset({"", "-", "–", "—", "..", "...", "…", "n/a", "na", "n.a.", "nil", "x", "*"})


def cell_quantities(doc: Doc) -> Cells:
    """Return, for each body cell ``(start, end)``, its quantities with their characters."""
    document: Document | None = doc._.document
    if document is None:
        return {}
    return {
        (cell.start, cell.end): _read(document, table, cell) for table, cell in _cells(document)
    }


def cell_time(document: Document, table: Table, cell: Cell, today: date | None) -> Time | None:
    """Return the period of a cell: a head that is one, else the table's title, else a head's.

    A year within a head may be what the cell is held against: ``cm above 2020``.
    """
    heads = own_heads(document, cell)
    if part := _part_of_year(heads, title_of(document, table)):
        return part
    dated = [time for text in heads if (time := _time_in(text, today))]
    whole = [time for time, covers in dated if covers]
    title = _time_in(title_of(document, table), today, alone=True)
    if whole:
        return whole[0]
    if year := _year_beside(document, table, cell):
        return Time(year, year, year)
    return title[0] if title else dated[0][0] if dated else None


def _part_of_year(heads: Sequence[str], title: str) -> Time | None:
    """Return the month or quarter of a head below or above a head that is its year.

    The title may tell the one or the other: ``Rainfall in 2020``, ``Cases, January to June``.
    """
    year = next((text.strip() for text in heads if _YEAR.fullmatch(text.strip())), None)
    parts = list(heads)
    if year:
        cut = atoms(title)
        yearless = (when for when in times_in(cut, today=_SOME_DAY) if when.partial)
        parts += (title[cut[a.first].start : cut[a.last - 1].end] for a in yearless)
    elif (told := _time_in(title, None)) and _YEAR.fullmatch(told[0].start or ""):
        year = told[0].start if told[0].start == told[0].end else None
    if year is None:
        return None
    for text in parts:
        found = _time_in(f"{text.strip().rstrip('.')} {year}", _SOME_DAY)
        if found and found[1] and text.strip() != year and found[0].start != year:
            return found[0]
    return None


_SOME_DAY = date(2000, 12, 31)  # of a year that nobody asks for: it lets months be read


def _year_beside(document: Document, table: Table, cell: Cell) -> str | None:
    """Return the year that a column of years gives for the row of a cell."""
    cells = table.cells
    i = bisect_left(cells, cell.start, key=lambda other: other.start)
    while i > 0 and cells[i - 1].column < cells[i].column:
        i -= 1
        text = document.text[cells[i].start : cells[i].end].strip()
        if _YEAR.fullmatch(text) and _is_years(document, table, cells[i]):
            return text
    return None


def _time_in(text: str, today: date | None, *, alone: bool = False) -> tuple[Time, bool] | None:
    """Return the first period in a head, and whether the head says nothing else.

    With ``alone``, none if there are several: ``Prices, 2005 and 2010`` dates no column.
    """
    cut = atoms(text)
    dated = [when for when in times_in(cut, today=today) if when.start or when.end]
    dated = [when for when in dated if not in_name(Cut(cut), when)]
    if not dated or (alone and len(dated) > 1):
        return None
    words = text[cut[dated[0].first].start : cut[dated[0].last - 1].end]
    return Time(words, dated[0].start, dated[0].end), len(text) - len(words) <= 6


def cells_by_start(document: Document | None) -> dict[int, tuple[Table, Cell]]:
    """Return every body cell by the character it begins at."""
    return {cell.start: (table, cell) for table, cell in _cells(document)} if document else {}


def _cells(document: Document) -> Iterator[tuple[Table, Cell]]:
    for table in document.tables:
        for cell in table.cells:
            yield table, cell


def _read(document: Document, table: Table, cell: Cell) -> list[tuple[int, int, Quantity]]:
    text = document.text[cell.start : cell.end]
    if text.strip().lower() in _NO_NUMBER or not any(c.isdigit() for c in text):
        return []
    cut = Cut(atoms(text))
    heads = _telling(document, table, cell)
    if _YEAR.fullmatch(text.strip()) and (
        _is_time_column(own_heads(document, cell), text) or _is_years(document, table, cell)
    ):
        return []
    times = times_in(cut.atoms) if _is_time_column(heads[:1], text) or len(cut.atoms) > 3 else []
    figures = find_figures(
        cut, times=times, marks=_marks(text, cut), countries=frozenset(), in_table=True
    )
    measure = measure_of(heads)
    per = per_of(heads[0]) if heads else None
    if heads and _ERRORS.search(heads[0]) and (left := _left_of(table).get(cell.start)):
        measure = measure_of(list(all_heads(document, table, left)))  # as its estimate is measured
    if _counts_things(document, table, cell):
        measure = measure_of(own_heads(document, cell))  # the title speaks of the other columns
    if measure.unit is None and (sign := _first_of_column(document, table).get(cell.column)):
        said = {word.lower() for head in own_heads(document, cell) for word in head.split()}
        measure = measure if said & _OF_THEIR_OWN else replace(measure, unit=sign)
    row_heads = cell.row_heads if _rows_are_things(document, table) else ()
    counted = _counted(
        own_heads(document, replace(cell, row_heads=row_heads)), title_of(document, table)
    )
    what = measured(document, table, cell)
    found = []
    for figure in figures:
        whole = not _DECIMAL.search(text)  # what is counted comes whole: 271.0 are no doctors
        figure = _scaled(
            figure, measure, counted if whole or measure.scale or measure.per else None
        )
        if figure.unit in {"USD", "EUR", "GBP"} or (measure.unit and measure.unit.kind == "money"):
            figure = _loss(figure, cut)
        start, end = cut.atoms[figure.first].start, cut.atoms[figure.last - 1].end
        quantity = Quantity(
            text=text[start:end],
            value=decimal(figure.value),
            value_high=decimal(figure.high),
            relation=figure.relation,
            unit=figure.unit,
            what=what,
            per=figure.per or measure.per or per or (measure.unit.per if measure.unit else None),
        )
        found.append((cell.start + start, cell.start + end, quantity))
    return found


def _telling(document: Document, table: Table, cell: Cell) -> list[str]:
    """Return what may tell the measure of a cell, the nearest first, its shorthand spelt out.

    A corner that names a time, ``Year``, says what the rows are and measures no cell.
    """
    crown = crown_of(document)
    every = (*all_heads(document, table, cell), introduced(document, table) or "")
    heads = [spelt_out(head, crown) for head in every if head]
    corner = corner_of(document, table)
    return [head for head in heads if head != corner or not _TIMES.fullmatch(corner)]


_TIMES = re.compile(
    r"(?:(?:fiscal|financial|calendar|school|reference|survey|time|age|model)\s)?(?:years?|months?"
    r"|weeks?|days?|quarters?|periods?|hours?|dates?|decades?|ages?|seasons?)(?:\s(?:\(?years?\)?|group))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)  # as ``_stub``
def _first_of_column(document: Document, table: Table) -> dict[int, Unit]:
    """Return for each column the money or per cent sign that only its first figure bears."""
    units: dict[int, Unit] = {}
    seen: set[int] = set()
    for cell in table.cells:
        text = document.text[cell.start : cell.end]
        if cell.column in seen or not any(c.isdigit() for c in text):
            continue
        seen.add(cell.column)
        if (sign := _SIGNED.match(text)) and (unit := unit_at(atoms(sign.group(1)), 0)):
            units[cell.column] = unit[0]
        elif _PERCENT.search(text):
            units[cell.column] = Unit("percent", "ratio")
    return units


_DECIMAL = re.compile(r"\d\.\d{1,3}(?!\d)")


def _counts_things(document: Document, table: Table, cell: Cell) -> bool:
    """Say whether a column counts things in a table of money: ``Vessels`` beside ``US$ 512.4``.

    Its head is a plural, its figures are whole, and those of the other columns are not.
    """
    columns = _decimals(document, table)
    own = columns.get(cell.column, 0.0)
    others = min((share for column, share in columns.items() if column != cell.column), default=0.0)
    heads = whole_heads(document, cell.column_heads)
    return own == 0 and others > 0.5 and _counted(heads[-1:], "") is not None


@lru_cache(maxsize=1)  # as ``_first_of_column``
def _decimals(document: Document, table: Table) -> dict[int, float]:
    """Return which share of each column's figures is printed with decimals."""
    found: dict[int, list[bool]] = {}
    for cell in table.cells:
        text = document.text[cell.start : cell.end]
        if any(map(str.isdigit, text)):
            found.setdefault(cell.column, []).append(bool(_DECIMAL.search(text)))
    return {column: sum(printed) / len(printed) for column, printed in found.items()}


# A row of these is measured in something else than the first row of its column.
_OF_THEIR_OWN = frozenset(
    ("number", "employees", "persons", "people", "staff", "years", "ratio", "rate", "headcount")
)
_SIGNED = re.compile(r"[(\s]*((?:US|A|C|NZ|HK)?\$|[£€₦₹¥])\s?\(?[\d.]")
_PERCENT = re.compile(r"\d\s?(?:%|per cent|percent)\W*$")


def _is_years(document: Document, table: Table, cell: Cell) -> bool:
    """Say whether the column of a cell holds years and no other number, and more than one."""
    column = [
        document.text[other.start : other.end].strip()
        for other in table.cells
        if other.column == cell.column
    ]
    figures = [text for text in column if any(c.isdigit() for c in text)]
    return len(figures) > 2 and all(map(_YEAR.fullmatch, figures))


@lru_cache(maxsize=64)
def _left_of(table: Table) -> dict[int, Cell]:
    """Return, by its first character, the cell to the left of each cell of a table."""
    pairs = pairwise(table.cells)
    return {b.start: a for a, b in pairs if a.row_heads and a.row_heads == b.row_heads}


def _marks(text: str, cut: Cut) -> bytearray:
    """In a cell only long texts hold names and labels; ``(12)`` is an amount."""
    return marked(text, cut.atoms) if len(cut.atoms) > 6 else bytearray(len(cut.atoms))


def _is_time_column(heads: list[str], text: str) -> bool:
    words = {word.lower().strip("():,") for head in heads for word in head.split()}
    return bool(words & {"year", "years", "date", "period", "month", "fy", "since", "adopted"})


def _scaled(figure: Figure, measure: Measure, counted: str | None) -> Figure:
    """Apply unit and scale of the heads to a figure that has none of its own."""
    own = figure.kind not in {"bare", "count"}
    if measure.scale and not (own and figure.kind != "money"):
        high = figure.high * measure.scale if figure.high is not None else None
        figure = replace(figure, value=figure.value * measure.scale, high=high)
    if own or figure.kind == "count":
        return figure
    if measure.unit:
        factor = measure.unit.factor
        high = figure.high * factor if figure.high is not None else None
        return replace(figure, unit=measure.unit.name, kind=measure.unit.kind,
                       value=figure.value * factor, high=high)  # fmt: skip
    return replace(figure, unit=counted)


def _loss(figure: Figure, cut: Cut) -> Figure:
    whole = cut.raw(0) == "(" and cut.raw(len(cut.atoms) - 1) == ")"
    return replace(figure, value=-figure.value) if whole and figure.value > 0 else figure


@lru_cache(maxsize=1)  # as ``_first_of_column``
def _rows_are_things(document: Document, table: Table) -> bool:
    """Say whether row heads are what is counted, ``Engineers``, ``Clerks``: many are plurals.

    One of many regions may look like a plural: ``Wales``.
    """
    heads = {head for cell in table.cells for head in cell.row_heads[-1:]}
    counts = sum(_counted([document.text[slice(*head)]], "") is not None for head in heads)
    return 3 * counts > len(heads)


_PEOPLE = frozenset({"population", "workforce"})


def _counted(heads: list[str], title: str) -> str | None:
    """Return what bare numbers count by a head: ``Number of schools``, ``Deaths``.

    A title's noun is counted if it stands nearly alone: not ``Central government operations``.
    """
    titles = [title] if title[:1].isalpha() else []  # no page number, no scrap
    for head in (*heads, *titles):
        words = re.findall(r"[A-Za-z][A-Za-z'’-]*", BRACKETED.sub(" ", head))
        low = [word.lower() for word in words]
        if "number" in low and "of" in low:
            words = words[low.index("of") + 1 :]
        run: list[str] = []
        for word in words:
            if word.lower() in word_list("stop"):
                break
            run.append(word)
        while len(run) > 1 and run[-1].lower().endswith("ed") and is_plural(run[-2]):
            run.pop()  # Civilians killed
        if head is title and len(run) - (run[:1] == ["Table"]) > 2:
            return None
        if run and is_plural(run[-1]) and len(run[-1]) > 3:
            named = run[-1].lower() in word_list("table: no things") or run[0] == "Selected"
            return None if named else singular(run[-1]).lower()
        if run and run[-1].lower() in _PEOPLE and (head is not title or len(run) < 3):
            return "person"
    return None
