"""The measure beside a number: magnitude letters, money signs, units, ages, ``per`` what."""

from dataclasses import dataclass

from pipeline.annotate.atoms import Atom, Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import Number, numbers_in
from pipeline.annotate.quantities.powers import power_at, powers_at
from pipeline.annotate.quantities.units import Unit, money_before, shared_name, unit_at
from pipeline.annotate.words import word_list

_LETTERS = {"m": 1e6, "b": 1e9, "t": 1e12, "tr": 1e12, "M": 1e6, "B": 1e9, "T": 1e12}
_LETTER_MONEY = frozenset({"K", "R", "N", "P"})  # K15, R200: only where their country is named
_LOCAL = frozenset({"rs", "rs.", "re", "re.", "¥", "kr", "sh", "shs"})  # before their number
_LOCAL_WORDS = frozenset({"won", "dong", "sh", "shs", "rs", "re", "kr", "lei", "som"})
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_PARTS = {  # what may follow a measure, and how many of it make one
    "foot": ("inch", 12.0),
    "pound": ("ounce", 16.0),
    "hour": ("minute", 60.0),
    "minute": ("second", 60.0),
}
_DIMENSIONS = frozenset(("long", "wide", "high", "deep", "tall", "thick", "away", "above", "below"))
_DEGREES = {"C": "degree Celsius", "F": "degree Fahrenheit"}
_WARMTH = ("temperatur", "warm", "heat", "freez", "boil", "fever", "degree", "cooler", "hotter")
_POUND, _SCREENS = 1000, frozenset({240, 360, 480, 720})  # fewer pence; lines of a screen
_NEAR_SUM = 10  # atoms from one sum to the next
_BEHIND_A_LETTER = frozenset(
    ("", ".", ",", ")", ";", "and", "or", "at", "for", "to", "from", "with")
)
PERSON = frozenset({"capita", "head", "person", "caput"})


