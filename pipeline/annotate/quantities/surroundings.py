"""What a figure measures, read from the words around it, where the parse is silent or absent."""

from collections.abc import Sequence

from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.words import word_list

_ENDS = word_list("surroundings: ends")
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "all",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "these",
        "those",
        "any",
        "some",
    ]
)
_LINKS = frozenset({"in", "of", "for", "on", "by", "at", "from", "to", "with", "among"})
_EQUALS = word_list("surroundings: equals")
_CLAUSE_STARTS = word_list("surroundings: clause starts")
_LONGEST = 9


def measured_by_words(sentence: Sentence, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """Return the counted noun with what follows it, the ``of`` phrase, or the clause's subject."""
    cut = sentence.cut
    busy = {i for other in figures if other is not figure for i in range(other.first, other.last)}
    busy |= {i for when in sentence.times for i in range(when.first, when.last)}
    if figure.noun is not None:
        first = figure.behind
        while first < figure.noun and cut.at(first) in {*_ARTICLES, "of", "-", "+", "“", '"'}:
            first += 1
        head = sentence.slice(first, figure.noun + 1)
        return " ".join(filter(None, [head, _behind_noun(sentence, figure.last, busy)]))
    i = figure.last
    if figure.kind == "time" and any(cut.hyphen(k) for k in range(figure.number, figure.last)):
        end = _phrase_end(sentence, i, busy)  # a 30-day ceasefire
        return sentence.slice(i, min(end, i + 2)) or None
    of = cut.at(i) == "of" or (cut.at(i) in {"in", "for"} and figure.kind == "money")
    if of and i + 1 not in busy:
        first = i + 1
        while cut.at(first) in _ARTICLES:
            first += 1
        end = _phrase_end(sentence, first, busy)
        if end > first and cut.at(first) not in {"them", "which", "whom", "it"}:
            return sentence.slice(first, end)
    if cut.at(figure.first - 2) == "of" and cut.at(figure.first - 1) in {"which", "whom"}:
        return None
    return _subject(sentence, figure, busy)


_AUXILIARIES = frozenset(
    ("has", "have", "had", "will", "would", "not", "also", "is", "could", "may", "might", "should",
     "must", "to", "be")
)  # fmt: skip
_OPENERS = frozenset(
    [
        "among",
        "in",
        "at",
        "by",
        "for",
        "on",
        "during",
        "after",
        "since",
        "with",
        "under",
        "from",
        "of",
    ]
)
_PRONOUNS = frozenset(
    {"it", "they", "he", "she", "we", "you", "i", "this", "these", "who", "whereas"}
)
_WENT = frozenset(
    [
        "went",
        "go",
        "goes",
        "began",
        "fell",
        "rose",
        "ran",
        "run",
        "sank",
        "stood",
        "took",
        "made",
        "said",
        "says",
    ]
)


def _behind_noun(sentence: Sentence, i: int, busy: set[int]) -> str:
    """Read ``killed in terrorist attacks`` behind an auxiliary, or ``in Pakistan`` at once."""
    cut = sentence.cut
    j = i
    while cut.at(j) in {"was", "were", "have", "has", "had", "been", "being", "are", "is", "also"}:
        j += 1
    participle = cut.at(j)
    if participle.endswith("ed") or participle in _IRREGULAR:
        end = _phrase_end(sentence, j + 2, busy) if cut.at(j + 1) in _LINKS else j + 1
        if cut.at(j + 1) in _LINKS and end <= j + 2:
            end = j + 1
        return sentence.slice(j, end)
    if cut.at(i) in _LINKS - {"to", "with"} and i + 1 not in busy:
        end = _phrase_end(sentence, i + 1, busy)
        return sentence.slice(i, end) if end > i + 1 else ""
    return ""


_IRREGULAR = word_list("surroundings: irregular")


def _phrase_end(sentence: Sentence, i: int, busy: set[int]) -> int:
    cut, k = sentence.cut, i
    while k < len(cut.atoms) and k - i < _LONGEST:
        atom = cut.atoms[k]
        if k in busy or atom.lower in _ENDS:
            break
        verb = atom.lower in word_list("verb") or atom.lower in _WENT or atom.lower.endswith("ed")
        if verb and k > i and cut.at(k - 1) not in _LINKS | _ARTICLES and atom.text.islower():
            break
        if atom.kind == "sign" and atom.text not in "-'’‑–":
            break
        if atom.lower.endswith("ing") and k > i and cut.at(k - 1) not in _LINKS:
            break
        k += 1
    while k > i and (cut.at(k - 1) in _LINKS | _ARTICLES or cut.at(k - 1) in "-'’"):
        k -= 1
    return k


def _subject(sentence: Sentence, figure: Figure, busy: set[int]) -> str | None:
    """Return the words before a verb such as ``reached`` or ``fell`` that leads to the figure."""
    cut = sentence.cut
    verb = None
    for k in range(figure.first - 1, max(-1, figure.first - 8), -1):
        if cut.at(k) in _CLAUSE_STARTS or (k in busy and cut.at(k) not in {"in"}):
            if k in busy:
                continue
            break
        if cut.at(k) in _EQUALS:
            verb = k
            break
    if cut.at(figure.number) in _EQUALS | {"doubled", "tripled", "halved", "doubling"}:
        verb = figure.number
    if verb is None:
        return None
    while cut.at(verb - 1) in _EQUALS | _AUXILIARIES:
        verb -= 1
    first = verb
    while first > 0 and verb - first < 14 and cut.at(first - 1) not in _CLAUSE_STARTS:
        first -= 1
    while first < verb and (
        first in busy
        or cut.at(first) in _ARTICLES
        or cut.at(first) in {"in", "and", "by", "at", "on"}
    ):
        first += 1
    end = _phrase_end(sentence, first, busy - set(range(first)))
    words = cut.words(first, end)
    if words and words[0] in _OPENERS:
        return None
    if not words or words[0] in _PRONOUNS or all(word in word_list("stop") for word in words):
        return None  # "it seldom", "they": a pronoun measures nothing
    return sentence.slice(first, min(end, verb))
