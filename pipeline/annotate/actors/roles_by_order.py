"""The role of an actor from the words around it, where a parse does not tell.

In: a text and the characters of a mention. Out: agent, target or mentioned, by closed classes of
words and the shapes of verbs that stand next to the mention. No word of it asks a parse.
"""

import re
from collections.abc import Iterable

from pipeline.annotate.actors.roles_by_parse import EVENTS, PEOPLE, TOWARDS
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Role


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _stems(bases: Iterable[str]) -> str:
    return _alternatives({base.rstrip("e") if base[-1] == "e" else base for base in bases})


_EVENT = rf"(?:{_alternatives(EVENTS)})"
_ADVERB = r"(?:\w{2,20}ly |also |not |now |then |still |never |already |since |again )"
_AUXILIARY = r"(?:has|have|had|will|would|may|might|could|should|can|must|did|does|do)"
_BE = r"(?:is|are|was|were|be|been|being)"
_PARTICIPLE = (
    r"\w{2,20}(?:ed|en|own|ound|uilt|ade|eld|ept|eft|ent|ost|aid|old|ut|truck|hot|ung|it)\b"
)
_PAST = (
    r"(?:\w{2,20}ed|said|saw|took|gave|made|began|fell|rose|sent|sought|held|led|won|lost|met|paid|"
    r"put|cut|set|kept|spent|built|bought|overspent|underspent|sold|told|withdrew|fought|grew|left|let|hit|struck|shot|"
    r"broke|blew|chose|came|went|got|found|had|heard|knew|ran|rode|spoke|stood|stole|swore|taught|"
    r"thought|threw|understood|won|wrote|bore|brought|caught|drew|drove|fed|flew|forbade|forgot|"
    r"froze|gave|hid|hurt|met|overcame|overthrew|read|rebuilt|seized|sank|shut|split|spread|stuck)"
)
# Fighters of a group; of the Patriotic Front; (MNJTF); an apposition or relative clause.
_ASIDE = (
    rf"(?: (?:{_alternatives(words_for('group noun') | words_for('state noun'))}))?"
    r"(?: of (?:the )?(?:[A-Z]\S{0,30} ){0,5}[A-Z]\S{0,30})?(?: \([^)]{1,40}\))?"
    r"(?:, [a-z\d][^,;]{1,80},|,)?"
)
_AHEAD = rf"{_ASIDE} {_ADVERB}{{0,2}}"
_PASSIVE_AHEAD = re.compile(
    rf"{_AHEAD}(?:{_AUXILIARY} )?{_ADVERB}{{0,2}}{_BE} {_ADVERB}{{0,2}}{_PARTICIPLE}"
)
_COPULA_AHEAD = re.compile(rf"{_AHEAD}(?:{_AUXILIARY} )?{_ADVERB}{{0,2}}{_BE} (?!\w+ing\b)")
# `has seven members` does nothing; `has seized the town`, `has to pay` do.
_HAVING_AHEAD = re.compile(
    rf"{_AHEAD}(?:has|have|had) (?=(?:seven|ten|eleven|\w{{3,6}}teen) )"
    rf"|{_AHEAD}(?:has|have|had) (?!{_ADVERB}{{0,2}}(?:been|to|{_PARTICIPLE}))"
)
# `Iran fears a raid`, but `Iran supporters were there`: a plural is no verb.
_PRESENT = rf"\w{{2,20}}[^\Wsui]s(?! (?:{_AUXILIARY}|{_BE}|\w+ed)\b)"
_VERB_AHEAD = re.compile(rf"{_AHEAD}(?:{_AUXILIARY}|{_BE} \w+ing|{_PAST}|{_PRESENT})\b")
_ENDING = r"(?:e|es|ed|d|s|ing|ping|ped|ning|ned|ting|ted|led|ling|ied|ies)"
_DONE_BEFORE = re.compile(rf"(?<![-\w])(?:{_stems(words_for('done to'))}){_ENDING}? (?:the )?$")
_TOLD_BEFORE = re.compile(r"\b(?:told|fought|struck|led|left|paid|sued|\w+ed against) (?:the )?$")
_BY_BEFORE = re.compile(r"\bby (?:the )?$")
_TOWARDS_BEFORE = re.compile(rf"\b{_EVENT} (?:{_alternatives(TOWARDS)}) (?:the )?$")
_EVENT_AHEAD = re.compile(rf"(?:['’]s?)? (?:\w{{1,20}} )?{_EVENT}\b")
_OWNS_AHEAD = re.compile(r"['’]s? [A-Z]")  # `beat Reform UK's Colin Haysom`
_WHO_AHEAD = re.compile(r"(?: \([^)]{1,40}\))?,? who (?!(?:is|are|was|were)\b)\w")
_OF_SOMEBODY = re.compile(r"\b[A-Z]\w{1,20} of (?:the )?$")  # `Ali Bongo of Gabon, who sent`
# The Executive Board of the IMF acts; the people of the region do not make it act.
_BODY_OF = re.compile(rf"\b(?:{_alternatives(words_for('organisation'))}) of (?:the )?$")
_PEOPLE_OF = re.compile(rf"\b(?:{_alternatives(PEOPLE)}) (?:of|from) (?:the )?$", re.IGNORECASE)
LOOK_BACK, _LOOK_AHEAD = 300, 120  # characters
PLACED = re.compile(rf"\b(?:{_alternatives(words_for('preposition'))}) (?:the )?$", re.IGNORECASE)


def role_in_order(text: str, start: int, end: int, sentence: tuple[int, int]) -> Role:
    """Return the role of the mention ``text[start:end]`` in ``sentence``, all in characters."""
    before = text[max(sentence[0], start - LOOK_BACK) : start]
    after = text[end : min(sentence[1], end + _LOOK_AHEAD)]
    if _OWNS_AHEAD.match(after) and not _EVENT_AHEAD.match(after):
        return "mentioned"
    if _BY_BEFORE.search(before):
        return "agent"
    if _TOWARDS_BEFORE.search(before):
        return "target"
    if _DONE_BEFORE.search(before) or _TOLD_BEFORE.search(before):
        return "target"
    if _EVENT_AHEAD.match(after):
        return "agent"
    if _WHO_AHEAD.match(after) and not _OF_SOMEBODY.search(before):
        return "agent"
    people = _PEOPLE_OF.search(before)
    if people is not None:  # they do and suffer what stands before and behind the whole phrase
        before = before[: people.start()]
    elif PLACED.search(before) and not _BODY_OF.search(before):
        return "mentioned"
    if _PASSIVE_AHEAD.match(after):
        return "target"
    if _COPULA_AHEAD.match(after) or _HAVING_AHEAD.match(after):
        return "mentioned"
    return "agent" if _VERB_AHEAD.match(after) else "mentioned"
