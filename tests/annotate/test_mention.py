"""Characters that names stand on."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.actors.mention import Covered

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda s: (s[0], sum(s))))


@given(spans, spans)
def test_what_is_covered_is_every_character_of_every_span(
    first: list[tuple[int, int]], later: list[tuple[int, int]]
) -> None:
    covered = Covered(first)
    for span in later:
        covered.add(span)
    characters = {i for start, end in first + later for i in range(start, end)}
    assert {i for i in range(-1, 40) if i in covered} == characters
