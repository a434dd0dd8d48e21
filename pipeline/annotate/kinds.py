"""What kind of claim a sentence makes, and whether a fact-checker would check it.

``doc.spans["claims"]`` gets one span a sentence that lies in a block which may hold claims,
labelled ``fact``, ``assessment``, ``prediction`` or ``recommendation``, with
``span._.check_worthiness`` from 0 to 1. What was said is a fact that it was said; otherwise the
main clause decides (``scope.py``): what it demands, what it foresees, what it judges. Sentences
that make no row of the table are labelled too; ``claims.py`` decides on rows.

Both are sums of plain features with weights that stand below, so that a reader can follow any
answer. The features of check-worthiness are those of Hassan et al. (2017), "ClaimBuster":
figures, names, tenses, comparisons; the weights are ours.
"""

import math
import re
from collections import Counter, deque
from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotate import attributes  # noqa: F401  (registers span._.check_worthiness)
from pipeline.annotate.apparatus import is_apparatus
from pipeline.annotate.demands import kind_words, recommends
from pipeline.annotate.listed import lists
from pipeline.annotate.modality import compares_likelihood, read_modality, refuses
from pipeline.annotate.scope import content_clause, main_clause, thinks
from pipeline.annotate.syntax import SUBJECT
from pipeline.schema import CLAIM_BLOCKS, Attribution, Document, Kind

# Pronouns and ordinals: they count nothing.
_NO_FIGURES = frozenset({"one", "first", "second", "third", "half"})
_SHARES = frozenset(
    """
    third thirds quarter quarters fifth fifths sixth sixths seventh eighth ninth tenth tenths
    """.split()
)
_YOU = frozenset({"you", "your"})
_OF_ONESELF = frozenset({"i", "my", "me", "myself"})
_FIRST_PERSON = frozenset(["i", "we", "my", "our"])
_THINGS_TOO = frozenset({"force", "forces", "fuel", "fuels", "drive", "drives", "spur", "spark"})
_MONTHS = frozenset(
    """
    january february march april june july august september october november december
    """.split()
)
_LOOKS_AHEAD = frozenset(
    """
    may might could would will threat threats risk risks danger dangers chance potential
    """.split()
)
_COUNTERFACTUAL = ("might", "could", "would")
_RECOMMENDS = frozenset({"recommend", "recommends"})
_QUOTES = frozenset('“”"')
_HEARSAY = frozenset(
    """
    reportedly allegedly purportedly said alleged reported believed thought suspected understood
    rumoured rumored
    """.split()
)
_PAST_AUXILIARIES = frozenset(["was", "were", "had", "did", "has", "have", "been"])

# Log odds for `assessment` against `fact`, of a sentence that nothing else has decided.
_JUDGES = {
    "bias": -0.1, "evaluative": 1.2, "causal": 0.95, "opinion": 1.95, "ritual": 1.85,
    "hedged": 1.0, "figure": -1.55, "date": -0.6, "event": -0.8, "copula": 0.55, "question": 2.0,
    "name": -0.15, "compare": -0.1, "against others": -0.5, "first person": 0.3, "short": 0.5,
    "bare": 0.7, "past": -0.95, "did": -0.75, "noun": 0.35, "long": -0.45,
}  # fmt: skip
# Log odds that a fact-checker would check the sentence; corpus/fit_check_worthiness.py fits them.
CHECKED = {
    "bias": -0.8, "figure": 1.6, "date": 0.18, "name": 0.46, "event": 0.65, "past": 0.73,
    "compare": 0.23, "against others": 0.72, "no answer": -1.5, "own story": -0.9,
    "attributed": -0.25, "evaluative": -0.57, "causal": -0.45, "opinion": -1.76, "ritual": -1.3,
    "question": -1.77, "first person": -0.4, "hedged": -0.3, "short": -0.52, "assessment": -1.0,
    "prediction": -2.5, "recommendation": -2.37, "quoted": -2.9, "promise": -1.34, "did": 1.1,
    "does": 0.69, "noun": -0.1, "long": -1.04, "you": -0.44,
}  # fmt: skip
# The heads of what has not happened yet. A sum for more than a century ahead is no year.
_FORECAST = re.compile(r"\b(?:project(?:ed|ions?)|forecasts?|outlook|expected)\b", re.IGNORECASE)
_PLAN = re.compile(r"\b(?:budget(?:ed)?|plan(?:ned)?|targets?)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(?:20|21)\d\d(?![\d.,]*\d)", re.ASCII)
_AHEAD = 100
_APART = 0.1  # of a sentence: what is neither said, nor the cue, nor who says so
_UNCHECKED, _CELL = 0.05, 0.4  # what is left of check-worthiness
_MOST = 2.0  # the most that one feature counts, however often it is met

