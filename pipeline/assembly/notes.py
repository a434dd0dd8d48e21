"""Page-bottom notes, endnotes and bibliographies: which lines they are, and where each begins.

A page-bottom note stands at its column's foot, in smaller type or under a rule, and begins with
a label; what runs on from the page before has none. An end list stands under a heading that
says so. What the notes say is read by ``citations/references.py``.
"""

import re
from collections.abc import Iterable
from itertools import groupby

from pipeline.assembly.blocks import printed_text, size_of
from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.assembly.paragraphs import INDENT, Print, ends_sentence, reads_as_heading
from pipeline.citations.references import Label, read_label
from pipeline.schema import BlockKind, Report

SMALLER = 0.93  # a note's type is at most so many times the body's
BARE_NOTE_WORDS = 60  # a block of notes in bare text has no more
MOST_LOST = 3  # the next label may count so many on
ROW_NUMBERS = 0.5  # so many words of a table's row have a digit
LOWER_PART = 0.25  # page-bottom notes begin below this share of the page's height

_END_LIST = re.compile(
    r"^(?:\W{0,3}|\d{1,2}\.?\s|[IVX]{1,5}\.\s|(?:appendix|annex)\s\w{1,3}[.:]?\s)"
    r"(?:end\s?notes?|notes?|foot\s?notes?|references?(?: cited)?|bibliography|works cited"
    r"|literature(?: cited)?|sources?(?: cited)?|notes and (?:references|sources)"
    r"|references and notes"
    r"|list of references|reference list|selected bibliography)\W{0,3}$",
    re.IGNORECASE,
)
_SAME_AUTHOR = re.compile(r"^(?:[—–_-]{2,}|[—―]|\(?(?:19|20)\d\d[a-z]?[).:,]+\s\S)")


def set_notes_apart(drafts: list[Draft], report: Report, usual: Print) -> list[Draft]:
    """Return the drafts with notes and references split, one a draft, labelled and named."""
    listed = _end_lists(drafts, usual)
    out: list[Draft] = []
    for _, group in groupby(listed, key=lambda d: d.page):
        on_page = list(group)
        columns = sorted({d.lines[0].line.column for d in on_page})
        noted: set[int] = set()
        for column in columns:
            own = [d for d in on_page if d.lines[0].line.column == column and d.kind == "paragraph"]
            noted |= {id(d) for d in _page_bottom(own, report, usual)}
        noted |= {id(draft) for draft in on_page if _is_bare_note(draft)}
        for draft in on_page:
            if id(draft) in noted:
                before = out[-1] if out and out[-1].kind == "note" else None
                if before is not None and _counts_back(draft, before):
                    before.lines += draft.lines
                else:
                    out += _split_at_labels(draft.lines, "note")
            else:
                out.append(draft)
    return _joined(out)


def _page_bottom(own: list[Draft], report: Report, usual: Print) -> list[Draft]:
    """Return the drafts of one column of a page that are its notes.

    A raised label at the start of a block makes it a note, wherever it stands; a plain label
    only in the run of small print, or under a rule, at the column's foot. What is as small and
    follows a note without a label runs on from it.
    """
    if usual.size is None or not own or own[0].lines[0].box is None:
        return []
    height = report.pages[own[0].page - 1].height
    noted = {i for i, draft in enumerate(own) if _is_raised_note(draft, height, usual)}
    noted |= set(range(_start_of_foot(own, report, usual), len(own)))
    for i in range(1, len(own)):
        if i - 1 in noted and i not in noted and _as_small(own[i], own[i - 1], usual):
            noted.add(i)
    first = min(noted, default=0)
    while first and _as_small(own[first - 1], own[first], usual) and _close(own, first, height):
        first -= 1
        noted.add(first)
    return [own[i] for i in sorted(noted)]


def _is_bare_note(draft: Draft) -> bool:
    """Say whether a block of bare text is a note whose number became a sign.

    A sign that opens no quotation, behind it a capital, and it names its source as notes do.
    """
    if draft.kind != "paragraph" or draft.lines[0].box is not None:
        return False
    text = printed_text(draft)
    short = len(text.split()) <= BARE_NOTE_WORDS
    return short and bool(_LOST_SIGN.match(text)) and bool(_SOURCE_LIKE.search(text))


