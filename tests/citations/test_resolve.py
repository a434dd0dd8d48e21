"""A callout leads to the one reference that it can mean, or to none."""

from pipeline.citations.resolve import Entry, number_lists, resolve
from pipeline.schema import Callout, Reference


def note(label: str, page: int, text: str = "A note.") -> Entry:
    return Entry(Reference(label, text), page)


def entry(label: str, page: int, text: str = "An entry.") -> Entry:
    return Entry(Reference(label, text), page, 0)


def raised(*labels: str) -> Callout:
    return Callout(0, ",".join(labels), labels)


def author(*labels: str) -> Callout:
    return Callout(0, "", labels, "author-year")


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
    assert resolve(author("Smith 2019"), 1, BOOKS) == ()
    assert resolve(author("Jones 2019"), 1, BOOKS) == ()
