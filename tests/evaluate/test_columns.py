"""What counts as right, column by column, on examples whose numbers are known."""

from typing import Any

import pytest

from pipeline.evaluate import GoldReport, Score, evaluate
from pipeline.evaluate.columns import RULES, days, makes_claim, match_figures, share_words

TEXT = "According to the ministry, more than 124 attacks hit Borno in 2021, up from 97."


def sentence(text: str = TEXT, **more: Any) -> dict[str, Any]:
    """Return a sentence that says nothing but what ``more`` gives it."""
    bare: dict[str, Any] = {
        "sentence": text, "kind": "fact", "page": 1, "actors": [], "figures": [],
        "attribution": None, "modality": "asserted", "negated": False, "time": None,
        "place": None, "citations": [], "references": [], "urls": [],
    }  # fmt: skip
    return bare | more


def figure(text: str = "124 attacks", value: float = 124, **more: Any) -> dict[str, Any]:
    bare: dict[str, Any] = {
        "text": text, "value": value, "high": None, "relation": "=", "unit": "attack",
        "what": "attacks in Borno", "per": None, "change": None,
    }  # fmt: skip
    return bare | more


def scores(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, Score]:
    """Return the score of each column."""
    return evaluate({"a.pdf": found}, [GoldReport("a.pdf", tuple(gold))]).scores()


def one(column: str, gold: dict[str, Any], found: dict[str, Any]) -> tuple[int, int, int]:
    """Return how much is expected, found and right in a column of one sentence."""
    score = scores([sentence(**gold)], [sentence(**found)])[column]
    return score.expected, score.found, score.right


CITED = {"citations": ["3"], "references": ["Smith, The War (2019)."], "urls": ["https://x.org/a"]}

