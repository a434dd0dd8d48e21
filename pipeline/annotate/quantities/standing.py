"""Whether a number counts or measures at all, where no unit or noun has said so.

Silence beats a guess: ``a third party``, ``no one``, ``Boeing 737`` are no figures.
"""

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import Number, numbers_in
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.relations import relation_before
from pipeline.annotate.times.years import is_year
from pipeline.annotate.words import word_list

_HALF_LEADS = word_list("standing: half leads")
_PART_LEADS = word_list("standing: part leads") | {""}
_NOT_A_PART = frozenset({"in", "per", "for", "last", "this", "next", "first", "second", "every"})

_CLAUSE_LEADS = frozenset(
    """
    while when because although though before after until with at on over during last this for
    and but or that compared even despite
    """.split()
)


def fraction_stands(cut: Cut, number: Number) -> bool:
    """Say whether ``a third``, ``half`` is a fraction: before ``of``, ``the`` or a stop.

    Before a noun it is an ordinal (``a third party``).
    """
    if number.kind == "ratio" or not number.spelled or relation_before(cut.atoms, number.first):
        return True
    i, behind, lead = number.first, cut.at(number.last), cut.at(number.first - 1)
    if cut.at(i) == "half":
        if behind in _HALF_LEADS:
            return lead not in {"first", "second", "other", "latter", "last", "former", "top"}
        if lead == "by" and behind in _CLAUSE_LEADS | {"in", "since", "between", "as", "to"}:
            return True  # will grow by half over the decade
        return behind in {"", ",", ".", ";", ")"} and lead in {"by", "only", "than", "to", "in"}
    if cut.at(number.last - 1) in {"halves", "quarters"}:
        return cut.at(i) not in {"two"} or behind == "of"
    if cut.at(number.last - 1).endswith("s") or (cut.at(i) == "one" and lead not in {"the"}):
        return behind != "century"
    if number.last - i > 2 and cut.hyphen(i + 1):
        return True
    if (
        cut.at(number.last - 1) == "quarter"
        and lead != "by"
        and (lead in _NOT_A_PART or behind in {"in", "to"})
    ):
        return False
    moved = lead == "by" and behind in _CLAUSE_LEADS  # `fell by a quarter while`
    return moved or behind in _PART_LEADS


def one_stands(cut: Cut, number: Number, kind: str) -> bool:
    """Say whether ``one`` counts: with a unit, a relation, beside a number, or of victims."""
    i = number.first
    if cut.at(i) in {"a", "an"} or number.scaled:
        return True
    lead = relation_before(cut.atoms, i)
    if lead and cut.at(lead[1]) in {"under", "over", "around", "about", "above", "some"}:
        lead = None  # "under one roof", "about one thing"
    if kind not in {"count", "bare"}:
        return kind != "time" or cut.at(i + 1) != "day" or lead is not None
    for k in range(number.last + 1, number.last + 4):  # one nurse for every 1,400 residents
        if kind == "count" and cut.words(k, k + 2) in (["for", "every"], ["for", "each"]):
            return bool(numbers_in(cut.atoms[k + 2 : k + 3]))
    if lead or cut.at(i - 1) in {"only", "just"}:
        return cut.at(i + 1) not in {"of", "another", ""} or kind == "count"
    if kind == "bare":
        return False
    beside = cut.at(i - 1) in {"and", "or"} or any(
        word in {"and", "or"} for word in cut.words(number.last + 1, number.last + 5)
    )
    near = cut.words(i - 7, i - 1) + cut.words(number.last + 2, number.last + 7)
    if beside and any(word.isdecimal() or word in _COUNTS for word in near):
        return True
    return any(word in word_list("harm") for word in cut.words(i - 4, number.last + 6))


_COUNTS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)


_OFFSETS = frozenset({"later", "earlier", "ago", "before", "after", "afterwards", "beforehand"})


def is_offset(cut: Cut, figure: Figure) -> bool:
    """Say whether a duration only dates what happened: ``sixteen months after the ban``.

    Or names a kind of school: ``four-year colleges``.
    """
    if figure.kind == "time" and _names_a_kind(cut, figure):
        return True
    if figure.kind != "time" or figure.relation not in {"=", "~"} or figure.high is not None:
        return False
    if cut.hyphen(figure.last - 1) or any(cut.hyphen(i) for i in range(figure.number, figure.last)):
        return False
    behind, lead = cut.at(figure.last), cut.at(figure.first - 1)
    if behind in _OFFSETS:
        return True
    return figure.first == 1 and lead == "after"  # "After seven months they could read"


_SCHOOLS = frozenset({"college", "institution", "university", "degree", "school", "campus"})


def _names_a_kind(cut: Cut, figure: Figure) -> bool:
    joined = any(cut.hyphen(i) for i in range(figure.number, figure.last))
    return joined and figure.unit == "year" and singular(cut.at(figure.last)) in _SCHOOLS


_CLOCKS = frozenset({"GMT", "UTC", "EST", "EDT", "CET", "CEST", "BST", "PST", "BCE", "USC", "CFR"})


def is_unit(cut: Cut, number: Number) -> bool:
    """Say whether what follows is a unit unknown to us: ``reached 14,000 NTU``.

    Capitals right behind digits that a small word leads, and no noun behind them.
    """
    unit, behind = cut.raw(number.last), cut.raw(number.last + 1)
    ends = not behind[:1].isalpha() or behind in word_list("stop")
    led = cut.raw(number.first - 1).islower() and not number.spelled
    return ends and led and unit.isupper() and len(unit) > 2 and unit not in _CLOCKS


