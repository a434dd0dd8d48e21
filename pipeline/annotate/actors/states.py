"""States as actors: the state itself, its government, what acts in its name, its capital.

In: a hit of the gazetteer on a state's name, adjective or capital. Out: mentions, by the
conventions of corpus/GUIDELINES.md: `the Afghan government`, `Government of Kenya` are the
government; `US forces`, `Russian officials` are the state; `the Russian agriculture ministry`
is a ministry; `Chinese hackers` are themselves; an adjective alone (`the Afghan border`) is nobody;
a capital city is the government only where it acts: `Islamabad has accused ...`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.annotate.actors.gazetteer import ADJECTIVE, CAPITAL, STATE, Hit, Word
from pipeline.annotate.wordlists import sectors_of, words_for

GOVERNMENT = "government"  # the sector
GOVERNMENT_NOUNS = words_for("government noun")
STATE_NOUNS = words_for("state noun")
GROUP_NOUNS = sectors_of("group noun")
_NOUNS = GOVERNMENT_NOUNS | STATE_NOUNS | GROUP_NOUNS.keys()
_BEFORE_NOUN = words_for("before a state noun")
_WITH_ARTICLE = words_for("state with article")
_MINISTRIES = {
    "foreign": "Foreign Affairs",
    "defence": "Defence",
    "defense": "Defense",
    "interior": "Interior",
}
# A capital behind one of these is a place or a partner, not the one that acts.
_PREPOSITIONS = words_for("preposition")
_BEFORE_ACT = words_for("before an act")
_AFTER_BE = words_for("act after be")
_VERSUS = frozenset({"v", "vs"})
_IN_LAW_REPORTS = frozenset({"c", "ca", "const", "code", "lexis", "dist"})  # U.S.C.A., U.S. Const.
_BE = frozenset({"is", "are", "was", "were", "been"})
_HAVING = frozenset({"has", "have", "had"})
_STANCES = words_for("stance noun")
_MODALS = frozenset({"will", "would", "may", "might", "could", "cannot"})
_OBLIGING = frozenset({"must", "should"})


@dataclass(frozen=True, slots=True)
class StateMention:
    """Characters ``[start, end)`` name a state, its government or a body of it."""

    start: int
    end: int
    name: str
    sector: str
    country: str | None


def government_of(state: str) -> str:
    """Return the canonical name of a state's government."""
    return f"Government of {'the ' if state in _WITH_ARTICLE else ''}{state}"


def state_mention(
    text: str, words: Sequence[Word], hit: Hit, at: dict[int, Hit]
) -> StateMention | None:
    """Return what the hit on a state's name, adjective or capital names, if it names an actor."""
    entry = hit.entry
    start, end = words[hit.first].start, hit_end(text, words, hit)
    if entry.sector == CAPITAL:
        if words[hit.first].gap == "-" and not words[hit.first].spaced:
            return None  # `the pro-Beijing elected`
        name = government_of(entry.name) if entry.country else entry.name  # Brussels: the EU
        if (
            hit.first > 1
            and words[hit.first - 1].key == "in"
            and (words[hit.first - 2].key in GOVERNMENT_NOUNS)
        ):  # the government in Kabul
            start = words[hit.first - 2].start
        elif not (acts(words, hit.first, hit.last) or _stands_for_government(words, hit)):
            return None
        return StateMention(start, end, name, GOVERNMENT, entry.country)
    if entry.sector == STATE:
        if in_money(text, end) or _in_citation(words, hit):
            return None
        before = _government_before(words, hit)
        if before is not None:
            name = government_of(entry.name)
            return StateMention(words[before].start, end, name, GOVERNMENT, entry.country)
    noun = _institution(words, hit, at)
    if noun is not None:
        key, stop = words[noun].key, words[noun].end
        if key in GOVERNMENT_NOUNS:
            name = government_of(entry.name)
            return StateMention(start, stop, name, GOVERNMENT, entry.country)
        if key == "ministry":
            ministry = _ministry(words, hit.last + 1, noun, entry.name)
            if ministry is None:
                return None
            return StateMention(start, stop, ministry, GOVERNMENT, entry.country)
        if key in GROUP_NOUNS:
            name = " ".join(text[start:stop].split())
            return StateMention(start, stop, name, GROUP_NOUNS[key], entry.country)
        end = end if _names_someone(words, noun) else stop
        return StateMention(start, end, entry.name, STATE, entry.country)
    if entry.sector == ADJECTIVE and not _shares_institution(words, hit, at):
        return None
    return StateMention(start, end, entry.name, STATE, entry.country)


