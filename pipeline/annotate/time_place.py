"""When and where: ``span._.time`` and ``span._.place`` of claims, and of figures with their own.

A claim takes the first time and the first place of its main clause, else of the sentence; what
stands in a citation or in a name is none. A figure has a time of its own where a sentence gives
several: ``from 7,000 in 1999 to 10,000 in 2004``.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotate import attributes, syntax
from pipeline.annotate.atoms import Atom, Cut, atoms
from pipeline.annotate.places import Place, bare_places, dateline, places_in
from pipeline.annotate.places.known import PLACE_LABELS
from pipeline.annotate.places.located import (
    is_told_aside,
    landscape_of,
    locates,
    places_met,
    without_article,
)
from pipeline.annotate.places.names import Names
from pipeline.annotate.places.table_places import cell_place, place_heads
from pipeline.annotate.quantities.nonfigures import citations
from pipeline.annotate.quantities.tables import cell_time, cells_by_start
from pipeline.annotate.times import american_order, reference_date, times_in
from pipeline.annotate.times.calendars import When
from pipeline.annotate.times.names import in_name
from pipeline.annotate.times.offsets import apposed, since_then, that_year, told_from
from pipeline.annotate.times.relevance import compared, relevant, token_of
from pipeline.annotate.times.reporting import in_the_period, reporting_period
from pipeline.annotate.times.story import Story
from pipeline.schema import Document, Time
from pipeline.schema import Span as Characters

Spot = TypeVar("Spot", When, Place)

_MANY = 100
_REMEMBERED = 1  # claims without a date after which ``that year`` is no longer the last one told


@dataclass(frozen=True)
class _Found:
    """The times and places of one sentence, and its text as atoms."""

    span: Span
    cut: Cut
    times: Sequence[When]
    places: Sequence[Place]
    met: Sequence[Place] = ()  # places that something is done to

    def time(self, when: When) -> Time:
        return Time(self._words(when.first, when.last), when.start, when.end)

    def place(self, place: Place) -> str:
        return self._words(place.first, place.last)

    def _words(self, first: int, last: int) -> str:
        start, end = self.cut.atoms[first].start, self.cut.atoms[last - 1].end
        return self.span.text[start:end]


class TimePlace:
    """Writes ``_.time`` and ``_.place`` on claims and quantities."""

    def __call__(self, doc: Doc) -> Doc:
        document = doc._.document
        reported = document.printed_date if document else None
        today = reference_date(reported)
        month_first = american_order(document.whole_text if document else doc.text)
        period = reporting_period(document.whole_text if document else doc.text)
        names = Names(doc)
        parsed = syntax.parsed(doc)
        claims = list(doc.spans["claims"]) if "claims" in doc.spans else list(doc.sents)
        quantities = list(doc.spans["quantities"]) if "quantities" in doc.spans else []
        cells = cells_by_start(document)
        heads = self._place_heads(doc) if cells else frozenset()
        titled = _title_places(doc, names) if cells else {}
        told: When | None = None  # the date told last, and so many claims ago
        ago = k = 0
        story = Story(document)
        sources = _Sources(doc)
        for claim in claims:
            if claim.start_char in cells and document:
                table, cell = cells[claim.start_char]
                claim._.time = cell_time(document, table, cell, today)
                claim._.place = cell_place(document, table, cell, heads, titled.get(table.title))
                continue
            read = partial(
                times_in,
                today=today,
                exact=len(reported or ""),
                month_first=month_first,
                told=story.told(claim),
            )
            found = _find(claim, read, names, told, story.last, period)
            dating = relevant(claim, found.cut, found.times, parsed=parsed)
            story.go_on(found.cut, dating)
            claim._.time = found.time(dating[0]) if dating else None
            dated = next((w for w in dating if w.start and w.end), None)
            told, ago = (dated, 0) if dated else (told if ago < _REMEMBERED else None, ago + 1)
            located = _located(found, sources.of(claim), parsed=parsed)
            claim._.place = found.place(located[0]) if located else None
            while k < len(quantities) and quantities[k].end_char <= claim.start_char:
                k += 1
            own = []
            while k < len(quantities) and quantities[k].start_char < claim.end_char:
                own.append(quantities[k])
                k += 1
            _assign(found, own, located, dated=bool(dating), parsed=parsed)
        return doc

    def _place_heads(self, doc: Doc) -> frozenset[tuple[int, int]]:
        """Return the heads of tables that are places."""
        document: Document = doc._.document
        known = {(e.start_char, e.end_char) for e in doc.ents if e.label_ in PLACE_LABELS}
        tables = (place_heads(document, table, known) for table in document.tables)
        return frozenset().union(*tables)


def _title_places(doc: Doc, names: Names) -> dict[Characters | None, str]:
    """Return the place that each title of a table tells: ``Prices in Lagos, 2019``."""
    told: dict[Characters | None, str] = {}
    for table in doc._.document.tables:
        first, last = table.title or (0, 0)
        title = doc.char_span(first, last, alignment_mode="expand") if last else None
        if title is None:
            continue
        cut = Cut(atoms(title.text))
        found = places_in(cut, times_in(cut.atoms), names.labels(title, cut), labelled=True)
        if found:
            start, end = cut.atoms[found[0].first].start, cut.atoms[found[0].last - 1].end
            told[table.title] = " ".join(title.text[start:end].split())
    return told


def _find(
    span: Span,
    read: Callable[[list[Atom]], list[When]],
    names: Names,
    told: When | None,
    last: When | None,
    period: tuple[str, str] | None = None,
) -> _Found:
    cut = Cut(atoms(span.text))
    cited = citations(span.text, cut.atoms)
    times = [
        when
        for when in read(cut.atoms)
        if not any(cited[when.first : when.last]) and not in_name(cut, when)
    ]
    times = _counted_on(cut, times, told, last)
    if not any(when.start or when.end for when in times) and (when := in_the_period(cut, period)):
        times = [when]
    labels = names.labels(span, cut)
    places = places_in(cut, times, labels, labelled=names.from_model)
    met = list(places_met(span, cut, labels))
    return _Found(span, cut, times, places, met)


def _counted_on(cut: Cut, times: list[When], told: When | None, last: When | None) -> list[When]:
    """Give ``two years earlier`` its days, from the date ``told`` just before it.

    ``that year`` may be farther from it: it is of the ``last`` date of the section.
    """
    out: list[When] = []
    base = near = told  # ``near`` may be a month whose year the report gives
    for k, when in enumerate(times):
        if not when.start and not when.end:
            if k + 1 < len(times) and apposed(cut, when, times[k + 1]):
                continue
            when = (near and told_from(cut, when, near)) or when
        if when.start and when.end:
            near = when
            base = base if when.partial else when
        out.append(when)
    taken = frozenset(i for when in times for i in range(when.first, when.last))
    known = base or last
    year = (that_year(cut, known, taken) or since_then(cut, known)) if known else None
    if year:
        inside = {*range(year.first, year.last)}
        out = [when for when in out if not inside & {*range(when.first, when.last)}] + [year]
    return sorted(out, key=lambda when: when.first)


def _located(
    found: _Found, sources: Collection[tuple[int, int]], *, parsed: bool
) -> Sequence[Place]:
    """Return the places that the sentence's claim is about, the first one first."""
    span, cut = found.span, found.cut
    places = [place for place in found.places if locates(span, cut, place, sources, parsed=parsed)]
    if parsed and len(places) > 1:
        places.sort(key=lambda place: is_told_aside(span, cut, place))
    if parsed and found.met and (not places or found.met[0].first < places[0].first):
        places = [*found.met]
    if parsed and not places:
        bare = [*bare_places(cut), *landscape_of(span, cut)]
        places = [place for place in bare if locates(span, cut, place, sources, parsed=parsed)]
    places = [without_article(span, cut, place) for place in places]
    if not places and (town := dateline(cut, found.times)):
        places = [town]
    return places


