"""The text of a report in reading order, frozen, and the way back to the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from pipeline.schema.printed import Box, union
from pipeline.schema.words import PlacedWord, PlacedWords

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Location:
    """Where something was printed. ``box`` is None in bare text."""

    page: int
    box: Box | None = None


BlockKind = Literal[
    "title", "heading", "paragraph", "list", "quotation", "caption", "table", "box", "note",
    "reference", "contents", "furniture",
]  # fmt: skip

# Only these hold claims: CLAIMS_TABLE.md, "What a claim is".
CLAIM_BLOCKS: frozenset[str] = frozenset({"paragraph", "list", "quotation", "table", "box"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that no sentence crosses. Blocks are in order and disjoint."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One body cell of a table, and the heads it stands under and beside (spans)."""

    start: int
    end: int
    row_heads: tuple[Span, ...] = ()
    column_heads: tuple[Span, ...] = ()
    column: int = 0  # its place in the row, counted from 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text: its title and notes, as spans, and its body cells."""

    cells: tuple[Cell, ...]
    title: Span | None = None
    notes: tuple[Span, ...] = ()

    def __hash__(self) -> int:
        """A cheap one, for caches that ask once for each cell."""
        return hash((len(self.cells), self.cells[:1], self.title))

    @property
    def extent(self) -> Span:
        """From the first to the last character of its cells, their heads, its title and notes."""
        spans = [self.title] if self.title else []
        spans += self.notes
        for cell in self.cells:
            spans += [(cell.start, cell.end), *cell.row_heads, *cell.column_heads]
        return min((a for a, _ in spans), default=0), max((b for _, b in spans), default=0)


CalloutStyle = Literal["raised", "bracketed", "author-year"]


