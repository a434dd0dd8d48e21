"""White strips between columns, and heads or notes beside them.

Strips are found by one sweep down the page, after the idea of T. Breuel, "Two Algorithms for
Geometric Layout Analysis" (2002). A gutter is one that parts running text from running text, or
from the short heads or notes in its margin.
"""

import itertools
import re
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from pipeline.reading.rows import Row, body_size
from pipeline.reading.textlayer import Piece

GUTTER = 0.75  # ems: the narrowest gutter
MIN_ROWS = 4  # rows of text on each side of a gutter
MIN_COLUMN = 40.0  # points
CELL_GAP = 1.5  # ems of white in a row that part two cells; words stand closer
FULL_LINE = 18  # characters of a line of running text
RAGGED = 8.0  # ems that lines may end before a gutter on their right
INDENT = 3.0  # ems that lines may begin behind a gutter on their left
MAX_STRIPS = 400  # looked at on a page, the longest first
MAX_ACTIVE = 300
DISPLAY = 1.1  # times the body's type, unless it is bold: a heading across the columns
NEAR_BAR = 3.0  # ems that columns may end, or begin, apart from one another at such a heading
WHITE = 0.3  # ems of white over and under it, at least, across all columns
SET_SOLID = 1.5  # ems at most between the baselines of a paragraph's lines
APART = 1.9  # times the usual distance of rows: a row so far off is no part of the column

# Signs that open a list item or a note; what follows them belongs to the same line.
_MARKER = re.compile(
    r"[\W_]{1,2}|[(\[]?(?:\d{1,4}|[a-zA-Z]|[ivxlIVXL]{1,5})(?:\.\d{1,3}){0,4}[.)\]:]{0,2}"
)

Side = Literal["none", "left", "right"]


@dataclass(frozen=True, slots=True)
class Gutter:
    """A white strip between two columns, over the rows from ``top`` to ``bottom``."""

    x0: float
    x1: float
    top: float
    bottom: float
    side: Side = "none"  # the side that holds only heads or notes


@dataclass(slots=True)
class _Strip:
    x0: float
    x1: float
    rows: list[int]


def find_gutters(page_rows: list[Row]) -> list[Gutter]:
    """Return the gutters of a page, the best supported first."""
    strips = sorted(_white_strips(page_rows), key=lambda strip: -len(strip.rows))
    scored: list[tuple[int, Gutter]] = []
    for strip in strips[:MAX_STRIPS]:
        top, bottom = page_rows[strip.rows[0]].top, page_rows[strip.rows[-1]].bottom
        whole = Gutter(strip.x0, strip.x1, top, bottom)
        # No strip scores more than it has rows.
        if any(
            score >= len(strip.rows) and g.side == "none" and _clash(whole, g)
            for score, g in scored
        ):
            continue
        found = _as_gutter(strip, page_rows)
        if found:
            scored.append(found)
    scored.sort(key=lambda item: (item[1].side != "none", -item[0], item[1].x0))
    chosen: list[Gutter] = []
    for _, gutter in scored:
        if not any(_clash(gutter, other) for other in chosen):
            chosen.append(gutter)
    chosen = [_over_whole_paragraphs(gutter, page_rows) for gutter in chosen]
    bars = _bars(page_rows)
    body = body_size([piece for row in page_rows for piece in row.pieces])
    return [
        part for gutter in chosen for part in _parted_by_bars(gutter, chosen, bars, page_rows, body)
    ]


def _over_whole_paragraphs(gutter: Gutter, page_rows: list[Row]) -> Gutter:
    """Return a gutter that begins, or ends, in the middle of a paragraph on its left with that.

    So it does where nothing stands beside the paragraph's other lines, and one of them reaches a
    little farther: a picture's note begins lower than the text beside it.
    """
    if gutter.side != "none":
        return gutter
    inside = [row for row in page_rows if gutter.top <= row.middle <= gutter.bottom]
    over = [row for row in reversed(page_rows) if row.middle < gutter.top]
    under = [row for row in page_rows if row.middle > gutter.bottom]
    for edge, beyond in ((inside[0], over), (inside[-1], under)):
        lines = _lines_that_go_on(edge, beyond) if edge.x0 < gutter.x0 else []
        x0 = max([gutter.x0, *(row.x1 for row in lines)])
        if lines and gutter.x1 - x0 >= GUTTER * edge.size:
            top, bottom = min(row.top for row in lines), max(row.bottom for row in lines)
            gutter = replace(
                gutter, x0=x0, top=min(top, gutter.top), bottom=max(bottom, gutter.bottom)
            )
    return gutter


