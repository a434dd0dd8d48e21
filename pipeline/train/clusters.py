"""Brown clusters of common words, put into a vocabulary for ``annotate/clusters.py`` to read."""

import gzip
import json
from importlib import resources
from itertools import islice

from spacy.language import Language

from pipeline.annotate.clusters import TABLE, key_of
from pipeline.errors import MissingTool

PACKAGE = "spacy_lookups_data"


def add_clusters(nlp: Language, *, words: int) -> None:
    """Give ``nlp`` the clusters of the ``words`` most frequent words that have one.

    ``annotate.clusters`` looks small letters up where a word is not found, so what it would find
    there is left out.

    Raises:
        MissingTool: the package that holds them is not installed.
    """
    try:
        file = resources.files(PACKAGE) / "data" / "en_lexeme_cluster.json.gz"
    except ModuleNotFoundError as error:
        raise MissingTool(
            'Training needs word clusters: pip install "claims-pipeline[train]".'
        ) from error
    paths = json.loads(gzip.decompress(file.read_bytes()))  # the most frequent word first
    common = dict(islice(((word, path) for word, path in paths.items() if path), words))
    table = nlp.vocab.lookups.add_table(TABLE)
    for word, path in common.items():
        if word == word.lower() or common.get(word.lower()) != path:
            table[key_of(nlp.vocab, word)] = (
                path  # else what reads it finds the same under the small letters
            )