@dataclass(frozen=True)
class Measures:
    """Reads measures in one sentence. ``countries`` are named near it: whose rupee is meant."""

    cut: Cut
    countries: frozenset[str]

    def money(self, i: int) -> tuple[Unit, int] | None:
        """Return the money right before atom ``i`` (``US$``, ``Rs.``), and where it begins."""
        if found := money_before(self.cut.atoms, i):
            if self.cut.raw(found[1] - 1)[-1:].isdigit() and self.cut.atoms[i].space:
                return None  # "17 USD 25": the code belongs to the number before it
            wordlike = self.cut.raw(found[1]) in word_list("money word-like")
            return None if wordlike and not self.cut.raw(i)[:1].isdigit() else found
        if self.cut.raw(i - 1) in _LETTER_MONEY and self.cut.glued(i):
            unit = shared_name(self.cut.raw(i - 1), self.countries)
            if unit is None and self.cut.raw(i - 1) == "R" and self._large(i):
                unit = shared_name("R", frozenset({"South Africa"}))  # R3.6 million
            return (unit, i - 1) if unit else None
        for j in (i - 2, i - 1):
            name = "".join(map(self.cut.raw, range(j, i))) if j >= 0 else ""
            if name.lower() in _LOCAL and (unit := shared_name(name, self.countries)):
                return unit, j
        return None

    def _large(self, i: int) -> bool:
        number = next(iter(numbers_in(self.cut.atoms[i : i + 4])), None)
        if number is None or number.first:
            return False
        behind = self.cut.at(i + number.last)
        return number.scaled or (
            behind in {"m", "bn", "billion"} and self.cut.glued(i + number.last)
        )

    def scale(self, i: int, number: Number) -> tuple[float, int] | None:
        """Return the magnitude of the letter behind digits (``$5m``, ``10M``), and its end."""
        size = _LETTERS.get(self.cut.raw(i))
        if size is None or number.scaled or number.spelled:
            return None
        if self.cut.glued(i + 1) and self.cut.atoms[i + 1].kind != "sign":
            return None
        letter, behind = self.cut.raw(i), self.cut.at(i + 1)
        if self.money(number.first):
            return size, i + 1
        if not self.cut.glued(i) or letter in {"t", "T", "tr"}:
            return None
        if number.first > 1 and self.cut.raw(number.first - 1).istitle():
            return None  # Well 7B
        if letter != "m" or self._after_millions(number, behind):
            return size, i + 1
        counted = is_plural(behind) and behind not in word_list("stop")
        if counted or unit_at(self.cut.atoms, i + 1):
            return size, i + 1
        return None

    def _after_millions(self, number: Number, behind: str) -> bool:
        """Say whether a sum was given so just before: ``EUR 412m (361m in 2023)``."""
        if behind in _DIMENSIONS:
            return False
        for j in range(number.first - 1, max(1, number.first - _NEAR_SUM), -1):
            if self.cut.raw(j) == "m" and self.cut.glued(j):
                return self.money(j - 1) is not None
        return False

    def unit(self, i: int, number: Number) -> tuple[Unit, int] | None:
        """Return the unit behind a number: spaced, glued, hyphened or in brackets."""
        if self.cut.hyphen(i):
            return self._plain(i + 1, number, hyphen=True)
        if close := _BRACKETS.get(self.cut.raw(i)):
            found = self._plain(i + 1, number)
            return (found[0], found[1] + 1) if found and self.cut.raw(found[1]) == close else None
        return self._plain(i, number)

    def part(self, i: int, number: Number) -> tuple[Unit, int] | None:
        """Return the unit that a fraction is of: ``half a metre``, ``1/2 of one percent``."""
        if number.kind != "fraction" or number.scaled:
            return None
        j = i + 1 if self.cut.at(i) == "of" else i
        if self.cut.at(j) not in {"a", "an", "one", "1"}:
            return None
        found = unit_at(self.cut.atoms, j + 1)
        return (
            found if found and self._believable(found[0], j + 1, found[1], number, False) else None
        )

    def _plain(self, j: int, number: Number, *, hyphen: bool = False) -> tuple[Unit, int] | None:
        word = self.cut.at(j)
        if not word or power_at(self.cut, j):
            return None
        found = unit_at(self.cut.atoms, j)
        if found and self._believable(found[0], j, found[1], number, hyphen):
            return found
        if self.cut.raw(j) == "p" and self._is_pence(j, number):
            return Unit("GBP", "money", 0.01), j + 1
        if self.cut.raw(j) in _DEGREES and self.cut.glued(j) and self._is_warm():
            return Unit(_DEGREES[self.cut.raw(j)], "temperature"), j + 1
        if word in {"pounds", "pound"} and self._weighs(j):
            return Unit("pound", "mass"), j + 1
        if word in _LOCAL_WORDS and not (number.scaled or number.value >= 1000):
            return None
        for length in (2, 1):  # "CFA francs", "rupees"
            words = self.cut.words(j, j + length)
            name = " ".join(words) if len(words) == length else ""
            if unit := shared_name(name, self.countries):
                return unit, j + length
        if self.cut.raw(j)[:1].isupper():  # "Zambian kwacha"
            adjective = frozenset({self.cut.raw(j)})
            if unit := shared_name(self.cut.at(j + 1), adjective):
                return unit, j + 2
        return None

    def _is_warm(self) -> bool:
        """Say whether the sentence speaks of temperatures: ``will exceed 50C``."""
        return any(atom.lower.startswith(_WARMTH) for atom in self.cut.atoms)

    def _is_pence(self, j: int, number: Number) -> bool:
        """``98p``, glued to digits; not a video's ``1080p``, nor a page."""
        digits = not number.spelled and number.value < _POUND and number.value not in _SCREENS
        return digits and self.cut.glued(j) and not self.cut.at(j + 1).isdigit()

    def _believable(self, unit: Unit, j: int, last: int, number: Number, hyphen: bool) -> bool:
        """Weed out phantom units: letters that more likely are a word or a part of a name."""
        spelled, behind = self.cut.raw(j), self.cut.at(last)
        whole = spelled.islower() and len(spelled) > 3 and self.cut.raw(last + 1).isalpha()
        if not hyphen and whole and self.cut.hyphen(last) and self.cut.at(last + 1) != "old":
            return False  # 4,314 degree-granting institutions
        if last - j == 1 and len(spelled) == 1 and spelled.isalpha():
            if number.spelled or (number.scaled and not self.cut.glued(j)):
                return spelled == "t" and not number.spelled and not behind.isalpha()
            if self.cut.hyphen(last) or (behind in {"'", "’", "&"} and self.cut.glued(last)):
                return False
            if spelled.isupper() and not self.cut.glued(j):
                divided = power_at(self.cut, last) is not None  # W m−2
                return spelled in "CFKWVJLN" and (behind in _BEHIND_A_LETTER or divided)
            return True
        if unit.name == "second" and spelled == "second":
            return hyphen  # "two second readings"
        few = number.spelled and not number.scaled
        if unit.kind == "money" and spelled.isupper() and few and is_plural(behind):
            return False  # the two AOA sensors
        if unit.kind == "money" and spelled in word_list("money word-like"):
            return number.scaled or number.value >= 1000
        if unit.name in {"bar", "bit", "quad", "mole"}:
            return behind != "of"
        return not (spelled.lower() == "percentage" and behind.startswith("point"))

    def _weighs(self, j: int) -> bool:
        words = word_list("substance")
        near = any(
            atom.lower.startswith(("weigh", "heav", "overweight")) for atom in self.cut.atoms
        )
        return near or (self.cut.at(j + 1) == "of" and self.cut.at(j + 2) in words)

    def second(self, last: int, unit: Unit, value: float) -> tuple[float, int]:
        """Add the inches of ``5 feet 2 inches``; return the value and the end."""
        small = ("cent", 100.0) if unit.kind == "money" else _PARTS.get(unit.name)
        if small is None:
            return value, last
        j = last + 1 if self.cut.at(last) in {"and", ","} else last
        more = numbers_in(self.cut.atoms[j : j + 3])
        if not more or more[0].first != 0:
            return value, last
        k = j + more[0].last
        found = unit_at(self.cut.atoms, k)
        coins = j == last and more[0].end - more[0].start == 2 and more[0].value >= 10
        if unit.kind == "money" and coins and self.cut.at(k) in {"", ".", "?", "!"}:
            return value + more[0].value / 100, k  # 15 dollars 50
        if unit.kind == "money":  # 3 dollars 50 cents
            part = found[0] if found else None
            cents = part and part.kind == "money" and part.factor == 0.01 and more[0].value < 100
            return (value + more[0].value / 100, found[1]) if found and cents else (value, last)
        if found and found[0].name == small[0]:
            return value + more[0].value / small[1], found[1]
        if small[0] == "inch" and self.cut.at(k) in {"in", '"', "″"} and j == last:
            return value + more[0].value / small[1], k + 1
        return value, last

    def age(self, last: int) -> int:
        """Take in ``old`` and ``of age`` behind a duration; return the end."""
        j = last + 1 if self.cut.hyphen(last) else last
        if self.cut.at(j) in {"old", "olds"}:
            return j + 1
        return last + 2 if self.cut.words(last, last + 2) == ["of", "age"] else last

    def rate(self, i: int) -> tuple[str | None, int]:
        """Read ``per hectare``, ``/ha``, ``per 100,000 people`` at atom ``i``.

        Also returns where the figure ends: a ``/ha`` belongs to its words, ``per ha`` does not.
        """
        if self.cut.words(i, i + 2) == ["a", "dozen"]:
            return "dozen", i + 2
        powers, end = powers_at(self.cut, i)
        if powers:
            return powers, end
        if self.cut.hyphen(i) and self.cut.at(i + 1) in {"a", "per"} and self.cut.hyphen(i + 2):
            every = unit_at(self.cut.atoms, i + 3)  # the €1bn-a-year scheme
            return (every[0].name, every[1]) if every and every[0].kind == "time" else (None, i)
        sign = self.cut.at(i) == "/"
        if not sign and self.cut.at(i) not in {"per", "for"}:
            return None, i
        each = self.cut.at(i) == "for"
        if each and self.cut.at(i + 1) not in {"every", "each"}:
            return None, i
        j = i + 2 if each else i + 1
        if one := per_one(self.cut, j):
            return one, j + 1 if sign else i
        if self.cut.at(j) == "annum":
            return "year", i
        name, end = per_phrase(self.cut, j)
        return name, end if sign and name else i


