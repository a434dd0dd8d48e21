"""What a figure measures in constructions that parsers hang together wrongly, read word by word.

``sentenced him to seven years``, ``18 per 1,000 live births``, ``one in eight adults lives``,
``80 times more heat``, ``particles smaller than 2.5 micrometres``, ``a convoy of 21 trucks``.
"""

from spacy.tokens import Token

from pipeline.annotate.nouns import is_plural
from pipeline.annotate.quantities.clause_words import clause_before, said
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.governed import Governed
from pipeline.annotate.quantities.noun_phrases import NOUNS, participle, plain, undetermined
from pipeline.annotate.syntax import OBJECT
from pipeline.annotate.words import word_list

_EQUALS = word_list("measured: equals")
_PUNISHING = ("sentenc", "jail", "imprison", "condemn")
_JAIL = frozenset({"prison", "jail", "imprisonment", "custody", "behind"})
_COMPARED = {
    "smaller": "size", "larger": "size", "bigger": "size", "greater": "size", "longer": "length",
    "shorter": "length", "taller": "height", "higher": "height", "lower": "height", "older": "age",
    "younger": "age", "heavier": "weight", "lighter": "weight", "wider": "width",
    "deeper": "depth", "faster": "speed", "slower": "speed",
}  # fmt: skip
_MORE = frozenset({"more", "less", "fewer"})
_THEM = frozenset({"them", "whom", "these", "which"})
_BEGINS_ASIDE = frozenset({",", "(", "–", "—", "with", "including"})
# What people are who are counted without a noun: `300 missing`.
STATES = frozenset(
    """
    injured missing dead wounded killed displaced homeless hospitalised hospitalized detained
    arrested stranded unaccounted infected ill sick jobless trapped
    """.split()
)
_POINTS = frozenset({"point", "percentage point", "percent"})
_LEADING = frozenset({"lead", "trail", "beat", "defeat", "outpoll", "edge"})
_GAPPED = 4  # words that name what a figure is of, where the verb is left out
_ASIDE = 7  # words of an aside that may say what a part of something is
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BEFORE = 8  # words that a punished person's name may have


