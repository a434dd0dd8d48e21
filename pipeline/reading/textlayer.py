"""Characters -> pieces of print; and whether a text layer is worth believing.

A ``Piece`` is a run of characters of one size and one baseline without white space: what will
become a ``Word`` once its line is known, from which its rise is measured.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from pipeline.reading.glyphs import Glyph
from pipeline.schema import Box

SPACE = 0.15  # ems between two characters that are two words, where no space was printed
SPACE_WHERE_PRINTED = 0.18  # the same, in a line whose spaces are printed: this is tracking
BACK = 0.5  # ems that a character may stand back behind the one before (kerning, accents)
SHIFT = 0.09  # ems of a baseline's shift that make another word
RESIZE = 0.04  # share of a size's change that makes another word

LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
SOFT_HYPHEN = "\xad"
# PDFium's sign for a hyphen at a line's end is U+0002; U+FFFE is an older one's.
LINE_END_HYPHENS = {"\x02", "\ufffe"}
DROPPED = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f"}


@dataclass(slots=True)
class Piece:
    """A run of print of one size and baseline. Points from the top left of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    baseline: float
    spaced: bool = True  # white space was printed between it and the piece before
    bold: bool = False
    italic: bool = False
    confidence: float = 1.0
    index: int = 0  # its place in the order of drawing
    readings: tuple[tuple[str, float], ...] = ()  # what a raised sign on a scan may be

    @property
    def box(self) -> Box:
        """Its box, to a hundredth of a point."""
        return (round(self.x0, 2), round(self.top, 2), round(self.x1, 2), round(self.bottom, 2))


def clean(text: str) -> str:
    """Return a character as text: ligatures spelt out, line-end hyphens as ``-``."""
    if " " < text < "\x7f":
        return text
    if text in LIGATURES:
        return LIGATURES[text]
    if text in LINE_END_HYPHENS or text == SOFT_HYPHEN:
        return "-"
    if text in DROPPED or not (text.isprintable() or text.isspace()):
        return ""
    return text


def upright(
    glyphs: list[Glyph], width: float, height: float
) -> tuple[list[Glyph], float, float, int]:
    """Turn a page so that most of its text runs left to right; drop what still does not.

    Returns the upright glyphs, the turned page's width and height, and the clockwise degrees
    it was turned by. What runs another way (a stamp in the margin, an axis, a watermark) is
    no running text.
    """
    if all(glyph.angle == 0 for glyph in glyphs):
        return glyphs, width, height, 0
    votes: dict[int, int] = {}
    for glyph in glyphs:
        if not glyph.text.isspace():
            votes[glyph.angle] = votes.get(glyph.angle, 0) + 1
    votes.pop(-1, None)
    main = max(votes, key=lambda angle: votes[angle], default=0)
    kept = [glyph for glyph in glyphs if glyph.angle == main]
    if main == 0:
        return kept, width, height, 0
    turned = [_turn(glyph, width, height) for glyph in kept]
    if main == 180:
        return turned, width, height, 180
    return turned, height, width, 360 - main


def turn_box(box: Box, angle: int, width: float, height: float) -> Box:
    """Return ``box`` on the page turned so that text at ``angle`` runs left to right."""
    x0, top, x1, bottom = box
    if angle == 90:
        return top, width - x1, bottom, width - x0
    if angle == 180:
        return width - x1, height - bottom, width - x0, height - top
    if angle == 270:
        return height - bottom, x0, height - top, x1
    return box


def _turn(glyph: Glyph, width: float, height: float) -> Glyph:
    box = turn_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), glyph.angle, width, height)
    baseline = {90: width - glyph.baseline, 180: height - glyph.baseline, 270: glyph.baseline}
    return glyph._replace(
        x0=box[0],
        top=box[1],
        x1=box[2],
        bottom=box[3],
        baseline=baseline[glyph.angle],
        angle=0,
    )


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Return the pieces of upright glyphs, in the order the file draws them.

    A piece ends at white space, where the size or the baseline changes, and where the next
    character does not follow on. A character drawn twice (for false bold) counts once.
    """
    done: list[Piece] = []
    run: list[Glyph] = []
    spaced = True
    printed = False  # this stretch of text prints its spaces

    for glyph in glyphs:
        text = clean(glyph.text)
        if not text or glyph.size <= 0.5:
            continue
        if text.isspace():
            if run:
                done.append(_piece(run, spaced))
                run = []
            spaced = printed = True
            continue
        if run:
            last = run[-1]
            size = max(last.size, glyph.size)
            gap = glyph.x0 - last.x1
            if gap < 0 and _same_place(glyph, last, text):
                run[-1] = last._replace(bold=True)
                continue
            if (
                abs(glyph.baseline - last.baseline) > SHIFT * size
                or abs(glyph.size - last.size) > RESIZE * size
            ):
                done.append(_piece(run, spaced))
                spaced = not -BACK * size < gap < SPACE * size
                run = []
            elif gap > (SPACE_WHERE_PRINTED if printed else SPACE) * size or gap < -BACK * size:
                done.append(_piece(run, spaced))
                spaced = True
                run = []
        run.append(glyph if text == glyph.text else glyph._replace(text=text))
    if run:
        done.append(_piece(run, spaced))
    done = _once(done)
    for index, piece in enumerate(done):
        piece.index = index
    return done


def _same_place(glyph: Glyph, last: Glyph, text: str) -> bool:
    return (
        text == last.text
        and abs(glyph.x0 - last.x0) < 0.12 * glyph.size
        and abs(glyph.baseline - last.baseline) < 0.12 * glyph.size
    )


def _once(drawn: list[Piece]) -> list[Piece]:
    """Leave out pieces that are drawn again on the same place, for bold or for a shadow."""
    places: dict[str, list[Piece]] = {}
    kept: list[Piece] = []
    for piece in drawn:
        near = 0.12 * piece.size
        same = places.setdefault(piece.text, [])
        for other in same:
            if abs(other.x0 - piece.x0) < near and abs(other.baseline - piece.baseline) < near:
                other.bold = True
                break
        else:
            same.append(piece)
            kept.append(piece)
    return kept


def _piece(run: list[Glyph], spaced: bool) -> Piece:
    first = run[0]
    texts, x0s, tops, x1s, bottoms, _, _, _, bold, italic, _, _ = zip(*run, strict=True)
    return Piece(
        "".join(texts),
        min(x0s),
        min(tops),
        max(x1s),
        max(bottoms),
        first.size,
        first.baseline,
        spaced,
        sum(bold) * 2 > len(run),
        sum(italic) * 2 > len(run),
    )


# --- what a damaged file prints --------------------------------------------------------------


_OPERATOR = re.compile(r"\)\s?T[jJ](?![a-z])|(?<![A-Za-z])T[dDfcw](?![a-z])")
_SPILT = 5  # operators among the characters; a text about PDF names one or two
_STRING = 40  # characters before the first operator that are its string


def without_operators(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters ahead of those that a damaged content stream prints of itself.

    Where a stream breaks, its operators (``(th)Tj 34.240 Tc``) are drawn as text, and all that is
    drawn behind them is wreckage. ``glyphs`` are in the order of the stream.
    """
    text = "".join(glyph.text[:1] or " " for glyph in glyphs)
    found = [match.start() for match in islice(_OPERATOR.finditer(text), _SPILT)]
    if len(found) < _SPILT:
        return glyphs
    bracket = text.rfind("(", max(0, found[0] - _STRING), found[0])
    return glyphs[: bracket if bracket >= 0 else found[0]]