def per_one(cut: Cut, j: int) -> str | None:
    """Return whom ``per`` means, ``person``; ``head`` of what is kept in herds."""
    if cut.at(j) == "head" and cut.at(j + 1) == "of" and cut.at(j + 2) in _HERDS:
        return "head"
    return "person" if cut.at(j) in PERSON else None


_HERDS = frozenset(
    ("buffalo", "camels", "cattle", "deer", "goats", "livestock", "pigs", "sheep", "yaks")
)


def per_phrase(cut: Cut, j: int) -> tuple[str | None, int]:
    """Return what behind ``per`` is counted in the singular: ``hectare``, ``100000 people``."""
    numbers = numbers_in(cut.atoms[j : j + 5])
    count = ""
    if numbers and numbers[0].first == 0 and numbers[0].value % 1 == 0:
        count, j = f"{int(numbers[0].value)} ", j + numbers[0].last
    if found := unit_at(cut.atoms, j):
        name = found[0].name if found[0].factor == 1 else singular(cut.at(j))  # per decade
        if count and found[1] == j + 1 and singular(cut.at(j)) == name:
            name = cut.at(j)  # per 1,000 kilometres
        return (None if found[0].kind == "ratio" else count + name), found[1]
    if count and cut.at(j) == "per":
        return count.strip(), j  # 2.3 deaths per 10,000 per day
    words: list[Atom] = []
    while j < len(cut.atoms) and cut.atoms[j].kind == "word" and len(words) < 3:
        if cut.at(j) in word_list("stop"):
            break
        words.append(cut.atoms[j])
        j += 1
        if not count or is_plural(words[-1].text):
            break
    if not words or words[-1].lower == "cent":
        return None, j
    if count:
        return count + " ".join(word.text for word in words), j
    return singular(words[-1].text), j
