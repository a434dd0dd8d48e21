"""What people decide of claims, and what is learnt from it."""

import math
from dataclasses import dataclass, field
from typing import Literal, TypeGuard, get_args

from pipeline.schema.claims import Claim

Status = Literal["new", "accepted", "corrected", "rejected"]


def is_status(word: str) -> TypeGuard[Status]:
    """Whether a word that somebody wrote is a status."""
    return word in get_args(Status)


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's verdict on one claim, with what they corrected (column -> new value)."""

    claim_id: str
    status: Status
    corrections: tuple[tuple[str, str | None], ...] = field(default=())
    reviewer: str | None = None
    reviewed_at: str | None = None
    note: str | None = None
    # The claim as it stood then; the store fills it in, and it is no part of what was decided.
    about: Claim | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the confidence of an extraction is told, so that people find it true.

    The log odds are stretched and shifted (Platt 1999): ``stretch`` is above zero, so no row
    overtakes another. ``decisions`` says on how many it was fitted.
    """

    stretch: float
    shift: float
    decisions: int = 0

    def told(self, confidence: float) -> float:
        """Return what is told of a row that the extraction is so sure of, 0 to 1."""
        odds = self.stretch * self.odds(confidence) + self.shift
        return round(1 / (1 + math.exp(-odds)), 3)

    @staticmethod
    def odds(confidence: float) -> float:
        """Return the log odds, within seven either way: certainty is never told."""
        return max(-7.0, min(7.0, math.log(max(confidence, 1e-9) / max(1 - confidence, 1e-9))))
