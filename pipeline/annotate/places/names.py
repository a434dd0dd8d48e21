"""What the model's entities and the list of actors say of names: which ones are places."""

from bisect import bisect_left

from spacy.tokens import Doc, Span

from pipeline.annotate.atoms import Cut
from pipeline.annotate.places.known import PLACE_LABELS, Labels

_NOT_PLACES = frozenset({"NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
_PLACE_SECTORS = frozenset({"state", "capital", "place"})


class Names:
    """What the model's entities and the list of actors say of names: which ones are places.

    Looked up by where they stand: a long report has thousands of sentences and of names.
    """

    def __init__(self, doc: Doc) -> None:
        self.from_model = doc._.whole.has_entities if doc._.whole else bool(doc.ents)
        # A word or a person of the model that the actors do not know may be a town.
        names = [
            (ent.start_char, ent.end_char, ent.label_ in PLACE_LABELS)
            for ent in doc.ents
            if (ent.label_ in PLACE_LABELS and not any(map(str.isdigit, ent.text)))
            or ent.label_ in _NOT_PLACES
            or (ent.label_ == "ORG" and ent.end - ent.start > 1)
        ]
        for mention in doc.spans.get("actors", ()):
            sector = mention._.actor.sector if mention._.actor else None
            if sector is not None and sector not in _PLACE_SECTORS:
                names.append((mention.start_char, mention.end_char, False))
        # In order of place; at one place what the lists say comes last, and wins.
        self._names = sorted(names, key=lambda name: name[0])
        self._starts = [start for start, _, _ in self._names]

    def labels(self, span: Span, cut: Cut) -> Labels:
        """Return, for each name in ``span``, its atoms and whether it is a place."""
        labels: Labels = {}
        first, last = (bisect_left(self._starts, at) for at in (span.start_char, span.end_char))
        for start, end, is_place in self._names[first:last]:
            inside = [
                i
                for i, atom in enumerate(cut.atoms)
                if atom.start < end - span.start_char and atom.end > start - span.start_char
            ]
            if inside:
                labels[(inside[0], inside[-1] + 1)] = is_place
        return labels
