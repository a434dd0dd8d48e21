"""The place that a sentence locates its claim in: ``in the Afghan city of Mazar-i-Sharif``.

A place counts only where a preposition locates by it. What the name is, is for the model's
entities to say; without them, for the list of countries, for words such as ``Airport`` and, last,
for its capitals. Silence beats a guess: an organisation is no place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.atoms import DASHES, Cut
from pipeline.annotate.nouns import singular
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.places.judged import is_place
from pipeline.annotate.places.known import (
    LANDSCAPE,
    Labels,
    countries,
    is_country,
    is_kind,
    is_state,
    joined,
    words_of,
)
from pipeline.annotate.places.locators import befalls, locators
from pipeline.annotate.places.name_end import name_end
from pipeline.annotate.times.calendars import MONTHS, WEEKDAYS, When
from pipeline.annotate.words import word_list


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its words, the atoms ``[first, last)``."""

    first: int
    last: int


def places_in(cut: Cut, times: Sequence[When], labels: Labels, *, labelled: bool) -> list[Place]:
    """Return the places that a preposition locates by, left to right.

    ``labels`` says of names, by their atoms, whether they are places; ``labelled`` that a model
    was asked, so that a name without a label needs better evidence than its capitals.
    """
    busy = {i for when in times for i in range(when.first, when.last)}
    found = []
    for i in locators(cut):
        behind = i + 1 + (cut.at(i + 1) == "both" or cut.words(i, i + 2) == ["out", "of"])
        # Where people move to is where they are, and ``between`` is near two places.
        led = "in" if cut.at(i) in {"from", "to", "between"} or befalls(cut, i) else cut.at(i)
        if place := _place(cut, behind, busy, labels, labelled, led):
            dotted = "." in cut.raw(place.last - 1) and cut.at(place.last) == "."
            last = place.last + (dotted and cut.glued(place.last))  # the U.S.
            whole = _with_others(cut, Place(place.first, last), labels)
            if cut.at(i) == "between" and not _lies_between(cut, whole, labels):
                continue
            if befalls(cut, i) and is_state(joined(cut, whole.first, whole.last)):
                continue  # the invasion of Kuwait: it is acted upon
            found.append(whole)
    return found


def _lies_between(cut: Cut, place: Place, labels: Labels) -> bool:
    """``between Sevare and Mopti``; between two states there are talks."""
    name = (place.first, name_end(cut, place.first))
    both = "and" in cut.words(place.first, place.last)
    return both and labels.get(name, False) and not is_country(joined(cut, *name))


def _with_others(cut: Cut, place: Place, labels: Labels) -> Place:
    """Read on in a list of places: ``in Mali, Niger and Chad``; not in ``Lyon, France``."""
    last = place.last
    while cut.at(last) in {",", "and", "or", "&"}:
        name = last + 1 + (cut.at(last) == "," and cut.at(last + 1) in {"and", "or"})
        name += cut.at(name) == "the"
        end = name_end(cut, name)
        known = any(said and a == name and b <= end for (a, b), said in labels.items())
        known = known or joined(cut, name, end) in countries()[0] or _closes(cut, name, end, labels)
        if end == name or not known:
            return place
        closes = cut.at(name - 1) in {"and", "or", "&"} or cut.at(name - 2) in {"and", "or"}
        last = end + (cut.at(end) in words_of("kind") and cut.raw(end).islower())
        if closes:
            goes_on = cut.at(last) in _AUXILIARIES  # no direct effect in Chad, and Chad has none
            return place if goes_on else Place(place.first, last)
    return place


def _closes(cut: Cut, first: int, last: int, labels: Labels) -> bool:
    """``on Tanna and Malekula``: a name that nobody knows, with no noun behind it."""
    unknown = not any(a < last and b > first for a, b in labels)
    plain = last == first + 1 and cut.raw(first).istitle() and first > 1
    behind = cut.at(last)
    ends = behind in {"", ".", ",", ";", ")"} or behind in word_list("stop") - _AUXILIARIES
    ends = ends or behind.endswith("ed")
    weekday = cut.at(first) in MONTHS.keys() | WEEKDAYS.keys() | countries()[1]
    listed = cut.at(first - 1) == "and" or (cut.at(first - 1) == "," and behind in {",", "and"})
    return unknown and plain and ends and listed and not weekday


_AUXILIARIES = frozenset(
    ("has", "have", "had", "is", "are", "was", "were", "will", "would", "can", "could", "may", "do",
     "does", "did", "should", "must")
)  # fmt: skip


def bare_places(cut: Cut) -> Iterator[Place]:
    """Yield the places told by their kind alone: ``in the basin``, ``out of the forest``."""
    for i in locators(cut):
        j = i + 2 if cut.at(i + 1) == "of" else i + 1
        if cut.at(j) == "the" and cut.at(j + 1) in LANDSCAPE and cut.at(j + 2) not in {"'", "of"}:
            behind = cut.atoms[j + 2] if j + 2 < len(cut.atoms) else None
            verb = behind is not None and behind.lower.endswith("ed")
            if behind is None or behind.kind != "word" or behind.lower in word_list("stop") or verb:
                yield Place(j, j + 2)