def _close(own: list[Draft], i: int, height: float) -> bool:
    """Say whether the draft above stands right on top of the i-th, in the column's lower part."""
    above, below = own[i - 1].lines[-1].box, own[i].lines[0].box
    if above is None or below is None:
        return False
    gap = below[1] - above[3]
    return above[1] > 0.4 * height and -2 < gap < 1.5 * (below[3] - below[1])


def _is_raised_note(draft: Draft, height: float, usual: Print) -> bool:
    found = read_label(draft.lines[0].line.words)
    box = draft.lines[0].box
    if found is None or not found.raised or box is None or usual.size is None:
        return False
    small = (size_of(draft) or 0) <= SMALLER * usual.size
    return small or box[1] > 0.4 * height


def _as_small(draft: Draft, note: Draft, usual: Print) -> bool:
    size, own = size_of(draft), size_of(note)
    if size is None or own is None or usual.size is None or size > SMALLER * usual.size:
        return False
    return abs(size - own) < 0.05 * own


def _start_of_foot(own: list[Draft], report: Report, usual: Print) -> int:
    """Return the index of the first draft of the notes at a column's foot."""
    height = report.pages[own[0].page - 1].height
    start = len(own)
    for i in range(len(own) - 1, -1, -1):
        draft = own[i]
        box = draft.lines[0].box
        ruled = _ruled(own, i, report)
        if box is None or (box[1] < LOWER_PART * height and not ruled):
            break
        small = (size_of(draft) or 0) <= SMALLER * (usual.size or 0)
        if not ruled and (_is_row(draft) or _is_paragraph_number(draft)):
            break
        if not small and not (_labelled(draft) and (ruled or _under_rule(own, i, report))):
            break
        if _labelled(draft) or ruled:
            start = i
        if ruled:
            break
    return start


def _is_row(draft: Draft) -> bool:
    """Say whether a draft is the row of a table that was not seen as one: mostly numbers."""
    found = read_label(draft.lines[0].line.words)
    if found is not None and found.raised:
        return False
    words = printed_text(draft).split()[1:]
    numbers = sum(any(map(str.isdigit, word)) for word in words)
    return len(words) >= 3 and numbers >= ROW_NUMBERS * len(words)


def _is_paragraph_number(draft: Draft) -> bool:
    """Say whether a draft begins with ``(1)``, as the paragraphs of rules and statutes do."""
    words = draft.lines[0].line.words
    return words[0].text.startswith("(") and words[0].rise <= 0.5


def _under_rule(own: list[Draft], i: int, report: Report) -> bool:
    """Say whether a short rule stands above one of the labelled drafts that end in ``i``."""
    for k in range(i, -1, -1):
        if _ruled(own, k, report):
            return True
        if not _labelled(own[k]):
            return False
    return False


def _labelled(draft: Draft) -> bool:
    return read_label(draft.lines[0].line.words) is not None


def _ruled(own: list[Draft], i: int, report: Report) -> bool:
    """Say whether a rule stands right above the i-th draft, no wider than its column's text."""
    draft = own[i]
    box = draft.lines[0].box
    above = own[i - 1].lines[-1].box if i else None
    page = report.pages[draft.page - 1]
    if box is None:
        return False
    size = size_of(draft) or 10
    return any(
        rule[3] - rule[1] < 3
        and 30 < rule[2] - rule[0] < 0.6 * page.width
        and 0 <= box[1] - rule[3] < 2.2 * size
        and (above is None or above[3] < rule[1] + 2 or above[1] > box[1])
        and abs(rule[0] - box[0]) < 4 * size
        for rule in page.rules
    )


