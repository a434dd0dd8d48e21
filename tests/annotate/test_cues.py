"""The lexicon of cues: its size, its forms, and that every line can be read."""

import pytest

from pipeline.annotate.cues import inflect, lexicon, plural

STANCES = {"asserts", "alleges", "denies", "predicts", "urges", "believes"}
FRAMES = {
    "that", "evidence", "quote", "np", "data", "count", "of", "for", "about", "inf", "to", "as",
    "pred", "at", "open", "cause",
}  # fmt: skip


def test_has_more_than_four_hundred_verbs_and_each_line_is_whole() -> None:
    words = lexicon()
    cues = {cue for pairs in words.verbs.values() for cue, _ in pairs}
    assert len({cue.lemma for cue in cues}) >= 400
    for cue in cues | set(words.nouns.values()):
        assert cue.stance in STANCES, cue
        assert cue.frames, cue
        assert cue.frames <= FRAMES, cue


@pytest.mark.parametrize(
    ("verb", "past", "forms"),
    [
        ("claim", (), {"claim", "claims", "claiming", "claimed"}),
        ("deny", (), {"deny", "denies", "denying", "denied"}),
        ("urge", (), {"urge", "urges", "urging", "urged"}),
        ("confess", (), {"confess", "confesses", "confessing", "confessed"}),
        ("admit", (), {"admit", "admits", "admitting", "admitted"}),
        ("say", ("said",), {"say", "says", "saying", "said"}),
        ("plan", (), {"plan", "plans", "planning", "planned"}),
        ("report", (), {"report", "reports", "reporting", "reported"}),
        ("signal", ("signalled", "signaled"),
         {"signal", "signals", "signalling", "signaling", "signalled", "signaled"}),
        ("agree", (), {"agree", "agrees", "agreeing", "agreed"}),
        ("portray", (), {"portray", "portrays", "portraying", "portrayed"}),
    ],
)  # fmt: skip
def test_inflects_by_the_rules_of_spelling(
    verb: str, past: tuple[str, ...], forms: set[str]
) -> None:
    assert {form for form, _ in inflect(verb, past)} == forms


@pytest.mark.parametrize(
    ("noun", "plural_form"),
    [("report", "reports"), ("study", "studies"), ("analysis", "analyses"),
     ("survey", "surveys"), ("spokeswoman", "spokeswomen"), ("census", "censuses")],
)  # fmt: skip
def test_makes_the_plural_of_a_noun(noun: str, plural_form: str) -> None:
    assert plural(noun) == plural_form


def test_the_longer_cue_comes_first() -> None:
    lemmas = [cue.lemma for cue, _ in lexicon().verbs["called"]]
    assert lemmas.index("call for") < lemmas.index("call")
