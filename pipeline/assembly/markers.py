"""Callouts on their way from the tokens into the document; the rules are in ``citations/``."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from pipeline.assembly.draft import Draft, Mark, PrintedLine, Token
from pipeline.assembly.freeze import Frozen
from pipeline.assembly.hyphens import HYPHENS, keeps_hyphen
from pipeline.assembly.seen import mark_of, match_notes, tell_raised
from pipeline.citations.callouts import (
    Glued,
    Raised,
    accept_glued,
    accept_raised,
    find_glued,
    find_raised,
    noting,
)
from pipeline.citations.intext import (
    InText,
    accept_parenthesised,
    believed,
    find_author_year,
    find_bracketed,
    find_ibid,
    find_misread_brackets,
    find_noted,
    find_parenthesised,
)
from pipeline.citations.misread import decode, fill_gaps, find_candidates
from pipeline.citations.references import make_reference, read_label, with_author
from pipeline.citations.resolve import Entry, Resolver, number_lists
from pipeline.citations.short_forms import resolve_short_forms
from pipeline.citations.sources import read_sources
from pipeline.schema import Callout, Location, PlacedWord, union

LEAST_NOTES = 3  # so many numbered notes say how far the markers count
_AUTHOR_YEAR = re.compile(r"\s(?:\d{4}[a-z]?|n\.d\.|forthcoming)$")
_LOST_LABEL = re.compile(
    r"^(?:\W{0,2}[\[({|]\s?[\dIlSO]{1,3}\s?[\])}|1]|[^\w\s“(\[]{0,3}(?:[\dSIlO°]{1,2}\s|[\dSIlO]{1,3}[.)]\s)?)\s?"
)
CARRIES = frozenset({"paragraph", "list", "quotation", "box", "heading", "title", "caption"})


def entries_of(drafts: Sequence[Draft]) -> list[Entry]:
    """Return the references that the notes and end lists give, in order."""
    entries: list[Entry] = []
    author = ""
    for draft in drafts:
        if draft.kind not in {"note", "reference"}:
            continue
        label = draft.label
        first = draft.lines[0].text if label is None else _without_label(draft.lines[0])
        texts = _joined([first, *(line.text for line in draft.lines[1:])])
        box = union([line.box for line in draft.lines if line.box and line.page == draft.page])
        if draft.kind == "reference" and label is None:
            texts[0], author = with_author(texts[0], author)
        reference = make_reference(label, texts, Location(draft.page, box))
        sources = read_sources(reference.text, _italics(draft))
        reference = replace(reference, sources=sources)
        entries.append(Entry(reference, draft.page, None if draft.kind == "note" else 0))
    return number_lists(entries)


def _italics(draft: Draft) -> list[str]:
    """Return the stretches of a note that are printed slanted, over line ends too."""
    words = [word for printed in draft.lines for word in printed.line.words]
    runs = (list(run) for slanted, run in groupby(words, key=lambda w: w.italic) if slanted)
    texts = ("".join(w.text if w.glued else " " + w.text for w in run).strip() for run in runs)
    return [text for text in texts if text]


def resolve_meanings(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with what stands for another work (``Ibid.``) led to it."""
    references = resolve_short_forms(
        [entry.reference for entry in entries], [entry.list_number for entry in entries]
    )
    return [
        replace(entry, reference=reference)
        for entry, reference in zip(entries, references, strict=True)
    ]


def _joined(lines: list[str]) -> list[str]:
    """Return the lines with words cut at their ends made whole; addresses are left as they are."""
    out = lines[:1]
    for line in lines[1:]:
        head, tail = out[-1].rsplit(" ", 1)[-1], line.split(" ", 1)[0]
        if (
            head[-1:] in HYPHENS
            and head[-2:-1].isalpha()
            and tail[:1].isalpha()
            and "/" not in head
        ):
            keep = keeps_hyphen(head[:-1], tail, soft=head[-1] == "\u00ad", seen=Counter())
            out[-1] = (out[-1] if keep else out[-1][:-1]) + line
        else:
            out.append(line)
    return out


def _without_label(printed: PrintedLine) -> str:
    found = read_label(printed.line.words)
    if found is None and printed.method == "ocr":
        return _LOST_LABEL.sub("", printed.text)
    words = printed.line.words[found.words if found else 0 :]
    return "".join(
        word.text if word.glued or i == 0 else " " + word.text for i, word in enumerate(words)
    )


def take_out_raised(drafts: Sequence[Draft], entries: Sequence[Entry]) -> None:
    """Take raised markers out of the tokens, in place, and anchor them where they stood."""
    noted_by = noting(entries)
    if any(piece.word.readings for d in drafts for token in d.tokens for piece in token.pieces):
        told = tell_raised(drafts, entries, _carries)
        for draft in drafts:
            if id(draft) in told:
                _take_out(draft, told[id(draft)], noted_by)
        return
    found: list[tuple[Draft, Raised]] = []
    pages: list[int] = []
    for draft in drafts:
        if _carries(draft):
            words = [piece.word for token in draft.tokens for piece in token.pieces]
            places = [piece.page for token in draft.tokens for piece in token.pieces]
            for raised in find_raised(words, in_table=draft.kind == "table"):
                found.append((draft, raised))
                pages.append(places[raised.first])
    accepted = accept_raised([raised for _, raised in found], pages, entries)
    chosen: dict[int, list[Raised]] = {}
    for (draft, raised), keep in zip(found, accepted, strict=True):
        if keep:
            chosen.setdefault(id(draft), []).append(raised)
    for draft in drafts:
        if id(draft) in chosen:
            _take_out(draft, chosen[id(draft)], noted_by)


