"""PDFium's words are pdfplumber's words: the proof that the faster reader may be used."""

import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from pipeline.reading import pdfpages
from pipeline.reading.textlayer import pieces, upright

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"
SHARED = Path("/work/shared/reports")
# Born digital, of different makers; the first pages of each.
FILES = [
    *(CORPUS / name for name in ("climate-mekong-delta.pdf", "security-lake-chad.pdf")),
    *(SHARED / f"{name}.pdf" for name in ("gao-08-587t", "us-027", "tax-court-opinion")),
]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\xad", "-")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_are_those_of_pdfplumber(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    with pdfplumber.open(path) as reference, pdfpages.open_pdf(path) as (pdf, _):
        for index in range(min(3, len(pdf))):
            page = reference.pages[index]
            words = page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["size"])
            expected = Counter(
                (plain(word["text"]), round(word["size"])) for word in words if word["upright"]
            )
            printed = pdfpages.read_page(pdf, index)
            upright_glyphs = upright(printed.glyphs, printed.width, printed.height)[0]
            found = Counter((plain(p.text), round(p.size)) for p in pieces(upright_glyphs))
            same = (expected & found).total()
            assert same >= 0.98 * max(expected.total(), found.total()), (
                expected - found, found - expected,
            )  # fmt: skip
