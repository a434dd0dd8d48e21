"""Read a file of ``corpus/sources``: front matter, blocks, and sentences with their gold.

The format is described in ``corpus/README.md``. A mistake raises SourceError with the file and
the line, so that a writer can mend it.
"""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

KINDS = ("fact", "assessment", "prediction", "recommendation")
MODALITIES = ("asserted", "hedged", "possible", "predicted")
ROLES = ("agent", "target", "source", "mentioned")
RELATIONS = ("=", ">", ">=", "<", "<=", "~", "<~", ">~", "..")
NOTES = ("endnotes", "footnotes", "footnotes-by-page", "bracketed", "author-year")
SPLITS = ("dev", "test", "calibration")

CALLOUT = re.compile(r"\[\^([^\]]+)\]")
NOTE = re.compile(r"\[\^([^\]]+)\]: (.*)")
URL = re.compile(r"https?://[^\s<>]+[^\s<>.,;)]")
STYLED = re.compile(r"\*\*([^*]+)\*\*|(?<!\w)_([^_]+)_(?!\w)")
KEYS = ("actors", "figure", "source", "time", "place", "cites")


class SourceError(ValueError):
    """A line of a source breaks the format; the message says where and how."""


@dataclass(frozen=True)
class Figure:
    """One number of a sentence, as CLAIMS_TABLE.md has it."""

    text: str
    value: float
    high: float | None
    relation: str
    unit: str | None
    what: str | None
    per: str | None = None
    change: str | None = None
    time: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Mention:
    """An actor of a sentence: canonical name, the words that stand for it, its role."""

    name: str
    text: str
    role: str = "mentioned"


@dataclass
class Sentence:
    """A sentence as written, callouts and style included, with its gold."""

    raw: str
    line: int
    kind: str = ""
    modality: str = "asserted"
    negated: bool = False
    actors: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    source: str | None = None
    cue: str | None = None
    time: str | None = None
    place: str | None = None
    cites: list[str] = field(default_factory=list)  # keys of notes, in order
    table: bool = False

    @property
    def plain(self) -> str:
        """The words, without callouts and style."""
        return unstyled(CALLOUT.sub("", self.raw))


@dataclass
class Table:
    """A printed table. Heads and rows are lists of (text, columns spanned)."""

    caption: str
    heads: list[list[tuple[str, int]]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)  # a row of one cell is a section head
    notes: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], Sentence] = field(default_factory=dict)
    widths: list[float] = field(default_factory=list)


@dataclass
class Block:
    """A heading, paragraph, list, quotation, box, table and so on.

    ``items`` holds a list's items, each a list of sentences; a paragraph has one.
    """

    kind: str
    text: str = ""
    level: int = 1
    items: list[list[Sentence]] = field(default_factory=list)
    table: Table | None = None
    bars: list[tuple[str, float]] = field(default_factory=list)


@dataclass
class Source:
    """One report: its front matter, blocks, and notes by key in the order written."""

    name: str
    meta: dict[str, Any]
    blocks: list[Block]
    notes: dict[str, str]

    @property
    def sentences(self) -> list[Sentence]:
        """Every sentence and table cell with gold, in reading order."""
        found: list[Sentence] = []
        for block in self.blocks:
            for item in block.items:
                found.extend(item)
            if block.table:
                found.extend(block.table.cells[at] for at in sorted(block.table.cells))
        return found


def unstyled(text: str) -> str:
    """Return the words without the marks for bold and italic."""
    return STYLED.sub(lambda m: m[1] or m[2], text)


def keys_in(callout: str) -> list[str]:
    """Return the keys of a callout: ``a, b`` names two."""
    return [key.strip() for key in callout.split(",")]


def url_of(note: str) -> str | None:
    """Return the first web address of a note."""
    found = URL.search(note)
    return found[0] if found else None


def read_source(path: Path) -> Source:
    """Read and check one source.

    Raises:
        SourceError: a line breaks the format, or an annotation does not fit its sentence.
    """
    meta, body, first = _parted(path)
    reader = _Reader(path.name, [line.rstrip() for line in body.split("\n")], first)
    source = Source(path.stem, meta, reader.blocks(), reader.notes)
    _check_notes(source, path.name)
    return source


def read_meta(path: Path) -> dict[str, Any]:
    """Read the front matter alone.

    Raises:
        SourceError: it is missing, no TOML, or does not say how notes are printed or what the
            report is for.
    """
    return _parted(path)[0]


