"""One figure as the rules pass it on: its value, bound, unit, and the atoms it is made of."""

from dataclasses import dataclass
from typing import overload

from pipeline.schema import Relation


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts, made of the atoms ``[first, last)``."""

    first: int
    last: int
    value: float
    high: float | None
    relation: Relation
    unit: str | None  # standard name, or the singular noun
    kind: str  # money, ratio, length ...; fraction, multiple, count, bare
    per: str | None = None
    noun: int | None = None  # the atom of the counted head noun
    number: int = 0  # the atom that the number begins with
    behind: int = 0  # the atom behind the number


@overload
def decimal(value: float) -> float: ...


@overload
def decimal(value: None) -> None: ...


def decimal(value: float | None) -> float | None:
    """Return ``value`` without the noise of binary arithmetic: $4.1 billion is 4100000000."""
    return None if value is None else float(f"{value:.15g}")
