"""Agent, target, mentioned: from parses written by hand in either label scheme, and without."""

import re

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.annotate.actors.roles import credit_sources, roles_of
from pipeline.schema import Actor, Attribution
from tests.annotate.shipped import needs_model, roles_in

# word/tag/head/label; the mention is the word in capitals. Heads count from 0.
UD = [
    ("IRAN/PROPN/1/nsubj imposed/VERB/1/ROOT duties/NOUN/1/obj", "agent"),
    ("Iraq/PROPN/1/nsubj blamed/VERB/1/ROOT IRAN/PROPN/1/obj", "target"),
    ("IRAN/PROPN/2/nsubj:pass was/AUX/2/aux:pass seen/VERB/2/ROOT", "target"),
    ("maps/NOUN/3/nsubj of/ADP/2/case IRAN/PROPN/0/nmod sell/VERB/3/ROOT", "mentioned"),
    ("attacks/NOUN/3/nsubj by/ADP/2/case IRAN/PROPN/0/nmod ended/VERB/3/ROOT", "agent"),
    ("attacks/NOUN/3/nsubj on/ADP/2/case IRAN/PROPN/0/nmod ended/VERB/3/ROOT", "target"),
    ("killing/NOUN/3/nsubj of/ADP/2/case HADDAD/PROPN/0/nmod angers/VERB/3/ROOT", "target"),
    ("troops/NOUN/3/nsubj of/ADP/2/case IRAN/PROPN/0/nmod fled/VERB/3/ROOT", "agent"),
    ("trade/NOUN/3/nsubj with/ADP/2/case IRAN/PROPN/0/nmod grew/VERB/3/ROOT", "mentioned"),
    ("IRAN/PROPN/2/nsubj is/AUX/2/cop neighbour/NOUN/2/ROOT", "mentioned"),
    ("Iraq/PROPN/3/nsubj and/CCONJ/2/cc IRAN/PROPN/0/conj object/VERB/3/ROOT", "agent"),
    ("the/DET/3/det IRAN/PROPN/3/compound mining/NOUN/3/compound ban/NOUN/3/ROOT", "agent"),
    ("they/PRON/1/nsubj live/VERB/1/ROOT in/ADP/3/case IRAN/PROPN/1/obl", "mentioned"),
]
CLEAR = [
    ("IRAN/PROPN/2/nsubjpass was/AUX/2/auxpass seen/VERB/2/ROOT", "target"),
    ("Iraq/PROPN/1/nsubj blamed/VERB/1/ROOT IRAN/PROPN/1/dobj", "target"),
    ("attacks/NOUN/3/nsubj by/ADP/0/prep IRAN/PROPN/1/pobj ended/VERB/3/ROOT", "agent"),
    ("seen/VERB/0/ROOT by/ADP/0/agent IRAN/PROPN/1/pobj", "agent"),
    ("attacks/NOUN/3/nsubj on/ADP/0/prep IRAN/PROPN/1/pobj ended/VERB/3/ROOT", "target"),
]
VOCAB = spacy.blank("en").vocab


