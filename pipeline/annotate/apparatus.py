"""What a report says that nobody would check: the citations of a law, addresses, instructions.

In: a sentence with its parse. Out: whether it is of this kind. Such sentences are full of names,
dates and figures, and would stand at the top of a list of what is worth checking.
"""

import re

from spacy.tokens import Span, Token

from pipeline.annotate.syntax import PASSIVE_SUBJECT, SUBJECT

_SUBJECT = SUBJECT | PASSIVE_SUBJECT
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NUMBER = re.compile(r"\+?\(?\d[\d() .-]{6,20}\d")  # telephone numbers, before they are looked at
_REACHED_BY = re.compile(
    r"\b(?:tel|telephone|phone|fax|toll[ -]free|hotline|e-?mail)\b|\S@\w|\bwww\.|https?://",
    re.IGNORECASE,
)
_REPORTED = re.compile(  # volume, series, page: `898 F.3d 287`, `18 U.S.C.`
    r"\b\d{1,4} (?:U\. ?S\.|S\. ?Ct\.|F\. ?(?:2d|3d|4th|Supp)|C\.F\.R\.|CFR\b|Fed\. Reg\.|T\.C\.)"
)
_SIGNALS = frozenset({"see", "id", "ibid", "cf", "accord"})
_POINTED_AT = frozenset(
    """
    also generally e.g. eg id infra supra page pages p. pp. section sections table tables figure
    appendix annex note notes chapter part app. ante post
    """.split()
)
_YOU = frozenset({"you", "your", "yours"})
_TO_A_READER = frozenset(
    """
    enter attach file fill complete check write print sign mail call contact visit multiply subtract
    add include skip click submit return keep read use see go send order email e-mail fax
    """.split()
)


def is_apparatus(sent: Span) -> bool:
    """Say whether ``sent`` cites, gives an address, lists names, or tells the reader what to do."""
    words = _words(sent)
    if not words or not sent[0].has_dep():
        return False
    return (
        is_reference(sent)
        or _reaches_somebody(sent, words)
        or (_verbless(words) and _lists_names(words))
        or _instructs(sent.root)
    )


def is_reference(sent: Span) -> bool:
    """Say whether ``sent`` cites: `See, e.g., State v. Smith, 898 F.3d 287`, `Id. at 12`."""
    words = _words(sent)
    if not words:
        return False
    first, rest = words[0].lower_.rstrip("."), [w for w in words[1:3] if w.text != "."]
    if first in _SIGNALS and rest:
        behind = rest[0]
        if first != "see" or behind.text in {",", "("} or behind.lower_ in _POINTED_AT:
            return True
        if behind.lower_ == "the" and len(rest) > 1:
            behind = rest[1]  # `See the Harbour Act 1996`
        if behind.text[0].isupper() or behind.text[0].isdigit():
            return True
    return _verbless(words) and _REPORTED.search(sent.text) is not None


def _words(sent: Span) -> list[Token]:
    return [token for token in sent if not token.is_space]


def _verbless(words: list[Token]) -> bool:
    """Say whether a tagger saw no finite verb, nor a parser a subject."""
    if words[0].tag_ == "":
        return False
    return not any(token.tag_ in _FINITE or token.dep_ in _SUBJECT for token in words)


def _reaches_somebody(sent: Span, words: list[Token]) -> bool:
    """`telephone: (816) 329-4059`, `For more, write to info@example.org`."""
    if any(token.tag_ in {"VBD", "VBZ", "MD"} for token in words):
        return False  # `The hotline received 3,000 calls`
    numbers = _NUMBER.findall(sent.text)
    telephone = any(sum(c.isdigit() for c in number) >= 9 for number in numbers)
    return telephone or _REACHED_BY.search(sent.text) is not None


def _lists_names(words: list[Token]) -> bool:
    """`Edward Porter, Research Manager, American Petroleum Institute`."""
    plain = [w for w in words if w.is_alpha and len(w) > 3]
    names = sum(w.text[0].isupper() for w in plain)
    return 2 * names > len(plain) and not any(w.like_num or w.is_currency for w in words)


def _instructs(root: Token) -> bool:
    """`If you received $600 or more, enter it on line 12`, `You must file by June`."""
    children = list(root.children)
    subjects = [child for child in children if child.dep_ in _SUBJECT]
    if subjects:
        modal = any(child.tag_ == "MD" for child in children)
        return subjects[0].lower_ == "you" and modal and root.lower_ in _TO_A_READER
    if root.tag_ not in {"VB", "VBP"} or any(child.dep_.startswith("aux") for child in children):
        return False
    spoken_to = any(token.lower_ in _YOU for token in root.subtree)
    return root.lower_ in _TO_A_READER and (spoken_to or root.i == root.sent.start)
