"""What is measured in constructions that parsers hang together wrongly."""

import pytest

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model

EXAMPLES = [
    ("The court sentenced the clerk to ten months in prison.", ["prison sentence of clerk"]),
    ("He was jailed for four years.", ["prison sentence"]),
    ("The driver was fined 900 euros.", ["fine on the driver"]),
    ("Mortality was 18 per 1,000 live births.", ["mortality"]),
    ("One in eight adults lives with diabetes.", ["adults who live with diabetes"]),
    ("Methane traps 80 times more heat than steam.", ["heat"]),
    ("Heat pumps use three times less energy than boilers.", ["energy used by heat pumps"]),
    ("The filter stops particles smaller than 2.5 micrometres.", ["size of particles"]),
    ("The bank refused loans larger than $5 million.", ["loans"]),
    ("Patients were followed for a median of 4.2 years.",
     ["time for which patients were followed"]),
    ("Each inspection takes an average of 4.5 hours.", ["time that each inspection takes"]),
    ("Trucks cut travel time by an average of 40 minutes.", ["travel time"]),
    ("The index posted a drop of nine points.", ["index"]),
    ("The poll has a margin of error of 3 points.", ["margin of error"]),
    ("The convoy of 21 trucks reached the town.", ["trucks of convoy"]),
    ("The herd has dwindled to fewer than 300 animals.", ["herd"]),
    ("Shares in the brewer slid 6.2 per cent.", ["Shares in the brewer"]),
    ("Emissions from aviation account for 2 per cent of the total.",
     ["emissions from aviation as a share of total"]),
    ("The judge accused Russia of having spent 90 million euros.", ["money spent by Russia"]),
    ("The crash killed 23 people, injuring more than 30.", ["people killed by the crash", None]),
    ("Roots longer than 2 mm were discarded.", ["length of Roots"]),
    ("The navy has ordered five corvettes worth $1.3 billion.", [None, "corvettes"]),
    ("It received 26,400 calls, twice as many as in 2021.", ["calls received", "calls received"]),
    ("There is one nurse for every 1,400 residents.", ["nurse"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whats"), EXAMPLES)
def test_what_a_construction_measures(text: str, whats: list[str | None]) -> None:
    found = [figure.what for figure in figures_of(text)]
    assert len(found) == len(whats)
    told = [what for what, wanted in zip(found, whats, strict=True) if wanted is not None]
    assert told == [wanted for wanted in whats if wanted is not None]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Prices will grow by half over the decade.", [0.5]),
        ("Invoices of R3.6 million were lost.", [3_600_000]),
        ("The A380 uses Terminal 5.", []),
        ("Patients took omega-3 supplements.", []),
        ("The Big Four accounting firms dominate.", []),
        ("The Gang of Four fell.", []),
        ("Four people fell.", [4]),
        ("Two Hundred Thousand Dollars were paid.", [200_000]),
    ],
)
def test_a_name_with_a_number_is_no_figure(text: str, values: list[float]) -> None:
    assert [figure.value for figure in figures_of(text)] == values
