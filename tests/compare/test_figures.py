"""Do two figures disagree? Only if no number fits both."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.figures import Stretch, stretch
from pipeline.schema import Quantity


def told(
    value: float, unit: str = "USD", relation: Any = "=", high: float | None = None
) -> Stretch:
    made = stretch(Quantity("", value, high, relation, unit))
    assert made is not None
    return made


DISAGREE = [
    (told(2e9), told(1.5e9)),
    (told(124, "attack"), told(262, "attack")),
    (told(124, "attack"), told(130, "attack", ">")),
    (told(4000, "fighter", "..", 7000), told(12000, "fighter", "~")),
    (told(1.7e6, "person"), told(2.4e6, "person")),
    (told(41, "percent"), told(0.25, "fraction")),
    (told(54, "gigawatt"), told(47_000, "megawatt")),
    (told(5, "soldier", "<"), told(9, "soldier")),
]
AGREE = [
    (told(124, "attack"), told(120, "attack", ">")),  # more than 120
    (told(400, "civilian", "<~"), told(380, "civilian")),  # nearly 400
    (told(1.7e6, "person"), told(1_729_537, "person")),  # rounded
    (told(76, "percent"), told(76.4, "percent")),
    (told(25, "percent"), told(0.25, "fraction")),
    (told(1 / 3, "fraction"), told(34, "percent")),  # a third
    (told(1118, "mile"), told(1800, "kilometre")),
    (told(300, "attack", ">"), told(500, "attack", ">=")),
    (told(2, "week"), told(14, "day")),
]


@pytest.mark.parametrize(("a", "b"), DISAGREE)
def test_figures_that_disagree(a: Stretch, b: Stretch) -> None:
    assert a.unit == b.unit
    assert a.disagrees(b)
    assert b.disagrees(a)


@pytest.mark.parametrize(("a", "b"), AGREE)
def test_figures_that_do_not(a: Stretch, b: Stretch) -> None:
    assert a.unit == b.unit
    assert not a.disagrees(b)
    assert not b.disagrees(a)


def test_what_fell_lies_below_what_rose() -> None:
    rose = stretch(Quantity("", 1.2, unit="percent", change="up"))
    fell = stretch(Quantity("", 1.2, unit="percent", change="down"), fallen=True)
    assert rose is not None
    assert fell is not None
    assert rose.disagrees(fell)


def test_money_of_two_countries_is_not_compared() -> None:
    assert told(5, "USD").unit != told(5, "EUR").unit
    assert told(5, "attack").unit == told(5, "soldier").unit  # told apart by their words


@given(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from(["=", "~", "..", "<"]))
def test_any_number_agrees_with_itself(value: float, relation: Any) -> None:
    made = stretch(Quantity("", value, None, relation, "USD"))
    assert made is None or not made.disagrees(made)
