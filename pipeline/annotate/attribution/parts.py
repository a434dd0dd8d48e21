"""The parts of an attribution: source, cue and content; where each of them begins and ends.

Shared by ``clauses.py``, which reads them from a parse, and ``windows.py``, which has none.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.annotate.wordlists import words_for

TITLES = words_for("title")
Quote = tuple[int, int]  # tokens of the Doc, marks included

RELATIVE_PRONOUNS = frozenset({"who", "which", "that"})
# `X should say that` reports nothing that was said; `X would say that` mostly does.
IRREALIS = frozenset({"should", "must", "ought", "may", "might", "could", "can", "shall"})
# `If they say that ...`: nobody has said so.
CONDITIONS = frozenset({"if", "unless", "whether"})
# Their object is who is told; `a man told that his house ...` is passive.
TOLD = frozenset({"tell", "inform", "assure", "remind", "warn", "advise", "notify", "brief"})
# Objects that say nothing: `conceded nothing`, `expressed condolences`.
NO_CONTENT = frozenset(
    """
    nothing little condolences condolence sympathy gratitude thanks appreciation solidarity
    allegiance loyalty fealty
    """.split()
)
# Whom one lets in, and does not say: `admitted 40 patients`.
ADMITTED = frozenset(
    """
    member members patient patients student students pupil pupils visitor visitors refugee refugees
    migrant migrants child children applicant applicants people men women observers journalists
    """.split()
)
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
# What may follow a comma within the source: `Ann Lee, the mayor`, `the mayor, Ann Lee`.
_NAMES_TOO = frozenset({"conj", "flat", "nmod", "compound", "appos"})
_OPENING = frozenset({"until", "because", "when", "while", "although", "though", "whereas"})
_ASIDES = frozenset({"parataxis", "advcl", "advcl:relcl", "discourse", "orphan", "dislocated"})
_LONGEST_NAME = 6  # words
_SMALL = 4  # letters of a word that a title may write small
_CASES = frozenset({"by", "from", "of", "with", "to", "in", "for", "among"})
_BEHIND_NAME = frozenset({"to", "during", "after", "before"})
_STRIP_DEPS = frozenset({"punct", "cc", "mark", "discourse", "preconj", "cc:preconj"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue in its place. ``head`` is the source's main word; ``source`` is None if unstated."""

    frame: str
    cue: Span
    content: Span
    source: Span | None = None
    head: Token | None = None


def subtree(token: Token) -> Span:
    """Return ``token`` with all that hangs on it, without punctuation at its ends."""
    return stripped(token.doc, token.left_edge.i, token.right_edge.i + 1)


def stripped(doc: Doc, start: int, end: int) -> Span:
    """Return ``doc[start:end]`` without commas, stops and spaces at its ends; quotes stay."""
    while start < end - 1 and (doc[start].text in ",;:.–—-" or doc[start].is_space):
        start += 1
    while start < end - 1 and (doc[end - 1].text in ",;:.–—-" or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]


def around(sent: Span, start: int, end: int) -> Span | None:
    """Return the longer of what stands before ``start`` and what stands behind ``end``."""
    before = stripped(sent.doc, sent.start, start) if start > sent.start else None
    behind = stripped(sent.doc, end, sent.end) if end < sent.end else None
    if before is None or (behind is not None and len(behind) >= len(before)):
        return behind if behind is not None and len(behind) > 1 else before
    return before


def _with_name(doc: Doc, right: int, verb: Token) -> int:
    """Return the end of `A spokesman, Colonel Ann Lee,` before its verb, if nothing else is there.

    Not every parse hangs the name on the noun.
    """
    if right + 2 >= verb.i or doc[right].text != ",":
        return right
    close = next((i for i in range(right + 2, verb.i) if doc[i].text == ","), None)
    if close is None or close - right > _LONGEST_NAME:
        return right
    named = all(token.text[:1].isupper() for token in doc[right + 1 : close])
    bare = all(token.pos_ in {"AUX", "ADV", "PART"} for token in doc[close + 1 : verb.i])
    return close if named and bare else right


def _before_part(doc: Doc, head: int, right: int) -> int:
    """Return where `, for their part,` or `, in turn,` begins within a source; else ``right``."""
    for i in range(head + 1, right - 1):
        aside = doc[i].text == "," and doc[i + 1].lower_ in {"for", "in", "on"}
        if aside and {t.lower_ for t in doc[i + 2 : i + 5]} & {"part", "turn", "contrast"}:
            return i
    return right


