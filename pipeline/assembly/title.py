"""The report's title: of what the first page prints large, what names the report.

The largest print of a first page is as often the letterhead, the series or the date as it is
the title. So each head is weighed: by its size, and by what else its words may be.
"""

import re
from collections.abc import Sequence
from pathlib import PurePath

from pipeline.assembly.blocks import size_of
from pipeline.assembly.dates import read_date
from pipeline.assembly.draft import Draft, printed_text
from pipeline.assembly.wording import starts_list_item
from pipeline.schema import Report

TITLE_LENGTH = 200  # characters
FIRST_PAGES = 2
LONG_PARAGRAPH = 300  # characters: where one stands, the text has begun
MANY_WORDS = 40
LARGE = 1.3  # times the usual size: a box or furniture in such type may be the title
SHORT_TITLE = 4  # words: a title so short may go on in a subtitle
ENOUGH = 0.4  # of the weight of a head in plain type that may be nothing but a title
CORROBORATED = 0.7  # of the metadata's words are printed large, too

# Heads, and print that a page designer set apart: a title in a coloured field is a box.
_HEADS = frozenset({"title", "heading", "box", "furniture", "caption"})

_FEW_WORDS = {1: 0.6, 2: 0.85}  # words -> what is left of the weight where no subtitle follows

_GENRE = re.compile(
    r"(?:(?:table of )?contents|highlights|(?:executive )?summary|abstract|introduction|foreword"
    r"|preface|background|overview|acknowledge?ments|key (?:findings|points|messages)|at a glance"
    r"|proposed rules?|rules and regulations|final rule|notices?|testimony|statement|memorandum"
    r"|(?:press|news) release|fact ?sheet|(?:research|original|review)? ?article|editorial|letter"
    r"|(?:policy|issue|research|discussion|working|white|technical|open-file)? ?"
    r"(?:brief|briefing|paper|note|report)s?(?: (?:no\.? )?[\w./–-]*\d[\w./–-]*)?"
    r"|(?:final |interim |draft |annual )*(?:report|draft)|confidential|(?:un)?classified"
    r"|(?:volume|part|chapter|vol\.|no\.?|issue|number) [\divxlc]+(?: (?:of|no\.?) [\divxlc]+)?"
    r"|report to .*)",
    re.IGNORECASE,
)
_OPENS_ANOTHER = re.compile(
    r"(?:by|prepared (?:by|for|in)|submitted|drafted by|written by|edited by|authors?\b|dear"
    r"|to(?: the)?:|to the \w+:|before the|for (?:immediate )?release|expected at|statement of"
    r"|docket|file no|ref(?:erence)?\b|contact|isbn|issn|doi|vol\.|copyright|©|http|www\.|figure"
    r"|table|box|photo|source|tel\b|phone)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:document )?(?:title|subject)\s?:\s*(\S.*)", re.IGNORECASE)
_ORGANISATION = (
    "administration agency archives association authority bank board bureau centre center college"
    " commission committee corporation council court department directorate foundation fund"
    " government institute institution laboratory legislature library ministry office parliament"
    " secretariat senate service services society tribunal trust university"
).split()
_LETTERHEAD = re.compile(
    rf"(?:the )?(?:(?!the |an? )\S+ ){{0,8}}(?:{'|'.join(_ORGANISATION)})"
    r"(?: (?:of|for|on|in|to|against)\b.*)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\S@\S|https?://|www\.|\bBox \d|\b\d{4,}-\d{3,}|\b(?:No|Nos)\.\s?\d")


def name_title(drafts: Sequence[Draft], *, usual_size: float | None) -> None:
    """Mark the heads that name the report, title and subtitle, as such.

    Args:
        drafts: the blocks of the whole report, in reading order.
        usual_size: of most of the report's letters, in points; None in bare text.
    """
    best, title = ENOUGH, list[Draft]()
    for i, begun in _heads(drafts):
        weight = weigh(drafts[i], begun, usual_size)
        named = [drafts[i]]
        if i + 1 < len(drafts) and _is_subtitle(drafts[i + 1], drafts[i], usual_size):
            named.append(drafts[i + 1])
        else:
            weight *= _FEW_WORDS.get(len(_plain(drafts[i]).split()), 1.0)
        if weight > best:
            best, title = weight, named
    for draft in title:
        draft.kind = "title"


