"""What is done for a long report's memory changes none of its rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.run.outcomes import Extraction
from pipeline.run.tasks import Source, begin
from tests.reading.pdf import column, pdf


def test_a_long_report_made_anew_from_its_bytes_has_the_same_rows(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "In {} more than {} people were displaced in Kenya, according to the World Bank."
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(*(column([line.format(2001 + n, 100 + n)], 72, 700) for n in range(4))))

    def read() -> Extraction:
        made = begin(Source(path, "other"), settings, 60.0)
        assert isinstance(made, Extraction)
        return replace(made, seconds={})

    whole = read()
    assert len(whole.claims) == 4
    monkeypatch.setattr("pipeline.run.tasks.LONG", 0)
    assert read() == whole
