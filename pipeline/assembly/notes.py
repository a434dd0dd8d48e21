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
from pipeline.assembly.paragraphs import Print, ends_sentence
from pipeline.citations.references import Label, read_label
from pipeline.schema import Report

SMALLER = 0.93  # a note's type is at most so many times the body's
LOWER_PART = 0.25  # page-bottom notes begin below this share of the page's height

_END_LIST = re.compile(
    r"^(?:\W{0,3}|\d{1,2}\.?\s|[IVX]{1,5}\.\s|(?:appendix|annex)\s\w{1,3}[.:]?\s)"
    r"(?:end\s?notes?|notes?|foot\s?notes?|references?(?: cited)?|bibliography|works cited"
    r"|literature(?: cited)?|sources?(?: cited)?|notes and (?:references|sources)"
    r"|references and notes"
    r"|list of references|reference list|selected bibliography)\W{0,3}$",
    re.IGNORECASE,
)


def set_notes_apart(drafts: list[Draft], report: Report, usual: Print) -> list[Draft]:
    """Return the drafts with notes and references split, one a draft, labelled and named."""
    out: list[Draft] = []
    for _, group in groupby(drafts, key=lambda d: d.page):
        on_page = list(group)
        columns = sorted({d.lines[0].line.column for d in on_page})
        noted: set[int] = set()
        for column in columns:
            own = [d for d in on_page if d.lines[0].line.column == column]
            noted |= {id(d) for d in _page_bottom(own, report, usual)}
        for draft in on_page:
            if id(draft) in noted:
                out += _split_at_labels(draft, "note")
            else:
                out.append(draft)
    return _end_lists(out, usual)


def _page_bottom(own: list[Draft], report: Report, usual: Print) -> list[Draft]:
    """Return the drafts of one column of a page that are its notes.

    A raised label at the start of a block makes it a note, wherever it stands; a plain label
    only in the run of small print, or under a rule, at the column's foot. What is as small and
    follows a note without a label runs on from it.
    """
    if usual.size is None or not own or own[0].lines[0].line.box is None:
        return []
    height = report.pages[own[0].page - 1].height
    noted = {i for i, draft in enumerate(own) if _is_raised_note(draft, height, usual)}
    noted |= set(range(_start_of_foot(own, report, usual), len(own)))
    for i in range(1, len(own)):
        if i - 1 in noted and i not in noted and _as_small(own[i], own[i - 1], usual):
            noted.add(i)
    return [own[i] for i in sorted(noted)]


def _is_raised_note(draft: Draft, height: float, usual: Print) -> bool:
    found = read_label(draft.lines[0].line.words)
    box = draft.lines[0].line.box
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
        box = draft.lines[0].line.box
        ruled = _ruled(draft, report)
        if box is None or (box[1] < LOWER_PART * height and not ruled):
            break
        small = (size_of(draft) or 0) <= SMALLER * (usual.size or 0)
        if not small and not (_labelled(draft) and (ruled or _under_rule(own, i, report))):
            break
        if _labelled(draft) or ruled:
            start = i
        if ruled:
            break
    return start


def _under_rule(own: list[Draft], i: int, report: Report) -> bool:
    """Say whether a short rule stands above one of the labelled drafts that end in ``i``."""
    for draft in reversed(own[: i + 1]):
        if _ruled(draft, report):
            return True
        if not _labelled(draft):
            return False
    return False


def _labelled(draft: Draft) -> bool:
    return read_label(draft.lines[0].line.words) is not None


def _ruled(draft: Draft, report: Report) -> bool:
    """Say whether a rule stands right above the draft, no wider than its column's text."""
    box = draft.lines[0].line.box
    page = report.pages[draft.page - 1]
    if box is None:
        return False
    size = size_of(draft) or 10
    return any(
        rule[3] - rule[1] < 3
        and 30 < rule[2] - rule[0] < 0.6 * page.width
        and 0 <= box[1] - rule[3] < 2.2 * size
        and abs(rule[0] - box[0]) < 4 * size
        for rule in page.rules
    )


def _split_at_labels(draft: Draft, kind: str) -> list[Draft]:
    """Return ``draft`` cut before every line that begins with the next label."""
    parts: list[list[PrintedLine]] = []
    last: int | None = None
    for printed in draft.lines:
        found = _label_of(printed, draft)
        value = int(found.label) if found and found.label.isdecimal() else None
        begins = found is not None and (
            found.raised
            or not parts
            or (value is not None and last is not None and 0 < value - last <= 3)
            or (value is not None and last is None and ends_sentence(parts[-1][-1].text))
        )
        if begins or not parts:
            parts.append([])
            last = value if begins else last
        parts[-1].append(printed)
    made = []
    for lines in parts:
        found = _label_of(lines[0], draft)
        label = found.label if found else None
        made.append(Draft("note" if kind == "note" else "reference", lines, label=label))
    return made


def _label_of(printed: PrintedLine, draft: Draft) -> Label | None:
    """Return the label a line begins with; a small numeral alone is one, its text blacked out."""
    words = printed.line.words
    if len(words) == 1 and words[0].text.isdecimal() and (words[0].size or 99) < 8:
        return Label(words[0].text, 1, True)
    return read_label(words)


def _end_lists(drafts: list[Draft], usual: Print) -> list[Draft]:
    """Return the drafts with every end list's entries named and labelled."""
    out: list[Draft] = []
    head: Draft | None = None
    for draft in drafts:
        text = printed_text(draft).strip()
        if draft.kind == "paragraph" and is_end_list_heading(text) and len(draft.lines) == 1:
            head = draft
            head.kind = "heading"
            out.append(draft)
        elif head is not None and draft.kind == "paragraph":
            if _ends_list(draft, head, text, usual):
                head = None
                out.append(draft)
            else:
                out += _split_at_labels(draft, "reference")
        else:
            out.append(draft)
    return _joined(out)


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
    if before.label is None or draft.page - before.lines[-1].page > 1:
        return False
    if before.kind == "note":
        return draft.page != before.lines[-1].page or not ends_sentence(printed_text(before))
    return (
        not ends_sentence(printed_text(before))
        or printed_text(draft)[:1].islower()
        or (before.label.isdecimal())
    )