def source_span(head: Token, verb: Token, *, start: int | None = None) -> Span:
    """Return the words of the source: its phrase with article and title, without asides."""
    doc = head.doc
    left, right = head.left_edge.i, head.right_edge.i + 1
    if start is not None:
        left = start
    if head.i < verb.i < right:  # a subject that a relative clause hangs on
        opening = verb.left_edge.i  # `jurors who have pledged`
        right = opening if head.i < opening else verb.i
    elif left <= verb.i < head.i:
        left = verb.i + 1
    for child in head.children:
        if child.i > head.i and child.left_edge.i > head.i:
            comma = doc[child.left_edge.i - 1].text == "," or child.left_edge.text == ","
            kept = child.dep_ in _NAMES_TOO if comma else child.dep_ not in _ASIDES
            if head.i > verb.i and child.left_edge.lower_ in _BEHIND_NAME:
                kept = False  # `said Bolden to the crowd`
            if head.i > verb.i and child.tag_ == "VBG" and child.left_edge.lower_ == "of":
                kept = False  # `accused by rivals of hiding it`: what they accused him of
            if not kept:
                right = min(right, child.left_edge.i)
    right = min(right, _before_part(doc, head.i, right))
    right = _with_name(doc, right, verb)
    while right < verb.i and right < len(doc) and doc[right].pos_ == doc[right - 1].pos_ == "PROPN":
        right += 1  # a name that the parser cut: `President` in `President Bush said`
    if left > head.sent.start and doc[left - 1].lower_.rstrip(".") in TITLES:
        left -= 1  # `Ms` in `Ms Doyle denied`, taken for a verb
    if left < head.i and doc[left].dep_ == "case" and doc[left].lower_ in _CASES:
        left += 1  # the agent of a passive; the antecedent in `with officials, who said`
    for i in range(head.i + 1, right):  # `Coase [13, 14]`, `Iqbal (2023)`; but `(FAO)` is kept
        if doc[i].text in {"(", "["} and not (i + 1 < right and doc[i + 1].is_upper):
            right = i
            break
    while left < head.i and (
        doc[left].dep_ in _STRIP_DEPS or doc[left].is_space or doc[left].lower_ in _OPENING
    ):
        left += 1
    while right > head.i + 1 and (
        doc[right - 1].is_punct
        or doc[right - 1].dep_ in {"cc", "case"}
        or doc[right - 1].lower_ in RELATIVE_PRONOUNS
    ):
        if doc[right - 1].text in {"’s", "'s"} or doc[right - 1].text == ")":
            break
        right -= 1
    of_a_name = verb.i == right and verb.pos_ == "VERB"  # `Moody's said`
    if right > head.i + 1 and doc[right - 1].text in {"’s", "'s", "’", "'"} and verb.i >= right:
        right -= not of_a_name
    return doc[left:right]


def is_title(quoted: Span) -> bool:
    """Say whether a quotation is the title of a song or a book: `He sang “Redemption Song”`."""
    words = [t for t in quoted if t.is_alpha]
    long = [t for t in words if len(t) > _SMALL]
    ended = quoted[-2].text[-1:] in ".!?…" if len(quoted) > 2 else False
    return len(words) > 1 and not ended and all(t.text[0].isupper() for t in long)


def counts(token: Token) -> bool:
    """Say whether ``token`` is a number and no year: `registered the name in 1991` counts none."""
    year = len(token) == 4 and token.is_digit and token.text[:2] in {"17", "18", "19", "20"}
    return token.like_num and not year and token.tag_ not in {"JJ", "RB"}  # `its first case`


def cue_span(verb: Token, after: int, *, passive: bool) -> Span:
    """Return the verb; with its auxiliaries if passive or denied, for alone it would mislead."""
    auxiliaries = [c for c in verb.children if c.i < verb.i and c.dep_ in
                   {"aux", "aux:pass", "auxpass", "neg", "advmod"}]  # fmt: skip
    start = verb.i
    negated = any(child.lower_ in NEGATIONS for child in auxiliaries)
    if negated or passive:
        starts = [c.i for c in auxiliaries if c.dep_.startswith("aux")]
        if starts and min(starts) >= verb.i - 4:
            start = min(starts) if negated else max(starts)
    return verb.doc[start:after]
