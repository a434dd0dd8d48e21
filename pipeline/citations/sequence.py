"""Numbers that were read with doubt, told by the order that they stand in.

A scan's marker may be a 3 or an 8; the one before was a 2, and the notes at the page's foot are
2 to 4: so it is a 3. Each sign has its readings with probabilities; the likeliest path through
all signs of a report is sought, and what other likely paths read otherwise is left open (forward
and backward sums, Rabiner 1989). Numbers count up by one; they may start again on a page, jump,
or lack one that was lost; a number without a note is unlikely where notes are known.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

# All costs are in nats: minus the logarithm of how likely it is.
SKIPPED = 1.3  # for each number left out
JUMP = 5.0  # to any other number, back or far ahead
REPEATED = 2.5  # the same number again
RESTART = 2.0  # from 1 again on a new page
RESTART_WITHIN = 5.0  # from 1 again on the same page
BEGIN = 2.0  # with another number than 1
BEGIN_ALONE = 6.0  # the same, where no note is known; with any in a report without notes
GAPPED = 1.0  # for each number of a list that is not one more than the one before it
UNNOTED = 3.5  # a number that no note has, where notes are known
NOISE = 2.5  # for a sign that looks like a numeral and is none
OTHER_USE = 0.05  # probability that even a plain numeral is a power, or part of a drawing
OTHERS = 10.0  # what is left of the readings' probability is shared by so many other numbers
UNREADABLE = 0.8  # with less in all readings, a sign may be any number: the next one
LEAST = 1e-5  # probability of any one of them
SURE = 0.85  # of the weight of all paths on which it is a marker: less is left open
BEAM = 60
NEXT = -2


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A sign with its readings: labels -> probability. What is left is that it is none."""

    readings: tuple[tuple[tuple[str, ...], float], ...]
    page: int
    notes: Collection[str] = field(default_factory=frozenset)  # labels that it may lead to
    lost: float = 0.0  # probability that it is a number of which nothing was read
    place: float = 0.0  # nats that its place speaks against a marker
    trust: float = 1.0  # how far the notes are known
    alone: bool = False  # the report has no notes at all


@dataclass(frozen=True, slots=True)
class Told:
    """What a sign is: its labels; none and not a marker; none, a marker of unknown number."""

    labels: tuple[str, ...]
    marker: bool


@dataclass(frozen=True, slots=True)
class _Option:
    labels: tuple[str, ...]
    first: int  # NEXT: one more than the number before, whatever that was
    last: int  # -1 for no number: the count goes on as it was
    cost: float

    def after(self, last: int) -> int:
        """Return the number that is the last one behind it."""
        return last + 1 if self.first == NEXT else self.last if self.last >= 0 else last


def tell(signs: Sequence[Doubtful], *, restarts: bool = False) -> list[Told]:
    """Return for each sign, in order, what it is.

    Args:
        signs: of the whole report.
        restarts: numbers are known to start again on each page.
    """
    options = [_options(sign) for sign in signs]
    forward: list[dict[int, float]] = [{0: 1.0}]
    pages = [sign.page for sign in signs]
    for i, own in enumerate(options):
        turned = i == 0 or pages[i] != pages[i - 1]
        sums: dict[int, float] = defaultdict(float)
        for last, weight in forward[-1].items():
            for option in own:
                step = _step(last, option, signs[i], turned=turned, restarts=restarts)
                sums[option.after(last)] += weight * math.exp(-step - option.cost)
        forward.append(_scaled(sums))
    backward = dict.fromkeys(forward[-1], 1.0)
    told: list[Told] = []
    for i in range(len(signs) - 1, -1, -1):
        turned = i == 0 or pages[i] != pages[i - 1]
        shares: dict[tuple[str, ...] | None, float] = defaultdict(float)
        before: dict[int, float] = defaultdict(float)
        for last, weight in forward[i].items():
            for option in options[i]:
                step = _step(last, option, signs[i], turned=turned, restarts=restarts)
                after = option.after(last)
                rest = math.exp(-step - option.cost) * backward.get(after, 0.0)
                before[last] += rest
                labels = (str(after),) if option.first == NEXT else option.labels
                shares[labels or None] += weight * rest
        told.append(_told(shares))
        backward = _scaled(before)
    return told[::-1]


def _told(shares: dict[tuple[str, ...] | None, float]) -> Told:
    none = shares.pop(None, 0.0)
    markers = sum(shares.values())
    if none >= markers:
        return Told((), False)
    best = max(shares, key=lambda labels: shares[labels])
    return Told(best if best and shares[best] >= SURE * markers else (), True)


def _scaled(sums: dict[int, float]) -> dict[int, float]:
    likeliest = sorted(sums.items(), key=lambda item: -item[1])[:BEAM]
    largest = likeliest[0][1] if likeliest and likeliest[0][1] > 0 else 1.0
    return {number: weight / largest for number, weight in likeliest}


def _options(sign: Doubtful) -> list[_Option]:
    sure = sum(share for _, share in sign.readings)
    unread = max(LEAST, (1.0 - sure) / OTHERS)
    made = [_Option((), -1, -1, NOISE - math.log(max(1.0 - sure, OTHER_USE)))]
    for labels, share in sign.readings:
        numbers = [int(label) for label in labels if label.isdecimal()]
        known = bool(sign.notes) or not numbers  # a star without a note is none
        unnoted = known and not all(label in sign.notes for label in labels)
        gaps = sum(b - a != 1 for a, b in pairwise(numbers))
        cost = -math.log(max(share, LEAST)) + sign.place + GAPPED * gaps
        cost += UNNOTED * sign.trust if unnoted else 0.0
        first, last = (numbers[0], numbers[-1]) if numbers else (-1, -1)
        made.append(_Option(labels, first, last, cost))
    if sign.lost or sure < UNREADABLE:
        made.append(_Option((), NEXT, NEXT, sign.place - math.log(max(sign.lost, unread))))
    read = {labels for labels, _ in sign.readings}
    usual = max((len(labels[0]) for labels in read if labels), default=1)
    for label in sign.notes:
        if (label,) not in read and label.isdecimal() and abs(len(label) - usual) <= 1:
            cost = -math.log(unread) + sign.place
            made.append(_Option((label,), int(label), int(label), cost))
    return made


def _step(last: int, option: _Option, sign: Doubtful, *, turned: bool, restarts: bool) -> float:
    first = option.first
    if sign.alone and first != -1 and not (last and (first == NEXT or 0 < first - last <= 3)):
        return BEGIN_ALONE
    if first == NEXT:
        unnoted = bool(sign.notes) and str(last + 1) not in sign.notes
        return (0.0 if last else BEGIN) + (UNNOTED * sign.trust if unnoted else 0.0)
    if first < 0 or first == last + 1:
        return 0.0
    if first == 1 and turned:
        return 0.1 if restarts else RESTART
    if first == 1:
        return RESTART_WITHIN
    if not last:
        return BEGIN if sign.notes else BEGIN_ALONE
    if first == last:
        return REPEATED
    if first > last:
        return min(JUMP, SKIPPED * (first - last - 1))
    return JUMP
