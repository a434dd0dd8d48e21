"""PDF, image or text -> Report: what is printed, and where.

A page with a text layer worth believing is read from it; any other from its picture, by OCR.
That is decided page by page.
"""

import hashlib
import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import ocr, pdfpages
from pipeline.reading.glyphs import PrintedPage
from pipeline.reading.layout import read_lines
from pipeline.reading.plaintext import read_text
from pipeline.reading.sources import find_reports, kind_of
from pipeline.reading.textlayer import believe, pieces, turn_box, upright
from pipeline.schema import Page, Report

__all__ = ["find_reports", "read_report"]

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


def read_report(
    path: Path,
    settings: ReadingSettings,
    *,
    ocr_threads: int = 1,
    on_page: Progress | None = None,
) -> Report:
    """Read one file.

    Args:
        path: a PDF, an image or a text, whatever its name says.
        settings: language, resolution and limits.
        ocr_threads: pages that are recognised side by side.
        on_page: called with (pages done, pages in all).

    Raises:
        UnreadableReport: damaged, empty, encrypted, too large, or no report.
        MissingTool: a page needs OCR, and Tesseract or its language is not there.
    """
    head, digest = _identify(path, settings)
    kind = kind_of(head)
    if kind == "text":
        pages = read_text(path)
        if on_page:
            on_page(len(pages), len(pages))
        return Report(digest, path.name, pages)
    if kind == "pdf":
        return _read_pdf(path, digest, settings, ocr_threads, on_page)
    raise UnreadableReport(
        f"{path.name}: neither a PDF, an image (PNG, JPEG, TIFF) nor a text. Convert it to PDF."
    )


def _identify(path: Path, settings: ReadingSettings) -> tuple[bytes, str]:
    """Return the first bytes of the file and the SHA-256 of all of them."""
    if path.is_dir():
        raise UnreadableReport(f"{path.name}: a folder, not a file. Name the files in it.")
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableReport(f"{path.name}: the file is empty. Fetch it again.")
        if size > settings.max_bytes:
            raise UnreadableReport(
                f"{path.name}: {size:,} bytes; the limit is {settings.max_bytes:,}. "
                "Split it, or raise max_bytes."
            )
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableReport(
            f"{path.name}: cannot be read ({error.strerror or error}). Check that it is there "
            "and that you may read it."
        ) from error
    return head, digest


def _read_pdf(
    path: Path,
    digest: str,
    settings: ReadingSettings,
    threads: int,
    on_page: Progress | None,
) -> Report:
    try:
        pdf = pdfpages.open_pdf(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(
                f"{path.name}: encrypted, and no password is known. Save it without one."
            ) from error
        raise UnreadableReport(
            f"{path.name}: damaged, or no PDF at all ({error}). Fetch it again."
        ) from error
    try:
        total = len(pdf)
        if total == 0:
            raise UnreadableReport(f"{path.name}: the PDF has no pages. Fetch it again.")
        warnings: list[str] = []
        if total > settings.max_pages:
            warnings.append(f"only the first {settings.max_pages} of {total} pages were read")
            total = settings.max_pages
        pages: list[Page] = []
        for page in _in_order(pdf, total, settings, threads, warnings):
            pages.append(page)
            if on_page:
                on_page(len(pages), total)
        return Report(digest, path.name, tuple(pages), warnings=tuple(warnings))
    finally:
        pdf.close()


def _in_order(
    pdf: Any, total: int, settings: ReadingSettings, threads: int, warnings: list[str]
) -> Iterator[Page]:
    """Yield the pages in order; pictures are recognised in threads, a few ahead at most."""
    waiting: deque[Page | Future[Page]] = deque()
    running = 0
    with ThreadPoolExecutor(max_workers=max(1, threads)) as pool:
        for index in range(total):
            printed = pdfpages.read_page(pdf, index)
            page = text_page(index + 1, printed) if settings.ocr != "always" else None
            if page is None and settings.ocr == "never":
                page = Page(index + 1, printed.width, printed.height, "text", ())
            if page is not None:
                waiting.append(page)
            else:
                ocr.check_tools(settings)
                dpi = settings.dpi
                image = pdfpages.draw_page(pdf, index, dpi)
                waiting.append(
                    pool.submit(_scanned, index + 1, image, dpi, settings, printed, warnings)
                )
                running += 1
            while waiting and (
                isinstance(waiting[0], Page) or running > 2 * threads or waiting[0].done()
            ):
                first = waiting.popleft()
                if isinstance(first, Future):
                    running -= 1
                    first = first.result()
                yield first
        for item in waiting:
            yield item.result() if isinstance(item, Future) else item


def text_page(number: int, printed: PrintedPage) -> Page | None:
    """Return a page from its text layer, or None if that is not worth believing."""
    verdict = believe(printed.glyphs, printed.image_share)
    if not verdict.believed:
        log.debug("page %d: read from its picture: %s", number, verdict.reason)
        return None
    glyphs, width, height, turned = upright(printed.glyphs, printed.width, printed.height)
    angle = (360 - turned) % 360

    def turn(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = turn_box(box, angle, printed.width, printed.height)
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)

    lines = read_lines(pieces(glyphs))
    return Page(
        number,
        round(width, 2),
        round(height, 2),
        "text",
        tuple(lines),
        rules=tuple(map(turn, printed.strokes)),
        frames=tuple(map(turn, printed.boxes)),
        rotation=turned,
    )


def _scanned(
    number: int,
    image: Image.Image,
    dpi: float,
    settings: ReadingSettings,
    printed: PrintedPage,
    warnings: list[str],
) -> Page:
    try:
        lines = ocr.recognise(image, dpi, settings)
    except ocr.PageTimeout:
        warnings.append(
            f"page {number}: the OCR took longer than {settings.ocr_timeout:g} seconds; left empty"
        )
        lines = []
    found = [piece for line in lines for piece in line]
    return Page(number, printed.width, printed.height, "ocr", tuple(read_lines(found)))
