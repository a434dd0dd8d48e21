"""Of rows told at 0.9, nine in ten should be right; decisions mend it where they are not."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SettingsError
from pipeline.evaluate.acceptance import Judged, judged
from pipeline.evaluate.calibration import calibrated, foretold, markdown, reliability
from pipeline.evaluate.plot import plot_reliability
from pipeline.schema import Calibration


def too_sure(number: int = 400) -> list[Judged]:
    """Rows of four reports, of which 0.8 are right where 0.95 was told."""
    chance = random.Random(7)
    told = [chance.uniform(0.5, 0.98) for _ in range(number)]
    return [
        Judged(f"r{i % 4}", sure, chance.random() < Calibration(1.0, -1.4).told(sure))
        for i, sure in enumerate(told)
    ]


def test_reliability_counts_rows_by_what_was_told() -> None:
    rows = [Judged("r", 0.85, True)] * 3 + [Judged("r", 0.85, False), Judged("r", 1.0, True)]
    told = reliability(rows)
    assert [(b.low, b.rows, b.right) for b in told.bins] == [(0.8, 4, 0.75), (0.9, 1, 1.0)]
    assert told.error == pytest.approx(4 / 5 * 0.1)
    assert told.brier == pytest.approx((3 * 0.15**2 + 0.85**2) / 5)
    assert "| 0.8 to 0.9 | 4 | 0.85 | 0.75 |" in markdown(told)


def test_decisions_teach_a_confidence_that_is_too_high() -> None:
    rows = too_sure()
    fitted = calibrated(rows)
    assert fitted.decisions == 400
    assert fitted.told(0.9) < 0.8
    assert reliability(foretold(rows)).error < reliability(rows).error / 2


@pytest.mark.parametrize(
    "rows",
    [
        too_sure(40),  # too few
        [Judged("r", 0.8, True)] * 90,  # nothing was wrong
        [Judged("r", 0.8, True)] * 3 + [Judged("r", 0.7, False)] * 90,
    ],
)
def test_too_little_to_learn_from_is_said(rows: Sequence[Judged]) -> None:
    with pytest.raises(SettingsError, match="too few"):
        calibrated(rows)


rows_of_any_kind = st.lists(
    st.builds(Judged, st.sampled_from("abc"), st.floats(0, 1), st.booleans()),
    min_size=60,
    max_size=90,
)


@given(rows_of_any_kind, st.floats(0, 1), st.floats(0, 1))
def test_no_row_overtakes_another(rows: list[Judged], a: float, b: float) -> None:
    try:
        fitted = calibrated(rows)
    except SettingsError:
        return
    low, high = sorted((a, b))
    assert fitted.told(low) <= fitted.told(high)
    assert 0 <= fitted.told(low) <= 1
    assert all(0 <= row.told <= 1 for row in foretold(rows))


def sentence(text: str, *figures: tuple[float, str, float], **more: object) -> dict[str, object]:
    told = [
        {"text": str(v), "value": v, "high": None, "relation": "=", "unit": "attack", "what": w,
         "confidence": c}
        for v, w, c in figures
    ]  # fmt: skip
    return {"sentence": text, "figures": told, "actors": [], "confidence": 0.4, **more}


def test_a_row_is_right_if_a_reviewer_has_nothing_to_mend() -> None:
    text = "In 2021 the army counted 124 attacks on schools and 60 attacks on roads."
    gold = [sentence(text, (124.0, "attacks on schools", 1.0), (60.0, "attacks on roads", 1.0))]
    found = [
        sentence(text, (124.0, "attacks", 0.9), (61.0, "attacks on roads", 0.7)),
        sentence("Nobody wrote that any of this had happened there.", source="x"),
    ]
    assert [(row.told, row.right) for row in judged(found, gold, "r")] == [
        (0.9, True), (0.7, False), (0.4, False),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["plot.png", "plot.svg"])
def test_the_plot_is_a_file_that_is_made_the_same_twice(name: str, tmp_path: Path) -> None:
    told = {"dev": reliability(too_sure(60)), "<i>$test$</i>": reliability(too_sure(90))}
    plot_reliability(tmp_path / "a" / name, told)
    plot_reliability(tmp_path / "b" / name, told)
    drawn = (tmp_path / "a" / name).read_bytes()
    assert drawn == (tmp_path / "b" / name).read_bytes()
    assert len(drawn) > 5_000
    with pytest.raises(SettingsError, match=r"\.png"):
        plot_reliability(tmp_path / "plot.txt", told)
