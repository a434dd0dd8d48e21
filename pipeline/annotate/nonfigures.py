"""Digits that never are figures: names, labels, codes, clock times, citations, ordinals.

Each rule marks atoms; ``quantities`` skips a number that touches a marked one. Dates are marked
by ``times``.
"""

import re
from functools import cache

from pipeline.annotate.atoms import Atom
from pipeline.annotate.numbers import TENS
from pipeline.annotate.units import shared_name
from pipeline.annotate.words import word_list

# One alternation, linear: every quantifier is bounded or runs over one class.
_PATTERN = re.compile(
    r"""
      (?:https?://|www\.|doi[:.]\s?|10\.\d{4,9}/)\S{1,2000}           # addresses
    | [\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}
    | \b\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?(?:[ap]\.?m\b\.?|hours|hrs|GMT|UTC|local))?(?![\d:])   # clock
    | \b\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|AM\b|PM\b|o['’]clock)
    | \b[01]\d{3}\s(?:hours|hrs|GMT|UTC)\b | \b2[0-3]\d{2}\s(?:hours|hrs|GMT|UTC)\b
    | (?<![\d/])(?:9/11|7/7|26/11|24/7|24x7|50/50|50-50|fifty-fifty|catch[- ]22)(?![\d/])
    | \b\d{1,3}(?:st|nd|rd|th)s?\b                                      # ordinals
    | \[\s?\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,30}\s?\]                   # [3, 4]
    | \(\s?(?:see\s|cf\.?\s|e\.g\.,?\s)?[A-Z][\w’'-]{1,40}(?:\s(?:et\sal\.?,?|and|&|,|[A-Z][\w’'-]{1,40})){0,6},?\s?(?:1[89]|20)\d\d[a-z]?[^()]{0,80}\)
    | \(\s?(?:1[89]|20)\d\d[a-z]?(?::\s?\d{1,4}(?:[–-]\d{1,4})?)?\s?\)  # (2019: 45)
    | \(\d{1,3}\)(?=\s?[a-zA-Z])(?!\s?(?:%|per\s?cent))                 # (1) first, (2) second
    | ^\s{0,5}\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)](?=\s)                    # 2.1. heading
    | ^\s{0,5}\d{1,2}(?:\.\d{1,3}){1,4}(?=\s[A-Z])
    | \b(?:n[or]s?|No|Nos|№|pp?|paras?|para|vol|Vol|art|Art|arts|Arts|ch|chap|Ch|Chap|sec|Sec|fig|Fig|figs|Figs|tab|Tab|eq|Eq|ref|Ref|ed|col|fn|FN|v|ver|Ver)\.\s{0,2}\d[\w.,/–-]{0,30}(?:\s?(?:,|and|&|to)\s\d{1,4}\b){0,5}
    | \b(?:[Pp]ages?|[Pp]aragraphs?|[Ss]ections?|[Ff]ootnotes?|[Ee]ndnotes?|[Cc]hapters?|[Tt]ables?|[Ff]igures?|[Vv]ersions?|[Aa]rticles?|[Cc]lauses?|[Aa]nnex(?:es)?|[Aa]ppendi(?:x|ces)|[Rr]esolutions?|[Pp]sc|[Aa]rts?|[Rr]ules?|[Ss]lides?|[Ee]quations?|[Qq]uestions?|[Rr]egulations?|[Dd]irectives?)\s\(?(?!(?:of\s))\d[\d.,]{0,12}(?:\([\w]{1,4}\)){0,3}[a-z]?\)?(?:(?:\s?[–,/-]\s?|\s(?:and|to|or|&)\s)\d[\d.]{0,10}(?:\([\w]{1,4}\)){0,2}\b){0,8}(?!\s?(?:%|per\s?cent|percent|million|billion|thousand|hundred))
    | \b(?:Box|Boxes|Part|Phase|Stage|Level|Tier|Category|Type|Class|Route|Highway|Flight|Room|Unit|Block|Group|Goals?|SDGs?|Targets?|Indicators?|Step|Item|Note|Lesson|Principle|Pillar|Priority|Objective|Recommendations?|Scenario|Option|Volume|Issue|Book|Line|Schedule|Order|Decree|Law|Bill|Division|Brigade|Battalion|Ward|Zone|Sector|Channel|Day|Week|Year|Round|Session|Grade|Track|Gate|Terminal|Pier|Sheet|Exhibit|Map|Photo|Image|Chart|Graph|Panel|Plate|Scheme|Model|Series|Generation|Protocol|Convention|Act|Amendment|Proposition|Prop|Title|Count|Case|Docket|Project|Lot|Plot|Flat|Apartment|Suite|Building|Camp|Area|Region|District|Precinct|Squad|Team|Formula|Form|ISO|IEC|IEEE|ASTM|RFC|HTTP|Windows|iPhone|Boeing|Airbus|Apollo|Soyuz|Mirage|Mark|Mk|Sputnik|Falcon|Agenda|Vision|Horizon|Expo|Euro|COP|CMP|UNSCR|UNSC|HR|SR|AK|MiG|MIG|Su|Tu|Radio|Basel|Core|Code|Interstate|Exercises?|Studio|Psalm|Apt|Ext|Tel|Fax|Phone|Mobile|ZIP|PIN|ISBN|ISSN|Ref|ID|RQ|H|Q|Hypothesis|Experiment|Study|Cohort|Wave)\s?[-–]?\s?\#?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?\b(?:(?:[–-]|\s?,\s|\s(?:and|to|&)\s)\d{1,3}(?:\.\d{1,2})?\b(?!\s?(?:%|per|[a-z]{3,}))){0,6}(?![,.]?\d)(?!\s?(?:%|per\s?cent|percent|percentage|million|billion|thousand|hundred|lakh|crore|bn\b|km\b|kg\b))(?!\s(?:people|children|civilians|persons|soldiers|women|men|countries|households)\b)
    | (?:\+|\b00)\d{1,3}[\s.()-]{1,3}(?:\d{1,5}[\s.()-]{0,2}){2,6}\d          # telephone
    | \(\d{2,5}\)\s?\d{3,4}[\s-]\d{3,4} | \b\d{3}[-.]\d{3}[-.]\d{4}\b | \b\d{3}-\d{4}\b
    | (?:\b(?:tel|telephone|phone|fax|mobile|call|hotline|isbn|issn|p\.?o\.?\sbox|zip|pin|postcode|pincode|extension|ext)\b\.?:?\s?(?:no\.?|number|at|on|code)?:?\s?)\+?\(?\d[\d\s()./-]{2,24}
    | \b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b                                    # SW1A 2AA
    | \b\d{1,3}(?:\.\d+)?°\s?\d{0,2}(?:[.′']\d*)?\s?[′']?\s?\d{0,2}[″"]?\s?[NSEW]\b   # coordinates
    | \b\d{1,3}\.\d{3,8}\s?[NSEW]\b
    | \b[pP]\s?[<>=≤≥]\s?0?\.\d{1,6}                                          # p-values
    | \b(?:[A-Z]+/){1,6}(?:RES/|PRST/)?\d{1,4}(?:/\d{1,5}){0,3}(?:\s?\(\d{4}\))?   # S/RES/1373 (2001)
    | \#\d{1,6}\b | \b\d{1,3}(?:\.\d{1,3}){3}\b | \bv\d{1,3}(?:\.\d{1,3}){0,3}\b
    | \b\d{1,3}:\d{1,3}\b
    | \b\d{1,3}[–-]\d{1,3}\s(?:win|victory|defeat|draw|vote|loss|ruling|decision|majority|split|lead|record|split)\b
    | \b(?:vote|voted|score|scored|ruling|won|lost|beat|drew|ruled|split)\s(?:of\s|by\s)?\d{1,3}[–-]\d{1,3}\b
    | \b(?:mid-|the\s|his\s|her\s|their\s)(?:19|20)?\d0s\b
    | \bone(?:['’]s|self)\b
    | \b(?:\d{1,2}|[a-z]{3,6})\sin\sthe\s(?:morning|afternoon|evening)\b
    | \b(?:class|grade|phase|stage|level|category|type|tier|step|item|option|scenario|lot|room|gate|platform|flight|route|highway|channel|size|number|zone|form|line|node|question)\s\d{1,3}\b(?!\s?(?:%|per|million|billion)|[.,]\d)
    """,
    re.VERBOSE,
)


