"""How a cue attributes, read from the parse: its source, its content and its frame.

The three functions have their counterparts in ``windows.py``, for text without a parse. They say
what stands where; whether that attributes is for ``attribution.py`` to say.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.attribution.complements import (
    JUDGING,
    MISTAKEN,
    asks_before,
    finite,
    hung_on_phrases,
    is_bare_clause,
    tells_what_is,
    undertaken,
)
from pipeline.annotate.attribution.credited import is_verb, marked, source_head
from pipeline.annotate.attribution.mistagged import (
    comma_as,
    is_infinitive_taken_for_root,
    is_name_at_start,
    is_named,
    is_only_verb,
)
from pipeline.annotate.attribution.objects import called_on, taken
from pipeline.annotate.attribution.parts import (
    CONDITIONS,
    IRREALIS,
    TOLD,
    Quote,
    Reading,
    around,
    cue_span,
    is_title,
    source_span,
    stripped,
    subtree,
)
from pipeline.annotate.attribution.speakers import is_finite
from pipeline.annotate.attribution.speech import introduced
from pipeline.annotate.cues import Cue, lexicon

_ON_NOUNS = frozenset({"acl", "ccomp", "acl:relcl", "relcl", "xcomp", "csubj"})
_COMPLEMENTS = syntax.CLAUSAL_COMPLEMENT | {"csubj:pass", "csubjpass", "csubj"}
_NOUN_INNER = syntax.INNER - {"advmod", "punct"}
_NEVER_SUBJECTS = frozenset({"ADV", "VERB", "AUX", "ADP", "SCONJ", "PUNCT", "PART", "INTJ"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "’s", "get", "got"})
_HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve"})
# Days and times stand where subjects do: `Earlier Friday, a poll showed ...`.
_TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow week month
    year meanwhile earlier later
    """.split()
)
# Of what one did oneself, in the gerund: `recalled being told to leave`.
_OF_DEEDS = frozenset(
    """
    admit acknowledge confess deny describe mention recall recount regret remember report suggest
    """.split()
)
_STATED = frozenset({"that", "quote"})
_SPOKEN = frozenset({"that", "evidence", "quote"})
_HUNG = frozenset({"advcl", "acl", "acl:relcl"})  # where a parser puts `as the auditor advised`
_MEASURES = frozenset({"far", "long", "much", "well", "soon", "insofar"})  # `as far as it allows`
_CONJUNCTIONS = frozenset({"considering", "supposing", "granting", "judging", "granted"})
_REFUSING = frozenset({"refuse", "decline"})  # `refused to say whether`: one statement, that
_QUOTATION_END = frozenset(".,!?…")


