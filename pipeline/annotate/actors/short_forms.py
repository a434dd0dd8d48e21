"""Short forms get the name they stand for: `Biden`, `the Bank`, `the President`.

In: the mentions of a text. Out: the same, and those of the short forms which exactly one of them
fits.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.annotate.actors.gazetteer import STATE, Entry, Word, beginning_at
from pipeline.annotate.actors.mention import PERSON, Covered, Evidence, Mention, within
from pipeline.annotate.actors.office_holders import office_holders
from pipeline.annotate.actors.organisations import head_of
from pipeline.annotate.actors.person_names import PARTICLES, one_name_each, surnames
from pipeline.annotate.actors.states import GOVERNMENT, government_of
from pipeline.schema import Span

# A short form -> whoever it may stand for, and how often. Counters keep the order of the text:
# that of a set would differ from run to run.
_Names = dict[str, Counter[Mention]]


def with_short_forms(
    text: str,
    words: Sequence[Word],
    mentions: list[Mention],
    home: Entry | None,
    asides: Sequence[Span],
) -> list[Mention]:
    """Give `Biden`, `the Bank`, `the Government` their names, if exactly one in the text fits."""
    people: _Names = {}
    bodies: _Names = {}
    whose: _Names = {}  # `Department of Energy`, if the text says elsewhere whose it is
    mentions = _with_one_name_each(mentions)
    persons_told = [m for m in mentions if m.sector == PERSON and " " in m.name]
    told = {n for m in persons_told if not within(asides, m) for n in surnames(m.name)}
    for m in mentions:
        bare = replace(m, start=0, end=0, evidence=Evidence.SHAPE)
        name, bracket, _ = m.name.partition(" (")
        if bracket:
            whose.setdefault(name, Counter())[bare] += 1
        if m.sector == PERSON and " " in m.name:
            people.setdefault(m.name, Counter())[bare] += 1
            for short in surnames(m.name):
                if short not in told or not within(asides, m):
                    people.setdefault(short, Counter())[bare] += 1
        elif m.sector not in {STATE, PERSON} and (head := head_of(m.name)):
            bodies.setdefault(head, Counter())[bare] += 1
    if home is not None:
        name = government_of(home.name)
        government = Mention(0, 0, name, GOVERNMENT, home.country, Evidence.SHAPE)
        bodies["Government"] = Counter([government])
    resolved = []
    for m in mentions:
        surname_alone = m.evidence == Evidence.MODEL and " " not in m.name
        names = people if m.sector == PERSON or (surname_alone and m.name in people) else whose
        resolved.append(_put(names[m.name], m.start, m.end) if _one(names, m.name) else m)
    covered = Covered((m.start, m.end) for m in resolved)
    for i, word in enumerate(words):
        if word.capital and word.start not in covered:
            for m in _short_form(text, words, i, people, bodies, covered):
                resolved.append(m)
                covered.add((m.start, m.end))
    resolved += _in_office(words, resolved)
    return sorted(resolved, key=lambda m: m.start)


def _in_office(words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
    """Return a mention for each office that stands for its holder."""
    named = [m for m in mentions if m.sector == PERSON]
    counts = Counter(m.name for m in named)
    begun = ((beginning_at(words, m.start), m.name) for m in named)
    persons = {i: (name, counts[name]) for i, name in begun if i is not None}
    bare = {m.name: replace(m, evidence=Evidence.SHAPE) for m in named}
    covered = Covered((m.start, m.end) for m in mentions)
    return [
        replace(bare[name], start=start, end=end)
        for (start, end), name in office_holders(words, persons, covered)
    ]


def _with_one_name_each(mentions: list[Mention]) -> list[Mention]:
    """Give `James B. Comey` and `Jim Comey` the name that the text calls him by most."""
    full = [m for m in mentions if m.sector == PERSON and " " in m.name]
    known = {m.name for m in full if m.evidence == Evidence.NAME}
    usual = one_name_each(Counter(m.name for m in full), known)
    return [
        replace(m, name=usual.get(m.name, m.name)) if m.sector == PERSON else m for m in mentions
    ]


def _short_form(
    text: str, words: Sequence[Word], i: int, people: _Names, bodies: _Names, covered: Covered
) -> Iterator[Mention]:
    word, before = words[i], words[i - 1] if i else None
    behind = words[i + 1] if i + 1 < len(words) else None
    if behind and behind.capital and not behind.gap and not behind.text.isupper():
        return  # part of another name
    start = word.start
    if before and before.key in PARTICLES and word.gap in {"", "-"}:
        prefixed = text[before.start : word.end] in people  # al-Sadr
        start = before.start if prefixed else start
    name = text[start : word.end]
    if _one(people, name):
        first = before.text if before and before.capital and not word.gap else None
        if start not in covered and (first is None or _is_first_name(people[name], first)):
            yield _put(people[name], start, word.end)
    elif before and before.key in _DEFINITE and not word.gap and _one(bodies, name):
        yield _put(bodies[name], start, word.end)


_DEFINITE = frozenset({"the", "new", "current", "previous", "federal", "central", "national"})


def _put(meant: Counter[Mention], start: int, end: int) -> Mention:
    """Return the actor as most of the text has it, where it says what country it is of."""
    usual = max(meant, key=lambda m: (m.country is not None, meant[m]))
    return replace(usual, start=start, end=end)


def _one(names: _Names, short: str) -> bool:
    """Say whether exactly one name is meant by ``short``."""
    return len({m.name for m in names.get(short, ())}) == 1


def _is_first_name(meant: Counter[Mention], first: str) -> bool:
    return any(first in m.name.split()[:-1] for m in meant)
