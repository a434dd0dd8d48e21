"""Small signs that stand raised beside the words of a page's picture.

An OCR takes a raised numeral for a quotation mark, or drops it; on the picture it can be seen: a
connected component that stands clear above the baseline, smaller than a capital, too large for
an apostrophe. What it may be is read by ``numerals``; whether it is a citation, others say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Ink = NDArray[np.float32]  # 0 paper to 1 ink
Columns = NDArray[np.bool_]
Ints = NDArray[np.int64]

INKED = 0.45  # ink is what is darker than so much of the way from paper to the darkest
# Small thin strokes are paler than the type beside them and break; what stands close runs together
# when pale. Signs are looked for at each of these, and what can be read best is kept.
LEVELS = (0.3, INKED, 0.62)

# Parts of the height of a capital, from the baseline.
ZONE_TOP, ZONE_FOOT = 1.75, 0.13  # where raised signs are looked for
LINE_ABOVE = 1.5  # as high as ink hangs down from the line above that touches a sign
LEAST_TOP = 0.62  # no raised sign ends below it
LEAST_TOP_DARK = 0.85  # nor below this where letters break: their pieces end at the x-height
LEAST_HEIGHT, GREATEST_HEIGHT = 0.26, 0.98
GREATEST_WIDTH = 2.4
GAP = 0.46  # between the parts of one mark
JOINED_GAP = 1.1  # the same with a comma or a hyphen between
LEAST_PIXELS = 4  # of height
JOINT_WIDTH = 0.6  # of a comma or a hyphen between numbers
# Parts of the height of the numbers beside it, from their foot.
COMMA_TOP, COMMA_FOOT = 0.5, -0.5
HYPHEN_FOOT, HYPHEN_HIGH = 0.15, 0.3
PAPER_BLOCK = 48  # pixels of a line over which paper has one level
PAPER = 0.8  # share of a line's pixels that are no lighter than paper
SAMPLED = 3  # every so many columns of a line say how dark its ink is


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line of a picture, in pixels: its baseline is ``level + slope * x``."""

    x0: float
    x1: float
    level: float
    slope: float
    capital: float  # height of a capital


@dataclass(frozen=True, slots=True)
class Part:
    """A connected component. ``top`` and ``foot`` are above the baseline, in capitals' heights."""

    x0: int  # pixels of the page
    x1: int
    top: float
    foot: float
    ink: Ink  # cut out, without its neighbours
    joint: str = ""  # what stands between it and the part before: a comma, a hyphen, or nothing

    @property
    def height(self) -> float:
        """In heights of a capital."""
        return self.top - self.foot


@dataclass(frozen=True, slots=True)
class Mark:
    """Raised parts that stand side by side."""

    row: int
    parts: tuple[Part, ...]
    before: float  # capitals' heights to the ink on its left; 9 if there is none near
    after: float  # and on its right
    stopped: bool  # what stands left of it is no higher than a full stop
    level: float = INKED  # at which its ink was told from paper

    @property
    def x0(self) -> int:
        """Its left edge, in pixels."""
        return self.parts[0].x0

    @property
    def x1(self) -> int:
        """Its right edge, in pixels."""
        return max(part.x1 for part in self.parts)


def find_marks(grey: Grey, rows: Sequence[Row], levels: Sequence[float] = (INKED,)) -> list[Mark]:
    """Return what stands raised in the rows of a picture, from left to right in each.

    Args:
        grey: the picture.
        rows: its printed lines.
        levels: shares of the way from paper to the darkest at which ink begins; each has marks
            of its own.
    """
    return [mark for i, row in enumerate(rows) for mark in _marks_of(grey, row, i, levels)]


def _marks_of(grey: Grey, row: Row, index: int, levels: Sequence[float]) -> Iterator[Mark]:
    capital = row.capital
    above, below = round(ZONE_TOP * capital), round(ZONE_FOOT * capital)
    if capital < 6 or above - below < 2 * LEAST_PIXELS:
        return
    left = max(0, int(row.x0 - 3.0 * capital))
    right = min(grey.shape[1], int(row.x1 + 3.0 * capital))
    if right - left < LEAST_PIXELS:
        return
    ink = level_ink(grey, row, left, right, above, round(0.1 * capital))
    for level in levels:
        yield from _at_level(ink, row, index, left, level)


