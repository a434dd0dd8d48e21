"""Digits that never are figures: names, labels, codes, clock times, citations, ordinals.

Each rule marks atoms; ``quantities`` skips a number that touches a marked one. Dates are marked
by ``times``.
"""

import re
from functools import cache

from pipeline.annotate.atoms import Atom, Cut
from pipeline.annotate.numbers.cardinals import TENS
from pipeline.annotate.quantities.formulas import mark_formulas
from pipeline.annotate.quantities.statistics import names_ratio
from pipeline.annotate.quantities.units import shared_name
from pipeline.annotate.words import word_list


def _any(name: str) -> str:
    """Return the words of a list as one alternation; ``?`` behind a letter makes it optional."""
    return "|".join(sorted(word_list(name), key=lambda word: (-len(word), word)))


_COUNTS_ON = (
    r"(?!\s?(?:%|per\s?cent|percent|million|billion|thousand|hundred|lakh|crore|bn\b|kms?\b|kg\b))"
)
_PEOPLE_BEHIND = (
    r"(?!\s(?:people|children|civilians|persons|soldiers|women|men|countries|households)\b)"
)
_SURNAME = r"[A-Z][\w’'-]{1,40}"
_YEAR = r"(?:1[89]|20)\d\d[a-z]?"

# Citations that stand in the text: [3, 4]; (Smith and Roe 2019, p. 3); Smith (2019).
_CITATION = re.compile(
    r"\[\*\d{1,4}\]"  # the page of an opinion
    r"|\[\s?\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,30}\s?\]"
    rf"|\(\s?(?:see\s|see also\s|cf\.?\s|e\.g\.,?\s)?{_SURNAME}"
    rf"(?:\s(?:et\sal\.?,?|and|&|of|for|others|{_SURNAME})|,|;){{0,12}}\s?{_YEAR}[^()]{{0,80}}\)"
    rf"|\b{_SURNAME}(?:\s(?:et\sal\.?|and|&)(?:\s{_SURNAME})?)?"
    rf"\s\({_YEAR}(?:[:,]\s?(?:pp?\.\s?)?[\d–-]{{1,9}})?\)"
)
# One alternation, linear: every quantifier is bounded or runs over one class.
_PATTERN = re.compile(
    "|".join(
        (
            r"(?:https?://|www\.|doi[:.]\s?|10\.\d{4,9}/)\S{1,2000}",  # addresses
            # 7.62 x 39 mm ammunition, a 155mm shell: a calibre names it
            r"\b\d{1,3}(?:\.\d{1,2})?(?:\s?[x×]\s?\d{2,3}(?:\.\d)?)?[\s-]?mm\s(?:\w+\s)?"
            r"(?:ammunition|bullets?|rounds?|cartridges?|shells?|rockets?|guns?|cannons?|howitzers?|mortars?"
            r"|rifles?|pistols?|machine|artillery|calib(?:re|er)|projectiles?)\b",
            r"%20[\w-][\w%.-]{0,200}",  # and what a line end cut off them
            # `using (12) and (13)`: equations
            r"\b(?:in|from|of|by|with|to|into|using|via|under|and|or|both)\s\(\d{1,3}[a-z]?\)"
            r"(?=[,.;:)]|$|\s(?:and|or|is|are|we|to|the|that|holds|implies|gives|with|in|by|for|as)\b)",
            r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}",
            r"\b\d{1,2}[:h]\d{2}(?::\d{2})?(?![\d:])",  # clock times
            r"\b\d{1,2}(?:[.:]\d{2})?\s?(?:[ap]\.m\.|[ap]m\b|AM\b|PM\b|o['’]clock)",
            r"\b(?:[01]\d{3}|2[0-3]\d{2})\s(?:hours|hrs|GMT|UTC)\b",
            r"\b(?:\d{1,2}|[a-z]{3,6})\sin\sthe\s(?:morning|afternoon|evening)\b",
            r"(?<![\d/])(?:9/11|7/7|26/11|24/7|24x7|50/50|50-50|fifty-fifty|catch[- ]22)(?![\d/])",
            r"\b\d{1,3}(?:st|nd|rd|th)s?\b",  # ordinals
            r"\b(?:CVE|ISBN|ISSN|DOI|NCT|RFC|PMID)[\s:-]{0,3}[\d-]{3,24}X?",
            r"\b[A-Z]{1,4}\d{1,3}\+\d{1,2}\b",  # P5+1
            r"\bGroup of (?:\d{1,2}|[A-Z][a-z]{2,7})\b",
            r"(?<=\d\d\d\d\))[,:]?\s\d{1,4}[–-]\d{1,4}\b"  # pages of a journal
            r"|\b\d{1,3}(?:\(\d{1,3}\):|:\d{1,2},)\s?\d{1,4}[–-]\d{1,4}"
            rf"|\b\d{{1,4}},\s\d{{1,4}}(?:[–-]\d{{1,4}})?\s\((?:[\w. ]{{1,16}}\.\s)?{_YEAR}\)",
            r"\b(?:\d{1,3}\s)?(?:T\.C\.|U\.S\.|F\.\s?[23]d|Supp\.|S\.\s?Ct\.|B\.T\.A\.|Cir\.)\sat\s\d{1,4}(?:[–-]\d{1,4})?",
            # Op. O.L.C. at 353–354; Hearing Tr. at 12, but not: shares of Acme Inc. at 45 dollars
            r"\b(?:\d{1,4}\s)?(?:[A-Z][A-Za-z]{0,6}\.\s?){1,4}(?<=\s)at\s\d{1,4}"
            r"(?:[–-]\d{1,4}|,\s\d{1,4}[–-]\d{1,4}|(?=[.;)](?:\s|$)|\s\())",
            # 441 G Street NW, 10 Downing Street.
            r"\b\d{1,5}\s(?:[A-Z][\w.’']{0,20}\s){1,3}(?:Street|St\.|Road|Rd\.|Avenue|Ave\.|Boulevard"
            r"|Blvd\.|Lane|Drive|Parkway|Terrace)(?=\s[NS][EW]\b|[,.;)]|$)",
            # AD 2018–23–51; but not years joined so
            r"(?<![\d–-])(?!\d{4}[–-]\d{4}[–-]\d{4}\b)\d{1,6}(?:[–-]\d{1,6}){2,5}(?![\d–-])",
            rf"\(\s?{_YEAR}(?::\s?\d{{1,4}}(?:[–-]\d{{1,4}})?)?\s?\)",  # (2019: 45)
            r"\(\d{1,3}\)(?=\s?[a-zA-Z])(?!\s?(?:%|per\s?cent))",  # (1) first, (2) second
            r"^\s{0,5}\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)](?=\s)",  # 2.1. a heading
            r"^\s{0,5}\d{1,2}(?:\.\d{1,3}){1,4}(?=\s[A-Z])",
            rf"\b(?:{_any('label short')})\.\s{{0,2}}\d[\w.,/–-]{{0,30}}"
            r"(?:\s?(?:,|and|&|to)\s\d{1,4}\b){0,5}",
            rf"\b(?i:{_any('label any')})\s\(?\d(?:[\d.,]{{0,11}}\d)?(?:\([\w]{{1,4}}\)){{0,3}}"
            r"[a-z]?\)?"
            r"(?:(?:\s?[–,/-]\s?|\s(?:and|to|or|&)\s)\d[\d.]{0,10}(?:\([\w]{1,4}\)){0,2}\b){0,8}"
            + _COUNTS_ON,
            rf"\b(?:{_any('label capital')})\s?[-–]?\s?\#?\d{{1,4}}(?:\.\d{{1,3}}){{0,3}}"
            r"(?:[A-Z]{1,3}|[a-z])?\b"
            r"(?:(?:[–-]|\s?,\s|\s(?:and|to|&)\s)\d{1,3}(?:\.\d{1,2})?\b(?!\s?(?:%|per|(?!and\b|but\b)[a-z]{3,}))){0,6}"
            r"(?![,.]?\d)" + _COUNTS_ON + _PEOPLE_BEHIND,
            rf"\b(?:{_any('label plural')})\s\d{{1,4}}[A-Z]?"
            r"(?:(?:\s?[–-]\s?|,\s|,?\s(?:and|or|to)\s)\d{1,4}[A-Z]?\b){0,12}",
            rf"\b(?:{_any('label small')})\s\d{{1,3}}[a-h]?\b"
            r"(?!\s?(?:%|per|million|billion)|[.,]\d)",
            r"(?:\+|\b00)\d{1,3}[\s.()-]{1,3}(?:\d{1,5}[\s.()-]{0,2}){2,6}\d",  # telephone
            r"\b0\d{2,4}[\s-]\d{3,4}(?:[\s-]\d{2,4}){1,3}\b",
            r"\(\d{2,5}\)\s?\d{3,4}[\s-]\d{3,4}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b",
            r"(?i:\b(?:tel|telephone|phone|fax|mobile|hotline|isbn|issn|p\.?o\.?\sbox|zip|pin|postcode"
            r"|pincode|extension|ext)\b\.?:?\s?(?:no\.?|number|at|on|code)?:?\s?)\+?\(?\d[\d\s()./-]{1,24}",
            r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b",  # SW1A 2AA
            r"\b\d{1,3}(?:\.\d+)?°\s?\d{0,2}(?:[.′']\d*)?\s?[′']?\s?\d{0,2}[″\"]?\s?[NSEW]\b",
            r"\b\d{1,3}\.\d{3,8}\s?[NSEW]\b",  # coordinates
            r"(?i:\b(?:number|id|code)\s(?:is|was|were)\s)\d{5,20}\b",  # His passport number is
            r"\b(?:[A-Z]+/){1,6}\d{1,4}(?:/\d{1,5}){0,3}(?:\s?\(\d{4}\))?",  # S/RES/1373 (2001)
            r"\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b",  # TN 37243-1002
            r"\b(?:ISO|EN|DIN|BS|IEC|ASTM|ANSI)(?:/[A-Z]{2,5})?\s\d{2,6}(?:-\d{1,3})?\b",
            r"\b(?:[Ss]ee|[Cc]f\.|in|at)\s(?:foot|end)?notes?\s\d{1,3}\b",
            r"\b7\d7\s(?:airplanes?|airliners?|jets?|MAX|NG|Dreamliner)\b",
            r"\b(?:in|of|during|by|for|from|since|until|[Ee]pi(?:demiological)?)\s[Ww]eeks?\s\d{1,2}"
            r"(?:\s?(?:[–-]|to|and)\s?\d{1,2})?\b(?!\s(?:people|days|months))",  # in weeks 1–14
            r"\bat\s\*\d{1,4}(?:[–-]\d{1,4})?",  # LEXIS 73, at *8-9
            r"^\s{0,5}\d{1,3}[A-Z]{1,2}\.?\s{0,5}$",  # 15A.
            r"\b[Ii]d\.\sat\s\d{1,4}(?:[–-]\d{1,4})?",
            # `mt > 0`, `c(0) = 0`, `0 < ψ`: conditions; `n = 1` counts.
            r"(?:\b(?![nNpPrM]\b|R2\b)[A-Za-zͰ-Ͽ][a-z0-9ͰͰ-Ͽ′]{0,3}|[)|])\s?[=<>≤≥≠]\s?[01]\b"
            r"(?![.,]\d|\s?%|\s(?!(?:and|or|then|if|for|in|the|is|are|to|with|when|holds|so|at|throughout"
            r"|everywhere|almost|otherwise|which|where|while|because|since|implies|as|by|on|from|under)\b)[a-z]{2,})",
            r"\b[01]\s?[<≤]\s?[A-Za-zͰ-Ͽ]\w{0,3}\b",
            r"\b[a-zA-MO-ZͰ-Ͽ]\([^()]{1,24}\)(?:\s?[=<>≤≥≠]\s?[01]\b)?|\bN\([^()]{1,24},[^()]{1,24}\)",
            r"\#\d{1,6}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|\bv\d{1,3}(?:\.\d{1,3}){0,3}\b",
            r"\b9[059](?:\.\d)?\s?%\s(?:C\.?I\.?|CrI|UI|confidence|credible|uncertainty)\b",
            r"\b\d{1,3}[–-]\d{1,3}\s(?:win|victory|defeat|draw|vote|loss|ruling|decision|majority|split"
            r"|lead|record)\b",
            r"\b(?:vote|voted|score|scored|ruling|won|lost|beat|drew|ruled|split)\s(?:of\s|by\s)?"
            r"\d{1,3}[–-]\d{1,3}\b",
            r"\b(?:mid-|the\s|his\s|her\s|their\s)(?:19|20)?\d0s\b",
            r"\b\d\s?=\s?[a-z]{3,20}\b",  # 0 = female and 1 = male
            r"\b[A-Z]\w{1,30}:\s\d{1,2},\s[A-Z]\w{1,30}:\s\d{1,2}\b",  # a score in words
            r"\bone(?:['’]s|self)\b",
        )
    )
)


