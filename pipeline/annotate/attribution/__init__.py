"""Who said so: the cue, the source and the content of every attribution.

In: a Doc with sentences, and what it has of a parse, entities and ``doc.spans["actors"]``. Out:
``doc._.attributions`` in the order of the text, spans in characters of ``doc.text``, and the span
groups ``cues``, ``sources``, ``contents``. The three parts are those of Pareti (2012), "A database
of attribution relations"; a verb attributes only in a construction that its line of the lexicon
names (``cues.py``), so that `shows` of a table or `claims` of a widow attributes nothing.

Words are looked up first, and only a word that can be a cue is looked at closer: by
``clauses.py`` where there is a parse, by ``windows.py`` where there is none. The labels of a
transcript's speakers are no attributions of its sentences: they are kept apart (``turns.py``).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from types import ModuleType

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from pipeline.annotate import attributes  # noqa: F401  (registers doc._.attributions)
from pipeline.annotate.actors.roles import credit_sources
from pipeline.annotate.attribution import clauses, windows
from pipeline.annotate.attribution.credited import is_verb
from pipeline.annotate.attribution.granted import is_thing
from pipeline.annotate.attribution.mistagged import is_parenthesis, opens_statement
from pipeline.annotate.attribution.parts import TITLES, Quote, Reading
from pipeline.annotate.attribution.referents import name_heads, resolved
from pipeline.annotate.attribution.speech import claim_blocks, continued, near, quotations
from pipeline.annotate.attribution.turns import find_turns
from pipeline.annotate.cues import Cue, Lexicon, lexicon, plural
from pipeline.annotate.syntax import RELATIVE_CLAUSE, parsed
from pipeline.annotate.wordlists import words_for
from pipeline.schema import Attribution

# Tokens: what runs on for longer is no sentence but a table or junk, and attributes nothing.
LONGEST = 400
# Who speaks in the first or second person is the report, or a speaker credited elsewhere; a bare
# demonstrative is a thing that was told before.
_NO_SOURCE = frozenset(
    """
    i me us you my your our its this that these those there which what let's ourselves
    """.split()
)
# Frames that things fill too, attributing nothing: `The storm threatens to flood the town`.
_OF_PERSONS = frozenset({"mind", "inf", "np", "count", "pred", "of", "for", "to", "as", "about"})
_BODIES = words_for("organisation")
_DESCRIBED = words_for("describes a person")
_PEOPLE = _DESCRIBED | {plural(noun) for noun in _DESCRIBED}
_OWN = frozenset({"this", "these", "my"})
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "we", "others", "one"])
# What only minds do: with these, `it` is a body (`it hopes to sell its power to Thailand`).
_OF_MINDS = frozenset({"hope", "pledge", "promise", "vow", "undertake", "decline", "propose"})
# A passive without an agent attributes with these alone: `is considered` is the author's hedge.
_NEVER_NOUNS = frozenset(
    """
    deny insist argue say believe allege announce suggest admit acknowledge think explain assert
    contend maintain perceive consider predict describe accuse tell inform add concede conclude
    """.split()
)
_READS = frozenset({"say", "state", "read", "recite", "declare", "claim"})  # as a law's text does
_CLAUSES = frozenset({"that", "inf"})
_SPEECH = frozenset(
    """
    say allege report claim rumour rumor accuse
    """.split()
)
_SAID_OF = frozenset({"accuse"})  # `are accused of plotting`
# `a higher share than of others who said`; `No party has ruled it out`.
_NOBODY = frozenset({"than", "no", "nobody", "any", "neither", "none"})
_NO_ENDS = frozenset({"CCONJ", "SCONJ", "PART"})
# `The tower suggests a ship`: these end like those who do something, and are things.
_THINGS = frozenset(
    """
    number numbers order orders tower towers river rivers water waters border borders corner power
    powers winter summer weather letter letters matter matters factor factors sector sectors
    counter computer server poster paper shower hammer mirror corridor motor vector error errors
    terror floor door doors behavior behaviour labor favour list lists mist twist crater container
    layer barrier meter trailer banner
    """.split()
)
_AGENTIVE = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "men", "man", "people")


def find_attributions(doc: Doc) -> list[Attribution]:
    """Return the attributions of ``doc``, in the order of their cues."""
    actors = sorted(doc.spans.get("actors", ()), key=lambda mention: mention.start)
    words = _with_speakers(lexicon(), name_heads(actors))
    quotes = quotations(doc)
    finders = (clauses, windows) if parsed(doc) else (windows,)
    found: list[tuple[Reading, Cue]] = []
    spoken = (sent for sent in doc.sents if len(sent) <= LONGEST)
    for token in chain.from_iterable(spoken):
        word = token.lower_
        if word in words.verbs:
            found += _by_verb(token, words, near(quotes, token), finders)
        if word in words.nouns:
            reading = finders[0].by_noun(token, words.nouns[word])
            if reading is not None and _speaks(reading, words):
                found.append((reading, words.nouns[word]))
        if word in words.adjectives:
            reading = windows.by_adjective(token)
            if reading is not None and _speaks(reading, words):
                found.append((reading, words.adjectives[word]))
        if word in words.standpoints:
            reading = windows.by_standpoint(token)
            if reading is not None and _speaks(reading, words):
                found.append((reading, words.standpoints[word]))
        if word in words.phrases:
            found += _by_phrase(token, words, finders)
    starts = [mention.start for mention in actors]
    attributions = [
        _attribution(reading, cue, _actor(reading, actors, starts))
        for reading, cue in _distinct(found)
    ]
    return resolved(doc, continued(doc, attributions, quotes), actors)


def turns_of(doc: Doc) -> list[Attribution]:
    """Return whose turn it is in a transcript: each label credited with what it opens."""
    mentions = [m for m in doc.spans.get("actors", ()) if m._.actor]
    starts = [mention.start_char for mention in mentions]
    found = []
    for turn in find_turns(doc.text, claim_blocks(doc)):
        inside = mentions[bisect_left(starts, turn.label[0]) : bisect_left(starts, turn.label[1])]
        names = {mention._.actor.name for mention in inside}
        found.append(
            Attribution(
                source=doc.text[slice(*turn.label)],
                cue=doc.text[slice(*turn.sign)].replace(".", ""),  # a full stop is no words
                source_span=turn.label,
                cue_span=turn.sign,
                content_span=turn.said,
                actor=names.pop() if len(names) == 1 else None,
                stance="asserts",
            )
        )
    return found


def _with_speakers(words: Lexicon, nouns: frozenset[str]) -> Lexicon:
    """Return ``words`` with more nouns for those who speak: `the observatory`, of a named one."""
    speakers = words.classes["speaker"] | nouns - words.classes["instrument"]
    return replace(words, classes={**words.classes, "speaker": speakers})


def _by_verb(
    token: Token, words: Lexicon, quotes: Sequence[Quote], finders: Sequence[ModuleType]
) -> Iterator[tuple[Reading, Cue]]:
    if token.pos_ and not is_verb(token):
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"} or not (
            {cue.lemma for cue, _ in words.verbs[token.lower_]} & _NEVER_NOUNS
            or opens_statement(token)
            or is_parenthesis(token)
        ):
            return
        finders = finders[-1:]  # `denies` is no noun, whatever the tagger says
    cues = [cue for cue, _ in words.verbs[token.lower_] if _stands(token, cue)]
    for find in finders:  # what the parser got wrong, the words on both sides may still tell
        for cue in cues:
            reading = find.by_verb(token, cue, quotes)
            if reading is None:
                continue
            said = reading.head.lower_ if reading.head is not None else ""
            if said in {"we", "it"} and _inside(quotes, token):
                continue
            frames = _CLAUSES | ({"of"} if cue.lemma in _SAID_OF else set())
            alone = cue.lemma in _SPEECH and len(reading.cue) > 1 and reading.frame in frames
            alone = alone and token.dep_ not in RELATIVE_CLAUSE  # `men who are suspected of`
            if alone if reading.source is None else _speaks(reading, words):
                yield reading, cue
                return


def _by_phrase(
    token: Token, words: Lexicon, finders: Sequence[ModuleType]
) -> Iterator[tuple[Reading, Cue]]:
    manner = words.classes["manner"]
    for cue in words.phrases[token.lower_]:
        if not _stands(token, cue):
            continue
        reading = finders[0].by_phrase(token.doc[token.i : token.i + len(cue.words)])
        if reading is None or {reading.head.lower_, reading.source[0].lower_} & manner:
            continue
        if _speaks(reading, words):
            yield reading, cue
            return


def _inside(quotes: Sequence[Quote], token: Token) -> bool:
    return any(start <= token.i < end for start, end in quotes)


def _stands(token: Token, cue: Cue) -> bool:
    """Say whether the words of ``cue`` behind its first stand behind ``token``."""
    rest = cue.words[1:]
    behind = token.doc[token.i + 1 : token.i + 1 + len(rest)] if rest else ()
    return tuple(word.lower_ for word in behind) == rest


def _speaks(reading: Reading, words: Lexicon) -> bool:
    """Say whether the source of ``reading`` can be credited with what its frame says."""
    source, head = reading.source, reading.head
    assert source is not None
    assert head is not None
    word = head.lower_
    before = source.doc[source.start - 1].lower_ if source.start > source[0].sent.start else ""
    if source[0].lower_ in _NOBODY or before == "neither":
        return False
    document = _names(source, words.classes["document"])
    if word in _NO_SOURCE or len(source) > 40 or not any(c.isalpha() for c in source.text):
        return False
    if (
        reading.frame == "about"
        and reading.cue[0].lower_.startswith("ask")
        and (document or head.tag_ == "NNS")
    ):
        return False  # `the questionnaire asked for an address`, `patients asked for water`
    if reading.frame == "np" and is_thing(reading):
        return False  # `claimed a tax credit`, `denied the motion`
    if reading.cue.root.lemma_.lower() == "hear" and word not in words.classes["hearer"]:
        return False  # `The court heard that`; not `She heard that`
    told = reading.frame == "quote" or reading.cue.root.tag_ == "VBD"
    if word == "one" and len(source) == 1 and not told:
        return False  # `One hopes that`; but `one of them hopes`, `One said`
    if source[0].lower_ == "your" or (source[0].lower_ in _OWN and document):
        return False  # `this report`, `these results`: the author speaks
    if source[0].tag_ == "CD" and (head.tag_, reading.cue.root.tag_) == ("NN", "VBZ"):
        return False  # `Eight island states that belong`: a noun
    if word == "we" and reading.frame not in _CLAUSES | {"evidence", "np", "count"}:
        return reading.frame == "quote" and reading.content.start > reading.cue.end
    if reading.cue.root.lemma_.lower() not in _READS and _names(
        source, words.classes["instrument"]
    ):
        return False  # `This Law established that`: it made it so
    if {word, source[0].lower_} & words.classes["exhibit"] and not document:
        return False  # `Table 3 shows`, `section B shows`
    ordered = source[0].tag_ == "VB" and source.text.count(",") == 0  # but `Unite, the union,`
    ends = source[-1].pos_ not in _NO_ENDS or source[-1].text in {"'s", "’s"}  # `Moody's said`
    if not ends or (head.pos_ in _NO_ENDS and head.i > source.start) or ordered:
        return False  # `Complete Form 5695 to claim`
    if reading.cue.text.lower() in {"citing", "quoting"}:
        return document or _person(source, head, words)
    if reading.frame == "at":  # `the budget puts it at 3 billion`
        return word != "it"
    if reading.frame in _OF_PERSONS and word != "we":
        mind = words.verbs.get(reading.cue.root.lower_, ())
        if reading.frame == "inf" and reading.cue.root.dep_ == "acl":
            return False  # `men claiming to be police`
        body = reading.frame == "inf" and any(cue.lemma in _OF_MINDS for cue, _ in mind)
        return (word != "it" or body) and (document or _person(source, head, words))
    attached = head.i < reading.cue.start and reading.cue[-1].dep_ == "acl"
    if reading.frame in {"evidence", "data"} or attached:  # `a contract promising ...` says nothing
        if reading.frame == "data":
            return document and not attached
        return document or _person(source, head, words)
    return True


def _names(source: Span, words: frozenset[str]) -> bool:
    """Say whether the first noun of ``source``, before any preposition, is one of ``words``."""
    for token in source:
        if token.lower_ in {"of", "from", "by", "on", "in", "for", "with"}:
            return False
        owner = token.i + 1 < source.end and token.doc[token.i + 1].lower_ in {"'s", "’s"}
        inside = token.dep_ == "compound" and source.start <= token.head.i < source.end
        of_another = inside and token.head.lower_ not in words  # `the contract manager`
        if token.lower_ in words and not owner and not of_another:
            return True
    return False


def _person(source: Span, head: Token, words: Lexicon) -> bool:
    """Say whether a person or an organisation is credited, as far as the words tell."""
    word = head.lower_
    if word in _PRONOUNS or word in words.classes["speaker"] or head.ent_type_ in {"PERSON", "ORG"}:
        return True
    if head.pos_ == "PROPN" or head.text[1:] != head.text[1:].lower():
        return True
    if head.text[:1].isupper() and (not head.pos_ or head.i > head.sent.start):
        return True
    if word in _BODIES or word in _PEOPLE:
        return True
    return word.endswith(_AGENTIVE) and len(word) > 4 and word not in _THINGS


def _attribution(reading: Reading, cue: Cue, actor: str | None) -> Attribution:
    source = reading.source
    return Attribution(
        source=source.text if source is not None else None,
        cue=reading.cue.text,
        source_span=(source.start_char, source.end_char) if source is not None else None,
        cue_span=(reading.cue.start_char, reading.cue.end_char),
        content_span=(reading.content.start_char, reading.content.end_char),
        actor=actor,
        stance=cue.stance,
    )


def _actor(reading: Reading, actors: Sequence[Span], starts: Sequence[int]) -> str | None:
    """Return the canonical name of the actor in the source: its head's, or the only one's."""
    source, head = reading.source, reading.head
    if source is None:
        return None
    near = actors[bisect_left(starts, source.start) : bisect_left(starts, source.end)]
    inside = [mention for mention in near if mention.end <= source.end and mention._.actor]
    last = inside[-1] if inside and _in_apposition(inside[-1], source) else None
    if last and last._.actor.sector == "person" and last.doc[last.start - 2].pos_ == "NOUN":
        return str(last._.actor.name)  # `Malta's finance minister, Ann Lee`: she speaks
    for mention in inside:
        if head is not None and mention.start <= head.i < mention.end:
            return str(mention._.actor.name)
    names = {mention._.actor.name for mention in inside}
    if len(names) > 1:  # `CUTA's director, Pieter Maes`; not `a study of Biden by the Centre`
        named = {m._.actor.name for m in inside if _in_apposition(m, source)}
        names = named if len(named) == 1 else names
    return names.pop() if len(names) == 1 else None


def _in_apposition(mention: Span, source: Span) -> bool:
    """Say whether a name closes the source behind a comma, or a person's behind a title."""
    if mention.end != source.end or mention.start == source.start:
        return False
    before = mention.doc[mention.start - 1]
    if before.lower_ == "the" and before.i > source.start:
        before = before.nbor(-1)  # `Germany's domestic agency, the Office for ...`
    person = mention._.actor.sector == "person"
    return before.text == "," or (person and before.lower_.rstrip(".") in TITLES)


