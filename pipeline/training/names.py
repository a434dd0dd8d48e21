"""Corpora of names -> sentences with the labels PERSON, ORG, LOC and NORP.

``LABELS`` is the mapping, one table for all corpora. A label that maps to None is unknown:
its tokens are masked in training, neither a name nor outside one. Everywhere the determiner
and the title in front of a name are left out of it.
"""

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

from pipeline.training.shape import OUTSIDE, UNKNOWN, Passage, Sentence, Token, name_spans
from pipeline.training.treebanks import packed

LABELS: dict[str, dict[str, str | None]] = {
    "uner": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "OTH": "NORP?", "O": None},
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "NORP?"},
    "crossner": {
        "politician": "PERSON", "person": "PERSON", "organisation": "ORG",
        "politicalparty": "ORG", "country": "LOC", "location": "LOC", "election": None,
        "event": None, "misc": "NORP?",
    },
    "re_docred": {
        "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "NORP?", "TIME": OUTSIDE,
        "NUM": OUTSIDE,
    },
    "multiner": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "NORP?"},
    "re3d": {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"},
    "gmb": {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "NORP?", "art": None,
            "eve": None, "nat": None, "tim": OUTSIDE},
}  # fmt: skip
NAME_LABELS = ("LOC", "NORP", "ORG", "PERSON")

# A label marked "?" above holds more than peoples: these endings and words tell them.
_PEOPLE = re.compile(
    r"(?:[A-Z]\w+(?:ese|ians?|eans?|anis?|ish|Arabs?|awis?|ists?|ites?)"
    r"|Americans?|Germans?|Russians?|Africans?|Mexicans?|Moroccans?|Cubans?|Koreans?|Romans?"
    r"|Afghans?|Pakistanis?|Iraqis?|Israelis?|Saudis?|Qataris?|Kuwaitis?|Emiratis?|Yemenis?"
    r"|Somalis?|Bengalis?|Bangladeshis?|Nepalis?|Azerbaijanis?|Omanis?|Bahrainis?|Punjabis?"
    r"|French|Dutch|Greeks?|Turks?|Kurds?|Swiss|Czechs?|Slovaks?|Poles?|Danes?|Swedes?|Finns?"
    r"|Serbs?|Croats?|Uzbeks?|Tajiks?|Turkmens?|Kazakhs?|Kyrgyz|Uighurs?|Uyghurs?|Tamils?|Thais?"
    r"|Lao|Hindus?|Muslims?|Moslems?|Islamic|Jews?|Jewish|Sikhs?|Shias?|Shiites?|Sunnis?|Sufis?"
    r"|Catholics?|Protestants?|Christians?|Orthodox|Buddhists?|Islamists?|Republicans?|Democrats?"
    r"|Hispanics?|Latinos?|Yazidis?|Alawites?|Druze|Hazaras?|Pashtuns?|Balochi?s?|Sinhala|"
    r"Sinhalese|Welsh|Irish|Scots?|Scottish|Czech|Croatian|Hindu)"
)
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "president",
        "prime",
        "minister",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "general",
        "gen.",
        "gen",
        "colonel",
        "col.",
        "major",
        "maj.",
        "captain",
        "capt.",
        "lieutenant",
        "lt.",
        "sergeant",
        "sgt.",
        "senator",
        "sen.",
        "congressman",
        "rep.",
        "governor",
        "gov.",
        "secretary",
        "ambassador",
        "chairman",
        "professor",
        "prof.",
        "judge",
        "justice",
        "sheikh",
        "shaykh",
        "imam",
        "ayatollah",
        "mullah",
        "chancellor",
        "vice",
        "foreign",
        "defense",
        "defence",
        "mayor",
        "rev.",
        "reverend",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "st.",
        "deputy",
        "former",
        "chief",
        "premier",
        "admiral",
        "adm.",
        "brigadier",
    }
)
_KEPT_TITLES = frozenset({"sheikh", "shaykh", "imam", "ayatollah", "mullah", "st.", "king", "queen",
                          "prince", "princess", "pope", "sir", "lord", "lady"})  # fmt: skip
_PRONOUNS = frozenset(
    {
        "i",
        "we",
        "he",
        "she",
        "they",
        "you",
        "it",
        "us",
        "them",
        "him",
        "her",
        "our",
        "their",
        "his",
        "my",
        "who",
    }
)
_DETERMINERS = frozenset({"the", "a", "an", "this", "that"})


def tidied(sentence: Sentence, corpus: str) -> Sentence:
    """Return ``sentence`` with the corpus's labels made ours; determiners and titles dropped."""
    for start, end, label in name_spans([token.name for token in sentence]):
        words = [token.text for token in sentence[start:end]]
        ours = _label(corpus, label, words)
        skip = 0
        if ours in NAME_LABELS:
            while skip < len(words) - 1 and _not_of_the_name(words[skip], ours):
                skip += 1
        for i in range(start, end):
            if i < start + skip:
                sentence[i].name = OUTSIDE
            elif ours is UNKNOWN or ours == OUTSIDE:
                sentence[i].name = ours
            else:
                sentence[i].name = f"{'B' if i == start + skip else 'I'}-{ours}"
    return sentence


def _label(corpus: str, label: str, words: list[str]) -> str | None:
    """Return our label for ``words`` that the corpus calls ``label``."""
    ours = LABELS[corpus].get(label, UNKNOWN)
    people = len(words) == 1 and _PEOPLE.fullmatch(words[0]) is not None
    if corpus == "re_docred" and people and label != "PER":
        return "NORP"  # there peoples are places, and religions organisations
    if ours == "NORP?":
        return "NORP" if people else "LOC" if label == "gpe" else UNKNOWN
    if corpus == "re3d" and ours in NAME_LABELS:
        if len(words) == 1 and words[0].lower() in _PRONOUNS:
            return OUTSIDE
        if not any(word[:1].isupper() for word in words):
            return UNKNOWN  # "the city": a mention, no name
        if ours == "PERSON" and all(word.lower() in _TITLES for word in words):
            return UNKNOWN
    return ours


def _not_of_the_name(word: str, label: str) -> bool:
    low = word.lower()
    if low in _DETERMINERS:
        return True
    return label == "PERSON" and low in _TITLES - _KEPT_TITLES


# --- the readers: each yields passages in the order of the corpus ---------------------------


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
    tags: list[str | None] = [OUTSIDE] * len(doc)
    wanted = [e for e in entities if e["type"] in LABELS["re3d"]]
    # Doubtful ones first, then from the shortest: a longer name writes over what it holds.
    wanted.sort(key=lambda e: (float(e["confidence"]) >= floor, e["end"] - e["begin"]))
    for entity in wanted:
        start, end, label = entity["begin"], entity["end"], entity["type"]
        span = doc.char_span(start, end)
        if span is not None and float(entity["confidence"]) >= floor:
            tags[span.start : span.end] = [f"B-{label}"] + [f"I-{label}"] * (len(span) - 1)
        else:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                tags[span.start : span.end] = [UNKNOWN] * len(span)
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
