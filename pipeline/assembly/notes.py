"""Page-bottom notes: which lines they are, and where each begins.

A note stands at its column's foot, in smaller type or under a rule, and begins with a label; what
runs on from the page before has none. End lists are found in ``endlists.py``; what notes and
entries say is read by ``citations/references.py``.
"""

from collections.abc import Iterable
from itertools import groupby

from pipeline.assembly.bare_text import is_bare_note, notes_at_foot
from pipeline.assembly.blocks import size_of
from pipeline.assembly.draft import Draft, printed_text
from pipeline.assembly.endlists import find_end_lists
from pipeline.assembly.labels import (
    MOST_LOST,
    labelled,
    part_glued_labels,
    split_at_labels,
)
from pipeline.assembly.paragraphs import Print
from pipeline.assembly.wording import ends_sentence
from pipeline.citations.references import read_label
from pipeline.schema import Report

SMALLER = 0.93  # a note's type is at most so many times the body's
ROW_NUMBERS = 0.5  # so many words of a table's row have a digit
LIKELY = 0.5  # probability of a label seen on a picture, where its note is as large as the body
LOWER_PART = 0.25  # page-bottom notes begin below this share of the page's height


def set_notes_apart(drafts: list[Draft], report: Report, usual: Print) -> list[Draft]:
    """Return the drafts with notes and references split, one a draft, labelled and named."""
    _part_labels([draft for draft in drafts if _is_small(draft, usual)])
    listed = find_end_lists(drafts, usual)
    out: list[Draft] = []
    last = 0  # number of the last note in bare text
    for _, group in groupby(listed, key=lambda d: d.page):
        on_page = list(group)
        columns = sorted({d.lines[0].line.column for d in on_page})
        noted: set[int] = set()
        for column in columns:
            own = [d for d in on_page if d.lines[0].line.column == column and d.kind == "paragraph"]
            noted |= {id(d) for d in _page_bottom(own, report, usual)}
        noted |= {id(draft) for draft in on_page if is_bare_note(draft)}
        foot = notes_at_foot(on_page, last)
        noted |= {id(draft) for draft in foot}
        _part_labels(foot, last, MOST_LOST)
        small = [line.text for draft in on_page if id(draft) in noted for line in draft.lines]
        longest = max(map(len, small), default=0)
        for draft in on_page:
            if id(draft) in noted:
                before = out[-1] if out and out[-1].kind == "note" else None
                if before is not None and _counts_back(draft, before):
                    before.lines += draft.lines
                else:
                    out += split_at_labels(draft.lines, "note", longest)
            else:
                out.append(draft)
        if foot:
            last = max((int(d.label) for d in out if d.label and d.label.isdecimal()), default=last)
    return _joined(out)


def _part_labels(drafts: list[Draft], last: int = 0, lost: int = 0) -> None:
    """Part numbers from the notes that they are glued to, in place."""
    lines = iter(part_glued_labels([line for draft in drafts for line in draft.lines], last, lost))
    for draft in drafts:
        draft.lines = [next(lines) for _ in draft.lines]


def _is_small(draft: Draft, usual: Print) -> bool:
    if draft.kind != "paragraph" or usual.size is None:
        return False
    return (size_of(draft) or usual.size) <= SMALLER * usual.size


def _page_bottom(own: list[Draft], report: Report, usual: Print) -> list[Draft]:
    """Return the drafts of one column of a page that are its notes.

    A raised label at the start of a block makes it a note, wherever it stands; a plain label
    only in the run of small print, or under a rule, at the column's foot. What is as small and
    follows a note without a label runs on from it.
    """
    if usual.size is None or not own or own[0].lines[0].box is None:
        return []
    height = report.page(own[0].page).height
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


def _close(own: list[Draft], i: int, height: float) -> bool:
    """Say whether the draft above stands right on top of the i-th, in the column's lower part."""
    above, below = own[i - 1].lines[-1].box, own[i].lines[0].box
    if above is None or below is None:
        return False
    gap = below[1] - above[3]
    return above[1] > 0.4 * height and -2 < gap < 1.5 * (below[3] - below[1])


def _is_raised_note(draft: Draft, height: float, usual: Print) -> bool:
    first = draft.lines[0].line.words[0]
    found = read_label(draft.lines[0].line.words)
    box = draft.lines[0].box
    if found is None or not found.raised or box is None or usual.size is None:
        return False
    small = (size_of(draft) or 0) <= SMALLER * usual.size
    sure = not first.readings or first.readings[0][1] >= LIKELY
    return small or (sure and box[1] > 0.4 * height)


