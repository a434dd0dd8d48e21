"""Two numbers that belong together: the ends of a range, or of a movement.

They share the magnitude or the unit that is said with the second: ``4.5-5 billion``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.annotate.atoms import DASHES, Cut
from pipeline.annotate.numbers import Number, numbers_in
from pipeline.annotate.quantities.measures import Measures
from pipeline.annotate.quantities.relations import relation_before
from pipeline.annotate.quantities.standing import is_age
from pipeline.annotate.quantities.units import Unit
from pipeline.annotate.words import word_list

_INTERVALS = frozenset({"interval", "intervals", "range", "ranged", "ranging", "ci", "iqr"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that share a unit or magnitude: the ends of a range, or of a movement."""

    other: Number
    low: float
    high: float
    moves: bool = False  # it rose from the one to the other: two figures


_FARTHER_OFF = 3  # times as much, and it is no range
_MANNERS = frozenset({"average", "median", "mean", "total", "record", "peak", "high", "low"})


@dataclass(frozen=True)
class Pairs:
    """Reads pairs in one sentence; ``noun`` finds the noun that begins at an atom."""

    cut: Cut
    taken: bytearray  # atoms of names, labels, citations and times
    measures: Measures
    noun: Callable[[int, float], tuple[int, str] | None]

    def read(self, a: Number, b: Number) -> Pair | None:
        """Return how ``a`` and ``b`` belong together, if they share magnitude or unit."""
        if (
            a.kind not in {"plain", "fraction"}
            or b.kind != a.kind
            or (a.first and self.taken[a.first])
        ):
            return None
        i = a.last
        if scale := self.measures.scale(i, a):
            i = scale[1]
        unit = self.measures.unit(i, a)
        if unit and self.cut.at(i) not in DASHES:
            i = unit[1]
        else:
            unit = None
        money_a, money_b = self.measures.money(a.first), self.measures.money(b.first)
        start = money_b[1] if money_b else b.first
        if money_b and not money_a:
            return None
        if lead := relation_before(self.cut.atoms, start):
            start = max(lead[1], i)
        led = self._start(a) - 1
        if self.cut.at(led) == "of" and self.cut.at(led - 1) in _MANNERS:
            led -= 3 if self.cut.at(led - 2) in {"a", "an"} else 2  # rose from a median of
        lead_word = self.cut.at(led)
        between = self.cut.words(i, start)
        if between[1:] == ["to"] and between[0] in DASHES and self.cut.glued(i):
            between = ["to"]  # 18- to 24-year-olds
        if between[:1] == [","] and lead_word in {"between", "from"}:
            between = between[1:]
        low, high = self._ends(a, b)
        if lead_word == "from" and between in (["to"], ["up", "to"], ["down", "to"]):
            shares = not unit and not (money_a and money_b)
            if self._moves(a.first):
                return Pair(b, low, high, moves=True) if shares else None
        elif not (
            (len(between) == 1 and (between[0] in DASHES or between[0] in {"~", "through"}))
            or (between == ["and"] and lead_word == "between")
            or (between == ["or"] and 0 < b.value - a.value <= max(1.0, a.value) and a.value < 100)
            or (between == ["to"] and self._to_joins(a, b))
        ):
            return None
        if between == ["to"] and self._by_and_to(a, b, money_a is not None):
            return None  # rose $1.12 to $84.30: by so much, to so much
        if high <= low or (start < b.first and not money_b and lead and lead[0] != "~"):
            return None
        if (
            between[0] in DASHES
            and self.cut.hyphen(b.last)
            and self.cut.raw(b.last + 1)[:1].isdigit()
        ):
            return None  # 1-2-3: a code
        behind = self._unit_behind(b)
        if unit and (behind is None or behind.name != unit[0].name):
            return None
        return Pair(b, low, high)

    def _to_joins(self, a: Number, b: Number) -> bool:
        """``5 to 10 people`` is a range; ``a ratio of 3 to 1``, ``gave 5 to 10`` hardly are."""
        if self.cut.at(a.first - 1) in {"ratio", "vote"}:
            return False
        if _INTERVALS.intersection(self.cut.words(a.first - 3, a.first)):
            return True  # a range of 2 to 19, 95% CI: 1.9 to 2.8
        if is_age(self.cut, a):
            return True
        sized = b.scaled or self.measures.scale(b.last, b) is not None
        return bool(self._unit_behind(b) or sized or self.noun(b.last, b.value))

    def _by_and_to(self, a: Number, b: Number, money: bool) -> bool:
        """Say whether two sums behind a verb of movement are what it moved by, and to."""
        i = self._start(a) - 1
        verb = self.cut.at(i - 1 if self.cut.at(i) == "by" else i)
        both = money and self.measures.money(b.first) is not None
        return both and verb in word_list("move") and b.value >= _FARTHER_OFF * a.value

    def _start(self, number: Number) -> int:
        """Return the atom at which the number begins with its money and relation."""
        money = self.measures.money(number.first)
        i = money[1] if money else number.first
        relation = relation_before(self.cut.atoms, i)
        return relation[1] if relation else i

    def _moves(self, i: int) -> bool:
        """Say whether a verb of movement governs: ``rose from 10 to 12``."""
        return any(word in word_list("move") for word in self.cut.words(i - 12, i))

    def _unit_behind(self, b: Number) -> Unit | None:
        scale = self.measures.scale(b.last, b)
        found = self.measures.unit(scale[1] if scale else b.last, b)
        money = self.measures.money(b.first)
        return found[0] if found else money[0] if money else None

    def _ends(self, a: Number, b: Number) -> tuple[float, float]:
        """Return both values; the first shares the magnitude said with the second."""
        low, high = a.value, b.value
        letter_a, letter_b = self.measures.scale(a.last, a), self.measures.scale(b.last, b)
        low *= letter_a[0] if letter_a else 1.0
        high *= letter_b[0] if letter_b else 1.0
        size = letter_b[0] if letter_b else self._size(b, scaled=a.scaled)
        small = not a.scaled or (a.spelled and a.value < 1000 <= (size or 0))
        if small and not letter_a and size:
            low *= size
        return low, high

    def _size(self, b: Number, *, scaled: bool = False) -> float | None:
        """Return the magnitude at the end of ``50 million``; if ``scaled``, the last of several."""
        if not b.scaled:
            return None
        for end in range(b.last - 1, b.first, -1):
            head = numbers_in(self.cut.atoms[b.first : end])
            whole = len(head) == 1 and head[0].last == end - b.first
            if whole and (scaled or not head[0].scaled):
                return b.value / head[0].value if head[0].value else None
        return None
