"""Two sources of names, and what is made of where they differ."""

import spacy

from pipeline.train.shape import Token
from pipeline.train.silver import agreed


def test_agreed_names_stay_and_others_are_unknown():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "ORG", "pattern": "Hamas"}, {"label": "PERSON", "pattern": "Ramadan"}]
    )
    words = [("Hamas", "B-ORG"), ("met", "O"), ("Fatah", "B-ORG"), ("in", "O"), ("Ramadan", "O")]
    ((sentence,),) = agreed(nlp, [[[Token(w, name=n) for w, n in words]]], words=100)
    assert [t.name for t in sentence] == ["B-ORG", "O", None, "O", None]


def test_a_sentence_without_an_agreed_name_is_left_out():
    nlp = spacy.blank("en")
    assert agreed(nlp, [[[Token("Hamas", name="B-ORG")]]], words=100) == []
