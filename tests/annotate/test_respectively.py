"""Lists of figures and lists of nouns, in the same order."""

from tests.annotate.shipped import figures_of, needs_model

pytestmark = needs_model


def test_each_figure_has_the_noun_in_its_own_place() -> None:
    found = figures_of("Deaths and injuries numbered 112 and 640 respectively.")
    assert [(f.unit, f.what) for f in found] == [("death", "Deaths"), ("injury", "injuries")]


def test_what_all_hang_on_is_said_with_each() -> None:
    text = "Imports from Asia and from Europe rose by 14 and 6 per cent respectively."
    assert [f.what for f in figures_of(text)] == ["Imports from Asia", "Imports from Europe"]


def test_lists_of_other_lengths_share_nothing() -> None:
    found = figures_of("Deaths and injuries numbered 112, 640 and 9 respectively.")
    assert {f.unit for f in found} == {None}
