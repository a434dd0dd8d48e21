"""What moved, what is put at so much, and what a bracket breaks down: read from the word order.

``estimates the cost to be $7,650``, ``a 15 per cent cut in staff``, ``a drop in exports of 7 per
cent``, ``enrolment was 17 million (11 million in colleges)``. Parsers hang these figures on
whatever noun is near; the words beside them are sure.
"""

from spacy.tokens import Token

from pipeline.annotate.quantities.clause_words import clause_before
from pipeline.annotate.quantities.extents import Extents
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS, plain, undetermined
from pipeline.annotate.words import word_list

_MOVED = word_list("measured: moved")
_EQUALS = word_list("measured: equals")
_RELATING = frozenset({"by", "at", "to", "only", "about", "just", "nearly", "almost", "not"})
_NEAR = 9  # words that a move's noun may stand before its figure
_LONGEST = 8


class Moves(Extents):
    """Phrases for figures that another word than their own verb tells of."""

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
        if not tokens or figure.kind in {"count", "time"}:
            return None
        span = self.sentence.span
        doc, end = span.doc, tokens[-1].i + 1
        while end < span.end and doc[end].pos_ in {"ADJ", "PUNCT"} and doc[end].text != ",":
            end += 1
        if end + 1 < span.end and self._is_move(doc[end]) and doc[end + 1].lower_ in {"in", "of"}:
            return self.named_behind(end + 2)
        if self._lead(tokens[0]) != "of":
            return None
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

    def bracketed(self, figure: Figure) -> str | None:
        """Return the noun before a bracket that holds only the figure: ``Pak Beng (912 MW)``."""
        cut = self.sentence.cut
        if cut.at(figure.first - 1) != "(" or cut.at(figure.last) != ")":
            return None
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
        named = bool(words) and (words[0].pos_ == "DET" or words[0].pos_ == "PROPN")
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
        return plain(words) if any(word.pos_ in NOUNS for word in words) else None
