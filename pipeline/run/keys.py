"""What decides a report's rows, as two hashes: with the same key, nothing is done again.

The first is for reading, assembly and citations, the second for all that follows: a changed
model or list leaves the first as it is, and reports are not read again for it.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from pipeline.annotate import model_fingerprint
from pipeline.config import Settings
from pipeline.reading import reading_versions

PACKAGE = Path(__file__).parents[1]
# The code that a report's text, and the rows made of it, depend on.
READING_CODE = ("reading", "assembly", "citations", "schema", "run/packing.py")
CLAIMS_CODE = ("annotate", "claims.py", "confidence.py", "schema")


def settings_key(settings: Settings) -> str:
    """Return both keys as one: what a report's rows in the store were made with."""
    return f"{reading_key(settings)}-{claims_key(settings)}"


def reading_key(settings: Settings) -> str:
    """Return a hash of what decides a report's text: settings, tools and our code."""
    decisive = {
        "reading": asdict(settings.reading),
        "assembly": asdict(settings.assembly),
        "versions": reading_versions(),
    }
    return _hash(decisive, READING_CODE)


def claims_key(settings: Settings) -> str:
    """Return a hash of what decides the rows of a text: the model, the lists and our code."""
    lists = [Path(name) for name in settings.actors]
    decisive = {
        "model": model_fingerprint(settings.model),
        "spacy": version("spacy"),
        "lists": [_digest([path]) for path in lists],
    }
    return _hash(decisive, CLAIMS_CODE)


def _hash(decisive: Mapping[str, object], code: Iterable[str]) -> str:
    sources = [
        source
        for name in code
        for source in [PACKAGE / name, *sorted((PACKAGE / name).rglob("*"))]
        if source.suffix in {".py", ".tsv", ".json"}
    ]
    stated = json.dumps({**decisive, "code": _digest(sources)}, sort_keys=True)
    return hashlib.sha256(stated.encode()).hexdigest()[:16]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with contextlib.suppress(OSError):  # a list that cannot be read stops the run elsewhere
            digest.update(file.read_bytes())
    return digest.hexdigest()
