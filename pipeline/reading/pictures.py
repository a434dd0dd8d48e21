"""A file's pages as pictures, upright as they were read: what a reviewer looks at.

They are drawn by what draws pages for OCR, so that a box in points is the same spot on both.
"""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading.glyphs import PageError
from pipeline.reading.images import Picture, frame
from pipeline.reading.pdfs import Pdf
from pipeline.reading.sources import identify, kind_of, unreadable

MOST_PIXELS = 12_000_000  # of a picture to look at: a poster is drawn smaller than asked for

_TURNS = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns the other way round
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class PagePictures:
    """An open PDF or image file, to be closed. Bare text has no pictures: ``has_pages`` is false.

    ``report_id`` is the SHA-256 of the bytes: a file that was written anew is another report.
    PDFium is not safe to call from two threads, so neither is this.

    Raises:
        UnreadableReport: see ``read_report``.
    """

    def __init__(self, path: Path, settings: ReadingSettings) -> None:
        head, self.report_id = identify(path, settings)
        self._path = path
        self._settings = settings
        self._kind = kind_of(head)
        self._open = ExitStack()
        self._pdf = None
        try:
            if self._kind == "pdf":
                self._pdf = self._open.enter_context(Pdf(path, settings))
        except OSError as error:
            raise unreadable(path, error) from error

    def __enter__(self) -> "PagePictures":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._open.close()

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to draw."""
        return self._kind in ("pdf", "image")

    def draw(self, number: int, *, dpi: int, rotation: int = 0) -> Picture:
        """Return page ``number`` (from 1) in grey.

        Args:
            number: the page.
            dpi: pixels an inch, 72 or more; fewer if the limits or the file's own picture say so.
            rotation: clockwise degrees that set it upright (``Page.rotation``).

        Raises:
            UnreadableReport: there is no such page, or it cannot be drawn.
        """
        settings = replace(self._settings, dpi=dpi)
        fewer = replace(settings, max_pixels=min(settings.max_pixels, MOST_PIXELS))
        try:
            if self._pdf is not None and 1 <= number <= len(self._pdf):
                picture = self._pdf.draw_page(number - 1, fewer)
            elif self._kind == "image":
                picture = frame(self._path, number, settings)
            else:
                raise PageError("there is no such page")
        except PageError as error:
            raise UnreadableReport(
                f"{self._path.name}: page {number} has no picture ({error})."
            ) from error
        except OSError as error:
            raise unreadable(self._path, error) from error
        turn = _TURNS.get(rotation % 360)
        return Picture(picture.image.transpose(turn), picture.dpi) if turn else picture
