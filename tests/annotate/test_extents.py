"""What lasts, is aged, stretches; and what a clause tells of what is counted."""

import pytest

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The siege lasted 872 days.", "time for which the siege lasted"),
        ("Permits are issued within 30 days.", "time within which permits are issued"),
        ("It takes two hours to cross the lake.", "time to cross the lake"),
        ("A 34-year-old woman was rescued.", "age of woman"),
        ("Girls aged 14 may marry.", "age of Girls"),
        ("The tower is 96 metres high.", "height of the tower"),
        ("The ministry put the shortage at 80,000 workers.", "shortage"),
        ("Exporters shipped 14 million tonnes.", "amount shipped by exporters"),
        ("At 18 stations voters stood in line.", "stations where voters stood in line"),
    ],
)
def test_what_a_figure_measures(text: str, what: str) -> None:
    assert [figure.what for figure in figures_of(text)] == [what]
