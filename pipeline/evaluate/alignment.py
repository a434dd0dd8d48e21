"""Which predicted sentence stands for which of the gold, when letters differ.

Sentences are paired in the order of the text, so that one which stands there twice is not
mixed up, with the greatest sum of similarities (Needleman & Wunsch 1970, without gap costs).
What was moved, such as a box that another reader puts elsewhere, is paired in a second pass.
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

ALIKE = 60.0  # similarity, 0 to 100, from which two sentences are the same one
MOVED = 85.0  # the same, for a sentence that stands elsewhere
SAME_CELL = 90.0  # the same, for a table's cell, and for a sentence of few letters
FEW = 20  # letters
END = 16  # letters at either end of a sentence that are compared
SLIPS = 2  # of them may differ: a letter that OCR misread costs 1

_NO_WORD = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Return the words in lower case with single spaces, without punctuation and accents."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", text).strip()


def align(gold: Sequence[str], found: Sequence[str], cells: Sequence[bool]) -> list[int | None]:
    """Return for each gold sentence the index of the found one, or None.

    ``cells`` says which of the gold are table cells; they are paired with what the running
    text leaves over, and only if they are all but equal. No found one is taken twice.
    """
    pairs: list[int | None] = [None] * len(gold)
    if not gold or not found:
        return pairs
    theirs, ours = [plain(text) for text in gold], [plain(text) for text in found]
    alike = process.cdist(theirs, ours, scorer=fuzz.ratio, dtype=np.float32)
    for i, text in enumerate(theirs):
        cut = SAME_CELL if cells[i] or len(text) < FEW else ALIKE
        alike[i, alike[i] < cut] = 0.0
    running = [i for i in range(len(gold)) if not cells[i]]
    _take(pairs, alike, running, _in_order(alike[running]))
    left = alike.copy()
    _strike(left, pairs)
    taken = set(pairs)
    for i, j in sorted(np.argwhere(left >= MOVED).tolist(), key=lambda p: -left[p[0], p[1]]):
        if pairs[i] is None and not cells[i] and j not in taken:
            pairs[i] = j
            taken.add(j)
    rest = [i for i in range(len(gold)) if cells[i]]
    if rest:
        _strike(alike, pairs)
        _take(pairs, alike, rest, _in_order(alike[rest]))
    return pairs


def _take(
    pairs: list[int | None],
    alike: NDArray[np.float32],
    rows: Sequence[int],
    chosen: Sequence[tuple[int, int]],
) -> None:
    for row, j in chosen:
        if alike[rows[row], j] > 0:
            pairs[rows[row]] = j


def _strike(alike: NDArray[np.float32], pairs: Sequence[int | None]) -> None:
    """Set to nothing the similarity of all that is paired."""
    alike[[i for i, j in enumerate(pairs) if j is not None], :] = 0
    alike[:, [j for j in pairs if j is not None]] = 0


def _in_order(alike: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Return the pairs (row, column), both rising, with the greatest sum."""
    rows, columns = alike.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.float64)
    for i in range(rows):
        diagonal = best[i, :-1] + alike[i]
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], diagonal))
    chosen = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            chosen.append((i, j))
    return chosen[::-1]


def same_ends(gold: str, found: str) -> bool:
    """Say whether two sentences begin and end with the same words, up to a slip of the OCR."""
    a, b = plain(gold).replace(" ", ""), plain(found).replace(" ", "")
    about_as_long = abs(len(a) - len(b)) <= max(SLIPS, len(a) // 10)
    return about_as_long and _same_start(a, b) and _same_start(a[::-1], b[::-1])


def _same_start(a: str, b: str) -> bool:
    """Compare the first letters of ``a`` with as many, or a few more or less, of ``b``."""
    start = a[:END]
    return any(
        Levenshtein.distance(start, b[: len(start) + slip]) <= SLIPS
        for slip in range(-SLIPS, SLIPS + 1)
    )
