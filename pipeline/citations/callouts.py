"""Raised callouts: signs above the line that lead to a reference.

They are found among words that still have their size and baseline, and leave the text before
it is frozen. Powers, units, ordinals, trade marks and affiliations are not callouts. Bracketed
and author-year callouts stay in the text: see ``intext.py``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.citations.references import LETTERED, SYMBOLS
from pipeline.citations.resolve import Entry
from pipeline.schema import Word

RAISED = 0.12  # of the type size: print this much above the baseline is raised
SMALL = 0.86  # of its neighbour's type: no larger is small
LARGEST_POWER = 3  # that is often printed; so small a number is a power wherever it reads as one
LONGEST_RANGE = 30  # labels that one range may stand for

_LABELS = re.compile(r"^\(?\d{1,4}(?:\s?[,;–—-]\s?\d{1,4}){0,12}\)?[,;.]?$")
_SIGN = re.compile(r"[^\W_]|[*†‡§¶‖#,;–—-]")  # what a marker is made of
_ITEM = re.compile(r"(\d{1,4})(?:\s?[–—-]\s?(\d{1,4}))?")
_UNITS = frozenset(
    {
        "m", "km", "cm", "mm", "ft", "in", "mi", "yd", "yr", "s", "sec", "kg", "kw", "mw",
        "mi/h", "lb/in", "kg/m", "w/m", "n/m", "g/cm", "hm", "dm", "nm", "µm", "um", "acre",
        "ha", "sq", "m/s", "km/h", "cal", "j",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raised:
    """A raised marker among the words of a block: words ``[first, last)``."""

    first: int
    last: int
    marker: str
    labels: tuple[str, ...]
    certain: bool  # behind a word or its stop; else numbering or a note must speak for it
    stop: bool = False  # behind a stop: the place speaks for a callout by itself
    power: bool = False  # it reads as one: only a note that no other sign leads to speaks for it


def read_labels(marker: str) -> tuple[str, ...]:
    """Return the numbers a marker stands for: ``3,4`` and ``5-8`` written out.

    >>> read_labels("3, 5-7")
    ('3', '5', '6', '7')
    """
    labels: list[str] = []
    for low, high in _ITEM.findall(marker):
        first, last = int(low), int(high or low)
        if high and len(high) < len(low):  # 121-3
            last = int(low[: len(low) - len(high)] + high)
        if not 0 <= last - first < LONGEST_RANGE:
            labels += [low, high] if high else [low]
        else:
            labels += [str(n) for n in range(first, last + 1)]
    return tuple(dict.fromkeys(str(int(label)) for label in labels))


def find_raised(
    words: Sequence[Word], line_size: float | None = None, *, in_table: bool = False
) -> list[Raised]:
    """Return the raised markers among a block's words, in order.

    A raised digit behind a number is a power in a text (unless numbering or a note says
    otherwise) and the sign of a note in a table.

    Args:
        words: the block's words, a glued one behind what it is glued to.
        line_size: type size of the block, in points; of most letters if it is not given.
        in_table: whether the block is a table's cell.
    """
    size = line_size or _usual_size(words)
    if size is None or is_byline(words, size):
        return []
    found: list[Raised] = []
    i = 0
    signs = [_is_raised(word, size) and bool(_SIGN.search(word.text)) for word in words]
    while i < len(words):
        if not signs[i]:
            i += 1
            continue
        first = i
        while i < len(words) and signs[i]:
            i += 1
        made = _marker(words, first, i, size, in_table=in_table)
        if made:
            found.append(made)
    return found


def is_byline(words: Sequence[Word], size: float) -> bool:
    """Say whether a block is a line of authors, whose raised signs lead to their institutes.

    Names alone, two at least, parted by commas or ``and``, and a sign behind more than one.
    """
    plain = [w.text.strip(",;*†‡§") for w in words if not _is_raised(w, size)]
    plain = [text for text in plain if any(map(str.isalpha, text))]
    signed = sum(
        _is_raised(w, size) and not _is_raised(before, size) for before, w in pairwise(words)
    )
    parted = any(w.text.endswith(",") or w.text in _AND for w in words)
    names = all(text[0].isupper() or text in _AND | _PARTICLES for text in plain)
    ended = bool(plain) and words[-1].text.endswith((".", "!", "?")) and len(plain[-1]) > 2
    return len(plain) >= 4 and signed >= 2 and parted and names and not ended


_AND = frozenset({"and", "&"})
_PARTICLES = frozenset({"de", "da", "del", "der", "di", "du", "la", "le", "van", "von", "den"})


def _usual_size(words: Sequence[Word]) -> float | None:
    weights: dict[float, int] = {}
    for word in words:
        if word.size:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
    return max(weights, key=lambda s: weights[s]) if weights else None


def _is_raised(word: Word, size: float) -> bool:
    if word.size is None or word.rise < RAISED * size * 0.8:
        return False
    return word.size <= SMALL * size or word.rise >= 0.25 * size


def _marker(
    words: Sequence[Word], first: int, last: int, size: float, *, in_table: bool
) -> Raised | None:
    text = "".join(
        w.text if w.glued or k == 0 else " " + w.text for k, w in enumerate(words[first:last])
    )
    if first == 0:
        return None  # nothing that it could back: a note's label
    before = words[first - 1]
    joined = _run_before(words, first)
    if text in SYMBOLS:
        return Raised(first, last, text, (text,), False)
    if not _LABELS.match(text):
        return _lettered(words, first, last, text, joined, in_table=in_table)
    numeric = in_table and joined != "10" and any(map(str.isdigit, joined))
    labels = read_labels(text)
    if not labels or "0" in labels:
        return None
    lowered = before.rise < -0.1 * size and (before.size or size) <= SMALL * size
    if not numeric and (lowered or _is_power(joined, before, words, first, last, text)):
        return Raised(first, last, text, labels, False, power=True)
    stop = joined[-1] in ".,;:!?)]”’\"'»"
    wordlike = len(re.sub(r"[^A-Za-zÀ-ÿ]", "", joined)) >= 2
    return Raised(first, last, text, labels, stop or wordlike, (stop and wordlike) or numeric)


def _lettered(
    words: Sequence[Word], first: int, last: int, text: str, joined: str, *, in_table: bool
) -> Raised | None:
    """Return a raised letter or small Roman number, which a note must speak for.

    Behind one letter it is a power, behind a numeral an ordinal, but for a table's. There a letter
    is a note's or a flag (``64.9b``: a break in series), and no part of the number or the name.
    """
    behind_word = len(re.findall(r"[^\W\d_]", joined)) >= 2
    numeric = joined[-1].isdigit()
    if not LETTERED.fullmatch(text) or not (in_table if numeric else behind_word):
        return None
    return Raised(first, last, text, (text,), False, stop=in_table and len(text) == 1)


def _run_before(words: Sequence[Word], first: int) -> str:
    """Return the characters printed right before a word, back to white space."""
    text = ""
    i = first - 1
    while i >= 0:
        text = words[i].text + text
        if not words[i].glued:
            break
        i -= 1
    return text


def _is_power(
    joined: str, before: Word, words: Sequence[Word], first: int, last: int, text: str
) -> bool:
    """Say whether raised digits are a power, a unit's exponent, a fraction or mathematics."""
    bare = joined.strip("(").casefold()
    if text in {"2", "3", "-1", "-2", "-3"} and bare.lstrip("0123456789.,/") in _UNITS:
        return True
    if before.text[-1] in "=+×÷±/^<>∑∫√∂·×" or joined[-1] in "=+×÷±/^":
        return True
    after = words[last] if last < len(words) else None
    if after is not None and after.glued and after.text[0] in "⁄/=+×":
        return True
    if re.fullmatch(r"[(\[]?[-+]?\d{1,3}", joined) and before.text[-1].isdigit():
        return len(joined.strip("([-+")) <= 2  # 10 raised to a power; a year is no base
    letters = re.sub(r"[^A-Za-zͰ-Ͽ]", "", joined)
    return len(letters) <= 1 and joined[-1].isalpha()


