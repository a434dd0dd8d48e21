"""The gold of the sample reports, held against its own reports and against the contract."""

import json
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any, get_args

import pytest
from builder.check import misplaced, uncited
from builder.source import SPLITS as KNOWN_SPLITS

from pipeline.schema import Kind, Modality, Relation, Role

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SPLITS: dict[str, dict[str, str]] = tomllib.loads((CORPUS / "splits.toml").read_text("utf-8"))
BORN = sorted(name for name, entry in SPLITS.items() if entry["made"] == "born digital")
Row = dict[str, Any]


def rows_of(gold: Path) -> list[Row]:
    return [json.loads(line) for line in gold.read_text("utf-8").splitlines()]


GOLD = {path.stem: rows_of(path) for path in sorted((CORPUS / "gold").glob("*.jsonl"))}
SENTENCES = [row for rows in GOLD.values() for row in rows if not row.get("table")]


def test_every_report_has_gold_a_split_and_a_layout() -> None:
    assert set(SPLITS) == {path.name for path in (CORPUS / "reports").iterdir()}
    for name, entry in SPLITS.items():
        assert (CORPUS / entry["gold"]).is_file(), name
        assert entry["split"] in KNOWN_SPLITS
        assert entry["layout"]
        assert entry["subject"]


def test_a_degraded_copy_is_in_the_split_of_its_source() -> None:
    for name, entry in SPLITS.items():
        sources = [born for born in BORN if name.startswith(Path(born).stem)]
        assert [SPLITS[source]["split"] for source in sources] == [entry["split"]], name


def test_as_many_reports_are_for_testing_as_for_development() -> None:
    splits = [SPLITS[name]["split"] for name in BORN]
    assert abs(splits.count("test") - splits.count("dev")) <= 1


def test_there_is_enough_of_it() -> None:
    assert len(BORN) >= 10
    assert len(SENTENCES) >= 600
    subjects = {SPLITS[name]["subject"] for name in BORN}
    assert subjects >= {"security", "trade", "health", "climate", "migration", "public finance"}
    made = {entry["made"] for entry in SPLITS.values()}
    assert made == {"born digital", "scan", "tiff", "image", "hidden", "mixed", "ocr"}


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in (CORPUS / "reports").iterdir()) < 12_000_000


@pytest.mark.parametrize("name", BORN)
def test_the_sentences_stand_in_the_report_in_this_order(name: str) -> None:
    rows = rows_of(CORPUS / SPLITS[name]["gold"])
    pdf = (CORPUS / "reports" / name).read_bytes()
    assert misplaced(rows, pdf) == []
    assert uncited(rows, pdf) == []


def unsupported(row: Row) -> list[str]:
    """Return the marked words that do not stand in the row's sentence."""
    said = row["attribution"] or {}
    words = [said.get("source"), said.get("cue"), row["place"]]
    words += [actor["text"] for actor in row["actors"]]
    words += [figure["text"] for figure in row["figures"]]
    words += [figure["place"] for figure in row["figures"]]
    return [word for word in words if word and word not in row["sentence"]]


@pytest.mark.parametrize("name", GOLD)
def test_what_is_marked_stands_in_its_sentence(name: str) -> None:
    for row in GOLD[name]:
        if not row.get("table"):
            assert unsupported(row) == [], row["sentence"]
            starts = [row["sentence"].find(actor["text"]) for actor in row["actors"]]
            assert starts == sorted(starts), "actors in order of first mention"


@pytest.mark.parametrize("name", GOLD)
def test_every_value_is_one_of_the_contract(name: str) -> None:
    for row in GOLD[name]:
        assert row["kind"] in get_args(Kind)
        assert row["modality"] in get_args(Modality)
        assert isinstance(row["negated"], bool)
        assert all(actor["role"] in get_args(Role) for actor in row["actors"])
        assert len(row["citations"]) == len(row["references"]) == len(row["urls"])
        for time in [row["time"], *(figure["time"] for figure in row["figures"])]:
            assert time is None or re.fullmatch(r"[\d./-]+", time), time
        for figure in row["figures"]:
            assert figure["relation"] in get_args(Relation)
            assert isinstance(figure["value"], int | float)
            assert (figure["high"] is not None) == (figure["relation"] == "..")
            assert figure["high"] is None or figure["high"] > figure["value"]
            assert figure["change"] in (None, "up", "down")
            assert figure["what"], figure


@pytest.mark.parametrize("name", GOLD)
def test_a_label_leads_to_one_reference(name: str) -> None:
    by_page = any(
        entry["gold"] == f"gold/{name}.jsonl" and "by-page" in entry["layout"]
        for entry in SPLITS.values()
    )
    leads: dict[tuple[int, str], str] = {}
    for row in GOLD[name]:
        for label, reference in zip(row["citations"], row["references"], strict=True):
            page = row["page"] if by_page else 0
            if not by_page or (page, label) not in leads:
                assert leads.setdefault((page, label), reference) == reference


@pytest.mark.parametrize("name", GOLD)
def test_sentences_end_as_sentences_do(name: str) -> None:
    for row in GOLD[name]:
        if not row.get("table"):
            assert re.search(r"[.?!:;,…][”’)\]]*$|\]$", row["sentence"]), row["sentence"]


PLURALS = {"people": "person", "women": "woman", "men": "man", "children": "child"}


def test_units_are_singular() -> None:
    units = {f["unit"] for rows in GOLD.values() for row in rows for f in row["figures"]}
    plural = {
        unit
        for unit in units
        if unit and (unit.split()[-1] in PLURALS or re.search(r"[^su]s$", unit))
    }
    assert plural - {"times", "barracks"} == set()


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"^the |[^a-z]", "", plain).replace("organization", "organisation")


def test_one_actor_has_one_name_in_all_reports() -> None:
    spellings: dict[str, set[str]] = {}
    for rows in GOLD.values():
        for row in rows:
            for actor in row["actors"]:
                spellings.setdefault(_folded(actor["name"]), set()).add(actor["name"])
    assert {k: v for k, v in spellings.items() if len(v) > 1} == {}


def test_an_actor_with_its_full_name_printed_keeps_it() -> None:
    names = {actor["name"] for rows in GOLD.values() for row in rows for actor in row["actors"]}
    acronyms = {
        "US",
        "USA",
        "UK",
        "UN",
        "EU",
        "WHO",
        "IMF",
        "WTO",
        "DRC",
        "UAE",
        "World Bank Group",
    }
    assert names & acronyms == set()
    assert all(not name.startswith(("the ", "The ")) for name in names)
