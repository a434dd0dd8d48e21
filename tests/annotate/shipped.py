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


def roles_in(text: str) -> dict[str, str]:
    """Return the role of each actor of a text by its printed words, read with the shipped model."""
    doc = _nlp()(text)
    return {span._.actor.text: span._.actor.role for span in doc.spans["actors"]}


def attributed_in(text: str) -> list[tuple[str | None, str | None]]:
    """Return the source and cue of each attribution of a text, read with the shipped model."""
    doc = _nlp()(text)
    return [(one.source, one.cue) for one in doc._.attributions]


def claims_in(text: str) -> list[tuple[str, str, bool]]:
    """Return kind, modality and negation of each claim of a text, read with the shipped model."""
    doc = _nlp()(text)
    return [(c.label_, c._.modality, c._.negated) for c in doc.spans["claims"]]


def worth_of(text: str) -> float:
    """Return how much the one claim of a text is worth checking, read with the shipped model."""
    doc = _nlp()(text)
    (claim,) = doc.spans["claims"]
    return float(claim._.check_worthiness)


def where_of(text: str) -> str | None:
    """Return the place of a text's first claim, read with the shipped model."""
    doc = _nlp()(text)
    place: str | None = doc.spans["claims"][0]._.place
    return place


def when_of(text: str) -> tuple[str | None, str | None] | None:
    """Return the first and last day of a text's first claim, read with the shipped model."""
    doc = _nlp()(text)
    time = doc.spans["claims"][0]._.time
    return (time.start, time.end) if time else None
