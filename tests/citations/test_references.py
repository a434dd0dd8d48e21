"""Notes and entries: their labels, texts and addresses."""

import pytest

from pipeline.citations.references import (
    author_year,
    find_url,
    make_reference,
    mend_url,
    read_label,
    with_author,
)
from tests.builders import line


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("^3^ Ministry of Water, 2021.", "3"),
        ("^3^unlike the others, this one", "3"),
        ("3. Ministry of Water", "3"),
        ("[3] Ministry of Water", "3"),
        ("(3) Ministry of Water", "3"),
        ("3 Ministry of Water", "3"),
        ("3 “Floods again”, Courier", "3"),
        ("* Without Chad.", "*"),
        ("† Without Chad.", "†"),
        ("^a^ Without Chad.", "a"),
        ("^ii^ Without Chad.", "ii"),
    ],
)
def test_labels(text: str, label: str) -> None:
    found = read_label(line(text).words)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    "text",
    [
        "^k^ t+1 = 0",
        "3 million people fled",
        "2021 Ministry of Water",
        "Ministry of Water",
        "A note",
        "3",
    ],
)
def test_no_labels(text: str) -> None:
    assert read_label(line(text).words) is None


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["See https://example.org/a-", "long/path."], "See https://example.org/a-long/path."),
        (["See https://example.org/", "data.html"], "See https://example.org/data.html"),
        (["See https://example.org/a", "/b.pdf"], "See https://example.org/a/b.pdf"),
        (
            ["See https://example.org.", "Accessed 3 May."],
            "See https://example.org. Accessed 3 May.",
        ),
        (
            ["See https://example.org/a", "accessed 3 May."],
            "See https://example.org/a accessed 3 May.",
        ),
        (["The army", "left."], "The army left."),
        (
            ["https://doi.org/10.5555/j.1365-3040.1996.", "tb00431.x PMID: 12"],
            "https://doi.org/10.5555/j.1365-3040.1996.tb00431.x PMID: 12",
        ),
        (
            ["doi: 10.5555/j.1996.", "12 of the works are lost."],
            "doi: 10.5555/j.1996. 12 of the works are lost.",
        ),
        (
            ["at http://www.example.org/~ abel/rain.htm."],
            "at http://www.example.org/~abel/rain.htm.",
        ),
    ],
)
def test_addresses_are_mended_over_line_ends(lines: list[str], text: str) -> None:
    assert mend_url(lines) == text


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a(b).", "https://example.org/a(b)"),
        ("(see www.example.org/a)", "https://www.example.org/a"),
        ("doi: 10.5555/jss.2022.0142.", "https://doi.org/10.5555/jss.2022.0142"),
        ("Ministry of Water.", None),
    ],
)
def test_addresses(text: str, url: str | None) -> None:
    assert find_url(text) == url


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Smith, J. (2019). Rain. Accra.", "Smith 2019"),
        ("World Bank. 2020a. Floods. Washington.", "World Bank 2020a"),
        ("UNHCR (United Nations Refugee Agency) (2021) Update.", "UNHCR 2021"),
        ("Rain and ruin.", None),
    ],
)
def test_entries_are_known_by_author_and_year(text: str, label: str | None) -> None:
    assert author_year(text) == label


def test_a_dash_stands_for_the_author_before() -> None:
    _, author = with_author("Smith, J. (2019). Rain.", "")
    text, again = with_author("—— (2021). Ruin.", author)
    assert author_year(text) == "Smith 2021"
    assert again == author


def test_a_reference() -> None:
    made = make_reference("3", ["UNHCR, Update, https://example.org/", "a.pdf."], None)
    assert (made.label, made.url) == ("3", "https://example.org/a.pdf")
