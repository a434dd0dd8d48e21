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


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Cash reduced stunting by only 1.4 percentage points.", ["down"]),
        ("The reform might lower fees in Lima by 2 to 3%.", ["down"]),
        ("Unemployment edged up by two tenths of a point to 4.1 per cent.", ["up", "up"]),
        ("Food brought the rate down from 36.1 to 29.8 per cent.", ["down", "down"]),
        ("Crude settled $1.12 lower at $78.40 a barrel.", ["down", "down"]),
        ("Coverage fell to 9 percent of landings, down from 24.1 and 15 percent.", ["down"] * 3),
        ("It buys 17 days of food, two days fewer than in 2019.", [None, "down"]),
        ("The court asked for 22 additional posts.", ["up"]),
        ("Queues lengthened by some 4,500 patients.", ["up"]),
        ("The devaluation of the kwacha by 44 per cent hurt traders.", ["down"]),
        # no move is told of these
        ("Receipts fell $340 million short of the forecast.", [None]),
        ("He signed a contract for 40 boats.", [None]),
        ("The mast cost $9 million, nearly double the $5 million planned.", [None] * 3),
        ("They may raise the fine, which has been $900 since 1996.", [None]),
        ("The toll rose to 161, with a further 48 people missing.", ["up", None]),
        ("Forty villages were cut off.", [None]),
        ("Three more people died in the fire.", [None]),
    ],
)
def test_a_move_is_told_of_its_own_figures_only(text: str, changes: list[str | None]) -> None:
    assert [figure.change for figure in figures_of(text)] == changes


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Members get a monthly credit of $200.", ["month"]),
        ("The median monthly wage, $362, buys little.", ["month"]),
        ("Wages grew at an annual rate of 5.5 per cent.", ["year"]),
        ("It received 16,000 yen a month, roughly 110 dollars.", ["month", "month"]),
        ("Teachers earn $410 a month, $60 less than clerks.", ["month", None]),
        ("Per child, advice cost $312 and flour $547.", ["child", "child"]),
        ("Road resealed each year fell from 2,340 km to 1,480 km.", ["year", "year"]),
        ("The number of pupils per teacher rose from 24 to 27.", ["teacher", "teacher"]),
        ("Adults spend 3.2 hours online each day.", ["day"]),
        ("Trucks pay $76 per 1,000 kilometres.", ["1000 kilometres"]),
        ("Profits rose by 12 per cent in a year.", [None]),
    ],
)
def test_a_rate_may_stand_before_its_figure(text: str, per: list[str | None]) -> None:
    assert [figure.per for figure in figures_of(text)] == per
