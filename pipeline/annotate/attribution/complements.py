"""The clauses that a verb of saying takes, wherever a parser hung them.

In: a verb of a parse and a clause near it. Out: whether the clause is what is said.
"""

from spacy.tokens import Token

from pipeline.annotate import syntax

# Where a parser puts a clause with `that` behind a cue, if not where it belongs.
MISTAKEN = frozenset({"advcl", "acl", "acl:relcl", "parataxis"})
# Verbs that take one of these also take an object and `to be`.
JUDGING = frozenset({"that", "evidence", "pred"})


def asks_before(verb: Token, clause: Token) -> bool:
    """Say whether an indirect question opens the sentence: `Whether he left, she would not say`."""
    ends = verb.sent.end - verb.i <= 2
    return ends and clause.left_edge.lower_ in {"whether", "why", "how", "who", "what"}


def is_bare_clause(verb: Token, clause: Token) -> bool:
    """Say whether a clause without `that` follows: `insisted on Thursday there was no crisis`."""
    between = verb.doc[verb.i + 1 : clause.left_edge.i]
    return (
        clause.dep_ == "parataxis"
        and not any(token.is_punct for token in between)
        and clause.left_edge.i > verb.i
        and any(child.dep_ in syntax.SUBJECT for child in clause.children)
    )


def hung_on_phrases(verb: Token) -> list[Token]:
    """Return the `that` clauses hung on what stands between: `told us that`, `noted in May that`.

    A relative clause has `that` for its own subject or object, and stays out.
    """
    return [
        clause
        for phrase in verb.children
        if phrase.i > verb.i and phrase.dep_.split(":")[0] in {"obj", "iobj", "dobj", "obl"}
        for clause in phrase.children
        if clause.dep_ in MISTAKEN and clause.left_edge.lower_ == "that"
        and (clause.left_edge.dep_ == "mark" or _is_whole(clause, told=phrase.dep_ == "obl:agent"))
    ]  # fmt: skip


def _is_whole(clause: Token, *, told: bool) -> bool:
    """Say whether a clause has subject and object of its own, beside the `that` it begins with.

    A subject is enough behind the agent of a passive: `was told by officials that it had sailed`.
    """
    own = [child for child in clause.children if child.i != clause.left_edge.i]
    subject = any(c.dep_ in syntax.SUBJECT | syntax.PASSIVE_SUBJECT for c in own)
    return subject and (told or any(c.dep_ in syntax.OBJECT for c in own))


def finite(clause: Token) -> bool:
    """Say whether ``clause`` is one of its own: it has a subject, a copula or a mark `that`."""
    for child in clause.children:
        if child.dep_ in syntax.SUBJECT and child.lower_ in {"which", "who"}:
            return False  # a relative clause that the parser hung too high
        if child.dep_ in syntax.SUBJECT | syntax.PASSIVE_SUBJECT | {"cop"}:
            return True
        if child.dep_ == "mark" and child.lower_ in {"that", "whether", "if", "how"}:
            return True
    return any(child.dep_ in {"expl"} for child in clause.children)


# Verbs whose infinitive is what one takes on oneself, be a time told before it or not.
_UNDERTAKING = frozenset(
    """
    agree pledge promise vow threaten undertake offer refuse plan decide commit swear propose
    decline resolve volunteer
    """.split()
)


def undertaken(verb: Token, clause: Token) -> bool:
    """Say whether a clause is what one `pledged in 2010 to do`: parsers take it for a purpose."""
    to = next((c for c in clause.children if c.lower_ == "to" and c.dep_ == "mark"), None)
    if clause.dep_ != "advcl" or verb.lemma_.lower() not in _UNDERTAKING or to is None:
        return False
    between = verb.doc[verb.i + 1 : to.i]
    hung = all(verb.is_ancestor(token) for token in between)
    plain = all(t.pos_ in {"ADP", "NUM", "PROPN", "NOUN", "DET", "ADJ"} for t in between)
    return hung and plain and 0 < len(between) <= 5 and not syntax.objects(verb)


def tells_what_is(clause: Token) -> bool:
    """Say whether an infinitive tells what something is: `estimates the cost to be $7,650`."""
    return clause.lower_ == "be" or any(
        c.lower_ in {"be", "have"} and c.dep_.split(":")[0] in {"cop", "aux"}
        for c in clause.children
    )
