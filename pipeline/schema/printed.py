"""What is printed in one file, page by page, as reading gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Box = tuple[float, float, float, float]
Method = Literal["text", "ocr"]


def union(boxes: Sequence[Box]) -> Box | None:
    """Return the smallest box around all of ``boxes``; None if there are none."""
    if not boxes:
        return None
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A run of print without white space, of one size and one baseline.

    ``action.6The`` is three words: ``action.``, ``6`` (``rise`` 3.2) and ``The``, the last
    two ``glued``. That the 6 is a citation is for ``citations`` to say.
    """

    text: str
    box: Box | None = None  # None in bare text
    size: float | None = None  # type size in points
    rise: float = 0.0  # points above the line's baseline; negative when sunk
    confidence: float = 1.0
    glued: bool = False  # no white space was printed between it and the word before
    bold: bool = False
    italic: bool = False
    # What a raised sign on a scan may be, likeliest first, each with its probability.
    readings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline within one column, left to right.

    A line without words is a blank line; only bare text has them.
    """

    words: tuple[Word, ...]
    column: int = 0  # 0 is leftmost; -1 spans the columns

    @property
    def box(self) -> Box | None:
        """The smallest box around the words; None in bare text."""
        return union([word.box for word in self.words if word.box])

    @property
    def text(self) -> str:
        """The words as printed, with a space wherever white space was printed."""
        return "".join(
            word.text if word.glued or i == 0 else " " + word.text
            for i, word in enumerate(self.words)
        )

    @property
    def size(self) -> float | None:
        """The type size of most of the line's characters, in points."""
        weights: dict[float, int] = {}
        for word in self.words:
            if word.size is not None:
                weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda s: weights[s]) if weights else None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a printed table. Rows and columns count from 0."""

    row: int
    column: int
    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: its cells, and which of them are heads.

    ``position`` is the number of ``Page.lines`` that are read before it.
    """

    cells: tuple[GridCell, ...]
    head_rows: int = 1  # the first so many rows are column heads
    head_columns: int = 1  # the first so many columns are row heads
    position: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one page. ``lines`` are in reading order, without table cells."""

    number: int
    width: float
    height: float
    method: Method
    lines: tuple[Line, ...]
    tables: tuple[Grid, ...] = ()
    rules: tuple[Box, ...] = ()  # thin drawn lines, such as the one above footnotes
    frames: tuple[Box, ...] = ()  # drawn or shaded rectangles that hold text
    rotation: int = 0  # clockwise degrees the page was turned by to be upright

    @property
    def confidence(self) -> float:
        """Mean confidence of the characters; 1.0 for a text layer or a page without words."""
        words = [word for line in self.lines for word in line.words]
        letters = sum(len(word.text) for word in words)
        return sum(word.confidence * len(word.text) for word in words) / letters if letters else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed in one file."""

    id: str  # sha256 of the file's bytes, hexadecimal
    file: str  # the file's name, without folders
    pages: tuple[Page, ...]
    title: str | None = None  # as the file's own metadata gives it
    date: str | None = None  # ISO 8601, as the file's own metadata gives it
    warnings: tuple[str, ...] = ()  # what could not be read, in words for a person

    def page(self, number: int) -> Page:
        """Return the page of that number; a part of a report need not begin with page 1."""
        return self.pages[number - self.pages[0].number]
