"""The part an actor plays in what its clause says: agent, target or only mentioned.

In: a mention as a Span. Out: a role. With a parse, the mention's noun is followed up to the
verb or event noun it belongs to, active or passive; without one, the order of the words decides
where it can. `source` is given later, from the attributions: see ``actors.with_source_role``.
"""

import re

from spacy.tokens import Span, Token

from pipeline.annotate import syntax
from pipeline.schema import Role

# Nouns that say what a verb says, of somebody (`the US withdrawal`) and to somebody.
_EVENT = re.compile(
    r"(?:attack|assault|offensive|invasion|raid|strike|airstrike|bombing|killing|murder|kidnapping|"
    r"execution|shelling|ambush|withdrawal|takeover|intervention|occupation|annexation|"
    r"blockade|crackdown|campaign|operation|investment|decision|support|pressure|threat|sanction|ban|"
    r"tariff|levy|embargo|strategy|effort|attempt|failure|refusal|rejection|acceptance|"
    r"criticism|condemnation|praise|loan|grant|aid|assistance|donation|funding|payment|"
    r"supply|export|import|purchase|sale|acquisition|takeover|merger|deployment|arrest|"
    r"detention|prosecution|expulsion|deportation|recognition|return|resurgence|rise|entry|exit|"
    r"accession|response|reaction|announcement|proposal|offer|pledge|promise|demand|request|"
    r"appeal|call|warning|claim|accusation|allegation|denial|violation|breach|abuse|"
    r"massacre|persecution|oppression|recruitment|reform|review|ruling|vote|defeat|victory|"
    r"advance|retreat|incursion|aggression|retaliation|bombardment|siege|capture|seizure|"
    r"struggle|quest|adoption|implementation|ratification|approval|assessment)(?:s|es)?"
)
_TOWARDS = frozenset({"on", "against", "upon", "at", "towards", "toward", "over", "for", "to"})
# `the killing of X`: done to X. `the resurgence of X`: X does it.
_DONE_TO_OF = re.compile(
    r"(?:invasion|bombing|killing|murder|kidnapping|execution|shelling|ambush|occupation|"
    r"annexation|blockade|rejection|criticism|condemnation|praise|purchase|sale|acquisition|"
    r"deployment|arrest|detention|prosecution|expulsion|deportation|recognition|persecution|"
    r"oppression|bombardment|siege|capture|seizure|defeat|takeover|massacre|recruitment|support|"
    r"violation|breach|adoption|implementation|ratification|approval|assessment|review)s?"
)
_INHERITS = frozenset({"conj", "appos", "flat", "flat:name", "compound", "nmod:desc"})


def role_of(span: Span) -> Role:
    """Return the role of the mention ``span``: agent, target or mentioned."""
    if syntax.parsed(span.doc):
        return _from_parse(span.root, 0)
    return _from_order(span)


def _from_parse(token: Token, depth: int) -> Role:
    head = token.head
    if depth > 8 or head.i == token.i:
        return "mentioned"
    label = token.dep_
    if label in syntax.SUBJECT:
        if head.pos_ not in {"VERB", "AUX"} or _is_copula(head):
            return "mentioned"
        return "agent"
    if label in syntax.PASSIVE_SUBJECT or label in syntax.OBJECT:
        return "target"
    if label in {"nmod:poss", "poss"} or (label == "compound" and _EVENT.fullmatch(head.lower_)):
        return _of_event(token, head, depth)
    if label in _INHERITS:
        return _from_parse(head, depth + 1)
    preposition, above = _preposition(token)
    if preposition is None:
        # An institution's noun behind its state: `Pakistan's government accused ...`
        return "mentioned"
    if preposition == "by" and (above.pos_ == "VERB" or _EVENT.fullmatch(above.lower_)):
        return "agent" if above.pos_ != "VERB" or _passive_or_participle(above) else "mentioned"
    if _EVENT.fullmatch(above.lower_):
        if preposition in _TOWARDS:
            return "target"
        if preposition == "of":
            return "target" if _DONE_TO_OF.fullmatch(above.lower_) else "agent"
    if preposition in {"against", "on"} and above.pos_ == "VERB":
        return "target"
    return "mentioned"


