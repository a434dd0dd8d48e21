"""Pieces -> rows: what stands on one baseline, right across the page; and rows -> lines."""

import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.reading.textlayer import SPACE, Piece
from pipeline.schema import Line, Word

SAME_BASELINE = 0.25  # ems
DROP_CAP = 1.7  # times the size of the text beside it
RISE = 0.04  # ems; less is no rise


@dataclass(slots=True)
class Row:
    """Pieces on one baseline, left to right."""

    pieces: list[Piece]
    size: float
    baseline: float

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Half the height of its small letters, from the top of the page."""
        return self.baseline - 0.25 * self.size

    @property
    def letters(self) -> int:
        """The number of characters."""
        return sum(len(piece.text) for piece in self.pieces)

    @property
    def text(self) -> str:
        """The pieces with a space between each two."""
        return " ".join(piece.text for piece in self.pieces)


def make_row(pieces: list[Piece]) -> Row:
    """Return a row of the pieces, with the size and baseline of most of its characters."""
    weights: dict[tuple[float, float], int] = {}
    for piece in pieces:
        key = (piece.size, round(piece.baseline, 1))
        weights[key] = weights.get(key, 0) + len(piece.text)
    size, baseline = max(weights, key=lambda key: (weights[key], key[0]))
    return Row(sorted(pieces, key=lambda piece: piece.x0), size, baseline)


def body_size(pieces: Sequence[Piece]) -> float:
    """Return the size of most of the characters, in points; 10 if there are none."""
    weights: dict[float, int] = {}
    for piece in pieces:
        weights[piece.size] = weights.get(piece.size, 0) + len(piece.text)
    return max(weights, key=lambda size: weights[size], default=10.0)


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """Group pieces by baseline; raised or sunk small ones join the row they stand in."""
    made: list[Row] = []
    for piece in sorted(_lift_drop_caps(pieces), key=lambda piece: (piece.baseline, piece.x0)):
        best = None
        for row in reversed(made[-12:]):
            if abs(row.baseline - piece.baseline) <= SAME_BASELINE * min(row.size, piece.size):
                best = row
                break
        if best is None:
            made.append(Row([piece], piece.size, piece.baseline))
        else:
            best.pieces.append(piece)
            if piece.size > best.size and len(piece.text) > 1:
                best.size, best.baseline = piece.size, piece.baseline
    made = _join_raised(made)
    for row in made:
        row.pieces.sort(key=lambda piece: piece.x0)
    made.sort(key=lambda row: (row.baseline, row.x0))
    return made


def _lift_drop_caps(pieces: Sequence[Piece]) -> list[Piece]:
    """Put each initial that is several lines high on the first of these lines."""
    body = body_size(pieces)
    lifted = []
    for piece in pieces:
        if piece.size >= DROP_CAP * body and len(piece.text) <= 2 and piece.text[-1].isalpha():
            beside = sorted(
                other.baseline
                for other in pieces
                if other.size < piece.size / DROP_CAP
                and -1.0 < other.x0 - piece.x1 < 1.5 * other.size
                and piece.top - 0.3 * other.size < other.baseline < piece.baseline + 1.0
            )
            if beside and beside[-1] - beside[0] > 0.8 * body:
                piece = replace(piece, baseline=beside[0])
        lifted.append(piece)
    return lifted


def _join_raised(made: list[Row]) -> list[Row]:
    """Give each small piece that stands between the heights of a larger row to that row."""
    made.sort(key=lambda row: row.baseline)
    kept: list[Row] = []
    for i, row in enumerate(made):
        near = made[max(0, i - 4) : i] + made[i + 1 : i + 5]
        left: list[Piece] = []
        for piece in row.pieces:
            host = _host(piece, row, near)
            if host is None:
                left.append(piece)
            else:
                host.pieces.append(piece)
        row.pieces = left  # an empty row can be no host
        if left:
            kept.append(row)
    return kept


def _host(piece: Piece, own: Row, near: list[Row]) -> Row | None:
    best, best_gap = None, 0.0
    for row in near:
        if row.size < 1.15 * piece.size or abs(row.baseline - piece.baseline) > row.size:
            continue
        for other in row.pieces:
            if other.size < 1.15 * piece.size:
                continue
            if not -0.25 * other.size < other.baseline - piece.baseline < 0.75 * other.size:
                continue
            gap = max(piece.x0 - other.x1, other.x0 - piece.x1)
            if gap < 0.4 * other.size and (best is None or gap < best_gap):
                best, best_gap = row, gap
    if best is None:
        return None
    # Its own row wins if it has a neighbour there just as near: a line of small print.
    for other in own.pieces:
        if other is not piece and other.size <= 1.15 * piece.size and len(other.text) > 3:
            gap = max(piece.x0 - other.x1, other.x0 - piece.x1)
            if gap < 0.6 * piece.size:
                return None
    return best


# --- lines -----------------------------------------------------------------------------------


def to_line(row: Row, column: int = 0) -> Line:
    """Return the row as a line of words, with rise measured from its baseline."""
    row = make_row(_close_up(row.pieces))
    words: list[Word] = []
    last: Piece | None = None
    shared: dict[float, float] = {}  # a line's words have most numbers in common: one object each

    def one(number: float) -> float:
        return shared.setdefault(number, number)

    for piece in row.pieces:
        rise = round(row.baseline - piece.baseline, 2)
        x0, top, x1, bottom = piece.box
        words.append(
            Word(
                sys.intern(piece.text),
                (x0, one(top), x1, one(bottom)),
                one(piece.size),
                rise if abs(rise) > RISE * row.size else 0.0,
                one(round(piece.confidence, 3)),
                last is not None and _glued(last, piece),
                piece.bold,
                piece.italic,
                piece.readings,
            )
        )
        last = piece
    return Line(tuple(words), column)


def text_of(pieces: Sequence[Piece]) -> str:
    """Return the text of the line that ``to_line`` makes of the pieces."""
    text = ""
    last: Piece | None = None
    for piece in _close_up(sorted(pieces, key=lambda piece: piece.x0)):
        text += piece.text if last is None or _glued(last, piece) else " " + piece.text
        last = piece
    return text


def _glued(last: Piece, piece: Piece) -> bool:
    """Say whether no white space was printed between two neighbours on a line."""
    if piece.index == last.index + 1:  # the file says so itself
        return not piece.spaced
    gap = piece.x0 - last.x1
    return gap < SPACE * max(min(last.size, piece.size), 1.0)


def _close_up(pieces: list[Piece]) -> list[Piece]:
    """Make words of letters that were spaced out, as in ``S U M M A R Y   O F``.

    A letter's neighbour stands nearer than a word's: what is more than half as wide again as
    the usual gap parts words.
    """
    done: list[Piece] = []
    i = 0
    while i < len(pieces):
        j = i
        while (
            j < len(pieces)
            and len(pieces[j].text) == 1
            and pieces[j].text.isalpha()
            and pieces[j].size == pieces[i].size
            and (j == i or pieces[j].x0 - pieces[j - 1].x1 < 3.0 * pieces[i].size)
        ):
            j += 1
        if j - i < 4:
            done += pieces[i : max(j, i + 1)]
            i = max(j, i + 1)
            continue
        run = pieces[i:j]
        usual = median([b.x0 - a.x1 for a, b in itertools.pairwise(run)])
        word = [run[0]]
        for a, b in itertools.pairwise(run):
            if b.x0 - a.x1 > max(1.5 * usual, usual + 0.1 * a.size):
                done.append(_joined(word))
                word = []
            word.append(b)
        done.append(_joined(word))
        i = j
    return done


def _joined(letters: list[Piece]) -> Piece:
    return replace(
        letters[0],
        text="".join(piece.text for piece in letters),
        x1=letters[-1].x1,
        top=min(piece.top for piece in letters),
        bottom=max(piece.bottom for piece in letters),
        confidence=min(piece.confidence for piece in letters),
        index=letters[-1].index,
    )
