"""Phrases read off the parse: a noun with what stands before and behind it, a verb's completion."""

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.annotate import syntax
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.words import word_list

# Nouns that say how a figure was reached, not what it measures: `by an average of 40 minutes`.
MANNERS = frozenset(
    {"average", "median", "mean", "total", "minimum", "maximum", "record", "peak", "high", "low"}
)
REACHED = frozenset({"average", "median", "mean", "total", "minimum", "maximum"})
PERIODS = frozenset({"year", "month", "week", "day", "quarter", "decade", "century"})
NOUNS = frozenset({"NOUN", "PROPN"})


LINKS = word_list("measured: links")


_POSTMODIFIERS = frozenset({"nmod", "acl", "prep", "amod", "advmod", "obl"})


# Parsers hang these on the noun before them; they say how the verb was done, or give examples.
_OF_THE_VERB = frozenset({"using", "including", "citing", "excluding"})


_LONGEST = 9  # tokens a phrase behind the noun may have


_PARTICIPLES = dict(
    pair.split("=")
    for pair in [
        "take=taken",
        "give=given",
        "draw=drawn",
        "withdraw=withdrawn",
        "see=seen",
        "shoot=shot",
        "hold=held",
        "hit=hit",
        "lose=lost",
        "build=built",
        "rebuild=rebuilt",
        "sell=sold",
        "buy=bought",
        "spend=spent",
        "pay=paid",
        "find=found",
        "send=sent",
        "keep=kept",
        "win=won",
        "grow=grown",
        "write=written",
        "drive=driven",
        "break=broken",
        "choose=chosen",
        "steal=stolen",
        "throw=thrown",
        "eat=eaten",
        "hide=hidden",
        "speak=spoken",
        "wear=worn",
        "show=shown",
        "cut=cut",
        "put=put",
        "bring=brought",
        "teach=taught",
        "catch=caught",
        "seek=sought",
        "feed=fed",
        "lead=led",
        "leave=left",
        "lend=lent",
        "bear=born",
        "beat=beaten",
        "bind=bound",
        "bury=buried",
        "burn=burnt",
        "forbid=forbidden",
        "freeze=frozen",
        "hear=heard",
        "hurt=hurt",
        "know=known",
        "lay=laid",
        "meet=met",
        "read=read",
        "say=said",
        "set=set",
        "shut=shut",
        "strike=struck",
        "tell=told",
        "undergo=undergone",
        "win=won",
        "understand=understood",
        "sink=sunk",
        "blow=blown",
        "cost=cost",
        "spread=spread",
        "split=split",
        "sweep=swept",
        "bring=brought",
        "fly=flown",
        "fight=fought",
        "overrun=overrun",
        "override=overridden",
        "overthrow=overthrown",
        "shoot=shot",
        "sow=sown",
        "tear=torn",
        "withhold=withheld",
        "forgive=forgiven",
        "lend=lent",
        "let=let",
        "mean=meant",
        "quit=quit",
        "ride=ridden",
        "swear=sworn",
        "feel=felt",
        "think=thought",
        "sweat=sweated",
        "slay=slain",
        "overtake=overtaken",
        "undertake=undertaken",
    ]
)