def dateline(cut: Cut, times: Sequence[When]) -> Place | None:
    """Return the town that news is written in: ``KABUL, 12 May - Gunmen shot``."""
    last = 0
    while last < 3 and cut.raw(last).isalpha() and cut.raw(last).isupper():
        last += 1
    if not last or len(cut.raw(0)) < _TOWN:
        return None
    end = next((when.last for when in times if when.first <= last + 3), last)
    end += 3 if cut.at(end) == "(" and cut.at(end + 2) == ")" else 0  # the agency
    dashed = cut.at(end) in DASHES and not cut.glued(end)
    return Place(0, last) if dashed else None


_TOWN = 4  # letters: fewer are rather a body's


def _place(
    cut: Cut, i: int, busy: set[int], labels: Labels, labelled: bool, preposition: str
) -> Place | None:
    first = i
    j = i + 1 if cut.at(i) == "the" else i
    while (cut.at(j) in _DIRECTIONS and cut.raw(j)[:1].islower()) or (
        cut.hyphen(j) and cut.at(j - 1) in {"north", "south", "sub"}
    ):
        j += 1
    if cut.at(j) == "of" and j > i and cut.at(j - 1) in words_of("direction"):
        inner = _place(cut, j + 1, busy, labels, labelled, "in")
        return Place(first, inner.last) if inner else None  # the north of Nigeria
    if (numbers := numbers_in(cut.atoms[j : j + 2])) and not numbers[0].first:
        j += numbers[0].last  # in three wards of the city of X
        if not _is_of_kind(cut.at(j)) or cut.at(j + 1) != "of":
            return None
    while cut.raw(j).islower() and j < i + 3 and not _is_of_kind(cut.at(j)):
        if not (_is_of_kind(cut.at(j + 1)) and cut.at(j + 2) == "of" and cut.raw(j).isalpha()):
            break
        j += 1  # the reception centre of X
    k = j  # "the Afghan city of X", "the province of X"
    while k < j + 3 and (cut.raw(k) in countries()[1] or cut.at(k) in words_of("direction")):
        k += 1
    qualified = cut.at(k) in {"town", "city", "port", "border", "coastal", "capital"}
    if qualified and singular(cut.at(k + 1)) in words_of("of kind"):
        k += 1
    adjective = k > j and cut.raw(k - 1)[:1].isupper()
    alone = cut.at(k + 1) != "of" and not cut.raw(k + 1)[:1].isupper()
    if adjective and alone and is_kind(cut.raw(k)):
        return Place(first, k + 1)  # the British colonies
    if cut.words(j, j + 2) == ["euro", "area"]:
        return Place(j, j + 2)
    if cut.raw(k).islower() and (_is_of_kind(cut.at(k)) or cut.at(k) in LANDSCAPE):
        if cut.at(k + 1) == "of":
            inner = _place(cut, k + 2, busy, labels, labelled, "in")
            if inner:
                part = cut.at(k) in _LIES_AT | LANDSCAPE
                return Place(first, inner.last) if part else inner
        elif cut.raw(k + 1)[:1].isupper() and k > i:  # "the town Bol"
            return _place(cut, k + 1, busy, labels, labelled, "in")
    last = name_end(cut, j)
    if last == j or any(n in busy for n in range(j, last)):
        return None
    if (cut.at(last) in {"'", "’"} and cut.at(last + 1) == "s") or cut.raw(last - 1).endswith(
        ("'s", "’s")
    ):
        behind = last if cut.raw(last - 1).endswith(("'s", "’s")) else last + 2
        if cut.raw(behind)[:1].isupper():  # Pakistan's Balochistan province
            return _place(cut, behind, busy, labels, labelled, "in")
        if (
            cut.at(behind) in words_of("of kind") | words_of("kind")
            and cut.raw(behind + 1)[:1].isupper()
        ):
            return _place(cut, behind + 1, busy, labels, labelled, "in")
        owner = cut.raw(j).removesuffix("’s").removesuffix("'s")
        if last - j == 1 and owner not in countries()[0]:
            return None
        return None
    kind = cut.at(last) in words_of("kind") and cut.atoms[last].text.islower()
    if kind:  # the Sambisa forest
        last += 1
    upper = j > i + (cut.at(i) == "the") and cut.raw(j).istitle()  # on the upper Nile
    if not upper and not is_place(cut, j, last, labels, labelled, preposition, kind=kind):
        return None
    return Place(first if j > first or first == j else j, last)


def _is_of_kind(word: str) -> bool:
    return not {word, singular(word)}.isdisjoint(words_of("of kind"))


# Of these and a name, the name alone would be another place: the coast of Yemen.
_LIES_AT = frozenset(
    {"coast", "outskirts", "shore", "shores", "waters", "vicinity", "parts", "border"}
)


_DIRECTIONS = words_of("direction") | {"sub"}
