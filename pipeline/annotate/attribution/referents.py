"""Whom a source without a name stands for: `She added that`, `the former minister said`.

In: the attributions of a Doc in their order, and the actors it mentions. Out: the same, those
whose source is a pronoun or a description with the actor it stands for, if one alone fits. Who
spoke last goes on speaking; then whoever the sentence before is about (its subject); then who is
alone there. A description (`the minister`) fits whom the text describes so (`the minister, Ann
Lee`) or whose name holds it (`the observatory`). This is the centering of Grosz, Joshi and
Weinstein (1995), "Centering: a framework for modeling the local coherence of discourse", with no
more syntax than the subject.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from pipeline.annotate import syntax
from pipeline.annotate.attribution.speakers import PREPOSITIONS, head_of
from pipeline.schema import Actor, Attribution

_MARKS = frozenset('“"«‘„')
_REACH = 3  # sentences before, in which a pronoun finds whom it stands for
_EARLIER = 12  # attributions before, among which who spoke last is looked for
_DESCRIBED = 7  # words of a description before or behind a name
_PERSON = "person"
_MEN, _WOMEN = frozenset({"he", "his", "him"}), frozenset({"she", "her"})
_BODIES = frozenset({"it", "its"})
_SEVERAL = frozenset({"they", "their"})
_ITS = frozenset({"its", "his", "her", "their", "'s", "’s"})
_TITLES = {"mr": _MEN, "sir": _MEN, "mrs": _WOMEN, "ms": _WOMEN, "miss": _WOMEN, "lady": _WOMEN}
_SUBJECTS = syntax.SUBJECT | syntax.PASSIVE_SUBJECT
# What a text calls a body of a sector, when it has named it: `the group`, `the company`.
_KINDS = {
    "group": {"armed group"}, "militia": {"armed group"}, "militants": {"armed group"},
    "rebels": {"armed group"}, "party": {"party"}, "company": {"business"}, "firm": {"business"},
    "newspaper": {"media"}, "paper": {"media"}, "broadcaster": {"media"}, "agency": {"government"},
    "charity": {"civil society"}, "university": {"academia"}, "organisation":
    {"international organisation", "civil society"}, "organization":
    {"international organisation", "civil society"}, "bloc": {"international organisation"},
}  # fmt: skip


def name_heads(actors: Iterable[Span]) -> frozenset[str]:
    """Return the nouns by which a text may call the bodies it names: `observatory`, `panel`."""
    bodies = (m._.actor for m in actors if m._.actor.sector != _PERSON)
    return frozenset(word for actor in bodies for word in _heads(actor.name))


def resolved(doc: Doc, found: Sequence[Attribution], actors: Sequence[Span]) -> list[Attribution]:
    """Return ``found`` with the actors that pronouns and descriptions among its sources are."""
    if not actors or all(one.actor or one.source is None for one in found):
        return list(found)
    text = _Text(doc, actors, found)
    done: list[Attribution] = []
    for one in found:
        if one.actor is None and one.source_span is not None:
            name = text.stands_for(one, done[-_EARLIER:])
            one = replace(one, actor=name) if name else one
        done.append(one)
    return done


class _Text:
    """The sentences of a Doc and who is named in each."""

    def __init__(self, doc: Doc, actors: Sequence[Span], found: Sequence[Attribution]) -> None:
        self._doc = doc
        self._quotations = [
            (*one.content_span, one.actor)
            for one in found
            if one.content_span and doc.text[one.content_span[0]] in _MARKS
        ]
        self._actors = actors
        self._starts = [m.start_char for m in actors]
        self._sentences = [token.idx for token in doc if token.is_sent_start]
        self._genders = _genders(actors)

    def stands_for(self, one: Attribution, earlier: Sequence[Attribution]) -> str | None:
        source = self._doc.char_span(*(one.source_span or (0, 0)))
        if source is None:
            return None
        word = source[0].lower_
        if len(source) == 1 and word in _MEN | _WOMEN | _BODIES | _SEVERAL:
            return self._pronoun(word, one, earlier)
        return self._described(source) if word == "the" else None

    def _pronoun(self, word: str, one: Attribution, earlier: Sequence[Attribution]) -> str | None:
        start = (one.source_span or (0, 0))[0]
        speaking = {who for first, end, who in self._quotations if first <= start < end}
        sentence = bisect_right(self._sentences, start) - 1
        for i in range(sentence, max(-1, sentence - 1 - _REACH), -1):
            first, end = self._sentences[i], min(start, self._end(i))
            inside = [
                m for m in self._between(first, end)
                if self._fits(m._.actor, word) and m._.actor.name not in speaking
            ]  # fmt: skip
            said = [
                o.actor for o in earlier
                if o.cue_span and first <= o.cue_span[0] < end
                and o.actor not in speaking and (not o.actor or self._may_be(o.actor, word))
                and not any(a <= o.cue_span[0] < b for a, b, _ in self._quotations)
            ]  # fmt: skip
            if word in _SEVERAL:
                several = self._several(first, end)
                if several is not None:
                    return _only(several)
                continue
            if said and said[-1] is None:
                return None  # somebody without a name
            subjects = [m for m in inside if m.root.dep_ in _SUBJECTS]
            for names in ([n for n in said[-1:] if n], _names(subjects)[:1], _names(inside)):
                if len(set(names)) == 1:
                    return names[0]
            if inside:
                return None  # several, of whom none does anything
        return None

    def _several(self, first: int, end: int) -> list[str] | None:
        """Return the bodies named in the last plural subject; None if there is no such subject.

        `Reviewers at the Institute of Medicine ...: they`.
        """
        tokens = self._doc.char_span(first, end, alignment_mode="expand")
        plural = [
            t
            for t in tokens or ()
            if t.dep_ in _SUBJECTS and t.tag_ in {"NNS", "NNPS"} and t.idx < end
        ]
        if not plural:
            return None
        inside = self._between(plural[-1].left_edge.idx, plural[-1].right_edge.idx + 1)
        return [m._.actor.name for m in inside if m._.actor.sector != _PERSON]

    def _fits(self, actor: Actor, word: str) -> bool:
        if word in _BODIES:
            return actor.sector not in {_PERSON, None}
        return actor.sector == _PERSON and self._may_be(actor.name, word)

    def _may_be(self, name: str, word: str) -> bool:
        """Say whether nothing the text tells of ``name`` speaks against ``word``."""
        person = name in self._genders
        if word in _BODIES:
            return not person
        gender = self._genders.get(name)
        return person and (not gender or word in gender)

    def _described(self, source: Span) -> str | None:
        head = head_of(source).lower_
        words = {token.lower_ for token in source[1:]} - {"former", "current", "own"}
        if not words or any(token.lower_ in PREPOSITIONS for token in source):
            return None
        before = self._between(0, source.start_char)
        persons = {
            m._.actor.name: m for m in before
            if m._.actor.sector == _PERSON and _is_described(m, head, words)
        }  # fmt: skip
        if len(persons) == 1:
            return str(next(iter(persons)))
        bodies = [m for m in before if m._.actor.sector != _PERSON]
        called = {
            m._.actor.name for m in bodies
            if head in _heads(m._.actor.name) and words <= set(m._.actor.name.lower().split())
        }  # fmt: skip
        if len(called) == 1 and not persons:
            return str(called.pop())
        if called or persons or len(words) > 1 or head not in _KINDS:
            return None
        last = bisect_right(self._sentences, source.start_char) - 1 - _REACH
        near = self._between(self._sentences[max(0, last)], source.start_char)
        kind = {m._.actor.name for m in near if m._.actor.sector in _KINDS[head]}
        return str(kind.pop()) if len(kind) == 1 else None

    def _between(self, start: int, end: int) -> Sequence[Span]:
        return self._actors[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _end(self, i: int) -> int:
        return self._sentences[i + 1] if i + 1 < len(self._sentences) else len(self._doc.text)


def _only(names: list[str]) -> str | None:
    return names[0] if len(set(names)) == 1 else None


def _names(mentions: Iterable[Span]) -> list[str]:
    return [m._.actor.name for m in mentions]


def _heads(name: str) -> Iterator[str]:
    """Yield the nouns that stand for a body: of `Citizens' Observatory`, `Ministry of Health`."""
    words = name.partition(" (")[0].lower().split()
    of = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    if len(words) > 1 and of:
        yield words[of - 1]


def _is_described(mention: Span, head: str, words: set[str]) -> bool:
    """Say whether a person is described by ``words``, of which ``head`` is the noun."""
    told = list(_description(mention))
    nouns = (t for t in told if t.lower_ == head)
    whole = any(t.nbor(1).pos_ != "NOUN" for t in nouns)  # `crown prosecutor` is no crown
    return whole and words <= {t.lower_ for t in told}


def _description(mention: Span) -> Iterator[Token]:
    """Yield the words that describe a person: `the port's director, Ann Lee, a lawyer,`."""
    doc, sent = mention.doc, mention[0].sent
    for i in range(mention.start - 1, max(sent.start, mention.start - _DESCRIBED) - 1, -1):
        token = doc[i]
        if token.text == "," and i == mention.start - 1:
            continue
        if token.is_punct or token.pos_ in {"VERB", "AUX"} or token.lower_ in PREPOSITIONS - {"of"}:
            break
        yield token
    if mention.end >= sent.end or doc[mention.end].text != ",":
        return
    for token in doc[mention.end + 1 : min(sent.end, mention.end + 1 + _DESCRIBED)]:
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            break
        yield token


def _genders(actors: Iterable[Span]) -> dict[str, frozenset[str]]:
    """Return the pronouns of each person that a title or a noun tells; empty if none does."""
    genders: dict[str, frozenset[str]] = {}
    for mention in actors:
        if mention._.actor.sector != _PERSON:
            continue
        name = mention._.actor.name
        told = genders.setdefault(name, frozenset())
        if not told:
            title = mention.doc[mention.start - 1].lower_.rstrip(".") if mention.start else ""
            words = [t.lower_ for t in _description(mention)]
            man = title in _TITLES and _TITLES[title] is _MEN
            if man or any(w.endswith("man") and not w.endswith("woman") for w in words):
                genders[name] = _MEN
            elif title in _TITLES or any(w.endswith("woman") for w in words):
                genders[name] = _WOMEN
    return genders
