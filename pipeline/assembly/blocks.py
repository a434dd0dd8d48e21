"""What each block is: title, heading, list item, quotation, caption, box, contents, paragraph.

The rules look at type, place and wording, in that order of trust. Notes and references have
their own module, ``notes.py``, which runs before this one and whose blocks are left alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.assembly.bare_text import is_bare_opening, is_bare_table
from pipeline.assembly.draft import Draft, printed_text
from pipeline.assembly.paragraphs import INDENT, Print, within
from pipeline.assembly.wording import (
    CAPTION_START,
    ends_item,
    ends_sentence,
    reads_as_heading,
    starts_list_item,
    tells_figure,
)
from pipeline.assembly.words import FUNCTION_WORDS
from pipeline.schema import Box, Page, Report, union

LARGER = 1.08  # a heading's type is at least so many times the body's
OCR_LARGER = 1.25  # the same, where the size is guessed from a picture
PULL_QUOTE = 1.15  # and a pull quote's
LONGEST_PULL_QUOTE = 50  # words
SMALL_PRINT = 0.93  # a table's notes are at most so many times the body's type
LEAST_ENTRIES = 3  # of a page's lines: fewer that end in a number are no contents
LEAST_ITEM = 3  # words of a list's item
HEADING_WORDS = 30
HEADING_LINES = 4
CAPTION_WORDS = 150

_SOURCE = re.compile(
    r"^(?:sources?|notes?|credit|photo(?:graph)?(?: credit| by)?)\s?:", re.IGNORECASE
)
_CONTENTS = re.compile(r"^(?:table of )?contents$|^list of (?:figures|tables|boxes)", re.IGNORECASE)
_LEADER_ENTRY = re.compile(
    r"(?:\.{4,}|(?:\.\s){4,}|…{2,}|_{5,})[\s.]{0,9}(?:\d{1,3}|[ivxlc]{1,6})?$"
)
_ENTRY = re.compile(r"\s(?:\d{1,3}|[ivxlc]{1,6})$")
_SECTION = re.compile(
    r"^(?:\d{1,2}[A-Z]?(?:\.\d{1,2}){0,4}(?:\.\s{0,3}|\s{1,3})|[A-Z](?:\.\d{1,2}){0,4}\.\s{0,3}"
    r"|[IVX]{1,5}\.\s{0,3}"
    r"|(?:chapter|section|part|annex|appendix)\s(?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:[.:]\s{0,3}|\s{1,3}))\S",
    re.IGNORECASE,
)


def size_of(draft: Draft) -> float | None:
    """Return the type size of most of the draft's lines, in points; None in bare text."""
    sizes = sorted(line.size for line in draft.lines if line.size)
    return sizes[len(sizes) // 2] if sizes else None


def is_bold(draft: Draft) -> bool:
    """Say whether every word with a letter is bold."""
    words = [w for line in draft.lines for w in line.line.words if any(map(str.isalpha, w.text))]
    return bool(words) and all(word.bold for word in words)


def is_italic(draft: Draft) -> bool:
    """Say whether every word with a letter is italic."""
    words = [w for line in draft.lines for w in line.line.words if any(map(str.isalpha, w.text))]
    return bool(words) and all(word.italic for word in words)


def name_kinds(drafts: list[Draft], report: Report, usual: Print) -> None:
    """Set the kind of every draft that is still a paragraph."""
    pages = {page.number: page for page in report.pages}
    _name_contents(drafts)
    _name_unsigned_items(drafts)
    frames = [_frame(draft, pages[draft.page]) for draft in drafts]
    body = _repeated_runs(drafts, frames, usual)
    for i, (draft, frame) in enumerate(zip(drafts, frames, strict=True)):
        if draft.kind != "paragraph":
            continue
        text = printed_text(draft)
        if is_bare_table(draft):
            draft.kind = "table"
        elif draft.lines[0].key_figure or (
            tells_figure(text, at_once=True) and not frame and _is_lettering(draft, text, usual)
        ):
            draft.kind = "list"
        elif (
            (CAPTION_START.match(text) and len(text.split()) <= CAPTION_WORDS)
            or _SOURCE.match(text)
            or (_is_lettering(draft, text, usual) and not (frame and tells_figure(text)))
            or _is_under_table(draft, pages[draft.page], usual)
            or (i and _is_next_note(draft, drafts[i - 1], pages[draft.page], usual))
        ):
            draft.kind = "caption"
        elif _is_displayed(draft, text, usual) and (
            _repeats(text, body, None) or _interrupts(drafts, i, text, pages[draft.page])
        ):
            draft.kind = "furniture"  # a pull quote
        elif (
            _is_heading(draft, text, usual)
            or _is_bare_heading(drafts, i)
            or (i == 0 and len(drafts) > 1 and is_bare_opening(*drafts[:2]))
        ):
            draft.kind = "heading"
        elif frame or _is_displayed(draft, text, usual):
            draft.kind = "furniture" if _repeats(text, body, frame) else "box"
        elif starts_list_item(text):
            draft.kind = "list"
        elif _is_quotation(draft, usual):
            draft.kind = "quotation"
        elif draft.page in usual.slides and draft.page != drafts[0].page and len(text.split()) > 2:
            draft.kind = "list"  # what a slide says it says in items, few of them sentences


def _name_unsigned_items(drafts: list[Draft]) -> None:
    """Mark the items of a list whose signs are drawn, or that has none, behind a colon.

    They go on in mid-sentence, or they are set in and have no stop.
    """
    for before, draft in pairwise(drafts):
        up, down = before.lines[-1], draft.lines[0]
        if draft.kind != "paragraph" or starts_list_item(down.text):
            continue
        if up.box is None or down.box is None or down.size is None:
            continue
        runs_on = down.text[:1].islower()
        if not runs_on and not _is_phrase(draft):
            continue
        beside = (up.page, up.line.column) == (down.page, down.line.column)
        shift = down.box[0] - (before.lines[0].box or up.box)[0]
        if up.text.endswith(":"):
            inside = shift > INDENT * down.size
            item = beside and (inside or (runs_on and ends_item(draft.lines[-1].text)))
        else:
            item = is_unsigned_item(before) and (
                ends_item(up.text) or (beside and abs(shift) < INDENT * down.size)
            )
        if item:
            draft.kind = "list"


def _is_phrase(draft: Draft) -> bool:
    """Say whether a draft in the body's weight is some words without a stop."""
    text = printed_text(draft)
    words = sum(word.isalpha() for word in text.split())
    return words >= LEAST_ITEM and not is_bold(draft) and not ends_sentence(text)


def is_unsigned_item(draft: Draft) -> bool:
    """Say whether a draft is an item of a list whose items have no sign in the text."""
    return draft.kind == "list" and not starts_list_item(draft.lines[0].text)


def _name_contents(drafts: list[Draft]) -> None:
    """Mark the entries of a table of contents: leaders, or page numbers at the line's end."""
    inside = False
    page = 0  # of the last entry
    titles: set[str] = set()  # a heading that an entry has named ends the contents
    listed = Counter(
        draft.page for draft in drafts for line in draft.lines if _ENTRY.search(line.text.rstrip())
    )
    for draft in drafts:
        text = printed_text(draft)
        if draft.kind != "paragraph":
            continue
        if _CONTENTS.match(text.strip()):
            inside, page = True, draft.page
            draft.kind = "contents"
            continue
        entries = sum(bool(_ENTRY.search(line.text.rstrip())) for line in draft.lines)
        leaders = sum(bool(_LEADER_ENTRY.search(line.text[-120:])) for line in draft.lines)
        if (leaders and leaders * 3 >= len(draft.lines)) or (
            inside
            and (
                entries * 3 >= len(draft.lines)
                or (
                    (draft.page == page or listed[draft.page] >= LEAST_ENTRIES)
                    and len(text.split()) <= 12
                    and not ends_sentence(text)
                    and _title(text) not in titles
                )
            )
        ):
            draft.kind, page = "contents", draft.lines[-1].page
            titles.update(t for line in draft.lines if " " in (t := _title(line.text)))
        elif inside:
            inside = False


def _title(text: str) -> str:
    """Return an entry of the contents without its leaders and page."""
    return re.sub(r"[\s._…]*(?:\d{1,3}|[ivxlc]{1,6})?$", "", text[-300:].strip()).casefold()


def _is_heading(draft: Draft, text: str, usual: Print) -> bool:
    words = text.split()
    if len(words) > HEADING_WORDS or len(draft.lines) > HEADING_LINES:
        return False
    if not any(ch.isalpha() for ch in text):
        return False
    size = size_of(draft)
    if size is None or usual.size is None:
        reads = reads_as_heading(text) or (text.isupper() and not ends_sentence(text))
        return reads and len(draft.lines) <= 3 and not starts_bullet(text)
    stops = ends_sentence(text) and not text.rstrip().endswith(("?", ":"))
    ocr = draft.lines[0].method == "ocr"
    if size >= (OCR_LARGER if ocr else LARGER) * usual.size:
        return (not stops or len(words) <= 8) and not text[0].islower()
    if stops or text.rstrip().endswith((",", ";")) or text[:1].islower():
        return False
    if size < 0.9 * usual.size:
        return False
    if is_bold(draft) or (is_italic(draft) and len(words) <= 12 and len(draft.lines) == 1):
        return not starts_bullet(text)
    capitals = text.isupper() and sum(map(str.isalpha, text)) >= 4
    lead = text.rstrip().endswith(":")  # 3. The Council calls on States:
    numbered = (
        bool(_SECTION.match(text)) and not lead and reads_as_heading(text) and len(draft.lines) <= 2
    )
    return capitals or numbered or (ocr and len(words) <= 10 and reads_as_heading(text))


def _is_bare_heading(drafts: list[Draft], i: int) -> bool:
    """Say whether a short line of OCR text stands alone between two finished paragraphs."""
    draft = drafts[i]
    text = printed_text(draft)
    words = text.split()
    if draft.lines[0].method != "ocr" or len(draft.lines) > 1 or not 1 < len(words) <= 7:
        return False
    if not (text[0].isupper() or _SECTION.match(text)) or not text[-1].isalpha():
        return False
    before = drafts[i - 1].lines[-1].text if i else "."
    after = drafts[i + 1].lines[0].text.lstrip("‘“'\"") if i + 1 < len(drafts) else ""
    ends = ends_sentence(before, misread=True) or drafts[i - 1].kind in {"heading", "title"}
    return ends and after[:1].isupper() and words[-1].casefold() not in FUNCTION_WORDS


def starts_bullet(text: str) -> bool:
    """Say whether ``text`` begins with a bullet (not with a number or letter)."""
    return starts_list_item(text) and not text[:1].isalnum() and not text.startswith("(")


def _is_lettering(draft: Draft, text: str, usual: Print) -> bool:
    """Say whether the draft is the lettering of a figure: small, short, no sentence."""
    size = size_of(draft)
    if size is None or usual.size is None:
        return False
    words = text.split()
    letters = sum(map(str.isalpha, text))
    if letters < 0.4 * len(text.replace(" ", "")) and len(words) <= 12 and not ends_sentence(text):
        return True
    if len(words) > 2 and sum(map(_is_numeric, words)) >= 0.5 * len(words):
        return True  # the rows of a table that was not seen as one
    return size < 0.9 * usual.size and len(words) <= 6 and not ends_sentence(text)


def _is_numeric(word: str) -> bool:
    return not any(map(str.isalpha, word.strip("()X*")))


def _frame(draft: Draft, page: Page) -> Box | None:
    """Return the drawn frame that holds the draft, if it is no frame of the whole page."""
    box = union([line.box for line in draft.lines if line.box])
    if box is None:
        return None
    for frame in page.frames:
        height, width = frame[3] - frame[1], frame[2] - frame[0]
        if width < 0.15 * page.width or height < 1.8 * (box[3] - box[1]) / len(draft.lines):
            continue
        boxed = height < 0.7 * page.height and height * width < 0.6 * page.height * page.width
        if boxed and within(frame, box) and frame[1] - 2 <= box[1] and box[3] <= frame[3] + 2:
            return frame
    return None


def _is_displayed(draft: Draft, text: str, usual: Print) -> bool:
    """Say whether the draft is set like a pull quote: sentences in larger type."""
    size = size_of(draft)
    if size is None or usual.size is None:
        return False
    step = OCR_LARGER if draft.lines[0].method == "ocr" else PULL_QUOTE
    return size >= step * usual.size and len(text.split()) >= SHINGLE


def _interrupts(drafts: list[Draft], i: int, text: str, page: Page) -> bool:
    """Say whether displayed print cuts a sentence, as only a pull quote may that has no frame."""
    draft = drafts[i]
    if not SHINGLE <= len(text.split()) <= LONGEST_PULL_QUOTE or not ends_sentence(text):
        return False
    before = next((d for d in reversed(drafts[:i]) if d.kind in {"paragraph", "list"}), None)
    return (
        before is not None
        and not _frame(draft, page)
        and len(before.lines) > 1
        and not ends_sentence(before.lines[-1].text)
    )


def _is_under_table(draft: Draft, page: Page, usual: Print) -> bool:
    """Say whether the draft is small print right under a table: its notes."""
    box, size = draft.lines[0].box, size_of(draft)
    if box is None or size is None or usual.size is None or size > SMALL_PRINT * usual.size:
        return False
    return any(
        -2 < box[1] - grid.box[3] < 2.5 * size and grid.box[0] - 2 * size < box[0] < grid.box[2]
        for grid in page.tables
        if grid.box
    )


def _is_next_note(draft: Draft, above: Draft, page: Page, usual: Print) -> bool:
    """Say whether the draft goes on with a table's notes: as small, right below one of them."""
    box, before, size = draft.lines[0].box, above.lines[-1].box, size_of(draft)
    if box is None or before is None or size is None or above.kind not in {"caption", "note"}:
        return False
    if above.page != draft.page or abs(size - (size_of(above) or 0)) > 0.05 * size:
        return False
    small = usual.size is not None and size <= SMALL_PRINT * usual.size
    tables = [grid.box for grid in page.tables if grid.box and grid.box[3] < box[1]]
    high = any(before[1] - grid[3] < _NOTES_HEIGHT * size for grid in tables)
    return small and high and -2 < box[1] - before[3] < size and abs(box[0] - before[0]) < 2 * size


_NOTES_HEIGHT = 12  # ems that the notes under a table take at most


SHINGLE = 6  # words; that many in a row in two places are a repetition


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every run of so many words."""
    for i in range(len(words) - SHINGLE + 1):
        yield tuple(words[i : i + SHINGLE])


def _repeated_runs(
    drafts: list[Draft], frames: list[Box | None], usual: Print
) -> set[tuple[str, ...]]:
    """Return the runs of words that boxes share with the body, to know a pull quote by.

    The body is what no frame holds, in its own type. Only what a box says is remembered: a long
    report has a million runs.
    """
    paragraphs = [
        (draft, frame)
        for draft, frame in zip(drafts, frames, strict=True)
        if draft.kind == "paragraph"
    ]
    boxed = {
        run
        for draft, frame in paragraphs
        for text in [printed_text(draft)]
        if frame or _is_displayed(draft, text, usual)
        for run in _runs(_words(text))
    }
    found: set[tuple[str, ...]] = set()
    running: list[str] = []  # the last words of the body before this draft, and its own
    for draft, frame in paragraphs if boxed else ():
        size = size_of(draft)
        if frame or size is None or usual.size is None:
            continue
        if abs(size - usual.size) <= 0.05 * usual.size:
            running = running[1 - SHINGLE :] + _words(printed_text(draft))
            found.update(run for run in _runs(running) if run in boxed)
    return found


def _repeats(text: str, body: set[tuple[str, ...]], frame: Box | None) -> bool:
    """Say whether a box says what the body says, word for word."""
    words = _words(text)
    if len(words) < SHINGLE or (frame is not None and len(words) > 60):
        return False
    runs = list(_runs(words))
    return sum(run in body for run in runs) >= 0.6 * len(runs)


def _is_quotation(draft: Draft, usual: Print) -> bool:
    """Say whether the draft is set in from both edges of its column."""
    edges = usual.edges(draft.lines[0])
    if edges is None or usual.size is None or len(draft.lines) < 2:
        return False
    boxes = [line.box for line in draft.lines if line.box]
    left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
    return left - edges[0] > 1.2 * usual.size and edges[1] - right > 0.8 * usual.size
