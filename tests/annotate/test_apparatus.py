"""Citations, addresses and instructions are not worth checking, however many figures they hold."""

import pytest

from tests.annotate.shipped import needs_model, worth_of


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "See, e.g., United States v. Smith, 898 F.3d 287 (2d Cir. 2018).",
        "See Harbour Act 1996, section 12.",
        "Id. at 12.",
        "18 U.S.C. § 1512(c)(2).",
        "Edward Porter, Research Manager, American Petroleum Institute",
        "Doug Rudolph, Aerospace Engineer, Air Directorate, telephone: (816) 329-4059.",
        "For further information, contact the Secretariat at +256 414 320 000.",
        "If you received $600 or more in 2007, enter the amount on line 12.",
        "Fill in Form 5695 and attach it to your return by April 15, 2008.",
        "You must file by June 30, 2021.",
    ],
)
def test_apparatus_is_not_worth_checking(text: str) -> None:
    assert worth_of(text) < 0.06


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "You lost 300,000 jobs under the last government.",
        "The hotline received 3,000 calls in 2019.",
        "The Greens, the Liberals and the Left Alliance called for an early election in 2019.",
        "Ministers see the 2019 harvest as lost.",
    ],
)
def test_what_merely_looks_like_it_is(text: str) -> None:
    assert worth_of(text) > 0.4
