"""Raised markers that an OCR misread, told by their sign, their place and their numbering.

In bare text ``action.3`` may have become ``action.?``: a wrong character where a clause ends.
Each such place is a candidate; what a sign may stand for is data (``lexicons/confusions.tsv``);
which candidates are markers is decoded over the whole report, since markers count up by one
(the best path through the candidates, Viterbi). Quotation marks that close what was opened are
no candidates. A report without a plausible sequence gets none.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SKIP = 2.5  # nats: what each number costs that the text has lost
UNKNOWN = 1e-3  # share of markers that come out as a sign never seen for them
NOISE = {"strong": 3.0, "weak": 0.7}  # nats: what a candidate costs that is no marker
LATE_START = 1.5  # nats: for each number that the first marker stands above 1
LEAST = 2  # markers: fewer are no sequence

_SIGN = re.compile(
    r"(?P<stem>.*[\w)\]”’\"'%][.,;:!?]|.*[.,;:!?][”\"’')\]])(?P<sign>[^\s\w.,;:()\[\]–—-]{1,3}|\d{1,3})$"
)
_OPENING = {"“": "”", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sign that may be a marker: token ``index``, its last ``length`` characters."""

    index: int
    length: int
    sign: str
    strong: bool  # the place speaks for a marker: behind the full stop of a sentence


@dataclass(frozen=True, slots=True)
class Decoded:
    """A candidate that is a marker, and the number that it is."""

    candidate: Candidate
    number: int


@cache
def confusions() -> dict[str, dict[int, float]]:
    """Return sign -> {number: share of that number's markers that come out as the sign}."""
    table: dict[str, dict[int, float]] = defaultdict(dict)
    lexicon = files("pipeline.citations") / "lexicons" / "confusions.tsv"
    for row in lexicon.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            sign, number, share = row.split("\t")[:3]
            table[sign][int(number)] = float(share)
    return dict(table)


def find_candidates(tokens: Sequence[str], breaks: frozenset[int] = frozenset()) -> list[Candidate]:
    """Return the signs of a text that may be misread markers.

    Args:
        tokens: the words of the text, in order.
        breaks: indices at which a new paragraph begins; quotation marks balance within one.
    """
    found: list[Candidate] = []
    open_double = open_single = False
    for i, token in enumerate(tokens):
        if i in breaks:
            open_double = open_single = False
        match = _SIGN.match(token) if len(token) < 60 else None
        sign = match["sign"] if match else ""
        core = token[: len(token) - len(sign)] if sign else token
        open_double, open_single = _quotes_after(core, open_double, open_single)
        if not sign:
            continue
        if sign in {"”", '"', "''", "’’"} and open_double:
            open_double = False
            continue
        if sign in {"’", "'"} and open_single:
            open_single = False
            continue
        if sign == '"' and _opens_later(tokens, i, breaks):
            open_double = True
            continue
        after = tokens[i + 1] if i + 1 < len(tokens) and i + 1 not in breaks else ""
        starts = not after or after[0].isupper() or after[0] in '“"‘(' or after[0].isdigit()
        stop = match is not None and match["stem"][-1] in ".!?”’\"')"
        if sign.isdigit() and re.search(r"\d[.,:]$", core):
            continue  # a decimal, a time
        found.append(Candidate(i, len(sign), sign, stop and starts))
    return found


def _quotes_after(text: str, double: bool, single: bool) -> tuple[bool, bool]:
    for k, ch in enumerate(text):
        if ch == "“":
            double = True
        elif ch == "”":
            double = False
        elif ch == '"':
            double = not double
        elif ch == "‘":
            single = True
        elif ch in "’'" and single and (k + 1 == len(text) or not text[k + 1].isalpha()):
            single = False
    return double, single


def _opens_later(tokens: Sequence[str], i: int, breaks: frozenset[int]) -> bool:
    return False


def decode(candidates: Sequence[Candidate]) -> list[Decoded]:
    """Return the candidates that are markers, numbered: the likeliest rising sequence.

    A candidate that is left out pays ``NOISE``, a number that is skipped ``SKIP``.
    """
    if not candidates:
        return []
    most = 3 * len(candidates) + 5
    # state: number of the last marker (0: none yet) -> (cost, path)
    best: dict[int, tuple[float, tuple[Decoded, ...]]] = {0: (0.0, ())}
    for candidate in candidates:
        costs = {n: _cost(candidate, n) for n in range(1, most + 1)}
        noise = NOISE["strong" if candidate.strong else "weak"]
        after: dict[int, tuple[float, tuple[Decoded, ...]]] = {}
        for last, (cost, path) in best.items():
            _offer(after, last, cost + noise, path)
            reach = range(last + 1, min(most, last + 6) + 1)
            for n in reach:
                skipped = (LATE_START if last == 0 else SKIP) * (n - last - 1)
                _offer(after, n, cost + skipped + costs[n], (*path, Decoded(candidate, n)))
        best = after
    last = min(best, key=lambda n: best[n][0])
    nothing = best[0][0]
    cost, path = best[last]
    if len(path) < LEAST or nothing - cost < 1.0:
        return []
    return list(path)


def _offer(
    states: dict[int, tuple[float, tuple[Decoded, ...]]],
    state: int,
    cost: float,
    path: tuple[Decoded, ...],
) -> None:
    if state not in states or cost < states[state][0]:
        states[state] = (cost, path)


def _cost(candidate: Candidate, number: int) -> float:
    """Return -log of the share of markers ``number`` that come out as this sign, in nats."""
    sign = candidate.sign
    place = 0.0 if candidate.strong else 1.5
    if sign.isdigit():
        if int(sign) == number:
            return place
        return place + 4.0
    table = confusions().get(sign, {})
    share = table.get(number)
    if share is None and number > 9:  # of a longer number a part is enough
        parts = [table.get(int(digit), 0.0) for digit in str(number)]
        share = max(parts) * 0.5
    if not share and table:
        share = max(table.values()) * 0.1
    # What matters is how the signs of different numbers differ, not how often each survives.
    return place - 0.35 * math.log(max(share or 0.0, UNKNOWN))
