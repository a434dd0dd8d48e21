"""Bodies known by the noun beside their name, and by the list that they stand in."""

import pytest

from pipeline.annotate.actors.described import described_bodies, listed_bodies
from pipeline.annotate.actors.entities import Entity
from pipeline.annotate.actors.gazetteer import load_gazetteer, split_words
from pipeline.annotate.actors.mention import Mention


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the think tank Varnholt says", [("Varnholt", "academia")]),
        ("the rebel group Nour al-Din attacked", [("Nour al-Din", "armed group")]),
        ("Polling firm Cadem says", [("Cadem", "business")]),
        ("the newspaper La Voz del Sur wrote", [("La Voz del Sur", "media")]),
        ("the developer Evergreen failed", [("Evergreen", "business")]),
        ("the developer Hana Brandt failed", []),  # a person, as like as not
        ("the party chairman, Hana Brandt, left", []),
        ("the agency Monday said", []),
        ("Hana Lindqvist won. The party Lindqvist leads lost.", []),
        ("built by Sinohydro, a Chinese state company.", [("Sinohydro", "business")]),
        ("Red Hand, a far-right group founded in May, met", [("Red Hand", "organisation")]),
        ("Hana Brandt, a company director, left", []),
        ("In Lagos, a company owned the port", []),
        ("Kaduna, a town in the north, fell", []),
        (
            "firms such as Olamo, Louis Devreux and the Cargolo Works sold",
            [("Olamo", "business"), ("Louis Devreux", "business"), ("Cargolo Works", "business")],
        ),
        ("Their union, FETRAPO, claims so", [("FETRAPO", "civil society")]),
        ("The union, FETRAPO, and its members", []),
        ("The supplier, Hana Brandt, left", []),
        ("militias like Kenya and Uganda", []),
        ("companies such as these", []),
    ],
)
def test_the_noun_beside_a_name_tells(text: str, found: list[tuple[str, str]]) -> None:
    words = split_words(text)
    at = {hit.first: hit for hit in load_gazetteer().hits(words)}
    assert [(n.name, n.sector) for n in described_bodies(text, words, at)] == found


@pytest.mark.parametrize(
    ("text", "marked", "label", "found"),
    [
        ("Shionogo and Pfizer merged", "Shionogo", "PERSON", ["Shionogo"]),
        ("Pfizer, Shionogo and Bayer merged", "Shionogo", "PERSON", ["Shionogo"]),
        ("Shionogo's Pfizer", "Shionogo", "ORG", ["Shionogo"]),
        ("Ann Lee and Pfizer agreed", "Ann Lee", "PERSON", []),
        ("Pfizer left Shionogo", "Shionogo", "PERSON", []),
        ("Shionogo and Pfizer merged", "Shionogo", "LOC", []),
    ],
)
def test_companies_keep_to_their_kind(text: str, marked: str, label: str, found: list[str]) -> None:
    words = split_words(text)
    start, pfizer = text.index(marked), text.index("Pfizer")
    entity = Entity(start, start + len(marked), label)
    body = Mention(pfizer, pfizer + len("Pfizer"), "Pfizer", "business")
    assert [n.name for n in listed_bodies(text, words, {}, [entity], [body])] == found
