"""Author-year citations: the names in them are sources of the text, not actors in it.

`(Delacroix 2011; see also Mbeki-Hart 2015)`, `(OECD 2023)`, `Okonjo and Velde (2018, p. 77)`.
"""

import re
from collections.abc import Iterator

from pipeline.annotate.wordlists import words_for
from pipeline.schema import Span

_YEAR = r"(?:19|20)\d\d[a-z]?"
_BRACKETS = re.compile(r"[(\[]([^()\[\]]{4,300})[)\]]")
# A name directly before a year that closes, or is followed by a page or another entry.
_CITED = re.compile(rf"(?P<last>[^\W\d_][\w.’'-]{{0,40}}),? {_YEAR}(?=$|[;,:])")
_AUTHOR = r"[A-Z][\w’'-]{1,30}"
_NARRATIVE = re.compile(
    rf"{_AUTHOR}(?:(?:,? and|,? &|,) {_AUTHOR}){{0,4}}(?: et al\.?)? \({_YEAR}[,:)]"
)
# `(in 2018)`, `(June 2022)` are times.
_NOT_AUTHORS = words_for("before a year")


def author_year_spans(text: str) -> Iterator[Span]:
    """Yield the characters of citations in brackets, and of persons cited by name before a year."""
    for match in _BRACKETS.finditer(text):
        last_names = (cited["last"].lower() for cited in _CITED.finditer(match[1]))
        if any(name not in _NOT_AUTHORS for name in last_names):
            yield match.span()


def narrative_spans(text: str) -> Iterator[Span]:
    """Yield the characters of `Okonjo and Velde (2018`: persons, if they are no organisation."""
    for match in _NARRATIVE.finditer(text):
        yield match.span()
