"""Sentence starts, by rule: characters in, offsets out; no model is needed.

A full stop, question or exclamation mark or an ellipsis ends a sentence unless what stands
before it (an abbreviation, an initial, an enumerator) or behind it (a small letter, the cue of
a quotation) says otherwise. Closing quotes, brackets and citation marks that follow it at once
belong to the sentence they close. The method is that of Grefenstette and Tapanainen (1994),
"What is a word, what is a sentence?": word lists before, capitals behind.

The component runs before a trained parser, which keeps to the starts that are set, or without
one. Every start lies within one block of ``doc._.document``, if there is one, and each cell of
a table is a sentence.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import attributes  # noqa: F401  (registers doc._.document)
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Document, Span

START, NO_START = np.array([1, -1]).astype("uint64")

_LIST = "sentence_words.tsv"
ALWAYS_FOLLOWED = words_for("always followed", _LIST)  # e.g., Dr., Gen.
BEFORE_NUMBER = words_for("before a number", _LIST)  # No. 5, Fig. 2, Jan. 6, pp. ix
MAY_END = words_for("may end", _LIST)  # U.S., Inc., etc.: they do if an opener follows
OF_THE_CLOCK = words_for("behind a number", _LIST)  # 9 p.m., 44 B.C.: another number may open
OF_LAW = words_for("of law", _LIST)  # Cal., Fam., Reg.: no end before another, or
NAMES_A_LAW = words_for("names a law", _LIST)  # Code
OPENERS = words_for("opens a sentence", _LIST)  # seldom inside a name: however, the, although
SPEAKING = (
    r"(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|replied|replies|noted|notes"
    r"|argued|argues|warned|warns|explained|explains|declared|declares|stated|states|insisted)"
)

CLOSERS = "\"'”’»)]}›"
OPENERS_OF_QUOTES = "\"'“‘«([{‹"
_MARKS = "[⁰¹²³⁴⁵⁶⁷⁸⁹†‡]"
# Every quantifier below is bounded or followed by what it cannot match itself: linear time.
_CITATION = r"\[[\d,–\- ]{1,20}\]"
_STOP = re.compile(
    rf"(?P<stop>[.!?…]+|[。！？])(?P<close>(?:[{re.escape(CLOSERS)}]|{_MARKS}|{_CITATION})*)"
    rf"(?P<apart>\s{_CITATION}(?=\s[^a-z]))?"  # `in 1805. [6] An undistinguished student`
)
_WORD_BEFORE = re.compile(r"[^\W_](?:[\w.'’&/-]{0,39})$")
_NEXT = re.compile(
    rf"\s*(?P<open>[{re.escape(OPENERS_OF_QUOTES)}]{{0,3}})"
    rf"(?P<word>[^\s{re.escape(CLOSERS)},;:]{{0,40}})"
)
_BREAK = re.compile(
    r"\n[^\S\n]*\n\s*|\f\s*|\n(?=[^\S\n]*(?:[•●▪■◦‣–—*·\uf0b7-]|\(?[a-z0-9]{1,2}[.)])\s)"
)
_ENUMERATOR = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[A-Za-z]|[ivxlcIVXLC]{1,5})")
# A series of law reports stands between its volume and a page: 343 U.S. 579, 107 F. Supp. 2d 10.
_VOLUME = re.compile(r"(?<![\w.,$£€])\d{1,4}\s(?:(?:[A-Z][\w.'’]{0,9}\.|[2-9](?:d|th))\s){0,4}$")
_SPEAKER = re.compile(rf"(?:[A-Z][\w.'’-]{{0,30}}\s){{1,4}}{SPEAKING}\b|{SPEAKING}\b")


def sentence_starts(text: str) -> list[int]:
    """Return the offset of the first character of every sentence of ``text``, in order.

    A blank line, a form feed and a line that opens with a bullet or an enumerator start a
    sentence too; any other line break is a space. White space belongs to the sentence before.
    """
    starts: list[int] = []
    pieces = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    for start, end in pairwise(pieces):
        starts.extend(_starts_of_piece(text, start, end))
    return starts


def _starts_of_piece(text: str, start: int, end: int) -> list[int]:
    first = _skip_space(text, start, end)
    if first == end:
        return []
    starts = [first]
    brackets = _brackets(text, start, end)
    for match in _STOP.finditer(text, start, end):
        following = _skip_space(text, match.end(), end)
        if following == end:
            break
        if _inside(brackets, match.start()) and ")" not in match["close"]:
            continue
        if _ends_sentence(text, match, starts[-1], following, end):
            starts.append(following)
    return starts


def _ends_sentence(text: str, match: re.Match[str], start: int, following: int, end: int) -> bool:
    spaced = following > match.end()
    after = _NEXT.match(text, following, end)
    assert after is not None  # every part of the pattern may be empty
    quote, word = after["open"], after["word"]
    bare = word.rstrip(".!?…")
    before_match = _WORD_BEFORE.search(text, max(start, match.start() - 40), match.start())
    before = before_match[0] if before_match else ""
    if not spaced:
        # `action.The`, `action.6The`: run together in print. Not `3.5`, `U.S.`, `www.un.org`.
        return (
            match["stop"] == "."
            and len(before) > 3
            and before.isalpha()
            and before[1:].islower()
            and len(bare) > 1
            and (bare.lower() in OPENERS or bool(match["close"]))
            and bare[0].isupper()
        )
    if not word:
        return False
    quoted = match["close"] and match["close"][0] in "\"'”’»"
    # `“Will you go?” Karim Haddad said.`; behind a full stop whoever speaks opens the next one.
    if quoted and match["stop"] != "." and _SPEAKER.match(text, following, end):
        return False
    if not _may_open(bare or word, quote):
        return False
    if match["stop"] != ".":
        return True
    if match["close"]:
        return before.lower().rstrip(".") not in ALWAYS_FOLLOWED
    position = match.start() - len(before)
    return not (
        _is_of_law(before, word, text, position)
        or _abbreviates(before, bare, text, position, start, quote)
    )


def _may_open(word: str, quote: str) -> bool:
    first = word[0]
    if first.isupper() or first in "¿¡$€£¥#@•–—-":
        return True
    if first.isdigit():
        return quote != "("
    # Brands that begin small: iPhone, eBay, mRNA. Caseless scripts have no capitals to wait for.
    return (first.islower() and len(word) > 2 and word[1].isupper()) or (
        first.isalpha() and not first.islower()
    )


def _is_of_law(before: str, word: str, text: str, position: int) -> bool:
    """Say whether the full stop stands in the citation of a law or a judgment."""
    low, bare = before.lower(), word.rstrip(".")
    if not before[:1].isupper():
        return False
    if bare[:1].isdigit() and low not in OF_THE_CLOCK:
        return bool(_VOLUME.search(text, max(0, position - 40), position))
    if low not in OF_LAW:
        return False
    if word.endswith("."):  # Fed. R., Civ. P., Pub. L., L. No.
        return bare.lower() in OF_LAW or (len(bare) == 1 and bare.isupper()) or bare == "No"
    return bare.lower() in NAMES_A_LAW


def _abbreviates(before: str, word: str, text: str, position: int, start: int, quote: str) -> bool:
    """Say whether the full stop behind ``before`` is that of an abbreviation."""
    low = before.lower().rstrip(".")
    short_form = quote.startswith("(") and quote != "("  # `Acme Health, Inc. (“AHI”), in Ohio`
    opener = not short_form and (word.lower() in OPENERS or bool(quote and quote != "("))
    if position == start and _ENUMERATOR.fullmatch(before):
        return True  # `1. The`, `a. The`, at the start of a list item
    if low in ALWAYS_FOLLOWED:
        return True
    if low in BEFORE_NUMBER and (word[:1].isdigit() or _is_roman(word)):
        return True
    if len(before) == 1 and before.isupper() and before != "I":
        return not opener  # an initial: J. Smith; but: hepatitis B. The
    if low in MAY_END or re.fullmatch(r"(?:[a-z]\.){1,4}[a-z]", low):
        return not opener and (word[:1].isupper() or not word[:1].isdigit())
    return False


def _is_roman(word: str) -> bool:
    return 0 < len(word) < 6 and all(letter in "ivxlcIVXLC" for letter in word)


def _brackets(text: str, start: int, end: int) -> list[Span]:
    """Return the round brackets that open and close within one sentence's length."""
    found: list[Span] = []
    opened: int | None = None
    for match in re.compile(r"[()]").finditer(text, start, end):
        if match[0] == "(":
            opened = match.start()
        elif opened is not None:
            before = text[max(start, opened - 3) : opened].rstrip()
            # One that opens behind a full stop holds sentences of its own.
            if match.start() - opened < 300 and not before.endswith((".", "!", "?")) and before:
                found.append((opened, match.start()))
            opened = None
    return found


