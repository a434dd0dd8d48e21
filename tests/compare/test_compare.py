"""Groups of claims of several reports."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare import compare, conflict_words
from pipeline.schema import Claim, Time
from tests.claim_builders import reports
from tests.compare.builders import row, trade


def test_two_figures_of_one_thing_stand_side_by_side() -> None:
    group, *rest = compare([trade(2, "a"), trade(1.5, "b")], {"a": "2022-03", "b": "2022-06"})
    assert not rest
    assert group.conflict
    assert [(m.report, m.date, m.figure) for m in group.members] == [
        ("a", "2022-03", "$2 billion"), ("b", "2022-06", "$1.5 billion"),
    ]  # fmt: skip
    words = conflict_words([group])
    assert words[trade(2, "a").claim_id] == "other figure elsewhere: $1.5 billion (b, p. 1)"


def test_other_years_other_partners_are_other_things() -> None:
    assert not compare([trade(2, "a"), trade(1.5, "b", year="2020")])
    assert not compare([trade(2, "a"), trade(1.5, "b", partner="China")])


def test_three_reports_two_of_which_agree() -> None:
    group, *rest = compare([trade(2, "a"), trade(1.5, "b"), trade(2, "c")])
    assert not rest
    assert len(group.members) == 3
    assert {report for pair in group.against for report in (pair[0][0], pair[1][0])} == {*"abc"}


def test_one_report_alone_makes_no_group() -> None:
    again = replace(trade(2, "a"), claim_id="a2")
    assert not compare([trade(2, "a"), again])


def test_a_report_that_gives_two_figures_itself_is_in_conflict_with_nobody() -> None:
    other = replace(trade(1.1, "a"), claim_id="a2")
    groups = compare([trade(2, "a"), other, trade(1.5, "b")])
    assert not any(group.conflict for group in groups)


def test_a_scan_of_a_report_neither_confirms_nor_contradicts_it() -> None:
    def with_text(report: str) -> list[Claim]:
        return [
            row(f"In village {n} the committee met {n} elders of the old families", f"{n} elders",
                n, "elder", "elders met", report=report)
            for n in range(2, 9)
        ]  # fmt: skip

    misread = trade(7, "scan")
    assert not compare([*with_text("a"), trade(2, "a"), *with_text("scan"), misread])
    (group,) = compare(
        [*with_text("a"), trade(2, "a"), *with_text("scan"), misread, trade(1.5, "b")]
    )
    assert [m.report_id for m in group.members] == ["a", "b"]  # the first of the copies speaks


def test_what_is_not_dated_is_as_old_as_its_report() -> None:
    def power(value: float, report: str) -> Claim:
        sentence = f"In rural Nepal {value:g} per cent of the households lack power."
        what = "rural households that lack power in Nepal"
        return row(sentence, f"{value:g} per cent", value, "percent", what, place="Nepal",
                   actors=["Nepal"], report=report)  # fmt: skip

    claims = [power(30, "a"), power(55, "b")]
    assert compare(claims, {"a": "2021-02", "b": "2021-11"})[0].conflict
    assert not compare(claims, {"a": "2015", "b": "2021"})
    assert not compare(claims, {"a": "2021"})
    assert compare(claims)[0].conflict  # no date to part them


def test_a_year_that_is_not_over_is_a_part_of_it() -> None:
    claims = [trade(0.9, "a"), trade(2, "b")]
    assert not compare(claims, {"a": "2021-06", "b": "2022-02"})
    assert compare(claims, {"a": "2022-01", "b": "2022-02"})[0].conflict
    assert compare(claims, {"a": "2021-06", "b": "2021-06-30"})[0].conflict


def test_the_same_claims_make_the_same_group() -> None:
    claims = [trade(2, "a"), trade(1.5, "b")]
    assert compare(claims) == compare(claims)


@given(reports(), reports())
def test_any_claims_can_be_compared(ours: list[Claim], theirs: list[Claim]) -> None:
    other = [replace(c, report_id="b", claim_id="b" + c.claim_id) for c in theirs]
    for group in compare([*ours, *other]):
        assert len({member.report_id for member in group.members}) > 1
        assert {i for pair in group.against for i in pair} <= {m.claim_id for m in group.members}


@given(st.text(), st.text())
def test_times_that_are_none_do_no_harm(start: str, end: str) -> None:
    odd = replace(trade(2, "a"), time=Time("then", start, end))
    compare([odd, trade(1.5, "b")])
