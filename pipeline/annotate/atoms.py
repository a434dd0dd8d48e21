"""A text cut into atoms: lumps of digits, words, signs; with exact offsets.

Nothing depends on a tokeniser: the offsets are characters of the text.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

AtomKind = Literal["number", "word", "sign"]
_KINDS: dict[str | None, AtomKind] = {kind: kind for kind in get_args(AtomKind)}


class Atom(NamedTuple):
    """A lump of digits, a word or a sign, at ``[start, end)`` of the text."""

    kind: AtomKind
    text: str
    lower: str
    start: int
    end: int
    space: bool  # white space stands before it


@dataclass(frozen=True)
class Cut:
    """A text cut into atoms, with safe ways to ask about one."""

    atoms: list[Atom]

    def at(self, i: int) -> str:
        """Return atom ``i`` in small letters; empty beyond either end."""
        return self.atoms[i].lower if 0 <= i < len(self.atoms) else ""

    def raw(self, i: int) -> str:
        """Return atom ``i`` as written; empty beyond either end."""
        return self.atoms[i].text if 0 <= i < len(self.atoms) else ""

    def glued(self, i: int) -> bool:
        """Say whether atom ``i`` follows the one before it without white space."""
        return 0 < i < len(self.atoms) and not self.atoms[i].space

    def hyphen(self, i: int) -> bool:
        """Say whether atom ``i`` is a dash that joins its neighbours into one word."""
        return self.at(i) in DASHES and self.glued(i) and self.glued(i + 1)

    def words(self, start: int, end: int) -> list[str]:
        """Return the atoms ``[start, end)`` in small letters."""
        return [atom.lower for atom in self.atoms[max(0, start) : end]]


DASHES = frozenset("-‐‑–—−")


SPACES = "\u0020\u00a0\u2009\u202f\u2007"


_ATOM = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?![\d,]|\.\d{{3}})(?:\.\d+)?"
    r"|\d+(?:[.,'’·٫]\d+)*|(?<![\d.])\.\d+|[¼-¾⅐-⅞])"
    r"|(?P<word>(?:(?![¼-¾⅐-⅞])[^\W\d_])+(?:['’.&](?:(?![¼-¾⅐-⅞])[^\W\d_])+)*)"
    r"|(?P<sign>[^\s\w]|_)"
)


def atoms(text: str) -> list[Atom]:
    """Cut ``text`` into atoms; white space is dropped but remembered."""
    out: list[Atom] = []
    end = 0
    for match in _ATOM.finditer(text):
        kind = _KINDS[match.lastgroup]
        found = match.group()
        start = match.start()
        out.append(Atom(kind, found, found.lower(), start, match.end(), start > end or not start))
        end = match.end()
    return out
