"""What counts as right, column by column.

Everything becomes an ``Item``: something the gold expects, something that was found, or the
two as a pair, right or not. Precision, recall and F1 are counted from items and from nothing
else, so that a figure of the table can be followed to the rows it is made of.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isclose
from typing import Any

from rapidfuzz import fuzz

from pipeline.evaluate.alignment import plain, same_ends

Sentence = Mapping[str, Any]  # an object of claims.jsonl or of gold

# Every column that is scored, and by which rule; README and the printed table quote this.
RULES: dict[str, str] = {
    "claim": "the sentence is one that makes a row (it has a figure, actor, time, marker or "
    "source), and no other is",
    "sentence": "it begins and ends where the gold says, up to two letters",
    "kind": "equal; a sentence that was not found counts against recall",
    "modality": "equal",
    "negated": "the sentences that are negated, as a set",
    "actors": "canonical names, as a set",
    "role": "equal, of the actors that were found",
    "figure": "the figure's words, 90 % alike",
    "value": "value and upper end within one in a million",
    "relation": "equal",
    "unit": "equal",
    "what": "half of the words in common (Dice), without articles and prepositions",
    "per": "equal",
    "change": "equal",
    "figure row": "value, relation, unit, what, per and change of one figure, all right",
    "time": "the same days, of the sentence and its figures, as a set",
    "place": "half of the words in common, of the sentence and its figures",
    "source": "half of the words in common",
    "cue": "half of the words in common",
    "citations": "labels, as a set",
    "reference": "the text under a label, 80 % alike",
    "reference_url": "equal, of the address under a label",
    "page": "equal",
}
LABELS = ("kind", "modality")  # columns that also have an F1 a label, and its mean
FIGURE_SLOTS = ("relation", "unit", "what", "per", "change")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was expected, found, or both. ``n`` is the gold sentence's place, from 0."""

    report: str
    column: str
    n: int | None
    sentence: str
    expected: str | None
    found: str | None
    right: bool = False


def makes_claim(sentence: Sentence) -> bool:
    """Say whether a sentence makes a row of the table: CLAIMS_TABLE.md, "What a claim is"."""
    parts = ("figures", "actors", "time", "citations", "attribution")
    return any(sentence.get(part) for part in parts)


def items(
    report: str,
    gold: Sequence[Sentence],
    found: Sequence[Sentence],
    pairs: Sequence[int | None],
) -> Iterator[Item]:
    """Yield the items of one report; ``pairs`` says which found sentence is which of the gold."""
    marked = _marked_columns(gold)
    twins: list[tuple[int | None, Sentence | None, Sentence | None]] = [
        (n, g, None if (j := pairs[n]) is None else found[j]) for n, g in enumerate(gold)
    ]
    taken = set(pairs)
    twins += [(None, None, f) for j, f in enumerate(found) if j not in taken]
    for n, g, f in twins:
        either: Sentence = g if g is not None else f or {}
        for column, expected, said, right in _sentence_items(g, f, marked):
            if column in marked and (expected, said) != (None, None):
                yield Item(report, column, n, either["sentence"], expected, said, right)


def _marked_columns(gold: Sequence[Sentence]) -> set[str]:
    """Return the columns that this gold has: what nobody marked is not scored."""
    keys = {key for sentence in gold for key in sentence}
    figures = [figure for sentence in gold for figure in sentence.get("figures") or ()]
    slots = {slot for slot in FIGURE_SLOTS if any(slot in figure for figure in figures)}
    marked = {"claim", "sentence"} | (keys & set(RULES)) | slots
    if "figures" in keys:
        marked |= {"figure", "value", "figure row"} | (set() if figures else set(FIGURE_SLOTS))
    if "attribution" in keys:
        marked |= {"source", "cue"}
    if any(isinstance(actor, Mapping) for s in gold for actor in s.get("actors") or ()):
        marked.add("role")
    if "references" in keys:
        marked.add("reference")
    if "urls" in keys:
        marked.add("reference_url")
    return marked


Entry = tuple[str, str | None, str | None, bool]


