"""Lines -> blocks: where one heading, paragraph, list item or note ends and the next begins.

Print says it by gaps, indents, type and last lines that stop short; bare text by blank lines
and by what the lines say. What each block is, is for ``kinds.py``; whether a block runs on in
the next column, for ``stitch.py``.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from pipeline.assembly.bare_text import apart_in_bare_text, lines_of_title
from pipeline.assembly.body_size import body_size
from pipeline.assembly.draft import Draft, PrintedLine
from pipeline.assembly.wording import (
    CAPTION_START,
    ends_sentence,
    starts_list_item,
)
from pipeline.assembly.words import FUNCTION_WORDS
from pipeline.schema import Box, Line, Page, Report

GAP = 1.32  # a gap of so many times the usual distance of lines parts two blocks
WIDE_SET = 1.6  # lines so many times their type apart are wide-set: slides, typescript
FARTHEST = 60.0  # points: baselines further apart are no two lines of one block
FEW = 4  # pairs of lines: fewer do not say what distance is usual
INDENT = 0.7  # in ems: less is no indent
TITLE_LINES = 4  # of a table
TITLE_GAP = 1.2  # ems between a table and its title, or two lines of that
OTHER_TYPE = 0.025  # of the type size: a paragraph that ended is followed by other type, in print
SIZE_STEP = {"text": 0.06, "ocr": 0.22}  # of the type size: less is the same size

WIDER = 1.1  # no other type of the report is leaded so many times as widely as its body, per point
_INLINE = re.compile(r"\s\(?(?:2|3|b|c|ii|iii)\)\s")  # (1) ..., (2) ... in a running text
_NUMBERED = re.compile(r"^[(\[]?(\d{1,4})[.)\]]?$")


@dataclass(frozen=True, slots=True)
class Print:
    """What is usual in a report's print, in points."""

    size: float | None  # of most letters; None in bare text
    leading: dict[int, float]  # type size, rounded -> usual distance of baselines
    columns: dict[tuple[int, int], tuple[float, float]]  # (page, column) -> left, right edge
    slides: frozenset[int] = frozenset()  # pages that are wider than high
    # (page, index) of lines right above a table that are no wider -> the table's edges
    titles: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def edges(self, printed: PrintedLine) -> tuple[float, float] | None:
        """Return the left and right edge that the line runs between; None in bare text."""
        above = self.titles.get((printed.page, printed.index))
        return above or self.columns.get((printed.page, printed.line.column))


def survey(report: Report) -> Print:
    """Return what is usual in the report's print."""
    letters: Counter[float] = Counter()
    distances: dict[int, list[float]] = defaultdict(list)
    columns: dict[tuple[int, int], tuple[float, float]] = {}
    titles: dict[tuple[int, int], tuple[float, float]] = {}
    for page in report.pages:
        for line in page.lines:
            for word in line.words:
                if word.size:
                    letters[round(word.size * 2) / 2] += len(word.text)
        for above, below in zip(page.lines, page.lines[1:], strict=False):
            distance = _distance(above, below)
            if distance and above.size and below.size and abs(above.size - below.size) < 0.5:
                distances[round(below.size)].append(distance)
        columns |= _column_edges(page)
        titles |= _title_edges(page)
    size = body_size(report, letters) if letters else None
    leading = {s: _usual(found) for s, found in distances.items() if len(found) >= FEW}
    if size and round(size) in distances and round(size) not in leading:
        leading[round(size)] = _usual(distances[round(size)])
    if size and (body := leading.get(round(size))):
        # Heads hardly larger than the body stand alone: what is above them is no leading of theirs.
        leading = {s: min(usual, WIDER * body * s / size) for s, usual in leading.items()}
    slides = frozenset(page.number for page in report.pages if page.width > page.height)
    return Print(size, leading, columns, slides, titles)


