"""Degraded copies are what their recipes say, and the same every time."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from builder.check import misplaced
from builder.degrade import Recipe, degrade, scans
from builder.gold import gold_lines
from builder.source import read_source
from builder.typeset import FONTS, typeset
from PIL import Image

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PDF = (CORPUS / "reports" / "security-lake-chad.pdf").read_bytes()
SCAN = Recipe("security-lake-chad", "scan", seed=1, dpi=60, noise=6, skew=0.5, light=0.1)


def text_of(pdf: bytes, page: int = 0) -> str:
    return str(pdfium.PdfDocument(pdf)[page].get_textpage().get_text_range())


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = degrade("a", SCAN, PDF, tmp_path, ocr=False).read_bytes()
    assert degrade("b", SCAN, PDF, tmp_path, ocr=False).read_bytes() == first
    other = degrade("c", replace(SCAN, seed=2), PDF, tmp_path, ocr=False).read_bytes()
    assert other != first


@pytest.mark.parametrize("bilevel", [False, True])
def test_a_scan_is_dark_on_light_and_has_no_text(tmp_path: Path, bilevel: bool) -> None:
    scan = replace(SCAN, bilevel=bilevel)
    pdf = degrade("scan", scan, PDF, tmp_path, ocr=False).read_bytes()
    page = pdfium.PdfDocument(pdf)[0]
    seen = np.asarray(page.render(grayscale=True).to_pil())
    assert np.median(seen) > 180  # paper
    assert seen.min() < 60  # ink
    assert text_of(pdf) == ""
    assert page.get_size() == pytest.approx(
        pdfium.PdfDocument(PDF)[0].get_size(), abs=2
    )  # a pixel and a bit


def test_a_hidden_layer_is_there_but_wrong(tmp_path: Path) -> None:
    hidden = replace(SCAN, how="hidden", errors=0.4)
    words = set(text_of(PDF).split())
    read = text_of(degrade("old", hidden, PDF, tmp_path, ocr=False).read_bytes()).split()
    right = sum(word in words for word in read) / len(read)
    assert 0.4 < right < 0.8


def test_a_mixed_pdf_keeps_the_text_of_the_other_pages(tmp_path: Path) -> None:
    mixed = replace(SCAN, how="mixed", pages=(2,))
    pdf = degrade("mixed", mixed, PDF, tmp_path, ocr=False).read_bytes()
    assert text_of(pdf, 0) == text_of(PDF, 0)
    assert text_of(pdf, 1) == ""


def test_a_tiff_has_all_pages_and_says_its_resolution(tmp_path: Path) -> None:
    tiff = replace(SCAN, how="tiff", bilevel=True)
    with Image.open(degrade("fax", tiff, PDF, tmp_path, ocr=False)) as fax:
        assert fax.n_frames == len(pdfium.PdfDocument(PDF))  # type: ignore[attr-defined]
        assert fax.info["dpi"] == (60, 60)


def test_a_page_on_its_side_is_turned() -> None:
    upright, turned, *_ = scans(PDF, replace(SCAN, turned=(2,)))
    assert upright.shape == turned.shape[::-1]


@pytest.mark.skipif(not all(path.is_dir() for path in FONTS), reason="Debian's fonts are missing")
def test_a_source_gives_the_committed_gold_and_its_report() -> None:
    source = read_source(CORPUS / "sources" / "food-black-sea-wheat.txt")
    layout = typeset(source)
    rows = gold_lines(source, layout)
    gold = (CORPUS / "gold" / "food-black-sea-wheat.jsonl").read_text("utf-8")
    assert rows == gold.splitlines()
    assert misplaced([json.loads(row) for row in rows], layout.pdf) == []
    assert typeset(source).pdf == layout.pdf
