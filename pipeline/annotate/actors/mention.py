"""One mention of an actor: where it stands, whom it names, and what that rests on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from operator import itemgetter

from pipeline.schema import Span

PERSON = "person"  # the sector


class Evidence(IntEnum):
    """What a mention rests on, weakest first."""

    MODEL = 1
    SHAPE = 2
    NAME = 3
    DEFINED = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``[start, end)`` name the actor ``name``."""

    start: int
    end: int
    name: str
    sector: str | None = None
    country: str | None = None  # ISO 3166 alpha-3
    evidence: Evidence = Evidence.NAME

    def moved(self, by: int) -> "Mention":
        """Return the same mention so many characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)


class Covered:
    """Characters that names stand on."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: list[Span] = []  # in order and disjoint
        for span in sorted(spans):
            self.add(span)

    def add(self, span: Span) -> None:
        """Cover the characters ``[start, end)`` too."""
        start, end = span
        first = bisect_left(self._spans, start, key=itemgetter(1))
        last = bisect_right(self._spans, end, key=itemgetter(0))
        if first < last:  # they touch: one takes the place of all
            start, end = min(start, self._spans[first][0]), max(end, self._spans[last - 1][1])
        self._spans[first:last] = [(start, end)]

    def __contains__(self, offset: int) -> bool:
        i = bisect_right(self._spans, offset, key=itemgetter(0)) - 1
        return i >= 0 and offset < self._spans[i][1]


def within(spans: Sequence[Span], mention: Mention) -> bool:
    """Say whether a mention lies in one of ``spans``, which are in order and disjoint."""
    i = bisect_right(spans, (mention.start, len(spans) and spans[-1][1] + 1)) - 1
    return i >= 0 and spans[i][0] <= mention.start and mention.end <= spans[i][1]
