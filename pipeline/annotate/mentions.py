"""Where a text names an actor, and what the actor's canonical name is.

In: a text, the gazetteer, and the entities of a trained model if there is one. Out: disjoint
mentions in the order of the text, in characters.

The evidence: acronyms that the text defines, names of the gazetteer, states and what acts in
their name (``states``), names whose shape says organisation or person (``organisations``,
``persons``), and the model's entities, which fill the gaps. Of two that overlap the longer is
kept, then the stronger. Then short forms (`Biden`, `the Bank`) get the name they stand for, if
exactly one in the report fits.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from pipeline.annotate.acronyms import definitions
from pipeline.annotate.author_years import author_year_spans, narrative_spans
from pipeline.annotate.entities import Entity, accepted
from pipeline.annotate.gazetteer import (
    ADJECTIVE,
    CAPITAL,
    NOT_ACTORS,
    PLACE,
    STATE,
    Entry,
    Gazetteer,
    Hit,
    Word,
    split_words,
)
from pipeline.annotate.organisations import Name, head_of, organisations, sector_of
from pipeline.annotate.persons import PARTICLES, persons
from pipeline.annotate.states import (
    GOVERNMENT,
    acts,
    government_of,
    hit_end,
    in_money,
    state_mention,
)
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Span

PERSON = "person"
# A text is about one state if its names are so many, and so many times those of any other.
_HOME_COUNT, _HOME_LEAD = 3, 2


class Evidence(IntEnum):
    """What a mention rests on, weakest first."""

    MODEL = 1
    SHAPE = 2
    NAME = 3
    DEFINED = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``[start, end)`` name the actor ``name``."""

    start: int
    end: int
    name: str
    sector: str | None = None
    country: str | None = None  # ISO 3166 alpha-3
    evidence: Evidence = Evidence.NAME


def find_mentions(
    text: str,
    gazetteer: Gazetteer,
    entities: Sequence[Entity] = (),
    starts: Collection[int] = (),
    headings: Sequence[Span] = (),
) -> list[Mention]:
    """Return the mentions of actors in ``text``, disjoint and in order.

    ``starts`` are the offsets at which sentences begin: no name goes across one. In
    ``headings`` capitals say little: there neither the model nor a title makes a person.
    """
    words = split_words(text, starts)
    at = {hit.first: hit for hit in _certain(list(gazetteer.hits(words)))}
    home = _home(text, words, at.values(), gazetteer)
    found = [m for hit in at.values() for m in _named(text, words, hit, at)]
    for name in organisations(text, words, at):
        if " " in name.name or name.owner or home:
            found.append(_by_shape(name, gazetteer, home))
    guessed = [
        Mention(p.start, p.end, p.name, PERSON, evidence=Evidence.SHAPE)
        for p in persons(text, words, at)
    ]
    for name, is_person in accepted(text, words, gazetteer, entities):
        sector = PERSON if is_person else sector_of(name.name)
        guessed.append(Mention(name.start, name.end, name.name, sector, evidence=Evidence.MODEL))
    found += [m for m in guessed if not _within(headings, m)]
    found += _defined(text, words, found, gazetteer)
    return _without_citations(text, _with_short_forms(text, words, _disjoint(found), home))


def _without_citations(text: str, found: list[Mention]) -> list[Mention]:
    """Leave out who is cited by author and year: `(OECD 2023)`, `Okonjo (2018)`."""
    cited = list(author_year_spans(text))
    named = list(narrative_spans(text))
    return [
        m for m in found if not _within(cited, m) and not (m.sector == PERSON and _within(named, m))
    ]


def _within(spans: Sequence[Span], mention: Mention) -> bool:
    i = bisect_right(spans, (mention.start, len(spans) and spans[-1][1] + 1)) - 1
    return i >= 0 and spans[i][0] <= mention.start and mention.end <= spans[i][1]


def _named(text: str, words: list[Word], hit: Hit, at: dict[int, Hit]) -> Iterator[Mention]:
    entry = hit.entry
    if entry.sector in {STATE, ADJECTIVE, CAPITAL}:
        state = state_mention(text, words, hit, at)
        if state is not None:
            yield Mention(state.start, state.end, state.name, state.sector, state.country)
    else:  # a place too, for now: it shields the names inside it
        end = hit_end(text, words, hit)
        yield Mention(words[hit.first].start, end, entry.name, entry.sector, entry.country)


