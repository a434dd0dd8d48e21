"""A callout leads to the one reference that it can mean, or to none."""

import pytest

from pipeline.citations.resolve import Entry, Resolver, number_lists
from pipeline.schema import Callout, Reference


def note(label: str, page: int, text: str = "A note.") -> Entry:
    return Entry(Reference(label, text), page)


def entry(label: str, page: int, text: str = "An entry.") -> Entry:
    return Entry(Reference(label, text), page, 0)


def raised(*labels: str) -> Callout:
    return Callout(0, ",".join(labels), labels)


def author(*labels: str) -> Callout:
    return Callout(0, "", labels, "author-year")


def resolve(callout: Callout, page: int, entries: list[Entry]) -> tuple[int, ...]:
    return Resolver(entries).resolve(callout, page)


def test_the_pages_own_note_comes_first() -> None:
    entries = [note("1", 1), note("1", 2), entry("1", 9)]
    assert resolve(raised("1"), 2, entries) == (1,)


def test_a_note_on_the_next_page() -> None:
    assert resolve(raised("7"), 1, [note("7", 2)]) == (0,)


def test_two_notes_of_one_number_on_a_page_stay_unresolved() -> None:
    assert resolve(raised("1"), 1, [note("1", 1), note("1", 1)]) == ()


def test_the_chapters_endnotes_come_before_the_ends() -> None:
    entries = number_lists([entry("1", 5), entry("2", 5), entry("1", 9), entry("2", 9)])
    assert resolve(raised("2"), 3, entries) == (1,)
    assert resolve(raised("2"), 7, entries) == (3,)


def test_a_note_far_away_only_where_numbers_run_through() -> None:
    assert resolve(raised("7"), 1, [note("6", 8), note("7", 9)]) == (1,)
    assert resolve(raised("7"), 1, [note("1", 7), note("1", 8), note("7", 9)]) == ()


def test_each_label_of_a_list() -> None:
    entries = [entry("3", 9), entry("4", 9), entry("5", 9)]
    assert resolve(raised("3", "5", "8"), 1, entries) == (0, 2)


BOOKS = [
    entry("Smith 2019", 9, "Smith, J. (2019). Rain. Accra."),
    entry("Smith 2019", 9, "Smith, J., and Abel, K. (2019). Ruin. Accra."),
    entry("World Health Organization 2020", 9, "World Health Organization (2020). Malaria."),
    entry("UN 2020a", 9, "UN (2020a). Floods."),
]


def test_author_and_year() -> None:
    assert resolve(author("UN 2020a"), 1, BOOKS) == (3,)
    assert resolve(author("Smith and Abel 2019"), 1, BOOKS) == (1,)


def test_an_acronym_of_the_entrys_name() -> None:
    assert resolve(author("WHO 2020"), 1, BOOKS) == (2,)


def test_two_entries_that_fit_stay_unresolved() -> None:
    twice = [*BOOKS, entry("Smith 2019", 9, "Smith, P. (2019). Sand. Accra.")]
    assert resolve(author("Smith 2019"), 1, twice) == ()
    assert resolve(author("Jones 2019"), 1, BOOKS) == ()


def test_one_name_is_the_work_of_one_author() -> None:
    assert resolve(author("Smith 2019"), 1, BOOKS) == (0,)
    assert resolve(author("Smith et al. 2019"), 1, BOOKS) == (1,)


def test_two_names_are_the_work_of_two_authors() -> None:
    books = [
        entry("Abel 2020", 9, "Abel, Kofi, and Jan Odum (2020): “Rain.” Accra."),
        entry("Abel 2020", 9, "Abel, Kofi, Per Ilo, and Jan Odum (2020): “Ruin.” Accra."),
    ]
    assert resolve(author("Abel and Odum 2020"), 1, books) == (0,)
    assert resolve(author("Abel, Ilo, and Odum 2020"), 1, books) == (1,)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("J. Smith 2019", "Smith, J. (2019). Rain."),
        ("Smith 2019", "J. Smith (2019), Rain."),
        ("World Bank 2020a", "The World Bank. 2020a. Floods."),
        ("FAO 2020", "Food and Agriculture Organization [FAO] (2020). Maize."),
        ("IMF forthcoming", "IMF (forthcoming). Outlook."),
        ("IMF in press", "IMF (in press). Outlook."),
        ("Smith 2019a", "Smith, J. (2019). Rain."),
    ],
)
def test_forms_of_names_and_years(label: str, text: str) -> None:
    assert resolve(author(label), 1, [entry("", 9, text)]) == (0,)


def test_a_year_in_the_title_is_not_the_entrys_own() -> None:
    books = [
        entry("Smith 2012", 9, "Smith, J. (2012). The harvest of 2019. Accra."),
        entry("Smith 2019", 9, "Smith, J. (2019). Rain. Accra."),
    ]
    assert resolve(author("Smith 2019"), 1, books) == (1,)
