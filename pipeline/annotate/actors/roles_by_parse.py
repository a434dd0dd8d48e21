"""The role of an actor from the parse: the predicate whose argument it is says what it does.

In: a token, the main word of a mention. Out: agent, target or mentioned; None where the parse says
nothing. The token is followed up: coordination, apposition and the people of a body (`fighters of
the Front`) have the role of what they hang on; at a verb, at a noun that tells of an event, and in
the relative clauses and participles that hang on the actor itself, the role is settled. Of several,
the first of agent, target, mentioned holds.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.cues import plural
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Role


def _with_plurals(use: str) -> frozenset[str]:
    return words_for(use) | {plural(noun) for noun in words_for(use)}


EVENTS = _with_plurals("event")
# `the killing of X` is done to X; `the resurgence of X` is X's own.
DONE_TO = _with_plurals("event done to")
_FROM_DOER = _with_plurals("event from its doer")  # `grants from Denmark`
_DONE_TO_OWNER = words_for("event done to its owner")  # `Shekau’s killing`
# Who these are is told behind `of`: `fighters of the Front attacked`, `observers from the Union`.
PEOPLE = words_for("people of a body")
_BODIES = frozenset(word.lower() for word in words_for("organisation"))
TOWARDS = frozenset({"on", "against", "upon", "at", "towards", "toward", "over", "to", "for"})
_WHOSE = frozenset({"from", "at", "with"})
_GIVES = words_for("verb of giving")  # to whom it is done stands behind `to`
_SAID_TO = words_for(
    "said to do"
)  # `is alleged to have recruited`: it is the infinitive that counts
_STATES = words_for("state of being")  # `the council to which Laos belongs`
_BEFORE_INFINITIVE = words_for("adjective before an act")  # `was not able to confirm`
_INHERITS = frozenset({"conj", "appos", "flat", "flat:name", "nmod:desc", "nmod", "nmod:unmarked"})
_TITLED = frozenset({"compound", "amod"})
_IMPOSES = words_for("verb of imposing")  # on whom it is done
_SUCH = frozenset({"such", "like", "including"})
_OF_TWO = frozenset(
    """
    ceasefire truce deal pact accord treaty battle battles fighting war debate meeting summit
    rivalry match contest exchange
    """.split()
)
_TOGETHER = frozenset({"along", "alongside", "together"})
# Behind a hyphen: `an ISIL-held town` tells whose it is.
_NO_DEED = frozenset(
    """
    based born linked aligned affiliated related focused held controlled run owned era style led
    """.split()
)
_OF_MEMBERS = frozenset({"election", "elections"})  # `Legislative Council elections`: others vote
_GROUPS = frozenset(
    """
    affiliate aircraft army battalion branch brigade cell convoy delegation faction government
    leadership navy parliament patrol police regiment staff wing
    """.split()
)
_NAMED = frozenset({"called", "named"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MAIN = frozenset({"xcomp", "ccomp", "conj", "parataxis", "dep"})
_WHO = frozenset({"who", "which", "that", "whom"})
_FARTHEST = 12  # steps up the tree
_STRENGTH: dict[Role, int] = {"mentioned": 0, "target": 1, "agent": 2, "source": 3}


def role_of(token: Token) -> Role | None:
    """Return the role of the actor whose main word is ``token``; None if the parse tells none."""
    found = (_above(token, 0), *_below(token))
    return max(found, key=lambda role: _STRENGTH[role] if role else -1)


def _above(token: Token, steps: int) -> Role | None:
    head, label = token.head, token.dep_
    if steps > _FARTHEST or head.i == token.i:
        return None
    if label in syntax.SUBJECT | syntax.PASSIVE_SUBJECT:
        return _subject(head, passive=label in syntax.PASSIVE_SUBJECT)
    if label in {"obj", "dobj", "xcomp"} and head.lower_ in _NAMED and head.dep_ == "acl":
        return _above(head.head, steps + 1)  # `a developer called Rauss had sought help`
    if label in syntax.OBJECT:
        return "mentioned" if head.lemma_.lower() in _STATES else "target"
    if label in syntax.POSSESSOR:
        return _owner(token, head, steps)
    if label in _TITLED or (label.startswith("obl") and _hyphened(token)):
        return _before_noun(token, head, steps)
    preposition, governor = _preposition(token)
    if preposition is not None:
        return _behind(preposition, governor, token, steps)
    if label == "conj" and any(c.lower_ == "by" and c.dep_ == "case" for c in token.children):
        return "agent"  # `opposed by Dublin and by the unions`
    return _above(head, steps + 1) if label in _INHERITS else None


def _subject(verb: Token, *, passive: bool) -> Role:
    """Return the role of the subject of ``verb``, whatever the parser calls it."""
    if verb.dep_.startswith("aux"):  # `Meta and YouTube have each been fined`
        verb = verb.head
    if passive and _reduced(verb):
        return "agent"
    if passive or any(child.dep_ in syntax.PASSIVE_AUXILIARY for child in verb.children):
        return "agent" if _said_to_act(verb) else "target"
    return "agent" if _acts(verb) else "mentioned"


def _reduced(participle: Token) -> bool:
    """Say whether a participle was taken for the main verb: `Troops backed by X raided a camp`."""
    children = list(participle.children)
    if any(child.dep_.startswith("aux") for child in children):
        return False
    return any(
        child.tag_ in _FINITE and child.dep_ in _MAIN and child.i > participle.i
        and not any(own.dep_ in syntax.SUBJECT | {"mark", "cc"} for own in child.children)
        for child in children
    )  # fmt: skip


def _below(token: Token) -> Iterator[Role]:
    """Yield the roles that the clauses hung on an actor give it: `X, which was seized by Y`."""
    cleft = any(c.dep_ == "cop" for c in token.children) and any(
        c.lower_ == "it" and c.i < token.i for c in token.children
    )
    for clause in token.children:
        if cleft and clause.i > token.i and clause.left_edge.lower_ in _WHO and _acts(clause):
            yield "agent"  # `It was Qatar that brokered the truce`
        if clause.dep_ == "acl" and clause.pos_ == "VERB" and clause.i > token.i:
            yield "agent" if clause.lower_.endswith("ing") else "target"
    who = _relative_behind(token)
    if who is not None:
        if who.dep_ in syntax.SUBJECT and _acts(who.head):
            yield "agent"
        elif who.dep_ in syntax.PASSIVE_SUBJECT | syntax.OBJECT:
            yield "target"


def _relative_behind(token: Token) -> Token | None:
    """Return the relative pronoun that stands for ``token``.

    A parser hangs the clause on the verb as often as on the noun next to it.
    """
    for clause in token.children:
        if clause.dep_ in syntax.RELATIVE_CLAUSE and clause.i > token.i:
            own = (c for c in clause.children if c.lower_ in _WHO and c.i < clause.i)
            return next(own, None)
    i = token.i + 1
    while i + 1 < len(token.doc) and token.doc[i].lower_ == "of" and token.doc[i + 1].is_title:
        i += 2  # `the Court of Justice, which ordered`
    if i + 1 < len(token.doc) and token.doc[i].text == ",":
        who = token.doc[i + 1]
        clause = who.head
        if who.lower_ == "who" and clause.head.i == token.head.i:
            return None  # `President Nguema of Gabon, who sent doctors`
        inside = token.i < clause.head.i < i
        if who.lower_ in {"who", "which"} and (inside or clause.head.pos_ in {"VERB", "AUX"}):
            return who if clause.dep_ in syntax.RELATIVE_CLAUSE | {"advcl", "conj"} else None
    return None


def _owner(token: Token, head: Token, steps: int) -> Role:
    word = head.lower_
    if word in PEOPLE and _plural(word):
        return _only_agent(_above(head, steps + 1))
    if word == "campaign" and token.ent_type_ == "PERSON":
        return "mentioned"  # `Trump's campaign declined`: a body
    if word in _DONE_TO_OWNER and not any(p == "of" for p, _ in syntax.obliques(head)):
        return "target"
    return "agent" if word in EVENTS else "mentioned"


def _only_agent(role: Role | None) -> Role:
    """What people of a body do the body does; what is done to them is done to them."""
    return "agent" if role == "agent" else "mentioned"


def _plural(word: str) -> bool:
    return word.endswith("s") or word in _GROUPS


def _before_noun(token: Token, head: Token, steps: int) -> Role | None:
    """`Taliban attacks`, `UN employees`, `the ZANU-PF party`; but `a World Bank loan`."""
    word = head.lower_
    if word == "campaign" and token.ent_type_ == "PERSON":
        return "mentioned"
    if word in PEOPLE and not _plural(word):
        return "mentioned"  # `the Finns Party leader`: one of it is not the whole
    if word in _OF_MEMBERS or (_hyphened(token) and head.head.pos_ in {"NOUN", "PROPN"} and (
        word in _NO_DEED
    )):  # fmt: skip
        return "mentioned"
    if word in EVENTS or (_hyphened(token) and head.tag_ == "VBN"):
        return "agent"
    if word in PEOPLE or word in _BODIES or (head.pos_ == "PROPN" and head.text[:1].isupper()):
        return _above(head, steps + 1)
    if head.dep_ in _TITLED and head.head.i > head.i:
        return _before_noun(head, head.head, steps + 1)  # `the Iran mining ban`
    return "mentioned"


def _hyphened(token: Token) -> bool:
    """Say whether a hyphen follows: `World Bank-funded`."""
    return token.i + 1 < len(token.doc) and token.nbor(1).text == "-"


def _behind(preposition: str, governor: Token, token: Token, steps: int) -> Role | None:
    word, verbal = governor.lower_, governor.pos_ in {"VERB", "AUX"}
    if preposition == "by" or (preposition == "between" and word in _OF_TWO):
        return "agent"  # `Fighting between X and Y`, though tagged as a verb
    if preposition in _SUCH and not verbal:
        return _above(governor, steps + 1)  # `companies such as Dongwon buy days`
    if preposition in _TOGETHER and not verbal:
        return _above(governor, steps + 1)  # `Kenya, along with Uganda, sent troops`
    if verbal:
        if preposition == "against" or (preposition == "on" and word.startswith("call")):
            return "target"
        if preposition == "to" and governor.lemma_.lower() in _GIVES:
            return "target"
        if preposition == "on" and governor.lemma_.lower() in _IMPOSES:
            return "target"
        if preposition in {"on", "to"} and any(
            t.lower_ in EVENTS for t in syntax.objects(governor)
        ):
            return "target"  # `launched an attack on X`, hung on the verb
        return "mentioned"
    if preposition == "of" and (word in PEOPLE or word in _BODIES):
        role = _above(governor, steps + 1)  # who kills a leader of a body has not killed the body
        return role if word in _BODIES or _plural(word) else _only_agent(role)
    if preposition in _WHOSE and word in PEOPLE and _plural(word):
        return _only_agent(_above(governor, steps + 1))
    if preposition == "to" and governor.dep_ in syntax.OBJECT and (
        governor.head.lemma_.lower() in _GIVES
    ):  # fmt: skip
        return "target"  # `has shipped containers to X`, hung on the thing
    if word in EVENTS or word in _FROM_DOER:
        if preposition == "of":
            return "target" if word in DONE_TO else "agent"
        if preposition == "between":
            return "agent"
        if preposition == "from" and word in _FROM_DOER:
            return "agent"
        return "target" if preposition in TOWARDS else "mentioned"
    return "mentioned"


def _acts(verb: Token) -> bool:
    """Say whether a subject's head is a verb of doing: not `be`, not `have`, no noun."""
    if verb.lower_ in _BEFORE_INFINITIVE:
        return any(child.dep_ in syntax.CLAUSAL_COMPLEMENT | {"advcl"} for child in verb.children)
    if verb.lower_ in {"has", "have", "had", "having"}:
        return any(child.dep_ == "xcomp" for child in verb.children)  # `has to pay`
    if verb.lemma_.lower() in _STATES | {"be"}:
        return False
    return verb.pos_ == "VERB" or verb.lower_ == "ought"


def _said_to_act(verb: Token) -> bool:
    if verb.lower_ not in _SAID_TO:
        return False
    done = [child for child in verb.children if child.dep_ == "xcomp"]
    return any(_acts(child) and not syntax.is_passive(child) for child in done)


def _preposition(token: Token) -> tuple[str | None, Token]:
    """Return the preposition before ``token`` and what it hangs on, in either label scheme."""
    if token.dep_ in {"pobj", "pcomp"}:
        return token.head.lower_, token.head.head
    if token.dep_.split(":")[0] in {"obl", "nmod"}:
        cases = [c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i]
        if cases:
            return cases[-1], token.head
    return None, token.head
