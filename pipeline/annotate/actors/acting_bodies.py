"""Bodies whose name alone does not say so, known by what they do.

In: the words of a text and the gazetteer's hits on them. Out: names that turn on a word for things
as often as for bodies (`Project`, `Hospital`, `Network`), if they act; places that act as
governments (`the State of Michigan sued`, `the city of Detroit joined`); brands that act
(`FirstGroup said`); and names that begin with their word for a body (`Radio Mopti`, `Banco de
Portugal`), whatever they do.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.annotate.actors.gazetteer import ADJECTIVE, STATE, Hit, Word
from pipeline.annotate.actors.organisations import (
    ACTING,
    HEADS,
    LEADING,
    OPENING,
    Name,
    complement,
    first_of_name,
    in_heading,
)
from pipeline.annotate.actors.states import acts
from pipeline.annotate.cues import inflect
from pipeline.annotate.wordlists import words_for

_PLACES = words_for("place that acts")
_PARTICLES = words_for("particle of a name") | {"de", "do", "da", "del", "des", "d", "of"}
_PEOPLE = words_for("people of a body")
_PREPOSITIONS = words_for("preposition")
_SAYS = words_for("says")
_OF_STATES = frozenset({STATE, ADJECTIVE})  # `Zimbabwe Election Support Network`
_LONGEST = 5  # words behind the first
_BRAND = re.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]{2,}")
_AGAINST = frozenset({"against", "for", "of", "to"})  # `the Campaign Against Landmines`
_CLANS = ("Mac", "Fitz", "Van", "Von", "Des", "Del")


def acting_bodies(text: str, words: Sequence[Word], at: dict[int, Hit]) -> Iterator[Name]:
    """Yield the names, in the order of their words."""
    for i, word in enumerate(words):
        if word.text in LEADING:
            found = i, _to_last_capital(words, i)
        elif word.text in ACTING:
            found = _around(words, i, at)
        elif word.text in _PLACES:
            found = i, _place_behind(words, i, at)
        elif _is_brand(word) and i not in at and acts(words, i, i):
            found = i, i
        else:
            continue
        first, last = found
        if (last > first or _is_brand(word)) and not in_heading(words, first, last):
            start, end = words[first].start, words[last].end
            name = " ".join(text[start:end].split())
            sector = "government" if word.text in _PLACES else None
            yield Name(start, end, name[0].upper() + name[1:], sector=sector)


def owns_people(words: Sequence[Word], last: int) -> bool:
    """Say whether the name that ends at ``last`` has a director, members, fighters."""
    behind = words[last + 1 : last + 3]
    return [w.key for w in behind[:1]] == ["s"] and behind[-1].key in _PEOPLE


def _is_brand(word: Word) -> bool:
    """Say whether a word is written as only firms and products are: `FirstGroup`, no `McLeod`."""
    return bool(_BRAND.fullmatch(word.text)) and not word.text.startswith(_CLANS)


def _around(words: Sequence[Word], head: int, at: dict[int, Hit]) -> tuple[int, int]:
    """Return the first and last word of the name on a head; the head twice if it does not act."""
    ahead = words[head + 1] if head + 1 < len(words) else None
    if ahead is not None and ahead.capital and not ahead.gap and ahead.key not in _AGAINST:
        return head, head  # part of a longer name
    first, last = first_of_name(words, head, -1), complement(words, head, at)
    before = words[first - 1].key if first and not words[first].gap else ""
    states = {k for k in range(first, head) if k in at and at[k].entry.sector in _OF_STATES}
    known = any(
        (k in at and k not in states) or words[k].text in HEADS for k in range(first, last + 1)
    )
    if known or not (_acts(words, first, last) or before in _SAYS or owns_people(words, last)):
        return head, head
    return first, last


def _to_last_capital(words: Sequence[Word], first: int) -> int:
    last = first
    for k in range(first + 1, min(first + _LONGEST, len(words))):
        word = words[k]
        if word.gap not in {"", "-", "'"} or word.text in OPENING:
            break
        if word.capital:
            last = k
        elif word.key not in _PARTICLES:
            break
    return last


def _place_behind(words: Sequence[Word], i: int, at: dict[int, Hit]) -> int:
    """Return the last word of `State of New York` if it acts; ``i`` if it does not."""
    k = i + 2
    if k >= len(words) or words[i + 1].key != "of" or words[i + 1].gap or not words[k].capital:
        return i
    before = words[i - 1] if i and not words[i].gap else None
    if before is not None and before.capital and before.text not in OPENING:
        return i  # `Islamic State of Iraq`
    if words[k].gap or k in at:
        return i
    while k + 1 < len(words) and words[k + 1].capital and words[k + 1].gap in {"", "-"}:
        k += 1
    return k if _acts(words, i, k) else i


def _acts(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a body or place acts: as states do, or as only bodies do (`sued`, `hired`)."""
    if acts(words, first, last):
        return True
    ahead = words[last + 1] if last + 1 < len(words) else None
    before = words[first - 1].key if first and not words[first].gap else ""
    the = words[first - 2].key if before == "the" and first > 1 else before
    if the == "by":
        return True  # `monitors employed by the Election Support Network`
    return (
        ahead is not None
        and ahead.gap in {"", ")"}
        and ahead.key in _forms()
        and the not in _PREPOSITIONS
    )


@cache
def _forms() -> frozenset[str]:
    return frozenset({form for verb in words_for("act of a body") for form, _ in inflect(verb)})
