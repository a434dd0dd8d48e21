"""A long report in stretches of pages: read apart, put together to what reading it whole gives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.errors import UnreadableReport
from pipeline.schema import Report

NO_TEXT = "no text was found on any page"


@dataclass(frozen=True)
class Stretch:
    """Successive pages of a report, with the warnings about them and no others."""

    report: Report
    first: int  # how many pages come before
    total: int  # pages of the whole report that are to be read
    paged: bool = True  # its kind of file has pages that may come up empty; bare text has none

    @property
    def end(self) -> int:
        """How many pages come before the next stretch."""
        return self.first + len(self.report.pages)


def join(stretches: Sequence[Stretch]) -> Report:
    """Return the report that all its stretches make up, in whatever order they come.

    Raises:
        UnreadableReport: the file was changed between one stretch and the next.
    """
    ordered = sorted(stretches, key=lambda stretch: stretch.first)
    start, last = ordered[0], ordered[-1]
    reports = [stretch.report for stretch in ordered]
    ends = [0, *(stretch.end for stretch in ordered)]
    whole = all(s.first == end for s, end in zip(ordered, ends, strict=False))
    if not whole or last.end < last.total or len({report.id for report in reports}) > 1:
        raise UnreadableReport(
            f"{start.report.file}: the file was changed while it was read. Run again."
        )
    pages = tuple(page for report in reports for page in report.pages)
    warnings = [warning for report in reports for warning in report.warnings]
    if start.paged and all(not page.lines and not page.tables for page in pages):
        warnings.append(NO_TEXT)
    return replace(start.report, pages=pages, warnings=tuple(warnings))
