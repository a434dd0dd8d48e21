"""Where a text names an actor, and what the actor's canonical name is.

In: a text, the gazetteer, and the entities of a trained model if there is one. Out: disjoint
mentions in the order of the text, in characters.

The evidence: acronyms that the text defines, names of the gazetteer, states and what acts in
their name (``states``), names whose shape says organisation or person (``organisations``,
``persons``), and the model's entities, which fill the gaps. Of two that overlap the longer is
kept, then the stronger. Then short forms (`Biden`, `the Bank`) get the name they stand for, if
exactly one in the report fits.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from pipeline.annotate.actors.acronyms import (
    definitions,
    in_brackets,
    is_thing,
    may_name_a_body,
    named_before,
)
from pipeline.annotate.actors.acting_bodies import acting_bodies, owns_people
from pipeline.annotate.actors.affiliations import affiliations
from pipeline.annotate.actors.author_years import author_year_spans, narrative_spans
from pipeline.annotate.actors.dealings import bodies_dealt_with
from pipeline.annotate.actors.described import described_bodies, listed_bodies
from pipeline.annotate.actors.entities import Entity, accepted
from pipeline.annotate.actors.gazetteer import (
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
from pipeline.annotate.actors.mention import PERSON, Evidence, Mention, within
from pipeline.annotate.actors.organisations import OPENING, Name, head_of, organisations, sector_of
from pipeline.annotate.actors.persons import TITLES, persons
from pipeline.annotate.actors.said_again import said_again
from pipeline.annotate.actors.short_forms import with_short_forms
from pipeline.annotate.actors.states import (
    acts,
    hit_end,
    in_money,
    ministry_in_full,
    state_mention,
)
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Span

_LEGAL_FORMS = words_for("legal form")  # Citigroup Inc. is Citigroup
_WORLD = "international organisation"  # the sector
_WITH_BRANCHES = frozenset({"civil society", "business"})  # not `DOJ Russia`
_PARTIES = frozenset({"Labour", "Labor"})  # called so without their second word
_DIVISIONS = words_for("division of a firm")
_TOPICS = frozenset({"force", "market", "markets", "costs", "law", "laws", "day", "code", "rights"})
_HOUSES = frozenset({"house", "senate", "congressional"})  # Senate Democrats
_INSTRUMENTS = words_for("instrument")
# A text is about one state if its names are so many, and so many times those of any other.
_HOME_COUNT, _HOME_LEAD = 3, 2


def find_mentions(
    text: str,
    gazetteer: Gazetteer,
    entities: Sequence[Entity] = (),
    starts: Collection[int] = (),
    headings: Sequence[Span] = (),
    asides: Sequence[Span] = (),
) -> list[Mention]:
    """Return the mentions of actors in ``text``, disjoint and in order.

    ``starts`` are the offsets at which sentences begin: no name goes across one. In
    ``headings`` capitals say little: there neither the model nor a title makes a person. Who is
    named in ``asides`` alone, such as notes, is not meant by a surname that somebody else has.
    """
    words = split_words(text, starts)
    at = {hit.first: hit for hit in _certain(list(gazetteer.hits(words)), gazetteer)}
    home = _home(text, words, at.values(), gazetteer)
    found = [m for hit in at.values() for m in _named(text, words, hit, at)]
    states = ((words[h.first].start, h.entry) for h in at.values() if h.entry.sector == STATE)
    whose = _whose(states, starts, home)
    for name in organisations(text, words, at):
        if " " in name.name or name.owner or home:
            found.append(_by_shape(name, gazetteer, whose(name.start)))
    for name in (*acting_bodies(text, words, at), *described_bodies(text, words, at)):
        found.append(_by_shape(name, gazetteer, home))
    guessed = [
        Mention(p.start, p.end, p.name, PERSON, evidence=Evidence.SHAPE)
        for p in persons(text, words, at)
    ]
    for name, is_person in accepted(text, words, gazetteer, entities):
        known = gazetteer.find(f"{name.name} Party") if name.name in _PARTIES else None
        sector = PERSON if is_person else known.sector if known else sector_of(name.name)
        full = known.name if known else name.name
        guessed.append(Mention(name.start, name.end, full, sector, evidence=Evidence.MODEL))
    guessed += _labour(words, gazetteer, home)
    dealt = bodies_dealt_with(text, words, at, entities)
    guessed += [replace(_by_shape(n, gazetteer, None), evidence=Evidence.MODEL) for n in dealt]
    guessed += [
        Mention(name.start, name.end, name.name, name.sector, evidence=Evidence.MODEL)
        for name in listed_bodies(text, words, at, entities, found + guessed)
    ]
    found += [m for m in guessed if not within(headings, m)]
    people = [(m.start, m.end) for m in found if m.sector == PERSON and " " in m.name]
    for name in affiliations(words, people):
        if (known := gazetteer.find(name.name)) is None or known.doubtful:
            found.append(_by_shape(name, gazetteer, home))
    found += [m for m in said_again(text, words, found) if not within(headings, m)]
    found += _defined(text, words, found, gazetteer)
    found = with_short_forms(text, words, _disjoint(text, found), home, asides)
    return _without_citations(text, found)


def _without_citations(text: str, found: list[Mention]) -> list[Mention]:
    """Leave out who is cited by author and year: `(OECD 2023)`, `Okonjo (2018)`."""
    cited = list(author_year_spans(text))
    named = list(narrative_spans(text))
    return [
        m for m in found if not within(cited, m) and not (m.sector == PERSON and within(named, m))
    ]


def _named(text: str, words: Sequence[Word], hit: Hit, at: dict[int, Hit]) -> Iterator[Mention]:
    entry = hit.entry
    if hit.first == hit.last and (_shouted(words, hit.first) or _is_last_name(words, hit, at)):
        return  # `CONTACT US TODAY`; `Ivanka Trump`, `Christian Democrats`
    if entry.sector in {STATE, ADJECTIVE, CAPITAL}:
        state = state_mention(text, words, hit, at)
        if state is not None:
            yield Mention(state.start, state.end, state.name, state.sector, state.country)
    elif not _is_in_title(words, hit):  # a place too, for now: it shields the names inside it
        start, end, name = words[hit.first].start, hit_end(text, words, hit), entry.name
        behind = words[hit.last + 1] if hit.last + 1 < len(words) else None
        division = behind is not None and behind.text in _DIVISIONS and behind.gap == ""
        if entry.sector == "business" and behind is not None and division and behind.spaced:
            end, name = behind.end, f"{name} {behind.text}"  # `Siemens Mobility`, of Siemens
        yield Mention(start, end, name, entry.sector, entry.country)


def _is_in_title(words: Sequence[Word], hit: Hit) -> bool:
    """Say whether a body only lends its name to a treaty: `the WTO Agreement on Agriculture`."""
    ahead = words[hit.last + 1 : hit.last + 2]
    return any(word.text in _INSTRUMENTS and not word.gap for word in ahead)


def _is_last_name(words: Sequence[Word], hit: Hit, at: dict[int, Hit]) -> bool:
    """Say whether a person's or party's short name is the end of somebody else's."""
    before = words[hit.first - 1] if hit.first else None
    if hit.entry.sector not in {PERSON, "party"} or before is None or not before.capital:
        return False
    ours = {w.key for w in split_words(hit.entry.name)} | TITLES | _HOUSES
    apart = words[hit.first].gap or before.key in ours or before.text in OPENING
    listed = (at.get(hit.first - back) for back in range(1, 6))  # `US Democrats`
    return not apart and not any(other and other.last == hit.first - 1 for other in listed)


