"""Bracketed and author-year callouts: found in the frozen text, where they stay."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.citations.callouts import read_labels
from pipeline.citations.resolve import Entry

BRACKETED = re.compile(r"\[(\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,15})\]")
_COUNTED = re.compile(  # what (3) is a part of: sections, items, figures
    r"(?:\d[a-z]?|\)|\b(?:section|column|line|item|items|or|and|either|paragraph|para|article|step|box"
    r"|equation|eq\.|figure|table|form|note|rule|clause|if|that|are|is))\s?$",
    re.IGNORECASE,
)
PARENTHESISED = re.compile(r"(?<=[^\s(])\s?\((\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,7})\)")

_YEAR = r"(?:(?:1[6-9]|20)\d\d[a-z]?|n\.d\.|forthcoming|in\spress)"
# One year or several, and what may stand between the brackets of a reprint: [1936] 2018.
_YEARS = (
    rf"(?:\[\d{{4}}\]\s)?{_YEAR}(?:(?:[,;]\s?|/|\sand\s|\s&\s)(?:{_YEAR}|[a-z](?=\s?[,;)\]]|$)))*"
)
_DATED = re.compile(rf"(?<![\w/–.-])(?P<years>{_YEARS})(?![\w%/–-]|[.,]\d)")
# Where in the work: a page, a chapter, a table.
_TAIL = re.compile(
    r"[:,]\s?(?:(?:pp?|paras?|ch|chap|sec|vol|tab|fig|app)\.?\s|(?:[Tt]able|[Ff]igure|[Aa]nnex"
    r"|[Bb]ox|[Cc]hapter|[Ss]ection|[Aa]ppendix|[Pp]art|[Pp]age)\s)?(?:\d[\d\s,.–-]{0,14}"
    r"|[A-Z]\d{0,2}\b|[ivxlc]{1,6}\b)"
)
_STATUTE = re.compile(r",\s(?:c|ch)\.?\s[A-Z\d]")  # (SC 2021, c 14)
_PARENTHESIS = re.compile(r"\(([^()\n]{3,400})\)")
_BETWEEN = re.compile(r"^(?:[,;]?\s(?:and|or|&)\s|[,;]\s)")
_CUE = re.compile(
    r"^(?:[^.;]{0,60}?\b(?:see|cf\.|cited\sin|quoted\sin|based\son|source:|from)"
    r"|but|also|e\.\s?g\.|i\.\s?e\.|notably|especially|and|in|as\sin|following|adapted\sfrom"
    r"|according\sto)(?:\s(?:also|further|generally|for\sexample|for\sinstance))?"
    r"(?:,?\s(?:e\.\s?g\.|inter\salia))?[,:]?\s(?=\S)",
    re.IGNORECASE,
)
_NARRATIVE = re.compile(
    rf"(?P<names>(?:[\w.’'&,-]{{1,30}}\s){{1,9}})[(\[](?P<years>{_YEARS})(?P<tail>[:,][^()\[\]\n]{{1,30}})?[)\]]"
)
_BARE = re.compile(  # Abel et al. 2019; Abel and Odum 2019
    r"(?P<names>\b[^\W\d_a-z][\w’'-]{1,30}\s(?:et\sal\.?|(?:and|&)\s[^\W\d_a-z][\w’'-]{1,30})),?\s"
    rf"(?P<years>{_YEARS})(?![\w%/–-]|[.,]\d)"
)
_JOINING = frozenset({"and", "&", "et", "al", "al."})
_OF_NAMES = frozenset({"of", "for", "the", "on", "in", "to"})  # of institutions
_PARTICLES = frozenset(
    {
        "de",
        "del",
        "da",
        "dos",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "la",
        "le",
        "di",
        "bin",
        "y",
    }
)
_DAYS = frozenset(
    """January February March April May June July August September October November December Jan Feb
    Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday
    Sunday""".split()
)
# What a year stands behind as often: first words and last words that no author's name has.
_NO_FIRST = frozenset(
    """Since In By From Until Before After During Spring Summer Autumn Fall Winter Section Article
    Chapter Figure Table Annex Appendix Box Q1 Q2 Q3 Q4 FY""".split()
)
_NO_LAST = frozenset(
    """Act Decree Law Vision Agenda Resolution Election Elections Summit Agreement Treaty Goals
    COVID Covid Census Population Total Budget Constitution Protocol Olympics Cir Ct""".split()
)
_LEADING = frozenset(  # begin sentences, and no names
    """As While Following See Although Since Like Unlike Both Recently However Here When Where
    Whereas Because After Before If But And Also For From With Work Using Given According Similarly
    Moreover Furthermore Finally First Second Third Thus Later Earlier Indeed In By To On Based
    The""".split()
)
LONGEST_NAME = 14  # words


@dataclass(frozen=True, slots=True)
class InText:
    """A bracketed or author-year callout: ``text[start:end]``.

    ``sign`` is where its bracket opens: behind the names in ``Smith (2019)``.
    """

    start: int
    end: int
    sign: int
    labels: tuple[str, ...]
    style: str


def find_bracketed(text: str) -> list[InText]:
    """Return ``[3]``, ``[3, 5-7]``: numbers in square brackets."""
    return [
        InText(m.start(), m.end(), m.start(), read_labels(m[1]), "bracketed")
        for m in BRACKETED.finditer(text)
    ]


_MISREAD = re.compile(  # (2, 3]; [8): behind a word, as an interval is not
    r"(?<=[^\W\d])[.,”’\"]?\s(?:[({|](\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,7})\]"
    r"|\[(\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,7})[)}|])"
)


def find_misread_brackets(text: str) -> list[InText]:
    """Return ``(2, 3]`` and ``[8)``: square brackets of which an OCR misread one."""
    found: list[InText] = []
    for match in _MISREAD.finditer(text):
        start = match.start(1) - 1 if match[1] else match.start(2) - 1
        labels = read_labels(match[1] or match[2])
        found.append(InText(start, match.end(), start, labels, "bracketed"))
    return found


def find_parenthesised(text: str) -> list[InText]:
    """Return ``(3)`` behind a word: a callout only where references are numbered so."""
    found: list[InText] = []
    for match in PARENTHESISED.finditer(text):
        if not _COUNTED.search(text[max(0, match.start() - 20) : match.start()]):
            start = match.end() - len(match[0].lstrip())
            found.append(InText(start, match.end(), start, read_labels(match[1]), "bracketed"))
    return found


def accept_parenthesised(found: Sequence[InText], entries: Sequence[Entry]) -> bool:
    """Say whether a report cites by numbers in parentheses: most of its end list is called so."""
    listed = {e.reference.label for e in entries if e.list_number is not None}
    listed = {label for label in listed if label.isdecimal()}
    called = {label for sign in found for label in sign.labels}
    return len(listed) >= 3 and len(called & listed) >= 0.5 * len(listed) and called <= listed


def find_author_year(text: str, known: Callable[[str], bool] | None = None) -> list[InText]:
    """Return ``(Smith 2019; UN 2020a)`` and ``Smith (2019)``, labels like ``Smith 2019``.

    Args:
        text: of a block.
        known: says whether a label leads to an entry of the bibliography; None without one. What
            looks like an author by itself may be anything, ``GDP (2024)``: so only an entry makes
            it a callout. In brackets, with others, its form is enough.
    """
    found = [*_in_parentheses(text, known)]
    if known is not None:
        taken = [(sign.start, sign.end) for sign in found]
        for sign in _named(text, known):
            if not any(sign.start < end and start < sign.end for start, end in taken):
                found.append(sign)
                taken.append((sign.start, sign.end))
    return sorted(found, key=lambda sign: sign.start)


_IBID = re.compile(r"\(\s?(?:[Ss]ee\s)?(?:[Ii]bid(?:em)?|[Ii]d)\b\.?[^()\n]{0,40}\)")
_NOTED = re.compile(  # (see note 12 above), supra note 12
    r"(?:\b[Ss]upra,?\s(?:note|footnote|n\.|fn\.?)\s?(?P<supra>\d{1,4})\b"
    r"|\b(?:foot|end)?[Nn]ote\s(?P<above>\d{1,4}),?\s(?:above|supra|below|infra)\b"
    r"|\(\s?[Ss]ee\s(?:also\s)?(?:foot|end)?note\s(?P<see>\d{1,4})[^()\n]{0,20}\))"
)


def find_ibid(text: str) -> list[InText]:
    """Return ``(ibid., p. 4)``: without a label, that of the callout before is meant."""
    return [InText(m.start(), m.end(), m.start(), (), "author-year") for m in _IBID.finditer(text)]


def find_noted(text: str) -> list[InText]:
    """Return ``note 12 above`` and ``supra note 12``: callouts of that note."""
    return [
        InText(m.start(), m.end(), m.start(), (m[m.lastgroup],), "bracketed")
        for m in _NOTED.finditer(text)
        if m.lastgroup
    ]


def believed(cited: Sequence[str]) -> Callable[[str], bool]:
    """Return what to go by where a report cites by name, but its list is not there: a page of it.

    A label is believed if its author is cited in brackets too, or is no acronym: ``GDP (2024)``.
    """
    authors = {label.rsplit(" ", 1)[0] for label in cited}

    def is_author(label: str) -> bool:
        who = label.rsplit(" ", 1)[0]
        return who in authors or not who.isupper()

    return is_author


def _in_parentheses(text: str, known: Callable[[str], bool] | None) -> Iterator[InText]:
    for match in _PARENTHESIS.finditer(text):
        labels = [label for part in _parts(match[1]) for label in _labels_of(part, known)]
        if labels:
            yield InText(match.start(), match.end(), match.start(), tuple(labels), "author-year")


def _parts(inside: str) -> list[str]:
    """Return what semicolons part, but not those between years of one author."""
    parts: list[str] = []
    for part in inside.split(";"):
        if parts and re.fullmatch(rf"\s?{_YEAR}", part):
            parts[-1] += ";" + part
        else:
            parts.append(part.strip())
    return parts


def _labels_of(part: str, known: Callable[[str], bool] | None) -> list[str]:
    """Return the labels of ``Smith 2019, p. 4``, or of ``Smith 2019 and Jones 2020``."""
    labels: list[str] = []
    at = 0
    for match in _DATED.finditer(part):
        if match.start() < at:
            continue
        names = _BETWEEN.sub("", part[at : match.start()]) if at else part[: match.start()]
        names = names.strip(" ,")
        authors = _authors(_CUE.sub("", names))
        if authors is None:
            dated = _DATE.search(names)
            authors = _authors(names[: dated.start()].strip(" ,")) if dated else None
            if authors is None or known is None or not known(f"{authors} {match['years'][:4]}"):
                return labels  # prose, or a news item that no bibliography has
        if authors.isupper() and _STATUTE.match(part, match.end()):
            return labels
        labels += _author_labels(authors, match["years"])
        tail = _TAIL.match(part, match.end())
        at = tail.end() if tail else match.end()
    return labels


_DATE = re.compile(
    r",?\s(?:\d{1,2}\s)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?:\s\d{1,2},?)?$"
)


def _authors(names: str) -> str | None:
    """Return the names, without what belongs to a sentence; None if they are none.

    >>> _authors("van der Berg and O’Brien’s")
    'van der Berg and O’Brien'
    >>> _authors("from 40 in")
    """
    names = re.sub(r"['’]s$", "", " ".join(names.split()).strip(" ,"))
    words = names.split()
    if not 0 < len(words) <= LONGEST_NAME:
        return None
    for i, word in enumerate(words):
        bare = word.strip(",[]()“”")
        small = bare in _JOINING or bare in _PARTICLES or (bare in _OF_NAMES and i > 0)
        arab = bare[:3] in {"al-", "el-"}
        if not (small or arab or bare[:1].isupper()) or any(
            part in _DAYS for part in re.split(r"[/–-]", bare.rstrip("."))
        ):
            return None
        if any(map(str.isdigit, bare)):
            return None
    last = words[-1].strip(",[]")
    if words[0].rstrip(".,") in _NO_FIRST or last.rstrip(".") in _NO_LAST:
        return None
    if last in _OF_NAMES | _PARTICLES | {"and", "&", "et"} or words[0] in _JOINING:
        return None
    initial = last.endswith(".") and last not in {"al.", "Jr."}
    if initial and not re.match(r"[^\W\d_a-z][\w’'-]+,\s", names):
        return None  # D.C. Cir. 2015
    return names


def _named(text: str, known: Callable[[str], bool]) -> Iterator[InText]:
    """Yield ``Smith (2019)`` and ``Smith et al. 2019`` that an entry speaks for.

    Of the words before the year those are the authors that the bibliography knows, the most of
    them; two surnames or ``et al.`` speak for themselves.
    """
    for match in _NARRATIVE.finditer(text):
        words = list(re.finditer(r"(?<!\S)[^\W\d_]\S*", match["names"]))
        for first in words:
            if first[0].strip(",") in _LEADING:
                continue
            start = match.start() + first.start()
            found = _known_authors(text[start : match.end("names")].rstrip(), match["years"], known)
            if found:
                labels = tuple(_author_labels(found, match["years"]))
                sign = match.start() + len(match["names"].rstrip())
                yield InText(start, match.end(), sign, labels, "author-year")
                break
    for match in _BARE.finditer(text):
        if _known_authors(match["names"], match["years"], known):
            labels = tuple(_author_labels(match["names"], match["years"]))
            yield InText(match.start(), match.end(), match.end("names"), labels, "author-year")


def _known_authors(names: str, years: str, known: Callable[[str], bool]) -> str | None:
    year = years[:5] if years[4:5].isalpha() else years.split(",")[0].split(";")[0]
    owner = re.split(r"['’]s\s", names, maxsplit=1)[0]  # the World Bank’s World Report (2020)
    for candidate in dict.fromkeys((names, owner)):
        authors = _authors(candidate)
        if authors and (known(f"{authors} {year}") or _SURNAMES.match(authors)):
            return authors
    return None


_SURNAMES = re.compile(
    r"^[^\W\d_a-z][\w’'-]{2,30}\s(?:et\sal\.?|(?:and|&)\s[^\W\d_a-z][\w’'-]{2,30})$"
)


def _author_labels(authors: str, years: str) -> list[str]:
    labels: list[str] = []
    stem = ""
    for year in re.split(r"[,;/]\s?|\sand\s|\s&\s", re.sub(r"^\[\d{4}\]\s", "", years)):
        if len(year) == 1 and stem:
            labels.append(f"{authors} {stem}{year}")
        else:
            stem = year[:4]
            labels.append(f"{authors} {year}")
    return labels
