"""A long report in chapters, so that memory holds the print of one at a time.

A chapter goes some pages into the next, and the two are joined between two blocks that both have
alike, in the midst of the pages they share. So whatever runs over a page's end there, a sentence,
a note, a table, was whole in both. A report of fewer pages is one chapter.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from pipeline.citations.resolve import Entry, Resolver, number_lists
from pipeline.memory import give_back
from pipeline.schema import (
    Block,
    Callout,
    Cell,
    Document,
    Page,
    PlacedWords,
    Reference,
    Repair,
    Table,
)
from pipeline.spool import Spool

log = logging.getLogger(__name__)

PAGES = 200  # from one chapter's first page to the next one's
SHARED = 16  # pages that a chapter has in common with the next
ALIKE = 2  # blocks on either side of a seam that are the same in both
BETWEEN = "\n\n"


@dataclass(frozen=True)
class Assembled:
    """A chapter's document, its references with the lists they stand in, and where it begins."""

    document: Document
    entries: tuple[Entry, ...]
    first_page: int


def chapters_of(pages: Iterable[Page]) -> Iterator[tuple[Page, ...]]:
    """Yield the pages of each chapter; no more than one chapter's are held at a time."""
    held: list[Page] = []
    for page in pages:
        if len(held) == PAGES + SHARED:
            yield tuple(held)
            del held[:PAGES]
        held.append(page)
    yield tuple(held)


def join_chapters(chapters: Iterator[Assembled]) -> Document:
    """Return the document that the chapters make up; its title and date are the first one's."""
    first = next(chapters)
    second = next(chapters, None)
    if second is None:
        return first.document
    whole = _Whole(first)
    whole.add(second)
    del first, second
    for chapter in chapters:
        whole.add(chapter)
    return whole.finish()


@dataclass(frozen=True)
class _Piece:
    """What a chapter gives the whole, spans counted in the whole's text; its words go apart."""

    text: str = ""
    blocks: Sequence[Block] = ()
    tables: Sequence[Table] = ()
    repairs: Sequence[Repair] = ()
    callouts: Sequence[tuple[Callout, tuple[Reference, ...]]] = ()
    entries: Sequence[Entry] = ()


class _Whole:
    """The chapters joined so far; what stands behind the next seam is still to come."""

    def __init__(self, first: Assembled) -> None:
        self._first = first.document
        # The last chapter, and the block and the page from which on it counts.
        self._last, self._from, self._page = first, 0, 0
        # Not as objects: those of a thousand pages would lie all over the memory that chapters use.
        self._pieces: Spool[_Piece] = Spool()
        self._words = PlacedWords()
        self._length = 0
        self._pages = 0

    def add(self, chapter: Assembled) -> None:
        """Take the last chapter in up to the seam, and go on with ``chapter`` behind it."""
        end, start, page = _seam(self._last.document, chapter.document, chapter.first_page)
        self._take(end, page)
        self._last, self._from, self._page = chapter, start, page

    def finish(self) -> Document:
        """Return the whole, every callout led to its reference, in whatever chapter that is."""
        self._take(len(self._last.document.blocks), None)
        del self._last
        give_back()
        texts: list[str] = []
        blocks: list[Block] = []
        tables: list[Table] = []
        repairs: list[Repair] = []
        found: list[tuple[Callout, tuple[Reference, ...]]] = []
        listed: list[Entry] = []
        for piece in self._pieces:
            texts.append(piece.text)
            blocks += piece.blocks
            tables += piece.tables
            repairs += piece.repairs
            found += piece.callouts
            listed += piece.entries
        entries = number_lists(listed)
        references = tuple(entry.reference for entry in entries)
        index = {_identity(reference): i for i, reference in enumerate(references)}
        document = replace(
            self._first,
            text="".join(texts),
            blocks=tuple(blocks),
            tables=tuple(tables),
            references=references,
            repairs=tuple(repairs),
            words=self._words,
            page_count=self._pages,
        )
        resolver = Resolver(entries)
        callouts = []
        for callout, own in found:
            led = tuple(index[_identity(r)] for r in own if _identity(r) in index)
            if not led:
                places = document.locate(max(0, callout.anchor - 1), callout.anchor + 1)
                led = resolver.resolve(callout, places[0].page if places else 1)
            callouts.append(replace(callout, references=led))
        return replace(document, callouts=tuple(callouts))

    def _take(self, end: int, before: int | None) -> None:
        """Add the last chapter's blocks up to ``end``, and its references printed ``before``."""
        document, blocks = self._last.document, self._last.document.blocks
        entries = [
            entry
            for entry in self._last.entries
            if self._page <= entry.page and (before is None or entry.page < before)
        ]
        self._pages += document.page_count - (SHARED if self._page else 0)
        if self._from >= end:
            self._pieces.append(_Piece(entries=entries))
            return
        a = blocks[self._from].start if self._from else 0
        part = document.part(a, blocks[end - 1].end)
        text = BETWEEN + part.text if self._length else part.text
        by = self._length + len(text) - len(part.text)
        self._length += len(text)
        self._words.extend_moved(part.placed, by)
        callouts = []
        for callout in part.callouts:
            span = callout.span and (callout.span[0] + by, callout.span[1] + by)
            moved = replace(callout, anchor=callout.anchor + by, span=span, references=())
            own = tuple(document.references[i] for i in callout.references)
            callouts.append((moved, own))
        piece = _Piece(
            text,
            [Block(b.kind, b.start + by, b.end + by) for b in part.blocks],
            [_moved(table, by) for table in part.tables],
            [replace(r, start=r.start + by, end=r.end + by) for r in part.repairs],
            callouts,
            entries,
        )
        self._pieces.append(piece)


