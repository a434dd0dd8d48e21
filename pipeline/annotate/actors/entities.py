"""What a trained model marked, sifted: names that may fill the gaps of our own rules.

A small model tags strange towns as persons and strange capitals as organisations. A name of several
words is taken if nothing speaks against it; a single word only if something speaks for it: it
acts (`WhatsApp has blocked ...`) or is tagged again. A name tagged now as a person, now as a body
is what it is tagged more often.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.actors.gazetteer import (
    ADJECTIVE,
    NOT_ACTORS,
    STATE,
    Gazetteer,
    Word,
    beginning_at,
)
from pipeline.annotate.actors.organisations import HEADS, OPENING, Name
from pipeline.annotate.actors.person_names import is_second_syllable
from pipeline.annotate.actors.persons import NOT_NAMES, TITLES
from pipeline.annotate.actors.states import acts
from pipeline.annotate.wordlists import read_rows, words_for

PERSON_LABELS = frozenset({"PERSON", "PER"})
ORGANISATION_LABELS = frozenset({"ORG"})
_BEFORE_NAME = frozenset({"the", "a", "an", "its", "their", "our", "this", "that", "his", "her"})
_BEFORE_PERSON = words_for("before a person's name")  # `Chief of Staff Kelly`: not of the name
_LOCATIVE = words_for("before a place")
_NO_BODY = words_for("no organisation is called")
_LEGAL_FORMS = words_for("legal form")
_PEOPLE = words_for("people")  # `African Americans`, `Sunni Muslims`
_OF_A_BODY = words_for("people of a body")
_BEFORE_THING = words_for("before a thing's name")  # `the tanker Silver Dawn`
_CURRENCIES = frozenset(r["unit"] for r in read_rows("units.tsv") if r["kind"] == "money")
_IN_NAME = frozenset("-'&.")  # signs between the words of one name


@dataclass(frozen=True, slots=True)
class Entity:
    """What a trained model marked: characters and a coarse label."""

    start: int
    end: int
    label: str


def accepted(
    text: str, words: Sequence[Word], gazetteer: Gazetteer, entities: Sequence[Entity]
) -> Iterator[tuple[Name, bool]]:
    """Yield (name, whether it is a person) for each entity that may name an actor."""
    marked = [
        (words_of, entity.label in PERSON_LABELS)
        for entity in entities
        if entity.label in PERSON_LABELS | ORGANISATION_LABELS
        and (words_of := _words_of(entity, words)) is not None
        and not _is_money(words, *words_of)
    ]
    common = {w.text for w in words if not w.capital and w.spaced and not w.gap}  # not addresses'
    persons: Counter[str] = Counter()  # tagged so, less tagged as a body
    counts: Counter[str] = Counter()
    acting: set[str] = set()
    for (first, last), is_person in marked:
        name = _spelled(text, words, first, last)
        persons[name] += 1 if is_person else -1
        counts[name] += 1
        if acts(words, first, last):
            acting.add(name)
    for (first, last), is_person in marked:
        name = _spelled(text, words, first, last)
        is_person = persons[name] > 0 or (is_person and persons[name] == 0)
        acronym = first == last and words[first].text.isupper()
        written_small = all(w.key in common for w in words[first : last + 1])
        if written_small and not is_person and name not in acting:
            continue  # `Airplane Flight Manual`, `Ethyl`: written small elsewhere, so no name
        known = name in acting or (counts[name] > 1 and not acronym)
        if _may_name(words, first, last, gazetteer, is_person=is_person, known=known):
            yield Name(words[first].start, words[last].end, name), is_person


def _words_of(entity: Entity, words: Sequence[Word]) -> tuple[int, int] | None:
    """Return the first and the last word of an entity, without article and possessive."""
    first = beginning_at(words, entity.start)
    if first is None:
        return None
    last = first
    while last + 1 < len(words) and words[last + 1].end <= entity.end:
        last += 1
    is_person = entity.label in PERSON_LABELS
    if is_person and last + 1 < len(words) and is_second_syllable(words[last + 1]):
        last += 1
    before = _BEFORE_NAME | _BEFORE_PERSON if is_person else _BEFORE_NAME
    while first < last and (
        words[first].key in before or (is_person and _ends_title(words, first))
    ):
        first += 1
    if words[last].key == "s" and words[last].gap == "'" and last > first:
        last -= 1
    if is_person:  # `Kwok Ka-ki of Civic Party`
        last = next((k - 1 for k in range(first + 1, last + 1) if words[k].key == "of"), last)
    return first, last


def _is_money(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a word is the code of a currency beside its sum: `MDL 47.5 million`."""
    if first < last or words[first].text not in _CURRENCIES:
        return False
    beside = (*words[max(0, first - 1) : first], *words[last + 1 : last + 2])
    return any(word.text[0].isdigit() for word in beside)


