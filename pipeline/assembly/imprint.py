"""What a report says of itself outside its text: masthead, imprint, its authors' lives.

None of it is a claim of the report. Such print is set aside as furniture; it stands before the
title, or in a type of its own, or last of all, and says what only an imprint says.
"""

import re

from pipeline.assembly.blocks import is_italic, size_of
from pipeline.assembly.draft import Draft, printed_text
from pipeline.assembly.paragraphs import Print
from pipeline.assembly.wording import ends_sentence, reads_as_heading, tells_figure
from pipeline.assembly.words import FUNCTION_WORDS

LONGEST_MASTHEAD = 25  # words; and so for any line that is no sentence
LONGEST_IMPRINT = {"paragraph": 90, "box": 30}  # a box may well speak of what is published
SMALLER = 0.94  # of the body's type: as small is set apart

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|will|would|can|could|may|might|must|shall"
    r"|should|said|says)\b|n['’]t\b",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"\bISS?B?N\b|(?:©|\(c\)).{0,40}(?:19|20)\d\d"
    r"|\bcopyright (?:©|\(c\)|\d|by\b|holder)|\bsubject to copyright\b"
    r"|\ball rights reserved\b|\bcreative commons\b"
    r"|\breproduction (?:is|of this|in whole)|\bmay (?:be )?(?:reproduced|copied|reprinted)\b"
    r"|\b(?:suggested|recommended) citation\b|\b(?:cite|cited) (?:this \w+ )?as\b"
    r"|\b(?:appears|is published|is issued|published) (?:\w+ times a year|weekly|monthly|quarterly"
    r"|annually|yearly|every \w+)|^published (?:in \w+ )?by\b|^printed (?:in|by|on)\b|\btypeset\b"
    r"|\bto subscribe\b|\bfor (?:more|further) information,? (?:please|contact|visit|see|:)"
    r"|\bthe views expressed\b|\b(?:phone|tel|telephone|fax|e-?mail)\s?[.:]\s?\S"
    r"|[\w.]{1,40}@[\w-]{1,40}\.\w",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://|www\.|[\w.]{1,40}@", re.IGNORECASE)
_NAME = re.compile(
    r"(?:[A-Z][\w'’.-]{0,30}\s){1,3}(?:(?:van|von|de|der|al|el)\s){0,2}[A-Z][\w'’-]{1,30}"
)
_LIFE = re.compile(
    r"^.{3,60}?\s(?:is|was|are|leads|heads|directs|works|teaches|reports|reported|writes|covers"
    r"|holds|serves|joined)\b"
)


def set_imprint_aside(drafts: list[Draft], usual: Print) -> None:
    """Make furniture of masthead, imprint and authors' notes, in place."""
    first = next((i for i, d in enumerate(drafts) if _is_running_text(d)), len(drafts))
    for draft in drafts[:first]:
        text = printed_text(draft)
        if draft.kind in {"paragraph", "box"} and _is_fragment(draft, text):
            draft.kind = "furniture"
    byline = {
        name
        for draft in drafts[:first]
        if draft.page == drafts[0].page and draft.kind in {"heading", "caption", "furniture"}
        for name in _NAME.findall(printed_text(draft))
    }
    last = next((d for d in reversed(drafts) if d.kind in {"paragraph", "list"}), None)
    for draft in drafts:
        if draft.kind not in {"paragraph", "box"}:
            continue
        text = printed_text(draft)
        bare = draft.lines[0].box is None
        longest = LONGEST_IMPRINT["box" if bare else draft.kind]
        apart = _is_apart(draft, usual)
        if len(text.split()) > longest or not (apart or draft is last):
            continue
        life = _LIFE.match(text) and any(text.startswith(name) for name in byline)
        if life or (apart and _IMPRINT.search(text)):
            draft.kind = "furniture"


def set_fragments_aside(drafts: list[Draft]) -> None:
    """Make captions and headings of the paragraphs that are no sentences, in place.

    Runs when what a column's end cut is joined: what still has neither a stop nor a verb is the
    title or lettering of a picture, an equation, or a heading in the body's own type.
    """
    for i, draft in enumerate(drafts):
        if draft.kind not in {"paragraph", "box"} or not _is_fragment(draft, printed_text(draft)):
            continue
        if draft.kind == "box" and tells_figure(printed_text(draft)):
            continue
        after = drafts[i + 1] if i + 1 < len(drafts) else None
        runs_on = after is not None and after.lines[0].text[:1].islower()
        if runs_on and not _is_formula(printed_text(draft)):
            continue
        near = {d.kind for d in (drafts[i - 1] if i else None, after) if d is not None}
        named = reads_as_heading(printed_text(draft)) and "caption" not in near
        draft.kind = "heading" if named else "caption"


def _is_running_text(draft: Draft) -> bool:
    text = printed_text(draft)
    return draft.kind in {"paragraph", "list"} and ends_sentence(text) and len(text.split()) > 8


def _is_fragment(draft: Draft, text: str) -> bool:
    if draft.lines[0].box is None or draft.lines[0].line.words == ():
        return False
    words = text.split()
    if len(words) == 1 and _ADDRESS.match(text):
        return True
    if ends_sentence(text) or text.rstrip().endswith((",", ";", "-", "–", "—")):
        return False
    if words[-1].casefold() in FUNCTION_WORDS or len(words) > LONGEST_MASTHEAD:
        return False
    return reads_as_heading(text) or not _FINITE.search(text)


def _is_formula(text: str) -> bool:
    """Say whether ``text`` is an equation: few words, if any, around its signs."""
    words = text.split()
    signs = any(sign in words for sign in ("=", "≤", "≥", "∼", "≈", "<", ">"))
    return signs and sum(len(w) > 3 and w.isalpha() for w in words) <= 0.25 * len(words)


def _is_apart(draft: Draft, usual: Print) -> bool:
    """Say whether the draft is in another type than the body: smaller, or italic throughout."""
    size = size_of(draft)
    if size is None or usual.size is None:
        return True
    return size <= SMALLER * usual.size or is_italic(draft)
