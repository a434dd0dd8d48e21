"""Which figure of a clause moved, where only the parse tells: the others have no change."""

import pytest

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The firm shed 900 posts and opened 14 branches.", ["down", None]),
        ("An increase in the levy would cost 300 jobs.", [None]),
        ("The group raised its offer and met 116 delegates.", [None]),
        ("The reef has shrunk to 40 hectares.", ["down"]),
        ("Output rose to 9 tonnes and reached 11 tonnes.", ["up", "up"]),
    ],
)
def test_what_another_verb_tells_of_has_not_moved(text: str, changes: list[str | None]) -> None:
    assert [figure.change for figure in figures_of(text)] == changes
