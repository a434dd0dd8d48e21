"""The place that a sentence locates its claim in: ``in the Afghan city of Mazar-i-Sharif``.

A place counts only where a preposition locates by it. What the name is, is for the model's
entities to say; without them, for the list of countries, for words such as ``Airport`` and, last,
for its capitals. Silence beats a guess: an organisation is no place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.times.calendars import When
from pipeline.annotate.wordlists import read_rows
from pipeline.annotate.words import word_list

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "PLACE"})
_INNER = frozenset(
    {"of", "the", "and", "de", "la", "al", "el", "del", "du", "da", "i", "e", "ul", "bin"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its words, the atoms ``[first, last)``."""

    first: int
    last: int


_OF_PEOPLE = frozenset({"camp", "base", "church", "field", "state", "house", "court", "centre"})

# For the atoms [first, last) of a name: True it is a place, False it is none, None not known.
Labels = dict[tuple[int, int], bool]


@cache
def _words(name: str) -> frozenset[str]:
    for row in read_rows("place_words.tsv"):
        if row["list"] == name:
            return frozenset(row["words"].split())
    raise KeyError(name)


@cache
def _countries() -> tuple[frozenset[str], frozenset[str]]:
    """Names of countries and capitals; adjectives of countries."""
    names: set[str] = set()
    adjectives: set[str] = set()
    for row in read_rows("countries.tsv"):
        names.update(
            filter(None, [row["name"], *row["aliases"].split("|"), *row["capitals"].split("|")])
        )
        adjectives.update(filter(None, row["adjectives"].split("|")))
    return frozenset(names), frozenset(adjectives)


def is_country(name: str) -> bool:
    """Say whether a name is a country's or a capital's."""
    return name in _countries()[0]


@cache
def _states() -> frozenset[str]:
    rows = read_rows("countries.tsv")
    return frozenset(
        name for row in rows for name in (row["name"], *row["aliases"].split("|")) if name
    )


def is_state(name: str) -> bool:
    """Say whether a name is a country's, and no capital's."""
    return name in _states()


def kinds_of_place() -> frozenset[str]:
    """Return the words for areas that have names: ``province``, ``district``."""
    return _words("of kind")


def places_in(cut: Cut, times: Sequence[When], labels: Labels, *, labelled: bool) -> list[Place]:
    """Return the places that a preposition locates by, left to right.

    ``labels`` says of names, by their atoms, whether they are places; ``labelled`` that a model
    was asked, so that a name without a label needs better evidence than its capitals.
    """
    busy = {i for when in times for i in range(when.first, when.last)}
    found = []
    for i in _locators(cut):
        if place := _place(cut, i + 1, busy, labels, labelled, cut.at(i)):
            dotted = "." in cut.raw(place.last - 1) and cut.at(place.last) == "."
            last = place.last + (dotted and cut.glued(place.last))  # the U.S.
            found.append(Place(place.first, last))
    return found


_LANDSCAPE = frozenset(
    ("lake", "forest", "basin", "delta", "island", "islands", "desert", "valley", "coast", "plains",
     "border", "peninsula", "gulf", "strait", "mountains", "highlands", "capital", "archipelago")
)  # fmt: skip


def bare_place(cut: Cut) -> Place | None:
    """Return the first place told by its kind alone: ``in the basin``, ``out of the forest``."""
    for i in _locators(cut):
        j = i + 2 if cut.at(i + 1) == "of" else i + 1
        if cut.at(j) == "the" and cut.at(j + 1) in _LANDSCAPE and cut.at(j + 2) not in {"'", "of"}:
            behind = cut.atoms[j + 2] if j + 2 < len(cut.atoms) else None
            if behind is None or behind.kind != "word" or behind.lower in word_list("stop"):
                return Place(j, j + 2)
    return None


