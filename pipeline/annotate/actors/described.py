"""Bodies whose name says nothing, known by the noun that stands beside it.

In: the words of a text and the gazetteer's hits on them. Out: names that a noun for a body
introduces (`the think tank Bruegel`), explains (`Sinohydro, a Chinese state company`) or gathers
(`firms such as Olam, Louis Dreyfus and Cargill`), each with the sector that the noun says. Words,
left to right, without backtracking; hyponyms in lists are those of Hearst (1992), "Automatic
acquisition of hyponyms from large text corpora".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.annotate.actors.entities import ORGANISATION_LABELS, PERSON_LABELS, Entity
from pipeline.annotate.actors.gazetteer import ADJECTIVE, Hit, Word, beginning_at
from pipeline.annotate.actors.mention import Covered, Mention
from pipeline.annotate.actors.organisations import ACTING as _ACTING
from pipeline.annotate.actors.organisations import HEADS as _HEADS
from pipeline.annotate.actors.organisations import OPENING, Name
from pipeline.annotate.actors.persons import TITLES
from pipeline.annotate.cues import plural
from pipeline.annotate.wordlists import sectors_of, words_for

_SECTORS = sectors_of("describes a body")  # `newspaper` -> its sector
_PERHAPS_PERSONS = sectors_of("describes a body or a person")  # `the developer Evergrande`
_SECTORS_OF_MANY = {plural(noun): sector for noun, sector in (_SECTORS | _PERHAPS_PERSONS).items()}
_OWN_SECTORS = sectors_of("describes a group")  # `rebel` in `the rebel group Nour`
# What the names of firms end in, and no person's.
OF_FIRMS = frozenset(
    {word for words in (_HEADS, _ACTING) for word, sector in words.items() if sector == "business"}
)
_GROUPS = frozenset({"group", "groups", "organisation", "organization", "network", "movement"})
_PARTICLES = words_for("particle of a name")
_INSIDE = _PARTICLES | {"on", "of", "without"}  # `the firm Eyes on Earth`
_MARKED = ORGANISATION_LABELS | PERSON_LABELS
_LOCATIVE = words_for("before a place") - {"at"}  # `the breach at Northgate Health, a firm`
_ARTICLES = frozenset({"a", "an", "one"})
# What may follow the noun in `Achaogen, a small firm in California,`.
_BEHIND = words_for("preposition") | {"that", "which", "whose", "and", "run", "led"}
_JOINED = frozenset({"", "-", "&", "."})
_INTRODUCING = frozenset({"like", "including", "namely"})
_KEEPING_TO_THEIR_KIND = frozenset({"party", "business", "media"})
_LISTING = frozenset({"and", "or", "the", "&", "s"})
_OWNS = frozenset({"’s ", "'s "})
_LONGEST, _REACH = 5, 6  # words of a name; between the article and the noun


def described_bodies(text: str, words: Sequence[Word], at: dict[int, Hit]) -> Iterator[Name]:
    """Yield the names, in the order of the nouns that tell of them."""
    surnames: frozenset[str] | None = None
    for i, word in enumerate(words):
        sector = _SECTORS.get(word.key) or _PERHAPS_PERSONS.get(word.key)
        if sector is not None and word.text.islower():
            ahead = _introduced(words, i, at)
            behind = _explained(words, i, at) if ahead is None else None
            named = _named_behind(words, i, at) if ahead is None and behind is None else None
            found = [name for name in (ahead, behind, named) if name is not None]
        elif word.key in _SECTORS_OF_MANY:
            sector = _SECTORS_OF_MANY[word.key]
            found = list(_gathered(words, i, at))
        else:
            continue
        if not found:
            continue
        sector = _told_before(words, i) or sector
        surnames = last_names(words) if surnames is None else surnames
        for first, last in found:
            if first == last and words[first].text in surnames:
                continue  # `the party Lindqvist leads`: a person's, named in full elsewhere
            start, end = words[first].start, words[last].end
            yield Name(start, end, " ".join(text[start:end].split()), sector=sector)


def _told_before(words: Sequence[Word], noun: int) -> str | None:
    """Return the sector that the word before `group` tells: `the rebel group`."""
    if words[noun].key not in _GROUPS or not noun or words[noun].gap not in {"", "-"}:
        return None
    return _OWN_SECTORS.get(words[noun - 1].key)


def _introduced(words: Sequence[Word], noun: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """Return the name right behind the noun; of one word if the noun may be a person's."""
    first = noun + 1
    if first >= len(words) or words[first].gap or not words[first].spaced:
        return None
    last = name_from(words, first, at)
    of_firms = last is not None and words[last].text in OF_FIRMS
    if last is None or (words[noun].key in _PERHAPS_PERSONS and last > first and not of_firms):
        return None
    return first, last


def name_from(words: Sequence[Word], first: int, at: dict[int, Hit]) -> int | None:
    """Return the last word of the name that begins at ``first``, if one does."""
    last = None
    for k in range(first, min(first + _LONGEST, len(words))):
        word = words[k]
        if k > first and (word.gap not in _JOINED or (word.gap == "." and word.spaced)):
            break
        if word.text in OPENING or (k in at and k == first):
            break
        if word.key in TITLES and not (k > first and word.text in OF_FIRMS):
            break  # but `Helvar Energy`
        if word.capital:
            last = k
        elif word.key not in _INSIDE or (k == first and word.key not in _PARTICLES):
            break
    if last is None or not words[first].capital or len(words[first].text) < 2:
        return None
    return last


