"""The noun that a number counts: ``attack`` of ``124 terrorist attacks``."""

import re
from collections.abc import Callable

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.words import word_list

# From the atom where the noun phrase begins: the atom of its head and the head's singular.
_NOUN = re.compile(r"[^\W\d_][\w’'&./+ -]+")
NounReader = Callable[[int], tuple[int, str] | None]


def counted_noun(
    cut: Cut, i: int, value: float, taken: bytearray, by_parse: NounReader | None
) -> tuple[int, str] | None:
    """Return the atom of the head noun counted by the number that ends before atom ``i``.

    Where there is a parse it decides; without one, or where it is silent, the words do.
    """
    j = i
    if cut.at(j) == "of" and cut.at(j - 1).rstrip("s") in word_list("of count"):
        j += 1  # hundreds of people, millions of the poor
        if cut.at(j) in {"the", "these", "those", "its", "their", "our"}:
            j += 1
    if cut.hyphen(j):
        word = cut.at(j + 1)
        return (j + 1, singular(word)) if word in word_list("member") else None
    if cut.at(j) in {'"', "“", "‘", "«"}:
        j += 1
    if j >= len(cut.atoms) or cut.atoms[j].kind != "word" or (j == i and not cut.atoms[j].space):
        return None
    if taken[j]:
        return None
    if by_parse and (found := by_parse(j)):
        return found if _NOUN.fullmatch(found[1]) else None  # no sign of a formula, `a∗`
    if by_parse and cut.at(0) in {"of", "among"} and cut.at(i - 2) == "," and _past(cut.at(j)):
        return None  # "Of 5,100 colleges, 2,629 offered four-year degrees"
    return _by_words(cut, j, value, taken)


def _past(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed")


_ADJECTIVES = 3  # words that may stand before a noun left out


def shared_noun(
    cut: Cut, i: int, value: float, noun: tuple[int, str] | None
) -> tuple[int, str] | None:
    """Read ``12 diesel-electric and three nuclear submarines``: both count submarines.

    Returns the atom behind the adjectives at ``i``, and the singular of the noun behind the
    next number; None where the first number has a plural of its own.
    """
    if value == 1 or cut.hyphen(i) or (noun and is_plural(cut.raw(noun[0]))):
        return None
    j = _behind_adjectives(cut, i)
    if j == i or is_plural(cut.raw(j - 1)) or cut.at(j) not in {"and", "or"}:
        return None
    more = numbers_in(cut.atoms[j + 1 : j + 5])
    if not more or more[0].first:
        return None
    k = j + 1 + more[0].last
    end = _behind_adjectives(cut, k)
    if end == k or not is_plural(cut.raw(end - 1)) or cut.at(end - 1) in word_list("stop"):
        return None
    return j, _one(cut.raw(end - 1))


def _behind_adjectives(cut: Cut, i: int) -> int:
    """Return the atom behind a few words that may be adjectives, hyphened ones included."""
    stop, verbs = word_list("stop"), word_list("verb")
    k = i
    for _ in range(_ADJECTIVES):
        if cut.hyphen(k):
            k += 1
        word = cut.at(k)
        if not word.isalpha() or word in stop or word in verbs or word == "and":
            break
        k += 1
        if is_plural(cut.raw(k - 1)):
            break
    return k


def _by_words(cut: Cut, j: int, value: float, taken: bytearray) -> tuple[int, str] | None:
    """Take the last of the first plurals in the run of words; of one thing, its last word."""
    stop, verbs = word_list("stop"), word_list("verb")
    best: int | None = None
    k = j
    while k < len(cut.atoms) and k - j < 7:
        if cut.hyphen(k) or (cut.atoms[k].kind == "number" and cut.hyphen(k - 1)):
            k += 1  # AK-47 rifles
            continue
        word = cut.at(k)
        if cut.atoms[k].kind != "word" or word in stop or word in verbs or taken[k]:
            break
        if is_plural(cut.raw(k)) or _demonym(cut.raw(k)):
            best = k
        elif best is not None:
            break
        k += 1
    if best is not None and cut.at(best) != "others":
        return best, _one(cut.raw(best))
    if k > j and abs(value) <= 1:
        return k - 1, cut.raw(k - 1)
    return None


def plural_name(word: str) -> bool:
    """Say whether a capitalised head noun is a plural: ``Iraqis``, ``MPs``, ``Germans``."""
    return is_plural(word) or _demonym(word) or word.lower().endswith(("ese", "ish", "men"))


def _demonym(word: str) -> bool:
    """``Iraqis``, ``Saudis``: plurals that the ending -is hides."""
    return word[:1].isupper() and word.endswith("is") and len(word) > 5


def _one(word: str) -> str:
    return word[:-1] if _demonym(word) else singular(word)
