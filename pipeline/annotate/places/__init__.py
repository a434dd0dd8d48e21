"""The place that a sentence locates its claim in: ``in the Afghan city of Mazar-i-Sharif``.

A place counts only where a preposition locates by it. What the name is, is for the model's
entities to say; without them, for the list of countries, for words such as ``Airport`` and, last,
for its capitals. Silence beats a guess: an organisation is no place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.atoms import DASHES, Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.times.calendars import MONTHS, WEEKDAYS, When
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
def words_of(name: str) -> frozenset[str]:
    """Return a list of ``lexicons/place_words.tsv``."""
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
    return words_of("of kind")


def places_in(cut: Cut, times: Sequence[When], labels: Labels, *, labelled: bool) -> list[Place]:
    """Return the places that a preposition locates by, left to right.

    ``labels`` says of names, by their atoms, whether they are places; ``labelled`` that a model
    was asked, so that a name without a label needs better evidence than its capitals.
    """
    busy = {i for when in times for i in range(when.first, when.last)}
    found = []
    for i in _locators(cut):
        behind = i + 1 + (cut.at(i + 1) == "both" or cut.words(i, i + 2) == ["out", "of"])
        # Where people move to is where they are, and ``between`` is near two places.
        led = "in" if cut.at(i) in {"from", "to", "between"} or _befalls(cut, i) else cut.at(i)
        if place := _place(cut, behind, busy, labels, labelled, led):
            dotted = "." in cut.raw(place.last - 1) and cut.at(place.last) == "."
            last = place.last + (dotted and cut.glued(place.last))  # the U.S.
            whole = _with_others(cut, Place(place.first, last), labels)
            if cut.at(i) == "between" and not _lies_between(cut, whole, labels):
                continue
            if _befalls(cut, i) and is_state(joined(cut, whole.first, whole.last)):
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
        known = (
            known or joined(cut, name, end) in _countries()[0] or _closes(cut, name, end, labels)
        )
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
    weekday = cut.at(first) in MONTHS.keys() | WEEKDAYS.keys() | _countries()[1]
    listed = cut.at(first - 1) == "and" or (cut.at(first - 1) == "," and behind in {",", "and"})
    return unknown and plain and ends and listed and not weekday


_AUXILIARIES = frozenset(
    ("has", "have", "had", "is", "are", "was", "were", "will", "would", "can", "could", "may", "do",
     "does", "did", "should", "must")
)  # fmt: skip
LANDSCAPE = frozenset(
    ("lake", "forest", "basin", "delta", "island", "islands", "desert", "valley", "coast", "plains",
     "border", "peninsula", "gulf", "strait", "mountains", "highlands", "capital", "archipelago",
     "isthmus", "north", "south", "east", "west", "north-east", "north-west", "south-east",
     "south-west", "northeast", "northwest", "southeast", "southwest")
)  # fmt: skip


def bare_places(cut: Cut) -> Iterator[Place]:
    """Yield the places told by their kind alone: ``in the basin``, ``out of the forest``."""
    for i in _locators(cut):
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


def _locators(cut: Cut) -> Iterator[int]:
    """Yield the prepositions that locate, and the ``of`` in ``45 kilometres west of``."""
    prepositions = words_of("preposition")
    for i in range(len(cut.atoms) - 1):
        word = cut.atoms[i].lower
        far = word == "of" and cut.at(i - 1) in _COMPASS and cut.at(i - 2) != "the"
        moved = word in {"from", "to"} and _is_moved(cut, i)
        if far or moved or word in prepositions or word == "between" or _befalls(cut, i):
            yield i


def _befalls(cut: Cut, i: int) -> bool:
    """``the siege of Mariupol``: what befalls a place is there."""
    return cut.at(i) == "of" and cut.at(i - 1) in _BEFALLING


_BEFALLING = frozenset(
    ("battle", "bombardment", "bombing", "capture", "evacuation", "liberation", "occupation",
     "recapture", "shelling", "siege", "storming")
)  # fmt: skip


def _is_moved(cut: Cut, i: int) -> bool:
    """``fled to Bosaso``, ``withdrew its men from Sirte``: where people leave or come to."""
    before = cut.words(max(0, i - _MOVED), i)
    clause = max((k for k, word in enumerate(before) if not word[:1].isalnum()), default=-1)
    return not words_of("moved").isdisjoint(before[clause + 1 :])


_MOVED = 7  # atoms from a verb of moving to where


_COMPASS = frozenset(
    ("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest")
)  # fmt: skip


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
    while k < j + 3 and (cut.raw(k) in _countries()[1] or cut.at(k) in words_of("direction")):
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
        if last - j == 1 and owner not in _countries()[0]:
            return None
        return None
    kind = cut.at(last) in words_of("kind") and cut.atoms[last].text.islower()
    if kind:  # the Sambisa forest
        last += 1
    upper = j > i + (cut.at(i) == "the") and cut.raw(j).istitle()  # on the upper Nile
    if not upper and not _is_place(cut, j, last, labels, labelled, preposition, kind=kind):
        return None
    return Place(first if j > first or first == j else j, last)


def _is_of_kind(word: str) -> bool:
    return not {word, singular(word)}.isdisjoint(words_of("of kind"))


# Of these and a name, the name alone would be another place: the coast of Yemen.
_LIES_AT = frozenset(
    {"coast", "outskirts", "shore", "shores", "waters", "vicinity", "parts", "border"}
)


def name_end(cut: Cut, i: int) -> int:
    """Return the atom behind the capitalised name that begins at ``i``."""
    k = last = i
    while k < len(cut.atoms) and k - i < 12:
        raw = cut.raw(k)
        if cut.atoms[k].kind == "word" and raw[:1].isupper():
            k += 1
            last = k
            if raw.endswith(("'s", "’s")):
                break
        elif last > i and cut.hyphen(k) and cut.raw(k) != "—" and cut.raw(k + 1)[:1].isalpha():
            if cut.at(k + 1) in {"held", "based", "led", "born", "backed", "run", "made", "style"}:
                return i  # ISIL-held buildings
            k += 2
            last = k
        elif cut.at(k) == "and" and last == i + 1 and cut.at(i) in words_of("direction"):
            k += 1  # Central and South Asia
        elif (
            last > i and cut.at(k) in _INNER - {"and", "the"} and cut.raw(k + 1)[:1].isupper()
        ) or (raw == "." and cut.glued(k) and cut.at(k - 1) in {"st", "mt", "ft"}):
            k += 1
        elif last > i and cut.at(k) in _ARTICLES and cut.hyphen(k + 1) and _upper(cut, k + 2):
            k += 2  # Deir ez-Zor
        elif last == k > i and cut.at(k) in {"'", "’"} and _letter(cut, k):
            k += 2  # Nuku’alofa
            last = k
        else:
            break
    return last


def _letter(cut: Cut, k: int) -> bool:
    """Say whether an apostrophe stands for a sound, and not before the ``s`` of an owner."""
    inside = cut.glued(k) and cut.glued(k + 1) and cut.raw(k + 1).isalpha()
    return inside and len(cut.raw(k + 1)) > 1 and cut.raw(k + 1).islower()


def _upper(cut: Cut, i: int) -> bool:
    return cut.raw(i)[:1].isupper()


_ARTICLES = frozenset(
    ("ad", "al", "an", "ar", "as", "ash", "at", "az", "ed", "el", "en", "er", "es", "esh", "et",
     "ez", "il", "ul")
)  # fmt: skip


_NUMBERED = frozenset(
    ("annex", "appendix", "article", "chapter", "exhibit", "figure", "part", "schedule", "section",
     "table", "title", "volume")
)  # fmt: skip
_FEW = 3  # letters of a number: A, II


def _is_place(
    cut: Cut, first: int, last: int, labels: Labels, labelled: bool, preposition: str, *, kind: bool
) -> bool:
    name = " ".join(cut.raw(i) for i in range(first, last))
    plain = joined(cut, first, last)
    verdicts = {
        said
        for (a, b), said in labels.items()
        if a < last and b > first and b - a >= (last - first) / 2
    }
    if plain in _countries()[0]:
        return preposition not in {"on", "over"}
    if _is_cited(cut, first, last) or cut.at(last - 1) in _FIRMS:
        return False
    if cut.at(first) in _NUMBERED and len(cut.raw(last - 1)) <= (_FEW if last - first > 1 else 99):
        return False  # Appendix C
    if preposition == "under" and not kind and cut.at(last - 1) not in words_of("kind"):
        return False  # under Suleiman
    if True in verdicts or (kind and cut.at(last - 1) not in _OF_PEOPLE):
        water = {cut.at(first), cut.at(last - 1)} & words_of("kind")
        return preposition != "over" or bool(water)  # the Sulina canal, whoever Sulina was
    if preposition in _AT and cut.at(last - 1) in _BUILDINGS:
        return True  # at Boma Primary School, whoever runs it
    if False in verdicts:
        return False
    if cut.at(last) == "(" and cut.glued(last):
        return False  # AR(1)
    head = cut.at(last - 1)
    if head in words_of("no place") or cut.at(first) in words_of("no place"):
        return False
    if kind or head in words_of("kind"):
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
    if labelled and (preposition in _WITHIN or (preposition == "at" and _stands(cut, first))):
        return _is_nothing_else(cut, first, last)
    if labelled or preposition in {"on", "over", "off", "into", "within", "around", "outside"}:
        return False
    if name.isupper() or plain in _countries()[1] or head in words_of("direction"):
        return False
    if preposition in {"in", "near", "across", "throughout"} and last - first <= 3:
        return not is_plural(cut.at(last)) or cut.at(last) in _AFTER_A_PLACE
    return not cut.raw(last)[:1].islower() or cut.at(last) in _AFTER_A_PLACE


_FIRMS = frozenset({"llc", "inc", "ltd", "plc", "corp", "llp", "gmbh"})


def _is_cited(cut: Cut, first: int, last: int) -> bool:
    """Say whether a name is an author's or of a case: ``in Szeidl (2013)``, ``in Roe v Wade``."""
    if {cut.at(last), cut.at(first - 1)} & {"v", "vs"} or cut.words(last, last + 2) == ["et", "al"]:
        return True
    if cut.at(last) in {"and", "&"}:  # `in Aliprantis and Border (2006)`
        last = name_end(cut, last + 1)
    year = cut.raw(last + 1)[:4] if cut.at(last) in {"(", "["} else ""
    return year.isdecimal() and len(year) == len("2013")


