"""Where direct speech opens and closes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.attribution.quotes import find_quotes

# Between the brackets stands what is found, marks included.
EXAMPLES = [
    "He said [“it is over”].",
    'She wrote: ["We lost."] He laughed.',
    "Die Zeitung schrieb [„es ist vorbei“] und schwieg.",
    "Le maire dit [« c'est fini »] hier.",
    "[‘It is over,’] he said.",
    "The army’s claim that it couldn’t move was false.",  # apostrophes
    "The workers' rights and the farmers' land are safe.",
    "In the ’90s and the '80s prices rose.",
    "A 5' 10\" man stood there.",  # feet and inches open nothing
    "He called it [“a so-called ‘victory’ of sorts”] on Monday.",  # the outermost
    "[“One day,”] she said, [“they will return.”]",
]


@pytest.mark.parametrize("marked", EXAMPLES)
def test_finds_what_stands_between_the_marks(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    expected = [part.split("]")[0] for part in marked.split("[")[1:]]
    assert [text[start:end] for start, end in find_quotes(text)] == expected


def test_speech_over_paragraphs_opens_each_and_closes_the_last() -> None:
    text = "“We lost the town.\n\n“Nobody came to help us,” the mayor said."
    assert [text[a:b] for a, b in find_quotes(text)] == [
        "“We lost the town.",
        "“Nobody came to help us,”",
    ]


def test_no_quotation_crosses_a_block() -> None:
    text = "“We lost. The list has four items.”"
    assert find_quotes(text, [(0, 9), (10, len(text))]) == [(0, 9)]


@given(st.text(alphabet="a b“”\"'‘’.\n", max_size=200))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    quotes = find_quotes(text)
    assert all(0 <= start < end <= len(text) for start, end in quotes)
    assert all(a[1] <= b[0] for a, b in pairwise(quotes))
