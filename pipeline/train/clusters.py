"""Brown clusters of common words, put into a vocabulary for ``annotate/clusters.py`` to read."""

import gzip
import json
from importlib import resources

from spacy.language import Language

from pipeline.annotate.clusters import TABLE
from pipeline.errors import MissingTool

PACKAGE = "spacy_lookups_data"


def add_clusters(nlp: Language, *, words: int) -> None:
    """Give ``nlp`` the clusters of the ``words`` most frequent words that have one.

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
    table = nlp.vocab.lookups.add_table(TABLE)
    for word, path in paths.items():
        if path and len(table) < words:
            table[word] = path