@pytest.mark.parametrize(("parse", "role"), UD + CLEAR)
def test_the_parse_gives_the_role(parse: str, role: str) -> None:
    words, tags, heads, labels = zip(*(word.split("/") for word in parse.split()), strict=True)
    doc = Doc(
        VOCAB,
        words=[word.capitalize() if word.isupper() else word for word in words],
        pos=list(tags),
        heads=[int(head) for head in heads],
        deps=list(labels),
    )
    i = next(i for i, word in enumerate(words) if word.isupper())
    assert roles_of(doc, [doc[i : i + 1]]) == [role]


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("[Iran] has deployed troops", "agent"),
        ("[Iran], which is isolated, withdrew its envoy", "agent"),
        ("[Iran] was sanctioned in 2018", "target"),
        ("The port was seized by the [Houthis]", "agent"),
        ("He accused the [Houthis] of piracy", "target"),
        ("The attack on [Iran] failed", "target"),
        ("The [US] withdrawal was hasty", "agent"),
        ("[Iran] is a neighbour", "mentioned"),
        ("Life in [Iran] changed", "mentioned"),
        ("The Board of the [IMF] approved it", "agent"),
        ("It was sold by [Kenya]'s Coastal Bank", "mentioned"),
        ("President [Ann Lee], who is ill, is unlikely to go", "mentioned"),
        ("President [Ann Lee], who faces a vote, is unlikely to go", "agent"),
        ("The [Multinational Force] (MNJTF) was revived", "target"),
    ],
)
def test_without_a_parse_the_words_around_decide(marked: str, role: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp(marked.replace("[", "").replace("]", ""))
    span = doc.char_span(marked.index("["), marked.index("]") - 1)
    assert span is not None
    assert roles_of(doc, [span]) == [role]


# --- who is credited -----------------------------------------------------------------------------


def test_who_is_credited_is_the_source() -> None:
    text = "A UN report on Iran says Iraq lied."
    actors_ = [(2, 4, Actor("United Nations", "UN")), (15, 19, Actor("Iran", "Iran", "target"))]
    said = Attribution("A UN report on Iran", "says", (0, 19), (20, 24), (25, 34))
    assert text[slice(*said.source_span or (0, 0))] == said.source
    assert [a.role for a in credit_sources(actors_, [said], text)] == ["source", "target"]


def test_those_in_one_list_are_credited_together() -> None:
    text = "France, Italy and the UN, unlike Iran, called for restraint."
    names = ["France", "Italy", "UN", "Iran"]
    actors_ = [(text.index(n), text.index(n) + len(n), Actor(n, n, "agent")) for n in names]
    said = Attribution("France ... Iran", "called for", (0, 37), (39, 49), actor="France")
    roles = [a.role for a in credit_sources(actors_, [said], text)]
    assert roles == ["source", "source", "source", "agent"]


def test_the_attributions_own_actor_is_the_source() -> None:
    actors_ = [(0, 2, Actor("United States", "US")), (13, 22, Actor("Joe Biden", "Joe Biden"))]
    said = Attribution("US President Joe Biden", "says", (0, 22), (23, 27), actor="Joe Biden")
    assert [a.role for a in credit_sources(actors_, [said], said.source or "")] == [
        "mentioned",
        "source",
    ]


def test_the_owner_of_an_office_does_not_speak() -> None:
    text = "Malta's finance minister, Ann Lee"
    actors_ = [
        (0, 24, Actor("Malta", "Malta", "agent", sector="state")),
        (26, 33, Actor("Ann Lee", "Ann Lee", "agent", sector="person")),
    ]
    said = Attribution(text, "said", (0, 33), (34, 38), actor="Ann Lee")
    assert [a.role for a in credit_sources(actors_, [said], text)] == ["mentioned", "source"]


def test_an_elided_source_makes_nobody_one() -> None:
    actors_ = [(0, 4, Actor("Iran", "Iran", "agent"))]
    assert credit_sources(actors_, [Attribution(None, "reportedly")], "")[0].role == "agent"


# --- with the shipped model ----------------------------------------------------------------------

READ = [
    ("[Iran:agent] is arming [Hezbollah:target].", "who does it, and to whom"),
    ("Weapons supplied by [Iran:agent] to [Hezbollah:target] were found.", "giving to somebody"),
    ("Sanctions imposed on [Russia:target] by the [European Union:agent] bite.", "on whom"),
    ("Talks between [India:agent] and [Pakistan:agent] failed.", "each of two"),
    ("Relations between [India:mentioned] and [Pakistan:mentioned] are poor.", "no event"),
    ("[Germany:agent]'s refusal to send tanks angered [Poland:target].", "an owner's deed"),
    ("[Germany:mentioned]'s economy shrank.", "no deed"),
    ("[Radovan Karadzic:target]'s trial lasted five years.", "done to its owner"),
    ("The [M23:agent], which [Rwanda:agent] backs, seized Goma.", "in a relative clause"),
    ("The [World Bank:agent]-funded road opened.", "a deed behind a hyphen"),
    (
        "Fighting between the [Lira Front:agent] and [Boko Haram:agent] killed 40.",
        "who fought",
    ),
    (
        "They buy days from [Kiribati:mentioned], [Tuvalu:mentioned] or [Fiji:mentioned].",
        "a list has one part",
    ),
    ("[Rosneft:agent] bought the stake from [BP:mentioned].", "from whom"),
    ("The [Taliban:agent], ousted in 2001 by the [United States:agent], returned.", "two clauses"),
    ("[Libya:mentioned] is a member of [OPEC:mentioned].", "a state of being"),
    ("[Libya:mentioned] has oil.", "having is no deed"),
    ("The army killed 12 [IS-K:target] fighters.", "people of a body"),
    ("[NATO:agent]'s bombing of [Libya:target] lasted months.", "owner and object of a deed"),
    ("It was [Qatar:agent] that brokered the truce.", "cleft"),
    ("Under [Joe Biden:mentioned], imports rose.", "circumstance"),
    ("Troops backed by [Kenya:agent] raided a camp.", "a participle before the verb"),
    ("[Ghana:target] has been outspent by [Kenya:agent].", "a passive, whatever its subject"),
    ("Grants from [Denmark:agent] and [Norway:agent] paid for it.", "doers behind from"),
    ("Exports from [Denmark:mentioned] grew.", "whence"),
    ("A law opposed by [Denmark:agent] and by [Norway:agent] passed.", "by once more"),
    ("The mayor blamed a [World Bank:mentioned] adviser.", "one of a body"),
    ("The army destroyed two [Boko Haram:mentioned] trucks.", "whose things"),
    ("Companies such as [Google:agent] and [Microsoft:agent] buy it.", "named among those who do"),
    ("A truce between [India:agent] and [Pakistan:agent] held.", "each of two"),
    ("President [Bongo:agent] of [Gabon:mentioned], who sent doctors, spoke.", "whose president"),
    ("[Donald Trump:mentioned]'s campaign declined.", "a body that is called an event"),
    ("Clashes between the [Lira Front:agent] and [Boko Haram:agent] killed 40.", "a plural in es"),
    ("Deliveries to [Ukraine:target] resumed in May.", "a plural in ies"),
    ("The court issued a warrant for [Radovan Karadzic:target].", "for whom"),
    ("[World Bank:agent] teams visited 300 schools.", "people of a body"),
]


@needs_model
@pytest.mark.parametrize(("marked", "why"), READ)
def test_the_predicate_decides(marked: str, why: str) -> None:
    wanted = dict(re.findall(r"\[([^:\]]+):(\w+)\]", marked))
    text = re.sub(r"\[([^:\]]+):\w+\]", r"\1", marked)
    assert roles_in(text) == wanted, why


def test_what_a_source_is_about_is_not_credited() -> None:
    text = "A report on Iran by the UN says so; Biden's lawyer agrees."
    actors_ = [
        (12, 16, Actor("Iran", "Iran")),
        (24, 26, Actor("United Nations", "UN")),
        (36, 41, Actor("Joe Biden", "Biden", sector="person")),
    ]
    said = [
        Attribution("A report on Iran by the UN", "says", (0, 26), (27, 31)),
        Attribution("Biden's lawyer", "agrees", (36, 50), (51, 57)),
    ]
    roles = [a.role for a in credit_sources(actors_, said, text)]
    assert roles == ["mentioned", "source", "mentioned"]