def by_verb(verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Reading | None:
    """Return how ``verb``, a form of ``cue``, attributes; None if it does not."""
    if not is_verb(verb) or verb.dep_ in {"amod", "compound", "case", "fixed", "flat", "aux"}:
        return None
    if not really_said(verb) or is_infinitive_taken_for_root(verb) or is_named(verb):
        return None
    if verb.lower_ in _CONJUNCTIONS and verb.dep_ == "advcl":
        return None
    passive = _is_passive(verb) and not _mistaken_for_participle(verb, cue)
    head = source_head(verb, passive)
    after = verb.i + len(cue.words)
    if head is not None and head.lower_ in _TIMES:
        return None
    if head is not None and head.pos_ in _NEVER_SUBJECTS and not is_name_at_start(head):
        return None
    if head is not None and _opens_aside(verb, head):
        return None
    own = (
        head
        if head is not None and (head.head.i == verb.i or not verb.lower_.endswith("ing"))
        else None
    )
    found = (
        _quotation(verb, own, after, cue, quotes)
        or called_on(verb, cue)
        or (introduced(verb) if own is not None and cue.frames >= _STATED else None)
        or _clause(verb, cue, passive=passive)
        or _around(verb, head, cue)
        or taken(verb, cue, passive=passive)
    )
    if found is None:
        return None
    frame, content = found
    marker = comma_as(verb)
    start = marker.i + 1 if marker is not None else None
    if frame in {"np", "data"} and any(child.lower_ == "would" for child in verb.children):
        return None  # `would deny borrowers relief`: nobody has
    return Reading(
        frame,
        cue_span(verb, after, passive=passive),
        content,
        source_span(head, verb, start=start) if head is not None else None,
        head,
    )


def _opens_aside(verb: Token, head: Token) -> bool:
    """Say whether one comma alone parts verb and subject: `The tribe, denied a nation, left`."""
    between = [token.text for token in verb.doc[head.i + 1 : verb.i]]
    alone = (
        between == [","]
        or (  # `Ann Lee, asked for her view, said`
            verb.dep_ == "acl" and between[-1:] == [","] and between.count(",") == 1
        )
    )
    return alone and verb.tag_ in {"VBD", "VBN"}


def really_said(verb: Token) -> bool:
    """Say whether ``verb`` tells what was said: not what `should` be, nor what is so `if` it is.

    A modal holds for the verbs that are joined to its own: `shall issue the writ and declare it`.
    """
    while True:
        if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _REFUSING:
            return False
        before = [child for child in verb.children if child.i < verb.i]
        if any(child.lower_ in IRREALIS for child in before if child.dep_ != "mark"):
            return False
        if any(child.lower_ in CONDITIONS and child.dep_ == "mark" for child in before):
            return False
        if verb.dep_ != "conj" or any(child.dep_ in syntax.SUBJECT for child in before):
            return True
        verb = verb.head


def by_noun(noun: Token, cue: Cue) -> Reading | None:
    """Return how ``noun`` attributes (``X's claim that``, ``warnings by X that``), or None."""
    if noun.pos_ and noun.pos_ != "NOUN":
        return None
    content = None
    of = [n for p, n in syntax.obliques(noun) if p == "of"]  # a clause may hang on either noun
    for child in (*noun.children, *(c for n in of for c in n.children)):
        if child.i > noun.i and child.dep_ in _ON_NOUNS:
            marks = {mark.lower_ for mark in child.children if mark.i < child.i and mark.dep_ in
                     {"mark", "aux"}}  # fmt: skip
            if ("that" in marks and "that" in cue.frames) or (
                "to" in marks and "inf" in cue.frames
            ):
                content = subtree(child)
    if content is None and noun.dep_.startswith("nsubj") and "that" in cue.frames:
        content = _identified(noun)
    if content is None:
        return None
    head = next((c for c in noun.children if c.i < noun.i and _possesses(c)), None)
    if head is None:
        head = next((n for p, n in syntax.obliques(noun) if p in {"by", "from"}), None)
    if head is None and noun.lower_ in lexicon().standpoints:  # `the view of the court that`
        head = next((n for p, n in syntax.obliques(noun) if p == "of"), None)
    if head is None:
        return None
    source = source_span(head, noun)
    if head.i < content.start < source.end:
        source = stripped(noun.doc, source.start, content.start)
    return Reading("that", noun.doc[noun.i : noun.i + 1], content, source, head)


def _possesses(token: Token) -> bool:
    if token.dep_ in {"nmod:poss", "poss"}:
        return True
    return any(c.lower_ in {"'s", "’s"} for c in token.children if c.i > token.i)


def _identified(noun: Token) -> Span | None:
    """Return the clause in `The minister's view is that ...`."""
    verb = noun.head
    if verb.lower_ in {"is", "was"}:
        clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
        return subtree(clause) if clause is not None else None
    copula = next((c for c in verb.children if c.dep_ == "cop" and c.i > noun.i), None)
    if copula is not None and copula.nbor(1).lower_ == "that":
        return stripped(noun.doc, copula.i + 1, verb.right_edge.i + 1)
    return None


def by_phrase(cue: Span) -> Reading | None:
    """Return how a phrase such as ``according to`` attributes; the source stands behind it."""
    doc = cue.doc
    sent = doc[cue.start].sent
    if cue.end >= sent.end:
        return None
    head = doc[cue.end]
    while head.dep_ in _NOUN_INNER and head.head.i > head.i and head.head.i < sent.end:
        head = head.head
    named = head.head.pos_ == "PROPN" and head.head.i == head.i + 1 and head.pos_ == "NOUN"
    if named and head.dep_.startswith("nmod"):  # `according to the institute Quaest`
        head = head.head
    if head.pos_ in {"VERB", "ADV", "PUNCT", "ADP"}:
        return None
    source = source_span(head, doc[cue.start], start=cue.end)
    comma = next((t.i for t in source if t.text == "," and t.i > head.i), source.end)
    source = doc[source.start : _with_person(doc, comma, sent.end)]
    content = around(sent, cue.start, max(source.end, cue.end))
    return Reading("open", cue, content, source, head) if content else None


def _with_person(doc: Doc, comma: int, end: int) -> int:
    """Return where `the mayor, Ann Lee, ...` ends; ``comma`` if no person's name stands there."""
    stops = (i for i in range(comma + 1, min(comma + 7, end)) if doc[i].text in {",", "."})
    close = next(stops, comma)
    named = doc[comma + 1 : close]
    if not named or doc[comma].text != "," or doc[close : close + 2].text.lower() == ", and":
        return comma
    return close if all(token.ent_type_ == "PERSON" for token in named) else comma


def _is_passive(verb: Token) -> bool:
    if any(c.dep_.startswith("aux") and c.lower_ in _BE for c in verb.children if c.i < verb.i):
        return syntax.is_passive(verb)
    if any(child.lower_ in _HAVE for child in verb.children if child.dep_ == "aux"):
        return False  # `has called for`
    reduced = verb.dep_ == "acl" and (
        verb.tag_ == "VBN" or "Part" in verb.morph.get("VerbForm", [])
    )
    if verb.dep_ == "advcl" and verb.tag_ in {"VBN", "VBD"}:  # `Asked whether ..., she declined`
        reduced = not syntax.subjects(verb) and not marked(verb)
    return reduced and not verb.lower_.endswith("ing")


def _mistaken_for_participle(verb: Token, cue: Cue) -> bool:
    """Say whether what looks like one is a main verb: `The minister, Ann Lee, said in May that`.

    A participle behind its noun has no clause for an object, but for verbs of telling. So is that
    of `It failed, as the auditor advised`.
    """
    if comma_as(verb) is not None or is_only_verb(verb):
        return True
    return verb.dep_ == "acl" and cue.lemma not in TOLD and any(
        clause.dep_ in _COMPLEMENTS | MISTAKEN and clause.left_edge.lower_ == "that"
        for clause in (*verb.children, *hung_on_phrases(verb))
    )  # fmt: skip


def _quotation(
    verb: Token, head: Token | None, after: int, cue: Cue, quotes: Sequence[Quote]
) -> tuple[str, Span] | None:
    if "quote" not in cue.frames or not quotes:
        return None
    doc = verb.doc
    left = min([verb.i] + ([head.left_edge.i] if head is not None else []))
    left = min([left, *(c.i for c in verb.children if c.dep_.startswith("aux"))])
    if left > verb.sent.start and doc[left - 1].lower_ == "as":
        left -= 1  # `“...,” as one elder put it`
    right = max([after] + ([head.right_edge.i + 1] if head is not None else []))
    spans: list[Quote] = []
    for start, end in quotes:
        near = verb.sent.start < end <= left <= end + 2
        if near and all(t.is_punct for t in doc[end:left]):
            comma = doc[end - 2].text[-1:] in _QUOTATION_END or doc[end].text == ","
            if comma:
                spans.append((start, end))
        elif start >= after and start - right <= 12 and end - start > 3:
            gap = doc[min(right, start) : start]
            opening = start - 1 - doc[start - 1].is_space  # a quotation may open a new paragraph
            introduced = start == after or doc[opening].text in {",", ":", "that"}
            if start == after and is_title(doc[start:end]):
                continue
            whole = end - start > 5 or doc[end - 2].text[-1:] in _QUOTATION_END or start == after
            if introduced and whole and not any(is_verb(t) or t.text in ".!?;" for t in gap):
                spans.append((start, end))
    if not spans:
        return None
    return "quote", doc[min(s for s, _ in spans) : max(e for _, e in spans)]


def _clause(verb: Token, cue: Cue, *, passive: bool) -> tuple[str, Span] | None:
    frames = cue.frames
    for child in (*verb.children, *hung_on_phrases(verb)):
        # A clause with `that` behind a cue is its content, wherever the parser hung it.
        told = (
            child.dep_ in MISTAKEN
            and child.i > verb.i
            and (child.left_edge.lower_ == "that" or is_bare_clause(verb, child))
        ) or ("inf" in frames and undertaken(verb, child))
        if child.i < verb.i and "that" in frames and asks_before(verb, child):
            return "that", subtree(child)
        if not told and child.dep_ not in _COMPLEMENTS:
            continue
        infinitive = any(
            c.lower_ == "to" and c.dep_ in {"mark", "aux"} and c.i < child.i for c in child.children
        )
        if infinitive:
            with_object = bool(syntax.objects(verb)) or bool(syntax.subjects(child))
            if passive and syntax.by_agents(verb) and "to" not in frames:
                continue  # `was established by the mayor to advise him`: a purpose
            if passive and frames & {"that", "inf", "to"}:
                return ("inf" if not syntax.by_agents(verb) else "to"), subtree(child)
            if with_object and "to" in frames:
                start = min([child.left_edge.i, *(o.left_edge.i for o in syntax.objects(verb))])
                return "to", stripped(verb.doc, start, child.right_edge.i + 1)
            if not with_object and "inf" in frames:
                return "inf", subtree(child)
            if with_object and not passive and frames & JUDGING and tells_what_is(child):
                start = min([child.left_edge.i, *(o.left_edge.i for o in syntax.objects(verb))])
                return "pred", stripped(verb.doc, start, child.right_edge.i + 1)
        elif child.tag_ == "VBG" and cue.lemma in _OF_DEEDS and child.i > verb.i:
            return "inf", subtree(child)  # `denied having paid`
        elif any(c.lower_ == "as" and c.dep_ in {"mark", "case"} for c in child.children):
            if "as" in frames:
                return "as", subtree(child)
        elif (told or child.dep_ != "xcomp") and finite(child):
            if "that" in frames or "evidence" in frames:
                return ("that" if "that" in frames else "evidence"), subtree(child)
            if "quote" in frames and verb.i > child.i:
                if _said_behind(verb, child):
                    return "quote", subtree(child)
                continue
        elif any(o.lower_.endswith(("self", "selves")) for o in syntax.objects(verb)):
            continue  # `men calling themselves the Congress`
        elif "pred" in frames and not child.lower_.endswith("ing") and child.i > verb.i:
            begin = [o.left_edge.i for o in syntax.objects(verb) if o.i > verb.i]
            return "pred", stripped(
                verb.doc, min([child.left_edge.i, *begin]), child.right_edge.i + 1
            )
    behind = verb.doc[verb.i + 1 : verb.sent.end][:2]
    if len(behind) == 2 and "that" in frames and behind[0].tag_[:1] == "W" and behind[1].is_punct:
        return "that", behind[:1]  # `did not say where.`
    return None


def _said_behind(verb: Token, clause: Token) -> bool:
    """Say whether a clause, a comma and who said so end the sentence: `It hurt, she said`."""
    comma = verb.doc[clause.right_edge.i + 1]
    subjects = syntax.subjects(verb)
    opening = subjects[0].left_edge if subjects else verb
    ends = verb.sent.end - verb.right_edge.i <= 2
    return comma.text == "," and comma.i + 1 == opening.i and ends


def _around(verb: Token, head: Token | None, cue: Cue) -> tuple[str, Span] | None:
    """Content that the parse hangs above the cue: `Prices fell, officials said`; `as X noted`."""
    if not cue.frames & _SPOKEN or head is None or verb.head.i == verb.i:
        return None
    frame = next(frame for frame in ("that", "evidence", "quote") if frame in cue.frames)
    sent = verb.sent
    marked = any(
        c.lower_ == "as" and c.i and c.nbor(-1).lower_ not in _MEASURES
        for c in verb.children
        if c.i < verb.i
    )
    behind = verb.nbor(1) if verb.i + 1 < sent.end else verb
    bare = (
        (not syntax.objects(verb) or cue.lemma in TOLD)  # `residents told the agency`
        and not (behind.like_num or behind.is_currency)  # `would add $5 billion`
        and not any(c.dep_ in syntax.CLAUSAL_COMPLEMENT for c in verb.children)
    )
    closing = (  # `They fled, residents told the agency`: no second clause of the same weight
        verb.dep_ == "conj"
        and verb.left_edge.i > sent.start
        and "," in {verb.left_edge.text, verb.left_edge.nbor(-1).text}
        and not any(child.dep_ == "cc" for child in verb.children)
        and sent.end - verb.right_edge.i <= 2
    )
    word = comma_as(verb)
    if word is not None and bare:
        content = around(sent, word.i, verb.right_edge.i + 1)
        return (frame, content) if content is not None else None
    if verb.dep_ == "parataxis" or (verb.dep_ in _HUNG and marked) or closing:
        opening = verb.left_edge
        if not bare or (verb.dep_ == "parataxis" and opening.i == sent.start):
            return None
        if opening.text == ";" or (opening.i > sent.start and opening.nbor(-1).text == ";"):
            return None  # `They left; the mayor has never agreed to it`
        content = around(sent, verb.left_edge.i, verb.right_edge.i + 1)
        if content is None or (frame == "quote" and not any(is_finite(t) for t in content)):
            return None  # `January 9: air strikes continue`
        return frame, content
    return None
