"""The components of the model, untrained, and the recipe they are trained by."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import convert_vectors

from pipeline.annotate import clusters, tokenizer  # noqa: F401  (registers its embedding)
from pipeline.train.clusters import add_clusters

SEED = 20


@dataclass(frozen=True)
class Recipe:
    """How the model is trained: sizes, passes over the data, noise. Times are for one core."""

    vector_dim: int = 64
    vector_rows: int = 20_000
    vector_epochs: int = 10
    cluster_words: int = 80_000  # the most frequent words of the table of clusters
    syntax_width: int = 128
    syntax_depth: int = 5
    syntax_epochs: tuple[int, ...] = (10, 5)  # passes a cycle
    made_sentences: int = 5000  # beside the treebanks, in the last passes over the syntax
    made_epochs: int = 3
    made_rate: float = 0.0006
    hidden_width: int = 128
    names_width: int = 96
    names_depth: int = 4
    names_epochs: tuple[int, ...] = (6, 5)
    dropout: float = 0.2
    names_swapped: float = 0.25  # of the names in the last pass are changed for others
    last_rate: float = 0.0006  # of that pass
    last_dropout: float = 0.25
    learn_rate: float = 0.0015
    later_rate: float = 0.6  # of the cycle before, in each later cycle
    batch_words: int = 700
    noisy: float = 0.15  # share of the passages that each pass sees degraded
    silver_words: int = 150_000  # of GMB, where the first cycle's model agrees with its labels
    seed: int = SEED


def blank(vectors: Path | None = None, *, cluster_words: int = 0) -> Language:
    """Return an empty English pipeline with our tokeniser, and ``vectors`` if they are given."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    if vectors is not None:
        convert_vectors(nlp, vectors, truncate=0, prune=-1, mode="floret", attr="LOWER")
    if cluster_words:
        add_clusters(nlp, words=cluster_words)
    return nlp


def tok2vec(width: int, depth: int, *, static: bool) -> dict[str, Any]:
    """Return the config of an encoder: hashed features and vectors, then windows of words."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "reports.ClusterHashEmbed.v1",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 1500],
            "cluster_width": width // 2,
            "cluster_rows": [1500, 400, 130, 40],
            "include_static_vectors": static,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "depth": depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def add_syntax(nlp: Language, recipe: Recipe) -> None:
    """Add the components of the syntax, untrained, all on one encoder."""
    width = recipe.syntax_width
    static = nlp.vocab.vectors.shape[0] > 0
    listener = {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": width,
        "upstream": "tok2vec",
    }
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    nlp.add_pipe("tok2vec", config={"model": tok2vec(width, recipe.syntax_depth, static=static)})
    nlp.add_pipe("senter", config={"model": tagger, "overwrite": False})
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("morphologizer", config={"model": tagger})
    nlp.add_pipe("trainable_lemmatizer", config={"model": tagger, "min_tree_freq": 3})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": True,
        "hidden_width": recipe.hidden_width,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 10})


def add_names(nlp: Language, recipe: Recipe) -> None:
    """Add the name tagger, untrained, with an encoder of its own."""
    static = nlp.vocab.vectors.shape[0] > 0
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec(recipe.names_width, recipe.names_depth, static=static),
    }
    nlp.add_pipe("ner", config={"model": model})
