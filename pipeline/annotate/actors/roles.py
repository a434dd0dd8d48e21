"""The part an actor plays in what its sentence says: agent, target, or only mentioned.

In: mentions as Spans. Out: a role each, by corpus/GUIDELINES.md: agent, if it does what a verb,
or the event noun it hangs on (`attacks by IS-K`), says; target, if that is done to it.
With a parse the mention's noun is followed up to that verb or noun; without one, the words
around it decide where they can. `source` is given once the attributions are known, by
``credit_sources``.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Actor, Attribution, Role

_EVENTS = words_for("event") | {noun + "s" for noun in words_for("event")}
# `the killing of X` is done to X; `the resurgence of X` is X's own.
_DONE_TO = words_for("event done to")
# Who these are is told behind `of`: `fighters of the Front attacked`, `observers from the Union`.
_PEOPLE = words_for("people of a body")
_TOWARDS = frozenset({"on", "against", "upon", "at", "towards", "toward", "over"})
_WHOSE = frozenset({"of", "from"})
_INHERITS = frozenset({"conj", "appos", "flat", "flat:name", "compound", "nmod:desc", "nmod"})
_FARTHEST = 12  # steps up the tree


def roles_of(doc: Doc, spans: Iterable[Span]) -> list[Role]:
    """Return the role of each of ``spans``: agent, target or mentioned."""
    text, parsed = doc.text, syntax.parsed(doc)
    starts = [token.idx for token in doc if token.is_sent_start]
    roles: list[Role] = []
    found: list[Span] = []
    for span in spans:
        sentence = _sentence(starts, span, len(text))
        # The words next to a name are surer than the parse of a long sentence.
        role = _from_order(text, span.start_char, span.end_char, sentence)
        asks = parsed and (role == "mentioned" or _modifies(span))
        roles.append(_from_parse(span.root) if asks else role)
        found.append(span)
    for i in reversed(range(len(found) - 1)):  # Iran and Iraq object: both do
        between = text[found[i].end_char : found[i + 1].start_char]
        before = text[max(0, found[i].start_char - _LOOK_BACK) : found[i].start_char]
        if roles[i] == "mentioned" and _AND.fullmatch(between) and not _PLACED.search(before):
            roles[i] = roles[i + 1]
    return roles


def _modifies(span: Span) -> bool:
    """Say whether the mention is a part of the noun behind it: `sent to all UN employees`."""
    root = span.root
    return root.dep_ in {"compound", "amod"} and root.head.i >= span.end and root.head.pos_ in {
        "NOUN", "PROPN",
    }  # fmt: skip


# --- from the parse ------------------------------------------------------------------------------


def _from_parse(token: Token, steps: int = 0) -> Role:
    head, label = token.head, token.dep_
    if steps > _FARTHEST or head.i == token.i:
        return "mentioned"
    if label in syntax.SUBJECT:
        return "agent" if _acts(head) else "mentioned"
    if label in syntax.PASSIVE_SUBJECT or label in syntax.OBJECT:
        return "target"
    if label in {"nmod:poss", "poss"}:
        return "agent" if head.lower_ in _EVENTS else "mentioned"
    if label == "compound" and head.lower_ in _EVENTS:
        return "agent"
    preposition, above = _preposition(token)
    if preposition is not None:
        if preposition in _WHOSE and above.lower_ in _PEOPLE and above.pos_ == "NOUN":
            return _from_parse(above, steps + 1)
        return _behind(preposition, above)
    return _from_parse(head, steps + 1) if label in _INHERITS else "mentioned"


def _behind(preposition: str, above: Token) -> Role:
    verbal = above.pos_ in {"VERB", "AUX"}
    if preposition == "by":
        return "agent" if verbal or above.lower_ in _EVENTS else "mentioned"
    if above.lower_ in _EVENTS and not verbal:
        if preposition == "of":
            return "target" if above.lower_.removesuffix("s") in _DONE_TO else "agent"
        return "target" if preposition in _TOWARDS else "mentioned"
    if verbal and preposition == "against":
        return "target"
    return "mentioned"


def _acts(verb: Token) -> bool:
    """Say whether a subject's head is a verb of doing: not `be`, not `have`, no noun."""
    return verb.pos_ == "VERB" and verb.lower_ not in {"has", "have", "had"}


