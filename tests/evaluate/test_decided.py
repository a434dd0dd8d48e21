"""What people decided becomes gold, sentence by sentence."""

from pipeline.evaluate import evaluate
from pipeline.evaluate.decided import as_gold, decided_sentences, no_claim
from pipeline.schema import Decision
from tests.claim_builders import claim


def test_a_sentence_is_gold_when_all_of_its_rows_were_decided() -> None:
    rows = [claim(claim_id=f"c{i}", sentence_id=f"s{i // 2}") for i in range(6)]
    decisions = {
        "c0": Decision("c0", "accepted"), "c1": Decision("c1", "rejected"),
        "c2": Decision("c2", "corrected"), "c4": Decision("c4", "accepted"),
        "c5": Decision("c5", "new"),
    }  # fmt: skip
    assert [[row.claim_id for row in rows] for rows in decided_sentences(rows, decisions)] == [
        ["c0", "c1"]
    ]


def test_what_nobody_looked_at_is_neither_right_nor_wrong() -> None:
    reviewed = "According to the ministry, the army left the north of the lake."
    found = {
        "lake.pdf": [
            {"sentence": reviewed, "actors": ["Nigeria"], "kind": "fact"},
            {"sentence": "Nobody has looked at this sentence, and it names Chad.",
             "actors": ["Chad"], "kind": "fact"},
        ]
    }  # fmt: skip
    gold = {"file": "lake.pdf", "sentence": reviewed, "actors": ["Nigeria"], "kind": "fact"}
    partial = evaluate(found, as_gold([gold | {"partial": True}])).scores()
    assert (partial["actors"].found, partial["actors"].right) == (1, 1)
    whole = evaluate(found, as_gold([gold])).scores()
    assert (whole["actors"].found, whole["actors"].right) == (2, 1)


def test_a_rejected_sentence_expects_no_claim() -> None:
    row = claim()
    found = {"lake.pdf": [{"sentence": row.claim, "actors": ["Nigeria"], "kind": "fact"}]}
    scores = evaluate(found, as_gold([no_claim(row) | {"partial": True}])).scores()
    assert (scores["claim"].expected, scores["claim"].found) == (0, 1)
