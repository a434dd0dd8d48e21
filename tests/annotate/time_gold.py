"""Score when and where on ``corpus/times/``: of each sentence, and of figures with their own.

``python -m tests.annotate.time_gold dev -v`` prints the scores of one set and what is wrong in it.
A passage is one text, dated as its head says. What counts as right is what ``claims evaluate``
counts: the same days, and half of the words of a place in common.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Span

from pipeline.annotate import annotate
from pipeline.evaluate.columns import days, share_words
from pipeline.schema import Document, Time

FOLDER = Path(__file__).parents[2] / "corpus" / "times"
Spot = tuple[str | None, str | None]  # ISO 8601 days, and the words of a place


@dataclass
class Told:
    """One sentence: when and where it is, and those figures that have a time or place of theirs."""

    text: str
    spot: Spot = (None, None)
    figures: dict[str, Spot] = field(default_factory=dict)


@dataclass
class Passage:
    """Sentences of one text, which is of the ISO date ``reported``."""

    reported: str
    sentences: list[Told] = field(default_factory=list)


def passages(path: Path) -> list[Passage]:
    """Return the passages of a file in the notation of ``corpus/times/``."""
    found: list[Passage] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append(Passage(line.split()[1]))
        elif line.startswith("  "):
            words, equals, spot = line.strip().rpartition(" = ")
            time, place = (None if part == "-" else part for part in spot.split(" | "))
            one = found[-1].sentences[-1]
            if equals:
                one.figures[words] = time, place
            else:
                one.spot = time, place
        elif line and not line.startswith("# "):
            found[-1].sentences.append(Told(line))
    return found


def read(passage: Passage, nlp: Language) -> list[Told]:
    """Return what is found in a passage: for each sentence, and for each of its figures."""
    text = " ".join(one.text for one in passage.sentences)
    doc = annotate(Document("id", "file", text, date=passage.reported), nlp)
    done = []
    start = 0
    for one in passage.sentences:
        end = start + len(one.text)
        claims = [c for c in doc.spans["claims"] if start <= c.start_char < end]
        spot = _spot(claims[0]) if claims else (None, None)
        ours = Told(one.text, spot)
        for span in doc.spans["quantities"]:
            if start <= span.start_char < end:
                own = _spot(span)
                ours.figures[span.text] = own[0] or spot[0], own[1] or spot[1]
        done.append(ours)
        start = end + 1
    return done


def _spot(span: Span) -> Spot:
    return iso(span._.time), span._.place


def iso(time: Time | None) -> str | None:
    """Return a time as gold writes it: ``2021``, ``1997/..``; None where its days are not known."""
    if time is None or not (time.start or time.end):
        return None
    if time.start == time.end:
        return time.start
    return f"{time.start or '..'}/{time.end or '..'}"


def scores(done: Sequence[tuple[Told, Told]]) -> dict[str, float]:
    """Return F1 in per cent of ``time`` and ``place``, and the share of figures with their own."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, found, expected
    for gold, ours in done:
        for column, right, found, expected in _counts(gold, ours):
            for i, n in enumerate((right, found, expected)):
                counts[column][i] += n
    return {
        column: 200 * right / (found + expected) if found + expected else 100.0
        for column, (right, found, expected) in counts.items()
    }


def _counts(gold: Told, ours: Told) -> Iterator[tuple[str, int, int, int]]:
    for n, column in enumerate(("time", "place")):
        expected, found = _stated(gold, n), _stated(ours, n)
        yield (
            column,
            sum(any(same(n, e, f) for f in found) for e in expected),
            len(found),
            len(expected),
        )
    for words, spot in gold.figures.items():
        met = next((s for w, s in ours.figures.items() if w in words or words in w), None)
        for n, column in enumerate(("figures' time", "figures' place")):
            if (e := spot[n]) is not None:
                right = bool(met and met[n] and same(n, e, met[n] or ""))
                yield column, right, 1, 1


def _stated(one: Told, n: int) -> list[str]:
    values = [one.spot[n], *(spot[n] for spot in one.figures.values())]
    return list(dict.fromkeys(value for value in values if value))


def same(n: int, gold: str, found: str) -> bool:
    """Say whether days (n = 0) or places (n = 1) are the same."""
    return days(gold) == days(found) if n == 0 else share_words(gold, found)


def main() -> None:
    """Print the scores of one set; with ``-v`` also what is wrong in it."""
    from pipeline.annotate import load_nlp

    nlp = load_nlp()
    name = sys.argv[1]
    path = Path(name) if name.endswith(".txt") else FOLDER / f"{name}.txt"
    done = []
    for passage in passages(path):
        done += zip(passage.sentences, read(passage, nlp), strict=True)
    for gold, ours in done if "-v" in sys.argv else ():
        rows = list(_counts(gold, ours))
        if any(not right == found == expected for _, right, found, expected in rows):
            lines = (f"   {one.spot} {one.figures}\n" for one in (gold, ours))
            sys.stdout.write(f"{gold.text}\n{''.join(lines)}")
    for column, score in scores(done).items():
        sys.stdout.write(f"{column:15} {score:5.1f}\n")


if __name__ == "__main__":
    main()
