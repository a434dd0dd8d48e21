"""The works that a note names, told apart, and the parts of each: author, title, year, address.

A note may name several (``A; B. For a different view, see C``). Semicolons part them, outside
brackets and quotation marks, and so do the words that lead to another work. A part is an exact
slice of the work's text; what cannot be read stays None. What stands for a work named before
(``Ibid.``) is read in ``short_forms.py``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.citations.references import find_url
from pipeline.citations.short_forms import reads_as_short
from pipeline.schema import Source

LONGEST = 4_000  # characters of a note that are looked at; what is longer is no list of works

_LEAD = re.compile(
    r"^(?i:(?:(?:but|and|or)\s)?(?:for\s[^.;:]{3,80}?,?\s)?(?:see|cf\.|compare|contra|accord|quoted\sin"
    r"|quoting|citing|cited\sin)(?:\s(?:also|further|too|generally|for\sexample|in\sparticular))?"
    r"(?:,?\s(?:e\.\s?g\.|inter\salia))?[,:]?\s)(?=\S)|^(?:[Aa]nd|[Aa]lso|e\.g\.,)\s(?=[A-Z“\"])"
)
# A sentence that begins so goes on to another work.
_NEXT = re.compile(
    r"(?<=[.)”\"’\d])\s+(?=(?:But\ssee|See|Cf\.|Compare|Contra|Accord|Ibid|Id\.|Idem"
    r"|For\s[^.;]{3,80}?\bsee)\b)"
)
_QUOTES = {"“": "”", "‘": "’"}
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATED = re.compile(
    rf"(?<![\d.–-])\b{_YEAR}[a-z]?\b(?![–-]\d)|\bn\.d\.|\bforthcoming\b|\bin press\b"
)
_SIGNAL = re.compile(r"\d|[“”\"]|https?:|www\.|§|\b(?:ibid|id|op|loc|supra|note)\b", re.IGNORECASE)
_GOES_ON = re.compile(  # behind a semicolon, what belongs to the work before
    r"^(?:§|(?:pp?|cl|art|arts|para|paras|ch|chap|sec|vol|no|nos|col|figs?|tables?|eds?|trans|rev|repr"
    rf"|at|secs?)\b\.?\s|{_YEAR}[a-z]?(?:[.:,]\s|\.?$)|[a-z(]|[\d\s,–—.-]+[.;]?$|Royal\sAssent\b|\d+(?:st|nd|rd|th)\sed|\d+\s?[(:])"
)
_LEADS_ON = re.compile(
    r"^(?:see|cf|also|but|and\s(?=[A-Z“])|ibid|id|compare|quoted|citing|quoting|e\.g|supra|op|loc|note)\b\.?"
)
# Where a short form has come to its end, and another work follows in a sentence of its own.
_SHORT_END = re.compile(
    r"(?:\bsupra,?\s(?:note|n\.)\s?\d+|\b[Ii]d\.|\b[Ii]bid\.)[^;()“”]{0,40}?"
    r"(?<=[\d.])\.\s+(?=[A-Z“])|\b(?:[Ii]d|[Ii]bid)\.\s(?=[A-Z“])"
)

_LAW = re.compile(
    r"\sv\.?\s|\b(?:Act|Code|Regulations?|Directive|Treaty|Convention|Charter|Constitution|Decree"
    r"|Agreement|Protocol|Resolution|Law|Const\.|Pub\.|U\.S\.C\.|C\.F\.R\.|Stat\.|Fed\.)(?:\s|,|$)"
)
_IMPRINT = re.compile(  # (Accra: Volta House, 2020)
    rf"\((?:(?P<place>[A-Z][^():;]{{1,60}}):\s)?(?P<publisher>[^():;]{{2,80}}?),\s"
    rf"(?:[A-Z][a-z]{{2,8}}\.?\s(?:\d{{1,2}},?\s)?)?(?P<year>{_YEAR})\)"
)
_NO_PUBLISHER = re.compile(
    r"\b(?:eds?|trans)\b|\d{3}|^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s?\d*$"
)
_PAGES = re.compile(r"\s(?!(?:1[5-9]|20)\d\d$)\d{1,4}(?:[–-]\d{1,4})?$")
_PLACED = re.compile(  # Accra: Volta House.
    r"(?:^|[.,]\s)(?P<place>[A-Z][^.,:()“”]{1,40}(?:,\s[A-Z][\w.]{1,20})?):\s"
    r"(?P<publisher>[A-Z][^.,:;()“”\d]{2,70})(?=[.,;]|$)"
)
_AUTHOR_DATE = re.compile(
    r"^(?P<authors>[^“\"]{2,300}?)(?:[,.]?\s\("
    rf"(?P<year>{_YEAR}[a-z]?|n\.d\.|forthcoming)(?:,\s[^()]{{1,30}})?\)"
    rf"|[,.]\s(?P<bare>{_YEAR}[a-z]?|n\.d\.|forthcoming))\s?[.:,]?\s+(?P<rest>.+)$"
)
_INITIALS = r"[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+){0,2}\s[A-Z]{1,3}"
_BY_INITIALS = re.compile(  # Abel KJ, Odum J, et al. Rain and ruin. J Weather. 2006
    rf"^(?P<authors>{_INITIALS}(?:,\s{_INITIALS}){{0,30}}(?:,\set\sal)?)\.\s"
    r"(?P<title>[^.;?!]{4,300}(?:\.\d[^.;?!]{0,300})?[?!]?)(?:\.\s|(?<=[?!])\s|;\s|$)(?P<rest>.*)$"
)
_NAMED_PUBLISHER = re.compile(  # behind a title: Norland University Press
    r"(?:^|[.,]\s)(?P<publisher>(?:[A-Z][\w&’'-]*\s(?:of\s|and\s|&\s)?){0,5}(?:Press|Publications?"
    r"|Publishers?|Publishing|Verlag|Books)|Elsevier|Springer(?:[\s-]Verlag)?|(?:John\s)?Wiley"
    r"(?:\s(?:and|&)\sSons)?|Routledge|M[ac]?cMillan|Palgrave(?:\sMacmillan)?)(?=[.,;]|$)"
)
_LEADING_OUT = re.compile(
    r"(?:^|,?\s)(?:(?:both\s)?available(?:\s(?:at|from))?|at|in|from)$", re.IGNORECASE
)
_PROSE = re.compile(  # words of sentences, which titles in capitals do not have
    r"\b(?:is|are|was|were|has|have|had|been|be|does|did|may|might|would|could|should|will|we|our"
    r"|they|it|not|that|which|who|if)\b"
)
_ASIDE = re.compile(r"[“\"][^”\"]{0,400}[”\"]|\([^()]{0,400}\)|https?:\S+")
_BRACKETED = re.compile(r"\([^()]{0,400}\)")
_QUOTED = re.compile(r"[“\"](?P<title>[^“”\"]{4,300})[”\"]")
_SENTENCE = re.compile(r"(?<=[a-z)\d”]{2})\.\s(?=[A-Z])")
_STOP = re.compile(
    r"(?<=[a-z)\d’”?!]{2})[.?!]\s(?=[A-Z(\[“h])|\s(?=https?:|doi)|,\s(?=(?:pp?|vol)\.\s)"
)
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s<>\"“”]+)")


def split_sources(text: str) -> list[str]:
    """Return the words of each work that a note's text names, without what leads to it.

    >>> split_sources("See Abel, Rain (2019); Odum, Ruin (2020). But see Ilo, Sand (2021).")
    ['Abel, Rain (2019)', 'Odum, Ruin (2020).', 'Ilo, Sand (2021).']
    """
    parts: list[str] = []
    for sentence in _NEXT.split(text[:LONGEST]):
        own: list[str] = []
        for chunk in (part for whole in _at_semicolons(sentence) for part in _behind_short(whole)):
            goes_on = _GOES_ON.match(chunk) and not _LEADS_ON.match(chunk)
            if own and (goes_on or not _names_work(chunk) or not _names_work(own[-1])):
                own[-1] += "; " + chunk
            else:
                own.append(chunk)
        parts += own
    works = [_LEAD.sub("", part.strip()).strip() for part in parts]
    return [work for work in works if work]


def _is_prose(text: str) -> bool:
    """Say whether ``text`` is a remark of the author, not the name of a work."""
    return len(_PROSE.findall(_ASIDE.sub(" ", text))) >= 2


def _without_remarks(text: str) -> str:
    """Return ``text`` up to the first sentence behind the first that reads as prose."""
    for end in _SENTENCE.finditer(text):
        if _PROSE.search(_ASIDE.sub(" ", _SENTENCE.split(text[end.end() :], maxsplit=1)[0])):
            return text[: end.start() + 1]
    return text


def _names_work(text: str) -> bool:
    return bool(_SIGNAL.search(text)) and not _is_prose(text)


def _behind_short(text: str) -> list[str]:
    """Return a short form and the work in the sentence behind it apart."""
    end = _SHORT_END.search(text)
    if not end or not _SIGNAL.search(text[end.end() :]):
        return [text]
    return [text[: end.end()].strip(), text[end.end() :]]


def _at_semicolons(text: str) -> Iterator[str]:
    """Yield the stretches between semicolons that stand in no brackets and no quotation."""
    depth, closing, start = 0, "", 0
    for i, ch in enumerate(text):
        if closing:
            closing = "" if ch == closing else closing
        elif ch == "“":
            closing = _QUOTES[ch]
        elif ch in "([":
            depth += 1
        elif ch in ")]":
            depth = max(0, depth - 1)
        elif ch == ";" and not depth and text[i + 1 : i + 2] in {" ", ""}:
            yield text[start:i].strip()
            start = i + 1
    if text[start:].strip():
        yield text[start:].strip()


def read_sources(text: str, italics: Sequence[str] = ()) -> tuple[Source, ...]:
    """Return the works that a note or an entry names, each with its parts.

    Args:
        text: of the note, without its label.
        italics: the stretches of it that are printed slanted; the longest is a title.
    """
    return tuple(read_source(work, italics) for work in split_sources(text))


def read_source(text: str, italics: Sequence[str] = ()) -> Source:
    """Return one work with the parts that can be read."""
    doi = _DOI.search(text)
    source = Source(text, url=find_url(text), doi=doi[1].rstrip(".,;)") if doi else None)
    if reads_as_short(text):
        return replace(source, short=True)
    plain = text.split("http", 1)[0]
    if _is_prose(plain):
        return source
    plain = _without_remarks(plain)
    maker = _imprint(plain)
    counted = _BY_INITIALS.match(text)
    if counted:
        years = _DATED.findall(counted["rest"].split("http", 1)[0])
        year = years[0] if years else None
        title = counted["title"].strip()
        return replace(source, authors=counted["authors"], title=title, year=year)
    entry = _AUTHOR_DATE.match(plain)
    if entry and not re.search(r"[\d:]", entry["authors"]) and not _LAW.search(entry["authors"]):
        rest = entry["rest"]
        authors: str | None = entry["authors"].strip(" ,.")
        title, year = _title(rest, italics) or _first_sentence(rest), entry["year"] or entry["bare"]
        behind = rest.find(title) + len(title) if title else 0
        maker = maker or _NAMED_PUBLISHER.search(rest, behind) or _PLACED.search(rest, behind)
    else:
        title = _title(plain, italics)
        authors, title = _before(plain, title) if title else _by_commas(plain)
        years = _DATED.findall(plain.replace(title, "", 1) if title else plain)
        year = maker["year"] if maker else years[-1] if years else None
    publisher = maker["publisher"].strip() if maker else None
    return replace(source, authors=authors, title=title, year=year, publisher=publisher)


def _imprint(text: str) -> re.Match[str] | None:
    found = _IMPRINT.search(text)
    return None if found is None or _NO_PUBLISHER.search(found["publisher"]) else found


def _title(text: str, italics: Sequence[str]) -> str | None:
    quoted = _QUOTED.search(_BRACKETED.sub(" ", text))
    if quoted and quoted["title"] in text:
        return quoted["title"].rstrip(".,; ")
    slanted = (_LEADING_OUT.sub("", s.strip(" ,.;:")).strip(" ,.;:") for s in italics)
    titles = [title for title in slanted if len(title) > 5 and title in text]
    return max(titles, key=len) if titles else None


def _first_sentence(text: str) -> str | None:
    """Return the title that a bibliography's entry has behind its year, without its publisher."""
    title = _STOP.split(text, maxsplit=1)[0]
    maker = _NAMED_PUBLISHER.search(title, 1)
    title = (title[: maker.start()] if maker else title).strip(" ,.")
    return title if len(title) > 3 else None


