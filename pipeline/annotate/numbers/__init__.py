"""Text -> numbers: digits, words, fractions, magnitudes, vague plurals; with exact offsets.

Nothing here depends on a tokeniser: the text is cut into atoms (a lump of digits, a word, a
sign) whose offsets are characters of the text, and the grammar reads atoms. Every pass is
linear in the text's length. Whether a number is a figure at all is not said here.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.annotate.atoms import Atom, atoms
from pipeline.annotate.numbers.digits import VULGAR, lump_at, slashed_at, word_at
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


_SMALL = {
    "zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_MAGNITUDES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "quadrillion": 1e15, "lakh": 1e5, "lac": 1e5, "crore": 1e7, "dozen": 12.0, "arab": 1e9,
}  # fmt: skip
# Behind digits only; of "m" and "b" ``measures`` decides.
_SHORT: dict[str, float] = {
    "k": 1e3, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mm": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "tln": 1e12, "cr": 1e7, "mio": 1e6, "mrd": 1e9, "dz": 12.0, "dzs": 12.0,
    "doz": 12.0, "dozs": 12.0,
}  # fmt: skip
_PLURALS: dict[str, float] = {
    word + "s": size for word, size in _MAGNITUDES.items() if word not in {"arab"}
} | {"scores": 20.0}
_DENOMINATORS: dict[str, float] = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15,
    "sixteenth": 16, "twentieth": 20, "thirtieth": 30, "fiftieth": 50, "hundredth": 100,
    "thousandth": 1e3, "millionth": 1e6, "billionth": 1e9, "trillionth": 1e12,
}  # fmt: skip
_PLURAL_DENOMINATORS = {
    ("halves" if word == "half" else word + "s"): size for word, size in _DENOMINATORS.items()
}
_UNIT_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9,
}  # fmt: skip
_ARTICLES = frozenset({"a", "an"})
_HYPHENS = frozenset("-‐‑–−")
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


class _Part(NamedTuple):
    """A number read so far: its value, the atom behind it, and how it was written."""

    value: float
    last: int
    scale: float = 1.0  # its last magnitude: what may be added must be smaller
    scaled: bool = False
    spelled: bool = False


_VAGUE_LEADS = frozenset({"several", "few", "many", "some"})
_STARTS = frozenset(
    {*_SMALL, *TENS, *_PLURALS, *_ARTICLES, "half", "halves", "quarter", "minus", "negative",
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
    part, kind = _fraction(cut, i), "fraction"
    if part is None:
        part, kind = _cardinal(cut, i), "plain"
        if part is None:
            return None
        part = _and_fraction(cut, part)
        if sign > 0 and not part.scaled and (ratio := _ratio(cut, part)):
            part, kind = ratio, "ratio"
    return Number(
        cut[first].start, cut[part.last - 1].end, first, part.last, sign * part.value,
        kind=kind, scaled=part.scaled, spelled=part.spelled,  # type: ignore[arg-type]
    )  # fmt: skip


def _is_minus(cut: list[Atom], i: int) -> bool:
    """A sign that touches the digits behind it, and nothing before it."""
    if i + 1 >= len(cut) or cut[i + 1].kind != "number" or cut[i + 1].space:
        return False
    return cut[i].space or (i > 0 and cut[i - 1].text in "([{<>=~/:$€£¥₹±")


def _group(cut: list[Atom], i: int) -> _Part | None:
    """Read what may stand before a magnitude: digits, ``twenty-one``, ``two hundred and six``."""
    if lump := lump_at(cut, i):
        return _Part(lump[0], lump[1])
    word = word_at(cut, i)
    if word in TENS:
        value, j = TENS[word], i + 1
        k = j + 1 if word_at(cut, j) in _HYPHENS else j
        if 1 <= _SMALL.get(word_at(cut, k), 0) <= 9:
            value, j = value + _SMALL[word_at(cut, k)], k + 1
        return _Part(value, j, spelled=True)
    if word in _SMALL:
        return _Part(_SMALL[word], i + 1, spelled=True)
    if word in _ARTICLES and word_at(cut, i + 1) in _MAGNITUDES:
        return _Part(1, i + 1, spelled=True)
    return None


_MOST = 8  # atoms that the magnitudes of a number take: "hundred thousand million"


def _cardinal(cut: list[Atom], i: int, limit: float = float("inf")) -> _Part | None:
    part = _group(cut, i)
    if part is None:
        if word_at(cut, i) in {"hundred", "thousand", "million", "billion", "dozen"}:
            part = _Part(1, i, spelled=True)  # "hundred thousand dollars"
        else:
            return None
    value, j, scale, scaled = part.value, part.last, 1.0, False
    if part.spelled and word_at(cut, j) == "point" and (decimals := _decimals(cut, j + 1)):
        value, j = value + decimals[0], decimals[1]
    end = j + _MOST  # "hundred hundred hundred ..." is no number, and must not cost its square
    while j < end and (size := _magnitude(cut, j, first=not scaled, digits=not part.spelled)):
        k = j + 1 if word_at(cut, j) in _HYPHENS else j
        value, j, scale, scaled = value * size, k + 1, size, True
        if size == 100 and (tail := _tens(cut, j, value)):
            value, j, scale = value + tail.value, tail.last, 1.0
    if value >= limit or (i == j):
        return None
    if scaled and (more := _more(cut, j, scale, spelled=part.spelled)):
        value, j, scale = value + more.value, more.last, more.scale
    elif scaled and word_at(cut, j) == "point" and (decimals := _decimals(cut, j + 1)):
        value, j = value + decimals[0], decimals[1]
    return _Part(value, j, scale, scaled, part.spelled)


def _tens(cut: list[Atom], j: int, value: float) -> _Part | None:
    """Read what fills up a hundred: ``and six``, ``thirty-one``, ``and 21``."""
    joined = word_at(cut, j) == "and"
    tail = _group(cut, j + 1 if joined else j) if j < len(cut) and cut[j].space else None
    if tail is None or not 0 < tail.value < 100 or value % 1 or not (joined or tail.spelled):
        return None
    behind = word_at(cut, tail.last)
    if behind == "hundred" or (joined and tail.value < 10 and behind in _PLURAL_DENOMINATORS):
        return None
    if cut[tail.last - 1].lower in _ARTICLES or behind in _DENOMINATORS:
        return None
    return tail


def _magnitude(cut: list[Atom], i: int, *, first: bool, digits: bool) -> float | None:
    if i >= len(cut):
        return None
    atom = cut[i]
    if atom.lower in _HYPHENS and first:  # 5-million
        if i + 1 < len(cut) and not atom.space and not cut[i + 1].space:
            return _MAGNITUDES.get(cut[i + 1].lower)
        return None
    size = _MAGNITUDES.get(atom.lower) or (_PLURALS.get(atom.lower) if first else None)
    if size and atom.lower != "scores":
        return size
    if (digits or atom.lower.startswith("doz")) and first and atom.lower in _SHORT:
        if atom.lower == "mm" and atom.text != "MM":
            return None
        return _SHORT[atom.lower]
    return None


def _more(cut: list[Atom], j: int, scale: float, *, spelled: bool) -> _Part | None:
    """Read what is added behind a magnitude: ``two hundred (and) six``, ``5 crore 20 lakh``."""
    joined = word_at(cut, j) == "and"
    k = j + 1 if joined else j
    if k >= len(cut) or word_at(cut, k) in _ARTICLES or not cut[k].space:
        return None
    more = _cardinal(cut, k, scale)
    if more is None:
        return None
    if not more.spelled and not more.scaled and not (joined and scale == 100):
        return None
    if joined and not (spelled or more.scaled or scale == 100):
        return None
    # "two hundred and one third", "3 million and 2 million": another number, or a fraction
    behind = word_at(cut, more.last)
    few = joined and more.value < 10
    return None if behind in _DENOMINATORS or (few and behind in _PLURAL_DENOMINATORS) else more


def _decimals(cut: list[Atom], i: int) -> tuple[float, int] | None:
    digits, j = "", i
    while j < len(cut) and len(digits) < 18:
        part = _group(cut, j)
        if part is None or part.value != int(part.value) or cut[j].kind == "number":
            break
        digits, j = digits + str(int(part.value)), part.last
        if part.value >= 10:
            break
    return (float("0." + digits), j) if digits else None


def _denominator(cut: list[Atom], i: int, *, plural: bool) -> tuple[float, int] | None:
    """Read ``third(s)``, ``twenty-first(s)`` behind a numerator, a hyphen between allowed."""
    j = i + 1 if word_at(cut, i) in _HYPHENS else i
    table = _PLURAL_DENOMINATORS if plural else _DENOMINATORS
    if size := table.get(word_at(cut, j)):
        return size, j + 1
    if tens := TENS.get(word_at(cut, j)):  # one twenty-fifth
        k = j + 2 if word_at(cut, j + 1) in _HYPHENS else j + 1
        word = word_at(cut, k)
        word = word[:-1] if plural and word.endswith("s") else word
        if (unit := _UNIT_ORDINALS.get(word)) and plural is word_at(cut, k).endswith("s"):
            return tens + unit, k + 1
    return None


def _fraction(cut: list[Atom], i: int) -> _Part | None:
    """Read ``half``, ``a third``, ``two-thirds``, ``3/4``, ``half a million``."""
    atom = cut[i]
    if slashed := slashed_at(cut, i):
        part = _Part(*slashed)
    elif atom.text in VULGAR:
        part = _Part(VULGAR[atom.text], i + 1)
    elif atom.lower == "half":
        if word_at(cut, i + 1) in _HYPHENS and not cut[i + 1].space:  # half-hearted
            return None
        part = _Part(0.5, i + 1, spelled=True)
    elif atom.lower == "quarter":
        if word_at(cut, i + 1) not in {"million", "billion"}:
            return None
        part = _Part(0.25, i + 1, spelled=True)
    elif atom.lower in {"a", "an", "one"}:
        if not (found := _denominator(cut, i + 1, plural=False)):
            return None
        j = found[1]
        if word_at(cut, j) in _HYPHENS and not cut[j].space and atom.lower != "one":
            return None  # a fourth-year student
        part = _Part(1 / found[0], found[1], spelled=True)
    elif atom.kind == "word" or atom.text.isdecimal():
        top = _cardinal(cut, i)
        if top is None or top.value <= 1 or not (found := _denominator(cut, top.last, plural=True)):
            return None
        if not top.spelled and (top.value > 20 or found[0] in {2, 4}):  # "2021 quarters"
            return None
        part = _Part(top.value / found[0], found[1], spelled=True)
    else:
        return None
    # half a million, half million, a quarter of a million
    j = part.last
    if word_at(cut, j) == "of" and word_at(cut, j + 1) in _ARTICLES:
        j += 1
    if word_at(cut, j) in _ARTICLES:
        j += 1
    if (size := _MAGNITUDES.get(word_at(cut, j))) and (j == part.last or size >= 12):
        return _Part(part.value * size, j + 1, size, True, part.spelled)
    return part


def _and_fraction(cut: list[Atom], part: _Part) -> _Part:
    """Add ``and a half`` to a number, and the magnitude behind it: ``two and a half million``."""
    if word_at(cut, part.last) != "and":
        return part
    i = part.last + 1
    if i >= len(cut) or word_at(cut, i) in {"half"}:
        return part
    more = _fraction(cut, i)
    if more is None or part.value != int(part.value):
        return part
    if more.scaled and not part.scaled:  # five and a half million
        value = part.value * more.scale + more.value
        return _Part(value, more.last, more.scale, True, part.spelled)
    if more.scaled:  # one billion and a half million
        small = more.scale < part.scale
        return part._replace(value=part.value + more.value, last=more.last) if small else part
    size = _MAGNITUDES.get(word_at(cut, more.last))
    if size and not part.scaled:
        value = (part.value + more.value) * size
        return _Part(value, more.last + 1, size, True, part.spelled)
    if word_at(cut, more.last) == "of":  # "five and a third of the others"
        return part
    unit = part.scale if part.scaled and part.scale >= 1000 else 1.0
    return part._replace(value=part.value + more.value * unit, last=more.last)


_EVERY = (("in", "every"), ("in", "each"), ("of", "every"), ("out", "of", "every"), ("out", "of"),
          ("in",))  # fmt: skip
_PERIODS = word_list("numbers: periods")


_FINITE = frozenset(
    ("lives", "lacks", "goes", "lost", "reported", "owns", "will", "would", "has", "had", "have",
     "is", "was", "were", "are", "did", "does", "could", "can", "said", "", ".")
)  # fmt: skip


def _ratio(cut: list[Atom], part: _Part) -> _Part | None:
    """Read ``one in five``, ``3 out of 10``: proper, and the second a usual base."""
    if part.value == 1 and part.spelled and word_at(cut, part.last + 1) == "in":
        base = _cardinal(cut, part.last + 2)  # one household in nine had
        if base and 1 < base.value <= 100 and word_at(cut, base.last) in _FINITE:
            return _Part(1 / base.value, base.last, spelled=True)
    if word_at(cut, part.last + 1) == "out" and word_at(cut, part.last + 2) == "of":
        base = _cardinal(cut, part.last + 3)  # nine cases out of ten
        if base and part.value < base.value and base.value in {3, 4, 5, 6, 8, 10, 20, 100, 1000}:
            return _Part(part.value / base.value, base.last, spelled=part.spelled)
    for words in _EVERY:
        j = part.last + len(words)
        if all(word_at(cut, part.last + n) == word for n, word in enumerate(words)):
            base = _cardinal(cut, j)
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
            if word_at(cut, base.last) in _MAGNITUDES or word_at(cut, base.last) in {
                "%",
                "per",
                "-",
            }:
                return None
            return _Part(part.value / base.value, base.last, spelled=part.spelled)
    return None


def _vague(cut: list[Atom], i: int) -> Number | None:
    """Read ``dozens``, ``tens of thousands``, ``several hundred``: from one unit to ten."""
    j = i
    if word_at(cut, j) in _ARTICLES and word_at(cut, j + 1) == "few":
        j += 2
    elif word_at(cut, j) in _VAGUE_LEADS:
        j += 1
    lead = j > i
    word = word_at(cut, j)
    low: float | None = None
    if (
        word in {"tens", *_PLURALS}
        and word_at(cut, j + 1) == "of"
        and word_at(cut, j + 2) in _PLURALS
    ):
        outer = 10.0 if word == "tens" else _PLURALS[word]
        low, j = outer * _PLURALS[word_at(cut, j + 2)], j + 3
    elif word in _PLURALS:
        if word == "scores" and word_at(cut, j + 1) != "of":
            return None
        low, j = _PLURALS[word], j + 1
    elif lead and word in _MAGNITUDES:
        low, j = _MAGNITUDES[word], j + 1
        while word_at(cut, j) in _MAGNITUDES:
            low, j = low * _MAGNITUDES[word_at(cut, j)], j + 1
    if low is None:
        return None
    return Number(
        cut[i].start, cut[j - 1].end, i, j, low, low * 10, kind="vague", scaled=True, spelled=True
    )
