"""Mentions of actors -> canonical names, each with its role, country and sector.

In: a Doc with sentences, its entities and parse if a model gave them. Out:
``doc.spans["actors"]``, each span with ``span._.actor``. The rules are in ``gazetteer``
(names in lists), ``states``, ``organisations``, ``persons`` and ``acronyms`` (names in no list),
``mentions`` (which of them stand, and for whom) and ``roles``; all but the last work on characters,
so any tokeniser serves.
"""

from collections.abc import Collection, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate import attributes  # noqa: F401  (registers span._.actor)
from pipeline.annotate.actors.entities import Entity
from pipeline.annotate.actors.gazetteer import Gazetteer, load_gazetteer
from pipeline.annotate.actors.mention import Mention
from pipeline.annotate.actors.mentions import find_mentions
from pipeline.annotate.actors.roles import roles_of
from pipeline.memory import uncollected
from pipeline.schema import Actor, Document

# Blocks whose words are capitalised for show, or are no sentences.
_CAPITALISED = frozenset({"title", "heading", "contents", "reference", "furniture", "caption"})
_ASIDES = frozenset({"note", "reference", "contents", "furniture"})


_STRENGTH = {"mentioned": 0, "target": 1, "agent": 2, "source": 3}


class Actors:
    """The component: finds the mentions and stores them."""

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer

    def find(
        self, document: Document, entities: Sequence[Entity], starts: Collection[int]
    ) -> list[Mention]:
        """Return the mentions in a report; see ``find_mentions``."""
        headings, asides = _spans(document, _CAPITALISED), _spans(document, _ASIDES)
        with uncollected():
            return find_mentions(document.text, self.gazetteer, entities, starts, headings, asides)

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc.spans["actors"]`` and return ``doc``."""
        text = doc.text
        spans: list[Span] = []
        mentions: list[Mention] = []
        if doc._.whole is not None:
            found = doc._.whole.mentions
        else:
            document = doc._.document or Document("", "", text)
            found = self.find(document, entities_of(doc), sentence_offsets(doc))
        for mention in found:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and not (spans and span.start < spans[-1].end):
                spans.append(span)
                mentions.append(mention)
        roles = roles_of(doc, spans)
        for i in range(1, len(spans)):
            between = text[mentions[i - 1].end : mentions[i].start]
            if between.strip() == "(" and mentions[i].name == mentions[i - 1].name:
                # `Long Name (LN)` is one actor, said twice.
                roles[i - 1] = roles[i] = max(roles[i - 1 : i + 1], key=_STRENGTH.__getitem__)
        for span, mention, role in zip(spans, mentions, roles, strict=True):
            span._.actor = Actor(
                name=mention.name,
                text=" ".join(text[mention.start : mention.end].split()),
                role=role,
                country=mention.country,
                sector=mention.sector,
            )
        doc.spans["actors"] = spans
        return doc


def entities_of(doc: Doc, *, offset: int = 0) -> list[Entity]:
    """Return what a model marked, in characters that count from ``offset``."""
    return [Entity(e.start_char + offset, e.end_char + offset, e.label_) for e in doc.ents]


def sentence_offsets(doc: Doc, *, offset: int = 0) -> set[int]:
    """Return where sentences begin, in characters that count from ``offset``."""
    return {token.idx + offset for token in doc if token.is_sent_start}


def _spans(document: Document, kinds: Collection[str]) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in document.blocks if block.kind in kinds]


@Language.factory(
    "actors",
    default_config={"user_lists": []},  # paths of TSV files with the columns of actors.tsv
    requires=["doc.sents"],
    assigns=["doc.spans", "span._.actor"],
)
def make_actors(nlp: Language, name: str, user_lists: list[str]) -> Actors:
    """Return the component with our lists and the user's.

    Raises:
        SettingsError: a list of the user's cannot be read, or a line of it is wrong.
    """
    return Actors(load_gazetteer(user_lists))
