"""Words cut by a line's end, made whole: a hyphen goes only if it was the printer's.

``govern-`` / ``ment`` is one word, ``co-`` / ``operation`` keeps its hyphen. What the document
itself writes elsewhere decides first, then the word list; ``IS-`` / ``K``, ``1996-`` / ``2001``
and ``Pak-`` / ``Afghan`` keep theirs, since what stands there is no word without it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.assembly.draft import Draft, Mending, Token
from pipeline.assembly.words import is_word

DASHES = "–—"  # between words and numbers without a space: 77–81, crisis—which
HYPHENS = "-\u2010\u00ad\u00ac"  # hyphen-minus, hyphen, soft hyphen, the not sign OCR makes of it
_CORE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Prefixes that stand before a hyphen in good English prose, where no list knows the compound.
_PREFIXES = frozenset(
    {
        "all", "anti", "co", "counter", "cross", "ex", "extra", "half", "high", "inter",
        "intra", "long", "low", "mid", "multi", "non", "off", "on", "one", "post", "pre",
        "pro", "quasi", "re", "self", "semi", "short", "single", "sub", "third", "trans",
        "two", "three", "four", "five", "six", "ultra", "under", "vice", "well", "year",
        "first", "second", "large", "small", "so", "full", "policy", "decision",
    }
)  # fmt: skip


def join_hyphens(drafts: Iterable[Draft]) -> None:
    """Join the tokens that a line's end cut, in place; each is a ``dehyphenated`` mending."""
    drafts = list(drafts)
    seen = _words_within_lines(drafts)
    for draft in drafts:
        out: list[Token] = []
        for token in draft.tokens:
            before = out[-1] if out else None
            if before is not None and before.line_end and token.line_start and _cut(before, token):
                _join(before, token, seen)
            else:
                out.append(token)
        draft.tokens = out


def _words_within_lines(drafts: Sequence[Draft]) -> Counter[str]:
    """Count the words, hyphens included, that no line's end cuts."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        for before, token in zip([None, *draft.tokens], draft.tokens, strict=False):
            cut = before is not None and before.line_end and before.text[-1:] in HYPHENS
            if not cut and token.text[-1:] not in HYPHENS:
                seen[_bare(token.text)] += 1
    return seen


def _bare(text: str) -> str:
    return text.strip(".,;:!?()[]“”\"'‘’").casefold().replace("\u2010", "-")


def _cut(before: Token, token: Token) -> bool:
    text = before.text
    if len(text) < 2 or before.marks:
        return False
    if text[-1] in DASHES:
        return _dashed(before, token)
    if text[-1] not in HYPHENS:
        return False
    if "/" in text or "@" in text or "www." in text:
        return False  # a web address, mended where references are read
    return text[-2].isalnum() and token.text[:1].isalnum()


def _dashed(before: Token, token: Token) -> bool:
    """Say whether a dash at the line's end joins what it stands between, as ``77–`` / ``81``.

    OCR makes dashes of hyphens, so that there only a range of numbers is sure.
    """
    left, right = before.text[-2], token.text[:1]
    if left.isdecimal() and right.isdecimal():
        return True
    return left.isalnum() and right.isalnum() and before.pieces[-1].method == "text"


def _join(before: Token, token: Token, seen: Counter[str]) -> None:
    head, tail = before.text, token.text
    printed = f"{head} {tail}"
    keep = head[-1] in DASHES or keeps_hyphen(
        head[:-1], tail, soft=head[-1] in "\u00ad\u00ac", seen=seen
    )
    if not keep:
        before.set_text(head[:-1])
    before.pieces += token.pieces
    before.mended += token.mended
    if not keep:
        before.mended += (Mending("dehyphenated", printed),)
    before.marks += token.marks
    before.line_end = token.line_end


def keeps_hyphen(head: str, tail: str, *, soft: bool, seen: Counter[str]) -> bool:
    """Say whether ``head-tail``, cut at a line's end, keeps its hyphen when joined.

    Args:
        head: what stands before the hyphen, maybe with a hyphen or more of its own.
        tail: what begins the next line, with the stops behind it.
        soft: the sign printed is a soft hyphen, which is never the word's own.
        seen: how often the document writes each word within a line, in lower case.
    """
    if soft:
        return False
    whole, compound = _bare(head + tail), _bare(f"{head}-{tail}")
    if seen[whole] != seen[compound]:
        return seen[compound] > seen[whole]
    first = re.split(r"[-\u2010/–—(\[“\"‘]", head)[-1]
    last = _CORE.match(tail)
    if not first or not first.isalpha() or last is None or not tail[0].islower():
        # Digits, acronyms, names: 1996-2001, IS-K, Pak-Afghan. Capitals alone may be one word.
        shout = head.isupper() and tail[:2].isupper() and len(head) > 2
        return not (shout and is_word((first + tail).strip(".,;:!?()").casefold()))
    if "-" in head:  # one more of the word's own hyphens: end-of-/year
        return not is_word(first + last[0])
    joined = (first + last[0]).casefold()
    if is_word(joined):
        return False
    if first.casefold() in _PREFIXES and is_word(last[0].casefold()):
        return True
    both = is_word(first.casefold()) and is_word(last[0].casefold())
    return both and len(first) > 2 and len(last[0]) > 2 and not _derived(joined)


_SUFFIXES = (
    "s", "es", "ed", "d", "ing", "ly", "er", "ers", "or", "ors", "al", "ally", "ment", "ments",
    "ness", "ity", "ities", "ism", "isation", "ization", "able", "ably", "ation", "ations",
    "ive", "ist", "ists", "ically", "ise", "ised", "ising", "ises", "ize", "ized", "izing",
    "izes", "ful", "less", "'s", "’s", "y",
)  # fmt: skip


def _derived(word: str) -> bool:
    """Say whether ``word`` is a listed word with a common ending (or the ending's e dropped)."""
    return any(
        word.endswith(suffix)
        and len(word) - len(suffix) > 3
        and (is_word(word[: -len(suffix)]) or is_word(word[: -len(suffix)] + "e"))
        for suffix in _SUFFIXES
    )
