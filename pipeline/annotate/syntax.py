"""What a parse says, in words that hold for both label schemes.

Our own model is labelled with Universal Dependencies, spaCy's ``en_core_web_*`` with CLEAR.
Rules ask these functions and never compare a label themselves. Without a parse
(``parsed(doc)`` is False) they return nothing.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

SUBJECT = frozenset({"nsubj", "csubj", "nsubj:outer", "csubj:outer", "expl"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"})
OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
PASSIVE_AUXILIARY = frozenset({"aux:pass", "auxpass"})
POSSESSOR = frozenset({"nmod:poss", "poss"})
CLAUSAL_COMPLEMENT = frozenset({"ccomp", "xcomp"})
RELATIVE_CLAUSE = frozenset({"acl:relcl", "relcl"})
_CLAUSES = RELATIVE_CLAUSE | frozenset(
    {"ROOT", "acl", "advcl", "advcl:relcl", "parataxis", "ccomp"}
)
# Labels that keep a modifier inside the noun phrase of its head.
INNER = frozenset(
    {
        "det", "det:predet", "predet", "amod", "compound", "compound:prt", "nummod", "nmod:poss",
        "poss", "flat", "flat:name", "flat:foreign", "fixed", "case:poss", "quantmod",
        "nmod:unmarked",
        "nmod:npmod", "nmod:tmod", "advmod", "npadvmod", "goeswith", "punct", "nmod:desc",
    }
)  # fmt: skip


def parsed(doc: Doc) -> bool:
    """Say whether ``doc`` carries a dependency parse."""
    return doc.has_annotation("DEP")


def subjects(verb: Token) -> list[Token]:
    """Return the active subjects of ``verb``, its conjuncts' shared subject included."""
    return _own_or_shared(verb, SUBJECT)


def passive_subjects(verb: Token) -> list[Token]:
    """Return the subjects that ``verb``, in the passive, is done to."""
    return _own_or_shared(verb, PASSIVE_SUBJECT)


def objects(verb: Token) -> list[Token]:
    """Return the direct and indirect objects of ``verb``."""
    return [child for child in verb.children if child.dep_ in OBJECT]


def is_passive(verb: Token) -> bool:
    """Say whether ``verb`` is in the passive."""
    return any(child.dep_ in PASSIVE_AUXILIARY | PASSIVE_SUBJECT for child in verb.children)


def obliques(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition in lower case, head noun) for each phrase that hangs on ``head``.

    UD hangs the noun on the head and the preposition on the noun; CLEAR the other way round.
    """
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"}:
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield child.lower_, noun
        elif child.dep_.split(":")[0] in {"obl", "nmod", "acl", "advcl"}:
            for case in child.children:
                if case.dep_ in {"case", "mark"}:
                    yield case.lower_, child
                    break


def preposition_of(noun: Token) -> str | None:
    """Return the preposition that leads ``noun``, in lower case; of several words the first."""
    if noun.head.dep_ == "prep" or (noun.dep_ == "pobj" and noun.head.i != noun.i):
        return noun.head.lower_
    return next((child.lower_ for child in noun.children if child.dep_ == "case"), None)


def clause_of(token: Token) -> Token:
    """Return the head of the clause that ``token`` is in."""
    for node in (token, *token.ancestors):
        if node.dep_ in _CLAUSES or node.head.i == node.i:
            return node
        if node.dep_ == "conj" and node.pos_ in {"VERB", "AUX"}:
            return node
    return token


def by_agents(verb: Token) -> list[Token]:
    """Return the nouns behind ``by`` of ``verb`` or of a nominalisation (``attacks by IS-K``)."""
    return [noun for preposition, noun in obliques(verb) if preposition == "by"]


def noun_phrase(head: Token) -> Span:
    """Return the phrase of ``head`` with what stands before it and its inner modifiers.

    Phrases behind it (``of ...``, relative clauses, appositions) are left out.
    """
    inside = {head.i}
    stack = [head]
    while stack:
        for child in stack.pop().children:
            keep = child.dep_ in INNER and child.dep_ != "punct"
            if keep or (child.dep_ == "case" and child.i > child.head.i):  # the 's of a possessor
                inside.add(child.i)
                stack.append(child)
    start = end = head.i  # only what joins on without a gap
    while start - 1 in inside or (start - 2 in inside and head.doc[start - 1].is_punct):
        start -= 1
    while end + 1 in inside:
        end += 1
    return head.doc[start : end + 1]


def _own_or_shared(verb: Token, labels: frozenset[str]) -> list[Token]:
    own = [child for child in verb.children if child.dep_ in labels]
    if own or verb.dep_ != "conj":
        return own
    if _closes_aside(verb):
        return [verb.head.head] if (labels == PASSIVE_SUBJECT) == is_passive(verb) else []
    other = SUBJECT | PASSIVE_SUBJECT
    if any(child.dep_ in other for child in verb.children):
        return []
    head = _joined_to(verb)
    return _own_or_shared(head, labels) if head.i != verb.i else []


def _closes_aside(verb: Token) -> bool:
    """Say whether a verb is that of the noun before an aside: ``The naira, which fell, rose``.

    Nothing joins it to the aside's verb but the comma, and yet parsers do.
    """
    clause = verb.head
    return (
        clause.dep_ in RELATIVE_CLAUSE
        and clause.left_edge.i > clause.head.i + 1
        and verb.doc[clause.head.i + 1].text == ","
        and not any(child.dep_ == "cc" for child in verb.children)
        and verb.nbor(-1).text == ","
    )


def _joined_to(verb: Token) -> Token:
    """Return the verb that ``verb`` is a conjunct of.

    Not one of an aside that commas close: in ``Lending rose in Bol, where trade is strong, and
    fell in Ati`` parsers join ``fell`` to ``strong``. Nor one of another number: in ``It has had
    letters that are vague but claim fraud`` they join ``claim`` to ``had``.
    """
    head = verb.head
    if number_of(head) == "VBZ" and number_of(verb) == "VBP":
        between = verb.doc[head.i + 1 : verb.i]
        plural = (one for one in reversed(between) if one.dep_ in RELATIVE_CLAUSE)
        return next((one for one in plural if number_of(one) == "VBP"), head)
    doc, opens = verb.doc, head.left_edge
    link = next((child.i for child in verb.children if child.dep_ == "cc"), 0)
    aside = (
        head.dep_ in RELATIVE_CLAUSE | {"advcl", "advcl:relcl"}
        and opens.tag_ in {"WRB", "WDT", "WP", ","}
        and doc[opens.i if opens.text == "," else max(opens.i - 1, 0)].text == ","
        and link > 0
        and doc[link - 1].text == ","
    )
    return head.head if aside else head


def number_of(verb: Token) -> str | None:
    """Return the tag of a verb's form in the present, VBZ or VBP: its own, or its auxiliary's."""
    helpers = (child for child in verb.children if child.dep_ in _FINITE_HELPERS)
    return next((form.tag_ for form in (verb, *helpers) if form.tag_ in {"VBZ", "VBP"}), None)


_FINITE_HELPERS = PASSIVE_AUXILIARY | {"aux", "cop"}
