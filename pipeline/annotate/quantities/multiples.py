"""Figures that begin with no number: ``twofold``, ``halved``, ``more than a decade``."""

from functools import cache

from pipeline.annotate.atoms import Cut
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.relations import relation_before
from pipeline.annotate.quantities.standing import duration_bound
from pipeline.annotate.quantities.units import unit_at
from pipeline.annotate.words import word_list
from pipeline.schema import Relation

_NOT_TWICE = frozenset({"or", "think", "thinks", "thought", "thinking"})
_DOUBLE_LEADS = frozenset(
    ("the", "that", "those", "this", "its", "their", "his", "her", "our", "what", "last", "in",
     "to", "by", "from", "as", "over", ",", ".", "")
)  # fmt: skip


@cache
def _values() -> dict[str, float]:
    pairs = (entry.split("=") for entry in word_list("multiple"))
    return {word: float(value) for word, value in pairs}


def article_units(cut: Cut, taken: bytearray, found: list[Figure]) -> list[Figure]:
    """Read ``a year and a half``, and ``more than a decade``: its relation makes it a figure."""
    out = []
    for i, atom in enumerate(cut.atoms):
        if atom.lower not in {"a", "an"} or taken[i]:
            continue
        measure = unit_at(cut.atoms, i + 1)
        if measure is None or measure[0].kind not in {"time", "length", "mass", "volume"}:
            continue
        unit, last = measure
        more = numbers_in(cut.atoms[last + 1 : last + 4]) if cut.at(last) == "and" else []
        half = bool(more) and more[0].first == 0 and more[0].kind == "fraction"
        if any(f.first <= i < f.last for f in found):
            continue
        relation = relation_before(cut.atoms, i)
        if (
            relation
            and unit.kind == "time"
            and cut.at(relation[1]) in {"over", "under", "about", "around"}
        ):
            relation = relation if duration_bound(cut, relation[1]) else None
        if not half and (relation is None or cut.at(last) in {"ago", "earlier", "later"}):
            continue
        value = (1.0 + more[0].value if half else 1.0) * unit.factor
        end = last + 1 + more[0].last if half else last
        if half:
            found[:] = [f for f in found if not i <= f.first < end]
        first = relation[1] if relation else i
        bound: Relation = relation[0] if relation else "="
        out.append(
            Figure(first, end, value, None, bound, unit.name, unit.kind, number=i, behind=i + 1)
        )
    return out


_NOUNS_TOO = frozenset({"double", "triple", "treble", "quadruple", "quintuple", "halve", "halves"})
_MODALS = frozenset(("will", "would", "may", "might", "could", "can", "shall", "should", "must"))


def _is_verb(cut: Cut, i: int) -> bool:
    """``would probably triple overnight``: a modal before it, and no hyphen behind."""
    noun = cut.at(i - 1) in {"a", "an", "the", "its", "their", "and"} or cut.hyphen(i + 1)
    return bool(_MODALS & set(cut.words(i - 3, i))) and not noun


def multiples(cut: Cut, taken: bytearray, found: list[Figure]) -> list[Figure]:
    """Read ``twofold``, ``doubled``, ``twice as many``, ``halved``."""
    out = []
    for i, atom in enumerate(cut.atoms):
        value = _values().get(atom.lower)
        if value is None or taken[i] or any(f.first <= i < f.last for f in found):
            continue
        behind = cut.at(i + 1)
        if atom.lower in {"twice", "thrice"} and cut.at(i - 1) in _NOT_TWICE:
            continue  # "once or twice", "think twice"
        noun = behind not in _DOUBLE_LEADS or cut.at(i - 1) in {"a", "the", "and", "two"}
        if atom.lower in _NOUNS_TOO and noun and not _is_verb(cut, i):
            continue
        relation = relation_before(cut.atoms, i)
        first = relation[1] if relation else i
        bound: Relation = relation[0] if relation else "="
        unit, kind = ("fraction", "fraction") if value < 1 else ("times", "multiple")
        last = i + 3 if behind == "as" and cut.at(i + 3) in {"as", ".", ",", ""} else i + 1
        last = min(last, len(cut.atoms))
        out.append(Figure(first, last, value, None, bound, unit, kind, number=i, behind=i + 1))
    return out
