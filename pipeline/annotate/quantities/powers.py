"""Units with an exponent below zero, as the sciences print them: ``kg ha−1``, ``m⁻² d⁻¹``.

Also the power of ten behind a number whose exponent print raises and text does not: ``154 × 103``.
"""

from pipeline.annotate.atoms import Cut
from pipeline.annotate.quantities.units import unit_at

_MINUS = frozenset({"-", "−", "–", "⁻"})
_RAISED = str.maketrans("¹²³", "123")
_NAMES = {"1": "", "2": "square ", "3": "cubic "}
# Letters that stand for another unit behind a slash or by themselves.
_SHORT = {"d": "day", "h": "hour", "s": "second", "y": "year", "a": "year", "l": "litre"}


def power_at(cut: Cut, i: int) -> tuple[str, int] | None:
    """Return what the unit and exponent at atom ``i`` divide by (``day``), and the atom behind.

    >>> from pipeline.annotate.atoms import atoms
    >>> power_at(Cut(atoms("m−2 d−1")), 0)
    ('square metre', 3)
    """
    sign, digit = cut.at(i + 1), cut.at(i + 2).translate(_RAISED)
    if sign not in _MINUS or digit not in _NAMES or not (cut.glued(i + 1) and cut.glued(i + 2)):
        return None
    if cut.glued(i + 3) and cut.atoms[i + 3].kind != "sign":
        return None  # m-2a, a name
    if len(cut.raw(i)) == 1 and cut.raw(i).isupper() and sign == "-":
        return None  # A-1, a road
    name = _SHORT.get(cut.raw(i))
    if name is None:
        found = unit_at(cut.atoms, i) or unit_at(cut.atoms[: i + 1], i)
        if found is None or found[1] > i + 1 or found[0].kind in {"money", "ratio"}:
            return None
        name = found[0].name
    if digit != "1" and name not in {"metre", "centimetre", "millimetre", "kilometre", "second"}:
        return None
    return _NAMES[digit] + name, i + 3


def powers_at(cut: Cut, i: int) -> tuple[str | None, int]:
    """Return what all such units from atom ``i`` on divide by, joined by ``; ``, and the end."""
    names: list[str] = []
    while found := power_at(cut, i):
        names.append(found[0])
        i = found[1]
    return "; ".join(names) or None, i
