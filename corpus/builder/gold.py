"""Source and layout -> gold: JSON Lines, one object a sentence, as CLAIMS_TABLE.md shows."""

import json
from dataclasses import asdict
from typing import Any

from builder.source import Sentence, Source, unstyled, url_of
from builder.typeset import Typeset


def gold_lines(source: Source, layout: Typeset) -> list[str]:
    """Return the lines of a gold file."""
    rows = []
    for i, sentence in enumerate(source.sentences):
        texts = [source.notes[key] for key in layout.references[i]]
        row = {"n": i + 1, "sentence": layout.printed[i], "page": layout.pages[i]}
        row |= _annotation(sentence) | {
            "citations": layout.labels[i],
            "references": [unstyled(text) for text in texts],
            "urls": [url_of(text) for text in texts],
        }
        if sentence.table:
            row["table"] = True
        rows.append(json.dumps(row, ensure_ascii=False))
    return rows


def _annotation(sentence: Sentence) -> dict[str, Any]:
    said = {"source": sentence.source, "cue": sentence.cue} if sentence.cue else None
    return {
        "kind": sentence.kind,
        "modality": sentence.modality,
        "negated": sentence.negated,
        "actors": [asdict(mention) for mention in sentence.actors],
        "figures": [asdict(figure) for figure in sentence.figures],
        "attribution": said,
        "time": sentence.time,
        "place": sentence.place,
    }
