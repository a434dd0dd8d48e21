"""Slips of the OCR and of fonts, mended word by word; each one listed with what was printed.

A repair that makes a right word wrong costs more than it can win: what is not plainly a slip is
left alone. In a text layer only ligatures and invisible characters are touched.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pipeline.assembly.draft import Draft, Mending, Piece, Token, cut_word
from pipeline.assembly.wording import ends_sentence
from pipeline.assembly.words import FUNCTION_WORDS, is_word

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\ufffe"), None
)
# Marks that stand for nothing in prose, alone or in front of a word.
_STRAY = frozenset("~=|_^`¬¦\\■□")
_LEADING = re.compile(r"^[~=|_^`¬¦\\]+(?=[^\W\d_]{2})")
# Function words that begin no compound, so that what follows them was a word of its own.
_RUN_INTO = frozenset(
    {"the", "of", "and", "that", "this", "these", "those", "with", "from", "which", "their"}
)
_RUN_TOGETHER = re.compile(r"^[^\W\d_]{4,24}$")


def mend_glyphs(drafts: Iterable[Draft]) -> None:
    """Write ligatures out and drop invisible characters, in place. For every kind of text."""
    for draft in drafts:
        for token in draft.tokens:
            for i, piece in enumerate(token.pieces):
                if piece.text.isascii() and piece.text.isprintable():
                    continue
                text = piece.text.translate(LIGATURES)
                if not (token.line_end and text.endswith("\u00ad")):
                    text = text.translate(_INVISIBLE)
                text = "".join(ch for ch in text if ch == "\u00ad" or not _control(ch))
                if text != piece.text:
                    kind = "ligature" if len(text) > len(piece.text) else "spacing"
                    if kind == "ligature":
                        token.mended += (Mending(kind, token.text),)
                    token.pieces[i] = Piece(text, piece.word, piece.page, piece.method)
            if not all(piece.text for piece in token.pieces):
                token.pieces = [piece for piece in token.pieces if piece.text]
        draft.tokens = [token for token in draft.tokens if token.pieces]


def _control(ch: str) -> bool:
    return unicodedata.category(ch) in {"Cc", "Cs", "Cf"} or ch.isspace()


def mend_ocr(drafts: Iterable[Draft]) -> None:
    """Mend stray marks and run-together words of OCR text, in place."""
    drafts = list(drafts)
    seen = Counter(token.text.strip('.,;:!?()“”"').casefold() for d in drafts for token in d.tokens)
    for draft in drafts:
        if draft.lines[0].method != "ocr":
            continue
        _strip_opening_quote(draft.tokens)
        out: list[Token] = []
        for i, token in enumerate(draft.tokens):
            after = draft.tokens[i + 1] if i + 1 < len(draft.tokens) else None
            if _is_stray(token, out[-1] if out else None, after):
                if after is not None:
                    after.mended += (Mending("stray mark", f"{token.text} {after.text}"),)
                elif out:
                    out[-1].mended += (Mending("stray mark", f"{out[-1].text} {token.text}"),)
                continue
            _strip_leading(token)
            opens = not out or ends_sentence(out[-1].text, misread=True)
            out += [token] if token.text[:1].isupper() and not opens else _parted(token, seen)
        draft.tokens = out or draft.tokens


def _is_stray(token: Token, before: Token | None, after: Token | None) -> bool:
    """Say whether a token is dirt: marks alone, among words and not among numbers.

    An equals sign may be part of a formula: it is dirt only where a clause ends or goes on.
    """
    text = token.text
    if token.marks or len(text) > 2 or not all(ch in _STRAY for ch in text):
        return False
    if before is None:
        return text in {"|", "_", "~", "__"} and after is not None and after.text[0].isalpha()
    if before.text[-1:].isdigit() or (after is not None and after.text[:1].isdigit()):
        return False
    if "=" in text:
        word = before.text.casefold()
        return after is not None and (word[-1] in ",;." or word in FUNCTION_WORDS)
    return before.text[-1:].isalpha() or before.text[-1:] in ".,;:)"


def _strip_opening_quote(tokens: list[Token]) -> None:
    """Take off single quotation marks before words that nothing in the block closes."""
    closed = any(
        re.search(r"[’'][.,;:!?]?$", token.text) or re.search(r"[.,;:!?][’']", token.text)
        for token in tokens
    )
    if closed:
        return
    for token in tokens:
        text = token.text
        if len(text) > 2 and text[0] in "‘'" and text[1].isalpha() and len(token.pieces) == 1:
            token.set_text(text[1:])
            token.mended += (Mending("stray mark", text),)


def _strip_leading(token: Token) -> None:
    match = _LEADING.match(token.text)
    if not match or len(token.pieces) != 1:
        return
    printed = token.text
    token.set_text(printed[match.end() :])
    token.mended += (Mending("stray mark", printed),)


def _parted(token: Token, seen: Counter[str]) -> list[Token]:
    """Return the token, or the two that were run together.

    Only where the whole is no word and stands but once in the report, both parts are words, one
    of them a function word, and there is one way to part them.
    """
    text = token.text
    core = text.rstrip('.,;:!?)”’"')
    if len(token.pieces) != 1 or not _RUN_TOGETHER.match(core) or is_word(core.casefold()):
        return [token]
    if is_word(core) or seen[core.casefold()] > 1 or not core[1:].islower():
        return [token]
    ways = [k for k in range(2, len(core)) if _part(core[:k], core[k:])]
    if len(ways) != 1:
        return [token]
    k = ways[0]
    first, second = _halves(token.pieces[0], k)
    one = Token([first], token.line, line_start=token.line_start)
    two = Token([second], token.line, line_end=token.line_end)
    one.mended = (Mending("spacing", text, reach=1),)
    two.mended, two.marks = token.mended, token.marks
    return [one, two]


def _part(first: str, second: str) -> bool:
    """Say whether a run-together word may be these two."""
    low = first.casefold()
    if low in _RUN_INTO:
        return second in FUNCTION_WORDS or (len(second) >= 4 and is_word(second))
    if second == "a" and first.islower():  # wasa fighter
        return low in FUNCTION_WORDS or (len(low) >= 5 and low.endswith(("ed", "ing")))
    return False


def _halves(piece: Piece, k: int) -> tuple[Piece, Piece]:
    """Return a printed word cut in two."""
    head, tail = cut_word(replace(piece.word, text=piece.text), k)
    return (
        Piece(head.text, head, piece.page, piece.method),
        Piece(tail.text, tail, piece.page, piece.method),
    )