def _by_shape(name: Name, gazetteer: Gazetteer, home: Entry | None) -> Mention:
    known = gazetteer.find(name.name)
    state = name.owner.entry if name.owner else home if name.generic else None
    if known is not None and known.sector not in NOT_ACTORS | {STATE} and name.owner is None:
        return Mention(name.start, name.end, known.name, known.sector, known.country)
    sector = sector_of(name.name)
    if state is not None:
        full = f"{name.name} ({state.name})"
        return Mention(name.start, name.end, full, sector, state.country, Evidence.SHAPE)
    inside = {hit.entry.country for hit in gazetteer.hits(split_words(name.name))}
    country = next(iter(inside)) if len(inside) == 1 else None
    return Mention(name.start, name.end, name.name, sector, country, Evidence.SHAPE)


def _certain(hits: list[Hit]) -> list[Hit]:
    """Return the hits without the doubtful ones that nothing else in the text speaks for."""
    sure = [hit.entry for hit in hits if not hit.entry.doubtful]
    names = {entry.name for entry in sure}
    countries = {entry.country for entry in sure if entry.country}
    return [
        hit
        for hit in hits
        if not hit.entry.doubtful or hit.entry.name in names or hit.entry.country in countries
    ]


def _home(text: str, words: list[Word], hits: Iterable[Hit], gazetteer: Gazetteer) -> Entry | None:
    """Return the state that the text is about: far the most names that belong to one are its."""
    counts = Counter(
        hit.entry.country
        for hit in hits
        if hit.entry.country and not in_money(text, words[hit.last].end)
    )
    (code, count), (_, second) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    far = count >= max(_HOME_COUNT, _HOME_LEAD * second)
    return Entry(gazetteer.states[code], STATE, code) if far and code in gazetteer.states else None


# --- acronyms ------------------------------------------------------------------------------------


def _defined(
    text: str,
    words: list[Word],
    found: list[Mention],
    gazetteer: Gazetteer,
) -> list[Mention]:
    """Return a mention for each use of an acronym that the text defines, before and after."""
    by_end = {m.end: m for m in sorted(found, key=lambda m: (m.end - m.start, m.evidence))}
    mentions: list[Mention] = []
    meant: dict[tuple[str, ...], tuple[str, Mention]] = {}
    for definition in definitions(text, words):
        start, end, short = definition.start, definition.end, definition.short
        actor = by_end.get(end)
        if actor is None or actor.start > start:
            long = " ".join(text[start:end].split())
            entry = gazetteer.find(long) or _same_in_small(long, gazetteer.find(short))
            if entry is not None and entry.sector not in NOT_ACTORS:
                actor = Mention(start, end, entry.name, entry.sector, entry.country)
            elif head_of(long) or (actor and actor.sector != PERSON):
                actor = Mention(start, end, long, sector_of(long), evidence=Evidence.DEFINED)
            else:  # gross domestic product (GDP): whatever else it may be called, not here
                actor = Mention(start, end, long, PLACE, evidence=Evidence.DEFINED)
            mentions.append(actor)
        if actor.sector != PERSON:
            meant[tuple(w.key for w in split_words(short))] = (short, actor)
    longest = max(map(len, meant), default=0)
    for i in range(len(words)):
        for length in range(min(longest, len(words) - i), 0, -1):
            key = tuple(w.key for w in words[i : i + length])
            if key not in meant:
                continue
            short, actor = meant[key]
            start, end = words[i].start, words[i + length - 1].end
            if text[start:end] == short:
                mentions.append(replace(actor, start=start, end=end, evidence=Evidence.DEFINED))
            break
    return mentions


def _same_in_small(long: str, entry: Entry | None) -> Entry | None:
    """Return what an acronym stands for if ``long`` is its name in small letters."""
    if entry is None or long[0].isupper():
        return None
    ours, theirs = ({w.key for w in split_words(name)} for name in (long, entry.name))
    return entry if 2 * len(ours & theirs) > len(theirs) else None


# --- settling overlaps ---------------------------------------------------------------------------


def _disjoint(found: list[Mention]) -> list[Mention]:
    """Keep the longer of two that overlap, then the stronger; the model's fill the gaps."""
    ours = sorted(
        (m for m in found if m.evidence != Evidence.MODEL),
        key=lambda m: (m.start - m.end, -m.evidence, m.start),
    )
    owner: dict[int, Mention] = {}  # by character
    for mention in ours:
        span = range(mention.start, mention.end)
        if owner.keys().isdisjoint(span):
            owner.update(dict.fromkeys(span, mention))
    for mention in (m for m in found if m.evidence == Evidence.MODEL):
        span = range(mention.start, mention.end)
        overlapped = {owner[i] for i in span if i in owner}
        if any(not _is_part(m, mention) for m in overlapped):
            continue
        for part in overlapped:
            for i in range(part.start, part.end):
                del owner[i]
        owner.update(dict.fromkeys(span, mention))
    return sorted({m for m in owner.values() if m.sector != PLACE}, key=lambda m: m.start)


