"""Slips of the OCR that are plainly slips; everything else stays as printed."""

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document
from tests.builders import bare, page, report


def mended(*rows: str) -> Document:
    return assemble(report(bare(*rows)), AssemblySettings())


@pytest.mark.parametrize(
    ("printed", "text", "kind"),
    [
        ("Therise of terrorism was swift.", "The rise of terrorism was swift.", "spacing"),
        ("It was one ofthe worst.", "It was one of the worst.", "spacing"),
        ("He wasa fighter then.", "He was a fighter then.", "spacing"),
        ("It is a political ~entity now.", "It is a political entity now.", "stray mark"),
        ("Furthermore, = Iran agreed.", "Furthermore, Iran agreed.", "stray mark"),
    ],
)
def test_slips(printed: str, text: str, kind: str) -> None:
    document = mended(printed)
    assert document.text == text
    (repair,) = document.repairs
    assert repair.kind == kind
    assert repair.printed in printed


@pytest.mark.parametrize(
    "printed",
    [
        "They would not do so anymore.",
        "Theodora and the Thebans withdrew.",
        "The militia of Andar held it.",
        "It rose by 5 % and cost > 3 million.",
        "Growth was ~ 4 per cent in all.",
        "A motor-cycle bomb – the third – went off.",
        "Fees + taxes * 2 = 8 in total.",
        "He took the ofna road.",
    ],
)
def test_right_words_stay(printed: str) -> None:
    document = mended(printed)
    assert document.text == printed
    assert document.repairs == ()


def test_a_text_layer_keeps_its_words() -> None:
    document = assemble(report(page("Therise = was ~noted in full.")), AssemblySettings())
    assert document.text == "Therise = was ~noted in full."


def test_ligatures_are_written_out_everywhere() -> None:
    document = assemble(report(page("The ﬁnance oﬃce fell.")), AssemblySettings())
    assert document.text == "The finance office fell."
    assert [repair.printed for repair in document.repairs] == ["ﬁnance", "oﬃce"]


def test_a_parted_word_keeps_a_place_for_each_half() -> None:
    document = mended("Therise was noted by all.")
    assert [document.text[w.start : w.end] for w in document.words][:2] == ["The", "rise"]


def test_repairs_can_be_switched_off() -> None:
    settings = AssemblySettings(repair_words=False)
    assert assemble(report(bare("Therise fell.")), settings).text == "Therise fell."
