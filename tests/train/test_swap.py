"""Another name of the same kind stands where one stood; the rest of the sentence stays."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.shape import Token, name_spans, plain_text
from pipeline.train.swap import names_of, swapped


def sentence(*words):
    return [Token(w, name=name, head=0, dep="dep", tag="X") for w, name in words]


CLASH = sentence(("Hamas", "B-ORG"), ("attacked", "O"), ("New", "B-LOC"), ("York", "I-LOC"))
VISIT = sentence(("UN", "B-ORG"), ("staff", "O"), ("saw", "O"), ("Raqqa", "B-LOC"))


def test_each_name_is_known_once_by_its_label():
    known = names_of([[CLASH, VISIT], [CLASH]])
    texts = {label: [" ".join(t.text for t in n) for n in names] for label, names in known.items()}
    assert texts == {"ORG": ["Hamas", "UN"], "LOC": ["New York", "Raqqa"]}


def test_a_name_is_changed_for_one_of_its_kind():
    known = names_of([[VISIT]])
    changed = swapped(CLASH, known, Random(0), share=1.0)
    assert plain_text([changed]) == "UN attacked Raqqa "
    assert [t.name for t in changed] == ["B-ORG", "O", "B-LOC"]


def test_without_a_share_no_word_changes():
    assert plain_text([swapped(CLASH, names_of([[VISIT]]), Random(0), share=0.0)]) == plain_text(
        [CLASH]
    )


@given(st.integers())
def test_what_is_unknown_stays_unknown_and_labels_keep_their_order(seed):
    masked = [*CLASH, Token("Eid", name=None), *VISIT]
    changed = swapped(masked, names_of([[CLASH, VISIT]]), Random(seed), share=0.5)
    labels = [label for *_, label in name_spans([t.name for t in changed])]
    assert labels == ["ORG", "LOC", "ORG", "LOC"]
    assert [t.text for t in changed if t.name is None] == ["Eid"]
