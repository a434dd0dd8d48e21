"""A seed -> a PDF whose every line is known: what is printed, where, and what it is part of.

The reports of the corpus have gold for their sentences, but few layouts; these pages have no gold
and every layout. Words are sentences of our own corpus, drawn by lot; columns, type, boxes, notes,
heads and margins are drawn by lot as well. Lines are broken here, not by Typst, so that the order
in which a person reads them is known line by line.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

import typst
from PIL import ImageFont

from builder.typeset import FONTS, string

Role = Literal[
    "body", "heading", "note", "head", "foot", "box", "pull", "side", "caption", "number", "drop"
]
FACES = {  # the family's name for Typst: the file that its words are measured in
    "Liberation Serif": "LiberationSerif-Regular.ttf",
    "Liberation Sans": "LiberationSans-Regular.ttf",
    "Nimbus Roman": "NimbusRoman-Regular.otf",
    "Nimbus Sans": "NimbusSans-Regular.otf",
    "P052": "P052-Roman.otf",
    "C059": "C059-Roman.otf",
}
WIDTH, HEIGHT = 595.0, 842.0  # points
ASCENT = 0.8  # of the type size: from a line's top to its baseline
RAISED = 0.62  # of the type size: a callout's own
# Where a long word may be broken at a line's end.
_ENDINGS = re.compile(r"(?<=[a-z]{4})(?=(?:tions?|ments?|ness|ship|ing|ence|ated|able)[.,;]?$)")


@dataclass(frozen=True)
class Printed:
    """A line as printed. Boxes are in points from the page's top left."""

    role: Role
    page: int
    column: int
    box: tuple[float, float, float, float]
    words: tuple[str, ...]
    paragraph: int = -1  # of a body line: which paragraph it is part of
    ends: bool = False  # a body line that closes a sentence


@dataclass(frozen=True)
class Design:
    """How a document looks, in points where nothing else is said."""

    columns: int
    face: str
    heads: str
    size: float
    leading: float  # of the size
    gutter: float
    margin: float
    indent: float  # of the size; 0: paragraphs stand apart
    justified: bool
    hyphens: bool
    running: str  # alternate, same, foot
    notes: str  # ruled, plain, none
    note_share: float
    boxes: str  # framed, shaded, ruled, none
    pulls: bool
    across: str  # heading, box, figure, none: what stands across the columns of a page
    side_heads: bool
    numbered: bool  # lines, in the margin
    drop: bool
    spaced: bool  # headings

    @property
    def step(self) -> float:
        """From one baseline to the next."""
        return self.size * self.leading


def design(seed: int) -> Design:
    """Draw a design by lot."""
    lot = random.Random(seed)
    columns = lot.choice((1, 2, 2, 2, 3, 3))
    side_heads = columns == 1 and lot.random() < 0.4
    return Design(
        columns=columns,
        face=lot.choice(list(FACES)),
        heads=lot.choice(("Liberation Sans", "Nimbus Sans", "P052")),
        size=lot.choice((8.5, 9.0, 9.5) if columns == 3 else (9.0, 9.5, 10.0, 11.0)),
        leading=lot.choice((1.16, 1.22, 1.3)),
        gutter=lot.choice((12.0, 16.0, 22.0, 28.0)),
        margin=lot.choice((42.0, 54.0, 68.0)),
        indent=lot.choice((0.0, 1.2, 1.8)),
        justified=lot.random() < 0.65,
        hyphens=lot.random() < 0.7,
        running=lot.choice(("alternate", "same", "foot")),
        notes=lot.choice(("ruled", "ruled", "plain", "none")),
        note_share=lot.choice((0.06, 0.15)),
        boxes=lot.choice(("framed", "shaded", "ruled", "none")),
        pulls=lot.random() < 0.45,
        across=lot.choice(("heading", "box", "figure", "none")),
        side_heads=side_heads,
        numbered=columns == 1 and not side_heads and lot.random() < 0.4,
        drop=lot.random() < 0.4,
        spaced=lot.random() < 0.25,
    )


@dataclass(frozen=True)
class _Word:
    text: str
    callout: str = ""
    ends: bool = False


