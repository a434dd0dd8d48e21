"""Key figures of slides and dashboards: large numbers, each with its caption below, side by side.

``–23%  68%  3 in 4`` over ``assaults on drivers  of women felt safer  would do it again`` is three
statements. Each number is joined with its own caption, so that none runs into its neighbour's.
"""

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.assembly.draft import PrintedLine
from pipeline.schema import Word

LARGER = 1.5  # times the caption's type
ALONE = 1.8  # the same where one stands by itself
APART = 1.0  # ems of the numbers' type between two of them
NEAR = 1.2  # ems of the caption's type that it may stand off its number, at the left or the middle
BELOW = 2.2  # ems of the caption's type from the number, and from a caption's line to the next
MOST_WORDS = 4  # of a number: 3 in 4; 1.2 million
CAPTION_WORDS = 14
# A number by itself is a chapter's as often: this one says that it measures.
_MEASURES = re.compile(r"%|[$€£]|\d\s?(?:k|m|bn|million|billion)\b|\d[,.]\d{3}|\d in \d", re.I)


def join_key_figures(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Return the lines, those of key figures each as one line of a number and its caption."""
    out: list[PrintedLine] = []
    i = 0
    while i < len(lines):
        made, used = _key_figures(lines, i)
        out += made or [lines[i]]
        i += used or 1
    return out


def _key_figures(lines: list[PrintedLine], i: int) -> tuple[list[PrintedLine], int]:
    """Return the key figures that begin with line ``i``, and how many lines they take; none, 0."""
    numbers = _clusters(lines[i])
    if not numbers or not all(_is_number(group) for group in numbers):
        return [], 0
    captions: list[list[Word]] = [[] for _ in numbers]
    used = 1
    while i + used < len(lines):
        shared = _under(numbers, lines[i + used - 1], lines[i + used], first=used == 1)
        if shared is None or any(
            len(a) + len(b) > CAPTION_WORDS for a, b in zip(captions, shared, strict=True)
        ):
            break
        for caption, words in zip(captions, shared, strict=True):
            caption += words
        used += 1
    if not all(captions) or (len(numbers) == 1 and not _stands_alone(numbers[0], captions[0])):
        return [], 0
    return [
        replace(
            lines[i],
            line=replace(lines[i].line, words=(*number, *caption)),
            key_figure=True,
        )
        for number, caption in zip(numbers, captions, strict=True)
    ], used


def _clusters(printed: PrintedLine) -> list[list[Word]]:
    """Return a line's words in groups with wide gaps between them; none without boxes."""
    words = printed.line.words
    if printed.size is None or not words or any(word.box is None for word in words):
        return []
    groups = [[words[0]]]
    for before, word in pairwise(words):
        assert before.box is not None
        assert word.box is not None
        if word.box[0] - before.box[2] > APART * printed.size:
            groups.append([])
        groups[-1].append(word)
    return groups


def _is_number(group: list[Word]) -> bool:
    return len(group) <= MOST_WORDS and any(ch.isdigit() for word in group for ch in word.text)


def _under(
    numbers: list[list[Word]], above: PrintedLine, printed: PrintedLine, *, first: bool
) -> list[list[Word]] | None:
    """Share the words of a caption's line out among the numbers above it; None if it is none."""
    size, large = printed.size, numbers[0][0].size
    up, down = above.box, printed.box
    if size is None or large is None or up is None or down is None or above.page != printed.page:
        return None
    if large < LARGER * size or not -0.5 * size < down[1] - up[3] < BELOW * size:
        return None
    lefts = [group[0].box[0] for group in numbers if group[0].box]
    shared: list[list[Word]] = [[] for _ in numbers]
    for word in printed.line.words:
        if word.box is None:
            return None
        k = max((k for k, left in enumerate(lefts) if left <= word.box[0] + NEAR * size), default=0)
        shared[k].append(word)
    if first and not all(shared):
        return None
    aligned = all(_aligned(a, b, size) for a, b in zip(numbers, shared, strict=True) if b)
    return shared if aligned else None


def _aligned(number: list[Word], caption: list[Word], size: float) -> bool:
    """Say whether a caption begins where its number does, or has its middle under it."""
    (left, right), (low, high) = _reach(number), _reach(caption)
    return abs(left - low) <= NEAR * size or abs(left + right - low - high) <= 2 * NEAR * size


def _reach(words: list[Word]) -> tuple[float, float]:
    boxes = [word.box for word in words if word.box]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _stands_alone(number: list[Word], caption: list[Word]) -> bool:
    large, small = number[0].size or 0, caption[0].size or 1
    text = " ".join(word.text for word in number)
    return large >= ALONE * small and bool(_MEASURES.search(text))
