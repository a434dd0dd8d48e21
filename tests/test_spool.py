"""Values out of memory: what comes back is what was put in, from memory or from a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spool import Spool

VALUES = st.lists(st.text() | st.integers() | st.tuples(st.booleans(), st.binary()))


class OnDisk(Spool[object]):
    """In a file from the first value on."""

    IN_MEMORY = 1


@pytest.mark.parametrize("kind", [Spool, OnDisk])
@given(values=VALUES)
def test_any_values_come_back_in_their_order(kind: type[Spool[object]], values: list[str]) -> None:
    spool = kind(values)
    assert len(spool) == len(values)
    assert list(spool) == values
    assert [spool[i] for i in reversed(range(len(values)))] == values[::-1]
    with pytest.raises(IndexError):
        spool[len(values)]


def test_values_are_added_behind_those_that_were_read() -> None:
    spool = OnDisk(["a", "b"])
    assert spool[0] == "a"
    spool.append("c")
    assert list(spool) == ["a", "b", "c"]
