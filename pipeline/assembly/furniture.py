"""Running heads, feet, page numbers and line numbers: printed, but no part of the text.

Furniture is what comes back at the same place: the same words (numerals aside) at the same
height in the margins of several pages, left and right pages apart, and numerals that count up
with the pages. In bare text "place" is the first or last lines of a page.
"""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

from pipeline.assembly.draft import PrintedLine
from pipeline.schema import Line, Method, Page, Report, Word

MARGIN = 0.13  # heads and feet stand within this share of the page's height
TOLERANCE = 8.0  # points: "the same height"
BARE_LINES = 2  # of a bare page's first and last lines, so many may be furniture
FUZZY = 0.85  # how like one another two OCR readings of one running head are

_NUMERAL = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\W{0,3}(?:page|p\.|pg\.?)?\s{0,2}(?P<n>\d{1,4}|[ivxlc]{1,7}|[A-Z]-\d{1,3})"
    r"(?:\s{0,2}(?:of|/|\|)\s{0,2}(?:\d{1,4}|p\s?a\s?g\s?e))?\W{0,3}$",
    re.IGNORECASE,
)


def set_aside(report: Report, *, share: float) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """Return (the lines of the text, the furniture), both in reading order.

    Args:
        report: what is printed.
        share: what stands at one place on so many of the pages is furniture, and so is what
            stands there on three.
    """
    furniture = _repeated(report.pages, share) | _page_numbers(report.pages)
    kept: list[PrintedLine] = []
    aside: list[PrintedLine] = []
    for page in report.pages:
        lines = _without_line_numbers(page)
        for i, numbered in enumerate(lines):
            line = _without_star_pages(numbered) if numbered else None
            if line is None:
                continue
            target = aside if (page.number, i) in furniture else kept
            target.append(PrintedLine(line, page.number, i, page.method))
    return kept, aside


def _margin_lines(page: Page) -> list[tuple[int, Line, float]]:
    """Return (index, line, height) of the lines that may be furniture.

    The height is the baseline's distance from the top, or in bare text the line's place from
    the top (positive) or the bottom (negative).
    """
    found: list[tuple[int, Line, float]] = []
    if any(line.box for line in page.lines):
        for i, line in enumerate(page.lines):
            box = line.box
            if box and (box[3] < MARGIN * page.height or box[1] > (1 - MARGIN) * page.height):
                found.append((i, line, box[3]))
        return found
    printed = [(i, line) for i, line in enumerate(page.lines) if line.words]
    if len(printed) <= 2 * BARE_LINES:
        return found
    for place, (i, line) in enumerate(printed[:BARE_LINES]):
        found.append((i, line, TOLERANCE * 2 * (place + 1)))
    for place, (i, line) in enumerate(reversed(printed[-BARE_LINES:])):
        found.append((i, line, -TOLERANCE * 2 * (place + 1)))
    return found


def _repeated(pages: tuple[Page, ...], share: float) -> set[tuple[int, int]]:
    """Return (page, index) of the lines that come back at their place."""
    needed = min(3, max(2, math.ceil(share * len(pages))))
    clusters: list[_Cluster] = []
    by_text: dict[str, list[_Cluster]] = defaultdict(list)
    for page in pages:
        for i, line, height in _margin_lines(page):
            text = " ".join(_NUMERAL.sub(" ", line.text.casefold()).split())
            if not any(map(str.isalnum, text)) or line.words[0].rise > 0.5:
                continue  # a raised numeral in front: a note
            home = next((c for c in by_text[text] if c.is_at(height)), None)
            if home is None and page.method == "ocr":
                home = next((c for c in clusters if c.is_at(height) and _alike(text, c.text)), None)
            if home is None:
                home = _Cluster(text, height)
                clusters.append(home)
                by_text[text].append(home)
            home.lines.append((page.number, i, line.text, page.method))
    return {
        (number, i)
        for cluster in clusters
        if cluster.comes_back(needed)
        for number, i, _, _ in cluster.lines
    }


@dataclass(slots=True)
class _Cluster:
    """Lines that say the same, numerals aside, at the same height of their pages."""

    text: str
    height: float
    lines: list[tuple[int, int, str, Method]] = field(default_factory=list)  # page, index, ...

    def is_at(self, height: float) -> bool:
        return abs(self.height - height) <= TOLERANCE

    def comes_back(self, needed: int) -> bool:
        """Say whether the words stand on enough pages, and their numerals, if any, count pages.

        ``14 Ibid., p. 9`` and ``27 Ibid., p. 12`` are two notes, no running foot.
        """
        if len({number for number, *_ in self.lines}) < needed:
            return False
        same = Counter(text for _, _, text, _ in self.lines).most_common(1)[0][1]
        if same >= needed or any(method == "ocr" for *_, method in self.lines):
            return True
        offsets = Counter(
            value - number
            for number, _, text, _ in self.lines
            for found in set(_NUMERAL.findall(text))
            if (value := numeral(found)) is not None
        )
        return bool(offsets) and offsets.most_common(1)[0][1] >= needed