def _counts_back(draft: Draft, before: Draft) -> bool:
    """Say whether what looks like a label is a number of the note above: `reporting, p. / 11.`.

    It does not go on counting. What OCR read may count on from a label that it misread.
    """
    found = read_label(draft.lines[0].line.words)
    if found is None or found.raised or not found.label.isdecimal() or not before.label:
        return False
    if before.lines[-1].page != draft.page or not before.label.isdecimal():
        return False
    number, last = int(found.label), int(before.label)
    ahead = number > last + MOST_LOST and draft.lines[0].method == "text"
    return 1 < number <= last or ahead


def _split_at_labels(lines: list[PrintedLine], kind: BlockKind) -> list[Draft]:
    """Return the lines as drafts, one for every line that begins with the next label."""
    parts: list[list[PrintedLine]] = []
    labels: list[str | None] = []
    last: int | None = None
    for printed in lines:
        found = _label_of(printed)
        lost = kind == "note" and printed.method == "ocr" and _is_lost_label(printed.text, found)
        value = int(found.label) if found and found.label.isdecimal() else None
        follows = value is not None and last is not None and 0 < value - last <= MOST_LOST
        begins = found is not None and (
            found.raised
            or not parts
            or follows
            or (value is not None and last is None and ends_sentence(parts[-1][-1].text))
            or (value == 1 and kind == "reference" and ends_sentence(parts[-1][-1].text))
        )
        if begins or lost or not parts:
            parts.append([])
            labels.append("" if lost else found.label if found else None)
            last = value if begins and value is not None else last
        parts[-1].append(printed)
    return [
        Draft(kind, own, label=label, inferred=label == "")
        for own, label in zip(parts, labels, strict=True)
    ]


def _is_lost_label(text: str, found: Label | None) -> bool:
    """Say whether a note's line begins with what OCR made of its number."""
    return (found is None or not found.label.isalnum()) and bool(_PLAIN_SIGN.match(text))


# What OCR leaves of a raised number in front of a note.
_LOST_LABEL = re.compile(
    r"^(?:[^\w\s“(\[–—]{1,3}|[^\w\s]?[\dSIlO°]{1,2}[.)]?\s|[a-z]{1,2}\s(?=[A-Z]))"
)

# A sign that opens no quotation: another mark, or a quotation mark that nothing closes.
_PLAIN_SIGN = re.compile(
    r"^(?:(?:[‘“]?[*°®>†»'’”\"!?<«¢£#^~©]{1,3}\s?[“‘]?|[“‘](?:\s|(?=[^”’]{0,200}$)))[A-Z]"
    r"|\W{0,2}[\[({|]\s?[\dIlSO]{1,3}\s?[\])}|1]\s|\d{1,3}[\]}|]\s)"
)


def _split_at_signs(lines: list[PrintedLine]) -> list[Draft]:
    """Return the lines of an OCR text's end list as drafts, one an entry, numbered if it can be.

    An entry begins with what the OCR made of its number, or with a capital after an entry that
    has come to its end. Numbers that were read right keep the count straight.
    """
    longest = max(len(line.text) for line in lines)
    parts: list[list[PrintedLine]] = []
    signs = 0
    for printed in lines:
        text = printed.text
        before = parts[-1][-1].text if parts else ""
        ended = ends_sentence(before, misread=True) and len(before) < 0.85 * longest
        signed = bool(_LOST_LABEL.match(text)) and not text.startswith("http")
        done = ends_sentence(before, misread=True)
        plainly = bool(_PLAIN_SIGN.match(text)) and (done or text[0] not in "“‘")
        if not parts or plainly or (signed and done) or (ended and text[:1].isupper()):
            parts.append([])
            signs += signed or plainly
        parts[-1].append(printed)
    if signs < 0.5 * len(parts):  # an alphabetical list
        return [Draft("reference", part) for part in parts]
    made: list[Draft] = []
    number = 0
    for part in parts:
        found = _NUMBER.match(part[0].text)
        read = int(found[1]) if found else 0
        number = read if number < read <= number + 3 else number + 1
        made.append(Draft("reference", part, label=str(number), inferred=number != read))
    return made