class _Sources:
    """Where a text says who is credited with something, and with which words."""

    def __init__(self, doc: Doc) -> None:
        spans = [
            span
            for said in doc._.attributions or ()
            for span in (said.source_span, said.cue_span)
            if span
        ]
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def of(self, claim: Span) -> Sequence[tuple[int, int]]:
        first, last = (bisect_left(self._starts, at) for at in (claim.start_char, claim.end_char))
        return self._spans[first:last]


def _assign(
    found: _Found,
    quantities: list[Span],
    located: Sequence[Place],
    *,
    dated: bool,
    parsed: bool,
) -> None:
    """Give each figure the time and the place of its own, where the sentence has several.

    A time that does not date the sentence (``dated``) may be a figure's all the same.
    """
    if len(found.times) > _MANY or len(found.places) > _MANY:
        return  # a list, no sentence
    times = [when for when in found.times if when.start or when.end]
    several = len(times) > 1 or any(not dated or compared(found.cut, when) for when in times)
    places = sorted({*found.places, *found.met, *located}, key=lambda place: place.first)
    base = found.span.start_char
    for n, span in enumerate(quantities):
        following = quantities[n + 1].start_char if n + 1 < len(quantities) else found.span.end_char
        between = (span.end_char - base, following - base)
        if several and (when := _own(found, times, span, between, parsed=parsed)):
            span._.time = found.time(when)
        if len(places) > 1 and (place := _own(found, places, span, between, parsed=parsed)):
            span._.place = found.place(place)


