"""Figures as stretches of numbers, in units that can be compared.

A figure is what it leaves open: ``124`` is 124, ``more than 120`` all above it, ``around 400`` a
tenth to either side, ``2 billion`` as near as it is printed. Two figures disagree when no number
fits both.
"""

import math
from dataclasses import dataclass

from pipeline.schema import Quantity

AROUND = 0.1  # `around 400`, `nearly 400`: so far off, as a share of the number
ROUNDED = 0.05  # a round number is never off by more than this share of it
A_FRACTION = 0.05  # `a third` is said of 32 and of 35 per cent
HAIR = 1e-9  # what floating point may add

# The unit that each is told in, and what one is worth in it: exact by definition, or the word of
# a multiple. What is not here is compared with its like only.
_SCALES: dict[str, dict[str, float]] = {
    "percent": {"percent": 1, "fraction": 100, "per mille": 0.1},
    "percentage point": {"percentage point": 1, "basis point": 0.01},
    "metre": {
        "metre": 1, "millimetre": 0.001, "centimetre": 0.01, "kilometre": 1000, "inch": 0.0254,
        "foot": 0.3048, "mile": 1609.344, "nautical mile": 1852,
    },
    "square metre": {
        "square metre": 1, "square kilometre": 1e6, "hectare": 1e4, "square foot": 0.09290304,
        "acre": 4046.8564224, "square mile": 2589988.110336,
    },
    "cubic metre": {
        "cubic metre": 1, "litre": 0.001, "cubic kilometre": 1e9, "cubic foot": 0.028316846592,
        "billion cubic metres": 1e9,
    },
    "gram": {
        "gram": 1, "milligram": 0.001, "kilogram": 1000, "tonne": 1e6, "kilotonne": 1e9,
        "megatonne": 1e12, "gigatonne": 1e15, "pound": 453.59237,
    },
    "watt": {"watt": 1, "kilowatt": 1e3, "megawatt": 1e6, "gigawatt": 1e9, "terawatt": 1e12},
    "watt-hour": {
        "watt-hour": 1, "kilowatt-hour": 1e3, "megawatt-hour": 1e6, "gigawatt-hour": 1e9,
        "terawatt-hour": 1e12,
    },
    "second": {"second": 1, "minute": 60, "hour": 3600},
    "day": {"day": 1, "week": 7, "fortnight": 14},
    "month": {"month": 1, "year": 12, "decade": 120, "century": 1200},
}  # fmt: skip
_SCALE_OF = {
    unit: (base, factor) for base, units in _SCALES.items() for unit, factor in units.items()
}
COUNT = "count"  # what is counted is told by the words, not by the unit


@dataclass(frozen=True, slots=True)
class Stretch:
    """The numbers from ``low`` to ``high`` that a figure may stand for, in ``unit``."""

    unit: str
    low: float
    high: float
    value: float  # what is printed
    digits: int  # significant ones: how telling it is that another figure is the same

    def disagrees(self, other: "Stretch") -> bool:
        """Say whether no number fits both."""
        slack = HAIR * max(abs(self.value), abs(other.value))
        return self.low > other.high + slack or other.low > self.high + slack

    def same(self, other: "Stretch") -> bool:
        """Say whether both print one number, as exactly as the rounder of them tells it."""
        return self.unit == other.unit and (
            _within(self.value, other.value, _step(other.value, other.digits))
            or _within(other.value, self.value, _step(self.value, self.digits))
        )


def _within(a: float, b: float, step: float) -> bool:
    return abs(a - b) <= min(step / 2, ROUNDED * abs(b)) * (1 + HAIR)


def stretch(quantity: Quantity, *, fallen: bool = False) -> Stretch | None:
    """Return the numbers that a figure may stand for; None if it is no number.

    ``fallen`` is for what something fell by: it lies below zero, what it rose by above.
    """
    if not math.isfinite(quantity.value):
        return None
    stated = quantity.unit or COUNT
    unit, factor = _SCALE_OF.get(stated, (stated, 1.0))
    if stated not in _SCALE_OF and not _is_currency(stated):
        unit = COUNT
    low, high = _ends(quantity)
    ends = (low * factor, high * factor)
    if fallen:
        ends = (-ends[1], -ends[0])
    return Stretch(unit, *ends, quantity.value * factor, _digits(quantity.value))


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isalpha() and unit.isupper()


def _ends(q: Quantity) -> tuple[float, float]:
    value, size = q.value, abs(q.value)
    if q.relation == "..":
        high = value if q.value_high is None else q.value_high
        return min(value, high), max(value, high)
    if q.relation in {">", ">="}:
        return value, math.inf
    if q.relation in {"<", "<="}:
        return -math.inf, value
    if q.relation == "~":
        return value - AROUND * size, value + AROUND * size
    if q.relation == "<~":
        return value - AROUND * size, value
    if q.relation == ">~":
        return value, value + AROUND * size
    share = A_FRACTION if q.unit == "fraction" else ROUNDED
    off = share * size
    if q.unit != "fraction":
        off = min(_step(value, _digits(value)) / 2, off)
    return value - off, value + off


def _digits(value: float) -> int:
    """Return the significant digits of a number as it is printed: 3 of 1,240,000."""
    printed = f"{abs(value):.12g}".partition("e")[0].replace(".", "")
    return len(printed.strip("0")) or 1


def _step(value: float, digits: int) -> float:
    """Return what the last significant digit of a number counts in: 10,000 for 1,240,000."""
    if value == 0:
        return 1.0
    return float(10.0 ** (math.floor(math.log10(abs(value)) + HAIR) - digits + 1))
