"""What several reports say together."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a group: enough to show it beside the others."""

    claim_id: str
    report_id: str
    report: str
    file: str
    page: int
    date: str | None  # of the report
    claim: str
    figure: str | None
    time: str | None
    source: str | None  # who the report says it from


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of different reports about one thing, by file and page.

    It is a conflict if figures disagree; ``against`` has the claim ids of each two that do.
    """

    group_id: str  # of its claims: the same claims make the same group
    members: tuple[Member, ...]
    against: tuple[tuple[str, str], ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether figures of it disagree."""
        return bool(self.against)


CitedBy = Literal["title", "number", "address"]


@dataclass(frozen=True, slots=True)
class CitedReport:
    """A reference that leads to another report of the store."""

    report_id: str  # the citing report's
    label: str
    reference: str
    cited_id: str
    how: CitedBy  # what gave it away
