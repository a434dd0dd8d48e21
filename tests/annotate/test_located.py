"""Which places of a sentence its claim is about, with the shipped model."""

import pytest

from tests.annotate.shipped import needs_model, where_of


@needs_model
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Voters in Lusaka queued for five hours.", "Lusaka"),
        ("Traders in Lusaka say that maize is dear.", None),
        ("Clinics in Detroit reported 85 cases of measles.", "Detroit"),
        ("He told reporters in Jalalabad that the road was shut.", None),
        ("The treaty, signed in Moscow, was suspended.", None),
        ("Auditors based in Nairobi visited the site twice.", None),
        ("Pirates seized a tanker off the coast of Yemen.", "the coast of Yemen"),
        ("The ministry should publish the list, as is done in Kenya.", None),
        ("The rebels entered Sambisa at night.", "Sambisa"),
        ("The lake can swell to 14,000 square kilometres.", "The lake"),
        ("Fees must be paid under U.S. law.", None),
        ("Forty people drowned in Mozambique, Malawi and Zimbabwe.",
         "Mozambique, Malawi and Zimbabwe"),
        ("Aircraft destroyed two trucks near Palmyra, Syria.", "Palmyra"),
        ("Families have fled to Kassala and Gedaref.", "Kassala and Gedaref"),
        ("Heavy rain fell on the highlands of Lesotho.", "the highlands of Lesotho"),
        ("A vote is planned in three wards of Port Halley.", "Port Halley"),
        ("Cholera has killed 61 people in Deir ez-Zor.", "Deir ez-Zor"),
        ("A truce signed in Juba ended the war.", "Juba"),
        ("Inflation in the euro area fell.", "euro area"),
        ("Brazil’s Cerrado lost half of its trees.", "Cerrado"),
        ("The pump at Boma Primary School broke.", "Boma Primary School"),
        ("Nurses in Quito, Cuenca and Loja walked out.", "Quito, Cuenca and Loja"),
        ("As of May 2019, 212 of the 300 wells in Zinder region were dry.", "Zinder region"),
        ("The siege of Mariupol lasted 82 days.", "Mariupol"),
        ("The occupation of Kuwait was brief.", None),
        ("Soldiers retreated to Ansara at dawn.", "Ansara"),
        ("KABUL, 12 May - Gunmen shot dead a provincial judge.", "KABUL"),
    ],
)  # fmt: skip
def test_the_place_of_a_claim(text: str, place: str | None) -> None:
    assert where_of(text) == place