# Sections of laws; asked only where their signs stand.
_LEGAL = re.compile(
    "|".join(
        (
            r"§{1,2}\s?\d[\w.-]{0,12}(?:\([\w.]{1,5}\)){0,4}"  # §21A(3), §7, §8 or §9
            r"(?:(?:,|,?\s(?:and|or|to)|\s?[–-])\s?(?:§{0,2}\s?\d[\w.]{0,8}(?:\([\w.]{1,5}\)){0,4}"
            r"|(?:\([\w.]{1,5}\)){1,4})){0,8}",
            r"\(\d{1,3}[A-Z]{1,2}\)|\b\d{1,5}[A-Z]?(?:\([\w.]{1,4}\)){1,4}"
            r"|\([a-zA-Z]{1,3}\)(?:\(\w{1,4}\)){1,3}",  # (9A), 6(g), 2(b)(i), (c)(3)(A)
            r"(?<=[:;,.]\s)\d{1,2}\)(?=\s)",  # we asked: 1) what
            r"\b(?:S[ABCO]{1,2}|RS[ABCO]{1,3}|R\.S\.C\.|USC|U\.S\.C\.|CFR|C\.F\.R\.|Stat\.)\s(?:19|20)\d\d,"
            r"\s(?:c|ch)\.?\s?[\w.-]{1,8}",  # SC 2021, c 14
            r"\b\d{1,3}\s(?:U\.?S\.?C\.?|C\.?F\.?R\.?|Fed\.\sReg\.|Stat\.|U\.S\.|F\.\s?[23]d|T\.C\.|B\.T\.A\.|S\.\s?Ct\.|So\.|F\.\sSupp\.|[NS]\.[EW]\.)"
            r"(?:\s?[23]d)?"
            r"(?:\s?(?:§{1,2}\s?|[Pp]art\s)?\d[\d.,a-z-]{0,12}|\s?$)",  # 42 U.S.C. 1983
        )
    )
)


