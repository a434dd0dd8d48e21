"""Weights of doubts, fitted on rows made by hand: what is learnt, and where rows are too few."""

import fit_confidence
import numpy as np
import pytest
from fit_confidence import LEAST, Table, fit, table_of, told_by_others, weights_of

from tests.claim_builders import full_claim

REPORTS = ("one", "two", "three")


def rows(
    right_in_ten: dict[str, int], *, each: int = 30, reports: tuple[str, ...] = REPORTS
) -> Table:
    """Make ``each`` rows of each doubt named, so many of ten right, spread over reports."""
    names = ["none", *(name for name in right_in_ten if name != "none")]
    made = [
        (name, i % 10 < right, reports[i % len(reports)])
        for name, right in right_in_ten.items()
        for i in range(each)
    ]
    return Table(
        names=names,
        sizes=np.array([[1.0, *(float(name == n) for n in names[1:])] for name, _, _ in made]),
        right=np.array([float(right) for _, right, _ in made]),
        told=np.full(len(made), 0.5),
        reports=np.array([report for _, _, report in made]),
    )


def sure(weights: np.ndarray, *columns: int) -> float:
    return float(1 / (1 + np.exp(-weights[[0, *columns]].sum())))


def test_rows_without_a_doubt_are_told_as_often_right_as_they_are() -> None:
    weights = weights_of(rows({"none": 9, "no unit": 2}, each=6000), {})
    assert sure(weights) == pytest.approx(0.9, abs=0.02)
    assert sure(weights, 1) == pytest.approx(0.2, abs=0.02)


def test_few_rows_say_less_than_many() -> None:
    few, many = (weights_of(rows({"none": 9, "no unit": 2}, each=n), {})[1] for n in (30, 6000))
    assert many < few < 0


def test_a_doubt_never_makes_surer() -> None:
    weights = weights_of(rows({"none": 5, "commas": 10}), {"commas": -0.2})
    assert weights[1] == 0


@pytest.mark.parametrize("reports", [("one",), REPORTS])
def test_a_doubt_of_a_single_report_keeps_the_weight_it_has(reports: tuple[str, ...]) -> None:
    table = rows({"none": 9, "stray mark": 1}, reports=reports)
    assert (weights_of(table, {"stray mark": -0.9})[1] == -0.9) == (len(reports) == 1)


def test_a_doubt_of_few_rows_keeps_the_weight_it_has() -> None:
    table = rows({"none": 9, "stray mark": 1})
    few = np.arange(len(table.right)) < 30 + LEAST
    assert table.of(few).fitted() == [0, 1]
    few[30 + LEAST - 1] = False
    assert table.of(few).fitted() == [0]
    assert weights_of(table.of(few), {"stray mark": -0.9})[1] == -0.9
    assert weights_of(table.of(few), {})[1] == 0


def test_what_the_log_odds_have_already_is_not_fitted_again() -> None:
    x, y = np.ones((40, 1)), np.array([1.0, 1.0, 1.0, 0.0] * 10)
    (free,) = fit(x, y, np.zeros(40))
    (less,) = fit(x, y, np.full(40, 0.5))
    assert free == pytest.approx(np.log(3))
    assert less == pytest.approx(free - 0.5)


def test_a_report_is_told_by_the_others() -> None:
    table = rows({"none": 9})
    lies = table.reports == "one"
    wrong = Table(table.names, table.sizes, np.where(lies, 0.0, 1.0), table.told, table.reports)
    told = told_by_others(wrong, {})
    assert told[lies].min() > 0.99  # all right in the others
    assert told[~lies].max() < 0.6  # half of them in the others


def test_a_row_has_the_doubts_that_its_confidence_is_told_from() -> None:
    plain, marked = full_claim(flags=()), full_claim(flags=("stray mark",))
    table = table_of([("one", plain, True), ("two", marked, False)])
    column = table.names.index("stray mark")
    assert table.names[0] == "none"
    assert table.sizes[:, 0].tolist() == [1, 1]
    assert table.sizes[:, column].tolist() == [0, 1]
    assert table.right.tolist() == [1, 0]


def test_only_one_split_is_read() -> None:
    """Neither the reports that rules were written for nor those that measure them."""
    assert fit_confidence.SPLIT == "calibration"