def _carries(draft: Draft) -> bool:
    return draft.kind in CARRIES or draft.kind == "table"


def _take_out(
    draft: Draft, markers: Sequence[Raised], noted_by: Callable[[Sequence[str], int], bool]
) -> None:
    """Take the markers out; of a table's, those alone are callouts that lead to a note."""
    by_first = {raised.first: raised for raised in markers}
    out: list[Token] = []
    at = 0
    for token in draft.tokens:
        kept = Token([], token.line, token.line_start, token.line_end, token.mended)
        for piece in token.pieces:
            inside = next((r for r in markers if r.first <= at < r.last), None)
            if at in by_first:
                mark = mark_of(by_first[at], piece)
                owner = kept if kept.pieces else out[-1] if out else None
                led = bool(mark.labels) and noted_by(mark.labels, mark.page)
                if owner is not None and (led or draft.kind != "table"):
                    owner.marks += ((0, mark),)
            if inside is None:
                if kept.marks and kept.pieces and _begins_anew(kept, piece.text):
                    out.append(kept)
                    kept = Token([], token.line, False, token.line_end)
                kept.marks = tuple((behind + len(piece.text), m) for behind, m in kept.marks)
                kept.pieces.append(piece)
            at += 1
        if kept.pieces:
            out.append(kept)
        elif out:
            out[-1].line_end |= token.line_end
    draft.tokens = out


def _begins_anew(token: Token, text: str) -> bool:
    """Say whether ``text``, printed right behind a marker, is a word of its own."""
    return text[:1].isalnum() and (token.text[-1] in '.,;:!?)”’"' or text[:1].isupper())


def take_out_glued(drafts: Sequence[Draft], entries: Sequence[Entry]) -> None:
    """Take markers of the body's own size out of the tokens, in place, if no others were found."""
    places = [
        (draft, i) for draft in drafts if draft.kind in CARRIES for i in range(len(draft.tokens))
    ]
    called = {
        (label, page)
        for draft, i in places
        for _, mark in draft.tokens[i].marks
        for label in mark.labels
        for page in (mark.page, None)  # a list's entry is called on any page
    }
    entries = [
        entry
        for entry in entries
        if (entry.reference.label, entry.page if entry.list_number is None else None) not in called
    ]
    found = find_glued([draft.tokens[i].text for draft, i in places])
    pages = [places[glued.index][0].tokens[places[glued.index][1]].page for glued in found]
    cuts: dict[int, list[Glued]] = {}
    for glued in accept_glued(found, pages, entries):
        cuts.setdefault(id(places[glued.index][0].tokens[places[glued.index][1]]), []).append(glued)
    for draft in drafts:
        out: list[Token] = []
        for token in draft.tokens:
            out += _cut_out(token, cuts[id(token)][0]) if id(token) in cuts else [token]
        draft.tokens = out


def _cut_out(token: Token, glued: Glued) -> list[Token]:
    """Return the token without the marker; what was printed behind it is a token of its own."""
    head = Token([], token.line, token.line_start, False, token.mended)
    tail = Token([], token.line, False, token.line_end)
    at = 0
    digits = token.text[glued.start : glued.end]
    for piece in token.pieces:
        for part, low, high in ((head, 0, glued.start), (tail, glued.end, len(token.text))):
            text = piece.text[max(0, low - at) : max(0, high - at)]
            if text:
                part.pieces.append(replace(piece, text=text))
        at += len(piece.text)
    last = head.pieces[-1]
    head.marks = ((0, Mark(digits, glued.labels, last.page, last.word.box)),)
    head.line_end = token.line_end and not tail.pieces
    return [head, tail] if tail.pieces else [head]


def take_out_misread(drafts: Sequence[Draft], entries: Sequence[Entry]) -> None:
    """Take the misread markers of OCR text out, in place, where a sequence shows what they are."""
    tokens = [
        (draft, token)
        for draft in drafts
        if draft.kind in {"paragraph", "list", "quotation", "box"}
        and draft.lines[0].method == "ocr"
        for token in draft.tokens
    ]
    breaks = frozenset(i for i, (draft, token) in enumerate(tokens) if token is draft.tokens[0])
    labels = [int(e.reference.label) for e in entries if e.reference.label.isdecimal()]
    last = max(labels) if len(labels) >= LEAST_NOTES else None
    candidates = find_candidates([token.text for _, token in tokens], breaks)
    if any(token.marks for _, token in tokens):  # seen on the page's picture
        known = [
            (i, int(label))
            for i, (_, token) in enumerate(tokens)
            for _, mark in token.marks
            for label in mark.labels
            if label.isdecimal()
        ]
        markers = fill_gaps([c for c in candidates if not tokens[c.index][1].marks], known, labels)
    else:
        markers = decode(candidates, last)
    for decoded in markers:
        token = tokens[decoded.candidate.index][1]
        sign = decoded.candidate.sign
        token.set_text(token.text[: -decoded.candidate.length])
        label = str(decoded.number)
        end = token.pieces[-1]
        said = (label,) if decoded.certain else ()
        token.marks += ((0, Mark(sign, said, end.page, end.word.box, sign != label)),)


