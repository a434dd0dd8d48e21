"""The bare OCR texts are saved, not rebuilt; this asks whether they are still their reports’."""

import json
import tomllib
from pathlib import Path

import pytest
from rapidfuzz import fuzz

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SPLITS = tomllib.loads((CORPUS / "splits.toml").read_text("utf-8"))
TEXTS = sorted(name for name, entry in SPLITS.items() if entry["made"] == "ocr")


def lost_sentences(name: str) -> tuple[list[str], int]:
    """Return the sentences of which the OCR has no trace, and how many there are in all."""
    text = " ".join((CORPUS / "reports" / name).read_text("utf-8").split())
    lines = (CORPUS / SPLITS[name]["gold"]).read_text("utf-8").splitlines()
    sentences = [row["sentence"] for row in map(json.loads, lines) if not row.get("table")]
    return [s for s in sentences if fuzz.partial_ratio(s[:60], text) < 70], len(sentences)


@pytest.mark.parametrize("name", TEXTS)
def test_nearly_every_sentence_left_a_trace(name: str) -> None:
    lost, total = lost_sentences(name)
    assert len(lost) <= 0.1 * total, lost
