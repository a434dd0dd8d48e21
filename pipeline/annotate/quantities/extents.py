"""What durations, ages and distances measure, and what a clause tells of what is counted.

``time within which permits are issued``, ``age of the widow``, ``height of the tower``,
``distance of the crater north of the capital``, ``stations where voters stood in line``.
"""

from dataclasses import replace

from spacy.tokens import Token

from pipeline.annotate.quantities.changes import changes_by_word
from pipeline.annotate.quantities.clause_phrases import Clauses, relative, within
from pipeline.annotate.quantities.clause_words import (
    ClauseWords,
    clause_before,
    clause_behind,
    done_by,
    said,
)
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import MANNERS, NOUNS, PERIODS, REACHED
from pipeline.annotate.words import word_list

_LIGHT = word_list("measured: light")
_EQUALS = word_list("measured: equals")
_OVER_WHICH = frozenset(
    ("for", "within", "in", "after", "over", "during", "before", "every", "throughout", "until",
     "by", "under", "than", "at", "beyond")
)  # fmt: skip
_AGED = frozenset({"of", "under", "over", ",", "(", "is", "was", "are", "were", "between"})
_LASTING = frozenset(
    (
        "survive",
        "endure",
        "rule",
        "govern",
        "last",
        "continue",
        "run",
        "persist",
        "stay",
        "remain",
        "live",
        "serve",
        "wait",
        "work",
    )
)
_TAKING = frozenset({"take", "require", "need", "spend"})
_DIMENSIONS = {
    "deep": "depth", "wide": "width", "high": "height", "tall": "height", "long": "length",
    "thick": "thickness", "across": "size", "above": "height", "below": "depth",
    "heavy": "weight", "old": "age",
}  # fmt: skip
_AWAY = frozenset(
    ("from", "away", "off", "inland", "offshore", "outside", "north", "south", "east", "west",
     "northeast", "northwest", "southeast", "southwest", "upstream", "downstream", "of", "behind",
     "ahead", "apart", "beyond", "farther", "further")
)  # fmt: skip
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLACED = frozenset({"in", "at", "on", "across", "among", "throughout"})
_TOWARDS = frozenset({"to", "from", "with", "for", "through", "by", "into", "against", "under"})
_TAGGED_AS_ADVERBS = frozenset({"over", "under"})  # created jobs over eight years
_NORMAL = frozenset({"average", "normal", "mean", "median", "norm", "expected", "usual"})
_LONGEST = 14  # words of a phrase


