"""The gold for comparing, as rows: what has to match before two figures are in conflict."""

from pathlib import Path

import pytest

from pipeline.compare import compare
from pipeline.evaluate.pairs import Pair, claim_of, load_pairs, score_pairs

GOLD = Path(__file__).parents[2] / "corpus" / "compare"


def verdict(pair: Pair) -> str:
    rows = [claim_of(pair.a, "a"), claim_of(pair.b, "b")]
    groups = compare(rows, {"a": pair.a["date"], "b": pair.b["date"]})
    if not groups:
        return "similar"
    return "conflict" if groups[0].conflict else "same"


@pytest.mark.parametrize("split", ["dev", "test"])
def test_conflicts_are_conflicts(split: str) -> None:
    scores = score_pairs(load_pairs(GOLD / f"{split}.jsonl"), verdict)
    assert scores["conflict"].precision is not None
    assert scores["conflict"].precision >= 0.95
    assert scores["same"].precision is not None
    assert scores["same"].precision >= 0.95
    assert scores["conflict"].recall is not None
    assert scores["conflict"].recall >= 0.8


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_order_of_the_reports_does_not_matter(split: str) -> None:
    for pair in load_pairs(GOLD / f"{split}.jsonl"):
        turned = Pair(pair.subject, pair.label, pair.why, pair.b, pair.a)
        assert verdict(turned) == verdict(pair), pair.why
