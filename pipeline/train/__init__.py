"""A folder of corpora -> ``models/en_reports``: a spaCy pipeline trained from nothing.

    vectors     floret on the open text of the folder
    syntax      tok2vec -> sentence starts, tags, morphology, lemmas, dependencies
    names       a tok2vec of its own -> PERSON, ORG, LOC, NORP

Both parts look words up in the one table of vectors. One thread and one seed each, so the same
folder gives the same model. What the model knows and how well is in its ``MODEL.md``.
"""

import json
import logging
import os
import random
import re
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

from pipeline.errors import SettingsError
from pipeline.train import corpora as corpora_
from pipeline.train.components import SEED, Recipe, add_names, add_syntax, blank
from pipeline.train.degrade import degraded
from pipeline.train.fitting import fit
from pipeline.train.labels import NAME_LABELS
from pipeline.train.made import completed, made_sentences
from pipeline.train.scoring import score_names, score_syntax
from pipeline.train.shape import Passage
from pipeline.train.silver import agreed
from pipeline.train.swap import names_of, swapped
from pipeline.train.text import train_vectors

MODEL_NAME = "reports"
VERSION = "1.3.0"
SCORES_BEGIN, SCORES_END = "<!-- scores -->", "<!-- end of scores -->"  # in MODEL.md

# --- the two halves -------------------------------------------------------------------------

# How often a pass shows a corpus of names: the small ones nearest to our reports count more.
SHARES = {"re3d": 4, "crossner": 2, "wikigold": 2}
LAST_SHARES = {"re3d": 2}  # in the last pass, whose names are changed
# Where a corpus does not annotate a label at all, it is not asked for when measuring.
MEASURED = {"uner_ewt": ("PERSON", "ORG", "LOC")}


def train_syntax(
    corpora: corpora_.Corpora, vectors: Path | None, out: Path, recipe: Recipe
) -> Language:
    """Train the syntax, keep it in ``out`` (there is one after every third pass), return it."""
    nlp = blank(vectors, cluster_words=recipe.cluster_words)
    add_syntax(nlp, recipe)
    data = [passage for read in corpora.syntax.values() for passage in read]

    def score(nlp: Language) -> dict[str, float]:
        nlp.to_disk(out)
        return {
            f"{source}.{key}": value
            for source, documents in corpora.syntax_dev.items()
            for key, value in score_syntax(nlp, documents).summary().items()
        }

    for cycle, epochs in enumerate(recipe.syntax_epochs):
        fit(nlp, data, recipe, epochs=epochs, dropout=recipe.dropout, score=score, cycle=cycle)
    # A pass with sentences as reports write them, of which the treebanks hold few.
    made = made_sentences(data, number=recipe.made_sentences, seed=recipe.seed)
    fit(
        nlp, data + completed(made, data, nlp),
        replace(recipe, learn_rate=recipe.made_rate, later_rate=1.0),
        epochs=recipe.made_epochs, dropout=recipe.dropout, score=score, every=1, cycle=2,
    )  # fmt: skip
    nlp.to_disk(out)
    return nlp


def train_names(
    corpora: corpora_.Corpora, vectors: Path | None, out: Path, recipe: Recipe
) -> Language:
    """Train the name tagger, keep it in ``out``, return it."""
    nlp = blank(vectors, cluster_words=recipe.cluster_words)
    add_names(nlp, recipe)
    data = _shared_out(corpora.names, SHARES)

    def score(nlp: Language) -> dict[str, float]:
        nlp.to_disk(out)
        return names_scores(nlp, corpora.names_dev)

    for cycle, epochs in enumerate(recipe.names_epochs):
        if cycle == 1:
            data += agreed(nlp, corpora.silver, words=recipe.silver_words)
        fit(nlp, data, recipe, epochs=epochs, dropout=recipe.dropout, score=score, cycle=cycle)
    # A pass in which other names stand there, so that it is not names learnt by heart that count.
    gold = _shared_out(corpora.names, LAST_SHARES)
    known = names_of(gold)
    fit(
        nlp, gold, replace(recipe, learn_rate=recipe.last_rate),
        epochs=1, dropout=recipe.last_dropout, score=score, cycle=1,
        vary=lambda passage, chance: [
            swapped(s, known, chance, share=recipe.names_swapped) for s in passage
        ],
    )  # fmt: skip
    nlp.to_disk(out)
    return nlp


