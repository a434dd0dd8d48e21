"""Corpora of names -> sentences with the labels PERSON, ORG, LOC and NORP.

``LABELS`` is the mapping, one table for all corpora. A label that maps to None is unknown:
its tokens are masked in training, neither a name nor outside one. Everywhere the determiner
and the title in front of a name are left out of it.
"""

import re
from functools import cache

from pipeline.annotate.wordlists import read_rows
from pipeline.train.shape import OUTSIDE, UNKNOWN, Sentence, name_spans

LABELS: dict[str, dict[str, str | None]] = {
    "uner": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "OTH": "NORP?", "O": None},
    "gum": {"PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC"},
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "NORP?"},
    "crossner": {
        "politician": "PERSON", "person": "PERSON", "organisation": "ORG",
        "politicalparty": "ORG", "country": "LOC", "location": "LOC", "election": None,
        "event": None, "misc": "NORP?",
    },
    "re_docred": {
        "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "NORP?", "TIME": OUTSIDE,
        "NUM": OUTSIDE,
    },
    "multiner": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "NORP?"},
    "re3d": {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"},
    "gmb": {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "NORP?", "art": None,
            "eve": None, "nat": None, "tim": OUTSIDE},
}  # fmt: skip
NAME_LABELS = ("LOC", "NORP", "ORG", "PERSON")

# A label marked "?" above holds more than peoples: these endings and words tell them.
PEOPLE = re.compile(
    r"(?:[A-Z]\w+(?:ese|ians?|eans?|anis?|ish|Arabs?|awis?|ists?|ites?)"
    r"|Americans?|Germans?|Russians?|Africans?|Mexicans?|Moroccans?|Cubans?|Koreans?|Romans?"
    r"|Afghans?|Pakistanis?|Iraqis?|Israelis?|Saudis?|Qataris?|Kuwaitis?|Emiratis?|Yemenis?"
    r"|Somalis?|Bengalis?|Bangladeshis?|Nepalis?|Azerbaijanis?|Omanis?|Bahrainis?|Punjabis?"
    r"|French|Dutch|Greeks?|Turks?|Kurds?|Swiss|Czechs?|Slovaks?|Poles?|Danes?|Swedes?|Finns?"
    r"|Serbs?|Croats?|Uzbeks?|Tajiks?|Turkmens?|Kazakhs?|Kyrgyz|Uighurs?|Uyghurs?|Tamils?|Thais?"
    r"|Lao|Hindus?|Muslims?|Moslems?|Islamic|Jews?|Jewish|Sikhs?|Shias?|Shiites?|Sunnis?|Sufis?"
    r"|Catholics?|Protestants?|Christians?|Orthodox|Buddhists?|Islamists?|Republicans?|Democrats?"
    r"|Hispanics?|Latinos?|Yazidis?|Alawites?|Druze|Hazaras?|Pashtuns?|Balochi?s?|Sinhala|"
    r"Sinhalese|Welsh|Irish|Scots?|Scottish|Czech|Croatian|Hindu)"
)
_TITLES = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "president",
        "prime",
        "minister",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "general",
        "gen.",
        "gen",
        "colonel",
        "col.",
        "major",
        "maj.",
        "captain",
        "capt.",
        "lieutenant",
        "lt.",
        "sergeant",
        "sgt.",
        "senator",
        "sen.",
        "congressman",
        "rep.",
        "governor",
        "gov.",
        "secretary",
        "ambassador",
        "chairman",
        "professor",
        "prof.",
        "judge",
        "justice",
        "sheikh",
        "shaykh",
        "imam",
        "ayatollah",
        "mullah",
        "chancellor",
        "vice",
        "foreign",
        "defense",
        "defence",
        "mayor",
        "rev.",
        "reverend",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "st.",
        "deputy",
        "former",
        "chief",
        "premier",
        "admiral",
        "adm.",
        "brigadier",
        "army",
        "navy",
        "marine",
        "force",
        "special",
        "warfare",
        "operator",
        "class",
        "petty",
        "officer",
        "master",
        "staff",
        "first",
        "1st",
        "second",
        "2nd",
        "lance",
        "corporal",
        "cpl.",
        "private",
        "commander",
        "cmdr.",
        "senior",
        "under",
        "assistant",
        "permanent",
        "interior",
        "finance",
        "u.s.",
        "us",
        "uk",
        "un",
    }
)
# Small words that open a name.
_SMALL = frozenset({"al", "el", "bin", "bint", "ibn", "abu", "de", "del", "della", "di", "da", "du",
                    "le", "la", "van", "von", "der", "den", "ter", "ten", "e", "i"})  # fmt: skip
