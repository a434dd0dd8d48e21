"""Whose turn it is: labels of speakers in transcripts of debates, hearings and interviews.

In: a text and where its blocks lie. Out: the turns, each with its label (``BARROW:``,
``Mr SMITH (Leeds North):``, ``Senator Warren.``) and what is said up to the next one. A label
counts only where the text is a transcript: at least three turns of two speakers, one of whom
speaks again, and most of whom are persons or have a part (``MODERATOR``). ``Q:`` and ``A:`` are
speakers where they ask and answer somebody, not a reader (`How do I apply?`). One pass.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.annotate.wordlists import words_for
from pipeline.schema import Span

_TITLE = r"(?:The|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Sir|Lord|Lady|Senator|Representative|Governor|President)"
_NAME = r"[^\W\d_a-z][^\W\d_a-z'’-]+"  # in capitals
_WHERE = r"(?:\s?[(\[][^()\[\]\n]{2,60}[)\]])?"
# In capitals, before a colon: anywhere a sentence may begin.
_CAPITALS = re.compile(
    rf"(?:{_TITLE}\.?\s)?{_NAME}(?:,?\s{_NAME}|\s[A-Z]\.){{0,3}}{_WHERE}(:)\s+(?=[“\"‘'(]?[A-Z\d])"
)
# A title and a surname before a full stop, as Congress prints it: only where a block begins.
_STOPPED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Senator|Representative|Chairman|Chairwoman|Secretary|Judge|Justice|Governor"
    rf"|The)\.?\s(?:[A-Z][\w’'-]+|{_NAME})(\.)\s+(?=[“\"‘']?[A-Z])"
)
# A name as people write it, before a colon: only where a block begins.
_WRITTEN = re.compile(rf"(?:[A-Z][\w’'.-]+\s){{0,3}}[A-Z][\w’'-]+{_WHERE}(:)\s+(?=[“\"‘']?[A-Z\d])")
# A question and its answer; with a full stop, as courts print it, only where a block begins.
_ASKED = re.compile(r"(?:Q|A|Question|Answer)(:)\s+(?=[“\"‘'(]?[A-Z\d])")
_ASKED_STOPPED = re.compile(r"[QA](\.)\s+(?=[“\"‘'(]?[A-Z\d])")
_QUESTIONS, _ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
_OF_READERS = re.compile(r"\b(?:I|my|me|we)\b")  # who ask in a list of frequent questions
_TO_READERS = re.compile(r"\b[Yy]our?\b")
_OF_ONESELF = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]]{0,2}\s+")
_OPENING = (_ASKED, _ASKED_STOPPED, _CAPITALS, _STOPPED, _WRITTEN)
_LEAST = 3  # turns of a transcript
# Labels of a text that is no speech.
_THINGS = frozenset(
    """
    note notes source sources warning summary figure table box example contact date time place
    location subject re to from cc methods method results conclusion conclusions background
    objective objectives aim aims finding findings recommendation recommendations keywords
    abstract introduction discussion action status risk impact response comment issue question
    answer q a press release update key total step part chapter section annex appendix website
    email phone tel fax address venue day theme topic goal target indicator output outcome
    """.split()
)
_PARTS = frozenset(
    """
    moderator chair chairman chairwoman chairperson speaker host interviewer interviewee reporter
    anchor presenter judge justice counsel witness prosecutor president premier minister
    secretary senator governor mayor clerk narrator audience participant member caller voter
    question-master facilitator panelist panellist candidate deputy
    """.split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks, by the label; the sign behind it; what is said. In characters of the text."""

    label: Span
    sign: Span
    said: Span


def find_turns(text: str, blocks: Iterable[Span]) -> list[Turn]:
    """Return the turns of a transcript, in order; none of a text that is none."""
    labels = [label for start, end in blocks for label in _labels(text, start, end)]
    ends = [label.start() for label in labels[1:]] + [len(text)]
    spoken = [label for label in labels if not _is_thing(text, label)]
    if _is_interview(text, labels, ends):
        spoken = labels
    elif not _is_transcript(text, [_key(text, label) for label in spoken]):
        return []
    return [
        Turn(
            (label.start(), label.start(1)),
            label.span(1),
            (label.end(), max(label.end(), _stripped(text, end))),
        )
        for label, end in zip(labels, ends, strict=True)
        if label in spoken
    ]


def _labels(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the labels of one block: at its start any, behind a sentence those in capitals."""
    found: list[re.Match[str]] = []
    opening = (p.match(text, start, end) for p in _OPENING)
    if first := next(filter(None, opening), None):
        found.append(first)
    for stop in _SENTENCE_END.finditer(text, start, end):
        label = _CAPITALS.match(text, stop.end(), end) or _ASKED.match(text, stop.end(), end)
        if label and not (found and label.start() < found[-1].end()):
            found.append(label)
    return found


def _is_interview(text: str, labels: Sequence[re.Match[str]], ends: Sequence[int]) -> bool:
    """Say whether all labels are those of questions and answers, and people ask and answer."""
    keys = [_key(text, label) for label in labels]
    if len(keys) < _LEAST or not set(keys) <= _QUESTIONS | _ANSWERS:
        return False
    said = [text[label.end() : end] for label, end in zip(labels, ends, strict=True)]
    asked = [words for key, words in zip(keys, said, strict=True) if key in _QUESTIONS]
    answered = [words for key, words in zip(keys, said, strict=True) if key in _ANSWERS]
    if not asked or any(map(_OF_READERS.search, asked)) or any(map(_TO_READERS.search, answered)):
        return False
    return any(map(_TO_READERS.search, asked)) or any(map(_OF_ONESELF.search, answered))


def _stripped(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _words(text: str, label: re.Match[str]) -> list[str]:
    name = re.sub(r"[(\[].*", "", text[label.start() : label.start(1)])
    return re.findall(r"[\w’'-]+", name)


def _key(text: str, label: re.Match[str]) -> str:
    """Return the label's last word, by which a speaker is known again."""
    return " ".join(_words(text, label)[-1:]).lower()


def _is_thing(text: str, label: re.Match[str]) -> bool:
    return any(word.lower() in _THINGS for word in _words(text, label))


def _is_transcript(text: str, keys: Sequence[str]) -> bool:
    turns = Counter(keys)
    if len(keys) < _LEAST or len(turns) < 2 or max(turns.values()) < 2:
        return False
    persons = sum(_is_person(text, key) for key in turns)
    return 2 * persons > len(turns)


def _is_person(text: str, key: str) -> bool:
    """Say whether a label's word is a speaker's part, or a name: never small in the text."""
    if key in _PARTS or key in words_for("title"):
        return True
    return re.search(rf"\b{re.escape(key)}\b", text) is None
