"""Heads, titles and notes of tables -> the unit, scale and ``per`` of the numbers under them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.quantities.measures import per_phrase
from pipeline.annotate.quantities.units import Unit, shared_name, unit_at

SCALES = {
    "thousand": 1e3, "thousands": 1e3, "'000": 1e3, "000": 1e3, "000s": 1e3, "million": 1e6,
    "millions": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9, "bn": 1e9,
    "trillion": 1e12, "trillions": 1e12, "crore": 1e7, "crores": 1e7, "lakh": 1e5, "lakhs": 1e5,
    "hundred": 1e2, "hundreds": 1e2, "k": 1e3,
}  # fmt: skip
# Not "significant at the 90 percent level", "95% CI": a per cent of its own.
_IN_PERCENT = re.compile(r"(?<!\d)(?<!\d[\s-])(?:%|\b(?:per\scent|percent|percentage|pct)\b)", re.I)
BRACKETED = re.compile(r"\(([^()]{1,60})\)|\[([^\[\]]{1,60})\]")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a head says of the numbers under it."""

    unit: Unit | None = None
    scale: float | None = None
    per: str | None = None


def measure_of(heads: list[str]) -> Measure:
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
    bracketed = [a or b for a, b in BRACKETED.findall(text)]
    for part in [*bracketed, *_after_marks(text)]:
        if len(part) == 1 and part.isupper():
            continue  # "Scenario (A)"
        said = parse(part)
        if said.unit is not None and said.unit.kind == "time" and any(map(str.isdigit, part)):
            continue  # "Births, year to 30 June 2024": when, and no unit
        if said.unit is not None or said.scale is not None or said.per is not None:
            return said
    if _IN_PERCENT.search(text):
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
    yield text if len(text) <= 12 or (first in SCALES and len(text) <= 40) else ""


def _scale_in(text: str) -> float | None:
    for word in re.findall(r"'?[A-Za-z0-9]+", text.lower()):
        if word in SCALES and word not in {"m", "k"}:
            return SCALES[word]
    return None


def parse(part: str) -> Measure:
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
        if word in SCALES and (word not in {"m", "k"} or unit is not None) and scale is None:
            scale, i = SCALES[word], i + 1
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
