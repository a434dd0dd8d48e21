"""Where a text names an actor, and what the actor's canonical name is.

In: a text, the gazetteer, and the entities of a trained model if there is one.
Out: disjoint mentions in the order of the text, in characters.

The evidence, strongest first: names in the gazetteer; patterns around states (`the Afghan
government`, `US forces`); acronyms the text defines (`Long Name (LN)`, after Schwartz and
Hearst 2003); names whose shape says organisation (`Kenya National Bureau of Statistics`) or
person (`Dr Amina Odhiambo`); the model's entities, which fill the gaps. Of two that overlap, the
longer one is kept, then the stronger.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.annotate.gazetteer import (
    ADJECTIVE,
    CAPITAL,
    NOT_ACTORS,
    PLACE,
    STATE,
    Gazetteer,
    Hit,
    Word,
    split_words,
)
from pipeline.annotate.shapes import (
    ORGANISATION_HEADS,
    acronym_definitions,
    is_organisation,
    organisations,
    persons,
    sector_of,
)

GAZETTEER, PATTERN, DEFINED, SHAPE, MODEL = 5, 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Entity:
    """What a trained model marked: characters and a coarse label."""

    start: int
    end: int
    label: str  # PERSON, ORG, ...


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``[start, end)`` name the actor ``name``."""

    start: int
    end: int
    name: str
    sector: str | None = None
    country: str | None = None
    strength: int = GAZETTEER
    acts: bool = False  # an actor only if it is the subject of an act: a capital city


# The noun behind `Afghan`, `US`, `Kenya's` that makes it the government of the state ...
GOVERNMENT_NOUNS = frozenset(["government", "governments", "administration", "authorities", "cabinet"])
# ... or the state itself (GUIDELINES: `US forces`, `Russian officials` are their state).
STATE_NOUNS = frozenset(
    ["forces", "force", "troops", "troop", "army", "military", "soldiers", "soldier", "police", "policemen", "navy", "officials", "official", "diplomats", "diplomat", "leaders", "leadership", "officers", "officer", "negotiators", "negotiator", "envoy", "envoys", "ambassador", "delegation", "delegates", "lawmakers", "spies", "agents", "commanders", "commander", "personnel", "warplanes", "jets", "helicopters", "servicemen", "paratroopers", "marines", "guards", "coastguard", "intelligence", "minister", "ministers", "president", "premier", "chancellor", "parliament", "legislators", "embassy"]
)
# Groups named by role: an actor of their own.
GROUP_NOUNS = {
    **dict.fromkeys(
        ["militants", "rebels", "insurgents", "separatists", "terrorists", "gunmen", "extremists", "jihadists", "jihadis", "fighters", "militias", "militia", "guerrillas", "islamists", "warlords", "paramilitaries", "mercenaries"],
        "armed group",
    ),
    **dict.fromkeys(
        ["hackers", "traffickers", "smugglers", "gangs", "cartels", "pirates", "poachers", "bandits"],
        "criminal group",
    ),
    **dict.fromkeys(["opposition", "dissidents"], "opposition"),
}
# Words that may stand between the adjective and such a noun.
_BETWEEN = frozenset(
    ["armed", "security", "special", "military", "federal", "national", "interim", "transitional", "former", "current", "then", "naval", "air", "ground", "border", "government", "defence", "defense", "intelligence", "senior", "top", "foreign", "new", "central", "caretaker", "prime", "deputy", "state", "public", "finance", "interior", "trade", "police", "army", "coast", "counterterrorism", "and", "occupation", "occupying", "peacekeeping", "combat", "local", "high", "ranking", "backed", "led", "linked", "state-sponsored", "sponsored", "elected", "democratic", "coalition", "peace", "riot"]
)
_WITH_ARTICLE = frozenset(
    ["Bahamas", "Gambia", "Maldives", "Netherlands", "Philippines", "Comoros", "Holy_See", "Central_African_Republic", "Czech_Republic", "Dominican_Republic", "United_States", "United_Kingdom", "United_Arab_Emirates", "Democratic_Republic_of_the_Congo", "Republic_of_the_Congo", "Marshall_Islands", "Solomon_Islands"]
)
# A capital that stands before one of these acts (without a parse, which does it better).
ACT_VERBS = re.compile(
    r"(?:(?:has|have|had|also|now|then|later|again|repeatedly|would|will|may|might|could|should|"
    r"did|does|not|never|recently|already|still|long|since|formally|reportedly)\s+){0,4}"
    r"(?:(?:accus|agre|alleg|announc|approv|argu|ask|assert|back|believ|blam|call|cancel|cancell|"
    r"claim|clos|commit|committ|condemn|confirm|consider|criticis|criticiz|decid|declar|declin|"
    r"demand|deploy|dismiss|doubl|expell|expect|express|extend|fear|fund|grant|halt|impos|insist|"
    r"invest|invit|launch|maintain|negotiat|offer|oppos|order|pledg|press|promis|propos|protest|"
    r"provid|pull|push|react|recall|recognis|recogniz|reduc|refus|reject|remain|request|resist|"
    r"respond|sign|stat|stopp|strengthen|support|suspend|threaten|urg|view|vow|want|warn|welcom|"
    r"acknowledg|abandon|abstain|adopt|appear|assur|attempt|concede|conced|contend|continu|"
    r"counter|endors|hop|intend|introduc|lobbi|need|plann|prefer|presse|pursu|rebuff|rul|seem|"
    r"suggest|suppli|toughen|ratifi|deni|rel|repli|tri)(?:es|ed|s|d|e)|"
    r"denies|supplies|ratifies|tries|replies|said|says|say|saw|sees|see|seek|seeks|sought|sent|"
    r"sends|send|cut|withdrew|withdraws|withdraw|began|begun|banned|bans|became|becomes|took|takes|"
    r"gave|gives|made|makes|told|tells|thinks|thought|knows|knew|wants|want|agree|accuse|impose|"
    r"recognise|recognize|accept|accepts|accepted|lifted|lifts|ended|ends|paid|pays|spent|met|"
    r"is (?:seeking|trying|pushing|pressing|considering|planning|preparing|expected|concerned|"
    r"worried|willing|ready|determined|committed|reluctant|keen|likely)|"
    r"(?:was|were|has been) (?:seeking|trying|pushing|pressing|considering|planning|preparing|"
    r"concerned|willing|ready|reluctant|keen))\b"
)