def _shouted(words: Sequence[Word], i: int) -> bool:
    """Say whether a short word in capitals stands among others: then it may be any word."""
    around = [words[k].text for k in (i - 1, i + 1) if 0 <= k < len(words)]
    short = len(words[i].text) <= 3 and words[i].text.isupper()
    return short and bool(around) and all(len(w) > 1 and w.isupper() for w in around)


def _by_shape(name: Name, gazetteer: Gazetteer, home: Entry | None) -> Mention:
    known = gazetteer.find(name.name) or gazetteer.find(_without_legal_form(name.name))
    known = known or gazetteer.find_misread(name.name)
    if known is not None and known.doubtful:
        known = None  # else the gazetteer's own hit would stand: another state's Labour Party
    state = name.owner.entry if name.owner else home if name.generic else None
    if known is not None and known.sector not in NOT_ACTORS | {STATE} and name.owner is None:
        return Mention(name.start, name.end, known.name, known.sector, known.country)
    sector = name.sector or sector_of(name.name)
    if state is not None:
        full = f"{ministry_in_full(name.name)} ({state.name})"
        usual = gazetteer.find(full)
        full = usual.name if usual is not None else full  # HM Treasury
        return Mention(name.start, name.end, full, sector, state.country, Evidence.SHAPE)
    inside = [h for h in gazetteer.hits(split_words(name.name)) if not h.entry.doubtful]
    first = next((h.entry for h in inside if h.first == 0), None)
    if first is not None and first.sector == _WORLD:
        sector = _WORLD  # `United Nations Office for ...`
    countries = {hit.entry.country for hit in inside}
    country = next(iter(countries)) if len(countries) == 1 else None
    return Mention(name.start, name.end, name.name, sector, country, Evidence.SHAPE)


