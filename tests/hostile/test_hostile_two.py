"""The other half of the hostile files."""

from pathlib import Path

import pytest

from tests.hostile.collection import halves
from tests.hostile.harm import harmful


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_file_does_harm(tmp_path: Path) -> None:
    assert harmful(halves()[1], tmp_path) == []
