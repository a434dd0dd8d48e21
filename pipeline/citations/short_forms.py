"""What stands for a work that was named before: ``Ibid.``, ``op. cit.``, ``supra note 12``.

``Ibid.`` and ``id.`` mean the work just before; ``Abel, op. cit.`` the last one by Abel;
``note 12 above``, ``Abel (n 12)`` what that note names. Exactly one candidate, or none at all:
``Ibid.`` behind a note that names two works stays unresolved, and so does ``supra note 12``
with a name that note 12 does not have.
"""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from pipeline.citations.references import find_url
from pipeline.schema import Reference, Source

LONGEST_NAME = 10  # words before ``supra`` that may be the name of a work or an author
FARTHEST = 300  # works back that ``op. cit.`` may reach
REMARK = 12  # words: what is longer and says ``see note 3`` is a remark
ALIKE = 0.8  # so much of a misspelt name agrees with the right one
_HEAD = 400  # characters of a note in which a short form is looked for

_SAME = re.compile(
    r"^(?:(?P<name>[^.;]{2,60}?),\s)?(?:[Ii]bid(?:em)?|IBID|[Ii]d(?=[.,]|$)|[Ii]dem)\b"
)
_NOTES = ("note", "note2", "note3", "note4", "note5")
_NOTE_NUMBER = r"(?:foot|end)?(?:notes?|ntoe|nn?\.?|fn\.?)\s?(?P<note>\d{1,4})\b"
_BEFORE = re.compile(
    rf"\bsupra,?\s{_NOTE_NUMBER}"
    rf"|\((?:above\s|supra\s)?(?:{_NOTE_NUMBER.replace('<note>', '<note2>')})(?:\sabove)?\)"
    rf"|\b{_NOTE_NUMBER.replace('<note>', '<note3>')},?\s(?:above|supra|earlier)\b"
    rf"|\b(?:[Ss]ee|in|at|as in)\s{_NOTE_NUMBER.replace('<note>', '<note4>')}(?=[.,;)]|$)"
    rf"|(?<=,\s){_NOTE_NUMBER.replace('<note>', '<note5>')}(?=[.,;]|$)"
    r"|\b(?P<cited>(?:[Oo]p|[Ll]oc)\.?\s?cit\b|(?<!Section\s)(?<!Part\s)supra(?=[.,;]|$))"
)
_PLACE = re.compile(r"\b(?:Section|Part|Volume|Chapter|Appendix|Vol\.|§)\s?[\w.]*$")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_SMALL = frozenset({"the", "of", "and", "in", "on", "for", "to", "a", "an", "de", "et", "al."})
_NO_NAME = frozenset(
    {"see", "also", "the", "and", "text", "at", "in", "cited", "quoted", "protocol"}
)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What a short form says of the work it stands for."""

    same: bool = False  # the work just before
    name: str = ""  # of its author or title
    note: str | None = None  # of its label


def read_short(text: str) -> ShortForm | None:
    """Return what a short form says; None if ``text`` is none.

    >>> read_short("ABEL, supra note 1, at 27–29.")
    ShortForm(same=False, name='ABEL', note='1')
    """
    head = text[:_HEAD]
    same = _SAME.match(head)
    if same:
        return ShortForm(same=True, name=(same["name"] or "").strip())
    found = _BEFORE.search(head)
    if not found or _PLACE.search(head[: found.start()].rstrip(" ,")):
        return None
    name = _name(head[: found.start()])
    name = name if _telling(name) else ""
    note = next((found[g] for g in _NOTES if found[g]), None)
    if not name and (note is None or (found["note4"] and len(head.split()) > REMARK)):
        return None
    return ShortForm(name=name, note=note)


def _name(before: str) -> str:
    """Return the name that stands right before ``supra``; none, if what stands there is prose.

    >>> _name("Signed in 1948. ABEL & ODUM, ")
    'ABEL & ODUM'
    """
    name = re.split(r"[.;]\s|\b(?:in|by|at|of)\s(?=[A-Z“])", before)[-1].strip(' ,(“”"')
    words = name.split()
    capital = [w for w in words if w[:1].isupper() or w.casefold() in _SMALL or w == "&"]
    if 0 < len(words) <= LONGEST_NAME and len(capital) >= 0.7 * len(words):
        return name
    last = name.rsplit(", ", 1)[-1]
    return _name(last) if last != name else ""


def reads_as_short(text: str) -> bool:
    """Say whether ``text`` stands for a work named before."""
    return read_short(text) is not None


def resolve_short_forms(
    references: Sequence[Reference], lists: Sequence[int | None]
) -> list[Reference]:
    """Return the references with each short form led to the work it stands for, if it is sure.

    A reference without an address gets that of the work it stands for.

    Args:
        references: of a report, in the order of their print.
        lists: for each, the end list that it stands in; None for a note at a page's foot.
    """
    known: dict[int | None, _Known] = {}
    out: list[Reference] = []
    for reference, number in zip(references, lists, strict=True):
        before = known.setdefault(number, _Known())
        made: list[Source] = []
        for source in reference.sources:
            short = read_short(source.text) if source.short else None
            meant = _meant(short, made, before, reference.label) if short else None
            made.append(replace(source, stands_for=meant) if short else source)
        resolved = reference
        if made:
            urls = (find_url(s.stands_for) for s in made if s.stands_for)
            url = reference.url or next((url for url in urls if url), None)
            resolved = replace(reference, sources=tuple(made), url=url)
        before.add(resolved)
        out.append(resolved)
    return out


@dataclass(slots=True)
class _Known:
    """What a list of notes has named so far."""

    last: Reference | None = None
    by_label: dict[str, Reference] = field(default_factory=dict)
    works: deque[Source] = field(default_factory=lambda: deque(maxlen=FARTHEST))

    def add(self, reference: Reference) -> None:
        self.last = reference
        self.by_label[reference.label] = reference  # the latest, where numbers start again
        self.works.extend(s for s in reference.sources if not s.short)


def _meant(short: ShortForm, own: Sequence[Source], known: _Known, label: str) -> str | None:
    """Return the text of the one work that is meant."""
    if short.same:
        if own and not short.name:
            return full_text(own[-1])
        if known.last is None or not _follows(known.last.label, label):
            return None
        return _choice([*known.last.sources, *own], short.name)
    if short.note is not None:
        noted = known.by_label.get(short.note)
        return _choice(noted.sources, short.name) if noted else None
    works = [*known.works, *(work for work in own if not work.short)]
    named = [work for work in works if _is_by(short.name, work.text)]
    return named[-1].text if named and _same_author(named) else None


def _same_author(works: Sequence[Source]) -> bool:
    """Say whether the works have one author: ``op. cit.`` then means the last of them."""
    return len({(work.authors or work.text[:12]).casefold() for work in works}) == 1


def _follows(before: str, label: str) -> bool:
    """Say whether no note is missing between two labels."""
    if before.isdecimal() and label.isdecimal():
        return int(label) in {int(before) + 1, 1}
    return True


def _choice(works: Sequence[Source], name: str) -> str | None:
    """Return the work with the name, or the only one there is."""
    texts = list(dict.fromkeys(text for work in works if (text := full_text(work))))
    if not _telling(name):
        return texts[0] if len(texts) == len(works) == 1 else None
    for own in dict.fromkeys((name, name.rsplit(", ", 1)[-1])):
        named = [text for text in texts if _is_by(own, text)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def full_text(work: Source) -> str | None:
    """Return the work's text, or that of what it stands for; None if that is not known."""
    return work.stands_for if work.short else work.text


def _telling(name: str) -> list[str]:
    """Return the words of a name that tell it from others."""
    words = [w.casefold() for w in _WORD.findall(name)]
    return [w for w in words if w not in _NO_NAME and len(w) > 2]


def _is_by(name: str, text: str) -> bool:
    """Say whether a work bears the name: all telling words of it, case and slips apart."""
    telling = _telling(name)
    words = [w.casefold() for w in _WORD.findall(text[:_HEAD])]
    return bool(telling) and all(get_close_matches(w, words, 1, ALIKE) for w in telling[-4:])
