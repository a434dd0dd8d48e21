"""Is a name that a preposition leads a place? By the labels, the lists, and the words beside it."""

from pipeline.annotate.atoms import Cut
from pipeline.annotate.nouns import is_plural
from pipeline.annotate.places.known import Labels, countries, joined, words_of
from pipeline.annotate.places.name_end import name_end
from pipeline.annotate.times.calendars import MONTHS
from pipeline.annotate.words import word_list

_OF_PEOPLE = frozenset({"camp", "base", "church", "field", "state", "house", "court", "centre"})
_NUMBERED = frozenset(
    ("annex", "appendix", "article", "chapter", "exhibit", "figure", "part", "schedule", "section",
     "table", "title", "volume")
)  # fmt: skip
_FEW = 3  # letters of a number: A, II


def is_place(
    cut: Cut, first: int, last: int, labels: Labels, labelled: bool, preposition: str, *, kind: bool
) -> bool:
    """Say whether the name ``[first, last)`` behind a preposition is a place.

    ``labels`` and ``labelled`` are as ``places_in`` takes them; ``kind``: its last word is one.
    """
    name = " ".join(cut.raw(i) for i in range(first, last))
    plain = joined(cut, first, last)
    verdicts = {
        said
        for (a, b), said in labels.items()
        if a < last and b > first and b - a >= (last - first) / 2
    }
    if plain in countries()[0]:
        return preposition not in {"on", "over"}
    if _is_cited(cut, first, last) or cut.at(last - 1) in _FIRMS:
        return False
    if cut.at(first) in _NUMBERED and len(cut.raw(last - 1)) <= (_FEW if last - first > 1 else 99):
        return False  # Appendix C
    if preposition == "under" and not kind and cut.at(last - 1) not in words_of("kind"):
        return False  # under Suleiman
    if True in verdicts or (kind and cut.at(last - 1) not in _OF_PEOPLE):
        water = {cut.at(first), cut.at(last - 1)} & words_of("kind")
        return preposition != "over" or bool(water)  # the Sulina canal, whoever Sulina was
    if preposition in _AT and cut.at(last - 1) in _BUILDINGS:
        return True  # at Boma Primary School, whoever runs it
    if False in verdicts:
        return False
    if cut.at(last) == "(" and cut.glued(last):
        return False  # AR(1)
    head = cut.at(last - 1)
    if head in words_of("no place") or cut.at(first) in words_of("no place"):
        return False
    if kind or head in words_of("kind"):
        return True
    if cut.at(first) in {
        "lake",
        "mount",
        "mt",
        "cape",
        "fort",
        "port",
        "gulf",
        "river",
        "camp",
        "st",
    }:
        return True
    if labelled and (preposition in _WITHIN or (preposition == "at" and _stands(cut, first))):
        return _is_nothing_else(cut, first, last)
    if labelled or preposition in {"on", "over", "off", "into", "within", "around", "outside"}:
        return False
    if name.isupper() or plain in countries()[1] or head in words_of("direction"):
        return False
    if preposition in {"in", "near", "across", "throughout"} and last - first <= 3:
        return not is_plural(cut.at(last)) or cut.at(last) in _AFTER_A_PLACE
    return not cut.raw(last)[:1].islower() or cut.at(last) in _AFTER_A_PLACE


_FIRMS = frozenset({"llc", "inc", "ltd", "plc", "corp", "llp", "gmbh"})


def _is_cited(cut: Cut, first: int, last: int) -> bool:
    """Say whether a name is an author's or of a case: ``in Szeidl (2013)``, ``in Roe v Wade``."""
    if {cut.at(last), cut.at(first - 1)} & {"v", "vs"} or cut.words(last, last + 2) == ["et", "al"]:
        return True
    if cut.at(last) in {"and", "&"}:  # `in Aliprantis and Border (2006)`
        last = name_end(cut, last + 1)
    year = cut.raw(last + 1)[:4] if cut.at(last) in {"(", "["} else ""
    return year.isdecimal() and len(year) == len("2013")


_WITHIN = frozenset({"in", "near", "across", "throughout", "outside", "around", "off"})
_AT = frozenset({"at", "near", "outside", "inside", "in"})
_BUILDINGS = frozenset(
    ("airport", "barracks", "bridge", "cathedral", "dam", "hospital", "hotel", "market", "mosque",
     "prison", "school", "square", "stadium", "station")
)  # fmt: skip


def _stands(cut: Cut, first: int) -> bool:
    """``were loaded at Jask``, and not ``shouted at Smith``, ``work at Halden``."""
    before = cut.at(first - 2)
    return (
        first <= _LEADING
        or before in {",", "and", "down"}
        or (before.endswith("ed") and before not in _DIRECTED)
    )


_LEADING = 2  # atoms before a name that opens a sentence
_DIRECTED = frozenset(
    {"aimed", "directed", "employed", "levelled", "shouted", "targeted", "worked"}
)
_JUDGES = frozenset(
    ("court", "courts", "we", "circuit", "justice", "justices", "plaintiff", "defendant", "held",
     "holding", "opinion", "dissent", "ruling", "judgment", "decision", "case", "cases", "v")
)  # fmt: skip


def _is_nothing_else(cut: Cut, first: int, last: int) -> bool:
    """Say whether a name that nobody knows may be a place: no case, code, section or creed."""
    names = [cut.raw(i) for i in range(first, last)]
    if cut.at(first - 1) == "the":
        return False  # in the Senate
    if any(name.isupper() or not name[1:].islower() for name in names if name[:1].isalpha()):
        return False  # in HCl, in Appendix F
    if cut.raw(last)[:1].isdigit() or cut.at(first) in countries()[1] | MONTHS.keys():
        return False  # in Phase 3, in Dutch
    before = cut.words(max(0, first - 7), first)
    if word_list("places: no place behind") & {*before[-3:]}:
        return False  # trust in Bitcoin
    return _JUDGES.isdisjoint(before) and _JUDGES.isdisjoint(cut.words(last, last + 4))


_AFTER_A_PLACE = word_list("places: after a place")
