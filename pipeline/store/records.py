"""What the store tells of files, pages, reports, failures and runs."""

from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.schema import Method

RunState = Literal["running", "finished", "interrupted"]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the store keeps of a page. Lengths are PDF points."""

    number: int
    width: float
    height: float
    method: Method
    confidence: float
    rotation: int = 0  # clockwise degrees the page was turned by to be upright


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file whose bytes were hashed once; of the same size and time, it is not hashed again."""

    path: str
    size: int
    mtime_ns: int
    report_id: str


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report that was read, and how it went."""

    report_id: str
    file: str
    report: str  # its title, or its file's name
    date: str | None
    path: str  # where it was read from
    page_count: int
    ocr_pages: int
    confidence: float | None  # mean of its pages; None if it has none
    sentences: int
    claims: int
    figures: int
    references: int
    key: str  # the settings, model and version that made its rows
    run_id: int
    saved_at: str  # ISO 8601, UTC
    seconds: dict[str, float] = field(default_factory=dict)  # by stage
    warnings: tuple[str, ...] = ()
    gone_since: str | None = None  # no file has held its bytes since


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """A file that could not be read, until it can."""

    path: str
    report_id: str | None
    stage: str
    message: str
    key: str | None  # None: worth another try with the same settings
    run_id: int
    failed_at: str
    attempts: int  # in a row, of the same bytes
    first_failed_at: str = ""  # the first of them


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One pass over reports."""

    run_id: int
    state: RunState
    started_at: str
    finished_at: str | None
    version: str
    settings: dict[str, Any]
    read: int | None
    failed: int | None