def settle_labels(drafts: Sequence[Draft], entries: list[Entry]) -> list[Entry]:
    """Return the entries without the labels that were counted, if the markers count otherwise.

    In OCR text an entry may be lost or cut in two, and every number behind it is then wrong.
    """
    numbers = [
        int(label)
        for draft in drafts
        for token in draft.tokens
        for _, mark in token.marks
        for label in mark.labels
        if label.isdecimal()
    ]
    noted = [draft for draft in drafts if draft.kind in {"note", "reference"}]
    entries = match_notes(drafts, noted, entries)
    counted = [int(d.label) for d in noted if d.inferred and d.label]
    if not counted or (numbers and max(numbers) == max(counted)):
        return entries
    return [
        replace(entry, reference=replace(entry.reference, label=""))
        if draft.inferred and draft.label
        else entry
        for draft, entry in zip(noted, entries, strict=True)
    ]


def raised_callouts(frozen: Frozen) -> list[Callout]:
    """Return the callouts of the marks that were taken out."""
    return [
        Callout(
            anchor,
            mark.marker,
            mark.labels,
            repaired=mark.repaired,
            location=Location(mark.page, mark.box),
        )
        for anchor, mark in frozen.marks
    ]


def find_in_text(
    frozen: Frozen, drafts: Sequence[Draft], entries: Sequence[Entry], resolver: Resolver
) -> list[Callout]:
    """Return the bracketed and author-year callouts, which stay in the text."""
    carrying = [
        (frozen.text[span[0] : span[1]], span[0], draft.kind == "table")
        for draft, span in zip(drafts, frozen.spans, strict=True)
        if span is not None and _carries(draft)
    ]
    texts = [(text, offset) for text, offset, _ in carrying]
    numbered = [  # (3) in a table is a number below zero
        (find_parenthesised(text), text, offset) for text, offset, table in carrying if not table
    ]
    if frozen.marks or not accept_parenthesised([s for f, _, _ in numbered for s in f], entries):
        numbered = []
    by_ocr = any(draft.lines[0].method == "ocr" for draft in drafts if draft.lines)
    listed = sum(bool(_AUTHOR_YEAR.search(e.reference.label)) for e in entries)
    cited = [label for text, _ in texts for c in find_author_year(text) for label in c.labels]
    if listed + len(cited) < LEAST_NOTES:
        known = None
    else:
        known = resolver.knows if listed else believed(cited)
    found = [
        _callout(sign, text, offset, frozen)
        for text, offset in texts
        for sign in (
            *find_bracketed(text),
            *find_author_year(text, known),
            *find_ibid(text),
            *(
                sign
                for sign in (*find_noted(text), *(find_misread_brackets(text) if by_ocr else ()))
                if all(map(resolver.has, sign.labels))
            ),
        )
    ]
    found = _with_ibid(sorted(found, key=lambda callout: callout.anchor))
    return found + [
        _callout(sign, text, offset, frozen) for signs, text, offset in numbered for sign in signs
    ]


def _with_ibid(callouts: Sequence[Callout]) -> list[Callout]:
    """Return the callouts, ``(ibid.)`` with what the one before it says, if that is one work."""
    out: list[Callout] = []
    for callout in callouts:
        if not callout.labels:
            before = out[-1] if out and len(out[-1].labels) == 1 else None
            same = (before.labels, before.style) if before else (("ibid.",), callout.style)
            callout = replace(callout, labels=same[0], style=same[1])
        out.append(callout)
    return out


def _last_line(words: Sequence[PlacedWord], start: int, end: int) -> Location | None:
    """Return where the last printed line of ``[start, end)`` stands."""
    first = bisect_left(words, start + 1, key=lambda word: word.end)
    behind = (words[i] for i in range(first, len(words)))
    inside = list(takewhile(lambda word: word.start < end, behind))
    if not inside:
        return None
    last = inside[-1]
    level = [
        word.box
        for word in inside
        if word.box
        and last.box
        and word.page == last.page
        and min(word.box[3], last.box[3]) - max(word.box[1], last.box[1]) > 0
    ]
    return Location(last.page, union(level))


def _callout(sign: InText, text: str, offset: int, frozen: Frozen) -> Callout:
    start, end = offset + sign.start, offset + sign.end
    place = _last_line(frozen.words, start, end)
    return Callout(
        offset + len(text[: sign.sign].rstrip()),
        text[sign.start : sign.end],
        sign.labels,
        "author-year" if sign.style == "author-year" else "bracketed",
        (start, end),
        location=place,
    )
