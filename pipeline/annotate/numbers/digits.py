"""Numbers in digits: any separator, fractions, powers of ten."""

import re

from pipeline.annotate.atoms import SPACES, Atom

VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8,
    "⅞": 7 / 8, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip


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
    if lump in VULGAR:
        return VULGAR[lump]
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


def word_at(cut: list[Atom], i: int) -> str:
    return cut[i].lower if i < len(cut) else ""


def lump_at(cut: list[Atom], i: int) -> tuple[float, int] | None:
    """Read digits at ``i``: ``1,250``, ``10 1/2``, ``2½``, ``1.3x10^6``, ``1e6``."""
    if i >= len(cut) or cut[i].kind != "number":
        return None
    value = digits_value(cut[i].text)
    if value is None:
        return None
    j = i + 1
    if j < len(cut) and cut[j].text in VULGAR and cut[i].text not in VULGAR:
        return value + VULGAR[cut[j].text], j + 1
    if cut[i].text.isdigit() and (half := slashed_at(cut, j)) and cut[j].space:
        return value + half[0], half[1]
    times = word_at(cut, j)
    tens = times in {"x", "×", "*", "·"} and word_at(cut, j + 1) == "10"
    if tens and (power := _power(cut, j + 2)) is not None:
        return value * 10.0 ** power[0], power[1]
    # 2.5 × 103: an exponent that was raised in print, behind what only such a power has
    if times in {"x", "×"} and "." in cut[i].text and (power := _lowered(cut, j + 1)) is not None:
        return value * 10.0 ** power[0], power[1]
    if times == "^" and abs(value) < 1e6 and (power := _power(cut, j)) is not None and value:
        return value ** min(power[0], 40), power[1]
    if times == "e" and not cut[j].space and (power := _power(cut, j, caret=False)) is not None:
        return value * 10.0 ** power[0], power[1]
    return value, j


_TEN_TO = re.compile(r"10([2-9]|1[0-2])")


def _lowered(cut: list[Atom], i: int) -> tuple[int, int] | None:
    """Read ``103`` at ``i`` as the third power of ten, ``10-3`` as its inverse."""
    if power := _TEN_TO.fullmatch(word_at(cut, i)):
        return int(power[1]), i + 1
    negative = word_at(cut, i) == "10" and word_at(cut, i + 1) in {"-", "−"}
    digit = word_at(cut, i + 2)
    if negative and digit.isdecimal() and len(digit) <= 2:
        glued = not cut[i + 1].space and not cut[i + 2].space
        return (-int(digit), i + 3) if glued else None
    return None


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
    if word_at(cut, j) in {"-", "−", "+"}:
        sign, j = (-1 if word_at(cut, j) != "+" else 1), j + 1
    if j < len(cut) and cut[j].text.isdecimal() and len(cut[j].text) <= 2 and not cut[j].space:
        return sign * int(cut[j].text), j + 1
    return None


def slashed_at(cut: list[Atom], i: int) -> tuple[float, int] | None:
    """Read ``3/4`` at ``i``: a proper fraction whose denominator people use."""
    if i + 2 >= len(cut) or cut[i + 1].text not in "/⁄" or cut[i + 1].space or cut[i + 2].space:
        return None
    over, under = cut[i].text, cut[i + 2].text
    if not (over.isdecimal() and under.isdecimal() and len(under) <= 4):
        return None
    if word_at(cut, i + 3) in {"/", "-"} and not cut[i + 3].space:  # a date, a document's symbol
        return None
    if i and cut[i - 1].text in "/" and not cut[i].space:
        return None
    a, b = int(over), int(under)
    usual = b in {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 1000}
    return (a / b, i + 3) if 0 < a < b and usual else None
