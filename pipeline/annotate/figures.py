"""Atoms -> figures: a number with its relation, range, magnitude, unit and counted noun.

Needs no parse; where one is there, ``measured`` finds what is measured. A figure's own words run
from the relation to the unit or the counted noun, and no further.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import Atom, Number, numbers_in
from pipeline.annotate.relations import relation_after, relation_before
from pipeline.annotate.times import When, is_year
from pipeline.annotate.units import Unit, money_before, shared_name, unit_at
from pipeline.schema import Relation

NounReader = Callable[[int], tuple[int, str] | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts, made of the atoms ``[first, last)``."""

    first: int
    last: int
    value: float
    high: float | None
    relation: Relation
    unit: str | None  # standard name, or the singular noun
    kind: str  # money, ratio, length ...; fraction, multiple, count, bare
    per: str | None = None
    noun: int | None = None  # the atom of the counted head noun
    number: int = 0  # the atom that the number begins with


_DASHES = frozenset("-‐‑–—−")
_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12, "tr": 1e12, "g": 1e9, "M": 1e6, "B": 1e9, "T": 1e12}
_DURATIONS = frozenset(
    ["second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century", "millennium"]
)
_STOP = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your", "some", "any", "each", "every", "all", "both", "no", "not", "and", "or", "but", "nor", "yet", "so", "if", "when", "while", "where", "who", "whom", "which", "whose", "what", "how", "than", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on", "onto", "out", "over", "per", "since", "through", "to", "toward", "towards", "under", "until", "up", "upon", "via", "with", "within", "without", "about", "above", "across", "after", "against", "along", "amid", "among", "around", "before", "behind", "below", "between", "beyond", "during", "despite", "except", "near", "like", "unlike", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "can", "could", "may", "might", "must", "shall", "should", "will", "would", "there", "here", "it", "he", "she", "they", "we", "you", "i", "them", "him", "us", "me", "also", "only", "just", "even", "still", "already", "ever", "never", "now", "then", "too", "very", "more", "most", "less", "least", "fewer", "many", "much", "such", "other", "another", "same", "because", "although", "though", "whereas", "whether", "compared", "according", "including", "excluding", "regarding", "following", "more-or-less", "however", "therefore", "thus", "respectively", "instead", "rather", "versus", "vs", "plus", "minus", "times", "ago", "later", "earlier", "annually", "monthly", "daily", "yearly", "weekly", "today", "yesterday", "tomorrow", "together", "apart", "away", "alone", "altogether", "overall", "again", "once", "twice", "nearly", "almost", "roughly", "approximately", "down", "down-", "today's", "due", "owing", "unless", "cannot", "won't", "didn't", "one"]
)
_VERBISH = frozenset(
    ["died", "fled", "came", "went", "said", "says", "rose", "fell", "remain", "remained", "remains", "became", "become", "live", "lived", "lives", "work", "worked", "took", "take", "takes", "made", "make", "makes", "got", "get", "gets", "gave", "give", "gives", "saw", "see", "sees", "left", "leave", "leaves", "lost", "lose", "loses", "won", "win", "wins", "began", "begin", "begins", "increased", "decreased", "declined", "grew", "dropped", "killed", "injured", "wounded", "displaced", "arrested", "reported", "estimated", "expected", "affected", "need", "needed", "needs", "want", "wanted", "received", "receive", "receives", "voted", "agreed", "returned", "reached", "crossed", "joined", "showed", "found", "felt", "think", "believe", "agree", "disagree", "support", "supported", "oppose", "opposed", "participated", "attended", "occurred", "happened", "included", "include", "includes", "contain", "contains", "account", "accounted", "accounts", "represent", "represents", "represented", "comprise", "comprises", "comprised", "show", "shows", "report", "responded", "earned", "earn", "lack", "lacked", "suffered", "suffer", "tested", "contracted", "perished", "survived", "registered", "enrolled", "employed", "completed", "missing", "dead", "hurt", "detained", "homeless", "unemployed", "poor", "wide", "long", "tall", "high", "deep", "old", "thick", "short", "heavy", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "strong", "ahead", "worth", "behind", "below", "higher", "lower", "larger", "smaller", "greater", "bigger", "longer", "shorter", "older", "younger", "better", "worse", "apart", "offshore", "inland", "upstream", "downstream", "away", "respectively", "clockwise"]
)
_NAME_LEADS = frozenset({"of", "to", "for", "than", "at", "in", "on", "with", "and"})


