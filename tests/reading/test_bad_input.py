"""Files that lie, are torn or hostile: each is refused or read with clear words, none crashes."""

import os
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import find_reports, pdfs, read_report
from pipeline.reading.glyphs import CannotOpen, PageError, PrintedPage
from pipeline.reading.images import Picture, frame_at, open_image
from pipeline.reading.pdfpages import PdfiumReader
from pipeline.schema import Report
from tests.reading.pdf import column, pdf, show

FILES = Path(__file__).with_name("files")
SETTINGS = ReadingSettings()
TEXT = ["The attack of 2021 killed many people in the town", "and was the worst of the year."]
BOTH = ["pdfium", "pdfplumber"]


def read(folder: Path, data: bytes, name: str = "report.pdf") -> Report:
    path = folder / name
    path.write_bytes(data)
    return read_report(path, SETTINGS)


def texts(report: Report) -> list[str]:
    return [line.text for line in report.pages[0].lines]


def assert_read_or_refused(folder: Path, data: bytes) -> None:
    """Both readers give the one page, or a message that ends in what to do."""
    path = folder / "odd.pdf"
    path.write_bytes(data)
    for reader in BOTH:
        answer = ""
        try:
            report = read_report(path, ReadingSettings(reader=reader))
        except UnreadableReport as error:
            answer = str(error)
        assert "Fetch it again" in answer or len(report.pages) == 1


# --- no report at all --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.pdf", b"", "the file is empty. Fetch it again"),
        ("notes.pdf", b"Just some text.\n", "no PDF"),
        ("archive.pdf", b"PK\x03\x04" + bytes(100), "no PDF"),
        ("zeros.pdf", bytes(5000), "no PDF"),
        ("torn.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type", "cut short in transfer"),
        ("none.pdf", pdf(), "no pages"),
        ("torn.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "damaged image"),
        ("torn.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "damaged image"),
        ("torn.tif", b"II*\x00" + bytes(50), "damaged image"),
        ("blank.txt", b" \n\n ", "no text"),
    ],
)
@pytest.mark.parametrize("reader", BOTH)
def test_file_is_named_with_what_is_wrong(
    tmp_path: Path, name: str, data: bytes, said: str, reader: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableReport, match=said) as caught:
        read_report(path, ReadingSettings(reader=reader))
    assert name in str(caught.value)


def test_folder_and_missing_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(UnreadableReport, match=r"x\.pdf: a folder"):
        read_report(tmp_path / "x.pdf", SETTINGS)
    with pytest.raises(UnreadableReport, match=r"gone\.pdf: cannot be read"):
        read_report(tmp_path / "gone.pdf", SETTINGS)


def test_file_that_vanishes_after_it_was_listed(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(pdf(column(TEXT, 72, 700)))
    listed = find_reports([tmp_path])
    (tmp_path / "a.pdf").unlink()
    with pytest.raises(UnreadableReport, match=r"a\.pdf: cannot be read .*Check that it is there"):
        read_report(listed[0], SETTINGS)
    assert texts(read_report(listed[1], SETTINGS)) == TEXT


def test_what_was_listed_is_not_listed_anew(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(column(TEXT, 72, 700)))
    (tmp_path / "lost.pdf").symlink_to(tmp_path / "nowhere")
    listed = find_reports([tmp_path])
    assert [path.name for path in listed] == ["a.pdf", "lost.pdf"]
    assert find_reports(listed) == listed


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(pdf(column(TEXT, 72, 700)))
    path.chmod(0)
    if os.geteuid() == 0:  # root may read all: play the refusal

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableReport, match=r"secret\.pdf: .*Permission denied.* may read it"):
        read_report(path, SETTINGS)


# --- encrypted ----------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", BOTH)
def test_password_that_is_not_known(reader: str) -> None:
    with pytest.raises(UnreadableReport, match=r"password\.pdf: encrypted, and the password"):
        read_report(FILES / "password.pdf", ReadingSettings(reader=reader))


@pytest.mark.parametrize("reader", BOTH)
def test_empty_password_opens(reader: str) -> None:
    report = read_report(FILES / "no-password.pdf", ReadingSettings(reader=reader))
    assert texts(report) == ["The attack of 2021 killed 12 people."]


# --- damaged ------------------------------------------------------------------------------------


