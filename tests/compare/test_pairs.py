"""The gold for comparing, as rows: what has to match before two figures are in conflict."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.compare import compare
from pipeline.evaluate.pairs import Pair, claim_of, load_pairs, score_pairs
from pipeline.schema import Claim

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


def gold_rows(path: Path, half: int) -> list[Claim]:
    """Return the figures of every other sentence of a gold file, as claims of a report."""
    sentences = [json.loads(line) for line in path.open(encoding="utf-8")][half::2]
    rows = []
    for sentence in sentences:
        said = sentence.get("attribution") or {}
        for n, figure in enumerate(sentence.get("figures") or ()):
            told = {
                **figure, "figure": figure["text"], "claim": sentence["sentence"],
                "kind": sentence["kind"], "source": said.get("source"), "cue": said.get("cue"),
                "time": figure["time"] or sentence.get("time"),
                "place": figure["place"] or sentence.get("place"),
                "modality": sentence["modality"], "negated": sentence["negated"],
                "actors": [{"text": a["name"], **a} for a in sentence["actors"]],
            }  # fmt: skip
            made = claim_of(told, str(half))
            rows.append(replace(made, claim_id=f"{made.claim_id} {len(rows)} {n}"))
    return rows


SPLITS = tomllib.loads((GOLD.parent / "splits.toml").read_text(encoding="utf-8"))
DEV = sorted({facts["gold"] for facts in SPLITS.values() if facts["split"] == "dev"})


@pytest.mark.parametrize("gold", DEV)
def test_no_report_contradicts_itself(gold: str) -> None:
    halves = gold_rows(GOLD.parent / gold, 0) + gold_rows(GOLD.parent / gold, 1)
    conflicts = [g for g in compare(halves, {"0": "2022", "1": "2022"}) if g.conflict]
    assert not [[member.claim for member in group.members] for group in conflicts]
