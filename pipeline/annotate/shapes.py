"""Names that no list holds: known by their shape.

`Kenya National Bureau of Statistics` ends or begins with a word for a body; `Dr Amina Odhiambo`
follows a title; `Horn of Africa Crisis Cell (HACC)` is given its letters in brackets. All of it on
words, left to right, without backtracking.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.annotate.gazetteer import ADJECTIVE, NOT_ACTORS, STATE, Hit, Word

# A body's own word -> its sector. `of` behind one of these opens the rest of the name.
ORGANISATION_HEADS: dict[str, str] = {
    **dict.fromkeys(
        ["Ministry", "Department", "Directorate", "Secretariat", "Treasury", "Agency", "Authority", "Bureau", "Office", "Inspectorate", "Commissariat", "Cabinet", "Customs", "Municipality", "Presidency", "Exchequer", "Service", "Services", "Administration", "Board", "Embassy", "Police", "Constabulary"],
        "government",
    ),
    **dict.fromkeys(
        ["Army", "Navy", "Forces", "Force", "Corps", "Guard", "Guards", "Battalion", "Regiment", "Squadron", "Fleet", "Command", "Militia", "Marines", "Airforce", "Division"],
        "military",
    ),
    **dict.fromkeys(
        ["Brigade", "Brigades", "Front", "Mujahideen", "Jihad", "Liberation", "Resistance", "Cartel", "Insurgency"],
        "armed group",
    ),
    **dict.fromkeys(["Party", "Coalition", "Movement", "League", "Congress", "Bloc"], "party"),
    **dict.fromkeys(["Parliament", "Senate", "Assembly", "Duma", "Knesset", "Legislature"], "legislature"),
    **dict.fromkeys(["Court", "Tribunal", "Judiciary", "Prosecutor", "Ombudsman"], "judiciary"),
    **dict.fromkeys(
        ["Bank", "Company", "Corporation", "Holdings", "Holding", "Ltd", "Limited", "Inc", "Incorporated", "Corp", "PLC", "Plc", "LLC", "GmbH", "AG", "Group", "Industries", "Enterprises", "Airlines", "Airways", "Railways", "Motors", "Pharmaceuticals", "Technologies", "Partners", "Ventures", "Insurance", "Petroleum", "Telecom", "Bancorp", "Exchange", "Electric", "Energy", "Capital", "Mills", "Breweries"],
        "business",
    ),
    **dict.fromkeys(
        ["University", "College", "Institute", "Institution", "Academy", "School", "Laboratory", "Observatory", "Centre", "Center", "Polytechnic", "Faculty"],
        "academia",
    ),
    **dict.fromkeys(
        ["Organisation", "Organization", "Commission", "Committee", "Council", "Union", "Community", "Alliance", "Mission", "Programme", "Program", "Fund", "Forum", "Facility", "Panel", "Conference", "Initiative", "Partnership", "Taskforce", "Delegation", "Bloc"],
        "organisation",
    ),
    **dict.fromkeys(
        ["Association", "Foundation", "Federation", "Society", "Trust", "Network", "Confederation", "Charity", "Church", "Campaign", "Consortium", "Club", "Chamber", "Guild", "Caritas", "Watch", "International", "Syndicate"],
        "civil society",
    ),
    **dict.fromkeys(["Times", "Gazette", "Herald", "Tribune", "Newspaper", "Broadcasting", "Television"], "media"),
}  # fmt: skip
# A head of these is a name only with something before it: `the Energy Group`, not `Energy of X`.
_NEVER_FIRST = frozenset(
    ["Force", "Forces", "Services", "Service", "Energy", "Capital", "Electric", "Party", "Group", "Insurance", "Mission", "Programme", "Program", "Initiative", "Front", "Exchange", "Liberation", "Resistance", "International", "Watch", "Campaign", "Conference", "Panel", "Network", "Facility", "Ltd", "Limited", "Inc", "Corp", "Company", "Partners", "Guard", "Guards", "Jihad", "Command", "Coalition", "Movement", "Congress", "School", "Club", "Police", "Trust", "Customs", "Times"]
)
# These name no body when what stands before them is only a topic; too many projects and laws.
_WEAK = frozenset(
    ["Programme", "Program", "Initiative", "Conference", "Campaign", "Energy", "Capital", "Services", "Service", "Exchange", "Mission", "Facility", "Partnership", "Liberation", "Resistance", "International"]
)
_CONNECTORS = frozenset(["of", "for", "on", "against"])
_INNER = frozenset(["of", "for", "on", "the", "and"])
_GENERIC = frozenset(
    ["Ministry", "Department", "Parliament", "Senate", "Cabinet", "Treasury", "Supreme", "Constitutional", "High", "Court", "Central", "Bank", "National", "Assembly", "Federal", "Statistics", "Statistical", "Office", "Bureau", "Council", "Ministers"]
)
_OPENING = frozenset(
    ["The", "A", "An", "In", "On", "At", "By", "For", "From", "With", "As", "Of", "To", "And", "But", "Or", "If", "When", "While", "Since", "After", "Before", "During", "Under", "Over", "Both", "Either", "Neither", "All", "Some", "Most", "Many", "This", "That", "These", "Those", "Its", "Their", "His", "Her", "Our", "However", "Moreover", "Furthermore", "Additionally", "Meanwhile", "Although", "Though", "Because", "Following", "According", "Despite", "Between", "Among", "Through", "Against", "Within", "Without", "Where", "Which", "Who", "What", "Why", "How", "Yet", "Also", "Then", "Former", "Late", "Acting", "Current", "Today", "Yesterday", "Our", "We", "It", "He", "She", "They", "I", "Is", "Are", "Was", "Were", "Will", "Would", "Should", "May", "Can", "Could", "Has", "Have", "Had", "Not", "No", "Each", "Every", "Any", "Other", "Another", "New", "Senior", "Deputy", "Chair", "January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "North", "South", "East", "West", "Table", "Figure", "Annex", "Appendix", "Box", "Chapter", "Section", "Article", "Source", "Note", "See"]
) - {"New", "National", "North", "South", "East", "West"}

TITLES = frozenset(
    ["president", "vice", "prime", "minister", "chancellor", "premier", "secretary", "general", "foreign", "defence", "defense", "finance", "interior", "home", "deputy", "assistant", "under", "undersecretary", "director", "executive", "chief", "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "baroness", "baron", "hon", "rev", "reverend", "senator", "sen", "representative", "rep", "congressman", "congresswoman", "governor", "gov", "mayor", "ambassador", "envoy", "king", "queen", "prince", "princess", "emir", "sheikh", "sheik", "sultan", "ayatollah", "grand", "mullah", "maulvi", "maulana", "imam", "pope", "cardinal", "bishop", "archbishop", "judge", "justice", "chairman", "chairwoman", "chairperson", "chair", "ceo", "commissioner", "spokesman", "spokeswoman", "spokesperson", "commander", "lieutenant", "lt", "colonel", "col", "major", "maj", "captain", "capt", "admiral", "adm", "brigadier", "brig", "gen", "sergeant", "sgt", "marshal", "field", "leader", "head", "trade", "negotiator", "special", "representative", "coordinator", "rapporteur", "economist", "adviser", "advisor", "analyst", "researcher", "attorney", "prosecutor", "speaker", "inspector", "superintendent", "founder", "crown", "first", "lady", "financial", "affairs", "health", "education", "energy", "environment", "coordinating", "state", "treasury", "press", "us"]
)  # fmt: skip
# The last word of a title; what stands before it may be any of TITLES.
_LAST_TITLES = TITLES - frozenset(
    ["vice", "prime", "foreign", "defence", "defense", "finance", "interior", "home", "deputy", "assistant", "under", "grand", "executive", "special", "field", "trade", "crown", "first", "financial", "affairs", "health", "education", "energy", "environment", "coordinating", "state", "treasury", "press", "us", "under", "head"]
)
# Small words that no name follows as a title unless two capitals do: `head Tedros Ghebreyesus`.
_HONORIFIC = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "lord", "lady", "dame", "president", "minister", "chancellor", "premier", "senator", "gen", "general", "colonel", "col", "lt", "maj", "major", "capt", "captain", "king", "queen", "prince", "sheikh", "ayatollah", "mullah", "maulvi", "maulana", "governor", "ambassador", "pope", "secretary", "admiral", "brig", "brigadier", "justice"]
)
_NAME_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "ben", "bint", "von", "van", "der", "den", "de", "da", "del", "della", "di", "dos", "du", "la", "le", "ul", "ur", "abu"]
)
_NOT_NAMES = _OPENING | frozenset(
    ["General", "Minister", "President", "House", "Act", "Bill", "Street", "Airport", "Agreement", "Treaty", "Day", "Report", "Assembly", "Day", "Week", "Month", "Year", "Plan", "Strategy", "Policy", "Programme", "Project", "Conference", "Summit", "Review", "Survey", "Representatives", "State", "Affairs", "Island", "Islands", "River", "Lake", "Sea", "Mountain", "Province", "District", "Region", "County", "City", "Valley", "Square", "Road", "Avenue", "Palace", "Hospital", "Fund", "Bank", "Declaration", "Accord", "Accords", "Election", "Elections", "Street", "Crisis", "War", "Emergency", "Response", "Doctrine", "Nations"]
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name by shape; ``owner`` is the state a ministry belongs to, if the words give it."""

    start: int
    end: int
    name: str
    owner: Hit | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """`Long Name (LN)`: the characters of the long form, and the short one."""

    start: int
    end: int
    short: str


