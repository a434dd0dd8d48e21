"""What a count counts: its noun with what stands in its phrase and what its clause says of it."""

import re

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.nouns import is_plural
from pipeline.annotate.quantities.clause_phrases import of_people
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.moves import Moves
from pipeline.annotate.quantities.noun_phrases import plain, undetermined
from pipeline.annotate.words import word_list

_EQUALS = word_list("measured: equals")
_BEING = re.compile(r"^that (?:is|are|was|were) ")
# One thing's verb, of several: one clinic in four has closed -> clinics that have closed.
_OF_MANY = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}
# Of whom a survey is: they are what it counts.
_ASKED = {
    "survey": "surveyed", "poll": "polled", "sample": "sampled", "study": "studied",
    "trial": "in the trial", "cohort": "in the cohort", "experiment": "in the experiment",
}  # fmt: skip
_PLACED = frozenset({"in", "across"})
_HELPERS = frozenset({"aux", "neg", "cop", "advmod"}) | syntax.PASSIVE_AUXILIARY
_BEFORE_COUNTED = frozenset(
    ("of", "the", "these", "those", "-", "+", "“", '"', "‘", "or", "more", "fewer", "less")
)


def _of_many(verb: str) -> str:
    """Return the verb of one as that of several: ``depends`` -> ``depend``."""
    if verb in _OF_MANY or not verb.endswith("s") or verb.endswith("ss"):
        return _OF_MANY.get(verb, verb)
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(("shes", "ches", "xes", "sses", "oes")) else verb[:-1]


def _is_done_to(noun: Token) -> bool:
    """Say whether a noun is the object of a participle: ``firms employing 50 people``."""
    verb = noun.head
    return noun.dep_ in syntax.OBJECT and verb.dep_ == "acl" and verb.i < noun.i


class Counts(Moves):
    """Phrases for counted nouns, also for one that a list shares or a figure leaves out."""

    def counted_noun(self, figure: Figure) -> str:
        return self.sentence.slice(figure.behind, (figure.noun or figure.behind) + 1)

    def counted(self, figure: Figure, noun: Token) -> str:
        first = figure.behind
        assert figure.noun is not None
        while first < figure.noun and (self.sentence.cut.at(first) in _BEFORE_COUNTED):
            first += 1
        if put := self.put_at(figure) or self.moved_object(noun) or self.moved_to(figure):
            return put
        phrase = self.sentence.slice(first, figure.noun + 1)
        if asked := self._asked(noun):
            return f"{phrase} {asked}"
        if whole := self._collected(noun):
            return f"{phrase} of {whole}"
        inner = self.behind(noun, 5)
        told = self.told_of(figure, noun)
        if (
            noun.i + 1 < self.sentence.span.end
            and noun.nbor().pos_ in {"VERB", "AUX"}
            and told.startswith(("that ", "who "))
        ):
            inner = ""  # "children lost six weeks": the parser took the verb for a participle
        finite = told.startswith(("that ", "who ")) and not _is_done_to(noun)
        said = told if not inner and finite else self.role(self._whole_of(figure, noun)) or told
        if said and said.split()[0] in inner.split():
            said = ""
        return " ".join(filter(None, [phrase, inner, said]))

    def _collected(self, noun: Token) -> str | None:
        """Return the convoy of ``a convoy of 21 trucks``."""
        whole = noun.head
        if noun.dep_ != "nmod" or whole.i > noun.i or whole.i in self.occupied:
            return None
        named = whole.lower_ in word_list("collectives")
        return self.bare(whole) if named and syntax.preposition_of(noun) == "of" else None

    def _asked(self, noun: Token) -> str | None:
        """Return ``surveyed`` for those of a survey, and for the places that it was made in."""
        edge = noun.left_edge
        before = edge.nbor(-1) if edge.i > self.sentence.span.start else noun
        if noun.dep_ != "nmod" and edge.lower_ in _PLACED and before.i in self.occupied:
            noun = before  # a survey of 214 schools in eight districts
        return _ASKED.get(noun.head.lemma_.lower()) if noun.dep_ == "nmod" else None

    def _whole_of(self, figure: Figure, noun: Token) -> Token:
        """Return the noun that ``including nine children`` is part of, or the noun itself."""
        before = [f for f in self.figures if f.last <= figure.first and f.noun is not None]
        if not before or self.sentence.cut.at(figure.first - 1) != "including":
            return noun
        whole = before[-1].noun
        return (self.sentence.token(whole) if whole is not None else None) or noun

    def shared(self, noun: Token, owner: Token | None) -> str | None:
        """Return ``imports from Europe``: the noun of a list with what all of them hang on."""
        words = [t for t in syntax.noun_phrase(noun) if t.pos_ != "NUM" and t.dep_ != "conj"]
        own = plain(undetermined(words, self.occupied)) or noun.text
        if owner is None:
            return own
        preposition = next(
            (t.text for t in noun.doc[owner.i + 1 : noun.i] if t.pos_ == "ADP"), "of"
        )
        return f"{self.bare(owner)} {preposition} {own}"

    def taken_up(self, figure: Figure, thing: Token) -> str:
        """Return the noun that a bare count leaves out, with what its clause says of it."""
        tokens = self.sentence.tokens(figure)
        said = self.predicate(figure) or (self.told_of(figure, tokens[-1]) if tokens else "")
        words = [t for t in syntax.noun_phrase(thing) if t.i <= thing.i]
        numbers = [k for k, t in enumerate(words) if t.pos_ == "NUM" or t.text[:1].isdigit()]
        words = words[numbers[-1] + 1 :] if numbers else words
        noun = plain(undetermined(words, {})) or thing.text
        return self.said_of(noun, said or self.behind(thing, 5))

    def predicate(self, figure: Figure) -> str:
        """Return what the clause says of a figure that is its subject.

        ``launched by IS-K``, ``that could not recall the question``, ``that were male``.
        """
        for token in self.sentence.tokens(figure):
            verb = token.head
            helpers = [t for t in verb.children if t.dep_ in _HELPERS and token.i < t.i < verb.i]
            if token.dep_ in syntax.PASSIVE_SUBJECT and verb.pos_ == "VERB" and helpers:
                return " ".join(filter(None, [verb.text, self.adjunct(verb)]))
            subject = token.dep_ in syntax.SUBJECT | syntax.PASSIVE_SUBJECT
            if subject and verb.pos_ in {"VERB", "ADJ"}:
                words = [verb, *self.completion(verb)]
                if verb.lemma_ == "be" or (verb.lemma_ in _EQUALS and len(words) == 1):
                    return ""
                if verb.tag_ == "VBG" and not helpers:
                    return plain(words)
                return " ".join(["that", *(t.text for t in helpers), plain(words)])
        return ""

    def said_of(self, noun: str, told: str) -> str:
        """Join what a clause says to the noun that it says it of."""
        last = noun.split()[-1:] or [""]
        if told.startswith("that ") and last != ["those"] and of_people(last[0]):
            told = f"who {told[5:]}"
        if told.startswith(("that ", "who ")) and (is_plural(last[0]) or last == ["those"]):
            lead, verb, *rest = told.split(" ")
            told = " ".join([lead, _of_many(verb), *rest])
        if noun == "money":  # hundreds of millions of dollars are missing
            told = _BEING.sub("", told)
        return " ".join(filter(None, [noun, told]))
