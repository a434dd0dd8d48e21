"""Text -> numbers: digits, words, fractions, magnitudes, vague plurals; with exact offsets.

Nothing here depends on a tokeniser: the text is cut into atoms (a lump of digits, a word, a
sign) whose offsets are characters of the text, and the grammar reads atoms. Every pass is
linear in the text's length. Whether a number is a figure at all is not said here.
"""

from dataclasses import dataclass
from typing import Literal

from pipeline.annotate.atoms import Atom, atoms
from pipeline.annotate.numbers.cardinals import (
    ARTICLES,
    HYPHENS,
    MAGNITUDES,
    PLURALS,
    SMALL,
    TENS,
    Part,
    cardinal,
    denominator,
)
from pipeline.annotate.numbers.digits import VULGAR, slashed_at, word_at
from pipeline.annotate.words import word_list

NumberKind = Literal["plain", "fraction", "ratio", "vague"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written at ``[start, end)``, made of the atoms ``[first, last)``."""

    start: int
    end: int
    first: int
    last: int
    value: float
    high: float | None = None  # of a vague plural: dozens is 12 to 120
    kind: NumberKind = "plain"
    scaled: bool = False  # a magnitude was said: 5 million, 3k, two hundred
    spelled: bool = False  # begins with a word


MINUS = frozenset("-−–")


def find_numbers(text: str) -> list[Number]:
    """Return every number of ``text``, left to right."""
    return numbers_in(atoms(text))


def numbers_in(cut: list[Atom]) -> list[Number]:
    """Return every number among the atoms of a text."""
    found: list[Number] = []
    i = 0
    while i < len(cut):
        if (cut[i].kind == "number" or cut[i].lower in _STARTS) and (number := _read(cut, i)):
            found.append(number)
            i = number.last
        else:
            i += 1
    return found


_VAGUE_LEADS = frozenset({"several", "few", "many", "some"})
_STARTS = frozenset(
    {*SMALL, *TENS, *PLURALS, *ARTICLES, "half", "halves", "quarter", "minus", "negative",
     "tens", "several", "many", "hundred", "thousand", "dozen", "million", "billion", "-", "−", "–"}
)  # fmt: skip


def _read(cut: list[Atom], i: int) -> Number | None:
    first = i
    sign = 1.0
    word = cut[i].lower
    if word in MINUS:
        if not _is_minus(cut, i):
            return None
        sign, i = -1.0, i + 1
    elif word in {"minus", "negative"}:
        sign, i = -1.0, i + 1
    if i >= len(cut):
        return None
    if sign > 0 and (vague := _vague(cut, i)):
        return vague
    kind: NumberKind = "fraction"
    part = _fraction(cut, i)
    if part is None:
        part, kind = cardinal(cut, i), "plain"
        if part is None:
            return None
        part = _and_fraction(cut, part)
        if sign > 0 and not part.scaled and (ratio := _ratio(cut, part)):
            part, kind = ratio, "ratio"
    return Number(
        cut[first].start, cut[part.last - 1].end, first, part.last, sign * part.value,
        kind=kind, scaled=part.scaled, spelled=part.spelled,
    )  # fmt: skip


def _is_minus(cut: list[Atom], i: int) -> bool:
    """A sign that touches the digits behind it, and nothing before it."""
    if i + 1 >= len(cut) or cut[i + 1].kind != "number" or cut[i + 1].space:
        return False
    return cut[i].space or (i > 0 and cut[i - 1].text in "([{<>=~/:$€£¥₹±*†‡")


def _fraction(cut: list[Atom], i: int) -> Part | None:
    """Read ``half``, ``a third``, ``two-thirds``, ``3/4``, ``half a million``."""
    atom = cut[i]
    if slashed := slashed_at(cut, i):
        part = Part(*slashed)
    elif atom.text in VULGAR:
        part = Part(VULGAR[atom.text], i + 1)
    elif atom.lower == "half":
        if word_at(cut, i + 1) in HYPHENS and not cut[i + 1].space:  # half-hearted
            return None
        part = Part(0.5, i + 1, spelled=True)
    elif atom.lower == "quarter":
        if word_at(cut, i + 1) not in {"million", "billion"}:
            return None
        part = Part(0.25, i + 1, spelled=True)
    elif atom.lower in {"a", "an", "one"}:
        if not (found := denominator(cut, i + 1, plural=False)):
            return None
        j = found[1]
        if word_at(cut, j) in HYPHENS and not cut[j].space and atom.lower != "one":
            return None  # a fourth-year student
        part = Part(1 / found[0], found[1], spelled=True)
    elif atom.kind == "word" or atom.text.isdecimal():
        top = cardinal(cut, i)
        if top is None or top.value <= 1 or not (found := denominator(cut, top.last, plural=True)):
            return None
        if not top.spelled and (top.value > 20 or found[0] in {2, 4}):  # "2021 quarters"
            return None
        if top.value >= found[0] and word_at(cut, top.last) not in HYPHENS:  # twelve quarters
            return None
        if found[0] == 4 and (word_at(cut, found[1]), word_at(cut, found[1] + 2)) == ("in", "row"):
            return None  # for three quarters in a row
        part = Part(top.value / found[0], found[1], spelled=True)
    else:
        return None
    # half a million, half million, a quarter of a million
    j = part.last
    if word_at(cut, j) == "of" and word_at(cut, j + 1) in ARTICLES:
        j += 1
    if word_at(cut, j) in ARTICLES:
        j += 1
    if (size := MAGNITUDES.get(word_at(cut, j))) and (j == part.last or size >= 12):
        return Part(part.value * size, j + 1, size, True, part.spelled)
    return part


def _and_fraction(cut: list[Atom], part: Part) -> Part:
    """Add ``and a half`` to a number, and the magnitude behind it: ``two and a half million``."""
    i = part.last
    hyphens = word_at(cut, i) in HYPHENS and word_at(cut, i + 2) in HYPHENS  # five-and-a-half
    if word_at(cut, i + hyphens) != "and":
        return part
    i += 3 if hyphens else 1
    if hyphens:
        part_of = denominator(cut, i + 2, plural=False) if word_at(cut, i) == "a" else None
        if part_of is None or part.scaled or part.value % 1:
            return part
        return part._replace(value=part.value + 1 / part_of[0], last=part_of[1])
    if i >= len(cut) or word_at(cut, i) in {"half"}:
        return part
    more = _fraction(cut, i)
    if more is None or part.value != int(part.value):
        return part
    if more.scaled and not part.scaled:  # five and a half million
        value = part.value * more.scale + more.value
        return Part(value, more.last, more.scale, True, part.spelled)
    if more.scaled:  # one billion and a half million
        small = more.scale < part.scale
        return part._replace(value=part.value + more.value, last=more.last) if small else part
    size = MAGNITUDES.get(word_at(cut, more.last))
    if size and not part.scaled:
        value = (part.value + more.value) * size
        return Part(value, more.last + 1, size, True, part.spelled)
    if word_at(cut, more.last) == "of":  # "five and a third of the others"
        return part
    unit = part.scale if part.scaled and part.scale >= 1000 else 1.0
    return part._replace(value=part.value + more.value * unit, last=more.last)


_EVERY = (("in", "every"), ("in", "each"), ("of", "every"), ("out", "of", "every"), ("out", "of"),
          ("in",))  # fmt: skip
_PERIODS = word_list("numbers: periods")


# What stands behind a share that its counted noun stands in, and cannot be counted itself.
_BEHIND_SHARE = word_list("numbers: behind a share")
_NO_NOUN = word_list("numbers: no counted noun")
_USUAL_BASES = frozenset({3, 4, 5, 6, 8, 10, 20, 100, 1000})
_PLACED = frozenset({"in", "at", "on", "across", "throughout", "from", "between"})
LONGEST_NOUN = 4  # words: rural primary school teachers


def _share_of_noun(cut: list[Atom], part: Part) -> Part | None:
    """Read ``one rural practice in four will``, ``nine voters in every ten want``.

    Between the two stands what is counted, and behind them a verb or the sentence's end, since
    ``one clinic in four villages`` is no share.
    """
    if not part.spelled or part.value != int(part.value):
        return None
    for length in range(1, LONGEST_NOUN + 1):
        word = word_at(cut, part.last + length - 1)
        if not word.replace("-", "").isalpha() or word in _NO_NOUN or word.endswith(("ed", "ing")):
            return None
        if word_at(cut, part.last + length) == "in":
            break
    else:
        return None
    i = part.last + length + 1
    base = cardinal(cut, i + (word_at(cut, i) in {"every", "each"}))
    if base is None or not base.spelled or not part.value < base.value <= 100:
        return None
    behind = word_at(cut, base.last)
    if part.value == 1 and base.value in _USUAL_BASES and behind in _PLACED:
        behind = ""  # one child in four in this province
    if part.value > 1 and (base.value not in _USUAL_BASES or not _many(word)):
        return None
    if behind and not (behind in _BEHIND_SHARE or behind.endswith("ed") or not behind[0].isalpha()):
        return None
    return Part(part.value / base.value, base.last, spelled=True)


def _many(noun: str) -> bool:
    return noun.endswith("s") or noun in {"people", "women", "men", "children", "police"}


def _ratio(cut: list[Atom], part: Part) -> Part | None:
    """Read ``one in five``, ``3 out of 10``: proper, and the second a usual base."""
    if share := _share_of_noun(cut, part):
        return share
    if word_at(cut, part.last + 1) == "out" and word_at(cut, part.last + 2) == "of":
        base = cardinal(cut, part.last + 3)  # nine cases out of ten
        if base and part.value < base.value and base.value in {3, 4, 5, 6, 8, 10, 20, 100, 1000}:
            return Part(part.value / base.value, base.last, spelled=part.spelled)
    for words in _EVERY:
        j = part.last + len(words)
        if all(word_at(cut, part.last + n) == word for n, word in enumerate(words)):
            base = cardinal(cut, j)
            if base is None or not 1 <= part.value < base.value:
                return None
            if part.value != int(part.value) or base.value != int(base.value):
                return None
            if part.value > 1 and base.value >= 1000 and words[-1] in {"in", "every", "each"}:
                return None  # 11 in every 100,000 people: a rate
            if word_at(cut, base.last) in _PERIODS or 1500 <= base.value <= 2100:
                return None
            if words == ("in",) and not (
                part.value == 1 or base.value <= 10 or base.value in {20, 50, 100, 1000}
            ):
                return None
            if word_at(cut, base.last) in MAGNITUDES or word_at(cut, base.last) in {
                "%",
                "per",
                "-",
            }:
                return None
            return Part(part.value / base.value, base.last, spelled=part.spelled)
    return None


def _vague(cut: list[Atom], i: int) -> Number | None:
    """Read ``dozens``, ``tens of thousands``, ``several hundred``: from one unit to ten."""
    j = i
    if word_at(cut, j) in ARTICLES and word_at(cut, j + 1) == "few":
        j += 2
    elif word_at(cut, j) in _VAGUE_LEADS:
        j += 1
    lead = j > i
    word = word_at(cut, j)
    low: float | None = None
    if (
        word in {"tens", *PLURALS}
        and word_at(cut, j + 1) == "of"
        and word_at(cut, j + 2) in PLURALS
    ):
        outer = 10.0 if word == "tens" else PLURALS[word]
        low, j = outer * PLURALS[word_at(cut, j + 2)], j + 3
    elif word in PLURALS:
        if word == "scores" and word_at(cut, j + 1) != "of":
            return None
        low, j = PLURALS[word], j + 1
    elif lead and word in MAGNITUDES:
        low, j = MAGNITUDES[word], j + 1
        while word_at(cut, j) in MAGNITUDES:
            low, j = low * MAGNITUDES[word_at(cut, j)], j + 1
    if low is None:
        return None
    return Number(
        cut[i].start, cut[j - 1].end, i, j, low, low * 10, kind="vague", scaled=True, spelled=True
    )
