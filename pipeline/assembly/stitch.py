"""Sentences cut by a column, a page or a box, put together again.

Two steps. A paragraph that does not end as a sentence does goes on in the next column's or
page's first paragraph; notes, captions, boxes and tables in between are stepped over
(``join_flow``). What is left open at both ends, with no neighbour that it fits, is an orphan: it
goes to the one seam where both sides fit it better than they fit each other
(``place_orphans``), and the sentence is flagged ``stitched``.
"""

import re
from dataclasses import dataclass

from pipeline.assembly.blocks import is_unsigned_item, size_of
from pipeline.assembly.draft import Draft, Mending
from pipeline.assembly.paragraphs import Print
from pipeline.assembly.wording import ends_item, ends_sentence, starts_list_item
from pipeline.assembly.words import FUNCTION_WORDS

FLOWING = frozenset({"paragraph", "list", "quotation"})
STEPPED_OVER = frozenset({"note", "caption", "box", "table", "furniture", "reference", "contents"})
FARTHEST = 2  # pages that a sentence may run on over
LONGEST_BOX = 4  # blocks of a box that no frame or type gives away
ORPHAN_WORDS = 6  # shorter ones are more often the lettering of a figure
LEAST_GAIN = 2  # an orphan is placed only where it fits so much better than what is there

_DETERMINERS = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her",
        "our", "my", "your", "every", "each", "some", "any", "no",
    }
)  # fmt: skip
_OPEN_WORDS = FUNCTION_WORDS - {
    "all",
    "both",
    "one",
    "other",
    "so",
    "more",
    "most",
    "some",
    "up",
    "do",
    "did",
    "is",
}


def join_flow(drafts: list[Draft], usual: Print) -> list[Draft]:
    """Return the drafts with what a column's or a page's end cut joined; lines are moved."""
    gone: set[int] = set()
    for i, draft in enumerate(drafts):
        if i in gone or draft.kind not in FLOWING | {"box"}:
            continue
        at = i
        while not ends_sentence(draft.lines[-1].text, misread=draft.lines[-1].box is None):
            j = _continuation(drafts, at, draft, gone, usual)
            if j is None:
                break
            draft.lines += drafts[j].lines
            gone.add(j)
            at = j
    return [draft for i, draft in enumerate(drafts) if i not in gone]


def _continuation(
    drafts: list[Draft], at: int, draft: Draft, gone: set[int], usual: Print
) -> int | None:
    last = draft.lines[-1]
    over_heading = False
    for j in range(at + 1, len(drafts)):
        other = drafts[j]
        if j in gone or (other.kind in STEPPED_OVER and other.kind != draft.kind):
            continue
        if other.page - last.page > FARTHEST:
            return None
        if draft.kind == "box" and other.kind != "box":
            return None  # a box goes on in a box
        if other.kind not in FLOWING and other.kind != draft.kind:
            over_heading = True
            continue
        first = other.lines[0]
        if not first.text[:1].islower() and (k := _behind_box(drafts, j, draft, gone)) is not None:
            return k
        if over_heading and not (first.text[:1].islower() and last.box is not None):
            return None  # what stands under a heading begins there, unless in mid-sentence
        if starts_list_item(first.text) or (
            is_unsigned_item(draft) and is_unsigned_item(other) and first.text[:1].islower()
        ):
            return None
        if last.box is None or first.box is None:
            return j if _fits(last.text, first.text, strict=True) else None
        if not _same_type(draft, other):
            return None
        moved = first.page != last.page or first.line.column != last.line.column or j > at + 1
        if first.text[:1].islower():
            item = not moved and ends_item(last.text)
            return None if item else j  # items without signs: `publish its figures;`
        return (
            j
            if moved
            and (_runs_to_the_edge(draft, usual) or _is_open(last.text))
            and _fits(last.text, first.text)
            else None
        )
    return None


def _behind_box(drafts: list[Draft], j: int, draft: Draft, gone: set[int]) -> int | None:
    """Return what goes on in mid-sentence behind a box in ``draft``'s column that none drew.

    It opens with a small letter although all before it, from the j-th draft on, came to an end.
    On a scan that says too little: the lines of the box itself are often parted.
    """
    last = draft.lines[-1]
    if last.method == "ocr":
        return None
    for k in range(j + 1, min(j + 1 + LONGEST_BOX, len(drafts))):
        other, before = drafts[k], drafts[k - 1]
        first = other.lines[0]
        if first.box is None or k - 1 in gone:
            return None
        if (first.page, first.line.column) != (last.page, last.line.column):
            return None
        if before.kind in FLOWING and not ends_sentence(before.lines[-1].text):
            return None
        if other.kind in FLOWING and first.text[:1].islower():
            fits = k not in gone and not starts_list_item(first.text)
            return k if fits and _same_type(draft, other) else None
    return None


