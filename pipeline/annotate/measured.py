"""What a figure measures, whether it rose or fell, and per what: from the parse, else the words."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from spacy.tokens import Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.figures import Figure
from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.numbers import Atom, Cut
from pipeline.annotate.cues import read_rows
from pipeline.annotate.measures import per_phrase

Change = Literal["up", "down"]
_TABLE = Path(__file__).parent / "lexicons" / "changes.tsv"
_BREAKS = frozenset({";", ":", "—", "(", ")"})
_PERIODS = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "second", "quarter", "decade"}
)
_RATE_ADVERBS = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour",
}  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """A sentence as tokens and as atoms, and the way from one to the other."""

    sent: Span
    cut: Cut

    @cached_property
    def parsed(self) -> bool:
        return syntax.parsed(self.sent.doc)

    @cached_property
    def _by_start(self) -> list[Token | None]:
        """For each atom the token that holds its first character."""
        base = self.sent.start_char
        out: list[Token | None] = []
        tokens = list(self.sent)
        k = 0
        for atom in self.cut.atoms:
            while k < len(tokens) and tokens[k].idx - base + len(tokens[k]) <= atom.start:
                k += 1
            out.append(tokens[k] if k < len(tokens) else None)
        return out

    def token(self, atom: int) -> Token | None:
        return self._by_start[atom] if 0 <= atom < len(self.cut.atoms) else None

    @cached_property
    def _atom_at(self) -> dict[int, int]:
        base = self.sent.start_char
        return {base + atom.start: i for i, atom in enumerate(self.cut.atoms)}

    def atom(self, token: Token) -> int | None:
        return self._atom_at.get(token.idx)


def head_noun(clause: Clause, i: int) -> tuple[int, str] | None:
    """Return the head of the noun phrase that begins at atom ``i``, as atom and singular."""
    token = clause.token(i)
    if token is None:
        return None
    best: Token | None = None
    doc, end = token.doc, clause.sent.end
    k = token.i
    while k < end and k - token.i < 7:
        this = doc[k]
        if this.pos_ in {"NOUN", "PROPN"} or this.tag_ in {"NN", "NNS", "NNP", "NNPS"}:
            best = this
        elif not (
            this.pos_ in {"ADJ"}
            or this.text in "-‐‑–/"
            or (this.tag_ in {"VBN", "VBG"}
            and best is None)
        ):
            break
        k += 1
    if best is None:
        return None
    atom = clause.atom(best)
    if atom is None:
        return None
    return atom, noun_lemma(best)


def noun_lemma(token: Token) -> str:
    """Return the singular noun of a token, small unless it is a name."""
    if token.lemma_ and token.lemma_ != token.text and token.tag_ in {"NNS", "NNPS"}:
        return token.lemma_
    return singular(token.text)


def measured(clause: Clause, figure: Figure, figures: list[Figure]) -> str | None:
    """Return what the figure measures or counts, in the sentence's words."""
    cut = clause.cut.atoms
    text = clause.sent.text
    if figure.noun is not None:
        begin = figure.number
        while begin < figure.noun and (cut[begin].kind != "word" or _numeric(cut[begin].lower)):
            begin += 1
        if cut[begin].lower == "of":
            begin += 1
        end = _phrase_end(cut, figure.noun + 1, figures)
        return text[cut[begin].start : cut[end - 1].end]
    i = figure.last
    if i < len(cut) and cut[i].lower in {"of", "in"} and figure.kind != "time":
        begin = i + 1
        while begin < len(cut) and cut[begin].lower in {"the", "a", "an", "all", "its", "their"}:
            begin += 1
        end = _phrase_end(cut, begin, figures)
        if end > begin:
            return text[cut[begin].start : cut[end - 1].end]
    return None


def _numeric(word: str) -> bool:
    from pipeline.annotate.numbers import _STARTS

    return word in _STARTS


def _phrase_end(cut: list[Atom], i: int, figures: list[Figure]) -> int:
    k = i
    while k < len(cut) and k - i < 8:
        if (
            (cut[k].kind == "sign"
            and cut[k].text not in "-'’")
            or any(f.first <= k < f.last for f in figures)
        ):
            break
        if cut[k].lower in {
            "and",
            "was",
            "were",
            "is",
            "are",
            "have",
            "has",
            "had",
            "to",
            "by",
            "that",
            "which",
            "who",
            "from",
            "each",
            "per",
            "with",
            "as",
            "a",
            "will",
            "would",
            "on",
            "at",
        }:
            break
        k += 1
    while k > i and cut[k - 1].lower in {"in", "of", "the", "for"}:
        k -= 1
    return k


def rate(clause: Clause, figure: Figure, figures: list[Figure]) -> str | None:
    """Return the ``per`` that stands behind the figure in its clause: ``each year``."""
    if figure.kind == "time":
        return None
    cut = clause.cut.atoms
    following = [f.first for f in figures if f.first > figure.first]
    end = min([following[0] if following else len(cut), figure.last + 12, len(cut)])
    i = figure.last
    while i < end:
        word = cut[i].lower
        if word in _BREAKS or word == ",":
            return None
        if word in _RATE_ADVERBS:
            return _RATE_ADVERBS[word]
        behind = cut[i + 1].lower if i + 1 < len(cut) else ""
        if word in {"each", "every"} and behind in _PERIODS:
            return behind
        if word in {"a", "an"} and behind in _PERIODS:
            after = cut[i + 2].lower if i + 2 < len(cut) else ""
            if after not in {"ago", "earlier", "later", "before", "after", "of"}:
                return behind
        if word == "per":
            if behind == "annum":
                return "year"
            if behind in {"capita", "head", "person"}:
                return "person"
            return per_phrase(clause.cut, i + 1)[0]
        i += 1
    return None


@cache
def _changes() -> dict[str, tuple[Change, str]]:
    return {row["word"]: (row["change"], row["kind"]) for row in read_rows(_TABLE)}  # type: ignore[misc]


def changed(clause: Clause, figure: Figure, figures: list[Figure]) -> Change | None:
    """Return whether the clause says that the quantity rose or fell."""
    cut = clause.cut.atoms
    words = _changes()
    if figure.kind == "time":
        return None
    for i in range(figure.last, min(figure.last + 3, len(cut))):  # a 10 % increase, 5 % higher
        if cut[i].text in ".,;:)(":
            break
        if (entry := words.get(cut[i].lower)) and entry[1] != "verb":
            return entry[0]
    i = figure.first - 1
    steps = 0
    while i >= 0 and steps < 12:
        atom = cut[i]
        if atom.text in _BREAKS:
            break
        if entry := words.get(atom.lower):
            return entry[0]
        i, steps = i - 1, steps + 1
    return None