class Phrases:
    """Phrases of one sentence, without times and without the words of its figures."""

    def __init__(self, sentence: Sentence, figures: Sequence[Figure]) -> None:
        """Note which tokens belong to which figure."""
        self.sentence = sentence
        self.figures = figures
        self.occupied = {
            token.i: n for n, figure in enumerate(figures) for token in sentence.tokens(figure)
        }

    def place_behind(self, verb: Token, noun: Token) -> str:
        """Return the phrase right behind an object: ``launched 124 attacks in Pakistan``."""
        end = self.right_edge(noun)
        if self.behind(noun):
            return ""  # attacks in the north carried out from the hills: one place is enough
        for child in verb.children:
            phrase = self.phrase(child) if child.i > noun.i else []
            if phrase and phrase[0].i == end + 1 and phrase[0].lower_ in LINKS:
                return plain(phrase)
        return ""

    def right_edge(self, noun: Token) -> int:
        return max((t.i for t in noun.subtree), default=noun.i)

    def adjunct(self, verb: Token) -> str:
        """Return the first phrase of a verb: ``in terrorist attacks``, ``by the police``."""
        for child in verb.children:
            if child.i < verb.i:
                continue
            phrase = self.phrase(child)
            if phrase and phrase[0].lower_ in LINKS:
                return plain(phrase)
        return ""

    def behind(self, noun: Token, limit: int = _LONGEST) -> str:
        """Return what follows a noun within its phrase: ``of grain``, ``launched by IS-K``."""
        pieces: list[Token] = []
        at = noun.i + 1
        for child in sorted(noun.children, key=lambda t: t.i):
            if child.i <= noun.i or child.dep_.split(":")[0] not in _POSTMODIFIERS:
                continue
            if child.dep_ in syntax.RELATIVE_CLAUSE:
                continue
            if child.lower_ in _OF_THE_VERB:
                break
            phrase = self.phrase(child)
            if [word.lower_ for word in phrase[:2]] in (["for", "every"], ["for", "each"]):
                break  # one nurse for every 1,400 residents: so many per what
            if not phrase or phrase[0].i != at or len(pieces) + len(phrase) > limit:
                break
            if phrase[-1].pos_ == "PRON":
                break  # the list has 400 names on it
            if phrase[0].lower_ == "a" and phrase[-1].lemma_.lower() in PERIODS:
                break  # takes 36,000 people a year
            if child.dep_.startswith("acl") and phrase[-1].i == child.i and self._measures(child):
                break
            pieces.extend(phrase)
            at = phrase[-1].i + 1
        return plain(pieces)

    def _measures(self, verb: Token) -> bool:
        """``enrolment measured 17.8 million``, ``costs amounting to``: a figure completes it."""
        end = self.sentence.span.end
        at = verb.i + 1
        if verb.lower_ == "aged":
            return False
        while at < end and verb.doc[at].pos_ in {"ADP", "ADV"}:
            at += 1
        return at < end and at in self.occupied

    def phrase(self, token: Token) -> list[Token]:
        """Return a dependent's words without clauses, asides, times and other figures."""
        kept: list[Token] = []
        for word in sorted(token.subtree, key=lambda t: t.i):
            if kept and word.i != kept[-1].i + 1:
                break
            aside = (
                word.is_punct and word.text not in "-'’‘“”\"/"
            ) or word.dep_ in syntax.RELATIVE_CLAUSE
            if aside or word.i in self.occupied or word.dep_ in {"mark", "advcl", "parataxis"}:
                break
            if word.lower_ in {
                "which",
                "who",
                "that",
                "whose",
                "where",
                "when",
                "while",
                "per",
                "annually",
                "but",
                "+",
            }:
                break
            if len(kept) >= _LONGEST:
                break
            kept.append(word)
        while kept and (
            kept[-1].dep_ in {"case", "cc", "det", "prep"}
            or kept[-1].pos_ in {"ADP", "CCONJ", "DET"}
        ):
            kept.pop()
        heads = {token.i, *(child.i for child in token.children if child.dep_ == "pobj")}
        if token.dep_.split(":")[0] in {"nmod", "obl", "prep"} and len(
            heads & {k.i for k in kept}
        ) < (2 if token.dep_ == "prep" else 1):
            return []  # cut off before its noun
        if len(kept) < 2 and token.dep_.split(":")[0] in {"nmod", "obl", "prep"}:
            return []
        if any(word.i in self.sentence.in_time for word in kept[:3]):
            return []
        return kept

    def completion(self, verb: Token) -> list[Token]:
        """Return the words behind a verb up to the end of its object or first phrase."""
        for child in verb.children:
            adjective = child.pos_ == "ADJ" and child.dep_ == "advmod"  # `stands empty`
            if child.i > verb.i and (
                child.dep_ in syntax.OBJECT
                or child.dep_.split(":")[0] in {"obl", "prep", "xcomp", "ccomp"}
                or adjective
            ):
                phrase = self.phrase(child)
                if phrase and phrase[0].i == verb.i + 1:
                    return phrase
        return []

    def bare(self, noun: Token) -> str:
        return plain(undetermined(list(syntax.noun_phrase(noun)), self.occupied))

    def words_of(self, noun: Token) -> list[Token]:
        """Return a noun with what stands before it, and the rest of a name behind it."""
        words = list(syntax.noun_phrase(noun))
        while words[-1].i > noun.i and words[-1].dep_ in {"advmod", "amod", "case", "punct"}:
            words.pop()  # "dams alone", "the Bank's"; "members present" is told by ``behind``
        return words

    def noun_phrase(self, noun: Token) -> str | None:
        """Return a noun's phrase without article and numbers, with what follows it."""
        words = undetermined(self.words_of(noun), self.occupied)
        if not words or words[-1].pos_ == "PRON":
            return None
        only = all(word.pos_ == "ADJ" for word in words[:-1])  # a higher number of staff
        if noun.lemma_.lower() in {"number", "total", "amount"} and only:
            inner = [n for preposition, n in syntax.obliques(noun) if preposition == "of"]
            if inner:
                return self.noun_phrase(inner[0])
        return " ".join(filter(None, [plain(words), self.behind(noun)]))


_DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "all", "some", "its", "their", "his",
     "her", "our", "any", "each", "every", "of", "such")
)  # fmt: skip


def undetermined(words: list[Token], occupied: dict[int, int]) -> list[Token]:
    """Drop article, quantifier and figure from the front of a noun phrase."""
    while words and (
        words[0].i in occupied
        or words[0].lower_ in _DETERMINERS
        or words[0].is_punct
    ):  # fmt: skip
        words = words[1:]
    return words


_SAYING = frozenset(("say", "think", "know", "hope", "argue", "warn", "insist", "believe", "doubt"))


def participle(verb: Token) -> str:
    """Return the past participle of a verb; empty where its form is not known."""
    lemma = verb.lemma_.lower()
    if lemma in _SAYING:
        return ""  # fighters that the army speaks of are not "said by the army"
    if verb.tag_ == "VBD" and lemma == verb.lower_ and lemma not in _PARTICIPLES:
        return ""  # the base form is not known either
    if lemma.endswith("ing") and len(lemma) > 5 and lemma == verb.lower_:
        stem = lemma[:-3]  # taken for a noun: "injuring"
        return _PARTICIPLES.get(stem) or _PARTICIPLES.get(f"{stem}e") or f"{stem}ed"
    if lemma in _PARTICIPLES:
        return _PARTICIPLES[lemma]
    if verb.lower_ in _PARTICIPLES.values():
        return verb.lower_
    if verb.lower_.endswith("ed"):
        return verb.lower_
    if not lemma.isalpha() or len(lemma) < 3:
        return ""
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if _doubles(lemma) else "") + "ed"


def _doubles(lemma: str) -> bool:
    """Say whether a verb doubles its last letter: ``stopped``, ``committed``, ``controlled``."""
    a, b, c = lemma[-3], lemma[-2], lemma[-1]
    if a in "aeiou" or b not in "aeiou" or c in "aeiouwxy":
        return False
    return len(lemma) <= 4 or lemma.endswith(("mit", "fer", "cur", "trol", "pel", "quip", "gret"))


def plain(words: list[Token]) -> str:
    if not words:
        return ""
    return " ".join(words[0].doc[words[0].i : words[-1].i + 1].text.split())
