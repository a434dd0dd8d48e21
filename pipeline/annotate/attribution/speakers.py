"""Who stands beside a cue, where there is no parse: the noun phrase that ends at it.

Closed classes of words tell where that phrase begins; where they do not, nothing is found.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from pipeline.annotate.attribution.parts import IRREALIS, Quote
from pipeline.annotate.cues import lexicon

REACH = 14  # tokens between a verb and the word that completes its frame

AUXILIARIES = frozenset(
    """
    has have had having do does did will would 'd ’d 've ’ve 'll ’ll
    """.split()
)
BE = frozenset(["is", "are", "was", "were", "be", "been", "being"])
DETERMINERS = frozenset(
    """
    the a an this that these those its their his her our your my no any each every some such
    what which whose
    """.split()
)
PREPOSITIONS = frozenset(
    """
    per in on at by for with without under over after before since from to of into during
    through against about between among as than like despite until upon within across along
    """.split()
)
BOUNDARIES = frozenset(
    """
    that which who whom because while when whereas although though if unless whether but or
    so as where how why and what yet
    """.split()
)
FINITE = frozenset(
    """
    is are was were has have had will would could may might can cannot should did does do
    must been be
    """.split()
)
OPENING = frozenset({"(", "[", "“", "‘", "«", '"', ";", ":", "—", "–", ","})


def is_finite(token: Token) -> bool:
    """Say whether ``token`` is a finite verb, by its tag or, without one, by its form."""
    if token.tag_:
        return token.tag_ in {"VBD", "VBZ", "VBP", "MD"}
    return token.lower_ in FINITE or token.lower_.endswith("ed")


def speaker_before(verb: Token, end: int, spoken: int = 0) -> Span | None:
    """Return the noun phrase that ends before ``end``, back to where its clause begins.

    ``spoken`` is where a quotation before it ends, whose words are not its own.
    """
    doc, sent = verb.doc, verb.sent
    sent = doc[max(sent.start, spoken) : sent.end]
    if end <= sent.start:
        return None
    if doc[end - 1].lower_ in {"who", "which", "that"} and end - 1 > sent.start:
        end -= 1
        if doc[end - 1].text == ",":
            end -= 1
    last = doc[end - 1]
    if last.text == ")":  # `The Lake Chad Basin Commission (LCBC) expects`
        opening = next(
            (i for i in range(end - 1, max(sent.start, end - 9), -1) if doc[i].text == "("), 0
        )
        return speaker_before(verb, opening, spoken) if opening else None
    if last.text == "." and doc[end - 2].lower_ == "al":  # `Iqbal et al. (2023) show`
        return speaker_before(verb, end - 1, spoken)
    if last.text == "," and (before := _before_aside(sent, end - 1)) is not None:
        return before
    named = last.lower_ in {"'s", "’s"} and doc[end - 2].is_title  # `Moody's said`
    named = named or last.lower_ == "al."
    closed = last.lower_ in DETERMINERS | PREPOSITIONS | BOUNDARIES
    if named and verb.lower_ in lexicon().nouns:
        return None
    if not named and (closed or not last.text[-1:].isalnum()):
        return None
    start = end
    while start > sent.start and end - start < REACH:
        token = doc[start - 1]
        if token.text == ")" and (bracket := _bracket(sent, start - 1)) is not None:
            start = bracket  # `A count by the Office (LO) at 40 stations`
            continue
        if token.text in OPENING | {"”", "’", ")", "]"} or token.is_space:
            break
        if token.lower_ in BE:
            if start - 2 >= sent.start and doc[start - 2].lower_ == "there":
                break
            return None
        polled = start == end and token.tag_ == verb.tag_ == "VBD"  # `the parents asked said`
        acts = token.tag_ in {"VBD", "VBZ", "VBP"} and not polled
        if acts or token.lower_ in IRREALIS | AUXILIARIES:
            return None
        if token.lower_ in BOUNDARIES and not (
            token.lower_ == "and" and doc[start].is_title and doc[start - 2].is_title
        ):
            break
        start -= 1
    while start < end and doc[start].lower_ in {"however", "yet", "still", "meanwhile", "then"}:
        start += 1
    if start < end and doc[start].lower_ in PREPOSITIONS:  # `in an operation the army says ...`
        start = next((i for i in range(end - 1, start + 2, -1) if _restarts(doc, i)), end)
    return doc[start:end] if start < end else None


def _bracket(sent: Span, closing: int) -> int | None:
    """Return where the bracket of an acronym or a year opens that closes at ``closing``."""
    opening = closing - 2
    return opening if opening > sent.start and sent.doc[opening].text == "(" else None


def _restarts(doc: Doc, i: int) -> bool:
    """Say whether a determiner behind a noun opens a new phrase at ``i``."""
    before = doc[i - 1]
    return (
        doc[i].lower_ in {"the", "his", "her", "its", "their", "he", "she", "they", "it"}
        and (before.is_alpha or before.like_num)
        and before.lower_ not in PREPOSITIONS | DETERMINERS | BOUNDARIES
    )


def _before_aside(sent: Span, comma: int) -> Span | None:
    """Return the name in `Maria Santos, an aide to the mayor, said`: one aside, no more.

    It begins where the sentence does, or behind the comma before it: `a firm, whose head, Ann
    Lee, said`.
    """
    doc, start = sent.doc, sent.start
    commas = [i for i in range(start, comma) if doc[i].text == ","]
    if commas and doc[start].tag_ in {"VBG", "VBN"}:  # `Speaking in court, Ann Lee, QC,`
        start = commas.pop(0) + 1
    if not commas:
        return None
    starts = [start, commas[-2] + 1 if len(commas) > 1 else start]
    for begin, first in zip(starts, (commas[0], commas[-1]), strict=True):
        if _is_named(doc, begin, first, comma):
            return doc[begin:comma]
    return None


def _is_named(doc: Doc, start: int, first: int, comma: int) -> bool:
    """Say whether a phrase from ``start`` to a comma, ``first``, has an aside up to ``comma``."""
    if first <= start or comma - first > REACH or doc[start].lower_ in PREPOSITIONS:
        return False
    words = [token.lower_ for token in doc[start:first]]
    named = doc[first - 1].is_title or doc[first - 1].text == ")" or doc[first + 1].is_title
    tagged = doc[start].tag_ != ""  # `The plan’s critics, among them a trust, point out`
    proper = doc[start].pos_ == "PROPN"
    known = named or (tagged and (words[0] in DETERMINERS or proper))
    acts = any(token.tag_ in {"VBD", "VBZ", "VBP", "MD"} for token in doc[start:first])
    if set(words) & (BOUNDARIES | FINITE | IRREALIS) or acts or not known:
        return False
    behind = doc[first + 1].lower_
    return not (behind in BOUNDARIES - {"who"} or behind.endswith("ing"))


def speaker_behind(verb: Token, after: int, quotes: Sequence[Quote]) -> Span | None:
    """Return the speaker in `“...,” said Maria Santos, who ran the ward`."""
    doc, sent = verb.doc, verb.sent
    before = verb.i - 1
    if before < sent.start or not (doc[before].text == "," or any(e == verb.i for _, e in quotes)):
        return None
    if after < sent.end and doc[after].pos_ == "ADV":
        return None  # `..., asked about it, said only: “...”`
    end = after
    while end < sent.end and end - after < REACH:
        token = doc[end]
        if token.text in OPENING | {".", "”"} or token.lower_ in BOUNDARIES - {"and"}:
            break
        if token.lower_ in {"on", "in", "at", "to", "during", "after"} and end > after + 1:
            break
        end += 1
    return doc[after:end] if end > after and doc[after].lower_ not in PREPOSITIONS else None


def described_speaker(doc: Doc, spoken: int, start: int, sent: Span) -> Span | None:
    """Return who stands between a quotation and its verb: `“...,” a man who fled the camp said`."""
    between = doc[spoken:start]
    if spoken == sent.start or not 2 < len(between) <= REACH or between[-1].text == ",":
        return None
    whole = between[0].lower_ in DETERMINERS and any(token.lower_ == "who" for token in between)
    return between if whole else None


def shared_speaker(verb: Token, start: int) -> Span | None:
    """Return the subject of the verb that `and` joins: `Ann Lee thanked them and vowed that`."""
    doc, sent = verb.doc, verb.sent
    if (
        doc[start - 1].lower_ != "and"
        or not verb.tag_
        or that_behind(sent, verb.i + 1) != verb.i + 1
    ):
        return None
    for i in range(start - 2, sent.start, -1):
        if doc[i].tag_ == verb.tag_ and doc[i].dep_ not in {"amod", "acl"}:
            return speaker_before(doc[i], i)
        if doc[i].lower_ in BOUNDARIES - {"as", "so"}:
            return None
    return None


def that_behind(sent: Span, after: int) -> int | None:
    """Return where `that` stands in `told reporters in the capital that`, before any comma."""
    for i in range(after, min(after + REACH, sent.end)):
        if sent.doc[i].lower_ == "that":
            return i
        if sent.doc[i].text in {",", ";", ":", "."}:
            return None
    return None


def head_of(source: Span) -> Token:
    """Return the last word before a preposition: `a spokesman for the group` -> `spokesman`."""
    head = source[0]
    for token in source:
        if token.lower_ in PREPOSITIONS | {"et"}:  # `Iqbal et al.`
            break
        head = token
    return head