def sector_of(name: str) -> str:
    """Return the sector that a name's head says, the outermost first; else ``organisation``."""
    parts = name.replace("’", "'").split()
    for i, part in enumerate(parts):
        if part in _CONNECTORS and i:
            return ORGANISATION_HEADS.get(parts[i - 1], "organisation")
    return ORGANISATION_HEADS.get(parts[-1], "organisation") if parts else "organisation"


def is_organisation(name: str) -> bool:
    """Say whether a name holds a word for a body."""
    return any(
        part in ORGANISATION_HEADS and part not in _WEAK - {"Programme"} for part in name.split()
    )


# --- organisations -----------------------------------------------------------------------------------


def organisations(text: str, words: list[Word], at: dict[int, Hit]) -> Iterator[Name]:
    """Yield the names that hold a word for a body and at least one more capital word."""
    done = -1
    for i, word in enumerate(words):
        if i <= done or word.text not in ORGANISATION_HEADS:
            continue
        first = _first_of_name(text, words, i, done)
        last = _last_of_head(words, i)
        last = _complement(words, last, at)
        owner = None
        if first < i and words[first].text not in ORGANISATION_HEADS:
            first, owner = _owner(words, first, i, at)
        if first == i and i > 0:
            owner = owner or _owner_before(words, i, at)
        if last == i and (first == i or _only_openers(words, first, i)):
            continue
        if first == i and word.text in _NEVER_FIRST:
            continue
        if word.text in _WEAK and last == i and i - first < 2:
            continue
        done = last
        start, end = words[first].start, words[last].end
        if text[start:end].isupper() and " " in text[start:end]:
            continue  # a heading
        generic = words[first].text in _GENERIC and all(
            w.text in _GENERIC for w in words[first : i + 1]
        )
        tail_owner = _owner_behind(words, i, last, at) if generic else None
        if tail_owner is not None:
            name_end = words[tail_owner[0]].end
            yield Name(start, end, " ".join(text[start:name_end].split()), tail_owner[1])
        else:
            yield Name(start, end, " ".join(text[start:end].split()), owner if generic else None)


