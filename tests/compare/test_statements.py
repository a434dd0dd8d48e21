"""What a claim states: of its own clause, with whom it names, without what it points at."""

from typing import Any

import pytest

from pipeline.compare.statements import Statement, statement
from tests.compare.builders import row


def stated(claim: str, figure: str, value: float, unit: str, what: str, **more: Any) -> Statement:
    made = statement(row(claim, figure, value, unit, what, **more), 0)
    assert made is not None
    return made


def test_only_the_figures_own_clause_counts() -> None:
    made = stated(
        "Oil output fell in Norway, while Denmark produced 103,000 barrels.", "103,000 barrels",
        103_000, "barrel", "barrels produced", actors=["Norway", "Denmark"],
    )  # fmt: skip
    assert made.names == {"@denmark"}


def test_names_that_no_actor_and_no_place_holds() -> None:
    made = stated("Turnout in Lusaka was 61 per cent.", "61 per cent", 61, "percent", "turnout")
    assert made.names == {"@lusaka"}


def test_who_said_it_is_not_whom_it_is_about() -> None:
    claim = "Turnout was 61 per cent in Zambia, the Carter Center says."
    made = stated(claim, "61 per cent", 61, "percent", "turnout", actors=["Zambia"])
    assert made.names == {"@zambia"}
    assert "center" not in made.clause


@pytest.mark.parametrize(
    ("claim", "clear"),
    [
        ("The country exported 900 tonnes of coal to China.", False),
        ("It exported 900 tonnes of coal to China.", False),
        ("We counted 900 tonnes of coal in China.", False),
        ("Mongolia exported 900 tonnes of coal to China.", True),
        ("Mongolia is poor, and it exported 900 tonnes of coal to China.", True),
    ],
)
def test_what_stands_for_somebody_unnamed_is_not_clear(claim: str, clear: bool) -> None:
    names = [name for name in ("Mongolia", "China") if name in claim]
    made = stated(claim, "900 tonnes", 900, "tonne", "coal", actors=names)
    assert made.clear is clear
    assert ("@mongolia" in made.names) is ("Mongolia" in claim)


def test_one_of_many_is_told_by_its_day_alone() -> None:
    killed: tuple[str, str, float, str, str] = (
        "An attack killed 17 people in Kabul.", "17 people", 17, "person",
        "people killed by an attack",
    )  # fmt: skip
    assert not stated(*killed, time="2019").clear
    assert stated(*killed, time="2019-03-04").clear


def test_a_year_that_nobody_took_for_the_time() -> None:
    made = stated("Egypt used 9 tonnes in 2022.", "9 tonnes", 9, "tonne", "tonnes used")
    assert made.time == ("2022-01-01", "2022-12-31")
    two = row("Egypt used 9 tonnes in 2022 as in 2019.", "9 tonnes", 9, "tonne", "tonnes used")
    assert statement(two, 0) is None


@pytest.mark.parametrize(
    ("claim", "changed"),
    [
        ("Exports of Kenya rose by 6 per cent.", True),
        ("Exports of Kenya rose to 6 per cent.", False),
        ("Kenya saw an increase of 6 per cent in exports.", True),
        ("Kenya counted 6 per cent more exports.", True),
    ],
)
def test_what_it_changed_by_and_what_it_came_to(claim: str, changed: bool) -> None:
    made = stated(
        claim, "6 per cent", 6, "percent", "exports", actors=["Kenya"], change="up"
    )  # fmt: skip
    assert made.changed is changed


def test_what_it_fell_from_is_of_another_time() -> None:
    claim = "Attacks in Niger fell from 214 to 131 in 2021."
    assert statement(row(claim, "214", 214, "attack", "attacks", change="down"), 0) is None
    assert statement(row(claim, "131", 131, "attack", "attacks", change="down"), 0) is not None


def test_a_denial_states_no_figure() -> None:
    claim = row("Mali did not buy 12 tanks.", "12 tanks", 12, "tank", "tanks", negated=True)
    assert statement(claim, 0) is None
