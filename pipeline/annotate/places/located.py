"""Which places of a sentence its claim is about, by what they hang on in the parse."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping

from spacy.tokens import Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import singular
from pipeline.annotate.places import Place
from pipeline.annotate.places.known import (
    LANDSCAPE,
    PLACE_LABELS,
    Labels,
    is_kind,
    is_state,
    joined,
    words_of,
)
from pipeline.annotate.places.name_end import name_end
from pipeline.annotate.words import word_list
from pipeline.schema import Span as Characters


def locates(
    span: Span, cut: Cut, place: Place, sources: Collection[Characters], *, parsed: bool
) -> bool:
    """Say whether a place locates what the sentence claims, and not one who takes part in it.

    ``sources`` are the characters of who is credited with what is said, and of the words that
    credit them: where somebody speaks is not where it is (``traders in Novorossiysk say``). Nor is
    what something is compared with, or the place of a relative clause: but in ``these are the
    strikes that were flown in Iraq`` the claim is there.
    """
    start = span.start_char + cut.atoms[place.first].start
    end = span.start_char + cut.atoms[place.last - 1].end
    if any(a < end and start < b for a, b in sources) and not (parsed and _counts(span, sources)):
        return False
    if not parsed:
        lead = place.first - 1  # "Officials in", "A trader in": where the subject is
        subject = lead == 1 or (lead == 2 and cut.at(0) in {"a", "an", "the", "one", "some"})
        return not subject or cut.at(lead - 1) in words_of("event")
    words = span.doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        return False
    top = words.root
    noun = qualified(words)
    if noun and not is_kind(noun.lower_) and noun.lemma_.lower() not in words_of("event"):
        return False
    if _cued(top, sources) and not _counts(span, sources):
        return False
    for node in (top, *top.ancestors):
        if node.i < span.start or node.head.i == node.i:
            return True
        if _compares(node) or node.dep_ in {"nmod:poss", "poss"}:
            return False
        if node.dep_ in syntax.RELATIVE_CLAUSE and not _says_little(span.root):
            return False
        if node.dep_ == "acl" and node.head.dep_ in _SUBJECTS and _sits(node):
            return False  # "auditors based in Nairobi"
        if node.dep_ in syntax.SUBJECT and node.lemma_.lower() in words_of("seat"):
            return False  # "the government in Hanoi": who acts
    return True


_SUBJECTS = syntax.SUBJECT | syntax.PASSIVE_SUBJECT


def _sits(participle: Token) -> bool:
    """Say whether a participle tells of its noun alone: not so ``A truce signed in Juba ended``."""
    noun = participle.head
    if any(word.text == "," for word in noun.doc[noun.i : participle.i]):
        return not _is_counted(noun)
    stays = participle.lower_ in _STAYING or _is_someone(noun) or noun.ent_type_ == "ORG"
    return stays and not _is_counted(noun)


_STAYING = frozenset(
    ("based", "born", "educated", "exiled", "headquartered", "incorporated", "listed", "living",
     "registered", "residing", "staying", "trained", "working")
)  # fmt: skip


def _is_counted(noun: Token) -> bool:
    """``56.7 million people living in Chad``."""
    return any(child.dep_ == "nummod" for child in noun.children)


def _says_little(root: Token) -> bool:
    """Say whether the main clause only leads to what its relative clause says."""
    copula = any(child.dep_ == "cop" for child in root.children)
    return copula or root.lemma_.lower() in {"be", "include", "remain", "exist"}


def is_told_aside(span: Span, cut: Cut, place: Place) -> bool:
    """Say whether a place is that of a relative clause: ``protests, which began in Tunis``."""
    start = span.start_char + cut.atoms[place.first].start
    words = span.doc.char_span(start, start + 1, alignment_mode="expand")
    nodes = (words.root, *words.root.ancestors) if words else ()
    return any(n.dep_ in syntax.RELATIVE_CLAUSE and n.i >= span.start for n in nodes)


def qualified(words: Span) -> Token | None:
    """Return the noun behind a name that only says which one: ``U.S. law``, ``the Mosul raid``."""
    last = words[-1]
    if last.i + 1 >= len(last.doc):
        return None
    noun = last.nbor()
    if noun not in (last.head, words.root.head) and noun.dep_ == "compound":
        noun = noun.head  # the Kirkuk oil fields
    hangs = noun in (last.head, words.root.head)
    return noun if hangs and noun.pos_ == "NOUN" and noun.text.islower() else None


def without_article(span: Span, cut: Cut, place: Place) -> Place:
    """Leave the article to the noun behind: ``Mosul`` of ``the Mosul raid``."""
    start = span.start_char + cut.atoms[place.first].start
    end = span.start_char + cut.atoms[place.last - 1].end
    words = span.doc.char_span(start, end, alignment_mode="expand")
    if cut.at(place.first) != "the" or words is None or not syntax.parsed(span.doc):
        return place
    noun = qualified(words)
    return Place(place.first + 1, place.last) if noun and not is_kind(noun.lower_) else place


def _cued(place: Token, sources: Collection[Characters]) -> bool:
    """``he said in Paris``, ``told reporters in Jalalabad``: where it was said."""
    noun = place
    while noun.dep_ in _INSIDE and noun.head.i != noun.i:
        noun = noun.head
    if not any(a <= noun.head.idx < b for a, b in sources):
        return False
    return noun.i == place.i or noun.dep_ in syntax.SUBJECT or _is_someone(noun)


_INSIDE = frozenset({"nmod", "appos", "conj", "flat", "compound", "nmod:unmarked", "prep", "pobj"})
_WHO_ACTS = ("er", "or", "ist", "ian", "ant", "man", "ee")
_ALSO_ACT = frozenset({"people", "force", "police", "staff", "group", "team", "crowd", "child"})


def _is_someone(noun: Token) -> bool:
    word = singular(noun.lower_)
    return word.endswith(_WHO_ACTS) or word in _ALSO_ACT | word_list("figures: people")


def _counts(span: Span, sources: Collection[Characters]) -> bool:
    """``Clinics in Detroit reported 85 cases``: what is counted is where it is counted."""
    said = [t for t in span if t.pos_ == "VERB" and any(a <= t.idx < b for a, b in sources)]
    counted = (noun for verb in said for noun in syntax.objects(verb))
    parts = (word for noun in counted for word in (noun, *noun.children))
    return any(_is_counted(word) for word in parts if word.dep_ in syntax.OBJECT | {"compound"})


_LIKE = frozenset({"as", "than", "like", "unlike"})


def _compares(node: Token) -> bool:
    """``as is done in Kenya``, ``like farmers in Chad``."""
    if node.dep_ == "advcl":
        return any(child.lower_ in _LIKE and child.dep_ == "mark" for child in node.children)
    if any(child.lower_ == "as" and child.nbor().lower_ == "of" for child in node.children):
        return False  # as of 31 December
    return syntax.preposition_of(node) in _LIKE


def places_met(span: Span, cut: Cut, labels: Labels) -> Iterator[Place]:
    """Yield the places that something is done to: ``entered Sambisa``, ``took the lake``.

    The object of a verb, or the subject of its passive, of the main clause. A country is none: it
    is one who is acted upon.
    """
    places = {first: last for (first, last), is_place in labels.items() if is_place}
    known = {first for first, _ in labels}
    starts = [atom.start for atom in cut.atoms]
    reached = words_of("reached")
    for token in span:
        if token.dep_ not in _UNDERGOES or token.head.lemma_.lower() not in reached:
            continue
        if any(n.dep_ in syntax.RELATIVE_CLAUSE for n in (token.head, *token.head.ancestors)):
            continue
        left, at = (bisect_left(starts, t.idx - span.start_char) for t in (token.left_edge, token))
        if at >= len(starts):
            continue
        if cut.at(at) in LANDSCAPE and cut.at(at - 1) == "the":
            yield Place(at - 1, at + 1)
        elif name := _name_at(cut, left, at, places):
            first, last = name
            yield Place(first - 1 if cut.at(first - 1) == "the" else first, last)
        elif (
            token.pos_ == "PROPN"
            and len(token) > _LETTER
            and not cut.raw(at + 1)[:1].isdigit()
            and (at == 0 or cut.atoms[at].space)
            and token.head.lemma_.lower() in words_of("entered")
            and at not in known
            and cut.raw(at).istitle()
        ):
            yield Place(at, at + 1)


_LETTER = 2  # letters of a code
_UNDERGOES = syntax.OBJECT | syntax.PASSIVE_SUBJECT


def _name_at(cut: Cut, left: int, at: int, places: Mapping[int, int]) -> tuple[int, int] | None:
    """Return a known place that is the noun at ``at``, or that stands before its kind."""
    for first in range(left, at + 1):  # the Gulf of Guinea
        end = places.get(first, 0)
        whole = cut.raw(at)[:1].isupper() and cut.at(at + 1) == "of" and end > at + 1
        if whole and not is_state(joined(cut, first, end)):
            return first, end
    if cut.at(at + 1) == "of":  # the Syrian town of Dabiq
        end = name_end(cut, at + 2) if cut.at(at) in words_of("of kind") else at + 2
        return (at + 2, end) if end > at + 2 else None
    for first in range(left, at + 1):
        last = places.get(first)
        if last is None:
            continue
        if first <= at < last:
            owner = cut.at(last) in {"'", "’"} or is_state(joined(cut, first, last))
            return None if owner else (first, last)
        if last == at and cut.at(at) in words_of("kind"):
            return first, at + 1  # the Sambisa forest
    return None


def landscape_of(span: Span, cut: Cut) -> Iterator[Place]:
    """Yield the places that a sentence speaks of: ``the lake can swell``, ``the Nile delta lies``.

    The subject of the main verb, if its kind is that of a place: ``the port of Varna handled``.
    """
    starts = [atom.start for atom in cut.atoms]
    for token in span.root.children:
        if token.dep_ not in _SUBJECTS or not span.start <= token.i < span.end:
            continue
        left, at = (bisect_left(starts, t.idx - span.start_char) for t in (token.left_edge, token))
        if at >= len(starts):
            continue
        if place := _part_of_a_state(cut, left, at, token):
            yield place
        if cut.at(left) != "the":
            continue
        named = cut.raw(left + 1)[:1].isupper() and at > left + 1
        if cut.at(at) in LANDSCAPE and (named or at == left + 1):
            yield Place(left, at + 1)
        elif cut.raw(at) in words_of("of kind") and cut.at(at + 1) == "of":
            last = name_end(cut, at + 2)
            if last > at + 2 and cut.raw(at + 2)[:1].isupper():
                yield Place(left, last)


def _part_of_a_state(cut: Cut, owner: int, at: int, head: Token) -> Place | None:
    """Return ``Brazil’s Cerrado``, ``Cameroon’s Far North Region``, whose head is at ``at``."""
    apart = cut.at(owner + 1) in {"'", "’"} and cut.at(owner + 2) == "s"
    first = owner + 3 if apart else owner + 1
    last = name_end(cut, first)
    if not first <= at < last or not is_state(cut.raw(owner).removesuffix("’s").removesuffix("'s")):
        return None
    known = head.ent_type_ in PLACE_LABELS or cut.at(last - 1) in words_of("kind")
    return Place(first, last) if known else None
