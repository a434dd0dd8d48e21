"""Tesseract's answers, saved with the version that gave them, and what becomes of them."""

from dataclasses import replace
from pathlib import Path

import pytesseract
import pytest
from PIL import Image, ImageDraw

from pipeline.config import ReadingSettings
from pipeline.errors import MissingTool
from pipeline.reading import ocr, read_report
from pipeline.reading.images import Picture, find_rules
from pipeline.reading.ocr import check_tools, parse_hocr
from pipeline.reading.scans import confidence, is_tiny, read_picture, read_pictures, settle
from pipeline.reading.textlayer import Piece

FILES = Path(__file__).with_name("files")
SCALE = 72 / 200  # points a pixel of the saved answers


def answer(name: str) -> list[list[Piece]]:
    return parse_hocr((FILES / f"{name}.hocr").read_text(encoding="utf-8"), SCALE)


def texts(lines: list[list[Piece]]) -> list[str]:
    return [" ".join(piece.text for piece in line) for line in lines]


# --- the answer ---------------------------------------------------------------------------------


def test_good_page() -> None:
    lines = answer("good")
    assert texts(lines) == [
        "Exports of wheat rose by 12 per cent in 2021, the",
        "ministry said. Some 400 people & their families",
        "left the town in more than 30 buses.”",  # the raised 7, misread
    ]
    assert confidence(lines) > 0.9


def test_boxes_and_baselines_are_in_points_from_the_top() -> None:
    word = answer("good")[0][0]  # "Exports", bbox 103 110 209 139, its line's baseline at 133
    assert word.box == pytest.approx((37.08, 39.6, 75.24, 50.04))
    assert word.baseline == pytest.approx(133 * SCALE)


def test_bad_page_says_that_it_is_unsure() -> None:
    lines = answer("bad")
    words = {piece.text: piece.confidence for line in lines for piece in line}
    assert words["sald."] < 0.7
    assert confidence(lines) < confidence(answer("good"))


@pytest.mark.parametrize(
    "torn", ["", "<html>", "<span class='ocrx_word' title='bbox 1 2'>x</span>"]
)
def test_torn_answer_gives_nothing(torn: str) -> None:
    assert parse_hocr(torn, SCALE) == []


# --- lines settled ------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "off"), [("good", 0.1), ("bad", 0.4)])
def test_lines_of_one_type_get_its_size_and_a_level_baseline(name: str, off: float) -> None:
    body = [piece for piece in settle(answer(name)) if len(piece.text) > 2]
    for piece in body:  # Tesseract gave the bad page's words the height of their lines
        assert piece.size == pytest.approx(33 * SCALE, rel=off)
    assert len({round(piece.baseline, 3) for piece in body}) == 3


def test_small_mark_above_the_line_is_raised() -> None:
    line = [
        Piece(word, x, 93 if set(word) & set("tld") else 95, x + 5 * len(word), 100, 10, 100)
        for word, x in (("the", 50), ("crime", 70), ("rose", 100))
    ]
    line.append(Piece("3", 121, 92, 124, 96.5, 10, 100))
    *body, mark = settle([line])
    assert mark.baseline == pytest.approx(96.5)
    assert mark.size < body[0].size
    assert {piece.baseline for piece in body} == {100}


# --- tiny print -----------------------------------------------------------------------------------


def of_size(points: float) -> list[list[Piece]]:
    height = points * 0.7
    line = [Piece("The", 50, 100 - height, 60, 100, points, 100),
            Piece("killed", 70, 100 - height, 90, 100, points, 100)]  # fmt: skip
    return [line, line]


@pytest.mark.parametrize(("points", "dpi", "tiny"), [(10, 300, False), (3.5, 300, True),
                                                     (5, 300, False), (5, 200, True)])  # fmt: skip
def test_tiny_print_is_told_by_the_pixels_of_its_letters(
    points: float, dpi: float, tiny: bool
) -> None:
    assert is_tiny(of_size(points), dpi) is tiny
    assert not is_tiny([], dpi)


@pytest.mark.parametrize("better", [True, False])
def test_tiny_print_is_read_again_twice_as_large_and_the_surer_answer_kept(
    monkeypatch: pytest.MonkeyPatch, better: bool
) -> None:
    asked: list[float] = []

    def answers(image: Image.Image, dpi: float, settings: ReadingSettings) -> list[list[Piece]]:
        asked.append(dpi)
        sure = 0.9 if (dpi == 600) is better else 0.7
        return [[replace(p, confidence=sure) for p in line] for line in of_size(3.5)]

    monkeypatch.setattr(ocr, "recognise", answers)
    page, _ = read_picture(1, Picture(Image.effect_noise((800, 800), 90), 300.0), ReadingSettings())
    assert asked == [300, 600]
    assert {word.confidence for line in page.lines for word in line.words} == {0.9}