def _before(text: str, title: str) -> tuple[str | None, str]:
    """Return whoever stands before the title; nobody, if that is no name."""
    head = text[: text.find(title)].strip(' ,.:“"‘(')
    words = head.split()
    named = 0 < len(words) <= 25 and words[0][:1].isupper() and not any(map(str.isdigit, head))
    return (head if named and not _LAW.search(head) else None), title


def _by_commas(text: str) -> tuple[str | None, str | None]:
    """Return author and title of ``Author, Title (Place: Publisher, Year)``; None if unsure."""
    head = re.split(r"\s[(\[]|,\s(?=(?:pp?|vol|no)\.\s)|;", text, maxsplit=1)[0]
    parts = [part.strip(" .") for part in head.split(", ")]
    if not parts[0] or not parts[0][:1].isupper():
        return None, None
    if _LAW.search(parts[0] + ","):
        return None, parts[0]
    words = parts[0].split()
    small = {"and", "&", "of", "for", "the", "de", "et", "al.", "on", "in"}
    named = not any(map(str.isdigit, parts[0]))
    known = (
        named and len(words) <= 10 and all(w.strip("(")[:1].isupper() or w in small for w in words)
    )
    if len(parts) < 2 or not known or not parts[1][:1].isupper():
        return None, None
    end = 2
    while end < len(parts) and parts[1].isupper() and parts[end].isupper():
        end += 1  # OLD LAND, NEW NATION
    title = _PAGES.sub("", ", ".join(parts[1:end]))
    dated = end == len(parts) and text[len(head) :].lstrip().startswith(("(", "["))
    return (parts[0], title) if dated or len(title.split()) > 1 else (None, None)
