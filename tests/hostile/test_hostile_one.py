"""One half of the hostile files: each is read or refused in words, in bounded time and memory."""

from pathlib import Path

import pytest

from tests.hostile.collection import everything, halves
from tests.hostile.harm import harmful


def test_there_are_many() -> None:
    assert len(everything()) >= 400


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_file_does_harm(tmp_path: Path) -> None:
    assert harmful(halves()[0], tmp_path) == []
