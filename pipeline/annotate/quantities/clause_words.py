"""The clause around a figure, read from the order of its words and their parts of speech.

A parser attaches phrases wrongly more often than a tagger mistakes a verb: which words are the
verb's group, which stand before and which behind it, is mostly sure. Where the parse does not say
what a clause tells of a figure, these words do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.annotate.quantities.noun_phrases import NOUNS, participle
from pipeline.annotate.words import word_list

_VERBS = frozenset({"VERB", "AUX"})
_ENDS = frozenset(';:()[]“”"—‘') | {"–", "--", "..."}
_SUBORDINATORS = frozenset(
    ("that", "which", "who", "whom", "whose", "because", "while", "whereas", "although", "though",
     "if", "unless", "when", "where", "but", "until", "so")
)  # fmt: skip
_RELATIVES = frozenset({"that", "which", "who", "whom"})
_NOMINATIVE = frozenset({"it", "they", "he", "she", "we", "i"})
_CLAUSE_OPENERS = frozenset({"since", "as", "after", "before", "until", "for"})
_ONLY = frozenset({"only", "just", "about", "nearly", "almost", "roughly", "barely"})
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_TELLING = word_list("measured: telling")
_ACCOUNTS = frozenset({"account", "accounts"})
_LIMIT = 30  # tokens looked at on each side
_SUBJECT, _REST = 8, 9  # words of a clause that a phrase may take


@dataclass(frozen=True)
class ClauseWords:
    """A verb's group, what stands before it, and what behind it; without the figure itself."""

    subject: tuple[Token, ...]
    verbs: tuple[Token, ...]
    rest: tuple[Token, ...]
    behind: bool  # the figure stands before the verb

    @property
    def verb(self) -> Token:
        """The last verb of the group, which says what is done."""
        return self.verbs[-1]

    @property
    def passive(self) -> bool:
        """Say whether the group is ``were killed``, ``have been told``."""
        helpers = {token.lemma_ for token in self.verbs[:-1]}
        return "be" in helpers and self.verb.tag_ in {"VBN", "VBD"}


def clause_before(span: Span, first: int) -> ClauseWords | None:
    """Return the clause whose verb stands before token ``first``; None if there is none."""
    kept = _to_the_left(span, first)
    at = _last_verb(kept)
    if at is None:
        return None
    start = _group_start(kept, at)
    subject = kept[:start]
    if not subject:
        subject = _antecedent_of_relative(span, kept[0].i)
    finite = kept[start].tag_ in _FINITE
    return ClauseWords(
        _tail(subject, finite=finite), tuple(kept[start : at + 1]), tuple(kept[at + 1 :]), False
    )


def clause_behind(span: Span, last: int) -> ClauseWords | None:
    """Return the clause whose verb stands behind token ``last - 1``; None if there is none."""
    kept = _to_the_right(span, last)
    at = next((n for n, token in enumerate(kept) if _is_verb(token)), None)
    if at is None:
        return None
    end = at
    while end + 1 < len(kept) and _joins_group(kept[end], kept[end + 1]):
        end += 1
    while end > at and kept[end].pos_ not in _VERBS:
        end -= 1
    before = kept[:at]
    comma = max((n for n, token in enumerate(before) if token.text == ","), default=-1)
    while before and before[-1].pos_ in {"ADV", "PART"}:
        before.pop()
    return ClauseWords(
        _tail(before[comma + 1 :]), tuple(kept[at : end + 1]), tuple(kept[end + 1 :]), True
    )


def said(tokens: Sequence[Token], left_out: frozenset[int], limit: int = _REST) -> list[Token]:
    """Return the words of a phrase: no times, numbers, marks; no loose end, not too many.

    ``left_out`` are the tokens of times and of figures.
    """
    out: list[Token] = []
    for token in tokens:
        owned = token.tag_ == "POS" and token.i - 1 in left_out and not out
        if token.i in left_out or owned:  # "today's announcement"
            counts = token.dep_ == "nummod" and token.head.i not in left_out
            if counts and token.i < token.head.i:  # "permits for 40 workers": of workers
                continue
            while out and out[-1].pos_ in {"ADP", "DET"}:  # "since 2009", "in late 2021"
                out.pop()
            continue
        if token.is_punct and token.text not in "-’'":
            if out:
                break
            continue
        if out and token.lower_ == "of" and token.i - 1 in left_out:
            continue  # "carried 320 tonnes of flour": carried flour
        out.append(token)
        if len(out) >= limit:
            break
    while out and (
        out[-1].pos_ in {"ADP", "DET", "CCONJ", "SCONJ", "PART", "AUX"}
        or out[-1].is_punct
        or out[-1].lower_ in _ONLY
    ):
        out.pop()
    while out and out[0].pos_ in {"CCONJ", "SCONJ"}:
        out.pop(0)
    return out


def done_by(clause: ClauseWords) -> str:
    """Return the participle of a clause's verb; empty where its form is not known."""
    return clause.verb.text if clause.passive else participle(clause.verb)


_SHORT_ASIDE, _ASIDE = 12, 25  # tokens between commas: of any kind, and of a relative clause
_WHO = frozenset({"which", "who", "whose", "where"})


# --- looking left and right ------------------------------------------------------------------


