"""Notations of science and statistics that ordinary grammar does not cover.

Ratios (``a margin of 3:1``, ``58 to 1``), and numbers in brackets that say how many were counted
(``farmers (n = 40)``, ``those who agreed (217)``).
"""

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import Number, numbers_in
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.words import word_list

_RATIO_WORDS = frozenset({"ratio", "ratios", "odds", "margin", "proportion"})
_NEAR = 8  # atoms between a ratio's name and its numbers
_JOINS = frozenset({":", "to"})
# What the numbers in brackets behind the findings of a survey count: ``felt unheard (74)``.
_OF_SURVEYS = frozenset(
    ("respondent", "comment", "interviewee", "participant", "answer", "response", "submission")
)
_FARTHEST = 60  # atoms before a number
_COMPARISONS = frozenset({"=", "<", ">", "≤", "≥", "≈", "~"})
_TEST_STATISTICS = frozenset(
    ("r", "r2", "r²", "p", "t", "f", "z", "q", "d", "u", "w", "h", "χ2", "χ²", "β", "α", "κ", "η2",
     "η²", "ρ", "τ", "or", "rr", "hr")
)  # fmt: skip
_SAMPLE = frozenset({"n", "N"})
_LONGEST_NAME = 5  # words of what a bracket's figure is called
_NEAR_BRACKET = 14  # atoms behind the bracket's opening
_RELATIVE_WORDS = frozenset(
    ("interval", "intervals", "range", "equivalent", "equal", "worth", "compared", "then", "now",
     "today", "mostly", "versus", "plus", "minus", "including", "another", "since", "around")
)  # fmt: skip


def ratio_at(cut: Cut, number: Number) -> tuple[float, int] | None:
    """Return the value of ``3:1`` or ``58 to 1`` behind a word for a ratio, and the end.

    The value is the first number over the second. Without such a word ``3:1`` is a score, a
    verse or a clock time.
    """
    i = number.last
    if cut.at(i) not in _JOINS and not (cut.hyphen(i) and cut.at(i + 1) == "to"):
        return None
    j = i + 3 if cut.hyphen(i) else i + 1
    more = numbers_in(cut.atoms[j : j + 4])
    if not more or more[0].first or not more[0].value:
        return None
    end = j + more[0].last
    return (number.value / more[0].value, end) if names_ratio(cut, number.first, end) else None


def names_ratio(cut: Cut, first: int, end: int) -> bool:
    """Say whether a word for a ratio stands near the atoms ``[first, end)``."""
    around = cut.words(first - _NEAR, first) + cut.words(end, end + 2)
    if not _RATIO_WORDS.isdisjoint(around):
        return True
    second = cut.at(first - 1) in {"to", "and"} and cut.at(first - 3) == ":"  # from 38:1 to 45:1
    return second and names_ratio(cut, first - 4, first - 1)


def is_sample(cut: Cut, figure: Figure) -> bool:
    """Say whether a figure is ``n = 40``, or stands in brackets by itself: ``(217)``."""
    i = figure.first
    if cut.at(i - 1) == "=":
        return cut.raw(i - 2) in _SAMPLE
    return cut.at(i - 1) == "(" and cut.at(figure.last) == ")"


def is_test_statistic(cut: Cut, figure: Figure) -> bool:
    """Say whether a figure is the ``0.62`` of ``R2 = 0.62``: it has no unit, and borrows none."""
    i = figure.number - 1
    while cut.at(i) in _COMPARISONS:
        i -= 1
    named = cut.at(i) in _TEST_STATISTICS or cut.at(i - 1) + cut.at(i) in _TEST_STATISTICS
    return i < figure.number - 1 and named  # R2 is two atoms


def named_in_bracket(cut: Cut, figure: Figure) -> tuple[int, int] | None:
    """Return the atoms of the name of a figure in a bracket: ``(relative risk 0.38)``."""
    parted = cut.at(figure.first - 1) in ({",", ":", "="} if figure.kind == "bare" else {":", "="})
    end = i = figure.first - parted
    while i > 0 and end - i < _LONGEST_NAME and (cut.at(i - 1).isalpha() or cut.hyphen(i - 1)):
        i -= 1
    last = cut.at(end - 1)
    before = [word for word in cut.words(i - _NEAR_BRACKET, i) if word in {"(", ")"}]
    opens = cut.at(i - 1) in {"(", ";", ","} and before[-1:] == ["("]
    plain_words = word_list("stop") | word_list("verb") | word_list("head nouns: measures")
    known = plain_words | _RELATIVE_WORDS
    if not opens or i == end or any(word in known for word in cut.words(i, end)):
        return None
    noun = cut.raw(end - 1).islower() and len(last) > 3 and not last.endswith(("ly", "ing", "ed"))
    return (i, end) if noun else None


def sampled(cut: Cut, figure: Figure) -> str | None:
    """Return the singular of what a number in brackets counts.

    ``62% (1,304) of the respondents`` has its noun behind, ``Farmers (n = 40)`` before it.
    """
    if cut.at(figure.last) == ")" and cut.at(figure.last + 1) == "of":
        for i in range(figure.last + 2, min(figure.last + 8, len(cut.atoms))):
            if _counts(cut, i):
                return singular(cut.raw(i))
            if cut.atoms[i].kind == "sign":
                break
    sample = cut.at(figure.first - 1) == "="
    if not sample and cut.at(figure.first - 2) and _counts(cut, figure.first - 2):
        return singular(cut.raw(figure.first - 2)).lower()
    for i in range(figure.first - 2, max(-1, figure.first - _FARTHEST), -1):
        one = singular(cut.at(i))
        if _counts(cut, i) and (sample or one in _OF_SURVEYS):
            return singular(cut.raw(i)).lower()
        if sample and cut.at(i) in {";", ":", "."}:
            return None
    return None


def _counts(cut: Cut, i: int) -> bool:
    word = cut.at(i)
    return (
        cut.atoms[i].kind == "word"
        and len(word) > 3
        and is_plural(cut.raw(i))
        and word not in word_list("stop") | word_list("verb")
    )
