"""Would a reviewer accept a row as it stands? Told from gold, for judging confidence.

A row is acceptable when its sentence begins and ends where the gold says and makes a claim,
actors, source and citations are the gold's, and of its figure value, relation and unit are
right and ``what`` shares a word with the gold's: the columns that a reviewer must mend.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.alignment import align, plain
from pipeline.evaluate.columns import Sentence, items, match_figures, same_value

COLUMNS = ("claim", "sentence", "actors", "source", "citations")
SMALL = frozenset("a an the of in on at to for from by with and or per".split())


@dataclass(frozen=True, slots=True)
class Judged:
    """A row: how sure we told to be, 0 to 1, and whether it was right. ``group`` is its report."""

    group: str
    told: float
    right: bool


def judged(found: Sequence[Sentence], gold: Sequence[Sentence], group: str) -> Iterator[Judged]:
    """Yield the rows of one report's sentences, in their order, judged by its gold."""
    cells = [bool(sentence.get("table")) for sentence in gold]
    pairs = align([s["sentence"] for s in gold], [s["sentence"] for s in found], cells)
    twin = {j: n for n, j in enumerate(pairs) if j is not None}
    wrong = {
        item.n
        for item in items("", gold, found, pairs)
        if item.column in COLUMNS and not item.right and (item.expected, item.found) != (None, None)
    }
    for j, sentence in enumerate(found):
        theirs = (gold[twin[j]].get("figures") or ()) if j in twin else ()
        ours = sentence.get("figures") or ()
        same = {b: a for a, b in match_figures(theirs, ours).items()}
        sound = j in twin and twin[j] not in wrong
        for k, figure in enumerate(ours):
            right = sound and k in same and _same_figure(theirs[same[k]], figure)
            yield Judged(group, _told(figure, sentence), right)
        if not ours:
            yield Judged(group, _told(sentence, sentence), sound)


def _told(part: Sentence, sentence: Sentence) -> float:
    told = part.get("confidence")
    return float(sentence.get("confidence") or 0.0) if told is None else float(told)


def _same_figure(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    same = all(gold.get(slot) == found.get(slot) for slot in ("relation", "unit"))
    return same and same_value(gold, found) and _shares(gold.get("what"), found.get("what"))


def _shares(a: str | None, b: str | None) -> bool:
    words = [{w.rstrip("s") for w in plain(text or "").split()} - SMALL for text in (a, b)]
    return not words[0] or bool(words[0] & words[1])
