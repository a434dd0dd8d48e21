"""Figures of every sentence and table cell -> ``doc.spans["quantities"]``, ``span._.quantity``.

``Quantity.text`` is an exact slice of the text. Its span is the tokens that hold it, so where a
token's edge lies outside the figure, the span is the longer one.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotate import attributes, syntax
from pipeline.annotate.atoms import Atom, Cut, atoms
from pipeline.annotate.quantities.changes import changed
from pipeline.annotate.quantities.dollars import (
    in_own_cents,
    in_own_dollars,
    money_with_cents,
    own_dollar,
)
from pipeline.annotate.quantities.elided import counted_things
from pipeline.annotate.quantities.figure import decimal
from pipeline.annotate.quantities.figures import find_figures
from pipeline.annotate.quantities.head_nouns import head_noun, is_label
from pipeline.annotate.quantities.lending import counted_before
from pipeline.annotate.quantities.measured import measured
from pipeline.annotate.quantities.nonfigures import citations, marked
from pipeline.annotate.quantities.rates import rates
from pipeline.annotate.quantities.respectively import own_unit, shares
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.quantities.tables import cell_quantities
from pipeline.annotate.quantities.units import money_codes, money_countries
from pipeline.annotate.times import times_in
from pipeline.schema import CLAIM_BLOCKS, Document, Quantity

GROUP = "quantities"

Found = tuple[int, int, Quantity]  # start and end in characters of the text


_CAPITALISED = re.compile(r"[A-Z][\w.]+")
_TWO_CAPITALISED = re.compile(r"(?=(?<![\w.])([A-Z]\w{1,20} [A-Z]\w{1,20}))")  # South African
_NEAR = 12  # figures before and behind one that may say something of it
_MANY = 100  # more figures or dates make no sentence, but a table or a list


def find_quantities(
    sent: Span, *, home: Collection[str] = (), parsed: bool | None = None
) -> list[Found]:
    """Return the quantities of a sentence, left to right, with their characters in the text.

    ``home`` are the countries that the text speaks of: whose rupee or pound is meant where the
    sentence names no country. ``parsed`` spares a look whether there is a parse.
    """
    text = sent.text
    if not _may_hold_number(text):
        return []
    cut = Cut(_without_citations(sent, text, atoms(text)))
    countries = money_countries().intersection(_named(text))
    if not countries and home:
        countries = frozenset(home)
    marks = marked(text, cut.atoms, countries)
    times = times_in(cut.atoms)
    parsed = syntax.parsed(sent.doc) if parsed is None else parsed
    sentence = Sentence(sent, cut, times, parsed)
    figures = find_figures(
        cut,
        times=times,
        marks=marks,
        countries=countries,
        head_noun=(lambda i: head_noun(sentence, i)) if sentence.parsed else None,
    )
    figures = [figure for figure in figures if not is_label(sentence, figure)]
    things: dict[int, Token] = {}
    if parsed:
        figures, things = counted_things(sentence, figures)
    listed = shares(sentence, figures) if parsed and "respectively" in text else {}
    for k, figure in enumerate(figures):
        if figure.first in listed:
            figures[k] = replace(figure, unit=own_unit(figure, listed[figure.first][0]))
    found: list[Found] = []
    crowded = len(figures) > _MANY or len(times) > _MANY
    for k, figure in enumerate(figures):
        near = figures[max(0, k - _NEAR) : k + _NEAR + 1]
        start, end = cut.atoms[figure.first].start, cut.atoms[figure.last - 1].end
        what = None
        if not crowded:
            thing, share = things.get(figure.first), listed.get(figure.first)
            what = measured(sentence, figure, near, thing=thing, share=share)
        quantity = Quantity(
            text=text[start:end],
            value=decimal(figure.value),
            value_high=decimal(figure.high),
            relation=figure.relation,
            unit=figure.unit or counted_before(cut, figure) or _people(what),
            what=what,
            per=rates(cut, figure, near),
            change=changed(sentence, figure, near),
        )
        found.append((sent.start_char + start, sent.start_char + end, quantity))
    return found


_OF_PEOPLE = re.compile(
    r"(?:the )?(?:[\w-]{1,20} )?(?:population|workforce|headcount|death toll)\b|people \w{3,12}$"
)


def _people(what: str | None) -> str | None:
    """A population and a death toll count persons."""
    return "person" if what and _OF_PEOPLE.match(what.lower()) else None


_WORDS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "trillion",
        "trillions",
        "dozen",
        "dozens",
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "fourth",
        "fifth",
        "fifths",
        "sixth",
        "seventh",
        "eighth",
        "eighths",
        "ninth",
        "tenth",
        "tenths",
        "doubled",
        "doubling",
        "double",
        "doubles",
        "tripled",
        "tripling",
        "triple",
        "trebled",
        "quadrupled",
        "halved",
        "halving",
        "twice",
        "thrice",
        "lakh",
        "lakhs",
        "crore",
        "crores",
        "scores",
        "zero",
        "nought",
        "tens",
        "quintupled",
        "decade",
        "century",
        "than",
    ]
)


def _may_hold_number(text: str) -> bool:
    """A cheap look that spares most sentences without a figure the rest."""
    if any(character.isdigit() or character in "¼½¾⅓⅔" for character in text):
        return True
    words = text.lower().replace("-", " ").split()
    return any(word.strip(".,;:?!()[]'\"“”’‘") in _WORDS or "fold" in word for word in words)


def _without_citations(sent: Span, text: str, cut: list[Atom]) -> list[Atom]:
    """Leave out the markers that stand in the text: nothing is read from them, or across them."""
    cited = citations(text, cut)
    document: Document | None = sent.doc._.document
    for callout in document.callouts if document else ():
        if callout.span is None or callout.span[1] <= sent.start_char:
            continue
        if callout.span[0] >= sent.end_char:
            break
        a, b = callout.span[0] - sent.start_char, callout.span[1] - sent.start_char
        for i, atom in enumerate(cut):
            if atom.start < b and atom.end > a:
                cited[i] = 1
    return [atom for atom, marker in zip(cut, cited, strict=True) if not marker]


def _named(text: str) -> list[str]:
    """The capitalised words of a text, and every two in a row: which country's rupee is meant."""
    twos = _TWO_CAPITALISED.findall(text)
    for name in money_countries().intersection(twos):
        text = text.replace(name, " ")  # South Sudan is not Sudan
    ones = _CAPITALISED.findall(text)
    ends = [name[:-1] for name in ones if name.endswith(".")]  # "in Manila."
    return ones + ends + twos


