"""Scores of answers whose truth is known by hand."""

import spacy
from spacy.tokens import Doc

from pipeline.train.scoring import Tally, score_names
from pipeline.train.shape import Token


def test_f1_of_two_hits_in_three_found_and_four_there():
    tally = Tally(hits=2, gold=4, found=3)
    assert round(tally.f, 1) == 57.1
    assert tally.recall == 50


def test_a_right_span_with_a_wrong_label_counts_for_the_span_only():
    nlp = spacy.blank("en")

    @spacy.Language.component("toy_names")
    def toy_names(doc: Doc) -> Doc:
        doc.set_ents([spacy.tokens.Span(doc, 0, 1, "LOC"), spacy.tokens.Span(doc, 2, 3, "LOC")])
        return doc

    nlp.add_pipe("toy_names")
    gold = [[Token("Hamas", name="B-ORG"), Token("left", name="O"), Token("Gaza", name="B-LOC")]]
    scores = score_names(nlp, [gold])
    assert (scores.f("names"), scores.f("spans")) == (50, 100)


def test_what_the_corpus_does_not_know_is_not_counted():
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Ramadan"}])
    gold = [[Token("Ramadan", name=None), Token("ended", name="O")]]
    assert score_names(nlp, [gold]).total["names"].found == 0


def test_labels_a_corpus_does_not_have_are_not_asked_for():
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "NORP", "pattern": "Syrian"}])
    gold = [[Token("Syrian", name="O"), Token("exiles", name="O")]]
    assert score_names(nlp, [gold], labels=("ORG",)).total["names"].found == 0
    assert score_names(nlp, [gold]).total["names"].found == 1
