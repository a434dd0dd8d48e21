"""Raised markers that an OCR misread, told by their sign, their place and their numbering.

In OCR text ``action.3`` may have become ``action.?``: a wrong character where a clause ends. Each
such place is a candidate; what a number may look like is data (``lexicons/confusions.tsv``);
which candidates are markers, and which numbers, is decoded over the whole report, since markers
count up by one (the likeliest path, Viterbi). A number that other likely paths count otherwise is
left unsaid: the sign leaves the text, its label stays open. Quotation marks that
close what was opened are poor candidates. A report without a plausible sequence gets none.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

# All costs are in nats: minus the logarithm of how likely it is.
LOST = 3.0  # a number that has left no sign, over what the table says
NOISE = 4.5  # a sign where a sentence ends that is no marker
NOISE_DIGIT = 8.0  # the same for digits: there they are a marker, if one of another number
NOISE_QUOTE = 3.5  # the same for a quotation mark: those go astray by themselves
PRIOR = 30.0  # markers: how much the prior weighs against what was counted
UNSEEN = 0.008  # share of a number's markers that come out as any one sign not counted for it
BEYOND = 1.0  # for a number that is higher than the last note's
NOISE_INSIDE = 1.0  # a sign that does not end a sentence
NOISE_BALANCED = 0.1  # a quotation mark that closes one
INSIDE = 2.0  # what a marker pays for not ending a sentence
BALANCED = 2.5  # what a marker pays for looking like a closing quotation mark
LEAST_GAIN = 5.0  # over finding nothing; less is no sequence
LEAST = 2  # markers; one alone is no sequence
FARTHEST = 5  # numbers that may be lost in a row
CERTAIN = 0.6  # of the weight of all paths: a number with less is not said
BEAM = 80  # numbers that the search keeps in view

_CLAUSE_END = r"[\w)\]”’\"'%][.,;:!?]"
_SIGN = re.compile(
    rf"(?P<stem>.*?{_CLAUSE_END})(?P<sign>[^\s\w.,;:()\[\]–—-]{{1,3}}|\d{{1,3}}"
    r"|[’'‘”\"“*°®?!>]{0,2}[\d°®SIlOo?!*©]{1,2}[)’'”\"]?)$"
)
_DOUBLE = str.maketrans({"“": "”", '"': "”", "„": "”", "‟": "”"})
_SINGLE = str.maketrans({"'": "’", "‘": "’", "`": "’", "´": "’", "‛": "’"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sign that may be a marker: the last ``length`` characters of token ``index``."""

    index: int
    length: int
    sign: str
    strong: bool  # the place speaks for a marker: behind the full stop of a sentence
    balanced: bool = False  # it may close a quotation


@dataclass(frozen=True, slots=True)
class Decoded:
    """A candidate that is a marker, and the number that it is."""

    candidate: Candidate
    number: int
    certain: bool = True  # else it is a marker, but others may count it as another number


def plain_sign(sign: str) -> str:
    """Return a sign with all kinds of quotation marks as one: ``'*`` is ``’*``."""
    return sign.translate(_DOUBLE).translate(_SINGLE).replace("’’", "”")


@cache
def confusions() -> dict[int, dict[str, float]]:
    """Return number -> {sign: share of that number's markers that came out as the sign}."""
    return {
        number: {sign: count / sum(signs.values()) for sign, count in signs.items()}
        for number, signs in _counts().items()
    }


@cache
def _counts() -> dict[int, dict[str, int]]:
    """Return number -> {sign: times that the number came out as the sign}."""
    table: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    lexicon = files("pipeline.citations") / "lexicons" / "confusions.tsv"
    for row in lexicon.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            sign, number, count = row.split("\t")
            table[int(number)][plain_sign(sign)] += int(count)
    return {number: dict(signs) for number, signs in table.items()}


@cache
def _by_digits(digits: int) -> dict[str, float]:
    """Return sign -> its mean share among the numbers of so many digits."""
    numbers = [n for n in confusions() if len(str(n)) == min(digits, 2)]
    shares: dict[str, float] = defaultdict(float)
    for number in numbers:
        for sign, share in confusions()[number].items():
            shares[sign] += share / len(numbers)
    return dict(shares)


def _by_parts(sign: str, number: int) -> float:
    """Return the share of a two-digit number that comes out as the signs of its digits."""
    first, second = divmod(number, 10)
    table = confusions()
    return sum(
        table.get(first, {}).get(sign[:k], 0.0) * table.get(second, {}).get(sign[k:], 0.0)
        for k in range(1, len(sign))
    )