def _alike(one: str, other: str) -> bool:
    if not 6 <= len(one) <= 150 or not 6 <= len(other) <= 150 or abs(len(one) - len(other)) > 4:
        return False
    return SequenceMatcher(None, one, other).ratio() >= FUZZY


def _page_numbers(pages: tuple[Page, ...]) -> set[tuple[int, int]]:
    """Return (page, index) of lines that are a page's number and nothing else.

    A numeral alone at the very top or bottom is one where another page carries its own at the
    same distance from the page's place, or where print has a size and the numeral stands apart.
    """
    offsets: dict[int, list[tuple[int, int]]] = defaultdict(list)
    outermost: set[tuple[int, int]] = set()
    for page in pages:
        candidates = _margin_lines(page)
        if not candidates:
            continue
        tops = [line.box[1] for line in page.lines if line.box]
        bottoms = [line.box[3] for line in page.lines if line.box]
        for i, line, _ in candidates:
            match = _PAGE_NUMBER.match(line.text)
            if not match:
                continue
            box = line.box
            if box and (box[1] <= min(tops) + 1 or box[3] >= max(bottoms) - 1):
                outermost.add((page.number, i))
            value = numeral(match["n"])
            if value is not None:
                offsets[value - page.number].append((page.number, i))
    counted = {
        place
        for places in offsets.values()
        if len({number for number, _ in places}) >= 2
        for place in places
    }
    return counted | outermost


LONGEST_NUMERAL = 6  # digits of a page's or a line's number
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def numeral(text: str) -> int | None:
    """Return the value of an Arabic or a small Roman numeral; None if it is neither."""
    if text.isdecimal():
        return int(text) if len(text) <= LONGEST_NUMERAL else None
    values = [_ROMAN.get(ch) for ch in text.casefold()]
    if not values or None in values:
        return None
    known = [value for value in values if value is not None]
    return sum(
        -value if value < after else value
        for value, after in zip(known, [*known[1:], 0], strict=True)
    )


_STAR_PAGE = re.compile(r"\[\*\d{1,4}\]")


def _without_star_pages(line: Line) -> Line | None:
    """Return a line without the page numbers of another edition: `[*20]` in an opinion."""
    if not any(_STAR_PAGE.fullmatch(word.text) for word in line.words):
        return line
    rest = tuple(word for word in line.words if not _STAR_PAGE.fullmatch(word.text))
    return replace(line, words=rest) if rest else None


def _without_line_numbers(page: Page) -> list[Line | None]:
    """Return the page's lines without the numerals that count them in the margin.

    Such numerals stand left of everything else, at least five of them, and rise evenly, by one or
    by five, with the lines: numbers further apart are those of paragraphs, and those a mere space
    before a sentence each are a list's. OCR may lose some.
    """
    lines: list[Line | None] = list(page.lines)
    numbered = _in_margin(page)
    if len(numbered) < LEAST_NUMBERED or _are_labels([page.lines[i] for i, _ in numbered]):
        return lines
    steps = [
        (int(below.text) - int(above.text), below.box[3] - above.box[3])
        for (_, above), (_, below) in pairwise(numbered)
        if above.box and below.box
    ]
    step = Counter(step for step, _ in steps).most_common(1)[0][0]
    even = [distance / step for found, distance in steps if found == step]
    pitch = _MOST_PITCH * (numbered[0][1].size or 10) / 0.75  # they are smaller than the text
    if step not in (1, 5) or len(even) < 0.7 * len(steps) or median(even) > pitch:
        return lines
    for i, _ in numbered:
        rest = page.lines[i].words[1:]
        lines[i] = replace(page.lines[i], words=rest) if rest else None
    return lines


def _are_labels(lines: list[Line]) -> bool:
    """Say whether most numerals stand a space before a sentence that their line holds."""
    label = 0
    for line in lines:
        number, *rest = line.words
        if not rest or number.box is None or rest[0].box is None:
            continue
        near = rest[0].box[0] - number.box[2] < _LABEL_SPACE * (rest[0].size or 10)
        label += near and rest[0].text[:1].isupper() and rest[-1].text.endswith(".")
    return label > 0.5 * len(lines)


LEAST_NUMBERED = 5  # lines of a page
_LABEL_SPACE = 0.8  # ems
_MOST_PITCH = 2.8  # of the type size, from one line to the next: double spacing and a little


def _in_margin(page: Page) -> list[tuple[int, Word]]:
    """Return (index, first word) of the lines that begin with a numeral left of all other print."""
    found = [
        (i, line.words[0])
        for i, line in enumerate(page.lines)
        if line.words
        and line.words[0].box
        and line.words[0].text.isdecimal()
        and len(line.words[0].text) <= LONGEST_NUMERAL
    ]
    first = {i for i, _ in found}
    others = sorted(
        word.box[0]
        for i, line in enumerate(page.lines)
        for word in line.words[1 if i in first else 0 :]
        if word.box
    )
    left = others[len(others) // 100] if others else math.inf  # dirt may stand further left
    margin = [(i, word) for i, word in found if word.box and word.box[2] < left]
    return sorted(margin, key=lambda item: item[1].box[3] if item[1].box else 0.0)
