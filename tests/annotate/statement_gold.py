"""Score who, who said so and how firmly, on ``corpus/statements/`` and on the sentences of gold.

``python -m tests.annotate.statement_gold dev -v`` prints the scores of one set and what is wrong in
it; ``corpus/statement_bench.py`` prints all sets side by side. A passage is read as one text, and
so are the running sentences of a report's gold: how they are printed is not measured here. What
counts as right is what ``claims evaluate`` counts.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.annotate.actors.gazetteer import SECTORS
from pipeline.evaluate.alignment import plain
from pipeline.evaluate.columns import share_words
from pipeline.schema import outermost

FOLDER = Path(__file__).parents[2] / "corpus" / "statements"
_RANKS = ("", "mentioned", "target", "agent", "source")


@dataclass
class Statement:
    """One sentence: what the gold says of it, or what was found."""

    text: str
    kind: str = ""
    modality: str = "asserted"
    negated: bool = False
    checked: float = 0.0  # gold: 0 or 1; found: the score
    actors: dict[str, tuple[str, str]] = field(default_factory=dict)  # name -> role, sector
    mentions: list[tuple[str, str]] = field(default_factory=list)  # words, name
    source: str | None = None
    cue: str | None = None
    speaker: str | None = None  # the name of whom a pronoun, a surname, a description stands for


Pair = tuple[Statement, Statement]


def passages(name: str) -> list[list[Statement]]:
    """Return the passages of ``corpus/statements/NAME.txt``."""
    found: list[list[Statement]] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append([])
        elif line.startswith("  "):
            _mark(found[-1][-1], line.strip())
        elif line and not line.startswith("# "):
            found[-1].append(Statement(line))
    return found


def _mark(one: Statement, line: str) -> None:
    key, colon, rest = line.partition(": ")
    if not colon:
        one.kind, *firmness = line.split()
        for word in firmness:
            if word == "negated":
                one.negated = True
            elif word == "check":
                one.checked = 1.0
            else:
                one.modality = word
    elif key == "actors":
        for part in rest.split("; "):
            name, role, sector = part.rpartition(" = ")[2], "mentioned", ""
            for _ in range(2):  # a name may hold commas of its own
                before, _, last = name.rpartition(", ")
                if before and last in SECTORS:
                    name, sector = before, last
                elif before and last in _RANKS:
                    name, role = before, last
            one.actors[plain(name)] = role, sector
            words = part.partition(" = ")[0] if " = " in part else name
            one.mentions.append((plain(words), plain(name)))
    elif key == "source":
        source, cue, *speaker = (part.strip() for part in rest.split("|"))
        one.source, one.cue = source or None, cue
        one.speaker = plain(speaker[0]) if speaker else None
    else:
        raise ValueError(f"{line!r}: neither a kind, actors nor a source")


def of_gold(sentences: Iterable[Mapping[str, Any]]) -> list[Statement]:
    """Return the running sentences of a report's gold, in the shape of ``claims.jsonl``.

    Gold without roles (names only) and without check-worthiness leaves these empty.
    """
    found = []
    for row in sentences:
        if row.get("table"):
            continue
        said = row.get("attribution") or {}
        one = Statement(row["sentence"], row["kind"], row["modality"], row["negated"])
        one.checked = -1.0
        one.source, one.cue = said.get("source"), said.get("cue")
        for actor in row["actors"]:
            known = actor if isinstance(actor, Mapping) else {"name": actor}
            name = plain(known["name"])
            one.actors[name] = known.get("role", ""), ""
            if known.get("text"):
                one.mentions.append((plain(known["text"]), name))
        found.append(one)
    return found


def pairs(passages: Iterable[Sequence[Statement]], nlp: Language) -> list[Pair]:
    """Return each sentence of the gold with what was found in it."""
    done: list[Pair] = []
    for passage in passages:
        doc = nlp(" ".join(one.text for one in passage))
        start = 0
        for one in passage:
            done.append((one, _found(doc, start, start + len(one.text))))
            start += len(one.text) + 1
    return done


def _found(doc: Doc, start: int, end: int) -> Statement:
    claims: list[Span] = [c for c in doc.spans["claims"] if start <= c.start_char < end]
    if not claims:
        return Statement(doc.text[start:end])
    claim = claims[0]
    found = Statement(
        claim.text, claim.label_, claim._.modality, claim._.negated, claim._.check_worthiness
    )
    for span in doc.spans["actors"]:
        if start <= span.start_char < end:
            actor = span._.actor
            known = found.actors.get(plain(actor.name), ("", ""))[0]
            role = max(known, actor.role, key=_RANKS.index)
            found.actors[plain(actor.name)] = role, actor.sector or ""
            found.mentions.append((plain(actor.text), plain(actor.name)))
    for one in outermost(doc._.attributions):
        place = one.cue_span or one.content_span
        inside = start <= place[0] < end
        goes_on = one.content_span and one.content_span[0] < start < one.content_span[1]
        if inside or goes_on:
            found.source, found.cue = one.source, one.cue
            found.speaker = plain(one.actor) if one.actor else None
            break
    return found


def scores(done: Sequence[Pair]) -> dict[str, float]:
    """Return F1 or the share that is right, in per cent, by column.

    ``name`` is the share of actors whose words were found that got the right canonical name;
    ``speaker`` that of attributions found, of a named actor, that credit this actor, or whom the
    gold names for it; ``kinds`` the
    mean F1 of the four kinds; ``check AP`` the average precision of check-worthiness.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # right, found, expected
    for gold, ours in done:
        for column, right, found, expected in _counts(gold, ours):
            for i, n in enumerate((right, found, expected)):
                counts[column][i] += n
    out = {}
    kinds = []
    for column, (right, found, expected) in counts.items():
        share = 200 * right / (found + expected) if found + expected else 100.0
        if column.startswith("kind "):
            if expected:
                kinds.append(share)
        elif found or expected or column in _ALWAYS:
            out[column] = share
        if column == "cue":
            out["cue precision"] = 100 * right / found if found else 100.0
    out["kinds"] = fmean(kinds)
    marked = [(o.checked, g.checked) for g, o in done if g.checked >= 0]
    if marked:
        out["check AP"] = 100 * average_precision(marked)
    return out