def government_of(state: str) -> str:
    """Return the canonical name of a state's government."""
    article = "the " if state.replace(" ", "_") in _WITH_ARTICLE else ""
    return f"Government of {article}{state}"


def find_mentions(
    text: str, gazetteer: Gazetteer, entities: Sequence[Entity] = ()
) -> list[Mention]:
    """Return the mentions of actors in ``text``, disjoint and in order."""
    words = split_words(text)
    hits = list(gazetteer.hits(words))
    at = {hit.first: hit for hit in hits}
    found: list[Mention] = []
    for hit in hits:
        found.extend(_from_hit(text, words, hit, at, gazetteer))
    names = [
        Mention(o.start, o.end, *_shape_name(o.name, o.owner, words, gazetteer), strength=SHAPE)
        for o in organisations(text, words, at)
    ]
    found.extend(names)
    people = [
        Mention(p.start, p.end, p.name, "person", strength=SHAPE) for p in persons(text, words, at)
    ]
    found.extend(people)
    found.extend(_from_entities(text, words, hits, entities))
    found.extend(_acronyms(text, words, found, gazetteer, entities))
    kept = _disjoint(found)
    return _resolve_short_names(text, words, kept, gazetteer)


# --- states and their institutions ---------------------------------------------------------------


def _from_hit(
    text: str, words: list[Word], hit: Hit, at: dict[int, Hit], gazetteer: Gazetteer
) -> list[Mention]:
    entry = hit.entry
    start, end = words[hit.first].start, _end(text, words, hit)
    if entry.sector == PLACE:
        # Kept until overlaps are settled: it shields the names inside it.
        return [Mention(start, end, "", PLACE)]
    if entry.sector == CAPITAL:
        acts = bool(ACT_VERBS.match(text, _skip_space(text, end)))
        name = government_of(entry.name)
        return (
            [Mention(start, end, name, "government", entry.country, PATTERN, acts=acts)]
            if acts
            else []
        )
    if entry.sector not in {STATE, ADJECTIVE}:
        return [Mention(start, end, entry.name, entry.sector, entry.country)]
    before = _government_before(words, hit)
    if before is not None and entry.sector == STATE:
        name = government_of(entry.name)
        return [Mention(words[before].start, end, name, "government", entry.country, PATTERN)]
    noun = _institution(words, hit, at)
    if noun is not None:
        key = words[noun].key
        stop = words[noun].end
        if key in GOVERNMENT_NOUNS:
            name = government_of(entry.name)
            return [Mention(start, stop, name, "government", entry.country, PATTERN)]
        if key in GROUP_NOUNS:
            # The state before is one of its own only in `Iran-backed militias`.
            name = " ".join(text[start:stop].split())
            return [Mention(start, stop, name, GROUP_NOUNS[key], entry.country, PATTERN)]
        if not _titled(words, noun):
            return [Mention(start, stop, entry.name, STATE, entry.country, PATTERN)]
        return [Mention(start, end, entry.name, STATE, entry.country, PATTERN)]
    if entry.sector == ADJECTIVE:
        return []
    return [Mention(start, end, entry.name, STATE, entry.country)]