# --- is it worth believing? ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a text layer is to be used, and why not."""

    believed: bool
    reason: str = ""


MIN_LETTERS = 12  # fewer on a page that is a picture are a stamp, not its text
MIN_TOKENS = 60  # fewer say nothing about the words' quality
PLAUSIBLE = 0.95  # share of tokens of an OCR layer that must look like words
COMMON = 0.36  # share of its tokens that must be common words; English prose has 0.4 to 0.5
NO_WORDS = 0.03  # share of common words in what may be a font's codes, not text
NO_VOWELS = 0.2  # share of vowels in such letters; English has 0.38


def believe(
    glyphs: list[Glyph],
    image_share: float,
    *,
    english: bool = True,
    upright: list[Piece] | None = None,
) -> Verdict:
    """Judge a page's text layer.

    A wrong "no" costs the time of an OCR; a wrong "yes" costs the page. So a hidden layer
    over a picture, which is an older OCR, is believed only if nearly all of it reads well.

    Args:
        glyphs: the page's characters.
        image_share: the share of the page that its largest picture covers.
        english: the report is in English, so that its common words are known.
        upright: the pieces of those that run left to right, if they are known already.
    """
    marks = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not marks:
        return Verdict(image_share == 0.0, "no text")
    lost = sum(1 for glyph in marks if not glyph.mapped or unreadable(glyph.text))
    if lost > 0.2 * len(marks):
        return Verdict(False, "the fonts do not say which characters they draw")
    if upright is None:
        upright = pieces(glyph for glyph in glyphs if glyph.angle == 0)
    tokens = [piece.text for piece in upright]
    plausible, common = word_share(tokens), common_share(tokens)
    if (
        english
        and len(tokens) >= MIN_TOKENS
        and common < NO_WORDS
        and vowel_share("".join(tokens)) < NO_VOWELS
    ):
        return Verdict(False, "hardly a word among the characters")
    if image_share > 0.5:
        if len(marks) < MIN_LETTERS:
            return Verdict(False, "a picture with hardly any text")
        hidden = sum(1 for glyph in marks if glyph.hidden)
        if hidden > 0.5 * len(marks) and (
            len(tokens) < MIN_TOKENS or plausible < PLAUSIBLE or (english and common < COMMON)
        ):
            return Verdict(False, "an old OCR layer with too few real words")
    return Verdict(True)


def unreadable(text: str) -> bool:
    """Say whether a character is one that a font without a map gives."""
    code = ord(text[0])
    return code < 32 or code == 0xFFFD or 0xE000 <= code < 0xF900 or 0x7F <= code < 0xA0


def word_share(tokens: list[str]) -> float:
    """Return the share of the tokens that look like words or numbers, 0 to 1."""
    return sum(map(_plausible, tokens)) / len(tokens) if tokens else 0.0


def common_share(tokens: list[str]) -> float:
    """Return the share of the tokens that are common English words, 0 to 1."""
    words = _common_words()
    hits = sum(1 for token in tokens if token.strip('.,;:()"“”').lower() in words)
    return hits / len(tokens) if tokens else 0.0


def vowel_share(text: str) -> float:
    """Return the share of a, e, i, o and u among the letters; 1 where there are few letters."""
    letters = [ch for ch in text.lower() if ch.isalpha()]
    return sum(ch in "aeiou" for ch in letters) / len(letters) if len(letters) > 100 else 1.0


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    rows = Path(__file__).with_name("common_words.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(row.split("\t")[0] for row in rows if not row.startswith("#"))


def _plausible(token: str) -> bool:
    core = token.strip(".,;:!?()[]\"'“”‘’-–—")
    if not core:
        return False
    letters = sum(ch.isalpha() for ch in core)
    digits = sum(ch.isdigit() for ch in core)
    if digits and letters == 0:
        return True
    if letters < len(core) * 0.8:
        return False
    return core[1:] == core[1:].lower() or core == core.upper()
