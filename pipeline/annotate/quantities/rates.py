"""Per what a figure is, and whether it rose or fell: read from the words of its clause.

Data: ``lexicons/changes.tsv``.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

from spacy.tokens import Token

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.measures import per_one, per_phrase
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.wordlists import read_rows
from pipeline.annotate.words import word_list

Change = Literal["up", "down"]

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
        shared = behind is not None and cut.words(figure.last, behind.first) == ["to"]
        if behind is None or not shared or behind.unit != figure.unit:
            return None
        return behind.per or rate(cut, behind, figures)
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


def rate(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Return what the words behind a figure say it is per: ``each year``, ``per head``."""
    if figure.kind == "multiple":
        return None
    if figure.kind == "time" and cut.at(figure.last) not in {"a", "per", "each", "every"}:
        return None
    end = min([f.first for f in figures if f.first > figure.first] + [figure.last + 12])
    for i in range(figure.last, min(end, len(cut.atoms))):
        word, behind = cut.at(i), cut.at(i + 1)
        if word in _STOPS:
            return None
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


_COINS = frozenset({"dollar", "pound", "euro", "rupee", "cedi", "rand", "naira"})
_HELD = frozenset({"against", "versus"})
_RATED = frozenset({"money", "mass", "volume", "length", "energy", "bare", "count", "area"})
_BE = frozenset({"is", "was", "are", "were", "be", "of", "averaged", "averages", "reached", "at"})


