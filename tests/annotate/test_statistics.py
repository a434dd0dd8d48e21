"""Ratios, and numbers in brackets that say how many were counted."""

from dataclasses import replace

import pytest

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.numbers import numbers_in
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.statistics import is_sample, is_test_statistic, ratio_at, sampled


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ratio of pupils to teachers is 58 to 1.", 58.0),
        ("Voters said no by a margin of 3:1.", 3.0),
        ("The odds are 5-to-2.", 2.5),
        ("Lyon won 2:1.", None),
        ("Read Luke 3:16.", None),
    ],
)
def test_a_ratio_has_its_word_beside_it(text: str, value: float | None) -> None:
    cut = Cut(atoms(text))
    found = ratio_at(cut, numbers_in(cut.atoms)[0])
    assert (found and found[0]) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Farmers (n = 40) answered.", "farmer"),
        ("Households in the valley (N=1,204) had none.", "household"),
        ("Some agreed, 62% (1,304) of the respondents.", "respondent"),
        ("Those who sent letters (217) were thanked.", "letter"),
        ("Respondents said that the changes came too fast (74).", "respondent"),
        ("The changes came too fast (74).", None),
        ("It was cold (40) then.", None),
    ],
)
def test_a_number_in_brackets_counts_the_noun_beside_it(text: str, unit: str | None) -> None:
    cut = Cut(atoms(text))
    number = next(n for n in numbers_in(cut.atoms) if cut.at(n.last) == ")")
    figure = Figure(number.first, number.last, number.value, None, "=", None, "bare")
    assert is_sample(cut, figure)
    assert sampled(cut, figure) == unit


def test_a_bracket_with_other_words_is_no_sample() -> None:
    cut = Cut(atoms("The dam (built for 40) broke."))
    number = numbers_in(cut.atoms)[0]
    assert not is_sample(cut, Figure(number.first, number.last, 40.0, None, "=", None, "bare"))


@pytest.mark.parametrize(
    ("text", "number", "is_one"),
    [
        ("It fell by 9.1% (R2 = 0.62).", "0.62", True),
        ("It fell by 9.1% (p < 0.001).", "0.001", True),
        ("The stay lasted 6 days (SD = 2.1).", "2.1", False),
        ("Farmers (n = 40) answered.", "40", False),
    ],
)
def test_a_test_statistic_borrows_no_unit(text: str, number: str, is_one: bool) -> None:
    cut = Cut(atoms(text))
    found = next(n for n in numbers_in(cut.atoms) if cut.raw(n.first) == number)
    figure = Figure(found.first, found.last, found.value, None, "=", None, "bare", None, None)
    assert is_test_statistic(cut, replace(figure, number=found.first)) is is_one
