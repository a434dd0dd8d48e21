"""Whole files: what comes back, and what is said of a file that cannot be read."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.config import ReadingSettings
from pipeline.errors import SettingsError
from pipeline.reading import find_reports, read_report
from pipeline.schema import Report
from tests.reading.pdf import column, pdf, show

SETTINGS = ReadingSettings()
TEXT = ["The attack of 2021 killed many people in the town", "and was the worst of the year."]


def read(folder: Path, data: bytes, name: str = "report.pdf") -> Report:
    path = folder / name
    path.write_bytes(data)
    return read_report(path, SETTINGS)


def texts(report: Report, number: int = 1) -> list[str]:
    return [line.text for line in report.pages[number - 1].lines]


def test_born_digital_page_is_read_from_its_text_layer(tmp_path: Path) -> None:
    report = read(tmp_path, pdf(column(TEXT, 72, 700)))
    assert texts(report) == TEXT
    assert report.pages[0].method == "text"
    assert report.pages[0].confidence == 1.0


def test_raised_marker_is_a_glued_word_of_its_own(tmp_path: Path) -> None:
    drawn = "BT /F1 10 Tf 72 700 Td (action.) Tj /F1 6 Tf 3.2 Ts (6) Tj /F1 10 Tf 0 Ts (The) Tj ET"
    words = read(tmp_path, pdf(drawn)).pages[0].lines[0].words
    assert [(w.text, w.size, w.rise, w.glued) for w in words] == [
        ("action.", 10.0, 0.0, False),
        ("6", 6.0, 3.2, True),
        ("The", 10.0, 0.0, True),
    ]


def test_type_size_is_that_of_the_text_matrix(tmp_path: Path) -> None:
    drawn = "BT /F1 1 Tf 12 0 0 12 72 700 Tm (Twelve points) Tj ET"
    assert read(tmp_path, pdf(drawn)).pages[0].lines[0].size == 12.0


def test_letters_drawn_twice_for_bold_count_once(tmp_path: Path) -> None:
    line = read(tmp_path, pdf(show("Summary", 72, 700) + show("Summary", 72.3, 700))).pages[0]
    assert [word.text for word in line.lines[0].words] == ["Summary"]


def test_the_letters_of_a_ligature_belong_to_its_word(tmp_path: Path) -> None:
    sign = "/Span << /ActualText (fi) >> BDC (#) Tj EMC"  # drawn by one sign of the font
    drawn = f"BT /F1 10 Tf 72 700 Td (The ) Tj {sign} (rst of ) Tj {sign} (ve) Tj ET"
    assert texts(read(tmp_path, pdf(drawn))) == ["The first of five"]


@pytest.mark.parametrize(
    ("page", "width"), [("", 595), ("/Rotate 90", 842), ("/Rotate 180", 595), ("/Rotate 270", 842)]
)
def test_boxes_are_those_of_the_page_turned_to_be_read(
    tmp_path: Path, page: str, width: float
) -> None:
    found = read(tmp_path, pdf(column(TEXT, 72, 700), page=page)).pages[0]
    # /Rotate turns the picture, so that upright letters lie on their side: turned back.
    assert [line.text for line in found.lines] == TEXT
    assert (found.width, found.height) == (595.0, 842.0)
    shown_width = found.height if found.rotation in (90, 270) else found.width
    assert shown_width == width
    box = found.lines[0].box
    assert box is not None
    assert box[0] == pytest.approx(72, abs=1)
    assert box[3] == pytest.approx(842 - 700, abs=4)


def test_crop_box_off_the_origin_moves_the_boxes(tmp_path: Path) -> None:
    found = read(tmp_path, pdf(column(TEXT, 172, 700), page="/CropBox [100 100 500 800]")).pages[0]
    assert (found.width, found.height) == (400.0, 700.0)
    assert found.lines[0].box is not None
    assert found.lines[0].box[0] == pytest.approx(72, abs=1)


def test_title_and_date_come_from_the_metadata(tmp_path: Path) -> None:
    info = "/Title (A Brief on Trade) /CreationDate (D:20210826120000Z)"
    report = read(tmp_path, pdf(column(TEXT, 72, 700), info=info))
    assert (report.title, report.date) == ("A Brief on Trade", "2021-08-26")


@pytest.mark.parametrize(
    "title", ["Microsoft Word - brief_v3.doc", "report.pdf", "untitled", "x_1"]
)
def test_what_a_programme_made_up_is_no_title(tmp_path: Path, title: str) -> None:
    assert read(tmp_path, pdf(column(TEXT, 72, 700), info=f"/Title ({title})")).title is None


def test_same_bytes_have_the_same_id_under_another_name(tmp_path: Path) -> None:
    data = pdf(column(TEXT, 72, 700))
    assert read(tmp_path, data, "a.pdf").id == read(tmp_path, data, "b.txt").id


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    assert texts(read(tmp_path, pdf(column(TEXT, 72, 700)), "brief.txt")) == TEXT


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "three.pdf"
    path.write_bytes(pdf(*[column(TEXT, 72, 700)] * 3))
    told: list[tuple[int, int]] = []
    read_report(path, SETTINGS, on_page=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_only_max_pages_are_read_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "three.pdf"
    path.write_bytes(pdf(*[column(TEXT, 72, 700)] * 3))
    report = read_report(path, ReadingSettings(max_pages=2))
    assert len(report.pages) == 2
    assert "only the first 2 of 3 pages" in report.warnings[0]


def test_form_feeds_part_the_pages_of_a_text(tmp_path: Path) -> None:
    report = read(tmp_path, b"First page.\n\nStill.\x0cSecond\x00 page.\n", "brief.txt")
    assert texts(report, 1) == ["First page.", "", "Still."]
    assert texts(report, 2) == ["Second page.", ""]


def test_text_in_an_old_encoding(tmp_path: Path) -> None:
    text = "Die Ausgaben für Straßen stiegen um 12 Prozent, sagte der Minister für Verkehr.\n" * 5
    assert texts(read(tmp_path, text.encode("latin-1"), "a.txt"))[0] == text.splitlines()[0]


# --- scans ----------------------------------------------------------------------------------------


def test_blank_scan_needs_no_ocr(tmp_path: Path) -> None:
    Image.new("L", (1000, 1400), 240).save(tmp_path / "blank.png", dpi=(120, 120))
    page = read_report(tmp_path / "blank.png", SETTINGS).pages[0]
    assert (page.lines, page.method) == ((), "ocr")


def picture(*lines: str) -> Image.Image:
    """Return a page of print, 300 dots an inch."""
    image = Image.new("L", (2480, 3508), 255)
    font = ImageFont.load_default(50)
    for n, line in enumerate(lines):
        ImageDraw.Draw(image).text((300, 400 + 75 * n), line, fill=0, font=font)
    return image


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 90])
def test_every_frame_of_a_scan_is_a_page_whichever_way_up(tmp_path: Path, turn: int) -> None:
    sentence = "Exports of wheat rose by 12 per cent in the third quarter"
    frame = picture(*[sentence] * 12).rotate(turn, expand=True)
    frame.save(tmp_path / "fax.tif", save_all=True, append_images=[frame], dpi=(300, 300))
    report = read_report(tmp_path / "fax.tif", SETTINGS, ocr_threads=2)
    assert [page.number for page in report.pages] == [1, 2]
    for page in report.pages:
        assert page.method == "ocr"
        assert page.rotation == turn
        assert [line.text for line in page.lines].count(sentence) >= 10
        assert page.lines[0].size == pytest.approx(50 * 72 / 300, rel=0.15)
        assert (page.width, page.height) == pytest.approx((595, 842), abs=1)


# --- which files are reports ----------------------------------------------------------------------


def test_folder_gives_reports_in_order_and_nothing_else(tmp_path: Path) -> None:
    files = {
        "b.pdf": pdf("n"),
        "a/deep.txt": b"A report in plain text.",
        "a/scan": b"\x89PNG\r\n\x1a\n",
        "broken.pdf": b"no pdf at all",
        "README.md": b"# notes",
        "SOURCES.txt": b"where from",
        "gold.jsonl": b"{}",
        "code.py": b"pass",
        "pack.zip": b"PK\x03\x04",
        ".hidden/x.pdf": pdf("n"),
    }
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = [str(path.relative_to(tmp_path)) for path in find_reports([tmp_path])]
    assert found == ["a/deep.txt", "a/scan", "b.pdf", "broken.pdf"]


def test_documents_that_cannot_be_read_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "annexes").mkdir()
    for name in ("a.txt", "Brief.DOCX", "annexes/page.html", "data.csv", "notes.md", "code.py"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in find_reports([tmp_path])] == ["a.txt"]
    (warning,) = caplog.messages
    assert warning == "Passed over: Brief.DOCX, page.html. Save as PDF what is a report."


def test_many_of_them_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for i in range(1007):
        (tmp_path / f"{i:04}.odt").write_bytes(b"PK\x03\x04")
    assert find_reports([tmp_path]) == []
    assert "0004.odt and 1,002 more files" in caplog.messages[0]


def test_file_and_pattern_are_taken_once(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.md"):
        (tmp_path / name).write_bytes(b"x")
    found = find_reports([tmp_path / "b.pdf", str(tmp_path / "*.pdf"), tmp_path / "c.md"])
    assert [path.name for path in found] == ["b.pdf", "a.pdf", "c.md"]


@pytest.mark.parametrize("item", ["nothing", "no*.pdf"])
def test_input_that_matches_nothing_is_an_error(tmp_path: Path, item: str) -> None:
    with pytest.raises(SettingsError, match="Check the path"):
        find_reports([str(tmp_path / item)])
