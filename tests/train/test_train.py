"""Training on a toy corpus in seconds; what the shipped model promises is in test_model.py."""

import pytest
from thinc.api import NumpyOps, set_current_ops

from pipeline import train
from pipeline.errors import SettingsError
from pipeline.train import fitting
from pipeline.train.corpora import Corpora
from pipeline.train.scoring import score_names, score_syntax
from pipeline.train.shape import Token

SMALL = train.Recipe(
    syntax_width=32, syntax_depth=1, hidden_width=16, names_width=32, names_depth=1,
    batch_words=20, noisy=0.0, learn_rate=0.01, cluster_words=0, made_sentences=20,
)  # fmt: skip
PLACES = ["Kabul", "Mosul", "Aleppo", "Raqqa", "Tripoli"]
GROUPS = ["IS-K", "Hamas", "Taliban", "Hezbollah", "Al-Qaeda"]


def passage(group, place, *, known=True):
    """``GROUP attacked PLACE .``, annotated."""
    words = [
        (group, "NNP", "PROPN", 1, "nsubj", "B-ORG"),
        ("attacked", "VBD", "VERB", 1, "ROOT", "O"),
        (place, "NNP", "PROPN", 1, "obj", "B-LOC"),
        (".", ".", "PUNCT", 1, "punct", "O"),
    ]
    tokens = [
        Token(text=w, tag=tag, pos=pos, morph="", lemma=w.lower(), head=head, dep=dep,
              name=name if known else None)
        for w, tag, pos, head, dep, name in words
    ]  # fmt: skip
    tokens[-1].space = "\n\n"
    return [tokens]


DATA = [passage(g, p) for g in GROUPS for p in PLACES]


@pytest.fixture(autouse=True)
def one_ops():
    set_current_ops(NumpyOps())


def trained(data=DATA, epochs=10):
    nlp = train.blank()
    train.add_names(nlp, SMALL)
    train.fit(nlp, data, SMALL, epochs=epochs, dropout=0.2)
    return nlp


def test_names_are_learnt():
    nlp = trained()
    assert score_names(nlp, DATA).f("names") > 90


def test_the_same_data_give_the_same_model():
    first, second = trained(epochs=2), trained(epochs=2)
    assert first.get_pipe("ner").model.to_bytes() == second.get_pipe("ner").model.to_bytes()


def test_unknown_labels_teach_nothing():
    nlp = trained()
    masked = [fitting._example(nlp, passage(g, p, known=False)) for g in GROUPS for p in PLACES]
    losses = {}
    nlp.update(masked, losses=losses, sgd=None)
    assert losses["ner"] == 0


def test_both_halves_make_one_pipeline_that_spacy_loads_alone(tmp_path):
    import spacy

    syntax = train.blank()
    train.add_syntax(syntax, SMALL)
    train.fit(syntax, DATA, SMALL, epochs=8, dropout=0.2)
    train.assemble(syntax, trained(), tmp_path / "model", scores={})
    nlp = spacy.load(tmp_path / "model")
    assert nlp.config["nlp"]["tokenizer"]["@tokenizers"] == "spacy.Tokenizer.v1"
    assert [t.text for t in nlp("Al-Qaeda attacked Mosul.")] == [
        "Al-Qaeda",
        "attacked",
        "Mosul",
        ".",
    ]
    assert score_syntax(nlp, DATA).f("las") > 80
    assert score_names(nlp, DATA).f("names") > 90


def test_the_degraded_dev_set_is_the_same_every_time():
    corpora = Corpora(names_dev={"toy": DATA})
    assert train.degraded_dev(corpora) == train.degraded_dev(corpora)


def test_a_folder_without_the_corpora_is_named(tmp_path):
    with pytest.raises(SettingsError, match="ud_english_ewt"):
        train.train_model(tmp_path, tmp_path / "out")
