"""Acronyms that no text defines, known by the persons who belong to them: `FTU's Alice Mak`.

News writes `Gary Chan of DAB` and takes the rest as known. An acronym stands for a body if a
person's name stands beside it so; then it does wherever the text has it.
"""

from collections.abc import Collection, Iterator, Sequence

from pipeline.annotate.actors.gazetteer import Word
from pipeline.annotate.actors.organisations import Name

_LENGTHS = range(3, 7)  # letters of an acronym
_ROMAN = frozenset("IVX")
_OF = frozenset({"of", "from", "at"})
_SHOUTED = 3  # words in capitals in a row: a heading


def affiliations(words: Sequence[Word], persons: Collection[tuple[int, int]]) -> Iterator[Name]:
    """Yield the acronyms of the bodies that ``persons`` belong to, each where it stands.

    ``persons`` are the characters of the names of persons.
    """
    starts, ends = {start for start, _ in persons}, {end for _, end in persons}
    bodies = {
        word.text
        for i, word in enumerate(words)
        if _is_acronym(words, i) and (_owns(words, i, starts) or _is_behind(words, i, ends))
    }
    for i, word in enumerate(words):
        if word.text in bodies and _is_acronym(words, i):
            yield Name(word.start, word.end, word.text)


def _is_acronym(words: Sequence[Word], i: int) -> bool:
    text = words[i].text
    if not (text.isalpha() and text.isupper() and len(text) in _LENGTHS) or set(text) <= _ROMAN:
        return False
    around = words[max(0, i - 1) : i + 2]
    return sum(word.text.isupper() for word in around) < _SHOUTED


def _owns(words: Sequence[Word], i: int, starts: Collection[int]) -> bool:
    """`FTU's Alice Mak`."""
    behind = words[i + 1 : i + 3]
    possessive = len(behind) == 2 and behind[0].key == "s" and behind[0].gap == "'"
    return possessive and not behind[1].gap and behind[1].start in starts


def _is_behind(words: Sequence[Word], i: int, ends: Collection[int]) -> bool:
    """`Gary Chan of DAB`, `Gary Chan of the DAB`."""
    k = i - 1
    if k > 0 and words[k].key == "the" and not words[i].gap:
        k -= 1
    plain = k > 0 and not words[k].gap and not words[k + 1].gap
    return plain and words[k].key in _OF and words[k - 1].end in ends
