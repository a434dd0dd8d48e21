"""Rows that were packed are the rows that were put in, as often as one looks."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.run import packed_claims
from pipeline.run.packed_claims import PackedClaims
from tests.claim_builders import claim


@given(st.lists(st.text(max_size=8), max_size=9))
def test_any_rows_come_back_in_their_order(texts: list[str]) -> None:
    rows = [claim(text) for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed_claims, "_AT_ONCE", 2)
        packed = PackedClaims.of(iter(rows))
    assert list(packed) == list(packed) == rows
    assert len(packed) == len(rows)
    assert pickle.loads(pickle.dumps(packed)) == packed == PackedClaims.of(rows)
    assert all(row in packed for row in rows)