def _of_event(token: Token, head: Token, depth: int) -> Role:
    if _EVENT.fullmatch(head.lower_):
        return "agent"
    return "mentioned"


def _is_copula(verb: Token) -> bool:
    return verb.lemma_ == "be" or verb.lower_ in {"is", "are", "was", "were", "be", "been", "being"}


def _passive_or_participle(verb: Token) -> bool:
    return syntax.is_passive(verb) or verb.tag_ == "VBN" or verb.dep_ in {"acl", "amod"}


def _preposition(token: Token) -> tuple[str | None, Token]:
    """Return the preposition before ``token`` and what it hangs on, in either label scheme."""
    if token.dep_ in {"pobj", "pcomp"}:
        return token.head.lower_, token.head.head
    if token.dep_.split(":")[0] in {"obl", "nmod"}:
        for child in token.children:
            if child.dep_ == "case":
                return child.lower_, token.head
    return None, token.head


# --- without a parse -----------------------------------------------------------------------------

_BE = r"(?:is|are|was|were|be|been|being|gets?|got)"
_ADVERBS = r"(?:\w{2,20}ly |also |not |now |then |still |never |already |since |again ){0,3}"
_PARTICIPLE = r"\w{2,20}(?:ed|en|own|ound|uilt|ade|eld|ept|eft|ent|ost|aid|old|ut|truck|hot|ung)"
_PASSIVE_AHEAD = re.compile(
    rf"\s*(?:,[^,]{{1,60}},)?\s*(?:(?:has|have|had|will|would|may|might|could|should|can|must) )?"
    rf"{_ADVERBS}{_BE} {_ADVERBS}{_PARTICIPLE}\b"
)
_COPULA_AHEAD = re.compile(rf"\s*(?:has |have |had |will |would |may )?{_ADVERBS}{_BE}\b")
_VERB_AHEAD = re.compile(
    rf"\s*(?:,[^,]{{1,60}},)?\s*(?:and [A-Z]\S{{1,30}} )?{_ADVERBS}"
    r"(?:has|have|had|will|would|may|might|could|should|can|must|did|does|do|is|are|was|were|"
    r"\w{2,20}(?:ed|es|[^sui]s)|said|saw|took|gave|made|began|fell|rose|sent|sought|held|led|won|"
    r"lost|met|paid|put|cut|set|kept|spent|built|bought|sold|told|withdrew|fought|grew|left)\b"
)
_TRANSITIVE_BEFORE = re.compile(
    r"\b(?:attack|accus|arrest|alleg|ask|assist|back|blam|bomb|captur|condemn|criticis|criticiz|"
    r"defeat|destabilis|destabiliz|fund|help|hit|invad|join|kill|kidnap|order|praise|press|"
    r"pressure|prais|punish|recogni[sz]|sanction|sue|su|support|target|tell|threaten|told|"
    r"undermin|urg|warn|allow|enabl|forc|lobby|lobbi|press|persuad|expel)\w{0,5} (?:the )?$"
)
_BY = re.compile(r"\bby (?:the )?$")
_EVENT_TOWARDS = re.compile(rf"\b{_EVENT.pattern} (?:on|against|upon|over) (?:the )?$")
_EVENT_AHEAD = re.compile(rf"(?:['’]s?)? (?:\w{{1,20}} )?{_EVENT.pattern}\b")


def _from_order(span: Span) -> Role:
    text = span.doc.text
    before = text[max(span.sent.start_char, span.start_char - 60) : span.start_char]
    after = text[span.end_char : min(span.sent.end_char, span.end_char + 120)]
    if _BY.search(before):
        return "agent"
    if _EVENT_TOWARDS.search(before) or _TRANSITIVE_BEFORE.search(before):
        return "target"
    if _PASSIVE_AHEAD.match(after):
        return "target"
    if _EVENT_AHEAD.match(after):
        return "agent"
    if _COPULA_AHEAD.match(after) and not re.match(r"\s*\w+ \w+ing\b", after):
        return "mentioned"
    if _VERB_AHEAD.match(after) and not re.search(
        r"\b(?:in|of|with|from|to|between|for|at|than|within|across|inside) (?:the )?$", before
    ):
        return "agent"
    return "mentioned"