def _distinct(found: list[tuple[Reading, Cue]]) -> list[tuple[Reading, Cue]]:
    """Return ``found`` by position; of cues that overlap, the longer one."""
    kept: list[tuple[Reading, Cue]] = []
    for reading, cue in sorted(found, key=lambda pair: (pair[0].cue.start, -pair[0].cue.end)):
        if not kept or reading.cue.start >= kept[-1][0].cue.end:
            kept.append((reading, cue))
    return kept


class AttributionRules:
    """Writes ``doc._.attributions`` and ``doc._.turns``.

    Also the span groups ``cues``, ``sources``, ``contents``.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions of ``doc`` and store them."""
        found = find_attributions(doc)
        doc._.attributions = tuple(found)
        doc._.turns = tuple(turns_of(doc))
        for group, places in (
            ("cues", [one.cue_span for one in found]),
            ("sources", [one.source_span for one in found]),
            ("contents", [one.content_span for one in found]),
        ):
            spans = (doc.char_span(*place, label=group[:-1]) for place in places if place)
            doc.spans[group] = [span for span in spans if span is not None]
        mentions = list(doc.spans.get("actors", ()))
        acting = [(mention.start_char, mention.end_char, mention._.actor) for mention in mentions]
        credited = credit_sources(acting, [*found, *doc._.turns], doc.text)
        for mention, actor in zip(mentions, credited, strict=True):
            mention._.actor = actor
        return doc


@Language.factory(
    "attribution",
    default_config={},
    requires=["doc.sents"],
    assigns=["doc._.attributions", "doc.spans"],
)
def make_attribution(nlp: Language, name: str) -> AttributionRules:
    """Return the component: it has no settings, the lexicon is its only data."""
    return AttributionRules()
