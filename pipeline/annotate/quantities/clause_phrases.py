"""What a clause says of the noun that a figure counts, or of the money, time or way it measures.

``homes promised by the Plan``, ``children who lost six weeks of lessons``, ``members of the
Commission`` (it has seven), ``time within which permits are issued``, ``money that the Fund lent``.
Universal Dependencies, and CLEAR through ``syntax``.
"""

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.nouns import singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS, Phrases, participle, plain
from pipeline.annotate.words import word_list

_LIGHT = word_list("measured: light")
_EQUALS = word_list("measured: equals")
_RELATIVES = frozenset({"which", "that", "who", "whom", "whose", "where", "what"})
_AUXILIARIES = frozenset({"aux", "neg"}) | syntax.PASSIVE_AUXILIARY
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LONGEST = 12  # words of a clause that goes into a phrase
_BEFORE = 60  # tokens before the sentence where a pronoun may find its noun
_NO_TIMES = frozenset({"", "of", "to", "than", "as", "under", "above", "below"})
_PEOPLE = word_list("figures: people") | word_list("measured: people")
_PARTICLES = frozenset({"away", "off", "out", "up", "down", "back", "over", "apart"})
HOLDING = frozenset({"include", "contain", "comprise"})
_SPENT = frozenset({"time", "money"})


def relative(noun: Token) -> str:
    """Return the pronoun of a clause on a noun: ``who`` of people, else ``that``."""
    return "who" if of_people(noun.text) else "that"


def of_people(noun: str) -> bool:
    """Say whether a noun names persons: one says ``who`` of them."""
    return singular(noun.lower()) in _PEOPLE


def within(text: str, first: Token) -> str:
    """Return a phrase as it stands within a sentence, without the capital of its start."""
    small = first.pos_ in {"DET", "PRON"} or (
        first.is_sent_start
        and first.pos_ == "NOUN"
        and first.text[1:].islower()
        and not _is_with_a_name(first)
    )
    return text[0].lower() + text[1:] if small else text


def _is_with_a_name(first: Token) -> bool:
    """``Evans and Popova``: a name, whatever the tagger says."""
    behind = first.doc[first.i + 1 : first.i + 3]
    return len(behind) == 2 and behind[0].lower_ == "and" and behind[1].text[:1].isupper()


def _in_aside(subject: Token) -> bool:
    """Say whether a subject is that of ``when the pandemic struck``, ``where trade is free``."""
    clause = subject.head
    hung = clause.dep_ in syntax.RELATIVE_CLAUSE | {"advcl", "advcl:relcl"}
    return hung and any(
        t.tag_ in {"WRB", "WDT", "WP"} for t in clause.doc[clause.left_edge.i : subject.i]
    )


