"""Lines that begin with a label, as notes and numbered entries do; and what OCR leaves of one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.assembly.draft import Draft, PrintedLine, cut_word
from pipeline.assembly.wording import ends_sentence
from pipeline.citations.references import Label, read_label
from pipeline.schema import BlockKind

SHORT = 0.85  # of the longest: a line that is shorter and ends a sentence ends a note
MOST_LOST = 3  # the next label may count so many on
# What notes and entries have, and other blocks seldom.
SOURCE_LIKE = re.compile(
    r"https?://|www\.|\bdoi\b|\bpp?\.\s?\d|\bno\.\s?\d|\bvol\.\s?\d|\bibid|\bop\. cit|\bpara\.\s?\d"
    r"|\bcols?\.?\s\d|(?:19|20)\d\d,\s\d{1,4}[–-]\d{1,4}\.?$"
    r"|\b(?:19|20)\d\d[a-z]?\b.{0,12}$|\((?:19|20)\d\d\)|\b(?:accessed|retrieved)\b",
    re.IGNORECASE,
)
# What OCR leaves of a raised number in front of a note.
LOST_LABEL = re.compile(
    r"^(?:[^\w\s“(\[–—]{1,3}|[^\w\s]?[\dSIlO°]{1,2}[.)]?\s|[\dSIlO]{3}[.)]\s"
    r"|\d{3}\s(?=\W?[A-Z])"
    r"|[a-z]{1,2}\s(?=[A-Z]))"
)
# A sign that opens no quotation: another mark, or a quotation mark that nothing closes.
PLAIN_SIGN = re.compile(
    r"^(?:(?:[‘“]?[*°®>†»'’”\"!?<«¢£#^~©]{1,3}\s?[“‘]?|[“‘](?:\s|(?=[^”’]{0,200}$)))[A-Z]"
    r"|\W{0,2}[\[({|]\s?[\dIlSO]{1,3}\s?[\])}|1]\s|\d{1,3}[\]}|]\s|[.,]\s?(?=[A-Z]))"
)

# A note's number and its first word, printed without a space: 1Ministry, 12https://.
GLUED_LABEL = re.compile(r"^(\d{1,3})(?=[“‘\"]?[A-Z](?:[A-Za-z’']|\.[A-Z])|https?:)")


def labelled(draft: Draft) -> bool:
    """Say whether a block begins with a label."""
    return read_label(draft.lines[0].line.words) is not None


def _label_of(printed: PrintedLine) -> Label | None:
    """Return the label a line begins with; a small numeral alone is one, its text blacked out."""
    words = printed.line.words
    alone = len(words) == 1 and len(words[0].text) <= 3 and words[0].text.isdecimal()
    if alone and (words[0].size or 99) < 8:
        return Label(words[0].text, 1, True)
    return read_label(words)


def part_glued_labels(
    lines: Iterable[PrintedLine], last: int = 0, lost: int = 0
) -> list[PrintedLine]:
    """Return lines of notes, a number parted from the note it stands in front of.

    Writers set ``1Ministry of Health`` without a space where nobody gave notes an indent. The
    number must be the one after the label before it, or 1, so that ``5G networks`` stays whole.

    Args:
        lines: of notes, or of what may be notes.
        last: the label before the first line; 0 if there is none.
        lost: so many labels between two may not have been read.
    """
    out: list[PrintedLine] = []
    for printed in lines:
        glued = GLUED_LABEL.match(printed.line.words[0].text)
        if glued and (int(glued[0]) == 1 or 0 < int(glued[0]) - last <= 1 + lost):
            label, word = cut_word(printed.line.words[0], glued.end())
            words = (label, word, *printed.line.words[1:])
            printed = replace(printed, line=replace(printed.line, words=words))
        found = _label_of(printed)
        last = int(found.label) if found and found.label.isdecimal() else last
        out.append(printed)
    return out


def split_at_labels(
    lines: list[PrintedLine], kind: BlockKind, longest: int | None = None
) -> list[Draft]:
    """Return the lines as drafts, one for every line that begins with the next label.

    Args:
        lines: of notes or entries.
        kind: what they are.
        longest: characters of a full line; of the longest of ``lines`` if it is not given.
    """
    parts: list[list[PrintedLine]] = []
    labels: list[str | None] = []
    last: int | None = None
    full = longest or max(len(line.text) for line in lines)
    for before, printed in zip([None, *lines], lines, strict=False):
        found = _label_of(printed)
        closed = before is not None and len(before.text) < SHORT * full
        lost = (
            kind == "note"
            and printed.method == "ocr"
            and (_is_lost_label(printed.text, found) or (closed and _follows_end(before, printed)))
        )
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


def _follows_end(before: PrintedLine | None, printed: PrintedLine) -> bool:
    """Say whether a line begins with a capital behind one that ends a sentence."""
    return before is not None and ends_sentence(before.text) and printed.text[:1].isupper()


def _is_lost_label(text: str, found: Label | None) -> bool:
    """Say whether a note's line begins with what OCR made of its number."""
    return (found is None or not found.label.isalnum()) and bool(PLAIN_SIGN.match(text))
