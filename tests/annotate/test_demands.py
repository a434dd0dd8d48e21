"""What demands something of somebody, and what a law or nature wants."""

import pytest

from pipeline.annotate import load_nlp
from pipeline.annotate.demands import is_order, permits, recommends, set_by_law
from pipeline.annotate.scope import main_clause
from tests.annotate.shipped import needs_model


@needs_model
@pytest.mark.parametrize(
    ("text", "demands"),
    [
        ("Parliament should fund the clinics.", True),
        ("The budget must be balanced.", True),
        ("The law must be changed within a year.", True),
        ("Farmers need to be told of the rule.", True),
        ("The inspector shall publish the list.", True),
        ("Under the Road Act, carts must be lit at night.", False),
        ("By law, carts must be lit at night.", False),
        ("Carts must be lit to save lives.", True),
        ("A kiln must be inspected every two years.", False),
        ("The mast must be 12 m tall.", False),
        ("Voters must be at least 18.", False),
        ("The stem must withstand the wind.", False),
        ("To thrive, bees must have clover.", False),
        ("It should not have.", False),
        ("Should the gap persist, prices could rise.", False),
        ("He should have known.", False),
        ("Every child deserves a teacher.", False),
        ("Publish the letter.", True),
        ("Don’t wait for the rain.", True),
        ("If the pump fails, call the engineer.", True),
        ("For the full text, write to the clerk.", True),
        ("They did not wait for the rain.", False),
        ("To wait is to lose.", False),
    ],
)
def test_who_is_told_what_to_do(text: str, demands: bool) -> None:
    (sent,) = load_nlp()(text).sents
    assert recommends(sent, main_clause(sent)) is demands


@needs_model
@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Under the Schools Act, states may design tests.", True),
        ("The constitution was amended in May.", False),
        ("Under the pressure of the law lords, he resigned.", False),
        ("In the act of voting, they may talk.", False),
        ("They may by law refuse.", True),
    ],
)
def test_a_law_in_force(text: str, law: bool) -> None:
    (sent,) = load_nlp()(text).sents
    assert set_by_law(sent) is law


@needs_model
@pytest.mark.parametrize(
    ("text", "allows"),
    [
        ("You may view the file at the registry.", True),
        ("Members may only vote once.", True),
        ("Shells may not be sold without a licence.", True),
        ("A tenant may appeal to the board.", True),
        ("The lease may be terminated by either side.", True),
        ("Prices may rise in May.", False),
        ("The harvest may not recover.", False),
        ("The minister may resign.", False),
    ],
)
def test_may_allows_or_foretells(text: str, allows: bool) -> None:
    may = next(token for token in load_nlp()(text) if token.lower_ == "may")
    assert permits(may) is allows


@needs_model
def test_an_order_has_no_subject_but_you() -> None:
    nlp = load_nlp()
    orders = [is_order(nlp(text)[:]) for text in ("Don’t you believe it.", "I believe it.")]
    assert orders == [True, False]
