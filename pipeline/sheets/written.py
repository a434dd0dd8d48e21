"""Rows that people wrote: a copy that says something else, and a claim the program missed.

Both become claims with an id that comes from their content, so that the same sheet read twice,
or by two people, writes them once.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.corrections import BY_NAME as CORRECTABLE
from pipeline.corrections import corrections, values
from pipeline.reviewed import corrected
from pipeline.schema import Claim
from pipeline.sheets.incoming import Unfit, text_of
from pipeline.sheets.plans import Left
from pipeline.sheets.returned import Line
from pipeline.sheets.review import ADDED_ONLY, EDITABLE
from pipeline.sheets.states import checked_cell, listed, roles_of

ADDED, SPLIT = "added by hand", "split by hand"  # flags of these rows
WORTH = 0.5  # nobody says how much worth checking it is


def by_hand(claim: Claim) -> bool:
    """Say whether a person wrote the row."""
    return ADDED in claim.flags or SPLIT in claim.flags


def split_row(
    about: Claim, seen: Claim, shown: Mapping[str, str | None], touched: Mapping[str, str | None]
) -> Claim:
    """Return the claim that a changed copy of a row says.

    ``about`` is the claim the row was made from and ``seen`` as its reviewer had left it;
    ``shown`` stood in the row's cells when it went out, ``touched`` was changed in the copy.

    Raises:
        ReviewConflict: cells of the copy do not fit each other.
    """
    content = {name: text for name, text in touched.items() if name in CORRECTABLE}
    if "actors" in content and "role" not in content:
        content["role"] = roles_of(seen, content["actors"])
    claim = corrected(about, dict(corrections(about, {**shown, **content})))
    return replace(
        claim,
        claim_id=_identity("split", about.claim_id, claim),
        flags=(*about.flags, SPLIT),
        confidence=1.0,
    )


def added_row(line: Line, claims: Iterable[Claim]) -> tuple[Claim, dict[str, str | None]]:
    """Return the claim that a row without ids says, and what its cells hold.

    Raises:
        Left: it does not say what is needed.
        ReviewConflict: a cell does not fit its column, or another cell.
    """
    touched = _cells(line)
    text = touched.get("claim")
    if not text:
        raise Left("a row without ids and without a claim; write the sentence into claim")
    report = _report(claims, touched)
    page = touched.get("page") or ""
    if not page.isdecimal() or int(page) < 1:
        raise Left("which page is it on? Write its number into page")
    blank = Claim(
        "", "", report.report_id, report.report, report.file, int(page), (), text, "fact", WORTH,
        confidence=1.0, method=report.method, flags=(ADDED,),
    )  # fmt: skip
    content = {n: v for n, v in touched.items() if n in CORRECTABLE and n != "claim"}
    if "actors" in content and "role" not in content:
        content["role"] = roles_of(blank, content["actors"])
    claim = corrected(blank, dict(corrections(blank, content)))
    claim = replace(
        claim,
        claim_id=_identity("added", report.report_id, claim),
        sentence_id=_identity("added", report.report_id, blank),
    )
    return claim, touched


def _cells(line: Line) -> dict[str, str | None]:
    touched: dict[str, str | None] = {}
    try:
        name = "unit"
        unit = text_of(name, line.cells.get(name))
        for name in (*EDITABLE, *ADDED_ONLY):
            text = text_of(name, line.cells.get(name), unit)
            if text is not None:
                touched[name] = text if name in ADDED_ONLY else checked_cell(name, text)
    except Unfit as error:
        raise Left(f"{name}: {error}") from error
    return touched


def _report(claims: Iterable[Claim], touched: Mapping[str, str | None]) -> Claim:
    """Return any claim of the report that an added row names."""
    reports: dict[str, Claim] = {}
    for claim in claims:
        reports.setdefault(claim.report_id, claim)
    named = [touched[n] for n in ("report_id", "file", "report") if touched.get(n)]
    fits = [
        claim
        for claim in reports.values()
        if all(n in {claim.report_id, claim.file, " ".join(claim.report.split())} for n in named)
    ]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise Left(f"no report is called {listed(named)}")
    raise Left("which report is it from? Write its title or file name into report")


def _identity(kind: str, of: str, claim: Claim) -> str:
    parts = (kind, of, *(f"{name}={value}" for name, value in sorted(values(claim).items())))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
