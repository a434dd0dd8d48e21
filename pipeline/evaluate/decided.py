"""Gold from reviews: what people accepted or corrected, and what they said is no claim.

A sentence becomes gold when every row of it was decided. It is marked ``partial``: its report has
sentences that nobody looked at, so what is found beside it is neither right nor wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.evaluate.gold import GoldReport
from pipeline.schema import Claim, Decision

DECIDED = frozenset({"accepted", "corrected", "rejected"})
PARTIAL = "partial"


def decided_sentences(
    claims: Iterable[Claim], decisions: Mapping[str, Decision]
) -> list[list[Claim]]:
    """Return the rows of each sentence that was decided in full, as they came out."""
    sentences: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        sentences.setdefault((claim.report_id, claim.sentence_id), []).append(claim)
    return [
        rows
        for rows in sentences.values()
        if all(
            row.claim_id in decisions and decisions[row.claim_id].status in DECIDED for row in rows
        )
    ]


def no_claim(row: Claim) -> dict[str, Any]:
    """Return the gold of a sentence all of whose rows were rejected: it says nothing to check."""
    return {"file": row.file, "sentence": row.claim, "page": row.page, "kind": row.kind}


def as_gold(sentences: Iterable[dict[str, Any]]) -> list[GoldReport]:
    """Return gold sentences by their file; those from reviews as reports that are not complete."""
    files: dict[str, list[dict[str, Any]]] = {}
    for sentence in sentences:
        files.setdefault(str(sentence.get("file", "")), []).append(sentence)
    return [
        GoldReport(file, tuple(rows), "review", "reviewed", partial=_is_partial(rows))
        for file, rows in files.items()
    ]


def _is_partial(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(row.get(PARTIAL) for row in rows)
