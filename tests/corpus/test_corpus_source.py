"""The format of a source: a few lines as a writer would write them, and what comes of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from builder.source import Figure, Mention, Source, SourceError, read_source

Reader = Callable[[str], Source]
FRONT = '+++\ntitle = "T"\nnotes = "endnotes"\nsplit = "calibration"\n+++\n\n'


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def from_text(body: str) -> Source:
        path = tmp_path / "report.txt"
        path.write_text(FRONT + body, "utf-8")
        return read_source(path)

    return from_text


def test_a_sentence_with_its_gold(read: Reader) -> None:
    source = read(
        "As per a UN report, nearly _400_ civilians died in Kabul in 2021.[^un]\n"
        "  fact hedged negated\n"
        "  actors: a UN report = United Nations, source\n"
        "  figure: nearly 400 civilians | <~ 400 civilian | civilians who died | place Kabul; up\n"
        "  source: a UN report | As per\n"
        "  time: 2021\n"
        "\n"
        "[^un]: S/2022/7, https://un.example/7.\n"
    )
    (sentence,) = source.sentences
    assert sentence.plain == "As per a UN report, nearly 400 civilians died in Kabul in 2021."
    assert (sentence.kind, sentence.modality, sentence.negated) == ("fact", "hedged", True)
    assert sentence.actors == [Mention("United Nations", "a UN report", "source")]
    assert sentence.figures == [
        Figure(
            "nearly 400 civilians",
            400,
            None,
            "<~",
            "civilian",
            "civilians who died",
            change="up",
            place="Kabul",
        )
    ]
    assert (sentence.source, sentence.cue, sentence.cites) == ("a UN report", "As per", ["un"])


def test_a_table_gives_one_object_for_each_cell_with_a_figure(read: Reader) -> None:
    source = read(
        "@table Table 1. Trade\n"
        "  head: | Value (USD million) *2 |\n"
        "  head: Partner | 2018 | 2019 | Change\n"
        "  section: Africa\n"
        "  row: Kenya | 1,204.5 | – | –3.1\n"
        "  column 2: USD 1e6 | {section}, {row} | time {col}\n"
        "  column 3: USD 1e6 | {row}\n"
        "  column 4: percent | change, {row}\n"
        "  actors: Kenya\n"
    )
    first, last = source.sentences
    assert first.figures[0].value == 1_204_500_000
    assert (first.figures[0].unit, first.figures[0].what) == ("USD", "Africa, Kenya")
    assert (first.time, first.actors) == ("2018", [Mention("Kenya", "Kenya")])
    assert (last.raw, last.figures[0].value) == ("–3.1", -3.1)


def test_the_place_of_a_cell_is_its_nearest_head_that_is_one(read: Reader) -> None:
    source = read(
        "@table Table 1. Goats on the islands\n"
        "  head: Holding | Chios | Sheep\n"
        "  section: Naxos\n"
        "  row: Large | 12 | 34\n"
        "  row: Farms on Paros | 56 | 78\n"
        "  section: Total\n"
        "  row: All | 90 | 91\n"
        "  column 2: goat | {row} | place the islands\n"
        "  column 3: sheep | {row} | place the islands\n"
        "  places: Paros; Naxos; Chios\n"
    )
    assert [cell.place for cell in source.sentences] == [
        *("Naxos", "Naxos", "Paros", "Paros", "Chios", "the islands")
    ]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("A sentence.\n", "no kind"),
        ("A sentence.\n  fact certain\n", "no modality"),
        ("A sentence.\n  fact\n  place: Kabul\n", "'Kabul' is not in the sentence"),
        ("Iran and Iraq.\n  fact\n  actors: Iraq; Iran\n", "order of first mention"),
        ("Up 3 per cent.\n  fact\n  figure: 3 per cent | 3 percent | rise\n", "no relation"),
        ("A claim.[^lost]\n  fact\n", "no note"),
        ("A claim.\n  fact\n\n[^lost]: Unused.\n", "nothing cites"),
        ("  fact\n", "without a sentence"),
    ],
)
def test_mistakes_are_named(read: Reader, body: str, complaint: str) -> None:
    with pytest.raises(SourceError, match=complaint):
        read(body)


@pytest.mark.parametrize(
    ("front", "complaint"),
    [
        ('notes = "margin"\nsplit = "dev"', "notes must be one of"),
        ('notes = "endnotes"\nsplit = "train"', "split must be one of dev, test, calibration"),
        ('notes = "endnotes"', "split must be one of"),
    ],
)
def test_a_report_says_how_its_notes_are_printed_and_what_it_is_for(
    tmp_path: Path, front: str, complaint: str
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"+++\n{front}\n+++\n\nA claim.\n  fact\n", "utf-8")
    with pytest.raises(SourceError, match=complaint):
        read_source(path)
