"""What a trained model marked, sifted: names that may fill the gaps of our own rules.

A small model tags strange towns as persons and strange capitals as organisations. A name of several
words is taken if nothing speaks against it; a single word only if something speaks for it: it
acts (`WhatsApp has blocked ...`) or is tagged again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.actors.gazetteer import NOT_ACTORS, STATE, Gazetteer, Word
from pipeline.annotate.actors.organisations import HEADS, Name
from pipeline.annotate.actors.persons import NOT_NAMES, TITLES
from pipeline.annotate.actors.states import acts
from pipeline.annotate.wordlists import words_for

PERSON_LABELS = frozenset({"PERSON", "PER"})
ORGANISATION_LABELS = frozenset({"ORG"})
_BEFORE_NAME = frozenset({"the", "a", "an", "its", "their", "our", "this", "that", "his", "her"})
_LOCATIVE = words_for("before a place")
_NO_BODY = words_for("no organisation is called")


@dataclass(frozen=True, slots=True)
class Entity:
    """What a trained model marked: characters and a coarse label."""

    start: int
    end: int
    label: str


def accepted(
    text: str, words: list[Word], gazetteer: Gazetteer, entities: Sequence[Entity]
) -> Iterator[tuple[Name, bool]]:
    """Yield (name, whether it is a person) for each entity that may name an actor."""
    index = {word.start: i for i, word in enumerate(words)}
    counts = Counter(text[e.start : e.end] for e in entities)
    for entity in entities:
        is_person = entity.label in PERSON_LABELS
        if not is_person and entity.label not in ORGANISATION_LABELS:
            continue
        first = index.get(entity.start)
        if first is None:
            continue
        last = first
        while last + 1 < len(words) and words[last + 1].end <= entity.end:
            last += 1
        while first < last and words[first].key in _BEFORE_NAME:
            first += 1
        if words[last].key == "s" and words[last].gap == "'" and last > first:
            last -= 1
        again = counts[text[entity.start : entity.end]] > 1
        if _may_name(words, first, last, gazetteer, is_person=is_person, again=again):
            start, end = words[first].start, words[last].end
            yield Name(start, end, " ".join(text[start:end].split())), is_person


def _may_name(
    words: list[Word],
    first: int,
    last: int,
    gazetteer: Gazetteer,
    *,
    is_person: bool,
    again: bool,
) -> bool:
    name = words[first : last + 1]
    before = words[first - 1].key if first and not words[first].gap else ""
    if not (name[0].capital and name[-1].capital) or any("(" in w.gap for w in name[1:]):
        return False
    if (len(name) == 1 and name[0].text in HEADS) or _of_a_place(name, gazetteer):
        return False
    if is_person:
        if before in _LOCATIVE or any(w.text in NOT_NAMES for w in name):
            return False
        if all(w.text.isupper() for w in name) or (words[first].gap and len(name[0].text) == 1):
            return False  # a heading, a citation; `D. Key Findings`
        return name[-1].key not in TITLES and (len(name) > 1 or acts(words, first, last))
    if name[-1].text in _NO_BODY or (first and words[first - 1].text in _NO_BODY):
        return False
    if any(w.key in TITLES for w in name) and not any(w.text in HEADS for w in name):
        return False  # `U.S. Secretary of State` is an office
    short = name[0].text.isupper() and before == "the"  # the NDP
    return len(name) > 1 or again or short or acts(words, first, last)


def _of_a_place(name: list[Word], gazetteer: Gazetteer) -> bool:
    """Say whether a name is a state, its adjective or people, or its capital: `Syrians`."""
    text = " ".join(word.text for word in name)
    entries = (gazetteer.find(text), gazetteer.find(text.removesuffix("s")))
    return any(e is not None and e.sector in NOT_ACTORS | {STATE} for e in entries)
