"""Marked examples, in a notation that reads as a sentence does.

``Exports fell by {12 per cent|12 percent down: Exports} in 2019.``

Within braces: the figure's own words; then, behind ``|``, relation, value (``40..50`` for a
range), unit, ``/ per``, ``up`` or ``down``, and ``: what is measured``. What is left out is not
looked at, except the unit: ``-`` means that there is none.
"""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")
_ANSWER = re.compile(
    r"(?P<relation>>=|<=|<~|>~|>|<|~)?\s*(?P<low>-?\d+(?:\.\d+)?(?:/\d+)?)(?:\.\.(?P<high>-?\d+(?:\.\d+)?))?"
    r"\s*(?P<unit>[^:]*?)(?:\s/\s(?P<per>[^:]*?))?(?:\s(?P<change>up|down))?(?:\s*:\s(?P<what>.*))?"
)


@dataclass(frozen=True)
class Marked:
    """The answer for one figure; None where the example does not say."""

    text: str
    value: float
    high: float | None
    relation: str
    unit: str | None
    per: str | None
    change: str | None
    what: str | None


def read(example: str) -> tuple[str, list[Marked]]:
    """Return the plain sentence and the figures marked in it."""
    figures = []
    for text, answer in _MARK.findall(example):
        found = _ANSWER.fullmatch(answer.strip())
        assert found, f"cannot read the mark {answer!r}"
        high = found["high"]
        unit = found["unit"].strip()
        figures.append(
            Marked(
                text,
                _number(found["low"]),
                _number(high) if high else None,
                found["relation"] or (".." if high else "="),
                None if unit == "-" else unit,
                found["per"],
                found["change"],
                found["what"],
            )
        )
    return _MARK.sub(r"\1", example), figures


def _number(text: str) -> float:
    over, _, under = text.partition("/")
    return float(over) / float(under) if under else float(over)