def _lines_that_go_on(edge: Row, beyond: list[Row]) -> list[Row]:
    """Return the rows of ``beyond`` that are one paragraph with ``edge``, the nearest first."""
    lines: list[Row] = []
    for row in beyond:
        last = lines[-1] if lines else edge
        near = abs(row.baseline - last.baseline) < SET_SOLID * row.size
        alike = abs(row.size - last.size) < 0.05 * row.size
        if not (near and alike and abs(row.x0 - last.x0) < INDENT * row.size):
            break
        lines.append(row)
    return lines


def _bars(page_rows: list[Row]) -> list[list[Row]]:
    """Return the rows that stand alone at their height; lines of one heading together."""
    bars: list[list[Row]] = []
    for row in page_rows:
        if len(_beside(row.pieces)) < len(row.pieces):
            continue
        last = bars[-1][-1] if bars else row
        near = 0.8 * row.size < row.baseline - last.baseline < 1.6 * row.size
        over = row.x0 < last.x1 and last.x0 < row.x1
        if near and over and abs(row.size - last.size) < 0.05 * row.size:
            bars[-1].append(row)
        else:
            bars.append([row])
    return bars


def _parted_by_bars(
    gutter: Gutter,
    others: list[Gutter],
    bars: list[list[Row]],
    page_rows: list[Row],
    body: float,
) -> list[Gutter]:
    """Return the parts of a gutter above and below the headings that stand across the page.

    Such a heading may be too short to reach this gutter: it stands alone at its height, and parts
    another gutter in two, or all columns end above it and begin again below.
    """
    parts = [gutter]
    if gutter.side != "none":
        return parts
    for bar in bars:
        last = parts[-1]
        top, bottom = bar[0].top, bar[-1].bottom
        if not last.top < bar[0].middle < last.bottom:
            continue
        x0, x1 = min(row.x0 for row in bar), max(row.x1 for row in bar)
        crossed = [g for g in others if g.side == "none" and x0 < g.x0 and x1 > g.x1]
        above = [g for g in crossed if g.bottom <= bar[0].middle]
        again = [two for two in crossed if two.top >= bar[0].middle]
        if (above or _titles_what_crosses(bar[0], last, page_rows)) and not _goes_on(
            bar[0], last, page_rows
        ):
            parts[-1] = replace(last, bottom=top)
            continue
        goes_on = any(a.x0 < b.x1 and b.x0 < a.x1 for a in above for b in again)
        if goes_on or _ends_columns(bar, gutter, page_rows, body):
            parts[-1:] = [replace(last, bottom=top), replace(last, top=bottom)]
    return parts


_TITLE = re.compile(r"(?:Table|Figure|Box|Chart|Exhibit|Map|Graph)", re.IGNORECASE)
TITLE_ROWS = 3  # of a table's title, to its end


def _titles_what_crosses(row: Row, gutter: Gutter, page_rows: list[Row]) -> bool:
    """Say whether a row is the title of a table or figure across the columns, right below it."""
    first = row.pieces[0]
    if not _TITLE.match(first.text) or first.x1 > gutter.x0:
        return False
    below = [other for other in page_rows if other.baseline > row.baseline][:TITLE_ROWS]
    return any(
        other.x0 < gutter.x0 and other.x1 > gutter.x1 and other.middle > gutter.bottom
        for other in below
    )


def _goes_on(row: Row, gutter: Gutter, page_rows: list[Row]) -> bool:
    """Say whether print stands behind a gutter, from a row on down to the gutter's end."""
    return any(
        piece.x0 >= gutter.x1 - 0.1
        for other in page_rows
        if row.baseline <= other.baseline and other.middle <= gutter.bottom
        for piece in other.pieces
    )