def _usual(distances: list[float]) -> float:
    """Return the lower median: gaps between blocks must not widen it."""
    near = sorted(d for d in distances if d < FARTHEST) or [FARTHEST]
    middle = near[(len(near) - 1) // 2]
    return float(median([d for d in near if d <= 1.5 * middle] or near))


def _distance(above: Line, below: Line) -> float | None:
    if above.box is None or below.box is None or above.column != below.column:
        return None
    distance = below.box[3] - above.box[3]
    return distance if distance > 0 else None


def _column_edges(page: Page) -> dict[tuple[int, int], tuple[float, float]]:
    lefts: dict[int, list[float]] = defaultdict(list)
    rights: dict[int, list[float]] = defaultdict(list)
    for line in page.lines:
        if line.box:
            lefts[line.column].append(line.box[0])
            rights[line.column].append(line.box[2])
    edges = {}
    for column, found in lefts.items():
        ordered = sorted(rights[column])
        edges[page.number, column] = (
            sorted(found)[len(found) // 10],
            ordered[(len(ordered) * 9) // 10 if len(ordered) > 9 else -1],
        )
    return edges


def _title_edges(page: Page) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the edges of the lines right above a table: its title wraps at the table's width."""
    edges = {}
    for grid in page.tables:
        top = grid.box[1] if grid.box else 0.0
        above = page.lines[max(0, grid.position - TITLE_LINES) : grid.position]
        for n, line in enumerate(reversed(above), 1):
            if grid.box is None or line.box is None or line.size is None:
                break
            inside = grid.box[0] - line.size < line.box[0] and line.box[2] < grid.box[2] + line.size
            if not inside or not -0.5 * line.size < top - line.box[3] < TITLE_GAP * line.size:
                break
            edges[page.number, grid.position - n] = (grid.box[0], grid.box[2])
            top = line.box[1]
    return edges


def split_into_blocks(lines: list[PrintedLine], report: Report, usual: Print) -> list[Draft]:
    """Return the lines as drafts of kind paragraph, in reading order.

    A draft never runs over the end of a column or a page, except in bare text: a guess there.
    """
    frames = {page.number: page.frames for page in report.pages}
    rules = {page.number: page.rules for page in report.pages}
    tables = {(page.number, grid.position) for page in report.pages for grid in page.tables}
    drafts: list[Draft] = []
    current: list[PrintedLine] = []
    heads = lines_of_title(lines)
    for i, printed in enumerate(lines):
        between = range(current[-1].index + 1, printed.index + 1) if current else ()
        if current and any((printed.page, place) in tables for place in between):
            _close(drafts, current)
        if not printed.line.words:
            _close(drafts, current)
            continue
        if current:
            after = lines[i + 1] if i + 1 < len(lines) else None
            if printed.key_figure or current[-1].key_figure or i < heads:
                apart = True
            elif printed.box is None or current[-1].box is None:
                apart = apart_in_bare_text(current, printed, after)
            else:
                apart = _apart_in_print(current, printed, after, usual) or _parted_by_drawing(
                    current[-1], printed, frames[printed.page], rules[printed.page]
                )
            if apart:
                _close(drafts, current)
        current.append(printed)
    _close(drafts, current)
    return drafts


def _close(drafts: list[Draft], current: list[PrintedLine]) -> None:
    if current:
        drafts.append(Draft("paragraph", list(current)))
        current.clear()


# --- print ----------------------------------------------------------------------------------------


def _apart_in_print(
    current: list[PrintedLine], printed: PrintedLine, after: PrintedLine | None, usual: Print
) -> bool:
    above = current[-1]
    if above.page != printed.page or above.line.column != printed.line.column:
        return True
    up, down = above.box, printed.box
    assert up is not None
    assert down is not None
    size = printed.size or (down[3] - down[1])
    size_above = above.size or (up[3] - up[1])
    step = abs(size - size_above) / max(size, size_above)
    apart = step > SIZE_STEP[printed.method]
    headed = step > OTHER_TYPE and printed.method == "text" and ends_sentence(above.text)
    if (apart or headed) and not _share_a_size(printed, above):
        return True
    if apart:
        size = max(size, size_above)
    distance = down[3] - up[3]
    if distance < -0.5 * size:  # further up: another column, or a cell beside
        return True
    leading = usual.leading.get(round(size), 1.2 * size)
    if printed.method == "ocr":
        leading = max(leading, 1.1 * size)
    if distance > GAP * leading + (1 if printed.method == "ocr" else 0.5):
        return True
    if _all_bold(printed.line) != _all_bold(above.line) and not _mixed(printed, above):
        return True
    item = starts_list_item(printed.text) and not _INLINE.search(printed.text)
    if item and (
        not (printed.text[0].isalnum() or printed.text[0] == "(")
        or ends_sentence(above.text)
        or above.text.endswith(";")
        or _stops_short(above, printed, usual)
    ):
        return True
    if CAPTION_START.match(printed.text) or _begins_with_raised_label(printed.line, size):
        return True
    if _indent_parts(current, printed, after, usual):
        return True
    display = usual.size is not None and size > 1.15 * usual.size
    if distance > WIDE_SET * size and _begins_item(above, printed, usual):
        return True
    return (
        not display
        and _stops_short(above, printed, usual)
        and (
            ends_sentence(above.text)
            or _stops_well_short(above, usual)
            or (len(current) == 1 and _is_side_line(above, printed, usual))
        )
    )


def _begins_item(above: PrintedLine, printed: PrintedLine, usual: Print) -> bool:
    """Say whether a wide-set line begins an item whose sign is drawn, and no letter of the file.

    On a slide a capital or a number does behind a line that may end; elsewhere the line above
    must have room for its first word, too.
    """
    first = printed.text.lstrip("“‘\"'(~–-+")[:1]
    if not (first.isupper() or first.isdigit() or first in "$€£"):
        return False
    open_ended = above.text.endswith(",") or above.text.split()[-1].lower() in FUNCTION_WORDS
    slide = printed.page in usual.slides and not open_ended
    return slide or _stops_short(above, printed, usual)


def _share_a_size(one: PrintedLine, other: PrintedLine) -> bool:
    """Say whether both lines have words of one size: small capitals run on inside a paragraph."""
    if "ocr" in {one.method, other.method}:  # where each word's size is a guess
        return False
    sizes = [
        {w.size for w in line.line.words if w.size and not w.rise and any(map(str.islower, w.text))}
        for line in (one, other)
    ]
    return bool(sizes[0] & sizes[1])


def _begins_with_raised_label(line: Line, size: float) -> bool:
    first = line.words[0]
    raised = first.rise > 0.5 and first.size is not None and first.size < 0.9 * size
    return raised and len(line.words) > 1 and (first.text.isdecimal() or not first.text.isalnum())


def _all_bold(line: Line) -> bool:
    letters = [word for word in line.words if any(ch.isalpha() for ch in word.text)]
    return all(word.bold for word in letters or line.words)  # a year may be a title's last line


def _mixed(printed: PrintedLine, above: PrintedLine) -> bool:
    """Say whether bold runs on inside a sentence: one of the lines is in bold only in part.

    The upper one ends in the middle of a paragraph, the lower one begins with the rest of a
    heading that is run into its paragraph.
    """
    bold = [word.bold for word in above.line.words]
    if any(bold) and not all(bold):
        return True
    run_in = [word.bold for word in printed.line.words]
    return all(bold) and run_in[0] and not all(run_in) and not ends_sentence(above.text)


def _indent_parts(
    current: list[PrintedLine], printed: PrintedLine, after: PrintedLine | None, usual: Print
) -> bool:
    up, down = current[-1].box, printed.box
    assert up is not None
    assert down is not None
    em = INDENT * max(printed.size or down[3] - down[1], current[-1].size or 0.0)
    shift = down[0] - up[0]
    if abs(shift) <= em or abs((up[0] + up[2]) - (down[0] + down[2])) < em:  # or centred
        return False
    first = current[0]
    if shift > 0:
        hanging = starts_list_item(first.text) or _NUMBERED.match(first.text.split()[0])
        if len(current) == 1 and hanging:
            return _begins_under_head(first, printed, after, usual)
        if len(current) == 1 and _goes_on_at(printed, after, em):
            return ends_sentence(first.text)
        return True
    return len(current) > 1  # else an indented first line


def _begins_under_head(
    above: PrintedLine, printed: PrintedLine, after: PrintedLine | None, usual: Print
) -> bool:
    """Say whether a numbered line is a head: the full line set in below it is a first line."""
    edges, em = usual.edges(printed), INDENT * (printed.size or 0.0)
    if after is None or not (edges and after.box and above.box and printed.box):
        return False
    back = after.page == printed.page and abs(after.box[0] - above.box[0]) <= em
    full = printed.box[2] > edges[1] - 0.15 * (edges[1] - edges[0])
    capital = printed.text[:1].isupper() and not printed.line.words[0].bold
    numbered = above.text[:1].isalnum() and not starts_list_item(after.text)
    return back and full and capital and numbered


def _goes_on_at(printed: PrintedLine, after: PrintedLine | None, em: float) -> bool:
    """Say whether the next line keeps this one's indent, as in a hanging indent."""
    if after is None or after.page != printed.page or not (after.box and printed.box):
        return False
    return abs(after.box[0] - printed.box[0]) <= em


def _stops_short(above: PrintedLine, printed: PrintedLine, usual: Print) -> bool:
    """Say whether the first word of ``printed`` would have fitted on the line above."""
    edges = usual.edges(above)
    up = above.box
    first = printed.line.words[0].box
    if edges is None or up is None or first is None:
        return False
    size = above.size or (up[3] - up[1])
    return edges[1] - up[2] > (first[2] - first[0]) + 0.6 * size


def _is_side_line(above: PrintedLine, printed: PrintedLine, usual: Print) -> bool:
    """Say whether a first line that stops short is a heading of the body's own size."""
    if above.size is None or usual.size is None or above.size > 1.3 * usual.size:
        return False
    edges, box = usual.edges(above), above.box
    left = edges is not None and box is not None and box[0] - edges[0] < 0.3 * usual.size
    return left and above.text[:1].isalnum() and printed.text[:1].isupper()


def _stops_well_short(above: PrintedLine, usual: Print) -> bool:
    edges = usual.edges(above)
    up = above.box
    return bool(edges and up and edges[1] - up[2] > 0.4 * (edges[1] - edges[0]))


def _parted_by_drawing(
    above: PrintedLine,
    printed: PrintedLine,
    frames: tuple[Box, ...],
    rules: tuple[Box, ...],
) -> bool:
    """Say whether a rule is drawn between two lines, or a frame holds only one of them."""
    up, down = above.box, printed.box
    if up is None or down is None:
        return False
    middle = (up[3] + down[1]) / 2
    for rule in rules:
        flat = rule[3] - rule[1] < 3 and rule[2] - rule[0] > 30
        between = min(up[3], middle) - 2 <= rule[1] <= max(down[1], middle) + 2
        if flat and between and rule[0] < down[2] and rule[2] > down[0] and up[3] <= rule[1] + 2:
            underlining = rule[1] - up[3] < 1.5 and rule[2] <= up[2] + 3 and rule[0] >= up[0] - 3
            if not underlining:
                return True
    if not ends_sentence(above.text) and printed.text[:1].islower():
        return False  # a sentence runs on through it: a highlight or a blacked-out word
    return any(within(frame, up) != within(frame, down) for frame in frames)


def within(frame: Box, box: Box) -> bool:
    """Say whether the middle of ``box`` lies in ``frame``."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]
