"""The part an actor plays in what its sentence says: agent, target, or only mentioned.

In: mentions as Spans. Out: a role each, by corpus/GUIDELINES.md: agent, if it does what a verb,
or the event noun it hangs on (`attacks by IS-K`), says; target, if that is done to it. The parse
decides (``roles_by_parse``); where it finds no part, or there is none, the words around the
mention do (``roles_by_order``). `source` is given once the attributions are known, by
``credit_sources``.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from pipeline.annotate import syntax
from pipeline.annotate.actors.persons import TITLES
from pipeline.annotate.actors.roles_by_order import LOOK_BACK, PLACED, role_in_order
from pipeline.annotate.actors.roles_by_parse import role_of
from pipeline.schema import Actor, Attribution, Role

_AND = re.compile(r"\)?(?: \([^)]{1,40}\))?(?:,| and|, and| or) (?:the )?")


_DOERS = (
    "ers",
    "ors",
    "ists",
    "ians",
    "men",
    "ants",
    "ees",
)  # of whom a noun tells that they are people
_HAVING = frozenset({"has", "have", "had"})  # `has armed`: often not seen to be a perfect


def roles_of(doc: Doc, spans: Iterable[Span]) -> list[Role]:
    """Return the role of each of ``spans``: agent, target or mentioned."""
    text, parsed = doc.text, syntax.parsed(doc)
    starts = [token.idx for token in doc if token.is_sent_start]
    roles: list[Role] = []
    found: list[Span] = []
    for span in spans:
        role = role_of(span.root) if parsed else None
        if role is None or (role == "mentioned" and not _sure(span)):
            sentence = _sentence(starts, span, len(text))
            role = role_in_order(text, span.start_char, span.end_char, sentence)
        if parsed and found and _is_listed_with(span, found[-1], text):
            role = roles[-1]
        roles.append(role or "mentioned")
        found.append(span)
    for i in reversed(range(len(found) - 1)):  # Iran and Iraq object: both do
        between = text[found[i].end_char : found[i + 1].start_char]
        before = text[max(0, found[i].start_char - LOOK_BACK) : found[i].start_char]
        if roles[i] == "mentioned" and _AND.fullmatch(between) and not PLACED.search(before):
            roles[i] = roles[i + 1]
    return roles


def _is_listed_with(span: Span, before: Span, text: str) -> bool:
    """Say whether a member of a list has its part from the one before it.

    In `days from Kiribati, Tuvalu or Fiji` a parser may hang it on the common noun.
    """
    head = span.root.head
    astray = head.pos_ == "NOUN" and head.i < before.start
    listed = span.root.dep_ == "conj" and (astray or before.start <= head.i < before.end)
    return listed and bool(_AND.fullmatch(text[before.end_char : span.start_char]))


def _sure(span: Span) -> bool:
    """Say whether the parse may be believed that a mention does and suffers nothing.

    A parser errs in long sentences, least about who owns what and what stands before its noun.
    """
    root = span.root
    if root.dep_ in syntax.SUBJECT:
        return root.head.lower_ not in _HAVING
    before = span.doc[span.start - 1].lower_ if span.start else ""
    if before == "the" and span.start > 1:
        before = span.doc[span.start - 2].lower_
    if root.dep_ in {"compound", "amod"} and root.head.i == span.end:
        who = root.head.tag_ == "NNS" and root.head.lower_.endswith(_DOERS)
        thing = root.head.pos_ == "NOUN" and root.head.dep_ != "ROOT"  # `GAO posts new reports`
        return thing and before != "by" and not who
    joined = root.dep_ == "conj" and before in {"and", "or"}  # `in Italy or Korea must call`
    return joined or root.dep_ in syntax.POSSESSOR


def _sentence(starts: list[int], span: Span, end: int) -> tuple[int, int]:
    i = bisect_right(starts, span.start_char)
    return (starts[i - 1] if i else 0, starts[i] if i < len(starts) else end)


_JOINING = frozenset({"and", "or", "&", "the", "both", "as", "well"})
_APPOSED = frozenset({"the"})  # what stands between a person and what she is, but for a comma


def credit_sources(
    actors: Sequence[tuple[int, int, Actor]], attributions: Iterable[Attribution], text: str
) -> list[Actor]:
    """Return the actors, with role ``source`` for the one that each attribution credits.

    ``actors`` are (start, end, actor) in characters of ``text``, in order and disjoint. Of several
    within one source (`a UN report on Iran`), the one that ``attribution.actor`` names is credited;
    without a name, the first; and with it those in one list with it (`France and Germany`).
    """
    starts = [start for start, _, _ in actors]
    roles = [actor for _, _, actor in actors]
    for attribution in attributions:
        if attribution.source_span is None:
            continue
        first, last = (bisect_left(starts, offset) for offset in attribution.source_span)
        inside = range(first, last)
        named = [
            i
            for i in inside
            if attribution.actor in {None, roles[i].name}
            and not _stands_aside(actors[i], text, attribution.source_span[0])
        ]
        for i in named if attribution.actor else named[:1]:
            for j in (i, *_listed(i, inside, actors, text)):
                roles[j] = replace(roles[j], role="source")
            if i > first and _are_one(actors[i - 1], actors[i], text):
                roles[i - 1] = replace(roles[i - 1], role="mentioned")
    return roles


def _are_one(left: tuple[int, int, Actor], right: tuple[int, int, Actor], text: str) -> bool:
    """Say whether only a comma parts an office and who has it: `Malta’s minister, Ann Lee`."""
    between = text[left[1] : right[0]].strip()
    return between == "," and left[2].sector != "person" and right[2].sector == "person"


# `a lawyer for Ann Lee`, `a report on Iran`: somebody else speaks.
_ABOUT = re.compile(
    r"\b(?:on|about|into|against|regarding|concerning"
    r"|(?:consulted|interviewed|questioned|polled|quoted) by) (?:the )?$"
)
_OWNED = re.compile(r"(\w+) (?:for|of) (?:[A-Z][\w.]{0,20} ){0,2}$")


def _stands_aside(mention: tuple[int, int, Actor], text: str, source: int) -> bool:
    """Say whether an actor is what the source, begun at ``source``, is about, or only owns it."""
    start, end, actor = mention
    before = text[max(source, start - _BESIDE) : start]
    if _ABOUT.search(before):
        return True
    owner = text[end : end + 2] in {"’s", "'s", "s’", "s'"}
    of = _OWNED.search(before)  # but `Secretary of State Ann Lee` is herself
    return actor.sector == "person" and (owner or (of is not None and of[1].lower() not in TITLES))


_BESIDE = 60  # characters before a mention


def _listed(
    i: int, inside: range, actors: Sequence[tuple[int, int, Actor]], text: str
) -> list[int]:
    """Return the actors of ``inside`` that only commas and conjunctions part from actor ``i``."""

    def together(left: int, right: int) -> bool:
        between = text[actors[left][1] : actors[right][0]]
        words = set(between.replace(",", " ").lower().split())
        person = actors[left][2].sector == "person"
        if _are_one(actors[left], actors[right], text):
            return False
        if person and actors[right][2].sector != "person" and words <= _APPOSED:
            return False  # `Ann Lee, Acme’s chief executive`, `Ann Lee, the German minister`
        return not words - _JOINING

    found = []
    for step, end in ((1, inside.stop), (-1, inside.start - 1)):
        j = i
        while j + step != end and together(min(j, j + step), max(j, j + step)):
            j += step
            found.append(j)
    return found
