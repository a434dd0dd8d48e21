"""Text -> numbers: digits, words, fractions, magnitudes, vague plurals; with exact offsets.

Nothing here depends on a tokeniser: the text is cut into atoms (a lump of digits, a word, a
sign) whose offsets are characters of the text, and the grammar reads atoms. Every pass is
linear in the text's length. Whether a number is a figure at all is not said here.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.annotate.atoms import SPACES, Atom, atoms
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


_VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8,
    "⅞": 7 / 8, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip
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
# Behind digits only. "m", "b", "t", "g" are also units: quantities decides.
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
_ARTICLES = frozenset({"a", "an"})
_HYPHENS = frozenset("-‐‑–−")
MINUS = frozenset("-−–")

_GROUPED = re.compile(
    rf"\d{{1,3}}(?:,\d{{3}})+(?:[.·]\d+)?|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d+)?"
    rf"|\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:['’]\d{{3}})+(?:\.\d+)?"
)
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")


def digits_value(lump: str) -> float | None:
    """Return the value of a lump of digits; None if it is no number (``192.168.1.2``).

    >>> digits_value("1,25,000"), digits_value("1 250"), digits_value("1.234.567,5")
    (125000.0, 1250.0, 1234567.5)
    """
    if lump in _VULGAR:
        return _VULGAR[lump]
    if len(lump) > 300 or (not lump.isascii() and any(c.isdigit() and c > "9" for c in lump)):
        return None
    if _GROUPED.fullmatch(lump):
        return float(re.sub(rf"[,'’{SPACES}]", "", lump).replace("·", "."))
    if _CONTINENTAL.fullmatch(lump):
        return float(lump.replace(".", "").replace(",", "."))
    try:
        return float(lump.replace("·", ".").replace("٫", "."))
    except ValueError:
        return None


def find_numbers(text: str) -> list[Number]:
    """Return every number of ``text``, left to right, none overlapping."""
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


def _at(cut: list[Atom], i: int) -> str:
    return cut[i].lower if i < len(cut) else ""


def _lump(cut: list[Atom], i: int) -> tuple[float, int] | None:
    """Read digits at ``i``: ``1,250``, ``10 1/2``, ``2½``, ``1.3x10^6``, ``1e6``."""
    if i >= len(cut) or cut[i].kind != "number":
        return None
    value = digits_value(cut[i].text)
    if value is None:
        return None
    j = i + 1
    if j < len(cut) and cut[j].text in _VULGAR and cut[i].text not in _VULGAR:
        return value + _VULGAR[cut[j].text], j + 1
    if cut[i].text.isdigit() and (half := _slashed(cut, j)) and cut[j].space:
        return value + half[0], half[1]
    times = _at(cut, j)
    tens = times in {"x", "×", "*", "·"} and _at(cut, j + 1) == "10"
    if tens and (power := _power(cut, j + 2)) is not None:
        return value * 10.0 ** power[0], power[1]
    if times == "e" and not cut[j].space and (power := _power(cut, j, caret=False)) is not None:
        return value * 10.0 ** power[0], power[1]
    return value, j


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def _power(cut: list[Atom], i: int, *, caret: bool = True) -> tuple[int, int] | None:
    """Read ``^6``, ``^-4``, ``⁻⁴`` at ``i``, or, without a caret, the ``e6`` of 1e6."""
    if i >= len(cut) or cut[i].space:
        return None
    sign, j, raised = 1, i, ""
    while j < len(cut) and not cut[j].space and cut[j].text[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺":
        raised += cut[j].text
        j += 1
    if raised:
        digits = raised.translate(_SUPERSCRIPTS)
        ok = re.fullmatch(r"[-+]?\d{1,2}", digits)
        return (int(digits), j) if ok else None
    if caret and cut[i].text != "^":
        return None
    j = i + 1
    if _at(cut, j) in {"-", "−", "+"}:
        sign, j = (-1 if _at(cut, j) != "+" else 1), j + 1
    if j < len(cut) and cut[j].text.isdecimal() and len(cut[j].text) <= 2 and not cut[j].space:
        return sign * int(cut[j].text), j + 1
    return None


def _slashed(cut: list[Atom], i: int) -> tuple[float, int] | None:
    """Read ``3/4`` at ``i``: a proper fraction whose denominator people use."""
    if i + 2 >= len(cut) or cut[i + 1].text not in "/⁄" or cut[i + 1].space or cut[i + 2].space:
        return None
    over, under = cut[i].text, cut[i + 2].text
    if not (over.isdecimal() and under.isdecimal() and len(under) <= 4):
        return None
    if _at(cut, i + 3) in {"/", "-"} and not cut[i + 3].space:  # a date, a document's symbol
        return None
    if i and cut[i - 1].text in "/" and not cut[i].space:
        return None
    a, b = int(over), int(under)
    usual = b in {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 1000}
    return (a / b, i + 3) if 0 < a < b and usual else None


def _group(cut: list[Atom], i: int) -> _Part | None:
    """Read what may stand before a magnitude: digits, ``twenty-one``, ``two hundred and six``."""
    if lump := _lump(cut, i):
        return _Part(lump[0], lump[1])
    word = _at(cut, i)
    if word in TENS:
        value, j = TENS[word], i + 1
        k = j + 1 if _at(cut, j) in _HYPHENS else j
        if 1 <= _SMALL.get(_at(cut, k), 0) <= 9:
            value, j = value + _SMALL[_at(cut, k)], k + 1
        return _Part(value, j, spelled=True)
    if word in _SMALL:
        return _Part(_SMALL[word], i + 1, spelled=True)
    if word in _ARTICLES and _at(cut, i + 1) in _MAGNITUDES:
        return _Part(1, i + 1, spelled=True)
    return None


def _cardinal(cut: list[Atom], i: int, limit: float = float("inf")) -> _Part | None:
    part = _group(cut, i)
    if part is None:
        if _at(cut, i) in {"hundred", "thousand", "million", "billion", "dozen"}:
            part = _Part(1, i, spelled=True)  # "hundred thousand dollars"
        else:
            return None
    value, j, scale, scaled = part.value, part.last, 1.0, False
    if part.spelled and _at(cut, j) == "point" and (decimals := _decimals(cut, j + 1)):
        value, j = value + decimals[0], decimals[1]
    while size := _magnitude(cut, j, first=not scaled, digits=not part.spelled):
        k = j + 1 if _at(cut, j) in _HYPHENS else j
        value, j, scale, scaled = value * size, k + 1, size, True
        if size == 100 and (tail := _tens(cut, j, value)):
            value, j, scale = value + tail.value, tail.last, 1.0
    if value >= limit or (i == j):
        return None
    if scaled and (more := _more(cut, j, scale, spelled=part.spelled)):
        value, j, scale = value + more.value, more.last, more.scale
    elif scaled and _at(cut, j) == "point" and (decimals := _decimals(cut, j + 1)):
        value, j = value + decimals[0], decimals[1]
    return _Part(value, j, scale, scaled, part.spelled)


def _tens(cut: list[Atom], j: int, value: float) -> _Part | None:
    """Read what fills up a hundred: ``and six``, ``thirty-one``, ``and 21``."""
    joined = _at(cut, j) == "and"
    tail = _group(cut, j + 1 if joined else j) if j < len(cut) and cut[j].space else None
    if tail is None or not 0 < tail.value < 100 or value % 1 or not (joined or tail.spelled):
        return None
    behind = _at(cut, tail.last)
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
    if digits and first and atom.lower in _SHORT:
        if atom.lower == "mm" and atom.text != "MM":
            return None
        return _SHORT[atom.lower]
    return None


def _more(cut: list[Atom], j: int, scale: float, *, spelled: bool) -> _Part | None:
    """Read what is added behind a magnitude: ``two hundred (and) six``, ``5 crore 20 lakh``."""
    joined = _at(cut, j) == "and"
    k = j + 1 if joined else j
    if k >= len(cut) or _at(cut, k) in _ARTICLES or not cut[k].space:
        return None
    more = _cardinal(cut, k, scale)
    if more is None:
        return None
    if not more.spelled and not more.scaled and not (joined and scale == 100):
        return None
    if joined and not (spelled or more.scaled or scale == 100):
        return None
    # "two hundred and one third", "3 million and 2 million": another number, or a fraction
    behind = _at(cut, more.last)
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
    j = i + 1 if _at(cut, i) in _HYPHENS else i
    table = _PLURAL_DENOMINATORS if plural else _DENOMINATORS
    if size := table.get(_at(cut, j)):
        return size, j + 1
    return None


def _fraction(cut: list[Atom], i: int) -> _Part | None:
    """Read ``half``, ``a third``, ``two-thirds``, ``3/4``, ``half a million``."""
    atom = cut[i]
    if slashed := _slashed(cut, i):
        part = _Part(*slashed)
    elif atom.text in _VULGAR:
        part = _Part(_VULGAR[atom.text], i + 1)
    elif atom.lower == "half":
        if _at(cut, i + 1) in _HYPHENS and not cut[i + 1].space:  # half-hearted
            return None
        part = _Part(0.5, i + 1, spelled=True)
    elif atom.lower == "quarter":
        if _at(cut, i + 1) not in {"million", "billion"}:
            return None
        part = _Part(0.25, i + 1, spelled=True)
    elif atom.lower in {"a", "an", "one"}:
        if not (found := _denominator(cut, i + 1, plural=False)):
            return None
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
    if _at(cut, j) == "of" and _at(cut, j + 1) in _ARTICLES:
        j += 1
    if _at(cut, j) in _ARTICLES:
        j += 1
    if (size := _MAGNITUDES.get(_at(cut, j))) and (j == part.last or size >= 12):
        return _Part(part.value * size, j + 1, size, True, part.spelled)
    return part


def _and_fraction(cut: list[Atom], part: _Part) -> _Part:
    """Add ``and a half`` to a number, and the magnitude behind it: ``two and a half million``."""
    if _at(cut, part.last) != "and":
        return part
    i = part.last + 1
    if i >= len(cut) or _at(cut, i) in {"half"}:
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
    size = _MAGNITUDES.get(_at(cut, more.last))
    if size and not part.scaled:
        value = (part.value + more.value) * size
        return _Part(value, more.last + 1, size, True, part.spelled)
    if _at(cut, more.last) == "of":  # "five and a third of the others"
        return part
    unit = part.scale if part.scaled and part.scale >= 1000 else 1.0
    return part._replace(value=part.value + more.value * unit, last=more.last)


_EVERY = (("in", "every"), ("in", "each"), ("of", "every"), ("out", "of", "every"), ("out", "of"),
          ("in",))  # fmt: skip
_PERIODS = word_list("numbers: periods")


_FINITE = frozenset(
    {
        "has",
        "had",
        "have",
        "is",
        "was",
        "were",
        "are",
        "did",
        "does",
        "could",
        "can",
        "said",
        "",
        ".",
    }
)


def _ratio(cut: list[Atom], part: _Part) -> _Part | None:
    """Read ``one in five``, ``3 out of 10``: proper, and the second a usual base."""
    if part.value == 1 and part.spelled and _at(cut, part.last + 1) == "in":
        base = _cardinal(cut, part.last + 2)  # one household in nine had
        if base and 1 < base.value <= 100 and _at(cut, base.last) in _FINITE:
            return _Part(1 / base.value, base.last, spelled=True)
    for words in _EVERY:
        j = part.last + len(words)
        if all(_at(cut, part.last + n) == word for n, word in enumerate(words)):
            base = _cardinal(cut, j)
            if base is None or not 1 <= part.value < base.value:
                return None
            if part.value != int(part.value) or base.value != int(base.value):
                return None
            if _at(cut, base.last) in _PERIODS or 1500 <= base.value <= 2100:
                return None
            if words == ("in",) and not (
                part.value == 1 or base.value <= 10 or base.value in {20, 50, 100, 1000}
            ):
                return None
            if _at(cut, base.last) in _MAGNITUDES or _at(cut, base.last) in {"%", "per", "-"}:
                return None
            return _Part(part.value / base.value, base.last, spelled=part.spelled)
    return None


def _vague(cut: list[Atom], i: int) -> Number | None:
    """Read ``dozens``, ``tens of thousands``, ``several hundred``: from one unit to ten."""
    j = i
    if _at(cut, j) in _ARTICLES and _at(cut, j + 1) == "few":
        j += 2
    elif _at(cut, j) in _VAGUE_LEADS:
        j += 1
    lead = j > i
    word = _at(cut, j)
    low: float | None = None
    if word in {"tens", *_PLURALS} and _at(cut, j + 1) == "of" and _at(cut, j + 2) in _PLURALS:
        outer = 10.0 if word == "tens" else _PLURALS[word]
        low, j = outer * _PLURALS[_at(cut, j + 2)], j + 3
    elif word in _PLURALS:
        if word == "scores" and _at(cut, j + 1) != "of":
            return None
        low, j = _PLURALS[word], j + 1
    elif lead and word in _MAGNITUDES:
        low, j = _MAGNITUDES[word], j + 1
        while _at(cut, j) in _MAGNITUDES:
            low, j = low * _MAGNITUDES[_at(cut, j)], j + 1
    if low is None:
        return None
    return Number(
        cut[i].start, cut[j - 1].end, i, j, low, low * 10, kind="vague", scaled=True, spelled=True
    )
