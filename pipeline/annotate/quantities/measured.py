"""What a figure measures or counts, in the sentence's own words: from the parse.

Universal Dependencies, and CLEAR through ``syntax``. The counted noun takes what stands in its
phrase and the participle of its clause (``civilians killed in terrorist attacks``); a measure its
``of`` or ``in`` phrase, the noun that it modifies, what it is apposed to, else the subject of its
verb. Without a parse, ``surroundings`` reads the words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.nouns import is_plural, plural, singular
from pipeline.annotate.quantities.clause_phrases import HOLDING
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import MANNERS, NOUNS, PERIODS, REACHED, participle
from pipeline.annotate.quantities.said_again import SaidAgain
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.quantities.surroundings import measured_by_words
from pipeline.annotate.quantities.units import unit_at
from pipeline.annotate.words import word_list

_NO_NAMES = frozenset({"ADJ", "ADV", "PRON", "DET", "VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LIGHT = word_list("measured: light")
_EQUALS = word_list("measured: equals")
_MOVED = word_list("measured: moved")
_WHOLES = frozenset({"gdp", "gni", "gnp", "product", "income", "average", "value", "total"})
_MORE = frozenset({"more", "less", "fewer", "higher", "lower", "above", "below", "up", "down"})
_BOUNDS = frozenset({"above", "below", "exceeding"})
_LABEL = 5  # words before the colon
_LED = frozenset({"by", "to", "from", "of"})
_LISTED = frozenset({"and", "but", "or", ",", "against", "versus", "while"})
_WHERE = frozenset({"in", "among", "for", "at", "on"})
_SHARING = frozenset({"account", "make", "represent", "constitute", "comprise"})
_OWN = frozenset({"its", "their", "his", "her", "former", "previous", "original"})
_ARTICLE = re.compile(r"^(?:the|its|their|his|her|a|an) (?=\w)")
_PRONOUNS = frozenset({"which", "whom", "them", "these", "those", "it", "that", "who", "this"})


def measured(
    sentence: Sentence,
    figure: Figure,
    figures: Sequence[Figure],
    *,
    thing: Token | None = None,
    share: tuple[Token, Token | None] | None = None,
) -> str | None:
    """Return what the figure measures or counts; None if the sentence does not say.

    ``thing`` is the noun that a bare count leaves out; ``share`` the noun that is a figure's own
    in a list of several, and what they all hang on.
    """
    if not sentence.parsed:
        return measured_by_words(sentence, figure, figures)
    if figure.noun is not None and figure.noun == figure.behind and figure.unit == "point":
        figure = replace(figure, noun=None, kind="bare")  # an index fell by nine points
    finder = _Finder(sentence, figures)
    if share is not None:
        return finder.shared(*share)
    if thing is not None:
        return finder.of_them(figure) or finder.taken_up(figure, thing)
    what = finder.what(figure)
    what = _trimmed(what)
    if what and (figure.noun is not None or finder.names_something(what)):
        return what
    what = _trimmed(measured_by_words(sentence, figure, figures))
    named = what and (figure.noun is not None or finder.names_something(what))
    return what if named else _label(sentence, figure)


# What stood behind it was a time or a figure: `allocation for 2024`, `gets 5% of the fund`.
_LOOSE_END = re.compile(r"(?:\s(?:for|in|of|by|at|on|from|since|until|with|than|to|over))?\s*$")


def _trimmed(what: str | None) -> str | None:
    """Return a phrase without its article, and without what a time or figure left loose."""
    return _LOOSE_END.sub("", _ARTICLE.sub("", what)) if what else None


def _label(sentence: Sentence, figure: Figure) -> str | None:
    """Return what stands before the colon in ``Received: $10.4M``, of few words."""
    colon = figure.first - 1
    if not 0 < colon <= _LABEL or sentence.cut.at(colon) != ":":
        return None
    return sentence.slice(0, colon)


class _Finder(SaidAgain):
    """Walks the parse of one sentence."""

    def names_something(self, what: str) -> bool:
        """Say whether a phrase names a thing: no verb or adjective alone, no other figure."""
        words = what.split()
        token = next((t for t in self.sentence.span if t.text == words[0]), None)
        if len(words) == 1:
            named = token is None or token.pos_ not in _NO_NAMES or token.tag_ == "VBG"
            return named or words[0][:1].isupper()
        begun = token is not None and token.tag_ in _FINITE and token.text.islower()
        begun = begun and words[1:2] != ["of"]  # `cost of the telescope, which cost`
        begun = begun and token is not None and token.dep_ != "amod"  # `damaged schools`
        nouns = any(
            t.pos_ in NOUNS | {"NUM"} and (t.text in words or plural(t.text) in words)
            for t in self.sentence.span
        )
        if begun or (token is not None and not nouns):
            return False
        figures = (self.sentence.slice(f.first, f.last) for f in self.figures if f.kind != "count")
        return not any(what in {text, f"just {text}", f"only {text}"} for text in figures)

    def what(self, figure: Figure, depth: int = 0) -> str | None:
        tokens = self.sentence.tokens(figure)
        if not tokens or depth > 3:
            return None
        inside = {token.i for token in tokens}
        top = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])
        if figure.noun is not None and (noun := self.sentence.token(figure.noun)) is not None:
            return self.counted(figure, noun)
        if top.head.lower_ in REACHED and top.dep_ == "nmod" and top.head.i < top.i:
            top = top.head  # for a median of 4.2 years
        return (
            self.called(figure)
            or self.idiom(figure)
            or self.before_which(figure)
            or self._extent(figure)
            or self.delayed(figure, top)
            or self.as_much(figure)
            or self.handed(figure, top)
            or self.in_all(figure)
            or self.times_another(figure)
            or self.days_on_which(figure, top)
            or self.people_of(figure, top)
            or self.exceeding(tokens)
            or self.put_at(figure)
            or self.said_to_be(figure)
            or self.told_at_once(figure)
            or self.out_of_many(figure)
            or self.of_a_move(figure)
            or self._up_on(figure, depth)
            or self.moved(figure, top)
            or self.bracketed(figure)
            or self.added_to(figure)
            or self.left_out(figure)
            or self._elsewhere(figure, depth)
            or self.said_again(figure, depth)
            or self.worth(figure)
            or self._of(figure, top, tokens)
            or self.holder(top)
            or self._modified(figure, top, inside)
            or self._apposed(figure, top, depth)
            or self.spent(figure, top)
            or self.equalled(figure)
            or self.amount(figure)
            or self.of_clause(figure, top)
        )

    def _elsewhere(self, figure: Figure, depth: int) -> str | None:
        """Return what is told of another place: ``46 % in the plains and 71 % in the hills``."""
        before = [f for f in self.figures if f.last <= figure.first]
        tokens = self.sentence.tokens(figure)
        span = self.sentence.span
        end = tokens[-1].i + 1
        if not before or end >= span.end:
            return None
        last, preposition = before[-1], span.doc[end]
        link = span.doc[tokens[0].i - 1].lower_
        whole = self.whole_of(figure)
        if whole is not None and (
            whole.kind == figure.kind and (whole.unit == figure.unit or figure.unit is None)
        ):
            what = self.what(whole, depth + 1)
            return self.broken_down(figure, what) if what else None
        if (
            last.kind != figure.kind
            or figure.kind not in {"ratio", "fraction"}
            or link not in _LISTED
            or preposition.lower_ not in _WHERE
            or end + 1 in self.sentence.in_time
        ):
            return None
        what = self.what(last, depth + 1)
        where = self.said_behind(end)
        if not what or len(where.split()) < 2:
            return None
        return f"{what.split(f' {preposition.lower_} ')[0]} {where}"

    def _extent(self, figure: Figure) -> str | None:
        if figure.kind == "time":
            return self.aged(figure) or self.lasting(figure)
        return self.stretching(figure) if figure.kind == "length" else None

    # --- measures ----------------------------------------------------------------------------

    def _of(self, figure: Figure, top: Token, tokens: list[Token]) -> str | None:
        """Read ``of`` and ``in`` phrases on the figure: ``30 % of exports``, ``$2bn in trade``."""
        end = tokens[-1].i
        # what is paid, not by how much it rose, nor what it is in one place
        free = self._lead(tokens[0]) not in _LED and self.equalling(figure) is None
        holders = list(tokens) + ([top.head] if top.dep_ in {"nummod", "compound"} else [])
        for holder in holders:
            for preposition, noun in syntax.obliques(holder):
                if noun.i < end or noun.i in self.sentence.in_time:
                    continue
                wanted = preposition == "of" or (
                    preposition in {"in", "for", "on"}
                    and free
                    and figure.kind in {"money", "mass", "volume"}
                    and noun.pos_ == "NOUN"
                    and noun.lemma_.lower() not in MANNERS | PERIODS
                )
                if wanted:
                    return self._part(noun, figure, top)
        doc = top.doc
        links = {"of", "in", "for"} if figure.kind == "money" and free else {"of"}
        if (
            end + 2 < len(doc)
            and doc[end + 1].lower_ in links
            and doc[end + 2].i not in self.sentence.in_time
        ):
            for_whom = doc[end + 1].lower_ == "for" and doc[end + 2].pos_ == "PROPN"
            if for_whom:
                return None  # pledged €2 billion for Sudan
            if doc[end + 2].lower_ == "what":
                return self.clause_behind_of(end + 2)
            for noun in doc[end + 2 : end + 10]:
                if noun.tag_ == "VBG" and noun.i == end + 2 and doc[end + 1].lower_ != "of":
                    break  # "was fined $2 million for breaching the rules"
                if doc[end + 1].lower_ != "of" and noun.lemma_.lower() in MANNERS | PERIODS:
                    break  # "spent $3 million in the quarter"
                if noun.pos_ in NOUNS | {"PRON"} and not (
                    noun.i + 1 < len(doc) and doc[noun.i + 1].pos_ in NOUNS | {"PART"}
                ):
                    return self._part(noun, figure, top)
        before = doc[top.sent.start : tokens[0].i]  # "of which 80 per cent are", "of whom"
        if (
            len(before) >= 2
            and before[-2].lower_ == "of"
            and before[-1].lower_ in {"which", "whom", "these", "those", "them"}
        ):
            return self._taken_up(figure, before[0].i, before[-2].i)
        return None

    def _part(self, noun: Token, figure: Figure, top: Token) -> str | None:
        """Return what the figure is a part or an amount of, and what the clause says of it."""
        thing = self._thing(noun, figure)
        clause = self.equalling(figure) if figure.kind in {"ratio", "fraction"} else None
        if thing and clause is not None:
            told = self.named_words(clause)
            if (
                told
                and self._lead(self.sentence.tokens(figure)[0]) == "to"
                and _OWN & {t.lower_ for t in syntax.noun_phrase(noun)}
            ):
                return told  # the lake has shrunk to a tenth of its former size
            sharing = clause.verb.lemma_ in _SHARING
            if clause.verb.lemma_ == "make" and clause.verb.nbor().lower_ != "up":
                sharing = False  # Taiwan makes 60 % of the chips
            if told and sharing and told.split()[0] not in thing.split():
                return f"{told} as a share of {thing}"
        owned = _OWN & {t.lower_ for t in syntax.noun_phrase(noun)}
        if owned and top.dep_ in syntax.OBJECT and figure.kind in {"ratio", "fraction"}:
            done, doer = participle(top.head), self.doer(top.head)  # spends a fifth of its income
            if done and doer and top.head.lemma_ not in (_LIGHT | _SHARING | _EQUALS) - {"lose"}:
                behind = self.behind(noun)
                own = f"{self.bare(noun)} {behind}" if behind[:3] == "of " else self.bare(noun)
                return f"{own} {done} by {doer}"
        if thing and figure.kind == "ratio" and noun.lower_ in _WHOLES:
            whole = (  # a deficit of 3 % of GDP
                self.holder(top) or self.equalled(figure) or self.of_clause(figure, top)
            )
            if whole and whole != thing and noun.text not in whole.split():
                return f"{whole} as a share of {thing}"
        if thing is None or len(thing.split()) > 6:
            return thing
        role = self.role(top) if top.dep_ != "nmod" else ""
        if role.endswith(thing) and top.dep_ in syntax.OBJECT:
            done, doer = participle(top.head), self.doer(top.head)
            role = f"{done} by {doer}" if done and doer else ""
            if doer and top.head.lemma_ in HOLDING:
                role = f"in {doer}"
        if not role and figure.kind in {"ratio", "fraction"} and noun.i > top.i:
            role = self.told_of(figure, noun)
        return thing if not role or role.split()[0] in thing.split() else self.said_of(thing, role)

    def _noun_of(self, figure: Figure) -> Token | None:
        return self.sentence.token(figure.noun) if figure.noun is not None else None

    def _thing(self, noun: Token, figure: Figure) -> str | None:
        """Return the phrase of a noun, or what a pronoun stands for."""
        if noun.lower_ in _PRONOUNS or noun.pos_ == "PRON":
            earlier = [f for f in self.figures if f.first < figure.first and f.noun is not None]
            head = self._noun_of(earlier[-1]) if earlier else None
            return self.counted(earlier[-1], head) if head is not None else None
        n = self.occupied.get(noun.i)
        if n is not None and self.figures[n].noun is not None:  # 4,118 of the 20,102 schools
            other = self.figures[n]
            words = self.counted_noun(other)
            return " ".join(filter(None, [words, self.behind(noun)]))
        return self.noun_phrase(noun)

    def _taken_up(self, figure: Figure, start: int, end: int) -> str | None:
        """Return the last plural noun before ``of which``, with the verb of its clause."""
        doc = self.sentence.span.doc
        nouns = [t for t in doc[start:end] if t.pos_ in NOUNS and t.text != singular(t.text)]
        before = [f for f in self.figures if f.last <= figure.first]
        if before and before[-1].kind == figure.kind == "money":
            return self.said_of("money", self.predicate(figure))
        if not nouns:
            nouns = [t for t in doc[start:end] if t.pos_ in NOUNS]
        if not nouns:
            return None
        tokens = self.sentence.tokens(figure)
        predicate = self.predicate(figure) or self.told_of(figure, tokens[-1])
        return self.said_of(self.bare(nouns[-1]) or nouns[-1].text, predicate)

    def _modified(self, figure: Figure, top: Token, inside: set[int]) -> str | None:
        """Return the noun that the figure stands before, or bounds: ``a 30-day ceasefire``."""
        head = top.head
        bound = top.doc[min(inside)]
        if bound.lower_ in _BOUNDS and bound.i > self.sentence.span.start:
            noun = bound.nbor(-1)  # transfers above $100
            hangs = top.dep_ == "nmod" and head.i == noun.i
            if is_plural(noun.text) and noun.pos_ in NOUNS and (hangs or figure.kind == "money"):
                return self.noun_phrase(noun) if noun.i not in self.occupied else None
        if head.i in inside or head.pos_ not in NOUNS or head.i < top.i:
            return None
        if (
            head.lemma_.lower() in PERIODS
            and head.i + 1 < len(head.doc)
            and head.nbor().text == "on"
        ):
            return None  # fell 0.4 % quarter on quarter
        if any(t.text in {"(", ";", "—"} for t in head.doc[top.i : head.i]):
            return None  # "measured 17 million (11 million in colleges"
        atom = self.sentence.atom(head)
        if atom is not None and unit_at(self.sentence.cut.atoms, atom):
            return None  # $229 a tonne
        if top.dep_.split(":")[0] not in {
            "nummod",
            "compound",
            "amod",
            "nmod",
            "det",
            "quantmod",
            "npadvmod",
            "obl",
            "dep",
        }:
            return None
        if head.lemma_.lower() in _MOVED:
            return self.of_movement(head)
        phrase = self.noun_phrase(head)
        if phrase and phrase.split()[0] in _MORE and " " in phrase:  # carried 38 % less water
            return self.said_of(phrase.split(" ", 1)[1], self.role(head))
        return phrase

    def _up_on(self, figure: Figure, depth: int) -> str | None:
        """Return what the figure before is of: ``$656 billion, up 0.7 per cent on 2022``."""
        before = [f for f in self.figures if f.last <= figure.first and f.kind != figure.kind]
        i = figure.first - 1
        led = self.sentence.cut.at(i) in {"up", "down"} and self.sentence.cut.at(i - 1) == ","
        return self.what(before[-1], depth + 1) if led and before else None

    def _apposed(self, figure: Figure, top: Token, depth: int) -> str | None:
        """Return what the figure is apposed to, or what that figure measures."""
        if top.dep_ not in {"appos", "parataxis", "conj", "dep"} or top.head.i >= top.i:
            return None
        if any(child.dep_ in syntax.SUBJECT for child in top.children):
            return None  # "prices doubled, and wages are up 7 per cent"
        n = self.occupied.get(top.head.i)
        if n is not None and self.figures[n] is not figure:
            return self.what(self.figures[n], depth + 1)
        if top.dep_ == "appos" and top.head.pos_ in NOUNS:
            return self.noun_phrase(top.head)
        return None
