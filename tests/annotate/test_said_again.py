"""A name told once is known wherever it stands, unless it is part of another or a common word."""

import pytest

from pipeline.annotate.actors.gazetteer import split_words
from pipeline.annotate.actors.mention import Evidence, Mention
from pipeline.annotate.actors.said_again import said_again


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Servel counts. Data from Servel show it.", ["Servel"]),
        ("Servel counts. Bright Servel Holding waits.", []),
        ("Servel counts. A servel is a cat; Servel sleeps.", []),
        ("Servel counts. In Servel, at Servel, by Servel: it is a town.", []),
    ],
)
def test_the_first_name_is_known_again(text: str, again: list[str]) -> None:
    told = Mention(0, len("Servel"), "Servel", "organisation", evidence=Evidence.SHAPE)
    found = list(said_again(text, split_words(text), [told]))
    assert [text[m.start : m.end] for m in found] == again
    assert all(m.start > 0 and m.evidence is Evidence.MODEL for m in found)
