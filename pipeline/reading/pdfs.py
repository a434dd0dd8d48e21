"""A PDF through two readers: the one that the settings name, and the other where that one fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading.glyphs import CannotOpen, PageError, PrintedPage
from pipeline.reading.images import Picture
from pipeline.reading.pdfpages import PdfiumReader
from pipeline.reading.plumberpages import PlumberReader


class Reader(Protocol):
    """What both readers can do."""

    mended: bool

    def __init__(self, path: Path) -> None: ...
    def __len__(self) -> int: ...
    def read_page(self, index: int) -> PrintedPage: ...
    def metadata(self) -> dict[str, str]: ...
    def close(self) -> None: ...


READERS: dict[str, type[Reader]] = {"pdfium": PdfiumReader, "pdfplumber": PlumberReader}


class Pdf:
    """An open PDF, to be closed by ``with``. The second reader is opened when it is needed.

    Raises:
        UnreadableReport: it is encrypted, or no reader can open it.
    """

    def __init__(self, path: Path, settings: ReadingSettings) -> None:
        self._path = path
        self._untried = sorted(READERS, key=lambda name: name != settings.reader)
        self._readers: list[Reader] = []
        self._encrypted = False
        if not self._open_next():
            fault = (
                "encrypted, and the password is not known. Save it without one."
                if self._encrypted
                else "no pages: damaged, cut short in transfer, or empty. Fetch it again."
            )
            raise UnreadableReport(f"{path.name}: {fault}")

    def __enter__(self) -> "Pdf":
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.close()

    def __len__(self) -> int:
        return len(self._readers[0])

    @property
    def mended(self) -> bool:
        """Whether the file is so damaged that its pages had to be searched for."""
        return self._readers[0].mended

    def metadata(self) -> dict[str, str]:
        """Return the document's own Title, CreationDate and so on; empty where not stated."""
        return self._readers[0].metadata()

    def read_page(self, index: int) -> PrintedPage:
        """Return what page ``index`` (from 0) carries.

        Raises:
            PageError: no reader can read it.
        """
        fault = PageError("it is damaged")
        for reader in self._each():
            try:
                return reader.read_page(index)
            except PageError as error:
                fault = error
        raise fault

    def draw_page(self, index: int, settings: ReadingSettings) -> Picture:
        """Return page ``index`` (from 0) drawn in grey. Only PDFium draws.

        Raises:
            PageError: it cannot be drawn.
        """
        for reader in self._each():
            if isinstance(reader, PdfiumReader):
                return reader.draw_page(index, settings)
        raise PageError("it cannot be drawn")

    def _each(self) -> Iterator[Reader]:
        """Yield the readers that can open the file and agree on the number of its pages."""
        n = 0
        while n < len(self._readers) or self._open_next():
            if len(self._readers[n]) == len(self):
                yield self._readers[n]
            n += 1

    def _open_next(self) -> bool:
        while self._untried:
            name = self._untried.pop(0)
            try:
                self._readers.append(READERS[name](self._path))
            except CannotOpen as error:
                self._encrypted = self._encrypted or error.encrypted
            else:
                return True
        return False