_LOST_SIGN = re.compile(r"^(?:[°®>†»'’”]{1,2}|\*|''|[‘“](?![^”’]{0,200}[”’](?:\W|$)))\s?[A-Z]")
_NUMBER = re.compile(r"^\W{0,3}(\d{1,3})\b")
_SOURCE_LIKE = re.compile(
    r"https?://|www\.|\bdoi\b|\bpp?\.\s?\d|\bno\.\s?\d|\bvol\.\s?\d|\bibid|\bop\. cit|\bpara\.\s?\d"
    r"|\bcols?\.?\s\d|(?:19|20)\d\d,\s\d{1,4}[–-]\d{1,4}\.?$"
    r"|\b(?:19|20)\d\d[a-z]?\b.{0,12}$|\((?:19|20)\d\d\)|\b(?:accessed|retrieved)\b",
    re.IGNORECASE,
)


def _unheaded_list(drafts: list[Draft]) -> int:
    """Return the index at which an end list without a heading begins; len(drafts) if none does.

    In bare text a heading may be lost: the last blocks, four or more, that read as sources.
    """
    start, like, taken = len(drafts), 0, 0
    for i in range(len(drafts) - 1, -1, -1):
        if drafts[i].kind != "paragraph" or drafts[i].lines[0].box is not None:
            break
        text = printed_text(drafts[i])
        source = bool(_SOURCE_LIKE.search(text))
        if not source and (len(text.split()) > 25 or _is_plain_heading(text)):
            break
        like += source
        if source and like >= 0.5 * (len(drafts) - i):
            start, taken = i, like
    return start if taken >= 4 else len(drafts)


def _is_plain_heading(text: str) -> bool:
    return reads_as_heading(text) and len(text.split()) <= 6 and not re.search(r"[,“”\"\d]", text)


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


def _label_of(printed: PrintedLine) -> Label | None:
    """Return the label a line begins with; a small numeral alone is one, its text blacked out."""
    words = printed.line.words
    alone = len(words) == 1 and len(words[0].text) <= 3 and words[0].text.isdecimal()
    if alone and (words[0].size or 99) < 8:
        return Label(words[0].text, 1, True)
    return read_label(words)


def _end_lists(drafts: list[Draft], usual: Print) -> list[Draft]:
    """Return the drafts with every end list's entries named and labelled."""
    out: list[Draft] = []
    head: Draft | None = None
    zone: list[Draft] = []
    unheaded = _unheaded_list(drafts)
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
    return out + _entries(zone) + _entries(drafts[unheaded:])


def _entries(zone: list[Draft]) -> list[Draft]:
    """Return the entries of an end list: numbered ones, or else hanging ones."""
    if not zone:
        return []
    labelled = sum(_labelled(draft) for draft in zone)
    lines = [line for draft in zone for line in draft.lines]
    if zone[0].lines[0].method == "ocr":
        return _split_at_signs(lines)
    if labelled >= max(2, 0.3 * len(zone)) or labelled == len(zone):
        return _split_at_labels(lines, "reference")
    return _split_at_outdents(zone)


def is_end_list_heading(text: str) -> bool:
    """Say whether ``text`` is the heading of notes or references."""
    return len(text) < 60 and bool(_END_LIST.match(text))


def _ends_list(draft: Draft, head: Draft, text: str, usual: Print) -> bool:
    """Say whether ``draft`` is the heading of what follows the list."""
    if _labelled(draft) and not (size_of(draft) or 0) > 1.15 * (usual.size or 1e9):
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


def _joined(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts with notes and entries that run on joined to where they began."""
    out: list[Draft] = []
    last: dict[str, Draft] = {}
    for draft in drafts:
        before = last.get(draft.kind)
        if draft.kind in {"note", "reference"}:
            if draft.label is None and before is not None and _runs_on(before, draft):
                before.lines += draft.lines
                continue
            last[draft.kind] = draft
        out.append(draft)
    return out


def _runs_on(before: Draft, draft: Draft) -> bool:
    """Say whether a note without a label goes on from the one before, on its page or the next."""
    if before.label is None or before.kind != "note" or draft.page - before.lines[-1].page > 1:
        return False
    text = printed_text(before)
    return draft.page != before.lines[-1].page or not ends_sentence(text) or text.endswith(":")