def _parted(path: Path) -> tuple[dict[str, Any], str, int]:
    """Return the front matter, the body, and on which line the body begins."""
    try:
        _, front, body = re.split(r"^\+\+\+[ ]*$", path.read_text("utf-8"), maxsplit=2, flags=re.M)
        meta = tomllib.loads(front)
    except (ValueError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path.name}: the front matter between +++ lines: {error}") from error
    if meta.get("notes") not in NOTES:
        raise SourceError(f"{path.name}: notes must be one of {', '.join(NOTES)}")
    if meta.get("split") not in SPLITS:
        raise SourceError(f"{path.name}: split must be one of {', '.join(SPLITS)}")
    return meta, body, front.count("\n") + 1


class _Reader:
    """Walks the lines of a body once; ``at`` is the next line."""

    def __init__(self, name: str, lines: list[str], first: int) -> None:
        self.name, self.lines, self.first, self.at = name, lines, first, 0
        self.notes: dict[str, str] = {}

    def fail(self, message: str, at: int | None = None) -> SourceError:
        line = (self.at if at is None else at) + self.first + 1
        return SourceError(f"{self.name}:{line}: {message}")

    def blocks(self) -> list[Block]:
        found: list[Block] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line or line.startswith("%%"):  # %% is a comment
                self.at += 1
            elif note := NOTE.fullmatch(line):
                self.notes[note[1]] = note[2]
                self.at += 1
            elif line.startswith("@table "):
                found.append(self.table(line[7:]))
            elif line.startswith("@"):
                found.append(self.directive(line))
            elif line.startswith("#"):
                level = len(line) - len(line.lstrip("#"))
                found.append(Block("heading", line[level:].strip(), level))
                self.at += 1
            elif line.startswith(" "):
                raise self.fail("an indented line without a sentence above it")
            else:
                found.append(self.paragraph())
        return found

    def directive(self, line: str) -> Block:
        kind, _, text = line[1:].partition(" ")
        known = ("box", "landscape", "end", "pull", "plain", "contents", "pagebreak", "chart")
        if kind not in known:
            raise self.fail(f"@{kind} is unknown; known: table, {', '.join(known)}")
        self.at += 1
        block = Block(kind, text.strip())
        while kind == "chart" and self.at < len(self.lines) and self.lines[self.at].startswith(" "):
            label, value = self.lines[self.at].rsplit("|", 1)
            block.bars.append((label.strip(), float(value)))
            self.at += 1
        return block

    def paragraph(self) -> Block:
        block = Block("paragraph")
        for prefix, kind in (("* ", "bullets"), ("1. ", "numbers"), ("> ", "quote")):
            if self.lines[self.at].startswith(prefix):
                block.kind = kind
        while self.at < len(self.lines) and self.lines[self.at].strip():
            line = self.lines[self.at]
            if line.startswith(("@", "#", "%%")) or NOTE.fullmatch(line):
                break
            for prefix in ("* ", "1. ", "> "):
                if line.startswith(prefix):
                    line = line[len(prefix) :]
                    block.items.append([])
            if not block.items:
                block.items.append([])
            block.items[-1].append(self.sentence(line))
        return block

    def sentence(self, line: str) -> Sentence:
        sentence = Sentence(line, self.at + self.first + 1)
        for callout in CALLOUT.finditer(line):
            sentence.cites += keys_in(callout[1])
        start = self.at
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at].startswith(" "):
            try:
                _annotate(sentence, self.lines[self.at].strip())
            except (ValueError, ZeroDivisionError) as error:
                raise self.fail(str(error)) from error
            self.at += 1
        for problem in problems(sentence):
            raise self.fail(problem, start)
        return sentence

    def table(self, caption: str) -> Block:
        table = Table(caption)
        specs: dict[str, tuple[int, str]] = {}
        names: dict[str, str] = {}
        places: list[str] = []
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at].startswith(" "):
            key, _, rest = self.lines[self.at].strip().partition(":")
            cells = [cell.strip() for cell in rest.split("|")]
            if key == "head":
                table.heads.append([_spanned(cell) for cell in cells])
            elif key == "row":
                table.rows.append(cells)
            elif key == "section":
                table.rows.append([rest.strip()])
            elif key == "note":
                table.notes.append(rest.strip())
            elif key == "widths":
                table.widths = [float(width) for width in rest.split()]
            elif key == "actors":
                for actor in rest.split(";"):
                    words, _, name = actor.partition("=")
                    names[words.strip()] = name.strip() or words.strip()
            elif key == "places":
                places += [words.strip() for words in rest.split(";")]
            elif re.fullmatch(r"(column|row) \d+", key):
                specs[key] = (self.at, rest)
            else:
                raise self.fail(f"{key!r} is no line of a table")
            self.at += 1
        body = [i for i, row in enumerate(table.rows) if len(row) > 1]
        for number, i in enumerate(body, 1):
            for j, cell in enumerate(table.rows[i]):
                at, spec = specs.get(f"column {j + 1}", (0, ""))
                if override := specs.get(f"row {number}"):
                    at, options = override[0], "".join(spec.split("|")[2:])
                    spec = override[1] + ("; " if override[1].count("|") > 1 else " | ") + options
                if j == 0 or not spec or not re.search(r"\d", cell):
                    continue
                try:
                    gold = _cell(table, i, j, spec, names)
                    gold.place = _nearest(table, i, j, places) or gold.place
                except (ValueError, IndexError) as error:
                    raise self.fail(str(error), at) from error
                gold.line = at + self.first + 1
                table.cells[i, j] = gold
        return Block("table", caption, table=table)


