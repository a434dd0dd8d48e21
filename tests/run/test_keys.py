"""What changes which of the two keys."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.config import AssemblySettings, ReadingSettings, RunSettings, Settings
from pipeline.run.keys import claims_key, reading_key, settings_key

SETTINGS = Settings(model="rules")
VERSIONS = "pipeline.run.keys.reading_versions"


@pytest.mark.parametrize(
    "other",
    [
        replace(SETTINGS, reading=ReadingSettings(dpi=200)),
        replace(SETTINGS, assembly=AssemblySettings(repair_words=False)),
    ],
)
def test_settings_of_reading_and_assembly_change_the_first(other: Settings) -> None:
    assert reading_key(other) != reading_key(SETTINGS)
    assert claims_key(other) == claims_key(SETTINGS)


def test_another_tesseract_changes_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    before = reading_key(SETTINGS), claims_key(SETTINGS)
    monkeypatch.setattr(VERSIONS, lambda: {"tesseract": "99"})
    assert reading_key(SETTINGS) != before[0]
    assert claims_key(SETTINGS) == before[1]


def test_a_model_a_list_or_another_spacy_changes_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actors = tmp_path / "mine.tsv"
    listed = replace(SETTINGS, actors=(str(actors),))
    keys = {claims_key(SETTINGS), claims_key(listed)}
    actors.write_text("name\n", encoding="utf-8")
    keys.add(claims_key(listed))
    keys.add(claims_key(replace(SETTINGS, model="en_reports")))
    monkeypatch.setattr("pipeline.run.keys.version", lambda package: "99")
    keys.add(claims_key(SETTINGS))
    assert len(keys) == 5
    assert reading_key(listed) == reading_key(SETTINGS)


def test_where_it_runs_changes_nothing() -> None:
    elsewhere = replace(SETTINGS, run=RunSettings(workers=7, cluster="tcp://x:1", cache=0))
    assert settings_key(elsewhere) == settings_key(SETTINGS)
