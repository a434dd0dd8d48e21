"""`the President`, in a report on President Ruiz."""

import pytest

from pipeline.annotate.actors.gazetteer import load_gazetteer
from pipeline.annotate.actors.mentions import find_mentions


def names(text: str) -> list[tuple[str, str]]:
    """Return what stands in the text for whom."""
    return [(text[m.start : m.end], m.name) for m in find_mentions(text, load_gazetteer())]


RUIZ = "President Elena Ruiz spoke. "


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (RUIZ + "Later the President left.", [("President", "Elena Ruiz")]),
        (RUIZ + "The President\u2019s aides left.", [("President", "Elena Ruiz")]),
        (RUIZ + "Later the president left.", []),  # any president
        (RUIZ + "Later the President of Peru left.", [("Peru", "Peru")]),
        (RUIZ + "Later the President Theatre closed.", []),
        (RUIZ + "Later the President-elect left.", []),
        (RUIZ + "Later the Vice President left.", []),
        ("Former President Elena Ruiz spoke. Later the President left.", []),
        (
            "Deputy Attorney General Tom Vale wrote. The Attorney General met the Deputy Attorney "
            "General.",
            [("Deputy Attorney General", "Tom Vale")],
        ),
        (RUIZ + "Then President Marc Odell spoke. The President left.", []),  # which?
        (
            RUIZ * 4 + "It was President Marc Odell. The President left.",
            [("President", "Elena Ruiz")],
        ),
    ],
)
def test_an_office_stands_for_its_one_holder(text: str, meant: list[tuple[str, str]]) -> None:
    people = {"Elena Ruiz", "Marc Odell", "Tom Vale"}
    assert [pair for pair in names(text) if pair[0] not in people] == meant
