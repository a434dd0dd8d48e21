"""Labels of the corpora made ours."""

import pytest

from pipeline.train.labels import tidied
from pipeline.train.names import spaced
from pipeline.train.shape import Token, plain_text


def tagged(text, tags):
    return [Token(w, name=t) for w, t in zip(text.split(), tags.split(), strict=True)]


EXAMPLES = [
    # corpus, words, its tags, ours (? is unknown)
    ("uner", "the Taliban", "B-ORG I-ORG", "O B-ORG"),
    ("uner", "Iraqi troops", "B-OTH O", "B-NORP O"),
    ("uner", "Windows XP", "B-OTH I-OTH", "? ?"),
    ("crossner", "President Vladimir Putin", "B-politician I-politician I-politician",
     "O B-PERSON I-PERSON"),
    ("crossner", "1988 elections", "B-election I-election", "? ?"),
    ("re_docred", "American", "B-LOC", "B-NORP"),
    ("re_docred", "in 1988", "O B-TIME", "O O"),
    ("re3d", "We attacked", "B-Person O", "O O"),
    ("re3d", "the city", "B-Location I-Location", "? ?"),
    ("re3d", "the Netherlands spoke", "B-Organisation I-Organisation O", "O B-LOC O"),
    ("re3d", "Netherlands Police spoke", "B-Organisation I-Organisation O", "B-ORG I-ORG O"),
    ("gmb", "U.S. and Iraqi", "B-gpe O B-gpe", "B-LOC O B-NORP"),
]  # fmt: skip


@pytest.mark.parametrize(("corpus", "words", "theirs", "ours"), EXAMPLES)
def test_labels(corpus, words, theirs, ours):
    sentence = tidied(tagged(words, theirs), corpus)
    assert " ".join("?" if t.name is None else t.name for t in sentence) == ours


@pytest.mark.parametrize(
    ("tokens", "printed"),
    [
        ('He said , " Stop ! "', 'He said, "Stop!"'),
        ("Iran ( the state ) 's oil", "Iran (the state)'s oil"),
        ("the Sunni - led group", "the Sunni-led group"),
    ],
)
def test_space_is_put_where_print_has_it(tokens, printed):
    assert plain_text([spaced([Token(t) for t in tokens.split()])]).strip() == printed
