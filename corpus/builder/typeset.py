"""Source -> Typst -> PDF, and what only the layout knows: labels of citations, pages.

Typst writes the same bytes for the same source: its date is the report's own. Fonts come
with Typst (Libertinus Serif, New Computer Modern) or from Debian's ``fonts-urw-base35`` and
``fonts-liberation``; nothing else of the system is looked at.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import typst

from builder.source import (
    CALLOUT,
    STYLED,
    Block,
    Sentence,
    Source,
    Table,
    keys_in,
    unstyled,
)

CORPUS = Path(__file__).resolve().parent.parent
FONTS = [
    Path("/usr/share/fonts/opentype/urw-base35"),
    Path("/usr/share/fonts/truetype/liberation"),
]
STYLE: dict[str, Any] = {
    "masthead": "plain",  # brief, bulletin, letter, cover, centred, plain
    "heads": "plain",  # numbered, side, upper, quiet, plain
    "running": "alternate",  # alternate, both, foot, none
    "paper": "a4",
    "columns": 1,
    "font": "Libertinus Serif",
    "headfont": "Nimbus Sans",
    "headsize": 14.0,  # points
    "size": 10.5,  # points
    "margin": [72, 72, 72, 72],  # top, bottom, left, right, in points
    "gutter": 20,
    "sidewidth": 110,
    "leading": 0.62,
    "indent": 0,  # of a paragraph's first line, in em; 0: paragraphs apart instead
    "numbered": False,  # paragraphs, as in documents of the United Nations
    "superiors": False,  # endnotes: callouts in the font's superior figures (Libertinus has them)
    "justify": True,
    "hyphenate": True,
    "accent": "#1f3a5f",
    "region": "GB",
    "notes_title": "",
}


@dataclass(frozen=True)
class Typeset:
    """A finished PDF, with the page of each sentence and the labels of its citations."""

    pdf: bytes
    page_count: int
    pages: list[int]  # of each of source.sentences
    printed: list[str]  # each sentence as the gold has it
    labels: list[list[str]]
    references: list[list[str]]  # the keys that the labels lead to


def typeset(source: Source) -> Typeset:
    """Typeset ``source``."""
    numbers = _numbers(source)
    writer = _Writer(source, numbers)
    markup = writer.document().encode()
    known: dict[str, Any] = {"root": str(CORPUS), "font_paths": FONTS, "ignore_system_fonts": True}
    places = json.loads(typst.query(markup, "<positions>", field="value", one=True, **known))
    date = datetime.fromisoformat(source.meta["date"]).replace(tzinfo=UTC)
    pdf, warnings = typst.compile_with_warnings(
        markup, format="pdf", timestamp=int(date.timestamp()), pdf_tags=False, **known
    )
    if warnings:
        raise ValueError(f"{source.name}: {warnings[0].message}")
    assert isinstance(pdf, bytes)
    pages = {place["sentence"]: place["page"] for place in places if "sentence" in place}
    if source.meta["notes"] == "footnotes-by-page":
        numbers = {}
        of_page: dict[int, int] = {}
        for place in places:
            if "note" in place:
                of_page[place["page"]] = of_page.get(place["page"], 0) + 1
                numbers[place["note"]] = str(of_page[place["page"]])
    sentences = source.sentences
    cited = [_in_order(sentence, numbers) for sentence in sentences]
    return Typeset(
        pdf=pdf,
        page_count=len(pdfium.PdfDocument(pdf)),
        pages=[pages[i] for i in range(len(sentences))],
        printed=[_printed(sentence, source, numbers) for sentence in sentences],
        labels=[[numbers[key] for key in keys] for keys in cited],
        references=cited,
    )


def _numbers(source: Source) -> dict[str, str]:
    """Return the label of each note: its number, or in author-year style its key itself."""
    style = source.meta["notes"]
    if style == "author-year":
        return {key: key for key in source.notes}
    order = list(dict.fromkeys(key for s in source.sentences for key in s.cites))
    if style == "bracketed":
        if source.meta.get("alphabetical"):
            order = sorted(source.notes, key=lambda key: unstyled(source.notes[key]).casefold())
        else:
            order += [key for key in source.notes if key not in order]
    return {key: str(i) for i, key in enumerate(order, 1)}


def _in_order(sentence: Sentence, numbers: dict[str, str]) -> list[str]:
    """Return the keys that a sentence cites as they are printed: each callout's ascending."""
    found = CALLOUT.findall(sentence.raw)
    if not found:
        return list(sentence.cites)
    return [key for group in found for key in sorted(keys_in(group), key=lambda k: int(numbers[k]))]