def _at_level(ink: Ink, row: Row, index: int, left: int, level: float) -> Iterator[Mark]:
    capital = row.capital
    above, below = round(ZONE_TOP * capital), round(ZONE_FOOT * capital)
    zone = ink[: above - below] > level
    boxes, labels = components(zone)
    if not len(boxes):
        return
    _cut_loose(boxes, labels, above, capital)
    clear = (boxes[:, 1] < zone.shape[0]) & (boxes[:, 0] > 0)  # of the zone's foot and top
    boxes, labels, clear = _joined(boxes, labels, clear, capital)
    least_top = LEAST_TOP if level <= INKED else LEAST_TOP_DARK
    small = (
        clear
        & (above - boxes[:, 0] >= least_top * capital)
        & (boxes[:, 1] - boxes[:, 0] >= max(LEAST_PIXELS, LEAST_HEIGHT * capital))
        & (boxes[:, 1] - boxes[:, 0] <= GREATEST_HEIGHT * capital)
        & (boxes[:, 3] - boxes[:, 2] <= GREATEST_WIDTH * capital)
    )
    chosen = sorted(np.flatnonzero(small), key=lambda i: int(boxes[i, 2]))
    slight = boxes[clear & ~small & (boxes[:, 3] - boxes[:, 2] <= JOINT_WIDTH * capital)]
    shift = np.array((above, above, -left, -left))  # to the baseline, and to the page
    group: list[Part] = []
    for i in chosen:
        top, foot, x0, x1 = (int(v) for v in boxes[i])
        if _stands_on_ink(ink[foot:, x0:x1] > level):
            continue
        cut = np.where(labels[top:foot, x0:x1] == i, ink[top:foot, x0:x1], 0.0).astype(np.float32)
        part = Part(left + x0, left + x1, (above - top) / capital, (above - foot) / capital, cut)
        joint = _joint(slight - shift, group[-1], part, capital) if group else ""
        if group and _side_by_side(group[-1], part, (JOINED_GAP if joint else GAP) * capital):
            part = replace(part, joint=joint)
        elif group:
            yield _mark(index, group, ink, left, capital, level)
            group = []
        group.append(part)
    if group:
        yield _mark(index, group, ink, left, capital, level)


def _joint(slight: Ints, one: Part, two: Part, capital: float) -> str:
    """Return what small ink between two parts is: a comma at their foot, or a hyphen.

    Args:
        slight: boxes of components too small for a sign: pixels below the baseline and of the page.
        one: the part on the left.
        two: the part on the right.
        capital: height of a capital, in pixels.
    """
    foot, height = min(one.foot, two.foot), max(one.height, two.height)
    for top, low, x0, x1 in slight[(slight[:, 2] >= one.x1 - 1) & (slight[:, 3] <= two.x0 + 1)]:
        high, deep = ((-y / capital - foot) / height for y in (top, low))
        if high < COMMA_TOP and COMMA_FOOT < deep < HYPHEN_FOOT:
            return ","
        if HYPHEN_FOOT <= deep < high < deep + HYPHEN_HIGH and x1 - x0 > low - top:
            return "-"
    return ""