class Extents(Clauses):
    """Phrases for what lasts, reaches or stands in a clause as a place or a target."""

    # --- durations ---------------------------------------------------------------------------

    def lasting(self, figure: Figure) -> str | None:
        """Return ``time for which the siege lasted`` for a duration; None where no clause says."""
        tokens = self.sentence.tokens(figure)
        if not tokens or self._joined(figure):
            return None
        lead = self._lead(tokens[0])
        start = tokens[0].i
        if tokens[0].i - self._lead_token(tokens[0]).i > 3:
            led = self._lead_token(tokens[0])  # "followed for a median of 4.2 years"
            start = led.i if led.pos_ == "ADP" else led.i + 1
        clause = clause_before(self.sentence.span, start)
        if clause is None and lead in _OVER_WHICH:
            clause = clause_behind(self.sentence.span, tokens[-1].i + 1)
        if clause is None or (lead == "of" and not clause.rest):
            return None
        lemma = clause.verb.lemma_.lower()
        if lead == "by" and clause.rest and clause.verb.lower_ in changes_by_word():
            return None  # "cut travel time by an average of 40 minutes"
        before = tokens[0].nbor(-1) if tokens[0].i > self.sentence.span.start else tokens[0]
        if {before.lower_, tokens[0].lower_} & {"every", "each"}:
            words = self._told(clause) if clause.subject else ""
            return f"interval at which {words}" if words else None
        if lead in _OVER_WHICH:
            words = self._told(clause)
            return f"time {lead} which {words}" if words and clause.subject else None
        if lemma in _TAKING and not clause.behind:
            return self._taken(clause, tokens[-1].i + 1)
        if lemma in _LASTING and not clause.behind:
            if any(token.lower_ in MANNERS for token in clause.rest[:3]):
                clause = replace(clause, rest=())  # waited an average of 14 hours
            words = self._told(clause)
            return f"time for which {words}" if words else None
        return None

    def _joined(self, figure: Figure) -> bool:
        """``a 30-day ceasefire``: the noun behind says what lasts."""
        return any(self.sentence.cut.hyphen(i) for i in range(figure.number, figure.last))

    def _taken(self, clause: ClauseWords, behind: int) -> str | None:
        subject = self.named_words(clause)
        doc = self.sentence.span.doc
        end = self.sentence.span.end
        if behind < end and doc[behind].lower_ == "to":  # "it takes two hours to cross the lake"
            words = said(list(doc[behind:end]), self._left_out, 6)
            return f"time {_joined(words)}" if len(words) > 1 else None
        if not subject:
            return None
        rest = _joined(said(clause.rest, self._left_out, 4))
        return " ".join(filter(None, ["time that", subject, clause.verb.text, rest]))

    # --- ages and lengths --------------------------------------------------------------------

    def aged(self, figure: Figure) -> str | None:
        """Return ``age of the widow`` for a figure that is an age; None if it is none."""
        cut = self.sentence.cut
        words = cut.words(figure.number, figure.last)
        if "olds" in words:
            return "age"  # 18- to 24-year-olds
        lead = cut.at(figure.first - 1)
        bare = (
            figure.last == figure.behind
            and figure.unit == "year"
            and (lead in _AGED or cut.at(figure.first) in {"under", "over", "below", "above"})
        )
        old = "old" in words or ("age" in words and "of" in words)
        if figure.unit not in {"year", "month", "week", "day"} or not (
            bare or old or lead in {"aged", "ages", "age"}
        ):
            return None
        tokens = self.sentence.tokens(figure)
        doc, span = self.sentence.span.doc, self.sentence.span
        behind = tokens[-1].i + 1
        if old and behind < span.end and doc[behind].pos_ in NOUNS | {"ADJ"}:
            for token in doc[behind : behind + 4]:  # a 34-year-old woman
                if token.pos_ in NOUNS and not (
                    token.i + 1 < span.end and token.nbor().pos_ in NOUNS
                ):
                    return f"age of {self.bare(token) or token.text}"
        for token in reversed(doc[max(span.start, tokens[0].i - 6) : tokens[0].i]):
            if token.i in self.occupied:
                break
            if token.pos_ in NOUNS and token.lower_ not in {"age", "ages"}:
                return f"age of {self.bare(token) or token.text}"
        clause = clause_before(span, tokens[0].i)
        subject = self.named_words(clause) if clause else ""
        return f"age of {subject}" if subject else "age"

    def stretching(self, figure: Figure) -> str | None:
        """Return ``depth of the pit``, ``distance of the crater north of the capital``."""
        tokens = self.sentence.tokens(figure)
        if not tokens or self._joined(figure):
            return None
        doc, span = self.sentence.span.doc, self.sentence.span
        behind = tokens[-1].i + 1
        word = doc[behind].lower_ if behind < span.end else ""
        dimension = _DIMENSIONS.get(word)
        away = word in _AWAY or (self._lead(tokens[0]) == "within" and word == "of")
        if word == "of" and self._lead(tokens[0]) != "within":
            away = False
        if not dimension and not (away and figure.kind == "length"):
            return None
        clause = clause_before(span, tokens[0].i)
        comma = tokens[0].i - 1
        if comma - 1 > span.start and doc[comma].text == "," and doc[comma - 1].pos_ in NOUNS:
            clause = None  # "by road from Cotonou, 1,700 km away"
        subject = self.named_words(clause) if clause else self._noun_before(tokens[0])
        where = _joined(said(list(doc[behind : span.end]), self._left_out, 5))
        if dimension and word in {"above", "below"} and _NORMAL & set(where.split()):
            return subject  # rainfall was 40 mm above average
        if dimension:
            place = where if word in {"above", "below"} else ""
            return " ".join(filter(None, [dimension, "of", subject, place])) if subject else None
        return " ".join(filter(None, ["distance", f"of {subject}" if subject else "", where]))

    def _noun_before(self, first: Token) -> str:
        for token in reversed(first.doc[max(self.sentence.span.start, first.i - 3) : first.i]):
            if token.pos_ in NOUNS and token.i not in self.occupied:
                return self.bare(token)
        return ""

    # --- counts ------------------------------------------------------------------------------

    def told_of(self, figure: Figure, noun: Token) -> str:
        """Return what the clause tells of a counted noun, by the order of its words."""
        tokens = self.sentence.tokens(figure)
        span = self.sentence.span
        if not tokens:
            return ""
        lead = self._lead(tokens[0])
        clause = clause_before(span, tokens[0].i)
        own = not lead and noun.i + 1 < span.end and self._acts(noun.nbor())
        if own and clause is not None and not self._relative(clause):
            clause = None  # the noun is the subject of a clause of its own
        if lead in _PLACED and self._of_a_noun(noun):
            return ""
        if lead in _PLACED | _TOWARDS:
            clause = clause or clause_behind(span, noun.i + 1)
            if clause is None or (not clause.behind and lead not in _PLACED | {"to", "from"}):
                return ""
            link = "where" if lead in _PLACED else f"{lead} which"
            participle = len(clause.verbs) == 1 and clause.verb.tag_ == "VBG"
            rate = clause.subject and clause.subject[-1].lemma_.lower() in PERIODS  # `a year`
            words = self._told(clause) if clause.subject and not (participle or rate) else ""
            return f"{link} {words}" if words else ""
        if lead and lead not in {"than", "as"} and noun.nbor(-1).pos_ == "ADP":
            return ""
        if clause is None:
            clause = clause_behind(span, noun.i + 1)
            told = self._predicated(clause) if clause and self._follows(noun, clause) else ""
            return f"{relative(noun)} {told[5:]}" if told.startswith("that ") else told
        if clause.verb.lemma_ in _LIGHT or clause.rest:
            return ""
        done, subject = done_by(clause), self.named_words(clause)
        if not done or clause.passive:
            return ""
        return f"{done} by {subject}" if subject else done

    def _relative(self, clause: ClauseWords) -> bool:
        """``attacks that killed 40 worshippers drew``: the verb behind is the main clause's."""
        first = clause.verbs[0]
        return (
            first.i > self.sentence.span.start
            and not clause.rest
            and first.nbor(-1).lower_ in {"that", "which", "who"}
            and clause.verb.lemma_ not in _LIGHT
        )

    def _acts(self, verb: Token) -> bool:
        """Say whether a verb is finite: by its tag, or as it takes an object (``lost 6 weeks``)."""
        if verb.tag_ != "VBN" or verb.i + 1 >= self.sentence.span.end:
            return verb.tag_ in _FINITE
        behind = verb.nbor()
        return behind.pos_ in {"DET", "NUM"} or behind.i in self.occupied

    def clause_behind_of(self, start: int) -> str:
        """Return ``what they were owed``, of which a figure is a part."""
        span = self.sentence.span
        return _joined(said(list(span.doc[start : span.end]), self._left_out, 7))

    def said_behind(self, start: int) -> str:
        """Return the words of the phrase that begins at token ``start``."""
        span = self.sentence.span
        words: list[Token] = []
        for token in span.doc[start : min(start + 6, span.end)]:
            ends = token.pos_ in {"VERB", "AUX", "CCONJ", "SCONJ"} or token.i in self.occupied
            if ends or (token.is_punct and token.text != "-"):
                break
            words.append(token)
        return _joined(said(words, self._left_out))

    def _of_a_noun(self, noun: Token) -> bool:
        """Say whether the parse hangs a phrase on the noun before it: ``schools in 8 states``."""
        head = noun.head
        case = next((child for child in noun.children if child.dep_ in {"case", "prep"}), None)
        return head.pos_ in NOUNS and case is not None and head.i == case.i - 1

    def _follows(self, noun: Token, clause: ClauseWords) -> bool:
        """Say whether a noun is the subject of the verb behind it: only its phrase lies between."""
        if not clause.subject:
            return True
        behind = noun.nbor()
        return behind.pos_ in {"ADP", "ADV"} or behind.lower_ in {"who", "that", "which"}

    def equalling(self, figure: Figure) -> ClauseWords | None:
        """Return the clause of ``was 14 points higher``, ``fell by 3 per cent``."""
        tokens = self.sentence.tokens(figure)
        if not tokens or figure.kind in {"count", "time"}:
            return None
        clause = clause_before(self.sentence.span, tokens[0].i)
        if clause is None or clause.passive:
            return None
        if not {clause.verb.lemma_.lower(), clause.verb.lower_} & _EQUALS:
            return None
        between = [t for t in clause.rest if t.pos_ not in {"ADV", "ADP", "DET", "PUNCT"}]
        if between or clause.verbs[0].dep_ == "amod":
            return None
        return clause

    def amount(self, figure: Figure) -> str | None:
        """Return ``amount shipped by the exporters`` for a measure that says not of what."""
        tokens = self.sentence.tokens(figure)
        if not tokens or figure.kind in {"count", "time", "ratio", "fraction", "multiple", "bare"}:
            return None
        noun = {"money": "money", "area": "area"}.get(figure.kind, "amount")
        clause = clause_before(self.sentence.span, tokens[0].i)
        if clause is not None and not clause.rest and not clause.passive:
            subject, done = self.named_words(clause), done_by(clause)
            if subject and done and clause.verb.lemma_ not in _LIGHT | _EQUALS:
                return f"{noun} {done} by {subject}"
        if clause is not None and not clause.rest and clause.passive and noun == "money":
            subject, group = self.named_words(clause), " ".join(t.text for t in clause.verbs)
            return f"money that {subject} {group}" if subject else None  # was fined $2 million
        if clause is None:
            end, span = tokens[-1].i + 1, self.sentence.span
            rest = list(span.doc[end : span.end])
            if rest and (rest[0].tag_ == "VBN" or rest[0].lower_ == "that"):
                words = said(rest, self._left_out)  # of the $8 million appropriated, that was spent
                return f"{noun} {_joined(words)}" if words else None
            clause = clause_behind(span, end)
            if clause is not None and clause.passive and not clause.subject:
                return f"{noun} {self._predicated(clause)}"
        return None

    def _predicated(self, clause: ClauseWords) -> str:
        """Return what a clause says of its subject: ``killed in the blast``, ``that lost``."""
        rest = said(clause.rest, self._left_out)
        kind = bool(rest) and rest[0].i == clause.verb.i + 1 and rest[0].pos_ in NOUNS
        if clause.passive and not kind:  # "were aggravated assaults" says what they were
            return _joined([clause.verb, *rest])
        group = [token.text for token in clause.verbs]
        if not rest and clause.verb.lemma_ in _LIGHT:
            return ""
        if len(group) == 1 and clause.verb.tag_ in {"VBN", "VBG"} and not self._acts(clause.verb):
            return " ".join([*group, _joined(rest)]).strip()
        return " ".join(["that", *group, _joined(rest)]).strip()

    # --- the words of a clause ---------------------------------------------------------------

    def _told(self, clause: ClauseWords) -> str:
        """Return a clause in few words: subject, verb, what follows."""
        subject = self.named_words(clause)
        group = [token.text for token in clause.verbs]
        rest = _joined(said(clause.rest, self._left_out))
        passive = clause.verbs[0].lemma_ == "be" and len(group) > 1
        if not subject and (clause.subject or not rest or passive):
            return ""  # "he was in office": a pronoun that nothing tells of
        return " ".join(" ".join(filter(None, [subject, *group, rest])).split()[:_LONGEST])

    def named_words(self, clause: ClauseWords) -> str:
        """Return a clause's subject; of a pronoun what it stands for."""
        words = said(clause.subject, self._left_out)
        if len(words) == 1 and words[0].pos_ == "PRON":
            noun = self.antecedent(words[0])
            return self._whole(noun) if noun is not None else ""
        if any(word.pos_ in NOUNS for word in words):
            return within(_joined(words), words[0])
        return ""

    @property
    def _left_out(self) -> frozenset[int]:
        nouns = {
            token.i
            for figure in self.figures
            if figure.noun is not None
            for token in self.sentence.tokens(figure)
            if (atom := self.sentence.atom(token)) is not None and atom >= figure.behind
        }
        return self.sentence.in_time | (self.occupied.keys() - nouns)

    def _lead(self, first: Token) -> str:
        """Return the preposition right before a figure, an article or adverb between them."""
        token = self._lead_token(first)
        led = token.pos_ in {"ADP", "SCONJ", "DET"} or token.lower_ in _TAGGED_AS_ADVERBS
        led = led and token.i < first.i
        return token.lower_ if led else ""

    def _lead_token(self, first: Token) -> Token:
        """Return the token before a figure, not counting articles and adverbs; itself if none."""
        i = first.i - 1
        doc, start = first.doc, self.sentence.span.start
        stops = _TAGGED_AS_ADVERBS | {"than"}
        while i >= start and (doc[i].pos_ in {"DET", "ADV", "PRON"} and doc[i].lower_ not in stops):
            i -= 1
        of_many = i - 2 >= start and doc[i].lower_ == "of" and doc[i - 1].lower_ in REACHED
        if of_many and doc[i - 2].lower_ in {"a", "an"}:
            i -= 3  # for a median of 4.2 years
        return doc[i] if i >= start else first


def _joined(words: list[Token]) -> str:
    """Return words with their own spaces; of what was left out between them none is left."""
    return " ".join("".join(token.text_with_ws for token in words).split())