@cache
def _fixed() -> dict[str, list[tuple[str, ...]]]:
    """Expressions whose number word counts nothing (``no one``), by their first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for entry in word_list("fixed"):
        words = tuple(entry.split("_"))
        table.setdefault(words[0], []).append(words)
    return table


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
        if any(
            sign in text
            for sign in ("§", "(", ")", " c ", ".C", "U.S.", "USC", "CFR", "Reg.", "Stat.")
        ):
            _mark(marks, cut, [match.span() for match in _LEGAL.finditer(text)])
        mark_formulas(cut, marks)
        _list_members(cut, marks)
    _colons(cut, marks)
    _glued_names(cut, marks, countries)
    _ordinals(cut, marks)
    _named_by_number(cut, marks)
    _numbered_parts(cut, marks)
    return marks


def _named_by_number(cut: list[Atom], marks: bytearray) -> None:
    """Mark the ``Big Four``: a number word with a capital, and one before it, within a sentence."""
    for i in range(1, len(cut)):
        word, before = cut[i], cut[i - 1]
        named = word.kind == "word" and word.lower in _SMALL_WORDS and word.text.istitle()
        if not named or before.kind != "word" or before.text.isupper():
            continue
        behind = cut[i + 1] if i + 1 < len(cut) else None
        counts = behind is not None and behind.text[:1].isupper()
        if before.text == "of" and i > 1 and cut[i - 2].text.istitle():
            before = cut[i - 2]  # the Group of Seven
        marks[i] |= before.text.lower() == "big" or (before.text.istitle() and i > 1 and not counts)


_PARTS = frozenset(
    """
    phase stage step grade tier option scenario round chapter part volume act day week month year
    """.split()
)
_SPANS = frozenset({"day", "week", "month", "year"})
_LEADS = frozenset({"by", "in", "from", "of", "since", "until", "after", "before", "usual"})


def _numbered_parts(cut: list[Atom], marks: bytearray) -> None:
    """Mark ``phase two``, ``by year three``; but not ``each year five people die``."""
    for i in range(1, len(cut)):
        part = cut[i - 1].lower
        if part not in _PARTS or cut[i].lower not in _SMALL_WORDS | {"one", "two"}:
            continue
        behind = cut[i + 1] if i + 1 < len(cut) else None
        if behind is not None and behind.text == "-" and not behind.space:
            continue  # part two-thirds
        marks[i] |= part not in _SPANS or (i > 1 and cut[i - 2].lower in _LEADS)


_SMALL_WORDS = frozenset({"three", "four", "five", "six", "seven", "eight", "nine", "ten"})


_AND = frozenset({",", "and", "or", "to", "through", "&", "-", "–", "—", "(", ")"})
_COUNTED = frozenset("%$€£¥°")
_BEHIND_LABEL = frozenset(
    "and or of to through in on for is was are were has had shall may must do does apply applies "
    "the as at by with from below above".split()
)


def _list_members(cut: list[Atom], marks: bytearray) -> None:
    """Mark the 7 and the 9 of ``Sections 5, 7 and 9``: what goes on a list of labels.

    Not what counts something: ``under Article 5, 7 people``.
    """
    last = None  # the label just before, with nothing but commas and conjunctions since
    for i, atom in enumerate(cut):
        if atom.kind != "number":
            last = last if atom.lower in _AND else None
            continue
        if marks[i]:
            last = i
            continue
        ahead = cut[i + 1] if i + 1 < len(cut) else None
        alone = ahead is None or not ahead.text.islower() or ahead.lower in _BEHIND_LABEL
        goes_on = last is not None and alone and atom.text[0].isdigit()
        marks[i] |= goes_on and not (ahead and ahead.text in _COUNTED)
        last = i if marks[i] else None


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
        if before.text == "−" and not before.space and i > 1 and cut[i - 2].kind == "word":
            marks[i] = 1  # mm−1
        elif before.text in _MODELS and before.space:
            marks[i] = 1  # A380, C40, S-400: their money has a sign of its own, A$
        elif before.kind == "word" and before.text not in word_list("currency prefix"):
            money = before.space and (before.text.istitle() or i == 1)  # R200, Sh1,000
            if not (money and shared_name(before.text, countries)):
                marks[i] = 1
        elif before.text in "-–‑" and not before.space and i > 1 and cut[i - 2].kind == "word":
            named = cut[i - 2].text
            money = len(named) > 1 and named in word_list("currency prefix")
            if not money and (not named.islower() or named in word_list("numbered kinds")):
                marks[i] = 1
            elif (
                len(named) > 1
                and named.islower()
                and named not in {"mid", "pre", "post", "sub", "top", "non", "to"}
            ):
                marks[i] = 0
        elif (
            before.text in "-–‑"
            and not before.space
            and (_continues(cut, i, marks) or _falls(cut, i) or _is_score(cut, i))
        ):
            marks[i - 2] = marks[i] = 1
        elif before.text in "/_\\@" and not before.space and i > 1 and cut[i - 2].kind == "word":
            marks[i] = 1


_MODELS = frozenset({"A", "C", "S", "X"})


def _colons(cut: list[Atom], marks: bytearray) -> None:
    """Mark scores and verses, ``2:1``; but not where a word says that it is a ratio."""
    for i in range(1, len(cut) - 1):
        a, b = cut[i - 1], cut[i + 1]
        if cut[i].text != ":" or cut[i].space or b.space or (a.kind, b.kind) != _BOTH:
            continue
        if not names_ratio(Cut(cut), i - 1, i + 2):
            marks[i - 1] = marks[i + 1] = 1


_BOTH = ("number", "number")


def _is_score(cut: list[Atom], i: int) -> bool:
    """``3-1``, ``2–2``: no range goes down, and what is no range and has no unit is a score."""
    a, b = cut[i - 2].text, cut[i].text
    behind = cut[i + 1].text if i + 1 < len(cut) else ""
    small = len(a) < 3 and len(b) < 3 and a.isdecimal() and b.isdecimal() and int(a) >= int(b)
    return small and behind not in _COUNTED and behind not in {"-", "–"}


def _falls(cut: list[Atom], i: int) -> bool:
    """``11905-14.``: a docket; a range goes up, and a sum or a score says of what it is."""
    a, b = cut[i - 2].text, cut[i].text
    behind = cut[i + 1].text if i + 1 < len(cut) else ""
    alone = i > 1 and a.isdecimal() and b.isdecimal() and behind in {"", ".", ",", ";", ")"}
    return alone and len(a) > 3 and len(b) < 4 and int(b) < int(a)


_ENDS_A_NAME = frozenset({"", ".", ",", ";", ")", "and", "or", "was", "were", "is", "are", "has"})


def _continues(cut: list[Atom], i: int, marks: bytearray) -> bool:
    """``A330-200``, ``Public Law 107-56``, ``2015-001234-12``: a number that goes on a name."""
    if i < 2 or cut[i - 2].kind != "number":
        return False
    if marks[i - 2] and i > 2 and not cut[i - 2].space and cut[i - 3].kind == "word":
        return True  # Room W12–140
    if cut[i - 1].text == "–":
        return False
    if marks[i - 2] or (i > 3 and cut[i - 3].text == "-" and cut[i - 4].kind == "number"):
        return True
    lead = cut[i - 3] if i > 2 else None
    named = lead is not None and lead.text[:1].isupper()
    if lead is not None and len(lead.text) > 1 and lead.lower in word_list("stop"):
        named = False
    behind = cut[i + 1].lower if i + 1 < len(cut) else ""
    return named and i > 3 and behind in _ENDS_A_NAME


def _ordinals(cut: list[Atom], marks: bytearray) -> None:
    """Mark ``twenty-first``; and fixed expressions with a number word, such as ``no one``."""
    for i, atom in enumerate(cut):
        if atom.kind != "word":
            continue
        compound = i > 1 and cut[i - 1].text == "-" and cut[i - 2].lower in TENS
        if compound and atom.lower in word_list("ordinal"):
            marks[i - 2] = marks[i] = 1
        for words in () if compound else _fixed().get(atom.lower, ()):  # thirty-one of them
            behind = cut[i + len(words)] if i + len(words) < len(cut) else None
            if behind is not None and behind.text == "-" and not behind.space:
                continue  # at one-fortieth
            if tuple(other.lower for other in cut[i : i + len(words)]) == words:
                for j in range(i, i + len(words)):
                    marks[j] |= cut[j].kind == "word"
