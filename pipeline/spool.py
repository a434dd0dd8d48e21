"""Values that are needed one after another, out of memory in between."""

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """Values in their order; as soon as they are many, in a temporary file.

    They are made anew whenever they are asked for: equal to what was put in, not the same.
    """

    IN_MEMORY = 1 << 20  # bytes

    def __init__(self, values: Iterable[T] = ()) -> None:
        # Closed, and so deleted, with the last reference to it. Pickles: ours alone, never kept.
        self._file = tempfile.SpooledTemporaryFile(max_size=self.IN_MEMORY)  # noqa: SIM115
        self._ends = array("Q", [0])
        for value in values:
            self.append(value)

    def append(self, value: T) -> None:
        """Add a value behind the last one."""
        self._file.seek(self._ends[-1])
        pickle.dump(value, self._file, protocol=5)
        self._ends.append(self._file.tell())

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> T:
        i = range(len(self))[index]
        self._file.seek(self._ends[i])
        value: T = pickle.loads(self._file.read(self._ends[i + 1] - self._ends[i]))
        return value

    def __iter__(self) -> Iterator[T]:
        return (self[i] for i in range(len(self)))