def _spanned(cell: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.*?)\s*\*(\d+)", cell)
    return (found[1], int(found[2])) if found else (cell, 1)


def _heads_over(table: Table, column: int) -> list[str]:
    heads = []
    for row in table.heads:
        at = 0
        for text, span in row:
            if at <= column < at + span and text:
                heads.append(text)
            at += span
    return heads


def _cell(table: Table, i: int, j: int, spec: str, names: dict[str, str]) -> Sentence:
    text = table.rows[i][j]
    unit, what, options = ([part.strip() for part in spec.split("|")] + ["", ""])[:3]
    scale = 1.0
    if scaled := re.fullmatch(r"(.*?)\s+(\d[\de.]*)", unit):
        unit, scale = scaled[1], float(scaled[2])
    signed = re.sub(r"[−–](?=\d)", "-", text)  # a minus is often printed as a dash
    digits = re.sub(r"[^\d.()-]", "", signed)
    value = float(digits.strip("()")) * (-scale if digits.startswith("(") else scale)
    row_head = unstyled(table.rows[i][0])
    heads = _heads_over(table, j)
    section = next((r[0] for r in reversed(table.rows[:i]) if len(r) == 1), "")

    def filled(words: str) -> str:
        words = words.replace("{row}", row_head).replace("{section}", section)
        return words.replace("{col}", heads[-1] if heads else "")

    gold = Sentence(text, 0, kind="fact", table=True)
    figure: dict[str, Any] = {"relation": "=", "per": None, "change": None}
    for option in filter(None, (part.strip() for part in options.split(";"))):
        key, _, rest = option.partition(" ")
        if key == "time":
            gold.time = _iso(filled(rest))
        elif key == "place":
            gold.place = filled(rest)
        elif key in ("per", "relation"):
            figure[key] = rest
        elif option in ("up", "down"):
            figure["change"] = option
        elif option in KINDS:
            gold.kind = option
        elif option in MODALITIES:
            gold.modality = option
        else:
            raise ValueError(f"{option!r} is no option of a table's gold")
    for words, name in names.items():
        in_heads = (
            *(cell for cell in table.rows[i] if not re.search(r"\d", cell)),
            section,
            *heads,
        )
        if any(re.search(rf"\b{re.escape(words)}\b", h) for h in (row_head, *in_heads)):
            gold.actors.append(Mention(name, words))
    gold.figures.append(
        Figure(
            text=text,
            value=_whole(value),
            high=None,
            unit=unit or None,
            what=filled(what),
            **figure,
        )
    )
    return gold


def _nearest(table: Table, i: int, j: int, places: list[str]) -> str | None:
    """Return the place that the nearest of a cell's heads names: its row's, section's, column's."""
    section = next((r[0] for r in reversed(table.rows[:i]) if len(r) == 1), "")
    heads = (unstyled(table.rows[i][0]), section, *reversed(_heads_over(table, j)))
    found = (p for head in heads for p in places if re.search(rf"\b{re.escape(p)}\b", head))
    return next(found, None)


def _iso(time: str) -> str:
    """Return a date such as ``6 May 2021`` as ISO 8601; anything else as it is."""
    try:
        return datetime.strptime(time, "%d %B %Y").date().isoformat()
    except ValueError:
        return time


def _whole(value: float) -> float:
    return round(value) if abs(value - round(value)) < 1e-9 else round(value, 6)


def _number(text: str) -> float:
    return _whole(float(Fraction(text))) if "/" not in text else float(Fraction(text))


