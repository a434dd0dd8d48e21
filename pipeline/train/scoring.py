"""Scores from raw text: what a reader of the text, not of its gold tokens, would get.

Syntax: F1 as in the CoNLL 2018 shared task (Zeman et al. 2018): a word counts if a word of
the same characters is in the gold standard; LAS with full labels here, punctuation counted;
``las_no_punct`` leaves punctuation out, as spaCy's scorer does. Names: strict F1 (span and
label) and spans alone; what the corpus leaves unknown is not scored.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.train.labels import NAME_LABELS
from pipeline.train.shape import UNKNOWN, Passage, name_spans, plain_text

Offsets = tuple[int, int]
Fact = tuple[Any, ...]  # where, and what is said of it; of an arc: word, head, label


@dataclass
class Tally:
    """Hits, and how many there were in the gold standard and in the answer."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: set[Fact], found: set[Fact]) -> None:
        """Count the members of two sets of facts."""
        self.hits += len(gold & found)
        self.gold += len(gold)
        self.found += len(found)

    @property
    def f(self) -> float:
        """F1 in percent; 0 where there is nothing."""
        return 200 * self.hits / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def precision(self) -> float:
        """Precision in percent."""
        return 100 * self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Recall in percent."""
        return 100 * self.hits / self.gold if self.gold else 0.0


@dataclass
class Scores:
    """Tallies by what was measured (``las``, ``names``, ...) and by label."""

    total: dict[str, Tally] = field(default_factory=dict)
    by_label: dict[str, dict[str, Tally]] = field(default_factory=dict)

    def add(self, key: str, gold: set[Fact], found: set[Fact]) -> None:
        """Count two sets of facts under ``key``."""
        self.total.setdefault(key, Tally()).add(gold, found)

    def f(self, key: str) -> float:
        """F1 in percent of what was measured under ``key``."""
        return self.total[key].f if key in self.total else 0.0

    def summary(self) -> dict[str, float]:
        """Return each F1, rounded to a tenth."""
        flat = {key: round(tally.f, 1) for key, tally in self.total.items()}
        for key, table in self.by_label.items():
            for label, tally in sorted(table.items()):
                flat[f"{key}:{label}"] = round(tally.f, 1)
        return flat


def score_syntax(nlp: Language, documents: Iterable[Passage]) -> Scores:
    """Parse the raw text of each document and compare."""
    documents = list(documents)
    scores = Scores()
    for doc, gold in zip(nlp.pipe(map(plain_text, documents)), documents, strict=True):
        mine, theirs = _facts_of_doc(doc), _facts_of_gold(gold)
        for key in theirs:
            scores.add(key, theirs[key], mine[key])
        table = scores.by_label.setdefault("dep", {})
        for label in {f[2] for f in theirs["las"] | mine["las"]}:
            table.setdefault(label.split(":")[0] if label != "ROOT" else "root", Tally())
        for label in table:
            table[label].add(
                {f for f in theirs["las"] if _main(f) == label},
                {f for f in mine["las"] if _main(f) == label},
            )
    return scores


def _main(fact: Fact) -> str:
    label: str = fact[2]
    return "root" if label == "ROOT" else label.split(":")[0]


def _facts(
    words: Sequence[Offsets],
    heads: Sequence[int],
    deps: Sequence[str],
    tags: Sequence[tuple[str, str, str]],
    sentences: set[Fact],
) -> dict[str, set[Fact]]:
    arcs = [
        (word, words[head] if head != i else (-1, -1))
        for i, (word, head) in enumerate(zip(words, heads, strict=True))
    ]
    las: set[Fact] = {(w, h, d) for (w, h), d in zip(arcs, deps, strict=True)}
    return {
        "tokens": set(words),
        "sentences": sentences,
        "xpos": {(w, t[0]) for w, t in zip(words, tags, strict=True)},
        "upos": {(w, t[1]) for w, t in zip(words, tags, strict=True)},
        "lemma": {(w, t[2].lower()) for w, t in zip(words, tags, strict=True)},
        "uas": set(arcs),
        "las": las,
        "las_universal": {(w, h, d.split(":")[0]) for (w, h), d in zip(arcs, deps, strict=True)},
        "las_no_punct": {fact for fact in las if _main(fact) != "punct"},
    }


def _facts_of_gold(passage: Passage) -> dict[str, set[Fact]]:
    words: list[Offsets] = []
    heads: list[int] = []
    sentences: set[Fact] = set()
    at = 0
    for sentence in passage:
        base, start = len(words), at
        for token in sentence:
            words.append((at, at + len(token.text)))
            heads.append(base + (token.head or 0))
            at += len(token.text) + len(token.space)
        sentences.add((start, words[-1][1]))
    tokens = [token for sentence in passage for token in sentence]
    return _facts(
        words, heads, [t.dep or "" for t in tokens],
        [(t.tag or "", t.pos or "", t.lemma or "") for t in tokens], sentences,
    )  # fmt: skip


def _facts_of_doc(doc: Doc) -> dict[str, set[Fact]]:
    tokens = [token for token in doc if not token.is_space]
    place = {token.i: i for i, token in enumerate(tokens)}
    words = [(token.idx, token.idx + len(token)) for token in tokens]
    heads = [place.get(token.head.i, i) for i, token in enumerate(tokens)]
    sentences: set[Fact] = set()
    for sent in doc.sents:
        solid = [token for token in sent if not token.is_space]
        if solid:
            sentences.add((solid[0].idx, solid[-1].idx + len(solid[-1])))
    tags = [(t.tag_, t.pos_, t.lemma_) for t in tokens]
    return _facts(words, heads, [t.dep_ for t in tokens], tags, sentences)


def score_names(
    nlp: Language, passages: Iterable[Passage], *, labels: Collection[str] = NAME_LABELS
) -> Scores:
    """Find names in the raw text of each passage and compare those with one of ``labels``."""
    passages = list(passages)
    scores = Scores()
    for doc, gold in zip(nlp.pipe(map(plain_text, passages)), passages, strict=True):
        theirs, unknown = _names_of_gold(gold)
        mine = {
            (ent.start_char, ent.end_char, ent.label_)
            for ent in doc.ents
            if ent.label_ in labels
            and not any(a < ent.end_char and ent.start_char < b for a, b in unknown)
        }
        scores.add("names", set(theirs), set(mine))
        scores.add("spans", {n[:2] for n in theirs}, {n[:2] for n in mine})
        table = scores.by_label.setdefault("names", {})
        for label in {n[2] for n in theirs | mine}:
            table.setdefault(label, Tally()).add(
                {n for n in theirs if n[2] == label}, {n for n in mine if n[2] == label}
            )
    return scores


def _names_of_gold(passage: Passage) -> tuple[set[tuple[int, int, str]], list[Offsets]]:
    words: list[Offsets] = []
    tags: list[str | None] = []
    at = 0
    for token in (t for sentence in passage for t in sentence):
        words.append((at, at + len(token.text)))
        tags.append(token.name)
        at += len(token.text) + len(token.space)
    names = {(words[a][0], words[b - 1][1], label) for a, b, label in name_spans(tags)}
    return names, [w for w, tag in zip(words, tags, strict=True) if tag is UNKNOWN]


def confusions(nlp: Language, passages: Iterable[Passage]) -> Counter[tuple[str, str]]:
    """Count (gold label, label found) of names whose span is right."""
    passages = list(passages)
    counts: Counter[tuple[str, str]] = Counter()
    for doc, gold in zip(nlp.pipe(map(plain_text, passages)), passages, strict=True):
        labels = {(e.start_char, e.end_char): e.label_ for e in doc.ents}
        for start, end, label in _names_of_gold(gold)[0]:
            if (start, end) in labels:
                counts[label, labels[start, end]] += 1
    return counts
