"""Raised signs of scanned pages, on their way from the picture's readings to callouts and labels.

A word with ``readings`` was found on the picture. The labels of the notes are told first, then
the callouts that lead to them; both by the order of their numbers (``citations/sequence.py``).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.assembly.draft import Draft, Mark, Piece, Token
from pipeline.citations.callouts import Raised, find_raised, read_labels
from pipeline.citations.resolve import Entry
from pipeline.citations.sequence import Doubtful, Told, tell
from pipeline.schema import Method, Word

READ = 0.99  # probability of a label that stands in a text layer
LEAST = 0.001  # less is no reading
READ_BY_OCR = 0.6  # of one that the OCR read, and the picture does not speak for
PLACE = {"stop": 0.0, "word": 0.3, "poor": 1.5}  # nats: how much a place speaks against a marker
LIKELY = 0.25  # probability of a reading that a callout of the page speaks for, too
COMMA_LOST = 0.05  # probability that the comma of two numbers was not seen, or is none
POOR = 0.3  # how much the notes of a page tell on which a label was lost
ENCLOSED = 4.0  # nats against a sign behind an opening bracket
NOT_SEEN = 1.5  # nats against what the OCR has raised and the picture has not
ALONE = 3.0  # nats against a sign that no note is known for, in a report with notes

Labels = tuple[tuple[tuple[str, ...], float], ...]  # what a sign may stand for, and how likely


def tell_labels(drafts: Sequence[Draft]) -> None:
    """Give the notes of scanned pages the labels that their order tells, in place.

    A star where other notes have numbers is what the OCR made of a number: that label is lost.
    """
    noted = [draft for draft in drafts if draft.kind == "note"]
    if not any(_readings(draft) for draft in noted):
        return
    noted = [draft for draft in noted if draft.label is not None]
    read = [draft for draft in noted if _evidence(draft)]
    if 2 * len(read) < len(noted) and not any(map(_readings, read)):
        return
    for draft in noted:
        if draft.lines[0].method == "ocr" and not _evidence(draft):
            draft.label, draft.inferred = "", True
    told = tell([Doubtful(_evidence(d), d.page) for d in read], restarts=_restart(read))
    for draft, said in zip(read, told, strict=True):
        draft.label, draft.inferred = (said.labels or ("",))[0], not said.labels


def _evidence(draft: Draft) -> Labels:
    """Return what speaks for a note's label: the picture, or a number that was read."""
    readings = _readings(draft)
    if readings:
        return _as_label(readings)
    if draft.lines[0].method != "ocr":
        return (((draft.label or "",), READ),)
    if any(word.readings for word in draft.lines[0].line.words[:2]):
        return ()  # a part of it was read
    label = draft.label or ""
    return (((label,), READ_BY_OCR),) if label.isdecimal() else ()


def _part(draft: Draft) -> Labels:
    """Return what the picture says of a label, or of the part of it that it shows."""
    words = draft.lines[0].line.words[:2]
    return next((_as_label(word.readings) for word in words if word.readings), ())


def match_notes(
    drafts: Sequence[Draft], noted: Sequence[Draft], entries: Sequence[Entry]
) -> list[Entry]:
    """Return the entries with the lost labels of notes, where only one number is left for each.

    Between two notes that have theirs stand as many without as there are numbers between; or, on
    one page, as there are callouts between.
    """
    called: dict[int, list[int]] = defaultdict(list)
    for draft in drafts:
        for token in draft.tokens:
            for _, mark in token.marks:
                called[mark.page] += [int(label) for label in mark.labels if label.isdecimal()]
    out = list(entries)
    notes = [i for i, draft in enumerate(noted) if draft.kind == "note" and draft.label is not None]
    anchors = [-1, *(k for k, i in enumerate(notes) if noted[i].label), len(notes)]
    for low, high in pairwise(anchors):
        lost = [i for i in notes[low + 1 : high] if noted[i].lines[0].box is not None]
        before = _number(noted[notes[low]]) if low >= 0 else 0
        after = _number(noted[notes[high]]) if high < len(notes) else None
        if before is None:
            continue
        labels: dict[int, int] = {}
        if after is not None and after - before - 1 == len(lost):
            labels = dict(zip(lost, range(before + 1, after), strict=True))
        else:
            for page, group in groupby(lost, key=lambda i: noted[i].page):
                between = {n for n in called[page] if before < n and (after is None or n < after)}
                labels |= _paired([(i, _part(noted[i])) for i in group], sorted(between))
        for i, label in labels.items():
            out[i] = replace(out[i], reference=replace(out[i].reference, label=str(label)))
    return out


