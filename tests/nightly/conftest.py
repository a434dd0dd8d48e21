"""Nights without pictures: matplotlib takes longer than all the rest of a small night."""

import pytest


@pytest.fixture(autouse=True)
def no_pictures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw nothing, except where the pictures are what is tested."""
    if request.module.__name__.rpartition(".")[2] != "test_page":
        monkeypatch.setattr("pipeline.nightly.plots.plots", lambda nights: [])