def make(seed: int, sentences: list[str], pages: int = 4) -> tuple[bytes, list[Printed], Design]:
    """Return a PDF, its lines in reading order and its design; the same for the same seed."""
    how = design(seed)
    composer = _Composer(how, random.Random(seed * 7919 + 1), sentences, pages)
    composer.compose()
    pdf = typst.compile(
        "\n".join(composer.markup()).encode(),
        format="pdf",
        timestamp=0,
        pdf_tags=False,
        font_paths=FONTS,
        ignore_system_fonts=True,
    )
    return bytes(pdf), composer.lines, how


@cache
def _measure(face: str) -> ImageFont.FreeTypeFont:
    name = FACES[face]
    path = next(folder / name for folder in FONTS if (folder / name).exists())
    return ImageFont.truetype(str(path), 1000)


@cache
def _width(text: str, face: str) -> float:
    """Return a word's width in ems."""
    return float(_measure(face).getlength(text)) / 1000


@dataclass
class _Composer:
    how: Design
    lot: random.Random
    sentences: list[str]
    pages: int
    lines: list[Printed] = field(default_factory=list)
    drawn: dict[int, list[str]] = field(default_factory=dict)
    page: int = 0
    column: int = 0
    y: float = 0.0
    top: float = 0.0  # of the columns' zone
    bottom: float = 0.0
    foot: float = 0.0  # of this column, above its notes
    notes: list[tuple[str, list[list[_Word]]]] = field(default_factory=list)  # of this column
    count: int = 0  # of notes
    paragraph: int = 0
    floats: int = 0  # of this column: its boxes and pull quotes
    second: bool = False  # zone of the page
    said: list[str] = field(default_factory=list)  # of the body, for pull quotes

    # --- the page ------------------------------------------------------------------------------

    @property
    def left(self) -> float:
        return self.how.margin + (118.0 if self.how.side_heads else 0.0)

    @property
    def measure(self) -> float:
        room = WIDTH - self.how.margin - self.left
        return (room - (self.how.columns - 1) * self.how.gutter) / self.how.columns

    @property
    def x(self) -> float:
        return self.left + self.column * (self.measure + self.how.gutter)

    def compose(self) -> None:
        self.open_page()
        first = True
        while self.page <= self.pages:
            if first or self.lot.random() < 0.3:
                self.heading()
            self.text(first=first)
            first = False
        self.lines = [line for line in self.lines if line.page <= self.pages]

    def open_page(self) -> None:
        self.page += 1
        self.top, self.bottom = 84.0, HEIGHT - 84.0
        self.second = False
        self._running()
        if self.page > 1 and self.how.columns > 1:
            if self.how.across == "figure":
                self._figure()
            elif self.how.across == "box":
                self._box_across()
            elif self.how.across == "heading":
                self.bottom = self.top + self.lot.uniform(0.35, 0.6) * (self.bottom - self.top)
        self.column = -1
        self.open_column()

    def open_column(self) -> None:
        self._set_notes()
        if self.column + 1 == self.how.columns:
            if self.how.across == "heading" and self.page > 1 and not self.second:
                self._heading_across()
            else:
                self.open_page()
            return
        self.column += 1
        self.y, self.foot, self.floats = self.top, self.bottom, 0

    def _running(self) -> None:
        left = self.how.running == "alternate" and self.page % 2 == 0
        title = "Regional outlook and policy options" if left else "The state of public services"
        size, wide = 8.0, WIDTH - 2 * self.how.margin
        words = title.split()
        if self.how.running == "foot":
            words = ["Page", str(self.page)]
            self._print("foot", words, self.how.margin, HEIGHT - 50, wide, size=size)
            return
        words = [str(self.page), *words] if left else [*words, str(self.page)]
        self._print("head", words, self.how.margin, 48.0, wide, size=size)

    def _figure(self) -> None:
        tall = self.lot.uniform(90, 170)
        wide = WIDTH - self.how.margin - self.left
        self._draw(self.left, self.top, wide, tall, 'fill: rgb("#b8c4cf")')
        words = f"Figure {self.page}. {self._short()}".split()
        y = self.top + tall + 8
        for row in self._broken([_Word(w) for w in words], wide, 0.9 * self.how.size):
            shown = [w.text for w in row]
            self._print("caption", shown, self.left, y, wide, size=0.9 * self.how.size)
            y += self.how.step
        self.top = y + 12

    def _box_across(self) -> None:
        wide, size = WIDTH - self.how.margin - self.left, self.how.size
        rows = [r for _ in range(2) for r in self._broken(self._plain(2), wide - 24, size)]
        tall = len(rows) * self.how.step + size * 1.4 + 24
        y = self.bottom - tall
        self._draw(self.left, y, wide, tall, 'stroke: 0.7pt, fill: rgb("#eef1f5")')
        title = f"Box {self.page}. In brief".split()
        y += 12
        self._print("box", title, self.left + 12, y, wide - 24, bold=True)
        y += 1.4 * size
        for row in rows:
            self._print("box", [w.text for w in row], self.left + 12, y, wide - 24)
            y += self.how.step
        self.bottom -= tall + 14

    def _heading_across(self) -> None:
        self.second = True
        y = self.bottom + 20
        wide = WIDTH - self.how.margin - self.left
        words = self._short().split()[:7]
        size = 1.5 * self.how.size
        self._print("heading", words, self.left, y, wide, size=size, bold=True, column=-1)
        self.top, self.bottom = y + size + 14, HEIGHT - 84.0
        self.column = -1
        self.open_column()

    # --- what flows ------------------------------------------------------------------------------

    def heading(self) -> None:
        size = 1.2 * self.how.size
        words = self._short().split()[:4]
        if self.how.side_heads:
            if self.y + 2 * self.how.step > self.foot:
                self.open_column()
            rows = self._broken([_Word(w) for w in words], 100, self.how.size)
            for i, row in enumerate(rows):
                y = self.y + i * self.how.size * 1.2
                shown = [w.text for w in row]
                self._print("side", shown, self.how.margin, y, 100, bold=True)
            return
        if self.y + size * 2 + 3 * self.how.step > self.foot:
            self.open_column()
        if self.y > self.top:
            self.y += 0.8 * size
        for row in self._broken([_Word(w) for w in words], 0.8 * self.measure, size * 1.1):
            shown = [w.text for w in row]
            self._print("heading", shown, self.x, self.y, self.measure, size=size, bold=True)
            self.y += 1.2 * size
        self.y += 0.4 * size

    def text(self, *, first: bool = False) -> None:
        """Set a paragraph, over as many columns and pages as it takes."""
        words = self._plain(self.lot.randint(2, 7), notes=True)
        size, step = self.how.size, self.how.step
        drop = first and self.how.drop and words[0].text[:1].isupper()
        set_in = 2 * step * 0.8 if drop else 0.0
        self.paragraph += 1
        number = 0
        while words:
            indent = self.how.indent * size if number == 0 and not first else 0.0
            if drop and number < 2:
                indent = set_in
            if drop and number == 0:
                self._print("drop", [words[0].text[0]], self.x, self.y, set_in, size=2.2 * step)
                words[0] = replace(words[0], text=words[0].text[1:])
            room = self.measure - indent
            row, rest = next(self._rows(words, room, size))
            called = [w.callout for w in row if w.callout]
            notes = [self._broken(self._note(), self.measure - 8, 0.8 * size) for _ in called]
            height = sum(len(note) for note in notes) * size + (10 if not self.notes else 0)
            if self.y + size > self.foot - (height if called else 0):
                if self._break():  # over a heading: the text above it is left as it stands
                    words = []
                continue
            if called:
                self.notes += list(zip(called, notes, strict=True))
                self.foot -= height
            last = not rest
            zone = self.how.across == "heading" and self.page > 1 and not self.second
            full = self.y + step + size > self.foot and self.column + 1 == self.how.columns
            if zone and full:  # the text above a heading across the page ends there
                row, rest, last = [*row[:-1], _Word("so.", "", True)], [], True
            x, y = self.x + indent, self.y
            self._print("body", row, x, y, room, last=last, paragraph=self.paragraph)
            if self.how.numbered:
                self._number()
            self.y += step
            number += 1
            words = rest
            if words and number > 2:
                self._float()
        if not self.how.indent:
            self.y += 0.6 * step

    def _break(self) -> bool:
        """Go to the next column; say whether a heading across the page was passed on the way."""
        second = self.second
        self.open_column()
        passed = self.second and not second
        if passed and self.lines:
            at = max(i for i, line in enumerate(self.lines) if line.role == "body")
            self.lines[at] = replace(self.lines[at], ends=True)
        return passed

    def _number(self) -> None:
        n = 1 + sum(r.role == "body" and r.page == self.page for r in self.lines[:-1])
        self._print("number", [str(n)], self.how.margin - 26, self.y, 20, size=0.75 * self.how.size)

    def _float(self) -> None:
        """Set a box or a pull quote between two lines of a column, now and then."""
        if self.floats or self.lot.random() > 0.05:
            return
        boxed = self.how.boxes != "none" and (not self.how.pulls or self.lot.random() < 0.5)
        if not boxed and not self.how.pulls:
            return
        size = 0.95 * self.how.size if boxed else 1.4 * self.how.size
        step = size * 1.2
        inside = self.measure - (16 if boxed else 8)
        if boxed:
            rows = self._broken(self._plain(2), inside, size)
        else:
            said = self.lot.choice(self.said or self.sentences)
            rows = self._broken([_Word(w) for w in said.split()][:22], inside, size)
        tall = len(rows) * step + (1.5 * size if boxed else 0) + 20
        if self.y + tall + 4 * self.how.step > self.foot:
            return
        self.floats += 1
        y = self.y + 6
        if boxed:
            fill = {"framed": "stroke: 0.6pt", "shaded": 'fill: rgb("#e8ecf0")'}
            if self.how.boxes in fill:
                self._draw(self.x, y, self.measure, tall - 8, fill[self.how.boxes])
            else:
                self._draw(self.x, y, self.measure, 0.8, "fill: black")
                self._draw(self.x, y + tall - 8, self.measure, 0.8, "fill: black")
            y += 7
            words = ["A", "closer", "look"]
            self._print("box", words, self.x + 8, y, inside, size=size, bold=True)
            y += 1.5 * size
        role: Role = "box" if boxed else "pull"
        for i, row in enumerate(rows):
            last = i + 1 == len(rows)
            shown = [w.text for w in row]
            x = self.x + (8 if boxed else 4)
            self._print(role, shown, x, y, inside, size=size, last=last, italic=not boxed)
            y += step
        self.y += tall + 6

    def _set_notes(self) -> None:
        if not self.notes:
            return
        size = 0.8 * self.how.size
        y = self.foot + 10
        if self.how.notes == "ruled":
            self._draw(self.x, y - 4, min(90, 0.5 * self.measure), 0.5, "fill: black")
        for label, rows in self.notes:
            for i, row in enumerate(rows):
                words = [w.text for w in row]
                self._print(
                    "note", words, self.x, y, self.measure, size=size, last=i + 1 == len(rows),
                    label=label if i == 0 else "",
                )  # fmt: skip
                y += self.how.size
        self.notes = []

    # --- words -----------------------------------------------------------------------------------

    def _short(self) -> str:
        found = re.findall(r"[A-Z][\w’]+(?: [\w’]+){3,8}", self.lot.choice(self.sentences))
        return str(found[0]) if found else "What the figures show today"

    def _plain(self, count: int, *, notes: bool = False) -> list[_Word]:
        out: list[_Word] = []
        for _ in range(count):
            said = self.lot.choice(self.sentences)
            words = [_Word(w) for w in said.split()]
            label = ""
            if notes:
                self.said.append(said)
                if self.how.notes != "none" and self.lot.random() < self.how.note_share:
                    self.count += 1
                    label = str(self.count)
            out += [*words[:-1], replace(words[-1], callout=label, ends=True)]
        return out

    def _note(self) -> list[_Word]:
        year = self.lot.randint(1990, 2023)
        name = self.lot.choice(("Okello", "Brandt", "Ferreira", "Lindqvist", "Marchetti"))
        said = " ".join(self.lot.choice(self.sentences).split()[: self.lot.randint(3, 14)])
        return [_Word(w) for w in f"{name}, {said.rstrip('.,')}, {year}, p. {year % 90}.".split()]

    def _broken(self, words: list[_Word], room: float, size: float) -> list[list[_Word]]:
        return [row for row, _ in self._rows(words, room, size)]

    def _rows(
        self, words: list[_Word], room: float, size: float
    ) -> Iterator[tuple[list[_Word], list[_Word]]]:
        """Yield (the words of a line, the words that are left)."""
        face, rest = self.how.face, list(words)
        while rest:
            row: list[_Word] = []
            used = 0.0
            while rest:
                word = rest[0]
                width = _width(word.text, face) + RAISED * 0.6 * len(word.callout)
                if row and used + 0.25 + width > room / size:
                    cut = _ENDINGS.search(word.text) if self.how.hyphens else None
                    head = word.text[: cut.start()] + "-" if cut else ""
                    if cut and used + 0.25 + _width(head, face) <= room / size:
                        row.append(_Word(head))
                        rest[0] = replace(word, text=word.text[cut.start() :])
                    break
                used += width + (0.25 if row else 0)
                row.append(rest.pop(0))
            yield row, rest

    # --- print -----------------------------------------------------------------------------------

    def _draw(self, x: float, y: float, wide: float, tall: float, style: str) -> None:
        box = f"rect(width: {wide:.1f}pt, height: {tall:.1f}pt, {style})"
        self.drawn.setdefault(self.page, []).append(
            f"#place(top + left, dx: {x:.1f}pt, dy: {y:.1f}pt, {box})"
        )

    def _print(
        self,
        role: Role,
        words: list[_Word] | list[str],
        x: float,
        y: float,
        wide: float,
        *,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
        last: bool = True,
        label: str = "",
        paragraph: int = -1,
        column: int | None = None,
    ) -> None:
        size = size or self.how.size
        row = [w if isinstance(w, _Word) else _Word(w) for w in words]
        shown = []
        for word in row:
            raised = f"#raised({string(word.callout)})" if word.callout else ""
            shown.append(f"#{string(word.text)}{raised}")
        if label:
            shown[0] = f"#raised({string(label)})" + shown[0]
        spaced = role == "heading" and self.how.spaced
        gap = "0.6em" if spaced else "0.25em"
        stretched = self.how.justified and not last
        between = "#h(1fr)" if stretched else f"#h({gap})"
        plain = role in {"body", "note", "drop", "pull", "box"}
        face = self.how.face if plain and not bold else self.how.heads
        style = f'size: {size:.2f}pt, font: "{face}"'
        style += ', weight: "bold"' if bold else ""
        style += ', style: "italic"' if italic else ""
        style += ", tracking: 0.22em" if spaced else ""
        held = f"box(width: {wide + (0.1 if stretched else 60):.2f}pt, text({style})"
        held += f"[{between.join(shown)}])"
        self.drawn.setdefault(self.page, []).append(
            f"#place(top + left, dx: {x:.2f}pt, dy: {y:.2f}pt, {held})"
        )
        box = (x - 2, y - 0.1 * size, x + wide + 2, y + 1.05 * size)
        at = self.column if column is None else column
        texts = tuple(word.text for word in row)
        self.lines.append(Printed(role, self.page, at, box, texts, paragraph, row[-1].ends))

    def markup(self) -> Iterator[str]:
        """Yield the pages as Typst."""
        yield f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)"
        yield f"#set text(top-edge: {ASCENT}em, bottom-edge: 0em, hyphenate: false)"
        yield "#set par(justify: false)"
        raise_ = f"text(size: {RAISED}em, baseline: -0.38em, t)"
        yield f"#let raised(t) = {raise_}"
        for page in range(1, self.pages + 1):
            yield "#pagebreak()" if page > 1 else ""
            yield from self.drawn.get(page, [])
