"""Which words of a sentence its main clause holds, so that a rule looks only at these.

`It said that it did not know` denies nothing; `It did not say` does. With a parse the clause is
read from it; without one it lies between the subordinate clauses that closed classes of words
open. The rules that ask are the same for both.
"""

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.annotate.cues import lexicon
from pipeline.annotate.syntax import RELATIVE_CLAUSE, SUBJECT

_SUBORDINATE = frozenset(
    {"ccomp", "advcl", "acl", "csubj", "csubjpass", "csubj:pass", "parataxis", "pcomp",
     "advcl:relcl", "csubj:outer", "acl:cleft"}
) | RELATIVE_CLAUSE  # fmt: skip
_OPENS_CLAUSE = frozenset(
    """
    if when while although though since because as unless after before until once whereas
    even given should
    """.split()
)
_BREAKS = frozenset(
    """
    that which who whom whose because although though whereas if unless until when while
    where so since than whether how why
    """.split()
)
_ALWAYS = frozenset({"because", "although", "though", "whereas", "unless"})
_HUNG = frozenset({"acl"}) | RELATIVE_CLAUSE  # a clause that a noun introduces: `a threat that`
_QUESTIONS = frozenset({"who", "what", "which", "whether", "if", "how", "why", "where", "when"})
_THINKS = frozenset({"think", "believe", "feel", "say", "hope", "insist"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "there", "we"})
_FINITE = frozenset(
    """
    is are was were has have had will would could may might can cannot should must did does
    do be been 's ’s ca wo
    """.split()
)


def main_clause(sent: Span, *, certain: bool = False) -> list[Token]:
    """Return the words of the main clause of ``sent``, in order, its first conjunct only.

    A parser errs on long sentences, and so do closed classes of words, seldom on the same ones:
    a word is in if either says so, or, when it must be ``certain``, if both do; relative clauses
    are what a parser finds best, and stay out.
    """
    by_words = _between(list(sent))
    if not sent[0].has_dep():
        return by_words
    related = {
        token.i for child in sent if child.dep_ in RELATIVE_CLAUSE for token in child.subtree
    }
    if not _is_clause(sent.root):  # no verb on top: the parser hung it somewhere below
        related = set()
    added = [token for token in by_words if token.i not in related]
    top = _top(sent)
    by_parse = _under(sent.root) + (_under(top) if top != sent.root else [])
    if certain:
        inside = {token.i for token in by_parse}
        return [token for token in added if token.i in inside]
    return sorted({token.i: token for token in by_parse + added}.values(), key=_place)


def _top(sent: Span) -> Token:
    """Return the head of the main clause, also where a parser hung it on its own subject.

    `An audit by the firm, which was promised in March, never took place`.
    """
    root = sent.root
    if _is_clause(root):
        return root
    for child in root.children:
        aside = any(t.dep_ in RELATIVE_CLAUSE for t in sent.doc[root.i : child.i])
        own = any(c.dep_ in SUBJECT for c in child.children)
        commaed = child.left_edge.text == "," and child.i > root.i
        if child.dep_ == "parataxis" and _is_clause(child) and aside and commaed and not own:
            return child
    return root


def content_clause(sent: Span) -> list[Token]:
    """Return the words of the clause that the main one introduces: what was said, is feared.

    `The group announced that it would return`, `There is a threat that it could return`.
    """
    if sent[0].has_dep():
        root = sent.root
        for child in _near(root):
            marks = {c.lower_ for c in child.children if c.dep_ == "mark"}
            asks = any(c.lower_ in _QUESTIONS for c in child.children)
            if (child.dep_ == "ccomp" and not asks) or (child.dep_ in _HUNG and "that" in marks):
                return _under(child)
    main = _between(list(sent))
    behind = sent.doc[main[-1].i + 1 : sent.end] if main else sent[:0]
    return _between(list(behind[1:])) if behind and behind[0].lower_ == "that" else []


def thinks(clause: Sequence[Token]) -> bool:
    """Say whether the author says what they think: `I believe that no child should ...`."""
    words = [token.lower_ for token in clause]
    return any(
        {"i", "we"} & set(words[max(0, k - 2) : k])
        for k, word in enumerate(words[:4])
        if word in _THINKS
    )


def _near(root: Token) -> list[Token]:
    """The dependents of ``root``, and those of its subject and object, which may hold a clause."""
    own = list(root.children)
    return own + [g for c in own if c.dep_.startswith(("nsubj", "obj", "dobj", "attr"))
                  for g in c.children]  # fmt: skip


def _under(head: Token) -> list[Token]:
    inside = [head]
    stack = [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _SUBORDINATE or (child.dep_ == "conj" and _is_clause(child)):
                continue
            inside.append(child)
            stack.append(child)
    return sorted(inside, key=_place)


def _place(token: Token) -> int:
    return token.i


def _is_clause(conjunct: Token) -> bool:
    return conjunct.pos_ in {"VERB", "AUX"} or any(
        child.dep_ in {"cop", "aux", "aux:pass", "auxpass"} for child in conjunct.children
    )


def _between(words: list[Token]) -> list[Token]:
    start = 0
    if words and words[0].lower_ in _OPENS_CLAUSE:
        comma = next((i for i, t in enumerate(words) if t.text == ","), None)
        start = comma + 1 if comma is not None else 0
    elif words and words[0].tag_ in {"VBN", "VBG"}:  # `Asked whether he would go, he smiled.`
        comma = next((i for i, t in enumerate(words) if t.text == ","), None)
        start = comma + 1 if comma is not None and _acts_behind(words[comma + 1 :]) else 0
    commas = [i for i, token in enumerate(words) if token.text == ","]
    inside: list[Token] = []
    seen_verb = False
    i = start
    while i < len(words):
        word = words[i].lower_
        behind = words[i + 1].lower_ if i + 1 < len(words) else ""
        ended = words[i].text == ":" and seen_verb and not _speech_behind(words, i)
        if (
            ended
            or words[i].text in ";—"
            or (i > start and _breaks(word, behind, seen_verb=seen_verb))
        ):
            break
        if word in _BREAKS and i > start and commas and commas[-1] > i:
            i = commas[bisect_left(commas, i)] + 1  # an aside: `The law, which ..., failed`
            continue
        seen_verb = seen_verb or _may_be_verb(words[i])
        inside.append(words[i])
        i += 1
    return inside


def _acts_behind(words: list[Token]) -> bool:
    return any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in words)


def _speech_behind(words: list[Token], colon: int) -> bool:
    return colon + 1 < len(words) and words[colon + 1].text in {'"', "“", "‘", "'"}


def _may_be_verb(token: Token) -> bool:
    word = token.lower_
    if word in _FINITE or token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    noun = token.pos_ in {"NOUN", "PROPN", "ADJ"}  # `The Fleet Command, whose ships ...`
    return not noun and (word.endswith("ed") or word in lexicon().verbs)


def _breaks(word: str, behind: str, *, seen_verb: bool) -> bool:
    if word in _ALWAYS or (word == "as" and behind in _PRONOUNS):
        return True
    return word in _BREAKS and seen_verb
