"""What a cell that came back means for its column, as the text a correction would have."""

import re
from datetime import date, datetime, time, timedelta

from pipeline.corrections import BY_NAME as CORRECTABLE
from pipeline.corrections import plain
from pipeline.sheets.returned import Incoming
from pipeline.sheets.safe import cell_text, unescaped

_PERCENT = re.compile(r"\s*(.*?\d)\s*(?:%|per ?cent|percent)\s*", re.IGNORECASE)
_SIGNS = {"≥": ">=", "≤": "<=", "≈": "~", "≃": "~", "=>": ">=", "=<": "<=", "…": "..", "...": ".."}
_TRUE = {"wahr", "vrai", "verdadero", "vero", "waar", "x", "y"}  # what other languages' sheets say
_FALSE = {"falsch", "faux", "falso", "onwaar", "n"}


SHOWN = 4  # decimals of a value that a sheet shows


class Unfit(ValueError):
    """The cell holds nothing that its column could; the message says what."""


def text_of(column: str, cell: Incoming | None, unit: str | None = None) -> str | None:
    """Return the cell as text; ``unit`` is the row's, which says what 80% is.

    Raises:
        Unfit: an error of the spreadsheet, a date where a number belongs, and the like.
    """
    if cell is None:
        return None
    if cell.bad:
        raise Unfit(cell.bad)
    value = cell.value
    entry = CORRECTABLE[column].entry if column in CORRECTABLE else "text"
    if isinstance(value, bool):
        if entry in {"number", "date"}:
            raise Unfit(f"{str(value).upper()} is no {entry}")
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        if entry == "number":
            raise Unfit(f"a date, {_iso(value)}, where a number belongs")
        return _iso(value)
    if isinstance(value, time | timedelta):
        raise Unfit(f"a time of day, {value}, which no column holds")
    if isinstance(value, int | float):
        if entry == "number" and cell.percent:
            return _percent(value * 100, unit)
        return plain(float(value))
    text = cell_text(value or "").replace("x005F_", "").replace("\r\n", "\n").strip()
    if column != "note":  # the one cell whose lines are its writer's
        text = " ".join(text.split())
    if not text:
        return None
    if entry == "number" and (found := _PERCENT.fullmatch(text)):
        try:
            share = float(found[1].replace(",", ""))
        except ValueError:
            return text
        return _percent(share, unit)
    if column == "relation":
        return _SIGNS.get(text, text)
    if entry == "boolean":
        folded = text.casefold()
        return "TRUE" if folded in _TRUE else "FALSE" if folded in _FALSE else text
    return text


def _percent(value: float, unit: str | None) -> str:
    value = float(f"{value:.12g}")  # 0.57 * 100 is 56.99999999999999
    if unit in {"percent", "percentage point"}:
        return plain(value)
    if unit == "fraction":
        return plain(value / 100)
    raise Unfit(f"{value:g} %, but the unit is {unit or 'empty'}: make it percent, or a number")


def _iso(value: datetime | date) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()


def is_as_sent(column: str, sent: str | None, cell: Incoming | None, unit: str | None) -> bool:
    """Say whether a cell is what went out, whatever a program made of it on the way."""
    if cell is not None and cell.bad:
        return False
    if cell is not None and cell.percent and isinstance(cell.value, int | float):
        shown = (plain(float(cell.value)), plain(float(f"{cell.value * 100:.12g}")))
        if any(equal(sent, one) for one in shown):
            return True  # 80 that was only shown as 8000%
    try:
        text = text_of(column, cell, unit)
    except Unfit:
        return False
    went = " ".join((sent or "").replace("x005F_", "").split()) or None
    text = " ".join(text.split()) if text else None
    if equal(went, text) or (went and text and equal(went, unescaped(text))):
        return True
    if went is None or text is None or cell is None:
        return False
    if isinstance(cell.value, datetime | date):
        # 2021-08 that a program took for a day
        return len(went) in (4, 7) and f"{went}-01-01"[:10] == text
    return isinstance(cell.value, str) and (
        _is_rounded(column, went, cell.value) or _has_lost_letters(went, text)
    )


def _is_rounded(column: str, went: str, text: str) -> bool:
    """Say whether a CSV has the number as it was shown: 0.3333 for a third."""
    digits = len(text.strip().partition(".")[2])
    if digits < (SHOWN if column in CORRECTABLE else 2):
        return False
    try:
        return abs(float(went) - float(text.replace(",", ""))) <= 0.5 * 0.1**digits
    except ValueError:
        return False


def _has_lost_letters(went: str, text: str) -> bool:
    """Say whether a CSV lost only the letters that its encoding does not have."""
    return len(went) == len(text) and all(
        mine == theirs or (theirs == "?" and not mine.isascii())
        for mine, theirs in zip(went, text, strict=True)
    )


def equal(one: str | None, other: str | None) -> bool:
    """Say whether two texts are the same, or the same number in another form."""
    if one == other or one is None or other is None:
        return one == other
    if one.casefold() in {"true", "false"}:
        return one.casefold() == other.casefold()
    try:
        a, b = float(one), float(other)
    except ValueError:
        return False
    return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b))  # Excel keeps 15 digits
