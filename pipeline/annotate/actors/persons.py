"""Persons that no list holds: known by the title before, or the words around, their name.

`Dr Amina Odhiambo`, `Foreign Minister Lavrov`, `the governor of Borno, Babagana Zulum`,
`Florin Goidea, the port's director`, `said Amina Odhiambo`. The name is given without the title.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile

from pipeline.annotate.actors.gazetteer import Hit, Word
from pipeline.annotate.actors.organisations import HEADS, OPENING, Name, in_heading
from pipeline.annotate.actors.person_names import PARTICLES, is_second_syllable
from pipeline.annotate.actors.states import act_forms
from pipeline.annotate.wordlists import sectors_of, words_for

TITLES = words_for("title")
_LAST_TITLES = TITLES - words_for("title not last")  # `vice` and `foreign` want another behind them
_HONORIFIC = words_for("title of one name")  # `Mr Ellwood`: one capital word is enough
NOT_NAMES = OPENING | words_for("no person is called") | HEADS.keys()
_DESCRIBING = words_for("describes a person")  # `Bakura Doro, a rival of the emir`
_FIELDS = words_for("field of a minister")
_PREPOSITIONS = words_for("preposition")
_SAYS = words_for("says")
_LONGEST = 5  # words of a name
_LONGEST_OFFICE = 12
_PERHAPS_BODIES = frozenset(sectors_of("describes a body or a person"))
_REACH = 8  # words between a title and the name behind a comma


def persons(text: str, words: Sequence[Word], at: dict[int, Hit]) -> Iterator[Name]:
    """Yield the persons' names in ``words``; ``at`` are the gazetteer's hits by first word."""
    surnames: set[str] = set()
    for first, last in _told(words, at):
        if first == last:
            surnames.add(words[first].text)
        start, end = words[first].start, words[last].end
        yield Name(start, end, " ".join(text[start:end].split()))
    for i in _given_names(words, surnames, at):
        start, end = words[i].start, words[i + 1].end
        yield Name(start, end, " ".join(text[start:end].split()))


def _told(words: Sequence[Word], at: dict[int, Hit]) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of the names that the words around them tell."""
    i = 0
    while i < len(words):
        word = words[i]
        if word.key in _LAST_TITLES:
            found = _after_title(words, i, at) or _behind_comma(words, i, at)
        elif word.capital:
            found = _before_title(words, i, at) or _speaking(words, i, at)
        else:
            found = None
        if found is None:
            i += 1
            continue
        yield found
        i = found[1] + 1


def _given_names(
    words: Sequence[Word], surnames: Collection[str], at: dict[int, Hit]
) -> Iterator[int]:
    """Yield where `Anthony Banks` stands in a text that speaks of Mr Banks elsewhere."""
    for i, (given, surname) in enumerate(pairwise(words)):
        if surname.text not in surnames or surname.gap or not given.capital or i in at:
            continue
        before = words[i - 1] if i and not given.gap else None
        apart = before is None or not before.capital or before.key in TITLES
        plain = given.text.isalpha() and not given.text.isupper() and given.key not in TITLES
        if apart and plain and given.text not in NOT_NAMES and len(given.text) > 1:
            yield i