def _cut_loose(boxes: Ints, labels: Ints, above: int, capital: float) -> None:
    """Cut signs off the descenders of the line above that touch them, in place.

    The cut goes through the thinnest row near where signs end.
    """
    low, high = max(1, above - round(LINE_ABOVE * capital)), above - round(LEAST_TOP * capital)
    for i in np.flatnonzero((boxes[:, 0] == 0) & (boxes[:, 1] < labels.shape[0])):
        x0, x1 = int(boxes[i, 2]), int(boxes[i, 3])
        rows = (labels[low:high, x0:x1] == i).sum(axis=1)
        if high - low < 2 or not rows.all():
            continue
        thin = low + int(rows.argmin())
        own = labels[:, x0:x1] == i
        below = own.copy()
        below[: thin + 1] = False
        if not below.any() or rows.min() > 0.5 * below.sum(axis=1).max():
            continue
        labels[: thin + 1, x0:x1][own[: thin + 1]] = -1
        columns, lines = np.flatnonzero(below.any(axis=0)), np.flatnonzero(below.any(axis=1))
        boxes[i] = lines[0], lines[-1] + 1, x0 + columns[0], x0 + columns[-1] + 1


def _joined(
    boxes: Ints, labels: Ints, clear: Columns, capital: float
) -> tuple[Ints, Ints, Columns]:
    """Return the components with those joined that are one sign, broken across its strokes.

    They stand on top of one another, a few pixels apart.
    """
    order = sorted(np.flatnonzero(clear), key=lambda i: int(boxes[i, 2]))
    for k, i in enumerate(order):
        for j in order[k + 1 :]:
            if boxes[j, 2] >= boxes[i, 3]:
                break
            both = min(boxes[i, 3], boxes[j, 3]) - boxes[j, 2]
            least = min(boxes[i, 3] - boxes[i, 2], boxes[j, 3] - boxes[j, 2])
            apart = max(boxes[i, 0], boxes[j, 0]) - min(boxes[i, 1], boxes[j, 1])
            if clear[i] and both > 0.5 * least and apart <= max(2.0, 0.1 * capital):
                labels[labels == i] = j
                boxes[j, (0, 2)] = np.minimum(boxes[i, (0, 2)], boxes[j, (0, 2)])
                boxes[j, (1, 3)] = np.maximum(boxes[i, (1, 3)], boxes[j, (1, 3)])
                clear[i] = False
    return boxes, labels, clear


def _stands_on_ink(below: Columns) -> bool:
    """Say whether there is ink under the middle of a part: then it is a letter's or ``?``'s top."""
    inset = below.shape[1] // 4
    return bool(below[:, inset : below.shape[1] - inset].any())


def _side_by_side(one: Part, two: Part, gap: float) -> bool:
    return -0.5 * gap < two.x0 - one.x1 <= gap and min(one.top, two.top) - max(
        one.foot, two.foot
    ) > 0.4 * min(one.height, two.height)


def _mark(index: int, group: list[Part], ink: Ink, left: int, capital: float, level: float) -> Mark:
    columns: Columns = np.any(ink > level, axis=0)
    x0, x1 = group[0].x0 - left, max(part.x1 for part in group) - left
    reach = round(3 * capital)
    before = np.flatnonzero(columns[max(0, x0 - reach) : x0])
    after = np.flatnonzero(columns[x1 : x1 + reach])
    near = (min(x0, reach) - 1 - int(before[-1])) / capital if len(before) else 9.0
    far = int(after[0]) / capital if len(after) else 9.0
    stop = near < 0.5 and _ends_low(ink > level, columns, x0 - round(near * capital), capital)
    return Mark(index, tuple(group), near, far, stop, level)


def _ends_low(ink: Columns, columns: Columns, end: int, capital: float) -> bool:
    """Say whether the last ink before column ``end`` is as low and narrow as a full stop."""
    white = np.flatnonzero(~columns[max(0, end - round(0.5 * capital)) : end])
    if not len(white):
        return False
    start = max(0, end - round(0.5 * capital)) + int(white[-1]) + 1
    rows = np.flatnonzero(ink[:, start:end].any(axis=1))
    above = round(ZONE_TOP * capital)
    return len(rows) > 0 and end - start < 0.42 * capital and above - int(rows[0]) < 0.4 * capital


