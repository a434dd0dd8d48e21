"""Sentences as reports write them, made with their trees: what the treebanks hardly hold.

EWT and GUM are web text, talk and essays: ``rose`` is a verb six times in them, ``doubled`` once.
A parser that learns from nothing else takes ``Waiting times rose from 41 to 97 days`` apart
wrongly. These sentences are grown from rules written here, their nouns and adjectives drawn from
our own lists and from the treebanks' training parts; trees follow EWT's guidelines (UD 2.16).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.train import made_words as words
from pipeline.train.made_clauses import Clauses
from pipeline.train.made_phrases import Node, case, is_many, punct
from pipeline.train.shape import Passage, Sentence, Token

_CLOSING = frozenset({".", ",", ";", ":", ")", "%", "’s", "'s", "”"})
_OPENING = frozenset({"(", "“", *words.SIGNS})


def made_sentences(gold: Sequence[Passage], *, number: int, seed: int) -> list[Passage]:
    """Return ``number`` sentences, each a passage, with tags and trees but no lemmas.

    Args:
        gold: the treebanks' training passages, whose nouns and adjectives are used.
        number: how many.
        seed: of the drawing: the same gives the same sentences.
    """
    maker = _Maker(gold, Random(seed))
    return [[maker.sentence()] for _ in range(number)]


def completed(made: Sequence[Passage], gold: Sequence[Passage], nlp: Language) -> list[Passage]:
    """Return made sentences with the lemmas and features that ``nlp`` gives their words.

    A word that it tags otherwise has the features most usual for its tag, and no lemma is known.
    """
    usual: dict[str, Counter[str]] = {}
    for token in (token for passage in gold for sentence in passage for token in sentence):
        if token.tag and token.morph is not None:
            usual.setdefault(token.tag, Counter())[token.morph] += 1
    docs = [
        Doc(nlp.vocab, words=[t.text for t in s], spaces=[bool(t.space) for t in s])
        for passage in made
        for s in passage
    ]
    out: list[Passage] = []
    for (sentence,), doc in zip(made, nlp.pipe(docs), strict=True):
        whole: Sentence = []
        for token, read in zip(sentence, doc, strict=True):
            same = read.tag_ == token.tag
            common = usual.get(token.tag or "", Counter({"": 1})).most_common(1)[0][0]
            lemma = token.lemma or (read.lemma_ if same else None)
            whole.append(replace(token, lemma=lemma, morph=str(read.morph) if same else common))
        out.append([whole])
    return out


def _tokens(root: Node) -> Sentence:
    nodes = root.words()
    doubled = [a.text == "," and b.text in {",", "."} for a, b in pairwise(nodes)]
    nodes = [node for node, drop in zip(nodes, [*doubled, False], strict=True) if not drop]
    place = {id(node): i for i, node in enumerate(nodes)}
    heads = {id(root): place[id(root)]}
    for node in nodes:
        for child in (*node.left, *node.right):
            heads[id(child)] = place[id(node)]
    first = next(node for node in nodes if node.pos != "PUNCT")
    first.text = first.text[:1].upper() + first.text[1:]
    made: Sentence = []
    for node, after in zip(nodes, [*nodes[1:], None], strict=True):
        glued = after is None or after.text in _CLOSING or node.text in _OPENING
        made.append(
            Token(
                text=node.text,
                space="" if glued and after is not None else " ",
                tag=node.tag,
                pos=node.pos,
                head=heads[id(node)],
                dep=node.dep,
                lemma=node.lemma,
            )
        )
    return made


class _Maker(Clauses):
    """Grows one sentence after another."""

    def sentence(self) -> Sentence:
        """Return one sentence with its full stop."""
        kind = self.chance.random()
        if kind < 0.4:
            root = self.clause("ROOT")
        elif kind < 0.65:
            root = self._told()
        else:
            root = self._joined()
        if self.may(0.08):
            root.add(punct(","), Node("however", "RB", "ADV", "advmod"))
        if self.may(0.12):
            when = self.when()
            root.first(when, punct(","))
        elif self.may(0.06):
            root.first(self.place("obl").first(case("in")))
        return _tokens(root.add(punct(".")))

    def _told(self) -> Node:
        kind = self.chance.random()
        if kind < 0.25:
            source = self.source("obl")
            according = Node("according", "VBG", "VERB", "case").add(
                Node("to", "IN", "ADP", "fixed")
            )
            root = self.clause("ROOT")
            if self.may(0.6):
                return root.first(source.first(according), punct(","))
            return root.add(punct(","), source.first(according))
        if kind < 0.31:  # `It failed, as the auditor warned in May.`
            warned = self.one(words.SAYING)
            said = Node(warned[2], "VBD", "VERB", "advcl", warned[0]).lead(self.teller("nsubj"))
            said.first(Node("as", "IN", "SCONJ", "mark"))
            if self.may(0.4):
                month = Node(self.one(words.MONTHS), "NNP", "PROPN", "obl").lead(case("in"))
                said.add(month)
            return self.clause("ROOT").add(said.first(punct(",")))
        if kind < 0.4:  # `The minister told reporters that ...`
            told = Node("told", "VBD", "VERB", "ROOT", "tell").lead(self.source("nsubj"))
            hearer = Node(self.one(words.HEARERS), "NNS", "NOUN", "iobj")
            content = self.clause("ccomp").first(Node("that", "IN", "SCONJ", "mark"))
            return told.add(hearer, content)
        if kind < 0.6:  # `Experts consulted by the bank doubt that ...`
            source = self.one((self.source, self.crowd))("nsubj")
            content = self.clause("ccomp")
            if self.may(0.6):
                content.first(Node("that", "IN", "SCONJ", "mark"))
            many = is_many(source)
            return (
                self._tensed(self.one(words.SAYING), "ROOT", many=many).first(source).add(content)
            )
        said = self._said()
        content = self.clause("ccomp")
        if kind < 0.85:
            return said.lead(content, punct(","), self.teller("nsubj"))
        content.first(punct("“")).add(punct(","), punct("”"))
        return said.lead(content).add(self.teller("nsubj"))

    def teller(self, dep: str) -> Node:
        """Who is quoted, one without a name among them: ``a teacher in Lima``."""
        if self.may(0.75):
            return self.source(dep)
        node = Node(self.one(words.TELLERS), "NN", "NOUN", dep).lead(Node("a", "DT", "DET", "det"))
        return node.add(self.place("nmod").first(case("in"))) if self.may(0.4) else node

    def _said(self) -> Node:
        base, present, past, _ = self.one(words.SAYING)
        if self.may(0.2):
            return Node(present, "VBZ", "VERB", "ROOT", base)
        return Node(past, "VBD", "VERB", "ROOT", base)

    def _joined(self) -> Node:
        kind = self.chance.random()
        root = self.clause("ROOT")
        if kind < 0.25:
            return root.add(self.clause("parataxis").first(punct(";")))
        if kind < 0.55:
            link = Node(self.one(("and", "but", "and")), "CC", "CCONJ", "cc")
            return root.add(self.clause("conj").first(punct(","), link))
        if kind < 0.8:
            mark = Node(
                self.one(("while", "as", "because", "although", "after")), "IN", "SCONJ", "mark"
            )
            return root.add(self.clause("advcl").first(punct(","), mark))
        mark = Node(self.one(("if", "when", "although", "because")), "IN", "SCONJ", "mark")
        return root.first(self.clause("advcl").first(mark), punct(","))
