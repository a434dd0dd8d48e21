"""Names in no list: bodies, persons, acronyms, states and their bodies, and who is cited."""

import pytest

from pipeline.annotate.actors.acronyms import definitions
from pipeline.annotate.actors.author_years import author_year_spans, narrative_spans
from pipeline.annotate.actors.entities import Entity, accepted
from pipeline.annotate.actors.gazetteer import Gazetteer, Hit, Word, load_gazetteer, split_words
from pipeline.annotate.actors.mentions import find_mentions
from pipeline.annotate.actors.organisations import head_of, organisations, sector_of
from pipeline.annotate.actors.persons import persons
from pipeline.annotate.actors.states import act_forms, acts, government_of


@pytest.fixture(scope="module")
def ours() -> Gazetteer:
    return load_gazetteer()


def read(text: str, gazetteer: Gazetteer) -> tuple[list[Word], dict[int, Hit]]:
    words = split_words(text)
    return words, {hit.first: hit for hit in gazetteer.hits(words)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Karoo National Bureau of Statistics said", ["Karoo National Bureau of Statistics"]),
        ("the Ministry of Health, Labour and Welfare", ["Ministry of Health, Labour and Welfare"]),
        ("the Ministry of Finance and Kenya agreed", ["Ministry of Finance"]),
        ("However, the Joint Relief Committee met", ["Joint Relief Committee"]),
        ("The Bank and the Council met", []),
        ("Coastal Fisheries Ltd sank", ["Coastal Fisheries Ltd"]),
        ("the Executive Board of the IMF", []),
        ("the Met Office Hadley Centre", ["Met Office Hadley Centre"]),
        ("the Court of King's Bench ruled", ["Court of King's Bench"]),
        ("the Bureau of Workers' Compensation", ["Bureau of Workers' Compensation"]),
        ("the Bureau of Mines' report", ["Bureau of Mines"]),
        (
            "the Advisory Council for Persons with Disabilities met",
            ["Advisory Council for Persons with Disabilities"],
        ),
        ("the Advisory Council for Rivers with dams met", ["Advisory Council for Rivers"]),
        ("the Fisher People's Movement Council", ["Fisher People's Movement Council"]),
        ("NATIONAL WATER COUNCIL", []),
        ("Why Every National Water Council Should Fear More Rain", []),
    ],
)
def test_bodies_are_known_by_their_shape(text: str, names: list[str], ours: Gazetteer) -> None:
    words, at = read(text, ours)
    assert [name.name for name in organisations(text, words, at)] == names


def test_a_ministry_belongs_to_the_state_before_or_behind_it(ours: Gazetteer) -> None:
    for text in (
        "Kenya's Ministry of Trade",
        "the Kenyan Ministry of Trade",
        "Ministry of Trade of Kenya",
    ):
        words, at = read(text, ours)
        (name,) = organisations(text, words, at)
        assert name.name == "Ministry of Trade"
        assert name.owner is not None
        assert name.owner.entry.name == "Kenya"


