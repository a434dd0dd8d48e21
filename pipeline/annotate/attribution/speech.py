"""Direct speech in a Doc: its quotations in tokens, and how far what somebody says goes on.

In: quotation marks (``quotes.py``) and the attributions found beside them. Out: the same, with
contents that run over every quotation that follows without a speaker of its own.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline.annotate.attribution.parts import Quote, stripped
from pipeline.annotate.attribution.quotes import find_quotes, paragraphs
from pipeline.annotate.syntax import RELATIVE_CLAUSE
from pipeline.schema import CLAIM_BLOCKS, Attribution
from pipeline.schema import Span as Characters

_ASIDE = 6  # tokens between `said` and its colon: `said in a statement:`
_PARAGRAPH = 400  # tokens
_SHORTEST = 5  # tokens of a quotation that is a sentence, marks included


def near(quotes: Sequence[Quote], token: Token) -> Sequence[Quote]:
    """Return the quotations close to ``token``: that end in its sentence or begin soon behind."""
    first = bisect_left(quotes, (token.sent.start, 0))
    while first > 0 and quotes[first - 1][1] > token.sent.start:
        first -= 1
    return quotes[first : bisect_left(quotes, (token.i + 40, 0))]


def quotations(doc: Doc) -> list[Quote]:
    """Return the quotations of ``doc`` in tokens, marks included; none crosses a block."""
    spans = (
        doc.char_span(start, end, alignment_mode="expand")
        for start, end in find_quotes(doc.text, claim_blocks(doc))
    )
    return [(span.start, span.end) for span in spans if span is not None]


def claim_blocks(doc: Doc) -> list[Characters]:
    """Return the blocks that may hold claims, in characters; of bare text its paragraphs."""
    document = doc._.document
    if document is not None and document.blocks:
        return [(b.start, b.end) for b in document.blocks if b.kind in CLAIM_BLOCKS]
    return paragraphs(doc.text)


def introduced(verb: Token) -> tuple[str, Span] | None:
    """Return the paragraph behind `The minister said:`, which no quotation marks enclose."""
    doc, colon = verb.doc, verb.i + 1
    while colon < len(doc) and colon - verb.i < _ASIDE and doc[colon].text != ":":
        colon += 1
    start = colon + 2
    if start >= len(doc) or doc[colon].text != ":" or "\n" not in doc[colon + 1].text:
        return None
    end = start
    while end < len(doc) and end - start < _PARAGRAPH and "\n\n" not in doc[end].text:
        end += 1
    return ("quote", stripped(doc, start, end)) if end > start else None


def continued(doc: Doc, found: list[Attribution], quotes: Sequence[Quote]) -> list[Attribution]:
    """Let direct speech go on over the quotations that follow it without a speaker of their own.

    `“We lost,” he said. “It was dark. Nobody came.”` is one content, up to the last mark.
    """
    starts = [doc[start].idx for start, _ in quotes]
    ends = [doc[end - 1].idx + len(doc[end - 1]) for _, end in quotes]
    reach = [  # the first and the last quotation that the content touches
        (bisect_right(ends, one.content_span[0]), bisect_left(starts, one.content_span[1]))
        if one.content_span
        else (0, 0)
        for one in found
    ]
    spoken = {i for first, last in reach for i in range(first, last)}
    longer: list[Attribution] = []
    for one, (first, behind) in zip(found, reach, strict=True):
        start, end = one.content_span or (0, 0)
        spoken_first = first < behind and starts[first] == start
        if one.cue_span is not None and (spoken_first or _speaks_on(doc, one, quotes, behind)):
            said = max(end, one.cue_span[1], (one.source_span or (0, 0))[1])
            while behind < len(quotes) and behind not in spoken:
                if not _follows(doc, said, quotes[behind][0]):
                    break
                end = said = ends[behind]
                behind += 1
            one = replace(one, content_span=(start, end))
        longer.append(one)
    return longer


def _speaks_on(doc: Doc, one: Attribution, quotes: Sequence[Quote], i: int) -> bool:
    """Say whether quotation ``i`` is a speech of whole sentences, said by who spoke before it.

    `She said the count was wrong. “I saw it myself.”`: but a title or a slogan is no sentence.
    """
    if one.source is None or one.cue_span is None or i >= len(quotes):
        return False
    before = quotes[max(0, i - 2) : i]
    if any(doc[start].idx < one.cue_span[0] < doc[end - 1].idx for start, end in before):
        return False  # `“The polls say so,” she began.`: said within a speech
    cue = doc.char_span(*one.cue_span, alignment_mode="expand")
    if cue is not None and cue.root.dep_ in RELATIVE_CLAUSE | {"acl"}:
        return False  # `All who said that they had voted were asked: “For whom?”`
    start, end = quotes[i]
    ended = doc[end - 2].text[-1:] in ".!?…" and (end == len(doc) or bool(doc[end].is_sent_start))
    return ended and end - start > _SHORTEST


def _follows(doc: Doc, said: int, opening: int) -> bool:
    """Say whether the token ``opening`` begins the sentence after the one that ``said`` ends in."""
    first = opening
    while first > 0 and doc[first - 1].idx >= said and opening - first < 40:
        first -= 1
    between = doc[first:opening].text
    return (
        bool(doc[opening].is_sent_start)
        and opening - first < 40
        and sum(mark in ".!?" for mark in between) <= 1
        and between.count("\n\n") <= 1
    )
