"""The period that a report says it covers, and what speaks of it without its dates."""

import pytest

from pipeline.annotate.atoms import Cut, atoms
from pipeline.annotate.times.reporting import in_the_period, reporting_period

SAID = ("2022-07-01", "2023-06-30")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("In the reporting period, from 1 July 2022 to 30 June 2023, 40 fell.", SAID),
        ("The review period (1 July 2022 to 30 June 2023) was calm.", SAID),
        ("The report covers the period between 1 July 2022 and 30 June 2023.", SAID),
        ("From 1 July 2022 to 30 June 2023 (the reporting period), 40 fell.", SAID),
        ("During the reporting period 40 fell. From 1 July to 30 June 2023 it rained.", None),
        ("The reporting period ended on 30 June 2023.", None),
        ("From 1 July 2022 to 30 June 2023 it rained.", None),
    ],
)
def test_the_period_of_a_report(text: str, period: tuple[str, str] | None) -> None:
    assert reporting_period(text) == period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("During the reporting period, 61 officers were charged.", "During the reporting period"),
        ("Nine were hurt in the period under review.", "in the period under review"),
        ("The reporting period was calm.", None),
        ("During the dry period, 61 fell.", None),
    ],
)
def test_a_sentence_in_that_period(text: str, words: str | None) -> None:
    cut = Cut(atoms(text))
    when = in_the_period(cut, SAID)
    if when is None:
        assert words is None
        return
    assert (when.start, when.end) == SAID
    assert text[cut.atoms[when.first].start : cut.atoms[when.last - 1].end] == words
    assert in_the_period(cut, None) is None
