"""A claim -> a picture of what was printed, with sentence, figure, actors and markers tinted.

Pictures are PNG in sixteen greys and a few tints. Bare text has none, and neither has a report
whose file is gone or has other bytes by now: then the answer is None, and never another page.
"""

import io
import logging
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipeline.config import ReadingSettings
from pipeline.errors import UnreadableReport
from pipeline.reading import PagePictures
from pipeline.schema import Box, Claim, union
from pipeline.store import PageFacts

log = logging.getLogger(__name__)

Printed = tuple[tuple[int, Box], ...]  # (page, box) of each printed line
MarkKind = Literal["sentence", "actor", "figure", "callout", "reference"]

# In the order they are laid over one another. Light enough for black print to stay legible.
TINTS: dict[MarkKind, tuple[int, int, int]] = {
    "sentence": (255, 243, 191),
    "reference": (226, 217, 243),
    "actor": (178, 214, 250),
    "figure": (255, 190, 110),
    "callout": (150, 220, 160),
}

CROP_DPI = 110
PAGE_DPI = 150
OPEN_FILES = 4
LOOK_AGAIN = 5.0  # seconds until a file that was not there is looked for again
KEPT_PIXELS = 30_000_000  # of drawn pages, a byte each
MARGIN_X, MARGIN_Y = 8.0, 4.0  # points around the printed lines
LEAST_SHARE = 0.6  # of a box that is marked, however high it is for its letters
BLEED = 0.8  # points that a tint reaches beyond its box
NARROW = 100.0  # points; a single line's box below it is a cell: its whole row is shown
LEAST_WIDTH = 220.0  # points
TALLEST = 260.0  # points of one stretch of lines; a sentence of twenty lines is no sentence
GAP = 5  # pixels between stretches that stand in different columns or pages


@dataclass(frozen=True, slots=True)
class Mark:
    """A box of a page that is tinted. Points from the top left, as everywhere."""

    kind: MarkKind
    page: int
    box: Box
    label: str = ""


def marks_of(claim: Claim) -> list[Mark]:
    """Return what is marked for a claim, in the order in which the tints are laid."""
    figure = claim.quantity.text if claim.quantity else ""
    marks: list[tuple[MarkKind, Printed, str]] = [("sentence", claim.bbox, "")]
    marks += [("actor", actor.bbox, f"{actor.name}: {actor.role}") for actor in claim.actors]
    marks += [("figure", claim.figure_bbox, figure)]
    marks += [("callout", cited.bbox, f"marker {cited.label}") for cited in claim.citations]
    most = _line_height(claim)
    return [
        Mark(kind, page, _lowered(box, most), label)
        for kind, printed, label in marks
        for page, box in printed
    ]


def _lowered(box: Box, most: float) -> Box:
    x0, top, x1, bottom = box
    return x0, max(top, bottom - max(most, LEAST_SHARE * (bottom - top))), x1, bottom


def _line_height(claim: Claim) -> float:
    """Return the most that a line of the claim can be high, in points, judged by its letters.

    Some fonts claim half a line above their letters for themselves: a mark of that height would
    lie over words that are not meant. A letter is about half an em wide, and a line 1.3 ems high.
    """
    width = sum(box[2] - box[0] for _, box in claim.bbox)
    return 2 * 1.3 * max(width, 1.0) / max(len(claim.claim), 1)


class Originals(Protocol):
    """Who knows where reports lie and how their pages were read; ``store.Store`` does."""

    def files_of(self, report_id: str) -> Sequence[Path]:
        """Return the files that hold the report, as far as is known."""
        ...

    def pages(self, report_id: str) -> Sequence[PageFacts]:
        """Return the report's pages."""
        ...


class Evidence:
    """Pictures of the printed pages; files and drawn pages are kept for the next claim.

    For one thread. Close it, or use ``with``.
    """

    def __init__(self, originals: Originals, settings: ReadingSettings) -> None:
        self._originals = originals
        self._settings = settings
        self._open: OrderedDict[str, _Opened] = OrderedDict()
        self._missing: dict[str, float] = {}  # reports without a file: when to look again
        self._drawn: OrderedDict[tuple[str, int, int], _Drawn | None] = OrderedDict()

    def __enter__(self) -> "Evidence":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files."""
        for opened in self._open.values():
            opened.pictures.close()
        self._open.clear()
        self._drawn.clear()

    def crop(self, claim: Claim, *, dpi: int = CROP_DPI) -> bytes | None:
        """Return a PNG of the claim's printed lines, marked; None if there is no picture."""
        marks = marks_of(claim)
        lines = [(mark.page, mark.box) for mark in marks if mark.kind == "sentence"]
        parts = [
            part
            for page, boxes in stretches(lines)
            if (drawn := self._page(claim.report_id, page, dpi))
            and (part := _cut(drawn, marks, page, boxes)) is not None
        ]
        return _png(_stacked(parts)) if parts else None

    def page_picture(
        self, report_id: str, number: int, marks: Iterable[Mark] = (), *, dpi: int = PAGE_DPI
    ) -> bytes | None:
        """Return a PNG of a whole page with ``marks``; None if there is no picture."""
        drawn = self._page(report_id, number, dpi)
        if drawn is None:
            return None
        height, width = drawn.levels.shape
        whole = (0.0, 0.0, width / drawn.scale, height / drawn.scale)
        return _png(_tinted(drawn, list(marks), number, whole))

    def _page(self, report_id: str, number: int, dpi: int) -> "_Drawn | None":
        key = (report_id, number, dpi)
        if key not in self._drawn:
            opened = self._opened(report_id)
            if opened is None:
                return None  # not kept: the file may come back
            self._drawn[key] = _draw(opened, number, dpi)
            while len(self._drawn) > 1 and sum(map(_size, self._drawn.values())) > KEPT_PIXELS:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    def _opened(self, report_id: str) -> "_Opened | None":
        if report_id not in self._open:
            if time.monotonic() < self._missing.get(report_id, 0.0):
                return None
            found = self._look_for(report_id)
            if found is None:
                self._missing[report_id] = time.monotonic() + LOOK_AGAIN
                return None
            while len(self._open) >= OPEN_FILES:
                _, oldest = self._open.popitem(last=False)
                oldest.pictures.close()
            self._open[report_id] = found
        self._open.move_to_end(report_id)
        return self._open[report_id]

    def _look_for(self, report_id: str) -> "_Opened | None":
        for path in self._originals.files_of(report_id):
            try:
                pictures = PagePictures(path, self._settings)
            except UnreadableReport as error:
                log.info("no pictures: %s", error)
                continue
            if pictures.report_id == report_id and pictures.has_pages:
                pages = self._originals.pages(report_id)
                return _Opened(pictures, {page.number: page.rotation for page in pages})
            pictures.close()
        return None


