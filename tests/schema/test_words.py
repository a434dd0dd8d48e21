"""Words kept as numbers, in memory or in a file, are the words that were put in."""

import pickle
import tracemalloc
from bisect import bisect_left, bisect_right
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schema import PlacedWord, PlacedWords

number = st.floats(allow_nan=False, allow_infinity=False)
words = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.integers(0, 3),
        st.integers(1, 10_000),
        st.none() | st.tuples(number, number, number, number),
        number,
        st.sampled_from(["text", "ocr"]),
    )
).map(
    lambda rows: [
        PlacedWord(10 * i + gap, 10 * i + gap + length, *rest)
        for i, (length, gap, *rest) in enumerate(rows)
    ]
)


class OnDisk(PlacedWords):
    IN_MEMORY = 1


@pytest.mark.parametrize("kind", [PlacedWords, OnDisk])
@given(words)
def test_any_words_come_back(kind: type[PlacedWords], words: list[PlacedWord]) -> None:
    kept = kind(words[:2])
    kept.extend(words[2:])
    assert list(kept) == words
    assert kept == words
    assert len(kept) == len(words)
    assert kept[::2] == tuple(words[::2])
    for i, word in enumerate(words):
        assert kept[i] == kept[i - len(words)] == word
    with pytest.raises(IndexError):
        kept[len(words)]


@given(words, st.integers(0, 100), st.integers(0, 100))
def test_words_between_share_a_character(words: list[PlacedWord], a: int, b: int) -> None:
    start, end = min(a, b), max(a, b)
    wanted = words[
        bisect_right([w.end for w in words], start) : bisect_left([w.start for w in words], end)
    ]
    assert PlacedWords(words).between(start, end) == tuple(wanted)


@given(words, st.integers(0, 100), st.integers(0, 100))
def test_a_part_has_the_words_that_share_a_character_with_it(
    words: list[PlacedWord], a: int, b: int
) -> None:
    start, end = min(a, b), max(a, b)
    words = [word for word in words if not word.start < start < word.end]  # none is cut
    kept = PlacedWords(words)
    moved = [replace(w, start=w.start - start, end=w.end - start) for w in kept.between(start, end)]
    part = kept.part(start, end)
    assert part == moved
    assert pickle.loads(pickle.dumps(part)) == part
    back = PlacedWords()
    back.extend_moved(part, start)
    assert back == kept.between(start, end)


def test_of_many_words_memory_holds_little_more_than_their_offsets() -> None:
    many = 40_000
    tracemalloc.start()
    kept = PlacedWords(PlacedWord(7 * i, 7 * i + 6, i // 400, (1, 2, 3, 4)) for i in range(many))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 20 * many
    assert kept[many - 1] == PlacedWord(279_993, 279_999, 99, (1, 2, 3, 4))


def test_offsets_without_records_are_refused() -> None:
    kept = PlacedWords([PlacedWord(0, 3, 1)])
    with pytest.raises(ValueError, match="as many"):
        kept.extend_raw(kept.starts, kept.ends, b"")
