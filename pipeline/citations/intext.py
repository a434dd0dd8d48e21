"""Bracketed and author-year callouts: found in the frozen text, where they stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.citations.callouts import read_labels
from pipeline.citations.resolve import Entry

BRACKETED = re.compile(r"\[(\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,15})\]")
_COUNTED = re.compile(  # what (3) is a part of: sections, items, figures
    r"(?:\d[a-z]?|\)|\b(?:section|column|line|item|items|or|and|either|paragraph|para|article|step|box"
    r"|equation|eq\.|figure|table|form|note|rule|clause|if|that|are|is))\s?$",
    re.IGNORECASE,
)
PARENTHESISED = re.compile(r"(?<=[^\s(])\s?\((\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,7})\)")

_PART = r"(?:[A-Z]\.(?:[A-Z]\.){0,3}|[A-Z][\w'’&-]{1,30}|[A-Z](?=[\s,]))"
_NAME = rf"(?:(?:[dD]e|[vV]an|[vV]on|[dD]er|[lL]a|[lL]e|al-|el-|[A-Z]['’])\s?){{0,2}}{_PART}"
_MORE_NAMES = rf"(?:(?:,\s|,?\s(?:and|&)\s|\s){_NAME}){{0,6}}"
_YEARS = r"(?:(?:1[6-9]|20)\d\d[a-z]?|n\.d\.|forthcoming)"
_AUTHORS = rf"{_NAME}{_MORE_NAMES}(?:,?\set\sal\.?)?(?:['’]s)?"
_TAIL = r"(?:[:,]\s?(?:pp?\.\s?|para\.?\s|ch\.\s)?\d[\d\s,–-]{0,12})?"
_ENTRY = re.compile(
    rf"(?:(?:see(?:\salso)?|cf\.|e\.g\.,?|in)\s)?(?P<authors>{_AUTHORS}),?\s"
    rf"(?P<years>{_YEARS}(?:,\s?(?:{_YEARS}|[a-z]\b))*){_TAIL}$"
)
_PARENTHESIS = re.compile(r"\(([^()\n]{3,300})\)")
_NARRATIVE = re.compile(
    rf"(?P<authors>{_AUTHORS})\s\((?P<years>{_YEARS}(?:,\s?{_YEARS})*){_TAIL}\)"
)
_NOT_AUTHORS = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Since|In|By|From|Until|Before|After|During"
    r"|Spring|Summer|Autumn|Fall|Winter|Act|Section|Article|Chapter|Figure|Table|Q[1-4]|FY|The)\b\.?"
)


@dataclass(frozen=True, slots=True)
class InText:
    """A bracketed or author-year callout: ``text[start:end]``.

    ``sign`` is where its bracket opens: behind the names in ``Smith (2019)``.
    """

    start: int
    end: int
    sign: int
    labels: tuple[str, ...]
    style: str


def find_bracketed(text: str) -> list[InText]:
    """Return ``[3]``, ``[3, 5-7]``: numbers in square brackets."""
    return [
        InText(m.start(), m.end(), m.start(), read_labels(m[1]), "bracketed")
        for m in BRACKETED.finditer(text)
    ]


def find_parenthesised(text: str) -> list[InText]:
    """Return ``(3)`` behind a word: a callout only where references are numbered so."""
    found: list[InText] = []
    for match in PARENTHESISED.finditer(text):
        if not _COUNTED.search(text[max(0, match.start() - 20) : match.start()]):
            start = match.end() - len(match[0].lstrip())
            found.append(InText(start, match.end(), start, read_labels(match[1]), "bracketed"))
    return found


def accept_parenthesised(found: Sequence[InText], entries: Sequence[Entry]) -> bool:
    """Say whether a report cites by numbers in parentheses: most of its end list is called so."""
    listed = {e.reference.label for e in entries if e.list_number is not None}
    listed = {label for label in listed if label.isdecimal()}
    called = {label for sign in found for label in sign.labels}
    return len(listed) >= 3 and len(called & listed) >= 0.5 * len(listed) and called <= listed


def find_author_year(text: str, *, narrative: bool = True) -> list[InText]:
    """Return ``(Smith 2019; UN 2020a)`` and ``Smith (2019)``, labels like ``Smith 2019``.

    Without ``narrative`` only the first: ``GDP (2024)`` looks like the second, so that it
    takes a bibliography to believe in.
    """
    found: list[InText] = []
    for match in _PARENTHESIS.finditer(text):
        labels: list[str] = []
        parts = match[1].split(";")
        for part in parts:
            entry = _ENTRY.match(part.strip())
            if entry and _are_authors(entry["authors"]):
                labels += _author_labels(entry["authors"], entry["years"])
        if labels:
            found.append(
                InText(match.start(), match.end(), match.start(), tuple(labels), "author-year")
            )
    for match in _NARRATIVE.finditer(text) if narrative else ():
        if _are_authors(match["authors"]):
            labels = _author_labels(match["authors"], match["years"])
            sign = match.end("authors")
            found.append(InText(match.start(), match.end(), sign, tuple(labels), "author-year"))
    return sorted(found, key=lambda c: c.start)


_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def _are_authors(authors: str) -> bool:
    """Say whether capitalised words before a year may be authors: no month, court or statute."""
    if authors.endswith(".") and not authors.endswith("al."):
        return False  # D.C. Cir. 2015
    return not (_NOT_AUTHORS.match(authors) or _MONTH.search(authors))


_LEADING = re.compile(
    r"^(?:(?:As|While|Following|See|Although|Since|Like|Unlike|Both|Recently|However|Here|When|Where"
    r"|Whereas|Because|After|Before|If|But|And|Also|For|From|With|Work|Using|Given|According"
    r"|Similarly|Moreover|Furthermore|Finally|First|Second|Third|Thus|Later|Earlier|Indeed|In|By"
    r"|To|On|Based on)"
    r",?\s)+(?=[A-Z])"
)


def _author_labels(authors: str, years: str) -> list[str]:
    who = _LEADING.sub("", re.sub(r"['’]s$", "", authors).strip(" ,"))
    labels: list[str] = []
    stem = ""
    for year in re.split(r",\s?", years):
        if len(year) == 1 and stem:
            labels.append(f"{who} {stem}{year}")
        else:
            stem = year[:4]
            labels.append(f"{who} {year}")
    return labels