EXAMPLES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[int, int, int]]] = [
    ("kind", CITED, CITED, (1, 1, 1)),
    ("kind", CITED, CITED | {"kind": "assessment"}, (1, 1, 0)),
    ("modality", CITED, CITED | {"modality": "possible"}, (1, 1, 0)),
    ("page", CITED, CITED, (1, 1, 1)),
    ("page", CITED, CITED | {"page": 2}, (1, 1, 0)),
    ("negated", CITED | {"negated": True}, CITED | {"negated": True}, (1, 1, 1)),
    ("negated", CITED | {"negated": True}, CITED, (1, 0, 0)),
    ("negated", CITED, CITED | {"negated": True}, (0, 1, 0)),
    # Actors: a set of names.
    ("actors", {"actors": ["Iran", "Al-Qaeda"]}, {"actors": ["al-Qaeda", "Iraq"]}, (2, 2, 1)),
    ("actors", {"actors": ["Türkiye"]}, {"actors": [{"name": "Türkiye"}]}, (1, 1, 1)),
    # Figures.
    ("value", {"figures": [figure()]}, {"figures": [figure(value=124.00001)]}, (1, 1, 1)),
    ("value", {"figures": [figure()]}, {"figures": [figure(value=125)]}, (1, 1, 0)),
    ("value", {"figures": [figure(high=130)]}, {"figures": [figure()]}, (1, 1, 0)),
    ("value", {"figures": [figure()]}, {"figures": [figure(), figure("97", 97)]}, (1, 2, 1)),
    ("value", {"figures": [figure()]}, {"figures": []}, (1, 0, 0)),
    ("value", {"figures": [figure(value=0)]}, {"figures": [figure(value=1e-9)]}, (1, 1, 0)),
    ("figure", {"figures": [figure()]}, {"figures": [figure("124 Attacks")]}, (1, 1, 1)),
    ("figure", {"figures": [figure("more than 124 attacks")]}, {"figures": [figure()]}, (1, 1, 0)),
    ("relation", {"figures": [figure()]}, {"figures": [figure(relation=">")]}, (1, 1, 0)),
    ("unit", {"figures": [figure()]}, {"figures": [figure(unit=None)]}, (1, 0, 0)),
    ("unit", {"figures": [figure(unit="USD")]}, {"figures": [figure(unit="usd")]}, (1, 1, 1)),
    ("per", {"figures": [figure(per="year")]}, {"figures": [figure(per="year")]}, (1, 1, 1)),
    ("per", {"figures": [figure()]}, {"figures": [figure(per="year")]}, (0, 1, 0)),
    ("what", {"figures": [figure()]}, {"figures": [figure(what="the attack")]}, (1, 1, 1)),
    ("what", {"figures": [figure()]}, {"figures": [figure(what="men in Yobe")]}, (1, 1, 0)),
    ("figure row", {"figures": [figure()]}, {"figures": [figure()]}, (1, 1, 1)),
    ("figure row", {"figures": [figure()]}, {"figures": [figure(change="up")]}, (1, 1, 0)),
    # Time: the same days. Place, source, cue: half of the words.
    ("time", {"time": "2018"}, {"time": "2018-01-01/2018-12-31"}, (1, 1, 1)),
    ("time", {"time": "2018"}, {"time": "2018-05"}, (1, 1, 0)),
    ("place", {"place": "Kabul Airport"}, {"place": "the Kabul airport"}, (1, 1, 1)),
    ("place", {"place": "Kabul"}, {"place": "Herat"}, (1, 1, 0)),
    ("source", {"attribution": {"source": "a UN report", "cue": "As per"}},
     {"attribution": {"source": "the UN report of May", "cue": "As per"}}, (1, 1, 1)),
    ("cue", {"attribution": {"source": "a UN report", "cue": "As per"}},
     {"attribution": {"source": "a UN report", "cue": "said"}}, (1, 1, 0)),
    ("source", {"attribution": {"source": None, "cue": "reportedly"}},
     {"attribution": {"source": "the UN", "cue": "reportedly"}}, (0, 1, 0)),
    # Citations: a set of labels, numbers or not; references by label.
    ("citations", {"citations": [3, 4]}, {"citations": ["4", "5"]}, (2, 2, 1)),
    ("reference", CITED, CITED | {"references": ["Smith, Tbe War (2O19)"]}, (1, 1, 1)),
    ("reference", CITED, CITED | {"references": ["Smith, The War (2019). [= Abel, Rain (2018).]"]},
     (1, 1, 1)),
    ("reference", CITED, CITED | {"references": ["Jones, Peace at last (2001)."]}, (1, 1, 0)),
    ("reference", CITED, CITED | {"citations": ["4"]}, (1, 1, 0)),
    ("reference", CITED, CITED | {"references": [None]}, (1, 0, 0)),
    ("reference_url", CITED, CITED | {"urls": ["http://www.x.org/a/"]}, (1, 1, 1)),
    ("reference_url", CITED, CITED | {"urls": ["https://x.org/b"]}, (1, 1, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("column", "gold", "found", "expected"), EXAMPLES)
def test_a_column(
    column: str, gold: dict[str, Any], found: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    assert one(column, gold, found) == expected


def test_every_rule_has_an_example() -> None:
    elsewhere = {"claim", "sentence", "role", "change"}
    assert {column for column, *_ in EXAMPLES} | elsewhere == set(RULES)


def test_a_role_counts_only_for_actors_that_were_found() -> None:
    gold = [{"name": "Iran", "role": "agent"}, {"name": "Iraq", "role": "target"},
            {"name": "Oman", "role": "source"}]  # fmt: skip
    found = [{"name": "Iran", "role": "agent"}, {"name": "Iraq", "role": "agent"}]
    assert one("role", {"actors": gold}, {"actors": found}) == (2, 2, 1)


def test_a_change_counts_where_one_is_stated() -> None:
    gold = {"figures": [figure(change="up"), figure("97", 97)]}
    assert one("change", gold, {"figures": [figure(), figure("97", 97, change="down")]}) == (
        1,
        1,
        0,
    )


def test_a_sentence_that_was_not_found_costs_all_that_it_holds() -> None:
    gold = sentence(figures=[figure()], actors=["Iran"], time="2018", citations=["1"])
    got = scores([gold], [])
    for column in ("claim", "sentence", "kind", "actors", "figure", "value", "unit", "what",
                   "figure row", "time", "citations"):  # fmt: skip
        assert got[column] == Score(expected=1, found=0, right=0), column


def test_a_sentence_that_should_not_be_there_costs_all_that_it_brings() -> None:
    got = scores([], [sentence(figures=[figure()], actors=["Iran"])])
    assert got == {"claim": Score(0, 1, 0), "sentence": Score(0, 1, 0)}  # nothing else is marked
    gold = sentence("A sentence about something else altogether.", actors=["Oman"])
    got = scores([gold], [sentence(figures=[figure()], actors=["Iran"])])
    assert got["actors"] == Score(1, 1, 0)
    assert got["value"] == Score(0, 1, 0)
    assert got["claim"] == Score(1, 1, 0)


def test_a_sentence_that_makes_no_row_need_not_be_found() -> None:
    assert scores([sentence()], []) == {}
    got = scores([sentence()], [sentence(actors=["Iran"])])
    assert got["claim"] == Score(0, 1, 0)  # but it must not be taken for one
    assert "sentence" not in got  # its ends are right or wrong to nobody
    assert "kind" not in got


@pytest.mark.parametrize(
    ("part", "claim"),
    [
        ({}, False),
        ({"actors": ["Iran"]}, True),
        ({"figures": [figure()]}, True),
        ({"time": "2018"}, True),
        ({"citations": ["1"]}, True),
        ({"attribution": {"source": None, "cue": "reportedly"}}, True),
        ({"place": "Kabul"}, False),
    ],
)
def test_what_makes_a_row(part: dict[str, Any], claim: bool) -> None:
    assert makes_claim(sentence(**part)) is claim


def test_what_the_gold_did_not_mark_is_not_scored() -> None:
    gold = {"sentence": TEXT, "kind": "fact", "actors": ["Iran"], "citations": [9]}
    full = sentence(figures=[figure()], actors=[{"name": "Iran", "role": "agent"}], citations=["9"],
                    references=["x"], place="Borno")  # fmt: skip
    assert set(scores([gold], [full])) == {"claim", "sentence", "kind", "actors", "citations"}


def test_times_of_figures_of_their_own_are_scored_with_the_sentence() -> None:
    gold = {"time": "2021", "figures": [figure(time="2019"), figure("97", 97, time=None)]}
    assert one("time", gold, {"time": "2019", "figures": [figure()]}) == (2, 1, 1)


def test_figures_are_matched_by_value_first_and_each_once() -> None:
    gold = [figure("400 civilians", 400), figure("400 soldiers", 400)]
    found = [figure("400 soldiers", 400), figure("4 civilians", 4), figure("400 civilians", 400)]
    assert match_figures(gold, found) == {0: 2, 1: 0}
    assert match_figures([figure("nine men", 9)], [figure("ten women", 10)]) == {}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2018", "2018-01-01/2018-12-31"),
        ("2018-02", "2018-02-01/2018-02-28"),
        ("2018-12", "2018-12-01/2018-12-31"),
        ("2018/2019", "2018-01/2019-12-31"),
        ("1997/..", "1997-01-01/.."),
        ("2021-08-26", "2021-08-26/2021-08-26"),
    ],
)
def test_the_same_days(a: str, b: str) -> None:
    assert days(a) == days(b)


@pytest.mark.parametrize("text", ["", "soon", "2018-13", "2018-02-30", "../2014", "२०१८"])
def test_what_is_no_date_is_only_the_same_as_itself(text: str) -> None:
    assert days(text) == days(f" {text}")
    assert days(text) != days("2018")


def test_words_in_common() -> None:
    assert share_words("civilians killed in terrorist attacks", "terrorist attack")
    assert not share_words("civilians killed", "soldiers wounded")
    assert not share_words("", "")
    assert share_words("It", "it")
