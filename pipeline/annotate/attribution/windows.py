"""How a cue attributes where there is no parse: by the words on its left and right.

The counterpart of ``clauses.py``; ``speakers.py`` says who stands beside the cue. It knows only
what a few closed classes of words tell, and says nothing where they do not.
"""

from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from pipeline.annotate.attribution.parts import (
    ADMITTED,
    CONDITIONS,
    IRREALIS,
    NEGATIONS,
    NO_CONTENT,
    TOLD,
    Quote,
    Reading,
    around,
    counts,
    is_title,
    stripped,
)
from pipeline.annotate.attribution.speakers import (
    AUXILIARIES,
    BE,
    BOUNDARIES,
    DETERMINERS,
    OPENING,
    PREPOSITIONS,
    REACH,
    described_speaker,
    head_of,
    is_finite,
    shared_speaker,
    speaker_before,
    speaker_behind,
    that_behind,
)
from pipeline.annotate.cues import Cue, lexicon

_ADVERBS = frozenset(
    """
    also too twice long since meanwhile even still again then now once never not n't n’t always
    often just already later further both all itself himself herself themselves yesterday today
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_DEGREES = frozenset({"so", "very", "quite", "less", "more", "far", "pretty", "fairly"})
# What may follow a cue that closes its sentence: `..., the police said on Monday`.
_CLOSING = frozenset(
    """
    . , ; in on at this last yesterday today earlier late during after following monday tuesday
    wednesday thursday friday saturday sunday
    """.split()
)
_PARENTHESES = frozenset({", though,", ", however,", ", moreover,", ", meanwhile,", ", too,"})
_INTRODUCING = frozenset({",", ":", "that"})
_STANDING = frozenset({"in", "by", "on", "to"})  # before a standpoint: `in the minister’s view`
_POSSESSIVES = frozenset({"'s", "’s", "'", "’", "his", "her", "their"})
_SINGULAR = frozenset(
    {"a", "an", "this", "each", "every", "he", "she", "it", "one", "another", "neither"}
)
_ARTICLES = frozenset({"the", "a", "an", "any", "no", "all"})
_SUBJECTS = frozenset({"he", "she", "they", "it", "we", "there", "the", "his", "her", "their"})
_NO_CLAUSE = frozenset({"so", "nothing", "something", "anything", "yes", "goodbye", "much", "more"})
_REPLIES = frozenset({"reply", "answer", "add", "retort", "recall", "remark"})
_CORE = frozenset(
    """
    say think believe argue claim insist warn note admit concede acknowledge maintain
    suggest allege fear hope complain predict estimate expect
    """.split()
)


def by_verb(verb: Token, cue: Cue, quotes: Sequence[Quote]) -> Reading | None:
    """Return how ``verb``, a form of ``cue``, attributes; None if that is not plain."""
    doc, sent = verb.doc, verb.sent
    if verb.text[:1].isupper() and verb.i > sent.start:
        return None  # part of a name: `the United States`, `the Washington Post`
    after = verb.i + len(cue.words)
    reduced = verb.dep_ == "acl" and doc[min(after, len(doc) - 1)].text not in {",", "that"}
    reduced = reduced and doc[verb.i - 1].lower_ not in AUXILIARIES  # `has called for`
    if (verb.dep_ == "amod" or reduced) and not _behind_speech(verb, quotes):
        return None  # `a closely contested election`, `a reporter held hostage`
    start = verb.i
    negated = passive = False
    while start > sent.start:
        word = doc[start - 1].lower_
        if word in IRREALIS or word == "to":
            return None
        passive = passive or word in BE
        negated = negated or word in NEGATIONS
        if not (word in AUXILIARIES | _ADVERBS | BE or (word.endswith("ly") and len(word) > 4)):
            break
        start -= 1
    if verb.lower_.endswith("ing"):
        return None
    if passive:
        return _passive(verb, cue, after)
    if _participle_aside(verb, start, after):
        return None
    spoken = max((e for _, e in quotes if verb.sent.start < e <= start), default=sent.start)
    source = speaker_before(verb, start, spoken)
    if source is None:
        source = described_speaker(doc, spoken, start, sent) or shared_speaker(verb, start)
    inverted = speaker_behind(verb, after, quotes) if source is None else None
    source = source or inverted
    if source is None:
        return None
    if source.start > sent.start and doc[source.start - 1].lower_ in CONDITIONS:
        return None
    kinds = {kind for known, kind in lexicon().verbs.get(verb.lower_, ()) if known == cue}
    if kinds == {"base"} and source[0].lower_ in _SINGULAR:
        return None  # `a UN report 400 people`: a noun, for the verb would be `reports`
    right = max(after, source.end)
    found = _quotation(verb, cue, source, after, quotes) or (
        _closed_by(verb, cue, source) if inverted else _completion(verb, cue, source, right, quotes)
    )
    if found is None:
        return None
    words = doc[start:after] if negated else doc[verb.i : after]
    return Reading(found[0], words, found[1], source, head_of(source))


def _participle_aside(verb: Token, start: int, after: int) -> bool:
    """Say whether the verb opens an aside: `The Assyrians, denied a nation, pushed for one`."""
    doc, sent = verb.doc, verb.sent
    if start != verb.i or start == sent.start or doc[start - 1].text != ",":
        return False
    rest = doc[after : sent.end]
    if verb.lower_ == "asked":  # `The minister, asked for her view, said`, as some tag it
        closes = next((token.i for token in rest if token.text == ","), sent.end)
        alone = all(token.text != "," for token in doc[sent.start : start - 1])
        return alone and any(is_finite(token) for token in doc[closes : sent.end])
    return verb.tag_ == "VBN" and that_behind(sent, after) is None and any(map(is_finite, rest))


def by_noun(noun: Token, cue: Cue) -> Reading | None:
    """Return how ``noun`` attributes in ``X's claim that``; None if not."""
    doc, sent = noun.doc, noun.sent
    if noun.i + 1 >= sent.end or doc[noun.i + 1].lower_ != "that" or noun.i - 2 < sent.start:
        return None
    if doc[noun.i - 1].lower_ not in {"'s", "’s", "'", "’"}:
        return None
    source = speaker_before(doc[noun.i - 1], noun.i - 1)
    if source is None:
        return None
    content = stripped(doc, noun.i + 1, sent.end)
    return Reading("that", doc[noun.i : noun.i + 1], content, source, head_of(source))


def by_adjective(word: Token) -> Reading | None:
    """Return how ``word`` attributes in ``X is adamant that``; None if not."""
    doc, sent = word.doc, word.sent
    if word.i + 1 >= sent.end or doc[word.i + 1].lower_ != "that":
        return None
    start = word.i
    while start > sent.start and doc[start - 1].lower_ not in BE:
        before = doc[start - 1].lower_
        if not (before in _ADVERBS | _DEGREES or (before.endswith("ly") and len(before) > 4)):
            return None
        start -= 1
    start -= 1
    while start > sent.start and doc[start - 1].lower_ in AUXILIARIES | BE | _ADVERBS:
        start -= 1
    source = speaker_before(word, start) if start > sent.start else None
    if source is None:
        return None
    content = stripped(doc, word.i + 1, sent.end)
    return Reading("mind", doc[word.i : word.i + 1], content, source, head_of(source))


def by_standpoint(noun: Token) -> Reading | None:
    """Return how ``noun`` attributes in ``In X's view, ...``, ``..., by her own account``."""
    doc, sent = noun.doc, noun.sent
    start = noun.i
    while start > sent.start and noun.i - start < REACH and doc[start].lower_ not in _STANDING:
        start -= 1
    if doc[start].lower_ not in _STANDING or doc[start].i == noun.i:
        return None
    after = doc[noun.i + 1].text if noun.i + 1 < len(doc) else ""
    apart = start == sent.start or doc[start - 1].text == ","
    if not (apart and (after in {",", ".", ";"} or start == sent.start)) or after in PREPOSITIONS:
        return None
    own = next((t for t in doc[start + 1 : noun.i] if t.lower_ in _POSSESSIVES), None)
    if own is None or any(t.text == "," for t in doc[start : noun.i]):
        return None
    source = doc[start + 1 : max(own.i, start + 2)]
    content = around(sent, start, noun.i + 1)
    if content is None:
        return None
    return Reading("open", doc[noun.i : noun.i + 1], content, source, head_of(source))


def by_phrase(cue: Span) -> Reading | None:
    """Return how a phrase such as ``according to`` attributes; the source stands behind it."""
    doc, sent = cue.doc, cue.doc[cue.start].sent
    end = cue.end
    while end < sent.end and end - cue.end < REACH:
        token = doc[end]
        if token.text in OPENING | {".", "”", ")"} or token.lower_ in BOUNDARIES | BE:
            break
        if token.like_num and end > cue.end + 1 and not doc[end - 1].is_title:
            break  # `As per a UN report 400 civilians ...`: the comma is often left out
        end += 1
    if end == cue.end or doc[cue.end].lower_ in PREPOSITIONS | BOUNDARIES:
        return None
    source = stripped(doc, cue.end, end)
    content = around(sent, cue.start, end)
    return Reading("open", cue, content, source, head_of(source)) if content else None


def _quotation(
    verb: Token, cue: Cue, source: Span, after: int, quotes: Sequence[Quote]
) -> tuple[str, Span] | None:
    if "quote" not in cue.frames:
        return None
    doc = verb.doc
    left, right = min(source.start, verb.i), max(source.end, after)
    if doc[left - 1].lower_ == "as" and left > verb.sent.start:  # `“...,” as one elder put it`
        left -= 1
    spans = [
        (start, end)
        for start, end in quotes
        if (verb.sent.start < end <= left <= end + 1 and _speech_ends(doc, end))
        or (
            right <= start <= right + REACH
            and end - start > 3
            and not (start == right and is_title(doc[start:end]))
            and (start == right or doc[start - 1 - doc[start - 1].is_space].text in _INTRODUCING)
            and not any(t.text in {".", ";"} for t in doc[right:start])
        )
    ]
    if not spans:
        return None
    return "quote", doc[min(s for s, _ in spans) : max(e for _, e in spans)]


def _behind_speech(verb: Token, quotes: Sequence[Quote]) -> bool:
    """Say whether a quotation ends close before: `“...,” the 52-year-old told supporters`."""
    return any(end <= verb.i <= end + REACH and _speech_ends(verb.doc, end) for _, end in quotes)


def _closed_by(verb: Token, cue: Cue, source: Span) -> tuple[str, Span] | None:
    """Return the clause that a speaker behind the verb closes: `It is paid, says Ann Lee`."""
    sent = verb.sent
    closes = source.end >= sent.end - 1 and source[0].text[0].isalnum()
    before = sent.doc[sent.start : verb.i - 1]
    if not closes or cue.lemma not in _CORE | _REPLIES or len(before) < 3:
        return None
    return ("that", before) if any(is_finite(token) for token in before) else None


def _speech_ends(doc: Doc, end: int) -> bool:
    """Say whether a comma or stop stands before the closing mark, or a comma behind it."""
    return doc[end - 2].text[-1:] in {",", "!", "?", ".", "…"} or doc[end].text == ","


def _completion(
    verb: Token, cue: Cue, source: Span, after: int, quotes: Sequence[Quote]
) -> tuple[str, Span] | None:
    """Return the frame that the words behind the cue complete, and the content."""
    doc, sent, frames = verb.doc, verb.sent, cue.frames
    if doc[after : after + 3].text.lower() in _PARENTHESES:  # `hinted, though, that ...`
        after += 3
    if after >= sent.end:
        return None
    word, rest = doc[after].lower_, stripped(doc, after, sent.end)
    clause = "that" if "that" in frames else "evidence" if "evidence" in frames else None
    if clause and (found := _clause(cue, source, after, clause)) is not None:
        return found
    if "pred" in frames and doc[source.start - 1].lower_ == "what" and source.start > sent.start:
        return "pred", rest  # `after what he called constructive talks`
    if not word[0].isalnum() and word not in '“"$€£':
        return None
    if "inf" in frames and word == "to" and doc[after + 1].is_alpha:
        return "inf", rest
    if "about" in frames:
        return "about", rest
    reach = doc[after : min(after + REACH, sent.end)]
    if word in {"up", "off", "out", "down", "forward"}:
        return None  # `put up tents at a cost of ...`
    if word in PREPOSITIONS and doc[after : after + 2].text.lower() != "at least":
        return None
    for i, token in enumerate(reach):
        if token.text in {",", ";", ":", "."}:
            break
        if i > 0 and token.lower_ in frames and _completes(token, reach[i + 1 :]):
            return token.lower_, rest
    if "count" in frames and any(counts(t) for t in reach[:5]):
        return "count", rest
    if "pred" in frames:
        quoted = any(after < start < after + REACH for start, _ in quotes)
        named = any(t.lower_ in {"a", "an"} for t in _before_preposition(reach[1:]))
        if quoted or (_starts_phrase(doc[after]) and (named or cue.lemma == "consider")):
            return "pred", rest
    object_ = word in _ARTICLES or (verb.pos_ and doc[after].is_alpha)
    unreal = doc[verb.i - 1].lower_ == "would"
    let_in = cue.lemma == "admit" and any(t.lower_ in ADMITTED for t in doc[after : after + 4])
    empty = let_in or word in NO_CONTENT
    if frames & {"np", "data"} and object_ and not (unreal or empty):
        return ("np" if "np" in frames else "data"), rest
    return None


def _completes(preposition: Token, behind: Span) -> bool:
    """Say whether `to`, `of`, `for`, `as` or `at` and what stands behind it complete a frame."""
    word = preposition.lower_
    if word == "to" and len(behind):  # an infinitive: not `pleaded guilty to murdering`
        first = behind[0]
        return (
            first.tag_ == "VB"
            if first.tag_
            else (first.is_alpha and first.lower_ not in DETERMINERS and first.lower_[-3:] != "ing")
        )
    return word in {"of", "for", "as"} or (word == "at" and any(t.like_num for t in behind))


def _clause(cue: Cue, source: Span, after: int, frame: str) -> tuple[str, Span] | None:
    """Return the clause that a cue introduces, with or without `that`, or stands in or behind."""
    doc, sent = source.doc, source.sent
    word = doc[after].lower_
    if word == "that":
        return frame, doc[after : sent.end]
    heard = cue.lemma in TOLD or word in _CLOSING | PREPOSITIONS
    if heard and (that := that_behind(sent, after)) is not None:
        return frame, doc[that : sent.end]
    ends = word in _CLOSING or not (word.isalnum() or doc[after].is_currency)
    if ends and source.start > sent.start and doc[source.start - 1].lower_ in {",", "as"}:
        content = around(sent, source.start, after)
        return (frame, content) if content is not None else None
    start = after
    if cue.lemma == "tell":  # `told local media (that) he has ...`
        objects = [t.i for t in doc[after + 1 : min(after + 6, sent.end)] if t.lower_ in _SUBJECTS]
        start = objects[0] if objects else sent.end
    said = cue.lemma == "say" and sent.end - after > 3 and doc[after].is_alpha
    said = said and word not in _NO_CLAUSE | {"to", "of"}
    open_ = cue.lemma in _CORE or cue.lemma == "tell"
    if start >= sent.end or not (said or (open_ and _opens_clause(doc[start]))):
        return None
    if said or any(is_finite(t) for t in doc[start + 1 : min(start + REACH, sent.end)]):
        return frame, stripped(doc, start, sent.end)
    return None


def _before_preposition(words: Span) -> list[Token]:
    """Return the first of ``words``, up to a preposition, a conjunction or a mark."""
    return list(takewhile(lambda t: t.is_alpha and t.lower_ not in PREPOSITIONS | {"and"}, words))


def _opens_clause(token: Token) -> bool:
    return (token.is_alpha or token.like_num) and token.lower_ not in PREPOSITIONS | _NO_CLAUSE


def _starts_phrase(token: Token) -> bool:
    word = token.lower_
    return word in DETERMINERS | {"him", "her", "it", "them", "both"} or token.text[:1].isupper()


def _passive(verb: Token, cue: Cue, after: int) -> Reading | None:
    """`is said to have ...`, `it was alleged by prisoners that ...`."""
    doc, sent = verb.doc, verb.sent
    source = None
    at = after
    if at < sent.end and doc[at].lower_ == "by":
        end = at + 1
        while end < sent.end and end - at < REACH and doc[end].lower_ not in BOUNDARIES | {
            "that", "to", "as", ",", ".",
        }:  # fmt: skip
            end += 1
        source = stripped(doc, at + 1, end) if end > at + 1 else None
        at = end
    if at + 1 >= sent.end or (clause := doc[at].lower_) not in {"that", "to", "as"}:
        return None
    if clause == "to" and doc[at + 1].tag_ not in {"", "VB"}:
        return None  # `was reported to him`
    if source is not None and clause == "to" and "to" not in cue.frames:
        return None  # `was established by the mayor to advise him`: a purpose
    frame = {"that": "that", "to": "inf", "as": "as"}[clause]
    content = stripped(doc, at, sent.end)
    cue_span = doc[verb.i - 1 : after]
    return Reading(frame, cue_span, content, source, head_of(source) if source else None)
