"""How firmly a claim is made, and whether it denies: ``span._.modality``, ``span._.negated``.

Both are read off the main clause (``scope.py``), the modality also off the clause that it
introduces: `The group announced that it would return` is ``predicted``. Which words hedge is in
``lexicons/hedges.tsv``. Conventions: corpus/GUIDELINES.md.
"""

from collections.abc import Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotate import attributes  # noqa: F401
from pipeline.annotate.cues import LEXICONS, read_rows
from pipeline.annotate.phrases import Phrases
from pipeline.annotate.scope import content_clause, main_clause
from pipeline.schema import Modality

_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
# What these say of their noun they say of the clause: `no results`, `none of the parties`.
_NO = frozenset({"no", "none", "nobody", "nothing", "nowhere", "neither"})
# Behind a negation these take it back: `not only`, `no fewer than`, `no doubt`, `not without`.
_NOT_BEFORE = frozenset(
    """
    only just merely simply solely least without unlike uncommon unusual until unless
    """.split()
)
_NO_BEFORE = frozenset(
    """
    doubt question misconception denying secret wonder mistake fewer less more later sooner
    exception matter coincidence surprise other
    """.split()
)
# A second one of these makes the clause affirm again: `There is nothing we cannot do`.
_NEGATIVE_VERBS = frozenset(
    """
    deny denied denies denying fail failed fails lack lacks lacked refuse refused refuses
    """.split()
)
_MODALS: dict[str, Modality] = {
    "may": "possible", "might": "possible", "could": "possible", "can": "possible",
    "will": "predicted", "would": "predicted", "wo": "predicted", "'ll": "predicted",
    "’ll": "predicted", "shall": "predicted",
}  # fmt: skip
_FIRMEST_LAST: tuple[Modality, ...] = ("hedged", "possible", "predicted")


def read_modality(sent: Span) -> Modality:
    """Return how firmly ``sent`` is claimed."""
    main = main_clause(sent)
    found = {*_modals(main), *_hedges(main)}
    if not found:
        content = content_clause(sent)
        found = {*_modals(content), *_hedges(content)}
    return next((modality for modality in _FIRMEST_LAST if modality in found), "asserted")


def is_negated(sent: Span) -> bool:
    """Say whether the main proposition of ``sent`` is denied; two negations affirm."""
    clause = main_clause(sent)
    words = [token.lower_ for token in clause]
    count = 0
    for i, word in enumerate(words):
        following = words[i + 1 : i + 3]
        if word in _NOT:
            if following and following[0] in _NOT_BEFORE:
                continue
            if word == "nor" and count:
                continue
            if word == "neither" and "nor" not in words[i:] and clause[i].i > sent.start:
                continue
            count += 1
        elif word in _NO and not (set(following) & _NO_BEFORE):
            count += 1
    return count % 2 == 1


def _modals(clause: Sequence[Token]) -> set[Modality]:
    found: set[Modality] = set()
    for i, token in enumerate(clause):
        modality = _MODALS.get(token.lower_)
        if modality is None or (token.pos_ and token.pos_ not in {"AUX", "VERB"}):
            continue
        if (
            token.lower_ in {"may", "will", "might"}
            and token.text[0].isupper()
            and token.i != (token.sent.start)
        ):
            continue  # the month, the name
        behind = [t.lower_ for t in clause[i + 1 : i + 4]]
        if token.lower_ in {"can", "could"} and {"not", "n't", "n’t"} & set(behind[:1]):
            continue  # `could not find`: what did not happen, or is impossible
        if not token.pos_ and behind and behind[0] in {"of", "to", "and", "is", "was"}:
            continue  # `the will of`
        found.add(modality)
    return found


def _hedges(clause: Sequence[Token]) -> set[Modality]:
    words = [token.lower_ for token in clause]
    return {modality for _, _, modality in _lexicon().find(words)}


@cache
def _lexicon() -> Phrases[Modality]:
    """Return ``lexicons/hedges.tsv``."""
    rows = read_rows(LEXICONS / "hedges.tsv")
    return Phrases((row["words"], row["modality"]) for row in rows)  # type: ignore[misc]


class ModalityRules:
    """Writes ``span._.modality`` and ``span._.negated`` of every span in ``claims``."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the modality and the polarity of each claim."""
        for claim in doc.spans.get("claims", ()):
            claim._.negated = is_negated(claim)
            claim._.modality = (
                "asserted" if claim.label_ == "recommendation" else (read_modality(claim))
            )
        return doc


@Language.factory(
    "modality",
    requires=["doc.sents"],
    assigns=["span._.modality", "span._.negated"],
)
def make_modality(nlp: Language, name: str) -> ModalityRules:
    """Return the component; it has no settings."""
    return ModalityRules()
