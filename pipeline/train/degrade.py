"""Noise like an OCR's, put on annotated sentences: the annotation moves with the words.

What it does, each with its own chance: capitals lost or a line in capitals, a space lost
between two words, a word broken at a hyphen, letters taken for others, punctuation changed or
lost, stray marks between words. Everything is drawn from the ``Random`` given, so the same
seed gives the same noise.
"""

from dataclasses import dataclass, replace
from random import Random

from pipeline.train.shape import OUTSIDE, UNKNOWN, Sentence, Token, joined


@dataclass(frozen=True)
class Noise:
    """How often, by kind; chances a word, but ``capitals`` and ``lower`` a sentence."""

    capitals: float = 0.04
    lower: float = 0.03
    glued: float = 0.012
    broken: float = 0.008
    misread: float = 0.02
    punctuation: float = 0.06  # a sign of punctuation
    stray: float = 0.008
    marker: float = 0.03  # a footnote's sign behind a stop or comma


_LOOKALIKES = (
    ("rn", "m"), ("m", "rn"), ("l", "1"), ("l", "I"), ("I", "l"), ("i", "l"), ("O", "0"),
    ("o", "0"), ("e", "c"), ("c", "e"), ("h", "b"), ("li", "h"), ("cl", "d"), ("t", "f"),
    ("f", "t"), ("S", "5"), ("B", "8"), ("vv", "w"), ("w", "vv"), ("a", "o"), ("u", "n"),
    ("n", "u"), ("fi", "f"), ("ti", "ü"), ("g", "q"),
)  # fmt: skip
_SIGNS = {
    ",": [".", ";", ""], ".": [",", "", ".."], ";": [",", ":"], ":": [";", "."],
    "(": ["[", "{", ""], ")": ["]", "}", ""], '"': ["“", "”", "''", ""], "“": ['"', "*", "‘‘"],
    "”": ['"', "’’", "*"], "'": ["’", "`"], "’": ["'", "`"], "-": ["–", "~", "—"],
}  # fmt: skip
_STRAYS = tuple("|~=*•_^'%\\»«©¢—°.{;")
_MARKERS = ("’", "?", "*", ">", "®", "”", "°", "'", '"', "!", "1", "2", "3", "12", "*", "†", "47")


def degraded(sentence: Sentence, random: Random, noise: Noise | None = None) -> Sentence:
    """Return a noisy copy of ``sentence``."""
    noise = noise or Noise()
    copy = [replace(token) for token in sentence]
    draw = random.random()
    if draw < noise.capitals:
        copy = [replace(token, text=token.text.upper()) for token in copy]
    elif draw < noise.capitals + noise.lower:
        copy = [replace(token, text=token.text.lower()) for token in copy]
    for token in copy:
        _misread(token, random, noise)
    copy = _glued(copy, random, noise)
    return _with_strays(copy, random, noise)


def _misread(token: Token, random: Random, noise: Noise) -> None:
    if token.text in _SIGNS:
        if random.random() < noise.punctuation:
            choice = random.choice(_SIGNS[token.text])
            token.text = choice or token.text  # a lost sign is done with the strays
    elif len(token.text) > 2 and random.random() < noise.misread:
        fitting = [pair for pair in _LOOKALIKES if pair[0] in token.text]
        if fitting:
            seen, read = random.choice(fitting)
            token.text = token.text.replace(seen, read, 1)


def _glued(sentence: Sentence, random: Random, noise: Noise) -> Sentence:
    """Lose the space between two words: one token then, unless just one of them is a name's."""
    groups = []
    i = 0
    while i + 1 < len(sentence):
        here, after = sentence[i], sentence[i + 1]
        words = here.text[-1:].isalpha() and after.text[:1].isalpha() and here.space == " "
        if words and random.random() < noise.glued and here.name == after.name == OUTSIDE:
            groups.append((i, i + 1))
            here.space = ""
            i += 1
        i += 1
    return joined(sentence, groups) if groups else sentence


def _with_strays(sentence: Sentence, random: Random, noise: Noise) -> Sentence:
    out: Sentence = []
    index = []  # where each old token's (last) part is now
    pending: list[tuple[int, int]] = []  # (place of an extra token, old index it hangs on)
    for i, token in enumerate(sentence):
        if random.random() < noise.stray and i:
            pending.append((len(out), i))
            space = " " if random.random() < 0.6 else ""
            out.append(_extra(random.choice(_STRAYS), space, sentence, i))
        if len(token.text) > 6 and token.text.isalpha() and random.random() < noise.broken:
            cut = random.randint(3, len(token.text) - 3)
            pending.append((len(out), i))
            front = _extra(f"{token.text[:cut]}-", " ", sentence, i)
            front.dep = "goeswith" if token.dep is not None else None
            front.name = token.name
            front.tag, front.pos = token.tag, token.pos
            name = token.name
            if name is not UNKNOWN and name.startswith("B-"):
                name = f"I-{name[2:]}"
            out.append(front)
            token = replace(token, text=token.text[cut:], name=name)
        index.append(len(out))
        out.append(token)
        if token.text in {".", ",", "”"} and random.random() < noise.marker:
            token.space, space = "", token.space
            pending.append((len(out), i))
            out.append(_extra(random.choice(_MARKERS), space or " ", sentence, i))
            out[-1].name = OUTSIDE if token.name is not UNKNOWN else UNKNOWN
    fresh = {place for place, _ in pending}
    for place, token in enumerate(out):
        if place not in fresh and token.head is not None:
            out[place] = replace(token, head=index[token.head])
    for place, old in pending:
        if sentence[old].head is not None:
            target = index[old]
            out[place].head = target
    if sentence and out[-1].space != sentence[-1].space:
        out[-1].space = sentence[-1].space
    return out


def _extra(text: str, space: str, sentence: Sentence, i: int) -> Token:
    """Return a token that print did not have, annotated as far as its neighbour is."""
    near = sentence[i]
    name = near.name
    if name is not UNKNOWN and name.startswith("B-"):
        name = OUTSIDE
    return Token(
        text=text,
        space=space,
        tag=None if near.tag is None else "SYM",
        pos=None if near.pos is None else "SYM",
        morph=None if near.morph is None else "",
        lemma=None if near.lemma is None else text,
        dep=None if near.dep is None else "punct",
        name=name,
    )
