"""Made sentences: trees that hold, and words that are tagged as reports use them."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.made import completed, made_sentences
from pipeline.train.shape import Passage, Sentence, Token, plain_text

GOLD: list[Passage] = [[[Token("dogs", tag="NNS", morph="Number=Plur"), Token("bark", tag="VBP")]]]


def made(seed: int, number: int = 20) -> list[Sentence]:
    return [sentence for (sentence,) in made_sentences(GOLD, number=number, seed=seed)]


@given(st.integers(0, 10_000))
def test_every_sentence_is_one_tree(seed: int) -> None:
    for sentence in made(seed, 3):
        roots = [i for i, token in enumerate(sentence) if token.head == i]
        assert len(roots) == 1
        assert sentence[roots[0]].dep == "ROOT"
        for i in range(len(sentence)):
            seen: set[int] = set()
            while (head := sentence[i].head) is not None and head != i:
                assert i not in seen
                seen.add(i)
                i = head


@given(st.integers(0, 10_000))
def test_no_arcs_cross(seed: int) -> None:
    for sentence in made(seed, 3):
        arcs = [(min(i, t.head), max(i, t.head)) for i, t in enumerate(sentence) if t.head != i]
        for a, b in arcs:
            assert not any(a < c < b < d for c, d in arcs)


def test_it_reads_as_a_sentence() -> None:
    for sentence in made(3):
        text = plain_text([sentence]).strip()
        assert text[0] == "“" or not text[0].islower()
        assert text.endswith(".")
        assert " ," not in text
        assert "_" not in text


def test_the_same_seed_makes_the_same_sentences() -> None:
    assert made(7) == made(7)
    assert made(7) != made(8)


@pytest.mark.parametrize(("word", "tag"), [("rose", "VBD"), ("percent", "NN"), ("doubled", "VBD")])
def test_words_that_the_treebanks_hardly_have(word: str, tag: str) -> None:
    found = [t for sentence in made(1, 600) for t in sentence if t.text == word]
    assert len(found) >= 5
    assert {t.tag for t in found} <= {tag, "VBN"}


def test_what_the_rules_leave_open_the_model_fills() -> None:
    whole = completed(made_sentences(GOLD, number=5, seed=2), GOLD, spacy.blank("en"))
    tokens = [token for (sentence,) in whole for token in sentence]
    assert all(token.morph is not None for token in tokens)
    assert {t.lemma for t in tokens if t.tag == "NNS"} == {None}  # read otherwise: not known
    assert {t.morph for t in tokens if t.tag == "NNS"} == {"Number=Plur"}
    assert {t.lemma for t in tokens if t.text in {"rose", "risen"}} <= {"rise"}
