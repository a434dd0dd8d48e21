"""Which figure of a clause moved, where only the parse tells: the others have no change."""

import pytest

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The firm shed 900 posts and opened 14 branches.", ["down", None]),
        ("An increase in the levy would cost 300 jobs.", [None]),
        ("The group raised its offer and met 116 delegates.", [None]),
        ("The reef has shrunk to 40 hectares.", ["down"]),
        ("Arrests numbered 1,204, a fall of 12 per cent.", [None, "down"]),
        ("The airline cancelled 120 flights and delayed 300 more.", [None, None]),
        ("The trust reduced waiting times to nine weeks.", ["down"]),
        ("Output rose to 9 tonnes and reached 11 tonnes.", ["up", "up"]),
    ],
)
def test_what_another_verb_tells_of_has_not_moved(text: str, changes: list[str | None]) -> None:
    assert [figure.change for figure in figures_of(text)] == changes


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("The scheme pays €350 per hectare per year.", ["hectare; year"]),
        ("It costs $400 per seat annually.", ["seat; year"]),
        ("The wage was raised from $9.50 to $11 an hour.", ["hour", "hour"]),
        ("A bull fetched 900 dollars per head of cattle.", ["head"]),
        ("The plan costs 40 dollars per head of population.", ["person"]),
        ("The mine employs 900 people and pays $11 an hour.", [None, "hour"]),
    ],
)
def test_two_rates_are_joined_and_one_is_said_of_both_ends(
    text: str, per: list[str | None]
) -> None:
    assert [figure.per for figure in figures_of(text)] == per
