"""Formulas hold no figures; sentences that only mention a sign keep theirs."""

import pytest

from pipeline.annotate.atoms import atoms
from pipeline.annotate.quantities.formulas import mark_formulas


def left(text: str) -> list[str]:
    """Return the numbers of a text that are not part of a formula."""
    cut = atoms(text)
    marks = bytearray(len(cut))
    mark_formulas(cut, marks)
    numbers = [(a.text, mark) for a, mark in zip(cut, marks, strict=True) if a.kind == "number"]
    return [text for text, mark in numbers if not mark]


@pytest.mark.parametrize(
    "text",
    [
        "y = α + 2 x + ε",
        "yt = Φp (αkt + (1 − α) Lt), (16)",
        "r∗k (1 − δ) ˜k + 3 q = 0",
        "The weight 1 − ρ is given to the rest.",
        "It grows at the rate 1/γ in all states.",
        "where t ¼ 0 marks the start",
        "At time t + 1 the state is known.",
    ],
)
def test_a_formula_has_no_number_left(text: str) -> None:
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The effect was weak (r = 0.12, p = 0.34).", ["0.12", "0.34"]),
        ("Farmers (n = 40) answered in person.", ["40"]),
        ("Profits rose by more than 4 % + tax in 3 towns.", ["4", "3"]),
        ("The cup holds ¼ litre.", ["¼"]),
        ("Prices fell 3 - a record.", ["3"]),
        ("The tumour measured 3.4 × 2.1 cm.", ["3.4", "2.1"]),
        ("With 5 + 2 seats the party leads.", ["5", "2"]),
    ],
)
def test_a_sentence_keeps_its_numbers(text: str, kept: list[str]) -> None:
    assert left(text) == kept
