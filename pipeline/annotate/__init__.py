"""Document -> spaCy Doc: what the text says, as spans over it.

``load_nlp`` puts our rules behind a trained model (ours in ``models/``, an ``en_core_web_*``,
any pipeline with a parser), or behind nothing: the rules alone serve, less well.
``annotate`` runs them. The order of the components is written here and nowhere else.
"""

import hashlib
import json
from itertools import accumulate, pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_package_version
from thinc.api import NumpyOps, set_current_ops

from pipeline.annotate import (  # noqa: F401  (each registers its component)
    actors,
    attribution,
    clusters,
    kinds,
    modality,
    quantities,
    sentences,
    time_place,
    tokenizer,
)
from pipeline.errors import MissingTool
from pipeline.schema import Document

RULES = "rules"
MODELS = Path(__file__).parents[2] / "models"
DEFAULT_MODEL = "en_reports"

# Behind the trained components. Each reads what the ones before it have written.
RULE_COMPONENTS = ("actors", "quantities", "attribution", "kinds", "modality", "time_place")

# Trained components hold several hundred bytes a token while they work: they are given so
# many characters at a time, cut between blocks, and the rules then see the whole report.
CHUNK = 20_000


def find_model(name: str) -> str:
    """Return what ``spacy.load`` takes for a setting: a folder, a package's name, or ``rules``.

    ``auto`` is our own model where it has been built, else ``rules``.
    """
    ours = MODELS / DEFAULT_MODEL
    if name == "auto":
        return str(ours) if (ours / "config.cfg").exists() else RULES
    if (MODELS / name / "config.cfg").exists():
        return str(MODELS / name)
    return name


def model_fingerprint(name: str) -> str:
    """Return what tells one model from another: a hash of its files, or a package's version."""
    found = find_model(name)
    digest = hashlib.sha256(Path(found).name.encode())
    if Path(found).is_dir():
        for file in sorted(path for path in Path(found).rglob("*") if path.is_file()):
            with file.open("rb") as content:
                digest.update(hashlib.file_digest(content, "sha256").digest())
    elif found != RULES:
        digest.update((get_package_version(found) or "").encode())
    return digest.hexdigest()[:16]


def load_nlp(model: str = "auto", *, user_actors: tuple[str, ...] = ()) -> Language:
    """Return the pipeline: the trained components of ``model``, then our rules.

    Raises:
        MissingTool: there is no such model here.
        SettingsError: a list of the user's own actors cannot be read.
    """
    found = find_model(model)
    if found == RULES:
        nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    else:
        # numpy's own BLAS: blis has no code for many processors, and falls back to a slow one.
        set_current_ops(NumpyOps(use_blis=False))
        try:
            nlp = spacy.load(found)
        except OSError as error:
            raise MissingTool(
                f"The model {model!r} is not here. Name a folder that holds one, install it "
                f"(pip install {model}), or set model = {RULES!r}. ({error})"
            ) from error
    if "sentences" not in nlp.pipe_names:  # first: a parser keeps to starts that are set
        nlp.add_pipe("sentences", first=True)
    for name in RULE_COMPONENTS:
        if name not in nlp.pipe_names:
            config = {"user_lists": list(user_actors)} if name == "actors" else {}
            nlp.add_pipe(name, config=config)
    nlp.max_length = max(nlp.max_length, 2 * CHUNK)
    return nlp


def annotate(document: Document, nlp: Language) -> Doc:
    """Return a Doc over ``document.text``, character for character, with all our spans."""
    parts = [nlp.make_doc(document.text[a:b]) for a, b in _stretches(document)]
    lengths = [len(part) for part in parts]
    doc = _joined(parts, document)
    trained: list[str] = []
    for name, component in nlp.pipeline:
        if name == "sentences" or name in RULE_COMPONENTS:
            doc = component(_run_trained(doc, nlp, trained, lengths))
            trained = []
        else:
            trained.append(name)
    return _run_trained(doc, nlp, trained, lengths)


def _run_trained(doc: Doc, nlp: Language, names: list[str], lengths: list[int]) -> Doc:
    """Run the components ``names`` over ``doc``, so many tokens at a time as ``lengths`` says."""
    if not names:
        return doc
    ends = list(accumulate(lengths))
    components = [nlp.get_pipe(name) for name in names]
    parts = []
    for length, end in zip(lengths, ends, strict=True):
        part = doc[end - length : end].as_doc()
        for component in components:
            part = component(part)
        part.tensor = part.tensor[:0]  # a kilobyte or two a token that no rule reads
        parts.append(part)
    return _joined(parts, doc._.document)


def _joined(parts: list[Doc], document: Document) -> Doc:
    doc = Doc.from_docs(parts, ensure_whitespace=False)
    assert doc is not None
    doc._.document = document
    return doc


def _stretches(document: Document) -> list[tuple[int, int]]:
    """Cut the text between blocks into stretches of about CHUNK characters, nothing left out."""
    cuts = [0]
    for block in document.blocks:
        if block.start - cuts[-1] >= CHUNK:
            cuts.append(block.start)
    cuts.append(len(document.text))
    return [(a, b) for a, b in pairwise(cuts) if a < b] or [(0, 0)]


def describe(nlp: Language) -> str:
    """Return the components' names and the model's, as one line of JSON for the run's record."""
    meta = {key: nlp.meta.get(key) for key in ("lang", "name", "version")}
    return json.dumps({**meta, "pipeline": nlp.pipe_names})
