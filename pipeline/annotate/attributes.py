"""Every custom attribute of a Doc or Span, in one table; registered on import.

Span groups: ``actors`` (``_.actor``), ``quantities`` (``_.quantity``, and ``_.time``,
``_.place`` where a figure has its own), ``claims`` (one a sentence that lies in a block
which may hold claims; labelled with its kind), ``cues``, ``sources``, ``contents``.
"""

from spacy.tokens import Doc, Span

DOC_ATTRIBUTES: dict[str, object] = {
    "document": None,  # schema.Document, whose text the Doc's is
    "whole": None,  # whole.Whole, if that document is a part of a report's
    "attributions": None,  # tuple[schema.Attribution, ...], in the order of the text
    "turns": None,  # the same of a transcript: whose turn it is
}
SPAN_ATTRIBUTES: dict[str, object] = {
    "actor": None,  # schema.Actor
    "quantity": None,  # schema.Quantity
    "check_worthiness": None,  # float, 0 to 1
    "modality": "asserted",
    "negated": False,
    "time": None,  # schema.Time
    "place": None,  # str
}


def register() -> None:
    """Make the attributes known to spaCy; a second call changes nothing."""
    for owner, table in ((Doc, DOC_ATTRIBUTES), (Span, SPAN_ATTRIBUTES)):
        for name, default in table.items():
            if not owner.has_extension(name):
                owner.set_extension(name, default=default)


register()
