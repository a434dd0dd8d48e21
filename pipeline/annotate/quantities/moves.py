"""What moved, what is put at so much, and what a bracket breaks down: read from the word order.

``estimates the cost to be $7,650``, ``a 15 per cent cut in staff``, ``a drop in exports of 7 per
cent``, ``enrolment was 17 million (11 million in colleges)``. Parsers hang these figures on
whatever noun is near; the words beside them are sure.
"""

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.quantities.changes import changes_by_word
from pipeline.annotate.quantities.clause_words import ClauseWords, clause_before, said
from pipeline.annotate.quantities.extents import Extents
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS, PERIODS, plain, undetermined
from pipeline.annotate.quantities.statistics import named_in_bracket
from pipeline.annotate.words import word_list

_MOVED = word_list("measured: moved")
_EQUALS = word_list("measured: equals")
_RELATING = frozenset({"by", "at", "to", "only", "about", "just", "nearly", "almost", "not"})
_PUTTING = frozenset(
    ("put", "set", "value", "estimate", "place", "rate", "price", "fix", "keep", "cap", "limit",
     "leave", "hold", "peg", "calculate", "assess", "forecast", "project", "budget", "levy",
     "charge", "record", "report", "measure")
)  # fmt: skip
_MOVES = word_list("move") - {"went", "gone", "moved", "changed", "expanded", "up", "down"}
_SUPPLIES = frozenset(
    ("power", "electricity", "water", "gas", "aid", "access", "service", "supply", "funding",
     "support", "payment", "pay", "benefit", "subsidy", "flight", "loan", "credit", "fund")
)  # fmt: skip
_STANDING = frozenset(
    {"stand", "remain", "peak", "hold", "start", "begin", "settle", "hover", "close"}
)
_WHOLES = frozenset({"gdp", "gni", "gnp"})
_LED = frozenset({"by", "to", "from", "at"})
_NEAR = 9  # words that a move's noun may stand before its figure
_LONGEST = 8