def title_of(report: Report, drafts: Sequence[Draft]) -> str:
    """Return the report's title: as it is printed, or as its metadata has it where print agrees.

    A line that says ``Title: ...`` is believed before all else. Metadata that nothing on the
    first pages bears out is believed only where no head is fit for a title; then the file's
    name is left.
    """
    first = [d for d in drafts if d.page <= FIRST_PAGES]
    named = (_NAMED.fullmatch(_plain(d)) for d in first)
    stated = " ".join((report.title or "").split())
    printed = ": ".join(_plain(d).rstrip(":") for d in first if d.kind == "title")
    title = (
        next((found[1] for found in named if found and len(found[1].split()) > 1), None)
        or (
            stated if _is_borne_out(stated, first) and not _words(stated) <= _words(printed) else ""
        )
        or printed
        or stated
        or PurePath(report.file).stem
    )
    return title[:TITLE_LENGTH]


def weigh(draft: Draft, begun: bool, usual_size: float | None) -> float:
    """Return how much speaks for the head being the title; 1 is a plain line that may be one.

    Args:
        draft: a head of the first page.
        begun: a long paragraph stands before it.
        usual_size: of most of the report's letters, in points; None in bare text.
    """
    text = _plain(draft)
    words = text.split()
    bare = text.strip(" .:;,|()[]")
    if _GENRE.fullmatch(bare) or _OPENS_ANOTHER.match(bare) or _is_date(bare):
        return 0.0
    letters = sum(ch.isalpha() for ch in text) / max(1, sum(not ch.isspace() for ch in text))
    if len(words) < 1 or letters < 0.75 or len(text) > TITLE_LENGTH + 100:
        return 0.0
    size = size_of(draft)
    weight = (size / usual_size) if size and usual_size else 1.0
    if len(words) > MANY_WORDS:
        weight *= 0.5
    if _LETTERHEAD.fullmatch(bare) and len(words) <= 16:
        weight *= 0.5
    if _ADDRESS.search(text):
        weight *= 0.3
    if draft.kind != "heading" and not (size and usual_size and size >= LARGE * usual_size):
        return 0.0
    if begun:
        weight *= 0.6
    return weight * _confidence(draft) ** 2


def _heads(drafts: Sequence[Draft]) -> list[tuple[int, bool]]:
    """Return (index, a long paragraph stands before it) of the heads that may name the report.

    They stand on the first page that has any; text on a page before it has no title.
    """
    heads: list[tuple[int, bool]] = []
    text: Draft | None = None
    begun = False
    for i, draft in enumerate(drafts):
        after = text or (drafts[heads[0][0]] if heads else None)
        if draft.page > FIRST_PAGES or (after and draft.page > after.page):
            break
        if draft.kind == "heading" or (draft.kind in _HEADS and not text):
            heads.append((i, begun))
        elif draft.kind == "paragraph":
            text = draft
            begun = begun or len(_plain(draft)) > LONG_PARAGRAPH
    return heads


def _is_subtitle(draft: Draft, title: Draft, usual_size: float | None) -> bool:
    """Say whether the head goes on with a title that is short for one."""
    size, above = size_of(draft), size_of(title)
    if draft.kind not in _HEADS or not (size and above and usual_size):
        return False
    if draft.page != title.page or len(_plain(title).split()) > SHORT_TITLE:
        return False
    if read_date(_plain(draft)) or starts_list_item(_plain(draft)):
        return False  # `1. Summary` is a section
    large = 1.15 * usual_size <= size <= 1.05 * above or draft.kind == "box"
    return large and len(_plain(draft).split()) > 2 and weigh(draft, False, usual_size) >= 1.0


def _is_borne_out(stated: str, first: Sequence[Draft]) -> bool:
    """Say whether the words of the metadata's title are printed in heads of the first pages."""
    words = _words(stated)
    printed = {word for d in first if d.kind in _HEADS for word in _words(_plain(d))}
    enough = len(words) > 1 and len(words & printed) >= CORROBORATED * len(words)
    return enough and not _LETTERHEAD.fullmatch(stated) and not _GENRE.fullmatch(stated)


def _is_date(text: str) -> bool:
    return len(text) < 40 and read_date(text) is not None


def _words(text: str) -> set[str]:
    return {word.strip("“”\"'.,:;()[]?!").casefold() for word in text.split()} - {""}


def _plain(draft: Draft) -> str:
    return " ".join((draft.text or printed_text(draft)).split())


def _confidence(draft: Draft) -> float:
    """Return how sure the words of the head were read, from 0 to 1."""
    sure = [word.confidence for line in draft.lines for word in line.line.words]
    return sum(sure) / len(sure) if sure else 1.0