@cache
def cost_of(sign: str, number: int) -> float:
    """Return how unlikely it is, in nats, that marker ``number`` came out as ``sign``.

    The counts of the number itself are smoothed by what its digits and other numbers of as many
    digits come out as (a Dirichlet prior of weight ``PRIOR``), so that no sign is impossible.
    """
    plain = plain_sign(sign)
    own = _counts().get(number, {})
    if plain.isdigit():
        share = own.get(plain, 0) / max(1, sum(own.values()))
        return -math.log(max(share, 0.4 if plain == str(number) else 0.0005))
    prior = _by_digits(len(str(number))).get(plain, 0.0)
    if 10 <= number < 100:
        prior = 0.5 * prior + 0.5 * _by_parts(plain, number)
    share = (own.get(plain, 0) + PRIOR * prior) / (sum(own.values()) + PRIOR)
    return -math.log(share + UNSEEN)


def fill_gaps(
    candidates: Sequence[Candidate], known: Sequence[tuple[int, int]], labels: Collection[int]
) -> list[Decoded]:
    """Return the markers that are missing from a count which is otherwise known.

    Between the marker before and the one behind only one sign may be it, at a sentence's end.

    Args:
        candidates: signs of the text, in order.
        known: (index of its token, number) of the markers that were found, in order.
        labels: the numbers of the notes.
    """
    numbers = [number for _, number in known]
    if len(numbers) < LEAST or numbers != sorted(set(numbers)):
        return []  # it starts again, or markers come twice: a gap's place is not known
    at = {number: index for index, number in known}
    end = candidates[-1].index + 1 if candidates else 0
    found = []
    for label in sorted(set(labels) - at.keys()):
        before = -1 if label == 1 else at.get(label - 1)
        behind = end if label == max(labels) else at.get(label + 1)
        if before is None or behind is None:
            continue
        fits = [c for c in candidates if before < c.index < behind and c.strong]
        if len(fits) == 1 and not fits[0].balanced and not fits[0].sign.isdecimal():
            found.append(Decoded(fits[0], label))
    return found


def find_candidates(tokens: Sequence[str], breaks: frozenset[int] = frozenset()) -> list[Candidate]:
    """Return the signs of a text that may be misread markers.

    Args:
        tokens: the words of the text, in order.
        breaks: indices at which a new paragraph begins; quotation marks balance within one.
    """
    marks = Counter(ch for token in tokens for ch in token if ch in '“”‘"')
    curly = marks["“"] + marks["”"] > 2 * marks['"']
    quotes_single = marks["‘"] > marks["“"] + marks['"'] / 2
    found: list[Candidate] = []
    double = single = straight = False
    for i, token in enumerate(tokens):
        if i in breaks:
            double = single = straight = False
        match = _SIGN.match(token) if len(token) < 60 else None
        sign = match["sign"] if match else ""
        core = token[: len(token) - len(sign)]
        for k, ch in enumerate(core):
            if ch in "“”":
                double = ch == "“"
            elif ch == '"':
                straight = not straight
            elif ch == "‘" or (ch == "'" and k == 0):
                single = True
            elif ch in "’'" and single and not core[k + 1 : k + 2].isalpha():
                single = False
        if match is None or (re.search(r"\d[.,:]$", core) and any(map(str.isdigit, sign))):
            continue  # 3.5 and 14:30 are numbers
        if len(sign) > 1 and plain_sign(sign[0]) == ("”" if double else "’" if single else None):
            core, sign = core + sign[0], sign[1:]  # the quotation's own end, then the marker
            double = single = False
        plain = plain_sign(sign)
        balanced = False
        if plain == "”" and (double or (straight and not curly and sign == '"')):
            balanced, double, straight = True, False, False
        elif plain == "’" and (single or double):
            balanced, single = quotes_single or double, False
        elif sign == '"' and not curly:
            straight = not straight
        after = tokens[i + 1] if i + 1 < len(tokens) and i + 1 not in breaks else ""
        starts = not after or not after[0].islower()
        stop = match["stem"][-1]  # before a capital, a comma is what became of a full stop
        strong = starts and (stop in ".!?”’\"')" or (stop == "," and not balanced and bool(after)))
        found.append(Candidate(i, len(sign), sign, strong, balanced))
    return found