_GLUED = re.compile(
    r"^(?P<stem>.*?[A-Za-zÀ-ÿ)”’\"%][.,;:!?]?[”’\"')]?|.*(?:19|20)\d\d[.,;]"
    r"|\(?\d{1,3}\.\d{1,2}[.,;])"
    r"(?P<digits>\d{1,3}(?:[,–-]\d{1,3}){0,3})(?P<rest>[A-Z“‘\"(].{0,40})?$"
)


@dataclass(frozen=True, slots=True)
class Glued:
    """Digits of the body's own size behind a word: ``text[start:end]`` of token ``index``."""

    index: int
    start: int
    end: int
    labels: tuple[str, ...]


def find_glued(tokens: Sequence[str]) -> list[Glued]:
    """Return the digits that stand behind a word or its stop without a space.

    Fonts with raised numerals of their own, and reports copied as text, leave markers so:
    ``appropriation.4He``. Only a numbering can tell them from names such as ``COVID-19``.
    """
    found: list[Glued] = []
    for i, token in enumerate(tokens):
        if len(token) > 60 or not any(map(str.isdigit, token)) or "/" in token:
            continue
        match = _GLUED.match(token)
        if match:
            labels = read_labels(match["digits"])
            found.append(Glued(i, match.start("digits"), match.end("digits"), labels))
    return found


