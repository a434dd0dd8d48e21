"""Tokens -> the text, once and for all, with every span into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assembly.draft import Draft, Mark
from pipeline.schema import Block, PlacedWord, PlacedWords, Repair

BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True, slots=True)
class Frozen:
    """The text and what points into it. ``spans[i]`` is the i-th draft's; None if it is empty."""

    text: str
    blocks: tuple[Block, ...]
    words: PlacedWords
    repairs: tuple[Repair, ...]
    marks: tuple[tuple[int, Mark], ...]  # (anchor, mark)
    spans: tuple[tuple[int, int] | None, ...]


def freeze(drafts: Sequence[Draft]) -> Frozen:
    """Write the drafts out, tokens one space apart, blocks a blank line apart."""
    parts: list[str] = []
    at = 0
    blocks: list[Block] = []
    words = PlacedWords()
    repairs: list[Repair] = []
    marks: list[tuple[int, Mark]] = []
    spans: list[tuple[int, int] | None] = []
    for draft in drafts:
        tokens = [token for token in draft.tokens if token.text]
        if not tokens:
            spans.append(None)
            continue
        if parts:
            parts.append(BETWEEN_BLOCKS)
            at += len(BETWEEN_BLOCKS)
        start = at
        ends: list[tuple[int, int]] = []
        placed: list[PlacedWord] = []
        for k, token in enumerate(tokens):
            if k:
                parts.append(" ")
                at += 1
            begin = at
            for piece in token.pieces:
                if piece.text:
                    placed.append(
                        PlacedWord(
                            at,
                            at + len(piece.text),
                            piece.page,
                            piece.word.box,
                            piece.word.confidence,
                            piece.method,
                        )
                    )
                    parts.append(piece.text)
                    at += len(piece.text)
            ends.append((begin, at))
            marks += [(max(begin, at - behind), mark) for behind, mark in token.marks]
        words.extend(placed)
        for k, token in enumerate(tokens):
            for mending in token.mended:
                last = min(k + mending.reach, len(tokens) - 1)
                repairs.append(Repair(mending.kind, ends[k][0], ends[last][1], mending.printed))
        blocks.append(Block(draft.kind, start, at))
        spans.append((start, at))
    return Frozen(
        "".join(parts),
        tuple(blocks),
        words,
        tuple(repairs),
        tuple(sorted(marks, key=lambda found: found[0])),
        tuple(spans),
    )
