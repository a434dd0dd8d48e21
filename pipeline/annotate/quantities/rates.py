"""Per what a figure is: read from the words of its clause."""

from collections.abc import Sequence

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import singular
from pipeline.annotate.quantities.changes import changes_by_word
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.measures import per_one, per_phrase
from pipeline.annotate.words import word_list

_PERIODS = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "second", "quarter", "decade"}
)
_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour",
}  # fmt: skip
_BEFORE = {"annual": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}
_PRICED = frozenset(  # $120 a tonne
    ("tonne", "barrel", "kilogram", "litre", "gallon", "share", "head", "hectare", "acre",
     "pound", "ounce", "bushel", "piece", "kilo")
)  # fmt: skip
_STOPS = frozenset({";", ":", "—", "(", ")", ","})
_OF_ANOTHER_TIME = frozenset(
    {"ago", "earlier", "later", "before", "after", "of", "or", "to", "long"}
)
_NOT_A_RATE = word_list("rates: not a rate")
_PER_HEAD = frozenset({"head", "person", "capita", "caput"})


def rates(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Return what a figure is per; two rates joined, as in ``seat; year``.

    ``from $9 to $11 an hour`` says it of both.
    """
    found = figure.per or rate(cut, figure, figures)
    if found is None:
        behind = next((f for f in figures if f.first > figure.first), None)
        if behind is None or not _shares(cut, figure, behind, figures):
            return _told_again(cut, figure, figures) or _rate_told_before(cut, figure, figures)
        return behind.per or rate(cut, behind, figures) or _rate_told_before(cut, figure, figures)
    if found in _PERIODS:
        return found
    end = min([f.first for f in figures if f.first > figure.first] + [figure.last + 8])
    for i in range(figure.last, min(end, len(cut.atoms))):
        if cut.at(i) in _STOPS:
            break
        if period := _ADVERBS.get(cut.at(i)):
            return f"{found}; {period}"
        if cut.at(i) in {"a", "per", "each", "every"} and cut.at(i + 1) in _PERIODS:
            return f"{found}; {cut.at(i + 1)}"
    return found


def _shares(cut: Cut, figure: Figure, behind: Figure, figures: Sequence[Figure]) -> bool:
    """``from $9 to $11 an hour``, ``0.3 doctors and 1.1 nurses per 1,000 inhabitants``."""
    between = cut.words(figure.last, behind.first)
    if between == ["to"]:
        return behind.unit == figure.unit
    if figure.kind != "count" or behind.kind != "count" or between not in (["and"], [","]):
        return False
    return (behind.per or rate(cut, behind, figures) or "")[:1].isdigit()


def rate(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Return what the words behind a figure say it is per: ``each year``, ``per head``."""
    if figure.kind == "multiple":
        return _so_often(cut, figure)
    if figure.kind == "time":
        i = figure.last + (cut.at(figure.last) in _SPENT)  # 3.2 hours online each day
        if cut.at(i) not in {"a", "per", "each", "every"}:
            return None
        if i > figure.last:
            return cut.at(i + 1) if cut.at(i + 1) in _PERIODS else None
    end = min([f.first for f in figures if f.first > figure.first] + [figure.last + 12])
    for i in range(figure.last, min(end, len(cut.atoms))):
        word, behind = cut.at(i), cut.at(i + 1)
        if word in _STOPS:
            break
        thing = cut.at(i - 1) in {"a", "an"} and cut.at(i - 2) not in _LEADING
        if word in _ADVERBS and i > figure.last and thing:
            continue  # 38 villages hold a weekly market
        if word in _ADVERBS and (word != "daily" or behind in {"", ".", ",", ";", "in", "to"}):
            return _ADVERBS[word]
        if word in {"each", "every"} and behind in _PERIODS:
            return behind
        if word in {"in", "for", "of"} and behind in {"every", "each"}:
            counted = per_phrase(cut, i + 2)[0]
            if counted and (counted[0].isdigit() or figure.kind == "money"):
                return counted
        if word == "from" and behind in {"every", "each"} and figure.kind == "money":
            return per_phrase(cut, i + 2)[0]
        if (word, behind) == ("in", "the") and cut.at(i + 2) in _COINS and figure.kind == "money":
            return singular(cut.at(i + 2))  # 37 cents in the dollar
        if word in {"a", "an"} and behind in _PERIODS and cut.at(i - 1) not in _NOT_A_RATE:
            return behind if cut.at(i + 2) not in _OF_ANOTHER_TIME else None
        if word in {"a", "an"} and i == figure.last and figure.kind == "money":
            if behind in _PER_HEAD:
                return "person"
            from_unit = per_phrase(cut, i + 1)[0]
            if from_unit in _PRICED:
                return from_unit
        if word == "per":
            if behind == "annum":
                return "year"
            return per_one(cut, i + 1) or per_phrase(cut, i + 1)[0]
    return _rate_before(cut, figure, figures)


_LEADING = frozenset({",", "of", "in", "as", "at", "for", "on", "to", "with", "by"})
_SPENT = frozenset({"online", "outdoors", "indoors", "awake", "asleep", "sitting", "working"})
_AGAIN = frozenset(
    ("or", "roughly", "around", "about", "worth", "equal", "equivalent", "to", "some", "nearly",
     "almost", "approximately", "then", "currently", "only", "just", "an", "estimated")
)  # fmt: skip


def _so_often(cut: Cut, figure: Figure) -> str | None:
    """``at least once a year``, ``three times per week``; but not ``four times per capita``."""
    lead, behind = cut.at(figure.last), cut.at(figure.last + 1)
    often = lead in {"a", "per", "each", "every"} and behind in _PERIODS
    return behind if often else None


def _told_again(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """``16,000 kwacha a month, roughly 15 dollars``: the same sum in another money."""
    before = next((f for f in reversed(figures) if f.last <= figure.first), None)
    if cut.at(figure.last) in {"more", "less", "higher", "lower", "cheaper"}:
        return None
    if before is None or figure.kind != "money" or before.kind not in {"money", "mass", "volume"}:
        return None
    between = cut.words(before.last, figure.first)
    found = before.per or rate(cut, before, [f for f in figures if f is not figure])
    if found is None or found not in {*_PERIODS, "person"} or len(between) > _LINK:
        return None
    comma = next((n for n, word in enumerate(between) if word in {",", "("}), None)
    return found if comma is not None and set(between[comma + 1 :]) <= _AGAIN else None


_LINK = 9  # words between a sum and what it is in another money
_MOVED = frozenset({"by", "to", "from"})


def _rate_told_before(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Read what a clause says before it comes to its figure.

    ``road resealed each year fell from 2,340 km``, ``pupils per teacher rose to 27``,
    ``Per child, counselling cost $312``, ``a monthly credit of 2,000 lei``.
    """
    if figure.kind not in _RATED:
        return None
    if cut.at(0) == "per" and cut.at(1) not in {"capita", "cent"} and figure.kind != "count":
        return per_one(cut, 1) or per_phrase(cut, 1)[0]
    moved = cut.at(figure.first - 1) in _MOVED
    for i in range(figure.first - 1, max(-1, figure.first - 12), -1):
        word, behind = cut.at(i), cut.at(i + 1)
        if word in _STOPS:
            return None
        taken = next((f for f in figures if f.first <= i < f.last), None)
        if taken is not None and (not moved or taken.unit != figure.unit):
            return None
        if not moved:
            continue
        if word in {"each", "every", "per", "a"} and behind in _PERIODS:
            return behind if cut.at(i + 2) not in _OF_ANOTHER_TIME else None
        if word == "per":
            owned = any(0 <= i - f.last < 4 for f in figures)
            return None if owned else per_one(cut, i + 1) or per_phrase(cut, i + 1)[0]
    return None


_COINS = frozenset({"dollar", "pound", "euro", "rupee", "cedi", "rand", "naira"})
_HELD = frozenset({"against", "versus"})
_RATED = frozenset({"money", "mass", "volume", "length", "energy", "bare", "count", "area"})
_BE = frozenset(
    ("is", "was", "are", "were", "be", "of", "averaged", "averages", "reached", "at", "totalled",
     "exceeds", "exceeded")
)  # fmt: skip


def _rate_before(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Read ``Income per capita is $1,340``, ``annual rainfall of 620 mm``, ``against $447``."""
    if figure.kind not in _RATED | {"ratio"}:
        return None
    before = [f for f in figures if f.last <= figure.first and f.unit == figure.unit]
    if before and cut.at(figure.first - 1) in _HELD and figure.kind != "ratio":
        return before[-1].per or rate(cut, before[-1], figures)
    if cut.words(figure.first - 3, figure.first) == ["annual", "rate", "of"]:
        return "year"
    if figure.kind == "ratio":
        return None
    if cut.at(figure.first - 1) == "," and figure.kind == "money":  # the monthly wage, 1,480 soles
        return next(
            (_BEFORE[w] for w in cut.words(figure.first - 4, figure.first - 1) if w in _BEFORE),
            None,
        )
    if cut.at(figure.first - 1) not in _BE:
        return None
    for i in range(figure.first - 2, max(-1, figure.first - 9), -1):
        word = cut.at(i)
        taken = any(f.first <= i < f.last for f in figures)
        if word in _STOPS or word in changes_by_word() or taken:
            return None
        if word in _BEFORE and figure.kind != "count":
            return _BEFORE[word]
        if word == "per" and any(0 <= i - f.last < 4 for f in figures):
            return None  # four grams of salt per litre reached 110 km inland
        if word == "per":  # cost per school of $7,650
            return per_one(cut, i + 1) or per_phrase(cut, i + 1)[0]
    return None