def locates(span: Span, cut: Cut, place: Place, *, parsed: bool) -> bool:
    """Say whether a place locates what the sentence claims, and not one who takes part in it.

    With a parse, the phrase must hang on a verb outside relative clauses, or on an event or a
    counted thing (``attacks in Pakistan``); ``militants in Pakistan`` says where militants are.
    """
    if not parsed:
        lead = place.first - 1  # "Officials in", "A trader in": where the subject is
        subject = lead == 1 or (lead == 2 and cut.at(0) in {"a", "an", "the", "one", "some"})
        return not subject or cut.at(lead - 1) in _words("event")
    start = span.start_char + cut.atoms[place.first].start
    end = span.start_char + cut.atoms[place.last - 1].end
    words = span.doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        return False
    top = words.root
    head = top.head.head if top.dep_ == "pobj" else top.head
    if top.dep_.startswith(("appos", "conj", "flat", "compound")) and head.pos_ in {
        "NOUN",
        "PROPN",
    }:
        top, head = head, head.head
    if any(t.dep_ in syntax.RELATIVE_CLAUSE for t in [head, *head.ancestors] if t.i != t.head.i):
        return False
    if head.pos_ in {"VERB", "AUX", "ADJ"} or top.i == head.i:
        return True
    event = head.lemma_.lower() in _words("event")
    if head.dep_ in syntax.SUBJECT and head.head.i > head.i and not event:
        return _is_thing(head)  # "Traders in Novorossiysk say": where the source is
    if head.dep_ in syntax.PASSIVE_SUBJECT:
        return True  # "schools in Sindh were shut"
    if event or head.dep_ in syntax.OBJECT or place.first <= 2:
        return True
    return any(child.dep_ in {"nummod"} for child in head.children)


_WHO_ACTS = ("er", "or", "ist", "ian", "ant", "ent", "man", "ee", "ary", "al", "ess", "ot", "ny")
_ALSO_ACT = frozenset(
    ("people", "force", "troop", "army", "police", "staff", "union", "group", "team", "court",
     "bank", "office", "body", "party", "council", "committee", "board", "firm", "source", "youth",
     "embassy", "mission", "family", "woman", "child", "judge", "militia", "rebel", "expert")
)  # fmt: skip


def _is_thing(noun: Token) -> bool:
    """Say whether a noun more likely names a thing than somebody: ``wheat futures in Chicago``."""
    word = singular(noun.lower_)
    someone = word.endswith(_WHO_ACTS) or word in _ALSO_ACT | word_list("figures: people")
    return noun.pos_ == "NOUN" and not someone


def places_met(span: Span, cut: Cut, labels: Labels) -> Iterator[Place]:
    """Yield the places that something is done to: ``entered Sambisa``, ``took the lake``.

    The object of a verb, or the subject of its passive, of the main clause. A country is none: it
    is one who is acted upon.
    """
    for (first, last), is_place in labels.items():
        start = span.start_char + cut.atoms[first].start
        end = span.start_char + cut.atoms[last - 1].end
        words = span.doc.char_span(start, end, alignment_mode="expand")
        if words is None or not is_place or _joined(cut, first, last) in _countries()[0]:
            continue
        top = words.root
        if top.i + 1 < span.end and top.nbor().lower_ in {"'s", "’s"}:
            continue
        if cut.at(last) in _words("kind") and top.dep_ in {"compound", "nmod"}:
            top, last = top.head, last + 1  # the Sambisa forest
        if top.head.pos_ == "VERB" and top.dep_ in syntax.OBJECT | syntax.PASSIVE_SUBJECT:
            yield Place(first - 1 if cut.at(first - 1) == "the" else first, last)


def _locators(cut: Cut) -> Iterator[int]:
    for i in range(len(cut.atoms) - 1):
        if cut.at(i) in _words("preposition"):
            yield i


