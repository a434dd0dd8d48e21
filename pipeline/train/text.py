"""Open text -> floret vectors: words as sums of hashed parts, so that none is out of vocabulary.

Method: floret (Boyd and Warmerdam 2022), fastText's subwords in a Bloom table; the table is
small and every word, misread ones included, has a vector.
"""

import html
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

try:
    import floret
except ImportError:  # only training needs it: the extra "train"
    floret = None

from pipeline.errors import MissingTool

_TAGS = re.compile(r"<[^<>]*>")


def strings_of(value: object) -> Iterator[str]:
    """Yield the texts in a JSON value, without markup."""
    if isinstance(value, str):
        text = html.unescape(_TAGS.sub(" ", value)).strip()
        if text:
            yield text
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_of(item)


def train_vectors(lines: Iterable[str], out: Path, *, dim: int, buckets: int, epochs: int) -> Path:
    """Train floret on ``lines`` of tokens; return the file that spaCy can read.

    One thread: with more, floret's result would differ from run to run.

    Raises:
        MissingTool: floret is not installed.
    """
    if floret is None:
        raise MissingTool('Training needs floret: pip install "claims-pipeline[train]".')
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=out, suffix=".txt") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        model = floret.train_unsupervised(
            file.name, model="skipgram", mode="floret", hashCount=2, bucket=buckets, minn=3,
            maxn=5, minCount=3, dim=dim, epoch=epochs, neg=10, ws=5, lr=0.05, thread=1,
        )  # fmt: skip
        path = out / f"vectors_{dim}_{buckets}.floret"
        model.save_floret_vectors(str(path))
    return path
