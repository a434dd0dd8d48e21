"""Table cells -> quantities: unit, scale and what is measured from heads, title and notes.

The nearest head that names a unit or a scale decides: column, row, then title and notes. A cell's
own sign wins over them. ``(1,250)`` in a column of money is a loss, as accountants write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.annotate.atoms import Atom, Cut, atoms
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.figures import find_figures
from pipeline.annotate.quantities.measures import per_phrase
from pipeline.annotate.quantities.nonfigures import marked
from pipeline.annotate.quantities.table_heads import (
    all_heads,
    column_lines,
    own_heads,
    title_of,
    whole_heads,
)
from pipeline.annotate.quantities.units import Unit, shared_name, unit_at
from pipeline.annotate.times import times_in
from pipeline.annotate.times.calendars import When
from pipeline.annotate.words import word_list
from pipeline.schema import Cell, Document, Quantity, Table, Time

Cells = dict[tuple[int, int], list[tuple[int, int, Quantity]]]

_SCALES = {
    "thousand": 1e3, "thousands": 1e3, "'000": 1e3, "000": 1e3, "000s": 1e3, "million": 1e6,
    "millions": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9,
    "trillion": 1e12, "trillions": 1e12, "crore": 1e7, "crores": 1e7, "lakh": 1e5, "lakhs": 1e5,
    "hundred": 1e2, "hundreds": 1e2, "k": 1e3,
}  # fmt: skip
_BRACKETED = re.compile(r"\(([^()]{1,60})\)|\[([^\[\]]{1,60})\]")
_LEADERS = re.compile(r"(?:\s?[.…·]){3,400}")  # the dots that lead from a row's head to its cells
_ERRORS = re.compile(
    r"\b(?:margins? of error|standard errors?|std\.? err|[Ss]\.?[Ee]\.|\+/-|±)", re.I
)
_SHARE_OF = re.compile(r"\(%\s+(of\s[^()]{1,40})\)")  # "(% of class 5)" says whose share it is
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_NUMBER = frozenset({"", "-", "–", "—", "..", "...", "…", "n/a", "na", "n.a.", "nil", "x", "*"})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a head says of the numbers under it."""

    unit: Unit | None = None
    scale: float | None = None
    per: str | None = None


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
    dated = [time for text in heads if (time := _time_in(text, today))]
    whole = [time for time, covers in dated if covers]
    title = _time_in(title_of(document, table), today)
    if whole or title:
        return whole[0] if whole else title[0] if title else None
    return dated[0][0] if dated else None


def _time_in(text: str, today: date | None) -> tuple[Time, bool] | None:
    """Return the first period in a head, and whether the head says nothing else."""
    cut = atoms(text)
    for when in times_in(cut, today=today):
        if when.start or when.end:
            words = text[cut[when.first].start : cut[when.last - 1].end]
            return Time(words, when.start, when.end), len(text) - len(words) <= 6
    return None


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
    heads = list(all_heads(document, table, cell))
    if _YEAR.fullmatch(text.strip()) and _is_time_column(own_heads(document, cell), text):
        return []
    times = times_in(cut.atoms) if _is_time_column(heads[:1], text) or len(cut.atoms) > 3 else []
    figures = find_figures(
        cut, times=times, marks=_marks(text, cut), countries=frozenset(), in_table=True
    )
    measure = _measure(heads)
    if heads and _ERRORS.search(heads[0]) and (left := _left_of(table).get(cell.start)):
        measure = _measure(list(all_heads(document, table, left)))  # as its estimate is measured
    counted = _counted(own_heads(document, cell), title_of(document, table))
    what = _what(document, table, cell)
    found = []
    for figure in figures:
        figure = _scaled(figure, measure, counted)
        if figure.unit in {"USD", "EUR", "GBP"} or (measure.unit and measure.unit.kind == "money"):
            figure = _loss(figure, cut)
        start, end = cut.atoms[figure.first].start, cut.atoms[figure.last - 1].end
        quantity = Quantity(
            text=text[start:end],
            value=figure.value,
            value_high=figure.high,
            relation=figure.relation,
            unit=figure.unit,
            what=what,
            per=figure.per or measure.per,
        )
        found.append((cell.start + start, cell.start + end, quantity))
    return found


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


def _measure(heads: list[str]) -> Measure:
    """Return the unit, scale and ``per`` of the nearest heads that name them."""
    unit: Unit | None = None
    scale: float | None = None
    per: str | None = None
    for head in heads:
        said = read_head(head)
        if unit is None and said.unit is not None:
            unit = said.unit
            scale = said.scale if said.scale is not None else scale
            per = per or said.per
            if unit.kind == "ratio":
                break  # "in thousands" of the title is not said of per cents
        elif said.scale is not None and scale is None and (unit is None or unit.kind != "ratio"):
            scale = said.scale
        per = per or said.per
    return Measure(unit, scale, per)