Features = dict[str, float]


def read_kind(sent: Span, features: Features, *, attributed: bool) -> Kind:
    """Return the kind of ``sent``; ``attributed`` says that its main clause reports speech."""
    clause = main_clause(sent)
    if any(token.lower_ in _RECOMMENDS and _is_verb(token) for token in clause):
        return "recommendation"  # `The Committee recommends that ...`, of today and not of once
    if attributed:
        return "fact"
    if features["question"]:
        return "assessment"
    if recommends(sent, clause) or (thinks(clause) and recommends(sent, content_clause(sent))):
        return "recommendation"
    modality = read_modality(sent)
    words = [token.lower_ for token in clause]
    if any(word == "would" and refuses(words[i + 1 : i + 4]) for i, word in enumerate(words)):
        return "fact"  # `The bank would not comment`
    # `may be the best result` and `can be read as` judge what is; `may fail` looks ahead.
    looks_ahead = not _LOOKS_AHEAD.isdisjoint(words)  # `bold, and perhaps reckless` does not
    states = modality == "possible" and (
        _follows(words, "may", "be")
        or any(_follows(words, modal, "have") for modal in _COUNTERFACTUAL)  # `might have been`
        or "can" in words
        or not looks_ahead
        or bool(features.get("opinion"))  # `It could be argued that ...`
    )
    if modality in {"predicted", "possible"} and not states:
        return "prediction"
    heard = not _HEARSAY.isdisjoint(words)  # it was said to happen: no judgement
    was_not = any(_follows(words, modal, "have") for modal in _COUNTERFACTUAL)
    hedged = float((modality == "hedged" and not heard) or (modality == "possible" and was_not))
    bare = 0.0 if heard else features["bare"]
    score = _score(_JUDGES, {**features, "hedged": hedged, "bare": bare})
    return "assessment" if score > 0 else "fact"


def _follows(words: Sequence[str], first: str, second: str) -> bool:
    return any(pair == (first, second) for pair in pairwise(words))


def read_features(sent: Span) -> Features:
    """Return what ``sent`` shows of figures, dates, names, tenses and judging words."""
    tokens = [token for token in sent if not token.is_space]
    words = [token.lower_ for token in tokens]
    counts = Counter(
        name
        for start, _, name in kind_words().find(words)
        if not (words[start] in _THINGS_TOO and tokens[start].pos_ == "NOUN")
        and not compares_likelihood(words, start)
    )
    figures = sum(_is_figure(token) or _is_share(token) for token in sent)
    predicate = _predicate(sent.root)
    dates = sum(_is_year(token) or token.lower_ in _MONTHS for token in sent)
    names = sum(
        token.text[:1].isupper() and token.i > sent.start and token.is_alpha and len(token) > 1
        for token in sent
    )
    told = counts["event"] or counts["against others"]
    return {
        **counts,
        "bias": 1.0,
        "figure": figures + sum(token.is_currency or token.text == "%" for token in sent),
        "date": dates,
        "name": min(names, 4) / 2,
        "past": float(_past(sent) or predicate.get("did", 0.0) > 0),
        "copula": float(_describes(words)),
        "question": float(words[-1:] == ["?"] or "?" in words[-2:]),
        "first person": float(any(word in _FIRST_PERSON for word in words)),
        "own story": float(not figures and any(word in _OF_ONESELF for word in words)),
        "quote": _share_quoted(words),
        "short": float(len(words) < 8),
        "long": float(len(words) > 25),
        "you": float(not _YOU.isdisjoint(words)),
        **predicate,
        "bare": float(not figures and not names and not dates and not told),
    }


def check_worthiness(features: Features, kind: Kind, *, attributed: bool) -> float:
    """Return 0 to 1: how likely a fact-checker is to check such a sentence."""
    told = checkable_features(features, kind, attributed=attributed)
    return 1 / (1 + math.exp(-_score(CHECKED, told)))


