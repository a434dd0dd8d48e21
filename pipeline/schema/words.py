"""Where the words of a report's text were printed."""

import struct
import tempfile
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from pipeline.schema.printed import Box, Method


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where the characters ``[start, end)`` of the text were printed.

    A hyphenated word has two, one for each line. ``PlacedWord``s stand in the order of the
    text and do not overlap.
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    confidence: float = 1.0
    method: Method = "text"


_NO_BOX = (float("nan"),) * 4
_RECORD = struct.Struct("<4ddi?")  # box, confidence, page, read by OCR
_OFFSET = "I"  # four bytes
_AT_ONCE = 4096  # words that are made while going through all


class PlacedWords(Sequence[PlacedWord]):
    """PlacedWords as numbers: a long report has a million of them.

    Where they begin and end stays in memory, 8 bytes a word; what else is known of them lies in
    a temporary file as soon as they are many. They are made when asked for.
    """

    RECORD = _RECORD.size  # bytes a word in ``records``
    IN_MEMORY = 1 << 20  # bytes of records; about 50 pages

    __slots__ = ("_file", "ends", "starts")

    def __init__(self, words: Iterable[PlacedWord] = ()) -> None:
        self.starts, self.ends = array(_OFFSET), array(_OFFSET)
        # Closed, and so deleted, with the last reference to it.
        self._file = tempfile.SpooledTemporaryFile(max_size=self.IN_MEMORY)  # noqa: SIM115
        self.extend(words)

    def extend(self, words: Iterable[PlacedWord]) -> None:
        """Add words behind the last one."""
        starts, ends = array(_OFFSET), array(_OFFSET)
        records = bytearray()
        for word in words:
            starts.append(word.start)
            ends.append(word.end)
            box = word.box or _NO_BOX
            records += _RECORD.pack(*box, word.confidence, word.page, word.method == "ocr")
        self.extend_raw(starts, ends, bytes(records))

    def extend_raw(self, starts: "array[int]", ends: "array[int]", records: bytes) -> None:
        """Add words behind the last one: offsets, and ``RECORD`` bytes each as ``records`` has.

        Raises:
            ValueError: there are not as many of each.
        """
        if not len(starts) == len(ends) == len(records) / self.RECORD:
            raise ValueError("not as many starts, ends and records of words")
        self._file.seek(len(self) * self.RECORD)
        self._file.write(records)
        self.starts += starts
        self.ends += ends

    def records(self, first: int, last: int) -> bytes:
        """Return what is kept of the words ``[first, last)`` beside their offsets."""
        self._file.seek(first * self.RECORD)
        return self._file.read(max(0, last - first) * self.RECORD)

    def between(self, start: int, end: int) -> tuple[PlacedWord, ...]:
        """Return the words that share a character with ``[start, end)``."""
        return self[bisect_right(self.ends, start) : bisect_left(self.starts, end)]

    def extend_moved(self, words: "PlacedWords", by: int) -> None:
        """Add words behind the last one, so many characters further on than they are."""
        self._add(words, 0, len(words), by)

    def part(self, start: int, end: int) -> "PlacedWords":
        """Return the words that share a character with ``[start, end)``, counted from there."""
        part = PlacedWords()
        part._add(self, bisect_right(self.ends, start), bisect_left(self.starts, end), -start)
        return part

    def _add(self, words: "PlacedWords", first: int, last: int, by: int) -> None:
        starts = array(_OFFSET, [start + by for start in words.starts[first:last]])
        ends = array(_OFFSET, [end + by for end in words.ends[first:last]])
        self.extend_raw(starts, ends, words.records(first, last))

    def __reduce__(self) -> tuple[Callable[..., "PlacedWords"], tuple[object, ...]]:
        return _made_of, (self.starts, self.ends, self.records(0, len(self)))

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[PlacedWord]:
        for first in range(0, len(self), _AT_ONCE):
            yield from self[first : first + _AT_ONCE]

    @overload
    def __getitem__(self, index: int) -> PlacedWord: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PlacedWord, ...]: ...
    def __getitem__(self, index: int | slice) -> PlacedWord | tuple[PlacedWord, ...]:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            if step != 1:
                return tuple(self[i] for i in range(first, last, step))
            return tuple(self._made(first, last))
        i = range(len(self))[index]
        return next(self._made(i, i + 1))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # it may grow

    def _made(self, first: int, last: int) -> Iterator[PlacedWord]:
        places = zip(self.starts[first:last], self.ends[first:last], strict=True)
        rest = _RECORD.iter_unpack(self.records(first, last))
        for (start, end), (x0, top, x1, bottom, confidence, page, ocr) in zip(
            places, rest, strict=True
        ):
            box = (x0, top, x1, bottom) if x0 == x0 else None  # nothing else differs from itself
            yield PlacedWord(start, end, page, box, confidence, "ocr" if ocr else "text")


def _made_of(starts: "array[int]", ends: "array[int]", records: bytes) -> PlacedWords:
    words = PlacedWords()
    words.extend_raw(starts, ends, records)
    return words
