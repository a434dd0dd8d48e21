"""Years in words -> years in digits: ``nineteen ninety-six``, ``two thousand and fifteen``.

Only where a month, a day or a word such as ``in`` leads them; elsewhere they are numbers.
"""

from pipeline.annotate.atoms import DASHES, Atom
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.times.calendars import MONTHS, ORDINALS

_CENTURIES = frozenset(
    ("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
)
_LEADS = frozenset({"in", "since", "until", "of", "by", "from", "to", "during", "year", *MONTHS})
_MOST = 7  # atoms of a year in words


def with_years_in_digits(cut: list[Atom]) -> tuple[list[Atom], list[int]] | None:
    """Return the atoms with each spelled year as one, and where each began; None without any."""
    out: list[Atom] = []
    begins: list[int] = []
    i, changed = 0, False
    while i < len(cut):
        found = _year(cut, i) if cut[i].lower in _CENTURIES or cut[i].lower == "two" else None
        begins.append(i)
        if found:
            year, last = found
            out.append(Atom("number", year, year, cut[i].start, cut[last - 1].end, cut[i].space))
            i, changed = last, True
        else:
            out.append(cut[i])
            i += 1
    begins.append(len(cut))
    return (out, begins) if changed else None


def _year(cut: list[Atom], i: int) -> tuple[str, int] | None:
    lead = cut[i - 1].lower if i else ""
    if lead not in _LEADS and lead not in ORDINALS and not lead.isdecimal():
        return None
    window = cut[i : i + _MOST]
    numbers = numbers_in(window)
    if not numbers or numbers[0].first:
        return None
    first = numbers[0]
    if first.value < 100 and len(numbers) > 1 and numbers[1].first == first.last:
        second = numbers[1]  # nineteen | ninety-six
        if 10 <= second.value < 100 and first.value >= 14 and not second.value % 1:
            return _told(cut, int(first.value * 100 + second.value), i + second.last)
    if 1400 <= first.value <= 2199 and first.spelled and not first.value % 1:
        return _told(cut, int(first.value), i + first.last)
    return None


def _told(cut: list[Atom], year: int, last: int) -> tuple[str, int] | None:
    """Leave ``in two thousand schools`` alone: a year is followed by no noun."""
    behind = cut[last] if last < len(cut) else None
    ends = behind is None or behind.kind == "sign" or behind.lower in _BEHIND
    return (str(year), last) if ends and not (behind and behind.text in DASHES) else None


_BEHIND = frozenset(
    ("and", "or", "the", "it", "they", "he", "she", "we", "was", "were", "had", "to", "until",
     "with", "when", "while", "as", "but", "in", "on", "at", "by", "for", "there", "a", "an")
)  # fmt: skip