@dataclass(frozen=True)
class _Opened:
    pictures: PagePictures
    rotations: Mapping[int, int]  # by page


@dataclass(frozen=True)
class _Drawn:
    """A page in sixteen greys, 0 is black; ``scale`` is pixels a point."""

    levels: npt.NDArray[np.uint8]
    scale: float


def _draw(opened: _Opened, number: int, dpi: int) -> _Drawn | None:
    rotation = opened.rotations.get(number, 0)
    try:
        picture = opened.pictures.draw(number, dpi=dpi, rotation=rotation)
    except UnreadableReport as error:
        log.info("no picture: %s", error)
        return None
    levels = (np.asarray(picture.image) >> 4).astype(np.uint8)
    return _Drawn(levels, picture.dpi / 72)


def _size(drawn: _Drawn | None) -> int:
    return drawn.levels.size if drawn else 0


def stretches(lines: Iterable[tuple[int, Box]]) -> list[tuple[int, list[Box]]]:
    """Return the printed lines in stretches that stand below one another on one page.

    A sentence that goes on in the next column, or on the next page, has several.
    """
    found: list[tuple[int, list[Box]]] = []
    for page, box in lines:
        if found and found[-1][0] == page and _below(found[-1][1], box):
            found[-1][1].append(box)
        else:
            found.append((page, [box]))
    return found


def _below(lines: Sequence[Box], box: Box) -> bool:
    x0, top, x1, bottom = union(list(lines)) or box
    near = box[1] < bottom + 2.5 * (box[3] - box[1])
    return near and box[3] > top and box[0] < x1 and box[2] > x0


def _cut(
    drawn: _Drawn, marks: Sequence[Mark], page: int, boxes: Sequence[Box]
) -> npt.NDArray[np.uint8] | None:
    """Return the part of a page around ``boxes``, tinted."""
    height, width = (side / drawn.scale for side in drawn.levels.shape)
    x0, top, x1, bottom = union(list(boxes)) or (0.0, 0.0, 0.0, 0.0)
    if len(boxes) == 1 and x1 - x0 < NARROW:
        x0, x1 = 0.0, width
    lack = max(0.0, LEAST_WIDTH - (x1 - x0)) / 2
    area = (
        max(x0 - lack - MARGIN_X, 0.0),
        max(top - MARGIN_Y, 0.0),
        min(x1 + lack + MARGIN_X, width),
        min(bottom + MARGIN_Y, top + TALLEST, height),
    )
    if area[2] - area[0] < 1 or area[3] - area[1] < 1:
        return None  # the box is off the page
    return _tinted(drawn, marks, page, area)


def _tinted(drawn: _Drawn, marks: Sequence[Mark], page: int, area: Box) -> npt.NDArray[np.uint8]:
    """Return an area of a page as indices into ``_PALETTE``."""
    x0, top, x1, bottom = (round(side * drawn.scale) for side in area)
    levels = drawn.levels[top : max(bottom, top + 1), x0 : max(x1, x0 + 1)]
    tints = np.zeros_like(levels)
    for number, kind in enumerate(TINTS, 1):
        for mark in marks:
            if mark.kind == kind and mark.page == page:
                left, up, right, low = mark.box
                tints[
                    _pixel(up - BLEED, drawn.scale, top) : _pixel(low + BLEED, drawn.scale, top),
                    _pixel(left - BLEED, drawn.scale, x0) : _pixel(right + BLEED, drawn.scale, x0),
                ] = number * 16
    return levels + tints


def _pixel(point: float, scale: float, origin: int) -> int:
    return max(0, round(point * scale) - origin)


def _stacked(parts: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.uint8]:
    """Return the parts below one another, a grey bar between them."""
    if len(parts) == 1:
        return parts[0]
    width = max(part.shape[1] for part in parts)
    rows: list[npt.NDArray[np.uint8]] = []
    for part in parts:
        if rows:
            rows.append(np.full((GAP, width), _BAR, dtype=np.uint8))
        rows.append(np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=_PAPER))
    return np.vstack(rows)


_PAPER, _BAR = 15, 12  # levels of grey
_PALETTE = [
    round(level * 17 * part / 255)
    for tint in ((255, 255, 255), *TINTS.values())
    for level in range(16)
    for part in tint
]


def _png(indices: npt.NDArray[np.uint8]) -> bytes:
    image = Image.fromarray(indices, "P")
    image.putpalette(_PALETTE)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=4)
    return file.getvalue()