@lru_cache(maxsize=4096)  # a head is asked for each of its cells
def read_head(text: str) -> Measure:
    """Return what a head, title or note says of its numbers.

    >>> read_head("Exports (US$ million)").scale, read_head("Share of GDP, %").unit.name
    (1000000.0, 'percent')
    """
    bracketed = [a or b for a, b in _BRACKETED.findall(text)]
    for part in [*bracketed, *_after_marks(text)]:
        if len(part) == 1 and part.isupper():
            continue  # "Scenario (A)"
        said = _parse(part)
        if said.unit is not None or said.scale is not None or said.per is not None:
            return said
    words = {word.lower().strip(".,:;()") for word in text.split()}
    if "%" in text or "per cent" in text.lower() or words & {"percent", "percentage", "pct"}:
        return Measure(unit=Unit("percent", "ratio"))
    cut = atoms(text)
    for i, atom in enumerate(cut):
        found = unit_at(cut, i)
        if found and found[0].kind == "money" and (atom.kind == "sign" or atom.text.isupper()):
            return Measure(found[0], _scale_in(text))
        if atom.lower == "per" and i:
            return Measure(per=per_phrase(Cut(cut), i + 1)[0])
    return Measure()


def _after_marks(text: str) -> Iterator[str]:
    """Yield what stands behind ``in``, a comma, a colon or a dash."""
    for match in re.finditer(r"(?:\b[Ii]n\s|,\s|:\s|\s[–—-]\s)([^,:()]{1,40})", text):
        yield match.group(1)
    first = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    yield text if len(text) <= 12 or (first in _SCALES and len(text) <= 40) else ""


def _scale_in(text: str) -> float | None:
    for word in re.findall(r"'?[A-Za-z0-9]+", text.lower()):
        if word in _SCALES and word not in {"m", "k"}:
            return _SCALES[word]
    return None


def _parse(part: str) -> Measure:
    """Read ``US$ million``, ``thousand tonnes``, ``'000``, ``per 100,000 people``, ``%``."""
    cut = Cut(atoms(part))
    unit: Unit | None = None
    scale: float | None = None
    per: str | None = None
    i = 0
    while i < len(cut.atoms):
        word = cut.at(i)
        if word in {"per", "/"}:
            if cut.at(i + 1) == "cent":
                unit, i = unit or Unit("percent", "ratio"), i + 2
                continue
            per, i = per_phrase(cut, i + 1)
            continue
        if word == "by" and i == 0:
            return Measure()  # "by year and sex"
        if word in {"of", "in", "by"}:
            if unit is not None:
                break
            i += 1
            continue
        if word in _SCALES and (word not in {"m", "k"} or unit is not None) and scale is None:
            scale, i = _SCALES[word], i + 1
            continue
        found = unit_at(cut.atoms, i)
        if found and unit is None:
            unit, i = found
            continue
        if unit is None and (shared := shared_name(word, frozenset())):
            unit, i = shared, i + 1
            continue
        if word in {
            "'",
            "’",
            "‘",
            "s",
            ".",
            "nearest",
            "constant",
            "current",
            "prices",
            "thousands",
        }:
            i += 1
            continue
        if unit is None and scale is None and per is None:
            return Measure()
        i += 1
    return Measure(unit, scale, per)


def _counted(heads: list[str], title: str) -> str | None:
    """Return what bare numbers count by a head: ``Number of schools``, ``Deaths``.

    A title's noun is counted if it stands nearly alone: not ``Central government operations``.
    """
    for head in (*heads, title):
        words = re.findall(r"[A-Za-z][A-Za-z'’-]*", _BRACKETED.sub(" ", head))
        low = [word.lower() for word in words]
        if "number" in low and "of" in low:
            words = words[low.index("of") + 1 :]
        run: list[str] = []
        for word in words:
            if word.lower() in word_list("stop"):
                break
            run.append(word)
        if head is title and len(run) - (run[:1] == ["Table"]) > 2:
            return None
        if run and is_plural(run[-1]) and len(run[-1]) > 3:
            return singular(run[-1]).lower()
    return None


def _what(document: Document, table: Table, cell: Cell) -> str | None:
    """Join row and column heads without units and periods; else the table's title."""
    pieces: list[str] = []
    rows = whole_heads(document, cell.row_heads)
    columns = column_lines(document, table, cell)
    for head in (*rows, *columns):
        piece = _plain(head)
        if piece and piece.lower() not in {p.lower() for p in pieces}:
            pieces.append(piece)
    if not pieces and table.title:
        pieces = [_plain(title_of(document, table))]
    return ", ".join(filter(None, pieces)) or None


@lru_cache(maxsize=4096)
def _plain(head: str) -> str:
    """Drop brackets, periods and loose marks from a head."""
    text = _BRACKETED.sub(" ", _SHARE_OF.sub(r" \1", _LEADERS.sub(" ", head)))
    text = ", ".join(part for part in text.split(", ") if not _is_unit(part))
    text = text[: text.rfind("(")] if "(" in text else text  # its end was lost
    cut = atoms(text)
    drop: list[tuple[int, int]] = [_chars(cut, when) for when in times_in(cut)]
    for start, end in reversed(drop):
        text = text[:start] + text[end:]
    text = re.sub(r"^(?:Table|Figure)\s+[\w.]{1,6}[.:]?\s+", "", " ".join(text.split()))
    text = text.strip(" ,;:–—-*%$€£'’")
    return text if any(c.isalpha() for c in text) else ""


def _is_unit(part: str) -> bool:
    """``cm``, ``thousands of km²``: what stands behind a comma is the unit and no more."""
    words = part.lower().split()
    alone = len(words) == 1 or (bool(words) and words[0] in _SCALES)
    return alone and len(words) <= 3 and _parse(part).unit is not None


def _chars(cut: list[Atom], when: When) -> tuple[int, int]:
    return cut[when.first].start, cut[when.last - 1].end
