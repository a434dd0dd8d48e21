"""The notes, endnotes and entries that callouts lead to: their labels, texts and addresses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.schema import Location, Reference, Word

SYMBOLS = frozenset({"*", "**", "***", "†", "††", "‡", "‡‡", "§", "¶", "‖", "#"})

LETTERED = re.compile(r"[a-z]|x{0,3}(?:ix|iv|v?i{1,3}|v|x)")  # a, b; i, ii, iii, iv

_NUMBER = re.compile(r"^[(\[]?(\d{1,4})[.)\]:]{0,2}$")
_MARKED = re.compile(r"^(?:[(\[]\d{1,4}[)\]]\.?|\d{1,4}[.):]|\d{1,4}\.\))$")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_DOI = re.compile(r"\bdoi(?:\.org/|:\s?)(10\.\d{4,9}/[^\s<>\"“”]+)", re.IGNORECASE)
_URL_START = re.compile(r"https?:|www\.|doi\.org", re.IGNORECASE)
_DOI_BEGUN = re.compile(r"\b10\.\d{4,9}/\S+$")
_HOME = re.compile(r"((?:https?://|www\.)\S{1,200}/~)\s(?=[\w.-]+/)")  # a person's: /~ abel/
_YEAR = re.compile(r"\b((?:1[6-9]|20)\d{2}[a-z]?)\b|\b(n\.d\.|forthcoming)")


@dataclass(frozen=True, slots=True)
class Label:
    """What a note begins with."""

    label: str  # without brackets and stops
    words: int  # so many words of the line it takes
    raised: bool  # printed higher or smaller than what follows


def read_label(words: Sequence[Word]) -> Label | None:
    """Return the label that a note's first line begins with; None if it has none.

    ``3``, ``3.``, ``(3)``, ``[3]``, ``*``; a bare number must be raised, smaller than the text
    behind it, or followed by a capital, a digit or a quotation mark.
    """
    if len(words) < 2:
        return None
    first, after = words[0], words[1]
    bracketed = [w.text for w in words[:3]]
    if bracketed[0] in {"[", "("} and bracketed[1].isdecimal() and len(words) > 3:
        return Label(bracketed[1], 3, False)
    raised = first.rise > 0.5 or bool(first.size and after.size and first.size < 0.8 * after.size)
    text = first.text
    raised = raised and not text.endswith((".", ")", "]"))  # 1. is an item's number
    if text.rstrip(".") in SYMBOLS and (raised or len(text) <= 3):
        return Label(text.rstrip("."), 1, raised)
    match = _NUMBER.match(text)
    if match:
        if 0 < int(match[1]) < 3000 and (
            raised or _MARKED.match(text) or _begins_note(after, words)
        ):
            return Label(str(int(match[1])), 1, raised)
        return None
    if raised and LETTERED.fullmatch(text) and _begins_note(after, words):
        return Label(text, 1, True)
    return None


def _begins_note(after: Word, words: Sequence[Word]) -> bool:
    text = after.text.lstrip("“\"'‘([|")
    if not text:
        return len(words) > 2
    first = words[0].text
    year = len(first) == 4 and first.isdecimal() and 1500 < int(first) < 2100
    return not year and (text[0].isupper() or text.startswith(("http", "www")))


def mend_url(lines: Sequence[str]) -> str:
    """Return the lines as one text, with web addresses cut by a line's end made whole.

    An address goes on in the next line if it ended in a character that cannot end one
    (``/ - _ . = & ? %``) or if the next line begins with no word of its own: no space, a
    slash, a digit or letter followed by the characters of a path.
    """
    text = ""
    for line in lines:
        stripped = line.strip()
        if not text:
            text = stripped
            continue
        last = text.rsplit(" ", 1)[-1]
        head = stripped.split(" ", 1)[0]
        if _URL_START.search(last) and _goes_on(last, head):
            text += stripped
        else:
            text += " " + stripped
    return _HOME.sub(r"\1", text)


def _goes_on(last: str, head: str) -> bool:
    if last.endswith(".") and _DOI_BEGUN.search(last) and re.match(r"[a-z]*\d[\w.-]*", head):
        return True
    if last.endswith((".", ",", ";", ")", ">", "]")) and not last.endswith("www."):
        address = r"(?:html?|pdf|aspx?|php)\b|[a-z0-9-]+(?:\.[a-z]{2,}|/)"
        return last.endswith(".") and bool(re.match(address, head))
    if last.endswith(("/", "-", "_", "=", "&", "?", "%", ":", "~")):
        return not re.match(r"(?:accessed|retrieved|last|\()", head, re.IGNORECASE)
    if head[:1] in "/-_=&?%.#":
        return True
    path = re.match(r"[\w%.~-]+(?:[/=&?_-][\w%.~/=&?-]*|\.(?:html?|pdf|aspx?|php)\b)", head)
    return bool(path)


def find_url(text: str) -> str | None:
    """Return the first web address in ``text``, a DOI as an address; None if it has none."""
    found = _URL.search(text)
    if found:
        url = found[0].rstrip(".,;:'’”\"")
        while url.endswith(")") and url.count("(") < url.count(")"):
            url = url[:-1].rstrip(".,;")
        return url if url.lower().startswith("http") else "https://" + url
    doi = _DOI.search(text)
    return "https://doi.org/" + doi[1].rstrip(".,;)") if doi else None


def make_reference(label: str | None, lines: Sequence[str], location: Location | None) -> Reference:
    """Return the reference that a note's or entry's lines (without label) say.

    An entry without a number (None; one that was lost is ``""``) is labelled by its author and
    year, if it has them. An arrow at the
    end leads back to the text, on the web pages that some reports are printed from.
    """
    text = mend_url(lines).rstrip(" ↩\ufe0e")
    own = author_year(text) if label is None else label
    return Reference(own or "", text, find_url(text), location)


_DASHES = re.compile(r"^(?:[—–―_-][.,]?\s?){1,40}(?=[(\w“\"])")


def with_author(text: str, before: str) -> tuple[str, str]:
    """Return an entry's text with its author, and that author, for the entry after it.

    An entry that begins with a dash, or with its year, has the author of the entry before.
    """
    dashed = _DASHES.match(text)
    rest = text[dashed.end() :] if dashed else text
    if before and (dashed or re.match(r"\(?(?:19|20)\d\d", text)):
        return f"{before} {rest}", before
    year = re.search(r"\s\(?(?:1[6-9]|20)\d\d", text[:300])
    return text, text[: year.start()].strip() if year else first_author(text) or before


def author_year(text: str) -> str | None:
    """Return ``Smith 2019`` for a bibliography's entry: its first author and its year."""
    head = text[:400]
    year = _YEAR.search(head)
    author = first_author(head)
    return f"{author} {year[1] or year[2]}" if year and author else None


def first_author(text: str) -> str | None:
    """Return the surname, or the organisation's name or acronym, that an entry begins with."""
    upto = re.split(r"[,(.;:]|\d{4}|\sand\s|\s&\s", text.strip("—–_-. \t"), maxsplit=1)[0].strip()
    words = upto.split()
    if not words or len(words) > 10 or not words[0][:1].isalpha():
        return None
    if not any(word[:1].isupper() for word in words):
        return None
    return upto
