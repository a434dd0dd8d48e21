"""The training folder -> what each part of the model is trained, chosen and measured on.

Splits are the corpora's own; of re3d every fifth document of a source (by the order of ids)
is test and every tenth dev, of Re-DocRED the dev file trains and the test file measures.
Passages keep sentences together that stood together, so that sentence ends are learnt.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from pipeline.train import labels, names, treebanks
from pipeline.train.shape import Passage, passages, retokenised
from pipeline.train.text import strings_of

PASSAGE = 120  # tokens; a paragraph or two
FOLDERS = (
    "ud_english_ewt",
    "ud_english_gum",
    "uner_english_ewt",
    "re3d",
    "crossner_politics",
    "re_docred",
    "wikigold",
    "multiner_en",
    "gmb",
    "factbook",
)
LONGEST_NOTE = 4000  # characters of one text of the Factbook that are used


@dataclass
class Corpora:
    """Passages by source; ``syntax`` and ``names`` train, the other dictionaries measure."""

    syntax: dict[str, list[Passage]] = field(default_factory=dict)
    names: dict[str, list[Passage]] = field(default_factory=dict)
    silver: list[Passage] = field(default_factory=list)
    syntax_dev: dict[str, list[Passage]] = field(default_factory=dict)
    syntax_test: dict[str, list[Passage]] = field(default_factory=dict)
    names_dev: dict[str, list[Passage]] = field(default_factory=dict)
    names_test: dict[str, list[Passage]] = field(default_factory=dict)


def load(folder: Path, nlp: Language) -> Corpora:
    """Read every corpus in ``folder`` (see SOURCES in the model's card) with ``nlp``'s tokens."""
    corpora = Corpora()
    ewt_folder, gum_folder = folder / "ud_english_ewt", folder / "ud_english_gum"
    for split in treebanks.SPLITS:
        ewt = treebanks.read_ewt(ewt_folder, split)
        tags = names.read_uner(folder / "uner_english_ewt", split)
        for document in ewt:
            names.add_uner(document.sentences, document.ids, tags)
        gum = treebanks.read_gum(gum_folder, split)
        for document in gum:
            for sentence in document.sentences:
                labels.tidied(sentence, "gum")
        whole = {
            "ewt": [_ours(d.sentences, nlp) for d in ewt],
            "gum": [_ours(d.sentences, nlp) for d in gum],
        }
        syntax, named = {
            "train": (corpora.syntax, corpora.names),
            "dev": (corpora.syntax_dev, corpora.names_dev),
            "test": (corpora.syntax_test, corpora.names_test),
        }[split]
        for key, documents in whole.items():
            train = split == "train"
            syntax[key] = _cut(documents) if train else documents
            # GUM's names are read off its mentions: good to learn from, not to measure by.
            if key == "ewt" or train:
                named["uner_ewt" if key == "ewt" else key] = _cut(documents)
    wikigold = [[s] for s in names.read_wikigold(folder / "wikigold")]
    _split_evenly(corpora, "wikigold", [_ours(p, nlp) for p in wikigold], block=20)
    for split, target in (
        ("train", corpora.names), ("dev", corpora.names), ("test", corpora.names_test)
    ):  # fmt: skip
        read = names.read_crossner(folder / "crossner_politics", split)
        target.setdefault("crossner", []).extend(_ours([s], nlp) for s in read)
    documents = [_ours(d, nlp) for d in names.read_re_docred(folder / "re_docred", "dev")]
    corpora.names["re_docred"] = _cut(documents[:450])
    corpora.names_dev["re_docred"] = _cut(documents[450:])
    documents = [_ours(d, nlp) for d in names.read_re_docred(folder / "re_docred", "test")]
    corpora.names_test["re_docred"] = _cut(documents)
    multiner = [[s] for s in names.read_multiner(folder / "multiner_en")]
    _split_evenly(corpora, "multiner", [_ours(p, nlp) for p in multiner], block=200)
    by_source: dict[str, list[Passage]] = {}
    for key, passage in names.read_re3d(folder / "re3d", nlp).items():
        by_source.setdefault(key.split("/")[0], []).append(passage)
    for of_source in by_source.values():
        for i, passage in enumerate(of_source):
            target = (
                corpora.names_test if i % 5 == 2 else
                corpora.names_dev if i % 10 == 5 else corpora.names
            )  # fmt: skip
            target.setdefault("re3d", []).extend(_cut([passage]))
    corpora.silver = [_ours([s], nlp) for s in names.read_gmb(folder / "gmb")]
    return corpora


def open_text(folder: Path, corpora: Corpora, nlp: Language) -> Iterator[str]:
    """Yield lines of tokens for the word vectors; no test document is among them."""
    for group in (corpora.syntax, corpora.names):
        for key, read in group.items():
            if group is corpora.names and key in {"uner_ewt", "gum"}:
                continue  # the treebanks again
            for passage in read:
                yield " ".join(t.text.lower() for s in passage for t in s)
    for passage in corpora.silver:
        yield " ".join(t.text.lower() for s in passage for t in s)
    for record in names.read_packed_json(folder / "factbook" / "factbook_json.tar.xz"):
        for note in strings_of(record):
            words = [t.lower_ for t in nlp.make_doc(note[:LONGEST_NOTE]) if not t.is_space]
            if len(words) >= 5:
                yield " ".join(words)


def _ours(sentences: Passage, nlp: Language) -> Passage:
    return [retokenised(s, nlp) for s in sentences if s]


def _cut(documents: list[Passage]) -> list[Passage]:
    return [p for d in documents for p in passages(d, longest=PASSAGE)]


def _split_evenly(corpora: Corpora, key: str, read: list[Passage], *, block: int) -> None:
    """Give blocks of neighbouring passages to test (every tenth), dev (every tenth), training."""
    for i, passage in enumerate(read):
        turn = i // block % 10
        target = (
            corpora.names_test if turn == 4 else corpora.names_dev if turn == 7 else corpora.names
        )
        target.setdefault(key, []).append(passage)