def _as_small(draft: Draft, note: Draft, usual: Print) -> bool:
    size, own = size_of(draft), size_of(note)
    if size is None or own is None or usual.size is None or size > SMALLER * usual.size:
        return False
    return abs(size - own) < 0.05 * own


def _start_of_foot(own: list[Draft], report: Report, usual: Print) -> int:
    """Return the index of the first draft of the notes at a column's foot."""
    height = report.page(own[0].page).height
    start = _start_under_rule(own, report, usual)
    for i in range(start - 1, -1, -1):
        draft = own[i]
        box = draft.lines[0].box
        ruled = _ruled(own, i, report)
        high = box is None or box[1] < LOWER_PART * height  # on a last page that is nearly empty
        if box is None or (high and not _under_rule(own, i, report)):
            break
        small = (size_of(draft) or 0) <= SMALLER * (usual.size or 0)
        if not ruled and (_is_row(draft) or _is_paragraph_number(draft)):
            break
        if not small and not (labelled(draft) and (ruled or _under_rule(own, i, report))):
            break
        if labelled(draft) or ruled:
            start = i
        if ruled:
            break
    return start


def _start_under_rule(own: list[Draft], report: Report, usual: Print) -> int:
    """Return the index of the first draft under the rule of scanned notes; len(own) if none is.

    OCR misreads the size of a line here and there, so that what is under the rule may be of any.
    But a third of the blocks begin with a raised label, as under no line of a form; and the first
    does, or most lines are small, as under no underlined word.
    """
    if own[0].lines[0].method != "ocr":
        return len(own)
    height = report.page(own[0].page).height
    found = [read_label(draft.lines[0].line.words) for draft in own]
    raised = [label is not None and label.raised for label in found]
    for i, draft in enumerate(own):
        box = draft.lines[0].box
        sizes = [line.size or 0 for other in own[i:] for line in other.lines]
        small = sum(size <= SMALLER * (usual.size or 0) for size in sizes)
        like = 3 * sum(raised[i:]) >= len(own) - i and (raised[i] or 2 * small > len(sizes))
        if like and box is not None and box[1] > LOWER_PART * height and _ruled(own, i, report):
            return i
    return len(own)


def _is_row(draft: Draft) -> bool:
    """Say whether a draft is the row of a table that was not seen as one: mostly numbers."""
    found = read_label(draft.lines[0].line.words)
    if found is not None and found.raised:
        return False
    text = printed_text(draft)
    if text.endswith(".") or ", " in text:
        return False  # OJ L 347, 20.12.2013, p. 320.
    words = text.split()[1:]
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
        if not labelled(own[k]):
            return False
    return False


def _ruled(own: list[Draft], i: int, report: Report) -> bool:
    """Say whether a rule stands right above the i-th draft, no wider than its column's text."""
    draft = own[i]
    box = draft.lines[0].box
    above = own[i - 1].lines[-1].box if i else None
    page = report.page(draft.page)
    if box is None:
        return False
    size = size_of(draft) or 10
    return any(
        rule[3] - rule[1] < 3
        and 30 < rule[2] - rule[0] < 0.6 * page.width
        and 0 <= box[1] - rule[3] < 2.2 * size
        and (above is None or above[3] < rule[1] + 2 or above[1] > box[1])
        and -4 * size < box[0] - rule[0] < 6 * size  # the first line may be indented
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
            if draft.label is None and draft.kind == "note" and _lost_its_label(draft):
                draft.label, draft.inferred = "", True
            last[draft.kind] = draft
        out.append(draft)
    return out


def _runs_on(before: Draft, draft: Draft) -> bool:
    """Say whether a note without a label goes on from the one before, on its page or the next."""
    if before.label is None or before.kind != "note" or draft.page - before.lines[-1].page > 1:
        return False
    text = printed_text(before)
    ended = ends_sentence(text) and not text.endswith(":")
    turned = draft.page != before.lines[-1].page
    if _lost_its_label(draft):
        return not ended and (turned or not _indented_as(before, draft))
    return turned or not ended


def _lost_its_label(draft: Draft) -> bool:
    """Say whether a block may begin a note whose label the OCR dropped: with a capital."""
    words = [word.text for word in draft.lines[0].line.words if not word.readings]
    begin = "".join(words).lstrip("“‘\"'*°”’ ")
    return draft.lines[0].method == "ocr" and begin[:1].isupper()


def _indented_as(before: Draft, draft: Draft) -> bool:
    """Say whether a block begins as far right as a note whose other lines begin further left."""
    lefts = [line.box[0] for line in (*before.lines, draft.lines[0]) if line.box]
    size = size_of(before) or 10
    return len(lefts) > 2 and min(lefts[1:-1]) < lefts[0] - size and lefts[-1] > lefts[0] - 2
