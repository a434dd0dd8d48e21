"""Callouts: raised, bracketed and author-year signs that lead to a reference.

Raised ones are found among words that still have their size and baseline, and leave the text
before it is frozen; bracketed and author-year ones are found in the frozen text and stay in it.
Powers, units, ordinals, trade marks and affiliations are not callouts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.citations.references import SYMBOLS
from pipeline.citations.resolve import Entry
from pipeline.schema import Word

RAISED = 0.12  # of the type size: print this much above the baseline is raised
SMALL = 0.86  # of its neighbour's type: no larger is small
LONGEST_RANGE = 30  # labels that one range may stand for

_LABELS = re.compile(r"^\(?\d{1,4}(?:\s?[,;–—-]\s?\d{1,4}){0,12}\)?[,;.]?$")
_ITEM = re.compile(r"(\d{1,4})(?:\s?[–—-]\s?(\d{1,4}))?")
_UNITS = frozenset(
    [
        "m",
        "km",
        "cm",
        "mm",
        "ft",
        "in",
        "mi",
        "yd",
        "yr",
        "s",
        "sec",
        "kg",
        "kw",
        "mw",
        "mi/h",
        "lb/in",
        "kg/m",
        "w/m",
        "n/m",
        "g/cm",
        "hm",
        "dm",
        "nm",
        "µm",
        "um",
        "acre",
        "ha",
        "sq",
        "m/s",
        "km/h",
        "cal",
        "j",
    ]
)
_ORDINAL = frozenset({"st", "nd", "rd", "th", "e", "er", "o", "a", "º", "ª"})


@dataclass(frozen=True, slots=True)
class Raised:
    """A raised marker among the words of a block: words ``[first, last)``."""

    first: int
    last: int
    marker: str
    labels: tuple[str, ...]
    certain: bool  # behind a word or its stop; else numbering or a note must speak for it
    stop: bool = False  # behind a stop: the place speaks for a callout by itself


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
    if size is None:
        return []
    found: list[Raised] = []
    i = 0
    while i < len(words):
        if not _is_raised(words[i], size):
            i += 1
            continue
        first = i
        while i < len(words) and _is_raised(words[i], size):
            i += 1
        made = _marker(words, first, i, in_table=in_table)
        if made:
            found.append(made)
    return found


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


def _marker(words: Sequence[Word], first: int, last: int, *, in_table: bool) -> Raised | None:
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
        if len(text) == 1 and text.islower() and text.isalpha() and before.text[-1] in '.,;”"':
            return Raised(first, last, text, (text,), False)
        return None
    numeric = in_table and joined != "10" and any(map(str.isdigit, joined))
    if not numeric and _is_power(joined, before, words, first, last, text):
        return None
    labels = read_labels(text)
    if not labels or "0" in labels:
        return None
    stop = joined[-1] in ".,;:!?)]”’\"'»"
    wordlike = len(re.sub(r"[^A-Za-zÀ-ÿ]", "", joined)) >= 2
    return Raised(first, last, text, labels, stop or wordlike, (stop and wordlike) or numeric)


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
    return (len(letters) <= 1 and joined[-1].isalpha()) or before.rise < -0.1 * (before.size or 10)


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
    notes = {(e.reference.label, e.page) for e in entries if e.list_number is None}
    listed = {e.reference.label for e in entries if e.list_number is not None}
    accepted: list[Glued] = []
    expected = 1
    for glued, page in zip(found, pages, strict=True):
        noted = all(
            label in listed or (label, page) in notes or (label, page + 1) in notes
            for label in glued.labels
        )
        first = int(glued.labels[0]) if glued.labels else 0
        restarts = first == 1 and bool(notes)
        if noted and (0 <= first - expected <= 1 or restarts):
            accepted.append(glued)
            expected = int(glued.labels[-1]) + 1
    return accepted if len(accepted) >= max(2, 0.5 * len(labels)) else []


def accept_raised(
    found: Sequence[Raised], pages: Sequence[int], entries: Sequence[Entry]
) -> list[bool]:
    """Say of each raised sign of a report, in order, whether it is a callout.

    A note on its page or the next, or an end list, that has its label speaks for it; so does a
    number that goes on from the one before. Otherwise, a sign that stands behind a stop.
    """
    notes = {(e.reference.label, e.page) for e in entries if e.list_number is None}
    listed = {e.reference.label for e in entries if e.list_number is not None}
    accepted: list[bool] = []
    last = 0
    for raised, page in zip(found, pages, strict=True):
        noted = all(
            (label, page) in notes or (label, page + 1) in notes or label in listed
            for label in raised.labels
        )
        numbers = [int(label) for label in raised.labels if label.isdecimal()]
        goes_on = bool(numbers) and 0 < numbers[0] - last <= 3
        keep = noted or raised.stop or (raised.certain and (goes_on or not entries))
        if keep and numbers:
            last = numbers[-1]
        accepted.append(keep)
    return accepted


# --- in the frozen text ---------------------------------------------------------------------

BRACKETED = re.compile(r"\[(\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,15})\]")
_COUNTED = re.compile(  # what (3) is a part of: sections, items, figures
    r"(?:\d[a-z]?|\)|\b(?:section|column|line|item|items|or|and|either|paragraph|para|article|step|box"
    r"|equation|eq\.|figure|table|form|note|rule|clause|if|that|are|is))\s?$",
    re.IGNORECASE,
)
PARENTHESISED = re.compile(r"(?<=[^\s(])\s?\((\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,7})\)")

_PART = r"(?:[A-Z]\.(?:[A-Z]\.){0,3}|[A-Z][\w'’&-]{1,30}|[A-Z](?=[\s,]))"
_NAME = rf"(?:(?:[dD]e|[vV]an|[vV]on|[dD]er|[lL]a|[lL]e|al-|el-|[A-Z]['’])\s?){{0,2}}{_PART}"
_MORE_NAMES = rf"(?:(?:,\s|,?\s(?:and|&)\s|\s){_NAME}){{0,6}}"
_YEARS = r"(?:(?:1[6-9]|20)\d\d[a-z]?|n\.d\.|forthcoming)"
_AUTHORS = rf"{_NAME}{_MORE_NAMES}(?:,?\set\sal\.?)?(?:['’]s)?"
_TAIL = r"(?:[:,]\s?(?:pp?\.\s?|para\.?\s|ch\.\s)?\d[\d\s,–-]{0,12})?"
_ENTRY = re.compile(
    rf"(?:(?:see(?:\salso)?|cf\.|e\.g\.,?|in)\s)?(?P<authors>{_AUTHORS}),?\s"
    rf"(?P<years>{_YEARS}(?:,\s?(?:{_YEARS}|[a-z]\b))*){_TAIL}$"
)
_PARENTHESIS = re.compile(r"\(([^()\n]{3,300})\)")
_NARRATIVE = re.compile(
    rf"(?P<authors>{_AUTHORS})\s\((?P<years>{_YEARS}(?:,\s?{_YEARS})*){_TAIL}\)"
)
_NOT_AUTHORS = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Since|In|By|From|Until|Before|After|During"
    r"|Spring|Summer|Autumn|Fall|Winter|Act|Section|Article|Chapter|Figure|Table|Q[1-4]|FY|The)\b\.?"
)


@dataclass(frozen=True, slots=True)
class InText:
    """A bracketed or author-year callout: ``text[start:end]``.

    ``sign`` is where its bracket opens: behind the names in ``Smith (2019)``.
    """

    start: int
    end: int
    sign: int
    labels: tuple[str, ...]
    style: str


def find_bracketed(text: str) -> list[InText]:
    """Return ``[3]``, ``[3, 5-7]``: numbers in square brackets."""
    return [
        InText(m.start(), m.end(), m.start(), read_labels(m[1]), "bracketed")
        for m in BRACKETED.finditer(text)
    ]


def find_parenthesised(text: str) -> list[InText]:
    """Return ``(3)`` behind a word: a callout only where references are numbered so."""
    found: list[InText] = []
    for match in PARENTHESISED.finditer(text):
        if not _COUNTED.search(text[max(0, match.start() - 20) : match.start() + 1]):
            start = match.end() - len(match[0].lstrip())
            found.append(InText(start, match.end(), start, read_labels(match[1]), "bracketed"))
    return found


def accept_parenthesised(found: Sequence[InText], entries: Sequence[Entry]) -> bool:
    """Say whether a report cites by numbers in parentheses: most of its end list is called so."""
    listed = {e.reference.label for e in entries if e.list_number is not None}
    listed = {label for label in listed if label.isdecimal()}
    called = {label for sign in found for label in sign.labels}
    return len(listed) >= 3 and len(called & listed) >= 0.5 * len(listed) and called <= listed


def find_author_year(text: str, *, narrative: bool = True) -> list[InText]:
    """Return ``(Smith 2019; UN 2020a)`` and ``Smith (2019)``, labels like ``Smith 2019``.

    Without ``narrative`` only the first: ``GDP (2024)`` looks like the second, so that it
    takes a bibliography to believe in.
    """
    found: list[InText] = []
    for match in _PARENTHESIS.finditer(text):
        labels: list[str] = []
        parts = match[1].split(";")
        for part in parts:
            entry = _ENTRY.match(part.strip())
            if entry and _are_authors(entry["authors"]):
                labels += _author_labels(entry["authors"], entry["years"])
        if labels:
            found.append(
                InText(match.start(), match.end(), match.start(), tuple(labels), "author-year")
            )
    for match in _NARRATIVE.finditer(text) if narrative else ():
        if _are_authors(match["authors"]):
            labels = _author_labels(match["authors"], match["years"])
            sign = match.end("authors")
            found.append(InText(match.start(), match.end(), sign, tuple(labels), "author-year"))
    return sorted(found, key=lambda c: c.start)


_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _are_authors(authors: str) -> bool:
    """Say whether capitalised words before a year may be authors: no month, court or statute."""
    if authors.endswith(".") and not authors.endswith("al."):
        return False  # D.C. Cir. 2015
    return not (_NOT_AUTHORS.match(authors) or _MONTH.search(authors))


_LEADING = re.compile(
    r"^(?:(?:As|While|Following|See|Although|Since|Like|Unlike|Both|Recently|However|Here|When|Where"
    r"|Whereas|Because|After|Before|If|But|And|Also|For|From|With|Work|Using|Given|According"
    r"|Similarly|Moreover|Furthermore|Finally|First|Second|Third|Thus|Later|Earlier|Indeed|In|By"
    r"|To|On|Based on)"
    r",?\s)+(?=[A-Z])"
)


def _author_labels(authors: str, years: str) -> list[str]:
    who = _LEADING.sub("", re.sub(r"['’]s$", "", authors).strip(" ,"))
    labels: list[str] = []
    stem = ""
    for year in re.split(r",\s?", years):
        if len(year) == 1 and stem:
            labels.append(f"{who} {stem}{year}")
        else:
            stem = year[:4]
            labels.append(f"{who} {year}")
    return labels