def test_the_head_before_of_says_the_sector() -> None:
    assert head_of("National Bank of the Army") == "Bank"
    assert sector_of("National Bank of the Army") == "business"
    assert sector_of("Anything Else") == "organisation"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr Amina Odhiambo left", ["Amina Odhiambo"]),
        ("Lt. Gen. Stephen J. Townsend spoke", ["Stephen J. Townsend"]),
        ("Mr Ellwood agreed", ["Ellwood"]),
        ("the governor of Borno, Babagana Zulum, promised", ["Babagana Zulum"]),
        ("its spokesman, Colonel Muhammad Dole, denied it", ["Muhammad Dole"]),
        ("Zainab Ahmed, Nigeria's finance minister, left", ["Zainab Ahmed"]),
        ("said Karim Haddad, who farms", ["Karim Haddad"]),
        ("Karim Haddad said nothing", ["Karim Haddad"]),
        ("King Faisal Hospital closed", []),
        ("General Assembly rules", []),
        ("The President Orders Officials to Wait", []),
        ("a trader in Baga Sola told us", []),
    ],
)
def test_persons_are_known_by_title_or_speech(text: str, names: list[str], ours: Gazetteer) -> None:
    words, at = read(text, ours)
    assert [name.name for name in persons(text, words, at)] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Horn of Africa Crisis Cell (HACC)", ("Horn of Africa Crisis Cell", "HACC")),
        ("the HACC (Horn of Africa Crisis Cell)", ("Horn of Africa Crisis Cell", "HACC")),
        ("Association of Southeast Asian Nations (ASEAN)",
         ("Association of Southeast Asian Nations", "ASEAN")),
        ("gross domestic product (GDP)", ("gross domestic product", "GDP")),
        ("the Centers for Disease Control’s (CDC)", ("Centers for Disease Control", "CDC")),
        ("the town (MRAP)", None),
        ("he left (2019)", None),
    ],
)  # fmt: skip
def test_acronyms_are_spelt_by_the_words_beside_them(
    text: str, found: tuple[str, str] | None
) -> None:
    got = [(text[d.start : d.end], d.short) for d in definitions(text, split_words(text))]
    assert got == ([found] if found else [])


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Moscow has accused", True),
        ("Moscow must pay", True),
        ("Moscow and its allies have refused", True),
        ("Moscow is seeking", True),
        ("urged Moscow to", True),
        ("in Moscow accused", False),
        ("between Kyiv and Moscow have stalled and", False),
        ("Moscow is cold", False),
        ("Moscow was hit", False),
        ("Moscow agreement", False),
    ],
)
def test_a_capital_acts_if_its_verb_is_an_act(text: str, acting: bool) -> None:
    words = split_words(text)
    at = next(i for i, word in enumerate(words) if word.text == "Moscow")
    assert acts(words, at, at) is acting


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moscow's plans for the port failed", "Government of Russia"),
        ("despite Moscow's reluctant support", "Government of Russia"),
        ("Moscow's streets were empty", None),
        ("a law opposed by Moscow", "Government of Russia"),
        ("a suburb reached by Moscow's metro", None),
        ("Moscow had to wait", "Government of Russia"),
        ("Moscow had snow", None),
    ],
)
def test_a_capital_stands_for_the_government_whose_stance_it_has(
    text: str, name: str | None, ours: Gazetteer
) -> None:
    assert [m.name for m in find_mentions(text, ours)] == ([name] if name else [])


def test_a_name_in_translation_goes_before_its_own_acronym(ours: Gazetteer) -> None:
    text = (
        "A militia known as the Volunteers for the Defence of the Valley (VDP) left. The VDP hid."
    )
    names = {m.name for m in find_mentions(text, ours)}
    assert names == {"Volunteers for the Defence of the Valley"}


def test_an_acronym_in_brackets_needs_no_letters_of_a_foreign_name(ours: Gazetteer) -> None:
    text = "The Internal Security Agency (ABW) met. The ABW left. The Harbour Board (USA) stayed."
    names = {m.name for m in find_mentions(text, ours)}
    assert names == {"Internal Security Agency", "Harbour Board", "United States"}


def test_a_party_of_another_country_is_not_misread(ours: Gazetteer) -> None:
    (party,) = find_mentions("the Communist Party of Chile won", ours)
    assert party.name == "Communist Party of Chile"


def test_a_surname_may_lose_its_arabic_article(ours: Gazetteer) -> None:
    text = "General Omar al-Rifi spoke. Rifi left."
    assert [m.name for m in find_mentions(text, ours)] == ["Omar al-Rifi", "Omar al-Rifi"]


def test_a_branch_is_one_name_with_its_state(ours: Gazetteer) -> None:
    text = "Transparency International Kenya sued"
    entity = Entity(0, 32, "ORG")
    assert [m.name for m in find_mentions(text, ours, [entity])] == [text[:32]]


def test_regular_verbs_are_inflected() -> None:
    assert {"denies", "denied", "accuses", "accused", "said", "presses"} <= act_forms()


def test_some_states_take_the_article() -> None:
    assert government_of("Kenya") == "Government of Kenya"
    assert government_of("United States") == "Government of the United States"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "It grew (Delacroix 2011; see also Mbeki-Hart 2015).",
            "(Delacroix 2011; see also Mbeki-Hart 2015)",
        ),
        ("It grew (OECD 2023, p. 4).", "(OECD 2023, p. 4)"),
        ("It fell (in 2021).", None),
        ("It fell (June 2021).", None),
        ("It fell (from 12 to 2021 tonnes).", None),
    ],
)
def test_citations_are_told_from_times(text: str, cited: str | None) -> None:
    assert [text[a:b] for a, b in author_year_spans(text)] == ([cited] if cited else [])


def test_authors_before_a_year_are_cited() -> None:
    text = "Okonjo and Velde (2018, p. 77) argue that Kenya (2018 population: 51m) grew."
    assert [text[a:b] for a, b in narrative_spans(text)] == ["Okonjo and Velde (2018,"]


# --- what a model adds ---------------------------------------------------------------------------