def _ends_title(words: Sequence[Word], i: int) -> bool:
    """Say whether a word closes a title: `State` of `Secretary of State Ann Lee`."""
    return i > 1 and words[i - 1].key == "of" and words[i - 2].key in TITLES and not words[i].gap


def _spelled(text: str, words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(text[words[first].start : words[last].end].split())


def _may_name(
    words: Sequence[Word],
    first: int,
    last: int,
    gazetteer: Gazetteer,
    *,
    is_person: bool,
    known: bool,
) -> bool:
    name = words[first : last + 1]
    before = words[first - 1].key if first and not words[first].gap else ""
    ends_well = name[-1].capital or (is_person and is_second_syllable(name[-1]))
    if not (name[0].capital and ends_well) or not _one_name(name):
        return False
    if len(name) == 1 and not is_person and name[0].key in _OF_A_BODY:
        return False  # `Ministers told`
    if (len(name) == 1 and name[0].text in HEADS) or _of_a_place(name, gazetteer):
        return False
    if before in _BEFORE_THING or _is_people(name, gazetteer):
        return False
    if is_person:
        if before in _LOCATIVE or any(w.text in NOT_NAMES for w in name):
            return False
        if all(w.text.isupper() for w in name) or (words[first].gap and len(name[0].text) == 1):
            return False  # a heading, a citation; `D. Key Findings`
        if len(name[-1].text) == 1 or _is_acronym(name[-1]):
            return False  # cut short, `Laura E`; two names, `Kenney UCP`
        return name[-1].key not in TITLES and (len(name) > 1 or acts(words, first, last))
    if _NO_BODY & {name[0].text, name[-1].text} or (first and words[first - 1].text in _NO_BODY):
        return False
    if any(w.key in TITLES for w in name) and not any(w.text in HEADS for w in name):
        return False  # `U.S. Secretary of State` is an office
    if name[0].text in OPENING or any(_is_greek(w) for w in name):
        return False
    if before in _LOCATIVE and not known and not _has_people(words, first):
        return not HEADS.keys().isdisjoint(w.text for w in name)  # `a market at Kwatar Daban`
    short = name[0].text.isupper() and before == "the"  # the NDP
    return len(name) > 1 or known or short


def _has_people(words: Sequence[Word], first: int) -> bool:
    """Say whether those who work there stand before the preposition: `analysts at Bright Sands`."""
    return first > 1 and words[first - 2].key in _OF_A_BODY


def _one_name(name: Collection[Word]) -> bool:
    """Say whether the signs between the words are those of one name, and it is no heading."""
    behind = list(name)[1:]
    for word in behind:
        legal = word.gap == "," and word.text in _LEGAL_FORMS
        if not legal and set(word.gap) - _IN_NAME:
            return False
    long = [word for word in name if len(word.text) > 3]
    return len(long) < 2 or not all(word.text.isupper() for word in long)


def _is_acronym(word: Word) -> bool:
    return word.text.isupper() and len(word.text) > 1 and not set(word.text) <= set("IVX")


def _is_greek(word: Word) -> bool:
    """Say whether a word has a Greek letter, as the symbols of formulas do."""
    return any("\u0370" <= letter <= "\u03ff" for letter in word.text)


def _is_people(name: Sequence[Word], gazetteer: Gazetteer) -> bool:
    """Say whether a name ends in that of a people or a faith: `Sunni Arabs`, `Central Asian`."""
    last = name[-1].text
    if last in _PEOPLE:
        return True
    entry = gazetteer.find(last.removesuffix("s"))
    return last[-1:] == "s" and entry is not None and entry.sector == ADJECTIVE


def _of_a_place(name: Sequence[Word], gazetteer: Gazetteer) -> bool:
    """Say whether a name is a state, its adjective or people, or its capital: `Syrians`."""
    text = " ".join(word.text for word in name)
    entries = (gazetteer.find(text), gazetteer.find(text.removesuffix("s")))
    return any(e is not None and e.sector in NOT_ACTORS | {STATE} for e in entries)
