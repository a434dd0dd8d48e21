"""Atoms -> figures: a number with its relation, range, magnitude, unit and counted noun.

A figure's own words run from the relation to the unit or the counted noun, and no further.
What it measures is for ``measured``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import singular
from pipeline.annotate.numbers import Number, numbers_in
from pipeline.annotate.quantities.counted import NounReader, counted_noun, plural_name, shared_noun
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.lending import SIZES, lent
from pipeline.annotate.quantities.measures import Measures
from pipeline.annotate.quantities.multiples import article_units, multiples
from pipeline.annotate.quantities.pairs import Pair, Pairs
from pipeline.annotate.quantities.powers import powers_at
from pipeline.annotate.quantities.relations import relation_after, relation_before
from pipeline.annotate.quantities.standing import (
    PEOPLE,
    bare_stands,
    defined,
    duration_bound,
    fraction_stands,
    is_age,
    is_offset,
    is_unit,
    one_stands,
)
from pipeline.annotate.quantities.statistics import ratio_at
from pipeline.annotate.quantities.units import Unit
from pipeline.annotate.times.calendars import When
from pipeline.annotate.words import word_list
from pipeline.schema import Relation


def find_figures(
    cut: Cut,
    *,
    times: Sequence[When],
    marks: bytearray,
    countries: frozenset[str],
    head_noun: NounReader | None = None,
    in_table: bool = False,
) -> list[Figure]:
    """Return the figures of a sentence, left to right; what is marked or a time is none."""
    timed = bytearray(len(marks))
    for when in times:
        for i in range(when.first, when.last):
            timed[i] = 1
    taken = bytearray(a | b for a, b in zip(marks, timed, strict=True))
    return _Reader(cut, taken, timed, Measures(cut, countries), head_noun, in_table).read()


_BEFORE_PLACES = frozenset({"in", "at", "from", "of", "to", "across", "for", "against", "near"})


_COMPARATIVES = frozenset(
    {
        "more",
        "less",
        "fewer",
        "higher",
        "lower",
        "greater",
        "larger",
        "bigger",
        "faster",
        "as",
        "the",
    }
)


@dataclass(frozen=True)
class _Reader:
    cut: Cut
    taken: bytearray  # atoms of names, labels, citations and times
    timed: bytearray  # atoms of times
    measures: Measures
    head_noun: NounReader | None
    in_table: bool

    def read(self) -> list[Figure]:
        every = {number.first: number for number in numbers_in(self.cut.atoms)}
        numbers = [
            self._with_digits(number, every)
            for number in every.values()
            if not any(self.taken[number.first : number.last]) and not self._divides(number)
        ]
        pairs = Pairs(self.cut, self.taken, self.measures, self._noun)
        found: list[Figure] = []
        done = k = 0
        while k < len(numbers):
            number = numbers[k]
            pair = pairs.read(number, numbers[k + 1]) if k + 1 < len(numbers) else None
            if number.first >= done and (read := self._figure(number, pair)):
                found.extend(read)
                done = read[-1].last
                k += 1 if pair else 0
            k += 1
        found.extend(article_units(self.cut, self.taken, found))
        found.extend(multiples(self.cut, self.taken, found))
        found = self._without_repeats(sorted(found, key=lambda figure: figure.first))
        found = lent(self.cut, found)
        return [figure for figure in found if self.in_table or not is_offset(self.cut, figure)]

    def _with_digits(self, number: Number, every: Mapping[int, Number]) -> Number:
        """Take the digits to the words, as laws write: ``within thirty (30) days``."""
        again = every.get(number.last + 1) if self.cut.at(number.last) == "(" else None
        if again is None or not number.spelled or self.cut.at(again.last) != ")":
            return number
        same = (again.value, again.high) == (number.value, number.high)
        return replace(number, last=again.last + 1) if same else number

    def _without_repeats(self, found: list[Figure]) -> list[Figure]:
        """Drop what only repeats the figure before it: ``sixty percent (60%)``."""
        kept: list[Figure] = []
        for figure in found:
            last = kept[-1] if kept else None
            repeats = (
                last is not None
                and (last.value, last.high, last.unit) == (figure.value, figure.high, figure.unit)
                and self.cut.words(last.last, figure.first) == ["("]
                and self.cut.at(figure.last) == ")"
            )
            if not repeats:
                kept.append(figure)
        return kept

    def _divides(self, number: Number) -> bool:
        """``per 100,000 people``, ``for every 10``: what a figure is divided by."""
        lead = self.cut.words(number.first - 2, number.first)
        return lead[-1:] == ["per"] or lead in (["for", "every"], ["for", "each"], ["in", "every"])

    # --- one figure --------------------------------------------------------------------------

    def _figure(self, number: Number, pair: Pair | None) -> list[Figure] | None:
        """Return the figure of a number, or the two of a movement; None if it is none."""
        value, high = number.value, number.high
        end = number
        if pair:
            value, high, end = pair.low, pair.high, pair.other
        elif scale := self.measures.scale(number.last, number):
            value *= scale[0]
        first, last = number.first, end.last
        if scale := self.measures.scale(last, end):
            last = scale[1]
        if not pair and (tolerance := self._tolerance(last, number)):
            end, last = tolerance, tolerance.last  # 5,730 ± 40 years
        read = self._measure(number, end, first, last)
        if read:
            unit, first, last = read
            value *= unit.factor
            high = high * unit.factor if high is not None else None
            if high is None:
                value, last = self.measures.second(last, unit, value)
            if unit.kind == "money" and self.cut.at(last) in SIZES:  # 75 USD million
                value, last = value * SIZES[self.cut.at(last)], last + 1
            if unit.kind == "time":
                last = self.measures.age(last)
            per, last = (unit.per, last) if unit.per else self.measures.rate(last)
            figure = Figure(first, last, value, high, "=", unit.name, unit.kind, per)
            if unit.kind == "money" and first and self._minus(first - 1):
                figure = replace(figure, first=first - 1, value=-value)
        elif (powers := powers_at(self.cut, last))[0]:  # 365 m−2 d−1: per what, of no unit
            figure = Figure(first, powers[1], value, high, "=", None, "bare", powers[0])
        else:
            counted = self._counted(number, end, last, value, high)
            if counted is None:
                return None
            figure = counted
        figure = replace(figure, number=number.first, behind=scale[1] if scale else end.last)
        if (
            number.value == 1
            and number.spelled
            and not pair
            and not one_stands(self.cut, number, figure.kind)
        ):
            return None
        if pair and pair.moves:
            return self._movement(number, pair, figure)
        return [self._related(figure, vague=number.kind == "vague")]

    def _tolerance(self, i: int, number: Number) -> Number | None:
        """Return the number behind a ``±``, whose unit both have; it is no figure of its own."""
        unit = self.measures.unit(i, number)
        j = unit[1] if unit else i  # 91.3 % ± 2.1 %
        if self.cut.at(j) == "±":
            j += 1
        elif self.cut.words(j, j + 3) == ["+", "/", "-"]:
            j += 3
        else:
            return None
        more = numbers_in(self.cut.atoms[j : j + 4])
        if not more or more[0].first:
            return None
        return replace(more[0], first=j, last=j + more[0].last)

    def _compares(self, i: int) -> bool:
        word = self.cut.at(i)
        return word in _COMPARATIVES or (word.endswith("er") and self.cut.at(i + 1) == "than")

    def _minus(self, i: int) -> bool:
        """Say whether atom ``i`` is a minus: it touches what follows and nothing before it."""
        sign = self.cut.at(i) in {"-", "−"}
        return sign and self.cut.glued(i + 1) and not self.cut.glued(i)

    def _measure(
        self, number: Number, end: Number, first: int, last: int
    ) -> tuple[Unit, int, int] | None:
        """Return the unit of a number, and the atoms that it has with it."""
        if money := self.measures.money(number.first):
            unit, first = money
            again = self.measures.unit(last, end)  # $5 million Canadian dollars, £5m sterling
            if (
                again
                and again[0].kind == "money"
                and self.cut.raw(money[1]) in {"$", "£", "¥", unit.name}
            ):
                return again[0], first, again[1]
            return unit, first, last
        if end.kind == "vague" and self.cut.at(last) == "of":  # tens of millions of dollars
            found = self.measures.unit(last + 1, end)
            return (found[0], first, found[1]) if found else None
        if found := self.measures.unit(last, end) or self.measures.part(last, end):
            return found[0], first, found[1]
        if end is not number and (own := self.measures.unit(number.last, number)):
            return own[0], first, last
        if is_age(self.cut, number):
            return Unit("year", "time"), first, last
        return None

    def _counted(
        self, number: Number, end: Number, last: int, value: float, high: float | None
    ) -> Figure | None:
        """Return the figure of a number without a unit: a fraction, a multiple, a count."""
        first = number.first
        if number is end and (ratio := ratio_at(self.cut, number)):
            return Figure(first, ratio[1], ratio[0], None, "=", "ratio", "multiple")
        if number.kind in {"fraction", "ratio"} and not number.scaled:
            if number.spelled and not fraction_stands(self.cut, number):
                return None
            return Figure(first, last, value, high, "=", "fraction", "fraction")
        if self.cut.at(last) in {"times", "fold"} and (
            self.cut.at(last + 1) != "that" or self.cut.at(last + 2) == "of"
        ):
            return Figure(first, last + 1, value, high, "=", "times", "multiple")
        if self.cut.at(last) == "x" and self.cut.glued(last) and self._compares(last + 1):
            return Figure(first, last + 1, value, high, "=", "times", "multiple")  # 10x more
        if self.cut.words(first - 2, first) == ["factor", "of"]:  # rose by a factor of three
            first -= 3 if self.cut.at(first - 3) in {"a", "the"} else 2
            return Figure(first, last, value, high, "=", "times", "multiple")
        if self.cut.hyphen(last) and self.cut.at(last + 1) == "strong":
            return Figure(first, last + 2, value, high, "=", "member", "bare")
        if self.cut.hyphen(last) and self.cut.at(last + 1) in {"fold", "times"}:
            return Figure(first, last + 2, value, high, "=", "times", "multiple")
        noun = self._noun(last, high if high is not None else value)
        shared = shared_noun(self.cut, last, value, noun)
        if shared:
            return Figure(first, shared[0], value, high, "=", shared[1], "bare")
        if noun and noun[0] == number.last and is_unit(self.cut, number):
            unit = self.cut.raw(noun[0])
            return Figure(first, noun[0] + 1, value, high, "=", unit, "measure")
        if noun:
            if defined(self.cut, number, noun[0]) or self._label(number, noun[0]):
                return None
            return Figure(first, noun[0] + 1, value, high, "=", noun[1], "count", noun=noun[0])
        if bounded := self._bounded_behind(first, last, value, high):
            return bounded
        if (
            self.in_table
            or self.measures.scale(number.last, number)
            or bare_stands(self.cut, number, last)
            or self._behind_a_date(first, last)
        ):
            return Figure(first, last, value, high, "=", None, "bare")
        return None

    def _behind_a_date(self, first: int, last: int) -> bool:
        """``By the end of March 1,793 had been built``: the month is no name before a number."""
        verb = self.cut.at(last) in {"had", "have", "has", "were", "was", "are"}
        return first > 0 and bool(self.timed[first - 1]) and ("," in self.cut.raw(first) or verb)

    def _bounded_behind(
        self, first: int, last: int, value: float, high: float | None
    ) -> Figure | None:
        """Read ``50 or more employees``, ``200-plus staff``, ``20-odd beds``."""
        bounds: dict[str, Relation] = {"plus": ">=", "odd": "~", "strong": "="}
        if self.cut.hyphen(last) and (bound := bounds.get(self.cut.at(last + 1))):
            relation, behind = bound, last + 2
        elif found := relation_after(self.cut.atoms, last):
            relation, behind = found
        else:
            return None
        noun = self._noun(behind, high if high is not None else value)
        added = self.cut.at(last) in {"plus", "+"} and not self.cut.glued(last)
        if noun is None or added or self.cut.at(last) == "plus":
            return None
        return Figure(first, noun[0] + 1, value, high, relation, noun[1], "count", noun=noun[0])

    def _noun(self, i: int, value: float) -> tuple[int, str] | None:
        return counted_noun(self.cut, i, value, self.timed, self.head_noun)

    def _label(self, number: Number, noun: int) -> bool:
        """A number in a name, or a note's that opens a sentence: ``Movimento 5 Stelle``."""
        head = self.cut.raw(noun)
        named = head[:1].isupper() and not self.cut.hyphen(number.last)
        led = relation_before(self.cut.atoms, number.first) is not None
        if not led and self._model(number, noun):
            return True
        if named and not led and number.first and self.cut.raw(number.first - 1)[:1].isupper():
            return number.first > 1
        if named and not led and number.value != 1 and not number.scaled and not plural_name(head):
            return True  # 441 G Street, 24 David L.
        if number.first or number.spelled or number.value > 500 or self.in_table:
            return False
        words = [
            atom.text for atom in self.cut.atoms[number.last : noun + 1] if atom.kind == "word"
        ]
        return words[-1][:1].isupper() and words[-1].lower() in word_list("figures: common heads")

    def _model(self, number: Number, noun: int) -> bool:
        """``Bell 412 helicopters``: a name before the number, and a kind of machine behind it."""
        i = number.first
        name, lead = self.cut.raw(i - 1), self.cut.at(i - 2)
        return (
            singular(self.cut.at(noun)) in word_list("models")
            and self.cut.raw(i).isdecimal()
            and len(name) > 1
            and name[:1].isupper()
            and name.lower() not in word_list("stop")
            and lead not in _BEFORE_PLACES
            and not self.timed[i - 1]
        )

    def _related(self, figure: Figure, *, vague: bool) -> Figure:
        """Add the relation's words before and behind."""
        first, last, relation = figure.first, figure.last, figure.relation
        ranged = figure.high is not None
        if ranged:
            relation = ".."
        found = relation_before(self.cut.atoms, first)
        if found and any(self.taken[found[1] : first]):
            found = None
        if found and figure.kind == "time" and self.cut.at(found[1]) in {"over", "under"}:
            aged = figure.last == figure.behind  # no unit was said: "buyers under 35"
            bound = (
                aged
                or duration_bound(self.cut, found[1])
                or singular(self.cut.at(found[1] - 1)) in PEOPLE
            )
            found = found if bound else None
        if found:
            first = found[1]
            relation = relation if ranged else found[0]
        if ranged and not vague and self.cut.at(first - 1) in {"between", "from"}:
            first -= 1
        behind = relation_after(self.cut.atoms, last)
        plus = self.cut.at(figure.behind) == "+"
        if behind is None and figure.kind in {"money", "count"} and plus:
            behind = relation_after(self.cut.atoms, figure.behind)
            if behind and not ranged:
                return replace(figure, first=first, relation=behind[0])
        if behind and not ranged and not self._adds(last, behind[1]):
            relation, last = behind
        elif relation == "=" and any(self.cut.at(i) == "+" for i in range(first + 1, last)):
            relation = ">="  # $300+ million
        return replace(figure, first=first, last=last, relation=relation)

    def _adds(self, i: int, end: int) -> bool:
        """``plus`` before another amount is an addition, not ``or more``."""
        if self.cut.at(i) not in {"plus", "+"}:
            return False
        return self.cut.raw(end)[:1].isdigit() or (
            self.cut.at(i) == "plus" and self.cut.at(end) not in {"", ".", ","}
        )

    def _movement(self, number: Number, pair: Pair, whole: Figure) -> list[Figure]:
        """Split ``from 87 to 128 billion pounds``: two values of one thing."""
        a = replace(whole, high=None, last=number.last, noun=None, behind=number.last)
        money = self.measures.money(pair.other.first)
        b = replace(
            whole, value=pair.high, high=None, first=money[1] if money else pair.other.first,
            number=pair.other.first,
        )  # fmt: skip
        factor = whole.value / pair.low if pair.low else 1.0
        a, b = replace(a, value=pair.low * factor), replace(b, value=pair.high * factor)
        return [self._related(a, vague=True), self._related(b, vague=True)]
