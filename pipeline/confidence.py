"""How sure we are that a reviewer accepts a row as it stands: from what speaks against it."""

import math
from itertools import pairwise

from pipeline.schema import Claim

# Log odds that a row is right in all that a reviewer would mend: without a doubt, and what each
# takes off; one that is not named here takes off nothing.
# Fitted by corpus/fit_confidence.py on the corpus's calibration reports, on which nothing else was
# developed (670 rows of 8 reports, their scans and OCR), 2026-11-23; to be fitted again when the
# extraction changes.
DOUBT = {
    "none": 1.7,
    "actor of no country": -0.5,
    "bare text": -0.1,
    "commas": -0.2,
    "marker repaired": -0.7,
    "names left": -0.5,
    "no unit": -3.1,
    "number alone": -0.9,
    "ocr unsure, in tenths": -0.1,
    "source of no name": -1.2,
    "words of what under four": -0.1,
    # Too rare there to fit: as fitted earlier on the dev reports.
    "citation unresolved": -0.5,
    "low ocr": -0.1,
    "no full stop": -1.9,
    "no what": -2.7,
    "stray mark": -0.9,
    "spacing": -0.5,
    # Too rare there, too: by hand, like the ones they resemble.
    "reference unclear": -0.5,
    "stitched": -0.8,
    "spelling": -0.9,
}
CELL = 0.6  # a figure that fills so much of its sentence stands alone, in a table's cell
SENTENCE_ENDS = ".!?:;…”\"’')]"
QUOTES = '“”"'
MARKS_AFTER = QUOTES + "’')]"  # a full stop
MARKS = MARKS_AFTER + "‘([,.;:!?"  # around a word


def confidence(claim: Claim) -> float:
    """Return how sure we are that a reviewer accepts the row as it stands, 0 to 1.

    The logistic function of a sum: the row's ``doubts``, weighted as ``DOUBT`` says.
    """
    sure = DOUBT["none"] + sum(DOUBT.get(name, 0.0) * size for name, size in doubts(claim).items())
    return round(1 / (1 + math.exp(-sure)), 3)


def doubts(claim: Claim) -> dict[str, float]:
    """Return what makes the row less sure, each with its size, in the words of ``DOUBT``."""
    found = dict.fromkeys(claim.flags, 1.0)
    words = claim.claim.split()
    cell = claim.quantity is not None and len(claim.quantity.text) > CELL * len(claim.claim)
    found["words over 15, in tens"] = min(max(len(words) - 15, 0), 40) / 10
    found["commas"] = min(claim.claim.count(", "), 5)  # none within numbers
    found["bare text"] = float(not claim.bbox)
    found["no full stop"] = float(not cell and claim.claim[-1:] not in SENTENCE_ENDS)
    found["names left"] = 0.0 if cell else min(_names_left(claim), 4)
    found["actor of no country"] = float(any(actor.country is None for actor in claim.actors))
    said = claim.attribution
    found["source of no name"] = float(said is not None and said.actor is None)
    found["quotation"] = float(any(mark in claim.claim for mark in QUOTES))
    if claim.quantity is not None:
        # Its unit, and what is counted, come from other words: `from 12 to 15 per cent`.
        number = claim.quantity.text.replace(",", "").replace(".", "")
        found["number alone"] = float(not cell and number.isalnum())
        found["no unit"] = float(claim.quantity.unit is None)
        found["no what"] = float(claim.quantity.what is None)
        measured = len((claim.quantity.what or "").split())
        found["words of what under four"] = float(max(4 - measured, 0)) if measured else 0.0
    if claim.ocr_confidence is not None:
        found["ocr unsure, in tenths"] = 10 * (1 - claim.ocr_confidence)
    return {name: size for name, size in found.items() if size}


def _names_left(claim: Claim) -> int:
    """Return how many words with a capital are of no actor, nor of the row's time or place.

    The first word of a sentence, or of what is quoted in it, has a capital whatever it is.
    """
    parts = [actor.text for actor in claim.actors]
    parts += [claim.place or "", claim.time.text if claim.time else ""]
    known = {_bare(word) for part in parts for word in part.split()}
    words = claim.claim.split()
    return sum(
        _bare(word)[:1].isupper()
        and _bare(word) not in known
        and word[0] not in QUOTES
        and not before.rstrip(MARKS_AFTER).endswith((".", "!", "?", ":"))
        for before, word in pairwise(words)
    )


def _bare(word: str) -> str:
    """Return a word without marks around it and without its possessive."""
    return word.strip(MARKS).removesuffix("’s").removesuffix("'s")
