"""The types that flow between the stages; all frozen, with the table's own column names.

Units, everywhere: lengths are PDF points; a box is ``(x0, top, x1, bottom)`` from the top
left of the page as shown; pages count from 1; confidence runs 0 to 1 (a text layer is 1.0).
A span is ``(start, end)``, half open, in characters of ``Document.text``. ``None`` means
"not stated", never zero.

    Report     what is printed in one file, page by page      made by reading
    Document   its text in reading order, frozen              made by assembly, citations
    Claim      one row of the table                           made by claims
    Decision   one person's verdict on one claim              made by a review
"""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, overload

Box = tuple[float, float, float, float]
Span = tuple[int, int]
Method = Literal["text", "ocr"]


def union(boxes: "list[Box] | tuple[Box, ...]") -> Box | None:
    """Return the smallest box around all of ``boxes``; None if there are none."""
    if not boxes:
        return None
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


# --- what is printed -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A run of print without white space, of one size and one baseline.

    ``action.6The`` is three words: ``action.``, ``6`` (``rise`` 3.2) and ``The``, the last
    two ``glued``. That the 6 is a citation is for ``citations`` to say.
    """

    text: str
    box: Box | None = None  # None in bare text
    size: float | None = None  # type size in points
    rise: float = 0.0  # points above the line's baseline; negative when sunk
    confidence: float = 1.0
    glued: bool = False  # no white space was printed between it and the word before
    bold: bool = False
    italic: bool = False
    # What a raised sign on a scan may be, likeliest first, each with its probability.
    readings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline within one column, left to right.

    A line without words is a blank line; only bare text has them.
    """

    words: tuple[Word, ...]
    column: int = 0  # 0 is leftmost; -1 spans the columns

    @property
    def box(self) -> Box | None:
        """The smallest box around the words; None in bare text."""
        return union([word.box for word in self.words if word.box])

    @property
    def text(self) -> str:
        """The words as printed, with a space wherever white space was printed."""
        return "".join(
            word.text if word.glued or i == 0 else " " + word.text
            for i, word in enumerate(self.words)
        )

    @property
    def size(self) -> float | None:
        """The type size of most of the line's characters, in points."""
        weights: dict[float, int] = {}
        for word in self.words:
            if word.size is not None:
                weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda s: weights[s]) if weights else None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a printed table. Rows and columns count from 0."""

    row: int
    column: int
    lines: tuple[Line, ...]
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: its cells, and which of them are heads.

    ``position`` is the number of ``Page.lines`` that are read before it.
    """

    cells: tuple[GridCell, ...]
    head_rows: int = 1  # the first so many rows are column heads
    head_columns: int = 1  # the first so many columns are row heads
    position: int = 0
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on one page. ``lines`` are in reading order, without table cells."""

    number: int
    width: float
    height: float
    method: Method
    lines: tuple[Line, ...]
    tables: tuple[Grid, ...] = ()
    rules: tuple[Box, ...] = ()  # thin drawn lines, such as the one above footnotes
    frames: tuple[Box, ...] = ()  # drawn or shaded rectangles that hold text
    rotation: int = 0  # clockwise degrees the page was turned by to be upright

    @property
    def confidence(self) -> float:
        """Mean confidence of the characters; 1.0 for a text layer or a page without words."""
        words = [word for line in self.lines for word in line.words]
        letters = sum(len(word.text) for word in words)
        return sum(word.confidence * len(word.text) for word in words) / letters if letters else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed in one file."""

    id: str  # sha256 of the file's bytes, hexadecimal
    file: str  # the file's name, without folders
    pages: tuple[Page, ...]
    title: str | None = None  # as the file's own metadata gives it
    date: str | None = None  # ISO 8601, as the file's own metadata gives it
    warnings: tuple[str, ...] = ()  # what could not be read, in words for a person