_DIRECTIONS = words_of("direction") | {"sub"}
_WITHIN = frozenset({"in", "near", "across", "throughout", "outside", "around", "off"})
_AT = frozenset({"at", "near", "outside", "inside", "in"})
_BUILDINGS = frozenset(
    ("airport", "barracks", "bridge", "cathedral", "dam", "hospital", "hotel", "market", "mosque",
     "prison", "school", "square", "stadium", "station")
)  # fmt: skip


def _stands(cut: Cut, first: int) -> bool:
    """``were loaded at Jask``, and not ``shouted at Smith``, ``work at Halden``."""
    before = cut.at(first - 2)
    return (
        first <= _LEADING
        or before in {",", "and"}
        or (before.endswith("ed") and before not in _DIRECTED)
    )


_LEADING = 2  # atoms before a name that opens a sentence
_DIRECTED = frozenset(
    {"aimed", "directed", "employed", "levelled", "shouted", "targeted", "worked"}
)
_JUDGES = frozenset(
    ("court", "courts", "we", "circuit", "justice", "justices", "plaintiff", "defendant", "held",
     "holding", "opinion", "dissent", "ruling", "judgment", "decision", "case", "cases", "v")
)  # fmt: skip


def _is_nothing_else(cut: Cut, first: int, last: int) -> bool:
    """Say whether a name that nobody knows may be a place: no case, code, section or creed."""
    names = [cut.raw(i) for i in range(first, last)]
    if cut.at(first - 1) == "the":
        return False  # in the Senate
    if any(name.isupper() or not name[1:].islower() for name in names if name[:1].isalpha()):
        return False  # in HCl, in Appendix F
    if cut.raw(last)[:1].isdigit() or cut.at(first) in _countries()[1] | MONTHS.keys():
        return False  # in Phase 3, in Dutch
    before = cut.words(max(0, first - 7), first)
    if word_list("places: no place behind") & {*before[-3:]}:
        return False  # trust in Bitcoin
    return _JUDGES.isdisjoint(before) and _JUDGES.isdisjoint(cut.words(last, last + 4))


_AFTER_A_PLACE = word_list("places: after a place")


def is_kind(word: str) -> bool:
    """Say whether a word, in small letters, is a kind of place: ``province``, ``schools``."""
    return singular(word) in words_of("kind") | words_of("of kind")


def joined(cut: Cut, first: int, last: int) -> str:
    out = ""
    for i in range(first, last):
        out += (" " if out and cut.atoms[i].space else "") + cut.raw(i)
    return out
