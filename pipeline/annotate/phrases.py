"""A table of phrases, looked up in a list of words: linear in the words, whatever its size."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Label = TypeVar("Label")


class Phrases(Generic[Label]):
    """Phrases with labels; a phrase is words in small letters, and may have several labels."""

    def __init__(self, rows: Iterable[tuple[str, Label]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        for phrase, label in rows:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, label))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Label]]:
        """Yield (start, end, label) for each phrase that stands in ``words`` (small letters)."""
        for i, word in enumerate(words):
            for phrase, label in self._by_first.get(word, ()):
                end = i + len(phrase)
                if len(phrase) == 1 or tuple(words[i:end]) == phrase:
                    yield i, end, label