def _own(
    found: _Found, spots: Sequence[Spot], figure: Span, between: tuple[int, int], *, parsed: bool
) -> Spot | None:
    """Return what follows a figure at once, else what its clause alone has."""
    end, limit = between
    led = [spot for spot in spots if found.cut.at(spot.last) == ":"]  # $412m (2018: $388m)
    at = bisect_left(
        [atom.start for atom in found.cut.atoms], figure.start_char - found.span.start_char
    )
    for spot in led:
        if spot.last + 1 == at:
            return spot
    for spot in spots:
        start = found.cut.atoms[spot.first].start
        if end <= start < limit and spot not in led:
            words = found.span.text[end:start]
            if (
                len(words) < _NEXT
                and not any(c in words for c in ",;:")
                and not _leaves(words, spot)
            ):
                return spot
            break
    if not parsed:
        return None
    own = _clause(found, figure.root)
    inside = [spot for spot in spots if _clause_of(found, spot) == own]
    held = [spot for spot in inside if not (isinstance(spot, When) and compared(found.cut, spot))]
    return held[0] if len(held) == 1 and len(inside) < len(spots) else None


_NEXT = 40  # characters from a figure to the time or place that it has of its own


def _leaves(words: str, spot: When | Place) -> bool:
    """``7 per cent lower than in 2019``, ``7 per cent up on 2019``: no figure of 2019."""
    told = words.split()
    on_a_year = (
        isinstance(spot, When) and len(spot.start or "") == len("2019") and told[-1:] == ["on"]
    )
    on_a_year = on_a_year or (isinstance(spot, When) and told == ["from"])
    return on_a_year or not _COMPARING.isdisjoint(told)


_COMPARING = frozenset({"as", "what", "than", "compared", "above", "below", "since"})


def _clause_of(found: _Found, spot: When | Place) -> tuple[int, int] | None:
    token = token_of(found.span, found.cut, spot.first, spot.last)
    return _clause(found, token) if token is not None else None


def _clause(found: _Found, token: Token) -> tuple[int, int]:
    """Return which clause a word is in: by the signs between clauses, and by the parse."""
    signs = list(_CLAUSE_END.finditer(found.span.text, 0, token.idx - found.span.start_char))
    clause = syntax.clause_of(token)
    start = found.span.start_char + signs[-1].end() if signs else 0
    if clause.idx < start:  # `..., in 2007; in 2012 it won 71`: hung on the wrong verb
        behind = (word for word in found.span if word.idx >= start)
        clause = next((word for word in behind if syntax.clause_of(word) == word), clause)
    return len(signs), clause.i


_CLAUSE_END = re.compile(r";|,\s(?:while|whereas|but)\b")


@Language.factory(
    "time_place",
    default_config={},
    requires=["doc.sents"],
    assigns=["span._.time", "span._.place"],
)
def make_time_place(nlp: Language, name: str) -> TimePlace:
    """Make the component; it reads ``doc.spans["claims"]``, else every sentence."""
    attributes.register()
    return TimePlace()