class Moves(Extents):
    """Phrases for figures that another word than their own verb tells of."""

    def put_at(self, figure: Figure) -> str | None:
        """Return what is put at so much: ``put the cost of rebuilding at $9 million``."""
        tokens = self.sentence.tokens(figure)
        if not tokens or self._lead(tokens[0]) != "at":
            return None
        lead = self._lead_token(tokens[0])  # "at"
        if lead.i - 2 >= self.sentence.span.start and lead.nbor(-1).text == ",":
            noun = lead.nbor(-2)  # turnout, at 70 per cent, was higher
            return self.noun_phrase(noun) if noun.pos_ in NOUNS else None
        put = lead.nbor(-1) if lead.i - 3 >= self.sentence.span.start else lead
        if put.lemma_.lower() in _PUTTING and put.nbor(-1).text == ",":
            noun = put.nbor(-2)  # a tenth of needs, put at $4.3 billion
            return self.noun_phrase(noun) if noun.pos_ in NOUNS else None
        clause = clause_before(self.sentence.span, tokens[0].i)
        if clause is None:
            return None
        if clause.verb.lemma_.lower() in _STANDING and not clause.passive:
            return self.named_words(clause) or None
        if clause.verb.lemma_.lower() not in _PUTTING:
            return None
        if clause.passive:
            return self.named_words(clause) or None
        words = said(clause.rest, self._left_out, 8)
        if not words and (thing := self._put(clause)) is not None:
            return self.noun_phrase(thing)
        while words and words[0].pos_ in {"DET", "PRON"}:
            words.pop(0)
        return " ".join("".join(w.text_with_ws for w in words).split()) or None

    def _put(self, clause: ClauseWords) -> Token | None:
        """Return the cost of ``the cost of the dam, which engineers put at $4 billion``."""
        which = [t for t in syntax.objects(clause.verb) if t.lower_ in {"which", "that"}]
        noun = clause.verb.head
        if not which or clause.verb.dep_ not in syntax.RELATIVE_CLAUSE:
            return self._before_that(clause)
        while syntax.preposition_of(noun) == "of" and noun.head.pos_ in NOUNS:
            noun = noun.head
        return noun

    def _before_that(self, clause: ClauseWords) -> Token | None:
        """Return the gap of ``a gap that the association puts at 67,000``, by the word order."""
        first = clause.subject[0] if clause.subject else clause.verbs[0]
        at = first.i - 1
        while at > self.sentence.span.start and first.doc[at].pos_ == "DET":
            at -= 1
        led = at > self.sentence.span.start and first.doc[at].lower_ in {"that", "which"}
        noun = first.doc[at - 1] if led else None
        return noun if noun is not None and noun.pos_ in NOUNS else None

    def moved_to(self, figure: Figure) -> str | None:
        """Return what has come to a count: ``the backlog has grown to 9,100 applications``."""
        tokens = self.sentence.tokens(figure)
        if not tokens:
            return None
        clause = clause_before(self.sentence.span, tokens[0].i)
        if clause is not None and clause.verb.lemma_ == "total" and not clause.rest:
            return self.named_words(clause) or None
        if self._lead(tokens[0]) not in {"to", "from", "by"}:
            return None
        if clause is not None and any(t.lemma_.lower() in _SUPPLIES for t in clause.rest):
            return None
        moves = (
            clause is not None
            and (clause.verb.lower_ in _MOVES or clause.verb.lower_ in changes_by_word())
            and clause.verb.lemma_ != "expand"
        )
        return self.named_words(clause) or None if clause is not None and moves else None

    def moved_object(self, noun: Token) -> str | None:
        """Return the herd of ``has reduced the herd to fewer than 900 animals``."""
        verb = noun.head
        preposition = syntax.preposition_of(noun)
        if verb.pos_ != "VERB" or preposition not in {"to", "from", "by"}:
            return None
        if verb.lower_ not in changes_by_word():
            return None
        things = [t for t in syntax.objects(verb) if t.i < noun.i and t.i not in self.occupied]
        if things and things[0].lemma_.lower() in _SUPPLIES:
            return None  # cut power to 340,000 homes
        return self.noun_phrase(things[0]) if things else None

    def said_to_be(self, figure: Figure) -> str | None:
        """Return the object of ``estimates the average cost to be $7,650``."""
        tokens = self.sentence.tokens(figure)
        if not tokens:
            return None
        span, at = self.sentence.span, tokens[0].i - 1
        while at > span.start and span.doc[at].pos_ in {"ADV", "ADP"}:
            at -= 1
        if at - 2 < span.start or span.doc[at].lower_ not in _EQUALS:
            return None
        if span.doc[at - 1].lower_ != "to":
            return None
        clause = clause_before(span, at - 1)
        if clause is None or not clause.rest or clause.rest[0].pos_ == "ADP":
            return None
        if clause.rest[-1].pos_ not in NOUNS:
            return None
        return self._bare_words(list(clause.rest))

    def of_a_move(self, figure: Figure) -> str | None:
        """Return what a rise, cut or drop is of: behind its figure, or before it."""
        tokens = self.sentence.tokens(figure)
        if not tokens or figure.kind == "count":
            return None
        span = self.sentence.span
        doc, end = span.doc, tokens[-1].i + 1
        while end < span.end and doc[end].pos_ in {"ADJ", "PUNCT"} and doc[end].text != ",":
            end += 1
        if end + 1 < span.end and self._is_move(doc[end]) and doc[end + 1].lower_ in {"in", "of"}:
            return self.named_behind(end + 2)
        if done := self._moved_object(tokens[0]):
            return done
        if self._lead(tokens[0]) != "of":
            return None
        if end + 1 < span.end and doc[end].lower_ == "in" and tokens[0].i - 2 >= span.start:
            at = self._lead_token(tokens[0]).i - 1
            what = self.named_behind(end + 1)
            if what and at >= span.start and self._is_move(doc[at]):
                return what  # an increase of 18 per cent in violent crime
        for token in reversed(doc[max(span.start, tokens[0].i - _NEAR) : tokens[0].i - 2]):
            if token.pos_ in {"VERB", "AUX", "PUNCT"} or token.i in self.occupied:
                return None
            if self._is_move(token) and token.nbor().lower_ == "in":
                return self.named_behind(token.i + 2, tokens[0].i - 1)
        return None

    def whole_of(self, figure: Figure) -> Figure | None:
        """Return the figure right before the bracket that this one stands in."""
        cut = self.sentence.cut
        for i in range(figure.first - 1, -1, -1):
            if cut.at(i) == ")":
                return None
            if cut.at(i) == "(":
                return next((other for other in self.figures if other.last == i), None)
        return None

    def _moved_object(self, first: Token) -> str | None:
        """Return the object of ``reduced waiting times to nine weeks``."""
        if self._lead(first) not in {"to", "from", "by"}:
            return None
        span = self.sentence.span
        clause = clause_before(span, first.i)
        opening = span[0]  # "Cutting prices by 5 points": taggers take the verb for a noun
        if clause is None and opening.lower_.endswith("ing") and opening.pos_ in NOUNS:
            clause = ClauseWords((), (opening,), tuple(span.doc[opening.i + 1 : first.i]), False)
        if clause is None or clause.passive or not clause.rest:
            return None
        words = list(clause.rest)
        while words and words[-1].pos_ in {"ADP", "ADV", "DET"}:
            words.pop()
        plain_noun = all(w.pos_ not in {"ADP", "NUM", "PUNCT"} or w.lower_ == "of" for w in words)
        if not words or not plain_noun or clause.verb.lower_ not in changes_by_word():
            return None
        return self._bare_words(words) if words[-1].pos_ in NOUNS else None

    def called(self, figure: Figure) -> str | None:
        """Return what a bracket calls its figure: ``(case fatality ratio 4.6%)``."""
        name = named_in_bracket(self.sentence.cut, figure)
        return self.sentence.slice(*name) if name else None

    def bracketed(self, figure: Figure) -> str | None:
        """Return the noun before a bracket that holds only the figure: ``Pak Beng (912 MW)``."""
        cut = self.sentence.cut
        if cut.at(figure.first - 1) != "(" or cut.at(figure.last) != ")":
            return None
        before = [f for f in self.figures if f.last <= figure.first]
        if before and set(cut.words(before[-1].last, figure.first)[1:-1]) & _WHOLES:
            return None  # `4 per cent of GDP ($7 billion)`: the deficit again
        token = self.sentence.token(figure.first - 2)
        if figure.kind in {"count", "bare", "ratio", "fraction", "time", "multiple"}:
            return None
        if token is None or token.pos_ not in NOUNS or token.i in self.occupied:
            return None
        return self.noun_phrase(token.head if token.dep_.startswith("flat") else token)

    def added_to(self, figure: Figure) -> str | None:
        """Return the price of ``adds $6 to the price``."""
        tokens = self.sentence.tokens(figure)
        span = self.sentence.span
        end = tokens[-1].i + 1 if tokens else span.end
        if end + 1 >= span.end or span.doc[end].lower_ != "to" or figure.kind == "count":
            return None
        clause = clause_before(span, tokens[0].i)
        if clause is None or clause.rest or clause.verb.lemma_ != "add":
            return None
        return self.named_behind(end + 1)

    def left_out(self, figure: Figure) -> str | None:
        """Return whose figure it is where the verb is not said again: ``and the Greens six``."""
        tokens = self.sentence.tokens(figure)
        span = self.sentence.span
        before = [f for f in self.figures if f.last <= figure.first]
        if not tokens or not before or figure.noun is not None:
            return None
        start = self.sentence.tokens(before[-1])[-1].i + 1
        words: list[Token] = []
        for token in reversed(span.doc[start : tokens[0].i]):
            if token.lower_ in {"and", "but", ";", "while"}:
                break
            if token.pos_ in {"VERB", "AUX", "PRON", "PUNCT"} or token.i in self.sentence.in_time:
                return None
            words.insert(0, token)
        else:
            return None
        while words and words[-1].pos_ not in NOUNS:
            if words[-1].pos_ not in {"ADP", "ADV", "PART"} or words[-1].lower_ not in _RELATING:
                return None
            words.pop()
        again = self._lead(self.sentence.tokens(before[-1])[0])  # `up by N, and debt by N`
        alike = again in _LED and self._lead(tokens[0]) == again
        named = bool(words) and (alike or words[0].pos_ in {"DET", "PROPN"})
        return self._bare_words(words) if named else None

    def broken_down(self, figure: Figure, whole: str) -> str | None:
        """Return ``enrolment in colleges`` for a part, in a bracket, of what is told before it."""
        end = self.sentence.tokens(figure)[-1].i + 1
        where = self.said_behind(end)
        if len(where.split()) < 2:
            return None
        preposition = where.split()[0]
        return f"{whole.split(f' {preposition} ')[0]} {where}"

    def _is_move(self, token: Token) -> bool:
        return token.lower_ in _MOVED or token.lemma_.lower() in _MOVED

    def named_behind(self, start: int, end: int | None = None) -> str | None:
        """Return the noun phrase that begins at token ``start``; None if a date stands there."""
        span = self.sentence.span
        words: list[Token] = []
        for token in span.doc[start : min(start + _LONGEST, end or span.end)]:
            if token.i in self.sentence.in_time or token.i in self.occupied:
                break
            if token.pos_ in {"VERB", "AUX", "SCONJ"} and token.dep_ != "amod":
                break
            if token.is_punct and token.text not in "-’'":
                break
            words.append(token)
        while words and words[-1].pos_ not in NOUNS:
            words.pop()
        return self._bare_words(words)

    def _bare_words(self, words: list[Token]) -> str | None:
        words = undetermined(words, {})
        if words and words[-1].lemma_.lower() in PERIODS:
            return None  # "an increase of 22 per cent in a single year"
        return plain(words) if any(word.pos_ in NOUNS for word in words) else None