_ALWAYS = frozenset({"actors", "attributed", "source", "cue", "both", "negated"})


def _counts(gold: Statement, ours: Statement) -> Iterator[tuple[str, int, int, int]]:
    names = gold.actors.keys() & ours.actors.keys()
    yield "actors", len(names), len(ours.actors), len(gold.actors)
    seen = [(name, met) for words, name in gold.mentions if (met := _met(words, ours.mentions))]
    yield "name", sum(name in met for name, met in seen), len(seen), len(seen)
    typed = [n for n in names if gold.actors[n][0]]
    right = sum(gold.actors[n][0] == ours.actors[n][0] for n in typed)
    yield "role", right, len(typed), len(typed)
    typed = [n for n in names if gold.actors[n][1]]
    right = sum(gold.actors[n][1] == ours.actors[n][1] for n in typed)
    yield "sector", right, len(typed), len(typed)
    spoke = bool(gold.cue), bool(ours.cue)
    yield "attributed", spoke == (True, True), spoke[1], spoke[0]
    same = {}
    for column in ("source", "cue"):
        a, b = getattr(gold, column), getattr(ours, column)
        same[column] = bool(a and b and share_words(a, b))
        yield column, same[column], bool(b), bool(a)
    source = same["source"] or (gold.source is None and ours.source is None)
    yield "both", source and same["cue"], spoke[1], spoke[0]
    speakers, credited = (_sources(one) for one in (gold, ours))
    if same["cue"] and gold.speaker:
        yield "speaker", gold.speaker == ours.speaker, 1, 1
    elif same["cue"] and speakers:
        yield "speaker", bool(speakers & credited), 1, 1
    yield "kind", gold.kind == ours.kind, 1, 1
    for kind in {gold.kind, ours.kind}:
        yield f"kind {kind}", gold.kind == ours.kind, ours.kind == kind, gold.kind == kind
    yield "modality", gold.modality == ours.modality, 1, 1
    yield "negated", gold.negated and ours.negated, ours.negated, gold.negated
    if gold.checked >= 0:
        checked = ours.checked >= 0.5
        yield "check", int(checked and gold.checked), checked, int(gold.checked)


def _sources(one: Statement) -> set[str]:
    return {name for name, (role, _) in one.actors.items() if role == "source"}


def _met(words: str, mentions: Iterable[tuple[str, str]]) -> set[str]:
    """Return the names of the mentions whose words lie within ``words``, or hold them."""
    ours = f" {words} "
    return {name for text, name in mentions if f" {text} " in ours or ours in f" {text} "}


def average_precision(ranked: list[tuple[float, float]]) -> float:
    """Return the average precision of (score, 0 or 1), the highest score first."""
    right, total = 0.0, 0.0
    for rank, (_, worth) in enumerate(sorted(ranked, key=lambda r: -r[0]), 1):
        if worth:
            right += 1
            total += right / rank
    return total / right if right else 1.0


def main() -> None:
    """Print the scores of one set."""
    from pipeline.annotate import load_nlp

    done = pairs(passages(sys.argv[1]), load_nlp())
    for gold, ours in done if "-v" in sys.argv else ():
        parts = [part for part in _counts(gold, ours) if not part[0].startswith("kind ")]
        wrong = [column for column, *n in parts if len(set(map(int, n))) > 1]
        if wrong:
            sys.stdout.write(f"{gold.text}\n   {' '.join(wrong)}\n")
            for label, one in (("want", gold), ("got ", ours)):
                shown = re.sub(r"^Statement\(text=.*?, kind=", "kind=", repr(one))
                shown = re.sub(r", mentions=\[[^]]*\]", "", shown)
                sys.stdout.write(f"     {label} {shown}\n")
    for column, share in scores(done).items():
        sys.stdout.write(f"{column:14} {share:5.1f}\n")
    sys.stdout.write(f"{len(done)} sentences\n")


if __name__ == "__main__":
    main()
