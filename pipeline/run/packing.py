"""A report as it was read and assembled, as bytes and back: equal to what went in.

The bytes are msgpack, compressed: data alone, whoever wrote them. A million words are never
held twice: they are packed some thousands at a time. What is damaged, or was
packed by another version, raises ``Damaged``.
"""

import types
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import srsly

from pipeline.schema import Document, PlacedWords
from pipeline.store import PageFacts

_MAGIC = b"CLMR\x02"
_LENGTH = 8  # bytes that say how long a frame is
_LARGEST = 1_000_000_000  # bytes of a frame
_WORDS = 50_000  # of a frame


class Damaged(Exception):
    """The bytes are not what we packed."""


@dataclass(frozen=True)
class Read:
    """A report as the stages before ``annotate`` leave it."""

    document: Document
    pages: tuple[PageFacts, ...]
    warnings: tuple[str, ...] = ()

    def named(self, file: str) -> "Read":
        """Return the same for a file of another name: titles may be taken from names."""
        document = self.document
        if document.file == file:
            return self
        untitled = document.title == PurePath(document.file).stem
        title = PurePath(file).stem if untitled else document.title
        return replace(self, document=replace(document, file=file, title=title))


def pack(read: Read) -> bytes:
    """Return ``read`` as bytes."""
    words = read.document.placed
    bare = replace(read, document=replace(read.document, words=()))
    stream = zlib.compressobj(6)
    packed = [_MAGIC, *_framed(stream, srsly.msgpack_dumps([_plain(bare), len(words)]))]
    for first in range(0, len(words), _WORDS):
        packed += _framed(stream, srsly.msgpack_dumps(_columns(words, first)))
    packed.append(stream.flush())
    return b"".join(packed)


def unpack(data: bytes) -> Read:
    """Return what was packed.

    Raises:
        Damaged: it is something else.
    """
    try:
        if not data.startswith(_MAGIC):
            raise ValueError("another version")
        stream = _Stream(data[len(_MAGIC) :])
        bare, count = srsly.msgpack_loads(stream.frame())
        read = _typed(Read, bare)
        if not isinstance(read, Read):
            raise TypeError("no report")
        words = PlacedWords()
        while len(words) < count:
            words.extend_raw(*_words(srsly.msgpack_loads(stream.frame())))
        stream.close()
        return replace(read, document=replace(read.document, words=words))
    except Exception as error:  # whatever a stranger's bytes may provoke
        raise Damaged(f"{type(error).__name__}: {error}") from error


# --- one compressed stream of frames: a length, and so many bytes ------------------------------


def _framed(stream: "zlib._Compress", message: bytes) -> Iterator[bytes]:
    yield stream.compress(len(message).to_bytes(_LENGTH, "little"))
    yield stream.compress(message)


class _Stream:
    """Reads frames out of compressed bytes, so that no more than one is held."""

    def __init__(self, data: bytes) -> None:
        self._opened = zlib.decompressobj()
        self._rest = data

    def frame(self) -> bytes:
        """Return the next one."""
        length = int.from_bytes(self._read(_LENGTH), "little")
        if not 0 < length <= _LARGEST:
            raise ValueError("a frame of no size")
        return self._read(length)

    def close(self) -> None:
        """Raise ValueError if there is more, or if the check sum at the end is wrong."""
        if self._opened.decompress(self._rest, 1) or not self._opened.eof:
            raise ValueError("no end, or more behind it")

    def _read(self, length: int) -> bytes:
        data = self._opened.decompress(self._rest, length)
        self._rest = self._opened.unconsumed_tail
        if len(data) < length:
            raise ValueError("cut short")
        return data


# --- words: as numbers, so that they are small and quick ---------------------------------------


def _columns(words: PlacedWords, first: int) -> list[bytes]:
    """Return the words from ``first`` on, not more than ``_WORDS`` of them."""
    last = first + _WORDS
    offsets = np.array([words.starts[first:last], words.ends[first:last]], "<i8")
    steps = np.diff(offsets, axis=1, prepend=0)  # small numbers compress well
    records = np.frombuffer(words.records(first, min(last, len(words))), "u1")
    # The first bytes of all, then the second ones: like stands by like.
    return [steps.tobytes(), records.reshape(-1, PlacedWords.RECORD).T.tobytes()]


def _words(columns: list[bytes]) -> tuple["array[int]", "array[int]", bytes]:
    steps, shuffled = columns
    offsets = np.cumsum(np.frombuffer(steps, "<i8").reshape(2, -1), axis=1)
    if not offsets.size:
        raise ValueError("a frame of no words")
    starts, ends = (array("I", one.astype("=u4").tobytes()) for one in offsets)
    records = np.frombuffer(shuffled, "u1").reshape(PlacedWords.RECORD, -1).T
    return starts, ends, records.tobytes()


# --- all else: a dataclass is the list of its fields ----------------------------------------


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):  # half a surrogate pair is no UTF-8
        return value.encode("utf-8", "surrogatepass")
    return value


def _typed(hint: Any, value: Any) -> Any:
    """Return ``value`` as the type that ``hint`` names; raise TypeError if it is none."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint(*[_typed(one, item) for one, item in zip(_hints(hint), value, strict=True)])
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        (hint,) = [one for one in arguments if one is not type(None)]
        return _typed(hint, value)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple([_typed(arguments[0], item) for item in value])
        return tuple([_typed(one, item) for one, item in zip(arguments, value, strict=True)])
    if origin is Sequence or hint is Sequence:
        return ()
    if hint is str or origin is Literal:
        value, hint = value.decode("utf-8", "surrogatepass"), str
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    if not isinstance(value, hint):
        raise TypeError(f"{type(value).__name__} for {hint}")
    return value


@cache
def _hints(kind: type) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[field.name] for field in fields(kind))
