"""The head of a counted noun phrase, and whether a number only labels the noun before it."""

from spacy.tokens import Token

from pipeline.annotate.nouns import is_plural, singular
from pipeline.annotate.quantities.figure import Figure
from pipeline.annotate.quantities.noun_phrases import NOUNS
from pipeline.annotate.quantities.sentence import Sentence
from pipeline.annotate.quantities.statistics import named_in_bracket
from pipeline.annotate.words import word_list


def head_noun(sentence: Sentence, i: int) -> tuple[int, str] | None:
    """Return the head of the noun phrase that begins at atom ``i``: its atom and its singular."""
    token = sentence.token(i)
    if token is None:
        return None
    if _left_out(sentence, token):
        return None
    best: Token | None = None
    many = token.i == 0 or token.nbor(-1).lower_ not in {"one", "1", "a", "an"}
    k = token.i
    after_hyphen = -1
    while k < sentence.span.end and k - token.i < 8:
        this = sentence.span.doc[k]
        if k > token.i and this.i in sentence.in_time:
            break
        if k + 2 < sentence.span.end and _joined(this):  # degree-granting institutions
            k += 2
            after_hyphen = k
            if sentence.span.doc[k].pos_ not in NOUNS:
                k += 1
            continue
        if this.pos_ in NOUNS and k == after_hyphen and not is_plural(this.text):
            behind = sentence.span.doc[k + 1] if k + 1 < sentence.span.end else None
            if behind is None or behind.pos_ not in NOUNS | {"ADJ"}:
                break  # "12 long-term and 86 short-term observers"
        elif this.pos_ in NOUNS:
            goes_on = best is not None and many and _goes_on(best, this)
            if best is not None and (
                _ends_there(best, this) or not (goes_on or _same_phrase(best, this))
            ):
                break
            best = this
        elif this.pos_ == "PART" and best is not None:  # "three of Kenya's ports"
            pass
        elif not (
            this.pos_ == "ADJ"
            or this.text in "-‐‑–/"
            or (this.pos_ == "VERB" and this.dep_ == "amod")
            or (this.pos_ == "CCONJ" and best is None and k > token.i)
            or (this.pos_ == "ADV" and best is None and this.head.pos_ == "ADJ")
        ):
            break
        k += 1
    atom = sentence.atom(best) if best is not None else None
    return (atom, noun_lemma(best)) if best is not None and atom is not None else None


def _left_out(sentence: Sentence, token: Token) -> bool:
    """``Of 5,100 colleges, 2,629 offered degrees``: the number has no noun behind it."""
    span = sentence.span
    parts = span[0].lower_ in {"of", "among"} and token.i - 2 > span.start
    return parts and token.nbor(-2).text == "," and token.tag_ in {"VBD", "VBN"}


def _goes_on(a: Token, b: Token) -> bool:
    """Say whether the first of two nouns only opens the name of many: ``mortar systems``."""
    near = a.i + 1 == b.i and a.whitespace_ != ""
    return near and a.pos_ == b.pos_ == "NOUN" and not is_plural(a.text)


_PLURAL_FIRST = frozenset(
    ("sports", "arms", "savings", "sales", "goods", "works", "news", "systems", "operations",
     "women", "men", "police", "customs", "communications", "services", "securities",
     "futures", "relations", "resources", "affairs", "claims", "accounts", "parks",
     "antiquities", "weapons", "drugs", "sessions", "appeals", "rights", "elections", "benefits",
     "pensions", "payments", "veterans", "complaints", "admissions", "emissions", "sanctions")
)  # fmt: skip


def _ends_there(a: Token, b: Token) -> bool:
    """Say whether a plural ends its phrase before another: ``at 18 stations voters stood``."""
    return a.tag_ == "NNS" and b.tag_ == "NNS" and a.lower_ not in _PLURAL_FIRST


def _joined(token: Token) -> bool:
    """Say whether a hyphen joins a word to the next without white space."""
    hyphen = token.nbor() if token.i + 1 < len(token.doc) else None
    dash = hyphen is not None and hyphen.text in {"-", "‐", "‑"}
    return dash and not token.whitespace_ and hyphen is not None and not hyphen.whitespace_


def _same_phrase(a: Token, b: Token) -> bool:
    """Two nouns in a row belong together if the parse hangs one on the other."""
    if a.head.i == b.i or b.head.i == a.i:
        return b.dep_ != "appos"
    return any(above.i == b.i for above in a.ancestors)


def noun_lemma(token: Token) -> str:
    """Return the singular of a noun token."""
    return singular(token.text)


def is_label(sentence: Sentence, figure: Figure) -> bool:
    """Say whether a bare number names the noun right before it: ``posts 542 and 543``."""
    token = sentence.token(figure.number)
    if (
        not sentence.parsed
        or token is None
        or figure.kind != "bare"
        or figure.first != figure.number
    ):
        return False
    before = token.head
    if before.lower_ in word_list("head nouns: measures") or "," in token.text:
        return False  # range 2–19, SD 11.8, the herd numbers 1,340
    if "." in token.text and named_in_bracket(sentence.cut, figure):
        return False  # (hazard ratio 0.71)
    return (
        before.pos_ in NOUNS
        and before.i == token.i - 1
        and before.i >= sentence.span.start
        and token.dep_.split(":")[0] in {"nummod", "nmod", "flat", "appos", "compound", "dep"}
        and token.text[:1].isdigit()
    )
