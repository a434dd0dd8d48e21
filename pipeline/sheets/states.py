"""What stands in the cells of a row that a person may change, and how cells are compared."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.corrections import BY_NAME as CORRECTABLE
from pipeline.corrections import checked, values
from pipeline.errors import ReviewConflict
from pipeline.reviewed import reviewed
from pipeline.schema import Claim, Decision
from pipeline.sheets.columns import BY_NAME
from pipeline.sheets.incoming import Unfit, equal, text_of
from pipeline.sheets.returned import Line
from pipeline.sheets.safe import cell_text


def seen_as(claim: Claim, decision: Decision | None) -> Claim:
    """Return the reading that a decision's corrections are made to."""
    if decision is None:
        return claim
    uncorrected = replace(decision, corrections=(), claim_id=claim.claim_id)
    return replace(reviewed(claim, uncorrected), flags=claim.flags)


def state_of(claim: Claim, decision: Decision | None) -> dict[str, str | None]:
    """Return what stands in the cells that may be changed."""
    decision = decision or Decision(claim.claim_id, "new")
    row = reviewed(claim, decision)
    return {
        **values(row),
        "status": decision.status,
        "note": decision.note,
        "reviewer": decision.reviewer,
    }


def reading_of(claim: Claim) -> dict[str, str | None]:
    return {name: value for name, value in values(claim).items() if name != "claim"}


def checked_cell(name: str, text: str | None) -> str | None:
    if name in CORRECTABLE:
        return checked(name, text)
    if name == "status":
        word = (text or "new").casefold()
        if word not in BY_NAME["status"].words:
            words = ", ".join(BY_NAME["status"].words)
            raise ReviewConflict(f"status: {short(text)} is none of {words}.")
        return word
    return text


def same_cell(one: str | None, other: str | None) -> bool:
    """Say whether two cells say the same, but for white space and the form of numbers."""
    return equal(_as_in_a_cell(one), _as_in_a_cell(other))


def _as_in_a_cell(text: str | None) -> str | None:
    """Return the text as a sheet can hold it; no sheet holds a number without end."""
    if not text or text in {"nan", "inf", "-inf"}:
        return None
    return " ".join(cell_text(text).split()) or None


def roles_of(claim: Claim, actors: str | None) -> str | None:
    """Return the roles of the actors: of those who were there theirs, of others mentioned."""
    known = {actor.name: actor.role for actor in claim.actors}
    names = [part.strip() for part in (actors or "").split(";") if part.strip()]
    return "; ".join(known.get(name, "mentioned") for name in names) or None


def cell_of(line: Line, name: str) -> str | None:
    try:
        return text_of(name, line.cells.get(name))
    except Unfit:
        return None


def short(text: str | None) -> str:
    if text is None:
        return "(empty)"
    return repr(text if len(text) <= 60 else text[:59] + "…")


def listed(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)
