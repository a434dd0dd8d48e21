"""Document -> spaCy Doc: what the text says, as spans over it.

``load_nlp`` puts our rules behind a trained model (ours in ``models/``, an ``en_core_web_*``,
any pipeline with a parser), or behind nothing: the rules alone serve, less well.
``annotate`` runs them. The order of the components is written here and nowhere else.
"""

import hashlib
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_model_meta, get_package_path, get_package_version, is_package
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
from pipeline.annotate.actors import Actors, entities_of, sentence_offsets
from pipeline.annotate.actors.entities import Entity
from pipeline.annotate.actors.gazetteer import load_gazetteer
from pipeline.annotate.actors.mention import Mention
from pipeline.annotate.whole import Whole
from pipeline.errors import MissingTool
from pipeline.memory import give_back
from pipeline.schema import Document, Span
from pipeline.spool import Spool

RULES = "rules"
MODELS = Path(__file__).parents[2] / "models"
DEFAULT_MODEL = "en_reports"

# Behind the trained components. Each reads what the ones before it have written.
RULE_COMPONENTS = ("actors", "quantities", "attribution", "kinds", "modality", "time_place")

# Characters, cut between blocks, that are worked on at a time: by our rules, which hold several
# hundred bytes a token and want to see far, and by the trained components, whose layers hold 26 kB
# a token and see five tokens to either side.
CHUNK = 20_000
STRETCH = 4_000
SPEECH = 400  # characters before and behind a cut that are looked at for quotation marks
LONGEST_WORD = 1000  # characters without white space: more are no word
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD},}}")
QUOTATION_MARKS = '"“”„«»'


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
            raise _missing(model, error) from error
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
    doc, lengths = _tokenized(document, nlp)
    return _run(doc, nlp, nlp.pipeline, lengths)


def annotate_parts(document: Document, nlp: Language) -> Iterator[Doc]:
    """Yield the Doc that ``annotate`` returns in parts, each over a ``Document.part`` of its own.

    So memory does not grow with the report's length, and time grows no faster. What a part
    cannot know by itself is found in all of them first, and handed to each as ``doc._.whole``.
    ``document`` is let go of as soon as it is cut.
    """
    spans = sections(document)
    if len(spans) == 1:
        yield annotate(document, nlp)
        return
    names = nlp.pipe_names
    first_rule = min((names.index(name) for name in RULE_COMPONENTS if name in names), default=0)
    trained, rules = nlp.pipeline[:first_rule], nlp.pipeline[first_rule:]
    whole = replace(document, tables=(), callouts=(), repairs=(), words=())
    parts = Spool(replace(document.part(a, b), whole=None, references=()) for a, b in spans)
    del document
    parsed: Spool[tuple[bytes, list[int]]] = Spool()
    entities: list[Entity] = []
    starts: set[int] = set()
    for (start, _), part in zip(spans, parts, strict=True):
        doc, lengths = _tokenized(part, nlp)
        doc = _run(doc, nlp, trained, lengths)
        entities += entities_of(doc, offset=start)
        starts |= sentence_offsets(doc, offset=start)
        parsed.append((zlib.compress(doc.to_bytes(exclude=["user_data"]), 1), lengths))
        del doc
        give_back()
    actor_rule = nlp.get_pipe("actors")
    assert isinstance(actor_rule, Actors)
    mentions = deque(actor_rule.find(whole, entities, starts))
    has_entities = bool(entities)
    del entities, starts
    for (start, end), part, (data, lengths) in zip(spans, parts, parsed, strict=True):
        doc = Doc(nlp.vocab).from_bytes(zlib.decompress(data))
        doc._.document = replace(part, whole=whole, references=whole.references)
        own: list[Mention] = []
        while mentions and mentions[0].start < end:
            own.append(mentions.popleft().moved(-start))
        doc._.whole = Whole(tuple(own), has_entities)
        yield _run(doc, nlp, rules, lengths)


def _tokenized(document: Document, nlp: Language) -> tuple[Doc, list[int]]:
    """Return a Doc of tokens alone, and how many each of its stretches has."""
    stretches = [
        [nlp.make_doc(document.text[a:b]) for a, b in _short_enough(document.text, stretch)]
        for stretch in _stretches(document)
    ]
    parts = [part for stretch in stretches for part in stretch]
    return _joined(parts, document), [sum(map(len, stretch)) for stretch in stretches]


def _short_enough(text: str, stretch: Span) -> Iterator[Span]:
    """Cut a stretch within what is too long for a word: the tokenizer's time is its square."""
    start, end = stretch
    for junk in _ENDLESS.finditer(text, start, end):
        for cut in range(junk.start(), junk.end(), LONGEST_WORD):
            if cut > start:
                yield start, cut
                start = cut
    yield start, end


def _run(
    doc: Doc, nlp: Language, pipeline: list[tuple[str, Callable[[Doc], Doc]]], lengths: list[int]
) -> Doc:
    """Run our components over the whole of ``doc``, trained ones stretch by stretch."""
    trained: list[str] = []
    for name, component in pipeline:
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


def _stretches(document: Document) -> list[Span]:
    """Cut the text between blocks into stretches of about STRETCH characters, nothing left out."""
    cuts = [0]
    for block in document.blocks:
        if block.start - cuts[-1] >= STRETCH:
            cuts.append(block.start)
    cuts.append(len(document.text))
    return [(a, b) for a, b in pairwise(cuts) if a < b] or [(0, 0)]


def sections(document: Document) -> list[Span]:
    """Join the text's stretches up to CHUNK, and where no rule may be cut: in a table or speech.

    Direct speech may go on in the next block, so none is cut before a block that begins with
    quotation marks near by.
    """
    text = document.text
    tables = sorted(table.extent for table in document.tables)
    joined: list[Span] = []
    farthest, k = 0, 0  # the end of the tables that begin before the cut
    for start, end in _stretches(document):
        while k < len(tables) and tables[k][0] < start:
            farthest = max(farthest, tables[k][1])
            k += 1
        quoted = any(mark in text[start : start + SPEECH] for mark in QUOTATION_MARKS)
        spoken = quoted and any(mark in text[start - SPEECH : start] for mark in QUOTATION_MARKS)
        if joined and (start - joined[-1][0] < CHUNK or farthest > start or spoken):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def describe(model: str, *, user_actors: tuple[str, ...] = ()) -> dict[str, object]:
    """Return what a run's record says of a model: its name, version and trained components.

    Nothing is loaded: the processes that annotate do that. What they would miss is missed here.

    Raises:
        MissingTool, SettingsError: as ``load_nlp`` does.
    """
    if user_actors:
        load_gazetteer(user_actors)
    found = find_model(model)
    if found == RULES:
        return {"lang": "en", "name": RULES, "pipeline": []}
    try:
        meta = get_model_meta(get_package_path(found) if is_package(found) else found)
    except OSError as error:
        raise _missing(model, error) from error
    return {key: meta.get(key) for key in ("lang", "name", "version", "pipeline")}


def _missing(model: str, error: OSError) -> MissingTool:
    return MissingTool(
        f"The model {model!r} is not here. Name a folder that holds one, install it "
        f"(pip install {model}), or set model = {RULES!r}. ({error})"
    )