def _ends_columns(bar: list[Row], gutter: Gutter, page_rows: list[Row], body: float) -> bool:
    """Say whether the columns on both sides end above a heading and begin again below it.

    They end at nearly one height, and so they begin, with white across all of them.
    """
    top, bottom = bar[0].top, bar[-1].bottom
    display = all(p.size >= DISPLAY * body or p.bold for row in bar for p in row.pieces)
    if not display or min(row.x0 for row in bar) >= gutter.x0:
        return False
    near = NEAR_BAR * body
    own = {id(row) for row in bar}
    ends: list[float] = []
    begins: list[float] = []
    for left in (True, False):
        beside = [
            piece
            for row in page_rows
            if id(row) not in own and gutter.top <= row.middle <= gutter.bottom
            for piece in row.pieces
            if (piece.x1 <= gutter.x0 + 0.1 if left else piece.x0 >= gutter.x1 - 0.1)
        ]
        over = max(
            (piece for piece in beside if piece.baseline < bar[0].baseline),
            key=lambda piece: piece.bottom,
            default=None,
        )
        under = [piece.top for piece in beside if piece.baseline >= bar[0].baseline]
        if over is None or not under or over.size >= DISPLAY * body:  # a pull quote's white
            return False
        ends.append(over.bottom)
        begins.append(min(under))
    white = min(top - max(ends), min(begins) - bottom) > WHITE * body
    return white and max(ends) - min(ends) <= near and max(begins) - min(begins) <= near


def _clash(a: Gutter, b: Gutter) -> bool:
    """Say whether two gutters stand beside one another with no room for a column between."""
    level = a.top < b.bottom and b.top < a.bottom
    return level and a.x0 - MIN_COLUMN < b.x1 and b.x0 - MIN_COLUMN < a.x1


def _white_strips(page_rows: list[Row]) -> list[_Strip]:
    """Return the maximal strips without print, each over consecutive rows."""
    if not page_rows:
        return []
    left = min(row.x0 for row in page_rows)
    right = max(row.x1 for row in page_rows)
    body = body_size([piece for row in page_rows for piece in row.pieces])
    active: dict[tuple[float, float], list[int]] = {}
    closed: list[_Strip] = []
    for n, row in enumerate(page_rows):
        narrowest = GUTTER * min(row.size, body)  # a large heading makes no gutter narrow
        gaps = _gaps(row, left, right, narrowest)
        fresh: dict[tuple[float, float], list[int]] = {}
        for (x0, x1), members in active.items():
            whole = False
            for g0, g1 in gaps:
                lo, hi = max(x0, g0), min(x1, g1)
                if hi - lo < narrowest:
                    continue
                whole = whole or (lo == x0 and hi == x1)
                known = fresh.get((lo, hi))
                if known is None or len(known) < len(members) + 1:
                    fresh[lo, hi] = [*members, n]
            if not whole and len(members) >= MIN_ROWS:
                closed.append(_Strip(x0, x1, members))
        for gap in gaps:
            fresh.setdefault(gap, [n])
        if len(fresh) > MAX_ACTIVE:  # scattered print, such as a map's
            longest = sorted(fresh, key=lambda x: -len(fresh[x]))[:MAX_ACTIVE]
            fresh = {x: fresh[x] for x in longest}
        active = fresh
    closed += [_Strip(x0, x1, m) for (x0, x1), m in active.items() if len(m) >= MIN_ROWS]
    return [strip for strip in closed if strip.x0 > left and strip.x1 < right]


def _gaps(row: Row, left: float, right: float, narrowest: float) -> list[tuple[float, float]]:
    found = []
    x = left - 1.0
    for piece in row.pieces:
        if piece.x0 - x >= narrowest or x < left:
            found.append((x, piece.x0))
        x = max(x, piece.x1)
    found.append((x, right + 1.0))
    return found


