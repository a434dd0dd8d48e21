"""How the words around a number bound it: ``more than``, ``nearly``, ``or more``.

Data: ``lexicons/relations.tsv``.
"""

from functools import cache
from typing import get_args

from pipeline.annotate.atoms import Atom, atoms
from pipeline.annotate.wordlists import read_rows
from pipeline.schema import Relation

_LONGEST = 7
_GOING = frozenset({"go", "goes", "going", "went", "gone", "moved", "crept", "shot"})


@cache
def _phrases(side: str) -> dict[tuple[str, ...], Relation]:
    relations: dict[str, Relation] = {relation: relation for relation in get_args(Relation)}
    return {
        tuple(atom.lower for atom in atoms(row["words"])): relations[row["relation"]]
        for row in read_rows("relations.tsv")
        if row["side"] == side
    }


def relation_before(cut: list[Atom], i: int) -> tuple[Relation, int] | None:
    """Return the relation whose words end right before atom ``i``, and where they begin.

    Several may stand together (``at least some``): the first one governs.
    """
    found: tuple[Relation, int] | None = None
    end = i
    while (longest := _longest_before(cut, end)) is not None:
        relation, start = longest
        if relation == "=":
            break
        if found is None or found[0] == "~" or relation != "~":
            found = (relation, start)
        else:
            found = (found[0], start)
        end = start
    return found


def _longest_before(cut: list[Atom], i: int) -> tuple[Relation, int] | None:
    phrases = _phrases("before")
    for length in range(min(_LONGEST, i), 0, -1):
        words = tuple(atom.lower for atom in cut[i - length : i])
        relation = phrases.get(words)
        if words == ("up", "to") and i > length and cut[i - length - 1].lower in _GOING:
            return None  # "will go up to €12": it rises
        if relation:
            return relation, i - length
    return None


def relation_after(cut: list[Atom], i: int) -> tuple[Relation, int] | None:
    """Return the relation whose words begin at atom ``i``, and the atom behind them."""
    phrases = _phrases("after")
    for length in range(min(_LONGEST, len(cut) - i), 0, -1):
        words = tuple(atom.lower for atom in cut[i : i + length])
        relation = phrases.get(words)
        if relation and not _goes_on(cut, i + length, words):
            return relation, i + length
    return None


def _goes_on(cut: list[Atom], i: int, words: tuple[str, ...]) -> bool:
    """``1,000 and below 1,500``, ``40 or more than 50``: the words bound the next number."""
    if i >= len(cut) or words[0] in {"+", "plus"}:
        return False
    return cut[i].lower in {"than", "a"} or cut[i].kind == "number" or cut[i].text in "$€£"
