"""Offices that stand for their holder: `the President`, in a report on President Ruiz.

In: the words of a text and the persons found in it. Out: `the President`, `the Attorney General`,
with capitals, where the text gives the office to one person (`President Ruiz`, `Attorney General
Lena Holt`), or to one far more often named than any other who has it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.annotate.actors.gazetteer import Word
from pipeline.annotate.actors.mention import Covered
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Span

TITLES = words_for("title")
_LAST_TITLES = TITLES - words_for("title not last")
_FORMER = frozenset({"former", "Former", "ex", "Ex", "late", "then"})
_LEAD = 4  # times as often named as the next holder
_LONGEST = 5  # words of an office

Office = tuple[str, ...]


def office_holders(
    words: Sequence[Word], persons: Mapping[int, tuple[str, int]], covered: Covered
) -> Iterator[tuple[Span, str]]:
    """Yield (characters, person) for each office that stands for the person who holds it.

    ``persons`` gives for the first word of a person's name the person and how often the text
    names him or her; ``covered`` are characters that name somebody already.
    """
    held: dict[Office, Counter[str]] = {}
    for first, (person, count) in persons.items():
        office = _office_before(words, first)
        if office:
            held.setdefault(office, Counter())[person] = count
    holder_of = {office: _holder(who) for office, who in held.items()}
    i = 1
    while i < len(words):
        last = _last_of_office(words, i) if words[i - 1].key == "the" else None
        if last is None or words[i].gap:
            i += 1
            continue
        holder = holder_of.get(tuple(word.key for word in words[i : last + 1]))
        if holder and words[i].start not in covered:
            yield (words[i].start, words[last].end), holder
        i = last + 1


def _office_before(words: Sequence[Word], first: int) -> Office:
    """Return the title right before a name: `Deputy Attorney General`; not a former one."""
    k = first
    while k and first - k < _LONGEST and words[k].gap in {"", "-", "."} and _titled(words[k - 1]):
        k -= 1
    before = words[k - 1].text if k and words[k].gap in {"", "-"} else ""
    if k == first or before in _FORMER or words[first - 1].key not in _LAST_TITLES:
        return ()
    return tuple(word.key for word in words[k:first] if word.key != "us")


def _last_of_office(words: Sequence[Word], first: int) -> int | None:
    """Return the last word of the office that begins at ``first``, if nothing belongs to it."""
    last = first
    if not _titled(words[first]):
        return None
    while last + 1 < len(words) and words[last + 1].gap in {"", "-"} and _titled(words[last + 1]):
        last += 1
    ahead = words[last + 1] if last + 1 < len(words) else None
    if ahead is not None and (ahead.gap == "-" or (not ahead.gap and _goes_on(ahead))):
        return None  # `the President-elect`, `the President of Kenya`, `the President Hotel`
    return last


def _goes_on(ahead: Word) -> bool:
    return ahead.capital or ahead.key in {"of", "for"}


def _titled(word: Word) -> bool:
    return word.capital and word.key in TITLES


def _holder(who: Counter[str]) -> str | None:
    (person, count), *others = who.most_common(2)
    return person if all(count >= _LEAD * fewer for _, fewer in others) else None
