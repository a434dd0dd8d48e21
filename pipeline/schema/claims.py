"""What the text says: one row of the claims table, and what its columns are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.schema.printed import Box, Method
from pipeline.schema.text import Span

Relation = Literal["=", ">", ">=", "<", "<=", "~", "<~", ">~", ".."]
Role = Literal["agent", "target", "source", "mentioned"]
Kind = Literal["fact", "assessment", "prediction", "recommendation"]
Modality = Literal["asserted", "hedged", "possible", "predicted"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, read. ``text`` is its own words, an exact slice of the document's text."""

    text: str
    value: float
    value_high: float | None = None  # only for a range
    relation: Relation = "="
    unit: str | None = None
    what: str | None = None
    per: str | None = None
    change: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention's canonical name, the words that stand for it, and its part in the claim."""

    name: str
    text: str
    role: Role = "mentioned"
    country: str | None = None  # ISO 3166 alpha-3
    sector: str | None = None  # government, military, armed group, party, person, ...
    bbox: tuple[tuple[int, Box], ...] = ()  # (page, box) of every mention's printed lines


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said so: the words that attribute, who is credited, what is credited to them.

    Spans are in characters of the document's text; an elided source has none.
    """

    source: str | None
    cue: str
    source_span: Span | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    actor: str | None = None  # the source's canonical name
    stance: str | None = None  # of the cue: asserts, alleges, denies, predicts, urges, believes

    def moved(self, by: int) -> "Attribution":
        """Return the same attribution so many characters further on."""

        def moved(span: Span | None) -> Span | None:
            return (span[0] + by, span[1] + by) if span else None

        return replace(
            self,
            source_span=moved(self.source_span),
            cue_span=moved(self.cue_span),
            content_span=moved(self.content_span),
        )


_NEAR = 6  # attributions in order of their cues, among which one may hold another


def outermost(said: Sequence[Attribution]) -> list[Attribution]:
    """Return those of ``said``, in the order of their cues, that no other one reports.

    `“He promised it twice,” said Ann Lee`: she speaks, of what he promised. Of two that hold one
    another that one stays whose content begins first.
    """
    return [
        one
        for i, one in enumerate(said)
        if not any(
            _reports(other, one) and not (_reports(one, other) and _begin(one) <= _begin(other))
            for other in (*said[max(0, i - _NEAR) : i], *said[i + 1 : i + 1 + _NEAR])
        )
    ]


def _begin(one: Attribution) -> tuple[int, int]:
    return (one.content_span or (0, 0))[0], (one.cue_span or (0, 0))[0]


def _reports(outer: Attribution, inner: Attribution) -> bool:
    """Say whether the cue of ``inner`` stands in what ``outer`` says."""
    start, end = outer.content_span or (0, 0)
    return inner.cue_span is not None and start <= inner.cue_span[0] < end


@dataclass(frozen=True, slots=True)
class Time:
    """When: the words, and the first and last day, ISO 8601, as exact as they are stated."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A callout on a claim, with the reference it leads to, if it is known."""

    label: str
    reference: str | None = None
    url: str | None = None
    page: int | None = None  # the reference's page
    repaired: bool = False
    bbox: tuple[tuple[int, Box], ...] = ()  # (page, box) of the marker itself


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the claims table: a sentence, or one figure of a sentence.

    The columns are those of CLAIMS_TABLE.md; ``figure`` ... ``change`` are in ``quantity``.
    """

    claim_id: str
    sentence_id: str
    report_id: str
    report: str
    file: str
    page: int
    bbox: tuple[tuple[int, Box], ...]  # (page, box), one for each printed line
    claim: str
    kind: Kind
    check_worthiness: float
    actors: tuple[Actor, ...] = ()
    quantity: Quantity | None = None
    figure_span: Span | None = None  # within ``claim``
    figure_bbox: tuple[tuple[int, Box], ...] = ()
    time: Time | None = None
    place: str | None = None
    attribution: Attribution | None = None
    modality: Modality = "asserted"
    negated: bool = False
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    ocr_confidence: float | None = None
    method: Method = "text"
    flags: tuple[str, ...] = ()
    position: int = 0  # the row's place in the report, from 0