def _is_part(ours: Mention, models: Mention) -> bool:
    """Say whether a state's name is only a part of a longer one: `Bank Negara Malaysia`."""
    inside = models.start <= ours.start and ours.end <= models.end
    return inside and ours.sector == STATE and ours.end - ours.start < models.end - models.start


# --- short forms ---------------------------------------------------------------------------------


def _with_short_forms(
    text: str, words: list[Word], mentions: list[Mention], home: Entry | None
) -> list[Mention]:
    """Give `Biden`, `the Bank` and `the ministry` their names, if exactly one in the text fits.

    In small letters they must act (`the ministry hopes`), as must `the federal government`.
    """
    people: dict[str, set[Mention]] = {}
    bodies: dict[str, set[Mention]] = {}
    for m in mentions:
        bare = replace(m, start=0, end=0, evidence=Evidence.SHAPE)
        if m.sector == PERSON and " " in m.name:
            people.setdefault(_surname(m.name), set()).add(bare)
            people.setdefault(m.name, set()).add(bare)
        elif m.sector not in {STATE, PERSON} and (head := head_of(m.name)):
            bodies.setdefault(head, set()).add(bare)
            if head.lower() in _SHORT_FORMS:
                bodies.setdefault(head.lower(), set()).add(bare)
    if home is not None:
        name = government_of(home.name)
        bodies["government"] = {Mention(0, 0, name, GOVERNMENT, home.country, Evidence.SHAPE)}
    resolved = [
        replace(next(iter(people[m.name])), start=m.start, end=m.end, evidence=m.evidence)
        if m.sector == PERSON and _one(people, m.name)
        else m
        for m in mentions
    ]
    qualified: dict[str, set[Mention]] = {}  # `Department of Energy`: whose, if the text says it
    for m in resolved:
        bare_name, bracket, _ = m.name.partition(" (")
        if bracket:
            qualified.setdefault(bare_name, set()).add(replace(m, start=0, end=0))
    resolved = [
        replace(next(iter(qualified[m.name])), start=m.start, end=m.end)
        if _one(qualified, m.name)
        else m
        for m in resolved
    ]
    covered = {i for m in resolved for i in range(m.start, m.end)}
    for i, word in enumerate(words):
        if word.start in covered or not (word.capital or word.key in bodies):
            continue
        before = words[i - 1] if i else None
        behind = words[i + 1] if i + 1 < len(words) else None
        if not word.capital:
            if before and before.key in _DEFINITE and _one(bodies, word.key) and acts(words, i, i):
                body = next(iter(bodies[word.key]))
                resolved.append(replace(body, start=word.start, end=word.end))
            continue
        if behind and behind.capital and not behind.gap and not behind.text.isupper():
            continue  # part of another name
        start = word.start
        if before and before.key in PARTICLES and word.gap in {"", "-"}:
            prefixed = text[before.start : word.end]
            start = before.start if prefixed in people else start
        name = text[start : word.end]
        if _one(people, name) and start not in covered:
            first = before if before and before.capital and not word.gap else None
            if first is not None and not _begins(people[name], first.text):
                continue  # another person of that surname
            resolved.append(replace(next(iter(people[name])), start=start, end=word.end))
        elif before and before.key == "the" and not word.gap and _one(bodies, name):
            resolved.append(replace(next(iter(bodies[name])), start=start, end=word.end))
    return sorted(resolved, key=lambda m: m.start)


_SHORT_FORMS = words_for("short form")  # `the ministry hopes`
_DEFINITE = frozenset({"the", "federal", "central", "national"})


def _one(names: dict[str, set[Mention]], short: str) -> bool:
    """Say whether exactly one name is meant by ``short``."""
    return len({m.name for m in names.get(short, ())}) == 1


def _begins(meant: set[Mention], first: str) -> bool:
    return any(first in m.name.split()[:-1] for m in meant)


def _surname(name: str) -> str:
    parts = name.split()
    if parts[-1].rstrip(".") in {"Jr", "Sr", "II", "III", "IV"}:
        parts = parts[:-1]
    joined = len(parts) > 2 and parts[-2].lower() in PARTICLES
    return " ".join(parts[-2:]) if joined else parts[-1]