def _inside(spans: list[Span], offset: int) -> bool:
    i = bisect_right(spans, (offset, offset)) - 1
    return i >= 0 and spans[i][0] < offset < spans[i][1]


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def document_starts(document: Document) -> list[int]:
    """Return the sentence starts of a document: none crosses a block, a table cell is one."""
    text = document.text
    cells = sorted((cell.start, cell.end) for table in document.tables for cell in table.cells)
    starts: set[int] = set()
    for block in document.blocks:
        inner = cells[bisect_left(cells, (block.start, 0)) : bisect_left(cells, (block.end, 0))]
        if block.kind == "table":
            found = [edge for cell in inner for edge in cell]
            found += [line.end() for line in _LINE.finditer(text, block.start, block.end)]
        else:
            stretch = text[block.start : block.end]
            found = [block.start + start for start in sentence_starts(stretch)]
        printed = (_skip_space(text, start, block.end) for start in (block.start, *found))
        starts.update(start for start in printed if start < block.end)
    return sorted(starts)


_LINE = re.compile(r"[\n\t]+")  # between the cells and rows of a table


class Sentences:
    """Sets ``token.is_sent_start`` of every token; leaves a Doc that is already parsed alone."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the starts and return ``doc``."""
        if doc.has_annotation("DEP"):  # spaCy lets nobody move the sentences of a parse
            return doc
        document: Document | None = doc._.document
        blocks = document is not None and document.blocks and document.text == doc.text
        starts = document_starts(document) if document and blocks else sentence_starts(doc.text)
        # One array for all: each assignment to a token would look through the whole Doc.
        values = np.full(len(doc), NO_START, dtype="uint64")
        values[:1] = START
        pending = iter(starts)
        start = next(pending, None)
        for token in doc:
            while start is not None and start <= token.idx and not token.is_space:
                values[token.i] = START
                start = next(pending, None)
        return doc.from_array(["SENT_START"], values)  # type: ignore[arg-type]  # 1-d serves


@Language.factory("sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Return the component; it has no settings."""
    return Sentences()