def _is_verb(token: Token) -> bool:
    """A verb, not a participle before its noun: ``the damaged schools``."""
    if token.lower_ in _ACCOUNTS and token.i + 1 < len(token.doc) and token.nbor().lower_ == "for":
        return True  # "emissions from aviation account for": taggers take it for a noun
    if token.pos_ not in _VERBS:
        return False
    if token.i == 0:
        return True
    if token.tag_ == "VBG" and token.nbor(-1).pos_ in {"ADP", "SCONJ"}:
        return False  # "the cost of rebuilding"
    if token.dep_ != "amod":
        return True
    if token.tag_ == "JJ":
        return False  # "all members present and voting"
    return token.nbor(-1).pos_ in NOUNS | {"PRON"}


def _last_verb(tokens: list[Token]) -> int | None:
    return next((n for n in range(len(tokens) - 1, -1, -1) if _is_verb(tokens[n])), None)


def _group_start(kept: list[Token], at: int) -> int:
    start = at
    while start > 0 and _joins_group(kept[start - 1], kept[start]):
        start -= 1
    while start < at and kept[start].pos_ not in _VERBS:
        start += 1
    return start


def _joins_group(a: Token, b: Token) -> bool:
    """Two neighbours of ``agreed to lend``, ``had not yet been paid``."""
    group = _VERBS | {"PART", "ADV"}
    return a.pos_ in group and b.pos_ in group and b.i == a.i + 1


def _to_the_left(span: Span, first: int) -> list[Token]:
    doc = span.doc
    kept: list[Token] = []  # from right to left
    verb = False
    i = first - 1
    while i >= max(span.start, first - _LIMIT):
        token = doc[i]
        if token.text in _ENDS or (token.lower_ in _SUBORDINATORS and token.pos_ != "DET"):
            break
        if token.pos_ == "SCONJ" and verb:
            break
        if token.text == ",":
            if verb and kept[-1].pos_ not in _VERBS:
                break  # its subject is complete
            if verb:  # "the minister, Sardar Ali Shah, announced"
                opening = next(
                    (
                        k
                        for k in range(i - 1, max(span.start, i - _ASIDE), -1)
                        if doc[k].text == ","
                    ),
                    None,
                )
                if opening and i - opening > _SHORT_ASIDE and doc[opening + 1].lower_ not in _WHO:
                    opening = None
                i = (opening if opening is not None else i) - 1
                continue
        elif token.pos_ == "CCONJ" and verb and _verb_before(span, i):
            break
        kept.append(token)
        verb = verb or _is_verb(token)
        i -= 1
    kept.reverse()
    while kept and (kept[0].is_punct or kept[0].pos_ in {"CCONJ", "SCONJ"}):
        kept.pop(0)
    return kept


def _verb_before(span: Span, i: int) -> bool:
    """Say whether a verb stands before a conjunction in its clause: two clauses are joined."""
    for token in reversed(span.doc[max(span.start, i - _LIMIT) : i]):
        if token.text in _ENDS:
            return False
        if _is_verb(token):
            return True
    return False


def _to_the_right(span: Span, last: int) -> list[Token]:
    kept: list[Token] = []
    verb = False
    for token in span.doc[last : min(span.end, last + _LIMIT)]:
        if token.text in _ENDS or (verb and token.text == ","):
            break
        held = token.lower_ == "compared" and token.i + 1 < span.end
        if held and token.nbor().lower_ in {"with", "to"}:
            break  # what it is held against tells nothing of it
        if verb and (token.lower_ in _SUBORDINATORS or token.pos_ == "SCONJ"):
            break
        if verb and token.pos_ == "CCONJ":
            break
        kept.append(token)
        verb = verb or _is_verb(token)
    return kept


def _antecedent_of_relative(span: Span, i: int) -> list[Token]:
    """Return the noun phrase before ``that`` or ``who`` where a relative clause begins at ``i``."""
    doc = span.doc
    if i - 1 < span.start or doc[i - 1].lower_ not in _RELATIVES:
        return []
    k = i - 3 if i - 2 > span.start and doc[i - 2].text == "," else i - 2
    out: list[Token] = []
    while k >= span.start and doc[k].pos_ in NOUNS | {"ADJ", "PART"} and len(out) < 4:
        out.append(doc[k])
        k -= 1
    return out[::-1]


def _tail(subject: Sequence[Token], *, finite: bool = False) -> tuple[Token, ...]:
    """Return a subject without what was put before it, and not longer than a phrase may be."""
    kept = list(subject)
    while kept and kept[0].pos_ in {"ADV", "CCONJ", "SCONJ", "PUNCT"}:
        kept.pop(0)
    later = next((n for n, token in enumerate(kept) if n and _is_verb(token)), None)
    if later is not None and not _is_verb(kept[0]):
        told = kept[later + 1 :]
        if finite and kept[later].lemma_ in _TELLING and any(t.pos_ in NOUNS for t in told):
            kept = told  # "Projections suggest the levy could raise"
        else:
            kept = kept[:later]  # "They used the Act to stop"
    if kept and kept[0].pos_ == "ADP":  # "On paper it", "In a year the fund"
        nouns = [n for n, token in enumerate(kept) if token.pos_ in NOUNS]
        starts = [
            n
            for n, token in enumerate(kept)
            if token.lower_ in _NOMINATIVE
            or (nouns and n > nouns[0] and token.pos_ == "DET" and kept[n - 1].pos_ != "ADP")
        ]
        if starts:
            kept = kept[starts[0] :]
        elif kept[0].lower_ in _CLAUSE_OPENERS:
            kept.pop(0)
    if len(kept) > _SUBJECT:
        cut = [n for n in range(len(kept) - _SUBJECT, len(kept)) if kept[n].pos_ == "DET"]
        kept = kept[cut[0] :] if cut else kept[-_SUBJECT:]
    return tuple(kept)
