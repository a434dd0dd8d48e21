"""Names in lists: what matches, what does not, and that the lists are sound."""

import time
from collections import defaultdict

import pytest

from pipeline.annotate.actors.gazetteer import (
    COLUMNS,
    SECTORS,
    Entry,
    Gazetteer,
    SpooledWords,
    beginning_at,
    load_gazetteer,
    split_words,
)
from pipeline.annotate.actors.mentions import find_mentions
from pipeline.annotate.wordlists import LEXICONS, read_table


@pytest.fixture(scope="module")
def ours() -> Gazetteer:
    return load_gazetteer()


def found(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    words = split_words(text)
    return [
        (text[words[hit.first].start : words[hit.last].end], hit.entry.name)
        for hit in gazetteer.hits(words)
    ]


@pytest.mark.parametrize(
    "printed", ["IS-K", "IS- K", "IS-\nK", "IS–K", "ISKP", "ISIS-K", "Islamic State of Khorasan"]
)
def test_every_way_to_print_a_name_is_that_name(printed: str, ours: Gazetteer) -> None:
    assert [name for _, name in found(f"and {printed} fled", ours)] == ["IS-K"]


def test_the_longest_name_wins(ours: Gazetteer) -> None:
    assert found("the UN Security Council and the UN", ours) == [
        ("UN Security Council", "UN Security Council"), ("UN", "United Nations"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Islamic State West Africa Provirice", "ISWAP"),
        ("Islamic Order West Africa Province", None),  # no slip of a letter or two
        ("Iran Guard", None),
    ],
)
def test_one_word_of_a_long_name_may_be_misread(printed: str, name: str | None) -> None:
    entry = load_gazetteer().find_misread(printed)
    assert (entry.name if entry else None) == name


@pytest.mark.parametrize("text", ["let us see who it is", "turkey and china plates", "Us and Who"])
def test_ordinary_words_are_left_alone(text: str, ours: Gazetteer) -> None:
    assert found(text, ours) == []


def test_accents_and_apostrophes_do_not_matter(ours: Gazetteer) -> None:
    assert found("Cote d’Ivoire and Côte d'Ivoire", ours) == [
        ("Cote d’Ivoire", "Côte d'Ivoire"), ("Côte d'Ivoire", "Côte d'Ivoire"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "printed",
    ["Kurdistan Workers' Party", "Kurdistan Workers’ Party", "Kurdistan Workers Party",
     "Kurdistan Workers' party"],
)  # fmt: skip
def test_the_apostrophe_of_many_owners_and_a_small_last_word(printed: str, ours: Gazetteer) -> None:
    assert [name for _, name in found(f"The {printed} met.", ours)] == ["Kurdistan Workers' Party"]


def test_a_name_does_not_run_over_a_full_stop_or_a_blank_line(ours: Gazetteer) -> None:
    assert found("the World. Bank fees", ours) == []
    assert found("the World\n\nBank fees", ours) == []


def test_isis_is_not_is_k(ours: Gazetteer) -> None:
    assert [name for _, name in found("ISIS and ISIS-K", ours)] == ["Islamic State", "IS-K"]


@pytest.fixture
def few_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words at hand four at a time, two times; the others are in a file."""
    for name, value in (("MANY", 5), ("_BITS", 2), ("_AT_ONCE", 4), ("_REST", 3)):
        monkeypatch.setattr(f"pipeline.annotate.actors.gazetteer.{name}", value)
    monkeypatch.setattr(SpooledWords, "AT_HAND", 2)


def test_words_in_a_file_are_those_of_a_list(request: pytest.FixtureRequest) -> None:
    text = "In Chad, the WFP's 12 men said: no. Nobody else came. The army, he said, had gone home."
    listed = split_words(text, {10, 36})
    request.getfixturevalue("few_at_hand")
    words = split_words(text, {10, 36})
    assert isinstance(words, SpooledWords)
    assert isinstance(listed, list)
    assert list(words) == listed
    assert len(words) == len(listed)
    for i in (*range(len(listed)), 2, 17, 0, 9, -1, -17):
        assert words[i] == listed[i]
    for first in range(-1, len(listed) + 2):
        for last in range(-1, len(listed) + 2):
            assert words[first:last] == listed[first:last]
    assert words[::3] == listed[::3]
    for start in range(len(text) + 1):
        found = [i for i, word in enumerate(listed) if word.start == start]
        assert beginning_at(words, start) == beginning_at(listed, start) == (found or [None])[0]
    for i in (len(listed), -len(listed) - 1):
        with pytest.raises(IndexError):
            words[i]


def test_mentions_do_not_depend_on_where_the_words_are(
    ours: Gazetteer, request: pytest.FixtureRequest
) -> None:
    text = "The World Food Programme (WFP) fed Chad. Mr Joseph Okonjo left it. Okonjo said so. "
    at_hand = find_mentions(text, ours)
    assert {"World Food Programme", "Joseph Okonjo"} <= {m.name for m in at_hand}
    request.getfixturevalue("few_at_hand")
    assert find_mentions(text, ours) == at_hand


def test_a_later_alias_replaces_an_earlier_one() -> None:
    gazetteer = Gazetteer()
    gazetteer.add("Acme", Entry("Acme One", "business"))
    gazetteer.add("Acme", Entry("Acme Two", "business"))
    assert found("Acme", gazetteer) == [("Acme", "Acme Two")]


def test_the_lists_load_quickly() -> None:
    before = time.perf_counter()
    load_gazetteer([LEXICONS / "actors.tsv"])  # afresh: only our own lists alone are kept
    assert time.perf_counter() - before < 2  # 0.1 s on an idle machine


def test_no_alias_names_two_actors() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for _, row in read_table(LEXICONS / "actors.tsv", COLUMNS):
        for alias in (row["name"], *row["aliases"].split("|")):
            meant[alias.rstrip("?")].add(row["name"])
    assert {alias: names for alias, names in meant.items() if alias and len(names) > 1} == {}


def test_every_line_has_sector_and_source() -> None:
    for number, row in read_table(LEXICONS / "actors.tsv", COLUMNS):
        assert row["sector"] in SECTORS, f"line {number}"
        assert row["source"], f"line {number}"
        assert len(row["country"]) in {0, 3}, f"line {number}"


def test_every_state_has_a_code_and_is_found_by_its_name(ours: Gazetteer) -> None:
    assert len(ours.states) == 197
    for code, name in ours.states.items():
        entry = ours.find(name)
        assert entry is not None
        assert (entry.country, entry.sector) == (code, "state")