def _sentence_items(
    gold: Sentence | None, found: Sentence | None, marked: set[str]
) -> Iterator[Entry]:
    expected = gold is not None and makes_claim(gold)
    made = found is not None and makes_claim(found)
    if expected or made:
        yield ("claim", "claim" if expected else None, "claim" if made else None, expected and made)
    if gold is None or expected:
        ends = bool(gold and found and same_ends(gold["sentence"], found["sentence"]))
        if expected or made:
            yield "sentence", *_texts("sentence", gold, found), ends
    if expected:
        for column in ("kind", "modality", "page"):
            yield _pair(column, _text(gold, column), _text(found, column))
    if expected or gold is None:  # of a sentence that makes no row nothing is told
        said = ({"negated"} if s and s.get("negated") else set() for s in (gold, found))
        yield from _sets("negated", *said)
    yield from _actors(gold, found)
    yield from _figures(gold, found, marked)
    yield from _matched("time", _stated(gold, "time"), _stated(found, "time"), _same_days)
    yield from _matched("place", _stated(gold, "place"), _stated(found, "place"), share_words)
    for column in ("source", "cue"):
        yield _pair(column, *(_said(s, column) for s in (gold, found)), same=share_words)
    yield from _sets("citations", set(_labels(gold)), set(_labels(found)))
    yield from _by_label("reference", gold, found, ("references",), _same_reference)
    yield from _by_label("reference_url", gold, found, ("urls", "reference_urls"), _same_url)


# --- one column ------------------------------------------------------------------------------


def _actors(gold: Sentence | None, found: Sentence | None) -> Iterator[Entry]:
    ours, theirs = _names(gold), _names(found)
    yield from _sets("actors", set(ours), set(theirs))
    for name in ours.keys() & theirs.keys():
        if ours[name] is not None:
            yield _pair("role", ours[name], theirs[name] or "mentioned")


def _names(sentence: Sentence | None) -> dict[str, str | None]:
    """Return the role of each canonical name; None where the gold gives names only."""
    actors = (sentence.get("actors") if sentence else None) or ()
    return {
        plain(a["name"] if isinstance(a, Mapping) else a): (
            a.get("role") if isinstance(a, Mapping) else None
        )
        for a in actors
    }


def _figures(gold: Sentence | None, found: Sentence | None, marked: set[str]) -> Iterator[Entry]:
    ours = list((gold.get("figures") if gold else None) or ())
    theirs = list((found.get("figures") if found else None) or ())
    pairs = match_figures(ours, theirs)
    both = [(figure, pairs.get(i)) for i, figure in enumerate(ours)]
    rows = [(figure, None if j is None else theirs[j]) for figure, j in both]
    taken = set(pairs.values())
    rows += [({}, figure) for j, figure in enumerate(theirs) if j not in taken]
    for g, f in rows:
        words = _text(g, "text"), _text(f, "text")
        yield _pair("figure", *words, same=lambda a, b: fuzz.ratio(plain(a), plain(b)) >= 90)
        value = bool(g and f) and same_value(g, f or {})
        yield "value", _text(g, "value"), _text(f, "value"), value
        right = value
        for slot in FIGURE_SLOTS:
            same = share_words if slot == "what" else _equal
            entry = _pair(slot, _text(g, slot), _text(f, slot), same=same)
            yield entry
            stated = entry[1] is not None or entry[2] is not None
            right = right and (slot not in marked or not stated or entry[3])
        yield "figure row", *words, right


