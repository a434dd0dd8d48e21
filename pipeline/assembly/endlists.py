"""Endnotes and bibliographies: where such a list begins and ends, and where each of its entries.

A list stands under a heading that says so; in bare text, that may be lost. Its entries begin with
a label, hang, or stand apart.
"""

import re
from dataclasses import replace
from itertools import groupby

from pipeline.assembly.blocks import size_of
from pipeline.assembly.draft import Draft, PrintedLine, printed_text
from pipeline.assembly.labels import (
    LOST_LABEL,
    MOST_LOST,
    PLAIN_SIGN,
    SOURCE_LIKE,
    labelled,
    split_at_labels,
)
from pipeline.assembly.paragraphs import INDENT, Print
from pipeline.assembly.wording import ends_sentence, reads_as_heading
from pipeline.citations.references import read_label
from pipeline.citations.sequence import Doubtful, tell

_END_LIST = re.compile(
    r"^(?:\W{0,3}|\d{1,2}\.?\s|[IVX]{1,5}\.\s|(?:appendix|annex)\s\w{1,3}[.:]?\s)"
    r"(?:end\s?notes?|notes?|foot\s?notes?|references?(?: cited)?|bibliography|works cited"
    r"|literature(?: cited)?|sources?(?: cited)?|notes and (?:references|sources)"
    r"|references and notes"
    r"|list of references|reference list|selected bibliography)\W{0,3}$",
    re.IGNORECASE,
)
READ_RIGHT = 0.95  # probability that OCR has the number of an entry right
_SAME_AUTHOR = re.compile(r"^(?:[—–_-]{2,}|[—―]|\(?(?:19|20)\d\d[a-z]?[).:,]+\s\S)")
_MARKED = re.compile(r"^(\d{1,3}(?=,\s[A-Z“])|\d{1,4}(?=[.)]\s))")
_NUMBER = re.compile(r"^\W{0,3}(\d{1,3})\b")


def find_end_lists(drafts: list[Draft], usual: Print) -> list[Draft]:
    """Return the drafts with every end list's entries named and labelled."""
    out: list[Draft] = []
    head: Draft | None = None
    zone: list[Draft] = []
    drafts = [part for draft in drafts for part in _heading_apart(draft)]
    unheaded = min(_unheaded_list(drafts), _unheaded_notes(drafts, usual))
    _name_entries(drafts[:unheaded])
    for draft in drafts[:unheaded]:
        text = printed_text(draft).strip()
        if len(draft.lines) == 1 and is_end_list_heading(text):
            out += _entries(zone)
            zone, head = [], draft
            head.kind = "heading"
            out.append(draft)
        elif head is not None and not _ends_list(draft, head, text, usual):
            zone.append(draft)
        else:
            out += _entries(zone)
            zone, head = [], None
            out.append(draft)
    if zone:  # which the list without a heading is the rest of
        return out + _entries(zone + drafts[unheaded:])
    return out + _entries(drafts[unheaded:])


def _heading_apart(draft: Draft) -> list[Draft]:
    """Return a paragraph and the heading of an end list, as its last line, apart."""
    if draft.kind != "paragraph" or len(draft.lines) < 2 or draft.lines[0].box is None:
        return [draft]
    *lines, last = draft.lines
    ended = ends_sentence(lines[-1].text, misread=draft.lines[0].method == "ocr")
    if not ended or not is_end_list_heading(last.text.strip()):
        return [draft]
    return [replace(draft, lines=lines), Draft("heading", [last])]


def _entries(zone: list[Draft]) -> list[Draft]:
    """Return the entries of an end list: numbered ones, or else hanging ones."""
    if not zone:
        return []
    numbered = sum(labelled(draft) for draft in zone)
    lines = [line for draft in zone for line in draft.lines]
    if zone[0].lines[0].method == "ocr":
        return _split_at_signs(lines)
    if numbered >= max(2, 0.3 * len(zone)) or numbered == len(zone):
        return split_at_labels(lines, "reference")
    return _split_at_outdents(zone)


