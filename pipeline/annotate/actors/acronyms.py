"""Acronyms that a text defines: `Horn of Africa Crisis Cell (HACC)`, `HACC (Horn of ...)`.

The long form is found as by Schwartz and Hearst (2003), "A simple algorithm for identifying
abbreviation definitions in biomedical text": the letters of the short form begin words of the
long one, in order, small words aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.annotate.actors.gazetteer import Word
from pipeline.annotate.wordlists import words_for

_SMALL = words_for("small word")
_NO_BODY = words_for("no body by definition")
_CONNECTORS = frozenset({"of", "for", "on", "in", "against", "with"})
_JOINED = frozenset({"", "-", "'", "&", ",", "/"})
_SHORTEST, _LONGEST_ALONE = 2, 6  # letters of an acronym that the name does not spell
_NAMING = frozenset({"as", "called", "named", "group", "militia", "movement", "militias"})
_LONGEST_NAME = 10  # words of a name
_LONGEST = 120  # characters within the brackets


@dataclass(frozen=True, slots=True)
class Definition:
    """The characters of the long form, and the short form."""

    start: int
    end: int
    short: str


def definitions(text: str, words: Sequence[Word]) -> Iterator[Definition]:
    """Yield the acronyms that ``text`` introduces, behind or before the long form."""
    for i, word in enumerate(words):
        if i == 0 or not word.gap.endswith("("):
            continue
        close = text.find(")", word.start, word.start + _LONGEST)
        if close < 0:
            continue
        inside = text[word.start : close].strip(" \"'“”‘’")
        before = words[i - 1].text
        if _is_acronym(inside):
            end = i - 2 if words[i - 1].key == "s" and words[i - 1].gap == "'" else i - 1
            first = _long_form(words, end, inside)
            if first is not None:
                yield Definition(words[first].start, words[end].end, inside)
        elif _is_acronym(before):
            last = i
            while last + 1 < len(words) and words[last + 1].end <= close:
                last += 1
            if _long_form(words, last, before) == i:
                yield Definition(word.start, words[last].end, before)


def in_brackets(text: str, words: Sequence[Word]) -> Iterator[tuple[int, Definition]]:
    """Yield (where the name before ends, acronym) for each that stands alone in brackets.

    Of a name in another language its letters say nothing: `Internal Security Agency (ABW)`. The
    definition's characters are those of the acronym; that a name stands before it is for the
    caller to know.
    """
    for before, word in pairwise(words):
        alone = word.gap == "(" and text[word.end : word.end + 1] == ")"
        if alone and word.text.isupper() and _SHORTEST <= len(word.text) <= _LONGEST_ALONE:
            yield before.end, Definition(word.start, word.end, word.text)


def named_before(words: Sequence[Word], acronym: Definition) -> tuple[Sequence[Word], bool]:
    """Return the words of the name before an acronym that it only half spells.

    `the Volunteers for the Defence of the Homeland (VDP)` is short for its name in French: the
    name is the run of capitals behind the article, and two of its initials are among the letters.
    Also says whether the text calls it so: `known as the`.
    """
    end = next(i for i, word in enumerate(words) if word.start == acronym.start) - 1
    first = end
    while first > 0 and words[first].gap in {"", "-"} and end - first < _LONGEST_NAME:
        before = words[first - 1]
        if not before.text[0].isupper() and before.text not in _CONNECTORS | {"the", "and"}:
            break
        first -= 1
    while first < end and (words[first].key == "the" or not words[first].text[0].isupper()):
        first += 1
    long = [word for word in words[first : end + 1] if word.text[0].isupper()]
    shared = {word.text[0] for word in long} & set(acronym.short)
    led = first > 0 and words[first - 1].key == "the"
    if not led or len(long) < 2 or len(shared) < 2:
        return (), False
    return words[first : end + 1], first > 1 and words[first - 2].key in _NAMING


def may_name_a_body(long: str) -> bool:
    """Say whether a long form may be a body's: capitals throughout, and not a plan's or law's.

    >>> may_name_a_body("Coordination Unit for Threat Analysis"), may_name_a_body("Water Act")
    (True, False)
    """
    parts = long.replace(",", "").split()
    small = [part for part in parts if not part[0].isupper()]
    named = all(part.lower() in _SMALL | _CONNECTORS for part in small)
    return len(parts) > 1 and named and not is_thing(long)


def is_thing(long: str) -> bool:
    """Say whether a long form turns on a word that no body is called by.

    >>> is_thing("Growth Condition of the Firm"), is_thing("Council for Standards")
    (True, False)
    """
    parts = long.replace(",", "").split()
    behind = next((k for k, part in enumerate(parts) if k and part in _CONNECTORS), len(parts))
    return parts[behind - 1] in _NO_BODY


def _is_acronym(short: str) -> bool:
    letters = [c for c in short if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return (
        2 <= len(short) <= 12
        and capitals >= 2
        and 2 * capitals >= len(letters)
        and (" " not in short and short[0].isalnum())
    )


def _long_form(words: Sequence[Word], last: int, short: str) -> int | None:
    """Return the first word of the long form that ends at ``last``, if the letters agree."""
    letters = [c.lower() for c in short if c.isalpha()]
    if short.endswith("s") and len(letters) > 2 and short[-2].isupper():
        letters = letters[:-1]  # a plural: IDPs
    left = len(letters)  # so many letters are still without a word
    skipped = 0
    for k in range(last, max(-1, last - len(letters) - 6), -1):
        word = words[k]
        given = _gives(word, letters, left)
        left -= given
        skipped = 0 if given else skipped + (word.key not in _SMALL)
        if left == 0:
            return k
        if skipped > 2 or word.gap not in _JOINED:
            return None
    return None


def _gives(word: Word, letters: list[str], left: int) -> int:
    """Return how many of the last of ``letters[:left]`` a word gives, its first one included."""
    if word.key[0] == letters[left - 1]:
        return 1
    if word.key in _SMALL:
        return 0
    for count in range(2, min(4, left) + 1):  # `Southeast` gives the S and the E of ASEAN
        if _in_order(word.key, letters[left - count : left]):
            return count
    return 0


def _in_order(key: str, wanted: list[str]) -> bool:
    at = 0
    if key[0] != wanted[0]:
        return False
    for letter in wanted:
        at = key.find(letter, at) + 1
        if not at:
            return False
    return True
