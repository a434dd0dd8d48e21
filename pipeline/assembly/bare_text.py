"""Text without boxes, as somebody's OCR left it: paragraphs, notes and tables by words alone.

What print says by its size and place, bare text can only say by order: the lines at a page's end
that count on from the notes before are its notes, and lines that are mostly numbers are a table.
"""

import re
from itertools import pairwise, takewhile

from pipeline.assembly.dates import MONTH
from pipeline.assembly.draft import Draft, PrintedLine, printed_text
from pipeline.assembly.labels import GLUED_LABEL, MOST_LOST, SOURCE_LIKE
from pipeline.assembly.wording import ends_sentence, reads_as_heading, starts_list_item

NOTE_WORDS = 60  # a block of notes has no more
LONG_NOTE = 40  # words of one of several
FOOT_SHARE = 0.6  # of a page's words: its notes have no more
ROWS = 2  # lines of numbers that make a table
NUMBERS = 0.4  # share of a row's words

TITLE_LINES = 5
TITLE_LINE = 100  # characters

_SECTION_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+[A-Z]")
# 15 Interviews with staff; 16 | etters from the Panel: no stop behind the number, as items have.
_NOTE_NUMBER = re.compile(rf"^(\d{{1,3}})\s(?!{MONTH}\s\d)[|“‘\"]?\s?(?=[A-Za-z])(?:[A-Z]|\w+\s\w)")
_LOST_SIGN = re.compile(r"^(?:[°®>†»'’”]{1,2}|\*|''|[‘“](?![^”’]{0,200}[”’](?:\W|$)))\s?[A-Z]")
# What OCR makes of a first note's number: any sign but those that open a quotation or an item.
_SIGN = re.compile(r"^[^\w\s“‘\"(\[•●▪–—-]{1,2}\s?[A-Z]")
_WORD = re.compile(r"[^\W\d_]{3}")
_NUMERAL = re.compile(r"^[(\[|]?[-–—+]?[$€£]?\d[\d,.]*%?[)\]|,*]?$|^[-–—]$|^\.\.$")


def lines_of_title(lines: list[PrintedLine]) -> int:
    """Return how many lines a bare text opens with that are its title, author and date.

    A few short ones before the first blank line, each begun with a capital and none ended as
    sentences are: prose would run on from one to the next.
    """
    first = list(takewhile(lambda printed: bool(printed.line.words), lines[: TITLE_LINES + 1]))
    plain = all(
        printed.box is None
        and len(printed.text) <= TITLE_LINE
        and (printed.text[0].isupper() or printed.text[0].isdigit())
        and (printed.text[-1].isalnum() or printed.text[-1] in "’'”)")
        for printed in first
    )
    return len(first) if plain and 1 < len(first) <= TITLE_LINES else 0


def is_bare_opening(first: Draft, second: Draft) -> bool:
    """Say whether a text's first block is a title: one line, no sentence, and none goes on."""
    line = first.lines[0]
    if len(first.lines) > 1 or line.box is not None or len(line.text) > TITLE_LINE:
        return False
    ended = ends_sentence(line.text, misread=True) or not line.text[-1].isalnum()
    return line.text[0].isupper() and not ended and not second.lines[0].text[0].islower()


def apart_in_bare_text(
    current: list[PrintedLine], printed: PrintedLine, after: PrintedLine | None
) -> bool:
    """Say whether a line begins another block than the lines before it."""
    above, text = current[-1].text, printed.text
    if starts_list_item(text) and (ends_sentence(above) or starts_list_item(current[0].text)):
        return True
    alone = after is None or not after.line.words
    if alone and ends_sentence(above, misread=True) and reads_as_heading(text):
        return True  # the heading of what follows the blank line, without one of its own before it
    numbered = len(current) == 1 and bool(_SECTION_NUMBER.match(above)) and reads_as_heading(above)
    return numbered and not text[:1].islower()  # else a numbered paragraph's first line


def is_bare_note(draft: Draft) -> bool:
    """Say whether a block is a note whose number became a sign.

    A sign that opens no quotation, behind it a capital, and it names its source as notes do.
    """
    if draft.kind != "paragraph" or draft.lines[0].box is not None:
        return False
    text = printed_text(draft)
    short = len(text.split()) <= NOTE_WORDS
    return short and bool(_LOST_SIGN.match(text)) and bool(SOURCE_LIKE.search(text))


def notes_at_foot(on_page: list[Draft], last: int) -> list[Draft]:
    """Return the blocks at the end of a page of bare text that are its notes.

    Two lines or more count up without a stop behind the number, or one counts on from the page
    before; what stands between and behind them is of the notes, too.

    Args:
        on_page: the page's blocks, in order.
        last: number of the last note before the page; 0 if there is none.
    """
    if not on_page or any(line.box for draft in on_page for line in draft.lines):
        return []
    while on_page and not _WORD.search(printed_text(on_page[-1])):
        on_page = on_page[:-1]  # the number of a page or a document
    own = [i for i, draft in enumerate(on_page) if draft.kind == "paragraph"]
    words = sum(len(printed_text(draft).split()) for draft in on_page)
    best: list[Draft] = []
    for k in reversed(own):
        foot = on_page[k:]
        if any(draft.kind != "paragraph" for draft in foot):
            break
        if sum(len(printed_text(draft).split()) for draft in foot) > FOOT_SHARE * words:
            break
        if _counts_up(foot, last):
            best = foot
    return best


def _counts_up(foot: list[Draft], last: int) -> bool:
    """Say whether blocks begin with a note and count up from it."""
    lines = [line.text for draft in foot for line in draft.lines]
    found = [int(label[1]) for text in lines if (label := _label(text))]
    opened = _label(lines[0]) or (len(lines) > 1 and _SIGN.match(lines[0]))
    if not found or not opened:
        return False
    steps = [b - a for a, b in pairwise(found)]
    if any(not 0 < step <= MOST_LOST for step in steps):
        return False
    notes: list[str] = []
    for text in lines:
        if not notes or _label(text):
            notes.append("")
        notes[-1] += " " + text
    if any(len(note.split()) > LONG_NOTE for note in notes):
        return False  # numbered paragraphs that lost their stops
    like = sum(bool(SOURCE_LIKE.search(note) or GLUED_LABEL.match(note[1:])) for note in notes)
    sourced = 3 * like >= len(notes)
    goes_on = last > 0 and 0 < found[0] - last <= MOST_LOST
    return sourced and (goes_on or len(found) > 1)


def _label(text: str) -> re.Match[str] | None:
    glued = GLUED_LABEL.match(text)
    return glued or _NOTE_NUMBER.match(text)


def is_bare_table(draft: Draft) -> bool:
    """Say whether a block of bare text is a table: lines of numbers, and no sentence in it."""
    if draft.lines[0].box is not None:
        return False
    rows = [line for line in draft.lines if _is_row(line.text)]
    if len(rows) < ROWS or 2 * len(rows) < len(draft.lines):
        return False
    return not any(ends_sentence(line.text) for line in draft.lines if line not in rows)


def _is_row(text: str) -> bool:
    words = text.split()
    numerals = sum(bool(_NUMERAL.match(word)) for word in words)
    if text.rstrip().endswith("."):
        return False  # a note with its dates and pages
    return numerals > 1 and numerals >= NUMBERS * len(words)
