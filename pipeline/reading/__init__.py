"""PDF, image or text -> Report: what is printed, and where.

A page with a text layer worth believing is read from it; any other from its picture, by OCR.
That is decided page by page.

Text layers are read by PDFium or by pdfplumber, which give the same words (tested in
``tests/reading/test_reference.py``). PDFium comes first: it needs a third of the time, and it is
what draws pages for OCR. pdfplumber takes over a file or a page that PDFium cannot read, or
comes first if the setting ``reader`` says so; then PDFium takes over from it.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import ocr
from pipeline.reading.glyphs import PageError
from pipeline.reading.images import Picture, frames, open_image
from pipeline.reading.metadata import report_date, report_title
from pipeline.reading.pages import text_page
from pipeline.reading.pdfs import Pdf
from pipeline.reading.pictures import PagePictures
from pipeline.reading.plaintext import read_text
from pipeline.reading.scans import read_picture
from pipeline.reading.sources import find_reports, identify, kind_of, unreadable
from pipeline.schema import Page, Report

__all__ = ["PagePictures", "find_reports", "read_report"]

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
    head, digest = identify(path, settings)
    kind = kind_of(head)
    try:
        if kind == "pdf":
            return _read_pdf(path, digest, settings, ocr_threads, on_page)
        if kind == "image":
            return _read_image(path, digest, settings, ocr_threads, on_page)
        if kind == "text" and path.suffix.lower() != ".pdf":
            pages = read_text(path)[: settings.max_pages]
            if on_page:
                on_page(len(pages), len(pages))
            return Report(digest, path.name, pages)
    except OSError as error:
        raise unreadable(path, error) from error
    raise UnreadableReport(
        f"{path.name}: no PDF, image (PNG, JPEG, TIFF) or text, whatever its name says. "
        "Fetch it again, or convert it to PDF."
    )


def _read_pdf(
    path: Path,
    digest: str,
    settings: ReadingSettings,
    threads: int,
    on_page: Progress | None,
) -> Report:
    with Pdf(path, settings) as pdf:
        total = len(pdf)
        warnings: list[str] = []
        if pdf.mended:
            warnings.append(f"the file is damaged: only {total} pages of it were found")
        if total > settings.max_pages:
            warnings.append(
                f"only the first {settings.max_pages:,} of {total:,} pages were read. "
                "Raise max_pages to read more."
            )
            total = settings.max_pages

        def work() -> Iterator[Page | tuple[int, Picture]]:
            for index in range(total):
                yield _read_page(pdf, index, settings, warnings)

        pages = _collect(work(), total, settings, threads, warnings, on_page)
        if all(not page.lines and not page.tables for page in pages):
            warnings.append("no text was found on any page")
        found = pdf.metadata()
    return Report(
        digest,
        path.name,
        pages,
        report_title(found, path.name),
        report_date(found),
        tuple(warnings),
    )


def _read_page(
    pdf: Pdf, index: int, settings: ReadingSettings, warnings: list[str]
) -> Page | tuple[int, Picture]:
    """Return a page from its text layer, or its picture if that is not worth believing."""
    number = index + 1
    if settings.ocr != "always":
        try:
            page = text_page(
                number,
                pdf.read_page(index),
                trust=settings.ocr == "never",
                english=settings.language == "eng",
            )
        except PageError as error:
            log.info("page %d: %s", number, error)
        else:
            if page:
                return page
    try:
        if settings.ocr == "never":
            raise PageError("it is damaged")
        return number, pdf.draw_page(index, settings)
    except PageError as error:
        warnings.append(f"page {number}: {error}; left out")
        return Page(number, 0.0, 0.0, "text", ())


def _read_image(
    path: Path,
    digest: str,
    settings: ReadingSettings,
    threads: int,
    on_page: Progress | None,
) -> Report:
    warnings: list[str] = []
    with open_image(path, settings) as image:
        total = min(getattr(image, "n_frames", 1), settings.max_pages)

        def work() -> Iterator[Page | tuple[int, Picture]]:
            for number, frame in enumerate(frames(image, settings), 1):
                if number > total:
                    return
                if isinstance(frame, Picture):
                    yield number, frame
                elif total == 1:
                    raise UnreadableReport(f"{path.name}: the image {frame}. Make it again.")
                else:
                    warnings.append(f"page {number}: {frame}; left out")
                    yield Page(number, 0.0, 0.0, "ocr", ())

        pages = _collect(work(), total, settings, threads, warnings, on_page)
    return Report(digest, path.name, pages, warnings=tuple(warnings))


def _collect(
    work: Iterable[Page | tuple[int, Picture]],
    total: int,
    settings: ReadingSettings,
    threads: int,
    warnings: list[str],
    on_page: Progress | None,
) -> tuple[Page, ...]:
    """Return the pages in order. Pictures are recognised in threads, a few ahead at most.

    PDFium and Pillow work in this thread alone; a thread only waits for its Tesseract.
    """
    pages: list[Page] = []
    waiting: deque[Page | Future[tuple[Page, str | None]]] = deque()

    def take() -> None:
        first = waiting.popleft()
        if isinstance(first, Future):
            page, warning = first.result()
            if warning:
                warnings.append(warning)
        else:
            page = first
        pages.append(page)
        if on_page:
            on_page(len(pages), total)

    with ThreadPoolExecutor(max_workers=max(1, threads)) as pool:
        try:
            for item in work:
                if isinstance(item, Page):
                    waiting.append(item)
                else:
                    ocr.check_tools(settings)
                    waiting.append(pool.submit(read_picture, *item, settings))
                running = sum(isinstance(one, Future) for one in waiting)
                while waiting and (
                    isinstance(first := waiting[0], Page) or running > 2 * threads or first.done()
                ):
                    running -= not isinstance(first, Page)
                    take()
            while waiting:
                take()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return tuple(pages)
