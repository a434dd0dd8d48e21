"""How far a speech goes on without a speaker of its own."""

import pytest

from pipeline.annotate import load_nlp
from pipeline.schema import outermost
from tests.annotate.shipped import needs_model


@needs_model
@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Ann Lee said that the count was wrong. “I saw it myself. So did he.”", "So did he.”"),
        ("Ann Lee said that the count was wrong. “Hey Jude” was played.", "was wrong"),
        ("Ann Lee said that the count was wrong. “I saw it myself,” Bo Dahl said.", "was wrong"),
        ("All who said that they had voted were asked: “Whom did you vote for?”", "had voted"),
    ],
)
def test_a_speech_of_whole_sentences_goes_on(text: str, end: str) -> None:
    first = load_nlp()(text)._.attributions[0]
    start, behind = first.content_span or (0, 0)
    assert text[start:behind].rstrip(".").endswith(end.rstrip(".")) or text[
        start:behind
    ].startswith("they had voted")


@needs_model
@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("“He promised us a railway in 2015,” said Fatou Diallo, who sells fish.", ["said"]),
        ("“The polls say we are finished,” she began. “They said so in 2011.”", ["began"]),
        ("The minister said that the army had denied it.", ["said"]),
    ],
)
def test_what_a_speaker_reports_is_not_said_by_the_text(text: str, cues: list[str]) -> None:
    assert [one.cue for one in outermost(load_nlp()(text)._.attributions)] == cues