def _explained(words: Sequence[Word], noun: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """Return the name before a comma, `a` and what leads to the noun, if the noun ends there."""
    behind = words[noun + 1] if noun + 1 < len(words) else None
    if behind is not None and not behind.gap and not _ends_phrase(behind):
        return None  # `a company director`
    k = noun
    known_to_all = behind is not None and behind.gap == ","  # `Shelter, the charity, warned`
    while words[k].key not in _ARTICLES and not (known_to_all and words[k].key == "the"):
        lower = k not in at and words[k].text.islower()
        adjective = k in at and at[k].entry.sector == ADJECTIVE
        known = lower or adjective or words[k].capital
        if k == 0 or noun - k >= _REACH or words[k].gap not in {"", "-"} or not known:
            return None
        if words[k].key in _BEHIND:
            return None
        k -= 1
    if words[k].gap != "," or not k:
        return None
    first = last = k - 1
    while first and words[first].gap in _JOINED and last - first < _LONGEST:
        before = words[first - 1]
        if before.text in OPENING or not (before.capital or before.key in _PARTICLES):
            break
        first -= 1
    while first < last and not words[first].capital:
        first += 1
    place = words[first - 1].key if first and not words[first].gap else ""
    if place in _LOCATIVE or any(j in at for j in range(first, last + 1)):
        return None
    return (first, last) if name_from(words, first, at) == last else None


def _named_behind(words: Sequence[Word], noun: int, at: dict[int, Hit]) -> tuple[int, int] | None:
    """Return the name between commas in `Their union, FETRAPOR, claims`."""
    first = noun + 1
    if first >= len(words) or words[first].gap != ",":
        return None
    last = name_from(words, first, at)
    ahead = words[last + 1] if last is not None and last + 1 < len(words) else None
    if last is None or ahead is None or ahead.gap != "," or ahead.key in {"and", "or"}:
        return None
    of_firms = words[last].text in OF_FIRMS  # `The dam’s operator, Helvar Energy,`
    if words[noun].key in _PERHAPS_PERSONS and last > first and not of_firms:
        return None
    return first, last


def _ends_phrase(word: Word) -> bool:
    return word.key in _BEHIND or word.text.endswith(("ed", "ing"))  # `a group founded by`


def _gathered(words: Sequence[Word], noun: int, at: dict[int, Hit]) -> Iterator[tuple[int, int]]:
    """Yield the names in `firms such as A, B and C`."""
    i = noun + 1
    while i < len(words) and words[i].gap in {"", ","}:
        if words[i].key in _INTRODUCING:
            break
        if words[i].key == "as" and words[i - 1].key == "such":
            break
        if words[i].key != "such":
            return
        i += 1
    else:
        return
    i += 1
    while i < len(words):
        i += words[i].key == "the"
        last = name_from(words, i, at) if i < len(words) else None
        if last is not None:
            yield i, last
        elif i not in at:
            return
        i = (last if last is not None else at[i].last) + 1
        if i >= len(words) or words[i].gap not in {"", ","}:
            return
        joined = words[i].key in {"and", "or"}
        if not joined and words[i].gap != ",":
            return
        i += joined


def listed_bodies(
    text: str,
    words: Sequence[Word],
    at: dict[int, Hit],
    entities: Sequence[Entity],
    found: Sequence[Mention],
) -> Iterator[Name]:
    """Yield the names that a model marked and that stand in one list with a body of ``found``.

    `Shionogi and Pfizer`; and the one that owns it, `Alphabet's YouTube`. Bodies that keep to
    their kind alone: parties, companies, the press. A name of several words that the model takes
    for a person or a place is one.
    """
    taken = Covered((m.start, m.end) for m in found)
    starts = {m.start: m.sector for m in found if m.sector in _KEEPING_TO_THEIR_KIND}
    ends = {m.end: m.sector for m in found if m.sector in _KEEPING_TO_THEIR_KIND}
    for entity in entities:
        first = beginning_at(words, entity.start)
        if first is None or entity.start in taken or entity.label not in _MARKED:
            continue
        last = name_from(words, first, at)
        if last is None or words[last].end != entity.end:
            continue
        if last > first and entity.label not in ORGANISATION_LABELS:
            continue
        sector = _beside(text, words, first, last, starts, ends)
        if sector is not None:
            name = " ".join(text[entity.start : entity.end].split())
            yield Name(entity.start, entity.end, name, sector=sector)


def _beside(
    text: str,
    words: Sequence[Word],
    first: int,
    last: int,
    starts: Mapping[int, str | None],
    ends: Mapping[int, str | None],
) -> str | None:
    """Return the sector of the body that a name stands in one list with, or owns."""
    if last + 2 < len(words):
        ahead = next((w for w in words[last + 1 : last + 4] if w.key not in _LISTING), None)
        between = text[words[last].end : ahead.start] if ahead is not None else ""
        joined = not set(between.replace(",", " ").split()) - _LISTING
        if ahead is not None and between.strip() and (joined or between in _OWNS):
            sector = starts.get(ahead.start)
            if sector is not None:
                return sector
    if first:
        k = first - 1
        while k and words[k].key in _LISTING:
            k -= 1
        between = text[words[k].end : words[first].start]
        if between.strip() and not set(between.replace(",", " ").split()) - _LISTING:
            return ends.get(words[k].end)
    return None


def last_names(words: Sequence[Word]) -> frozenset[str]:
    """Return the words that stand behind another capital word, as surnames do."""
    return frozenset(
        word.text
        for before, word in pairwise(words)
        if word.capital and before.capital and not word.gap and before.text not in OPENING
    )