def level_ink(grey: Grey, row: Row, left: int, right: int, above: int, below: int) -> Ink:
    """Return a row's ink, its baseline level: ``above`` rows over it, ``below`` under it.

    Paper is what most pixels near are; ink is as dark as the row's darkest.
    """
    xs = np.arange(left, right)
    base = np.round(row.level + row.slope * xs).astype(np.int64)
    ys = base[None, :] - above + np.arange(above + below)[:, None]
    band = grey[np.clip(ys, 0, grey.shape[0] - 1), xs[None, :]]
    paper = _paper(band)
    dark = paper - band
    full = max(30.0, _percentile(dark[:, ::SAMPLED], 0.97))
    level: Ink = np.clip(dark / np.float32(full), 0.0, 1.0)
    return level


def _paper(band: Grey) -> Ink:
    """Return for each column of a band how light paper is there: lighter than four pixels of five.

    Levels of grey are few, so that counting them comes to the same as sorting, and is quicker.
    """
    height, width = band.shape
    blocks = max(1, width // PAPER_BLOCK)
    edges = np.linspace(0, width, blocks + 1).astype(np.int64)
    sizes = np.diff(edges)
    block = np.repeat(np.arange(blocks) * 256, sizes)
    counts = np.bincount((band + block).ravel(), minlength=256 * blocks).reshape(blocks, 256)
    places = PAPER * (sizes * height - 1)
    below = places.astype(np.int64)
    so_far = np.cumsum(counts, axis=1)
    low, high = ((so_far <= place[:, None]).sum(axis=1) for place in (below, below + 1))
    levels = low + (high - low) * (places - below)
    middles = (edges[:-1] + edges[1:]) / 2
    paper: Ink = np.interp(np.arange(width), middles, levels).astype(np.float32)
    return paper


def _percentile(levels: NDArray[np.float32], share: float) -> float:
    """Return what ``np.percentile`` does, in a third of its time."""
    ordered = levels.ravel()
    place = share * (len(ordered) - 1)
    low = int(place)
    ordered = np.partition(ordered, (low, min(low + 1, len(ordered) - 1)))
    one, two = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)])
    return one + (two - one) * (place - low)


def components(ink: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return the boxes (top, foot, left, right) of connected ink, and the label of each pixel.

    Runs of ink are joined to those that touch them in the row above, also at a corner; the
    label of a component sinks to the least of its runs' (Shiloach and Vishkin 1982). -1 is paper.
    """
    height, width = ink.shape
    flat = np.zeros(height * (width + 1) + 1, dtype=np.bool_)
    flat[:-1].reshape(height, width + 1)[:, 1:] = ink  # paper parts one row from the next
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    rows, starts = np.divmod(edges[::2], width + 1)
    ends = starts + edges[1::2] - edges[::2]  # exclusive
    labels = np.full((height, width), -1, dtype=np.int64)
    if not len(rows):
        return np.zeros((0, 4), dtype=np.int64), labels
    span = width + 2
    first = np.searchsorted(rows * span + ends, (rows - 1) * span + starts, "left")
    last = np.searchsorted(rows * span + starts, (rows - 1) * span + ends, "right")
    counts = np.maximum(last - first, 0)
    below = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(below)) - np.repeat(np.cumsum(counts) - counts, counts)
    upper = np.repeat(first, counts) + offsets
    own = np.arange(len(rows))
    while True:
        one, two = own[below], own[upper]
        apart = one != two
        if not apart.any():
            break
        np.minimum.at(own, np.maximum(one, two)[apart], np.minimum(one, two)[apart])
        while True:
            again = own[own]
            if (again == own).all():
                break
            own = again
    first_of = own == np.arange(len(own))  # a component's first run lies in its highest row
    own = (np.cumsum(first_of) - 1)[own]
    boxes = np.empty((int(own.max()) + 1, 4), dtype=np.int64)
    boxes[:, 0], boxes[:, 2], boxes[:, 3] = rows[first_of], width, 0
    boxes[own, 1] = rows + 1  # runs come row by row: the last one stays
    np.minimum.at(boxes[:, 2], own, starts)
    np.maximum.at(boxes[:, 3], own, ends)
    labels[ink] = np.repeat(own, ends - starts)
    return boxes, labels