def _identity(reference: Reference) -> tuple[object, ...]:
    return reference.label, reference.text, reference.location


def _moved(table: Table, by: int) -> Table:
    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + by, span[1] + by

    cells = (
        Cell(
            cell.start + by,
            cell.end + by,
            tuple(map(moved, cell.row_heads)),
            tuple(map(moved, cell.column_heads)),
            cell.column,
        )
        for cell in table.cells
    )
    return Table(tuple(cells), table.title and moved(table.title), tuple(map(moved, table.notes)))


def _seam(one: Document, two: Document, first: int) -> tuple[int, int, int]:
    """Return the blocks that two chapters are joined before, and the page where that is.

    ``first`` is the first of the pages that they share.
    """
    middle = first + SHARED // 2
    ours, theirs = (
        list(takewhile(lambda block: block.page < first + SHARED, _from(document, first)))
        for document in (one, two)
    )
    places: dict[tuple[_Placed, ...], list[int]] = {}
    for k in range(ALIKE, len(theirs) - ALIKE):
        places.setdefault(_around(theirs, k), []).append(k)
    fit = [
        (abs(ours[k].page - middle), k, at[0])
        for k in range(ALIKE, len(ours) - ALIKE)
        if len(at := places.get(_around(ours, k), [])) == 1
        and not any(start < ours[k].start < end for start, end in _tables(one))
    ]
    if fit:
        _, k, j = min(fit)
        return ours[k].index, theirs[j].index, ours[k].page
    log.warning("%s: its chapters differ near page %d.", one.file, middle)
    end, start = (
        next((block.index for block in _from(document, middle)), len(document.blocks))
        for document in (one, two)
    )
    return end, start, middle


@dataclass(frozen=True)
class _Placed:
    """A block and its page; blocks that print the same are equal, wherever in a text they are."""

    kind: str
    text: str
    page: int
    index: int = field(compare=False)
    start: int = field(compare=False)


def _from(document: Document, page: int) -> Iterator[_Placed]:
    """Yield the blocks behind the last one that begins before ``page``."""
    begun = [document.words_in(block.start, block.end)[0].page for block in document.blocks]
    first = max((i + 1 for i, at in enumerate(begun) if at < page), default=0)
    for i, block in enumerate(document.blocks[first:], first):
        text = document.text[block.start : block.end]
        yield _Placed(block.kind, text, begun[i], i, block.start)


def _around(blocks: Sequence[_Placed], k: int) -> tuple[_Placed, ...]:
    return tuple(blocks[k - ALIKE : k + ALIKE])


def _tables(document: Document) -> Iterator[tuple[int, int]]:
    return (table.extent for table in document.tables)
