"""Scores of a whole corpus, and what one run has gained or lost against another."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SettingsError
from pipeline.evaluate import (
    GoldReport,
    Score,
    by_file,
    compare,
    evaluate,
    load_corpus,
    load_sentences,
    markdown,
    markdown_changes,
)
from pipeline.sheets import sentences
from tests.claim_builders import full_claim
from tests.evaluate.test_columns import sentence

ROOT = Path(__file__).parents[2]

A = "The army lost twelve posts along the river in a single week."
B = "Nobody in the capital would say who had given the order to withdraw."
C = "By the end of the month, fishing had begun again on the western shore."


def said(text: str, *actors: str, **more: Any) -> dict[str, Any]:
    return sentence(text, actors=list(actors), **more)


GOLD = [
    GoldReport("a.pdf", (said(A, "Iran"), said(B, "Iraq", kind="assessment")), "dev", "scan"),
    GoldReport("b.pdf", (said(C, "Oman", "Iran"),), "test", "born digital"),
]
FOUND = {
    "a.pdf": [said(A, "Iran", "Oman"), said(B, "Iran")],
    "b.pdf": [said(C, "Oman")],
    "other.pdf": [said(A, "Peru")],  # not in the gold: left aside
}


def test_splits_and_reports_are_counted_apart() -> None:
    result = evaluate(FOUND, GOLD)
    assert result.splits == ("dev", "test")
    assert result.scores()["actors"] == Score(expected=4, found=4, right=2)
    assert result.scores(split="dev")["actors"] == Score(expected=2, found=3, right=1)
    assert result.scores(split="test")["actors"] == Score(expected=2, found=1, right=1)
    assert result.scores(report="b.pdf")["actors"] == Score(expected=2, found=1, right=1)


def test_precision_recall_and_f1() -> None:
    score = Score(expected=4, found=5, right=3)
    assert (score.precision, score.recall) == (0.6, 0.75)
    assert score.f1 == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))
    nothing = Score()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert Score(expected=2).f1 == 0


def test_the_macro_f1_counts_every_kind_alike() -> None:
    gold = [GoldReport("a", tuple(said(t, "Iran", kind=k) for t, k in
                                  [(A, "fact"), (B, "fact"), (C, "prediction")]))]  # fmt: skip
    result = evaluate({"a": [said(t, "Iran") for t in (A, B, C)]}, gold)
    assert result.scores()["kind"].f1 == pytest.approx(2 / 3)
    # fact: 2 of 3 found are right, both are found: 0.8; prediction: 0.
    assert result.labels("kind") == {"fact": Score(2, 3, 2), "prediction": Score(1, 0, 0)}
    assert result.macro("kind") == pytest.approx(0.4)


def test_a_report_that_was_not_read_counts_as_missed() -> None:
    assert evaluate({}, GOLD).scores()["claim"] == Score(expected=3, found=0, right=0)


def test_what_we_write_can_be_scored() -> None:
    written = list(sentences([full_claim()]))
    as_gold = json.loads(json.dumps(written))
    scores = evaluate(by_file(written), [GoldReport("lake.pdf", tuple(as_gold))]).scores()
    assert {"figure row", "time", "source", "citations", "reference", "role"} <= scores.keys()
    assert all(score.f1 == 1 for score in scores.values())


def test_gains_and_losses_row_by_row() -> None:
    better = {"a.pdf": [said(A, "Iran"), said(B, "Iraq")], "b.pdf": [said(C, "Iran")]}
    changes = compare(evaluate(FOUND, GOLD), evaluate(better, GOLD))
    seen = [[(i.report, i.column, i.expected, i.found) for i in part]
            for part in (changes.gains, changes.losses)]  # fmt: skip
    assert seen == [
        [
            ("a.pdf", "actors", "iraq", "iraq"),
            ("b.pdf", "actors", "iran", "iran"),
            ("a.pdf", "actors", None, "oman"),  # no longer found where it is not
            ("a.pdf", "actors", None, "iran"),
        ],
        [("b.pdf", "actors", "oman", None)],
    ]
    back = compare(evaluate(better, GOLD), evaluate(FOUND, GOLD))
    assert (len(back.gains), len(back.losses)) == (1, 4)


def test_a_loss_says_what_stands_there_now() -> None:
    gold = [GoldReport("a.pdf", (said(A, "Iran"),))]
    now = evaluate({"a.pdf": [said(A, "Iran", kind="assessment")]}, gold)
    [lost] = compare(evaluate({"a.pdf": [said(A, "Iran")]}, gold), now).losses
    assert (lost.column, lost.expected, lost.found) == ("kind", "fact", "assessment")


def test_no_change_is_no_change() -> None:
    result = evaluate(FOUND, GOLD)
    assert markdown_changes(compare(result, result)) == "No gains and no losses.\n"


def test_two_of_a_kind_are_told_apart() -> None:
    gold = [GoldReport("a", (said(A, citations=["1"]), said(A, citations=["1"])))]
    both = {"a": [said(A, citations=["1"]), said(A, citations=["1"])]}
    one = {"a": [said(A, citations=["1"])]}
    changes = compare(evaluate(both, gold), evaluate(one, gold))
    assert [item.column for item in changes.losses].count("citations") == 1
    assert changes.gains == ()


def test_the_tables_are_markdown_that_no_text_can_break() -> None:
    text = markdown(evaluate(FOUND, GOLD), reports=True)
    assert "**dev**: 1 reports, 2 sentences" in text
    assert "| actors " in text
    assert "| b.pdf  | test  | born digital |" in text
    evil = GoldReport("a|b.pdf", (said(A + " |\n| x |", "Iran"),))
    lost = compare(evaluate({"a|b.pdf": list(evil.sentences)}, [evil]), evaluate({}, [evil]))
    for line in markdown_changes(lost).splitlines():
        if line.startswith("| a\\|b"):
            assert line.replace("\\|", "").count("|") == 7


def test_the_corpus_is_read_as_it_is_listed(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.jsonl").write_text(json.dumps(said(A)) + "\n\n", encoding="utf-8")
    splits = tmp_path / "splits.toml"
    splits.write_text('["a-scan.pdf"]\ngold = "gold/a.jsonl"\nsplit = "test"\nmade = "scan"\n')
    [report] = load_corpus(splits)
    assert (report.file, report.split, report.made) == ("a-scan.pdf", "test", "scan")
    assert report.sentences == (said(A),)


@pytest.mark.parametrize(
    ("splits", "gold", "message"),
    [
        ("[a]\ngold = 'a.jsonl'\n", "", "needs gold"),
        ("[a\n", "", "cannot be read"),
        ("[a]\ngold = 'missing.jsonl'\nsplit = 'dev'\n", "", "missing.jsonl"),
        ("[a]\ngold = 'a.jsonl'\nsplit = 'dev'\n", "{]", "a.jsonl"),
        ("[a]\ngold = 'a.jsonl'\nsplit = 'dev'\n", '{"text": "x"}', "line 1 is no object"),
        ("[a]\ngold = 'a.jsonl'\nsplit = 'dev'\n", "[]", "line 1 is no object"),
    ],
)
def test_a_mistake_in_the_corpus_is_named(
    tmp_path: Path, splits: str, gold: str, message: str
) -> None:
    (tmp_path / "splits.toml").write_text(splits)
    (tmp_path / "a.jsonl").write_text(gold)
    with pytest.raises(SettingsError, match=message):
        load_corpus(tmp_path / "splits.toml")


def test_our_own_gold_scores_full_marks_against_itself() -> None:
    """Whatever the gold of split dev holds, the rules can read it."""
    corpus = [r for r in load_corpus(ROOT / "corpus" / "splits.toml") if r.split == "dev"]
    assert corpus
    result = evaluate({report.file: report.sentences for report in corpus}, corpus)
    assert {c: s.f1 for c, s in result.scores().items() if s.f1 != 1} == {}


def test_the_seed_scores_full_marks_against_itself() -> None:
    seed = ROOT.parent / "shared" / "seed" / "gold.jsonl"
    if not seed.exists():
        pytest.skip("the seed is on our machines only")
    gold = load_sentences(seed)
    scores = evaluate({"seed": gold}, [GoldReport("seed", tuple(gold))]).scores()
    assert scores["citations"] == Score(10, 10, 10)
    assert all(score.f1 == 1 for score in scores.values())
