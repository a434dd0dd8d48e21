"""What can be said against gold without asking an extractor."""

import re
from typing import Any

import pypdfium2 as pdfium

HEAD = 14  # letters and digits by which a sentence is known again


def _bare(text: str) -> str:
    """Return the letters and digits alone: line ends, hyphens and quotes differ in print."""
    return "".join(char for char in text if char.isalnum())


def misplaced(rows: list[dict[str, Any]], pdf: bytes) -> list[str]:
    """Return the sentences whose first or last words do not stand on ``pdf``'s pages in order.

    The first words must be on the row's page, the last ones there or on the next page. Where a
    page ends within them, one word must do.
    """
    pages = [_bare(page.get_textpage().get_text_range()) for page in pdfium.PdfDocument(pdf)]
    found, page, at = [], 1, 0
    for row in rows:
        words = _bare(row["sentence"])
        if row["page"] != page:
            page, at = row["page"], 0
        first, *_, last = [_bare(word) for word in row["sentence"].split()] * 2
        start = pages[page - 1].find(words[:HEAD], at)
        if start < 0:
            start = pages[page - 1].find(first, at)
        if start < 0:
            found.append(f"page {page}: {row['sentence']}")
            continue
        at = start + 1
        rest = pages[page - 1][start:] + "".join(pages[page : page + 1])
        if words[-HEAD:] not in rest and last not in rest:
            found.append(f"page {page}, its end: {row['sentence']}")
    return found


def ends_on(row: dict[str, Any], pdf: bytes) -> bool:
    """Return whether the sentence of ``row`` ends on the page where it begins."""
    page = pdfium.PdfDocument(pdf)[row["page"] - 1]
    return _bare(row["sentence"])[-HEAD:] in _bare(page.get_textpage().get_text_range())


def uncited(rows: list[dict[str, Any]], pdf: bytes) -> list[str]:
    """Return the references of ``rows`` that ``pdf`` does not print."""
    text = _bare("".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)))
    texts = dict.fromkeys(text for row in rows for text in row["references"])
    return [reference for reference in texts if _bare(reference)[:40] not in text]


NUMBER = re.compile(
    r"\d[\d,.]*\d|\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|thirds?|quarters?|fifths?|"
    r"tenths?|twice|\w+fold|decades|centur\w+)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(1[89]|20)\d\d\b")


def unmarked(rows: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    """Return numbers that no figure covers and known actors that are not listed, for a reader.

    Most are right to be so (dates, ordinals, names); the list is for looking through.
    ``names`` gives the canonical name of words that stand for an actor somewhere.
    """
    found = []
    for row in rows:
        sentence = row["sentence"]
        if row.get("table"):
            continue
        left = YEAR.sub(lambda m: " " * len(m[0]), sentence)
        for figure in row["figures"]:
            left = left.replace(figure["text"], " " * len(figure["text"]), 1)
        numbers = [number[0] for number in NUMBER.finditer(left)]
        listed = {actor["name"] for actor in row["actors"]}
        said = " ".join(actor["text"] for actor in row["actors"])
        actors = [
            f"{words} = {name}"
            for words, name in names.items()
            if name not in listed
            and words not in said
            and re.search(rf"\b{re.escape(words)}\b", sentence)
        ]
        if numbers or actors:
            found.append(f"{row['n']}: {'; '.join(numbers + actors)}  | {sentence}")
    return found