def _preposition(token: Token) -> tuple[str | None, Token]:
    """Return the preposition before ``token`` and what it hangs on, in either label scheme."""
    if token.dep_ in {"pobj", "pcomp"}:
        return token.head.lower_, token.head.head
    if token.dep_.split(":")[0] in {"obl", "nmod"}:
        cases = [c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i]
        if cases:
            return cases[-1], token.head
    return None, token.head


# --- without a parse -----------------------------------------------------------------------------


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _stems(bases: Iterable[str]) -> str:
    return _alternatives({base.rstrip("e") if base[-1] == "e" else base for base in bases})


_EVENT = rf"(?:{_alternatives(_EVENTS)})"
_ADVERB = r"(?:\w{2,20}ly |also |not |now |then |still |never |already |since |again )"
_AUXILIARY = r"(?:has|have|had|will|would|may|might|could|should|can|must|did|does|do)"
_BE = r"(?:is|are|was|were|be|been|being)"
_PARTICIPLE = (
    r"\w{2,20}(?:ed|en|own|ound|uilt|ade|eld|ept|eft|ent|ost|aid|old|ut|truck|hot|ung|it)\b"
)
_PAST = (
    r"(?:\w{2,20}ed|said|saw|took|gave|made|began|fell|rose|sent|sought|held|led|won|lost|met|paid|"
    r"put|cut|set|kept|spent|built|bought|overspent|underspent|sold|told|withdrew|fought|grew|left|let|hit|struck|shot|"
    r"broke|blew|chose|came|went|got|found|had|heard|knew|ran|rode|spoke|stood|stole|swore|taught|"
    r"thought|threw|understood|won|wrote|bore|brought|caught|drew|drove|fed|flew|forbade|forgot|"
    r"froze|gave|hid|hurt|met|overcame|overthrew|read|rebuilt|seized|sank|shut|split|spread|stuck)"
)
# Fighters of a group; of the Patriotic Front; (MNJTF); an apposition or relative clause.
_ASIDE = (
    rf"(?: (?:{_alternatives(words_for('group noun') | words_for('state noun'))}))?"
    r"(?: of (?:the )?(?:[A-Z]\S{0,30} ){0,5}[A-Z]\S{0,30})?(?: \([^)]{1,40}\))?"
    r"(?:, [a-z\d][^,;]{1,80},|,)?"
)
_AHEAD = rf"{_ASIDE} {_ADVERB}{{0,2}}"
_PASSIVE_AHEAD = re.compile(
    rf"{_AHEAD}(?:{_AUXILIARY} )?{_ADVERB}{{0,2}}{_BE} {_ADVERB}{{0,2}}{_PARTICIPLE}"
)
_COPULA_AHEAD = re.compile(rf"{_AHEAD}(?:{_AUXILIARY} )?{_ADVERB}{{0,2}}{_BE} (?!\w+ing\b)")
# `has seven members` does nothing; `has seized the town`, `has to pay` do.
_HAVING_AHEAD = re.compile(
    rf"{_AHEAD}(?:has|have|had) (?!{_ADVERB}{{0,2}}(?:been|to|{_PARTICIPLE}))"
)
# `Iran fears a raid`, but `Iran supporters were there`: a plural is no verb.
_PRESENT = rf"\w{{2,20}}[^\Wsui]s(?! (?:{_AUXILIARY}|{_BE}|\w+ed)\b)"
_VERB_AHEAD = re.compile(rf"{_AHEAD}(?:{_AUXILIARY}|{_BE} \w+ing|{_PAST}|{_PRESENT})\b")
_ENDING = r"(?:e|es|ed|d|s|ing|ping|ped|ning|ned|ting|ted|led|ling|ied|ies)"
_DONE_BEFORE = re.compile(rf"(?<![-\w])(?:{_stems(words_for('done to'))}){_ENDING}? (?:the )?$")
_TOLD_BEFORE = re.compile(r"\b(?:told|fought|struck|led|left|paid|sued|\w+ed against) (?:the )?$")
_BY_BEFORE = re.compile(r"\bby (?:the )?$")
_TOWARDS_BEFORE = re.compile(rf"\b{_EVENT} (?:{_alternatives(_TOWARDS)}) (?:the )?$")
_EVENT_AHEAD = re.compile(rf"(?:['’]s?)? (?:\w{{1,20}} )?{_EVENT}\b")
_PLACED = re.compile(rf"\b(?:{_alternatives(words_for('preposition'))}) (?:the )?$", re.IGNORECASE)
_WHO_AHEAD = re.compile(r"(?: \([^)]{1,40}\))?,? who (?!(?:is|are|was|were)\b)\w")
# The Executive Board of the IMF acts; the people of the region do not make it act.
_BODY_OF = re.compile(rf"\b(?:{_alternatives(words_for('organisation'))}) of (?:the )?$")
_PEOPLE_OF = re.compile(rf"\b(?:{_alternatives(_PEOPLE)}) (?:of|from) (?:the )?$", re.IGNORECASE)
_AND = re.compile(r"\)?(?: \([^)]{1,40}\))?(?:,| and|, and| or) (?:the )?")
_LOOK_BACK, _LOOK_AHEAD = 300, 120  # characters


