"""What a figure's verb tells of it, read from the parse: what moved, what one paid, what opened.

``catches there rose by 12 per cent``, ``will raise fees to $550``, ``the $3 million it had paid``,
``used 1.7 times as much electricity``. Universal Dependencies, and CLEAR through ``syntax``.
"""

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.nouns import singular
from pipeline.annotate.quantities.changes import changes_by_word
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import MANNERS, NOUNS, participle
from pipeline.annotate.quantities.subjects import Subjects

_BY = frozenset({"by", "to", "from", ""})
_LATE = frozenset({"late", "early", "later", "earlier", "sooner"})
_SO_MUCH = frozenset({"much", "many"})
_COSTS = frozenset({"cost", "costs", "costing"})
_GIVING = frozenset(
    {"give", "allocate", "award", "grant", "lend", "promise", "pay", "offer", "owe", "pledge"}
)
_IN_ALL = {("in", "all"), ("in", "total")}
_HAVING = frozenset({"have", "record", "show", "report", "carry", "register", "see"})
_AROUND = frozenset({"before", "after"})


class Governed(Subjects):
    """Phrases for figures whose verb tells what they measure."""

    def moved(self, figure: Figure, top: Token) -> str | None:
        """Return what moved by, from or to so much: the object of the verb, or else its subject."""
        top, preposition = self._without_manner(top)
        verb = top.head
        phrase = top.dep_.split(":")[0] in {"obl", "npadvmod"} or top.dep_ == "pobj"
        if top.dep_ == "pobj":
            verb = verb.head
        if figure.kind == "count" or not phrase or preposition not in _BY or verb.pos_ != "VERB":
            return None
        if verb.lower_ not in changes_by_word():
            return None
        for thing in syntax.objects(verb):
            if thing.pos_ in NOUNS and thing.i < top.i and thing.i not in self.occupied:
                return self.noun_phrase(thing)
            if thing.lower_ in {"it", "them"} and (noun := self._object_before(thing)) is not None:
                return self.noun_phrase(noun)
        own = [*syntax.passive_subjects(verb), *syntax.subjects(verb)]
        return self.subject(verb) if own and own[0].i not in self.occupied else None

    def _object_before(self, pronoun: Token) -> Token | None:
        """Return the object that ``raised prices, while others lowered them`` takes up."""
        many = pronoun.lower_ == "them"
        before = pronoun.doc[self.sentence.span.start : pronoun.i]
        for token in reversed(before):
            if token.dep_ in syntax.OBJECT and token.pos_ in NOUNS:
                return token if (token.tag_ in {"NNS", "NNPS"}) is many else None
        return None

    def in_all(self, figure: Figure) -> str | None:
        """Return the children of ``tested every child in the county, some 2,300 in all``."""
        tokens = self.sentence.tokens(figure)
        start, cut = self.sentence.span.start, self.sentence.cut
        if not tokens or figure.noun is not None or tokens[0].i - 1 <= start:
            return None
        behind = tuple(cut.words(figure.last, figure.last + 2))
        if tokens[0].nbor(-1).text != "," or (behind not in _IN_ALL and behind[0] != "altogether"):
            return None
        for token in reversed(tokens[0].doc[start : tokens[0].i - 1]):
            if token.pos_ == "VERB":
                things = [*syntax.objects(token), *syntax.passive_subjects(token)]
                return self.noun_phrase(things[0]) if things else None
        return None

    def times_another(self, figure: Figure) -> str | None:
        """Return the levels of ``have lead levels three times the national mean``."""
        tokens = self.sentence.tokens(figure)
        if figure.kind != "multiple" or not tokens or tokens[0].i <= self.sentence.span.start:
            return None
        noun = tokens[0].nbor(-1)
        named = self.sentence.cut.at(figure.last) in {"the", "its", "their", "those"}
        before = noun.doc[self.sentence.span.start : noun.i]
        held = noun.dep_ == "nmod" or any(t.lemma_ in _HAVING for t in (noun.head, *before))
        if not named or noun.pos_ not in NOUNS or noun.i in self.occupied or not held:
            return None
        return self.noun_phrase(noun)

    def days_on_which(self, figure: Figure, top: Token) -> str | None:
        """Return ``time on which the filters were out of order`` for ``out of order on 143 days``.

        Parsers take the days for the predicate.
        """
        copula = next((child for child in top.children if child.dep_ == "cop"), None)
        tokens = self.sentence.tokens(figure)
        if figure.kind != "time" or copula is None or tokens[0].i - 2 <= copula.i:
            return None
        own, preposition = syntax.subjects(top), tokens[0].nbor(-1)
        if not own or preposition.pos_ != "ADP":
            return None
        told = tokens[0].doc[copula.i : preposition.i].text
        return f"time {preposition.lower_} which {self.noun_phrase(own[0])} {told}"

    def _without_manner(self, top: Token) -> tuple[Token, str]:
        """Return the noun that ``an average of`` hangs on its verb, or the figure's own."""
        preposition = syntax.preposition_of(top) or ""
        if preposition == "of" and top.head.lower_ in MANNERS and top.dep_ == "nmod":
            top = top.head
            preposition = syntax.preposition_of(top) or ""
        return top, preposition

    def delayed(self, figure: Figure, top: Token) -> str | None:
        """Return what ``opened more than an hour late``."""
        adverb = top.head
        if figure.kind != "time" or adverb.lower_ not in _LATE or adverb.head.pos_ != "VERB":
            return None
        return self.subject(adverb.head)

    def before_which(self, figure: Figure) -> str | None:
        """Return ``time before the next election`` for ``at least a year before it``."""
        tokens = self.sentence.tokens(figure)
        end = tokens[-1].i + 1
        span = self.sentence.span
        if figure.kind != "time" or end + 1 >= span.end or span.doc[end].lower_ not in _AROUND:
            return None
        named = self.named_behind(end + 1)
        return f"time {span.doc[end].lower_} {named}" if named else None

    def handed(self, figure: Figure, top: Token) -> str | None:
        """Return ``money paid by the agency`` for ``the $3.6 million it had paid``.

        Also ``money that the bank lent farmers``, and the cost of each of several.
        """
        if figure.kind != "money":
            return None
        verb = top.head
        given = [
            t
            for t in syntax.objects(verb)
            if t.i < top.i and (t.pos_ in NOUNS or t.lower_ in {"each", "all", "both"})
        ]
        if top.dep_ in syntax.OBJECT | {"obl:unmarked", "npadvmod"} and given:
            if verb.lemma_ == "fine":  # fined the company €88 million for its cartel
                return f"fine on {self._whole(given[0])}"
            clause = self.whole_clause(verb)
            return f"money that {clause}" if clause else None
        each = any(child.lower_ == "each" for child in verb.children)
        if each and verb.lower_ in _COSTS:
            before = [t for t in verb.doc[verb.sent.start : verb.i] if t.tag_ in {"NNS", "NNPS"}]
            return f"cost of each {singular(before[-1].text)}" if before else None
        for verb in top.children:
            owners = [t for t in syntax.passive_subjects(verb) if t.pos_ == "PRON"]
            if verb.dep_ in syntax.RELATIVE_CLAUSE and owners and verb.lemma_ in _GIVING:
                noun = self.antecedent(owners[0])  # "the $20 million it was given"
                owner = self._whole(noun) if noun is not None else None
                return f"money {verb.text} to {owner}" if owner else None
            own = [t for t in syntax.subjects(verb) if t.lower_ not in {"which", "that", "who"}]
            if verb.dep_ not in syntax.RELATIVE_CLAUSE or not own or syntax.objects(verb):
                continue
            done, doer = participle(verb), self.doer(verb)
            return f"money {done} by {doer}" if done and doer else None
        return None

    def people_of(self, figure: Figure, top: Token) -> str | None:
        """Return ``people displaced by floods`` for ``Floods displaced 40,000``."""
        verb = top.head
        if figure.unit != "person" or figure.noun is not None or top.dep_ not in syntax.OBJECT:
            return None
        doer = self.doer(verb) or (self.doer(verb.head) if verb.dep_ == "conj" else "")
        done = participle(verb)
        return f"people {done} by {doer}" if done and doer else None

    def as_much(self, figure: Figure) -> str | None:
        """Return ``electricity used by households`` for ``used twice as much electricity``."""
        tokens = self.sentence.tokens(figure)
        end, span = tokens[-1].i + 1, self.sentence.span
        if figure.kind != "multiple" or end + 2 >= span.end or span.doc[end].lower_ != "as":
            return None
        noun = span.doc[end + 2]
        if span.doc[end + 1].lower_ not in _SO_MUCH or noun.pos_ not in NOUNS:
            return None
        while noun.dep_ == "compound" and noun.head.pos_ in NOUNS:
            noun = noun.head
        inside = span.doc[end + 2 : noun.i + 1]
        thing = " ".join(token.text for token in inside)
        verb = noun.head
        doer = self.doer(verb) if verb.pos_ == "VERB" else ""
        done = participle(verb) if doer else ""
        return f"{thing} {done} by {doer}" if done else thing