def _labour(words: Sequence[Word], gazetteer: Gazetteer, home: Entry | None) -> Iterator[Mention]:
    """Yield the party that is called by its first word: `Labour’s leader`, `for Labour`."""
    usual = {"AUS": "Australian Labor Party", "NZL": "New Zealand Labour Party"}
    name = usual.get(home.country or "", "Labour Party") if home is not None else "Labour Party"
    party = gazetteer.find(name)
    for i, word in enumerate(words):
        before, behind = words[max(i - 1, 0)], words[min(i + 1, len(words) - 1)]
        owner = behind.key == "s" and behind.gap == "'"
        inside = word.gap in {"", "-", ","} and word.spaced
        if word.text not in _PARTIES or not (inside or owner):
            continue  # where a sentence begins, `Labour` may be work
        named = before.capital and before.text not in OPENING and not word.gap and i > 0
        topic = before.key in {"of", "and", "&", "or"} or behind.key in _TOPICS
        alone = (
            not named and not topic and (not behind.capital or behind.gap != "" or behind is word)
        )
        if (
            alone
            and party is not None
            and (word.text == "Labour" or (home and home.country == "AUS"))
        ):
            end = behind if behind.key == "party" and not behind.gap else word
            yield Mention(word.start, end.end, party.name, party.sector, evidence=Evidence.MODEL)


