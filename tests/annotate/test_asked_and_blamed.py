"""What somebody asks for, puts down to a cause, calls unjust or denies: with the shipped parse."""

import pytest

from tests.annotate.shipped import attributed_in, claims_in, needs_model, roles_in

ATTRIBUTED = [
    ("Inspectors put the leak down to a worn valve.", "Inspectors", "put"),
    ("The minister put it down to the war.", "The minister", "put"),
    ("Farmers chalked the loss up to frost.", "Farmers", "chalked"),
    ("The mayor, Ann Lee, asked for more time.", "The mayor, Ann Lee", "asked for"),
    ("Shopkeepers want the council to cut rents.", "Shopkeepers", "want"),
    ("Peru's envoy called the ruling unjust.", "Peru's envoy", "called"),
    ("Peru's envoy called the ruling misleading.", "Peru's envoy", "called"),
    ("The driver denied seeking a permit.", "The driver", "denied"),
    ("The Liberal Democrats, for their part, blamed the bank.", "The Liberal Democrats", "blamed"),
]
NOTHING = [
    "The army put down the revolt.",
    "She put down the phone.",
    "The questionnaire asked for details of income.",
    "Patients asked for water.",
    "The court denied the appeal.",
    "The ministry denied her a visa.",
]


@needs_model
@pytest.mark.parametrize(("text", "source", "cue"), ATTRIBUTED)
def test_who_says_so(text: str, source: str, cue: str) -> None:
    assert attributed_in(text) == [(source, cue)]


@needs_model
@pytest.mark.parametrize("text", NOTHING)
def test_nobody_says_so(text: str) -> None:
    assert attributed_in(text) == []


@needs_model
def test_who_is_asked_in_an_aside_asks_nothing() -> None:
    assert ("Dina Farouk", "asked for") not in attributed_in(
        "Dina Farouk, asked for her opinion, said that it would rain."
    )


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "The ministry would not comment on the case.",
        "The spokeswoman would not be drawn on the reports.",
        "The bank would neither confirm nor deny the loss.",
    ],
)
def test_a_refusal_foretells_nothing(text: str) -> None:
    assert claims_in(text) == [("fact", "asserted", True)]


@needs_model
def test_what_a_speaker_is_speaks_not() -> None:
    roles = roles_in("Bianca Tolle, Vodafone's chief executive, promised to freeze prices.")
    assert (roles["Bianca Tolle"], roles["Vodafone"]) == ("source", "mentioned")
