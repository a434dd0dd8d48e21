"""A row of a table -> its cells: what stands apart, and which of it is a number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reading.rows import Row, text_of
from pipeline.reading.textlayer import Piece

CELL_GAP = 0.8  # ems of white that part two cells
WALL = 0.6  # points that print may reach over the place where two cells part
HEAD_GAP = 0.42  # the same between two figures, or two heads over different columns

_NUMBER = re.compile(
    r"[(\[<>~≈±+*−–-]{0,3} ?(?:US|A|C|NZ)?[$£€¥₦₹]? ?\.?\d[\d,. ]{0,24}\d?(?:[eE][-+]?\d{1,3})?"
    r" ?(?:%|‰|per cent|percent|[kKmMbBtT]n?|[a-z*†‡§¹²³]{1,2})? ?[)\]]?[*†‡§]{0,3}"
)
# 55.2–68.9; (0.12, 0.45); 45 ± 3; 12 (34%); 1.2 to 1.9
_PAIR = re.compile(
    r"[(\[]?[−–-]?[$£€]?\d[\d,.]{0,14}%? ?(?:[–—-]|±|to|[,;]|\(|\[)"
    r" ?[−–-]?[$£€]?\d[\d,.]{0,14}%?[)\]]?"
)
_NOTHING = re.compile(r"[-–—−.*·…]{1,6}|\(?[xXzZ]\)?|n[./]?[ad]\.?|N[./]?[AD]\.?|nil")
LEADER = re.compile(r"(?:\. ?){4,}|…{2,}|_{4,}")


@dataclass(slots=True)
class Cell:
    """Pieces of a row that stand together, from ``x0`` to ``x1``."""

    pieces: list[Piece]
    x0: float
    x1: float
    text: str
    leads: bool = False  # it is its row's first: there a range is a label, such as an age

    @property
    def number(self) -> bool:
        """Whether it holds a figure, a range of two, or a sign that there is none."""
        if _NUMBER.fullmatch(self.text) or _NOTHING.fullmatch(self.text):
            return True
        return not self.leads and bool(_PAIR.fullmatch(self.text))

    @property
    def middle(self) -> float:
        """Half-way between its edges."""
        return (self.x0 + self.x1) / 2


def _figure(text: str) -> bool:
    return any(map(str.isdigit, text)) and bool(_NUMBER.fullmatch(text))


def cells_of(row: Row, walls: Sequence[float] = ()) -> list[Cell]:
    """Return the cells of a row, left to right; dots that lead the eye go to the cell before.

    ``walls`` are places at which the rules of its table are cut: no cell runs over one.
    """
    groups: list[list[Piece]] = []
    for piece in row.pieces:
        gap = CELL_GAP
        if groups and _figure(piece.text) and _figure(groups[-1][-1].text):
            gap = HEAD_GAP
        end = max(p.x1 for p in groups[-1]) if groups else 0.0
        parted = any(end - WALL <= wall <= piece.x0 + WALL for wall in walls)
        if groups and not parted and piece.x0 - end < gap * row.size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    cells: list[Cell] = []
    for group in groups:
        text = text_of(group)
        end = max(piece.x1 for piece in group)
        cell = Cell(group, group[0].x0, end, text, leads=not cells)
        if LEADER.fullmatch(text) and cells:
            cells[-1].pieces += group
            cells[-1].text += " " + text
        else:
            cells.append(cell)
    return cells


def columns_of(cells: list[Cell]) -> list[tuple[float, float]]:
    """Return the x-ranges of columns: cells that lie under one another."""
    ranges: list[tuple[float, float]] = []
    for cell in sorted(cells, key=lambda cell: cell.x0):
        if ranges and cell.x0 < ranges[-1][1] - 0.5:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], cell.x1))
        else:
            ranges.append((cell.x0, cell.x1))
    return ranges
