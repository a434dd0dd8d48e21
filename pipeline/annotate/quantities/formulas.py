"""Digits of formulas, which measure nothing: ``1 − ρ``, ``R−1/γ``, ``t ¼ 0``, displayed equations.

A report of science prints them between its sentences, and a broken font prints ``¼`` for ``=``.
Statistics in brackets (``(n = 54, p = 0.007)``) are no formula.
"""

from pipeline.annotate.atoms import Atom
from pipeline.annotate.quantities.units import unit_at
from pipeline.annotate.words import word_list

_OPERATORS = frozenset("+−-∗*×·^/=<>≤≥≠≈")
_RELATIONS = frozenset("=<>≤≥≠≈≡∼∝∈∑∏∫√∂∇∆∞→⇒")
_SYMBOLS = _OPERATORS | _RELATIONS | frozenset("|‖′∗{}~∪∩⊂±")
_LETTERS = frozenset({"a", "A", "I"})  # words of one letter
_PUNCTUATION = frozenset(".,;:'’“”\"()[]$€£¥%")
_SHARE = 1 / 3  # of symbols and letters among all atoms: more is a formula
_FEWEST = 5  # atoms; less shows nothing


def mark_formulas(cut: list[Atom], marks: bytearray) -> None:
    """Set the mark of every number that is part of a formula."""
    if not any(atom.text in _SYMBOLS or atom.text == "¼" for atom in cut):
        return
    whole = _is_formula(cut)
    for i, atom in enumerate(cut):
        if atom.kind == "number" and (whole or _beside_variable(cut, i) or _for_equals(cut, i)):
            marks[i] = 1


def _is_formula(cut: list[Atom]) -> bool:
    """Say whether most of a sentence, what stands in round brackets left out, is symbols."""
    outside: list[Atom] = []
    depth = 0
    for atom in cut:
        depth += (atom.text == "(") - (atom.text == ")" and depth > 0)
        if not depth and atom.text not in _PUNCTUATION:
            outside.append(atom)
    if not any(atom.text in _RELATIONS for atom in outside):
        return False
    if len(outside) < _FEWEST:  # yt = Φ(αkt + (1 − α) Lt)
        outside = [atom for atom in cut if atom.text not in _PUNCTUATION]
    if len(outside) < _FEWEST:
        return False
    odd = sum(1 for atom in outside if atom.text in _SYMBOLS or _is_variable(atom))
    return odd > _SHARE * len(outside)


def _is_variable(atom: Atom) -> bool:
    """``x``, ``ρ``, ``yt``: a letter or two that are no word, or any with a letter of Greek."""
    if atom.kind != "word" or atom.text in _LETTERS:
        return False
    short = len(atom.text) == 2 and atom.text[1].islower() and atom.lower not in word_list("stop")
    return len(atom.text) == 1 or _is_greek(atom) or (short and unit_at([atom], 0) is None)


def _is_greek(atom: Atom) -> bool:
    return atom.kind == "word" and "\u0370" <= atom.text[0] <= "\u03ff"


def _beside_variable(cut: list[Atom], i: int) -> bool:
    """``1 − ρ``, ``t + 1``, ``1/γ``: an operator joins the number to a letter."""
    for sign, other in ((i + 1, i + 2), (i - 1, i - 2)):
        if not (0 <= other < len(cut) and cut[sign].text in "+−-∗*·^/"):
            continue
        if _is_greek(cut[other]):
            return True
        plain = len(cut[other].text) == 1 and _is_variable(cut[other]) and cut[sign].text in "+−∗*^"
        if plain and other < sign and cut[sign].space == cut[i].space:
            return True
    return False


def _for_equals(cut: list[Atom], i: int) -> bool:
    """``t ¼ 0``: both the sign that stands for ``=``, and the number behind it."""
    if cut[i].text == "¼":
        before = cut[i - 1] if i else None
        behind = cut[i + 1] if i + 1 < len(cut) else None
        letter = before is not None and (_is_variable(before) or before.text in "Þ)")
        said = behind is not None and behind.kind == "word" and len(behind.text) > 2
        return letter or not (said and behind is not None and behind.text.islower())
    return i > 0 and cut[i - 1].text == "¼" and cut[i].space
