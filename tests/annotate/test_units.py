"""Units and nouns: spellings that are units, and letters that are none."""

import pytest

from pipeline.annotate.atoms import atoms
from pipeline.annotate.nouns import is_plural, plural, singular
from pipeline.annotate.quantities.units import money_before, shared_name, unit_at


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("square kilometres of", "square kilometre"),
        ("sq. km", "square kilometre"),
        ("km²", "square kilometre"),
        ("per\ncent", "percent"),
        ("Per Cent", "percent"),
        ("percentage points", "percentage point"),
        ("US dollars", "USD"),
        ("turkish lira", "TRY"),
        ("degrees Celsius", "degree Celsius"),
        ("MW", "megawatt"),
        ("mW", "milliwatt"),
        ("tonnes of oil equivalent", "tonne of oil equivalent"),
        ("centuries", "year"),
    ],
)
def test_a_spelling_is_a_unit(text: str, name: str) -> None:
    found = unit_at(atoms(text), 0)
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize("text", ["million", "in", "has", "mMW", "people", "kms2"])
def test_other_words_are_none(text: str) -> None:
    assert unit_at(atoms(text), 0) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("US$ 3", "USD"), ("A$3", "AUD"), ("EUR34", "EUR"), ("£2", "GBP"), ("KSh 4", "KES")],
)
def test_money_before_a_number(text: str, code: str) -> None:
    cut = atoms(text)
    found = money_before(cut, len(cut) - 1)
    assert found is not None
    assert found[0].name == code


def test_a_shared_name_is_decided_by_the_country() -> None:
    assert shared_name("rupees", frozenset({"Pakistan"})).name == "PKR"  # type: ignore[union-attr]
    assert shared_name("rupees", frozenset()).name == "INR"  # type: ignore[union-attr]
    assert shared_name("pesos", frozenset()).name == "peso"  # type: ignore[union-attr]
    assert shared_name("sh", frozenset()) is None
    assert shared_name("goat", frozenset()) is None


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("attacks", "attack"), ("countries", "country"), ("churches", "church"),
        ("people", "person"), ("children", "child"), ("women", "woman"), ("analyses", "analysis"),
        ("houses", "house"), ("aircraft", "aircraft"), ("MPs", "MP"), ("gunmen", "gunman"),
        ("criteria", "criterion"), ("areas", "area"), ("visas", "visa"),
        ("viruses", "virus"), ("boxes", "box"), ("series", "series"),
    ],
)  # fmt: skip
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one
    assert is_plural(many)


def test_plural_and_words_that_only_look_like_one() -> None:
    assert [plural(word) for word in ("metric ton", "foot", "century")] == [
        "metric tons", "feet", "centuries",
    ]  # fmt: skip
    others = ("process", "status", "crisis", "goat", "gas", "Texas")
    assert not any(is_plural(word) for word in others)
