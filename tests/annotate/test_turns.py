"""Whose turn it is in transcripts; and texts with labels that are none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.attribution.quotes import paragraphs
from pipeline.annotate.attribution.turns import find_turns


def turns(text: str) -> list[tuple[str, str]]:
    found = find_turns(text, paragraphs(text))
    return [(text[slice(*turn.label)], text[slice(*turn.said)]) for turn in found]


def test_a_debate_runs_from_label_to_label_and_over_paragraphs() -> None:
    text = (
        "MODERATOR: Good evening. HOLM: Thank you. Rents rose 22 percent.\n\n"
        "They rose again in May.\n\nSTRAND (Green): That is not so.\n\nHOLM: It is."
    )
    assert turns(text) == [
        ("MODERATOR", "Good evening."),
        ("HOLM", "Thank you. Rents rose 22 percent.\n\nThey rose again in May."),
        ("STRAND (Green)", "That is not so."),
        ("HOLM", "It is."),
    ]


def test_a_hearing_is_printed_with_full_stops() -> None:
    text = (
        "The CHAIRMAN. Good morning.\n\nMr. DELGADO. We found 412 defects.\n\n"
        "The CHAIRMAN. How many were mended?\n\nMr. DELGADO. One in eight."
    )
    assert [label for label, _ in turns(text)] == [
        "The CHAIRMAN", "Mr. DELGADO", "The CHAIRMAN", "Mr. DELGADO"
    ]  # fmt: skip


@pytest.mark.parametrize("sign", [":", "."])
def test_questions_and_answers_of_an_interview_are_turns(sign: str) -> None:
    text = (
        f"Q{sign} Did you see the letter?\n\nA{sign} I did. It came in May.\n\n"
        f"Q{sign} Who wrote it?\n\nA{sign} The harbour master."
    )
    assert turns(text) == [
        ("Q", "Did you see the letter?"),
        ("A", "I did. It came in May."),
        ("Q", "Who wrote it?"),
        ("A", "The harbour master."),
    ]


def test_a_note_ends_a_turn_and_is_nobodys() -> None:
    text = "HOLM: We won.\n\nSTRAND: We did not.\n\nHOLM: We did.\n\nNOTE: Both had two minutes."
    assert turns(text)[-1] == ("HOLM", "We did.")


@pytest.mark.parametrize(
    "text",
    [
        "BACKGROUND: Malaria kills.\n\nMETHODS: We asked 40 nurses.\n\nRESULTS: It fell.",
        "Finding: Doors rust.\n\nImpact: They jam.\n\nFinding: Bolts rust.\n\nImpact: They break.",
        "KABUL: Gunmen shot two men.\n\nHERAT: A bridge fell.",
        "Budget: $4 million.\n\nStaff: 40.\n\nBoth budget and staff grew.\n\nBudget: $5 million.",
        "Q: How do I apply?\n\nA: By post.\n\nQ: Who may apply?\n\nA: Widows.",
        "Q: Who may apply?\n\nA: You may, if your rent rose.\n\nQ: When?\n\nA: In May.",
        "A: Roofs.\n\nB: Doors.\n\nA: Our roofs leak.",
        "Mr. Delgado said so. Mr. Holm said so. Mr. Delgado left.",
    ],
    ids=[
        "an abstract",
        "a form",
        "datelines",
        "a fact sheet",
        "frequent questions",
        "a leaflet",
        "a list",
        "prose",
    ],
)
def test_labels_of_what_is_no_speech(text: str) -> None:
    assert turns(text) == []


@given(st.lists(st.sampled_from(["HOLM: ", "STRAND: ", "The CHAIR. ", "Yes.", "\n\n", " a ", "É"])))
def test_turns_are_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    found = find_turns(text, paragraphs(text))
    for turn in found:
        assert 0 <= turn.label[0] < turn.label[1] <= turn.sign[0] < turn.sign[1]
        assert turn.sign[1] <= turn.said[0] <= turn.said[1] <= len(text)
    for a, b in pairwise(found):
        assert a.said[1] <= b.label[0]
