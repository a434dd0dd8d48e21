"""PDFium's words are pdfplumber's words: the proof that the faster reader may be used."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from pipeline.config import ReadingSettings
from pipeline.reading import read_report
from pipeline.reading.glyphs import Glyph
from pipeline.reading.pdfpages import PdfiumReader, stands_off
from pipeline.reading.pdfs import Reader
from pipeline.reading.plumberpages import PlumberReader
from pipeline.reading.textlayer import pieces, upright
from pipeline.schema import Line
from tests.reading.pdf import column, pdf

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
SHARED = Path("/work/shared/reports")
# Born digital, of different makers; the first pages of each.
FILES = [
    *(CORPUS / name for name in ("climate-mekong-delta.pdf", "security-lake-chad.pdf")),
    *(SHARED / f"{name}.pdf" for name in ("gao-08-587t", "us-027", "tax-court-opinion")),
]


# Of corners off the origin, turned, and with text rise.
RAISED = "BT /F1 10 Tf 172 500 Td (action.) Tj /F1 6 Tf 3.2 Ts (6) Tj /F1 10 Tf 0 Ts (The) Tj ET "
FRAMES = [
    "",
    "/CropBox [100 100 500 800]",
    "/Rotate 90 /CropBox [100 100 500 800]",
    "/Rotate 180 /CropBox [90 110 500 800]",
    "/Rotate 270 /CropBox [90 110 500 800]",
]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\xad", "-")


def words(reader: Reader, index: int) -> Counter[tuple[str, int]]:
    """The words of a page, with their sizes."""
    printed = reader.read_page(index)
    glyphs = upright(printed.glyphs, printed.width, printed.height)[0]
    return Counter((plain(piece.text), round(piece.size)) for piece in pieces(glyphs))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_of_both_readers_are_the_same(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    ours, reference = PdfiumReader(path), PlumberReader(path)
    assert len(ours) == len(reference)
    for index in range(min(3, len(ours))):
        found, expected = words(ours, index), words(reference, index)
        same = (expected & found).total()
        assert same >= 0.98 * max(expected.total(), found.total()), (
            expected - found, found - expected,
        )  # fmt: skip
    ours.close()
    reference.close()


@pytest.mark.parametrize("page", FRAMES)
def test_places_of_both_readers_are_the_same(tmp_path: Path, page: str) -> None:
    path = tmp_path / "report.pdf"
    drawn = column(["The attack killed many", "people in the town."], 172, 700) + RAISED
    path.write_bytes(pdf(drawn + "172 480 200 1 re f", page=page, box="-20 -30 595 842"))
    pdfium, plumber = (
        read_report(path, ReadingSettings(reader=name)).pages[0]
        for name in ("pdfium", "pdfplumber")
    )
    assert (plumber.width, plumber.height) == (pdfium.width, pdfium.height)
    assert plumber.rotation == pdfium.rotation
    assert [seen(line) for line in plumber.lines] == [seen(line) for line in pdfium.lines]
    for ours, theirs in zip(pdfium.lines, plumber.lines, strict=True):
        assert ours.box is not None
        assert theirs.box == pytest.approx(ours.box, abs=2.5)  # ascents are told differently
    assert plumber.rules[0] == pytest.approx(pdfium.rules[0], abs=0.1)


def seen(line: Line) -> list[tuple[str, float | None, float, bool]]:
    return [(word.text, word.size, word.rise, word.glued) for word in line.words]


@pytest.mark.parametrize(
    ("gaps", "parts"),
    [((0.0, 0.16), True), ((0.0, 0.05), False), ((0.12, 0.16), False), ((0.05, 0.2), True)],
)
def test_space_that_pdfium_supposes_needs_a_gap_wider_than_the_letters_before(
    gaps: tuple[float, float], parts: bool
) -> None:
    before, gap = gaps  # ems

    def letter(x: float) -> Glyph:
        return Glyph("a", x, 90, x + 5, 100, 10.0, 98)

    line = [letter(50), letter(55 + 10 * before)]
    assert stands_off(letter(line[1].x1 + 10 * gap), line) is parts
