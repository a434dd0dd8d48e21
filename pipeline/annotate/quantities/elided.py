"""What a bare number counts where its noun is not repeated: ``eight had been shut`` (of the camps).

The noun is looked for where a reader finds it: in the phrase that the number is taken from (``Of
the judges, two resigned``), earlier in the sentence, in the sentence before. People who died, fled
or voted need no noun at all.
"""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.clause_words import clause_before
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.lending import NO_THINGS, is_included
from pipeline.annotate.quantities.noun_phrases import NOUNS
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.quantities.statistics import is_sample, sampled
from pipeline.annotate.words import word_list

_BEFORE = 60  # tokens before the sentence that may hold the noun
_EACH = frozenset({"every", "each", "one", "another"})
_TAKEN_UP = frozenset({"them", "whom", "which", "these", "those"})


def counted_things(
    sentence: Sentence, figures: list[Figure]
) -> tuple[list[Figure], dict[int, Token]]:
    """Give bare counts the unit of the noun that they leave out.

    Returns the figures, and for each such one, by its first atom, the noun's token.
    """
    out: list[Figure] = []
    things: dict[int, Token] = {}
    people = False  # the figure before counts persons whom nothing names
    for figure in figures:
        if figure.kind != "bare" or figure.unit is not None:
            people = figure.unit == "person" and people
        elif is_sample(sentence.cut, figure) and figure.value % 1 == 0:
            figure = replace(figure, unit=sampled(sentence.cut, figure))
        elif unit := _of_subject(sentence, figure):
            figure = replace(figure, unit=unit)
        if figure.kind == "bare" and figure.unit is None and _is_vague(figure):
            out.append(replace(figure, unit="person" if _of_people(sentence.cut, figure) else None))
            continue
        if _may_count(sentence, figure):
            noun = _noun(sentence, figure, figures)
            if noun is not None:
                figure = replace(figure, unit=_one(noun.text))
                things[figure.first] = noun
            elif figure.unit is None and (people or _of_people(sentence.cut, figure)):
                figure = replace(figure, unit="person")
                people = True
        out.append(figure)
    return out, things


_MOVED = word_list("measured: equals") - {"be", "last", "cost", "weigh", "extend", "stretch"}


def _of_subject(sentence: Sentence, figure: Figure) -> str | None:
    """Return what ``Deaths fell to 223``, ``Arrivals reached 12,400`` count.

    The subject names what is counted if it is a plural, and none that is measured
    (``Temperatures reached 41``).
    """
    if figure.value % 1 and sentence.cut.at(figure.last) != "per":
        return None
    tokens = sentence.tokens(figure)
    clause = clause_before(sentence.span, tokens[0].i) if tokens else None
    if clause is None or clause.passive:
        return None
    verb = clause.verb
    if verb.lemma_.lower() not in _MOVED and verb.lower_ not in word_list("move"):
        return None
    if any(t.pos_ in NOUNS and t.i not in sentence.in_time for t in clause.rest):
        return None
    if any(t.pos_ == "CCONJ" for t in clause.subject):
        return None  # "Deaths and injuries numbered 112 and 640"
    head: Token | None = None
    for token in clause.subject:
        if token.pos_ in NOUNS:
            head = token
        elif head is not None and token.pos_ not in {"PART", "ADJ"}:
            break
    if head is None or head.pos_ != "NOUN":
        return None
    measured = word_list("elided: measured nouns") | NO_THINGS
    one = singular(head.lower_)
    return one if is_plural(head.text) and one not in measured else None


def _one(noun: str) -> str:
    """Return the singular in small letters, but names as they are written: ``Mi-17``."""
    one = singular(noun)
    return one if any(c.isupper() or c.isdigit() for c in one[1:]) else one.lower()


def _is_vague(figure: Figure) -> bool:
    """``thousands``, ``dozens``: from one unit to ten."""
    return figure.high is not None and figure.high == 10 * figure.value


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
    measures = word_list("measured: equals") - {"gain", "lose"}  # gained 40 seats and lost 12
    return before.pos_ == "VERB" and before.lemma_ not in measures


def _noun(sentence: Sentence, figure: Figure, figures: list[Figure]) -> Token | None:
    span, doc = sentence.span, sentence.span.doc
    token = sentence.token(figure.first)
    assert token is not None
    for other in reversed(figures):  # counted before in the sentence
        if is_included(sentence.cut, other):
            continue
        if other.first < figure.first and other.kind == "count" and other.noun is not None:
            return sentence.token(other.noun) if other.value >= figure.value / 50 else None
    if doc[span.start].lower_ in {"of", "among"}:  # "Of the judges, two resigned"
        for word in doc[span.start + 1 : token.i]:
            if word.text == ",":
                break
            if word.pos_ in NOUNS and is_plural(word.text):
                return word
    taken = {t.i for f in figures if f.kind != "count" for t in sentence.tokens(f)}
    before = token.nbor(-1) if token.i > span.start else token
    for word in reversed(doc[span.start : token.i]):
        if word.dep_ in syntax.SUBJECT and word.head == before and before.pos_ == "VERB":
            continue  # "Floods displaced 40,000": they are not what is counted
        if _names_things(word, sentence) and word.i not in taken:
            return word
    if span.start == 0:
        return None
    previous = doc[span.start - 1].sent
    words = list(doc[max(previous.start, span.start - _BEFORE) : span.start])
    counted = [
        w for w in words if _names_things(w, sentence) and any(c.pos_ == "NUM" for c in w.lefts)
    ]
    return counted[-1] if counted else None


def _names_things(word: Token, sentence: Sentence) -> bool:
    """A plural noun, or one behind ``every``, that may be counted again."""
    if word.pos_ != "NOUN" or word.i in sentence.in_time or singular(word.lower_) in NO_THINGS:
        return False
    if is_plural(word.text):
        return True
    return word.i > 0 and word.nbor(-1).lower_ in _EACH


def _of_people(cut: Cut, figure: Figure) -> bool:
    """``Thousands marched``, ``eleven were injured``: what only people do or suffer."""
    words = cut.words(figure.last, figure.last + 5)
    if any(word in word_list("of people") for word in words) or words[:2] == ["took", "part"]:
        return True
    return cut.at(figure.first - 1) in word_list("of people: objects")
