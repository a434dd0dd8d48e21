"""Where one report cites another that is in the store too.

A reference leads to a report when it prints the report's title between stops, the number that
its file is named after (`GAO-07-283`, `gao-07-283.pdf`), or an address that ends in its file's
name. A title that may as well be an institution's, or that several reports share, proves nothing;
what is not sure is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from pipeline.schema import CitedBy, CitedReport, Reference

WORDS, LETTERS = 4, 16  # a title has at least so many
LONG = 7  # words from which it is no institution's name
BEGIN = 3  # words of a title by which it is looked up
STEM = 8  # letters of a file's name, at least

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[^\w\s’'&/-]")
# A report's number: letters, then groups of digits, the last perhaps with letters behind.
_NUMBER = re.compile(
    r"\b[A-Za-z]{2,20}(?:[-/_][A-Za-z]{1,20}){0,4}(?:[-/_]\d{1,12}){2,6}[A-Za-z]{0,2}", re.ASCII
)
_INSTITUTION = frozenset(
    "agency alliance association authority bank board bureau center centre chamber commission "
    "committee company conference congress corporation council court department directorate "
    "federation forum foundation fund government group initiative institute institution ministry "
    "mission network observatory office organisation organization panel parliament programme "
    "project secretariat senate service society survey trust union university".split()
)


@dataclass(frozen=True, slots=True)
class Citable:
    """A report as others may cite it."""

    report_id: str
    title: str
    file: str
    date: str | None = None


def cited_reports(
    references: Iterable[tuple[str, Sequence[Reference]]], reports: Iterable[Citable]
) -> list[CitedReport]:
    """Return which references of which reports lead to another report, in their order.

    ``references`` gives each report's id with its references.
    """
    known = _Shelf(reports)
    found = []
    for report_id, theirs in references:
        for reference in theirs:
            hit = known.find(reference, report_id)
            if hit:
                cited, how = hit
                found.append(
                    CitedReport(report_id, reference.label, reference.text, cited.report_id, how)
                )
    return found


class _Shelf:
    """The reports by what they may be known by."""

    def __init__(self, reports: Iterable[Citable]) -> None:
        self._titles: dict[tuple[str, ...], list[tuple[tuple[str, ...], Citable]]] = {}
        self._numbers: dict[str, list[Citable]] = defaultdict(list)
        self._files: dict[str, list[Citable]] = defaultdict(list)
        self._same: dict[str, tuple[str, str | None]] = {}
        for report in reports:
            self._same[report.report_id] = (report.title.casefold(), report.date)
            stem = PurePosixPath(report.file).stem
            if title := _title(report):
                self._titles.setdefault(title[:BEGIN], []).append((title, report))
            if _NUMBER.fullmatch(stem):
                self._numbers[_plain(stem)].append(report)
            if len(stem) >= STEM and re.search(r"[\d_-]", stem):
                self._files[report.file.casefold()].append(report)

    def find(self, reference: Reference, citing: str) -> tuple[Citable, CitedBy] | None:
        """Return the one report that a reference leads to, and by what."""
        if reference.url:
            name = unquote(PurePosixPath(urlsplit(_sound(reference.url)).path).name).casefold()
            if hit := self._one(self._files.get(name, ()), citing, reference.text):
                return hit, "address"
        numbers = {_plain(match[0]) for match in _NUMBER.finditer(reference.text)}
        by_number = [r for number in sorted(numbers) for r in self._numbers.get(number, ())]
        if hit := self._one(by_number, citing, reference.text):
            return hit, "number"
        if hit := self._one(list(self._by_title(reference.text)), citing, reference.text):
            return hit, "title"
        return None

    def _by_title(self, text: str) -> Iterator[Citable]:
        matches = list(_WORD.finditer(text))
        tokens = tuple(match[0].casefold() for match in matches)
        for i in range(len(tokens) - BEGIN + 1):
            for title, report in self._titles.get(tokens[i : i + BEGIN], ()):
                last = i + len(title) - 1
                if tokens[i : last + 1] != title:
                    continue
                before = text[matches[i - 1].end() if i else 0 : matches[i].start()]
                after = text[matches[last].end() :].lstrip()
                if (i == 0 or _STOP.search(before)) and (not after or _STOP.match(after)):
                    yield report

    def _one(self, found: Sequence[Citable], citing: str, text: str) -> Citable | None:
        """Return the only report among those found; copies and the citing report left aside."""
        own = self._same.get(citing)
        others = {
            self._same[r.report_id]: r
            for r in reversed(found)
            if r.report_id != citing and self._same[r.report_id] != own
        }
        if len(others) > 1:  # editions of one title: the year tells which
            others = {
                key: r for key, r in others.items() if r.date and r.date[:4] in _WORD.findall(text)
            }
        return next(iter(others.values())) if len(others) == 1 else None


def _title(report: Citable) -> tuple[str, ...] | None:
    """Return the words that a reference must print; None of a title that proves nothing."""
    if report.title == report.file or report.title == PurePosixPath(report.file).stem:
        return None
    main = re.split(r"[:–—]\s", report.title)[0]
    for text in (main, report.title):
        words = tuple(word.casefold() for word in _WORD.findall(text))
        if len(words) < WORDS or sum(map(len, words)) < LETTERS:
            continue
        if len(words) >= LONG or _INSTITUTION.isdisjoint(words):
            return words
    return None


def _plain(number: str) -> str:
    return re.sub(r"[-/_]", "-", number).casefold()


def _sound(url: str) -> str:
    """Return an address that can be taken apart: OCR leaves brackets that Python refuses."""
    return re.sub(r"[\[\]]", "", url)
