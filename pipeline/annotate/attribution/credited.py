"""Whom a verb credits: its subject, its agent, or the subject of the verb that governs it."""

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.attribution.parts import RELATIVE_PRONOUNS

# Verbs whose infinitive or gerund says what their own subject does.
RAISING = frozenset(
    """
    go goes went going gone continue continues continued proceed proceeded refuse refuses
    refused decline declines declined appear appears appeared seem seems seemed begin began
    start started quote quoted cite cited
    """.split()
)


def is_verb(token: Token) -> bool:
    """Say whether the tagger takes ``token`` for a verb."""
    if not token.pos_ or (token.dep_ == "ROOT" and token.pos_ == "SCONJ"):
        return token.tag_.startswith("VB")  # `Three people close to it say he left`
    return token.pos_ == "VERB"


_QUOTING = frozenset({"quote", "cite"})

# What somebody says in writing, and how it is brought about: not who published what others found.
_PAPERS = frozenset(
    """
    statement letter complaint petition lawsuit suit motion appeal case declaration claim tweet
    post message note affidavit notice submission email communique communiqué
    """.split()
)
_ISSUING = frozenset(
    """
    issue file lodge submit send write sign release make bring post give launch publish circulate
    """.split()
)


def source_head(verb: Token, passive: bool) -> Token | None:
    """Return the main word of whom ``verb`` credits; None if nobody is said."""
    if passive:
        agents = syntax.by_agents(verb)
        return agents[0] if agents else None
    own = syntax.subjects(verb)
    if own:
        return _antecedent(own[-1] if own[-1].i < verb.i else own[0], verb)
    governor = verb.head
    if governor.i == verb.i:
        return None
    if marked(verb) and governor.lemma_.lower() in _QUOTING:  # `quoted the general as saying that`
        quoted = syntax.passive_subjects(governor) or syntax.objects(governor)
        return quoted[0] if quoted else None
    if _is_reduced(governor, verb):
        return syntax.subjects(governor)[0]
    gerund = verb.lower_.endswith("ing")
    if verb.dep_ == "acl" or (verb.dep_ == "acl:relcl" and gerund):
        return (_issuer(governor) if gerund else None) or governor
    if (verb.dep_ == "advcl" and gerund and not marked(verb)) or (
        verb.dep_ in {"xcomp", "advcl", "conj", "obl", "ccomp", "pcomp", "prep"}
        and (governor.lower_ in RAISING or (verb.dep_ == "conj" and is_verb(governor)))
    ):
        above = syntax.subjects(governor) or syntax.passive_subjects(governor)
        if above:
            return _antecedent(above[0], governor)
        if governor.dep_ in {"xcomp", "advcl", "conj"} and governor.head.i != governor.i:
            above = syntax.subjects(governor.head)
            return _antecedent(above[0], governor.head) if above else None
    return None


def _issuer(paper: Token) -> Token | None:
    """Return who says what a paper says: `The ministry issued a statement saying that`."""
    above = paper.head
    if paper.lemma_.lower() not in _PAPERS or above.lemma_.lower() not in _ISSUING:
        return None
    given = paper in syntax.objects(above)
    own = syntax.subjects(above) if given else []
    return _antecedent(own[0], above) if own else None


def _is_reduced(participle: Token, verb: Token) -> bool:
    """Say whether a parser took a participle for the main verb: `Villagers polled in May said`."""
    between = verb.doc[participle.i + 1 : verb.i]
    return (
        participle.i < verb.i
        and participle.tag_ in {"VBD", "VBN"}
        and verb.tag_ == "VBD"
        and not marked(verb)
        and not any(t.is_punct or t.dep_ in {"cc", "mark"} or t.tag_ == "TO" for t in between)
        and bool(syntax.subjects(participle))
    )


def marked(verb: Token) -> bool:
    return any(child.dep_ in {"mark", "case"} for child in verb.children)


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.dep_ == "expl":
        return None
    health = subject.text == "WHO"  # the World Health Organization
    if subject.lower_ in RELATIVE_PRONOUNS and subject.tag_ != "DT" and not health:
        clause = subject.head
        while clause.dep_ == "conj":
            clause = clause.head
        if clause.dep_ in syntax.RELATIVE_CLAUSE | {"acl"}:
            return _plural_of(clause) or clause.head
        before = subject.i - (2 if subject.nbor(-1).text == "," else 1) if subject.i > 1 else 0
        return subject.doc[before] if subject.lower_ == "who" else None
    return subject


def _plural_of(clause: Token) -> Token | None:
    """Return the noun in the plural that a clause tells of, where its own noun is not one.

    `complaints within a month that are small`: what `are` tells of is no month.
    """
    noun = clause.head
    if syntax.number_of(clause) != "VBP" or noun.tag_ not in {"NN", "NNP"}:
        return None
    while noun.tag_ not in _PLURAL:
        if noun.dep_ != "nmod":
            return None
        noun = noun.head
    return noun


_PLURAL = frozenset({"NNS", "NNPS"})