def _capital_run(word: Word) -> bool:
    return word.capital and word.gap in {"", "-", "'", "&"}


def _first_of_name(text: str, words: list[Word], i: int, done: int) -> int:
    """Return the first word of the capitals that lead up to the head at ``i``."""
    first = i
    k = i
    while k > done + 1 and i - k < 8:
        word, before = words[k], words[k - 1]
        if word.gap not in {"", "-", "'", "&"} or "\n\n" in text[before.end : word.start]:
            break
        if before.capital and not before.text.isdigit():
            k -= 1
            first = k
        elif (before.key == "s" and before.gap == "'" and k >= 2 and words[k - 2].key in _OWNED) or (
            before.key in {"of", "and"}
            and k >= 2
            and words[k - 2].capital
            and words[k - 2].text in {"Chamber", "Bank", "Confederation", "University"}
        ):
            k -= 2
            first = k
        else:
            break
    while first < i and (words[first].text in _OPENING or words[first].key in {"s"}):
        first += 1
    return first


_OWNED = frozenset(
    ["people", "peoples", "workers", "women", "children", "farmers", "citizens", "nation", "lord", "men", "world"]
)


def _last_of_head(words: list[Word], i: int) -> int:
    """Return the last word of the capitals that go on behind a head: `Bank Group`, `Co Ltd`."""
    last = i
    while (
        last + 1 < len(words)
        and words[last + 1].text in ORGANISATION_HEADS
        and (words[last + 1].gap in {"", "."} and words[last + 1].spaced)
    ):
        last += 1
    return last


