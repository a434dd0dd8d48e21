"""A sentence as tokens and as atoms, and the way from one to the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Span, Token

from pipeline.annotate.atoms import Cut
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.times.calendars import When


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``atoms`` and tokens are found from one another by their characters."""

    span: Span
    cut: Cut
    times: Sequence[When] = ()
    parsed: bool = False  # a parse is there to be asked

    @cached_property
    def _tokens(self) -> list[Token | None]:
        """For each atom the token that holds its first character."""
        base = self.span.start_char
        out: list[Token | None] = []
        tokens = list(self.span)
        k = 0
        for atom in self.cut.atoms:
            while k < len(tokens) and tokens[k].idx - base + len(tokens[k]) <= atom.start:
                k += 1
            out.append(tokens[k] if k < len(tokens) else None)
        return out

    @cached_property
    def _atoms(self) -> dict[int, int]:
        """For each token the atom that begins where it begins, or within it."""
        out: dict[int, int] = {}
        for i, token in enumerate(self._tokens):
            if token is not None:
                out.setdefault(token.i, i)
        return out

    def token(self, atom: int) -> Token | None:
        """Return the token that holds the first character of an atom."""
        return self._tokens[atom] if 0 <= atom < len(self.cut.atoms) else None

    def atom(self, token: Token) -> int | None:
        """Return the first atom of a token; None if an atom spans into it."""
        return self._atoms.get(token.i)

    def tokens(self, figure: Figure) -> list[Token]:
        """Return the tokens of a figure."""
        out: list[Token] = []
        for i in range(figure.first, figure.last):
            token = self.token(i)
            if token is not None and (not out or out[-1].i != token.i):
                out.append(token)
        return out

    @cached_property
    def in_time(self) -> frozenset[int]:
        """The tokens that are part of a date or interval."""
        found = set()
        for when in self.times:
            for i in range(when.first, when.last):
                token = self.token(i)
                if token is not None:
                    found.add(token.i)
        return frozenset(found)

    def slice(self, first: int, last: int) -> str:
        """Return the text of the atoms ``[first, last)`` with its white space made plain."""
        if first >= last:
            return ""
        text = self.span.text[self.cut.atoms[first].start : self.cut.atoms[last - 1].end]
        return " ".join(text.split())
