"""Wordings made alike: what two descriptions of one thing have in common, whatever their grammar.

``scrap metal imported by Vietnam`` and ``Vietnam's imports of scrap metal`` are the same stems;
``civilian deaths`` and ``civilians killed`` are by a list (``words.tsv``), which also says which
words tell nothing about what is measured, and which point at something that only the report
knows (``respondents``, ``the project``). Demonyms are their country's name.
"""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

HERE = Path(__file__).parent
# A list of facts, read where it lies, not code: the countries' names and adjectives.
COUNTRIES = HERE.parent / "annotate" / "lexicons" / "countries.tsv"

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*\w*")
NOTHING = "nothing"  # says nothing of what is measured
POINTER = "pointer"  # points at something that the report knows and we do not

_DOUBLE = re.compile(r"([^\W\d_])\1$")


def words(text: str) -> list[str]:
    """Return the words of ``text`` as printed, possessive endings cut off."""
    return [_bare(word) for word in WORD.findall(text)]


def _bare(word: str) -> str:
    if word[-2:] in {"'s", "’s"}:
        return word[:-2]
    return word.rstrip("'’")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what is left of a word without its inflection: import of imported, imports."""
    word = word.casefold()
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif len(word) > 3 and word[-1] == "s" and word[-2] not in "siu":
        word = word[:-1]
    for ending in ("ing", "ed", "ment", "ion"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return _DOUBLE.sub(r"\1", word)


@cache
def _list() -> dict[str, str]:
    """Return what each stem of ``words.tsv`` stands for."""
    meant: dict[str, str] = {}
    with (HERE / "words.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and line[0] != "#")
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for form in row["forms"].split():
                meant[stem(form)] = row["meaning"]
    return meant


@lru_cache(maxsize=1 << 16)
def concept(word: str) -> str:
    """Return what a word stands for: its stem, the word for all of its kind, or NOTHING."""
    if word[0].isdigit() or len(word) < 2:
        return NOTHING
    return _list().get(stem(word), stem(word))


def is_pointer(of: str) -> bool:
    """Say whether a concept points at something that only the report knows."""
    return of.startswith(POINTER)


# --- countries -----------------------------------------------------------------------------------


@cache
def _countries() -> dict[tuple[str, ...], str]:
    """Return the country that each run of words names, the adjectives among them."""
    names: dict[tuple[str, ...], str] = {}
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if line.strip() and line[0] != "#")
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            for cell in (row["name"], row["aliases"], row["adjectives"]):
                for form in (cell or "").split("|"):
                    key = tuple(words(form.strip().rstrip("?")))
                    if key:
                        names[key] = name_key(row["name"])
    return names


@cache
def _longest() -> int:
    return max(map(len, _countries()), default=1)


def name_key(name: str) -> str:
    """Return the one form of a proper name: its words in small letters; a government is its state.

    It begins with ``@``, so that no common word is taken for it.
    """
    parts = [word.casefold() for word in words(name)]
    if parts[:2] == ["government", "of"]:
        parts = parts[2:]
    return "@" + " ".join(part for part in parts if part != "the")


def country_at(tokens: list[str], at: int) -> tuple[str, int] | None:
    """Return the country that the words from ``at`` on name, and how many of them do."""
    if not tokens[at][0].isupper():
        return None
    for length in range(min(_longest(), len(tokens) - at), 0, -1):
        known = _countries().get(tuple(tokens[at : at + length]))
        if known:
            return known, length
    return None
