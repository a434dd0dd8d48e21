"""A name that a reviewer corrected becomes an alias in a list that the user owns."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.annotate.actors.gazetteer import load_gazetteer
from pipeline.errors import SettingsError
from pipeline.evaluate.aliases import Alias, append_aliases, known_aliases, proposed
from pipeline.schema import Actor, Claim, Decision
from tests.claim_builders import claim

TEHRAN = Actor("Tehran", "Tehran", "agent", "IRN")
TTP = Actor("TTP", "the TTP", "agent", None, "organisation")


def corrected(number: int, actors: tuple[Actor, ...], to: str) -> tuple[Claim, Decision]:
    name = f"c{number}"
    row = claim(claim_id=name, actors=actors)
    return row, Decision(name, "corrected", (("actors", to),), about=row)


def proposals(*reviewed: tuple[Claim, Decision]) -> list[Alias]:
    return proposed([c for c, _ in reviewed], {d.claim_id: d for _, d in reviewed})


def test_a_corrected_actor_proposes_its_words_as_an_alias() -> None:
    found = proposals(
        corrected(1, (TEHRAN,), "Government of Iran"),
        corrected(2, (TEHRAN, TTP), "Government of Iran; Tehrik-i-Taliban Pakistan"),
    )
    assert [(a.words, a.name, a.times) for a in found] == [
        ("Tehran", "Government of Iran", 2), ("TTP", "Tehrik-i-Taliban Pakistan", 1),
    ]  # fmt: skip
    assert (found[0].sector, found[0].country) == ("government", "IRN")


def test_what_else_a_reviewer_may_do_to_actors_proposes_nothing() -> None:
    it = replace(TEHRAN, text="it")
    assert not proposals(corrected(1, (TEHRAN, TTP), "TTP"))  # taken out
    assert not proposals(corrected(2, (TTP,), "TTP; Pakistan"))  # added
    assert not proposals(corrected(3, (it,), "Government of Iran"))  # no name
    assert not proposals((corrected(4, (TEHRAN,), "Iran")[0], Decision("c4", "accepted")))


def test_one_of_several_replaced_and_another_taken_out_cannot_be_told() -> None:
    assert not proposals(corrected(1, (TEHRAN, TTP), "Government of Iran"))


def test_reviewers_who_disagree_are_told_of() -> None:
    found = proposals(
        corrected(1, (TEHRAN,), "Government of Iran"), corrected(2, (TEHRAN,), "Iran")
    )
    assert all(alias.disputed for alias in found)


def test_a_later_run_takes_the_alias(tmp_path: Path) -> None:
    path = tmp_path / "lists" / "mine.tsv"
    append_aliases(path, [Alias("Teheran House", "Government of Iran", "government", "IRN")])
    append_aliases(path, [Alias("TTP|\tX", "Tehrik-i-Taliban Pakistan")])
    found = load_gazetteer([path]).find("Teheran House")
    assert found is not None
    assert (found.name, found.sector, found.country) == ("Government of Iran", "government", "IRN")
    assert ("Teheran House", "Government of Iran") in known_aliases(path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3


def test_a_list_of_the_users_own_keeps_its_columns_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("# ours\nname\taliases\nIS-K\tISKP", encoding="utf-8")
    append_aliases(path, [Alias("Tehran", "Government of Iran", "government", "IRN")])
    assert path.read_text(encoding="utf-8") == (
        "# ours\nname\taliases\nIS-K\tISKP\nGovernment of Iran\tTehran\n"
    )
    other = tmp_path / "other.tsv"
    other.write_text("some\tthing\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no list of actors"):
        append_aliases(other, [Alias("Tehran", "Government of Iran")])
