"""What is handed over by file is what was handed, and leaves no file behind."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.run import run
from pipeline.run.handing import hand_over, let_go, opened, taken
from pipeline.store import Store
from tests.reading.pdf import column, pdf
from tests.run.executors import Elsewhere, Here


@pytest.fixture
def handed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where everything is handed over by file, however small."""
    folder = tmp_path / "handed"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr("pipeline.run.handing.LARGE", 0)
    return folder


@pytest.mark.parametrize("here", [True, False])
def test_what_is_handed_over_comes_back(handed: Path, here: bool) -> None:
    got = hand_over(b"pages", here=here)
    assert len(list(handed.iterdir())) == here
    assert taken(got) == b"pages"
    with opened(got) as file:
        assert file.read() == b"pages"
    let_go(got)
    let_go(got)
    assert not list(handed.iterdir())


@pytest.mark.parametrize("executor", [Here, Elsewhere])
def test_a_run_leaves_nothing_of_it_behind(
    handed: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    executor: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr("pipeline.run.work.PATIENCE", 0.0)  # so it is read page by page
    monkeypatch.setattr("pipeline.run.work.LAST_PATIENCE", 0.0)
    lines = ["In {} more than {} people were displaced", "in Kenya, according to the World Bank."]
    pages = [column([line.format(2001 + n, 100 + n) for line in lines], 72, 700) for n in range(4)]
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(*pages))
    with Store.open(tmp_path / "claims.db") as store:
        assert run([path], settings, store, executor=executor()).count("read") == 1
        rows = list(store.claims())
        assert len(rows) == 4
    assert not [file for file in handed.iterdir() if file.is_file()]
    with Store.open(tmp_path / "again.db") as store:  # its text was kept
        summary = run([path], settings, store, executor=executor())
        assert [outcome.kept for outcome in summary.outcomes] == [True]
        assert [row.claim_id for row in store.claims()] == [row.claim_id for row in rows]