@pytest.mark.parametrize(
    ("points", "wanted"), [(10, [(300, 900)]), (3.5, [(300, 900), (600, 1800)])]
)
def test_print_is_read_at_the_least_resolution_that_suits_it(
    points: float, wanted: list[tuple[float, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[float, int]] = []

    def answers(image: Image.Image, dpi: float, settings: ReadingSettings) -> list[list[Piece]]:
        asked.append((dpi, image.width))
        return of_size(points)

    monkeypatch.setattr(ocr, "recognise", answers)
    scan = Picture(Image.effect_noise((1800, 1800), 90), 600.0)
    page, _ = read_picture(1, scan, ReadingSettings())
    assert asked == wanted
    assert page.width == pytest.approx(216)
    assert {word.text for line in page.lines for word in line.words} == {"The", "killed"}


# --- several pages a call -------------------------------------------------------------------------


def noise(pages: int) -> list[tuple[int, Picture]]:
    return [(n, Picture(Image.effect_noise((700, 900), 90), 300.0)) for n in range(1, pages + 1)]


def test_pages_of_one_call_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answers(pages: str, **_: object) -> bytes:
        asked.extend(Path(pages).read_text(encoding="utf-8").split())
        return b"".join((FILES / f"{name}.hocr").read_bytes() for name in ("good", "bad"))

    monkeypatch.setattr(pytesseract, "image_to_pdf_or_hocr", answers)
    good, bad = ocr.recognise_all([picture for _, picture in noise(2)], ReadingSettings())
    assert len(asked) == 2
    assert texts(good)[0].startswith("Exports of wheat")
    assert "sald." in {piece.text for line in bad for piece in line}


def test_a_page_that_takes_too_long_costs_no_other_page_of_its_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answers(image: Image.Image, dpi: float, settings: ReadingSettings) -> list[list[Piece]]:
        if image is slow.image:
            raise ocr.PageTimeout
        return of_size(10)

    def none(*_: object) -> list[list[list[Piece]]]:
        raise ocr.PageTimeout

    pages = noise(3)
    _, slow = pages[1]
    monkeypatch.setattr(ocr, "recognise", answers)
    monkeypatch.setattr(ocr, "recognise_all", none)
    read = read_pictures(pages, ReadingSettings())
    assert [bool(page.lines) for page, _ in read] == [True, False, True]
    assert [bool(warning) for _, warning in read] == [False, True, False]


# --- rules in a picture ---------------------------------------------------------------------------


def drawn(*boxes: tuple[int, int, int, int]) -> Picture:
    image = Image.new("L", (1240, 1754), 240)
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=20)
    return Picture(image, 150.0)


def test_rule_above_the_footnotes_is_found() -> None:
    (rule,) = find_rules(drawn((150, 1500, 450, 1502)))
    assert rule == pytest.approx((72, 720, 216, 721.5), abs=5)


@pytest.mark.parametrize(
    "box", [(150, 1500, 230, 1502), (150, 1300, 450, 1500), (150, 100, 152, 1500)],
    ids=["a dash", "a picture", "upright"],
)  # fmt: skip
def test_what_is_no_rule(box: tuple[int, int, int, int]) -> None:
    assert find_rules(drawn(box)) == ()


# --- tools --------------------------------------------------------------------------------------


def test_missing_language_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_languages", lambda: frozenset({"eng", "osd"}))
    check_tools(ReadingSettings(language="eng"))
    with pytest.raises(MissingTool, match=r"apt-get install tesseract-ocr-chi-sim"):
        check_tools(ReadingSettings(language="eng+chi_sim"))


def test_missing_tesseract_is_named_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(tmp_path / "none"))
    ocr._languages.cache_clear()
    Image.effect_noise((700, 900), 90).save(tmp_path / "scan.png")
    try:
        with pytest.raises(MissingTool, match="sudo apt-get install tesseract-ocr"):
            read_report(tmp_path / "scan.png", ReadingSettings())
    finally:
        ocr._languages.cache_clear()


def test_page_that_takes_too_long_is_left_out_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> bytes:
        raise RuntimeError("Tesseract process timeout")

    monkeypatch.setattr(pytesseract, "image_to_pdf_or_hocr", slow)
    Image.effect_noise((700, 900), 90).save(tmp_path / "scan.png")
    report = read_report(tmp_path / "scan.png", ReadingSettings(ocr_timeout=3))
    assert report.pages[0].lines == ()
    assert "page 1: OCR took longer than 3 seconds" in report.warnings[0]