def _end(text: str, words: list[Word], hit: Hit) -> int:
    """Return the end of a hit: the last stop of `U.S.` is part of it."""
    end = words[hit.last].end
    one_letter = end - words[hit.last].start == 1
    return end + (one_letter and hit.last > hit.first and text[end : end + 1] == ".")


def _government_before(words: list[Word], hit: Hit) -> int | None:
    """Return where `government of [the]` before a state begins."""
    i = hit.first - 1
    if i >= 0 and words[i].key == "the":
        i -= 1
    if i >= 1 and words[i].key == "of" and words[i - 1].key in GOVERNMENT_NOUNS - {"cabinet"}:
        return i - 1
    return None


def _institution(words: list[Word], hit: Hit, at: dict[int, Hit]) -> int | None:
    """Return the noun that the state's name or adjective belongs to, if it is an institution."""
    i = hit.last + 1
    if i < len(words) and words[i].key == "s" and words[i].gap == "'":
        i += 1
    for _ in range(4):
        if i >= len(words) or words[i].gap not in {"", "-"} or i in at:
            return None
        key = words[i].key
        nouns = GOVERNMENT_NOUNS | STATE_NOUNS | GROUP_NOUNS.keys()
        following = words[i + 1].key if i + 1 < len(words) and not words[i + 1].gap else ""
        compound = following in nouns or (following in _BETWEEN and key in _BETWEEN)
        if key in nouns and not compound:
            if words[i].capital and words[i].key in STATE_NOUNS and not _titled(words, i):
                return None  # `Pakistan Army` is a name; `the Pakistan army` is the state
            return i
        if key not in _BETWEEN and not (key in nouns and compound):
            return None
        i += 1
    return None


def _titled(words: list[Word], i: int) -> bool:
    """Say whether a name follows the title at ``i``: `US President Joe Biden`."""
    following = words[i + 1] if i + 1 < len(words) else None
    return bool(following and following.capital and not following.gap)


def _shape_name(
    name: str, owner: Hit | None, words: list[Word], gazetteer: Gazetteer
) -> tuple[str, str | None, str | None]:
    """Return canonical name, sector and country of a name found by its shape."""
    known = gazetteer.find(name)
    if known is not None and known.sector not in NOT_ACTORS | {STATE}:
        return known.name, known.sector, known.country
    sector = sector_of(name)
    if owner is not None:
        return f"{name} ({owner.entry.name})", sector, owner.entry.country
    inside = {hit.entry.country for hit in gazetteer.hits(split_words(name)) if hit.entry.country}
    return name, sector, next(iter(inside)) if len(inside) == 1 else None


# --- the model's entities -------------------------------------------------------------------------

_STRIP_LEFT = re.compile(r"(?:the|The|a|A|an|An|its|their|our|this|that)\s+")
_STRIP_RIGHT = re.compile(r"(?:['’]s?|[\s.,;:)\]\"”’']+)$")


def _from_entities(
    text: str, words: list[Word], hits: list[Hit], entities: Iterable[Entity]
) -> list[Mention]:
    found = []
    for entity in entities:
        start, end = _trimmed(text, entity.start, entity.end)
        if end - start < 2 or not any(c.isupper() for c in text[start:end]):
            continue
        name = " ".join(text[start:end].split())
        if "(" in name or name.count(",") > 1:
            continue
        if entity.label in {"PERSON", "PER"} and name[0].isupper() and not name.isupper():
            found.append(Mention(start, end, name, "person", strength=MODEL))
        elif entity.label == "ORG":
            found.append(Mention(start, end, name, sector_of(name), strength=MODEL))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if match := _STRIP_LEFT.match(text, start, end):
        start = match.end()
    if match := _STRIP_RIGHT.search(text, max(start, end - 8), end):
        end = match.start()
    return start, end


# --- acronyms --------------------------------------------------------------------------------------


def _acronyms(
    text: str,
    words: list[Word],
    found: list[Mention],
    gazetteer: Gazetteer,
    entities: Sequence[Entity],
) -> list[Mention]:
    """Return a mention for each use of an acronym that the text defines, and for its long form."""
    by_end = {m.end: m for m in sorted(found, key=lambda m: m.end - m.start) if m.name}
    defined: dict[str, Mention] = {}
    mentions = []
    for definition in acronym_definitions(text, words):
        short = definition.short
        known = by_end.get(definition.end)
        if known is not None and known.strength == MODEL and known.start > definition.start:
            known = None
        if known is None:
            long = text[definition.start : definition.end]
            entry = gazetteer.find(long) or gazetteer.find(short)
            if entry is not None and entry.sector in NOT_ACTORS:
                continue
            if (
                entry is None
                and not is_organisation(long)
                and not any(
                    e.label == "ORG" and e.start < definition.end and e.end > definition.start
                    for e in entities
                )
            ):
                continue
            name = entry.name if entry else " ".join(long.split())
            known = Mention(
                definition.start,
                definition.end,
                name,
                entry.sector if entry else sector_of(name),
                entry.country if entry else None,
                DEFINED,
            )
            mentions.append(known)
        defined[short] = known
    if not defined:
        return []
    first = {tuple(w.key for w in split_words(short)): (short, m) for short, m in defined.items()}
    longest = max(map(len, first))
    for i in range(len(words)):
        for length in range(min(longest, len(words) - i), 0, -1):
            match = first.get(tuple(w.key for w in words[i : i + length]))
            if match is None:
                continue
            start, end = words[i].start, words[i + length - 1].end
            if text[start:end] == match[0]:
                mentions.append(replace(match[1], start=start, end=end, strength=GAZETTEER + 1))
            break
    return mentions


