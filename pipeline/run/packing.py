"""A report as it was read and assembled, as bytes and back: equal to what went in.

The bytes are msgpack, compressed: data alone, whoever wrote them. What is damaged, or was
packed by another version, raises ``Damaged``.
"""

import types
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import PurePath
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import srsly
from numpy.typing import NDArray

from pipeline.schema import Document, PlacedWord, PlacedWords
from pipeline.store import PageFacts

_MAGIC = b"CLMR\x01"
_LARGEST = 2_000_000_000  # bytes that are unpacked


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
    bare = replace(read, document=replace(read.document, words=()))
    message = [_plain(bare), _columns(read.document.words)]
    return _MAGIC + zlib.compress(srsly.msgpack_dumps(message), 6)


def unpack(data: bytes) -> Read:
    """Return what was packed.

    Raises:
        Damaged: it is something else.
    """
    try:
        if not data.startswith(_MAGIC):
            raise ValueError("another version")
        opened = zlib.decompressobj()
        message = opened.decompress(data[len(_MAGIC) :], _LARGEST)
        if not opened.eof:
            raise ValueError("cut short")
        bare, columns = srsly.msgpack_loads(message)
        read = _typed(Read, bare)
        if not isinstance(read, Read):
            raise TypeError("no report")
        return replace(read, document=replace(read.document, words=_words(columns)))
    except Exception as error:  # whatever a stranger's bytes may provoke
        raise Damaged(f"{type(error).__name__}: {error}") from error


# --- words: columns of numbers, so that they are small and quick ----------------------------


def _columns(words: Sequence[PlacedWord]) -> list[bytes | memoryview]:
    kept = words if isinstance(words, PlacedWords) else PlacedWords(words)
    whole = np.array([kept.starts, kept.ends, kept.pages], "<i8")
    steps = np.diff(whole, axis=1, prepend=0).astype("<i4")  # small numbers compress well
    boxes = np.asarray(kept.boxes, "<f8").reshape(-1, 4)
    exact = np.vstack([boxes.T, np.asarray(kept.confidences, "<f8")])
    # Views: of a long report, each copy would be as large as all its text.
    return [_bytes_of(steps), _bytes_of(exact), bytes(kept.ocr)]


def _bytes_of(numbers: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(numbers).reshape(-1).view(np.uint8).data


def _words(columns: list[bytes]) -> PlacedWords:
    steps, exact, ocr = columns
    starts, ends, pages = np.cumsum(np.frombuffer(steps, "<i4").reshape(3, -1), axis=1, dtype="i8")
    *boxes, confidences = np.frombuffer(exact, "<f8").reshape(5, -1)
    if not len(starts) == len(confidences) == len(ocr):
        raise ValueError("columns of several lengths")
    words = PlacedWords()
    words.starts.frombytes(_bytes_of(starts))
    words.ends.frombytes(_bytes_of(ends))
    words.pages.frombytes(_bytes_of(pages.astype("i4")))
    words.boxes.frombytes(_bytes_of(np.stack(boxes, axis=1)))
    words.confidences.frombytes(_bytes_of(confidences))
    words.ocr.extend(ocr)
    return words


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
