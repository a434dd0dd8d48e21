"""What a person may correct in a row, and how each column is checked.

The spreadsheet and the page share these rules, so that a correction means the same wherever it
was made. Values are text, as ``Decision.corrections`` holds them; None is "not stated".
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from pipeline.errors import ReviewConflict
from pipeline.schema import Claim, Kind, Modality, Relation, Role

Entry = Literal["text", "word", "number", "date", "boolean", "list"]

LONGEST = 4_000  # characters of a corrected cell
SEPARATOR = "; "  # between actors, and between their roles


@dataclass(frozen=True)
class Correctable:
    """One column that may be corrected: what it holds now, and what may be written there.

    ``words`` are all that a ``word`` can be; a column that is ``needed`` is never empty.
    """

    name: str
    entry: Entry
    now: Callable[[Claim], str | None]
    words: tuple[str, ...] = ()
    needed: bool = False


def _figure(name: str) -> Callable[[Claim], str | None]:
    return lambda claim: getattr(claim.quantity, name) if claim.quantity else None


def _number(name: str) -> Callable[[Claim], str | None]:
    def now(claim: Claim) -> str | None:
        value = getattr(claim.quantity, name) if claim.quantity else None
        return None if value is None else plain(value)

    return now


def plain(value: float) -> str:
    """Return a number as text: whole ones without a point, never with an exponent if avoidable."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


CORRECTABLE: tuple[Correctable, ...] = (
    Correctable("claim", "text", lambda c: c.claim, needed=True),
    Correctable("kind", "word", lambda c: c.kind, get_args(Kind), needed=True),
    Correctable("actors", "list", lambda c: SEPARATOR.join(a.name for a in c.actors) or None),
    Correctable("role", "list", lambda c: SEPARATOR.join(a.role for a in c.actors) or None,
                get_args(Role)),
    Correctable("figure", "text", _figure("text")),
    Correctable("value", "number", _number("value")),
    Correctable("value_high", "number", _number("value_high")),
    Correctable("relation", "word", _figure("relation"), get_args(Relation)),
    Correctable("unit", "text", _figure("unit")),
    Correctable("what", "text", _figure("what")),
    Correctable("per", "text", _figure("per")),
    Correctable("change", "word", _figure("change"), ("up", "down")),
    Correctable("time", "text", lambda c: c.time.text if c.time else None),
    Correctable("time_start", "date", lambda c: c.time.start if c.time else None),
    Correctable("time_end", "date", lambda c: c.time.end if c.time else None),
    Correctable("place", "text", lambda c: c.place),
    Correctable("source", "text", lambda c: c.attribution.source if c.attribution else None),
    Correctable("cue", "text", lambda c: c.attribution.cue or None if c.attribution else None),
    Correctable("modality", "word", lambda c: c.modality, get_args(Modality), needed=True),
    Correctable("negated", "boolean", lambda c: "TRUE" if c.negated else "FALSE", needed=True),
    Correctable("citations", "text", lambda c: ", ".join(x.label for x in c.citations) or None),
    Correctable("reference", "text",
                lambda c: "; ".join(x.reference for x in c.citations if x.reference) or None),
    Correctable("reference_url", "text",
                lambda c: "; ".join(x.url for x in c.citations if x.url) or None),
)  # fmt: skip

BY_NAME: Mapping[str, Correctable] = {column.name: column for column in CORRECTABLE}


def values(claim: Claim) -> dict[str, str | None]:
    """Return what the correctable columns of a claim hold, as a correction would write it."""
    return {column.name: column.now(claim) for column in CORRECTABLE}


def checked(name: str, text: str | None) -> str | None:
    """Return a person's entry as it is kept: trimmed, numbers and dates in one form.

    Raises:
        ReviewConflict: the column cannot be corrected, or cannot hold this.
    """
    column = BY_NAME.get(name)
    if column is None:
        raise ReviewConflict(f"{name}: this column cannot be corrected. Leave it as it was.")
    text = " ".join((text or "").translate(_CONTROLS).split())
    if not text:
        if column.needed:
            raise ReviewConflict(f"{name}: cannot be empty. {_hint(column)}")
        return None
    if len(text) > LONGEST:
        raise ReviewConflict(f"{name}: {len(text):,} characters; the limit is {LONGEST:,}.")
    try:
        kept = _READ[column.entry](column, text)
    except ValueError as error:
        raise ReviewConflict(f"{name}: {_quoted(text)} is {error}. {_hint(column)}") from error
    return kept or checked(name, None)  # `;` is a list of nothing


