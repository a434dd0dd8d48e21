"""When and where: ``span._.time`` and ``span._.place`` of claims, and of figures with their own.

A claim takes the first time and the first place of its main clause, else of the sentence; what
stands in a citation or in a name is none. A figure has a time of its own where a sentence gives
several: ``from 7,000 in 1999 to 10,000 in 2004``.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate import attributes, syntax
from pipeline.annotate.atoms import Atom, Cut, atoms
from pipeline.annotate.places import (
    PLACE_LABELS,
    Labels,
    Place,
    bare_place,
    locates,
    places_in,
    places_met,
)
from pipeline.annotate.places.table_places import cell_place, place_heads
from pipeline.annotate.quantities.nonfigures import citations
from pipeline.annotate.quantities.tables import cell_time, cells_by_start
from pipeline.annotate.times import american_order, is_history, reference_date, times_in
from pipeline.annotate.times.calendars import When, edge
from pipeline.annotate.times.offsets import that_year, told_from
from pipeline.schema import Document, Time

Spot = TypeVar("Spot", When, Place)

_MANY = 100
_REMEMBERED = 1  # claims without a date after which ``that year`` is no longer the last one told
_NOT_NAMES = frozenset({"PERSON", "PER", "ORG", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
_PLACE_SECTORS = frozenset({"state", "capital", "place"})


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
        names = _Names(doc)
        parsed = syntax.parsed(doc)
        claims = list(doc.spans["claims"]) if "claims" in doc.spans else list(doc.sents)
        quantities = list(doc.spans["quantities"]) if "quantities" in doc.spans else []
        cells = cells_by_start(document)
        rows = self._place_rows(doc) if cells else frozenset()
        told: When | None = None  # the date told last, and so many claims ago
        ago = k = 0
        story = _Story(document)
        for claim in claims:
            if claim.start_char in cells and document:
                table, cell = cells[claim.start_char]
                claim._.time = cell_time(document, table, cell, today)
                claim._.place = cell_place(document, cell, rows)
                continue
            read = partial(
                times_in,
                today=today,
                exact=len(reported or ""),
                month_first=month_first,
                told=story.told(claim),
            )
            found = _find(claim, read, names, told, story.last)
            relevant = _main_first(found, parsed=parsed)
            story.go_on(relevant)
            claim._.time = found.time(relevant[0]) if relevant else None
            dated = next((w for w in relevant if w.start and w.end), None)
            told, ago = (dated, 0) if dated else (told if ago < _REMEMBERED else None, ago + 1)
            located = [
                place for place in found.places if locates(claim, found.cut, place, parsed=parsed)
            ]
            if parsed and found.met and (not located or found.met[0].first < located[0].first):
                located = [*found.met]
            bare = bare_place(found.cut) if parsed and not located else None
            if bare and locates(claim, found.cut, bare, parsed=parsed):
                located = [bare]
            claim._.place = found.place(located[0]) if located else None
            while k < len(quantities) and quantities[k].end_char <= claim.start_char:
                k += 1
            own = []
            while k < len(quantities) and quantities[k].start_char < claim.end_char:
                own.append(quantities[k])
                k += 1
            _assign(found, own)
        return doc

    def _place_rows(self, doc: Doc) -> frozenset[tuple[int, int]]:
        """Return the row heads of every table whose rows are places."""
        document: Document = doc._.document
        known = {(e.start_char, e.end_char) for e in doc.ents if e.label_ in PLACE_LABELS}
        tables = (place_heads(document, table, known) for table in document.tables)
        return frozenset().union(*tables)


_OF_NOW = frozenset({"has", "have", "is", "are", "will", "shall", "this", "faces", "says", "now"})


class _Story:
    """The date, with its month and year, that a section told last: other months are near it.

    A brief that looks back for a sentence soon returns to the months before it was written; the
    account of what happened years ago stays there until its section ends.
    """

    def __init__(self, document: Document | None) -> None:
        looks_back = document is not None and is_history(document.whole_text, document.printed_date)
        self._lasts = _MANY if looks_back else 2  # claims without a date
        self._ago = 0
        blocks = document.blocks if document else ()
        self._heads = [block.start for block in blocks if block.kind == "heading"]
        self._section = 0
        self._told: date | None = None
        self.last: When | None = None  # told in the section
        self._year: date | None = None  # the year that the sentence before is about

    def told(self, claim: Span) -> date | None:
        """Return the last date before a claim; a new section begins without one.

        What is or will be is told of the report's own days, and ends the story.
        """
        section = bisect_left(self._heads, claim.start_char)
        if section != self._section:
            self._section = section
            self._told = self._year = self.last = None
        if self._ago > self._lasts:
            self._told = None
        if any(token.lower_ in _OF_NOW for token in claim):
            self._told = self._year = None
        return self._year or self._told

    def go_on(self, times: Sequence[When]) -> None:
        """Take the last of the times that a sentence is about, if it says its month.

        A mere year lasts for one sentence.
        """
        self._year = None
        self._ago += 1
        self.last = next((when for when in times if when.start and when.end), self.last)
        for when in times:
            counted = when.relative and not when.partial
            dated = when.start and when.end and len(when.start) > len("2021") and not counted
            if dated and when.start and (self._told or not when.partial):
                self._told, self._ago = edge(when.start, last=False), 0
            elif when.start and when.start == when.end and not when.relative:
                self._year = edge(when.start, last=False)


def _find(
    span: Span,
    read: Callable[[list[Atom]], list[When]],
    names: "_Names",
    told: When | None,
    last: When | None,
) -> _Found:
    cut = Cut(atoms(span.text))
    cited = citations(span.text, cut.atoms)
    times = [
        when
        for when in read(cut.atoms)
        if not any(cited[when.first : when.last]) and not _in_name(cut, when)
    ]
    times = _counted_on(cut, times, told, last)
    labels = names.labels(span, cut)
    places = places_in(cut, times, labels, labelled=names.from_model)
    met = list(places_met(span, cut, labels))
    return _Found(span, cut, times, places, met)


def _counted_on(cut: Cut, times: list[When], told: When | None, last: When | None) -> list[When]:
    """Give ``two years earlier`` its days, from the date ``told`` just before it.

    ``that year`` may be farther from it: it is of the ``last`` date of the section.
    """
    out: list[When] = []
    base = told
    for when in times:
        if base and not when.start and not when.end:
            when = told_from(cut, when, base) or when
        if when.start and when.end:
            base = when
        out.append(when)
    taken = frozenset(i for when in times for i in range(when.first, when.last))
    known = base or last
    year = that_year(cut, known, taken) if known else None
    if year:
        inside = {*range(year.first, year.last)}
        out = [when for when in out if not inside & {*range(when.first, when.last)}] + [year]
    return sorted(out, key=lambda when: when.first)


class _Names:
    """What the model's entities and the list of actors say of names: which ones are places.

    Looked up by where they stand: a long report has thousands of sentences and of names.
    """

    def __init__(self, doc: Doc) -> None:
        self.from_model = doc._.whole.has_entities if doc._.whole else bool(doc.ents)
        names = [
            (ent.start_char, ent.end_char, ent.label_ in PLACE_LABELS)
            for ent in doc.ents
            if ent.label_ in PLACE_LABELS | _NOT_NAMES
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


def _in_name(cut: Cut, when: When) -> bool:
    """Say whether a bare year is part of a name: of a law, of a document, of a citation.

    ``Agenda 2030``, ``the Energy Act of 2005``, ``a 1997 national study``, ``(2d Cir. 2018)``.
    """
    if when.last - when.first != 1 or not cut.raw(when.first).isdecimal() or when.first == 0:
        return False
    before = cut.raw(when.first - 1)
    if before == "." and cut.at(when.last) == ")":
        return True  # a court and its year
    if before == "of" and cut.raw(when.first - 2) in _LAWS:
        made = cut.words(when.first - _NEAR, when.first)
        return not any(word in _MAKING for word in made)
    document = cut.words(when.last, when.last + 4)
    if before.lower() in _LEADS_A_DOCUMENT and any(word in _DOCUMENTS for word in document):
        return not any(word in _BREAKS for word in document[: _first(document, _DOCUMENTS)])
    return before in {
        "Agenda",
        "Vision",
        "Horizon",
        "Resolution",
        "Decree",
        "Act",
        "Goals",
        "Europe",
        "People",
    }


_NEAR = 14  # atoms: "the Senate enacted the Clean Air Act of 1970"
_LAWS = frozenset(
    ("Act", "Acts", "Law", "Code", "Amendment", "Amendments", "Agreement", "Treaty", "Resolution",
     "Order", "Ordinance", "Convention", "Protocol", "Statute", "Decree")
)  # fmt: skip
_MAKING = frozenset(
    ("passed", "enacted", "adopted", "signed", "approved", "ratified", "concluded", "introduced")
)
_LEADS_A_DOCUMENT = frozenset({"a", "an", "one", "another", "recent", "earlier"})
_DOCUMENTS = frozenset(
    ("report", "study", "survey", "paper", "article", "review", "analysis", "reports", "studies")
)
_BREAKS = frozenset({",", ".", ";", "(", ")", "in", "of", "that", "and", "by"})


def _first(words: Sequence[str], wanted: frozenset[str]) -> int:
    return next((k for k, word in enumerate(words) if word in wanted), len(words))


def _main_first(found: _Found, *, parsed: bool) -> list[When]:
    """Order the times: dated ones before undated, those of the main clause before others."""
    stated = [
        when
        for when in found.times
        if (when.start or when.end)
        and not _compared(found.cut, when)
        and not (parsed and (not when.end or when.start == when.end) and _aside(found, when))
    ]
    other = [when for when in found.times if not (when.start or when.end)]
    starts = {
        i for i in range(len(found.cut.atoms)) if found.cut.at(i) in {"which", "who", "whose"}
    }
    if starts and len(stated) > 1:
        first = min(starts)
        stated.sort(key=lambda when: (when.first > first and when.first - first < 8, when.first))
    return stated + other


_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})


def _aside(found: _Found, when: When) -> bool:
    """Say whether a time dates a relative clause only: ``a study that was leaked in 2018``."""
    span = found.span
    at = span.start_char + found.cut.atoms[when.first].start
    verbs = 0
    for token in reversed([t for t in span if t.idx < at]):
        if token.text in {",", ";", ":", "—"} and verbs:
            return False
        if token.tag_ in _RELATIVE_TAGS and token.i > span.start:
            noun = token.nbor(-1)
            noun = noun.nbor(-1) if noun.text == "," and noun.i > span.start else noun
            return verbs == 1 and noun.pos_ in {"NOUN", "PROPN"} and token.dep_ != "mark"
        group = token.pos_ in {"VERB", "AUX"}
        follows = token.i + 1 < span.end and token.nbor().pos_ in {"VERB", "AUX", "ADV", "PART"}
        verbs += group and not (follows and verbs)
    return False


def _compared(cut: Cut, when: When) -> bool:
    """``down from 63 per cent in 2019``, ``than in 2010``: the time of what it is held against."""
    for distance, word in enumerate(reversed(cut.words(when.first - 7, when.first))):
        if word in {",", ";", ".", "since"}:
            return False
        if word in {"from", "against", "compared", "versus"} or (word == "than" and distance < 5):
            return True
        if word == "below" and distance < 2:
            return True
    return False


def _assign(found: _Found, quantities: list[Span]) -> None:
    """Give each figure the time and the place that follow it, where the sentence has several."""
    if len(found.times) > _MANY or len(found.places) > _MANY:
        return  # a list, no sentence
    base = found.span.start_char
    for n, span in enumerate(quantities):
        end = span.end_char - base
        limit = (
            quantities[n + 1].start_char - base if n + 1 < len(quantities) else len(found.span.text)
        )
        own = len(found.times) > 1 or any(_compared(found.cut, w) for w in found.times)
        when = _next(found, found.times, end, limit) if own else None
        if when and (when.start or when.end):
            span._.time = found.time(when)
        if len(found.places) + len(found.met) > 1 and (
            place := _next(found, found.places, end, limit)
        ):
            span._.place = found.place(place)


def _next(found: _Found, spans: Sequence[Spot], end: int, limit: int) -> Spot | None:
    for span in spans:
        start = found.cut.atoms[span.first].start
        if end <= start < limit:
            between = found.span.text[end:start]
            return span if len(between) < 40 and not any(c in between for c in ",;:") else None
    return None


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
