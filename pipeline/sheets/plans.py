"""What reading a sheet back would do: the decisions it makes, and what a person should know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pipeline.errors import ReviewConflict
from pipeline.schema import Claim, Decision
from pipeline.sheets.incoming import Unfit
from pipeline.sheets.returned import Line

Level = Literal["conflict", "problem", "remark"]


class SentRow(Protocol):
    """A row as it went out."""

    @property
    def claim_id(self) -> str: ...
    @property
    def cells(self) -> Sequence[str | None]: ...
    @property
    def about(self) -> Claim: ...


class SentSheet(Protocol):
    """A sheet as it went out."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[SentRow]: ...


class Kept(Protocol):
    """What is known of claims and decisions; ``store.Store`` is one."""

    def sheet(self, sheet_id: str) -> SentSheet | None:
        """Return a sheet as it went out."""
        ...

    def claims(self) -> Iterator[Claim]:
        """Yield the rows of today."""
        ...

    def decisions(self) -> Mapping[str, Decision]:
        """Return the decision that stands on each row."""
        ...

    def trace(self, claims: Sequence[Claim]) -> Mapping[str, Claim]:
        """Return the row of today of each claim of an earlier day, by its id then."""
        ...

    def history(self, claim_id: str) -> Sequence[tuple[Decision, str | None]]:
        """Return every decision on a row, the first one first, each with its sheet's id."""
        ...


@dataclass(frozen=True, slots=True)
class Taking:
    """One decision that the sheet makes, and what the store needs to know with it."""

    line: int
    decision: Decision
    about: Claim  # as the reviewer saw it, or the row that they wrote
    changed: tuple[tuple[str, str | None, str | None], ...]  # column, before, after
    made: bool = False
    split_from: str | None = None
    follows: str | None = None
    sheet_id: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a row, or about the sheet, that a person should know."""

    line: int | None
    level: Level
    text: str
    claim: str = ""


@dataclass
class Plan:
    """What reading a sheet back would do."""

    taken: list[Taking] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    untouched: int = 0
    already: int = 0  # touched, and taken earlier

    def of(self, level: Level) -> list[Finding]:
        """Return the findings of one level."""
        return [finding for finding in self.findings if finding.level == level]


class Left(Exception):
    """The row is left as it is, for a reason that is reported."""

    def __init__(self, text: str, level: Level = "problem") -> None:
        super().__init__(text)
        self.level: Level = level


class Reporting:
    """What goes wrong with one row is said of that row, and the others go on."""

    def __init__(self, of: Plan, line: Line, claim: str | None) -> None:
        self._plan, self._line, self._claim = of, line, claim or ""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Left | ReviewConflict | Unfit):
            return False
        level: Level = error.level if isinstance(error, Left) else "problem"
        self._plan.findings.append(Finding(self._line.number, level, str(error), self._claim))
        return True