class Idioms(Governed):
    """Phrases for figures whose construction itself says what they measure."""

    def idiom(self, figure: Figure) -> str | None:
        """Return what a figure measures in one of these constructions; None if in no such."""
        return (
            self._sentenced(figure)
            or self._fined(figure)
            or self._rated(figure)
            or self._one_in_many(figure)
            or self._times_more(figure)
            or self._compared_with_noun(figure)
            or self._accused(figure)
            or self.of_them(figure)
            or self._in_a_state(figure)
            or self._gapped(figure)
            or self._ahead(figure)
        )

    def _ahead(self, figure: Figure) -> str | None:
        """Return the lead of ``Mahama leads Bawumia by 12 points``."""
        tokens = self.sentence.tokens(figure)
        if figure.unit not in _POINTS or not tokens or self._lead(tokens[0]) != "by":
            return None
        clause = clause_before(self.sentence.span, tokens[0].i)
        if clause is None or clause.verb.lemma_.lower() not in _LEADING or not clause.rest:
            return None
        first, second = self.named_words(clause), plain(undetermined(list(clause.rest[:-1]), {}))
        if clause.verb.lemma_.lower() == "trail":
            first, second = second, first
        return f"lead of {first} over {second}" if first and second else None

    def _in_a_state(self, figure: Figure) -> str | None:
        """Return ``people missing`` for ``with 300 missing``, which no noun names."""
        word = self.sentence.cut.at(figure.last)
        behind = self.sentence.token(figure.last + 1)
        named = behind is not None and behind.pos_ in NOUNS
        alone = figure.noun is None and figure.unit in {None, "person"} and not named
        return f"people {word}" if alone and word in STATES else None

    def _gapped(self, figure: Figure) -> str | None:
        """Return ``energy`` for ``roads take 38 per cent, energy 27 per cent``: no verb again."""
        tokens = self.sentence.tokens(figure)
        alike = [f for f in self.figures if f.last < figure.first and f.unit == figure.unit]
        if figure.kind not in {"ratio", "money"} or not tokens or not alike:
            return None
        last = self.sentence.tokens(alike[-1])[-1]
        words = list(last.doc[last.i + 1 : tokens[0].i])
        starts = [n for n, t in enumerate(words) if t.text in {",", ";"} or t.lower_ == "and"]
        noun = words[starts[-1] + 1 :] if starts else []
        if not noun or len(noun) > _GAPPED or noun[-1].pos_ not in NOUNS:
            return None
        if any(t.pos_ not in NOUNS | {"ADJ", "DET"} or t.i in self.sentence.in_time for t in noun):
            return None
        return plain(undetermined(noun, self.occupied)) or None

    def of_them(self, figure: Figure) -> str | None:
        """Return ``homes in Bol`` for ``300 homes, 40 of them in Bol``: what the aside adds."""
        cut, pronoun = self.sentence.cut, self.sentence.token(figure.last + 1)
        counts = [f for f in self.figures if f.last <= figure.first and f.noun is not None]
        if cut.at(figure.last) != "of" or cut.at(figure.last + 1) not in _THEM:
            return None
        if not counts or pronoun is None or cut.at(figure.first - 1) not in _BEGINS_ASIDE:
            return None
        words: list[Token] = []
        for token in pronoun.doc[pronoun.i + 1 : self.sentence.span.end]:
            if token.is_punct or token.is_space:
                break
            words.append(token)
        if not words or len(words) > _ASIDE or any(t.tag_ in _FINITE for t in words):
            return None
        if all(t.pos_ in NOUNS | {"ADJ", "CCONJ"} for t in words) and words[-1].pos_ in NOUNS:
            return plain(words)
        return f"{self.counted_noun(counts[-1])} {plain(words)}"

    def _sentenced(self, figure: Figure) -> str | None:
        """Return ``prison sentence of the editor`` for ``sentenced the editor to ten months``."""
        tokens = self.sentence.tokens(figure)
        if figure.kind != "time" or not tokens:
            return None
        lead = self._lead_token(tokens[0])
        clause = clause_before(self.sentence.span, tokens[0].i)
        if clause is None or not clause.verb.lower_.startswith(_PUNISHING):
            return None
        if lead.lower_ not in {"to", "for"}:
            return None
        doc, end = lead.doc, self.sentence.span.end
        behind = {t.lower_ for t in doc[tokens[-1].i + 1 : min(end, tokens[-1].i + 4)]}
        jailed = bool(behind & _JAIL) or clause.verb.lower_.startswith(("jail", "impr"))
        kind = "prison sentence" if jailed else "sentence"
        whom = self.named_words(clause) if clause.passive else self._named_before(lead, clause.verb)
        whom = "" if whom.lower() in {"he", "she", "they", "it"} else whom
        return f"{kind} of {whom}" if whom else kind

    def _named_before(self, lead: Token, verb: Token) -> str:
        """Return the name that ends right before ``to``: the last one behind the verb."""
        words: list[Token] = []
        for token in reversed(lead.doc[max(verb.i + 1, lead.i - _BEFORE) : lead.i]):
            if token.text == "," and not words:
                continue
            named = token.pos_ in NOUNS | {"ADJ", "PART"} and token.i not in self.occupied
            if not named:
                break
            words.insert(0, token)
        return "".join(token.text_with_ws for token in words).strip()

    def _fined(self, figure: Figure) -> str | None:
        """Return ``fine on the driver`` for ``the driver was fined 900 euros``."""
        tokens = self.sentence.tokens(figure)
        clause = clause_before(self.sentence.span, tokens[0].i) if tokens else None
        if figure.kind != "money" or clause is None or not clause.passive or clause.rest:
            return None
        named = self.named_words(clause) if clause.verb.lower_ == "fined" else ""
        return f"fine on {named}" if named else None

    def _rated(self, figure: Figure) -> str | None:
        """Return ``mortality`` for ``mortality was 18 per 1,000 live births``."""
        tokens = self.sentence.tokens(figure)
        if figure.kind != "bare" or figure.unit or self.sentence.cut.at(figure.last) != "per":
            return None
        clause = clause_before(self.sentence.span, tokens[0].i) if tokens else None
        if clause is None or clause.verb.lemma_.lower() not in _EQUALS:
            return None
        return self.named_words(clause) or None

    def _one_in_many(self, figure: Figure) -> str | None:
        """Return ``adults who live with diabetes`` for ``one in eight adults lives with it``."""
        tokens = self.sentence.tokens(figure)
        words = [token.lower_ for token in tokens]
        if figure.kind != "fraction" or "in" not in words[1:-1] or not tokens:
            return None
        span = self.sentence.span
        nouns: list[Token] = []
        for token in span.doc[tokens[-1].i + 1 : min(span.end, tokens[-1].i + 5)]:
            if token.pos_ not in NOUNS | {"ADJ"} or token.i in self.occupied:
                break
            nouns.append(token)
            if is_plural(token.text):
                break
        if not nouns or not is_plural(nouns[-1].text):
            return None
        named = "".join(token.text_with_ws for token in nouns).strip()
        end = nouns[-1].i + 1
        acts = end + 1 < span.end and span.doc[end].text.islower() and span.doc[end].pos_ != "ADP"
        if not acts or span.doc[end].tag_ not in {"VBZ", "VBD", "VBP", "MD", "NNS"}:
            return None
        told = said(list(span.doc[end : span.end]), self._left_out, 6)
        rest = "".join(token.text_with_ws for token in told).strip()
        return self.said_of(named, f"that {rest}") if rest else named

    def _times_more(self, figure: Figure) -> str | None:
        """Return ``heat trapped by methane`` for ``traps 80 times more heat than``."""
        tokens = self.sentence.tokens(figure)
        span = self.sentence.span
        end = tokens[-1].i + 1 if tokens else span.end
        if figure.kind != "multiple" or end + 1 >= span.end:
            return None
        if span.doc[end].lower_ not in _MORE or span.doc[end + 1].pos_ not in NOUNS | {"ADJ"}:
            return None
        nouns: list[Token] = []
        for token in span.doc[end + 1 : min(span.end, end + 5)]:
            if token.pos_ not in NOUNS | {"ADJ"}:
                break
            nouns.append(token)
        if nouns[-1].pos_ not in NOUNS:
            return None
        thing = "".join(token.text_with_ws for token in nouns).strip()
        clause = clause_before(span, tokens[0].i)
        if clause is None or clause.rest or clause.passive:
            return thing
        done, doer = participle(clause.verb), self.named_words(clause)
        return f"{thing} {done} by {doer}" if done and doer else thing

    def _compared_with_noun(self, figure: Figure) -> str | None:
        """Return ``size of particles`` for ``particles smaller than 2.5 micrometres``."""
        tokens = self.sentence.tokens(figure)
        dimension = _COMPARED.get(self.sentence.cut.at(figure.first))
        if dimension is None or figure.kind in {"count", "multiple"} or not tokens:
            return None
        if tokens[0].i <= self.sentence.span.start or tokens[0].tag_ not in {"JJR", "RBR"}:
            return None
        noun = tokens[0].nbor(-1)
        if noun.pos_ != "NOUN" or noun.i in self.occupied:
            return None
        named = plain([t for t in self.words_of(noun) if t.i <= noun.i and t.pos_ != "DET"])
        if figure.kind == ("time" if dimension == "age" else "length"):
            return f"{dimension} of {named}"
        return named  # loans larger than $5 million, delays longer than three hours

    def worth(self, figure: Figure) -> str | None:
        """Return what is worth so much: ``a loan, worth $3 million``."""
        if self.sentence.cut.at(figure.first - 1) != "worth":
            return None
        first = self.sentence.tokens(figure)[0]
        before = [f for f in self.figures if f.noun is not None and f.noun < figure.first - 1]
        for last in before[-1:]:
            noun = self.sentence.token(last.noun or 0)
            where = self.behind(noun) if noun is not None else ""
            between = self.sentence.slice(last.last, figure.first - 1)
            if not between or between == where:  # two plants in Ohio worth $20 billion
                return " ".join(filter(None, [self.counted_noun(last), where]))
        for token in reversed(first.doc[max(self.sentence.span.start, first.i - 4) : first.i]):
            if token.pos_ in NOUNS and token.i not in self.occupied:
                while (
                    token.dep_ == "nmod"
                    and token.head.pos_ in NOUNS
                    and token.head.i < token.i
                    and token.head.i not in self.occupied
                ):
                    token = token.head  # exports to Algeria, worth $140 million
                return self.noun_phrase(token)
        return None

    def _accused(self, figure: Figure) -> str | None:
        """Return ``money spent by Russia`` for ``accused Russia of having spent 90 million``."""
        tokens = self.sentence.tokens(figure)
        clause = clause_before(self.sentence.span, tokens[0].i) if tokens else None
        if figure.kind != "money" or clause is None or clause.rest:
            return None
        head, first = clause.verb.head, clause.verbs[0]
        accused = head.pos_ == "VERB" and head.i < first.i and first.tag_ == "VBG"
        if not accused or first.i == self.sentence.span.start or first.nbor(-1).lower_ != "of":
            return None
        whom = [t for t in head.children if t.dep_ in OBJECT and t.pos_ in NOUNS]
        done = participle(clause.verb)
        return f"money {done} by {self._whole(whom[0])}" if whom and done else None
