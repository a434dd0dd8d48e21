"""The sheet Citations: what each marker of a report leads to, work by work."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.schema import Citation, Claim, Reference, Source
from pipeline.sheets.formats import Look
from pipeline.sheets.grid import Cell

_PAGE = Look(9, centre=True, number="0")

CITATION_HEADS: tuple[tuple[str, Look], ...] = (
    ("report", Look(30)),
    ("marker", Look(12, wrap=True, centre=True)),
    ("reference", Look(70, wrap=True)),
    ("stands for", Look(40, wrap=True)),
    ("sentences", Look(10, centre=True, number="#,##0")),
    ("found", Look(16, centre=True)),
    ("cited on page", _PAGE),
    ("stands on page", _PAGE),
    ("authors", Look(28, wrap=True)),
    ("title", Look(40, wrap=True)),
    ("year", Look(9, centre=True)),
    ("publisher", Look(20, wrap=True)),
    ("doi", Look(20, wrap=True)),
    ("address", Look(40, wrap=True)),
    ("first cited by", Look(64, wrap=True, faint=True)),
)
# What the column found says of a marker that a person should look at.
DOUBTS = ("not found", "doubled", "unclear", "not cited", "missing")

MISSING = 0.2  # where more of the numbers are missing, they do not count anything


@dataclass
class _Cited:
    """A marker and what it leads to, the claim that has it first, all sentences that have it."""

    citation: Citation
    first: Claim
    sentences: set[str] = field(default_factory=set)


class CitationRows:
    """A row for each work that a marker of a report leads to, and how often it is cited.

    Where numbers start again, on each page or with each chapter, a marker has as many rows as it
    leads to references.
    """

    def __init__(
        self,
        references: Callable[[str], Sequence[Reference]],
        write: Callable[[list[Cell]], None],
    ) -> None:
        self._references = references
        self._write = write
        self._report: Claim | None = None  # any of the report's
        self._cited: dict[tuple[str, str | None], _Cited] = {}

    def add(self, claim: Claim) -> None:
        """Take the citations of a claim; the claims of a report must follow one another."""
        if self._report and self._report.report_id != claim.report_id:
            self.flush()
        self._report = claim
        for x in claim.citations:
            entry = self._cited.setdefault((x.label, x.reference), _Cited(x, claim))
            entry.sentences.add(claim.sentence_id)

    def flush(self) -> None:
        """Write the rows of the report that came to its end."""
        if not self._report:
            return
        references = self._references(self._report.report_id)
        known: dict[tuple[str, str | None], Reference] = {(r.label, r.said): r for r in references}
        often = Counter(r.label for r in references)
        for entry in self._cited.values():
            x = entry.citation
            found = known.pop((x.label, x.reference), None)
            if found is None:  # known by another label, or corrected by hand
                found = Reference(x.label, x.reference or "", x.url)
            state = "yes" if x.reference else "doubled" if often[x.label] > 1 else "not found"
            self._add(found, state, x.label, entry)
        for reference in known.values():
            self._add(reference, "not cited", reference.label, None)
        labels = [x.label for x in (e.citation for e in self._cited.values())]
        for gap in missing_numbers([*labels, *often], often):
            self._write([self._report.report, gap, None, None, 0, "missing", *[None] * 9])
        self._report, self._cited = None, {}

    def _add(self, reference: Reference, state: str, label: str, cited: _Cited | None) -> None:
        assert self._report is not None
        works = reference.sources or (Source(reference.text),)
        for work in works:
            unclear = work.short and not work.stands_for and state == "yes"
            self._write(
                [
                    self._report.report,
                    label,
                    work.text if len(works) > 1 else reference.text or None,
                    work.stands_for,
                    len(cited.sentences) if cited else 0,
                    "unclear" if unclear else state,
                    cited.first.page if cited else None,
                    cited.citation.page if cited else _page(reference),
                    work.authors,
                    work.title,
                    work.year,
                    work.publisher,
                    work.doi,
                    work.url if len(works) > 1 else reference.url,
                    cited.first.claim if cited else None,
                ]
            )


def _page(reference: Reference) -> int | None:
    return reference.location.page if reference.location else None


def missing_numbers(labels: Iterable[str], often: Counter[str]) -> Iterator[str]:
    """Yield the numbers that neither a marker nor a reference has, a run of them as ``3–5``.

    Only where numbers run through the report: none stands on two references, and few are missing.
    """
    numbers = sorted({int(label) for label in labels if label.isdecimal()})
    doubled = any(count > 1 for label, count in often.items() if label.isdecimal())
    if len(numbers) < 3 or doubled or len(numbers) < (1 - MISSING) * numbers[-1]:
        return
    runs: dict[int, list[int]] = defaultdict(list)
    for k, number in enumerate(sorted(set(range(1, numbers[-1])) - set(numbers))):
        runs[number - k].append(number)  # what follows one another has this difference in common
    for run in runs.values():
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