def decode(candidates: Sequence[Candidate], last_number: int | None = None) -> list[Decoded]:
    """Return the candidates that are markers, numbered: the likeliest sequence that counts up.

    Args:
        candidates: in the order of the text.
        last_number: of the last note, if the notes are known.
    """
    costs: dict[int, float] = {0: 0.0}  # number of the last marker, 0 for none -> cost so far
    taken: list[dict[int, int]] = []  # for each candidate: number -> number before it
    nothing = 0.0
    for candidate in candidates:
        noise = _noise(candidate)
        nothing += noise
        after = {last: cost + noise for last, cost in costs.items()}
        before: dict[int, int] = {}
        for last, cost in costs.items():
            lost = 0.0
            for number in range(last + 1, last + 2 + FARTHEST):
                total = cost + lost + _marker(candidate, number)
                if last_number is not None and number > last_number:
                    total += BEYOND
                if total < after.get(number, math.inf):
                    after[number], before[number] = total, last
                lost += LOST
        taken.append(before)
        costs = dict(sorted(after.items(), key=lambda item: item[1])[:BEAM])
        costs.setdefault(0, nothing)
    if last_number is not None:
        costs = {
            n: cost + (LOST * min(2, max(0, last_number - n)) if n else 0.0)
            for n, cost in costs.items()
        }
    best = min(costs, key=lambda n: costs[n])
    path = _path(candidates, taken, best)
    known = last_number is not None
    if len(path) < (1 if known else LEAST):
        return []
    if nothing - costs[best] < (LEAST_GAIN / 2 if known else LEAST_GAIN):
        return []
    telling = any(plain_sign(found.candidate.sign) not in {"’", "”"} for found in path)
    if not telling and not known:
        return []  # stray quotation marks alone
    if [found.number for found in path] == list(range(1, (last_number or 0) + 1)):
        return path  # as many as there are notes: none can be another
    shares = _shares(candidates, last_number)
    sure = {found.candidate.index: found for found in path}
    return [
        replace(found, certain=share.get(found.number, 0.0) >= CERTAIN)
        for candidate, share in zip(candidates, shares, strict=True)
        if (found := sure.get(candidate.index)) is not None
    ]


def _steps(
    candidate: Candidate, last: int, last_number: int | None
) -> Iterator[tuple[int, float, bool]]:
    """Yield (number of the last marker behind the candidate, cost, whether it is a marker)."""
    yield last, _noise(candidate), False
    lost = 0.0
    for number in range(last + 1, last + 2 + FARTHEST):
        beyond = BEYOND if last_number is not None and number > last_number else 0.0
        yield number, lost + _marker(candidate, number) + beyond, True
        lost += LOST


def _end_cost(number: int, last_number: int | None) -> float:
    """Return what it costs that the last marker is not the last note's."""
    if not number or last_number is None:
        return 0.0
    return LOST * min(2, max(0, last_number - number))


def _shares(candidates: Sequence[Candidate], last_number: int | None) -> list[dict[int, float]]:
    """Return for each candidate: number -> the share of all paths in which it is that marker.

    Forward and backward sums over the paths, weighted by how likely each is (Rabiner 1989).
    """
    forward: list[dict[int, float]] = [{0: 1.0}]
    for candidate in candidates:
        sums: dict[int, float] = defaultdict(float)
        for last, weight in forward[-1].items():
            for number, cost, _ in _steps(candidate, last, last_number):
                sums[number] += weight * math.exp(-cost)
        likeliest = sorted(sums.items(), key=lambda item: -item[1])[:BEAM]
        forward.append({n: weight / likeliest[0][1] for n, weight in likeliest})
    behind = {n: math.exp(-_end_cost(n, last_number)) for n in forward[-1]}
    shares: list[dict[int, float]] = []
    for candidate, before in zip(reversed(candidates), reversed(forward[:-1]), strict=True):
        sums = defaultdict(float)
        markers: dict[int, float] = defaultdict(float)
        for last, weight in before.items():
            for number, cost, marker in _steps(candidate, last, last_number):
                rest = math.exp(-cost) * behind.get(number, 0.0)
                sums[last] += rest
                if marker:
                    markers[number] += weight * rest
        total = sum(weight * sums[last] for last, weight in before.items()) or 1.0
        shares.append({number: weight / total for number, weight in markers.items()})
        largest = max(sums.values(), default=0.0) or 1.0
        behind = {last: weight / largest for last, weight in sums.items()}
    return shares[::-1]


def _noise(candidate: Candidate) -> float:
    if candidate.balanced:
        return NOISE_BALANCED
    if not candidate.strong:
        return NOISE_INSIDE
    if candidate.sign.isdigit():
        return NOISE_DIGIT
    return NOISE_QUOTE if plain_sign(candidate.sign) in {"’", "”"} else NOISE


def _marker(candidate: Candidate, number: int) -> float:
    place = (0.0 if candidate.strong else INSIDE) + (BALANCED if candidate.balanced else 0.0)
    return place + cost_of(candidate.sign, number)


def _path(
    candidates: Sequence[Candidate], taken: Sequence[dict[int, int]], number: int
) -> list[Decoded]:
    """Return the decoded candidates, read back from the number of the last one."""
    path: list[Decoded] = []
    for candidate, before in zip(reversed(candidates), reversed(taken), strict=True):
        if number in before:
            path.append(Decoded(candidate, number))
            number = before[number]
    return path[::-1]