def hit_end(text: str, words: Sequence[Word], hit: Hit) -> int:
    """Return the end of a hit: the last stop of `U.S.` is part of it."""
    end = words[hit.last].end
    one_letter = end - words[hit.last].start == 1 and hit.last > hit.first
    return end + (one_letter and text[end : end + 1] == ".")


def in_money(text: str, end: int) -> bool:
    """Say whether a state's name that ends here is that of its money: `US$150 million`."""
    return text[end : end + 1] in {"$", "€", "£"}


def _in_citation(words: Sequence[Word], hit: Hit) -> bool:
    """Say whether a name belongs to a law's or a case's: `18 U.S.C.`, `433 U.S. 425`, `v. Iran`."""
    before = words[hit.first - 1] if hit.first else None
    after = words[hit.last + 1] if hit.last + 1 < len(words) else None
    behind = before.key if before and words[hit.first].gap in {"", "."} else ""
    ahead = after.key if after and after.gap in {"", "."} else ""
    reported = behind.isdigit() and (ahead.isdigit() or ahead == "at")
    return reported or ahead in _IN_LAW_REPORTS or bool({behind, ahead} & _VERSUS)


def _government_before(words: Sequence[Word], hit: Hit) -> int | None:
    """Return where `government of [the]` before a state begins."""
    i = hit.first - 1
    if i >= 0 and words[i].key == "the":
        i -= 1
    if i >= 1 and words[i].key == "of" and words[i - 1].key in GOVERNMENT_NOUNS - {"cabinet"}:
        return i - 1
    return None


def _institution(words: Sequence[Word], hit: Hit, at: dict[int, Hit]) -> int | None:
    """Return the noun that the state's name or adjective belongs to, if it is an institution."""
    i = hit.last + 1
    if i < len(words) and words[i].key == "s" and words[i].gap == "'":
        i += 1
    passed = None  # `the Austrian Government and private sector`: no noun behind the `and`
    for _ in range(4):
        if i >= len(words) or words[i].gap not in {"", "-"} or i in at:
            return passed
        key = words[i].key
        ahead = words[i + 1].key if i + 1 < len(words) and not words[i + 1].gap else ""
        goes_on = ahead in _NOUNS or (ahead in _BEFORE_NOUN and key in _BEFORE_NOUN)
        if key in _NOUNS and not goes_on:
            # `Pakistan Army` is a name of its own; `the Pakistan army` is the state.
            proper = words[i].capital and key not in GOVERNMENT_NOUNS
            return None if proper and not _names_someone(words, i) else i
        if key in _NOUNS and ahead == "and":
            passed = i  # `the Malian army and its allies`
        elif key not in _BEFORE_NOUN and not (key in _NOUNS and goes_on) and ahead != "ministry":
            return passed
        i += 1
    return passed


def _shares_institution(words: Sequence[Word], hit: Hit, at: dict[int, Hit]) -> bool:
    """Say whether an adjective is the first of two: `Ethiopian and Eritrean forces`."""
    i = hit.last + 1
    joined = i < len(words) and words[i].key in {"and", "or"} and not words[i].gap
    other = at.get(i + 1) if joined else None
    return other is not None and _institution(words, other, at) is not None


def _names_someone(words: Sequence[Word], noun: int) -> bool:
    """Say whether a name follows the title: `US President Joe Biden`."""
    ahead = words[noun + 1] if noun + 1 < len(words) else None
    return bool(ahead and ahead.capital and not ahead.gap)


