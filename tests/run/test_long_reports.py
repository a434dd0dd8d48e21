"""What is done for a long report's memory changes none of its rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.run.outcomes import Extraction
from pipeline.run.tasks import Pages, Source, begin, finish, go_on
from tests.reading.pdf import column, pdf


def test_a_report_read_and_assembled_a_few_pages_at_a_time_has_the_same_rows(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "In {} more than {} people were displaced in Kenya, according to the World Bank."
    path = tmp_path / "long.pdf"
    texts = [[line.format(2001 + n, 100 + n), f"Nobody in {2001 + n}"] for n in range(8)]
    texts = [["was asked why.", *rows] if n else rows for n, rows in enumerate(texts)]
    path.write_bytes(pdf(*(column(rows, 72, 700) for rows in texts)))
    source = Source(path, "other")
    whole = begin(source, settings, 60.0)
    assert isinstance(whole, Extraction)
    assert any("Nobody in 2003 was asked why." in claim.claim for claim in whole.claims)

    monkeypatch.setattr("pipeline.run.tasks.MOST_PAGES", 3)
    monkeypatch.setattr("pipeline.assembly.chapters.PAGES", 3)
    monkeypatch.setattr("pipeline.assembly.chapters.SHARED", 3)
    first = begin(source, settings, 60.0)
    rest = [go_on(source, settings, a, b) for a, b in ((6, 8), (3, 6))]
    parts = [part for part in (*rest, first) if isinstance(part, Pages)]
    assert [part.end for part in parts] == [8, 6, 3]
    made = finish(source, settings, parts, 1.0)
    assert isinstance(made, Extraction)
    assert replace(made, seconds={}) == replace(whole, seconds={})
