"""What PDFium knows of a page's drawings: thin lines, rectangles, pictures and drawn bullets."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.reading.glyphs import is_dot, split_drawing
from pipeline.schema import Box

MAX_OBJECTS = 20_000  # drawn objects looked at on a page; maps have millions
MAX_VISITS = 200_000  # objects of any kind that are gone through for them
MAX_DEPTH = 4  # the page's own, and those of forms within forms
MAX_SEGMENTS = 2_000  # segments of one drawn path

Turn = Callable[[float, float], tuple[float, float]]  # PDF coordinates to ours


def drawings(
    page: pdfium.PdfPage, turn: Turn, width: float, height: float
) -> tuple[tuple[Box, ...], tuple[Box, ...], tuple[Box, ...], tuple[Box, ...]]:
    """Return thin lines, rectangles, pictures and what may be bullets, clipped to the page."""
    strokes: list[Box] = []
    boxes: list[Box] = []
    images: list[Box] = []
    dots: list[Box] = []

    def add(kept: list[Box] | None, x0: float, y0: float, x1: float, y1: float) -> None:
        ax, ay = turn(x0, y0)
        bx, by = turn(x1, y1)
        box = (
            max(min(ax, bx), 0.0),
            max(min(ay, by), 0.0),
            min(max(ax, bx), width),
            min(max(ay, by), height),
        )
        if box[0] > box[2] or box[1] > box[3]:
            return
        if kept is not None:
            if kept is not dots or is_dot(box):
                kept.append(box)
        else:
            kind = split_drawing(box)
            if kind:
                (strokes if kind == "stroke" else boxes).append(box)
            if is_dot(box):
                dots.append(box)

    bounds = [ctypes.c_float() for _ in range(4)]
    for kind, found in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            for curved, corner in _pieces(found):
                add(dots if curved else None, *corner)
        elif pdfium_c.FPDFPageObj_GetBounds(found, *bounds):
            left, low, right, high = (b.value for b in bounds)
            add(images, left, low, right, high)
    return tuple(strokes), tuple(boxes), tuple(images), tuple(dots)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, Any]]:
    """Yield the kind and handle of each path and picture, those within forms at their place."""
    visits = drawn = 0
    count, get = pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject
    levels = [(page.raw, get, iter(range(count(page.raw))))]
    while levels:
        parent, get, places = levels[-1]
        place = next(places, None)
        if place is None:
            levels.pop()
            continue
        visits += 1
        found = get(parent, place)
        kind = pdfium_c.FPDFPageObj_GetType(found) if found else None
        if kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
            drawn += 1
            yield kind, found
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and len(levels) < MAX_DEPTH:
            inside = range(pdfium_c.FPDFFormObj_CountObjects(found))
            levels.append((found, pdfium_c.FPDFFormObj_GetObject, iter(inside)))
        if drawn >= MAX_OBJECTS or visits >= MAX_VISITS:
            return


def _pieces(path: Any) -> Iterator[tuple[bool, tuple[float, float, float, float]]]:
    """Yield whether a subpath is curved, and its corners."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, mode, stroked)
    if not mode.value and not stroked.value:
        return
    count = pdfium_c.FPDFPath_CountSegments(path)
    if count > MAX_SEGMENTS:
        return
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(path, matrix)
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    px, py = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False

    def corners() -> tuple[float, float, float, float] | None:
        if len(points) < 2:
            return None
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return min(xs), min(ys), max(xs), max(ys)

    for i in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            box = corners()
            if box:
                yield curved, box
            points, curved = [], False
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            curved = True
        pdfium_c.FPDFPathSegment_GetPoint(segment, px, py)
        x, y = px.value, py.value
        points.append((a * x + c * y + e, b * x + d * y + f))
    box = corners()
    if box:
        yield curved, box
