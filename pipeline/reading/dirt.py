"""What Tesseract takes for print on a scan and is dirt: specks on words, marks beside a column."""

from bisect import bisect_left, bisect_right

from pipeline.reading.textlayer import Piece

UNSURE, SURE = 0.3, 0.6  # confidence of a speck, at the most, and of the word that it lies on
SPECK = 2  # characters, at the most
EDGE = 0.4  # ems that the lines of a column may begin apart
NEAR_LINES = 4.0  # ems above and below a line, within which others show where their column begins
_MARKS = frozenset("_|~=¢¦«»\\/.,:;'‘’`^¬")


def without_dirt(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Return lines without specks and without the marks that stand before their column's edge."""
    clean = _without_specks(lines)
    return [line for line in _without_marks(clean) if line]


def _without_specks(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Drop what is hardly read and lies on a word that is read well, of whatever line."""
    words = sorted(
        (p for line in lines for p in line if p.confidence > SURE), key=lambda piece: piece.top
    )
    tops = [piece.top for piece in words]
    tallest = max((piece.bottom - piece.top for piece in words), default=0.0)

    def covered(piece: Piece) -> bool:
        x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
        near = words[bisect_left(tops, y - tallest) : bisect_right(tops, y)]
        return any(w.x0 < x < w.x1 and w.top < y < w.bottom for w in near if w is not piece)

    return [
        [
            piece
            for piece in line
            if piece.confidence > UNSURE or len(piece.text) > SPECK or not covered(piece)
        ]
        for line in lines
    ]


def _without_marks(lines: list[list[Piece]]) -> list[list[Piece]]:
    """Drop a mark before a line whose words begin where those of the lines near it do."""
    starts = sorted((line[0].baseline, line[0].x0) for line in lines if line)
    heights = [baseline for baseline, _ in starts]

    def begins(line: list[Piece], x: float) -> bool:
        reach = NEAR_LINES * line[0].size
        low = bisect_left(heights, line[0].baseline - reach)
        high = bisect_right(heights, line[0].baseline + reach)
        found = sum(abs(left - x) < EDGE * line[0].size for _, left in starts[low:high])
        return found > (x == line[0].x0)  # it is one of those itself

    done = []
    for line in lines:
        marked = len(line) > 1 and _MARKS.issuperset(line[0].text)
        if marked and begins(line, line[1].x0) and not begins(line, line[0].x0):
            line = line[1:]
        done.append(line)
    return done