def match_figures(gold: Sequence[Sentence], found: Sequence[Sentence]) -> dict[int, int]:
    """Pair figures whose value is the same or whose words overlap, the most alike first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            value, words = same_value(g, f), _dice(g.get("text") or "", f.get("text") or "")
            if value or words >= 0.5:
                candidates.append((-int(value), -words, abs(i - j), i, j))
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def same_value(gold: Sentence, found: Sentence) -> bool:
    """Say whether value and upper end agree to one in a million."""
    return all(_close(gold.get(end), found.get(end)) for end in ("value", "high"))


def _close(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return isclose(a, b, rel_tol=1e-6, abs_tol=1e-12)


def _stated(sentence: Sentence | None, column: str) -> list[str]:
    """Return what the sentence and its figures state, each once."""
    if not sentence:
        return []
    all_of = [sentence, *(sentence.get("figures") or ())]
    return list(dict.fromkeys(str(part[column]) for part in all_of if part.get(column)))


def _said(sentence: Sentence | None, column: str) -> str | None:
    attribution = (sentence.get("attribution") if sentence else None) or {}
    return attribution.get(column) or None


def _labels(sentence: Sentence | None) -> list[str]:
    labels = (sentence.get("citations") if sentence else None) or ()
    return [str(label).strip().strip("[]()") for label in labels]


def _by_label(
    column: str,
    gold: Sentence | None,
    found: Sentence | None,
    keys: tuple[str, ...],
    same: Callable[[str, str], bool],
) -> Iterator[Entry]:
    def texts(sentence: Sentence | None) -> dict[str, str]:
        texts = next((sentence[key] for key in keys if sentence and sentence.get(key)), ())
        return {label: t for label, t in zip(_labels(sentence), texts, strict=False) if t}

    ours, theirs = texts(gold), texts(found)
    for label in dict.fromkeys([*ours, *theirs]):
        yield _pair(column, ours.get(label), theirs.get(label), same=same)


# Behind Ibid. and the like, what they stand for (``Reference.said``): gold has what is printed.
_MEANT = re.compile(r"\s\[= .*\]$", re.DOTALL)


def _same_reference(a: str, b: str) -> bool:
    return fuzz.ratio(plain(_MEANT.sub("", a)), plain(_MEANT.sub("", b))) >= 80


def _same_url(a: str, b: str) -> bool:
    return _bare_url(a) == _bare_url(b)


def _bare_url(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url.strip().casefold()).rstrip("/.")


# --- words, days, sets -----------------------------------------------------------------------

_SMALL = frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or"}
    | {"as", "per", "into", "over", "under", "its", "their", "his", "her", "this", "that"}
    | {"these", "those"}
)


def share_words(a: str, b: str) -> bool:
    """Say whether half of the words are the same (Dice), small words and plural s aside."""
    return _dice(a, b) >= 0.5


def _dice(a: str, b: str) -> float:
    ours, theirs = _bag(a), _bag(b)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0


def _bag(text: str) -> set[str]:
    words = plain(text).split()
    kept = [word for word in words if word not in _SMALL] or words
    return {word[:-1] if len(word) > 3 and word.endswith("s") else word for word in kept}


def _same_days(a: str, b: str) -> bool:
    return days(a) == days(b)


def days(text: str) -> tuple[str, str]:
    """Return the first and last day of an ISO 8601 date or interval; ``..`` where it is open.

    ``2018`` and ``2018-01-01/2018-12-31`` are the same days. What is no date stays as it is.
    """
    first, slash, last = text.strip().partition("/")
    return _day(first, last=False), _day(last if slash else first, last=True)


def _day(text: str, *, last: bool) -> str:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text.strip(), re.ASCII)
    if not found:
        return text.strip()
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if day is not None and month is not None:
            return date(year, month, day).isoformat()
        if not last:
            return date(year, month or 1, 1).isoformat()
        if month is None or month == 12:
            return date(year, 12, 31).isoformat()
        return (date(year, month + 1, 1) - timedelta(days=1)).isoformat()
    except ValueError:
        return text.strip()


def _equal(a: str, b: str) -> bool:
    return a.casefold() == b.casefold()


def _pair(
    column: str,
    expected: str | None,
    found: str | None,
    *,
    same: Callable[[str, str], bool] = _equal,
) -> Entry:
    right = expected is not None and found is not None and same(expected, found)
    return column, expected, found, right


def _sets(column: str, expected: set[str], found: set[str]) -> Iterator[Entry]:
    for part in sorted(expected | found):
        yield (
            column,
            part if part in expected else None,
            part if part in found else None,
            part in expected and part in found,
        )


def _matched(
    column: str, expected: list[str], found: list[str], same: Callable[[str, str], bool]
) -> Iterator[Entry]:
    """Pair what is the same, each once; the rest is missed, or too much."""
    left = list(found)
    for part in expected:
        twin = next((other for other in left if same(part, other)), None)
        if twin is not None:
            left.remove(twin)
        yield column, part, twin, twin is not None
    for part in left:
        yield column, None, part, False


def _text(part: Sentence | None, column: str) -> str | None:
    value = part.get(column) if part else None
    return None if value is None or value == "" else str(value)


def _texts(
    column: str, gold: Sentence | None, found: Sentence | None
) -> tuple[str | None, str | None]:
    return _text(gold, column), _text(found, column)
