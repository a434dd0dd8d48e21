"""Vectors of words, misread ones included."""

import pytest

from pipeline.errors import MissingTool
from pipeline.train import text
from pipeline.train.text import strings_of, train_vectors


def test_markup_is_left_out_of_the_texts():
    record = {"a": [{"text": "<p>Chad &amp; Niger</p>"}, 3], "b": None}
    assert list(strings_of(record)) == ["Chad & Niger"]


def test_the_same_lines_give_the_same_vectors(tmp_path):
    pytest.importorskip("floret")
    lines = ["the army left the town", "the rebels took the town"] * 50
    files = [
        train_vectors(lines, tmp_path / name, dim=8, buckets=50, epochs=2) for name in ("a", "b")
    ]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_without_floret_the_message_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(text, "floret", None)
    with pytest.raises(MissingTool, match="pip install"):
        train_vectors(["a b"], tmp_path, dim=8, buckets=50, epochs=1)
