"""CoNLL-U treebanks -> sentences, by split: EWT and GUM, from the per-document files.

Where a user finds them: github.com/UniversalDependencies, UD_English-EWT
(``not-to-release/sources``) and UD_English-GUM; GUM's splits in amir-zeldes/gum ``splits.md``.
"""

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.train.shape import OUTSIDE, UNKNOWN, Passage, Sentence, Token

PARAGRAPH = "\n\n"
SPLITS = ("train", "dev", "test")


@dataclass(frozen=True)
class TreebankDocument:
    """One document of a treebank; ``ids`` are the ids of its sentences."""

    id: str
    sentences: Passage
    ids: list[str]


def read_ewt(folder: Path, split: str) -> list[TreebankDocument]:
    """Return EWT's documents of ``split``, in the order of its list."""
    names = (folder / f"files.{split}").read_text(encoding="utf-8").split()
    texts = packed(folder / "sources.tar.xz")
    by_name = {name.removeprefix("sources/"): text for name, text in texts.items()}
    return [read_conllu(by_name[name]) for name in names]


def read_gum(folder: Path, split: str) -> list[TreebankDocument]:
    """Return GUM's documents of ``split``, in the order of its list, with names (see below)."""
    listed = (folder / "splits.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {split}\n(.*?)(?=^## |\Z)", listed, re.MULTILINE | re.DOTALL)
    names = re.findall(r"GUM_\w+", section.group(1)) if section else []
    texts = {Path(name).stem: text for name, text in packed(folder / "sources.tar.xz").items()}
    return [read_conllu(texts[name], entities=True) for name in names if name in texts]


def packed(path: Path) -> dict[str, str]:
    """Return the text of each file in the archive ``path``, by its name, sorted."""
    texts = {}
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                texts[member.name.removeprefix("./")] = file.read().decode("utf-8")
    return dict(sorted(texts.items()))


def read_conllu(text: str, *, entities: bool = False) -> TreebankDocument:
    """Return the document that ``text`` describes.

    A paragraph's end becomes an empty line. Words of a multiword token follow one another
    without white space where they spell it (``do`` ``n't``), else the token stays whole.
    """
    sentences: Passage = []
    ids: list[str] = []
    name = ""
    for comments, rows in _blocks(text):
        notes = dict(c.split(" = ", 1) for c in comments if " = " in c)
        name = notes.get("newdoc id", name)
        if sentences and any(c == "newpar" or c.startswith("newpar id") for c in comments):
            sentences[-1][-1].space = PARAGRAPH
        sentence = _sentence(rows)
        if entities:
            _names_of_gum(sentence, rows)
        sentences.append(sentence)
        ids.append(notes.get("sent_id", ""))
    if sentences:
        sentences[-1][-1].space = PARAGRAPH
    return TreebankDocument(id=name, sentences=sentences, ids=ids)


def _blocks(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    for block in re.split(r"\n\s*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        comments = [line[1:].strip() for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        if rows:
            yield comments, rows


def _sentence(rows: list[list[str]]) -> Sentence:
    sentence: Sentence = []
    spans = {}  # of multiword tokens: first id -> (last id, form, space)
    for row in rows:
        if "-" in row[0]:
            begin, end = row[0].split("-")
            spans[int(begin)] = (int(end), row[1], _space(row))
    words = {int(row[0]): row for row in rows if row[0].isdigit()}
    for row in words.values():
        head = int(row[6])
        sentence.append(
            Token(
                text=row[1],
                space=_space(row),
                tag=row[4],
                pos=row[3],
                morph="" if row[5] == "_" else row[5],
                lemma=row[1] if row[2] == "_" else row[2],
                head=int(row[0]) - 1 if head == 0 else head - 1,
                dep="ROOT" if head == 0 else row[7],
            )
        )
    for first, (last, form, space) in spans.items():
        parts = sentence[first - 1 : last]
        if "".join(part.text for part in parts) != form:
            _respell(parts, form)
        for part in parts[:-1]:
            part.space = ""
        parts[-1].space = space
    return sentence


def _respell(parts: Sentence, form: str) -> None:
    """Give the parts of a contraction letters that spell it: ``du`` is ``d`` and ``u``."""
    room = len(form) - len(parts) + 1  # each part keeps one letter at least
    at = 0
    for i, part in enumerate(parts):
        rest = len(parts) - i - 1
        size = len(form) - at if not rest else max(1, min(len(part.text), room))
        room -= size - 1
        part.text = form[at : at + size]
        at += size


def _space(row: list[str]) -> str:
    return "" if "SpaceAfter=No" in row[9] else " "


# --- names in GUM ------------------------------------------------------------------------

_GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
_INSIDE_A_NAME = {"ADP", "DET", "CCONJ", "PUNCT", "PART", "NUM"}


def _names_of_gum(sentence: Sentence, rows: list[list[str]]) -> None:
    """Write the names that GUM's mentions of people, organisations and places hold.

    A mention is a name if all its words are proper nouns and what joins them; the other
    capitalised words of the sentence stay unknown, the rest is outside.
    """
    for i, token in enumerate(sentence):
        proper = token.pos == "PROPN" or (i > 0 and token.text[:1].isupper())
        token.name = UNKNOWN if proper and token.pos not in {"PRON", "DET"} else OUTSIDE
    mentions = _mentions([row for row in rows if row[0].isdigit()])
    # Innermost first, so that a longer name that holds another one wins.
    for start, end, kind in sorted(mentions, key=lambda m: m[1] - m[0]):
        while start < end and sentence[start].pos in {"DET", "PUNCT"}:
            start += 1
        while end > start and sentence[end - 1].pos in {"PUNCT", "PART"}:
            end -= 1
        inside = sentence[start:end]
        if not inside or inside[0].pos != "PROPN" or inside[-1].pos not in {"PROPN", "NUM"}:
            continue
        if any(t.pos not in _INSIDE_A_NAME | {"PROPN"} for t in inside):
            continue
        if any(t.dep in {"appos", "conj"} or t.text == "," for t in inside[1:]):
            continue
        label = _GUM_LABELS.get(kind)
        for i, token in enumerate(inside):
            token.name = UNKNOWN if label is None else f"{'I' if i else 'B'}-{label}"


def _mentions(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """Return (start, end, entity type) of the mentions that open and close in one sentence."""
    found: list[tuple[int, int, str]] = []
    opened: list[tuple[str, int, str]] = []
    for i, row in enumerate(rows):
        note = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        if note is None:
            continue
        for opening, body, closing in re.findall(r"(\()?([^()]+)(\))?", note.group(1)):
            fields = body.split("-")
            if opening:
                opened.append((fields[0], i, fields[1] if len(fields) > 1 else ""))
            if closing:
                for j in range(len(opened) - 1, -1, -1):
                    if opened[j][0] == fields[0]:
                        _, start, kind = opened.pop(j)
                        found.append((start, i + 1, kind))
                        break
    return found
