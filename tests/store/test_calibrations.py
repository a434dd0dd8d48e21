"""Confidence is told as decisions have taught it; what the extraction had is never lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.schema import Calibration, Claim, Decision
from pipeline.store import Store
from tests.claim_builders import claim, document

HALVED = Calibration(1.0, -1.0, 80)


def rows(*confidences: float) -> list[Claim]:
    return [
        claim(claim_id=f"c{i}", sentence_id=f"s{i}", position=i, confidence=sure)
        for i, sure in enumerate(confidences)
    ]


def save(store: Store, claims: list[Claim]) -> None:
    run = store.start_run({}, "test")
    store.save(run, document=document(), pages=[], claims=claims, key="k", path=Path("/r/l.pdf"))


def told(store: Store) -> list[float]:
    return [row.confidence for row in store.claims()]


def test_rows_that_are_there_and_rows_that_come(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        save(store, rows(0.2, 0.5, 0.8))
        assert store.calibration() is None
        store.calibrate(HALVED)
        assert store.calibration() == HALVED
        halved = [HALVED.told(sure) for sure in (0.2, 0.5, 0.8)]
        assert told(store) == halved
        assert halved == sorted(halved)
        assert not store.is_exported()
        save(store, rows(0.5, 0.8, 0.9))  # another run
        assert told(store) == [HALVED.told(sure) for sure in (0.5, 0.8, 0.9)]


def test_a_second_calibration_starts_from_the_extraction(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        save(store, rows(0.2, 0.8))
        store.decide([Decision("c1", "accepted")])
        store.calibrate(HALVED)
        assert store.raw_confidences() == {"c1": 0.8}
        other = Calibration(0.5, 0.1, 90)
        store.calibrate(other)
        assert told(store) == [other.told(0.2), other.told(0.8)]
        store.calibrate(None)
        assert told(store) == [0.2, 0.8]
        assert store.raw_confidences() == {"c1": 0.8}


@pytest.mark.parametrize("sure", [0.0, 0.001, 0.5, 1.0])
def test_no_change_is_no_change(sure: float) -> None:
    assert Calibration(1.0, 0.0).told(sure) == pytest.approx(sure, abs=0.0011)


def test_saving_twice_is_the_same_as_saving_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "claims.db") as store:
        store.calibrate(HALVED)
        save(store, rows(0.4))
        save(store, [replace(row, page=4) for row in rows(0.4)])
        assert told(store) == [HALVED.told(0.4)]
