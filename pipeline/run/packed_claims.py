"""A report's rows on their way from where they are made to the store, some hundreds at a time.

As objects the rows of 2,000 pages take 100 MB, as bytes two or three.
"""

import pickle
import zlib
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Self

from pipeline.schema import Claim

_AT_ONCE = 500  # rows that are objects at a time


class PackedClaims(Collection[Claim]):
    """Rows in their order, packed; each walk through them makes them anew."""

    __slots__ = ("_count", "_packed")

    def __init__(self, packed: tuple[bytes, ...], count: int) -> None:
        self._packed = packed  # pickles: ours alone, never kept
        self._count = count

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Self:
        """Pack ``claims`` while they are made."""
        rest = iter(claims)
        packed: list[bytes] = []
        count = 0
        while some := tuple(islice(rest, _AT_ONCE)):
            packed.append(zlib.compress(pickle.dumps(some, protocol=5), 1))
            count += len(some)
        return cls(tuple(packed), count)

    def __iter__(self) -> Iterator[Claim]:
        for some in self._packed:
            yield from pickle.loads(zlib.decompress(some))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, claim: object) -> bool:
        return any(claim == one for one in self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedClaims) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._count)