def _after_title(words: Sequence[Word], i: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """`Prime Minister Narendra Modi`, `Gen. Stephen J. Townsend`, `spokesman Karim Haddad`."""
    first, title = i + 1, words[i].key
    if first + 1 < len(words) and words[first].key == "of" and words[first + 1].text in _FIELDS:
        first += 2  # `Secretary of State Carl Whitmer`
    ahead = words[first : first + _LONGEST_OFFICE]
    for word in takewhile(lambda w: w.key in TITLES and w.gap in {"", "-", "."}, ahead):
        title = word.key
        first += 1
    if first == len(words) or words[first].gap not in {"", "."} or not words[first].spaced:
        return None
    if words[first].key in TITLES:  # there are more of them than any office has
        return None
    last = _name_from(words, first, at)
    if last is None or title not in _LAST_TITLES or words[last].key in TITLES:
        return None  # `the Chief Electoral Officer`
    if _full_name(words, first, last):
        return None if in_heading(words, i, last) else (first, last)
    behind = words[last + 1] if last + 1 < len(words) else None
    goes_on = behind is not None and behind.capital and not behind.gap
    if words[i].capital and title in _HONORIFIC and not goes_on and first == last:
        return first, last
    return None


def _behind_comma(words: Sequence[Word], i: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """`the governor of Borno, Babagana Zulum, has ...`, `its director, Florin Goidea`."""
    if words[i].key in _PERHAPS_BODIES:
        return None  # `a contractor, Northgate Solutions,`: the model tells who is whom
    for k in range(i + 1, min(i + _REACH, len(words))):
        if words[k].gap == ",":
            while k + 1 < len(words) and words[k].key in TITLES:
                k += 1
            last = _name_from(words, k, at)
            return (
                (k, last) if last and _full_name(words, k, last) and _closed(words, last) else None
            )
        if words[k].gap or words[k].key in {"said", "and", "who", "that"}:
            return None
    return None


def _before_title(words: Sequence[Word], i: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """`Zainab Ahmed, Nigeria's finance minister`."""
    if i and words[i - 1].capital and not words[i].gap and words[i - 1].key not in TITLES:
        return None
    last = _name_from(words, i, at)
    if last is None or not _full_name(words, i, last):
        return None
    k = last + 1
    if k >= len(words) or words[k].gap != "," or (words[k].capital and k not in at):
        return None
    for k in range(last + 1, min(last + _REACH, len(words))):
        if k > last + 1 and words[k].gap not in {"", "-", "'"}:
            return None
        ahead = words[k + 1] if k + 1 < len(words) else None
        if ahead is None or not ahead.capital:
            own = words[last + 1].key in {"a", "an"} and words[k].key in _DESCRIBING
            if words[k].key in _LAST_TITLES or own:
                return i, last
    return None


def _speaking(words: Sequence[Word], i: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """`said Amina Odhiambo`, `Amina Odhiambo said`: a full name that speaks."""
    if i and words[i - 1].capital and not words[i].gap:
        return None
    last = _name_from(words, i, at)
    if last is None or not _full_name(words, i, last) or last - i > 2:
        return None
    before = words[i - 1].key if i and not words[i].gap else ""
    if before in _PREPOSITIONS:
        return None
    behind = words[last + 1] if last + 1 < len(words) else None
    if before in _SAYS and _closed(words, last):
        return i, last
    return (i, last) if behind and not behind.gap and behind.key in _SAYS else None


def _full_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether it is two capital words or more, none of them in capitals throughout."""
    names = [w for w in words[first : last + 1] if w.capital]
    shouted = [w for w in names if len(w.text) > 1 and w.text.isupper() and w.gap != "."]
    return len(names) >= 2 and not shouted


def _closed(words: Sequence[Word], last: int) -> bool:
    return last + 1 == len(words) or words[last + 1].gap != "" or not words[last + 1].capital


def _name_from(words: Sequence[Word], first: int, at: dict[int, Hit]) -> int | None:
    """Return the last word of the person's name that begins at ``first``."""
    last = None
    if first < len(words) and words[first].key in act_forms():
        return None  # `The President Directs ...`, in a heading
    for k in range(first, min(first + _LONGEST, len(words))):
        word = words[k]
        initial = k > first and len(words[k - 1].text) <= 2
        if k > first and (
            word.gap not in {"", "-", "'"}
            and not (word.gap == "." and (initial or not word.spaced))
        ):
            break
        if k > first and word.gap == "'" and word.key == "s":
            break
        named = word.capital and word.text not in NOT_NAMES and not (k in at and k == first)
        if named or (last == k - 1 and is_second_syllable(word)):
            last = k
        elif word.key not in PARTICLES or word.text.isupper():
            break
    if last is not None and last + 1 < len(words):
        behind = words[last + 1]
        if behind.text in HEADS and not behind.gap and behind.spaced:
            return None  # `King Faisal Hospital`
    return last