@cache
def _fixed() -> dict[str, list[tuple[str, ...]]]:
    """Expressions whose number word counts nothing (``no one``), by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for entry in word_list("fixed"):
        words = tuple(entry.split("_"))
        table.setdefault(words[0], []).append(words)
    return table


_CITATION = re.compile(
    r"\[\s?\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,30}\s?\]"
    r"|\(\s?(?:see\s|see also\s|cf\.?\s|e\.g\.,?\s)?[A-Z][\w’'-]{1,40}"
    r"(?:\s(?:et\sal\.?,?|and|&|of|for|[A-Z][\w’'-]{1,40})|,|;){0,12}\s?(?:1[89]|20)\d\d[a-z]?[^()]{0,80}\)"
    r"|\b[A-Z][\w’'-]{1,40}(?:\s(?:et\sal\.?|and|&)(?:\s[A-Z][\w’'-]{1,40})?)?\s\((?:1[89]|20)\d\d[a-z]?(?:[:,]\s?(?:pp?\.\s?)?[\d–-]{1,9})?\)"
)


def citations(text: str, cut: list[Atom]) -> bytearray:
    """Return one byte an atom: 1 where it is part of a bracketed or author-year citation."""
    marks = bytearray(len(cut))
    if "(" in text or "[" in text:
        _mark(marks, cut, [match.span() for match in _CITATION.finditer(text)])
    return marks


def _mark(marks: bytearray, cut: list[Atom], spans: list[tuple[int, int]]) -> None:
    i = 0
    for start, end in spans:
        while i < len(cut) and cut[i].end <= start:
            i += 1
        j = i
        while j < len(cut) and cut[j].start < end:
            marks[j] = 1
            j += 1


def marked(text: str, cut: list[Atom], countries: frozenset[str] = frozenset()) -> bytearray:
    """Return one byte an atom: 1 where it is part of something that is no figure."""
    marks = bytearray(len(cut))
    if any(atom.kind == "number" for atom in cut):
        _mark(marks, cut, [match.span() for match in _PATTERN.finditer(text)])
        _mark(marks, cut, [match.span() for match in _CITATION.finditer(text)])
    _glued_names(cut, marks, countries)
    _ordinals(cut, marks)
    return marks


def _glued_names(cut: list[Atom], marks: bytearray, countries: frozenset[str]) -> None:
    """Mark ``G20``, ``F-16``, ``COVID-19``, ``PM2.5``, ``CO2``: letters that touch the digits."""
    for i, atom in enumerate(cut):
        if atom.kind != "number" or i == 0:
            continue
        before = cut[i - 1]
        if atom.space:
            continue
        if before.lower == "e" and not before.space and i > 1 and cut[i - 2].kind == "number":
            continue  # 1.3e6
        if before.kind == "word" and before.text not in word_list("currency prefix"):
            money = len(before.text) == 1 and before.text.isupper() and before.space
            if not (money and shared_name(before.text, countries)):
                marks[i] = 1
        elif before.text in "-–‑" and not before.space and i > 1 and cut[i - 2].kind == "word":
            named = cut[i - 2].text
            if named not in word_list("currency prefix") and not named.islower():
                marks[i] = 1
            elif named.islower() and named not in {"mid", "pre", "post", "sub", "top", "non", "to"}:
                marks[i] = 0
        elif before.text in "/_\\@" and not before.space and i > 1 and cut[i - 2].kind == "word":
            marks[i] = 1


def _ordinals(cut: list[Atom], marks: bytearray) -> None:
    """Mark ``twenty-first``; and fixed expressions with a number word, such as ``no one``."""
    for i, atom in enumerate(cut):
        if atom.kind != "word":
            continue
        if atom.lower in word_list("ordinal") and i > 1 and cut[i - 1].text == "-":
            if cut[i - 2].lower in TENS:
                marks[i - 2] = marks[i] = 1
        for words in _fixed().get(atom.lower, ()):
            if tuple(other.lower for other in cut[i : i + len(words)]) == words:
                for j in range(i, i + len(words)):
                    marks[j] |= cut[j].kind == "word"
