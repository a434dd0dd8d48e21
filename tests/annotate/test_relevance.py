"""Which time of a sentence dates it, with the shipped model."""

import pytest

from tests.annotate.shipped import needs_model, when_of


@needs_model
@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The tax, in force since 1 May 2019, was cut in March 2022.", ("2022-03", "2022-03")),
        ("The treaty, signed in 1987, was suspended in 2019.", ("2019", "2019")),
        ("After the floods of 2010, 40 schools were rebuilt.", None),
        ("The crisis led to the uprising of 1948.", ("1948", "1948")),
        ("Staffing was 12 per cent below the level of 2010.", None),
        ("The dam would trap silt, says a study that was leaked in 2018.", None),
        ("If the deal is signed by May 2024, debt will be lower in 2025.", ("2025", "2025")),
        ("Trawlers from Spain have fished there since 1987.", ("1987", None)),
        ("Exports fell, down from 63 tonnes in 2019.", None),
        ("It is protected by section 35 of the Constitution Act, 1982.", None),
        ("Comments must cite docket FAA-2020-0686.", None),
        ("It was the warmest winter since records began in 1884.", None),
        ("Up to 2019 the fund made losses.", (None, "2019")),
        ("It was required by AD 2018-23-51.", None),
        ("Members met on 2018-11-05.", ("2018-11-05", "2018-11-05")),
        ("Thresholds are adjusted annually on 1 April.", None),
        ("The accounts are due by 31 March of each year.", None),
        ("Flight 1549 landed in the river.", None),
        ("He wrote “1984” in 1948.", ("1948", "1948")),
        ("Sales were 8 per cent up on 2019.", None),
        ("Sales were up 8 per cent from 2019.", None),
        ("Sales were back at their 2019 level.", None),
        ("Wages rose half as much as in 2020.", None),
        ("Cod stocks are a tenth of what they were in 1980.", None),
        ("The 2014 amendments came late.", ("2014", "2014")),
        ("Inflation hit 9 per cent, the highest since 1982.", None),
        ("Strikes broke out for the first time since 2008.", None),
        ("It has been the largest port since 1995.", ("1995", None)),
        ("The law, which was passed on 3 May 2019, bans it.", ("2019-05-03", "2019-05-03")),
        ("The law, which was passed in 2019, bans it.", None),
        ("The road did not open until March 2021.", ("2021-03", "2021-03")),
        ("The road stayed closed until March 2021.", (None, "2021-03")),
        ("Rain was 40 per cent below normal in 2019.", ("2019", "2019")),
    ],
)
def test_the_time_of_a_claim(text: str, days: tuple[str, str | None] | None) -> None:
    assert when_of(text) == days
