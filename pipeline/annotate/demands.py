"""Whether a clause demands something of somebody: recommendations, duties, orders, appeals.

Not every `must` does: what a law in force lays down is a fact (`Under the Road Act, carts must be
lit`), and so is what nature or a rule of long standing wants (`The stem must bear 4 kg`).
"""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Span, Token

from pipeline.annotate.apparatus import is_reference
from pipeline.annotate.phrases import Phrases
from pipeline.annotate.wordlists import read_rows

_WE = frozenset({"i", "we"})  # they foretell with `shall`
# Before `have` they judge what was: `should have known`, `It should not have`.
_DUTY = frozenset({"should", "must", "not"})
_WOULD = frozenset({"would", "might", "could", "may"})
_NECESSITY = frozenset({"must", "has to", "have to", "needs to", "need to", "must be"})
_NO_ACT = frozenset({"date", "a", "an", "the", "some", "this", "that", "all", "what", "varying"})
_LAWS = frozenset(
    """
    act law laws constitution code regulation regulations treaty convention directive rules
    protocol ordinance statute statutes charter decree covenant bylaws legislation
    """.split()
)
_LED = frozenset({"under", "by", "in", "pursuant"})  # `by law`, `in law`, `under the rules`
_NAME = 8  # tokens of a law's name
# What a thing must do to serve, and nobody can be told to.
_OF_THINGS = frozenset(
    """
    exceed contain weigh measure equal exhibit possess withstand bear outweigh coincide lie fit
    """.split()
)
# What one does by leave, in its forms behind `may` and `may be`.
_ALLOWED = frozenset(
    """
    apply appeal petition elect file submit request claim deduct appoint designate amend waive
    terminate revoke inspect transfer consult object applied filed submitted requested claimed
    deducted appointed designated amended waived terminated revoked inspected transferred
    """.split()
)
_SIZES = frozenset({"least", "most", "more", "less", "fewer", "between", "above", "below", "over"})


@cache
def kind_words() -> Phrases[str]:
    """Return ``lexicons/kinds.tsv``."""
    return Phrases((row["words"], row["class"]) for row in read_rows("kinds.tsv"))


def recommends(sent: Span, clause: Sequence[Token]) -> bool:
    """Say whether ``clause``, of ``sent``, tells somebody what to do."""
    words = [token.lower_ for token in clause]
    if any(pair[0] not in _WE and pair[1] == "shall" for pair in pairwise(words)):
        return True  # of laws and contracts: `The Commissioner shall publish`
    for start, end, name in kind_words().find(words):
        if name != "recommend" or _opens(sent, clause[start]):
            continue
        behind = words[end:]
        if words[end - 1] == "to" and not _NO_ACT.isdisjoint(behind[:1]):
            continue  # `has to date paid`, `have to some extent`
        if words[start] == "have" and start and words[start - 1] in _WOULD:
            continue  # `prices would have to rise`: what has to be first
        judges = words[end - 1] in _DUTY and "have" in behind[: 1 + (behind[:1] == ["not"])]
        needed = " ".join(words[start:end]) in _NECESSITY and _is_necessary(sent, clause[end - 1])
        if not judges and not needed:
            return True
    return is_order(sent)


def _opens(sent: Span, word: Token) -> bool:
    """Say whether ``word`` opens ``sent``: as a condition or a question, `Should this persist`."""
    first = next((token for token in sent if token.is_alpha), None)
    return word.lower_ == "should" and first is not None and word.i == first.i


def set_by_law(sent: Span) -> bool:
    """Say whether ``sent`` tells what a law in force lays down: `Under the Road Act, ...`."""
    for token in sent:
        if token.lower_ not in _LED or token.i + 1 >= sent.end:
            continue
        name = sent.doc[token.i + 1 : min(token.i + 1 + _NAME, sent.end)]
        if token.lower_ in {"by", "in"}:  # `by law`; not `by the act of a few`
            name = name[:1]
        for word in name:
            if word.is_punct or word.tag_ in {"MD", "VBD", "VBZ", "VBP"}:
                break
            if word.pos_ == "ADP" and not word.nbor(1).text[0].isupper():
                break  # `under the pressure of the law`; but `under the Law of Torts`
            named = word.text[0].isupper() or name[0].lower_ == "the" or len(name) == 1
            if word.lower_ in _LAWS and named:
                return True
    return False


def permits(may: Token) -> bool:
    """Say whether `may` allows or forbids, and foretells nothing: `You may appeal`.

    So it does of `you`; with `only`; where what is forbidden is let through by a condition
    (`may not be sold without a licence`); and of what only who is allowed to does.
    """
    doc, end = may.doc, may.sent.end
    before = doc[max(may.sent.start, may.i - 1)].lower_
    behind = [token.lower_ for token in doc[may.i + 1 : min(may.i + 4, end)]]
    rest = {token.lower_ for token in doc[may.i + 1 : end]}
    if before == "you" or behind[:1] == ["only"]:
        return behind[:2] != ["also", "be"]
    if behind[:1] == ["not"] and not rest.isdisjoint({"without", "unless", "except"}):
        return True
    done = behind[behind[:1] == ["not"] :]
    done = done[done[:1] == ["be"] :]
    return bool(done) and done[0] in _ALLOWED


def _is_necessary(sent: Span, must: Token) -> bool:
    """Say whether a duty is one that a law lays down, or that a thing or a purpose has."""
    doc = sent.doc
    behind = [token.lower_ for token in doc[must.i : min(must.i + 6, sent.end)]]
    after = [word for word in behind[1:] if word not in {"also", "be", "not"}]
    if set_by_law(sent) or not after:
        return set_by_law(sent)
    if sent[0].lower_ == "to" and sent[1:2].text and sent[1].tag_ == "VB":
        return True  # `To grow, a child must eat`
    if after[0] in _OF_THINGS:
        return True
    sized = after[0].isdigit() or (after[0] == "at" and after[1:2] and after[1] in _SIZES)
    if "be" in behind[:3] and sized:
        return True  # `The plant must be 5 m tall`, `must be at least 18`
    return "be" in behind[:3] and any(word in {"every", "each"} for word in after[1:3])


def is_order(sent: Span) -> bool:
    """Say whether ``sent`` is an imperative: `Publish it`, `Don't wait`, `If it rains, stay`."""
    first = next((token for token in sent if token.is_alpha), None)
    if first is None or not first.pos_ or is_reference(sent):
        return False
    if first.text == "May" and sent.text.rstrip()[-1:] == "!":
        return True  # `May God bless our republic!`
    root = sent.root
    if root.tag_ != "VB":
        return False
    before = [child for child in root.children if child.i < root.i and child.i >= sent.start]
    denied = [child for child in before if child.lower_ in {"n't", "n’t", "not"}]
    do = next((child for child in before if child.lower_ == "do" and denied), None)
    if any(child.dep_.startswith("nsubj") and child.lower_ != "you" for child in root.children):
        return False
    if do is not None:
        return do == first or _opens_clause(do)
    if any(child.dep_.startswith(("aux", "nsubj", "mark", "expl")) for child in before):
        return False
    return first == root or _opens_clause(root)


def _opens_clause(token: Token) -> bool:
    """Say whether a comma or a colon stands right before ``token``."""
    return token.i > token.sent.start and token.nbor(-1).text in {",", ":"}