def _paired(lost: list[tuple[int, Labels]], labels: list[int]) -> dict[int, int]:
    """Pair the lost notes of a page with its callouts, in order.

    As many as there are; else those that the picture speaks for, if only by some of their
    digits, and those between them where as many are left on both sides.
    """
    at: list[tuple[int, int]] = [(-1, -1)]
    for k, (_, readings) in enumerate(lost):
        fits = [m for m in range(at[-1][1] + 1, len(labels)) if _speaks_for(readings, labels[m])]
        if len(fits) == 1 and len(lost) != len(labels):
            at.append((k, fits[0]))
    at.append((len(lost), len(labels)))
    paired = {lost[k][0]: labels[m] for k, m in at[1:-1]}
    for (k0, m0), (k1, m1) in pairwise(at):
        if k1 - k0 == m1 - m0:
            paired |= {lost[k0 + n][0]: labels[m0 + n] for n in range(1, k1 - k0)}
    return paired


def _speaks_for(readings: Labels, label: int) -> bool:
    """Say whether the likely readings of a label are a number, or its beginning or end."""
    likely = [own[0] for own, share in readings if share >= LIKELY and len(own) == 1]
    whole = str(label)
    return any(own == whole or whole.endswith(own) or whole.startswith(own) for own in likely)


def _number(draft: Draft) -> int | None:
    return int(draft.label) if draft.label and draft.label.isdecimal() else None


def _restart(noted: Sequence[Draft]) -> bool:
    """Say whether notes are numbered from 1 on every page: most pages' first says so."""
    firsts = {draft.page: draft.label for draft in reversed(noted)}
    return len(firsts) > 2 and sum(label == "1" for label in firsts.values()) > 0.5 * len(firsts)


def _readings(draft: Draft) -> tuple[tuple[str, float], ...]:
    words = draft.lines[0].line.words
    return words[0].readings if words else ()


def _as_label(readings: tuple[tuple[str, float], ...]) -> Labels:
    """Return readings of a note's label: one number, or a sign."""
    return _labelled(tuple((re.sub("[,-]", "", text), share) for text, share in readings))


def _labelled(readings: tuple[tuple[str, float], ...]) -> Labels:
    """Return readings by the labels that they stand for.

    Two numbers whose comma was lost read as one: ``4748``; and dirt is no comma.
    """
    sums: dict[tuple[str, ...], float] = defaultdict(float)
    for text, share in readings:
        labels = read_labels(text) or (text,)
        if "0" not in labels:
            sums[labels] += share
        if "," in text and text.replace(",", "").isdecimal():
            sums[(text.replace(",", ""),)] += COMMA_LOST * share
        half = len(text) // 2
        if half and text.isdecimal() and text[half:] == str(int(text[:half]) + 1):
            sums[text[:half], text[half:]] += COMMA_LOST * share
    return tuple(sums.items())


@dataclass(frozen=True, slots=True)
class _Place:
    """A raised sign of a draft, and what it was printed as."""

    draft: Draft
    raised: Raised
    words: tuple[Word, ...]
    page: int
    method: Method
    behind: str  # what is printed right before it
    order: tuple[int, int, int]  # page, line, and place in it: drafts may have been moved


