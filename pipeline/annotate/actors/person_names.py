"""Which full names are one person's: `James B. Comey`, `Jim Comey` and `James Comey Jr` are.

A report writes a name in several ways, and its surname alone then stands for one person, not for
as many as there are ways to write it. Two names are one person's if their surnames are the same
and nothing in what comes before speaks against it: `James` and `Jim`, `J.` and `James`, a middle
name that one of them leaves out. `Michael Cohen` and `Sara Cohen` stay two.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from pipeline.annotate.actors.gazetteer import Word
from pipeline.annotate.wordlists import read_rows, words_for

PARTICLES = words_for("particle of a name")
_JOINED_BEHIND = words_for("joined behind a name")  # `Obama-era`, `Assad-backed`
_SYLLABLE = 6  # letters at most: `Jong-un`, `Cheuk-ting`
_ARABIC_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ar", "ad", "an", "at"})
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


def is_second_syllable(word: Word) -> bool:
    """Say whether a word goes on with the name it is joined to: `un` of `Kim Jong-un`."""
    joined = word.gap == "-" and not word.spaced and word.text.islower() and word.text.isalpha()
    return joined and len(word.text) <= _SYLLABLE and word.key not in _JOINED_BEHIND


def surname(name: str) -> str:
    """Return the surname of a full name, with its particle: `al-Sadr`, `van Dijk`, `Kim`."""
    parts = _without_suffix(name.split())
    if _surname_first(parts):
        return parts[0]
    joined = len(parts) > 2 and parts[-2].lower() in PARTICLES
    return " ".join(parts[-2:]) if joined else parts[-1]


def _surname_first(parts: Sequence[str]) -> bool:
    """Say whether the name ends in a given name of two syllables: `Lam Cheuk-ting`."""
    first, _, second = parts[-1].partition("-")
    return len(parts) == 2 and bool(second) and second.islower() and first.lower() not in PARTICLES


def surnames(name: str) -> tuple[str, ...]:
    """Return the surname of a full name, and what is left of it without an Arabic article.

    >>> surnames("Abdel Fattah al-Burhan")
    ('al-Burhan', 'Burhan')
    """
    whole = surname(name)
    article, hyphen, rest = whole.partition("-")
    return (whole, rest) if hyphen and article.lower() in _ARABIC_ARTICLES else (whole,)


def one_name_each(names: Mapping[str, int], known: Collection[str] = ()) -> dict[str, str]:
    """Return for each full name in ``names``, with how often it is said, the person's one name.

    That is the one which a list holds (``known``), else the one said most often, rather without
    initials. A name that may be either of two persons' stays as it is.
    """
    families: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (_initials(n), -names[n], n)):
        families.setdefault(surname(name), []).append(name)
    usual: dict[str, str] = {}
    for family in families.values():
        persons: list[list[str]] = []
        for name in family:  # `J. Miller` behind `Jason Miller` and `Greg Miller`
            theirs = [p for p in persons if all(_one_person(name, other) for other in p)]
            if len(theirs) == 1:
                theirs[0].append(name)
            else:
                persons.append([name])
        for person in persons:
            best = next((name for name in person if name in known), person[0])
            usual.update(dict.fromkeys(person, best))
    return usual


def _one_person(one: str, other: str) -> bool:
    """Say whether two names with the same surname may be one person's."""
    (first, *middle), (first_too, *middle_too) = _given(one), _given(other)
    if not _alike(first, first_too):
        return False
    return all(_alike(a, b) for a, b in zip(middle, middle_too, strict=False))


def _alike(a: str, b: str) -> bool:
    """Say whether one given name may be written as the other."""
    if a == b or a in _full_forms(b) or b in _full_forms(a):
        return True
    initial, whole = sorted((a, b), key=len)
    return len(initial) == 1 and whole.startswith(initial)


def _given(name: str) -> Sequence[str]:
    """Return the given names, initials without their stop; empty for none."""
    parts = _without_suffix(name.split())
    if _surname_first(parts):
        return parts[1:]
    before = parts[: len(parts) - len(surname(name).split())]
    return [part.rstrip(".") for part in before] or [""]


def _initials(name: str) -> tuple[bool, int]:
    """Order names: those with a whole first name before others, then those with few initials."""
    given = _given(name)
    return len(given[0]) == 1, sum(len(part) == 1 for part in given)


def _without_suffix(parts: list[str]) -> list[str]:
    return parts[:-1] if len(parts) > 1 and parts[-1].rstrip(".") in _SUFFIXES else parts


@cache
def _shortened() -> dict[str, frozenset[str]]:
    rows = read_rows("given_names.tsv")
    return {row["short"]: frozenset(row["full"].split("|")) for row in rows}


def _full_forms(short: str) -> frozenset[str]:
    return _shortened().get(short, frozenset())