def _same_type(draft: Draft, other: Draft) -> bool:
    one, two = size_of(draft), size_of(other)
    if one is None or two is None:
        return one is two
    tolerance = 0.25 if draft.lines[0].method == "ocr" else 0.07
    return abs(one - two) <= tolerance * max(one, two)


def _runs_to_the_edge(draft: Draft, usual: Print) -> bool:
    """Say whether the draft's last line is full."""
    last = draft.lines[-1]
    edges = usual.edges(last)
    box = last.box
    return bool(edges and box and box[2] >= edges[1] - 0.2 * (edges[1] - edges[0]))


def _is_open(text: str) -> bool:
    """Say whether no sentence, heading or item ends as ``text`` does: with ``the``."""
    return text.split()[-1] in _DETERMINERS


def _fits(text: str, after: str, *, strict: bool = False) -> bool:
    """Say whether ``after`` may go on from ``text``, which ends no sentence."""
    if after[:1].islower():
        return True
    last = text.split()[-1].casefold()
    if last.endswith((",", "-", "–")) or last in _OPEN_WORDS:
        return True
    return not strict


@dataclass(frozen=True, slots=True)
class _Seam:
    """Between two lines of one draft (``line`` > 0), or behind a draft's last (``line`` 0)."""

    draft: int
    line: int


def place_orphans(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with every orphan that fits one seam best moved into it."""
    i = 0
    while i < len(drafts):
        seam = _best_seam(drafts, i) if _is_orphan(drafts, i) else None
        if seam is None:
            i += 1
            continue
        drafts = _placed(drafts, i, seam)
    return drafts


def _best_seam(drafts: list[Draft], orphan: int) -> _Seam | None:
    """Return the seam that gains most by the orphan, the nearest of equals; None if two tie."""
    gains = [(_gain(drafts, seam, drafts[orphan]), seam) for seam in _seams(drafts, orphan)]
    found = sorted(
        (-gain, abs(seam.draft - orphan), seam.draft, seam.line)
        for gain, seam in gains
        if gain >= LEAST_GAIN
    )
    if not found or (len(found) > 1 and found[0][:2] == found[1][:2]):
        return None
    return _Seam(*found[0][2:])


def _is_orphan(drafts: list[Draft], i: int) -> bool:
    draft = drafts[i]
    words = sum(len(p.line.words) for p in draft.lines)
    if draft.kind not in FLOWING or words < ORPHAN_WORDS:
        return False
    if draft.lines[0].box is not None and (draft.lines[0].method == "text" or words < 12):
        return False  # in print, columns are read in order: what looks cut is something else
    text = draft.lines[0].text
    if not text[:1].islower() or ends_sentence(draft.lines[-1].text, misread=True):
        return False
    before = next((d for d in reversed(drafts[:i]) if d.kind in FLOWING), None)
    return before is None or ends_sentence(before.lines[-1].text, misread=True)


def _seams(drafts: list[Draft], orphan: int) -> list[_Seam]:
    """Return the places where a column or page ends inside a draft."""
    seams: list[_Seam] = []
    for d, draft in enumerate(drafts):
        if d == orphan or draft.kind not in FLOWING:
            continue
        for k in range(1, len(draft.lines)):
            above, below = draft.lines[k - 1], draft.lines[k]
            if (above.page, above.line.column) != (below.page, below.line.column):
                seams.append(_Seam(d, k))
    return seams


def _gain(drafts: list[Draft], seam: _Seam, orphan: Draft) -> int:
    lines = drafts[seam.draft].lines
    left, right = lines[seam.line - 1].text, lines[seam.line].text
    first, last = orphan.lines[0].text, orphan.lines[-1].text
    return _fit(left, first) + _fit(last, right) - _fit(left, right)


def _fit(text: str, after: str) -> int:
    """Return how well ``after`` goes on from ``text``: from -2 to 2."""
    lower = after[:1].islower()
    if ends_sentence(text, misread=True):
        return -2 if lower else 2
    last = re.sub(r"\W+$", "", text.split()[-1]).casefold()
    first = re.sub(r"\W+$", "", after.split()[0]).casefold()
    if last in _DETERMINERS:
        return -2 if first in FUNCTION_WORDS else 2
    if lower:
        return 2
    return 1 if last in _OPEN_WORDS else 0


def _placed(drafts: list[Draft], i: int, seam: _Seam) -> list[Draft]:
    orphan, target = drafts[i], drafts[seam.draft]
    cut = seam.line
    target.seams += [orphan.lines[0], target.lines[cut]]
    target.lines[cut:cut] = orphan.lines
    return [draft for k, draft in enumerate(drafts) if k != i]


def flag_seams(drafts: list[Draft]) -> None:
    """Note the stitches on the tokens at both sides of every seam, in place."""
    for draft in drafts:
        starts = {(line.page, line.index) for line in draft.seams}
        for before, token in zip(draft.tokens, draft.tokens[1:], strict=False):
            if token.line_start and token.line in starts:
                before.mended += (Mending("stitched", f"{before.text} | {token.text}", reach=1),)
