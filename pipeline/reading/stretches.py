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
    gone: int = 0  # pages that were taken out of ``report``
    printed: bool = False  # there is print on one of these
    torn: bool = False  # the file is damaged, and its pages had to be searched for

    @property
    def end(self) -> int:
        """How many pages come before the next stretch."""
        return self.first + self.gone + len(self.report.pages)

    @property
    def blank(self) -> bool:
        """Whether nothing was found on any of its pages."""
        return not self.printed and all(not p.lines and not p.tables for p in self.report.pages)

    def without_pages(self) -> "Stretch":
        """Return what is left when the pages are used: enough to ``join``."""
        bare, gone = replace(self.report, pages=()), self.gone + len(self.report.pages)
        return replace(self, report=bare, gone=gone, printed=not self.blank)


def join(stretches: Sequence[Stretch]) -> Report:
    """Return the report that all its stretches make up, in whatever order they come.

    Raises:
        UnreadableReport: the file was changed between one stretch and the next, or so little is
            left of a damaged one that it says nothing.
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
    if start.paged and all(stretch.blank for stretch in ordered):
        if start.torn:
            raise UnreadableReport(
                f"{start.report.file}: the file is damaged, and {NO_TEXT} of it. Fetch it again."
            )
        warnings.append(NO_TEXT)
    return replace(start.report, pages=pages, warnings=tuple(warnings))