def tell_raised(
    drafts: Sequence[Draft],
    entries: Sequence[Entry],
    carries: Callable[[Draft], bool],
) -> dict[int, list[Raised]]:
    """Return the callouts among the raised signs of the drafts, by the draft's identity.

    Signs that are none and that the picture alone has leave the tokens, in place.
    """
    found: list[_Place] = []
    for draft in drafts:
        if carries(draft):
            _drop_stray_labels(draft)
            tokens = [token for token in draft.tokens for _ in token.pieces]
            pieces = [piece for token in draft.tokens for piece in token.pieces]
            words = _as_read([piece.word for piece in pieces])
            for raised in find_raised(words, in_table=draft.kind == "table"):
                if raised.power:
                    continue
                own = tuple(piece.word for piece in pieces[raised.first : raised.last])
                first = pieces[raised.first]
                behind = words[raised.first - 1].text
                order = (*tokens[raised.first].line, raised.first)
                found.append(_Place(draft, raised, own, first.page, first.method, behind, order))
    found.sort(key=lambda place: place.order)
    listed = {e.reference.label for e in entries if e.list_number is not None}
    listed = _filled({label for label in listed if label.isdecimal()})
    notes: dict[int, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.list_number is None and entry.reference.label:
            notes[entry.page].add(entry.reference.label)
    notes = _bridged({page: _filled(labels) for page, labels in notes.items()})
    poor = {d.page for d in drafts if d.kind == "note" and d.label == ""}
    alone = not (notes or listed)
    signs = [replace(_doubtful(place, notes, listed, poor), alone=alone) for place in found]
    told = _told_apart(found, signs, restarts=_numbers_restart(entries))
    accepted: dict[int, list[Raised]] = {}
    for place, sign, said in zip(found, signs, told, strict=True):
        if said.marker and (said.labels or sign.notes):
            accepted.setdefault(id(place.draft), []).append(_settled(place, said))
    for draft in drafts:
        if carries(draft):
            taken = {
                at
                for raised in accepted.get(id(draft), ())
                for at in range(raised.first, raised.last)
            }
            _drop_unseen(draft, taken, accepted.get(id(draft), []))
    return accepted


def _told_apart(
    found: Sequence[_Place], signs: Sequence[Doubtful], *, restarts: bool
) -> list[Told]:
    """Tell the signs of tables by themselves: where a table stands among the text is not known."""
    told: dict[int, Told] = {}
    for in_table in (False, True):
        own = [i for i, place in enumerate(found) if (place.draft.kind == "table") == in_table]
        told |= dict(zip(own, tell([signs[i] for i in own], restarts=restarts), strict=True))
    return [told[i] for i in range(len(signs))]


def _bridged(notes: dict[int, set[str]]) -> dict[int, set[str]]:
    """Return each page's labels, with those that were lost between it and the page before."""
    out = defaultdict(set, notes)
    last_page, last = 0, 0
    for page in sorted(notes):
        numbers = sorted(int(label) for label in notes[page] if label.isdecimal())
        if numbers and last < numbers[0] <= last + 6:
            for between in range(max(last_page, 1), page + 1):
                out[between] = out[between] | {str(n) for n in range(last + 1, numbers[0])}
        if numbers:
            last_page, last = page, numbers[-1]
    return out


def _filled(labels: set[str]) -> set[str]:
    """Return the labels with the numbers between them: a note's label may have been lost."""
    numbers = {int(label) for label in labels if label.isdecimal()}
    if len(numbers) < 2 or max(numbers) - min(numbers) > 4 * len(numbers):
        return labels
    return labels | {str(n) for n in range(min(numbers), max(numbers))}


def _as_read(words: Sequence[Word]) -> list[Word]:
    """Return the words with what the picture says; two signs side by side have a comma between."""
    read: list[Word] = []
    for i, word in enumerate(words):
        text = word.readings[0][0] if word.readings else word.text
        after = words[i + 1] if i + 1 < len(words) else None
        if word.readings and after is not None and after.readings and text[-1:].isdigit():
            text += ","
        read.append(replace(word, text=text) if word.readings else word)
    return read


def _doubtful(
    place: _Place, notes: dict[int, set[str]], listed: set[str], poor: set[int]
) -> Doubtful:
    raised = place.raised
    readings: Labels = ((raised.labels, READ),)
    if any(word.readings for word in place.words):
        read = [("", 1.0)]
        for word in place.words:
            own = word.readings or ((word.text, READ),)
            read = [
                (f"{a},{b}".strip(","), p * q) for a, p in read for b, q in own if p * q > LEAST
            ]
        readings = _labelled(tuple(read))
    near = notes.get(place.page, set()) | notes.get(place.page + 1, set()) | listed
    against = PLACE["stop" if raised.stop else "word" if raised.certain else "poor"]
    if notes and not near:
        against += ALONE
    if place.method == "ocr" and not any(word.readings for word in place.words):
        against += NOT_SEEN
    if raised.labels and not raised.labels[0].isdecimal():
        against += ALONE if raised.labels[0] not in near else 0.0
    if place.behind.endswith(("[", "(", "/", "+", "=")):
        against += ENCLOSED
    doubt = POOR if place.page in poor else 1.0
    return Doubtful(readings, place.page, frozenset(near), place=against, trust=doubt)


def _numbers_restart(entries: Sequence[Entry]) -> bool:
    firsts: dict[int, str] = {}
    for entry in entries:
        if entry.list_number is None:
            firsts.setdefault(entry.page, entry.reference.label)
    return len(firsts) > 2 and sum(label == "1" for label in firsts.values()) > 0.5 * len(firsts)


def _settled(place: _Place, said: Told) -> Raised:
    printed = "".join(word.text for word in place.words)
    return replace(place.raised, marker=printed, labels=said.labels)


def _drop_stray_labels(draft: Draft) -> None:
    """Let what stands at the start of a line be as the OCR has it: no callout stands there."""
    for token in draft.tokens:
        piece = token.pieces[0]
        if token.line_start and piece.word.readings:
            plain = replace(piece, word=replace(piece.word, readings=(), rise=0.0))
            token.pieces[:1] = [plain] if piece.word.confidence else []
    draft.tokens = [token for token in draft.tokens if token.pieces]


def _drop_unseen(draft: Draft, taken: set[int], accepted: list[Raised]) -> None:
    """Take out of a draft's tokens what the OCR did not see and what is no callout."""
    at, shift = 0, 0
    moved: dict[int, int] = {}
    tokens: list[Token] = []
    for token in draft.tokens:
        pieces: list[Piece] = []
        for piece in token.pieces:
            moved[at] = at - shift
            unseen = bool(piece.word.readings) and piece.word.confidence == 0.0
            if unseen and at not in taken:
                shift += 1
            else:
                pieces.append(piece)
            at += 1
        token.pieces = pieces
        if pieces:
            tokens.append(token)
        elif tokens:
            tokens[-1].line_end |= token.line_end
    moved[at] = at - shift
    draft.tokens = tokens
    accepted[:] = [replace(r, first=moved[r.first], last=moved[r.last]) for r in accepted]


def mark_of(raised: Raised, piece: Piece) -> Mark:
    """Return the mark that a raised sign leaves where it stood."""
    repaired = bool(piece.word.readings) and (raised.marker,) != raised.labels
    return Mark(raised.marker, raised.labels, piece.page, piece.word.box, repaired)
