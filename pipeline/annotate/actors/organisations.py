"""Organisations that no list holds: known by the shape of their name.

In: the words of a text and the gazetteer's hits on them. Out: names that hold a word for a body
(`Bureau`, `Council`, `Ltd`) and at least one more capital word: `Kenya National Bureau of
Statistics`, `Ministry of Health, Labour and Welfare`. Words, left to right, without backtracking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.annotate.actors.gazetteer import ADJECTIVE, NOT_ACTORS, STATE, Hit, Word
from pipeline.annotate.actors.person_names import PARTICLES
from pipeline.annotate.wordlists import sectors_of, words_for

HEADS = sectors_of("organisation")  # a body's own word -> its sector
# Names only with something before them: `the Energy Group`, not `Group of X`.
_NEVER_FIRST = words_for("organisation not first")
# Too many projects and services are called so; they want two words before them.
_WEAK = words_for("organisation weak")
# A name of these alone belongs to a state: `Ministry of Finance (Kenya)`.
_GENERIC = words_for("organisation generic")
_OF_A_STATE = words_for("organisation of a state")
OPENING = words_for("no name begins with")
# Heads of things as often as of bodies: a name only where it acts.
ACTING = sectors_of("organisation that acts")
LEADING = sectors_of("organisation first")  # `Radio Mopti`, `Banco de Portugal`
_LEGAL_FORMS = words_for("legal form")
_OWNED = words_for("owner")  # `People's`, `Workers'`: inside a name
_CONNECTORS = frozenset({"of", "for", "on", "against", "des", "de", "du"})
# Names by themselves, if the state is known.
_ALONE = frozenset({"Parliament", "Cabinet", "Treasury", "Senate"})
_ARTICLES = frozenset({"The", "A", "An"})
_JOINED = frozenset({"", "-", "'", "&"})
_SURE = 2  # a listed name of so many words more than one is no part of a longer one
_LONGEST = 8  # words before the head, and behind the first
_HEADING_REACH, _HEADING_WORDS = 4, 3


@dataclass(frozen=True, slots=True)
class Name:
    """Characters of a name; ``owner`` is the state a ministry belongs to, if the words say so."""

    start: int
    end: int
    name: str
    owner: Hit | None = None
    generic: bool = False  # no name without a state: `Ministry of Finance`
    sector: str | None = None  # where the name's shape does not say it


def head_of(name: str) -> str | None:
    """Return the word for a body that a name turns on: the last one before `of` or `for`."""
    head = None
    for part in name.replace(",", "").split():
        if head and part in _CONNECTORS:
            break
        head = part if part in HEADS else head
    return head


def sector_of(name: str) -> str:
    """Return the sector that a name's head says; ``organisation`` if it says none."""
    first, *_, last = [*name.replace(".", "").split(), ""]
    if first in LEADING:
        return LEADING[first]
    if last in _LEGAL_FORMS:
        return "business"
    head = head_of(name)
    if head is not None:
        return HEADS[head]
    known = [ACTING[part] for part in name.split() if part in ACTING]
    return known[-1] if known else "organisation"


def organisations(text: str, words: Sequence[Word], at: dict[int, Hit]) -> Iterator[Name]:
    """Yield the organisations' names; ``at`` are the gazetteer's hits by first word."""
    done = -1
    known = {
        k
        for hit in at.values()
        if _is_body(hit)
        for k in range(hit.first, hit.last + 1)
        if hit.last - hit.first >= _SURE
    }
    for i, word in enumerate(words):
        if i <= done or word.text not in HEADS:
            continue
        head = _last_head(words, i)
        if head in known:
            continue
        first = first_of_name(words, i, done)
        last = complement(words, head, at)
        first, owner = _owner(words, first, head, at)
        if any(
            k in at and at[k].last == last and _is_body(at[k]) for k in range(head + 1, last + 1)
        ):
            continue  # `the Executive Board of the IMF` is the IMF, which is found by name
        alone = last == first and word.text in _ALONE
        if (
            (last == first and not alone)
            or _weak(words[head], last - first)
            or last - first > _LONGEST
        ):
            continue
        lead = min(first, owner.first) if owner is not None else first
        if (first == i and word.text in _NEVER_FIRST) or in_heading(words, lead, last):
            continue
        if text[words[first].start : words[last].end].isupper() and last > first:
            continue  # a heading
        done = last
        generic = all(w.text in _GENERIC for w in words[first : head + 1])
        ministry = word.text in {"Ministry", "Department"}
        of_state = _owner_behind(words, head, last, at) if ministry else None
        name_end, owner = of_state or (last, owner if generic else None)
        start, end = words[first].start, words[last].end
        name = " ".join(text[start : words[name_end].end].split())
        anonymous = generic and not any(k in at for k in range(head + 1, last + 1))
        yield Name(start, end, name, owner, anonymous and words[head].text in _OF_A_STATE)


def _is_body(hit: Hit) -> bool:
    return hit.entry.sector not in NOT_ACTORS | {STATE}


def _weak(head: Word, more: int) -> bool:
    """Say whether a head that needs two more words to be a name has fewer."""
    return head.text in _WEAK and more < 2