def _place(
    cut: Cut, i: int, busy: set[int], labels: Labels, labelled: bool, preposition: str
) -> Place | None:
    first = i
    j = i + 1 if cut.at(i) == "the" else i
    while (cut.at(j) in _words("direction") and cut.raw(j)[:1].islower()) or (
        cut.hyphen(j) and cut.at(j - 1) in {"north", "south"}
    ):
        j += 1
    if cut.at(j) == "of" and j > i and cut.at(j - 1) in _words("direction"):  # the north of Nigeria
        inner = _place(cut, j + 1, busy, labels, labelled, "in")
        return Place(first, inner.last) if inner else None
    k = j  # "the Afghan city of X", "the province of X"
    while k < j + 3 and (cut.raw(k) in _countries()[1] or cut.at(k) in _words("direction")):
        k += 1
    if cut.at(k) in {"town", "city", "port", "border", "coastal", "capital"} and cut.at(
        k + 1
    ) in _words("of kind"):
        k += 1
    if cut.at(k) in _words("of kind") and cut.raw(k).islower():
        if cut.at(k + 1) == "of":
            inner = _place(cut, k + 2, busy, labels, labelled, "in")
            if inner:
                return inner
        elif cut.raw(k + 1)[:1].isupper() and k > i:  # "the town Bol"
            return _place(cut, k + 1, busy, labels, labelled, "in")
    last = _name_end(cut, j)
    if last == j or any(n in busy for n in range(j, last)):
        return None
    if (cut.at(last) in {"'", "’"} and cut.at(last + 1) == "s") or cut.raw(last - 1).endswith(
        ("'s", "’s")
    ):
        behind = last if cut.raw(last - 1).endswith(("'s", "’s")) else last + 2
        if cut.raw(behind)[:1].isupper():  # Pakistan's Balochistan province
            return _place(cut, behind, busy, labels, labelled, "in")
        if (
            cut.at(behind) in _words("of kind") | _words("kind")
            and cut.raw(behind + 1)[:1].isupper()
        ):
            return _place(cut, behind + 1, busy, labels, labelled, "in")
        owner = cut.raw(j).removesuffix("’s").removesuffix("'s")
        if last - j == 1 and owner not in _countries()[0]:
            return None
        return None
    kind = cut.at(last) in _words("kind") and cut.atoms[last].text.islower()
    if kind:  # the Sambisa forest
        last += 1
    if not _is_place(cut, j, last, labels, labelled, preposition, kind=kind):
        return None
    return Place(first if j > first or first == j else j, last)


def _name_end(cut: Cut, i: int) -> int:
    """Return the atom behind the capitalised name that begins at ``i``."""
    k = last = i
    while k < len(cut.atoms) and k - i < 12:
        raw = cut.raw(k)
        if cut.atoms[k].kind == "word" and raw[:1].isupper():
            k += 1
            last = k
            if raw.endswith(("'s", "’s")):
                break
        elif last > i and cut.hyphen(k) and cut.raw(k + 1)[:1].isalpha():
            k += 2
            last = k
        elif cut.at(k) == "and" and last == i + 1 and cut.at(i) in _words("direction"):
            k += 1  # Central and South Asia
        elif (
            last > i and cut.at(k) in _INNER - {"and", "the"} and cut.raw(k + 1)[:1].isupper()
        ) or (raw == "." and cut.glued(k) and cut.at(k - 1) in {"st", "mt", "ft"}):
            k += 1
        else:
            break
    return last


def _is_place(
    cut: Cut, first: int, last: int, labels: Labels, labelled: bool, preposition: str, *, kind: bool
) -> bool:
    name = " ".join(cut.raw(i) for i in range(first, last))
    plain = _joined(cut, first, last)
    verdicts = {
        said
        for (a, b), said in labels.items()
        if a < last and b > first and b - a >= (last - first) / 2
    }
    if plain in _countries()[0]:
        return preposition not in {"on", "over", "off"} or (False in verdicts and False)
    if True in verdicts or (kind and cut.at(last - 1) not in _OF_PEOPLE):
        return preposition != "over"  # the Sulina canal, whoever Sulina was
    if False in verdicts:
        return False
    if cut.at(last) == "(" and cut.glued(last):
        return False  # AR(1)
    head = cut.at(last - 1)
    if head in _words("no place") or cut.at(first) in _words("no place"):
        return False
    if kind or head in _words("kind"):
        return True
    if cut.at(first) in {
        "lake",
        "mount",
        "mt",
        "cape",
        "fort",
        "port",
        "gulf",
        "river",
        "camp",
        "st",
    }:
        return True
    if labelled and first <= 2 and preposition in {"in", "at", "near"}:
        decided = cut.at(last) == "," and not _JUDGES.isdisjoint(cut.words(last + 1, last + 4))
        return not name.isupper() and not decided  # In Loughrin, the Court held
    if labelled or preposition in {"on", "over", "off", "into", "within", "around", "outside"}:
        return False
    if name.isupper() or plain in _countries()[1] or head in _words("direction"):
        return False
    if preposition in {"in", "near", "across", "throughout"} and last - first <= 3:
        return not is_plural(cut.at(last)) or cut.at(last) in _AFTER_A_PLACE
    return not cut.raw(last)[:1].islower() or cut.at(last) in _AFTER_A_PLACE


_JUDGES = frozenset({"court", "we", "circuit", "justice", "justices", "plaintiff", "defendant"})
_AFTER_A_PLACE = word_list("places: after a place")


def _joined(cut: Cut, first: int, last: int) -> str:
    out = ""
    for i in range(first, last):
        out += (" " if out and cut.atoms[i].space else "") + cut.raw(i)
    return out
