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
from dataclasses import dataclass, field, replace
from math import inf
from pathlib import Path
from time import perf_counter

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import ocr
from pipeline.reading.glyphs import PageError
from pipeline.reading.images import Picture, frame_at, frame_count, open_image
from pipeline.reading.metadata import report_date, report_title
from pipeline.reading.pages import text_page
from pipeline.reading.pdfs import Pdf
from pipeline.reading.pictures import PagePictures
from pipeline.reading.plaintext import read_text
from pipeline.reading.scans import read_pictures
from pipeline.reading.sources import find_reports, identify, kind_of, unreadable
from pipeline.reading.stretches import Stretch, join
from pipeline.reading.textlayer import without_operators
from pipeline.reading.versions import reading_versions
from pipeline.schema import Page, Report

__all__ = [
    "PagePictures",
    "Stretch",
    "find_reports",
    "join",
    "read_report",
    "read_stretch",
    "reading_versions",
]

log = logging.getLogger(__name__)

BUNDLE = 3  # pages that one call of Tesseract reads: its start is shared, and their pictures wait
TORN = "the file is damaged: pages found: {}"

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
    return join([read_stretch(path, settings, ocr_threads=ocr_threads, on_page=on_page)])


def read_stretch(
    path: Path,
    settings: ReadingSettings,
    *,
    first: int = 0,
    last: int | None = None,
    patience: float = inf,
    ocr_threads: int = 1,
    on_page: Progress | None = None,
) -> Stretch:
    """Read some of a file's pages: what several processes do to one long report.

    Args:
        path: see ``read_report``, as for all that is not named here.
        settings: the same for every stretch of a report.
        first: so many pages are left out at the beginning.
        last: nothing is read behind the page of this number; None reads to the end.
        patience: seconds after which no further page is begun, once there is one.
        ocr_threads: pages that are recognised side by side.
        on_page: called with (pages done, pages in all).

    Raises:
        UnreadableReport, MissingTool: see ``read_report``.
    """
    head, digest = identify(path, settings)
    kind = kind_of(head)
    plan = _Plan(settings, first, last, patience, ocr_threads, on_page)
    try:
        if kind == "pdf":
            return _read_pdf(path, digest, plan)
        if kind == "image":
            return _read_image(path, digest, plan)
        if kind == "text" and path.suffix.lower() != ".pdf":
            pages = read_text(path)[: settings.max_pages]
            if on_page:
                on_page(len(pages), len(pages))
            report = Report(digest, path.name, pages[first:last])
            return Stretch(report, first, len(pages), paged=False)
    except OSError as error:
        raise unreadable(path, error) from error
    raise UnreadableReport(
        f"{path.name}: no PDF, image (PNG, JPEG, TIFF) or text, whatever its name says. "
        "Fetch it again, or convert it to PDF."
    )


@dataclass
class _Plan:
    """Which pages to read, how, and what there is to say of them."""

    settings: ReadingSettings
    first: int
    last: int | None
    patience: float
    threads: int
    on_page: Progress | None
    warnings: list[tuple[int, str]] = field(default_factory=list)  # page (0: the file), words
    began: float = field(default_factory=perf_counter)

    def indices(self, total: int) -> Iterator[int]:
        """Yield the pages that are to be read, from 0, for as long as the patience lasts."""
        for index in range(self.first, self.first + self.count(total)):
            if index > self.first and perf_counter() - self.began > self.patience:
                return
            yield index

    def count(self, total: int) -> int:
        """Return how many pages of a file of ``total`` those are at the most."""
        return max(0, min(total, total if self.last is None else self.last) - self.first)

    def told(self) -> tuple[str, ...]:
        """Return the warnings by page; those about the whole file with its first page."""
        ordered = sorted(self.warnings, key=lambda warning: warning[0])
        return tuple(text for number, text in ordered if number or not self.first)


