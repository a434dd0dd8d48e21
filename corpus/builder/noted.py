"""A seed -> a PDF full of raised callouts, whose notes and numbering are known.

Sentences of our own corpus, drawn by lot; notes that name works made up from word lists; type,
columns, where signs stand, how they count (through, by page, in a list at the end, from a high
number on) are drawn by lot as well. Ordinals, powers, trade marks and quotations stand between
them, for they are what callouts are taken for. Typst breaks the lines.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import typst

from builder.typeset import FONTS, string

FACES = (
    "Liberation Serif", "Liberation Sans", "Nimbus Roman", "Nimbus Sans", "P052", "C059",
    "Libertinus Serif", "New Computer Modern", "URW Bookman",
)  # fmt: skip
NAMES = ("Abel", "Odum", "Ilo", "Marek", "Tanaka", "Okafor", "Silva", "Haddad", "Berg", "Nkemba")
WORKS = (
    "Ministry of Water, Annual Report", "Bureau of Statistics, Household Survey",
    "Central Bank, Monthly Bulletin", "Court of Audit, Special Report", "Office of the Ombudsman",
    "Port Authority, Traffic in Figures", "Health Inspectorate, Findings", "Election Commission",
)  # fmt: skip
ASIDES = (
    "the 7#super[th] division", "an area of 40 km#super[2]", "a “third way”",
    "the firms’ own figures", "Solara® panels", "the Delta™ scheme", "the 1990s’ reforms",
    "some 10#super[6] tonnes", "the ‘old guard’", "the 21#super[st] century",
)  # fmt: skip


@dataclass(frozen=True)
class Design:
    """How a document looks. Lengths are in points, or in ems where the name says so."""

    face: str
    size: float
    columns: int
    raised: float  # ems of a sign's type
    lift: float  # ems that its baseline is raised
    numbering: str  # through, page, end
    first: int
    every: float  # share of the sentences with a sign
    inside: float  # share of the signs that stand inside a sentence
    ink: str  # of the signs: links of web pages are blue
    listed: float  # share of the paragraphs that are items of a list


def design(lot: random.Random) -> Design:
    """Draw a design."""
    numbering = lot.choice(("through", "through", "page", "end"))
    first = 1 if numbering == "page" else lot.choice((1, 1, 1, 8, 47, 96, 188, 1043))
    return Design(
        lot.choice(FACES),
        lot.choice((8.5, 9.5, 10, 10.5, 11, 12)),
        lot.choice((1, 1, 2, 3)),
        lot.choice((0.55, 0.6, 0.65, 0.7)),
        lot.choice((0.3, 0.36, 0.42, 0.5)),
        numbering,
        first,
        lot.choice((0.25, 0.5, 0.8)),
        lot.choice((0.0, 0.15, 0.35)),
        lot.choice(("black", "black", 'rgb("#1a5fb4")', "luma(100)")),
        lot.choice((0.0, 0.0, 0.5)),
    )


def noted_pdf(seed: int, sentences: Sequence[str], *, signs: int = 30) -> bytes:
    """Return a PDF with about so many callouts, the same for the same seed."""
    lot = random.Random(seed)
    look = design(lot)
    notes: list[str] = []
    paragraphs: list[str] = []
    while len(notes) < signs:
        said: list[str] = []
        for _ in range(lot.randint(2, 6)):
            said.append(_sentence(lot, lot.choice(sentences), look, notes))
        item = "- " if lot.random() < look.listed else ""
        paragraphs.append(item + " ".join(said))
    body = "\n\n".join(paragraphs)
    listed = ""
    if look.numbering == "end":
        rows = "\n\n".join(f"{look.first + i}. {_escaped(note)}" for i, note in enumerate(notes))
        listed = f'\n\n#text(size: 1.2em, weight: "bold")[Notes]\n\n#set text(size: 0.85em)\n{rows}'
    settings = f"""
#set document(date: datetime(year: 2024, month: 1, day: 1))
#set page(width: 595pt, height: 842pt, margin: 72pt, columns: {look.columns}
  {", header: counter(footnote).update(0)" if look.numbering == "page" else ""})
#set text(font: {string(look.face)}, size: {look.size}pt, lang: "en")
#set par(justify: true)
#set super(typographic: false, size: {look.raised}em, baseline: -{look.lift}em)
#show super: set text(fill: {look.ink})
#counter(footnote).update({look.first - 1})
"""
    markup = (settings + body + listed).encode()
    fonts = [str(path) for path in FONTS]
    pdf: bytes = typst.compile(markup, format="pdf", font_paths=fonts, ignore_system_fonts=True)
    return pdf


def _sentence(lot: random.Random, text: str, look: Design, notes: list[str]) -> str:
    """Return a sentence in Typst's markup, with its sign; its note goes to ``notes``."""
    words = [_escaped(word) for word in text.split()]
    if lot.random() < 0.25 and len(words) > 6:
        at = lot.randrange(2, len(words) - 2)
        words.insert(at, f"({lot.choice(ASIDES)})")
    if lot.random() < look.every:
        inside = [i for i, word in enumerate(words[2:-2], 2) if word.isalpha() and len(word) > 3]
        commas = [i for i, word in enumerate(words[:-2]) if word.endswith(",") and len(word) > 4]
        if lot.random() < look.inside and (inside or commas):
            at = lot.choice(commas or inside)
        else:
            at = len(words) - 1
        words[at] += _sign(lot, look, notes)
    return " ".join(words)


def _sign(lot: random.Random, look: Design, notes: list[str]) -> str:
    double = look.numbering != "page" and lot.random() < 0.06
    made = [_note(lot) for _ in range(2 if double else 1)]
    notes += made
    if look.numbering == "end":
        last = look.first + len(notes) - 1
        return f"#super[{last - 1},{last}]" if double else f"#super[{last}]"
    return "#super[,]".join(f"#footnote[{_escaped(note)}]" for note in made)


def _note(lot: random.Random) -> str:
    if lot.random() < 0.12:
        return lot.choice(("Ibid.", f"Ibid., p. {lot.randint(2, 90)}."))
    year, page = lot.randint(1994, 2023), lot.randint(2, 400)
    work = lot.choice(WORKS)
    if lot.random() < 0.4:
        name = f"{lot.choice('ABCDEGHJKLMNP')}. {lot.choice(NAMES)}"
        return f"{name}, {work.split(', ')[-1]} (Accra: Volta House, {year}), p. {page}."
    if lot.random() < 0.3:
        return f"{work} {year}, https://www.example.org/{year}/{lot.choice(NAMES).lower()}-{page}"
    return f"{work} {year}, p. {page}."


def _escaped(text: str) -> str:
    return "".join("\\" + ch if ch in "\\#$*_@<>`~[]=+-/" else ch for ch in text)