def _complement(words: list[Word], last: int, at: dict[int, Hit]) -> int:
    """Return the last word of `of Finance and Economic Planning` behind a head."""
    rounds = 0
    while rounds < 3 and last + 2 < len(words):
        i = last + 1
        if words[i].key not in _CONNECTORS or words[i].gap:
            break
        i += 1
        if words[i].key == "the" and i + 1 < len(words) and not words[i].gap:
            i += 1
        if not (words[i].capital and not words[i].gap):
            break
        last = _capitals(words, i, at)
        rounds += 1
    return last


def _capitals(words: list[Word], i: int, at: dict[int, Hit]) -> int:
    """Return the last of the capital words from ``i``, `and` and commas between topics included."""
    last = at[i].last if i in at else i
    known = i in at
    while last + 1 < len(words):
        word = words[last + 1]
        if word.capital and word.gap in {"", "-", "&"} and not (known and last + 1 in at):
            last = at[last + 1].last if last + 1 in at else last + 1
            continue
        ahead = words[last + 2] if last + 2 < len(words) else None
        joins = word.key == "and" and word.gap in {"", ","}
        if not known and joins and ahead and ahead.capital and not ahead.gap:
            following = words[last + 3].text if last + 3 < len(words) else ""
            if (
                last + 2 in at
                or ahead.text in ORGANISATION_HEADS
                or following in ORGANISATION_HEADS
            ):
                break
            last += 2
            continue
        # `Ministry of Health, Labour and Welfare`: a comma counts only if `and` closes the list.
        if (
            not known
            and word.capital
            and word.gap == ","
            and last + 1 not in at
            and ahead
            and (ahead.key == "and" and last + 3 < len(words) and words[last + 3].capital)
        ):
            last += 1
            continue
        break
    return last


def _owner(words: list[Word], first: int, i: int, at: dict[int, Hit]) -> tuple[int, Hit | None]:
    """Take `Kenyan` off `Kenyan Ministry of Health`; it says whose ministry it is."""
    hit = at.get(first)
    generic = all(w.text in _GENERIC for w in words[(hit.last if hit else first) + 1 : i + 1])
    if hit and hit.entry.sector in {STATE, ADJECTIVE} and hit.last < i and generic:
        return hit.last + 1, hit
    return first, None


def _owner_before(words: list[Word], i: int, at: dict[int, Hit]) -> Hit | None:
    """Return the state of `Kenya's Ministry of Health`."""
    k = i - 1
    if words[k].key == "s" and words[k].gap == "'":
        k -= 1
    for back in range(3):
        hit = at.get(k - back)
        if hit and hit.last == k and hit.entry.sector in {STATE, ADJECTIVE}:
            return hit
    return None


def _owner_behind(
    words: list[Word], i: int, last: int, at: dict[int, Hit]
) -> tuple[int, Hit] | None:
    """Return (last word of the name, state) of `Ministry of Health of Kenya`."""
    for k in range(i + 3, last + 1):
        hit = at.get(k)
        before = words[k - 1].key == "the"
        of = k - 1 - before
        if hit and hit.last == last and hit.entry.sector == STATE and words[of].key == "of":
            return of - 1, hit
    return None


def _only_openers(words: list[Word], first: int, i: int) -> bool:
    return all(words[k].text in _OPENING for k in range(first, i))


# --- persons --------------------------------------------------------------------------------------------


