"""Bullets on scans, read as one sign or another."""

import pytest

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Method, Page
from tests.builders import line, page, report

BODY = [
    line("The ministry said on Monday that forty villages had been cut off.", top=40 + 12 * n)
    for n in range(6)
]
ITEMS = ("Donors should publish what they spend.", "No dam should be built upstream.", "Pay now.")


def texts(*signs: str, size: float = 10.0, method: Method = "ocr") -> list[str]:
    """Assemble a list of ``ITEMS`` behind these signs, below some text."""
    rows = []
    for n, (sign, item) in enumerate(zip(signs, ITEMS, strict=True)):
        text = line(item, left=104, top=140 + 16 * n, size=size)
        label = line(sign, left=90, top=140 + 16 * n, size=size)
        rows.append(type(text)((*label.words, *text.words)))
    printed: Page = page(*BODY, *rows, method=method)
    document = assemble(report(printed), AssemblySettings())
    return [document.text[b.start : b.end] for b in document.blocks][-len(ITEMS) :]


@pytest.mark.parametrize("signs", ["«*9", "*e«", "¢°»", "•0•"])
def test_one_list_whose_bullets_were_read_in_several_ways(signs: str) -> None:
    assert texts(*signs) == [f"• {item}" for item in ITEMS]


def test_numbered_items_keep_their_numbers() -> None:
    assert texts("8", "9", "10")[1].startswith("9 ")


def test_a_sign_among_numbers_is_left_to_those_that_read_labels() -> None:
    assert texts("*", "2", "3")[0].startswith("*")


def test_a_text_layer_is_believed() -> None:
    assert texts("*", "9", "*", method="text")[1].startswith("9 ")


def test_small_print_has_labels_not_bullets() -> None:
    assert not any("•" in text for text in texts("*", "9", "*", size=7.0))
