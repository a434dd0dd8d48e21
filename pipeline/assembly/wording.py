"""What the words of a line say, whatever its print: a heading, a list item, a sentence's end."""

import re

SENTENCE_END = re.compile(
    r"(?:[.!?…:]['\"’”»)\]]{0,3}"
    r"|(?:[^\W\d]|[)\]])[.!?…]['\"’”»)\]]{0,3}"  # and a callout, raised or bracketed, behind it
    r"(?:\s?\[[\d,;\s–-]{1,20}\]|\d{1,3}(?:[,;–-]\s?\d{1,3}){0,4}|[*†‡§]{1,3}))$"
)
LIST_START = re.compile(
    r"^(?:[•●○◦▪■□▸►‣⁃∙·\uf0b7\uf0a7\uf0d8✓✔➢➤→➔➜❯❑☐☑*-]$|[–—]$|"
    r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]$|\([\w]{1,4}\)$|\d{1,2}(?:\.\d{1,2}){1,3}\.?$)"
)
CAPTION_START = re.compile(
    r"^(?:Figure|FIGURE|Fig\.?|FIG\.?|Table|TABLE|Chart|CHART|Graph|Map|Exhibit|Photo|Image|Box|BOX"
    r"|Diagram|Illustration|Plate)"
    r"\s{0,2}(?:[A-Z]{0,2}[.-]?\d{1,3}(?:[.-]\d{1,3}){0,2}[a-z]?|[IVX]{1,5}|[A-Z])\s{0,2}"
    r"(?:[.:–—|-](?!\d)|$|(?=\s*[A-Z“\"]))"
)
_DECIMAL = re.compile(r"^\d{1,2}\.\d{1,2}$")
_SMALL_WORDS = frozenset(
    {
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of",
        "on", "or", "over", "per", "the", "to", "under", "up", "via", "vs", "with",
    }
)  # fmt: skip


def reads_as_heading(text: str) -> bool:
    """Say whether ``text`` alone, without its print, reads as a heading.

    Short, begun with a capital or a number, without a sentence's end, its main words
    capitalised (or all of a very short one).
    """
    words = text.split()
    if not 1 <= len(words) <= 16 or (ends_sentence(text) and not text.endswith(("?", ":"))):
        return False
    if text.endswith((",", ";", "-")):
        return False
    letters = [word.strip("‘’“”\"'()[]:,–—-") for word in words]
    main = [word for word in letters if word.casefold() not in _SMALL_WORDS and word]
    if not main or not (letters[0][:1].isupper() or letters[0][:1].isdigit()):
        return False
    if letters[-1].casefold() in _SMALL_WORDS:
        return False
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in main)
    return capitals >= 0.75 * len(main)


def ends_sentence(text: str, *, misread: bool = False) -> bool:
    """Say whether ``text`` ends as a sentence does.

    With ``misread``, one more character may follow: a marker as the OCR has it.
    """
    stripped = text.rstrip()
    if SENTENCE_END.search(stripped):
        return True
    return misread and len(stripped) > 1 and bool(SENTENCE_END.search(stripped[:-1].rstrip()))


def starts_list_item(text: str) -> bool:
    """Say whether ``text`` begins with a bullet or an item's number."""
    words = text.split(maxsplit=1)
    if len(words) < 2 or not LIST_START.match(words[0]):
        return False
    return not (_DECIMAL.match(words[0]) and words[1][:1].islower())  # 5.1 billion


_ITEM_END = re.compile(r";(?:\s(?:and|or|and/or))?$", re.IGNORECASE)
_TOLD = re.compile(r"[A-Z][^:.]{2,30}: [^:]{0,20}\d")
_TOLD_AT_ONCE = re.compile(r"[A-Z][^:.\d]{2,30}: [^\w\s]{0,3}\d")
# A telephone's number, a law's or an address: it measures nothing.
_NUMBERED_THING = re.compile(
    r"\(\d{3}\)\s?\d{3}|\b\d{3}[-–.\s]\d{3,4}[-–.\s]?\d{4}|\+\d{2}|\bU\.S\.C\.|\bC\.F\.R\.|§|@|www\."
)


def ends_item(text: str) -> bool:
    """Say whether ``text`` ends as an item does that another one follows: ``; and``."""
    return bool(_ITEM_END.search(text[-8:]))


def tells_figure(text: str, *, at_once: bool = False) -> bool:
    """Say whether ``text`` is a label and its figure, as boxes have them: ``Received: $10.4M``.

    If ``at_once``, no word may stand between them: ``Zambia 2021: Final Report 3`` tells none.
    """
    told = (_TOLD_AT_ONCE if at_once else _TOLD).match(text)
    return bool(told) and not _NUMBERED_THING.search(text)