def accept_glued(
    found: Sequence[Glued], pages: Sequence[int], entries: Sequence[Entry]
) -> list[Glued]:
    """Return the glued digits that are callouts: each has its note, and they count up.

    The longest run that rises by one is taken; it must have half of the notes at least.
    """
    labels = {e.reference.label for e in entries if e.reference.label.isdecimal()}
    noted_by = noting(entries)
    accepted: list[Glued] = []
    expected = 1
    for glued, page in zip(found, pages, strict=True):
        noted = noted_by(glued.labels, page)
        first = int(glued.labels[0]) if glued.labels else 0
        restarts = first == 1 and any(entry.list_number is None for entry in entries)
        if noted and (0 <= first - expected <= 1 or restarts):
            accepted.append(glued)
            expected = int(glued.labels[-1]) + 1
    return accepted if len(accepted) >= max(2, 0.5 * len(labels)) else []


def noting(entries: Sequence[Entry]) -> Callable[[Sequence[str], int], bool]:
    """Return what says whether labels have their notes on a page or the next, or in an end list."""
    notes = {(e.reference.label, e.page) for e in entries if e.list_number is None}
    listed = {e.reference.label for e in entries if e.list_number is not None}
    return lambda labels, page: all(
        (label, page) in notes or (label, page + 1) in notes or label in listed for label in labels
    )


def accept_raised(
    found: Sequence[Raised], pages: Sequence[int], entries: Sequence[Entry]
) -> list[bool]:
    """Say of each raised sign of a report, in order, whether it is a callout.

    A note on its page or the next, or an end list, that has its label speaks for it; so does a
    number that goes on from the one before. Otherwise, a sign that stands behind a stop. What
    reads as a power is one, unless its number is the next and nothing else leads to its note.
    """
    noted_by = noting(entries)
    led_to = {
        (label, page)
        for raised, page in zip(found, pages, strict=True)
        if not raised.power
        for label in raised.labels
    }
    accepted: list[bool] = []
    last = 0
    for raised, page in zip(found, pages, strict=True):
        noted = noted_by(raised.labels, page)
        numbers = [int(label) for label in raised.labels if label.isdecimal()]
        goes_on = bool(numbers) and 0 < numbers[0] - last <= 3
        if raised.power:
            free = all((label, page) not in led_to for label in raised.labels)
            keep = noted and free and numbers[0] == last + 1 > LARGEST_POWER
        else:
            keep = noted or raised.stop or (raised.certain and (goes_on or not entries))
        if keep and numbers:
            last = numbers[-1]
        accepted.append(keep)
    return accepted