def find_figures(
    text: str,
    cut: list[Atom],
    *,
    times: Sequence[When],
    marks: bytearray,
    countries: frozenset[str],
    head_noun: NounReader | None = None,
    in_table: bool = False,
) -> list[Figure]:
    """Return the figures of a sentence, left to right; marked atoms and times are none.

    ``head_noun`` tells, for the atom behind a number, the atom of the noun that is counted and
    its singular, from a parse; without one, or where it is silent, the words decide.
    """
    taken = bytearray(marks)
    for when in times:
        for i in range(when.first, when.last):
            taken[i] = 1
    reader = _Reader(text, cut, taken, countries, head_noun, in_table)
    return reader.read()


@dataclass(frozen=True)
class _Reader:
    text: str
    cut: list[Atom]
    taken: bytearray
    countries: frozenset[str]
    head_noun: NounReader | None
    in_table: bool

    def read(self) -> list[Figure]:
        numbers = [n for n in numbers_in(self.cut) if not any(self.taken[n.first : n.last])]
        out: list[Figure] = []
        done = 0
        skip = -1
        for k, number in enumerate(numbers):
            if k <= skip or number.first < done:
                continue
            pair = self._range(number, numbers[k + 1] if k + 1 < len(numbers) else None)
            figure = self._figure(number, pair)
            if figure is None:
                continue
            if pair:
                skip = k + 1
            out.append(figure)
            done = max(done, figure.last)
        out.extend(self._multiples(out))
        out.sort(key=lambda f: f.first)
        return self._shared(out)

    # --- small readers ---------------------------------------------------------------------

    def at(self, i: int) -> str:
        return self.cut[i].lower if 0 <= i < len(self.cut) else ""

    def glued(self, i: int) -> bool:
        return 0 < i < len(self.cut) and not self.cut[i].space

    def _money(self, i: int) -> tuple[Unit, int] | None:
        """Money before atom ``i``: ``US$``, ``Rs.``; and where it begins."""
        if found := money_before(self.cut, i):
            unit, j = found
            if self.cut[j].text in _WORDLIKE and self.cut[j].space and self.at(i).isalpha():
                return None
            return found
        for length in (2, 1):
            j = i - length
            if j >= 0:
                name = "".join(atom.lower for atom in self.cut[j:i])
                if name in {"rs", "rs.", "re", "re.", "¥", "kr", "sh", "shs"} and (
                    unit := shared_name(name, self.countries)
                ):
                    return unit, j
        return None

    def _unit(self, i: int, number: Number, *, money: bool) -> tuple[Unit, int] | None:
        """The unit behind a number, at atom ``i``: spaced, glued, hyphened or bracketed."""
        j = i
        hyphen = False
        if self.at(j) in _DASHES and self.glued(j) and self.glued(j + 1):
            j, hyphen = j + 1, True
        bracket = {"(": ")", "[": "]", "{": "}"}.get(self.at(j)) if not hyphen else None
        if bracket:
            found = self._plain_unit(j + 1, number)
            return (found[0], found[1] + 1) if found and self.at(found[1]) == bracket else None
        return self._plain_unit(j, number, hyphen=hyphen, money=money)

    def _plain_unit(
        self, j: int, number: Number, *, hyphen: bool = False, money: bool = False
    ) -> tuple[Unit, int] | None:
        if j >= len(self.cut):
            return None
        if found := unit_at(self.cut, j):
            unit, last = found
            if self._believable(unit, j, last, number, hyphen):
                return unit, last
        atom = self.cut[j]
        if atom.lower in {"pounds", "pound"} and self._weighs(j):
            return Unit("pound", "mass"), j + 1
        if unit2 := shared_name(atom.lower, self.countries):
            if atom.lower in {"won", "dong", "sh", "sol", "real"} and not number.scaled:
                return None
            if atom.lower in {"rs", "re", "sh", "shs"} and not self.glued(j) and not number.scaled:
                return None
            last = j + 1
            return unit2, last
        # "million Pakistani rupees", "Zambian kwacha" of no list: an adjective, a shared name
        if atom.text[:1].isupper() and (
            unit3 := shared_name(self.at(j + 1), frozenset({atom.text}))
        ):
            return unit3, j + 2
        return None

    def _believable(self, unit: Unit, j: int, last: int, number: Number, hyphen: bool) -> bool:
        """Weed out phantom units: letters that are more likely a word or a part of a name."""
        spelled = self.cut[j].text
        if last - j == 1 and len(spelled) == 1 and spelled.isalpha():
            if number.spelled or (number.scaled and not self.glued(j)):
                return False
            if spelled.isupper() and not self.glued(j):
                return spelled in "CFKWVJLN" and self.at(last) in {"", ".", ",", ")", ";", "and"}
            if self.at(last) in _DASHES | {"'", "’", "&"} and self.glued(last):
                return False
        if spelled in {"has", "are", "kt", "mb", "ms", "as", "is"} and not self.glued(j):
            return spelled in {"kt", "mb", "ms"}
        if unit.name in {"second", "minute"} and spelled in {"second"} and number.value != 1:
            return hyphen
        if unit.kind == "money" and spelled.lower() in {
            "won",
            "dong",
            "rand",
            "som",
            "dram",
            "colon",
        }:
            return number.scaled or number.value >= 1000 or spelled == "rand"
        if unit.kind == "money" and spelled in _WORDLIKE:
            return number.scaled or number.value >= 1000 or not number.spelled
        if unit.name in {"bar", "bit", "cup", "quad", "mole", "are", "pint", "knot"}:
            return self.at(last) not in {"of"} or unit.name in {"cup", "pint"}
        return not (
            spelled.lower() in {"percentage", "minimum"} and self.at(last).startswith("point")
        )

    def _weighs(self, j: int) -> bool:
        context = {atom.lower for atom in self.cut}
        return bool(
            context & {"weigh", "weighs", "weighed", "weighing", "weight", "heavy", "heavier",
                       "lighter", "baby", "overweight", "obese", "kilograms"}
        ) or (self.at(j + 1) == "of" and self.at(j + 2) in _SUBSTANCES)  # fmt: skip

    # --- one figure ----------------------------------------------------------------------------

    def _range(self, a: Number, b: Number | None) -> Number | None:
        """Return the other end, if ``a`` and ``b`` are the ends of one range."""
        if b is None or a.kind in {"vague", "ratio"} or b.kind in {"vague", "ratio"}:
            return None
        # what stands between: unit of a, connector, money of b
        i = a.last
        if unit := self._scale(i, a):
            i = unit[1]
        unit_a = self._unit(i, a, money=False)
        if unit_a and self.at(i) not in _DASHES:
            i = unit_a[1]
        else:
            unit_a = None
        start = b.first
        if money := self._money(start):
            start = money[1]
        lead = self.at(self._lead(a) - 1)
        between = [atom.lower for atom in self.cut[i:start]]
        if between and between[0] == "," and lead in {"between", "from"}:
            between = between[1:]
        if between in (["-"], ["–"], ["—"], ["‐"], ["‑"], ["−"], ["~"], ["to"], ["through"]) or (between == ["and"] and lead == "between") or (between == ["or"] and self._consecutive(a, b)) or (between == [] and b.value < 0 and self.at(b.first) in _DASHES and lead != "") or (between in (["up", "to"], ["to", "about"], ["to", "around"], ["to", "almost"],
                         ["to", "nearly"], ["and", "about"], ["to", "over"]) and lead in {"from", "between"}):
            pass
        else:
            return None
        low, high = self._scaled_pair(a, b)
        if high <= low:
            return None
        if between and between[0] in _DASHES and self.at(b.last) in _DASHES and self.glued(b.last):
            if self.at(b.last + 1)[:1].isdigit():
                return None  # 1-2-3: a code
        if unit_a:
            unit_b = self._unit_behind(b)
            if unit_b is None or unit_b.name != unit_a[0].name:
                return None
            if between == ["to"] and lead == "from" and self._moves(a):
                return None  # it rose from 10 % to 12 %: two figures
        money_a = self._money(a.first)
        if money and not money_a:
            return None
        if money and money_a and lead == "from" and self._moves(a):
            return None
        if between == ["to"] and not unit_a and lead != "from" and lead != "between":
            if self.at(a.first - 1) in {"ratio", "by"} or a.value < 0:
                return None
            if self._unit_behind(b) is None and self._noun(b.last, high) is None:
                return None
        return b

    def _lead(self, number: Number) -> int:
        """The atom at which the number begins with its money and relation."""
        i = number.first
        if money := self._money(i):
            i = money[1]
        if relation := relation_before(self.cut, i):
            i = relation[1]
        return i

    def _moves(self, a: Number) -> bool:
        words = {atom.lower for atom in self.cut[max(0, a.first - 12) : a.first]}
        return bool(words & _MOVES)

    def _consecutive(self, a: Number, b: Number) -> bool:
        return (
            a.value == int(a.value)
            and 0 < b.value - a.value <= max(1.0, a.value)
            and (a.value <= 20 or b.value <= 2 * a.value)
        )

    def _unit_behind(self, b: Number) -> Unit | None:
        i = b.last
        if scale := self._scale(i, b):
            i = scale[1]
        found = self._unit(i, b, money=False)
        if found:
            return found[0]
        money = self._money(b.first)
        return money[0] if money else None

    def _scale(self, i: int, number: Number) -> tuple[float, int] | None:
        """A magnitude of one letter behind digits: ``$5m``, ``3.2b``, ``10M``."""
        if number.scaled or number.spelled or i >= len(self.cut):
            return None
        atom = self.cut[i]
        size = _SCALES.get(atom.text)
        if size is None or (
            i + 1 < len(self.cut) and self.glued(i + 1) and self.cut[i + 1].kind != "sign"
        ):
            return None
        if self._money(number.first):
            return size, i + 1
        behind = self.at(i + 1)
        if atom.text in {"M", "B"} and self.glued(i):
            return size, i + 1
        if (
            atom.text == "m"
            and self.glued(i)
            and (
                behind in _COUNTED
                or (is_plural(behind) and behind not in _STOP)
                or unit_at(self.cut, i + 1)
            )
        ):
            return size, i + 1
        if atom.text in {"b"} and self.glued(i):
            return size, i + 1
        return None

    def _scaled_pair(self, a: Number, b: Number) -> tuple[float, float]:
        """The values of a range's ends, the second's magnitude shared by the first."""
        low, high = a.value, b.value
        scale = self._scale(b.last, b)
        if scale:
            high *= scale[0]
        scale_a = self._scale(a.last, a)
        if scale_a:
            low *= scale_a[0]
        if not a.scaled and not scale_a and (b.scaled or scale):
            size = scale[0] if scale else self._size(b)
            if size and low < high / size * 1.0001:
                low *= size
        return low, high

    def _size(self, b: Number) -> float | None:
        """The magnitude said behind ``b``'s first atoms: the million of ``50 million``."""
        from_atoms = self.cut[b.first : b.last]
        rest = numbers_in(from_atoms[:1])
        if from_atoms[0].kind == "number" and rest and rest[0].value:
            return b.value / rest[0].value
        if b.last - b.first >= 2:
            head = numbers_in(from_atoms[:-1])
            if len(head) == 1 and head[0].last == b.last - b.first - 1 and head[0].value:
                return b.value / head[0].value
        return None

    def _figure(self, number: Number, other: Number | None) -> Figure | None:
        first, last = number.first, (other or number).last
        value, high = number.value, number.high
        if other:
            value, high = self._scaled_pair(number, other)
        relation: Relation = "=" if high is None else ".."
        money = self._money(number.first)
        if money:
            first = money[1]
            if (
                self.at(first - 1) in {"-", "−"}
                and self.glued(first) is not False
                and (first - 1 == 0 or self.cut[first - 1].space)
            ):
                first, value = first - 1, -value
        end_number = other or number
        if scale := self._scale(last, end_number):
            last = scale[1]
            if not other:
                value *= scale[0]
        elif other is None and number.scaled is False and self._tail_scale(last):
            pass
        unit: str | None = None
        kind = "bare"
        per: str | None = None
        noun: int | None = None
        measure: Unit | None = None
        if money:
            measure = money[0]
            again = self._unit(last, end_number, money=True)
            if (
                again
                and again[0].kind == "money"
                and (again[0].name == measure.name or self.cut[first].text in "$£¥")
            ):
                measure, last = again
        elif found := self._unit(last, end_number, money=False):
            measure, last = found
        elif unit_a := (self._unit(number.last, number, money=False) if other else None):
            measure = unit_a[0]
        if measure:
            unit, kind, per = measure.name, measure.kind, measure.per
            value *= measure.factor
            high = high * measure.factor if high is not None else None
            last, value, high = self._second_measure(last, measure, value, high)
            last = self._age(last, kind)
            if per is None:
                per, last = self._per(last)
        elif number.kind in {"fraction", "ratio"}:
            if not self._fraction_stands(number, last):
                return None
            unit, kind = "fraction", "fraction"
            if number.scaled:  # half a million people
                unit, kind = None, "bare"
        elif self.at(last) in {"times", "-fold", "fold"} or (
            self.at(last) in _DASHES and self.at(last + 1) in {"fold", "times"}
        ):
            last += 1 if self.at(last) not in _DASHES else 2
            unit, kind = "time", "multiple"
        if unit is None:
            if counted := self._noun(last, high if high is not None else value):
                noun, unit, kind = counted[0], counted[1], "count"
                last = noun + 1
            elif not self._bare_stands(number, end_number, last):
                return None
        if number.value == 1 and number.spelled and other is None and not number.scaled:
            if not self._one_stands(number, kind):
                return None
        if is_yearlike(self.cut, number) and kind in {"bare", "count"} and not money:
            if is_year(self.cut, number.first) and kind == "bare":
                return None
        found_relation = relation_before(self.cut, first)
        if found_relation and not (
            self.at(found_relation[1]) in {"over", "under"}
            and kind == "time"
            and not self._bounds_duration(found_relation[1])
        ):
            if high is None or found_relation[0] != "~":
                pass
            if high is None:
                relation = found_relation[0]
            if not any(self.taken[found_relation[1] : first]):
                first = found_relation[1]
            elif high is None:
                relation = "="
        if (
            high is not None
            and self.at(first - 1) in {"between", "from"}
            and number.kind != "vague"
        ):
            first -= 1
        if behind := relation_after(self.cut, last):
            bounded = behind[0] != "~" or True
            if high is None and bounded and not self._means_more(behind[1], last):
                relation, last = behind[0], behind[1]
        return Figure(first, last, value, high, relation, unit, kind, per, noun, number.first)

    def _tail_scale(self, i: int) -> bool:
        return False

    def _means_more(self, end: int, i: int) -> bool:
        """``plus`` another number is an addition; ``+`` glued to a word is a name."""
        return (
            self.at(i) in {"plus", "+"}
            and end < len(self.cut)
            and (
                self.cut[end].kind == "number"
                or (self.at(i) == "plus"
                and self.at(end) not in {"", ".", ","})
            )
        )

    def _second_measure(
        self, last: int, measure: Unit, value: float, high: float | None
    ) -> tuple[int, float, float | None]:
        """Read the inches of ``5 feet 2 inches``, the pence of ``3 pounds 20``."""
        parts = {"foot": ("inch", 12.0), "pound": ("ounce", 16.0), "hour": ("minute", 60.0),
                 "minute": ("second", 60.0), "degree": ("arcminute", 60.0)}  # fmt: skip
        small = parts.get(measure.name)
        if small is None or high is not None:
            return last, value, high
        j = last + 1 if self.at(last) in {"and", ","} else last
        more = numbers_in(self.cut[j : j + 3])
        if not more or more[0].first != 0:
            return last, value, high
        found = unit_at(self.cut, j + more[0].last)
        word = self.at(j + more[0].last)
        if found and found[0].name == small[0]:
            return found[1], value + more[0].value / small[1], high
        if small[0] == "inch" and word in {"in", '"', "″"} and j == last:
            return j + more[0].last + 1, value + more[0].value / small[1], high
        return last, value, high

    def _age(self, last: int, kind: str) -> int:
        """Take in ``old`` and ``of age`` behind a duration."""
        if kind != "time":
            return last
        j = last + 1 if self.at(last) in _DASHES and self.glued(last) else last
        if self.at(j) == "old":
            return j + 1 if j == last or self.at(j + 1) != "" or True else last
        if self.at(last) == "of" and self.at(last + 1) == "age":
            return last + 2
        return last

    def _per(self, i: int) -> tuple[str | None, int]:
        """Read ``per hectare``, ``/ha``, ``per 100,000 people``, ``a year`` right behind a unit."""
        sign = self.at(i) == "/"
        if not sign and self.at(i) != "per":
            return None, i
        j = i + 1
        if self.at(j) in {"capita", "head", "person", "caput"}:
            return "person", j + 1 if sign else i
        if self.at(j) == "annum":
            return "year", i
        count = ""
        numbers = numbers_in(self.cut[j : j + 5])
        if numbers and numbers[0].first == 0:
            count, j = (
                f"{numbers[0].value:g}" if numbers[0].value < 1e15 else "",
                j + numbers[0].last,
            )
            count = (
                str(int(numbers[0].value)) if numbers[0].value == int(numbers[0].value) else count
            )
        if found := unit_at(self.cut, j):
            name = f"{count} {found[0].name}" if count else found[0].name
            return name, found[1] if sign else i
        words = []
        while (
            j < len(self.cut)
            and self.cut[j].kind == "word"
            and self.at(j) not in _STOP
            and len(words) < 3
        ):
            words.append(self.cut[j].text)
            j += 1
            if count and is_plural(words[-1]):
                break
            if not count:
                break
        if not words:
            return None, i
        if count:
            return f"{count} {' '.join(words)}", i
        return singular(words[0]), j if sign else i

    def _fraction_stands(self, number: Number, last: int) -> bool:
        """``a third`` is a fraction before ``of``, ``the``, a stop; an ordinal before a noun."""
        if number.kind == "ratio" or not number.spelled:
            return True
        behind, text = self.at(last), self.at(number.last - 1)
        if relation_before(self.cut, number.first):
            return True
        if self.at(number.first) == "half":
            if behind in {"of", "the", "its", "their", "his", "our", "a", "an", "that", "these",
                          "those", "all", "as", "were", "are", "is", "was", "had", "have"}:  # fmt: skip
                return self.at(number.first - 1) not in {
                    "first",
                    "second",
                    "other",
                    "latter",
                    "last",
                }
            return behind in {"", ",", ".", ";", ")"} and self.at(number.first - 1) in {
                "by",
                "only",
                "than",
            }
        if text in {"third", "quarter", "fifth", "fourth", "sixth", "tenth", "seventh", "eighth",
                    "ninth", "half", "hundredth", "thousandth", "millionth"}:  # fmt: skip
            if self.at(number.first) == "one" and text != "quarter":
                return True
            if behind in {"of", "the", "as", "more", "less", "fewer", "higher", "lower", "larger",
                          "smaller", "its", "their", "his", "all", "were", "are", "had", "have",
                          "", ",", ".", ";", ")", "since", "between", "from", "compared", "said"}:  # fmt: skip
                return not (text == "quarter" and self.at(number.first - 1) in {"in", "per", "for"})
            return False
        return True

    def _one_stands(self, number: Number, kind: str) -> bool:
        """``one`` counts with a unit, a relation, beside another number, or among casualties."""
        i = number.first
        if self.at(i) in {"a", "an"}:
            return True
        if kind not in {"count", "bare"}:
            return not (
                kind == "time" and self.at(i + 1) == "day" and self.at(i - 1) in {"", ",", "that"}
            )
        if relation_before(self.cut, i) or self.at(i - 1) in {"only", "just"}:
            return True
        if kind == "bare":
            return self.at(i + 1) in {"was", "were", "is"} and False
        words = [atom.lower for atom in self.cut[max(0, i - 8) : i + 10]]
        numbers = [w for w in words if w in {"two", "three", "four", "five", "six", "seven", "eight",
                                             "nine", "ten", "eleven", "twelve"} or w.isdecimal()]  # fmt: skip
        return bool(numbers) or bool(set(words) & _HARM)

    def _bounds_duration(self, i: int) -> bool:
        """``over five years`` says how long (during) unless something measures with it."""
        return self.at(i - 1) in {"for", "lasting", "lasted", "lasts", "after", "spent", "took",
                                  "take", "takes", "taken", "in", "aged", "of", "with", "is", "was",
                                  "are", "were", "just", "children", "women", "men", "people",
                                  "those", "age", "well", "some", "to", "and", "by", ""}  # fmt: skip

    def _bare_stands(self, number: Number, end: Number, last: int) -> bool:
        """Say whether digits without unit or noun are an amount, not a label."""
        if self.in_table:
            return True
        before = self.cut[number.first - 1] if number.first else None
        after = self.cut[last] if last < len(self.cut) else None
        if self._money(number.first) or number.scaled or number.kind in {"vague", "fraction"}:
            return True
        if number.spelled:
            return number.value >= 2 or bool(relation_before(self.cut, number.first))
        if after and after.kind == "word" and not after.space:
            return False  # 3D, 24703L202
        if before and before.kind == "word" and before.text[:1].isupper() and number.first > 1:
            lead = relation_before(self.cut, number.first)
            return lead is not None
        if before is None and after is not None and after.text in ".)":
            return False
        if (after and after.text in "/") or (before and before.text in "/"):
            return False
        return not (after and after.text == "-" and self.glued(last))

    # --- the counted noun ------------------------------------------------------------------------

    def _noun(self, i: int, value: float) -> tuple[int, str] | None:
        """Return the atom of the head noun that begins behind a number, and its singular."""
        j = i
        if self.at(j) == "of" and self.cut[j - 1].lower.rstrip("s") in _OF_COUNTS:
            j += 1  # hundreds of people, millions of the poor
            if self.at(j) in {"the", "these", "those", "its", "their", "our"}:
                j += 1
        if self.at(j) in {'"', "“", "‘", "«"}:
            j += 1
        if self.at(j) in _DASHES and self.glued(j) and self.glued(j + 1):
            word = self.at(j + 1)
            if word in _MEMBERS:
                return j + 1, singular(word)
            return None
        if j >= len(self.cut) or self.cut[j].kind != "word" or (not self.cut[j].space and j == i):
            return None
        if self.head_noun and (found := self.head_noun(j)) is not None:
            return found
        return self._noun_by_words(j, value)

    def _noun_by_words(self, j: int, value: float) -> tuple[int, str] | None:
        """Without a parse: the last plural of the run of words, or its one word."""
        best: int | None = None
        k = j
        while k < len(self.cut) and k - j < 6:
            atom = self.cut[k]
            if atom.kind != "word":
                if atom.text in _DASHES and self.glued(k) and self.glued(k + 1):
                    k += 1
                    continue
                break
            if atom.lower in _STOP or (atom.lower in _VERBISH and k > j):
                break
            if best is not None and not is_plural(atom.text):
                break
            if atom.lower in _VERBISH:
                break
            if is_plural(atom.text) and atom.lower not in {"others"}:
                best = k
            if self.taken[k]:
                break
            k += 1
        if best is not None:
            return best, singular(self.cut[best].text)
        if k == j + 1 and abs(value) <= 1 and self.cut[j].lower not in _VERBISH:
            return j, self.cut[j].text
        if k > j and abs(value) == 1:
            return k - 1, self.cut[k - 1].text
        return None

    # --- multiples, and what figures lend one another ---------------------------------------------

    def _multiples(self, found: list[Figure]) -> list[Figure]:
        """Read ``twofold``, ``doubled``, ``twice as many``, ``halved``."""
        out = []
        for i, atom in enumerate(self.cut):
            word = atom.lower
            if self.taken[i] or any(f.first <= i < f.last for f in found):
                continue
            value = _MULTIPLES.get(word)
            if value is None and word.endswith("fold") and len(word) > 5:
                stem = numbers_in(self.cut[i : i + 1]) or _FOLDS.get(word[:-4])
                value = stem if isinstance(stem, float) else None
            if value is None:
                continue
            if word in {"twice", "thrice"} and self.at(i + 1) not in {
                "as",
                "the",
                "that",
                "what",
                "more",
                "its",
                "their",
            }:
                continue
            if word in {"double", "triple"} and self.at(i + 1) not in {
                "the",
                "that",
                "its",
                "their",
                "what",
                "in",
                "by",
                "to",
                "between",
                "from",
                "",
                ".",
                ",",
            }:
                continue
            if word == "halving" and self.at(i + 1) == "of":
                continue
            unit, kind = ("fraction", "fraction") if value < 1 else ("time", "multiple")
            relation = relation_before(self.cut, i)
            first = relation[1] if relation else i
            out.append(
                Figure(
                    first,
                    i + 1,
                    value,
                    None,
                    relation[0] if relation else "=",
                    unit,
                    kind,
                    number=i,
                )
            )
        return out

    def _shared(self, figures: list[Figure]) -> list[Figure]:
        """Lend the unit in ``40, 50 and 60 per cent`` and ``5 and 6 kg`` to the bare ones before."""
        out = list(figures)
        for k in range(len(out) - 2, -1, -1):
            a, b = out[k], out[k + 1]
            if a.kind != "bare" or b.unit is None or b.kind in {"fraction", "multiple", "money"}:
                continue
            between = [atom.lower for atom in self.cut[a.last : b.first]]
            if between in (
                [","],
                ["and"],
                ["or"],
                [",", "and"],
                ["versus"],
                ["vs"],
                ["and", "by"],
                ["to"],
                ["by"],
                ["x"],
                ["×"],
            ):
                value, high = a.value, a.high
                out[k] = replace(a, unit=b.unit, kind=b.kind, per=b.per, value=value, high=high)
        return out


