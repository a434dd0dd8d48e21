"""A row as its reviewer left it.

The exports, the review sheet and gold taken from reviews all show a decided row through
``reviewed``, whatever a later run makes of the same sentence: who accepted a row accepted the
values that stood in it.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.corrections import checked, values
from pipeline.errors import ReviewConflict
from pipeline.schema import Actor, Attribution, Citation, Claim, Decision, Quantity, Time

log = logging.getLogger(__name__)

# Flags of a decided row.
MOVED = "review moved"  # the sentence changed a little since; the decision was found by content
STALE = "changed since review"  # a later run reads it otherwise; the reviewer's values stand
UNFIT = "correction unreadable"

# What is read from a sentence, and pinned by who accepts it.
_READ = (
    "kind", "actors", "quantity", "time", "place", "attribution", "modality", "negated",
    "citations",
)  # fmt: skip
_QUANTITY = ("figure", "value", "value_high", "relation", "unit", "what", "per", "change")


def reviewed(claim: Claim, decision: Decision | None) -> Claim:
    """Return the row as its reviewer left it.

    Of a row that was accepted or corrected, the values that stood in it then stand now, with
    the corrections; if a later run reads it otherwise, the flags say so.
    """
    if decision is None:
        return claim
    flags = claim.flags
    if decision.claim_id != claim.claim_id:
        flags = (*flags, MOVED)
    row = claim
    if decision.about and decision.status in {"accepted", "corrected"}:
        row = placed(replace(claim, **{n: getattr(decision.about, n) for n in _READ}), claim)
        if _reading(row) != _reading(claim):
            flags = (*flags, STALE)
    try:
        row = corrected(row, dict(decision.corrections))
    except (ReviewConflict, ValueError) as error:  # a decisions.jsonl that somebody edited
        log.warning("%s: a correction does not fit its row: %s", claim.claim_id, error)
        flags = (*flags, UNFIT)
    return replace(row, flags=tuple(dict.fromkeys(flags)))


def _reading(claim: Claim) -> dict[str, str | None]:
    return {name: value for name, value in values(claim).items() if name != "claim"}


def corrected(claim: Claim, corrections: Mapping[str, str | None]) -> Claim:
    """Return the claim with corrections (column -> new value) applied.

    Raises:
        ReviewConflict: a value does not fit its column, or a figure is left without a value.
    """
    if not corrections:
        return claim
    new = {name: checked(name, text) for name, text in corrections.items()}
    changes: dict[str, Any] = {
        name: new[name] for name in ("claim", "kind", "modality", "place") if name in new
    }
    if "negated" in new:
        changes["negated"] = new["negated"] == "TRUE"
    if any(name in new for name in _QUANTITY):
        changes["quantity"] = _figure(values(claim) | new)
    if new.keys() & {"time", "time_start", "time_end"}:
        changes["time"] = _time(values(claim) | new)
    if new.keys() & {"source", "cue"}:
        changes["attribution"] = _attribution(claim.attribution, new)
    if new.keys() & {"actors", "role"}:
        changes["actors"] = _actors(claim.actors, new)
    if new.keys() & {"citations", "reference", "reference_url"}:
        changes["citations"] = _citations(claim.citations, new)
    return placed(replace(claim, **changes), claim)


def placed(claim: Claim, before: Claim) -> Claim:
    """Return the claim with its figure found again in its sentence, near where it was."""
    text = claim.quantity.text if claim.quantity else ""
    was = before.quantity.text if before.quantity else ""
    if text == was and claim.claim == before.claim:
        return claim
    near = before.figure_span[0] if before.figure_span else 0
    starts = [m.start() for m in re.finditer(re.escape(text), claim.claim)] if text else []
    start = min(starts, key=lambda at: abs(at - near), default=None)
    # A wider or narrower figure is still printed about there; another one is not.
    same = bool(text) and bool(was) and (text in was or was in text)
    return replace(
        claim,
        figure_span=None if start is None else (start, start + len(text)),
        figure_bbox=before.figure_bbox if same else (),
    )


def _figure(now: Mapping[str, str | None]) -> Quantity | None:
    value, high = now["value"], now["value_high"]
    if value is None:
        left = [name for name in _QUANTITY if name != "relation" and now[name] is not None]
        if left:
            raise ReviewConflict(
                f"value: a figure needs one. Give it, or empty {', '.join(left)}, too."
            )
        return None
    relation: Any = now["relation"] or ("=" if high is None else "..")
    change: Any = now["change"]
    return Quantity(
        text=now["figure"] or value,
        value=float(value),
        value_high=None if high is None else float(high),
        relation=relation,
        unit=now["unit"],
        what=now["what"],
        per=now["per"],
        change=change,
    )


def _time(now: Mapping[str, str | None]) -> Time | None:
    text, start, end = now["time"], now["time_start"], now["time_end"]
    if not (text or start or end):
        return None
    return Time(text or start or end or "", start, end)


def _attribution(old: Attribution | None, new: Mapping[str, str | None]) -> Attribution | None:
    source = new.get("source", old.source if old else None)
    cue = new.get("cue", old.cue if old else None)
    if not (source or cue):
        return None
    if old is None:
        return Attribution(source, cue or "")
    if source != old.source:
        old = replace(old, source=source, source_span=None, actor=None)
    return replace(old, cue=cue or "", cue_span=old.cue_span if cue == old.cue else None)


def _actors(old: tuple[Actor, ...], new: Mapping[str, str | None]) -> tuple[Actor, ...]:
    """Return the actors; one that was there keeps what is known of it, and its role."""
    known = {actor.name: actor for actor in old}
    names = _parts(new["actors"], ";") if "actors" in new else [actor.name for actor in old]
    actors = [known.get(name) or Actor(name, name) for name in names]
    roles: list[Any] = _parts(new.get("role"), ";", once=False)
    if roles and len(roles) != len(actors):
        raise ReviewConflict(
            f"role: {len(roles)} for {len(actors)} actors. Give each actor its role, in the "
            "same order, with a semicolon between."
        )
    return (
        tuple(replace(actor, role=role) for actor, role in zip(actors, roles, strict=True))
        if roles
        else tuple(actors)
    )


def _citations(old: tuple[Citation, ...], new: Mapping[str, str | None]) -> tuple[Citation, ...]:
    """Return the citations; a corrected reference, which is one cell, goes to the first."""
    known = {citation.label: citation for citation in old}
    labels = _parts(new["citations"], ",") if "citations" in new else [c.label for c in old]
    made = [known.get(label) or Citation(label) for label in labels]
    if (new.get("reference") or new.get("reference_url")) and not made:
        made = [Citation("")]
    if "reference" in new:
        made = [replace(c, reference=None if i else new["reference"]) for i, c in enumerate(made)]
    if "reference_url" in new:
        made = [replace(c, url=None if i else new["reference_url"]) for i, c in enumerate(made)]
    return tuple(made)


def _parts(text: str | None, mark: str, *, once: bool = True) -> list[str]:
    """Return the parts of a cell that holds several."""
    parts = [part.strip() for part in (text or "").split(mark) if part.strip()]
    return list(dict.fromkeys(parts)) if once else parts