def _read_pdf(path: Path, digest: str, plan: _Plan) -> Stretch:
    settings = plan.settings
    with Pdf(path, settings) as pdf:
        total = len(pdf)
        if pdf.mended:
            plan.warnings.append((0, TORN.format(total)))
        if total > settings.max_pages:
            told = (
                f"only the first {settings.max_pages:,} of {total:,} pages were read. "
                "Raise max_pages to read more."
            )
            plan.warnings.append((0, told))
            total = settings.max_pages

        def work() -> Iterator[Page | tuple[int, Picture]]:
            for index in plan.indices(total):
                yield _read_page(pdf, index, plan)

        pages = _collect(work(), total, plan)
        found = pdf.metadata()
    title, date = report_title(found, path.name), report_date(found)
    report = Report(digest, path.name, pages, title, date, plan.told())
    return Stretch(report, plan.first, total, torn=pdf.mended)


def _read_page(pdf: Pdf, index: int, plan: _Plan) -> Page | tuple[int, Picture]:
    """Return a page from its text layer, or its picture if that is not worth believing."""
    number, settings = index + 1, plan.settings
    if settings.ocr != "always":
        try:
            printed = pdf.read_page(index)
            sound = without_operators(printed.glyphs)
            if len(sound) < len(printed.glyphs):
                told = "the file is damaged in the middle of it, so its rest is lost"
                plan.warnings.append((number, f"page {number}: {told}"))
            page = text_page(
                number,
                replace(printed, glyphs=sound),
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
        plan.warnings.append((number, f"page {number}: {error}; left out"))
        return Page(number, 0.0, 0.0, "text", ())


def _read_image(path: Path, digest: str, plan: _Plan) -> Stretch:
    with open_image(path, plan.settings) as image:
        total, torn = frame_count(image, plan.settings.max_pages)
        if torn:
            plan.warnings.append((0, TORN.format(total)))

        def work() -> Iterator[Page | tuple[int, Picture]]:
            for index in plan.indices(total):
                number, picture = index + 1, frame_at(image, index, plan.settings)
                if isinstance(picture, Picture):
                    yield number, picture
                elif total == 1:
                    raise UnreadableReport(f"{path.name}: the image {picture}. Make it again.")
                else:
                    plan.warnings.append((number, f"page {number}: {picture}; left out"))
                    yield Page(number, 0.0, 0.0, "ocr", ())

        pages = _collect(work(), total, plan)
    report = Report(digest, path.name, pages, warnings=plan.told())
    return Stretch(report, plan.first, total, torn=torn)


def _collect(
    work: Iterable[Page | tuple[int, Picture]], total: int, plan: _Plan
) -> tuple[Page, ...]:
    """Return the pages in order. Pictures are recognised in threads, a few at a time.

    PDFium and Pillow work in this thread alone, one bundle of pictures ahead; a thread mostly waits
    for its Tesseract.
    """
    pages: list[Page] = []
    bundle: list[tuple[int, Picture]] = []
    running: deque[Future[list[tuple[Page, str | None]]]] = deque()
    threads = max(1, plan.threads)
    most = max(1, min(BUNDLE, plan.count(total) // threads))

    def take(found: Iterable[tuple[Page, str | None]]) -> None:
        for page, warning in found:
            if warning:
                plan.warnings.append((page.number, warning))
            pages.append(page)
            if plan.on_page:
                plan.on_page(len(pages), total)

    def send() -> None:
        while len(running) >= threads:
            take(running.popleft().result())
        running.append(pool.submit(read_pictures, tuple(bundle), plan.settings))
        bundle.clear()

    with ThreadPoolExecutor(max_workers=threads) as pool:
        try:
            for item in work:
                while running and running[0].done():
                    take(running.popleft().result())
                if isinstance(item, Page):
                    take([(item, None)])
                    continue
                ocr.check_tools(plan.settings)
                bundle.append(item)
                if len(bundle) == most:
                    send()
            if bundle:
                send()
            while running:
                take(running.popleft().result())
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return tuple(sorted(pages, key=lambda page: page.number))
