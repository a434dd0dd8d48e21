"""Phrases of made sentences: nouns with what hangs on them, figures, times.

Trees follow EWT's guidelines (UD 2.16), tags are Penn's.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from pipeline.train import made_words as words
from pipeline.train.shape import Passage

T = TypeVar("T")

LEAST = 2  # times that a noun of the treebanks is seen


@dataclass(slots=True)
class Node:
    """A word with what hangs on it, in the order of the text."""

    text: str
    tag: str
    pos: str
    dep: str
    lemma: str | None = None  # None: as a trained model has it
    left: list["Node"] = field(default_factory=list)
    right: list["Node"] = field(default_factory=list)

    def add(self, *nodes: "Node") -> "Node":
        """Hang nodes behind the word; return it."""
        self.right += nodes
        return self

    def lead(self, *nodes: "Node") -> "Node":
        """Hang nodes before the word, the last nearest to it; return it."""
        self.left += nodes
        return self

    def first(self, *nodes: "Node") -> "Node":
        """Hang nodes before all others; return the word."""
        self.left = [*nodes, *self.left]
        return self

    def words(self) -> list["Node"]:
        """The word and all below it, in the order of the text."""
        return [
            *(word for node in self.left for word in node.words()),
            self,
            *(word for node in self.right for word in node.words()),
        ]


def punct(sign: str) -> Node:
    tag = {"(": "-LRB-", ")": "-RRB-", "“": "``", "”": "''", ";": ":"}.get(sign, sign)
    return Node(sign, tag, "PUNCT", "punct")


def is_many(subject: Node) -> bool:
    """Say whether a subject takes a verb in the plural."""
    return subject.tag in {"NNS", "CD", "JJS"} or subject.text in {"half", "two-thirds"}


def case(text: str) -> Node:
    return Node(text, "IN", "ADP", "case")


class Phrases:
    """Grows phrases; ``dep`` is always how a phrase hangs on its head."""

    def __init__(self, gold: Sequence[Passage], chance: Random) -> None:
        self.chance = chance
        seen: dict[str, Counter[str]] = {"NN": Counter(), "NNS": Counter(), "JJ": Counter()}
        for passage in gold:
            for token in (token for sentence in passage for token in sentence):
                if token.tag in seen and token.text.isalpha() and token.text.islower():
                    seen[token.tag][token.text] += 1
        self._gold = {
            tag: sorted(word for word, count in found.items() if count >= LEAST and len(word) > 2)
            for tag, found in seen.items()
        }

    # --- drawing ----------------------------------------------------------------------------

    def one(self, things: Sequence[T]) -> T:
        return self.chance.choice(things)

    def may(self, share: float) -> bool:
        return self.chance.random() < share

    def word(self, tag: str, own: Sequence[str]) -> str:
        return self.one(own if self.may(0.6) or not self._gold[tag] else self._gold[tag])

    # --- noun phrases -----------------------------------------------------------------------

    def plural(self, dep: str, *, bare: bool = False, deep: bool = True) -> Node:
        noun = Node(self.word("NNS", words.PLURALS), "NNS", "NOUN", dep)
        return self._dressed(noun, bare=bare, deep=deep)

    def singular(self, dep: str, *, deep: bool = True) -> Node:
        noun = Node(self.word("NN", words.SINGULARS), "NN", "NOUN", dep)
        self._dressed(noun, bare=True, deep=deep)
        return noun.first(Node("the", "DT", "DET", "det"))

    def mass(self, dep: str) -> Node:
        noun = Node(self.one(words.MASS), "NN", "NOUN", dep)
        return self._dressed(noun, bare=True, deep=True)

    def measure(self, dep: str) -> Node:
        """``waiting times for surgery``, ``the number of cases``, ``the unemployment rate``."""
        kind = self.chance.random()
        if kind < 0.35:
            first, noun, tag = self.one(words.MEASURES)
            node = Node(noun, tag, "NOUN", dep)
            if first:
                node.lead(Node(first, "NN", "NOUN", "compound"))
            if tag == "NN" or self.may(0.3):
                node.first(Node("the", "DT", "DET", "det"))
            return node.add(self.prepositional("nmod")) if self.may(0.5) else node
        if kind < 0.6:
            node = Node(self.one(words.AMOUNTS), "NN", "NOUN", dep)
            node.lead(Node("the", "DT", "DET", "det"))
            return node.add(self.plural("nmod", bare=True).first(case("of")))
        if kind < 0.8:
            return self.mass(dep)
        return self.plural(dep)

    def _dressed(self, noun: Node, *, bare: bool, deep: bool) -> Node:
        if self.may(0.25):
            noun.lead(Node(self.word("NN", words.SINGULARS), "NN", "NOUN", "compound"))
        if self.may(0.35):
            noun.first(Node(self.word("JJ", words.ADJECTIVES), "JJ", "ADJ", "amod"))
        if not bare and self.may(0.3):
            noun.first(Node("the", "DT", "DET", "det"))
        if deep and self.may(0.35):
            noun.add(self.prepositional("nmod"))
        elif deep and self.may(0.15):
            noun.add(self.participle())
        elif deep and self.may(0.12):
            noun.add(self.relative(many=noun.tag == "NNS"))
        elif deep and noun.tag == "NNS" and self.may(0.15):
            self.joined(noun, lambda: Node(self.word("NNS", words.PLURALS), "NNS", "NOUN", "conj"))
        return noun

    def joined(self, noun: Node, another: Callable[[], Node]) -> Node:
        """Hang one or two more on a noun: ``schools and clinics``, ``rents, fees and taxes``."""
        if self.may(0.5):
            noun.add(another().first(punct(",")))
        return noun.add(another().first(Node(self.one(("and", "and", "or")), "CC", "CCONJ", "cc")))

    def relative(self, *, many: bool) -> Node:
        """``that reported losses``, ``which the ministry closed in 2019``, ``who fled``."""
        base, present, past, participle = self.one(words.ACTS)
        if self.may(0.4):
            which = Node(self.one(("that", "which")), "WDT", "PRON", "obj")
            source = self.one((self.body, self.crowd))("nsubj")
            return Node(past, "VBD", "VERB", "acl:relcl", base).lead(which, source)
        which = Node("that", "WDT", "PRON", "nsubj")
        if self.may(0.4):
            were = Node("were" if many else "was", "VBD", "AUX", "aux:pass", "be")
            which.dep = "nsubj:pass"
            verb = Node(participle, "VBN", "VERB", "acl:relcl", base).lead(which, were)
            return verb.add(self.place("obl").first(case("in"))) if self.may(0.4) else verb
        if self.may(0.3):
            text, tag = (base, "VBP") if many else (present, "VBZ")
        else:
            text, tag = past, "VBD"
        verb = Node(text, tag, "VERB", "acl:relcl", base).lead(which)
        return verb.add(self.plural("obj", deep=False))

    def participle(self) -> Node:
        """``fishing off Chile``, ``licensed by the ministry``."""
        if self.may(0.5):
            verb = Node(self.one(words.DOING), "VBG", "VERB", "acl")
            return verb.add(self.place("obl").first(case(self.one(words.AT))))
        verb = Node(self.one(words.DONE), "VBN", "VERB", "acl")
        if self.may(0.2):  # "the number of cyclists killed each year fell"
            each = Node("each", "DT", "DET", "det")
            return verb.add(Node("year", "NN", "NOUN", "obl:unmarked").lead(each))
        return verb.add(self.source("obl:agent").first(case("by")))

    def prepositional(self, dep: str) -> Node:
        if self.may(0.5):
            return self.place(dep).first(case(self.one(("in", "in", "from", "across"))))
        noun = self.plural(dep, deep=False) if self.may(0.6) else self.singular(dep, deep=False)
        return noun.first(case(self.one(("of", "for", "of", "among", "to", "on"))))

    def place(self, dep: str) -> Node:
        name = self.one(words.PLACES).split("_")
        node = Node(name[-1], "NNP", "PROPN", dep)
        node.lead(*(Node(part, "NNP", "PROPN", "compound") for part in name[:-1]))
        if self.may(0.1):
            other = Node(self.one(words.PLACES).split("_")[-1], "NNP", "PROPN", "conj")
            node.add(other.lead(Node("and", "CC", "CCONJ", "cc")))
        return node

    def person(self, dep: str) -> Node:
        node = Node(self.one(words.GIVEN), "NNP", "PROPN", dep)
        node.add(Node(self.one(words.SURNAMES), "NNP", "PROPN", "flat"))
        if self.may(0.35):
            node.lead(Node(self.one(words.TITLES), "NNP", "PROPN", "nmod:desc"))
        elif self.may(0.4):
            role = Node(self.one(words.ROLES), "NN", "NOUN", "appos")
            role.lead(
                Node("the", "DT", "DET", "det"),
                Node(self.one(words.FIELDS), "NN", "NOUN", "compound"),
            )
            node.add(role.first(punct(",")), punct(","))
        return node

    def body(self, dep: str) -> Node:
        """An institution: ``the Ministry of Health``, ``Northern Water (NW)``."""
        if self.may(0.4):
            node = Node(self.one(words.INSTITUTIONS), "NNP", "PROPN", dep)
            node.lead(Node("the", "DT", "DET", "det"))
            field_ = Node(self.one(words.MATTERS), "NNP", "PROPN", "nmod")
            node.add(field_.lead(case(self.one(("of", "for")))))
        else:
            name = self.one(words.BODIES).split("_")
            node = Node(name[-1], "NNP", "PROPN", dep)
            node.lead(*(Node(part, "NNP", "PROPN", "compound") for part in name[:-1]))
            if self.may(0.7):
                node.first(Node("the", "DT", "DET", "det"))
        if self.may(0.12):
            node.add(self.described().first(punct(",")), punct(","))
        elif self.may(0.08):
            self.joined(node, lambda: self.body("conj"))
        elif self.may(0.15):
            letters = "".join(w.text[0] for w in node.words() if w.text[0].isupper())
            if len(letters) > 1:
                short = Node(letters, "NNP", "PROPN", "appos")
                node.add(short.lead(punct("(")).add(punct(")")))
        return node

    def described(self) -> Node:
        """An apposition: ``the country’s largest union``, ``a group of farmers in Kerala``."""
        if self.may(0.5):
            noun = Node(self.one(words.GROUPS), "NN", "NOUN", "appos")
            noun.lead(Node("a", "DT", "DET", "det"))
            noun.add(self.plural("nmod", bare=True, deep=False).first(case("of")))
            return noun.add(self.place("nmod").first(case("in"))) if self.may(0.4) else noun
        noun = Node(self.one(words.GROUPS), "NN", "NOUN", "appos")
        whose = Node(self.one(("country", "region", "city", "state")), "NN", "NOUN", "nmod:poss")
        whose.lead(Node("the", "DT", "DET", "det")).add(Node("’s", "POS", "PART", "case"))
        best = Node(self.one(("largest", "biggest", "oldest", "main")), "JJS", "ADJ", "amod")
        best.tag = "JJ" if best.text == "main" else "JJS"
        return noun.lead(whose, best)

    def source(self, dep: str) -> Node:
        return self.one((self.person, self.body, self.body, self.crowd))(dep)

    def crowd(self, dep: str) -> Node:
        """Several who say or do something: ``residents interviewed by the paper``."""
        node = Node(self.one(words.CROWDS), "NNS", "NOUN", dep)
        if self.may(0.35):
            node.lead(Node(self.word("JJ", words.ADJECTIVES), "JJ", "ADJ", "amod"))
        if self.may(0.2):
            node.first(Node(self.one(("the", "many", "some")), "DT", "DET", "det"))
            if node.left[0].text == "many":
                node.left[0].tag, node.left[0].pos, node.left[0].dep = "JJ", "ADJ", "amod"
        elif self.may(0.15):
            node.first(self.number("nummod", small=True))
        kind = self.chance.random()
        if kind < 0.25:
            node.add(self.place("nmod").first(case("in")))
        elif kind < 0.5:
            asked = Node(self.one(words.ASKED), "VBN", "VERB", "acl")
            if self.may(0.6):
                asked.add(self.body("obl:agent").first(case("by")))
            elif self.may(0.6):
                asked.add(self.place("obl").first(case("in")))
            node.add(asked)
        elif kind < 0.6:
            familiar = Node(self.one(("familiar", "involved", "unhappy")), "JJ", "ADJ", "amod")
            thing = self.singular("obl", deep=False).first(case("with"))
            node.add(familiar.add(thing))
        if self.may(0.12):
            part = self.one(("half", "most", "two-thirds", "three"))
            tags = {"half": "NN", "most": "JJS", "two-thirds": "NN", "three": "CD"}
            kinds = {"NN": "NOUN", "JJS": "ADJ", "CD": "NUM"}
            node.dep = "nmod"
            node.left = [case("of"), Node("the", "DT", "DET", "det")]
            return Node(part, tags[part], kinds[tags[part]], dep).add(node)
        return node

    # --- figures ----------------------------------------------------------------------------

    def digits(self, *, small: bool = False) -> str:
        if small or self.may(0.3):
            return self.one(words.SPELLED) if self.may(0.4) else str(self.chance.randint(2, 98))
        kind = self.chance.random()
        if kind < 0.35:
            return f"{self.chance.uniform(0.3, 98):.1f}"
        if kind < 0.75:
            return f"{self.chance.randint(1000, 900_000):,}"
        return str(self.chance.randint(100, 999))

    def number(self, dep: str, *, small: bool = False) -> Node:
        node = Node(self.digits(small=small), "CD", "NUM", dep)
        kind = self.chance.random()
        if kind < 0.2:
            near = self.one(("about", "around", "nearly", "some", "roughly", "almost", "over"))
            node.lead(Node(near, "RB", "ADV", "advmod"))
        elif kind < 0.3:
            more = self.one(("more", "less", "fewer"))
            lead = Node(more, "JJR", "ADJ", "advmod")
            node.lead(lead.add(Node("than", "IN", "ADP", "fixed")))
        elif kind < 0.35:
            least = Node(self.one(("least", "most")), "JJS", "ADJ", "nmod")
            node.lead(least.lead(case("at")))
        elif kind < 0.38:
            lead = Node("as", "RB", "ADV", "advmod")
            lead.add(Node("many", "JJ", "ADJ", "fixed"), Node("as", "IN", "ADP", "fixed"))
            node.lead(lead)
        elif kind < 0.42:
            node.lead(Node("up", "IN", "ADP", "advmod").add(Node("to", "IN", "ADP", "fixed")))
        return node

    def share(self, dep: str) -> Node:
        kind = self.chance.random()
        if kind < 0.4:
            return Node("%", "NN", "SYM", dep).lead(self.number("nummod", small=True))
        if kind < 0.7:
            return Node("percent", "NN", "NOUN", dep).lead(self.number("nummod", small=True))
        node = Node("cent", "NN", "NOUN", dep).lead(self.number("nummod", small=True))
        return node.lead(Node("per", "NN", "NOUN", "compound"))

    def money(self, dep: str) -> Node:
        sign = self.one(words.SIGNS)
        node = Node(sign, "$", "SYM", dep)
        if self.may(0.7):
            size = Node(
                self.one(("million", "billion", "million", "trillion")), "CD", "NUM", "nummod"
            )
            return node.add(size.lead(Node(self.digits(small=True), "CD", "NUM", "compound")))
        return node.add(Node(self.digits(), "CD", "NUM", "nummod"))

    def unit(self, dep: str) -> Node:
        node = Node(self.one(words.UNITS), "NNS", "NOUN", dep)
        return node.lead(self.number("nummod"))

    def count(self, dep: str) -> Node:
        noun = self.plural(dep, bare=True, deep=self.may(0.5))
        if self.may(0.08):
            estimated = Node("estimated", "VBN", "VERB", "amod")
            return noun.first(
                Node("an", "DT", "DET", "det"),
                estimated,
                Node(self.digits(), "CD", "NUM", "nummod"),
            )
        return noun.first(self.number("nummod"))

    def amount(self, dep: str) -> Node:
        return self.one((self.share, self.money, self.unit, self.share))(dep)

    def part(self, dep: str) -> Node:
        """``46 % of the pupils``, ``a third of all farms``, ``one household in six``."""
        kind = self.chance.random()
        if kind < 0.6:
            whole = self.plural("nmod", deep=False).first(case("of"))
            return self.share(dep).add(whole)
        if kind < 0.8:
            node = Node(self.one(("third", "quarter", "fifth", "half")), "NN", "NOUN", dep)
            node.lead(Node("a", "DT", "DET", "det"))
            return node.add(self.plural("nmod", deep=False).first(case("of")))
        noun = Node(self.word("NN", words.COUNTED), "NN", "NOUN", dep)
        base = Node(self.one(("three", "four", "five", "six", "ten")), "CD", "NUM", "nmod")
        one = Node("one", "CD", "NUM", "nummod")
        return noun.lead(one).add(base.lead(case("in")))

    # --- when -------------------------------------------------------------------------------

    def when(self) -> Node:
        kind = self.chance.random()
        year = str(self.chance.randint(1995, 2030))
        if kind < 0.4:
            return Node(year, "CD", "NUM", "obl").lead(case(self.one(("in", "since", "by", "in"))))
        if kind < 0.55:
            later = Node(str(int(year) + 3), "CD", "NUM", "conj")
            later.lead(Node("and", "CC", "CCONJ", "cc"))
            return Node(year, "CD", "NUM", "obl").lead(case("between")).add(later)
        if kind < 0.7:
            node = Node("year", "NN", "NOUN", "obl:unmarked")
            return node.lead(Node("last", "JJ", "ADJ", "amod"))
        if kind < 0.85:
            month = Node(self.one(words.MONTHS), "NNP", "PROPN", "obl").lead(case("in"))
            return month.add(Node(year, "CD", "NUM", "nmod:unmarked")) if self.may(0.6) else month
        node = Node(self.one(("years", "months", "weeks")), "NNS", "NOUN", "obl")
        node.lead(case("within"), Node(self.one(words.SPELLED), "CD", "NUM", "nummod"))
        return node
