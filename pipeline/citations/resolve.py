"""Callout -> reference: the page's own note first, then the chapter's endnotes, then the end's.

Exactly one candidate, or none at all: a callout that fits two stays unresolved.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
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


class Resolver:
    """Leads callouts to the references of a report."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._by_label: dict[str, list[int]] = defaultdict(list)
        self._by_year: dict[str, list[int]] = defaultdict(list)  # of the end lists
        for i, entry in enumerate(entries):
            self._by_label[entry.reference.label].append(i)
            if entry.list_number is not None:
                years = _YEARS.findall(entry.reference.text[:HEAD])
                for year in dict.fromkeys(y for whole in years for y in (whole, whole[:4])):
                    self._by_year[year].append(i)
        numbers = [e.reference.label for e in entries if e.reference.label.isdecimal()]
        self._runs_through = len(set(numbers)) == len(numbers)  # a number means one note

    def resolve(self, callout: Callout, page: int) -> tuple[int, ...]:
        """Return the indices of the references that a callout on ``page`` leads to."""
        lead = self._by_author if callout.style == "author-year" else self._by_number(page)
        found = (lead(label) for label in callout.labels)
        return tuple(dict.fromkeys(index for index in found if index is not None))

    def has(self, label: str) -> bool:
        """Say whether a note or an entry has this label."""
        return label in self._by_label

    def knows(self, label: str) -> bool:
        """Say whether a label such as ``Smith 2019`` leads to an entry, or to several."""
        found = self._candidates(label)
        return any(not self._entries[i].reference.label.isdecimal() for i in found)

    def _by_number(self, page: int) -> Callable[[str], int | None]:
        return lambda label: self._by_page(label, page)

    def _by_page(self, label: str, page: int) -> int | None:
        entries = self._entries
        matching = self._by_label.get(label, [])
        for wanted in (page, page + 1):
            notes = [
                i for i in matching if entries[i].list_number is None and entries[i].page == wanted
            ]
            if notes:
                return notes[0] if len(notes) == 1 else None
        lists = [i for i in matching if entries[i].list_number is not None]
        if not lists:
            return matching[0] if len(matching) == 1 and self._runs_through else None
        if len(lists) == 1:
            return lists[0]
        later = [i for i in lists if entries[i].page >= page]
        if not later:
            return None
        nearest = entries[later[0]].list_number
        same = [i for i in later if entries[i].list_number == nearest]
        return same[0] if len(same) == 1 else None

    def _by_author(self, label: str) -> int | None:
        found = self._candidates(label)
        return found[0] if len(found) == 1 else None

    def _candidates(self, label: str) -> list[int]:
        """Return the entries of that year that begin with the first author, the best of them."""
        wanted = _SPLIT.match(label)
        names = _names(wanted["who"]) if wanted else []
        if not wanted or not names:
            return []
        year = " ".join(wanted["year"].split())
        found = [i for i in self._by_year.get(year, ()) if _first_matches(names[0], self._head(i))]
        if not found and year[4:].isalpha():  # 2019a, of which the list has but one
            found = [
                i
                for i in self._by_year.get(year[:4], ())
                if _first_matches(names[0], self._head(i))
            ]
        if len(found) > 1:
            # What stands right behind the authors is an entry's year; others are in its title.
            dated = [i for i in found if year[:4] in self._entries[i].reference.label]
            found = dated or found
        if len(found) > 1 and len(names) > 1:
            others = [i for i in found if all(n in self._head(i).casefold() for n in names[1:])]
            found = others or found
        if len(found) > 1:
            authors = {i: _count_authors(self._head(i)) for i in found}
            fewest = min(authors.values())
            more = [i for i in found if authors[i] > max(1, fewest)] or found
            found = more if _ET_AL.search(label) else [i for i in found if authors[i] == fewest]
        return found

    def _head(self, index: int) -> str:
        return self._entries[index].reference.text[:HEAD]


HEAD = 400  # characters of an entry in which its authors and its year stand
_YEARS = re.compile(r"\b(?:1[6-9]|20)\d\d[a-z]?\b|n\.d\.|forthcoming|in press")
_SPLIT = re.compile(r"^(?P<who>.*?)\s(?P<year>(?:\d{4}[a-z]?|n\.d\.|forthcoming|in\spress))$")


_ET_AL = re.compile(r"\set\sal\b")


def _count_authors(entry: str) -> int:
    """Return how many authors an entry has, as far as what parts them tells: 1 for one alone.

    ``Smith 2019`` is not the work of Smith and Jones, nor ``Smith and Jones 2019`` that of three.
    """
    authors = _YEARS.split(entry, maxsplit=1)[0]
    several = re.search(r"\s(?:and|with|et\sal)\b|&|;|\.,\s\w+,\s\w\.", authors)
    return 1 + len(re.findall(r",|;|&|\sand\s", authors)) if several else 1


def _names(who: str) -> list[str]:
    bare = re.sub(r"\s?\[[^\[\]]*\]", "", re.sub(r",?\set\sal\.?$", "", who))
    parts = re.split(r",\s?(?:and\s|&\s)?|\s(?:and|&)\s", bare)
    initials = re.compile(r"^(?:\w\.[\s-]?){1,4}|(?:\s\w\.){1,4}$")  # J. Smith; Smith, J.
    plain = (initials.sub("", part).strip().casefold() for part in parts)
    return [part for part in plain if part]


def _first_matches(name: str, text: str) -> bool:
    """Say whether an entry begins with ``name``, or with the words it is the acronym of."""
    begin = text.casefold().lstrip("—–_-. ")
    for article in ("", "the "):
        if re.match(article + re.escape(name.removeprefix("the ")) + r"\b", begin):
            return True
    if re.match(r"[^,(.\[]{0,200}[\[(]" + re.escape(name) + r"[\])]", begin):
        return True
    words = re.findall(r"[A-Za-z]+", re.split(r"[.,(]|\d{4}", text, maxsplit=1)[0])
    initials = "".join(w[0] for w in words if w[0].isupper()).casefold()
    if len(name) >= 2 and initials == name:
        return True
    return bool(re.match(r"(?:\w\.[\s-]?){1,3}" + re.escape(name) + r"\b", begin))  # J. Smith
