"""Verbs of saying mistaken for nouns or participles: `The bank fears that`, `as Lee advised`.

Asked only of words that are forms of a cue; what stands around them tells.
"""

from spacy.tokens import Token

from pipeline.annotate.attribution.speakers import PREPOSITIONS, is_finite

_LONGEST = 6  # words of whoever says so in a parenthesis


def opens_statement(word: Token) -> bool:
    """Say whether a noun is a verb that the tagger mistook: `The bank fears that it may ...`.

    What stands before it is a whole subject, no verb has come yet, and `that` a subject follows.
    """
    doc, sent = word.doc, word.sent
    if word.i + 2 >= sent.end or doc[word.i + 1].lower_ != "that":
        return False
    before, behind = doc[sent.start : _opening_of_aside(word)], doc[word.i + 2]
    several = any(token.tag_ in {"NNS", "NNPS"} for token in before[:4])  # `Experts ... doubt that`
    if (word.lower_[-1:] != "s" and not several) or any(t.tag_ == "CD" for t in before[:1]):
        return False  # `Eight island states that belong`
    if not len(before) or before[-1].pos_ not in {"NOUN", "PROPN"} or is_finite(behind):
        return False
    return before[0].lower_ not in PREPOSITIONS and not any(is_finite(t) for t in before)


def _opening_of_aside(word: Token) -> int:
    """Return where `, the lobby,` before a verb begins; else the verb."""
    doc, sent = word.doc, word.sent
    if doc[word.i - 1].text != ",":
        return word.i
    commas = [i for i in range(sent.start + 1, word.i - 1) if doc[i].text == ","]
    return commas[0] if len(commas) == 1 and word.i - commas[0] <= _LONGEST + 4 else word.i


def is_parenthesis(word: Token) -> bool:
    """Say whether a noun is the verb of a parenthesis: `It would, the bank estimates, cost more`.

    So is that of `As the bank notes, ...`. A list has commas, too, but no verb
    right behind one of them.
    """
    doc, sent = word.doc, word.sent
    if word.i + 2 >= sent.end or doc[word.i + 1].text != "," or word.lower_[-1:] != "s":
        return False
    if sent[0].lower_ == "as" and 0 < word.i - sent.start - 1 <= _LONGEST:
        return not any(is_finite(t) or t.is_punct for t in doc[sent.start : word.i])
    comma = next((i for i in range(word.i - 1, sent.start, -1) if doc[i].text == ","), None)
    if comma is None or not 0 < word.i - comma - 1 <= _LONGEST:
        return False
    whole = doc[comma + 1].lower_ == "the" or doc[comma + 1].text[:1].isupper()
    return whole and is_finite(doc[word.i + 2])


def is_only_verb(verb: Token) -> bool:
    """Say whether what hangs on the sentence's root is its verb: `The mayor called for it`."""
    root = verb.head
    alone = verb.dep_ == "acl" and root.i < verb.i and (
        root.dep_ == "ROOT" or is_infinitive_taken_for_root(root.head)
    )  # fmt: skip
    if not alone or verb.lower_.endswith("ing") or verb.sent[-1].text != ".":
        return False
    return root.pos_ in {"NOUN", "PROPN"} and not any(is_finite(t) for t in verb.sent if t != verb)


def is_infinitive_taken_for_root(verb: Token) -> bool:
    """Say whether a root is the resign of `The union called on ministers to resign`."""
    return verb.dep_ == "ROOT" and any(
        child.lower_ == "to" and child.dep_ in {"mark", "aux"} and child.i < verb.i
        for child in verb.children
    )


def is_name_at_start(head: Token) -> bool:
    """Say whether a verb is a name that opens a sentence: `Unite, the union, says`."""
    apposed = any(child.dep_ == "appos" for child in head.children)
    return head.i == head.sent.start and head.tag_ == "VB" and head.text.istitle() and apposed


_NAMING = frozenset({"called", "named", "dubbed", "termed", "known"})


def is_named(verb: Token) -> bool:
    """Say whether a participle tells a name: `a group called the Movement`, `value added tax`."""
    if verb.lower_ == "added" and verb.i and verb.nbor(-1).lower_ == "value":
        return True
    if verb.dep_ != "acl" or verb.lower_ not in _NAMING or is_only_verb(verb):
        return False
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    return any(token.pos_ == "PROPN" or token.text in {"“", '"', "‘"} for token in behind[:2])


def comma_as(verb: Token) -> Token | None:
    """Return the ``as`` of `..., as the auditor advised`, whose verb was taken for a participle."""
    if verb.dep_ != "acl":
        return None
    words = (c for c in verb.head.children if c.dep_ == "case" and c.lower_ == "as")
    found = next(words, None)
    if found is None or found.i == verb.sent.start or found.nbor(-1).text != ",":
        return None
    return found