def _as_gutter(strip: _Strip, page_rows: list[Row]) -> tuple[int, Gutter] | None:
    """Return the strip as a gutter with its score, or None if it parts no columns."""
    sides: list[tuple[Row, list[Piece], list[Piece]]] = []
    x0, x1 = strip.x0 + 0.01, strip.x1 - 0.01
    for n in strip.rows:
        row = page_rows[n]
        left = _beside([p for p in reversed(row.pieces) if p.x1 <= x0])
        right = _beside([p for p in row.pieces if p.x0 >= x1])
        if left or right:
            sides.append((row, left, right))
    sides = _without_strays(sides)
    lefts = [left for _, left, _ in sides if left]
    rights = [right for _, _, right in sides if right]
    if not lefts or not rights:
        return None
    body = median(row.size for row, _, _ in sides)
    ends = sum(1 for line in lefts if strip.x0 - max(p.x1 for p in line) < RAGGED * body)
    starts = sum(1 for line in rights if min(p.x0 for p in line) - strip.x1 < INDENT * body)
    runs_left = _runs_on(lefts) and ends >= 0.3 * len(lefts)
    runs_right = _runs_on(rights) and starts >= 0.4 * len(rights)
    side: Side
    if runs_left and runs_right:
        side = "none"
    elif runs_right and starts >= 0.6 * len(rights) and _stands_beside(lefts, rights, sides):
        side = "left"
    elif runs_left and ends >= 0.6 * len(lefts) and _stands_beside(rights, lefts, sides):
        side = "right"
    else:
        return None
    top = min(row.top for row, _, _ in sides)
    bottom = max(row.bottom for row, _, _ in sides)
    score = min(len(lefts), len(rights)) if side == "none" else max(len(lefts), len(rights))
    return score, Gutter(strip.x0, strip.x1, top, bottom, side)


def _without_strays(
    sides: list[tuple[Row, list[Piece], list[Piece]]],
) -> list[tuple[Row, list[Piece], list[Piece]]]:
    """Leave out one or two rows at an end that stand far off, such as a running head."""
    if len(sides) < MIN_ROWS + 1:
        return sides
    steps = [b[0].baseline - a[0].baseline for a, b in itertools.pairwise(sides)]
    far = APART * max(median(steps), 1.2 * median(row.size for row, _, _ in sides))
    for n in (2, 1):
        if len(steps) > n and steps[n - 1] > far:
            return _without_strays(sides[n:])
        if len(steps) > n and steps[-n] > far:
            return _without_strays(sides[:-n])
    return sides


def _beside(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces that follow one another without a wide gap, from the first on."""
    for i in range(1, len(pieces)):
        a, b = pieces[i - 1], pieces[i]
        if max(b.x0 - a.x1, a.x0 - b.x1) > CELL_GAP * max(a.size, b.size):
            return pieces[:i]
    return pieces


def _letters(line: list[Piece]) -> int:
    return sum(len(piece.text) for piece in line)


def _runs_on(lines: list[list[Piece]]) -> bool:
    """Say whether the lines on one side of a strip are running text, not a column of cells."""
    full = sum(1 for line in lines if _letters(line) >= FULL_LINE)
    return len(lines) >= MIN_ROWS and full >= MIN_ROWS - 1 and full >= 0.4 * len(lines)


def _stands_beside(
    notes: list[list[Piece]],
    text: list[list[Piece]],
    sides: list[tuple[Row, list[Piece], list[Piece]]],
) -> bool:
    """Say whether ``notes`` are heads or notes in the margin of ``text``."""
    if len(text) < MIN_ROWS + 2 or len(notes) > 0.5 * len(text):
        return False
    words = [" ".join(piece.text for piece in sorted(line, key=lambda p: p.x0)) for line in notes]
    if all(_MARKER.fullmatch(word) for word in words):
        return False
    full = [max(_letters(left), _letters(right)) >= 1.5 * FULL_LINE for _, left, right in sides]
    chosen = {id(line) for line in notes}
    places = [i for i, (_, a, b) in enumerate(sides) if id(a) in chosen or id(b) in chosen]
    level = sum(1 for i in places if any(full[max(i - 1, 0) : i + 2]))
    long = sum(1 for line in text if _letters(line) >= 1.5 * FULL_LINE)
    if level < 0.7 * len(places):
        return False  # the cells of a table
    width = max(line[-1].x1 - line[0].x0 if len(line) else 0.0 for line in map(_sorted, notes))
    room = max(line[-1].x1 - line[0].x0 for line in map(_sorted, text))
    return long >= 0.5 * len(text) and width < 0.6 * room


def _sorted(line: list[Piece]) -> list[Piece]:
    return sorted(line, key=lambda piece: piece.x0)