def _sentence(starts: list[int], span: Span, end: int) -> tuple[int, int]:
    i = bisect_right(starts, span.start_char)
    return (starts[i - 1] if i else 0, starts[i] if i < len(starts) else end)


def _from_order(text: str, start: int, end: int, sentence: tuple[int, int]) -> Role:
    before = text[max(sentence[0], start - _LOOK_BACK) : start]
    after = text[end : min(sentence[1], end + _LOOK_AHEAD)]
    if _BY_BEFORE.search(before):
        return "agent"
    if _TOWARDS_BEFORE.search(before):
        return "target"
    if _DONE_BEFORE.search(before) or _TOLD_BEFORE.search(before):
        return "target"
    if _EVENT_AHEAD.match(after):
        return "agent"
    if _WHO_AHEAD.match(after):
        return "agent"
    people = _PEOPLE_OF.search(before)
    if people is not None:  # they do and suffer what stands before and behind the whole phrase
        before = before[: people.start()]
    elif _PLACED.search(before) and not _BODY_OF.search(before):
        return "mentioned"
    if _PASSIVE_AHEAD.match(after):
        return "target"
    if _COPULA_AHEAD.match(after) or _HAVING_AHEAD.match(after):
        return "mentioned"
    return "agent" if _VERB_AHEAD.match(after) else "mentioned"


_JOINING = frozenset({"and", "or", "&", "the", "both", "as", "well"})


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
        named = [i for i in inside if attribution.actor in {None, roles[i].name}]
        for i in named if attribution.actor else named[:1]:
            for j in (i, *_listed(i, inside, actors, text)):
                roles[j] = replace(roles[j], role="source")
    return roles


def _listed(
    i: int, inside: range, actors: Sequence[tuple[int, int, Actor]], text: str
) -> list[int]:
    """Return the actors of ``inside`` that only commas and conjunctions part from actor ``i``."""

    def together(left: int, right: int) -> bool:
        between = text[actors[left][1] : actors[right][0]]
        return not set(between.replace(",", " ").lower().split()) - _JOINING

    found = []
    for step, end in ((1, inside.stop), (-1, inside.start - 1)):
        j = i
        while j + step != end and together(min(j, j + step), max(j, j + step)):
            j += step
            found.append(j)
    return found