def _without_legal_form(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return first.rstrip(",") if last in _LEGAL_FORMS else name


def _certain(hits: list[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Return the hits without the doubtful ones that nothing else in the text speaks for."""
    sure = [hit.entry for hit in hits if not hit.entry.doubtful]
    names = {entry.name for entry in sure}
    countries = {entry.country for entry in sure if entry.country}

    def is_spoken_for(entry: Entry) -> bool:
        whole = gazetteer.find(entry.name.split()[0])  # of the UN General Assembly, the UN
        named = entry.name in names or (whole is not None and whole.name in names)
        return named or entry.country in countries

    return [hit for hit in hits if not hit.entry.doubtful or is_spoken_for(hit.entry)]


def _home(
    text: str, words: Sequence[Word], hits: Iterable[Hit], gazetteer: Gazetteer
) -> Entry | None:
    """Return the state that the text is about: far the most names that belong to one are its."""
    counts = Counter(
        hit.entry.country
        for hit in hits
        if hit.entry.country and not in_money(text, words[hit.last].end)
    )
    (code, count), (_, second) = [*counts.most_common(2), (None, 0), (None, 0)][:2]
    far = count >= max(_HOME_COUNT, _HOME_LEAD * second)
    return Entry(gazetteer.states[code], STATE, code) if far and code in gazetteer.states else None


def _whose(
    states: Iterable[tuple[int, Entry]], starts: Collection[int], home: Entry | None
) -> Callable[[int], Entry | None]:
    """Return a function: offset of a ministry -> the state that its sentence begins with, or home.

    ``Sierra Leone closed its waters; catches rose, the Ministry of Fisheries reported`` in a
    report about Senegal. A state elsewhere in the sentence may be any: ``summoned France's envoy``.
    """
    begins, known = sorted(starts), set(starts)
    at_start = {offset: entry for offset, entry in states if offset in known or not offset}

    def whose(offset: int) -> Entry | None:
        i = bisect_right(begins, offset)
        return at_start.get(begins[i - 1] if i else 0, home) if home is not None else None

    return whose


# --- acronyms ------------------------------------------------------------------------------------


def _defined(
    text: str,
    words: Sequence[Word],
    found: list[Mention],
    gazetteer: Gazetteer,
) -> list[Mention]:
    """Return a mention for each use of an acronym that the text defines, before and after."""
    by_end = {m.end: m for m in sorted(found, key=lambda m: (m.end - m.start, m.evidence))}
    mentions: list[Mention] = []
    meant: dict[tuple[str, ...], tuple[str, Mention]] = {}
    defined = list(definitions(text, words))
    doing = _doing(words, {definition.short for definition in defined})
    for definition in defined:
        start, end, short = definition.start, definition.end, definition.short
        actor = by_end.get(end)
        if actor is None or actor.start > start:
            long = " ".join(text[start:end].split())
            entry = gazetteer.find(long) or _same_in_small(long, gazetteer.find(short))
            entry = entry or gazetteer.find_misread(long)
            if entry is not None and entry.sector not in NOT_ACTORS:
                actor = Mention(start, end, entry.name, entry.sector, entry.country)
            elif (
                _names_a_body(long)
                or (actor and actor.sector != PERSON and not is_thing(long))
                or (may_name_a_body(long) and not _is_office(long) and short in doing)
            ):
                actor = Mention(start, end, long, sector_of(long), evidence=Evidence.DEFINED)
            else:  # gross domestic product (GDP): whatever else it may be called, not here
                actor = Mention(start, end, long, PLACE, evidence=Evidence.DEFINED)
            mentions.append(actor)
        if actor.sector != PERSON:
            meant[tuple(w.key for w in split_words(short))] = (short, actor)
    for end, acronym in in_brackets(text, words):
        actor, letters = by_end.get(end), tuple(w.key for w in split_words(acronym.short))
        known = gazetteer.find(acronym.short)
        unknown = actor is None and known is None
        name, named = named_before(words, acronym) if unknown else ((), False)
        long = " ".join(word.text for word in name)
        body = may_name_a_body(long) and not _is_office(long)
        if body and (named or _doing(words, {acronym.short})):
            actor = Mention(name[0].start, end, long, sector_of(long), evidence=Evidence.DEFINED)
            mentions.append(actor)
        if actor and actor.sector not in {PERSON, STATE} and known is None and letters not in meant:
            meant[letters] = (acronym.short, actor)
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


def _doing(words: Sequence[Word], shorts: Collection[str]) -> set[str]:
    """Return the acronyms that act anywhere in the text, or have a director, members, fighters."""
    return {
        word.text
        for i, word in enumerate(words)
        if word.text in shorts and (acts(words, i, i) or owns_people(words, i))
    }


def _names_a_body(long: str) -> bool:
    return head_of(long) is not None and not _is_office(long)


def _is_office(long: str) -> bool:
    return long.split()[0].lower() in TITLES  # `Member of Parliament (MP)`


def _same_in_small(long: str, entry: Entry | None) -> Entry | None:
    """Return what an acronym stands for if ``long`` is its name in small letters."""
    if entry is None or long[0].isupper():
        return None
    ours, theirs = ({w.key for w in split_words(name)} for name in (long, entry.name))
    return entry if 2 * len(ours & theirs) > len(theirs) else None


# --- settling overlaps ---------------------------------------------------------------------------


def _disjoint(text: str, found: list[Mention]) -> list[Mention]:
    """Keep the longer of two that overlap, then the stronger; the model's fill the gaps."""
    ours = sorted(
        (m for m in found if m.evidence != Evidence.MODEL),
        key=lambda m: (m.start - m.end, -m.evidence, m.start),
    )
    kept: list[Mention] = []  # in order and disjoint
    for mention in ours:
        first, last = _overlapped(kept, mention)
        if first == last:
            kept.insert(first, mention)
    for mention in (m for m in found if m.evidence == Evidence.MODEL):
        first, last = _overlapped(kept, mention)
        parts = kept[first:last]
        if all(_is_part(m, mention) for m in parts) or _is_branch(text, mention, parts):
            kept[first:last] = [mention]
    return [m for m in kept if m.sector != PLACE]


def _overlapped(kept: list[Mention], mention: Mention) -> tuple[int, int]:
    """Return which of ``kept``, from the first up to the last, share a character with it."""
    first = bisect_right(kept, mention.start, key=attrgetter("end"))
    return first, bisect_left(kept, mention.end, lo=first, key=attrgetter("start"))


def _is_part(ours: Mention, models: Mention) -> bool:
    """Say whether a state's name is only a part of a longer one: `Bank Negara Malaysia`."""
    inside = models.start <= ours.start and ours.end <= models.end
    return inside and ours.sector == STATE and ours.end - ours.start < models.end - models.start


def _is_branch(text: str, models: Mention, parts: Collection[Mention]) -> bool:
    """Say whether a body and a state are one name: `Transparency International Kenya`."""
    body, state = min(parts, key=lambda m: m.start), max(parts, key=lambda m: m.start)
    return (
        len(parts) == 2
        and (body.start, state.end) == (models.start, models.end)
        and (state.sector == STATE and body.sector in _WITH_BRANCHES)
        and text[body.end : state.start] == " "
    )
