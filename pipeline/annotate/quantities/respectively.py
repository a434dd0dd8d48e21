"""``A and B rose by 14 and 6 per cent respectively``: each figure has the noun in its own place."""

from itertools import pairwise

from spacy.tokens import Token

from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS
from pipeline.annotate.quantities.sentence import Sentence

_MOST = 6  # nouns and figures in two such lists
_JOINTS = frozenset({",", "and", ",and", "or"})


def shares(sentence: Sentence, figures: list[Figure]) -> dict[int, tuple[Token, Token | None]]:
    """Return, by the first atom of a figure, its own noun and the noun that all hang on.

    ``imports from Asia and from Europe`` hang on the imports. Empty without ``respectively``.
    """
    at = next((t.i for t in sentence.span if t.lower_ == "respectively"), None)
    if at is None:
        return {}
    row = _list_of_figures(sentence, figures, at)
    if len(row) < 2:
        return {}
    first = sentence.tokens(row[0])[0]
    chain = _list_of_nouns(sentence, first.i, len(row))
    if not chain:
        return {}
    owner = chain[0].head if chain[0].dep_ in {"nmod", "pobj"} else None
    if owner is not None and owner.pos_ == "ADP":
        owner = owner.head
    if owner is not None and (owner.pos_ not in NOUNS or owner.i > chain[0].i):
        owner = None
    return {f.first: (noun, owner) for f, noun in zip(row, chain, strict=True)}


def own_unit(figure: Figure, noun: Token) -> str | None:
    """Return the unit of a bare count that is a plural noun's: ``deaths`` numbered 112."""
    if figure.unit is not None or figure.kind != "bare" or not is_plural(noun.text):
        return figure.unit
    return singular(noun.text).lower()


def _list_of_figures(sentence: Sentence, figures: list[Figure], at: int) -> list[Figure]:
    """Return the figures joined by commas and ``and`` that end right before, or stand behind."""
    near = [f for f in figures if sentence.tokens(f) and sentence.tokens(f)[-1].i < at]
    row = near[-1:]
    for before, behind in reversed(list(pairwise(near))):
        between = "".join(sentence.cut.words(before.last, behind.first))
        if between not in _JOINTS or len(row) == _MOST:
            break
        row.insert(0, before)
    return row


def _list_of_nouns(sentence: Sentence, end: int, count: int) -> list[Token]:
    """Return the nearest list of so many nouns before token ``end``."""
    doc, start = sentence.span.doc, sentence.span.start
    for last in range(end - 1, start - 1, -1):
        if doc[last].pos_ not in NOUNS:
            continue
        chain = [doc[last]]
        k = last - 1
        while k >= start and len(chain) < count:
            gap = 0
            while k >= start and doc[k].pos_ in {"DET", "ADJ", "ADP", "PRON"} and gap < 4:
                k, gap = k - 1, gap + 1
            while k >= start and doc[k].pos_ in NOUNS and gap < 6:
                k, gap = k - 1, gap + 1  # the first words of a longer name
            if k < start or doc[k].lower_ not in {",", "and", "or"}:
                break
            while k >= start and doc[k].lower_ in {",", "and", "or"}:
                k -= 1
            if k < start or doc[k].pos_ not in NOUNS:
                break
            chain.insert(0, doc[k])
            k -= 1
        if len(chain) == count:
            return chain
    return []