class Clauses(Phrases):
    """Phrases read off the verbs of one sentence."""

    def role(self, noun: Token) -> str:
        """Return what the clause says of a noun that is its subject, object or adjunct."""
        head = noun
        while head.dep_ == "conj" and head.head.pos_ in NOUNS:
            head = head.head
        verb = head.head.head if head.dep_ == "pobj" else head.head
        if verb.pos_ != "VERB" or verb.i == head.i:
            return ""
        if head.dep_ in syntax.PASSIVE_SUBJECT:
            return " ".join(filter(None, [verb.text, self.adjunct(verb)]))
        if head.dep_ in syntax.SUBJECT and verb.i > head.i:
            return "" if verb.lemma_ in _LIGHT - {"have"} else self._that(noun, verb)
        if head.dep_ in syntax.OBJECT:
            return self._done(verb, noun)
        return ""

    def _that(self, noun: Token, verb: Token) -> str:
        """Return ``who could not recall the question`` for a subject and its verb."""
        group = [t for t in verb.children if t.dep_ in _AUXILIARIES and noun.i < t.i < verb.i]
        told = plain(self._predicate_of(verb))
        if not group and verb.tag_ not in _FINITE:
            return told
        helped = " ".join([*(t.text for t in group), told])
        return f"{relative(noun)} {helped}"

    def _done(self, verb: Token, noun: Token) -> str:
        """Return what is done to an object, and by whom; of what one has, who has it."""
        subject = self.doer(verb) or self._above(verb)
        if verb.lemma_ == "have":
            return f"of {subject}" if subject else ""
        next_to = verb.nbor() if verb.i + 1 < self.sentence.span.end else verb
        behind = [t.text for t in verb.children if t.i == verb.i + 1 and t.lower_ in _PARTICLES]
        particle = next_to.lower_ in {"in", "on", "out", "off"}  # "took in refugees"
        if next_to.tag_ in {"RB", "RP"} and particle:
            behind = [next_to.text]
        if place := self.place_behind(verb, noun):
            told = participle(verb) if verb.lemma_ not in _LIGHT | HOLDING else ""
            return " ".join([told, *behind, place]) if told else place
        if verb.lemma_ in HOLDING:
            return f"in {subject}" if subject else ""
        if (verb.lemma_ in _LIGHT and not behind) or not (done := participle(verb)):
            return ""
        done = " ".join([done, *behind])
        return f"{done} by {subject}" if subject and len(subject.split()) <= 8 else done

    def doer(self, verb: Token) -> str:
        """Return the subject of a verb as it stands, and the noun before a relative clause."""
        for token in syntax.subjects(verb):
            if token.lower_ in _RELATIVES and verb.dep_ in syntax.RELATIVE_CLAUSE:
                token = verb.head
            if token.pos_ == "PRON" and (noun := self.antecedent(token)) is not None:
                token = noun
            if token.pos_ in NOUNS and token.i not in self.occupied and token.lower_ != "one":
                return self._whole(token)
        if verb.dep_ == "xcomp" and verb.head.i != verb.i:
            for token in syntax.objects(verb.head):  # "allowed the state to repay $3 billion"
                if token.pos_ in NOUNS and token.i not in self.occupied and token.i < verb.i:
                    return self._whole(token)
            return self.doer(verb.head)
        return ""

    def _predicate_of(self, verb: Token) -> list[Token]:
        """Return a verb with its object, its figures too: ``lost at least six weeks``."""
        end = verb.i
        for child in verb.children:
            if child.i <= verb.i:
                continue
            if child.dep_ in syntax.OBJECT or child.dep_ in {"compound:prt", "prt"}:
                end = max(end, child.i)
            elif child.dep_.split(":")[0] in {"obl", "prep", "xcomp"} and child.i - end <= 4:
                words = self.phrase(child)
                end = words[-1].i if words and words[0].i == end + 1 else end
            if end > verb.i and child.dep_ in syntax.OBJECT:
                behind = self.behind(child)
                end += len(behind.split()) if behind else 0
                break
        if (n := self.occupied.get(end)) is not None:
            end = max(token.i for token in self.sentence.tokens(self.figures[n]))
        clean = all(not t.is_punct for t in verb.doc[verb.i : end + 1])
        if end - verb.i > _LONGEST or not clean:
            return [verb, *self.completion(verb)]
        return list(verb.doc[verb.i : end + 1])

    def _named(self, subject: Token) -> str:
        """Return a subject's phrase; of a pronoun what it stands for, else itself."""
        noun = self.antecedent(subject) if subject.pos_ == "PRON" else subject
        return (self._whole(noun) if noun is not None else None) or subject.text

    def _whole(self, noun: Token) -> str:
        """Return a noun's phrase with its article, as it stands within a sentence."""
        words = self.words_of(noun)
        if words and words[0].lower_ == "whose":
            words = words[1:]  # Lampedusa, whose centre has 389 beds
        if not words or any(t.i in self.occupied for t in words):
            return self.noun_phrase(noun) or ""
        text = within(plain(words), words[0])
        return " ".join(filter(None, [text, self.behind(noun, 5)]))

    def antecedent(self, pronoun: Token) -> Token | None:
        """Return what ``it`` or ``they`` stands for: a subject before it, here or just before.

        The last subject of its number in the sentence, else the subject of the one before.
        """
        if pronoun.lower_ not in {"it", "they", "them", "he", "she"}:
            return None
        many = pronoun.lower_ in {"they", "them"}
        doc, span = pronoun.doc, self.sentence.span
        for start, end in ((span.start, pronoun.i), (max(0, span.start - _BEFORE), span.start)):
            found = [t for t in doc[start:end] if self._may_stand_for(t, many)]
            if found and start == span.start:
                main = [t for t in found if t.head.dep_ in {"ROOT", "conj", "parataxis", "ccomp"}]
                beside = [t for t in found if not _in_aside(t)]
                return (main or beside or found)[-1]
            if found:
                return self._main(found)
        return None

    def _may_stand_for(self, token: Token, many: bool) -> bool:
        subject = token.dep_ in syntax.SUBJECT | syntax.PASSIVE_SUBJECT
        plural = token.tag_ in {"NNS", "NNPS"} or "Plur" in token.morph.get("Number", [])
        return subject and token.pos_ in NOUNS and plural is many and token.i not in self.occupied

    def _main(self, subjects: list[Token]) -> Token | None:
        """Return the subject of the main clause of the sentence right before this one."""
        before = self.sentence.span.doc[self.sentence.span.start - 1].sent
        inside = [t for t in subjects if t.i >= before.start]
        return next((t for t in inside if t.head.dep_ == "ROOT"), None)

    # --- money, times ------------------------------------------------------------------------

    def spent(self, figure: Figure, top: Token) -> str | None:
        """Return ``money that X paid``, ``time within which X did``, ``cost of X``."""
        if figure.kind not in _SPENT:
            return None
        preposition, verb = self._hangs_on(top)
        if verb is None or verb.pos_ != "VERB":
            return None
        if figure.kind == "time":
            if preposition in _NO_TIMES:
                return None
            clause = self.whole_clause(verb)
            return f"time {preposition} which {clause}" if clause else None
        if top.dep_ not in syntax.OBJECT or verb.lemma_ in _LIGHT:
            return None
        if verb.lemma_ == "cost":
            subject = self.doer(verb)
            return f"cost of {subject}" if subject else None
        if verb.lemma_ in _EQUALS:
            return None
        helped = any(t.dep_ in _AUXILIARIES for t in verb.children)
        helped = helped or verb.tag_ not in {"VBG", "VB"}
        if verb.dep_ == "xcomp" and syntax.objects(verb.head):
            helped = False
        if not helped and (
            verb.tag_ == "VBG" or verb.dep_ == "xcomp"
        ):  # "countries investing €20 million"
            doer, done = self.doer(verb) or self._above(verb), participle(verb)
            return f"money {done} by {doer}" if doer and done else None
        clause = self.whole_clause(verb)
        return f"money that {clause}" if clause else None

    def _above(self, verb: Token) -> str:
        """Return the noun that a participle clause says something of."""
        noun = verb.head
        acts = verb.dep_.split(":")[0] == "acl" and noun.pos_ in NOUNS
        return self._whole(noun) if acts else ""

    def _hangs_on(self, top: Token) -> tuple[str, Token | None]:
        if top.dep_ == "pobj":
            return top.head.lower_, top.head.head
        cases = [child.lower_ for child in top.children if child.dep_ == "case"]
        if cases or top.dep_ in syntax.OBJECT:
            return cases[0] if cases else "", top.head
        return "", None

    def whole_clause(self, verb: Token) -> str:
        """Return subject, verb and object of a clause: ``the register is audited``."""
        subjects = [
            t
            for t in [*syntax.passive_subjects(verb), *syntax.subjects(verb)]
            if t.lower_ not in _RELATIVES
        ]
        doer = self._named(subjects[0]) if subjects else self.doer(verb)
        if not doer or (subjects and subjects[0].i in self.occupied):
            return ""
        helpers = [t for t in verb.children if t.dep_ in _AUXILIARIES and t.i < verb.i]
        group = [t.text for t in helpers] + [verb.text]
        objects = [t for t in syntax.objects(verb) if t.i not in self.occupied and t.pos_ in NOUNS]
        thing = plain(list(syntax.noun_phrase(objects[0]))) if objects else ""
        particles = [t.text for t in verb.children if t.dep_ in {"compound:prt", "prt"}]
        words = " ".join(filter(None, [doer, *group, *particles, thing]))
        return words if len(words.split()) <= _LONGEST else ""
