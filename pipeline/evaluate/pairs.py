"""Gold for comparing reports: pairs of claims that say the same, conflict, or are merely similar.

One JSON object a line: ``label`` (``same``, ``conflict``, ``similar``), ``subject``, ``why``, and
``a`` and ``b``, each a claim's sentence with the date of its report, in the words of the claims
table. Where a row gives the sentence alone, only a whole pipeline can be measured on it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.evaluate import Score
from pipeline.schema import Actor, Attribution, Claim, Quantity, Time

LABELS = ("same", "conflict", "similar")


@dataclass(frozen=True)
class Pair:
    """Two claims of different reports, and how they stand to one another."""

    subject: str
    label: str
    why: str
    a: dict[str, Any]
    b: dict[str, Any]


def load_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a file."""
    return [Pair(**json.loads(line)) for line in path.open(encoding="utf-8") if line.strip()]


def claim_of(row: dict[str, Any], report: str) -> Claim:
    """Return a gold row as the claim that the claims table would hold."""
    figure, said = row["figure"], row.get("cue")
    start = row["claim"].find(figure)
    return Claim(
        claim_id=f"{report}: {row['claim']}",
        sentence_id=row["claim"],
        report_id=report,
        report=report,
        file=report,
        page=1,
        bbox=(),
        claim=row["claim"],
        kind=row["kind"],
        check_worthiness=1.0,
        actors=tuple(Actor(a["name"], a["text"], a["role"]) for a in row["actors"]),
        quantity=Quantity(
            figure, float(row["value"]), row["high"], row["relation"], row["unit"], row["what"],
            row["per"], row["change"],
        ),
        figure_span=(start, start + len(figure)),
        time=_time(row["time"]),
        place=row["place"],
        attribution=Attribution(row.get("source"), said) if said else None,
        modality=row.get("modality", "asserted"),
        negated=row.get("negated", False),
    )  # fmt: skip


def _time(text: str | None) -> Time | None:
    if text is None:
        return None
    start, slash, end = text.partition("/")
    end = end if slash else start
    return Time(text, None if start == ".." else start, None if end == ".." else end)


def score_pairs(pairs: Iterable[Pair], verdict: Callable[[Pair], str]) -> dict[str, Score]:
    """Return the score of ``same`` and of ``conflict``, ``verdict`` being asked of each pair."""
    told = Counter((pair.label, verdict(pair)) for pair in pairs)
    return {
        label: Score(
            expected=sum(n for (gold, _), n in told.items() if gold == label),
            found=sum(n for (_, found), n in told.items() if found == label),
            right=told[label, label],
        )
        for label in LABELS[:2]
    }