def test_cut_file_gives_the_pages_that_are_left(tmp_path: Path) -> None:
    whole = pdf(column(TEXT, 72, 700), column(TEXT, 72, 500))
    report = read(tmp_path, whole[: whole.rindex(b"<< /Length")])
    assert texts(report) == TEXT
    assert report.pages[1].lines == ()
    assert "damaged" in report.warnings[0]


def test_pages_in_a_ring_end(tmp_path: Path) -> None:
    ring = pdf(column(TEXT, 72, 700)).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R 5 0 R]")
    assert_read_or_refused(tmp_path, ring)


def test_second_reader_takes_over_a_file_and_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shut(PdfiumReader):
        def __init__(self, path: Path) -> None:
            raise CannotOpen

    class Stuck(PdfiumReader):
        def read_page(self, index: int) -> PrintedPage:
            raise PageError("it is damaged")

    for broken in (Shut, Stuck):
        monkeypatch.setitem(pdfs.READERS, "pdfium", broken)
        assert texts(read(tmp_path, pdf(column(TEXT, 72, 700)))) == TEXT


def test_page_that_nobody_can_read_is_left_out_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck(PdfiumReader):
        def read_page(self, index: int) -> PrintedPage:
            raise PageError("it is damaged")

        def draw_page(self, index: int, settings: ReadingSettings) -> Picture:
            raise PageError("it cannot be drawn")

    monkeypatch.setattr(pdfs, "READERS", {"pdfium": Stuck})
    report = read(tmp_path, pdf(column(TEXT, 72, 700)))
    assert report.pages[0].lines == ()
    assert report.warnings[0] == "page 1: it cannot be drawn; left out"


# --- absurd -------------------------------------------------------------------------------------


def header_only(width: int, height: int) -> bytes:
    """Return a PNG whose header promises a picture and whose data hold hardly any of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height"),
    [(1_000_000_000, 1), (1, 1_000_000_000), (40_000, 40_000), (2**31 - 1,) * 2],
)
def test_huge_image_is_refused_from_its_header(tmp_path: Path, width: int, height: int) -> None:
    tracemalloc.start()
    with pytest.raises(UnreadableReport, match=r"huge\.png: .* pixels, more than a page"):
        read(tmp_path, header_only(width, height), "huge.png")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("mode", ["1", "RGBA", "I;16"])
def test_large_image_is_reduced_if_that_is_cheap(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (1500, 1500)).save(tmp_path / "large.png")
    settings = ReadingSettings(max_pixels=1_000_000)
    if mode == "1":  # a byte a pixel
        with open_image(tmp_path / "large.png", settings) as image:
            picture = frame_at(image, 0, settings)
        assert isinstance(picture, Picture)
        assert picture.image.width * picture.image.height <= 1_001_000
    else:
        with pytest.raises(UnreadableReport, match="1,500 x 1,500 pixels"):
            read_report(tmp_path / "large.png", settings)


@pytest.mark.parametrize(
    "box",
    [
        "0 0 200000 200000", "0 0 0 0", "595 842 0 0", "-595 -842 0 0", "0 0 1e30 1e30",
        "0 0 0.001 842", "a b c d", "0 0 595",
    ],
)  # fmt: skip
def test_absurd_page_sizes_cost_neither_time_nor_the_report(tmp_path: Path, box: str) -> None:
    drawn = column(TEXT, 72, 700) + "0 0 200000 200000 re f"
    assert_read_or_refused(tmp_path, pdf(drawn, box=box))


def test_control_characters_do_not_reach_the_text(tmp_path: Path) -> None:
    drawn = "BT /F1 10 Tf 72 700 Td (kil\\000led\\010 12\\033 people) Tj ET"
    line = texts(read(tmp_path, pdf(drawn)))[0]
    assert line.isprintable()
    assert "12" in line
    bare = read(tmp_path, b"kil\x00led \x1b[1m12\x08 people\xe2\x80\xae.\n", "ocr.txt")
    assert texts(bare)[0] == "killed [1m12 people."


def test_deeply_nested_objects_end(tmp_path: Path) -> None:
    nested = b"[" * 50_000 + b"]" * 50_000
    data = pdf(show("Still here", 72, 700))
    data = data.replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + nested)
    assert_read_or_refused(tmp_path, data)
