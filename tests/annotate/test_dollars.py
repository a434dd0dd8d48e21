"""Whose dollar a bare sign is."""

import pytest

from pipeline.annotate.quantities import home_country
from pipeline.annotate.quantities.dollars import (
    in_own_cents,
    in_own_dollars,
    money_with_cents,
    own_dollar,
)
from pipeline.schema import Quantity

CANADIAN = "Canada taxes carbon. In Canada fuel cost $40 a tank; the Canadian treasury gained."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (CANADIAN, "CAD"),
        ("Australia sold barley. Australian farmers lost $2 billion.", "AUD"),
        (CANADIAN + " It exported US$3 billion.", "CAD"),
        (CANADIAN + " It exported C$3 billion.", None),  # so the bare sign is American
        ("Zimbabwe counts in money that is not Zimbabwean; fuel costs $2 in Zimbabwe.", None),
        ("The United States taxes fuel. Canada does, too. The United States gained $3.", None),
        ("Fuel costs $2.", None),
    ],
)
def test_a_report_writes_its_own_dollar_bare(text: str, own: str | None) -> None:
    assert own_dollar(text, home_country(text)) == own


@pytest.mark.parametrize(
    ("surface", "unit"),
    [("$40", "CAD"), ("more than $2 million", "CAD"), ("US$40", "USD"), ("40 dollars", "USD")],
)
def test_only_a_bare_sign_is_the_reports_own(surface: str, unit: str) -> None:
    assert in_own_dollars(Quantity(surface, 40, unit="USD"), "CAD").unit == unit


def test_cents_are_of_the_money_that_a_text_counts_in() -> None:
    rand, cents = Quantity("R2 billion", 2e9, unit="ZAR"), Quantity("23 cents", 0.23, unit="USD")
    dollars = Quantity("$3", 3, unit="USD")
    assert in_own_cents(cents, money_with_cents([rand, cents])).unit == "ZAR"
    assert in_own_cents(cents, money_with_cents([rand, cents, dollars])).unit == "USD"
    assert in_own_cents(dollars, "ZAR").unit == "USD"
