"""A name that a text tells once is the same name wherever it stands.

In: the words of a text, and the mentions that the words around them, or a model, told. Out: a
mention for each other place that holds the very same words.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.annotate.actors.gazetteer import Word, beginning_at
from pipeline.annotate.actors.mention import Evidence, Mention
from pipeline.annotate.actors.organisations import OPENING
from pipeline.annotate.actors.persons import TITLES
from pipeline.schema import Span

_TOLD = frozenset({Evidence.SHAPE, Evidence.MODEL})


def said_again(text: str, words: Sequence[Word], found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the other occurrences, if the name was told in half of all at least.

    A model that marks a name once in ten times errs that once. A single word that the text also
    writes small is no name.
    """
    told: dict[tuple[str, ...], dict[int, Mention]] = defaultdict(dict)
    for m in found:
        i = beginning_at(words, m.start)
        if m.evidence in _TOLD and i is not None:
            told[_spelling(words, i, m.end)][i] = m
    small = {word.text.capitalize() for word in words if not word.capital}
    firsts = defaultdict(list)
    for name in told:
        if len(name) > 1 or name[0] not in small:
            firsts[name[0]].append(name)
    places: dict[tuple[str, ...], dict[int, Span]] = defaultdict(dict)  # by first word
    for i, word in enumerate(words):
        for name in firsts.get(word.text, ()):
            last = i + len(name) - 1
            whole = last < len(words) and _spelling(words, i, words[last].end) == name
            if whole and _alone(words, i, last):
                places[name][i] = word.start, words[last].end
    for name, everywhere in places.items():
        known = told[name]
        if 2 * len(known) < len(everywhere):
            continue
        usual = min(known.values(), key=lambda m: (-m.evidence, m.start))
        for i, (start, end) in everywhere.items():
            if i not in known:
                yield replace(usual, start=start, end=end, evidence=Evidence.MODEL)


def _alone(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether no longer name holds these words: `Ivanka Trump`, `Cadem Holding`."""
    before = words[first - 1] if first and not words[first].gap else None
    behind = words[last + 1] if last + 1 < len(words) else None
    if before is not None and before.capital and before.text not in OPENING:
        return before.key in TITLES
    return behind is None or not behind.capital or behind.gap != ""


def _spelling(words: Sequence[Word], first: int, end: int) -> tuple[str, ...]:
    """Return the words from ``first`` to character ``end``, each with the sign before it."""
    spelt = [words[first].text]
    k = first + 1
    while k < len(words) and words[k].end <= end:
        spelt.append(words[k].gap + words[k].text)
        k += 1
    return tuple(spelt)