def _shared_out(sources: dict[str, list[Passage]], shares: dict[str, int]) -> list[Passage]:
    return [
        passage
        for source, read in sources.items()
        for passage in read
        for _ in range(shares.get(source, 1))
    ]


def names_scores(nlp: Language, sources: dict[str, list[Passage]]) -> dict[str, float]:
    """Return the scores of each source apart, flat: ``re3d.names:ORG``."""
    return {
        f"{source}.{key}": value
        for source, passages in sources.items()
        for key, value in score_names(nlp, passages, labels=MEASURED.get(source, NAME_LABELS))
        .summary()
        .items()
    }


# --- the whole ------------------------------------------------------------------------------


def assemble(syntax: Language, named: Language, out: Path, *, scores: dict[str, float]) -> None:
    """Write one pipeline of both halves to ``out``, loadable by spaCy where we are installed.

    The tokeniser's rules are in its file, so the config can name spaCy's own.
    """
    syntax.add_pipe("ner", source=named, name="ner")
    syntax.meta.update(
        name=MODEL_NAME,
        version=VERSION,
        description="Sentences, tags, morphology, lemmas, dependencies (UD) and names of reports",
        license="CC BY-SA 4.0",
        performance=scores,
    )
    syntax.to_disk(out)
    path = out / "config.cfg"
    config = load_config(path)
    config["nlp"]["tokenizer"] = {"@tokenizers": "spacy.Tokenizer.v1"}
    config.to_disk(path)
    _drop_unused_trees(syntax, out / "trainable_lemmatizer" / "trees")
    _drop_words_of_the_corpora(syntax, out / "vocab" / "strings.json")


def _drop_unused_trees(nlp: Language, path: Path) -> None:
    """Cut the edit trees that noise added behind the last one that is a label."""
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")  # to spaCy's types, any callable
    last = max(lemmatizer.labels)
    trees = srsly.msgpack_loads(path.read_bytes())["trees"]  # parts stand before the whole
    path.write_bytes(srsly.msgpack_dumps({"trees": trees[: last + 1]}))


def _drop_words_of_the_corpora(nlp: Language, path: Path) -> None:
    """Keep in the list of strings what the components name; text brings its own words."""
    needed = set(spacy.blank("en").vocab.strings)
    for pipe in nlp.pipe_names:
        for label in map(str, getattr(nlp.get_pipe(pipe), "labels", ())):
            needed |= {label, *re.split(r"[|=]", label), *label.split("|")}
    morphologizer: Any = nlp.get_pipe("morphologizer")
    needed |= set(morphologizer.cfg["labels_morph"].values())
    trees = srsly.msgpack_loads((path.parents[1] / "trainable_lemmatizer" / "trees").read_bytes())
    hashes = {value for tree in trees["trees"] for value in tree.values()}
    strings = json.loads(path.read_text(encoding="utf-8"))
    kept = [text for text in strings if text in needed or get_string_id(text) in hashes]
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def _work(half: str, data: Path, vectors: Path, out: Path, recipe: Recipe) -> None:
    """Train one half in a process of its own."""
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {half} %(message)s")
    logging.getLogger("spacy").setLevel(logging.WARNING)
    set_current_ops(NumpyOps(use_blis=False))  # the processor's own BLAS, a third of the time
    corpora = corpora_.load(data, blank())
    {"syntax": train_syntax, "names": train_names}[half](corpora, vectors, out, recipe)


