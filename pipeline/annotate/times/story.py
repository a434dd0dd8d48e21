"""The date that a section told last: what ``in July`` and ``the next day`` count from."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Span

from pipeline.annotate.atoms import Cut
from pipeline.annotate.times import is_history
from pipeline.annotate.times.calendars import When, edge
from pipeline.schema import Document

_MANY = 100
_OF_NOW = frozenset(
    ("has", "have", "is", "are", "will", "shall", "this", "faces", "says", "now", "expect",
     "expects")
)  # fmt: skip


_WORDS = re.compile(r"[a-z]+")


class Story:
    """The date, with its month and year, that a section told last: other months are near it.

    A brief that looks back for a sentence soon returns to the months before it was written; the
    account of what happened years ago stays there until its section ends, and a report that is
    mostly such an account is never nearer to its own date than to the year told last.
    """

    def __init__(self, document: Document | None) -> None:
        looks_back = document is not None and is_history(document.whole_text, document.printed_date)
        self._lasts = _MANY if looks_back else 2  # claims without a date
        self._looks_back = looks_back
        self._years_ago: date | None = None  # told last in a report that looks back, in any section
        self._ago = 0
        blocks = document.blocks if document else ()
        self._heads = [block.start for block in blocks if block.kind == "heading"]
        self._section = 0
        self._told: date | None = None
        self.last: When | None = None  # told in the section
        self._year: date | None = None  # the year that the sentence before is about

    def told(self, claim: Span) -> date | None:
        """Return the last date before a claim; a new section begins without one.

        What is or will be is told of the report's own days, and ends the story.
        """
        section = bisect_left(self._heads, claim.start_char)
        if section != self._section:
            self._section = section
            self._told = self._year = self.last = None
        if self._ago > self._lasts:
            self._told = None
        if not _OF_NOW.isdisjoint(_WORDS.findall(claim.text.lower())):
            self._told = self._year = None
        return self._year or self._told or self._years_ago

    def go_on(self, cut: Cut, times: Sequence[When]) -> None:
        """Take the last of the times that a sentence is about, if it says its month.

        A mere year lasts for one sentence, and only where it opens one.
        """
        self._year = None
        self._ago += 1
        self.last = next((when for when in times if when.start and when.end), self.last)
        for when in times:
            counted = when.relative and not when.partial
            dated = when.start and when.end and len(when.start) > len("2021") and not counted
            if dated and _is_short(when) and when.start and (self._told or not when.partial):
                self._told, self._ago = edge(when.start, last=False), 0
                if self._looks_back and not when.partial:
                    self._years_ago = self._told
            elif when.start and when.start == when.end and not when.relative:
                opens = cut.at(0) in {"in", "during"} and "," not in cut.words(0, when.first)
                self._year = edge(when.start, last=False) if opens else None


def _is_short(when: When) -> bool:
    """Say whether a time can be where a story is: ``the year ended June 2021`` is none."""
    if not when.start or not when.end:
        return False
    return (edge(when.end, last=True) - edge(when.start, last=False)).days <= _SHORT


_SHORT = 200  # days
