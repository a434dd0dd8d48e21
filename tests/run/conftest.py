"""Small reports, a store, and settings under which each report takes milliseconds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import RunSettings, Settings
from pipeline.store import Store

REPORT = """{title}

In {year} at least {number} people were displaced in Kenya, according to the World Bank.
The ministry spent $2 million on relief. Prices rose by 4 per cent.
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "deep" / "er").mkdir(parents=True)
    for i, name in enumerate(["a.txt", "b.txt", "deep/c.txt", "deep/er/d.txt"]):
        text = REPORT.format(title=f"Report {i}", year=2001 + i, number=100 + i)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "outputs" / "claims.db") as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    run = RunSettings(outputs=str(tmp_path / "outputs"), workers=1)
    return replace(Settings(model="rules"), run=run)