def train_model(
    data: Path,
    out: Path,
    *,
    work: Path | None = None,
    recipe: Recipe | None = None,
    processes: int = 2,
) -> dict[str, float]:
    """Train the model from the corpora in ``data`` and write it to ``out``; return its scores.

    ``work`` keeps what lies between (vectors, the two halves, ``test.json``); without it a
    folder beside ``out`` is made and removed. The test parts are read once, at the end.

    Raises:
        SettingsError: a corpus that the recipe needs is not in ``data``.
    """
    recipe = recipe or Recipe()
    missing = [name for name in corpora_.FOLDERS if not (data / name).is_dir()]
    if missing:
        raise SettingsError(
            f"{data}: no folder {', '.join(missing)}. MODEL.md says where the corpora are found."
        )
    with ExitStack() as stack:
        if work is None:
            out.parent.mkdir(parents=True, exist_ok=True)
            work = Path(stack.enter_context(TemporaryDirectory(dir=out.parent)))
        one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        # numpy reads these when it is loaded, so the halves are trained in fresh processes.
        os.environ.update(one_thread)
        nlp = blank()
        corpora = corpora_.load(data, nlp)
        vectors = train_vectors(
            corpora_.open_text(data, corpora, nlp),
            work,
            dim=recipe.vector_dim,
            buckets=recipe.vector_rows,
            epochs=recipe.vector_epochs,
        )
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            halves = [
                pool.submit(_work, half, data, vectors, work / half, recipe)
                for half in ("syntax", "names")
            ]
            for half in halves:
                half.result()
        syntax, named = (spacy.load(work / half) for half in ("syntax", "names"))
        assemble(syntax, named, out, scores={})
        scores = final_scores(spacy.load(out), corpora, seed=recipe.seed)
        _write_performance(out, scores)
    return scores


def final_scores(nlp: Language, corpora: corpora_.Corpora, *, seed: int = SEED) -> dict[str, float]:
    """Return every score on the test parts, and names on the clean and degraded dev parts."""
    scores = {
        f"{source}.{key}": value
        for source, documents in corpora.syntax_test.items()
        for key, value in score_syntax(nlp, documents).summary().items()
    }
    scores |= names_scores(nlp, corpora.names_test)
    clean, noisy = corpora.names_dev, degraded_dev(corpora, seed=seed)
    for name, sources in (("dev_clean", clean), ("dev_degraded", noisy)):
        merged = [p for key, read in sources.items() if key != "uner_ewt" for p in read]
        scores[f"{name}.names"] = round(score_names(nlp, merged).f("names"), 1)
    return scores


def degraded_dev(corpora: corpora_.Corpora, *, seed: int = SEED) -> dict[str, list[Passage]]:
    """Return the dev parts for names as an OCR might have given them, always the same way."""
    chance = random.Random(seed)
    return {
        source: [[degraded(sentence, chance) for sentence in passage] for passage in read]
        for source, read in corpora.names_dev.items()
    }


def _write_performance(out: Path, scores: dict[str, float]) -> None:
    """Write the scores where a program looks for them, meta.json, and a reader, MODEL.md."""
    path = out / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = scores
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    card = out / "MODEL.md"
    if card.exists():
        text = card.read_text(encoding="utf-8")
        before, rest = text.split(SCORES_BEGIN)
        after = rest.split(SCORES_END)[1]
        table = scores_table(scores)
        card.write_text(f"{before}{SCORES_BEGIN}\n{table}{SCORES_END}{after}", encoding="utf-8")


def scores_table(scores: dict[str, float]) -> str:
    """Return the scores as tables of Markdown: syntax by treebank and relation, names by source."""
    treebanks = [key.split(".")[0] for key in scores if key.endswith(".las")]
    lines = ["## Scores, from raw text", "", "### Syntax (F1, percent)", ""]
    lines += [f"| | {' | '.join(treebanks)} |", "|---" * (len(treebanks) + 1) + "|"]
    measured = dict.fromkeys(
        key.split(".", 1)[1] for key in scores if key.split(".")[0] in treebanks
    )
    for what in measured:
        if not what.startswith(("names", "spans")):
            cells = [scores.get(f"{treebank}.{what}", "") for treebank in treebanks]
            lines.append(f"| {what} | {' | '.join(map(str, cells))} |")
    sources = [key.split(".")[0] for key in scores if key.endswith(".spans")]
    columns = ["names", "spans", *(f"names:{label}" for label in NAME_LABELS)]
    lines += ["", "### Names (F1, percent)", "", f"| | {' | '.join(columns)} |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for source in sources:
        cells = [scores.get(f"{source}.{column}", "") for column in columns]
        lines.append(f"| {source} | {' | '.join(map(str, cells))} |")
    for key in ("dev_clean", "dev_degraded"):
        if f"{key}.names" in scores:
            lines.append(f"| {key.replace('_', ' ')} | {scores[f'{key}.names']} |")
    return "\n".join(lines) + "\n"