def _annotate(sentence: Sentence, line: str) -> None:
    """Add one annotation line to ``sentence``."""
    words = line.split()
    if words and words[0] in KINDS:
        sentence.kind = words[0]
        for word in words[1:]:
            if word == "negated":
                sentence.negated = True
            elif word in MODALITIES:
                sentence.modality = word
            else:
                raise ValueError(f"{word!r} is no modality, and not 'negated'")
        return
    key, colon, rest = line.partition(":")
    rest = rest.strip()
    if not colon or key not in KEYS:
        raise ValueError(f"{line[:40]!r}: begin with a kind or one of {', '.join(KEYS)}")
    if key == "actors":
        sentence.actors += [_mention(part, sentence.plain) for part in rest.split(";")]
    elif key == "figure":
        sentence.figures.append(_figure(rest))
    elif key == "source":
        source, _, cue = (part.strip() for part in rest.partition("|"))
        sentence.source, sentence.cue = source or None, cue
    elif key == "cites":
        sentence.cites += [part.strip() for part in rest.split(";")]
    else:
        setattr(sentence, key, rest or None)


def _mention(text: str, sentence: str) -> Mention:
    text, role = text.strip(), "mentioned"
    head, comma, last = text.rpartition(",")
    if comma and last.strip() in ROLES:
        text, role = head.strip(), last.strip()
    words, equals, name = (part.strip() for part in text.partition("="))
    if not equals and words not in sentence:
        raise ValueError(f"actor {words!r} is not in the sentence; write WORDS = {words}")
    return Mention(name or words, words, role)


def _figure(text: str) -> Figure:
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in (3, 4):
        raise ValueError("figure: WORDS | RELATION VALUE UNIT | WHAT | OPTIONS")
    relation, value, *unit = parts[1].split()
    if relation not in RELATIONS:
        raise ValueError(f"{relation!r} is no relation; known: {' '.join(RELATIONS)}")
    low, _, high = value.partition("..")
    options: dict[str, str] = {}
    for option in filter(None, (part.strip() for part in "".join(parts[3:]).split(";"))):
        key, _, rest = option.partition(" ")
        if option in ("up", "down"):
            options["change"] = option
        elif key in ("per", "time", "place") and rest:
            options[key] = rest
        else:
            raise ValueError(f"{option!r}: a figure's options are up, down, per, time, place")
    return Figure(
        text=parts[0],
        value=_number(low),
        high=_number(high) if high else None,
        relation=relation,
        unit=" ".join(unit) or None,
        what=parts[2] or None,
        **options,
    )


DATE = r"\d{4}(-\d\d(-\d\d)?)?"
TIME = re.compile(rf"{DATE}|({DATE}|\.\.)/({DATE}|\.\.)")


def problems(sentence: Sentence) -> list[str]:
    """Return what is wrong with a sentence's gold, in words; empty if nothing is."""
    found = []
    plain = sentence.plain
    if sentence.kind not in KINDS:
        found.append("the sentence has no kind")
    for word in ("source", "cue", "place"):
        value = getattr(sentence, word)
        if value and value not in plain and not sentence.table:
            found.append(f"{word} {value!r} is not in the sentence")
    places = []
    for mention in sentence.actors:
        if mention.text not in plain and not sentence.table:
            found.append(f"actor's words {mention.text!r} are not in the sentence")
        places.append(plain.find(mention.text))
    if places != sorted(places) and not sentence.table:
        found.append("actors are not in order of first mention")
    names = [mention.name for mention in sentence.actors]
    if len(set(names)) < len(names):
        found.append("an actor is listed twice")
    start = 0
    for figure in sentence.figures:
        at = plain.find(figure.text, start)
        if at < 0:
            found.append(f"figure {figure.text!r} is not in the sentence (or not in this order)")
        start = max(at, start)
        if (figure.high is not None) != (figure.relation == ".."):
            found.append(f"figure {figure.text!r}: a range, and only a range, has two ends")
        if figure.place and figure.place not in plain:
            found.append(f"figure's place {figure.place!r} is not in the sentence")
    for time in [sentence.time, *(figure.time for figure in sentence.figures)]:
        if time and not TIME.fullmatch(time):
            found.append(f"time {time!r} is no ISO 8601 date or interval")
    return found


def _check_notes(source: Source, name: str) -> None:
    author_year = source.meta["notes"] == "author-year"
    cited: list[str] = []
    for sentence in source.sentences:
        for key in sentence.cites:
            if key not in source.notes:
                raise SourceError(f"{name}:{sentence.line}: no note [^{key}]")
        if author_year and CALLOUT.search(sentence.raw):
            raise SourceError(f"{name}:{sentence.line}: author-year: write it out, use cites:")
        cited += sentence.cites
    twice = {key for key in cited if cited.count(key) > 1}
    if source.meta["notes"].startswith("footnotes") and twice:
        raise SourceError(f"{name}: cited twice, which footnotes cannot be: {sorted(twice)}")
    unused = set(source.notes) - set(cited)
    if unused and source.meta["notes"] not in ("bracketed", "author-year"):
        raise SourceError(f"{name}: notes that nothing cites: {sorted(unused)}")
