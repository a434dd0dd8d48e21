"""Finds the row of today that a decision of an earlier day is about.

Ids come from content, so most decisions find their row by its id. A newer model or reader may
cut a sentence otherwise, mend a letter of it, or take more words into a figure: then the row is
found by where it is printed and by what it says. One row of today is at most one of then, and
what is not surely the same is nobody's: a decision that finds no row is kept as an orphan.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.schema import Box, Claim, union

ALIKE = 90.0  # of 100: rapidfuzz's ratio of two sentences that are nearly the same
MARGIN = 2.0  # so much more alike than the next best
CONTAINED = 40  # characters of a sentence that is a whole part of the other
FAR = 2  # pages that a sentence of the same file may have moved

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Decided:
    """A claim that a decision is about, newest decisions first."""

    claim_id: str
    about: Claim | None
    follows: frozenset[str] = frozenset()  # ids that the same row had before


def match(decided: Sequence[Decided], present: Iterable[Claim]) -> dict[str, str]:
    """Return the id of the present row that each decided claim is; what is gone is left out."""
    return _Matcher(list(present)).match(decided)


class _Matcher:
    def __init__(self, present: Sequence[Claim]) -> None:
        self._free = {claim.claim_id: claim for claim in present}
        self._found: dict[str, str] = {}
        self._alike: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        self._sentences: dict[str, list[Claim]] = defaultdict(list)
        for claim in present:
            self._alike[_key(claim)].append(claim)
            self._sentences[_plain(claim.claim)].append(claim)

    def match(self, decided: Sequence[Decided]) -> dict[str, str]:
        steps = (self._by_line, self._by_place, self._by_id, self._by_words, self._by_figure)
        for step in steps:
            for item in decided:
                if item.claim_id not in self._found and (found := step(item)):
                    self._take(item.claim_id, found)
        self._by_likeness([item for item in decided if item.claim_id not in self._found])
        return self._found

    def _take(self, claim_id: str, found: Claim) -> None:
        self._found[claim_id] = found.claim_id
        del self._free[found.claim_id]

    def _open(self, claims: Iterable[Claim]) -> list[Claim]:
        return [claim for claim in claims if claim.claim_id in self._free]

    def _by_line(self, item: Decided) -> Claim | None:
        """What was decided last on a row holds when the row has its older id again."""
        return next((self._free[i] for i in sorted(item.follows) if i in self._free), None)

    def _by_place(self, item: Decided) -> Claim | None:
        """The same words at the same place. An id counts occurrences, so alone it may be off."""
        if item.about is None:
            return None
        alike = self._open(self._alike[_key(item.about)])
        here = [claim for claim in alike if _same_place(item.about, claim)]
        return next((c for c in here if c.claim_id == item.claim_id), here[0] if here else None)

    def _by_id(self, item: Decided) -> Claim | None:
        """The same id; but of cells that say the same, not one that is printed elsewhere."""
        claim = self._free.get(item.claim_id)
        if claim is None or item.about is None or len(self._alike[_key(claim)]) == 1:
            return claim
        moved = _place(item.about) and _place(claim) and item.about.report_id == claim.report_id
        return None if moved else claim

    def _by_words(self, item: Decided) -> Claim | None:
        """The same words elsewhere, if the report says them only once."""
        alike = self._alike[_key(item.about)] if item.about else []
        return alike[0] if len(alike) == 1 and alike[0].claim_id in self._free else None

    def _by_figure(self, item: Decided) -> Claim | None:
        """The same sentence, and a figure of the same value in a few words more or less."""
        about = item.about
        if about is None or about.quantity is None:
            return None
        near = [
            claim
            for claim in self._open(self._sentences[_plain(about.claim)])
            if claim.quantity
            and claim.quantity.value == about.quantity.value
            and _either_in(_figure(claim), _figure(about))
        ]
        return near[0] if len(near) == 1 else None

    def _by_likeness(self, lost: Sequence[Decided]) -> None:
        """Nearly the same sentence with the same figure; the surest pairs first."""
        if not lost:
            return
        by_figure: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
        for claim in self._free.values():
            by_figure[_figure(claim)].append((claim, _plain(claim.claim)))
        pairs = []
        for item in lost:
            if item.about is None:
                continue
            figure, text = _figure(item.about), _plain(item.about.claim)
            scored = [
                (_likeness(text, other, figure), claim)
                for claim, other in by_figure[figure]
                if abs(claim.page - item.about.page) <= FAR
            ]
            scored = sorted((s for s in scored if s[0] >= ALIKE), key=lambda s: -s[0])
            if scored and (len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN):
                pairs.append((*scored[0], item.claim_id))
        for _, claim, claim_id in sorted(pairs, key=lambda pair: -pair[0]):
            if claim.claim_id in self._free:
                self._take(claim_id, claim)


def _likeness(one: str, other: str, figure: str) -> float:
    short, long = sorted((one, other), key=len)
    if figure and len(short) >= CONTAINED and short in long:
        return 95.0  # cut otherwise
    return fuzz.ratio(one, other, score_cutoff=ALIKE)


def _key(claim: Claim) -> tuple[str, str]:
    return _plain(claim.claim), _figure(claim)


def _figure(claim: Claim) -> str:
    return _plain(claim.quantity.text) if claim.quantity else ""


def _plain(text: str) -> str:
    """Return the letters and digits alone; of a text without any, the text."""
    return _MARKS.sub(" ", text.casefold()).strip() or text


def _either_in(one: str, other: str) -> bool:
    return one in other or other in one


def _same_place(one: Claim, other: Claim) -> bool:
    """Say whether two claims are printed over one another."""
    mine, theirs = _place(one), _place(other)
    return any(_overlap(box, theirs[page]) for page, box in mine.items() if page in theirs)


def _place(claim: Claim) -> Mapping[int, Box]:
    boxes: dict[int, list[Box]] = defaultdict(list)
    for page, box in claim.figure_bbox or claim.bbox:
        boxes[page].append(box)
    return {page: whole for page, of in boxes.items() if (whole := union(of))}


def _overlap(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0.5 * min(one[3] - one[1], other[3] - other[1])
