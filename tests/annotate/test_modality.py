"""How firmly, and whether denied: one line an example. Without a parse unless it says so."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate import attribution, kinds, modality, sentences  # noqa: F401
from pipeline.annotate.modality import is_negated, read_modality
from tests.annotate.shipped import claims_in, needs_model


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    for name in ("sentences", "attribution", "kinds", "modality"):
        nlp.add_pipe(name)
    return nlp


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army withdrew from the valley.", "asserted"),
        ("The army reportedly withdrew from the valley.", "hedged"),
        ("The rules appear to favour large farms.", "hedged"),
        ("The island is considered a base of the rebels.", "hedged"),
        ("Some reports indicate that the rebels have left.", "hedged"),
        ("The truce may fail.", "possible"),
        ("Under the Ports Act, crews may fail a test twice.", "asserted"),
        ("At its peak the guild could arm 400 men.", "asserted"),
        ("The bank could once lend at two percent.", "asserted"),
        ("Only a third of the pupils could read a line.", "asserted"),
        ("The guild could arm 400 men.", "possible"),
        ("If it rains, most of the pupils could read at home.", "possible"),
        ("It cannot be ruled out that the dam was hit.", "possible"),
        ("The verdict is expected in May.", "predicted"),
        ("There is a threat that the regime could return.", "possible"),
        ("It is possible that the dam was damaged.", "possible"),
        ("Prices will rise next year.", "predicted"),
        ("The deficit is expected to widen.", "predicted"),
        ("The group announced that it would return.", "predicted"),
        ("The army could not hold the town.", "asserted"),  # what did not happen
        ("The harvest would have failed without rain.", "asserted"),
        ("The will of the people is clear.", "asserted"),
        ("The talks began in May and ended in June.", "asserted"),
        ("Prices rose because traders feared that wheat might run out.", "asserted"),
    ],
)
def test_reads_how_firmly_the_main_clause_is_claimed(
    nlp: Language, text: str, expected: str
) -> None:
    doc = nlp(text)
    (claim,) = doc.spans["claims"]
    assert claim._.modality == expected


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The government did not support the argument.", True),
        ("I believe that no child should go hungry.", True),
        ("I believe that every child should eat.", False),
        ("There is nothing we cannot do together.", False),
        ("There is nothing in the vault.", True),
        ("Nobody earning less than $80,000 will pay.", True),
        ("It cannot be ruled out that the dam was hit.", False),
        ("Neither the army nor the police has the means.", True),
        ("The meetings have not produced any results.", True),
        ("No tariffs were applied during the emergency.", True),
        ("Nobody on the boat carried a passport.", True),
        ("The clinic has never had a doctor.", True),
        ("The ministry did not say that it would pay.", True),
        ("The ministry said that it would not pay.", False),
        ("The law not only costs jobs but also raises prices.", False),
        ("There is no doubt that the law costs jobs.", False),
        ("There is no misconception that the groups are returning.", False),
        ("No fewer than twelve people were killed.", False),
        ("There is nothing we cannot do.", False),  # two negations
        ("The group is unlikely to return.", True),
        ("Offices keep the records for not less than ten years.", False),
        ("Reports are due not later than 30 June.", False),
        ("The rate is no higher than 5 per cent.", False),
        ("The clerk did not pay more than 20 dollars.", True),
        ("The new pumps were no better than the old ones.", True),
        ("The report is sent out at no charge.", False),
        ("The fund was set up by the Marsh Act (Pub. L. No. 98-412).", False),
        ("The council adopted Resolution No 77 in May.", False),
        ("There were no 2019 data.", True),
        ("The project failed to create jobs.", False),
        ("The road was closed because the bridge was not safe.", False),
        ("It was a question not of money but of time.", False),
        ("It is not impossible that the fund closes.", False),
        ("It is not surprising that the party won.", False),
        ("Some of the clerks chose not to answer.", False),
        ("A not-for-profit firm ran the network.", False),
        ("The plan had little or no effect.", False),
        ("Roads are no longer mended by the districts.", True),
    ],
)
def test_says_whether_the_main_clause_is_denied(nlp: Language, text: str, denied: bool) -> None:
    doc = nlp(text)
    (claim,) = doc.spans["claims"]
    assert claim._.negated is denied


def test_a_recommendation_is_asserted(nlp: Language) -> None:
    doc = nlp("The ministry should publish what it would cost.")
    (claim,) = doc.spans["claims"]
    assert (claim.label_, claim._.modality) == ("recommendation", "asserted")


def _parsed(nlp: Language, rows: list[tuple[str, int, str, str]]) -> Doc:
    """A Doc from (word, head, label, part of speech), marked by hand in Universal Dependencies."""
    words, heads, labels, pos = zip(*rows, strict=True)
    return Doc(nlp.vocab, words=words, heads=heads, deps=labels, pos=pos)


def test_a_parse_gives_the_scope_of_a_negation(nlp: Language) -> None:
    """`Traders who did not sell then believed it`: the relative clause is denied, not the main."""
    doc = _parsed(
        nlp,
        [
            ("Traders", 6, "nsubj", "NOUN"), ("who", 4, "nsubj", "PRON"), ("did", 4, "aux", "AUX"),
            ("not", 4, "advmod", "PART"), ("sell", 0, "acl:relcl", "VERB"),
            ("then", 6, "advmod", "ADV"), ("gained", 6, "ROOT", "VERB"), (".", 6, "punct", "PUNCT"),
        ],
    )  # fmt: skip
    assert not is_negated(doc[:])


def test_a_parse_gives_the_scope_of_a_modal(nlp: Language) -> None:
    """`Rain that may fall helps farmers`: the modal stands in the relative clause."""
    doc = _parsed(
        nlp,
        [
            ("Rain", 4, "nsubj", "NOUN"), ("that", 3, "nsubj", "PRON"), ("may", 3, "aux", "AUX"),
            ("fall", 0, "acl:relcl", "VERB"), ("helps", 4, "ROOT", "VERB"),
            ("farmers", 4, "obj", "NOUN"), (".", 4, "punct", "PUNCT"),
        ],
    )  # fmt: skip
    assert read_modality(doc[:]) == "asserted"


@needs_model
@pytest.mark.parametrize(
    ("text", "kind", "firmness", "negated"),
    [
        (
            "An audit by an outside firm, which the board had promised in March, never took place.",
            "fact", "asserted", True,
        ),
        ("The Commissioner shall publish the list.", "recommendation", "asserted", False),
        ("We shall overcome.", "prediction", "predicted", False),
        ("We’re going to cap the price of insulin.", "prediction", "predicted", False),
        ("She is going to the market in Leeds on 3 May 2021.", "fact", "asserted", False),
        ("Would a tax be fairer?", "assessment", "asserted", False),
        ("The accident might have been avoided.", "assessment", "possible", False),
        ("Officials at the agency neither confirmed nor denied it.", "fact", "asserted", True),
        ("At no time did the crew lose control.", "fact", "asserted", True),
        ("The Fleet Command, whose ships lie in Toulon, did not answer our letter.",
         "fact", "asserted", True),
        ("The roof was repaired at no charge in 2019.", "fact", "asserted", False),
        ("Security forces recovered rifles and fuel.", "fact", "asserted", False),
        ("It was not clear whether the party would join them.", "assessment", "asserted", True),
        ("Asked whether he would stand again, the mayor smiled.", "fact", "asserted", False),
        ("It was not an accident, a teacher in the queue muttered.", "fact", "asserted", False),
        ("The rats ran in two groups: no turns for one, 40 turns for the other.",
         "fact", "asserted", False),
        ("Turnout could exceed that of 2018, analysts at the bank predict.",
         "fact", "possible", False),
        ("The regent could now issue decrees in Basra.", "fact", "asserted", False),
        ("The rebels are believed to be loyal to the old king.", "fact", "hedged", False),
        ("The aide appeared sympathetic to their case.", "fact", "hedged", False),
        ("The aide appeared live on the state channel.", "fact", "asserted", False),
        ("May fortune smile on our republic!", "recommendation", "asserted", False),
    ],
)  # fmt: skip
def test_read_with_the_shipped_model(text: str, kind: str, firmness: str, negated: bool) -> None:
    assert claims_in(text) == [(kind, firmness, negated)]
