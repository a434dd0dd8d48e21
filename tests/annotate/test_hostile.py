"""Long runs without sense cost time in proportion to their length, not to its square."""

import time

import pytest
import spacy

from pipeline.annotate import quantities, time_place  # noqa: F401  (register the factories)

NLP = spacy.blank("en")
for name in ("quantities", "time_place"):
    NLP.add_pipe(name)

RUNS = [
    "1 ", "1-", "1–", "(1", "$1", "1%", "one ", "hundred ", "million ", "twenty-", "half a ",
    "one in ", "between ", "from 1 to ", "in 1999 ", "May 5 ", "up to ", "per 1", "in the ", "3/4 ",
]  # fmt: skip


def seconds(text: str) -> float:
    doc = NLP.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    start = time.process_time()
    for _, component in NLP.pipeline:
        component(doc)
    return time.process_time() - start


@pytest.mark.parametrize("run", RUNS)
def test_four_times_the_length_takes_less_than_eight_times_the_time(run: str) -> None:
    short, long = ((run * size)[:size] for size in (1500, 6000))
    seconds(short)  # word lists are read once
    assert seconds(long) < 8 * seconds(short) + 0.2
