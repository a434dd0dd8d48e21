"""Whom a pronoun or a description stands for, where one person or body alone fits."""

import pytest

from pipeline.annotate import load_nlp
from tests.annotate.shipped import needs_model

SPOKE = "The harbour master, Lena Aho, said on Monday that the quay was safe. "


@needs_model
@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (SPOKE + "She added that it had been repaired.", ["Lena Aho"] * 2),
        (SPOKE + "“It was mended in May,” she said, “and again in June.”", ["Lena Aho"] * 2),
        (SPOKE + "In her view, the quay was safe.", ["Lena Aho"] * 2),
        (SPOKE + "The harbour master denied that it had cracked.", ["Lena Aho"] * 2),
        (SPOKE + "The bishop denied that it had cracked.", ["Lena Aho", None]),
        ("Mr Oba Danjuma met Ms Rita Bello. She said that it was late.", ["Rita Bello"]),
        ("Oba Danjuma met Rita Bello. He said that it was late.", ["Oba Danjuma"]),
        ("Tom Brandt called. “He lied to us,” Carla Weiss said.", ["Carla Weiss"]),
        (
            "Reviewers at the Rivers Institute read it. They wrote that it was weak.",
            ["Rivers Institute"],
        ),
        ("Nurses read it. They wrote that it was weak.", [None]),
        ("The river rose. He said that it would fall.", [None]),
        ("A doctor said that it was flu. She added that it was mild.", [None, None]),
        (
            "The Rivers Observatory reported 40 floods. The observatory found that dams failed.",
            ["Rivers Observatory"] * 2,
        ),
    ],
)
def test_a_source_without_a_name_is_somebody(text: str, speakers: list[str | None]) -> None:
    assert [one.actor for one in load_nlp()(text)._.attributions] == speakers


@needs_model
def test_who_is_quoted_speaks_of_somebody_else() -> None:
    doc = load_nlp()("Ann Lee left early. “He promised that he would wait,” Ann Lee told the BBC.")
    promised = next(one for one in doc._.attributions if one.cue == "promised")
    assert promised.actor is None
