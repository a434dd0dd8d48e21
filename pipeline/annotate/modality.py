"""How firmly a claim is made, and whether it denies: ``span._.modality``, ``span._.negated``.

Both are read off the main clause (``scope.py``), the modality also off the clause that it
introduces: `The group announced that it would return` is ``predicted``. Which words hedge is in
``lexicons/hedges.tsv``. Conventions: corpus/GUIDELINES.md.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import get_args

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotate import attributes  # noqa: F401  (registers span._.modality)
from pipeline.annotate.demands import permits, set_by_law
from pipeline.annotate.phrases import Phrases
from pipeline.annotate.scope import content_clause, main_clause, thinks
from pipeline.annotate.syntax import RELATIVE_CLAUSE
from pipeline.annotate.wordlists import read_rows
from pipeline.schema import Attribution, Modality, outermost

_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
# What these say of their noun they say of the clause: `no results`, `none of the parties`.
_NO = frozenset({"no", "none", "nobody", "nothing", "nowhere", "neither"})
# Behind a negation these take it back: `not only`, `no fewer than`, `no doubt`, `not without`.
_NOT_BEFORE = frozenset(
    """
    only just merely simply solely least without unlike uncommon unusual until unless impossible
    improbable inconceivable unthinkable unexpected unreasonable unlikely insignificant unimportant
    surprising unheard unfounded unknown dissimilar negligible - – for-profit
    """.split()
)
_NO_BEFORE = frozenset(
    """
    doubt question misconception denying secret wonder mistake fewer less more later sooner
    exception matter coincidence surprise other
    """.split()
)
_BEFORE_NOT_TO = frozenset({"is", "are", "was", "were", "be", "ought", "has", "have", "had"})
# `at no charge`, `little or no effect`: the clause itself affirms; `at no time` denies.
_BESIDE = frozenset({"at", "with", "for"})
_LAST = 2  # characters behind the last word
_TIMES = frozenset({"time", "point", "moment", "stage"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its", "my", "our"})
_MODALS: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible",
    "will": "predicted", "would": "predicted", "wo": "predicted", "'ll": "predicted",
    "’ll": "predicted", "shall": "predicted",
}  # fmt: skip
# Times that are over, with which `could` was an ability; what a survey asks people to do.
_OVER = ("at its peak", "at its height", "at the time", "in those days", "back then")
_ABILITIES = frozenset({"read", "name", "recall", "identify", "write", "recognise", "recognize"})
_COUNTED = frozenset({"quarter", "half", "third", "fifth", "tenth", "most", "few", "fewer", "none"})
_AT_LAST = frozenset({"now", "once", "finally", "then", "suddenly", "hardly", "scarcely"})
# `would have been`, `would like to`: no future.
_NOT_FUTURE = frozenset({"have", "like", "say", "rather", "argue", "add", "note", "prefer"})
# `would not comment`: somebody refused to.
_REFUSED = frozenset(
    """
    comment say elaborate confirm disclose discuss reveal speculate answer specify rule name
    """.split()
)
_FIRMEST_LAST: tuple[Modality, ...] = ("hedged", "possible", "predicted")


def read_modality(sent: Span, reported: Attribution | None = None) -> Modality:
    """Return how firmly ``sent`` is claimed; ``reported`` is what it attributes, if it does.

    A cue with a source is no hedge: `It was alleged by the police that` says who alleged it.
    """
    if "?" in sent.text[-3:]:
        return "asserted"  # a question foresees nothing
    main = main_clause(sent)
    if reported is not None and reported.source is not None:
        main = _outside(main, reported.cue_span)
    found = {*_modals(main), *_hedges(main)}
    if not found:
        content = content_clause(sent)
        found = {*_modals(content), *_hedges(content)}
    return next((modality for modality in _FIRMEST_LAST if modality in found), "asserted")


def is_negated(sent: Span, reported: Attribution | None = None) -> bool:
    """Say whether the main proposition of ``sent`` is denied; two negations affirm.

    What a cue introduces is not the main proposition: `He said it had not rained` denies nothing.
    """
    clause = main_clause(sent, certain=True)
    start, end = (reported.content_span if reported is not None else None) or (0, 0)
    behind = reported is not None and reported.cue_span and start > reported.cue_span[0]
    closed = reported is not None and reported.cue_span and _closes(sent, reported.cue_span)
    if behind or closed or _is_direct_speech(sent, start):  # `“We never knew,” he said`
        no = sent.text[start - sent.start_char :][:3].lower() == "no "  # `found no evidence`
        clause = _outside(clause, (start + 2 if no else start, end))
    if thinks(clause):  # `I believe that no child should go hungry`: that is what is claimed
        clause = [*clause, *content_clause(sent)]
    words = [token.lower_ for token in clause]
    count = 0
    for i, word in enumerate(words):
        following = words[i + 1 : i + 3]
        if word in _NOT:
            if following and following[0] in _NOT_BEFORE:
                continue
            if word == "nor" and count:
                continue
            if _is_bound(clause[i]):
                continue  # `for not less than ten years`
            if words[i + 1 : i + 3] in (["be", "ruled"], ["be", "excluded"]):
                continue  # `cannot be ruled out`: is possible
            if following[:1] == ["to"] and i and words[i - 1] not in _BEFORE_NOT_TO:
                continue  # `chose not to answer`: what was chosen is denied, not the choice
            if i and words[i - 1] in {",", "("} and following and not _is_verb(clause[i + 1]):
                continue  # `experts, not politicians`
            if i and words[i - 1] in {"but", "and", "or", "if"}:
                continue  # `the total but not the trend`
            if "but" in words[i + 1 :] and word == "not":
                continue  # `not of ease but of striving`: it affirms the second
            if word == "neither" and clause[i].i > sent.start and not _nor_behind(clause[i], sent):
                continue
            count += 1
        elif word == "unlikely" and i and words[i - 1] != "not":
            count += 1  # `is unlikely to return`
        elif word in _NO and not (
            (word == "no" and _is_bound(clause[i]))
            or (set(following) & _NO_BEFORE and (word == "no" or following[0] in _NO_BEFORE))
            or _taken_back(clause[i])
            or (
                word == "no"
                and i
                and words[i - 1] in _BESIDE | {"or"}
                and not set(following) & _TIMES
            )
            or _is_number_sign(clause[i])
        ):
            count += 1
    return count % 2 == 1


def _is_bound(no: Token) -> bool:
    """Say whether `no` or `not` sets a bound: `no higher than 5 per cent`, `not later than 2 May`.

    Beside other things than a number it denies: `no better than others`.
    """
    behind = no.doc[no.i + 1 : no.i + 3]
    return (
        len(behind) == 2
        and behind[1].lower_ == "than"
        and (behind[0].lower_ in {"less", "more"} or behind[0].lower_.endswith("er"))
        and any(t.like_num or t.text[0].isdigit() for t in no.doc[no.i + 3 : no.i + 3 + _NEAR])
    )


_NEAR = 4  # tokens in which a bound's number stands


def _taken_back(nothing: Token) -> bool:
    """Say whether a relative clause denies again: `There is nothing we cannot do`."""
    return any(
        word.lower_ in _NOT
        for clause in nothing.children
        if clause.dep_ in RELATIVE_CLAUSE
        for word in clause.children
    )


def _closes(sent: Span, cue: tuple[int, int]) -> bool:
    """Say whether a verb of saying closes the sentence: `It was no accident, he muttered`."""
    verb = sent.doc.char_span(*cue, alignment_mode="expand")
    return verb is not None and verb[-1].pos_ == "VERB" and cue[1] >= sent.end_char - _LAST


def _nor_behind(neither: Token, sent: Span) -> bool:
    return any(token.lower_ == "nor" for token in sent.doc[neither.i + 1 : sent.end])


def _is_direct_speech(sent: Span, start: int) -> bool:
    """Say whether the words of ``sent`` from offset ``start`` open with a quotation mark."""
    return sent.start_char <= start < sent.end_char and sent.text[start - sent.start_char] in '“"‘'


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def _is_number_sign(token: Token) -> bool:
    """Say whether this is the `No.` of `Public Law No. 105-332`: a number's, and no denial."""
    if token.text != "No" or token.i + 2 >= len(token.doc):
        return False
    after, second = token.nbor(1), token.nbor(2)
    if after.text == ".":
        return second.text[0].isdigit()
    return token.i > token.sent.start and after.text[0].isdigit()