_KEPT_TITLES = frozenset({"sheikh", "shaykh", "imam", "ayatollah", "mullah", "st.", "king", "queen",
                          "prince", "princess", "pope", "sir", "lord", "lady"})  # fmt: skip
_PRONOUNS = frozenset(
    {
        "i",
        "we",
        "he",
        "she",
        "they",
        "you",
        "it",
        "us",
        "them",
        "him",
        "her",
        "our",
        "their",
        "his",
        "my",
        "who",
    }
)
_DETERMINERS = frozenset({"the", "a", "an", "this", "that"})


def tidied(sentence: Sentence, corpus: str) -> Sentence:
    """Return ``sentence`` with the corpus's labels made ours; determiners and titles dropped."""
    for start, end, label in name_spans([token.name for token in sentence]):
        words = [token.text for token in sentence[start:end]]
        ours = _label(corpus, label, words)
        skip = 0
        if ours in NAME_LABELS:
            while skip < len(words) - 1 and _not_of_the_name(words[skip:], ours):
                skip += 1
            if corpus in {"re3d", "gum"} and not _is_name(words[skip:], ours):
                ours, skip = UNKNOWN, 0
        for i in range(start, end):
            if i < start + skip:
                sentence[i].name = OUTSIDE
            elif ours is UNKNOWN or ours == OUTSIDE:
                sentence[i].name = ours
            else:
                sentence[i].name = f"{'B' if i == start + skip else 'I'}-{ours}"
    return sentence


def _label(corpus: str, label: str, words: list[str]) -> str | None:
    """Return our label for ``words`` that the corpus calls ``label``."""
    ours = LABELS[corpus].get(label, UNKNOWN)
    people = len(words) == 1 and PEOPLE.fullmatch(words[0]) is not None
    if corpus == "re_docred" and people and label != "PER":
        return "NORP"  # there peoples are places, and religions organisations
    if ours == "NORP?":
        return "NORP" if people else "LOC" if label == "gpe" else UNKNOWN
    if corpus == "re3d" and len(words) == 1 and words[0].lower() in _PRONOUNS:
        return OUTSIDE
    if corpus == "re3d" and ours == "ORG" and " ".join(words).removeprefix("the ") in _countries():
        return "LOC"  # a state that acts is an organisation there, often a place as well
    return ours


@cache
def _countries() -> frozenset[str]:
    rows = read_rows("countries.tsv")
    return frozenset(name for r in rows for name in (r["name"], *r["aliases"].split("|")) if name)


def _is_name(words: list[str], label: str) -> bool:
    """Say whether ``words``, which a corpus takes for a mention, name somebody or something."""
    if not any(word[:1].isupper() for word in words):
        return False  # the city
    if label != "PERSON":
        return True
    described = any(word.islower() and word not in _SMALL for word in words)
    return not described and words[-1].lower() not in _TITLES  # Secretary of State


def _not_of_the_name(words: list[str], label: str) -> bool:
    """Say whether the first of ``words`` is not of the name: the, northern, General, Russian."""
    first = words[0].lower()
    if first in _DETERMINERS:
        return True
    if words[0].islower() and first not in _SMALL and any(w[:1].isupper() for w in words):
        return True
    title = first in _TITLES - _KEPT_TITLES or PEOPLE.fullmatch(words[0]) is not None
    return label == "PERSON" and title
