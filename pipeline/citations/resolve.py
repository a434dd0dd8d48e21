"""Callout -> reference: the page's own note first, then the chapter's endnotes, then the end's.

Exactly one candidate, or none at all: a callout that fits two stays unresolved.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.schema import Callout, Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference and the list it stands in; None for a page-bottom note."""

    reference: Reference
    page: int
    list_number: int | None = None


def number_lists(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with end lists numbered: a new one where the labels start again."""
    numbered: list[Entry] = []
    current, last = 0, 0
    for entry in entries:
        if entry.list_number is None:
            numbered.append(entry)
            continue
        label = entry.reference.label
        if label.isdecimal():
            if int(label) <= last and int(label) <= 2:
                current += 1
            last = int(label)
        numbered.append(replace(entry, list_number=current))
    return numbered


def resolve(callout: Callout, page: int, entries: Sequence[Entry]) -> tuple[int, ...]:
    """Return the indices of the references that a callout on ``page`` leads to."""
    found: list[int] = []
    for label in callout.labels:
        index = (
            _by_author(label, entries)
            if callout.style == "author-year"
            else _by_label(label, page, entries)
        )
        if index is not None and index not in found:
            found.append(index)
    return tuple(found)


def _by_label(label: str, page: int, entries: Sequence[Entry]) -> int | None:
    matching = [i for i, e in enumerate(entries) if e.reference.label == label]
    for wanted in (page, page + 1):
        notes = [
            i for i in matching if entries[i].list_number is None and entries[i].page == wanted
        ]
        if notes:
            return notes[0] if len(notes) == 1 else None
    lists = [i for i in matching if entries[i].list_number is not None]
    if not lists:
        return matching[0] if len(matching) == 1 and _runs_through(entries) else None
    if len(lists) == 1:
        return lists[0]
    later = [i for i in lists if entries[i].page >= page]
    if not later:
        return None
    nearest = entries[later[0]].list_number
    same = [i for i in later if entries[i].list_number == nearest]
    return same[0] if len(same) == 1 else None


def _runs_through(entries: Sequence[Entry]) -> bool:
    """Say whether the notes are numbered through the report, so that a number means one note."""
    labels = [e.reference.label for e in entries if e.reference.label.isdecimal()]
    return len(set(labels)) == len(labels)


_SPLIT = re.compile(r"^(?P<who>.*?)\s(?P<year>(?:\d{4}[a-z]?|n\.d\.|forthcoming))$")


def _by_author(label: str, entries: Sequence[Entry]) -> int | None:
    wanted = _SPLIT.match(label)
    if not wanted:
        return None
    names = _names(wanted["who"])
    if not names:
        return None
    year = wanted["year"]
    found = []
    for i, entry in enumerate(entries):
        if entry.list_number is None:
            continue
        text = entry.reference.text[:400]
        if year not in text:
            continue
        if _first_matches(names[0], text):
            found.append(i)
    if len(found) > 1 and len(names) > 1:
        found = [
            i for i in found if all(n in entries[i].reference.text[:400].casefold() for n in names)
        ] or found
    return found[0] if len(found) == 1 else None


def _names(who: str) -> list[str]:
    bare = re.sub(r",?\set\sal\.?", "", who)
    parts = re.split(r",\s?(?:and\s|&\s)?|\s(?:and|&)\s", bare)
    return [part.strip().casefold() for part in parts if part.strip()]


def _first_matches(name: str, text: str) -> bool:
    """Say whether an entry begins with ``name``, or with the words it is the acronym of."""
    begin = text.casefold().lstrip("—–_-. ")
    if re.match(re.escape(name) + r"\b", begin):
        return True
    if re.match(r"[^,(.]{0,200}\(" + re.escape(name) + r"\)", begin):
        return True
    words = re.findall(r"[A-Za-z]+", re.split(r"[.,(]|\d{4}", text, maxsplit=1)[0])
    initials = "".join(w[0] for w in words if w[0].isupper()).casefold()
    return len(name) >= 2 and initials == name
