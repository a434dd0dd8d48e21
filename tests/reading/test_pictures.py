"""A page's picture shows each word where the reader says that it is printed."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import PagePictures, read_report
from pipeline.schema import Page
from tests.reading.pdf import pdf, show

SETTINGS = ReadingSettings(ocr="never")
TEXT = show("Exports fell by 12 per cent in 2021,", 100, 700) + show(
    "as the port closed.", 100, 688
)
SIDEWAYS = (  # lines that run up the page
    "BT /F1 10 Tf 0 1 -1 0 300 200 Tm (Exports fell by 12 per cent in 2021,) Tj ET\n"
    "BT /F1 10 Tf 0 1 -1 0 312 200 Tm (as the port closed in the spring.) Tj ET\n"
)

PAGES = {
    "upright": pdf(TEXT),
    "turned by /Rotate": pdf(TEXT, page="/Rotate 90"),
    "upside down": pdf(TEXT, page="/Rotate 180"),
    "turned the other way": pdf(TEXT, page="/Rotate 270"),
    "cropped off the origin": pdf(TEXT, page="/CropBox [50 400 545 800]"),
    "cropped and turned": pdf(TEXT, page="/CropBox [50 400 545 800] /Rotate 90"),
    "media box off the origin": pdf(TEXT, box="-40 -60 555 782"),
    "text that runs up the page": pdf(SIDEWAYS),
}


def ink_in_words(page: Page, picture: Image.Image, scale: float) -> float:
    """Return the share of the picture's ink that lies in the words' boxes, a point around."""
    dark = np.asarray(picture) < 128
    inside = np.zeros_like(dark)
    for line in page.lines:
        for word in line.words:
            assert word.box is not None
            x0, top, x1, bottom = word.box
            inside[
                max(0, int((top - 1) * scale)) : int((bottom + 1) * scale),
                max(0, int((x0 - 1) * scale)) : int((x1 + 1) * scale),
            ] = True
    assert dark.any()
    return float((dark & inside).sum() / dark.sum())


@pytest.mark.parametrize("name", PAGES)
def test_words_lie_where_they_are_said_to(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(PAGES[name])
    page = read_report(path, SETTINGS).pages[0]
    assert sum(len(line.words) for line in page.lines) > 8
    with PagePictures(path, SETTINGS) as pictures:
        assert pictures.has_pages
        picture = pictures.draw(1, dpi=144, rotation=page.rotation)
    width, height = picture.size
    assert (width, height) == pytest.approx((page.width, page.height), abs=1.0)
    assert ink_in_words(page, picture.image, picture.dpi / 72) > 0.99


def frame(label: str, size: tuple[int, int] = (850, 1100)) -> Image.Image:
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((100, 100), label, fill=0, font_size=40)
    return image


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "fax.tif"
    frames = [frame("one"), frame("two, longer than the first")]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(100, 100))
    with PagePictures(path, SETTINGS) as pictures:
        first, second = (pictures.draw(n, dpi=100).image for n in (1, 2))
        assert np.asarray(first).sum() > np.asarray(second).sum()  # more ink on the second
        with pytest.raises(UnreadableReport, match="page 3 has no picture"):
            pictures.draw(3, dpi=100)


def test_a_scan_is_reduced_but_never_enlarged_and_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    frame("scan", (1100, 850)).save(path, dpi=(100, 100))
    with PagePictures(path, SETTINGS) as pictures:
        assert pictures.draw(1, dpi=200).image.size == (1100, 850)
        assert pictures.draw(1, dpi=100, rotation=90).image.size == (850, 1100)
        small = pictures.draw(1, dpi=72)
        assert small.size == pytest.approx((792, 612), abs=1)


def test_bare_text_has_no_pages_and_the_bytes_name_the_report(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Exports fell by 12 per cent.")
    with PagePictures(path, SETTINGS) as pictures:
        assert not pictures.has_pages
        assert pictures.report_id == hashlib.sha256(path.read_bytes()).hexdigest()
        with pytest.raises(UnreadableReport):
            pictures.draw(1, dpi=100)


def test_a_page_beyond_the_last_is_named(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(PAGES["upright"])
    with PagePictures(path, SETTINGS) as pictures:
        for number in (0, 2, -1):
            with pytest.raises(UnreadableReport, match="no picture"):
                pictures.draw(number, dpi=100)


def test_a_poster_is_drawn_smaller(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(pdf(TEXT, box="0 0 9000 9000"))
    with PagePictures(path, SETTINGS) as pictures:
        picture = pictures.draw(1, dpi=150)
    assert picture.pixels < 13_000_000
    assert picture.size == pytest.approx((9000, 9000), abs=3)