def is_end_list_heading(text: str) -> bool:
    """Say whether ``text`` is the heading of notes or references."""
    return len(text) < 60 and bool(_END_LIST.match(text))


def _ends_list(draft: Draft, head: Draft, text: str, usual: Print) -> bool:
    """Say whether ``draft`` is the heading of what follows the list."""
    if labelled(draft) and not (size_of(draft) or 0) > 1.15 * (usual.size or 1e9):
        return False
    if len(draft.lines) > 2 or ends_sentence(text) or len(text.split()) > 12:
        return False
    size, own = size_of(draft), size_of(head)
    if size is None or own is None:
        return False
    bold = all(w.bold for line in draft.lines for w in line.line.words)
    head_bold = all(w.bold for line in head.lines for w in line.line.words)
    return (
        size >= 0.97 * own
        and (bold or not head_bold)
        and text[:1].isupper()
        and size >= (usual.size or 0)
    )


def _split_at_outdents(drafts: list[Draft]) -> list[Draft]:
    """Return the lines of an unnumbered list as drafts, one an entry.

    Entries hang: their first line stands further left than the rest. In a column where nothing
    hangs the gaps between them tell, as between paragraphs.
    """
    begins = [(line, i == 0) for draft in drafts for i, line in enumerate(draft.lines)]
    parts: list[list[PrintedLine]] = []
    for _, group in groupby(begins, key=lambda item: (item[0].page, item[0].line.column)):
        column = list(group)
        size = column[0][0].size or 10
        left = min((line.box[0] for line, _ in column if line.box), default=0.0)
        out = [bool(line.box and line.box[0] <= left + INDENT * size) for line, _ in column]
        hangs = 0.2 < sum(out) / len(out) < 0.8
        for (printed, first), outdented in zip(column, out, strict=True):
            begun = outdented if hangs else first
            if begun or not parts or _SAME_AUTHOR.match(printed.text):
                parts.append([])
            parts[-1].append(printed)
    return [Draft("reference", part) for part in parts]


def _split_at_signs(lines: list[PrintedLine]) -> list[Draft]:
    """Return the lines of an OCR text's end list as drafts, one an entry, numbered if it can be.

    An entry begins with the next number; or, behind an entry that has come to its end, with what
    the OCR made of a number, or with a capital. Numbers that were read tell those that were not.
    """
    longest = max(len(line.text) for line in lines)
    parts: list[list[PrintedLine]] = []
    signs = last = 0
    for printed in lines:
        text = printed.text
        marked = _MARKED.match(text)
        number = int(marked[1]) if marked else 0
        follows = last and 0 < number - last <= MOST_LOST
        last = number if follows or not last else last
        before = parts[-1][-1].text if parts else ""
        ended = ends_sentence(before, misread=True) and len(before) < 0.85 * longest
        signed = bool(LOST_LABEL.match(text)) and not text.startswith("http")
        done = ends_sentence(before, misread=True)
        plainly = bool(PLAIN_SIGN.match(text)) and (done or text[0] not in "“‘")
        if not parts or follows or plainly or (signed and done) or (ended and text[:1].isupper()):
            parts.append([])
            signs += signed or plainly
        parts[-1].append(printed)
    if signs < 0.5 * len(parts):  # an alphabetical list
        return [Draft("reference", part) for part in parts]
    made: list[Draft] = []
    number = 0
    read = [found[1] if (found := _NUMBER.match(part[0].text)) else "" for part in parts]
    told = tell([_doubtful(own, part[0].page) for own, part in zip(read, parts, strict=True)])
    for part, said in zip(parts, told, strict=True):
        number = int(said.labels[0]) if said.labels else number + 1
        made.append(Draft("reference", part, label=str(number), inferred=not said.labels))
    return made


def _doubtful(read: str, page: int) -> Doubtful:
    """Return what an OCR says of an entry's number: nothing, or one that may be misread."""
    if not int(read or 0):
        return Doubtful((), page, lost=READ_RIGHT)
    return Doubtful((((str(int(read)),), READ_RIGHT),), page, lost=1 - READ_RIGHT)


