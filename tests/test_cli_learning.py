"""What several reports say together and what reviews teach, from the command line."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.schema import Actor, Claim, Decision
from pipeline.store import Store
from tests.claim_builders import claim, document
from tests.compare.builders import trade

Captured = pytest.CaptureFixture[str]


def claims(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the tool as the shell would; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["claims", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def saved(store: Store, rows: list[Claim]) -> None:
    one = rows[0]
    store.save(
        store.start_run({}, "test"),
        document=document(one.report_id, file=one.file, title=one.report, references=()),
        pages=[], claims=rows, key="k", path=Path(f"/reports/{one.file}"),
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose outputs hold two reports that contradict each other."""
    monkeypatch.chdir(tmp_path)
    with Store.open(tmp_path / "outputs" / "claims.db") as store:
        saved(store, [trade(2, "a")])
        saved(store, [trade(1.5, "b")])
    return tmp_path


@pytest.fixture
def reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report of 60 rows at 0.9, of which a reviewer accepted half."""
    monkeypatch.chdir(tmp_path)
    tehran = (Actor("Tehran", "Tehran", "agent", "IRN"),)
    rows = [
        claim(f"Tehran sent {n} letters.", claim_id=f"c{n}", sentence_id=f"s{n}", position=n,
              confidence=0.9, actors=tehran)
        for n in range(60)
    ]  # fmt: skip
    with Store.open(tmp_path / "outputs" / "claims.db") as store:
        saved(store, rows)
        renamed = (("actors", "Government of Iran"),)
        store.decide(
            Decision(row.claim_id, "accepted", (), "ana")
            if n % 2
            else Decision(row.claim_id, "corrected", renamed, "ana")
            if n % 4
            else Decision(row.claim_id, "rejected", (), "ana")
            for n, row in enumerate(rows)
        )
    return tmp_path


def test_conflicts_are_shown_with_both_quotes(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert claims(monkeypatch, "compare") == ExitCode.OK
    told = capsys.readouterr()
    assert "conflict" in told.out
    assert "$2 billion" in told.out
    assert "$1.5 billion" in told.out
    assert "1 of them conflicts" in " ".join(told.err.split())


def test_conflicts_for_programs(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert claims(monkeypatch, "--quiet", "compare", "--conflicts", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["verdict"], row["figure"]) for row in rows] == [
        ("conflict", "$2 billion"), ("conflict", "$1.5 billion"),
    ]  # fmt: skip
    assert claims(monkeypatch, "--quiet", "compare", "--format", "jsonl") == 0
    (group,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert len(group["against"]) == 1
    assert claims(monkeypatch, "compare", "--format", "html") == ExitCode.SETTINGS


def test_a_review_becomes_gold_and_mends_the_confidence(
    reviewed: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    plot = reviewed / "plots" / "now.png"
    assert claims(monkeypatch, "evaluate", "--from-review", "--plot", str(plot)) == ExitCode.OK
    told = capsys.readouterr()
    assert "0.500 right" in told.out
    assert plot.stat().st_size > 5_000
    gold = [json.loads(x) for x in (reviewed / "outputs/review-gold.jsonl").open(encoding="utf-8")]
    names = [[actor["name"] for actor in sentence.get("actors", ())] for sentence in gold]
    assert names.count(["Tehran"]) == 30
    assert names.count(["Government of Iran"]) == 15
    assert names.count([]) == 15  # rejected: no claim
    with Store.open(reviewed / "outputs/claims.db") as store:
        assert {round(row.confidence, 1) for row in store.claims()} == {0.5}
    # The same store against its own gold, as any claims.jsonl is scored.
    assert claims(monkeypatch, "export", "--format", "jsonl") == ExitCode.OK
    found, known = "outputs/claims.jsonl", "outputs/review-gold.jsonl"
    assert claims(monkeypatch, "evaluate", found, "--gold", known) == ExitCode.OK
    assert "**review**: 1 reports, 60 sentences" in capsys.readouterr().out


def test_no_refit_leaves_the_confidence_alone(
    reviewed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert claims(monkeypatch, "evaluate", "--from-review", "--no-refit") == ExitCode.OK
    with Store.open(reviewed / "outputs/claims.db") as store:
        assert store.calibration() is None


def test_where_nothing_was_decided_there_is_nothing_to_learn(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert claims(monkeypatch, "evaluate", "--from-review") == ExitCode.SETTINGS
    assert "review some" in " ".join(capsys.readouterr().err.split())


def test_a_corrected_name_is_kept_in_a_list_of_the_users(
    reviewed: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    keep = ("review", "aliases", "--into", "mine.tsv", "--yes")
    assert claims(monkeypatch, *keep) == ExitCode.OK
    assert "mine.tsv" in capsys.readouterr().err
    _, line = (reviewed / "mine.tsv").read_text(encoding="utf-8").splitlines()
    assert line.split("\t")[:2] == ["Government of Iran", "Tehran"]
    assert claims(monkeypatch, *keep) == ExitCode.OK  # nothing twice
    assert len((reviewed / "mine.tsv").read_text(encoding="utf-8").splitlines()) == 2
