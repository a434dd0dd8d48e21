"""What comes back of a report, and what a run did with each file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.errors import ExitCode
from pipeline.run.handing import Handed
from pipeline.run.packed_claims import PackedClaims
from pipeline.schema import Document
from pipeline.store import PageFacts


@dataclass(frozen=True)
class Extraction:
    """What comes back of one report that was read; small enough to travel between processes."""

    path: Path
    document: Document  # without text and words: what the store keeps of it
    pages: tuple[PageFacts, ...]
    claims: PackedClaims
    warnings: tuple[str, ...]
    seconds: dict[str, float]  # by stage
    packed: Handed | None = None  # the report as it was read, if it was read now
    kept: bool = False  # its text was kept from an earlier run


@dataclass(frozen=True)
class Failure:
    """Why one report was not read."""

    path: Path
    stage: str
    message: str
    trace: str = ""
    lasting: bool = True  # the same bytes and settings would fail again
    exit_code: ExitCode = ExitCode.SOME_FAILED
    again: bool = False  # may be another's fault: worth a second try, alone
    packed: Handed | None = None  # the report as it was read, if it came so far


State = Literal["read", "unchanged", "duplicate", "failed"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file of a run."""

    path: Path
    state: State
    report_id: str | None = None
    claims: int = 0
    pages: int = 0
    stage: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    kept: bool = False  # its text was kept from an earlier run; only its rows were made anew


@dataclass
class Summary:
    """What a run did."""

    run_id: int | None = None
    outcomes: list[Outcome] = field(default_factory=list)
    passed_over: tuple[Path, ...] = ()  # documents in formats that are not read

    def count(self, state: State) -> int:
        """Return how many files ended in ``state``."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def changed(self) -> bool:
        """Say whether the store holds other rows than before."""
        return self.count("read") > 0
