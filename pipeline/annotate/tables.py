"""Table cells -> quantities: unit, scale and what is measured from heads, title and notes."""

from spacy.tokens import Doc

from pipeline.schema import Quantity

Cells = dict[tuple[int, int], list[tuple[int, int, Quantity]]]


def cell_quantities(doc: Doc) -> Cells:
    """Return, for each body cell ``(start, end)``, its quantities with their characters."""
    return {}
