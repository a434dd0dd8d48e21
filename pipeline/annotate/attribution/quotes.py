"""Direct speech: where quotation marks of all kinds open and close.

A quotation may run over paragraphs: each then opens with a mark and only the last closes. A
mark that is left open closes at the end of its block. Apostrophes and inch marks are not
quotation marks. One pass over the characters.
"""

from collections.abc import Iterable

from pipeline.schema import Span

_CLOSES = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", '"': '"', "``": "''", "'": "'"}


def find_quotes(text: str, blocks: Iterable[Span] | None = None) -> list[Span]:
    """Return the quotations of ``text``, marks included, outermost only, in order.

    ``blocks`` are the stretches no quotation crosses; without them a blank line parts them.
    """
    quotes: list[Span] = []
    for start, end in blocks if blocks is not None else paragraphs(text):
        quotes += _in_block(text, start, end)
    return quotes


def _in_block(text: str, start: int, end: int) -> list[Span]:
    quotes: list[Span] = []
    opened: int | None = None
    closers = ""
    i = start
    while i < end:
        mark = text[i]
        if opened is None:
            if mark in _CLOSES and _opens(text, i, start):
                opened, closers = i, _CLOSES[mark]
            elif mark == "”" and not quotes:  # the OCR lost the opening mark: say nothing
                pass
        elif mark in closers and _closes(text, i, end, mark):
            quotes.append((opened, i + 1))
            opened = None
        elif mark == "“" and closers == '"':
            closers += "”"
        i += 1
    # Left open: the speech goes on in the next paragraph. A single mark was an apostrophe.
    if opened is not None and text[opened] not in "'‘":
        quotes.append((opened, end))
    return quotes


def _opens(text: str, i: int, start: int) -> bool:
    before = text[i - 1] if i > start else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    if before.isalnum() or (after.isspace() and text[i] != "«"):
        return False
    if text[i] in "'‘":  # ’90s and ’em are apostrophes: a quotation opens before a letter
        return (before.isspace() or before in "([—–") and (after.isupper() or text[i] == "‘")
    return True


def _closes(text: str, i: int, end: int, mark: str) -> bool:
    if mark not in "'’":
        return True
    before = text[i - 1]
    after = text[i + 1] if i + 1 < end else " "
    if after.isalnum():  # don’t, the army’s
        return False
    # workers’ rights: a plural's apostrophe stands behind an s, with a word behind it
    return not (before == "s" and text[i + 1 : i + 3].strip()[:1].islower())


def paragraphs(text: str) -> list[Span]:
    """Return the stretches of ``text`` that a blank line parts."""
    spans: list[Span] = []
    start = 0
    while True:
        cut = text.find("\n\n", start)
        spans.append((start, len(text) if cut < 0 else cut))
        if cut < 0:
            return spans
        start = cut + 2
