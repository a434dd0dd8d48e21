"""Counts whose noun stands elsewhere."""

import pytest

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Of the judges, two resigned.", ["judge"]),
        ("He promised to close every camp, and eight had been shut by July.", ["camp"]),
        ("Police seized 14 rifles and destroyed 12.", ["rifle", "rifle"]),
        ("Banks lost money, and two of them closed.", ["bank"]),
        ("More than 4,000 fled.", ["person"]),
        ("Floods displaced 40,000.", ["person"]),
        ("They killed 17 people and wounded 60 others.", ["person", "person"]),
        ("The plan promised 900 homes. By March 310 had been built.", ["home", "home"]),
    ],
)
def test_the_noun_is_found_where_a_reader_finds_it(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in figures_of(text)] == units
