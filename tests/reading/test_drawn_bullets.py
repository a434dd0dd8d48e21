"""Bullets that are drawn, and small drawn shapes that are none."""

from pathlib import Path

import pytest

from pipeline.config import ReadingSettings
from pipeline.reading import read_report
from tests.reading.pdf import pdf, show

ITEMS = ("340 pumps were installed", "The bank lent $14 million", "Each serves 45 families")


def disc(x: float, y: float, size: float = 3.5) -> str:
    """Return the operators for a filled disc with its lower left corner at (x, y)."""
    r, k = size / 2, size * 0.276
    a, b, top, right = x + r, y + r, y + size, x + size
    return (
        f"{a} {y} m {a + k} {y} {right} {b - k} {right} {b} c {right} {b + k} {a + k} {top} "
        f"{a} {top} c {a - k} {top} {x} {b + k} {x} {b} c {x} {b - k} {a - k} {y} {a} {y} c h f\n"
    )


def texts(path: Path, content: str, reader: str = "pdfium") -> list[str]:
    path.write_bytes(pdf(content))
    page = read_report(path, ReadingSettings(reader=reader)).pages[0]
    return [line.text for line in page.lines]


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("square", [False, True])
def test_a_drawn_bullet_begins_its_item(tmp_path: Path, reader: str, *, square: bool) -> None:
    content = ""
    for n, item in enumerate(ITEMS):
        y = 700 - 13 * n
        content += show(item, 90, y) + (f"78 {y + 2} 3 3 re f\n" if square else disc(78, y + 2))
    assert texts(tmp_path / "a.pdf", content, reader) == [f"• {item}" for item in ITEMS]


def test_the_dots_of_a_chart_are_no_bullets(tmp_path: Path) -> None:
    """One of many stands before a label by chance."""
    content = show("Kenya", 90, 700) + disc(80, 702)
    content += "".join(disc(100 + 30 * n, 500 + 17 * n) for n in range(8))
    assert texts(tmp_path / "a.pdf", content) == ["Kenya"]


def test_a_dot_within_a_line_is_no_bullet(tmp_path: Path) -> None:
    content = show("3.5", 90, 700) + disc(107, 702, 2) + show("10 litres", 112, 700)
    assert texts(tmp_path / "a.pdf", content) == ["3.5 10 litres"]


def test_a_ring_round_a_word_is_no_bullet(tmp_path: Path) -> None:
    content = show("The bank lent $14 million", 90, 700) + disc(70, 697, 9)
    assert texts(tmp_path / "a.pdf", content) == ["The bank lent $14 million"]