# --- the text, in reading order --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Location:
    """Where something was printed. ``box`` is None in bare text."""

    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where the characters ``[start, end)`` of the text were printed.

    A hyphenated word has two, one for each line. ``PlacedWord``s stand in the order of the
    text and do not overlap.
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    confidence: float = 1.0
    method: Method = "text"


class PlacedWords(Sequence[PlacedWord]):
    """PlacedWords kept as columns of numbers: a long report has a million of them.

    As ``PlacedWord``s they would take five times the memory. They are made when asked for.
    """

    __slots__ = ("_boxes", "_confidences", "_methods", "_pages", "ends", "starts")

    def __init__(self, words: Iterable[PlacedWord] = ()) -> None:
        self.starts, self.ends, self._pages = array("q"), array("q"), array("i")
        self._boxes = array("d")  # four a word; not a number where there is no box
        self._confidences = array("d")
        self._methods = bytearray()  # 1: ocr
        for word in words:
            self.append(word)

    def append(self, word: PlacedWord) -> None:
        """Add a word behind the last one."""
        self.starts.append(word.start)
        self.ends.append(word.end)
        self._pages.append(word.page)
        self._boxes.extend(word.box or _NO_BOX)
        self._confidences.append(word.confidence)
        self._methods.append(word.method == "ocr")

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> PlacedWord: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PlacedWord, ...]: ...
    def __getitem__(self, index: int | slice) -> PlacedWord | tuple[PlacedWord, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        i = range(len(self))[index]
        x0, top, x1, bottom = self._boxes[4 * i : 4 * i + 4]
        return PlacedWord(
            self.starts[i],
            self.ends[i],
            self._pages[i],
            (x0, top, x1, bottom) if x0 == x0 else None,  # nothing else differs from itself
            self._confidences[i],
            "ocr" if self._methods[i] else "text",
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # it grows while it is made


_NO_BOX = (float("nan"),) * 4

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
    short: bool = (
        False  # ``Ibid.``, ``op. cit.``, ``note 12 above``: stands for a work named before
    )
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

    def __hash__(self) -> int:
        """A cheap one: equal documents share it, and no other of a report's parts does."""
        return hash((self.id, self.offset, len(self.text)))

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
            words=tuple(
                replace(word, start=word.start - start, end=word.end - start)
                for word in self.words_in(start, end)
            ),
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
    def _word_ends(self) -> Sequence[int]:
        words = self.words
        return words.ends if isinstance(words, PlacedWords) else [word.end for word in words]

    @cached_property
    def _word_starts(self) -> Sequence[int]:
        words = self.words
        return words.starts if isinstance(words, PlacedWords) else [word.start for word in words]

    def words_in(self, start: int, end: int) -> Sequence[PlacedWord]:
        """Return the placed words that share a character with ``[start, end)``."""
        return self.words[
            bisect_right(self._word_ends, start) : bisect_left(self._word_starts, end)
        ]

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


# --- what the text says --------------------------------------------------------------------------

Relation = Literal["=", ">", ">=", "<", "<=", "~", "<~", ">~", ".."]
Role = Literal["agent", "target", "source", "mentioned"]
Kind = Literal["fact", "assessment", "prediction", "recommendation"]
Modality = Literal["asserted", "hedged", "possible", "predicted"]
Status = Literal["new", "accepted", "corrected", "rejected"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure, read. ``text`` is its own words, an exact slice of the document's text."""

    text: str
    value: float
    value_high: float | None = None  # only for a range
    relation: Relation = "="
    unit: str | None = None
    what: str | None = None
    per: str | None = None
    change: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention's canonical name, the words that stand for it, and its part in the claim."""

    name: str
    text: str
    role: Role = "mentioned"
    country: str | None = None  # ISO 3166 alpha-3
    sector: str | None = None  # government, military, armed group, party, person, ...
    bbox: tuple[tuple[int, Box], ...] = ()  # (page, box) of every mention's printed lines


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said so: the words that attribute, who is credited, what is credited to them.

    Spans are in characters of the document's text; an elided source has none.
    """

    source: str | None
    cue: str
    source_span: Span | None = None
    cue_span: Span | None = None
    content_span: Span | None = None
    actor: str | None = None  # the source's canonical name
    stance: str | None = None  # of the cue: asserts, alleges, denies, predicts, urges, believes

    def moved(self, by: int) -> "Attribution":
        """Return the same attribution so many characters further on."""

        def moved(span: Span | None) -> Span | None:
            return (span[0] + by, span[1] + by) if span else None

        return replace(
            self,
            source_span=moved(self.source_span),
            cue_span=moved(self.cue_span),
            content_span=moved(self.content_span),
        )


@dataclass(frozen=True, slots=True)
class Time:
    """When: the words, and the first and last day, ISO 8601, as exact as they are stated."""

    text: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A callout on a claim, with the reference it leads to, if it is known."""

    label: str
    reference: str | None = None
    url: str | None = None
    page: int | None = None  # the reference's page
    repaired: bool = False
    bbox: tuple[tuple[int, Box], ...] = ()  # (page, box) of the marker itself


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the claims table: a sentence, or one figure of a sentence.

    The columns are those of CLAIMS_TABLE.md; ``figure`` ... ``change`` are in ``quantity``.
    """

    claim_id: str
    sentence_id: str
    report_id: str
    report: str
    file: str
    page: int
    bbox: tuple[tuple[int, Box], ...]  # (page, box), one for each printed line
    claim: str
    kind: Kind
    check_worthiness: float
    actors: tuple[Actor, ...] = ()
    quantity: Quantity | None = None
    figure_span: Span | None = None  # within ``claim``
    figure_bbox: tuple[tuple[int, Box], ...] = ()
    time: Time | None = None
    place: str | None = None
    attribution: Attribution | None = None
    modality: Modality = "asserted"
    negated: bool = False
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    ocr_confidence: float | None = None
    method: Method = "text"
    flags: tuple[str, ...] = ()
    position: int = 0  # the row's place in the report, from 0


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's verdict on one claim, with what they corrected (column -> new value)."""

    claim_id: str
    status: Status
    corrections: tuple[tuple[str, str | None], ...] = field(default=())
    reviewer: str | None = None
    reviewed_at: str | None = None
    note: str | None = None
    # The claim as it stood then; the store fills it in, and it is no part of what was decided.
    about: Claim | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the confidence of an extraction is told, so that people find it true.

    The log odds are stretched and shifted (Platt 1999): ``stretch`` is above zero, so no row
    overtakes another. ``decisions`` says on how many it was fitted.
    """

    stretch: float
    shift: float
    decisions: int = 0

    def told(self, confidence: float) -> float:
        """Return what is told of a row that the extraction is so sure of, 0 to 1."""
        odds = self.stretch * self.odds(confidence) + self.shift
        return round(1 / (1 + math.exp(-odds)), 3)

    @staticmethod
    def odds(confidence: float) -> float:
        """Return the log odds, within seven either way: certainty is never told."""
        return max(-7.0, min(7.0, math.log(max(confidence, 1e-9) / max(1 - confidence, 1e-9))))


# --- what several reports say together ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """A claim of a group: enough to show it beside the others."""

    claim_id: str
    report_id: str
    report: str
    file: str
    page: int
    date: str | None  # of the report
    claim: str
    figure: str | None
    time: str | None
    source: str | None  # who the report says it from


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of different reports about one thing, by file and page.

    It is a conflict if figures disagree; ``against`` has the claim ids of each two that do.
    """

    group_id: str  # of its claims: the same claims make the same group
    members: tuple[Member, ...]
    against: tuple[tuple[str, str], ...] = ()

    @property
    def conflict(self) -> bool:
        """Whether figures of it disagree."""
        return bool(self.against)


CitedBy = Literal["title", "number", "address"]


@dataclass(frozen=True, slots=True)
class CitedReport:
    """A reference that leads to another report of the store."""

    report_id: str  # the citing report's
    label: str
    reference: str
    cited_id: str
    how: CitedBy  # what gave it away