def picks_out(cut: Cut, number: Number) -> bool:
    """Say whether a small number takes up what is known: ``the two largest``, ``All three``."""
    return (
        number.spelled
        and number.kind == "plain"
        and 2 <= number.value <= 10
        and cut.at(number.first - 1) in {"the", "these", "those", "all", "other"}
    )


_STATISTICS = frozenset({"CI", "CrI", "UI", "IQR", "SD", "SE", "OR", "HR", "RR", "AOR", "AUC"})


def bare_stands(cut: Cut, number: Number, last: int) -> bool:
    """Say whether a number without unit or noun is an amount, not a label or a name."""
    i = number.first
    if number.scaled or number.kind in {"vague", "fraction", "ratio"}:
        return True
    behind = cut.raw(last)
    led = relation_before(cut.atoms, i) is not None
    if number.spelled:
        joined = cut.hyphen(last) and not led  # two-factor login
        return (number.value >= 2 or led) and not joined and not picks_out(cut, number)
    if behind[:1].isalpha() and cut.glued(last):
        return False  # 3D, 24703L202
    if behind in {"/", "#", "_", "@"} or cut.raw(i - 1) in {"/", "#", "_", "@"} or cut.hyphen(last):
        return False
    if len(cut.raw(i)) > 1 and cut.raw(i)[0] == "0" and cut.raw(i).isdecimal():
        return False  # 007
    if i == 0:
        return behind[:1].islower() and behind not in {"x"}  # "12 were killed", not "12 The"
    before = cut.raw(i - 1)
    if before[:1].islower() and not before.islower() and before != "pH":
        return led  # macOS 13.4
    if cut.raw(i - 1) in _STATISTICS:
        return True
    if cut.raw(i - 1)[:1].isupper() and (i > 1 or cut.at(i - 1) not in word_list("stop")):
        return led  # Boeing 737, Fig 2
    return not (is_year(cut.atoms, i) and len(cut.raw(i)) == 4 and cut.raw(i).isdecimal())


def defined(cut: Cut, number: Number, noun: int) -> bool:
    """Say whether a small number only takes up what was spoken of: ``the four states``."""
    lead = cut.at(number.first - 1)
    return (
        number.spelled
        and number.kind == "plain"
        and not cut.hyphen(number.last)
        and 2 <= number.value <= 10
        and (lead != "all" or noun == number.last)
        and lead in {"the", "these", "those", "all", "both", "its", "their", "our", "his"}
    )


def duration_bound(cut: Cut, i: int) -> bool:
    """Say whether ``over`` or ``under`` at atom ``i`` bounds a duration.

    ``in over five years`` does; ``rose over five years`` says during which time.
    """
    return cut.at(i - 1) in _DURATION_LEADS


_DURATION_LEADS = word_list("standing: duration leads") | {""}


def is_age(cut: Cut, number: Number) -> bool:
    """``aged 14``, ``a boy of six``, ``Comfort Aryee, 71,``, ``girls under 16``: years of age."""
    if number.scaled or not 0 < number.value < 120 or number.value % 1:
        return False
    i = number.first
    one, two = cut.at(i - 1), cut.words(i - 2, i)
    if one in {"aged", "age", "ages"} or two in (
        ["age", "of"],
        ["ages", "of"],
        ["aged", "between"],
    ):
        return True
    behind = cut.at(number.last)
    person = len(two) == 2 and (two[0] in PEOPLE or singular(two[0]) in PEOPLE)
    if two in (["she", "was"], ["he", "was"], ["i", "was"], ["she", "is"], ["he", "is"]):
        return behind in {"when", ".", ",", ";", "and", "at", "in"}
    if one in {"is", "was", "are", "were"} and "age" in cut.words(i - 9, i - 1):
        return behind in {".", ",", ";", "and", "for", "in", "among", "", "against", "compared"}
    if behind and not (
        behind in _BEHIND_AN_AGE or (person and behind in word_list("stop") | word_list("verb"))
    ):
        return False
    if one == "of" and person:
        return number.spelled or cut.raw(i).isdecimal()
    near = {word for word in cut.words(i - 9, i - 1) if word in PEOPLE or singular(word) in PEOPLE}
    if (
        one in {"under", "over"}
        and two[:1] in (["be"], ["are"], ["is"], ["were"], ["was"])
        and near
    ):
        return number.value > 4 and behind in {
            "",
            ".",
            ",",
            ";",
            ")",
        }  # one person in six is over 65
    if one in {"under", "over"} and len(two) == 2:
        return person or (
            number.value > 4
            and behind in {"", ".", ",", ";", ")"}
            and (two[0] == "them" or is_plural(two[0]))
        )
    named = one == "," and cut.raw(i - 2)[:1].isupper() and cut.raw(i - 3)[:1].isupper()
    known = one == "," and cut.at(i - 2) in PEOPLE and cut.at(i - 3) in {"the", "a", "an", "her"}
    return (
        (named or known)
        and behind in {",", "."}
        and cut.raw(i).isdecimal()
        and number.value > (0 if known else 9)
    )


_BEHIND_AN_AGE = frozenset(
    (".", ",", ";", ")", "?", "!", "who", "and", "had", "were", "was", "since", "are", "in")
)


PEOPLE = word_list("figures: people")