def checkable_features(features: Features, kind: Kind, *, attributed: bool) -> Features:
    """Return the features that check-worthiness is a sum of."""
    told = {**features, "attributed": float(attributed), kind: 1.0}
    told["quoted"] = features["quote"] if attributed else 0.0  # words chosen for their sound
    told["promise"] = features["first person"] if kind == "prediction" else 0.0
    return told


def _predicate(root: Token) -> Features:
    """Return what the main word is: a deed that was done, one that is, or no verb at all."""
    if not root.has_dep():
        return {}
    verb = root.pos_ == "VERB"
    auxiliary = {child.lower_ for child in root.children if child.dep_.startswith("aux")}
    subject = any(child.dep_ in SUBJECT for child in root.children)
    done = root.tag_ == "VBN" and (
        not auxiliary.isdisjoint(_PAST_AUXILIARIES)
        or (subject and not auxiliary)  # `Security forces recovered rifles`, as some parsers tag it
    )
    return {
        "did": float(verb and (root.tag_ == "VBD" or done)),
        "does": float(verb and root.tag_ in {"VBZ", "VBP"}),
        "noun": float(root.pos_ in {"NOUN", "PROPN", "PRON"}),
    }


def _score(weights: dict[str, float], features: Features) -> float:
    return sum(
        weight * min(features.get(name, 0.0), _MOST) for name, weight in weights.items()
    )  # fmt: skip


def _is_verb(token: Token) -> bool:
    return not token.pos_ or token.pos_ == "VERB"


def _past(sent: Span) -> bool:
    for token in sent:
        if token.tag_ == "VBD" or token.lower_ in _PAST_AUXILIARIES:
            return True
        if not token.tag_ and token.lower_.endswith("ed") and len(token) > 4:
            return True
    return False


def _describes(words: Sequence[str]) -> bool:
    """Say whether a form of `be` describes: no participle stands behind it."""
    for i, word in enumerate(words):
        if word in {"is", "are", "was", "were", "been", "remains", "remain"}:
            behind = [w for w in words[i + 1 : i + 4] if not w.endswith("ly") and w != "not"][:1]
            if behind and not behind[0].endswith(("ing", "ed", "en", "wn")):
                return True
    return False


def _is_figure(token: Token) -> bool:
    if not token.like_num or _is_year(token):
        return False
    return token.lower_ not in _NO_FIGURES and not token.lower_.endswith(("th", "nd", "rd", "st"))


def _share_quoted(words: Sequence[str]) -> float:
    """Return the share of ``words`` that stand in quotation marks, of a speech also left open."""
    inside, quoted = words[0] not in '“"' and "”" in words and "“" not in words, 0
    for word in words:
        if word in _QUOTES:
            inside = word == "“" or (word == '"' and not inside)
        quoted += inside
    return quoted / len(words)


def _is_share(token: Token) -> bool:
    """Say whether ``token`` is the `fifth` of `down by a fifth`, the `half` of `half of them`."""
    if token.lower_ == "half":
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ in {"of", "the"}
    before = token.nbor(-1).lower_ if token.i else ""
    return token.lower_ in _SHARES and before in {"a", "an", "one", "two", "three", "four"}


def _is_year(token: Token) -> bool:
    return len(token) == 4 and token.is_digit and token.text[:2] in {"17", "18", "19", "20"}


