"""Numbers in digits and words; whatever is written out comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.atoms import atoms
from pipeline.annotate.numbers import find_numbers
from pipeline.annotate.numbers.digits import digits_value

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n: int, *, joint: str = " and ", hyphen: str = "-") -> str:
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (hyphen + ONES[n % 10] if n % 10 else "")
    for size, name in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if n >= size:
            head = in_words(n // size, joint=joint, hyphen=hyphen) + " " + name
            rest = n % size
            if not rest:
                return head
            link = joint if rest < 100 else " "
            return head + link + in_words(rest, joint=joint, hyphen=hyphen)
    raise ValueError(n)


def grouped(n: int, separator: str) -> str:
    return f"{n:,}".replace(",", separator)


def indian(n: int) -> str:
    head, tail = str(n)[:-3], str(n)[-3:]
    pairs = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*pairs, tail])


@given(st.integers(0, 10**12 - 1), st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
def test_a_number_in_words_comes_back(n: int, joint: str, hyphen: str) -> None:
    (found,) = find_numbers(in_words(n, joint=joint, hyphen=hyphen))
    assert found.value == n


@given(st.integers(0, 10**15), st.sampled_from([",", " ", "\u00a0", "\u202f", "'", "’"]))
def test_a_number_in_digits_comes_back_with_any_separator(n: int, separator: str) -> None:
    text = grouped(n, separator)
    (found,) = find_numbers(text)
    assert found.value == n
    assert text[found.start : found.end] == text


@given(st.integers(1000, 10**12))
def test_an_indian_number_comes_back(n: int) -> None:
    (found,) = find_numbers(indian(n))
    assert found.value == n


@given(
    st.decimals(0, 10**6, places=2),
    st.sampled_from([("", 1), (" million", 1e6), ("bn", 1e9), (" lakh", 1e5), (" crore", 1e7)]),
)
def test_a_decimal_with_a_magnitude_comes_back(value: object, magnitude: tuple[str, float]) -> None:
    (found,) = find_numbers(f"{value}{magnitude[0]}")
    assert found.value == pytest.approx(float(str(value)) * magnitude[1])


@given(st.text(max_size=80))
def test_atoms_are_slices_in_order(text: str) -> None:
    end = 0
    for atom in atoms(text):
        assert text[atom.start : atom.end] == atom.text
        assert atom.start >= end
        end = atom.end


@given(st.text(max_size=80))
def test_numbers_are_slices_in_order(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-one thousand", [21000]),
        ("two hundred and two thousand", [202000]),
        ("one billion and a half million", [1000500000]),
        ("5 crore 20 lakh", [52000000]),
        ("three lakh crore", [3e12]),
        ("two point five", [2.5]),
        ("minus 5", [-5]),
        ("(-3)", [-3]),
        ("2-3", [2, 3]),
        ("1,2,3", []),
        ("192.168.1.2", []),
        ("3 hundred and 2 hundred", [300, 200]),
        ("half a dozen", [6]),
        ("one in five", [0.2]),
        ("one household in nine had", [1 / 9]),
        ("one rural practice in four will have closed", [0.25]),
        ("one child in four in this province went hungry", [0.25]),
        ("in eleven of the last twelve quarters", [11, 12]),
        ("for three quarters in a row", [3]),
        ("three quarters in all", [0.75]),
        ("three women in every five said", [0.6]),
        ("one clinic in four villages", [1, 4]),
        ("one man died in three days", [1, 3]),
        ("two soldiers in five vehicles", [2, 5]),
        ("2 in 2020", [2, 2020]),
        ("5 in 10 days", [5, 10]),
        ("3 x 10^6", [3e6]),
        ("3 × 10⁶", [3e6]),
        ("2.5 × 103 cells", [2500]),  # its exponent was raised in print
        ("2.5 x 10-3 mol", [0.0025]),
        ("154 × 103 mm", [154, 103]),
        ("⅔", [2 / 3]),
        ("three quarters of a million", [750000]),
    ],
)
def test_examples(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("lump", "value"),
    [("1.234.567,5", 1234567.5), ("12,5", 12.5), ("12·5", 12.5), ("1 250", 1250), ("1,2,3", None)],
)
def test_digits(lump: str, value: float | None) -> None:
    assert digits_value(lump) == value