def _unheaded_list(drafts: list[Draft]) -> int:
    """Return the index at which an end list without a heading begins; len(drafts) if none does.

    In bare text a heading may be lost: the last blocks, four or more, that read as sources.
    """
    start, like, taken = len(drafts), 0, 0
    for i in range(len(drafts) - 1, -1, -1):
        if drafts[i].kind != "paragraph" or drafts[i].lines[0].box is not None:
            break
        text = printed_text(drafts[i])
        source = bool(SOURCE_LIKE.search(text))
        if not source and (len(text.split()) > 25 or _is_plain_heading(text)):
            break
        like += source
        if source and like >= 0.5 * (len(drafts) - i):
            start, taken = i, like
    return start if taken >= 4 else len(drafts)


_AUTHORS = (
    r"^[A-Z][\w'’-]{1,30}(?:[ -][A-Z][\w'’-]{1,30})?, "
    r"(?:[A-Z][\w.'’-]{0,30}[ ,]{1,2}(?:and |& )?){1,40}"
)
_ENTRY = re.compile(
    # Lee, Ann. “Rain.” Silt 4:2 (1998): 15-22.
    rf"{_AUTHORS}[“\"‘].{{3,300}}?[”\"’].{{1,160}}\b(?:19|20)\d\d\b"
    # Lee, A. (1998). Rain. Accra
    rf"|{_AUTHORS}(?:et al\.?,? )?\((?:19|20)\d\d[a-z]?\)[.,:] [A-Z“\"‘]"
)
LEAST_ENTRIES = 3  # one behind the other


def _name_entries(drafts: list[Draft]) -> None:
    """Name the entries of a list whose heading does not say that it is one of sources.

    ``Studies in Our Review``: three paragraphs or more, each with its authors, title and year.
    """
    shown = [draft for draft in drafts if draft.kind not in {"furniture", "heading", "note"}]
    entries = [
        draft.kind == "paragraph" and bool(_ENTRY.match(" ".join(printed_text(draft).split())))
        for draft in shown
    ]
    longest = max((sum(1 for _ in run) for own, run in groupby(entries) if own), default=0)
    if longest < LEAST_ENTRIES:
        return
    for draft, entry in zip(shown, entries, strict=True):
        if entry:
            draft.kind = "reference"


def _unheaded_notes(drafts: list[Draft], usual: Print) -> int:
    """Return the index at which endnotes without a heading begin; len(drafts) if there are none.

    Word processors put them behind the text, in small type: 1, 2, 3, which the text calls for.
    """
    end = len(drafts)
    small = SMALL_PRINT * (usual.size or 0)
    start = end
    for i in range(end - 1, -1, -1):
        if drafts[i].lines[0].box is None or (size_of(drafts[i]) or 99) > small:
            break
        if _number_of(drafts[i].lines[0]) == 1:
            start = i
            break
    if start == end:
        return end
    numbers = [_number_of(line) for draft in drafts[start:] for line in draft.lines]
    count = 0
    for number in numbers:
        count += number == count + 1
    called = {
        int(word.text)
        for draft in drafts[:start]
        if draft.page < drafts[start].page  # else they are the notes of their own page
        for line in draft.lines
        for word in line.line.words[1:]
        if word.rise > 0.5 and word.text.isdecimal() and len(word.text) < 4
    }
    if count < LEAST_UNHEADED or len(called & set(range(1, count + 1))) < 0.5 * count:
        return end
    return start


SMALL_PRINT = 0.93  # of the body's type
LEAST_UNHEADED = 3  # notes


def _number_of(printed: PrintedLine) -> int:
    """Return the number that a line begins with as a note does; 0 if it has none."""
    found = read_label(printed.line.words)
    return int(found.label) if found and found.label.isdecimal() else 0


def _is_plain_heading(text: str) -> bool:
    return reads_as_heading(text) and len(text.split()) <= 6 and not re.search(r"[,“”\"\d]", text)
