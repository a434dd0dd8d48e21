"""When and where: ``span._.time`` and ``span._.place`` of claims, and of figures with their own."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate import attributes
from pipeline.annotate.numbers import atoms
from pipeline.annotate.times import reference_date, times_in
from pipeline.schema import Time


class TimePlace:
    """Writes ``_.time`` and ``_.place`` on claims and quantities."""

    def __call__(self, doc: Doc) -> Doc:
        document = doc._.document
        today = reference_date(document.date) if document else None
        claims = list(doc.spans["claims"]) if "claims" in doc.spans else list(doc.sents)
        for claim in claims:
            claim._.time = first_time(claim, today)
        return doc


def first_time(span: Span, today: object) -> Time | None:
    cut = atoms(span.text)
    for when in times_in(cut, today=today):  # type: ignore[arg-type]
        if when.start or when.end:
            words = span.text[cut[when.first].start : cut[when.last - 1].end]
            return Time(words, when.start, when.end)
    return None


@Language.factory(
    "time_place",
    default_config={},
    requires=["doc.sents"],
    assigns=["span._.time", "span._.place"],
)
def make_time_place(nlp: Language, name: str) -> TimePlace:
    """Make the component."""
    attributes.register()
    return TimePlace()