@dataclass(frozen=True, slots=True)
class Callout:
    """A place in the text that carries a citation marker.

    ``anchor`` is the offset that the marker stood at: just behind what it backs. A raised
    marker is taken out of the text; a bracketed or an author-year one stays in it, and
    ``span`` says where.
    """

    anchor: int
    marker: str  # as printed, or as the OCR has it
    labels: tuple[str, ...]  # in the report's own numbering: ("3", "5"), ("Smith 2019",)
    style: CalloutStyle = "raised"
    span: Span | None = None
    repaired: bool = False  # the sign printed here was misread; the label is inferred
    references: tuple[int, ...] = ()  # indices into Document.references; empty: unresolved
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One work that a reference names; a note may name several.

    Its parts are slices of ``text``, None where they could not be read.
    """

    text: str
    authors: str | None = None
    title: str | None = None
    year: str | None = None  # as printed: 2019a, n.d., forthcoming
    publisher: str | None = None
    url: str | None = None
    doi: str | None = None
    short: bool = False  # Ibid., op. cit., note 12 above: stands for a work named before
    stands_for: str | None = None  # that work's text; None if it cannot be told


@dataclass(frozen=True, slots=True)
class Reference:
    """The footnote, endnote or bibliography entry that a callout leads to."""

    label: str  # "3", "Smith 2019", "*"
    text: str
    url: str | None = None
    location: Location | None = None
    sources: tuple[Source, ...] = ()

    @property
    def said(self) -> str:
        """The text, and behind it in brackets the works that its short forms stand for.

        >>> Reference("2", "Ibid., p. 4.", sources=(Source("Ibid., p. 4.", short=True,
        ...           stands_for="Abel, Rain (2019)."),)).said
        'Ibid., p. 4. [= Abel, Rain (2019).]'
        """
        meant = dict.fromkeys(s.stands_for for s in self.sources if s.stands_for)
        return f"{self.text} [= {'; '.join(meant)}]" if meant else self.text


@dataclass(frozen=True, slots=True)
class Repair:
    """Something mended before the text was frozen. ``printed`` is what stood there."""

    kind: str  # becomes a flag of the claim: "dehyphenated", "stitched", "spacing", ...
    start: int
    end: int
    printed: str


@dataclass(frozen=True)
class Document:
    """The text of a report in reading order, and what is known of each stretch of it.

    Invariants: ``text`` never changes; every span is within it; blocks, words and callouts
    are sorted by position; every character of a printed word lies in exactly one PlacedWord.
    """

    id: str
    file: str
    text: str
    title: str | None = None
    date: str | None = None  # ISO 8601, as exact as it is known: 2021, 2021-08, 2021-08-26
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    callouts: tuple[Callout, ...] = ()
    references: tuple[Reference, ...] = ()
    repairs: tuple[Repair, ...] = ()
    words: Sequence[PlacedWord] = ()
    page_count: int = 0
    whole: "Document | None" = None  # the report's document, if this one is a part of it
    offset: int = 0  # of this part in the whole's text
    date_is_guess: bool = False  # it is the file's, not one that the report prints as its own

    def __hash__(self) -> int:
        """A cheap one: equal documents share it, and no other of a report's parts does."""
        return hash((self.id, self.offset, len(self.text)))

    @property
    def printed_date(self) -> str | None:
        """The date that the report prints as its own: what ``last year`` counts from.

        A file's metadata tell when somebody made the file, which may be decades later.
        """
        return None if self.date_is_guess else self.date

    @property
    def whole_text(self) -> str:
        """The text of the whole report, of which ``text`` may be a part."""
        return self.whole.text if self.whole else self.text

    def part(self, start: int, end: int) -> "Document":
        """Return what lies in ``[start, end)`` as a document of its own, its spans counted anew.

        ``start`` and ``end`` must not lie within a block or a table. ``references`` stay those of
        the whole report, and ``Callout.references`` lead to them.
        """

        def moved(span: Span) -> Span:
            return span[0] - start, span[1] - start

        def moved_table(table: Table) -> Table:
            cells = (
                Cell(
                    *moved((cell.start, cell.end)),
                    tuple(map(moved, cell.row_heads)),
                    tuple(map(moved, cell.column_heads)),
                    cell.column,
                )
                for cell in table.cells
            )
            title = moved(table.title) if table.title else None
            return Table(tuple(cells), title, tuple(map(moved, table.notes)))

        first, last = (bisect_left(self._anchors, at) for at in (start, end + 1))
        callouts = self.callouts[first:last]
        first, last = (bisect_left(self._repair_starts, at) for at in (start, end))
        repairs = self.repairs[first:last]
        first, last = (bisect_left(self._block_starts, at) for at in (start, end))
        blocks = self.blocks[first:last]
        first, last = (bisect_left(self._table_starts, at) for at in (start, end))
        return replace(
            self,
            text=self.text[start:end],
            blocks=tuple(Block(block.kind, *moved((block.start, block.end))) for block in blocks),
            tables=tuple(map(moved_table, self._tables_in_order[first:last])),
            callouts=tuple(
                replace(
                    callout,
                    anchor=callout.anchor - start,
                    span=moved(callout.span) if callout.span else None,
                )
                for callout in callouts
            ),
            repairs=tuple(
                Repair(repair.kind, *moved((repair.start, repair.end)), repair.printed)
                for repair in repairs
            ),
            words=self.placed.part(start, end),
            whole=self.whole or self,
            offset=self.offset + start,
        )

    @cached_property
    def _anchors(self) -> list[int]:
        return [callout.anchor for callout in self.callouts]

    @cached_property
    def _repair_starts(self) -> list[int]:
        return [repair.start for repair in self.repairs]

    @cached_property
    def _tables_in_order(self) -> list[Table]:
        return sorted(self.tables, key=lambda table: table.extent)

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.extent[0] for table in self._tables_in_order]

    @cached_property
    def placed(self) -> PlacedWords:
        """``words``, as numbers."""
        return self.words if isinstance(self.words, PlacedWords) else PlacedWords(self.words)

    def words_in(self, start: int, end: int) -> Sequence[PlacedWord]:
        """Return the placed words that share a character with ``[start, end)``."""
        return self.placed.between(start, end)

    def locate(self, start: int, end: int) -> tuple[Location, ...]:
        """Return where ``[start, end)`` was printed: one location for each printed line.

        Words that follow one another on a page, each to the right of the one before and on
        its height, are one line. In bare text there is one location a page, without a box.
        """
        lines: list[tuple[int, list[Box]]] = []
        for word in self.words_in(start, end):
            if not lines or lines[-1][0] != word.page or not _same_line(lines[-1][1], word.box):
                lines.append((word.page, []))
            if word.box:
                lines[-1][1].append(word.box)
        return tuple(Location(page, union(boxes)) for page, boxes in lines)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that ``offset`` lies in; None between blocks."""
        i = bisect_right(self._block_starts, offset) - 1
        return self.blocks[i] if i >= 0 and offset < self.blocks[i].end else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]


def _same_line(boxes: list[Box], box: Box | None) -> bool:
    if not boxes or box is None:
        return box is None
    last = boxes[-1]
    overlap = min(last[3], box[3]) - max(last[1], box[1])
    height = min(last[3] - last[1], box[3] - box[1])
    return box[0] >= last[0] and overlap > 0.4 * height
