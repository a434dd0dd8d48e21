"""One mention of an actor: where it stands, whom it names, and what that rests on."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

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


def within(spans: Sequence[Span], mention: Mention) -> bool:
    """Say whether a mention lies in one of ``spans``, which are in order and disjoint."""
    i = bisect_right(spans, (mention.start, len(spans) and spans[-1][1] + 1)) - 1
    return i >= 0 and spans[i][0] <= mention.start and mention.end <= spans[i][1]
