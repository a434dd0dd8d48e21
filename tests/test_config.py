"""Settings: what a person may write, and what they are told when it is wrong."""

from pathlib import Path

import pytest

from pipeline.config import Settings, load_settings
from pipeline.errors import ExitCode, SettingsError


def settings_of(folder: Path, text: str) -> Settings:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings() == Settings()


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        """
        model = "rules"
        actors = ["ours.tsv"]
        [reading]
        dpi = 200
        ocr_timeout = 30          # a whole number is a number
        """,
    )
    assert settings.model == "rules"
    assert settings.actors == (str(tmp_path / "ours.tsv"),)  # beside the settings
    assert (settings.reading.dpi, settings.reading.ocr_timeout) == (200, 30.0)
    assert settings.assembly == Settings().assembly


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("modle = 'rules'", "unknown setting 'modle'"),
        ("[reading]\ndip = 200", "unknown setting 'dip'"),
        ("[reading]\ndpi = 'high'", "'dpi' is 'high'"),
        ("reading = 3", "write it as [reading]"),
        ("actors = [1]", "'actors' is [1]"),
        ("model = ", "not valid TOML"),
        ("[reading]\ndpi = 0", "dpi is 0; it must be at least 72"),
        ("[reading]\nocr = 'sometimes'", "choose from auto, always, never"),
        ("[run]\nworkers = -1", "workers is -1"),
        ("[run]\nformats = ['doc']", "choose from xlsx"),
    ],
)
def test_a_slip_is_named_with_the_file_it_is_in(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings_of(tmp_path, text)
    assert told in str(caught.value)
    assert "settings.toml" in str(caught.value)
    assert caught.value.exit_code == ExitCode.SETTINGS


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Check the path"):
        load_settings(tmp_path / "nowhere.toml")
