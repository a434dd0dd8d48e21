"""A claim as one JSON object, and back, equal to what went in."""

import json
from dataclasses import fields
from typing import Any

from pipeline.schema import Actor, Attribution, Box, Citation, Claim, Quantity, Time
from pipeline.store.rows import clean

_NAMES = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Actor, Attribution, Citation, Claim, Quantity, Time)
}


def claim_to_json(claim: Claim) -> str:
    return clean(json.dumps(claim_to_object(claim), ensure_ascii=False))


def claim_to_object(value: Any) -> Any:
    """Return what ``dataclasses.asdict`` would, without copying what cannot change."""
    if names := _NAMES.get(type(value)):
        return {name: claim_to_object(getattr(value, name)) for name in names}
    if isinstance(value, tuple) and value and type(value[0]) in _NAMES:
        return [claim_to_object(item) for item in value]
    return value


def claim_from_json(text: str | None) -> Claim | None:
    return None if text is None else claim_from_object(json.loads(text))


def claim_from_object(found: dict[str, Any]) -> Claim:
    """Return the claim of an object that ``claim_to_json`` wrote.

    Raises:
        KeyError, TypeError, ValueError: the object is something else.
    """
    said, time, figure = found["attribution"], found["time"], found["quantity"]
    return Claim(
        **found
        | {
            "bbox": _boxes(found["bbox"]),
            "figure_bbox": _boxes(found["figure_bbox"]),
            "figure_span": _pair(found["figure_span"]),
            "actors": tuple(
                Actor(**actor | {"bbox": _boxes(actor["bbox"])}) for actor in found["actors"]
            ),
            "quantity": Quantity(**figure) if figure else None,
            "time": Time(**time) if time else None,
            "attribution": Attribution(
                **said
                | {name: _pair(said[name]) for name in ("source_span", "cue_span", "content_span")}
            )
            if said
            else None,
            "citations": tuple(
                Citation(**cited | {"bbox": _boxes(cited["bbox"])}) for cited in found["citations"]
            ),
            "flags": tuple(found["flags"]),
        }
    )


def _pair(span: list[int] | None) -> tuple[int, int] | None:
    return None if span is None else (span[0], span[1])


def _boxes(boxes: list[Any]) -> tuple[tuple[int, Box], ...]:
    return tuple((page, (box[0], box[1], box[2], box[3])) for page, box in boxes)
