"""What a bare number counts where its noun is not repeated: ``eight had been shut`` (of the camps).

The noun is looked for where a reader finds it: in the phrase that the number is taken from (``Of
the judges, two resigned``), earlier in the sentence, in the sentence before. People who died, fled
or voted need no noun at all.
"""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.words import word_list

_BEFORE = 60  # tokens before the sentence that may hold the noun
_EACH = frozenset({"every", "each", "one", "another"})
_TAKEN_UP = frozenset({"them", "whom", "which", "these", "those"})
_NO_THINGS = frozenset(
    ("year", "month", "week", "day", "hour", "minute", "time", "percent", "cent", "people",
     "dollar", "euro", "pound", "others", "terms", "means", "times")
)  # fmt: skip


def counted_things(
    sentence: Sentence, figures: list[Figure]
) -> tuple[list[Figure], dict[int, Token]]:
    """Give bare counts the unit of the noun that they leave out.

    Returns the figures, and for each such one, by its first atom, the noun's token.
    """
    out: list[Figure] = []
    things: dict[int, Token] = {}
    for figure in figures:
        if _may_count(sentence, figure):
            noun = _noun(sentence, figure, figures)
            if noun is not None:
                figure = replace(figure, unit=singular(noun.text).lower())
                things[figure.first] = noun
            elif figure.unit is None and _of_people(sentence.cut, figure):
                figure = replace(figure, unit="person")
        out.append(figure)
    return out, things


def _may_count(sentence: Sentence, figure: Figure) -> bool:
    if figure.kind != "bare" or figure.value % 1 or figure.value < 2:
        return False
    cut = sentence.cut
    if cut.at(figure.last) == "of" and cut.at(figure.last + 1) in _TAKEN_UP:
        return True
    if figure.unit is not None:
        return False
    token = sentence.token(figure.number)
    behind = sentence.token(figure.last)
    if token is None or figure.high is not None:
        return False
    if behind is None or behind.i >= sentence.span.end:
        return cut.at(figure.first - 1) in word_list("verb") | {"faces", "face", "than"}
    if behind.pos_ in {"VERB", "AUX"} or behind.lower_ == "of":
        return True
    another = cut.at(figure.first - 1) in {"another", "further"}
    return another or (_after_verb(sentence, figure) and behind.pos_ != "NUM")


def _after_verb(sentence: Sentence, figure: Figure) -> bool:
    """``now faces at least two``, ``rejected 51``: the number is what is done something to."""
    token = sentence.token(figure.first)
    if token is None or token.i <= sentence.span.start:
        return False
    before = token.nbor(-1)
    return before.pos_ == "VERB" and before.lemma_ not in word_list("measured: equals")


def _noun(sentence: Sentence, figure: Figure, figures: list[Figure]) -> Token | None:
    span, doc = sentence.span, sentence.span.doc
    token = sentence.token(figure.first)
    assert token is not None
    for other in reversed(figures):  # counted before in the sentence
        if other.first < figure.first and other.kind == "count" and other.noun is not None:
            return sentence.token(other.noun) if other.value >= figure.value / 50 else None
    if doc[span.start].lower_ in {"of", "among"}:  # "Of the judges, two resigned"
        for word in doc[span.start + 1 : token.i]:
            if word.text == ",":
                break
            if word.pos_ in NOUNS and is_plural(word.text):
                return word
    taken = {t.i for f in figures if f.kind != "count" for t in sentence.tokens(f)}
    for word in reversed(doc[span.start : token.i]):
        if _names_things(word, sentence) and word.i not in taken:
            return word
    before = span.start - 1
    if before < 0:
        return None
    previous = doc[before].sent
    words = list(doc[max(previous.start, span.start - _BEFORE) : span.start])
    counted = [
        w for w in words if _names_things(w, sentence) and any(c.pos_ == "NUM" for c in w.lefts)
    ]
    return counted[-1] if counted else None


def _names_things(word: Token, sentence: Sentence) -> bool:
    """A plural noun, or one behind ``every``, that may be counted again."""
    if word.pos_ != "NOUN" or word.i in sentence.in_time or singular(word.lower_) in _NO_THINGS:
        return False
    if is_plural(word.text):
        return True
    return word.i > 0 and word.nbor(-1).lower_ in _EACH


def _of_people(cut: Cut, figure: Figure) -> bool:
    """``Thousands marched``, ``eleven were injured``: what only people do or suffer."""
    words = cut.words(figure.last, figure.last + 5)
    return any(word in word_list("of people") for word in words)