def is_yearlike(cut: list[Atom], number: Number) -> bool:
    """Say whether the number is four plain digits such as a year has."""
    return (
        number.last - number.first == 1
        and len(cut[number.first].text) == 4
        and (cut[number.first].text.isdecimal())
    )


_WORDLIKE = frozenset(["ALL", "MAD", "TOP", "TRY", "CUP", "BAM", "COP", "PEN", "SOS", "ANG", "BOB", "GEL", "RON", "LEI", "SAR", "BAN", "ARS"])
_SUBSTANCES = frozenset(
    ["explosives", "explosive", "meat", "fish", "sugar", "flour", "rice", "wheat", "cotton", "gold", "silver", "cocaine", "heroin", "opium", "fat", "muscle", "coffee", "tea", "butter", "cheese", "potatoes", "uranium", "marijuana", "carbon", "fuel", "pressure"]
)
_MOVES = frozenset(
    ["rose", "risen", "rise", "rises", "rising", "fell", "fallen", "fall", "falls", "falling", "increased", "increase", "increases", "increasing", "decreased", "decrease", "decreases", "decreasing", "declined", "decline", "declines", "declining", "grew", "grown", "growing", "grows", "dropped", "drop", "drops", "dropping", "went", "gone", "climbed", "jumped", "surged", "soared", "reduced", "reducing", "raised", "raising", "cut", "shrank", "shrunk", "slipped", "dipped", "moved", "changed", "expanded", "up", "down", "doubled", "tripled", "improved", "slid", "lowered", "widened", "narrowed", "slowed", "accelerated", "eased"]
)
_HARM = frozenset(
    ["killed", "injured", "wounded", "dead", "died", "dies", "killing", "wounding", "injuring", "arrested", "missing", "hurt", "shot", "detained", "kidnapped", "abducted", "executed", "displaced"]
)
_MEMBERS = frozenset(
    ["member", "person", "people", "man", "woman", "seat", "seater", "storey", "story", "bed", "room", "bedroom", "nation", "country", "party", "point", "page", "acre", "lane", "wheel", "seat-"]
)
_OF_COUNTS = frozenset(
    ["dozen", "hundred", "thousand", "million", "billion", "trillion", "score", "lakh", "crore", "ten"]
)
_COUNTED = frozenset(
    ["people", "children", "women", "men", "refugees", "households", "jobs", "tonnes", "tons", "workers", "deaths", "cases", "doses", "dollars", "euros", "pounds", "hectares", "barrels", "voters", "migrants", "users", "customers"]
)
_MULTIPLES = {
    "doubled": 2.0, "doubling": 2.0, "doubles": 2.0, "double": 2.0, "tripled": 3.0,
    "tripling": 3.0, "triples": 3.0, "triple": 3.0, "trebled": 3.0, "trebling": 3.0,
    "quadrupled": 4.0, "quadrupling": 4.0, "quintupled": 5.0, "sextupled": 6.0, "halved": 0.5,
    "halving": 0.5, "halves": 0.5, "twice": 2.0, "thrice": 3.0, "twofold": 2.0, "threefold": 3.0,
    "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0,
    "ninefold": 9.0, "tenfold": 10.0, "twentyfold": 20.0, "hundredfold": 100.0,
    "thousandfold": 1000.0, "two-fold": 2.0,
}  # fmt: skip
_FOLDS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "twelve": 12.0, "fifteen": 15.0}
