"""Which full names are one person's, and whom a surname alone stands for."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate.actors.entities import Entity
from pipeline.annotate.actors.gazetteer import load_gazetteer
from pipeline.annotate.actors.mentions import find_mentions
from pipeline.annotate.actors.person_names import one_name_each, surname


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        ({"Nora Vale": 2, "Nora K. Vale": 9}, {"Nora Vale"}),  # rather without initials
        ({"Thomas Oduya": 1, "Tom Oduya": 3}, {"Tom Oduya"}),  # as said most often
        ({"Richard W. Stone III": 4, "Rick Stone": 1}, {"Rick Stone"}),
        ({"J. Okello": 1, "James Okello": 1}, {"James Okello"}),
        ({"Ana Ruiz": 3, "Sara Ruiz": 1}, {"Ana Ruiz", "Sara Ruiz"}),
        ({"Paul Brandt": 1, "Paula Brandt": 1}, {"Paul Brandt", "Paula Brandt"}),
        ({"Ann B. Cole": 1, "Ann C. Cole": 1}, {"Ann B. Cole", "Ann C. Cole"}),
        ({"Musa al-Hakim": 1, "Omar Hakim": 1}, {"Musa al-Hakim", "Omar Hakim"}),
        # Which of the two, nobody knows.
        ({"J. Moyo": 1, "Jane Moyo": 2, "John Moyo": 2}, {"J. Moyo", "Jane Moyo", "John Moyo"}),
    ],
)
def test_names_of_one_person_are_one_name(names: dict[str, int], persons: set[str]) -> None:
    assert set(one_name_each(names).values()) == persons


def test_a_listed_name_wins() -> None:
    assert one_name_each({"Joe Brill": 8, "Joseph Brill": 1}, {"Joseph Brill"}) == dict.fromkeys(
        ("Joe Brill", "Joseph Brill"), "Joseph Brill"
    )


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Amina Diallo", "Diallo"),
        ("Carlos Fuentes Jr.", "Fuentes"),
        ("Jan van Dijk", "van Dijk"),
        ("Vale", "Vale"),
        ("Han Soo-jin", "Han"),  # the given name, of two syllables, stands last
    ],
)
def test_surnames(name: str, last: str) -> None:
    assert surname(name) == last


@given(st.dictionaries(st.text("AB. abJr", max_size=12).filter(str.strip), st.integers(1, 9)))
def test_every_name_gets_a_name_of_its_own_family(names: dict[str, int]) -> None:
    usual = one_name_each(names)
    assert usual.keys() == names.keys()
    for name, best in usual.items():
        assert best in names
        assert surname(best) == surname(name)
        assert usual[best] == best


def named(text: str, *persons: str, notes: str = "") -> Counter[str]:
    """Return how often each person is found in ``text`` whose ``persons`` a model marked."""
    entities = [
        Entity(at, at + len(name), "PERSON")
        for name in persons
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    asides = [(text.index(notes), len(text))] if notes else []
    found = find_mentions(text, load_gazetteer(), entities, (), (), asides)
    return Counter(m.name for m in found)


def test_a_surname_is_the_person_whose_name_is_written_in_two_ways() -> None:
    text = "Robert L. Quill met Bob Quill's lawyers. Later Quill denied it, and Quill left."
    assert named(text, "Robert L. Quill", "Bob Quill", "Quill")["Bob Quill"] == 4


def test_an_author_in_a_note_is_not_meant_by_the_text() -> None:
    text = "Lena Marsh testified in May. Marsh denied it.\n\n3 Tod Marsh, A Day in Court."
    found = named(text, "Lena Marsh", "Marsh", "Tod Marsh", notes="3 Tod")
    assert found == {"Lena Marsh": 2, "Tod Marsh": 1}


def test_an_office_is_no_part_of_a_name() -> None:
    text = "Iris Holt spoke. Chief of Staff Holt declined to comment, aides said."
    assert named(text, "Iris Holt", "Staff Holt")["Iris Holt"] == 2