def in_heading(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether the words around a name are capitalised like the name: then none stands out."""
    around = []
    for step, k in ((-1, first - 1), (1, last + 1)):
        for _ in range(_HEADING_REACH):
            if not 0 <= k < len(words) or words[k if step > 0 else k + 1].gap:
                break
            around.append(words[k])
            k += step
    long = [word for word in around if len(word.text) > 3]
    return len(long) >= _HEADING_WORDS and all(word.capital for word in long)


def first_of_name(words: Sequence[Word], head: int, done: int) -> int:
    """Return the first word of the capitals that lead up to the head."""
    first = k = head
    if words[head].text in _LEGAL_FORMS and words[head].gap == ",":
        k -= 1  # `Bright Path Schools, Inc.`
    while k > done + 1 and head - k < _LONGEST and words[k].gap in _JOINED:
        before = words[k - 1]
        if before.text in _ARTICLES:
            break
        if before.capital:
            k -= 1
        elif k >= 2 and before.key == "s" and before.gap == "'" and words[k - 2].key in _OWNED:
            k -= 2
        else:
            break
        first = k
    while first < head and (words[first].text in OPENING or _has_prefix(words, first)):
        first += 1
    return first


def _has_prefix(words: Sequence[Word], i: int) -> bool:
    """Say whether a small word is joined before: `pro-Beijing New People Party`."""
    joined = i > 0 and words[i].gap == "-" and not words[i].spaced
    return joined and words[i - 1].text.islower() and words[i - 1].key not in PARTICLES


def _last_head(words: Sequence[Word], last: int) -> int:
    """Return the last head of those in one name: `Bank Group`, `Met Office Hadley Centre`."""
    for k in range(last + 1, min(last + _LONGEST, len(words))):
        if not words[k].capital or words[k].gap not in {"", ".", "&"} or not words[k].spaced:
            break
        if words[k].gap == "." and words[k].text not in HEADS:
            break  # a full stop
        if words[k].text in HEADS:
            last = k
    return last


def complement(words: Sequence[Word], last: int, at: dict[int, Hit]) -> int:
    """Return the last word of `of Finance and Economic Planning` behind a head."""
    for _ in range(3):
        i = last + 1
        if i + 1 >= len(words) or not _connects(words, i) or words[i].gap:
            break
        i += 1
        if words[i].key == "the" and i + 1 < len(words) and not words[i].gap:
            i += 1
        if not words[i].capital or words[i].gap or words[i].text in OPENING:
            break
        last = _topics(words, i, at)
    return last


def _connects(words: Sequence[Word], i: int) -> bool:
    """Say whether a name may go on behind a word: `of`, or `with` in `Persons with Needs`."""
    with_ = words[i].key in {"with", "without"} and words[i - 1].text in {"Persons", "People"}
    return with_ or words[i].key in _CONNECTORS


def _topics(words: Sequence[Word], i: int, at: dict[int, Hit]) -> int:
    """Return the last of the capital words from ``i``, with `and` and commas between topics."""
    known = i in at
    last = at[i].last if known else i
    while last + 1 < len(words):
        word = words[last + 1]
        ahead = words[last + 2] if last + 2 < len(words) else None
        if word.text in OPENING and not word.gap:
            break
        if word.capital and word.gap in {"", "-", "&"} and not (known and last + 1 in at):
            last = at[last + 1].last if last + 1 in at else last + 1
        elif (further := _behind_owner(words, last)) is not None:
            last = further
        elif known or ahead is None:
            break
        elif word.key == "and" and word.gap in {"", ","} and ahead.capital and not ahead.gap:
            behind = words[last + 3].text if last + 3 < len(words) else ""
            if last + 2 in at or ahead.text in HEADS or behind in HEADS or ahead.text in OPENING:
                break
            last += 2
        elif word.capital and word.gap == "," and last + 1 not in at and ahead.key == "and":
            # `Ministry of Health, Labour and Welfare`: a comma counts if `and` closes the list.
            if not (last + 3 < len(words) and words[last + 3].capital):
                break
            last += 1
        else:
            break
    return last


def _behind_owner(words: Sequence[Word], owner: int) -> int | None:
    """Return `Bench` of `Court of King's Bench`, `Compensation` of `Workers' Compensation`."""
    k = owner + 1
    if words[owner].key not in _OWNED or k >= len(words) or words[k].gap != "'":
        return None
    if words[k].key == "s" and not words[k].spaced:
        k += 1
        if k >= len(words) or words[k].gap:
            return None
    return k if words[k].capital and words[k].spaced else None


# --- whose ministry it is ------------------------------------------------------------------------


def _owner(
    words: Sequence[Word], first: int, head: int, at: dict[int, Hit]
) -> tuple[int, Hit | None]:
    """Take `Kenyan` off `Kenyan Ministry of Health`, and see `Kenya's` before it."""
    hit = at.get(first)
    if hit and hit.entry.sector in {STATE, ADJECTIVE} and hit.last < head:
        generic = all(w.text in _GENERIC for w in words[hit.last + 1 : head + 1])
        return (hit.last + 1, hit) if generic else (first, None)
    k = first - 1
    if k > 0 and words[k].key == "s" and words[k].gap == "'":
        k -= 1
    for back in range(3):
        hit = at.get(k - back)
        if (
            hit
            and hit.last == k
            and hit.entry.sector in {STATE, ADJECTIVE}
            and not words[first].gap
        ):
            return first, hit
    return first, None


def _owner_behind(
    words: Sequence[Word], head: int, last: int, at: dict[int, Hit]
) -> tuple[int, Hit] | None:
    """Return (last word of the name, state) of `Ministry of Health of Kenya`."""
    for k in range(head + 2, last + 1):
        hit = at.get(k)
        of = k - 2 if words[k - 1].key == "the" else k - 1
        if hit and hit.last == last and hit.entry.sector == STATE and words[of].key == "of":
            return of - 1, hit
    return None
