"""Corpora of names -> passages, with the labels that ``labels`` makes of theirs."""

import csv
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Span
from spacy.util import filter_spans

from pipeline.train.labels import LABELS, PEOPLE, tidied
from pipeline.train.shape import OUTSIDE, UNKNOWN, Passage, Sentence, Token
from pipeline.train.treebanks import packed


def read_uner(folder: Path, split: str) -> dict[str, list[str]]:
    """Return the IOB tags of each sentence of EWT's ``split``, by sentence id."""
    text = next(v for k, v in packed(folder / "iob2.tar.xz").items() if f"-{split}." in k)
    tags: dict[str, list[str]] = {}
    sent_id = ""
    for line in text.split("\n"):
        if line.startswith("# sent_id = "):
            sent_id = line.removeprefix("# sent_id = ").strip()
            tags[sent_id] = []
        elif line and line[0].isdigit():
            tags[sent_id].append(line.split("\t")[2])
    return tags


def add_uner(sentences: Passage, ids: list[str], tags: dict[str, list[str]]) -> None:
    """Write UNER's names on EWT's sentences; where the words do not tally they stay unknown."""
    for sentence, sent_id in zip(sentences, ids, strict=True):
        found = tags.get(sent_id)
        if found is None or len(found) != len(sentence):
            continue
        for token, tag in zip(sentence, found, strict=True):
            token.name = tag
        tidied(sentence, "uner")


def read_wikigold(folder: Path) -> Passage:
    """Return Wikigold's sentences; its IO tags join names that touch, as published."""
    text = (folder / "wikigold.conll.txt").read_text(encoding="utf-8")
    return [tidied(s, "wikigold") for s in _columns(text) if s[0].text != "-DOCSTART-"]


def read_crossner(folder: Path, split: str) -> Passage:
    """Return the sentences of CrossNER's politics domain."""
    text = (folder / f"{split}.txt").read_text(encoding="utf-8")
    return [tidied(s, "crossner") for s in _columns(text)]


def read_multiner(folder: Path) -> Passage:
    """Return the sentences of Sri Lankan government reports."""
    text = next(iter(packed(folder / "Final_English.tar.xz").values()))
    return [tidied(s, "multiner") for s in _columns(text)]


def _columns(text: str) -> Iterator[Sentence]:
    for block in re.split(r"\n[ \t]*\r?\n", text):
        rows = [re.split(r"[\t ]", line.strip()) for line in block.split("\n") if line.strip()]
        words = [(row[0], row[-1]) for row in rows if len(row) >= 2]
        if words:
            yield spaced([Token(text=word, name=tag) for word, tag in words])


def read_re_docred(folder: Path, split: str) -> list[Passage]:
    """Return the documents of Re-DocRED's ``split`` (dev or test), each a passage."""
    files = packed(folder / "data.tar.xz")
    text = next(v for k, v in files.items() if k.endswith(f"{split}_revised.json"))
    documents = []
    for record in json.loads(text):
        sentences = [[Token(text=word, name=OUTSIDE) for word in s] for s in record["sents"]]
        for mention in (m for vertex in record["vertexSet"] for m in vertex):
            start, end = mention["pos"]
            for i in range(start, end):
                token = sentences[mention["sent_id"]][i]
                token.name = f"{'I' if i > start else 'B'}-{mention['type']}"
        kept = [[t for t in s if t.text.strip()] for s in sentences]
        documents.append([tidied(spaced(s), "re_docred") for s in kept if s])
    return documents


def read_re3d(folder: Path, nlp: Language, *, floor: float = 0.5) -> dict[str, Passage]:
    """Return re3d's documents, by source and id: our tokens, sentences cut at line ends and dots.

    Entities under the confidence ``floor`` are unknown. Of nested ones the longest counts.
    """
    documents: dict[str, Passage] = {}
    for source in sorted(p for p in folder.iterdir() if p.is_dir()):
        entities: dict[str, list[dict[str, Any]]] = {}
        for line in (source / "entities.json").read_text(encoding="utf-8").splitlines():
            if line.strip():
                record = json.loads(line)
                entities.setdefault(record["documentId"], []).append(record)
        for line in (source / "documents.json").read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            record = json.loads(line)
            documents[f"{source.name}/{record['_id']}"] = _re3d_document(
                nlp, record["text"], entities.get(record["_id"], []), floor
            )
    return documents


