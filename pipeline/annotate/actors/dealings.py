"""Bodies whose name says nothing, known by their people and by their dealings.

In: the words of a text, the gazetteer's hits on them, and the entities of a trained model. Out:
names of firms and other bodies that a model takes for persons or passes over: whom something is
bought from, a stake is held in, a contract goes to (`shares in Arbonne`, `a subsidiary of Kestrel
Systems`), whose chief executive or shareholders are told of (`Kestrel's chief executive`), who has
a spokesman or counsel (`Counsel for Kestrel`). Newspapers of one word (`the Gazette reported`) and
undefined acronyms are known by what they do. Words, left to right, without backtracking.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.annotate.actors.acting_bodies import owns_people
from pipeline.annotate.actors.described import OF_FIRMS, last_names, name_from
from pipeline.annotate.actors.entities import ORGANISATION_LABELS, PERSON_LABELS, Entity
from pipeline.annotate.actors.gazetteer import Hit, Word
from pipeline.annotate.actors.organisations import ACTING, OPENING, Name, in_heading, sector_of
from pipeline.annotate.actors.persons import TITLES
from pipeline.annotate.actors.states import acts
from pipeline.annotate.cues import inflect
from pipeline.annotate.wordlists import words_for

_BUSINESS, _MEDIA = "business", "media"
# preposition -> words before it, not far off, with which only a body or a person stands behind it
_DEALINGS = {
    "from": words_for("dealing from"),
    "to": words_for("dealing to"),
    "in": words_for("dealing in"),
    "by": words_for("dealing by"),
    "with": words_for("dealing with"),
    "of": words_for("dealing of"),
    "for": words_for("dealing for"),
    "at": words_for("dealing at"),
}
_RIGHT_BEFORE = frozenset({"in", "by", "of", "for", "at"})  # the others may have an object between
_FAR = 6  # words between, at most
# Whom only a body has; `people of a body` may be a person's, too.
_OWNED = words_for("owned by a firm")
_BEFORE_OWNED = frozenset({"chief", "share", "former", "senior", "main", "minority", "largest"})
_SAYS = words_for("says")
_NO_BODY = words_for("no organisation is called") | words_for("no body by definition")
# Alone behind `the`: `the Gazette`; some are other things, too, but report nothing then.
_PAPERS = frozenset({"Gazette", "Herald", "Times", "Tribune"}) | words_for("paper")
_PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
_SIGNS = frozenset({"s"})
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_HAVING = frozenset({"has", "had", "have", "also"})
_OF_A_BODY = words_for("people of a body")
_PREPOSITIONS = words_for("preposition")


def bodies_dealt_with(
    text: str, words: Sequence[Word], at: dict[int, Hit], entities: Sequence[Entity]
) -> Iterator[Name]:
    """Yield the names, in the order of their words."""
    labels = {entity.start: entity.label for entity in entities}
    inside = {k for hit in at.values() for k in range(hit.first, hit.last + 1)}
    surnames: frozenset[str] | None = None
    last = -1
    for first, word in enumerate(words):
        if first <= last or not word.capital or first in inside:
            continue
        end = name_from(words, first, at)
        if end is None or _goes_on(words, first, end, inside):
            continue
        last = end
        sector = _paper(words, first, end) or _sector(words, first, end, labels.get(word.start))
        if sector is None:
            continue
        surnames = last_names(words) if surnames is None else surnames
        if first == end and word.text in surnames and sector != _MEDIA:
            continue  # `counsel for Marsh`: a person's, named in full elsewhere
        name = " ".join(text[word.start : words[end].end].split())
        yield Name(word.start, words[end].end, name, sector=sector)


def _goes_on(words: Sequence[Word], first: int, last: int, inside: set[int]) -> bool:
    """Say whether a longer name holds these words, or capitals say nothing here."""
    before = words[first - 1] if first and words[first].gap in {"", "-", "&"} else None
    if before is not None and before.capital and before.text not in OPENING:
        return True
    known = any(k in inside for k in range(first, last + 2))
    no_body = bool(_NO_BODY & {words[first].text, words[last].text})
    titled = any(w.key in TITLES and w.text not in OF_FIRMS for w in words[first : last + 1])
    return known or (no_body and words[last].text not in ACTING) or titled or (
        in_heading(words, first, last)
    )  # fmt: skip


def _sector(words: Sequence[Word], first: int, last: int, label: str | None) -> str | None:
    """Return ``business`` for whom the words around deal with; None if they say nothing."""
    single = first == last
    person = label in PERSON_LABELS and not single
    if single and _ACRONYM.fullmatch(words[first].text) and _does(words, first):
        return sector_of(words[first].text)
    acronym = single and words[first].text.isupper() and label not in ORGANISATION_LABELS
    if person or acronym or (single and len(words[first].text) < len("Abc")):
        return None
    place = label in _PLACE_LABELS
    if not place and _owns(words, last):
        return _BUSINESS
    if first < 1 or words[first].gap:
        return None
    preposition = words[first - 1]
    known = _DEALINGS.get(preposition.key, frozenset())
    if preposition.gap or (place and preposition.key not in {"by", "in"}):
        return None
    reach = 1 if preposition.key in _RIGHT_BEFORE else _FAR
    for k in range(first - 2, max(first - 2 - reach, -1), -1):
        if words[k].key in known:
            return _BUSINESS
        if words[k + 1].gap or words[k].capital:
            break
    return None


def _does(words: Sequence[Word], i: int) -> bool:
    """Say whether an acronym does what only bodies do, or its people are told of.

    `The BNTA has signed`, `fighters of the BNTA`; but not `The PCR showed`.
    """
    k = i - 1
    if k > 0 and words[k].key == "the" and not words[i].gap:
        k -= 1
    people = k > 0 and words[k].key in {"of", "from", "at"} and not words[k + 1].gap
    if people and words[k - 1].key in _OF_A_BODY and not words[k].gap:
        return True
    if k >= 0 and not words[k + 1].gap and words[k].key in _PREPOSITIONS:
        return False
    behind = words[i + 1 : i + 3]
    if len(behind) > 1 and (
        (behind[0].key == "which" and behind[0].gap == ",")
        or (behind[0].key in _HAVING and not behind[0].gap)
    ):
        behind = behind[1:]
    return bool(behind) and (not behind[0].gap) and behind[0].key in _said_or_done()


@cache
def _said_or_done() -> frozenset[str]:
    """Return what only bodies say and did; no participles of things (`the VAT collected`)."""
    verbs = words_for("act of a body alone")
    done = {form for verb in verbs for form, kind in inflect(verb) if kind == "past"}
    return words_for("says") | done


def _owns(words: Sequence[Word], last: int) -> bool:
    """Say whether shareholders or a chief executive stand behind the owner's `'s`."""
    behind = words[last + 1 : last + 5]
    if not behind or behind[0].key not in _SIGNS or behind[0].gap != "'":
        return False
    for word in behind[1:]:
        if word.gap or word.capital:
            return word.text in _OWNED  # `Kestrel's CEO`
        if word.key in _OWNED:
            return True
        if word.key not in _BEFORE_OWNED:
            return False
    return False


def _paper(words: Sequence[Word], first: int, last: int) -> str | None:
    """Return ``media`` for `the Gazette` that reports, or that has an editor."""
    if first != last or words[first].text not in _PAPERS or not first or words[first].gap:
        return None
    if words[first - 1].key != "the":
        return None
    told = words[first - 2].key if first > 1 and not words[first - 1].gap else ""
    does = acts(words, first, last) or owns_people(words, last) or _edited(words, last)
    return _MEDIA if does or told in _SAYS or told == "told" else None


def _edited(words: Sequence[Word], last: int) -> bool:
    behind = words[last + 1 : last + 4]
    owned = bool(behind) and behind[0].key == "s" and behind[0].gap == "'"
    return owned and any(word.key in words_for("people of a paper") for word in behind[1:])