# --- settling overlaps, and names in short ------------------------------------------------------------


def _disjoint(found: list[Mention]) -> list[Mention]:
    """Keep the longer of two that overlap, then the stronger; a model's span gives way to ours."""

    def order(m: Mention) -> tuple[bool, int, int, int]:
        return (m.strength == MODEL, m.start - m.end, -m.strength, m.start)

    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in sorted(found, key=order):
        span = range(mention.start, mention.end)
        if mention.strength == MODEL:
            overlapped = (
                [m for m in taken if m.start < mention.end and m.end > mention.start]
                if not (covered.isdisjoint(span))
                else []
            )
            if any(not _gives_way(m, mention) for m in overlapped):
                continue
            for m in overlapped:
                taken.remove(m)
        elif not covered.isdisjoint(span):
            continue
        taken.append(mention)
        covered.update(span)
    return sorted((m for m in taken if m.sector != PLACE), key=lambda m: m.start)


def _gives_way(ours: Mention, model: Mention) -> bool:
    """Say whether a state's name is only a part of what the model found: `Bank Negara Malaysia`."""
    inside = model.start <= ours.start and ours.end <= model.end
    return inside and ours.sector == STATE and ours.end - ours.start < model.end - model.start


def _resolve_short_names(
    text: str, words: list[Word], mentions: list[Mention], gazetteer: Gazetteer
) -> list[Mention]:
    """Give surnames and `the Bank` the name they stand for, if exactly one fits."""
    people: dict[str, set[str]] = {}
    for m in mentions:
        parts = m.name.split()
        if m.sector == "person" and len(parts) > 1:
            people.setdefault(_surname(parts), set()).add(m.name)
    bodies: dict[str, set[Mention]] = {}
    for m in mentions:
        if m.sector not in {STATE, "person", "government"}:
            parts = m.name.split()
            for part in {parts[0], parts[-1]}:
                if part in ORGANISATION_HEADS and len(parts) > 1:
                    bodies.setdefault(part, set()).add(replace(m, start=0, end=0, strength=0))
    resolved = []
    for m in mentions:
        parts = m.name.split()
        if (
            m.sector == "person"
            and len(parts) == 1
            and len(full := people.get(parts[0], set())) == 1
        ):
            m = replace(m, name=next(iter(full)))
        resolved.append(m)
    covered = {i for m in resolved for i in range(m.start, m.end)}
    for i, word in enumerate(words):
        if not word.capital or word.start in covered:
            continue
        start, name = word.start, word.text
        if (
            i + 1 < len(words)
            and word.text.lower() in _PARTICLES
            and (words[i + 1].gap == "-" or words[i + 1].spaced)
        ):
            continue
        if i and words[i - 1].text.lower() in _PARTICLES and word.gap in {"-", ""}:
            prefixed = text[words[i - 1].start : word.end]
            if prefixed in people:
                start, name = words[i - 1].start, prefixed
        alone = not (
            i + 1 < len(words)
            and words[i + 1].capital
            and words[i + 1].gap == ""
            and words[i + 1].spaced
        )
        if name in people and len(people[name]) == 1 and (alone or i == 0 or words[i].gap):
            if start not in covered:
                resolved.append(
                    Mention(start, word.end, next(iter(people[name])), "person", strength=SHAPE)
                )
        elif name in bodies and alone and i and words[i - 1].key == "the" and not word.gap:
            fits = {(b.name, b.sector, b.country) for b in bodies[name]}
            if len(fits) == 1:
                body = next(iter(fits))
                resolved.append(Mention(word.start, word.end, *body, strength=SHAPE))
    return sorted(resolved, key=lambda m: m.start)


_PARTICLES = frozenset(["al", "el", "bin", "ibn", "ben", "von", "van", "de", "da", "del", "della", "di", "dos", "du", "la", "le", "ul", "ur"])


def _surname(parts: list[str]) -> str:
    if parts[-1].rstrip(".") in {"Jr", "Sr", "II", "III", "IV"} and len(parts) > 2:
        parts = parts[:-1]
    return parts[-1]


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
