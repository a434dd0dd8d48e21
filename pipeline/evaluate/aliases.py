"""Names that reviewers corrected, as aliases for later runs: `Tehran` is `Government of Iran` here.

They go into a list of the user's own, a TSV with the columns of ``lexicons/actors.tsv``, which the
settings name; a later line wins over an earlier one and over our own lists.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SettingsError, StoreError
from pipeline.schema import Actor, Claim, Decision

COLUMNS = ("name", "aliases", "sector", "country", "source")
SOURCE = "review"
GOVERNMENT = "Government of "

_ARTICLE = re.compile(r"(?:the|The)\s+")
_TROUBLE = re.compile(r"[\t\r\n|]+")


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that a report uses for an actor, and the actor's usual name, as reviewers had it."""

    words: str
    name: str
    sector: str = ""
    country: str = ""
    times: int = 1
    example: str = ""
    disputed: bool = False  # reviewers gave the same words another name, too


def proposed(claims: Iterable[Claim], decisions: Mapping[str, Decision]) -> list[Alias]:
    """Return what reviewers' corrections of actors propose, the most frequent first."""
    told: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    facts: dict[str, tuple[str, str]] = {}
    corrected: dict[str, Actor] = {}
    for claim in claims:
        for actor in claim.actors:
            facts.setdefault(actor.name, (actor.sector or "", actor.country or ""))
        decision = decisions.get(claim.claim_id)
        actors = dict(decision.corrections).get("actors") if decision else None
        if decision is None or not actors:
            continue
        before = (decision.about or claim).actors
        for actor, name in _renamed(before, [a.strip() for a in actors.split(";") if a.strip()]):
            words = _ARTICLE.sub("", _TROUBLE.sub(" ", actor.text), count=1).strip()
            if not any(c.isupper() for c in words) or words.casefold() == name.casefold():
                continue
            told[words, name] += 1
            examples.setdefault((words, name), claim.claim)
            corrected.setdefault(name, actor)
    names_of = Counter(words for words, _ in told)
    aliases = []
    for (words, name), times in sorted(told.items(), key=lambda item: (-item[1], item[0])):
        sector, country = facts.get(name, ("", corrected[name].country or ""))
        if not sector and name.startswith(GOVERNMENT):
            sector = "government"
        disputed = names_of[words] > 1
        aliases.append(Alias(words, name, sector, country, times, examples[words, name], disputed))
    return aliases


def _renamed(before: Sequence[Actor], after: Sequence[str]) -> list[tuple[Actor, str]]:
    """Return which actors got which new names; nothing where that cannot be told."""
    if len(before) == len(after):
        return [(a, name) for a, name in zip(before, after, strict=True) if a.name != name]
    gone = [actor for actor in before if actor.name not in after]
    new = [name for name in after if name not in {actor.name for actor in before}]
    return [(gone[0], new[0])] if len(gone) == len(new) == 1 else []


def known_aliases(path: Path) -> set[tuple[str, str]]:
    """Return the words and names that a list holds; none if it is not there."""
    if not path.exists():
        return set()
    known = set()
    for row in _rows(path):
        name = row.get("name") or ""
        known |= {(words.strip(), name) for words in (row.get("aliases") or "").split("|")}
    return known


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path}: cannot read this list ({error}). Give a UTF-8 file."
        ) from error
    kept = [line for line in lines if line.strip() and line[0] != "#"]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def append_aliases(path: Path, aliases: Sequence[Alias]) -> None:
    """Add aliases to the user's list, a line each; the file is made if it is not there.

    Raises:
        SettingsError: the file is there and is no list of actors.
        StoreError: it cannot be written.
    """
    header = list(COLUMNS)
    lines = []
    old = ""
    if path.exists():
        _rows(path)
        old = path.read_text(encoding="utf-8-sig")
        first = next((x for x in old.splitlines() if x.strip() and x[0] != "#"), "")
        header = [cell.strip() for cell in first.split("\t")]
        if not {"name", "aliases"} <= set(header) <= set(COLUMNS):
            raise SettingsError(
                f"{path}: its head is {header}, no list of actors. Its columns must be name, "
                "aliases, and any of sector, country, source."
            )
    else:
        lines.append("\t".join(header))
    for alias in aliases:
        cells = {
            "name": alias.name, "aliases": alias.words, "sector": alias.sector,
            "country": alias.country, "source": SOURCE,
        }  # fmt: skip
        lines.append("\t".join(_TROUBLE.sub(" ", cells[column]) for column in header))
    joint = "" if not old or old.endswith("\n") else "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(joint + "\n".join(lines) + "\n")
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}). Choose another file."
        ) from error