def _group(labels: list[str]) -> str:
    """Return ``3, 4`` or, from three in a row on, ``3–5``."""
    labels = sorted(labels, key=int)
    values = [int(label) for label in labels]
    if len(values) > 2 and values == list(range(values[0], values[0] + len(values))):
        return f"{values[0]}–{values[-1]}"
    return ", ".join(labels)


def _printed(sentence: Sentence, source: Source, numbers: dict[str, str]) -> str:
    """Return the sentence as gold has it: bracketed markers in, raised ones out."""
    if source.meta["notes"] != "bracketed":
        return sentence.plain
    text = CALLOUT.sub(lambda m: f"[{_group([numbers[k] for k in keys_in(m[1])])}]", sentence.raw)
    return unstyled(text)


class _Writer:
    """Writes a source as Typst markup; ``n`` counts the sentences written."""

    def __init__(self, source: Source, numbers: dict[str, str]) -> None:
        self.source, self.numbers, self.n, self.paragraphs = source, numbers, 0, 0
        self.style = STYLE | source.meta.get("layout", {}) | {"notes": source.meta["notes"]}
        unknown = set(source.meta.get("layout", {})) - set(STYLE)
        if unknown:
            raise ValueError(f"{source.name}: unknown in [layout]: {sorted(unknown)}")

    def document(self) -> str:
        meta = {k: v for k, v in self.source.meta.items() if isinstance(v, str | list | int)}
        meta.setdefault("running", meta["title"])
        meta.setdefault("number", "")
        parts = [
            '#import "/layouts/report.typ": *',
            f"#let meta = json(bytes({string(json.dumps(meta, ensure_ascii=False))}))",
            f"#let style = json(bytes({string(json.dumps(self.style))}))",
            "#show: report.with(meta, style)",
        ]
        parts += [self.block(block) for block in self.source.blocks]
        parts.append(self.notes())
        return "\n\n".join(parts)

    def block(self, block: Block) -> str:
        words = self.inline(block.text)
        if block.kind == "heading":
            return f"#heading(level: {block.level}, [{words}])"
        if block.kind == "paragraph":
            return self.paragraph_number() + self.run(block.items[0])
        if block.kind in ("bullets", "numbers"):
            call = "list" if block.kind == "bullets" else "enum"
            items = "".join(f"[{self.run(item)}]" for item in block.items)
            return f"#{call}{items}"
        if block.kind == "quote":
            return f"#quotation[{self.run(block.items[0])}]"
        if block.kind == "table":
            assert block.table
            return self.table(block.table)
        if block.kind == "chart":
            bars = ", ".join(f"([{self.inline(label)}], {value:g})" for label, value in block.bars)
            return f"#chart(style, [{words}], ({bars},))"
        return {
            "pull": f"#pull(style, [{words}])",
            "plain": f"#plain[{words.replace(' / ', ' ')}]",
            "box": f"#boxed(style, [{words}])[",
            "landscape": "#page(flipped: true, columns: 1)[",
            "end": "]",
            "contents": f"#outline(title: [{words or 'Contents'}], depth: 2)#pagebreak()",
            "pagebreak": "#pagebreak()",
        }[block.kind]

    def paragraph_number(self) -> str:
        self.paragraphs += 1
        return f"#box(width: 2.6em)[{self.paragraphs}.]" if self.style["numbered"] else ""

    def run(self, sentences: list[Sentence]) -> str:
        return '#" "'.join(self.sentence(sentence) for sentence in sentences)

    def sentence(self, sentence: Sentence) -> str:
        self.n += 1
        # The mark stands behind the first word: before it, it might stay on the page before.
        word, space, rest = sentence.raw.partition(" ")
        if set(word) & set("_*["):
            word, space, rest = "", "", sentence.raw
        return self.inline(word) + f"#s({self.n - 1})" + self.inline(space + rest)

    def inline(self, raw: str) -> str:
        """Return styled words with their callouts as markup."""
        out, at = [], 0
        for callout in CALLOUT.finditer(raw):
            out.append(_styled(raw[at : callout.start()]))
            out.append(self.callout(keys_in(callout[1])))
            at = callout.end()
        return "".join(out) + _styled(raw[at:])

    def callout(self, keys: list[str]) -> str:
        if self.source.meta["notes"].startswith("footnotes"):
            notes = [
                f"#mark((note: {string(key)}))#footnote[{_styled(self.source.notes[key])}]"
                for key in keys
            ]
            return '#raised[#","]'.join(notes)
        group = _group([self.numbers[key] for key in keys])
        if self.source.meta["notes"] == "bracketed":
            return f"#{string(f'[{group}]')}"
        call = "superior" if self.style["superiors"] else "raised"
        return f"#{call}[#{string(group.replace(', ', ','))}]"

    def table(self, table: Table) -> str:
        columns = sum(span for _, span in table.heads[-1])
        widths = table.widths or [2.2] + [1.0] * (columns - 1)
        heads = "".join(
            "(" + "".join(f"([{self.inline(t)}], {span})," for t, span in row) + "),"
            for row in table.heads
        )
        rows = ""
        for i, row in enumerate(table.rows):
            cells = ""
            for j, cell in enumerate(row):
                gold = table.cells.get((i, j))
                cells += f"[{self.sentence(gold) if gold else self.inline(cell)}],"
            rows += f"({cells}),"
        notes = "".join(f"[{self.inline(note)}]," for note in table.notes)
        sizes = "".join(f"{width}fr," for width in widths)
        caption = self.inline(table.caption)
        return f"#data-table(style, [{caption}], ({sizes}), ({heads}), ({rows}), ({notes}))"

    def notes(self) -> str:
        kind, notes = self.source.meta["notes"], self.source.notes
        if kind.startswith("footnotes"):
            return ""
        titles = {"endnotes": "Notes", "bracketed": "References", "author-year": "Bibliography"}
        title = self.style["notes_title"] or titles[kind]
        if kind == "author-year":
            keys = sorted(notes, key=lambda key: unstyled(notes[key]).casefold())
        else:
            keys = sorted(self.numbers, key=lambda key: int(self.numbers[key]))
        entries = ""
        for key in keys:
            label = {
                "endnotes": f"#raised[{self.numbers[key]}] ",
                "bracketed": f'#"[{self.numbers[key]}] "',
                "author-year": "",
            }[kind]
            entries += f"[{label}{_styled(notes[key])}],"
        hanging = ", hanging: true" if kind == "author-year" else ""
        return f"#notes-list(style, [{title}], ({entries}){hanging})"


def _styled(text: str) -> str:
    """Return the words as markup, bold and italic ones so."""
    out, at = [], 0
    for found in STYLED.finditer(text):
        out.append(_shown(text[at : found.start()]))
        call = "strong" if found[1] else "emph"
        out.append(f"#{call}[{_shown(found[1] or found[2])}]")
        at = found.end()
    return "".join(out) + _shown(text[at:])


def _shown(text: str) -> str:
    return f"#{string(text)}" if text else ""


def string(text: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'