def corrections(
    claim: Claim, entries: Mapping[str, str | None]
) -> tuple[tuple[str, str | None], ...]:
    """Return the entries that say something else than the claim does, checked.

    What was not touched is not checked: it may have come about under other rules.

    Raises:
        ReviewConflict: an entry is not fit for its column, or two do not fit each other.
    """
    now = values(claim)
    made = {n: checked(n, text) for n, text in entries.items() if text != now.get(n, now)}
    changed = {n: value for n, value in made.items() if not same(n, value, now[n])}
    _fit_together(now | changed, set(changed))
    return tuple((n, changed[n]) for n in now if n in changed)


def same(name: str, one: str | None, other: str | None) -> bool:
    """Say whether two values of a column mean the same, however they were typed."""
    if one == other or one is None or other is None:
        return one == other
    if BY_NAME[name].entry == "number":
        return math.isclose(float(one), float(other), rel_tol=1e-12)
    return " ".join(one.split()) == " ".join(other.split())


def _fit_together(row: Mapping[str, str | None], changed: set[str]) -> None:
    actors, roles = _parts(row["actors"]), _parts(row["role"])
    if changed & {"actors", "role"} and len(actors) != len(roles):
        raise ReviewConflict(
            f"role: {len(roles)} for {len(actors)} actors. Give each actor its role, in the "
            "same order, with a semicolon between."
        )
    if changed & {"value", "value_high", "relation"}:
        _fit_figure(row["value"], row["value_high"], row["relation"])
    start, end = row["time_start"], row["time_end"]
    if changed & {"time_start", "time_end"} and start and end and end < start[: len(end)]:
        raise ReviewConflict(f"time_end: {end} is before time_start, {start}.")


def _fit_figure(low: str | None, high: str | None, relation: str | None) -> None:
    if low is None and (high is not None or relation is not None):
        raise ReviewConflict("value: empty, but value_high or relation is not. Empty these, too.")
    if relation == ".." and high is None:
        raise ReviewConflict("value_high: a range needs its upper end.")
    if low is not None and high is not None and float(high) < float(low):
        raise ReviewConflict(f"value_high: {high} is less than value, {low}.")


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def _text(_: Correctable, text: str) -> str:
    return text


def _word(column: Correctable, text: str) -> str:
    for word in column.words:
        if word == text.lower():
            return word
    raise ValueError("none of its words")


def _list(column: Correctable, text: str) -> str:
    parts = _parts(text)
    if column.words and not all(part in column.words for part in parts):
        raise ValueError("not made of its words")
    return SEPARATOR.join(parts)


# 1,234,567.8 and 1 234 567.8 and 1.2e9; a comma that parts no thousands is refused: in 1,5 it
# could be a decimal's.
_NUMBER = re.compile(
    r"[-+]?(?:\d{1,3}(?:[, ]\d{3})+|\d{1,40})?(?:\.\d{1,40})?(?:[eE][-+]?\d{1,3})?", re.ASCII
)


def _as_number(_: Correctable, text: str) -> str:
    text = text.replace("−", "-")
    if not _NUMBER.fullmatch(text) or not any(ch.isdigit() for ch in text):
        raise ValueError("no number")
    number = float(re.sub("[, ]", "", text))
    if not math.isfinite(number):
        raise ValueError("too large a number")
    return plain(number)


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _date(_: Correctable, text: str) -> str:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError("no date")
    year, month, day = (int(part or 1) for part in found.groups())
    date(year, month, day)  # ValueError: there is no such day
    return text


def _boolean(_: Correctable, text: str) -> str:
    if text.lower() in {"true", "yes", "1"}:
        return "TRUE"
    if text.lower() in {"false", "no", "0"}:
        return "FALSE"
    raise ValueError("neither TRUE nor FALSE")


_READ: dict[Entry, Callable[[Correctable, str], str]] = {
    "text": _text,
    "word": _word,
    "number": _as_number,
    "date": _date,
    "boolean": _boolean,
    "list": _list,
}

_HINTS: dict[Entry, str] = {
    "text": "Write it out.",
    "number": "Write 1234.5 or 1,234.5, without unit.",
    "date": "Write 2021, 2021-08 or 2021-08-26.",
    "boolean": "Write TRUE or FALSE.",
    "list": "Put semicolons between.",
}


def _hint(column: Correctable) -> str:
    if column.words:
        return f"Choose from {'  '.join(column.words)}."
    return _HINTS[column.entry]


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")


# Control characters but white space, and marks that turn the direction of what is shown.
_CONTROLS = dict.fromkeys(
    (*range(9), *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