def _rate_before(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Read ``Income per capita is $1,340``, ``annual rainfall of 620 mm``, ``against $447``."""
    if figure.kind not in _RATED:
        return None
    before = [f for f in figures if f.last <= figure.first and f.unit == figure.unit]
    if before and cut.at(figure.first - 1) in _HELD:
        return before[-1].per or rate(cut, before[-1], figures)
    if cut.at(figure.first - 1) not in _BE:
        return None
    for i in range(figure.first - 2, max(-1, figure.first - 9), -1):
        word = cut.at(i)
        taken = any(f.first <= i < f.last for f in figures)
        if word in _STOPS or word in changes_by_word() or taken:
            return None
        if word in _BEFORE and figure.kind != "count":
            return _BEFORE[word]
        if word == "per":  # cost per school of $7,650
            return per_one(cut, i + 1) or per_phrase(cut, i + 1)[0]
    return None


@cache
def changes_by_word() -> dict[str, tuple[Change, str]]:
    """Return the words of ``changes.tsv``: which way each goes, and what kind of word it is."""
    rows = read_rows("changes.tsv")
    changes: dict[str, Change] = {change: change for change in get_args(Change)}
    return {row["word"]: (changes[row["change"]], row["kind"]) for row in rows}


_MORE: dict[str, Change] = {
    "more": "up", "higher": "up", "greater": "up", "larger": "up", "bigger": "up", "fewer": "down",
    "less": "down", "lower": "down", "smaller": "down",
}  # fmt: skip
_ADJACENT = frozenset(
    {"up", "down", "higher", "lower", "upward", "downward", "upwards", "downwards"}
)
_AMOUNTS = frozenset({"by", "to", "from", "of", "about", "around", "some", "a", "an", "the"})


def changed(sentence: Sentence, figure: Figure, figures: Sequence[Figure]) -> Change | None:
    """Return whether the clause says that the quantity rose or fell.

    Behind a figure: ``12 % more than``, ``a 10 % increase``, ``, up from``. Before it: the nearest
    verb or noun of change in its clause; ``up`` and ``down`` only right before it.
    """
    cut = sentence.cut
    if figure.kind == "time":
        return _moved_between(cut, figure)
    if own := changes_by_word().get(cut.at(figure.number)):
        return own[0]  # doubled, halved
    if found := _behind(sentence, figure):
        return found
    i = figure.first - 1
    if cut.at(i) in {"now", "currently"} and cut.at(i - 1) == ",":
        return None  # raise the tax, now 19.5 per cent
    if cut.at(i) in {"by", "to", "from"}:
        i -= 1
    if cut.at(i) in {"up", "down"} and cut.at(i - 1) not in _PARTICLE_VERBS:
        return "up" if cut.at(i) == "up" else "down"
    if found := _before(sentence, figure, figures):
        return found
    return _gone(cut, figure, figures) or _compared(cut, figure, figures)


def _moved_between(cut: Cut, figure: Figure) -> Change | None:
    """``cut from ten years to six``: of a duration only what is led by its verb of change.

    What is said of a duration may else be a change that took so long.
    """
    if cut.at(figure.first - 1) not in {"by", "to", "from"}:
        return None
    i = figure.first - 2
    while i > figure.first - 8 and cut.at(i) not in changes_by_word() and cut.at(i) not in _STOPS:
        i -= 1
    entry = changes_by_word().get(cut.at(i))
    return entry[0] if entry and entry[1] in {"verb", "both"} else None


_GOING = frozenset(
    ("go", "goes", "went", "gone", "going", "move", "moved", "moves", "pass", "passed", "shift",
     "shifted", "change", "changed", "swung")
)  # fmt: skip


def _gone(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> Change | None:
    """``has gone from three to seven``: the two values say which way."""
    for a, b in pairwise(figures):
        if figure not in (a, b):
            continue
        lead = a.first - 1
        moved = cut.at(lead) == "from" and cut.words(a.last, b.first) == ["to"]
        if moved and a.value != b.value and _GOING & set(cut.words(lead - 3, lead)):
            return "up" if b.value > a.value else "down"
    return None


def _behind(sentence: Sentence, figure: Figure) -> Change | None:
    cut, i = sentence.cut, figure.last
    if cut.at(i) in {"point", "points"}:
        i += 1
    added = cut.at(i) == "more" and figure.kind in {"count", "bare"}
    if added and "than" not in cut.words(i, i + _NEAR_THAN):
        return None  # "cancelled 120 flights and delayed 300 more"
    if cut.at(i) in _MORE and cut.at(i - 1) not in {"or"}:
        # "16 % less" says nothing without its direction, "$200 more" is a difference in money
        relative = figure.kind in {"ratio", "fraction", "multiple"}
        return None if not relative and _than_another(sentence, i) else _MORE[cut.at(i)]
    if cut.at(figure.behind) in {"more", "fewer"} and "than" in cut.words(i, i + 8):
        # two million more people have water than in 2015
        return None if _than_another(sentence, i) else _MORE[cut.at(figure.behind)]
    for k in range(i, i + 3):  # "22 words a minute more than", "20 kilometres farther than"
        if (found := _MORE.get(cut.at(k)) or _FARTHER.get(cut.at(k))) and cut.at(k + 1) == "than":
            return None if _than_another(sentence, k) else found
        if cut.at(k) not in _PERIODS | {"a", "an", "each", "per", "every"}:
            break
    for k in range(i, i + 5):  # ", up from", "in December, up from 185,000"
        if cut.at(k) == "," and cut.at(k + 1) in {"up", "down"} and cut.at(k + 2) != "to":
            return "up" if cut.at(k + 1) == "up" else "down"
        if cut.at(k) not in {"in", "at", "on", "last", "this", "a", "year", "people"} and not (
            cut.raw(k)[:1].isupper() or cut.raw(k).isdecimal()
        ):
            break
    if cut.at(i) in {"up", "down"} and cut.at(i + 1) in {"from", "on"}:
        return "up" if cut.at(i) == "up" else "down"
    earlier = _EARLIER & set(cut.words(i + 1, i + 5))
    if figure.kind == "ratio" and cut.at(i) in {"above", "below"} and earlier:
        return "up" if cut.at(i) == "above" else "down"
    for k in range(i, i + 3):
        if cut.at(k) in _STOPS or cut.at(k) in {"", ".", "and", "or", "to"}:
            break
        entry = changes_by_word().get(cut.at(k))
        if entry and entry[1] in {"noun", "both"} and (k > i or figure.kind != "count"):
            return entry[0]
    if figure.kind in {"ratio", "fraction"} and cut.at(figure.first - 1) in _LOSES:
        return "down"
    return None


_EARLIER = frozenset({"last", "previous", "year", "earlier", "ago"})
_THEN = _EARLIER | frozenset(
    ("before", "previously", "prior", "years", "month", "months", "week", "quarter", "season",
     "decade", "yesterday", "usual", "now", "today", "then", "originally", "planned", "old",
     "former", "past", "used", "would")
)  # fmt: skip
_NEAR_THAN = 8  # words that may lie between what is more and its "than", or behind that


def _than_another(sentence: Sentence, i: int) -> bool:
    """``$5 more than comparable cars``: held against another thing, not against itself before."""
    cut = sentence.cut
    than = next((k for k in range(i, i + _NEAR_THAN) if cut.at(k) == "than"), None)
    if than is None or _STOPS & set(cut.words(i, than)):
        return False
    behind = range(than + 1, than + 1 + _NEAR_THAN)
    dated = any(when.first in behind for when in sentence.times)
    return not dated and not _THEN & {cut.at(k) for k in behind}


_FARTHER: dict[str, Change] = {
    "farther": "up", "further": "up", "longer": "up", "faster": "up", "older": "up", "taller": "up",
    "shorter": "down", "slower": "down", "younger": "down",
}  # fmt: skip
_LOSES = frozenset({"lose", "loses", "lost", "losing", "shed", "sheds", "shedding"})


_PARTICLE_VERBS = word_list("rates: particle verbs")


def _before(sentence: Sentence, figure: Figure, figures: Sequence[Figure]) -> Change | None:
    cut, commas, i = sentence.cut, 0, figure.first
    level = cut.at(i - 1) in _LEVELS  # what something moved to, from or by
    starts = {f.number for f in figures}
    for k in range(i - 1, max(-1, i - 14), -1):
        word = cut.at(k)
        if word in {";", ":", "—", "(", ")"}:
            return None
        if word in {"while", "whereas", "although", "though", "but", "when", "because"}:
            return None
        if word == ",":
            commas += 1
            if commas > 1:
                return None
        if word == "fall" and cut.at(k + 1) == "of" and _YEAR.fullmatch(cut.raw(k + 2)):
            continue  # the season
        entry = changes_by_word().get(word)
        if entry is None and not level and _does_more(sentence.token(k)):
            return None  # "cut 2,000 posts and closed 14 branches"
        if word == "growth" and cut.at(k + 1) != "of":
            continue  # "growth held at 2 %": its verb says which way it went
        if entry and _is_object(cut, k, figure):
            return None
        if entry and entry[1] == "adverb" and starts & set(range(k, i)):
            continue  # "up from 185,000" is said of that figure
        if entry is None or (entry[1] == "adverb" and word not in _ADJACENT):
            continue
        if entry[1] == "adverb":
            moved = k + 1 == i or cut.at(k + 1) in {"from", "by", "on"}
            if moved and cut.at(k - 1) not in _PARTICLE_VERBS:
                return entry[0]
            continue
        if cut.at(k + 1) in {"-", "–"} or (
            cut.at(k - 1) in {"the", "a"} and word in {"gains", "lows"}
        ):
            continue
        return entry[0]
    return None


_YEAR = re.compile(r"[12]\d{3}")
_LEVELS = frozenset({"by", "to", "from"})
_SAYING_SO = frozenset(
    ("estimate", "expect", "project", "forecast", "report", "record", "see", "post", "register",
     "show", "average", "compare", "begin", "start", "continue", "help", "adjust", "measure",
     "set", "follow", "accord", "include", "base", "remain", "plan", "date")
)  # fmt: skip


def _does_more(token: Token | None) -> bool:
    """Say whether a verb tells of another quantity than the one that moved before it."""
    if token is None or token.pos_ != "VERB" or token.dep_ in {"amod", "compound", "case"}:
        return False
    keeps = (word_list("measured: equals") | _SAYING_SO) - {"cost"}
    return token.lemma_.lower() not in keeps


_RAISING = frozenset({"raise", "raises", "raised", "raising"})
_GROWING = frozenset({"grow", "grows", "grew", "growing"})


def _is_object(cut: Cut, k: int, figure: Figure) -> bool:
    """``raised $8 billion``, ``grows half of its rice``: no change is told."""
    word, next_to = cut.at(k), k + 1 == figure.first
    if word in _RAISING and figure.kind == "money":
        return next_to
    if word in _GROWING and next_to:
        return cut.at(figure.last) == "of"
    return False


def _compared(cut: Cut, figure: Figure, figures: Sequence[Figure]) -> Change | None:
    """``14.2 million tonnes, 29 % more than``: what is compared has moved as well."""
    for other in figures:
        if other.first <= figure.first or other.kind not in {"ratio", "fraction"}:
            continue
        if other.first - figure.last > 8 or "," not in cut.words(figure.last, other.first):
            return None
        if any(f.first > figure.first and f.first < other.first for f in figures):
            return None
        if cut.at(other.last) in {"above", "below"} and cut.at(other.last + 1) in _EARLIER:
            return "up" if cut.at(other.last) == "above" else "down"
        return _MORE.get(cut.at(other.last))
    return None
