"""What the words of a line say of it."""

import pytest

from pipeline.assembly.wording import (
    ends_sentence,
    reads_as_heading,
    starts_list_item,
    tells_figure,
)


@pytest.mark.parametrize(
    ("text", "is_heading"),
    [
        ("Impact on Iran and Pakistan", True),
        ("3.1 Data and Methods", True),
        ("Resurgence of IS-K: A Challenge to Taliban Government", True),
        ("common threat.", False),
        ("The river rose by two metres", False),
        ("Currently, Iran and Pakistan,", False),
        ("Talks Between the", False),
    ],
)
def test_reads_as_heading(text: str, is_heading: bool) -> None:
    assert reads_as_heading(text) is is_heading


def test_sentence_ends() -> None:
    assert ends_sentence("It fell.”")
    assert not ends_sentence("It fell.®")
    assert ends_sentence("It fell.®", misread=True)
    assert not ends_sentence("in the U", misread=True)


@pytest.mark.parametrize("text", ["• fuel", "1. fuel", "(a) fuel", "iv) fuel", "– fuel"])
def test_items(text: str) -> None:
    assert starts_list_item(text)


@pytest.mark.parametrize("text", ["2021 was dry", "A river", "1.", "fuel"])
def test_no_items(text: str) -> None:
    assert not starts_list_item(text)


def test_a_decimal_begins_no_list_item() -> None:
    assert starts_list_item("5.1 The Budget")
    assert not starts_list_item("5.1 billion dollars.")


@pytest.mark.parametrize(
    "text", ["It rained.3", "It rained.”4, 5", "It rained. [6]", "It rained.*"]
)
def test_a_callout_behind_the_stop_ends_a_sentence_too(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["It rose by 3.5", "as in version 2.0", "the river [6]"])
def test_a_number_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Received: $10.4M", True),
        ("Households reached: 12,400", True),
        ("Helpline: (800) 555-0142", False),
        ("Media desk: +44 20 5550 0142", False),
        ("Authority: 49 U.S.C. 106(g)", False),
        ("The ministry said that: none came", False),
    ],
)
def test_a_label_and_its_figure(text: str, tells: bool) -> None:
    assert tells_figure(text) is tells
