"""Which words the main clause holds: in brackets what stays, without a parse."""

import pytest
import spacy
from spacy.language import Language

from pipeline.annotate.scope import content_clause, main_clause


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.mark.parametrize(
    "marked",
    [
        "[The army withdrew from the town .]",
        "If the dam fails , [the town will be flooded .]",
        "[The ministry said] that it would not pay .",
        "[Prices rose] because traders feared a drought .",
        "[The law] , which nobody read , [was passed in May .]",
        "[The fund is empty] ; the ministry denies it .",
        "[The threat is real] as it could spread .",
    ],
)
def test_keeps_the_words_of_the_main_clause(nlp: Language, marked: str) -> None:
    kept = [word for part in marked.split("[")[1:] for word in part.split("]")[0].split()]
    doc = nlp(marked.replace("[", "").replace("]", ""))
    assert [token.text for token in main_clause(doc[:]) if token.text != ","] == [
        word for word in kept if word != ","
    ]


def test_the_content_is_what_that_introduces(nlp: Language) -> None:
    doc = nlp("The group announced that it would return because it rained.")
    assert [token.text for token in content_clause(doc[:])] == ["it", "would", "return"]


def test_without_that_there_is_no_content(nlp: Language) -> None:
    assert content_clause(nlp("The group would return.")[:]) == []
