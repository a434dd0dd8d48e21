"""An embedding of words that also reads their Brown cluster: what kind of word it is.

A cluster (Brown et al. 1992, "Class-based n-gram models of natural language") is a path in a
tree of words that stand in the same places of a large text: countries share one, cities one,
verbs of saying one. A small training set has seen few of the words of a new report, but most
of their clusters. The paths come with the model (table ``lexeme_cluster`` of its vocabulary),
their lowest bits being the top of the tree, so that parts of a path are features of their own.
"""

from collections.abc import Callable
from typing import Any

import numpy
from spacy.ml.featureextractor import FeatureExtractor
from spacy.ml.staticvectors import StaticVectors
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.types import Floats2d, Ints2d

TABLE = "word_clusters"
BITS = (16, 8, 6, 4)  # of the path, from the root of the tree: the whole, then its beginnings


def key_of(vocab: Vocab, word: str) -> int:
    """Return the word's key in the table: half of its hash is unique enough, and half as long."""
    return int(vocab.strings[word]) & 0xFFFFFFFF


def cluster_of(vocab: Vocab) -> Callable[[str], int]:
    """Return what gives a word's cluster: its own, else that of its small letters, else 0."""
    table = vocab.lookups.get_table(TABLE, {})

    def find(word: str) -> int:
        found = table.get(key_of(vocab, word), 0)
        if not found and (small := word.lower()) != word:
            found = table.get(key_of(vocab, small), 0)
        return int(found)

    return find


def cluster_features(doc: Doc) -> Ints2d:
    """Return one row a token, one column for each entry of ``BITS``."""
    known: dict[str, int] = {}
    find = cluster_of(doc.vocab)
    paths = numpy.zeros(len(doc), dtype="uint64")
    for i, token in enumerate(doc):
        text = token.text
        if text not in known:
            known[text] = find(text)
        paths[i] = known[text]
    masks = numpy.asarray([(1 << bits) - 1 for bits in BITS], dtype="uint64")
    found: Ints2d = paths[:, None] & masks
    return found


@registry.layers("reports.Clusters.v1")
def clusters() -> Model[list[Doc], list[Ints2d]]:
    """Return the layer Doc -> its clusters; it learns nothing."""

    def forward(
        model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
        features = [model.ops.asarray2i(cluster_features(doc)) for doc in docs]
        return features, lambda _: []

    return Model("clusters", forward)


# spaCy gives its registries no types.
@registry.architectures("reports.ClusterHashEmbed.v1")  # type: ignore[untyped-decorator]
def cluster_hash_embed(
    width: int,
    attrs: list[str],
    rows: list[int],
    cluster_width: int,
    cluster_rows: list[int],
    include_static_vectors: bool,
) -> Model[list[Doc], list[Floats2d]]:
    """Return spaCy's ``MultiHashEmbed`` with a word's cluster beside its form.

    ``rows`` holds the number of rows for each of ``attrs``, ``cluster_rows`` for each of ``BITS``.
    """
    forms: list[Model[Any, Any]] = [
        HashEmbed(width, n, column=i, seed=8 + i, dropout=0.0) for i, n in enumerate(rows)
    ]
    kinds: list[Model[Any, Any]] = [
        HashEmbed(cluster_width, n, column=i, seed=40 + i, dropout=0.0)
        for i, n in enumerate(cluster_rows)
    ]
    parts: list[Model[Any, Any]] = [
        chain(FeatureExtractor(attrs), list2ragged(), with_array(concatenate(*forms))),
        chain(clusters(), list2ragged(), with_array(concatenate(*kinds))),
    ]
    size = width * len(forms) + cluster_width * len(kinds)
    if include_static_vectors:
        parts.append(StaticVectors(width, dropout=0.0))
        size += width
    mixed = Maxout(width, size, nP=3, dropout=0.0, normalize=True)
    return chain(concatenate(*parts), with_array(mixed), ragged2list())
