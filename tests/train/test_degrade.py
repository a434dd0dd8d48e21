"""Noise moves words, never the truth about them."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.degrade import Noise, degraded
from pipeline.train.shape import Token, name_spans


def sentence():
    words = "The Islamic State attacked seventeen government buildings in Kabul , officials said ."
    names = ["O", "B-ORG", "I-ORG", "O", "O", "O", "O", "O", "B-LOC", "O", "O", "O", "O"]
    heads = [2, 2, 3, 3, 6, 6, 3, 8, 3, 3, 11, 3, 3]
    return [
        Token(text=w, name=n, head=h, dep="ROOT" if h == i else "dep", tag="X", pos="X")
        for i, (w, n, h) in enumerate(zip(words.split(), names, heads, strict=True))
    ]


LOUD = Noise(0.3, 0.3, 0.3, 0.5, 0.3, 0.5, 0.3, 0.5)


@given(st.integers())
def test_names_and_tree_survive(seed):
    noisy = degraded(sentence(), Random(seed), LOUD)
    assert [label for *_, label in name_spans([t.name for t in noisy])] == ["ORG", "LOC"]
    roots = [i for i, t in enumerate(noisy) if t.head == i]
    assert len(roots) == 1
    for i in range(len(noisy)):
        steps = 0
        while noisy[i].head != i:
            i, steps = noisy[i].head, steps + 1
            assert steps <= len(noisy)


def test_the_same_seed_gives_the_same_noise():
    assert degraded(sentence(), Random(7), LOUD) == degraded(sentence(), Random(7), LOUD)


def test_what_is_unknown_stays_unknown():
    masked = sentence()
    for token in masked:
        token.name = None
    assert all(t.name is None for t in degraded(masked, Random(1), LOUD))


@pytest.mark.parametrize(
    ("noise", "printed"),
    [
        (Noise(1, 0, 0, 0, 0, 0, 0, 0), "THE ISLAMIC STATE"),
        (Noise(0, 1, 0, 0, 0, 0, 0, 0), "the islamic state"),
        (Noise(0, 0, 0, 0, 0, 0, 0, 0), "The Islamic State"),
    ],
)
def test_each_kind_of_noise_has_its_own_chance(noise, printed):
    assert " ".join(t.text for t in degraded(sentence(), Random(3), noise)[:3]) == printed


def test_a_word_broken_at_a_hyphen_keeps_its_name():
    broken = degraded(sentence(), Random(0), Noise(0, 0, 0, 1.0, 0, 0, 0, 0))
    assert "-" in broken[1].text
    assert broken[1].name == "B-ORG"
    assert broken[2].name == "I-ORG"
    assert broken[1].dep == "goeswith"
