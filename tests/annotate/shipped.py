"""The shipped model, for tests of rules that ask a parse; without it they are skipped."""

from functools import cache

import pytest
from spacy.language import Language

from pipeline.annotate import DEFAULT_MODEL, MODELS, load_nlp
from pipeline.schema import Quantity

needs_model = pytest.mark.skipif(
    not (MODELS / DEFAULT_MODEL).is_dir(), reason="the shipped model is not here"
)


@cache
def _nlp() -> Language:
    return load_nlp()


def figures_of(text: str) -> list[Quantity]:
    """Return the figures of a text, read with the shipped model."""
    doc = _nlp()(text)
    return [span._.quantity for span in doc.spans["quantities"]]