def _ministry(words: Sequence[Word], first: int, noun: int, state: str) -> str | None:
    """Return the name of `Russian agriculture ministry`; its last topic word counts."""
    topics = [words[k].text for k in range(first, noun) if words[k].key != "s"]
    if not topics:
        return None
    topic = topics[-1].lower()
    return f"Ministry of {_MINISTRIES.get(topic, topic.capitalize())} ({state})"


def ministry_in_full(name: str) -> str:
    """Return the name with its topic behind, if it is a ministry's.

    >>> ministry_in_full("Defence Ministry"), ministry_in_full("Ministry of Health")
    ('Ministry of Defence', 'Ministry of Health')
    """
    topic, _, last = name.rpartition(" ")
    if last != "Ministry" or not topic:
        return name
    return f"Ministry of {_MINISTRIES.get(topic.lower(), topic)}"


# --- capitals ------------------------------------------------------------------------------------


def acts(words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether a noun is the subject of an act that governments do, or is asked or accused."""
    before = words[first - 1] if first and not words[first].gap else None
    if before is not None and before.key in _asked_forms():
        return True
    k = first - 1
    if before is not None and before.key == "and":  # between Moscow and Kyiv
        k -= 2
    if k >= 0 and before is not None and words[k].key in _PREPOSITIONS:
        return False
    verb = last + 1
    if verb < len(words) and words[verb].key == "and" and not words[verb].gap:
        verb = _behind_partner(words, verb + 1)  # Islamabad and the donors have released
    passed: set[str] = set()
    for k, word in enumerate(words[verb : verb + 6]):
        if (word.gap and (k or word.gap != ")")) or word.capital:  # `the Bureau (NBS) said`
            return False
        if word.key == "to" and passed & _HAVING:
            return True  # `Lusaka had to wait`
        forms = _AFTER_BE if passed & _BE else act_forms()
        if word.key in forms or (passed & _OBLIGING and word.key not in _BEFORE_ACT | _BE):
            return True
        if passed & _MODALS and word.key in words_for("act"):
            return True  # `Lusaka would not comment`
        if word.key not in _BEFORE_ACT | _BE:
            return False
        passed.add(word.key)
    return False


def _stands_for_government(words: Sequence[Word], hit: Hit) -> bool:
    """Say whether a capital has plans or did it: `Moscow's plans`, `opposed by Dublin`."""
    behind = words[hit.last + 1 : hit.last + 4]
    if len(behind) > 1 and behind[0].key == "s" and behind[0].gap == "'":
        own = [word.key for word in behind[1:] if word.gap in {"", "-"}]
        if not _STANCES.isdisjoint(own[:1]) or (own[1:] and own[1] in _STANCES):
            return True
    if hit.first < 2 or words[hit.first - 1].key != "by" or words[hit.first].gap:
        return False
    deed = words[hit.first - 2].key
    return deed in act_forms() and deed[-2:] != "es"


def _behind_partner(words: Sequence[Word], i: int) -> int:
    """Return the word behind the second of two subjects, which begins at ``i``."""
    i += i < len(words) and words[i].key in {"the", "its", "other"}
    while i + 1 < len(words) and words[i].capital and words[i + 1].capital:
        i += 1
    return i + 1


@cache
def act_forms() -> frozenset[str]:
    """Return the finite forms of the verbs that a state does, from their base forms."""
    return words_for("act as it stands") | {f for base in words_for("act") for f in _finite(base)}


@cache
def _asked_forms() -> frozenset[str]:
    bases = words_for("act upon another")
    regular = {form for base in bases for form in (base, *_finite(base), base.rstrip("e") + "ing")}
    return frozenset(regular | {"told", "forbade", "begged"})


def _finite(base: str) -> tuple[str, str]:
    """Return the third person and the past of a regular verb."""
    if base.endswith("e"):
        return base + "s", base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied"
    if base.endswith(("s", "sh", "ch", "x")):
        return base + "es", base + "ed"
    return base + "s", base + "ed"
