"""Rows of a sentence as one object, in the contract's shape."""

import json
from dataclasses import replace
from io import StringIO

from hypothesis import given

from pipeline.schema import Claim, Quantity, Time
from pipeline.sheets import sentences
from pipeline.sheets.json_lines import write_json_lines
from tests.claim_builders import SENTENCE, claim, full_claim, reports


def test_a_sentence_in_the_shape_of_the_contract() -> None:
    [got] = sentences([full_claim()])
    # The keys of the contract's example, with its types.
    assert {key: got[key] for key in ("sentence", "kind", "page", "bbox", "actors")} == {
        "sentence": SENTENCE,
        "kind": "fact",
        "page": 3,
        "bbox": [[72, 310.25, 290.5, 322], [72, 322, 120, 334]],
        "actors": [
            {
                "name": "Ministry of Defence (Nigeria)", "text": "the ministry", "role": "source",
                "country": "NGA", "sector": "government",
            },
            {"name": "Nigeria", "text": "Borno", "role": "mentioned"},
        ],
    }  # fmt: skip
    [figure] = got["figures"]
    assert {key: figure[key] for key in ("text", "value", "high", "relation", "unit", "what")} == {
        "text": "more than 124 attacks",
        "value": 124,
        "high": None,
        "relation": ">",
        "unit": "attack",
        "what": "attacks in Borno",
    }
    assert SENTENCE[figure["start"] : figure["end"]] == figure["text"]
    assert (figure["per"], figure["change"]) == (None, None)
    assert got["attribution"] == {
        "source": "the ministry",
        "cue": "According to",
        "stance": "asserts",
    }
    assert (got["modality"], got["negated"], got["confidence"]) == ("asserted", False, 0.9)
    assert (got["time"], got["place"]) == ("2021", "Borno")
    assert got["citations"] == ["3", "4"]
    assert got["references"] == ["Ministry of Defence, Bulletin 12 (2022).", None]


def test_the_figures_of_a_sentence_are_nested() -> None:
    rows = [
        full_claim(claim_id=str(i), quantity=Quantity(f"{i} men", float(i)), confidence=i / 10)
        for i in (3, 2)
    ]
    rows.append(full_claim(claim_id="9", sentence_id="another"))
    first, second = sentences(rows)
    assert [figure["text"] for figure in first["figures"]] == ["3 men", "2 men"]
    assert first["claim_ids"] == ["3", "2"]
    assert first["confidence"] == 0.2  # as sure as the least sure row
    assert second["claim_ids"] == ["9"]


def test_a_sentence_without_figures_has_none() -> None:
    [got] = sentences([claim()])
    assert (got["figures"], got["attribution"], got["time"], got["place"]) == ([], None, None, None)


def test_a_figure_says_its_time_only_where_it_has_its_own() -> None:
    then, now = Time("in 2019", "2019", "2019"), Time("in 2021", "2021", "2021")
    first = full_claim(time=now)
    [same] = sentences([first, replace(first, claim_id="c1")])
    assert same["time"] == "2021"
    assert not any("time" in figure for figure in same["figures"])
    [other] = sentences([first, replace(first, claim_id="c1", time=then, place="Yobe")])
    assert (other["time"], other["place"]) == ("2021", "Borno")
    assert (other["figures"][1]["time"], other["figures"][1]["place"]) == ("2019", "Yobe")
    [none] = sentences([replace(first, time=None), first])  # the sentence itself has no time
    assert none["time"] is None
    assert [figure.get("time") for figure in none["figures"]] == [None, "2021"]


@given(reports())
def test_every_line_is_json_whatever_the_claims_hold(claims: list[Claim]) -> None:
    file = StringIO()
    write_json_lines(file, claims)
    lines = [json.loads(line, parse_constant=_refuse) for line in file.getvalue().split("\n")[:-1]]
    assert [c for line in lines for c in line["claim_ids"]] == [c.claim_id for c in claims]


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is not JSON")