def _re3d_document(
    nlp: Language, text: str, entities: list[dict[str, Any]], floor: float
) -> Passage:
    doc = nlp.make_doc(text)
    tags: list[str | None] = [
        UNKNOWN if PEOPLE.fullmatch(token.text) else OUTSIDE for token in doc
    ]  # there "Syrian" counts as a name in some places only
    sure: list[Span] = []
    for entity in entities:
        if entity["type"] not in LABELS["re3d"]:
            continue
        start, end = entity["begin"], entity["end"]
        span = doc.char_span(start, end, label=entity["type"])
        if span is not None and float(entity["confidence"]) >= floor:
            sure.append(span)
        elif (wide := doc.char_span(start, end, alignment_mode="expand")) is not None:
            tags[wide.start : wide.end] = [UNKNOWN] * len(wide)
    for span in filter_spans([s for s in sure if not _describes(s, sure)]):
        tags[span.start : span.end] = [f"B-{span.label_}"] + [f"I-{span.label_}"] * (len(span) - 1)
        if span.label_ == "Location":  # "Woodbridge, Virginia" is two names
            for token in span[1:-1]:
                if token.text == ",":
                    tags[token.i : token.i + 2] = [OUTSIDE, f"B-{span.label_}"]
    sentence: Sentence = []
    passage: Passage = []
    for token, tag in zip(doc, tags, strict=True):
        if token.is_space:
            if sentence and "\n" in token.text:
                sentence[-1].space = "\n\n"
                passage.append(sentence)
                sentence = []
            continue
        sentence.append(Token(text=token.text, space=token.whitespace_, name=tag))
        if token.text in {".", "!", "?"} and token.whitespace_:
            passage.append(sentence)
            sentence = []
    if sentence:
        passage.append(sentence)
    return [tidied(s, "re3d") for s in passage]


def _describes(span: Span, others: list[Span]) -> bool:
    """Say whether ``span`` is a description with a name in it: "terrorists allied with ISIL"."""

    def is_name(words: Span) -> bool:
        return all(t.text[:1].isupper() or t.is_digit or t.lower_ in _JOINERS for t in words)

    return not is_name(span) and any(
        span.start <= o.start and o.end <= span.end and len(o) < len(span) and is_name(o)
        for o in others
    )


def read_gmb(folder: Path) -> Passage:
    """Return the sentences of the Groningen Meaning Bank with its silver names."""
    with zipfile.ZipFile(folder / "ner_dataset.csv.zip") as archive:
        text = archive.read("ner_dataset.csv").decode("cp1252")
    sentences: Passage = []
    for row in csv.reader(io.StringIO(text)):
        if len(row) < 4 or row[0] == "Sentence #":
            continue
        if row[0]:
            sentences.append([])
        word = row[1].strip()
        if word:
            sentences[-1].append(Token(text=word, name=row[3]))
    return [tidied(spaced(s), "gmb") for s in sentences if s]


# --- text that a corpus gives as tokens only -----------------------------------------------

_NO_SPACE_BEFORE = frozenset(
    {
        ",",
        ".",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "}",
        "%",
        "'s",
        "'S",
        "’s",
        "n't",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "'m",
        "...",
        "…",
    }
)
_JOINERS = frozenset({"of", "the", "and", "for", "in", "on", "al", "el", "-", "&", ",", "'s"})
_JOINTS = frozenset({"-", "–", "/"})
_NO_SPACE_AFTER = frozenset(["(", "[", "{", "$", "£", "€", "#"])


def spaced(sentence: Sentence) -> Sentence:
    """Return ``sentence`` with the white space that print would have had, quotes in pairs."""
    open_quote = False
    for i, token in enumerate(sentence):
        after = sentence[i + 1].text if i + 1 < len(sentence) else ""
        closing = after in {'"', "''"} and open_quote
        if token.text in {'"', "``", "''"}:
            token.text = '"'
            open_quote = not open_quote
            token.space = "" if open_quote else " "
        else:
            token.space = " "
        if after in _NO_SPACE_BEFORE or closing or token.text in _NO_SPACE_AFTER:
            token.space = ""
        if i and (after in _JOINTS or (token.text in _JOINTS and after[:1].isalnum())):
            token.space = ""
    return sentence


def read_packed_json(path: Path) -> Iterator[object]:
    """Yield the JSON documents in an archive, in the order of their names."""
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda m: m.name):
            file = archive.extractfile(member) if member.name.endswith(".json") else None
            if file is not None:
                yield json.load(file)
