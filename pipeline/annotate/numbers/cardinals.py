"""Cardinal numbers in words and digits: ``twenty-one thousand``, ``5 crore 20 lakh``."""

from typing import NamedTuple

from pipeline.annotate.atoms import Atom
from pipeline.annotate.numbers.digits import lump_at, word_at

SMALL = {
    "zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MAGNITUDES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "quadrillion": 1e15, "lakh": 1e5, "lac": 1e5, "crore": 1e7, "dozen": 12.0, "arab": 1e9,
}  # fmt: skip
# Behind digits only; of "m" and "b" ``measures`` decides.
_SHORT: dict[str, float] = {
    "k": 1e3, "mn": 1e6, "mln": 1e6, "mil": 1e6, "mm": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "tln": 1e12, "cr": 1e7, "mio": 1e6, "mrd": 1e9, "dz": 12.0, "dzs": 12.0,
    "doz": 12.0, "dozs": 12.0,
}  # fmt: skip
PLURALS: dict[str, float] = {
    word + "s": size for word, size in MAGNITUDES.items() if word not in {"arab"}
} | {"scores": 20.0}
_DENOMINATORS: dict[str, float] = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "fifteenth": 15,
    "thirteenth": 13, "fourteenth": 14, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1e3, "millionth": 1e6, "billionth": 1e9, "trillionth": 1e12,
}  # fmt: skip
_PLURAL_DENOMINATORS = {
    ("halves" if word == "half" else word + "s"): size for word, size in _DENOMINATORS.items()
}
_UNIT_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9,
}  # fmt: skip
ARTICLES = frozenset({"a", "an"})
HYPHENS = frozenset("-‐‑–−")


class Part(NamedTuple):
    """A number read so far: its value, the atom behind it, and how it was written."""

    value: float
    last: int
    scale: float = 1.0  # its last magnitude: what may be added must be smaller
    scaled: bool = False
    spelled: bool = False


_VAGUE_LEADS = frozenset({"several", "few", "many", "some"})


def _group(cut: list[Atom], i: int) -> Part | None:
    """Read what may stand before a magnitude: digits, ``twenty-one``, ``two hundred and six``."""
    if lump := lump_at(cut, i):
        return Part(lump[0], lump[1])
    word = word_at(cut, i)
    if word in TENS:
        value, j = TENS[word], i + 1
        k = j + 1 if word_at(cut, j) in {*HYPHENS, "+"} else j
        if 1 <= SMALL.get(word_at(cut, k), 0) <= 9:
            value, j = value + SMALL[word_at(cut, k)], k + 1
        return Part(value, j, spelled=True)
    if word in SMALL:
        return Part(SMALL[word], i + 1, spelled=True)
    if word in ARTICLES and word_at(cut, i + 1) in MAGNITUDES:
        return Part(1, i + 1, spelled=True)
    return None


_MOST = 8  # atoms that the magnitudes of a number take: "hundred thousand million"


def cardinal(cut: list[Atom], i: int, limit: float = float("inf")) -> Part | None:
    part = _group(cut, i)
    if part is None:
        if word_at(cut, i) in {"hundred", "thousand", "million", "billion", "dozen"}:
            part = Part(1, i, spelled=True)  # "hundred thousand dollars"
        else:
            return None
    value, j, scale, scaled = part.value, part.last, 1.0, False
    if part.spelled and word_at(cut, j) == "point" and (decimals := _decimals(cut, j + 1)):
        value, j = value + decimals[0], decimals[1]
    end = j + _MOST  # "hundred hundred hundred ..." is no number, and must not cost its square
    while j < end and (size := _magnitude(cut, j, first=not scaled, digits=not part.spelled)):
        k = j + 1 if word_at(cut, j) in {*HYPHENS, "+"} else j
        value, j, scale, scaled = value * size, k + 1, size, True
        if size == 100 and (tail := _tens(cut, j, value)):
            value, j, scale = value + tail.value, tail.last, 1.0
    if value >= limit or (i == j):
        return None
    if scaled and (more := _more(cut, j, scale, spelled=part.spelled)):
        value, j, scale = value + more.value, more.last, more.scale
    elif scaled and word_at(cut, j) == "point" and (decimals := _decimals(cut, j + 1)):
        value, j = value + decimals[0], decimals[1]
    return Part(value, j, scale, scaled, part.spelled)


def _tens(cut: list[Atom], j: int, value: float) -> Part | None:
    """Read what fills up a hundred: ``and six``, ``thirty-one``, ``and 21``."""
    joined = word_at(cut, j) == "and"
    tail = _group(cut, j + 1 if joined else j) if j < len(cut) and cut[j].space else None
    if tail is None or not 0 < tail.value < 100 or value % 1 or not (joined or tail.spelled):
        return None
    behind = word_at(cut, tail.last)
    if behind == "hundred" or (joined and tail.value < 10 and behind in _PLURAL_DENOMINATORS):
        return None
    if cut[tail.last - 1].lower in ARTICLES or behind in _DENOMINATORS:
        return None
    return tail


def _magnitude(cut: list[Atom], i: int, *, first: bool, digits: bool) -> float | None:
    if i >= len(cut):
        return None
    atom = cut[i]
    if atom.lower in HYPHENS and first:  # 5-million
        if i + 1 < len(cut) and not atom.space and not cut[i + 1].space:
            return MAGNITUDES.get(cut[i + 1].lower)
        return None
    if atom.text == "+" and first and digits and not atom.space:  # 300+ million
        return MAGNITUDES.get(word_at(cut, i + 1))
    size = MAGNITUDES.get(atom.lower) or (PLURALS.get(atom.lower) if first else None)
    if size and atom.lower != "scores":
        return size
    if (digits or atom.lower.startswith("doz")) and first and atom.lower in _SHORT:
        if atom.lower == "mm" and atom.text != "MM":
            return None
        return _SHORT[atom.lower]
    return None


def _more(cut: list[Atom], j: int, scale: float, *, spelled: bool) -> Part | None:
    """Read what is added behind a magnitude: ``two hundred (and) six``, ``5 crore 20 lakh``."""
    joined = word_at(cut, j) == "and"
    k = j + 1 if joined else j
    if k >= len(cut) or word_at(cut, k) in ARTICLES or not cut[k].space:
        return None
    more = cardinal(cut, k, scale)
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


def denominator(cut: list[Atom], i: int, *, plural: bool) -> tuple[float, int] | None:
    """Read ``third(s)``, ``twenty-first(s)`` behind a numerator, a hyphen between allowed."""
    j = i + 1 if word_at(cut, i) in HYPHENS else i
    table = _PLURAL_DENOMINATORS if plural else _DENOMINATORS
    if size := table.get(word_at(cut, j)):
        return size, j + 1
    hyphen = word_at(cut, j + 1) in HYPHENS
    if word_at(cut, j) in {"a", "one"} and hyphen and not cut[j + 1].space:  # one one-hundredth
        return denominator(cut, j + 2, plural=plural)
    if tens := TENS.get(word_at(cut, j)):  # one twenty-fifth
        k = j + 2 if word_at(cut, j + 1) in HYPHENS else j + 1
        word = word_at(cut, k)
        word = word[:-1] if plural and word.endswith("s") else word
        if (unit := _UNIT_ORDINALS.get(word)) and plural is word_at(cut, k).endswith("s"):
            return tens + unit, k + 1
    return None
