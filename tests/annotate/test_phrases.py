"""Phrases looked up in a list of words."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.phrases import Phrases


def test_finds_each_phrase_where_it_stands() -> None:
    table = Phrases([("it is time", "urge"), ("time", "noun"), ("it is high time", "urge")])
    words = "now it is time to act".split(" ")
    assert list(table.find(words)) == [(1, 4, "urge"), (3, 4, "noun")]


def test_a_phrase_may_have_two_labels() -> None:
    table = Phrases([("potential", "hope"), ("potential", "doubt")])
    assert [label for _, _, label in table.find(["potential"])] == ["hope", "doubt"]


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=30))
def test_what_is_found_stands_there(words: list[str]) -> None:
    table = Phrases([("a b", 1), ("b", 2), ("c a b", 3)])
    for start, end, label in table.find(words):
        assert " ".join(words[start:end]) == {1: "a b", 2: "b", 3: "c a b"}[label]
