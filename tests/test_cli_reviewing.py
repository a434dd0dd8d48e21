"""What a reviewer at a terminal gets: `claims review`."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import ExitCode
from pipeline.schema import Decision
from pipeline.store import Store
from tests.claim_builders import claim, full_claim
from tests.store.test_store import save
from tests.test_cli import Captured, claims


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An outputs folder with two claims, to stand beside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    with Store.open(tmp_path / "outputs" / "claims.db") as store:
        save(store, [full_claim(), claim("The army denies it.", claim_id="c1", position=1)])
    return tmp_path / "outputs"


def sent(monkeypatch: pytest.MonkeyPatch, outputs: Path) -> Path:
    assert claims(monkeypatch, "review", "out", "--no-evidence", "-o", "out.xlsx") == 0
    return outputs.parent / "out.xlsx"


def set_status(path: Path, claim_id: str, status: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Review"]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[heads.index("claim_id")].value == claim_id:
            row[heads.index("status")].value = status
    book.save(path)


def test_a_sheet_goes_out_and_comes_back(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    path = sent(monkeypatch, outputs)
    assert capsys.readouterr().out.strip() == "out.xlsx"
    set_status(path, "c1", "rejected")
    assert claims(monkeypatch, "review", "in", "out.xlsx", "--yes", "--reviewer", "Ada") == 0
    told = capsys.readouterr().err
    assert "status: new → rejected" in told
    assert "2 rows: 1 to take, 0 taken before, 1 not touched" in " ".join(told.split())
    with Store.open(outputs / "claims.db") as store:
        assert store.decisions()["c1"].reviewer == "Ada"
    assert claims(monkeypatch, "review", "in", "out.xlsx", "--yes") == 0
    assert "0 to take, 1 taken before" in " ".join(capsys.readouterr().err.split())
    assert claims(monkeypatch, "export", "--format", "csv") == 0
    assert "rejected" in (outputs / "claims.csv").read_text(encoding="utf-8-sig")


def test_a_sheet_that_is_there_is_not_written_over(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    path = sent(monkeypatch, outputs)
    set_status(path, "c1", "rejected")  # a decision that nobody has read in
    left = path.read_bytes()
    again = ("review", "out", "--no-evidence", "-o", "out.xlsx")
    assert claims(monkeypatch, *again) == ExitCode.SETTINGS
    assert "claims review in out.xlsx" in " ".join(capsys.readouterr().err.split())
    assert path.read_bytes() == left
    assert claims(monkeypatch, *again, "--force") == 0


def test_where_nobody_answers_nothing_is_taken(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    set_status(sent(monkeypatch, outputs), "c1", "rejected")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert claims(monkeypatch, "review", "in", "out.xlsx") == ExitCode.SETTINGS
    assert "--yes" in capsys.readouterr().err
    with Store.open(outputs / "claims.db") as store:
        assert not store.decisions()


@pytest.mark.parametrize(("answer", "taken"), [("y", 1), ("n", 0)])
def test_nothing_is_taken_before_it_was_shown_and_agreed_to(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, answer: str, taken: int
) -> None:
    set_status(sent(monkeypatch, outputs), "c1", "rejected")
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answer == "y")
    assert claims(monkeypatch, "review", "in", "out.xlsx") == 0
    with Store.open(outputs / "claims.db") as store:
        assert len(store.decisions()) == taken


def test_what_somebody_decides_while_the_question_stands_is_not_overruled(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    set_status(sent(monkeypatch, outputs), "c1", "rejected")

    def slow_answer(*_: object, **__: object) -> bool:
        with Store.open(outputs / "claims.db") as store:
            store.decide([Decision("c1", "accepted", reviewer="Ben")])
        return True

    monkeypatch.setattr("typer.confirm", slow_answer)
    code = claims(monkeypatch, "review", "in", "out.xlsx", "--reviewer", "Ada")
    assert code == ExitCode.REVIEW_CONFLICT
    assert "Nothing was taken" in " ".join(capsys.readouterr().err.split())
    with Store.open(outputs / "claims.db") as store:
        assert store.decisions()["c1"].reviewer == "Ben"


def test_a_conflict_has_an_exit_code_and_the_other_rows_are_taken(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    path = sent(monkeypatch, outputs)
    set_status(path, "c0", "accepted")
    set_status(path, "c1", "accepted")
    with Store.open(outputs / "claims.db") as store:
        store.decide([Decision("c1", "rejected", (), "Ben", "2026-01-31T10:00:00+00:00")])
    code = claims(monkeypatch, "review", "in", "out.xlsx", "--yes")
    assert code == ExitCode.REVIEW_CONFLICT
    assert "Ben made it 'rejected'" in " ".join(capsys.readouterr().err.split())
    with Store.open(outputs / "claims.db") as store:
        assert {i: d.status for i, d in store.decisions().items()} == {
            "c0": "accepted", "c1": "rejected",
        }  # fmt: skip
    assert claims(monkeypatch, "review", "in", "out.xlsx", "--yes", "--prefer", "sheet") == 0
    with Store.open(outputs / "claims.db") as store:
        assert store.decisions()["c1"].status == "accepted"


def test_a_sheet_by_default_has_a_place_and_a_name_of_its_own(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert claims(monkeypatch, "review", "out", "--undecided", "--report", "lake*") == 0
    [path] = (outputs / "sheets").glob("review-*.xlsx")
    shown = capsys.readouterr()
    assert shown.out.strip().endswith(path.name)
    assert "2 rows, 0 pictures" in shown.err, "the report's file is not there"


def test_orphans_are_listed_and_the_state_is_rebuilt(
    outputs: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    with Store.open(outputs / "claims.db") as store:
        store.decide([Decision("c1", "corrected", (("claim", "It denies."),), "Ada", None, "p. 4")])
        save(store, [full_claim()], key="a newer model")
    assert claims(monkeypatch, "review", "orphans") == 0
    assert "It denies." in capsys.readouterr().out  # as its reviewer left it
    for left in outputs.glob("claims.db*"):
        left.unlink()
    assert claims(monkeypatch, "review", "rebuild") == 0
    assert "1 rows decided on" in capsys.readouterr().err
    [line] = (outputs / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["note"] == "p. 4"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("out", "--outputs", "nowhere"), "Run first"),
        (("out", "-o", "review.csv"), "end in .xlsx"),
        (("in", "nowhere.xlsx"), "no such file"),
        (("in", "nowhere.xlsx", "--prefer", "mine"), "store or sheet"),
        (("rebuild", "--outputs", "nowhere"), "neither"),
    ],
)
def test_what_goes_wrong_is_said(
    outputs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    arguments: tuple[str, ...],
    told: str,
) -> None:
    assert claims(monkeypatch, "review", *arguments) == ExitCode.SETTINGS
    assert told in " ".join(capsys.readouterr().err.split())