def _outside(clause: Sequence[Token], span: tuple[int, int] | None) -> list[Token]:
    start, end = span or (0, 0)
    return [token for token in clause if not start <= token.idx < end]


def _modals(clause: Sequence[Token]) -> set[Modality]:
    found: set[Modality] = set()
    for i, token in enumerate(clause):
        modality = _MODALS.get(token.lower_)
        if token.lower_ == "going" and _going_to(token):
            modality = "predicted"
        if modality is None or (token.pos_ and token.pos_ not in {"AUX", "VERB"}):
            continue
        if (
            token.lower_ in {"may", "will", "might"}
            and token.text[0].isupper()
            and token.i != (token.sent.start)
        ):
            continue  # the month, the name
        behind = [t.lower_ for t in clause[i + 1 : i + 4]]
        if token.lower_ == "could" and _was_able(token, behind):
            continue
        if token.lower_ in {"may", "might"} and (
            behind[:2] == ["not", "exceed"] or set_by_law(token.sent) or permits(token)
        ):
            continue  # `Under the Schools Act, states may design their own tests`
        if token.lower_ in {"can", "could"} and {"not", "n't", "n’t"} & set(behind[:1]):
            continue  # `could not find`: what did not happen, or is impossible
        if not token.pos_ and behind and behind[0] in {"of", "to", "and", "is", "was"}:
            continue  # `the will of`
        if token.lower_ == "would" and behind and behind[0] in _NOT_FUTURE:
            continue
        if token.lower_ == "would" and refuses(behind):
            continue
        if token.lower_ == "shall" and (not i or clause[i - 1].lower_ not in {"i", "we"}):
            continue  # `The Commissioner shall publish`: an obligation
        if token.lower_ == "would" and i and clause[i - 1].lower_ == "it" and "be" in behind[:1]:
            continue  # `It would be wrong to think ...`
        found.add(modality)
    return found


