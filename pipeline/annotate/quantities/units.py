"""Units of measure and money: their spellings, found among the atoms of a text.

Data: ``lexicons/units.tsv``. A word of small letters matches in any case and in the plural
(``square kilometres``, ``Rupees``); whatever has capitals or is short (``MW``, ``mW``) as it is.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipeline.annotate.atoms import Atom, atoms
from pipeline.annotate.nouns import plural, singular
from pipeline.annotate.wordlists import read_rows


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its standard name; money by its ISO 4217 code."""

    name: str
    kind: str  # money, ratio, length, area, volume, mass, time, energy, ...
    factor: float = 1.0  # a cent is 0.01 USD
    per: str | None = None  # of km/h: hour


class _Spelling(NamedTuple):
    words: tuple[str, ...]
    spaces: tuple[bool, ...]  # white space before each word but the first
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Lexicon:
    exact: dict[str, list[_Spelling]]  # by first atom; longest spelling first
    folded: dict[str, list[_Spelling]]
    shared: dict[str, list[tuple[Unit, bool, frozenset[str]]]]  # "rupee": unit, usual, countries


@cache
def _lexicon() -> _Lexicon:
    lexicon = _Lexicon({}, {}, {})
    for row in read_rows("units.tsv"):
        compound = row["kind"] == "compound"
        unit = Unit(
            row["unit"],
            row["kind"],
            float(row["factor"]),
            per=row["shared"] if compound else None,
        )
        for spelling in row["spellings"].split("|"):
            _add(lexicon, spelling, unit)
        for name in filter(None, [] if compound else row["shared"].split("|")):
            countries = frozenset(row["countries"].split("|")) if row["countries"] else frozenset()
            usual = name.endswith("*")
            for form in _forms(name.rstrip("*")):
                lexicon.shared.setdefault(form, []).append((unit, usual, countries))
    for table in (lexicon.exact, lexicon.folded):
        for spellings in table.values():
            spellings.sort(key=lambda s: -len(s.words))
    return lexicon


def _add(lexicon: _Lexicon, spelling: str, unit: Unit) -> None:
    name = len(spelling) > 4 and spelling[:1].isalpha() and unit.kind == "money"
    if spelling.lower() in _CODES:
        _file(lexicon.folded, spelling.lower(), unit)
    fold = (spelling.islower() and len(spelling.rstrip(".")) > 3) or name
    for form in _forms(spelling) if spelling[-1:].isalpha() and len(spelling) > 3 else [spelling]:
        _file(lexicon.folded if fold else lexicon.exact, form.lower() if fold else form, unit)


# Codes that are no English words: they count in small letters too.
_CODES = frozenset(
    [
        "usd",
        "eur",
        "gbp",
        "jpy",
        "cny",
        "rmb",
        "inr",
        "pkr",
        "aud",
        "cad",
        "chf",
        "sek",
        "nok",
        "dkk",
    ]
)


def _file(table: dict[str, list[_Spelling]], form: str, unit: Unit) -> None:
    cut = atoms(form)
    words = tuple(atom.text for atom in cut)
    table.setdefault(words[0], []).append(_Spelling(words, tuple(a.space for a in cut), unit))


def _forms(name: str) -> list[str]:
    """A name and its plural: ``metric ton``, ``metric tons``; ``kilometre per hour``."""
    head, sep, tail = name.partition(" per ")
    if not head[-1].isalpha() or (len(head) < 4 and not head.islower()):
        return [name]
    return [name, plural(head) + sep + tail]


def unit_at(cut: list[Atom], i: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at atom ``i``, the longest spelling, and the atom behind it."""
    if i >= len(cut):
        return None
    lexicon = _lexicon()
    best: _Spelling | None = None
    for table, folded in ((lexicon.exact, False), (lexicon.folded, True)):
        for entry in table.get(cut[i].lower if folded else cut[i].text, ()):
            if best and len(entry.words) <= len(best.words):
                break
            if _stands(cut, i, entry, folded):
                best = entry
                break
    if best is None:
        return None
    last = i + len(best.words)
    stop = last == len(cut) and last - i > 1 and best.words[-1] == "."  # the sentence's own
    return best.unit, last - stop


def _stands(cut: list[Atom], i: int, entry: _Spelling, folded: bool) -> bool:
    if i + len(entry.words) > len(cut):
        return False
    for n, word in enumerate(entry.words):
        atom = cut[i + n]
        if (atom.lower if folded else atom.text) != word or (n and atom.space != entry.spaces[n]):
            return False
    last = i + len(entry.words)  # "ha" is not the beginning of "ha2", "m" not of "m-Xylol"
    return last >= len(cut) or cut[last].space or cut[last].kind == "sign"


def money_before(cut: list[Atom], i: int) -> tuple[Unit, int] | None:
    """Return the money sign or code that ends right before atom ``i``, and where it begins."""
    for length in (4, 3, 2, 1):
        j = i - length
        if j < 0 or (found := unit_ends(cut, j, i)) is None or cut[i - 1].text.islower():
            continue  # "paid 5 dollars, 3 of them": a word in small letters follows its number
        return found, j
    return None


def unit_ends(cut: list[Atom], j: int, i: int) -> Unit | None:
    """Return the money that the atoms ``[j, i)`` spell in full."""
    lexicon = _lexicon()
    for table, folded in ((lexicon.exact, False), (lexicon.folded, True)):
        for entry in table.get(cut[j].lower if folded else cut[j].text, ()):
            if len(entry.words) != i - j or entry.unit.kind != "money":
                continue
            if all(
                (cut[j + n].lower if folded else cut[j + n].text) == word
                and (n == 0 or cut[j + n].space == entry.spaces[n])
                for n, word in enumerate(entry.words)
            ):
                return entry.unit
    return None


@cache
def money_countries() -> frozenset[str]:
    """Return the names of countries that decide whose rupee or dollar is meant."""
    return frozenset().union(
        *(names for readings in _lexicon().shared.values() for _, _, names in readings)
    )


@cache
def money_codes() -> frozenset[str]:
    """Return the code of every currency that is known."""
    rows = read_rows("units.tsv")
    return frozenset(row["unit"] for row in rows if row["kind"] == "money")


_SHORT_NAMES = {"Sh": "shilling", "Shs": "shilling"}


def shared_name(name: str, context: frozenset[str]) -> Unit | None:
    """Return the money that a shared name (``rupee``, ``¥``) means where ``context`` is named.

    Without a country in sight it is the usual one; if there is no usual one, a money that nobody
    can name more closely: ``franc``. None if no money is called so.
    """
    readings = _lexicon().shared.get(name.lower())
    if not readings:
        return None
    near = [unit for unit, _, countries in readings if countries & context]
    if len(near) == 1:
        return near[0]
    usual = [unit for unit, is_usual, _ in readings if is_usual]
    if near and usual and usual[0] not in near:
        return near[0]
    if name in _SHORT_NAMES and not usual:
        return Unit(_SHORT_NAMES[name], "money")
    if not usual and len(name) > 3:  # no letters: `k`, `sh`
        return Unit("krone" if name.lower() == "kroner" else singular(name.lower()), "money")
    return usual[0] if usual else None
