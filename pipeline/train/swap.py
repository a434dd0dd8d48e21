"""Names changed for others of their kind, so that what stands around a name must tell its type.

A small corpus names few actors, and a tagger that has learnt them by heart calls a new one by
whatever its letters resemble. Method: mention replacement (Dai and Adel 2020, "An analysis of
simple data augmentation for named entity recognition").
"""

from collections.abc import Iterable, Sequence
from random import Random

from pipeline.train.shape import Passage, Sentence, Token, name_spans

LONGEST = 5  # words of a name that may stand for another
Names = dict[str, list[tuple[Token, ...]]]  # by label, each once


def names_of(passages: Iterable[Passage]) -> Names:
    """Return the names in ``passages`` by label, each once, in the order in which they come."""
    found: dict[str, dict[tuple[str, ...], tuple[Token, ...]]] = {}
    for passage in passages:
        for sentence in passage:
            for start, end, label in name_spans([t.name for t in sentence]):
                if end - start <= LONGEST:
                    name = tuple(sentence[start:end])
                    found.setdefault(label, {}).setdefault(tuple(t.text for t in name), name)
    return {label: list(names.values()) for label, names in found.items()}


def swapped(sentence: Sentence, names: Names, random: Random, *, share: float) -> Sentence:
    """Return ``sentence`` with a ``share`` of its names changed, without what else was annotated.

    Tree and tags go, because the words of another name have no place in them.
    """
    spans = name_spans([t.name for t in sentence])
    out: Sentence = []
    at = 0
    for start, end, label in spans:
        out += _bare(sentence[at:start])
        other = names.get(label, ())
        name: Sequence[Token] = sentence[start:end]
        if other and random.random() < share:
            name = random.choice(other)
        out += _bare(name)
        out[-1].space = sentence[end - 1].space
        at = end
    return out + _bare(sentence[at:])


def _bare(tokens: Sequence[Token]) -> Sentence:
    return [Token(text=t.text, space=t.space, name=t.name) for t in tokens]