def refuses(behind: Sequence[str]) -> bool:
    """Say whether what stands behind `would` is a refusal: `would not be drawn on the reports`."""
    if behind[:2] == ["neither", "confirm"]:
        return True
    denied = len(behind) > 1 and behind[0] in {"not", "n't", "n’t"}
    return denied and (behind[1] in _REFUSED or behind[1:3] == ["be", "drawn"])


def _was_able(could: Token, behind: Sequence[str]) -> bool:
    """Say whether `could` tells of what somebody was able to do: `could now issue decrees`.

    A time that is over tells it, or a share of people and what one can or cannot (`read`).
    """
    if behind[:1] and behind[0] in _AT_LAST:
        return True
    before = [token.lower_ for token in could.doc[could.sent.start : could.i]]
    if "if" in before:
        return False
    counted = any(t.like_num or t.lower_ in _COUNTED for t in could.doc[could.sent.start : could.i])
    if counted and not _ABILITIES.isdisjoint(behind[:2]):
        return True
    said = " ".join(token.lower_ for token in could.sent)
    return any(time in said for time in _OVER)


def _going_to(token: Token) -> bool:
    """Say whether `going to` foretells: `is going to rise`, not `is going to school`."""
    behind = token.doc[token.i + 1 : token.i + 3]
    if len(behind) < 2 or behind[0].lower_ != "to":
        return False
    return behind[1].tag_ == "VB" or (not behind[1].tag_ and behind[1].lower_ not in _ARTICLES)


def compares_likelihood(words: Sequence[str], i: int) -> bool:
    """Say whether the `likely` at ``words[i]`` compares how often something happens.

    `Boys were twice as likely to leave`, `are more likely than women to ask`: what was counted,
    and no forecast; `is more likely to pass` is one.
    """
    if words[i] not in {"likely", "unlikely"} or not i or words[i - 1] not in _COMPARED:
        return False
    before, behind = words[: i - 1], words[i + 1 :]
    copula = next((word for word in reversed(before) if word in _BE), "")
    return (
        copula in _WERE
        or not _MULTIPLES.isdisjoint(before[-6:])
        or ("as" if words[i - 1] in {"as", "equally"} else "than") in behind
    )


_COMPARED = frozenset({"more", "less", "as", "equally", "most", "least"})
_MULTIPLES = frozenset({"times", "twice", "percent", "cent", "%", "points", "half"})
_WERE = frozenset({"was", "were", "been"})
_BE = _WERE | {"is", "are", "be"}


def _hedges(clause: Sequence[Token]) -> set[Modality]:
    words = [token.lower_ for token in clause]
    found = {
        modality
        for start, _, modality in _lexicon().find(words)
        if not compares_likelihood(words, start)
    }
    seems: set[Modality] = {"hedged" for token in clause if _appears_so(token)}
    return found | seems


def _appears_so(token: Token) -> bool:
    """Say whether somebody seems so: `he appeared sympathetic`, not `he appeared live`."""
    if token.lower_ not in _APPEAR:
        return False
    behind = token.doc[token.i + 1 : token.sent.end]
    first = next((word for word in behind if word.pos_ != "ADV"), None)
    return first is not None and first.pos_ == "ADJ" and first.lower_ not in _WAYS_TO_APPEAR


_APPEAR = frozenset({"appear", "appears", "appeared", "appearing"})
_WAYS_TO_APPEAR = frozenset({"live", "alone", "online", "next", "last", "first", "regular"})


@cache
def _lexicon() -> Phrases[Modality]:
    """Return ``lexicons/hedges.tsv``."""
    rows = read_rows("hedges.tsv")
    return Phrases((row["words"], _MODALITIES[row["modality"]]) for row in rows)


_MODALITIES: dict[str, Modality] = {modality: modality for modality in get_args(Modality)}


class ModalityRules:
    """Writes ``span._.modality`` and ``span._.negated`` of every span in ``claims``."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the modality and the polarity of each claim."""
        cues = [one for one in doc._.attributions or () if one.cue_span]
        starts = [one.cue_span[0] for one in cues]
        for claim in doc.spans.get("claims", ()):
            first, last = (bisect_left(starts, at) for at in (claim.start_char, claim.end_char))
            reported = next(iter(outermost(cues[first:last])), None)
            claim._.negated = is_negated(claim, reported)
            claim._.modality = (
                "asserted" if claim.label_ == "recommendation" else read_modality(claim, reported)
            )
            if claim.label_ == "prediction" and claim._.modality == "asserted":
                claim._.modality = "predicted"  # a table's cell: its heads say so
        return doc


@Language.factory(
    "modality",
    requires=["doc.sents"],
    assigns=["span._.modality", "span._.negated"],
)
def make_modality(nlp: Language, name: str) -> ModalityRules:
    """Return the component; it has no settings."""
    return ModalityRules()
