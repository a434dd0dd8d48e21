"""Whether a figure rose or fell: read from the words of its clause.

Data: ``lexicons/changes.tsv``.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, get_args

from spacy.tokens import Token

from pipeline.annotate.atoms import Cut
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.wordlists import read_rows
from pipeline.annotate.words import word_list

Change = Literal["up", "down"]

_PERIODS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "quarter"})
_STOPS = frozenset({";", ":", "—", "(", ")", ","})


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
        return _fewer(sentence, figure) or _moved_between(cut, figure)
    if own := changes_by_word().get(cut.at(figure.number)):
        compared = cut.at(figure.number) in _TIMES_OF and cut.at(figure.last) in _ARTICLES
        verb = _is_verb(sentence.token(figure.number))
        return None if compared and not verb else own[0]  # doubled, halved; nearly double the sum
    if found := _behind(sentence, figure):
        return found
    if cut.words(figure.last, figure.last + 2) == ["short", "of"]:
        return None  # fell $340 million short of the forecast
    i = figure.first - 1
    if cut.at(i) == "+" and cut.glued(figure.first) and not cut.glued(i):
        return "up"  # 61 per cent, +2.4 points
    if cut.at(i) in {"now", "currently"} and cut.at(i - 1) == ",":
        return None  # raise the tax, now 19.5 per cent
    if cut.at(i) == "at" and cut.at(i - 1) in {"lower", "higher"}:
        return _MORE[cut.at(i - 1)]  # closed $1.12 lower at $78.40
    if shared := _joined_to(sentence, figure, figures):
        return shared
    if cut.at(i) in {"by", "to", "from"}:
        i -= 1
    if cut.at(i) in {"up", "down"} and cut.at(i - 1) not in _PARTICLE_VERBS:
        return "up" if cut.at(i) == "up" else "down"
    if found := _before(sentence, figure, figures):
        return found
    return _gone(cut, figure, figures) or _compared(cut, figure, figures)


_TIMES_OF = frozenset({"double", "treble", "triple", "quadruple"})
_ARTICLES = frozenset({"the", "that", "what", "their", "its", "his", "her", "those"})


def _is_verb(token: Token | None) -> bool:
    """Say whether a word is a verb; without a parse it may be one."""
    return token is None or token.pos_ in {"VERB", "AUX", ""}


def _fewer(sentence: Sentence, figure: Figure) -> Change | None:
    """``two and a half days fewer than in 2019``: a duration held against itself before."""
    cut, i = sentence.cut, figure.last
    found = _MORE.get(cut.at(i)) or _FARTHER.get(cut.at(i))
    if not found or cut.at(i + 1) != "than" or _than_another(sentence, i):
        return None
    return found


def _joined_to(sentence: Sentence, figure: Figure, figures: Sequence[Figure]) -> Change | None:
    """``down from 24.1 and 15.0 percent``: what is said of the first is said of both."""
    cut = sentence.cut
    first = next((f for f in figures if f.last == figure.first - 1), None)
    if first is None or cut.at(first.last) != "and" or first.kind != figure.kind:
        return None
    led = cut.at(first.first - 1) in _LEVELS
    return changed(sentence, first, figures) if led else None


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
    if cut.at(figure.behind) in _ADDED and figure.kind == "count" and figure.behind < i - 1:
        # 22 additional posts; but no more victims than there were
        harmed = word_list("harm") & set(cut.words(figure.first - 4, i + 4))
        return None if harmed else "up"
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
    if found := _up_from(sentence, figure):
        return found
    earlier = _EARLIER & set(cut.words(i + 1, i + 5))
    if figure.kind == "ratio" and cut.at(i) in {"above", "below"} and earlier:
        return "up" if cut.at(i) == "above" else "down"
    for k in range(i, i + 3):
        if cut.at(k) in _STOPS or cut.at(k) in {"", ".", "and", "or", "to"}:
            break
        entry = changes_by_word().get(cut.at(k))
        told = k > i or figure.kind != "count"
        if entry and entry[1] in {"noun", "both"} and told and not _no_move(sentence, k):
            return entry[0]
    if figure.kind in {"ratio", "fraction"} and cut.at(figure.first - 1) in _LOSES:
        return "down"
    return None


def _up_from(sentence: Sentence, figure: Figure) -> Change | None:
    """``9.6 percent of crab landings, down from 15.0``: said of the figure that its phrase ends."""
    cut = sentence.cut
    if cut.at(figure.last) not in {"of", "in", "at", "for", "on", "among"}:
        return None
    for k in range(figure.last, figure.last + _NEAR_THAN):
        if cut.at(k) == "," and cut.words(k + 2, k + 3) == ["from"]:
            way = cut.at(k + 1)
            return "up" if way == "up" else "down" if way == "down" else None
        token = sentence.token(k)
        ended = cut.at(k) in _STOPS | {"", "."} or (token is not None and token.pos_ == "VERB")
        if ended or (token is not None and token.pos_ == "NUM"):
            return None
    return None


_ADDED = frozenset({"more", "additional", "extra"})
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
    lead = cut.at(i - 2) if cut.at(i - 1) in _MERE else cut.at(i - 1)
    level = lead in _LEVELS  # what something moved to, from or by
    starts = {f.number for f in figures}
    for k in range(i - 1, max(-1, i - 14), -1):
        word = cut.at(k)
        ratio = word == ":" and cut.raw(k - 1).isdecimal()  # from 38:1 to 45:1
        if word in {";", ":", "—", "(", ")"} and not ratio:
            return None
        if word in {"while", "whereas", "although", "though", "but", "when", "because"}:
            return None
        if word == ",":
            commas += 1
            if commas > 1:
                return None
        if word == "fall" and cut.at(k + 1) == "of" and _YEAR.fullmatch(cut.raw(k + 2)):
            continue  # the season
        if not level and (word in {"which", "who"} or (word == "with" and cut.at(k - 1) == ",")):
            return None  # the penalty that is raised `has been $100,000 since 1996`
        entry = changes_by_word().get(word)
        if entry and _no_move(sentence, k):
            entry = None
        if word == "lower" and (token := sentence.token(k)) is not None and token.pos_ == "VERB":
            return "down"  # might lower the figures by 2 per cent
        if entry is None and not level and _does_more(sentence.token(k)):
            return None  # "cut 2,000 posts and closed 14 branches"
        if word == "growth" and cut.at(k + 1) != "of":
            continue  # "growth held at 2 %": its verb says which way it went
        if entry and _is_object(cut, k, figure):
            return None
        if entry and entry[1] == "adverb" and lead != "to" and starts & set(range(k, i)):
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


_MERE = frozenset({"only", "just", "barely", "merely", "even"})
_NO_VERBS = frozenset({"contract", "contracts", "narrow", "slow", "trim", "ease", "double"})
_PHRASAL = {  # fell short of, cut off, dropped out, slipped through
    "short": frozenset({"fall", "falls", "fell", "fallen", "falling"}),
    "off": frozenset({"cut", "cuts", "cutting", "drop", "dropped", "drops"}),
    "out": frozenset({"cut", "drop", "drops", "dropped", "dropping", "fall", "fell"}),
}


def _no_move(sentence: Sentence, k: int) -> bool:
    """``a contract for 400 masks``, ``fell short of``: the word tells of no move here."""
    cut, token = sentence.cut, sentence.token(k)
    if cut.at(k) in _PHRASAL.get(cut.at(k + 1), ()):
        return True
    return cut.at(k) in _NO_VERBS and not _is_verb(token)


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
