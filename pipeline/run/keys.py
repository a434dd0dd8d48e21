"""What decides a report's rows, as a hash: with the same key, nothing is done again."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from pipeline.annotate import model_fingerprint
from pipeline.config import Settings

PACKAGE = Path(__file__).parents[1]


def settings_key(settings: Settings) -> str:
    """Return a hash of all that decides a report's rows: settings, model, lists and our code."""
    digest = hashlib.sha256()
    decisive = {
        "reading": asdict(settings.reading),
        "assembly": asdict(settings.assembly),
        "model": model_fingerprint(settings.model),
    }
    digest.update(json.dumps(decisive, sort_keys=True).encode())
    for user_list in settings.actors:
        content = Path(user_list).read_bytes() if Path(user_list).is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    for stage in ("reading", "assembly", "citations", "annotate"):
        for source in sorted((PACKAGE / stage).rglob("*")):
            if source.suffix in {".py", ".tsv", ".json"}:
                digest.update(source.read_bytes())
    for name in ("schema.py", "claims.py"):
        digest.update((PACKAGE / name).read_bytes())
    return digest.hexdigest()[:16]
