"""A folder of corpora -> ``models/en_reports``: a spaCy pipeline trained from nothing.

    vectors     floret on the open text of the folder
    syntax      tok2vec -> sentence starts, tags, morphology, lemmas, dependencies
    names       a tok2vec of its own -> PERSON, ORG, LOC, NORP

Both parts look words up in the one table of vectors. One thread and one seed each, so the same
folder gives the same model. What the model knows and how well is in its ``MODEL.md``.
"""

import json
import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.training import Example
from spacy.training.initialize import convert_vectors
from spacy.util import fix_random_seed
from thinc.api import Adam

from pipeline.annotate import tokenizer
from pipeline.training import corpora as corpora_
from pipeline.training.degrade import degraded
from pipeline.training.scoring import score_names, score_syntax
from pipeline.training.shape import Passage, to_doc
from pipeline.training.text import train_vectors

log = logging.getLogger(__name__)

SEED = 20
MODEL_NAME = "reports"
SYNTAX = ("tok2vec", "senter", "tagger", "morphologizer", "trainable_lemmatizer", "parser")


@dataclass(frozen=True)
class Recipe:
    """How the model is trained: sizes, passes over the data, noise. Times are for one core."""

    vector_dim: int = 64
    vector_rows: int = 30_000
    vector_epochs: int = 10
    syntax_width: int = 128
    syntax_depth: int = 5
    syntax_epochs: int = 16
    hidden_width: int = 96
    names_width: int = 96
    names_depth: int = 4
    names_epochs: int = 10
    dropout: float = 0.2
    learn_rate: float = 0.001
    batch_words: int = 700
    noisy: float = 0.15  # share of the passages that each pass sees degraded
    silver_words: int = 0  # words of self-labelled text added to each pass, see ``_silver``
    seed: int = SEED


def blank(vectors: Path | None = None, recipe: Recipe = Recipe()) -> Language:
    """Return an empty English pipeline with our tokeniser, and ``vectors`` if they are given."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    if vectors is not None:
        convert_vectors(nlp, vectors, truncate=0, prune=-1, mode="floret", attr="LOWER")
    return nlp


def tok2vec(width: int, depth: int, *, static: bool) -> dict[str, Any]:
    """Return the config of an encoder: hashed features and vectors, then windows of words."""
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 1500],
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


# --- training -------------------------------------------------------------------------------


def fit(
    nlp: Language,
    data: list[Passage],
    recipe: Recipe,
    *,
    epochs: int,
    score: Callable[[Language], dict[str, float]] | None = None,
    every: int = 4,
) -> None:
    """Train ``nlp``'s components on ``data``, in place.

    The rate of learning falls in a line to nothing, and the weights kept are the averages of
    all steps (Adam with averaging), so that no step needs to be chosen on the dev set.
    """
    chance = random.Random(recipe.seed)
    fix_random_seed(recipe.seed)
    examples = [_example(nlp, passage) for passage in data]
    nlp.initialize(lambda: examples)
    steps = max(1, epochs * sum(map(_size, data)) // recipe.batch_words)
    optimizer = Adam(
        learn_rate=recipe.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True
    )
    step, began = 0, time.monotonic()
    for epoch in range(epochs):
        order = list(range(len(data)))
        chance.shuffle(order)
        losses: dict[str, float] = {}
        for batch in _batches(order, data, recipe.batch_words):
            drawn = [
                _example(nlp, [degraded(s, chance) for s in data[i]])
                if chance.random() < recipe.noisy
                else _fresh(examples[i])
                for i in batch
            ]
            optimizer.learn_rate = recipe.learn_rate * max(0.02, min(1.0, (step + 1) / 200, 1.05 - step / steps))
            nlp.update(drawn, drop=recipe.dropout, sgd=optimizer, losses=losses)
            step += 1
        shown = {key: round(value) for key, value in losses.items()}
        log.info("pass %d of %d, %.0f s, losses %s", epoch + 1, epochs, time.monotonic() - began, shown)
        if score is not None and ((epoch + 1) % every == 0 or epoch + 1 == epochs):
            with nlp.use_params(optimizer.averages):
                log.info("dev %s", score(nlp))
    _keep(nlp, optimizer)


def _keep(nlp: Language, optimizer: Adam) -> None:
    """Make the averaged weights the model's own."""
    for _, component in nlp.pipeline:
        for node in component.model.walk():
            for name in node.param_names:
                average = optimizer.averages.get((node.id, name))
                if average is not None:
                    node.set_param(name, average)


def _example(nlp: Language, passage: Passage) -> Example:
    gold = to_doc(nlp.vocab, passage)
    return Example(_bare(gold), gold)


def _fresh(example: Example) -> Example:
    return Example(_bare(example.reference), example.reference)


def _bare(gold: spacy.tokens.Doc) -> spacy.tokens.Doc:
    return spacy.tokens.Doc(
        gold.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold]
    )


def _size(passage: Passage) -> int:
    return sum(map(len, passage))


def _batches(order: list[int], data: list[Passage], words: int) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for i in order:
        batch.append(i)
        size += _size(data[i])
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


# --- the two halves -------------------------------------------------------------------------

# How often a pass shows a corpus of names: the small ones nearest to our reports count more.
SHARES = {"re3d": 4, "crossner": 2, "wikigold": 2}
# Where a corpus does not annotate a label at all, it is not asked for when measuring.
MEASURED = {"uner_ewt": ("PERSON", "ORG", "LOC")}


def train_syntax(
    corpora: corpora_.Corpora, vectors: Path | None, out: Path, recipe: Recipe
) -> Language:
    """Train the syntax, keep it in ``out`` (there is one after every fourth pass), return it."""
    nlp = blank(vectors)
    add_syntax(nlp, recipe)
    data = [passage for read in corpora.syntax.values() for passage in read]

    def score(nlp: Language) -> dict[str, float]:
        nlp.to_disk(out)
        return {
            f"{source}.{key}": value
            for source, documents in corpora.syntax_dev.items()
            for key, value in score_syntax(nlp, documents).summary().items()
        }

    fit(nlp, data, recipe, epochs=recipe.syntax_epochs, score=score)
    nlp.to_disk(out)
    return nlp


def train_names(
    corpora: corpora_.Corpora, vectors: Path | None, out: Path, recipe: Recipe
) -> Language:
    """Train the name tagger, keep it in ``out``, return it."""
    nlp = blank(vectors)
    add_names(nlp, recipe)
    data = [
        passage
        for source, read in corpora.names.items()
        for passage in read
        for _ in range(SHARES.get(source, 1))
    ]

    def score(nlp: Language) -> dict[str, float]:
        nlp.to_disk(out)
        return names_scores(nlp, corpora.names_dev)

    fit(nlp, data, recipe, epochs=recipe.names_epochs, score=score)
    nlp.to_disk(out)
    return nlp


def names_scores(nlp: Language, sources: dict[str, list[Passage]]) -> dict[str, float]:
    """Return the scores of each source apart, flat: ``re3d.names:ORG``."""
    return {
        f"{source}.{key}": value
        for source, passages in sources.items()
        for key, value in score_names(
            nlp, passages, labels=MEASURED.get(source, corpora_.names.NAME_LABELS)
        )
        .summary()
        .items()
    }
