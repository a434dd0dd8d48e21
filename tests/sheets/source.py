"""A list of claims, where the sheets expect a store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from pipeline.schema import CitedReport, Claim, Decision, Group, Reference

REPORT_ROW = {
    "report_id": "a" * 64, "file": "lake.pdf", "report": "The war around the lake",
    "date": "2022-09-15", "path": "/reports/lake.pdf", "page_count": 12, "ocr_pages": 1,
    "confidence": 0.9, "sentences": 1, "claims": 1, "figures": 1, "references": 2,
    "saved_at": "2026-01-31T09:30:00+00:00", "seconds": {"reading": 1.0, "annotate": 0.5},
    "warnings": ("page 2 is upside down",), "gone_since": None,
}  # fmt: skip


class Claims:
    """What a store would tell of these claims."""

    def __init__(
        self,
        claims: Sequence[Claim],
        decisions: Mapping[str, Decision] | None = None,
        references: Sequence[Reference] = (),
        failures: Sequence[Any] = (),
        groups: Sequence[Group] = (),
        cited: Sequence[CitedReport] = (),
        orphans: Sequence[Decision] = (),
        **report: Any,
    ) -> None:
        self._claims = claims
        self._decisions = decisions or {}
        self._references = references
        self._failures = failures
        self._groups = groups
        self._cited = cited
        self._orphans = orphans
        self._report = REPORT_ROW | report

    def claims(self, report_ids: Iterable[str] | None = None) -> Iterator[Claim]:
        return iter(self._claims)

    def decisions(self) -> Mapping[str, Decision]:
        return self._decisions

    def orphans(self) -> Sequence[Decision]:
        return self._orphans

    def reports(self) -> Sequence[Any]:
        return [SimpleNamespace(**self._report)]

    def failures(self) -> Sequence[Any]:
        return self._failures

    def references(self, report_id: str) -> Sequence[Reference]:
        return self._references

    def groups(self) -> Sequence[Group]:
        return self._groups

    def cited_reports(self) -> Sequence[CitedReport]:
        return self._cited