def governing(sent: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that ``sent`` as a whole reports, if there is one."""
    for one in attributions:
        start, end = one.content_span or (0, 0)
        overlap = min(end, sent.end_char) - max(start, sent.start_char)
        author = (one.source or "").lower() in _FIRST_PERSON
        if overlap > 0 and not author and _governs(sent, one, overlap):
            return one
    return None


def _governs(sent: Span, one: Attribution, overlap: int) -> bool:
    cue_start, cue_end = one.cue_span or (0, 0)
    length = sent.end_char - sent.start_char
    if not sent.start_char <= cue_start < sent.end_char:  # a quotation that goes on
        return overlap > 0.6 * length
    source = one.source_span or (cue_start, cue_start)
    aside = sent.text[: min(source[0], cue_start) - sent.start_char].lower().endswith(" as ")
    if (
        not aside
        and length - overlap - (cue_end - cue_start) - (source[1] - source[0]) < _APART * length
    ):
        return True  # `Turnout could fall, analysts at the bank predict.`
    cue = sent.doc.char_span(cue_start, cue_end, alignment_mode="expand")
    main = {token.i for token in main_clause(sent)}
    return (cue is not None and any(token.i in main for token in cue)) or overlap > 0.5 * length


class KindRules:
    """Writes ``doc.spans["claims"]`` and ``span._.check_worthiness``."""

    def __call__(self, doc: Doc) -> Doc:
        """Label the sentences that may hold claims."""
        attributions = deque(
            sorted(doc._.attributions or (), key=lambda one: one.content_span or (0, 0))
        )
        open_ones: list[Attribution] = []  # those whose content has not ended yet
        claims: list[Span] = []
        foretold = _foretold_cells(doc._.document)
        tables = doc._.document.tables if doc._.document is not None else ()
        cells = {cell.start for table in tables for cell in table.cells}
        leads = {lead.end: items for lead, items in lists(doc._.document)}
        demanded: set[int] = set()  # where the items begin of which a lead says that they ought
        for sent in doc.sents:
            span = _claim(sent)
            if span is None:
                continue
            while attributions and (attributions[0].content_span or (0, 0))[0] < sent.end_char:
                open_ones.append(attributions.popleft())
            near = open_ones = [
                one for one in open_ones if (one.content_span or (0, 0))[1] > sent.start_char
            ]
            attributed = governing(sent, near) is not None
            features = read_features(sent)
            foreseen = span.start_char in foretold
            kind: Kind = (
                "prediction" if foreseen else read_kind(sent, features, attributed=attributed)
            )
            if span.start_char in demanded and kind != "prediction":
                kind = "recommendation"
            if kind == "recommendation":
                demanded.update(item.start for item in leads.get(span.end_char, ()))
            labelled = Span(doc, span.start, span.end, label=kind)
            worth = check_worthiness(features, kind, attributed=attributed)
            if span.start_char in cells:
                worth *= _CELL  # prose first: a table's every cell is a claim
            elif is_apparatus(sent):
                worth *= _UNCHECKED
            labelled._.check_worthiness = round(worth, 4)
            claims.append(labelled)
        doc.spans["claims"] = claims
        return doc


def _foretold_cells(document: Document | None) -> set[int]:
    """Return where the cells begin whose heads or title speak of what is yet to come."""
    if document is None:
        return set()
    now = int(document.printed_date[:4]) if document.printed_date else None
    return {
        cell.start
        for table in document.tables
        for cell in table.cells
        if foretells([document.text[start:end] for start, end in (
            *cell.row_heads, *cell.column_heads, *([table.title] if table.title else []),
        )], now)
    }  # fmt: skip


def foretells(heads: Sequence[str], now: int | None) -> bool:
    """Say whether a cell's heads speak of a forecast, of a year after ``now``, or of its plan.

    >>> foretells(["2030"], 2024), foretells(["Projected"], None), foretells(["2023"], 2024)
    (True, True, False)
    """
    if any(_FORECAST.search(head) for head in heads):
        return True
    if now is None:
        return False
    first = [min(map(int, years)) for head in heads if (years := _YEAR.findall(head))]
    if now in first and any(_PLAN.search(head) for head in heads):
        return True
    return any(now < year <= now + _AHEAD for year in first)


def _claim(sent: Span) -> Span | None:
    """Return ``sent`` without white space at its ends, if it may hold a claim."""
    start, end = sent.start, sent.end
    while start < end and sent.doc[start].is_space:
        start += 1
    while end > start and sent.doc[end - 1].is_space:
        end -= 1
    if start == end:
        return None
    document = sent.doc._.document
    if document is not None and document.blocks:
        block = document.block_at(sent.doc[start].idx)
        if block is None or block.kind not in CLAIM_BLOCKS:
            return None
    return sent.doc[start:end]


@Language.factory(
    "kinds",
    requires=["doc.sents", "doc._.attributions"],
    assigns=["doc.spans", "span._.check_worthiness"],
)
def make_kinds(nlp: Language, name: str) -> KindRules:
    """Return the component; it has no settings."""
    return KindRules()