def marked(text: str, *entities: tuple[str, str]) -> list[Entity]:
    return [Entity(text.index(t), text.index(t) + len(t), label) for t, label in entities]


@pytest.mark.parametrize(
    ("text", "entity", "taken"),
    [
        ("with Florin Dragan", ("Florin Dragan", "PERSON"), True),
        ("in Luang Prabang", ("Luang Prabang", "PERSON"), False),  # a town
        ("the Karenni Baptists", ("the Karenni Baptists", "ORG"), True),
        ("a single MRAP", ("MRAP", "ORG"), False),  # one word, and it does nothing
        ("BlocNote has refused", ("BlocNote", "ORG"), True),
        ("many Syrians left", ("Syrians", "ORG"), False),
        ("the Islamic Caliphate", ("Islamic Caliphate", "ORG"), False),
        ("the U.S. Secretary of State", ("U.S. Secretary of State", "ORG"), False),
        ("near Kabul", ("Kabul", "LOC"), False),
        ("Amount Owed To Whom", ("Whom", "ORG"), False),
    ],
)
def test_the_models_entities_are_sifted(
    text: str, entity: tuple[str, str], taken: bool, ours: Gazetteer
) -> None:
    assert bool(list(accepted(text, split_words(text), ours, marked(text, entity)))) is taken


def test_the_models_longer_name_swallows_a_state_but_no_listed_actor(ours: Gazetteer) -> None:
    bank = "the Bank Negara Malaysia bought"
    found = find_mentions(bank, ours, marked(bank, ("Bank Negara Malaysia", "ORG")))
    assert [m.name for m in found] == ["Bank Negara Malaysia"]
    group = "the Afghan Taliban fled"
    found = find_mentions(group, ours, marked(group, ("Afghan Taliban", "ORG")))
    assert [m.name for m in found] == ["Taliban"]


def test_in_headings_neither_model_nor_title_makes_a_person(ours: Gazetteer) -> None:
    text = "President Makes Public"
    entities = marked(text, ("Makes Public", "PERSON"))
    assert find_mentions(text, ours, entities, headings=[(0, len(text))]) == []


@pytest.mark.parametrize(
    "text",
    [
        "See 18 U.S.C. 1512 and 433 U.S. 425, 443.",
        "In Harlow v. United States the court disagreed; U.S. Const. art. II says so.",
    ],
)
def test_a_law_report_is_no_state(text: str, ours: Gazetteer) -> None:
    assert find_mentions(text, ours) == []


NO_ACTORS = [
    ("The Growth Margin Condition (GMC) holds. GMC fails.", "Growth Margin Condition"),
    ("We found Propanol in wells; propanol is a solvent.", "Propanol"),
    ("The Flight Deck Notice says so; a flight deck notice is short.", "Flight Deck Notice"),
    ("A test with Ψtp showed it.", "Ψtp"),
    ("They raised MDL 47 million, and paid MDL 38,000.", "MDL"),
]


@pytest.mark.parametrize(("text", "marked"), NO_ACTORS)
def test_a_thing_that_a_model_takes_for_a_body(text: str, marked: str, ours: Gazetteer) -> None:
    at = text.index(marked)
    entities = [Entity(at, at + len(marked), "ORG")]
    assert find_mentions(text, ours, entities) == []


@pytest.mark.parametrize(("label", "sector"), [("ORG", "organisation"), ("PERSON", "person")])
def test_a_contractor_may_be_a_body_or_a_person(label: str, sector: str, ours: Gazetteer) -> None:
    text = "It paid a contractor, Brightpath Velde, for the work."
    found = find_mentions(text, ours, marked(text, ("Brightpath Velde", label)))
    assert [(m.name, m.sector) for m in found] == [("Brightpath Velde", sector)]


def test_a_name_cut_short_is_nobody(ours: Gazetteer) -> None:
    text = "Written by Laura E. and by Kenward UCP, it says little."
    entities = [Entity(11, 18, "PERSON"), Entity(27, 38, "PERSON")]
    assert [m.name for m in find_mentions(text, ours, entities)] == []


def test_whoever_is_known_to_be_of_a_country_is_of_it_throughout(ours: Gazetteer) -> None:
    text = "James B. Comey wrote. Jim Comey spoke. James Comey left, and Comey is gone."
    entities = marked(text, ("James B. Comey", "PERSON"), ("Jim Comey", "PERSON"))
    found = find_mentions(text, ours, entities)
    assert [(m.name, m.country) for m in found] == [("James Comey", "USA")] * 4
