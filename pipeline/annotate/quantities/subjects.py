"""What the verb of a figure tells of: its subject, its object, the noun its phrase hangs on."""

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.nouns import is_plural, plural
from pipeline.annotate.quantities.counts import Counts
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS, PERIODS, undetermined
from pipeline.annotate.words import word_list

_EQUALS = word_list("measured: equals")
_MOVED = word_list("measured: moved")


_OPENING = frozenset(
    {
        ",",
        ";",
        "and",
        "but",
        "while",
        "that",
        "where",
        "whereas",
        "whom",
        "which",
        "against",
        "with",
    }
)
_ADDED = frozenset({"a", "further", "another", "additional"})  # a further 22 per cent were
_UNDERGOING = (
    word_list("measured: light")
    | _EQUALS
    | frozenset(("report", "record", "post", "show", "register", "experience", "suffer", "enjoy"))
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class Subjects(Counts):
    """Phrases for figures that a verb or a preposition joins to what they measure."""

    def equalled(self, figure: Figure) -> str | None:
        """Return the subject of ``was 14 points higher``, ``fell by 3 per cent``."""
        clause = self.equalling(figure)
        if clause is None:
            return None
        verb = clause.verb.head if clause.verb.dep_ in {"cop", "aux"} else clause.verb
        subject = self.subject(verb) or ""
        first = self.sentence.tokens(figure)[0]
        before = first.doc[self.sentence.span.start : first.i].text
        first_word = subject.split()[0] if subject else ""
        between = list(first.doc[self.sentence.span.start : clause.verb.i])
        while between and between[0].text != first_word:
            between.pop(0)
        other = clause.subject and any(  # "prices have doubled, and costs are up 70 per cent"
            t.tag_ in _FINITE and t.i < clause.subject[0].i for t in between
        )
        if first_word and first_word in before and not other:
            return subject
        named = self.named_words(clause).removeprefix("the ") or subject
        if verb.lemma_ == "cost" and named and named.split()[0].lower() not in {"cost", "costs"}:
            return f"cost of {named}"
        return named or None

    def exceeding(self, tokens: list[Token]) -> str | None:
        """Return the subject of ``must not exceed 2 per cent of the sum``."""
        verb = next((token for token in tokens if token.lemma_ == "exceed"), None)
        return self.subject(verb) if verb is not None else None

    def holder(self, top: Token) -> str | None:
        """Return the noun that the figure is the ``of`` phrase of: ``a turnout of 58 %``."""
        head = top.head
        if head.dep_ == "prep":  # CLEAR
            preposition, head = head.lower_, head.head
        else:
            cases = [child.lower_ for child in top.children if child.dep_ == "case"]
            preposition = cases[0] if cases else ""
        first = min((t.i for t in top.subtree if t.i in self.occupied), default=top.i)
        noun = top.doc[max(first - 2, 0)]
        if first > 1 and noun.nbor().lower_ == "of" and head.pos_ not in NOUNS:
            preposition, head = "of", noun  # "plus interest of 5 per cent", hung on the verb
        elif first > 1 and noun.nbor().lower_ == "of" and noun.pos_ in NOUNS and head.i < noun.i:
            preposition, head = "of", noun  # a dividend and a buyback of up to so much
        if preposition != "of" or head.pos_ not in NOUNS or head.i in self.occupied:
            return None
        if head.lower_ == "top" and syntax.preposition_of(head) == "on":
            return None  # on top of the 400 already cut
        if head.lemma_.lower() in _MOVED:
            return self.of_movement(head)
        above = head.head
        if head.lemma_.lower() in _SPANS and syntax.preposition_of(head) in {"in", "within", "at"}:
            if above.pos_ not in NOUNS:
                things = [t for t in syntax.objects(above) if t.i not in self.occupied]
                return self.noun_phrase(things[0]) if things else self.subject(above)
            head = above  # pay settlements in a range of 2 to 4 per cent
        elif syntax.preposition_of(head) == "of" and above.pos_ in NOUNS and above.i == head.i - 2:
            head = above  # a margin of error of 3 points
        what = self.noun_phrase(head)
        tokens = [t for t in top.subtree if t.i in self.occupied]
        if what and len(what.split()) == 1 and tokens:  # a lack of $5,000 in support
            end = max(t.i for t in tokens) + 1
            doc = self.sentence.span.doc
            if end < self.sentence.span.end and doc[end].lower_ in {"in", "for"}:
                return " ".join([what, doc[end].text, self.named_behind(end + 1) or ""])
        return what

    def of_movement(self, head: Token) -> str | None:
        """Return what an increase, a share, a rate is of."""
        words = undetermined(list(syntax.noun_phrase(head)), self.occupied)
        if any(word.pos_ in NOUNS for word in words[:-1]):
            return self.noun_phrase(head)  # price increase, turnout rate
        for preposition, noun in syntax.obliques(head):
            if (
                preposition in {"in", "of"}
                and noun.lemma_.lower() not in PERIODS
                and noun.i not in self.sentence.in_time | self.occupied.keys()
            ):
                return self.noun_phrase(noun)
        if head.lemma_.lower() == "loss":
            return self.noun_phrase(head)  # "he reported losses of $2.7 million"
        verb = head.head
        if syntax.preposition_of(head) in _NO_MOVERS:
            return self.noun_phrase(head)  # "kept its rate after a cut of 100 basis points"
        if head.dep_ in syntax.OBJECT and verb.lemma_ not in _UNDERGOING:
            return self.noun_phrase(head)  # "analysts expect growth of 2 per cent"
        return (self.subject(verb) if verb.i != head.i else None) or self.noun_phrase(head)

    def told_at_once(self, figure: Figure) -> str | None:
        """Return ``voters who agreed`` for a share or a bare number right before its verb."""
        told = self._told_behind(figure)
        if told or self._held(figure):
            return self.as_subject(figure, told)
        return None

    def as_subject(self, figure: Figure, predicate: str) -> str | None:
        """Join a predicate to what the figure is a number of, named earlier in the sentence."""
        if held := self._held(figure):
            return self.said_of(held, predicate)
        counted = figure.kind == "count"
        if not predicate and not counted:
            return None
        alike = [
            f
            for f in self.figures
            if f.first < figure.first and (not counted or f.unit == figure.unit)
        ]
        nouns = [f for f in alike if f.noun is not None]
        lead = self._one_in(figure) or (
            self.counted_noun(nouns[-1]) if nouns else self._shared_whole(figure)
        )
        lead = lead or next(filter(None, map(self._one_in, reversed(alike))), "")
        if not lead and figure.kind in {"ratio", "fraction", "bare"}:
            lead = "people" if figure.unit == "person" else "those"
        elif not lead and figure.kind == "money":
            lead = "money"
        return self.said_of(lead, predicate) if lead else None

    def of_clause(self, figure: Figure, top: Token) -> str | None:
        """Return the subject or the object of the verb that the figure belongs to."""
        if what := self.as_subject(figure, self.predicate(figure)):
            return what
        for verb in _above(top):
            found = [
                t for t in syntax.objects(verb) if t.i not in self.occupied and t.pos_ in NOUNS
            ]
            subject = self.subject(verb)
            if top.dep_ in syntax.OBJECT and verb.lemma_ not in _EQUALS:
                for preposition, noun in syntax.obliques(verb):
                    if (
                        preposition in {"for", "on", "in", "to"}
                        and noun.i > top.i
                        and (noun.i not in self.sentence.in_time and noun.pos_ == "NOUN")
                    ):
                        return self.noun_phrase(noun)
            if found and (what := self.noun_phrase(found[0])):
                return what
            if subject:
                return subject
        return None

    def _told_behind(self, figure: Figure) -> str:
        """Return the predicate right behind a figure that no noun follows, by its words."""
        tokens = self.sentence.tokens(figure)
        end = tokens[-1].i + 1
        doc, cut = self.sentence.span.doc, self.sentence.cut
        if figure.kind not in {"ratio", "fraction", "bare"} or end >= self.sentence.span.end:
            return ""
        if cut.at(figure.last) == "of" and cut.at(figure.last + 1) in {"them", "these", "those"}:
            end += 2
        first = tokens[0]
        while first.i > self.sentence.span.start + 1 and first.nbor(-1).lower_ in _ADDED:
            first = first.nbor(-1)
        opens = first.i == self.sentence.span.start or first.nbor(-1).lower_ in _OPENING
        if not opens or end + 1 >= self.sentence.span.end:
            return ""
        if doc[end].lower_ in {"who", "that"} and self._acts(doc[end + 1]):
            return " ".join(filter(None, ["that", self.clause_behind_of(end + 1)]))
        part = doc[self.sentence.span.start].lower_ in {"of", "among"} and doc[end].tag_ == "VBN"
        if not part and not self._acts(doc[end]) and doc[end].tag_ != "MD":
            return ""
        return self.told_of(figure, doc[end - 1])

    def _held(self, figure: Figure) -> str:
        """Return the noun that stands in a share: ``one rural clinic in four``."""
        first = self.sentence.token(figure.number)
        if figure.kind != "fraction" or first is None:
            return ""
        words = [token.text for token in self.sentence.tokens(figure) if token.i > first.i]
        if "in" not in words[1:]:
            return ""
        noun = " ".join(words[: words.index("in")])
        return noun if is_plural(noun.split()[-1]) else plural(noun)

    def out_of_many(self, figure: Figure) -> str | None:
        """Return the households of ``was high in 7 out of 10 households``."""
        return (
            self._one_in(figure) or None if self.sentence.cut.at(figure.last - 2) == "of" else None
        )

    def _one_in(self, figure: Figure) -> str:
        """Return the noun behind ``one in three visits to the site``."""
        tokens = self.sentence.tokens(figure)
        end = tokens[-1].i + 1
        if figure.kind != "fraction" or end >= self.sentence.span.end:
            return ""
        noun = self.sentence.span.doc[end].pos_ in NOUNS | {"ADJ"}
        return (self.named_behind(end) or "") if noun else ""

    def _shared_whole(self, figure: Figure) -> str:
        """Return of what a share is: ``54 % of respondents agreed, 9 % did not``.

        An earlier share tells it, or what the clause begins with: ``Of these students, 43 %``.
        """
        if figure.kind not in {"ratio", "fraction", "bare"}:
            return ""
        span = self.sentence.span
        if span[0].lower_ in {"of", "among"} and not self.occupied.keys() & {span[1].i, span[2].i}:
            return self.named_behind(span.start + 1) or ""
        for other in reversed(self.figures):
            tokens = self.sentence.tokens(other)
            if other.first < figure.first and other.kind == figure.kind and tokens:
                end = tokens[-1].i + 1
                if end + 1 < self.sentence.span.end and self.sentence.span.doc[end].lower_ == "of":
                    return self.named_behind(end + 1) or ""
        return ""

    def subject(self, head: Token) -> str | None:
        for token in [*syntax.passive_subjects(head), *syntax.subjects(head)]:
            if token.i in self.occupied:
                n = self.occupied[token.i]
                other = self.figures[n]
                if other.noun is not None and self.sentence.token(other.noun) == token:
                    return self.counted(other, token)
                continue
            if token.pos_ == "PRON" and token.lower_ in {"which", "that", "who"}:
                clause = head
                if clause.dep_ in syntax.RELATIVE_CLAUSE and clause.head.pos_ in NOUNS:
                    return self.noun_phrase(clause.head)
            if token.pos_ == "PRON" and (noun := self.antecedent(token)) is not None:
                return self.noun_phrase(noun)
            if token.pos_ in NOUNS or token.dep_ == "nsubj":  # `catches rose`: tagged as a verb
                return self.noun_phrase(token)
        if head.dep_.startswith("acl") and head.head.pos_ in NOUNS:  # "costs amounting to $5m"
            return self.noun_phrase(head.head)
        held_off = head.dep_ == "advcl" and head.tag_ == "VB" and head.head.lemma_ in _EXPECTING
        if head.dep_ == "xcomp" or held_off:  # "expects its strategy to need $5 billion"
            for token in syntax.objects(head.head):
                if token.pos_ in NOUNS and token.i < head.i and token.i not in self.occupied:
                    return self.noun_phrase(token)
        if head.dep_ in {"advcl", "conj", "xcomp", "parataxis"} and head.head.i != head.i:
            return self.subject(head.head)
        return None


_SPANS = frozenset({"range", "band", "region", "corridor"})
# Of a move behind these the subject of the clause is not what moved: `pointed to growth of 2 %`.
_NO_MOVERS = frozenset(
    {"after", "following", "despite", "before", "plus", "to", "towards", "about", "for"}
)
# Verbs whose object does what their infinitive says, though commas part the two.
_EXPECTING = frozenset({"expect", "forecast", "project", "predict", "want", "allow", "require"})


def _above(token: Token) -> Iterator[Token]:
    """Yield the verbs and predicates above a token, nearest first."""
    for above in [token, *token.ancestors][:6]:
        if above.pos_ in {"VERB", "AUX"} or any(
            c.dep_ in syntax.SUBJECT | syntax.PASSIVE_SUBJECT for c in above.children
        ):
            yield above
        if above.dep_ == "ccomp":
            return  # who said it is not what was measured
