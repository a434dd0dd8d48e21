"""The text while it is still words with boxes: what the steps of assembly hand to one another.

A ``Token`` is what will stand between two spaces of the text: the pieces it was printed as,
what was mended in it, and the citation markers that stood behind it. A ``Draft`` is a block in
the making. Tokens are changed until the text is frozen, and never after: so no step ever has
to shift an offset.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.schema import BlockKind, Box, Line, Method, Word


@dataclass(frozen=True)
class PrintedLine:
    """A line and where it stands: its page, and its place among the page's lines."""

    line: Line
    page: int
    index: int
    method: Method
    key_figure: bool = False  # a large number and the caption below it

    @cached_property
    def text(self) -> str:
        """The line as printed."""
        return self.line.text

    @cached_property
    def box(self) -> Box | None:
        """The line's box; None in bare text."""
        return self.line.box

    @cached_property
    def size(self) -> float | None:
        """The type size of most of the line, in points."""
        return self.line.size


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the text that were printed in one place."""

    text: str
    word: Word
    page: int
    method: Method


@dataclass(frozen=True, slots=True)
class Mending:
    """A repair in the making: it covers its token and ``reach`` more."""

    kind: str
    printed: str
    reach: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A raised marker taken out of the text, to be anchored where it stood."""

    marker: str
    labels: tuple[str, ...]
    page: int
    box: Box | None
    repaired: bool = False


@dataclass(slots=True)
class Token:
    """What will stand between two spaces of the text."""

    pieces: list[Piece]
    line: tuple[int, int] = (0, 0)  # page, and index among its lines, that it begins on
    line_start: bool = False
    line_end: bool = False
    # Tuples, since most tokens have neither: a long report has a million tokens.
    mended: tuple[Mending, ...] = ()
    marks: tuple[tuple[int, Mark], ...] = ()  # (characters of the token behind it, mark)

    @property
    def text(self) -> str:
        """The characters of the token, as they stand now."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def page(self) -> int:
        """The page of the token's first piece."""
        return self.pieces[0].page

    def set_text(self, text: str) -> None:
        """Put ``text`` in place of the token's characters, shared out over its pieces.

        Each piece keeps its own characters as far as they go; the last takes the rest.
        """
        rest = text
        pieces: list[Piece] = []
        for i, piece in enumerate(self.pieces):
            last = i == len(self.pieces) - 1
            own = rest if last else rest[: len(piece.text)]
            rest = rest[len(own) :]
            if own:
                pieces.append(Piece(own, piece.word, piece.page, piece.method))
        self.pieces = pieces


@dataclass(slots=True)
class Draft:
    """A block in the making: its lines as printed, then its tokens."""

    kind: BlockKind
    lines: list[PrintedLine]
    tokens: list[Token] = field(default_factory=list)
    label: str | None = None  # of a note or reference: the number or sign it begins with
    inferred: bool = False  # the label was counted, not read
    table: int | None = None  # which of the report's tables it is a row or cell of
    cell: tuple[int, int] | None = None  # row and column in that table
    seams: list[PrintedLine] = field(default_factory=list)  # lines that a stitch stands before

    @property
    def page(self) -> int:
        """The page that the block begins on."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """The tokens with a space between, as they stand now."""
        return " ".join(token.text for token in self.tokens)


def printed_text(draft: Draft) -> str:
    """Return the draft's lines, joined by spaces."""
    return " ".join(line.text for line in draft.lines)


def cut_word(word: Word, k: int) -> tuple[Word, Word]:
    """Return a printed word cut in two before its ``k``-th character; its box by characters."""
    left = right = word.box
    if word.box:
        x0, top, x1, bottom = word.box
        x = x0 + (x1 - x0) * k / len(word.text)
        left, right = (x0, top, x, bottom), (x, top, x1, bottom)
    return replace(word, text=word.text[:k], box=left), replace(word, text=word.text[k:], box=right)


def rejoin_lines(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Return the lines with what came as a line of its own put back into the line it is part of.

    A note's label or a marker stands on another baseline than its line, and the words of a
    justified line may stand far apart: either may have been taken for a line.
    """
    out: list[PrintedLine] = []
    for printed in lines:
        joined = out and (_beside(out[-1], printed) or _in_one_line(out[-1], printed))
        if joined:
            out[-1] = joined
        else:
            out.append(printed)
    return out


def _in_one_line(first: PrintedLine, second: PrintedLine) -> PrintedLine | None:
    if first.page != second.page or first.line.column != second.line.column:
        return None
    one, two, size = first.box, second.box, first.size
    if one is None or two is None or size is None or second.size is None:
        return None
    left, right = (first, second) if one[0] <= two[0] else (second, first)
    assert left.box is not None
    assert right.box is not None
    gap = right.box[0] - left.box[2]
    level = abs(one[3] - two[3]) < 0.2 * size and abs(size - second.size) < 0.1 * size
    if not level or not -0.1 * size < gap < 1.5 * size or _looks_tabular(left, right):
        return None
    return replace(first, line=replace(first.line, words=left.line.words + right.line.words))


def _looks_tabular(left: PrintedLine, right: PrintedLine) -> bool:
    """Say whether both are short cells with numerals, as of a table that was not seen as one."""
    return all(any(map(str.isdigit, side.text)) and len(side.text) < 12 for side in (left, right))


def _beside(first: PrintedLine, second: PrintedLine) -> PrintedLine | None:
    if first.page != second.page or first.line.column != second.line.column:
        return None
    for small, large in ((first, second), (second, first)):
        if len(small.line.words) != 1 or len(small.line.words[0].text) > 4:
            continue
        sign, whole, size = small.line.words[0], large.box, large.size
        if sign.box is None or sign.size is None or whole is None or size is None:
            continue
        middle = (sign.box[1] + sign.box[3]) / 2
        level = whole[1] - 0.3 * size <= middle <= whole[3]
        apart = sign.box[2] <= whole[0] + 1 or sign.box[0] >= whole[2] - 1
        small_print = sign.box[3] - sign.box[1] < 0.6 * (whole[3] - whole[1])
        if not level or not apart or not (sign.size <= 0.85 * size or small_print):
            continue
        rise = max(sign.rise, whole[3] - sign.box[3])
        before = sign.box[2] <= whole[0] + 1
        gap = whole[0] - sign.box[2] if before else sign.box[0] - whole[2]
        if gap > 3 * size:
            continue
        sign = replace(sign, rise=rise, glued=not before and gap < 0.6 * size)
        words = (sign, *large.line.words) if before else (*large.line.words, sign)
        return replace(large, line=replace(large.line, words=words))
    return None


def tokens_of(lines: Iterable[PrintedLine]) -> list[Token]:
    """Return the lines' words as tokens; glued words share one."""
    tokens: list[Token] = []
    for printed in lines:
        first, place = len(tokens), (printed.page, printed.index)
        for word in printed.line.words:
            if not word.text:
                continue
            piece = Piece(word.text, word, printed.page, printed.method)
            label = (
                len(tokens) == first + 1
                and len(tokens[-1].pieces) == 1
                and (printed.line.words[0].rise > 0.5 and word is printed.line.words[1])
            )
            if word.glued and len(tokens) > first and not label:
                tokens[-1].pieces.append(piece)
            else:
                tokens.append(Token([piece], place))
        if len(tokens) > first:
            tokens[first].line_start = True
            tokens[-1].line_end = True
    return tokens