@lru_cache(maxsize=1)  # each part of a report asks it of the whole
def home_country(text: str) -> str | None:
    """Return the country named most often in a text, among those whose money shares its name."""
    known = money_countries()
    counts = Counter(name for name in _named(text) if name in known)
    if not counts:
        return None
    name, count = counts.most_common(1)[0]
    return name if 2 * count > counts.total() * 0.6 else None


_NEWS = 3  # sentences for which a country or a currency is remembered


class _Recent:
    """What the sentences just before named: whose pounds, and which money ``4 billion`` are."""

    def __init__(self, home: str | None) -> None:
        self._home = frozenset({home} if home else ())
        self._named: frozenset[str] = frozenset()
        self._money: str | None = None
        self._named_ago = self._money_ago = _NEWS

    @property
    def countries(self) -> frozenset[str]:
        """The countries named last, else the one that the whole text is about."""
        return self._named if self._named and self._named_ago < _NEWS else self._home

    def lend(self, sent: Span, found: list[Found]) -> list[Found]:
        """Give ``budgeted at 4.4 billion`` the money just spoken of, and remember this sentence."""
        self._named_ago += 1
        self._money_ago += 1
        named = money_countries().intersection(_named(sent.text))
        if named:
            self._named, self._named_ago = named, 0
        out = []
        for start, end, quantity in found:
            if quantity.unit is not None and quantity.unit in money_codes():
                self._money, self._money_ago = quantity.unit, 0
            elif self._money_ago < _NEWS and _bare_sum(quantity):
                quantity = replace(quantity, unit=self._money)
            out.append((start, end, quantity))
        return out


def _bare_sum(quantity: Quantity) -> bool:
    """``4.4 billion`` with nothing that it counts."""
    last = quantity.text.lower().split()[-1]
    return quantity.unit is None and last in {"million", "billion", "trillion", "bn", "crore", "m"}


class Quantities:
    """Writes the span group ``quantities``."""

    def __call__(self, doc: Doc) -> Doc:
        spans: list[Span] = []
        cells = cell_quantities(doc)
        document: Document | None = doc._.document
        whole = document.whole_text if document else doc.text
        home = home_country(whole)
        own = own_dollar(whole, home)
        parsed = syntax.parsed(doc)
        recent = _Recent(home)
        for sent in doc.sents:
            block = document.block_at(sent.start_char) if document else None
            if block and (block.kind == "table" or block.kind not in CLAIM_BLOCKS):
                continue  # cells are read with their heads; headings and notes claim nothing
            found = find_quantities(sent, home=recent.countries, parsed=parsed)
            for start, end, quantity in recent.lend(sent, found):
                spans.extend(_spans(doc, start, end, in_own_dollars(quantity, own)))
        for found in cells.values():
            for start, end, quantity in found:
                spans.extend(_spans(doc, start, end, in_own_dollars(quantity, own)))
        money = money_with_cents(span._.quantity for span in spans)
        for span in spans if money else ():
            span._.quantity = in_own_cents(span._.quantity, money)
        doc.spans[GROUP] = sorted(spans, key=lambda span: (span.start_char, span.end_char))
        return doc


def _spans(doc: Doc, start: int, end: int, quantity: Quantity) -> list[Span]:
    span = doc.char_span(start, end, label=quantity.unit or "", alignment_mode="expand")
    if span is None:
        return []
    span._.quantity = quantity
    return [span]


@Language.factory(
    "quantities",
    default_config={},
    requires=["doc.sents"],
    assigns=["doc.spans", "span._.quantity"],
)
def make_quantities(nlp: Language, name: str) -> Quantities:
    """Make the component; it needs sentences, and uses a parse where there is one."""
    attributes.register()
    return Quantities()


__all__ = ["Quantities", "find_quantities", "make_quantities"]