def persons(text: str, words: list[Word], at: dict[int, Hit]) -> Iterator[Name]:
    """Yield the names that follow a title, without the title."""
    i = 0
    while i < len(words):
        word = words[i]
        if word.key not in _LAST_TITLES:
            i += 1
            continue
        j = i + 1
        titles = word.key
        while j < len(words) and words[j].key in TITLES and words[j].gap in {"", "-", "."}:
            titles = words[j].key
            j += 1
        last = _name_from(words, j, at)
        if last is None or titles not in _LAST_TITLES:
            i += 1
            continue
        capitals = sum(words[k].capital for k in range(j, last + 1))
        enough = capitals >= 2 or (word.capital and titles in _HONORIFIC)
        following = words[last + 1] if last + 1 < len(words) else None
        if enough and not (
            following and following.text in ORGANISATION_HEADS and not following.gap
        ):
            start, end = words[j].start, words[last].end
            yield Name(start, end, " ".join(text[start:end].split()))
        i = last + 1


def _name_from(words: list[Word], first: int, at: dict[int, Hit]) -> int | None:
    """Return the last word of the person's name that begins at ``first``."""
    last = None
    count = 0
    k = first
    while k < len(words) and count < 5:
        word = words[k]
        gap_ok = word.gap in ({"", ".", "-", "'"} if k > first else {"", "."})
        if k > first and word.gap == "." and word.spaced and len(words[k - 1].text) > 2:
            break  # a full stop, not that of an initial
        if k > first and word.gap == "'" and word.key == "s":
            break
        if not gap_ok:
            break
        if word.capital and word.text not in _NOT_NAMES and word.text not in ORGANISATION_HEADS:
            known = at.get(k)
            if known and known.entry.sector in NOT_ACTORS | {STATE} and not (k > first):
                return None
            last = k
            count += 1
        elif word.key not in _NAME_PARTICLES or word.text.isupper():
            break
        k += 1
    return last


# --- acronyms ----------------------------------------------------------------------------------------------


def acronym_definitions(text: str, words: list[Word]) -> Iterator[Definition]:
    """Yield the acronyms that the text introduces in brackets, behind or before the long form."""
    for i, word in enumerate(words):
        if not word.gap.endswith("(") or i == 0:
            continue
        close = text.find(")", word.start, word.start + 120)
        if close < 0:
            continue
        short = text[word.start : close].strip().strip("\"'“”‘’")
        if _is_acronym(short):
            first = _long_form_before(words, i - 1, short)
            if first is not None:
                yield Definition(words[first].start, words[i - 1].end, short)
        elif _is_acronym(words[i - 1].text):
            inside = []
            k = i
            while k < len(words) and words[k].end <= close:
                inside.append(k)
                k += 1
            short = words[i - 1].text
            if inside and _long_form_before(words, inside[-1], short) == inside[0]:
                yield Definition(words[inside[0]].start, words[inside[-1]].end, short)


def _is_acronym(short: str) -> bool:
    letters = [c for c in short if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return (
        2 <= len(short) <= 12
        and capitals >= 2
        and 2 * capitals >= len(letters)
        and " " not in short
    )


def _long_form_before(words: list[Word], last: int, short: str) -> int | None:
    """Return the first word of the long form that ends at ``last``: its capitals spell ``short``.

    Schwartz and Hearst (2003), on first letters: each letter of the short form begins a word of
    the long form, in order; small words may be skipped, and a word may give several letters.
    """
    letters = [c.lower() for c in short if c.isalpha()]
    if short.endswith("s") and len(letters) > 2:
        letters = letters[:-1] if short[-2].isupper() else letters
    if not words[last].text[0].isalpha():
        return None
    k, n = last, len(letters) - 1
    skipped = 0
    while k >= 0 and last - k <= len(letters) + 5:
        word = words[k]
        if n >= 0 and word.key[0] == letters[n] and (word.capital or word.key not in _INNER):
            n -= 1
            if n < 0:
                return k if word.capital else None
            skipped = 0
        elif n > 0 and _gives_several(word.key, letters, n):
            n -= _gives_several(word.key, letters, n)
            if n < 0:
                return k if word.capital else None
        else:
            skipped += word.key not in _INNER
            if skipped > 2:
                return None
        if k and word.gap not in {"", "-", "'", "&", ","}:
            return None
        k -= 1
    return None


def _gives_several(key: str, letters: list[str], n: int) -> int:
    """Return how many of the letters up to ``n`` a word gives, its first included."""
    for count in (4, 3, 2):
        if n - count + 1 < 0 or key[0] != letters[n - count + 1]:
            continue
        at = 0
        for letter in letters[n - count + 1 : n + 1]:
            at = key.find(letter, at) + 1
            if not at:
                break
        else:
            return count
    return 0
