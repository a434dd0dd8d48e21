"""Page images -> pieces with confidence and boxes in PDF points. Tesseract, a few pages a call.

A call costs a tenth of a second before anything is read. What is read of a page does not depend on
the others of its call: 31 pages gave the same, alone and together in two orders.
Tesseract's hOCR answer gives what its TSV leaves out: each line's baseline and type size. The
names are those of "The hOCR Embedded OCR Workflow and Output Format" (T. Breuel, K. Baierer).
"""

import html
import logging
import os
import re
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytesseract
from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.errors import MissingTool
from pipeline.reading.images import Picture
from pipeline.reading.textlayer import Piece

log = logging.getLogger(__name__)

# Each page is one process with one thread: many pages side by side beat many threads on one.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


# Of a page's own work, what no answer of the neural recogniser looks at: whether the type is of one
# pitch, as a typewriter's. Without it 31 pages, 11 of them typed, came out the same to the letter.
OPTIONS = "--psm 3 -c textord_all_prop=1"
BLOCK = "--psm 6 -c textord_all_prop=1"


class PageTimeout(Exception):
    """Tesseract took too long over a page, or over the pages of one call."""


def check_tools(settings: ReadingSettings) -> None:
    """Make sure that Tesseract and its languages are there.

    Raises:
        MissingTool: with the command that installs what is missing.
    """
    known = _languages()
    missing = [name for name in settings.language.split("+") if name and name not in known]
    if missing:
        packages = " ".join("tesseract-ocr-" + name.replace("_", "-").lower() for name in missing)
        raise MissingTool(
            f"Tesseract has no language {', '.join(missing)} (it has {', '.join(sorted(known))})."
            f" Install it: sudo apt-get install {packages}"
        )


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise MissingTool(
            "Tesseract is not installed, and a page has to be read from its picture. "
            "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-eng"
        ) from error


def recognise(image: Image.Image, dpi: float, settings: ReadingSettings) -> list[list[Piece]]:
    """Return the lines of one page's picture, upright, of ``dpi`` pixels an inch.

    Raises:
        PageTimeout, MissingTool: see ``recognise_all``.
    """
    return recognise_all([Picture(image, dpi)], settings)[0]


def recognise_all(
    pictures: Sequence[Picture], settings: ReadingSettings, *, block: bool = False
) -> list[list[list[Piece]]]:
    """Return the lines of each page's picture, as Tesseract has them, from one call.

    Args:
        pictures: the pages, upright.
        settings: language and time limit.
        block: each is one block of text, whose layout is not looked into.

    Raises:
        PageTimeout: they take longer than ``settings.ocr_timeout`` seconds, which one page may: of
            several one may hang, and is known when each is asked for alone.
        MissingTool: Tesseract vanished, or failed outright.
    """
    with tempfile.TemporaryDirectory(prefix="claims-ocr-") as folder:
        # Of bitmaps Tesseract reads whole rows, of other formats byte by byte.
        files = [Path(folder) / f"{i}.bmp" for i in range(len(pictures))]
        for file, picture in zip(files, pictures, strict=True):
            picture.image.convert("L").save(file, dpi=(picture.dpi, picture.dpi))
        names = Path(folder) / "pages.txt"
        names.write_text("".join(f"{file}\n" for file in files), encoding="utf-8")
        try:
            answer = pytesseract.image_to_pdf_or_hocr(
                str(names),
                lang=settings.language,
                extension="hocr",
                config=BLOCK if block else OPTIONS,
                timeout=settings.ocr_timeout,
            )
        except RuntimeError as error:
            raise PageTimeout(str(error)) from error
        except pytesseract.TesseractNotFoundError as error:
            _languages.cache_clear()
            raise MissingTool(
                "Tesseract is gone. Install it: sudo apt-get install tesseract-ocr"
            ) from error
    pages = answer.decode("utf-8", "replace").split("<div class='ocr_page'")[1:]
    return [
        parse_hocr(page, 72.0 / picture.dpi) for page, picture in zip(pages, pictures, strict=True)
    ]


def orientation(image: Image.Image, dpi: float, settings: ReadingSettings) -> int:
    """Return the clockwise degrees that would set a picture upright: 0, 90, 180 or 270.

    Tesseract's script detection tells; where it cannot (little text, no ``osd`` data), 0.
    """
    small = image.convert("L")
    try:
        answer = pytesseract.image_to_osd(
            small,
            config=f"--dpi {round(dpi)}",
            timeout=settings.ocr_timeout,
            output_type=pytesseract.Output.DICT,
        )
    except (pytesseract.TesseractError, RuntimeError, ValueError) as error:
        log.debug("orientation not found: %s", error)
        return 0
    return int(answer.get("rotate", 0)) % 360


def slope(line: list[Piece]) -> float:
    """Return the slope of a line's baseline: points down for each point to the right."""
    first, last = line[0], line[-1]
    across = (last.x0 + last.x1 - first.x0 - first.x1) / 2
    return (last.baseline - first.baseline) / across if across > 20 else 0.0


_TAG = re.compile(
    r"<span class='(ocr_line|ocr_textfloat|ocr_header|ocr_caption|ocrx_word)'([^>]*)>"
    r"([^<]*(?:<(?:em|strong)>[^<]*</(?:em|strong)>)?)"
)
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size (-?[\d.]+)")
_CONFIDENCE = re.compile(r"x_wconf (\d+)")
_MARKUP = re.compile(r"</?[a-z]+>")


def parse_hocr(answer: str, scale: float) -> list[list[Piece]]:
    """Return Tesseract's hOCR as lines of pieces; ``scale`` is points a pixel."""
    lines: list[list[Piece]] = []
    slope, base, left, size = 0.0, 0.0, 0, 0.0
    for tag in _TAG.finditer(answer):
        kind, attributes, content = tag.groups()
        found = _BOX.search(attributes)
        if not found:
            continue
        x0, y0, x1, y1 = map(int, found.groups())
        if kind != "ocrx_word":
            line = _BASELINE.search(attributes)
            slope, offset = (float(line[1]), float(line[2])) if line else (0.0, 0.0)
            base, left = y1 + offset, x0
            height = _SIZE.search(attributes)
            size = float(height[1]) if height else float(y1 - y0)
            lines.append([])
            continue
        text = html.unescape(_MARKUP.sub("", content)).strip()
        if not text or not lines:
            continue
        confidence = _CONFIDENCE.search(attributes)
        baseline = base + slope * ((x0 + x1) / 2 - left)
        lines[-1].append(
            Piece(
                text,
                x0 * scale,
                y0 * scale,
                x1 * scale,
                y1 * scale,
                round(size * scale, 1),
                baseline * scale,
                confidence=int(confidence[1]) / 100 if confidence else 0.0,
            )
        )
    return [line for line in lines if line]
