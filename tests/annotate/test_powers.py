"""Units with an exponent below zero."""

import pytest

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.quantities.powers import powers_at


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("ha−1", "hectare"),
        ("yr-1", "year"),
        ("kg⁻¹", "kilogram"),
        ("m−2 d−1 in", "square metre; day"),
        ("l−1 (", "litre"),
        ("m−3.", "cubic metre"),
        ("m-2a", None),  # a name
        ("kg-2", None),
        ("A-1", None),
        ("m 2", None),
        ("people-1", None),
    ],
)
def test_what_a_negative_exponent_divides_by(text: str, per: str | None) -> None:
    assert powers_at(Cut(atoms(text)), 0)[0] == per
