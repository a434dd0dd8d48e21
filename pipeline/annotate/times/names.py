"""Years that are part of a name: of a law, a document, a court's decision."""

from collections.abc import Sequence

from pipeline.annotate.atoms import DASHES, Cut
from pipeline.annotate.times.calendars import EARLY, MONTHS, SEASONS, WEEKDAYS, When
from pipeline.annotate.words import word_list


def in_name(cut: Cut, when: When) -> bool:
    """Say whether a bare year is part of a name: of a law, of a document, of a citation.

    ``Agenda 2030``, ``the Energy Act of 2005``, ``a 1997 national study``, ``(2d Cir. 2018)``.
    """
    if when.first == 0 or not cut.raw(when.first).isdecimal():
        return False
    before = cut.raw(when.first - 1)
    if _is_number_of(cut, when, before):
        return True
    if when.last - when.first != 1:
        return False
    if _names_a_work(cut, when.first):
        return True
    if before in _QUOTES and cut.raw(when.last) in _QUOTES:
        return True  # “1984”
    if before == ",":  # the Constitution Act, 1982; Smith, 2019, found
        named = cut.raw(when.first - 2)
        author = when.first == _BEHIND_AUTHOR and cut.at(when.last) == ","
        instrument = named.lower() in word_list("times: instrument")
        return named[:1].isupper() and (instrument or (author and cut.at(0) not in MONTHS))
    if before == "." and cut.at(when.last) == ")":
        return True  # a court and its year
    if before == "(" and cut.at(when.last) == ")" and cut.raw(when.first - 2).isdecimal():
        kind = cut.raw(when.first - 3)  # Resolution 1325 (2000)
        return kind[:1].isupper() or kind in word_list("times: instrument")
    behind = cut.raw(when.last)
    if behind[:1].isupper() and _ends_in_an_instrument(cut, when.last):
        return True  # the 2014 Arms Act
    if _is_the_law_of(cut, when):
        return True
    law = cut.raw(when.first - 2)
    if before == "of" and law[:1].isupper() and law.lower() in word_list("times: instrument"):
        made = cut.words(when.first - _NEAR, when.first)
        return not any(word in _MAKING for word in made)
    document = cut.words(when.last, when.last + 4)
    if before.lower() in _LEADS_A_DOCUMENT and any(word in _DOCUMENTS for word in document):
        return not any(word in _BREAKS for word in document[: _first(document, _DOCUMENTS)])
    return before in {
        "Agenda",
        "Vision",
        "Horizon",
        "Resolution",
        "Decree",
        "Act",
        "Goals",
        "Europe",
        "People",
    }


def _is_number_of(cut: Cut, when: When, before: str) -> bool:
    """Say whether digits like a year's number a thing: ``Flight 1549``, ``555-2010``."""
    if before.lower() in _NUMBERED and before[:1].isupper():
        return True
    if cut.at(when.last) == "/" and cut.glued(when.last) and cut.raw(when.last + 1).isdecimal():
        return before[:1].isupper() and before.lower() in word_list("times: instrument")
    code = cut.raw(when.first - 2)
    joined = before in DASHES and cut.glued(when.first - 1) and cut.glued(when.first)
    return joined and (code.isdecimal() or (len(code) > 1 and code.isupper()))


_NUMBERED = frozenset(
    ("flight", "highway", "route", "room", "docket", "notice", "bulletin", "extension", "model",
     "telephone", "tel", "fax", "box", "case", "petition", "application")
)  # fmt: skip
_QUOTES = frozenset({'"', "“", "”", "‘", "’"})
_BEHIND_AUTHOR = 2  # atoms: the name and its comma


def _ends_in_an_instrument(cut: Cut, i: int) -> bool:
    while cut.raw(i)[:1].isupper():
        if cut.at(i) in word_list("times: instrument"):
            return True
        i += 1
    return False


def _is_the_law_of(cut: Cut, when: When) -> bool:
    """``under the 2012 agreement``, ``breach of the treaty of 1967``: which, and not when."""
    instrument = word_list("times: instrument") - {"amendment", "amendments"}  # made that year
    if cut.at(when.first - 1) == "the" and cut.at(when.last) in instrument:
        return cut.at(when.first - 2) in _BY_LAW
    named = cut.at(when.first - 1) == "of" and cut.at(when.first - 2) in instrument
    return named and cut.at(when.first - 3) == "the" and cut.at(when.first - 4) in _BY_LAW


def _names_a_work(cut: Cut, i: int) -> bool:
    """``Johnson et al., 2019``, ``Counting Losses 2015``: who wrote it, or what it is called."""
    if "al" in cut.words(i - 3, i) and cut.at(i - 1) in {",", "."}:
        return True
    named = all(cut.raw(k)[:1].isupper() and cut.raw(k)[1:].islower() for k in (i - 1, i - 2))
    return named and _DATED.isdisjoint(cut.words(i - 2, i))


_DATED = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *EARLY, "christmas", "easter", "ramadan", "year", "quarter",
     "budget", "census", "election", "half", "week", "season", "eid", "diwali", "in", "since",
     "by", "until", "from", "during"}
)  # fmt: skip
_BY_LAW = frozenset({"", "under", "of", "by", "with", "to", "in", "violates", "amend", "amends"})
_NEAR = 14  # atoms: "the Senate enacted the Clean Air Act of 1970"
_MAKING = frozenset(
    ("passed", "enacted", "adopted", "signed", "approved", "ratified", "concluded", "introduced")
)
_LEADS_A_DOCUMENT = frozenset(
    {"a", "an", "one", "another", "recent", "earlier", "our", "its", "their", "his", "her"}
)
_DOCUMENTS = frozenset(
    ("report", "study", "survey", "paper", "article", "review", "analysis", "reports", "studies")
)
_BREAKS = frozenset({",", ".", ";", "(", ")", "in", "of", "that", "and", "by"})


def _first(words: Sequence[str], wanted: frozenset[str]) -> int:
    return next((k for k, word in enumerate(words) if word in wanted), len(words))
