"""The works that a note names, told apart, each with its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citations.sources import read_source, split_sources


@pytest.mark.parametrize(
    ("note", "works"),
    [
        ("Abel, Rain (2019).", ["Abel, Rain (2019)."]),
        ("Abel, Rain (2019); Odum, Ruin (2020).", ["Abel, Rain (2019)", "Odum, Ruin (2020)."]),
        ("See Abel, Rain (2019), 4; see also Odum, Ruin (2020).",
         ["Abel, Rain (2019), 4", "Odum, Ruin (2020)."]),
        ("See Abel, Rain (2019); Odum, Ruin (2020). For a different view, see Ilo, Sand (2021).",
         ["Abel, Rain (2019)", "Odum, Ruin (2020).", "Ilo, Sand (2021)."]),
        ("Ibid., p. 4; Odum, Ruin (2020).", ["Ibid., p. 4", "Odum, Ruin (2020)."]),
        ("Abel, supra note 1, at 12. Jan Odum, Ruin 32 (1990).",
         ["Abel, supra note 1, at 12.", "Jan Odum, Ruin 32 (1990)."]),
    ],
)  # fmt: skip
def test_several_works_in_one_note(note: str, works: list[str]) -> None:
    assert split_sources(note) == works


@pytest.mark.parametrize(
    "note",
    [
        "Const. of Norland art. 2, cl. 5; § 3, cl. 6.",
        "Abel, Rain (2019), pp. 3–7; 12.",
        "Abel K, Odum J. Rain and ruin. J Weather. 2006; 93(10): 1477–1489. doi: 10.5555/r.2006",
        "Water Act 1998 (c. 4; in force 1 May 1999).",
        "“Rain; and ruin”, Courier, 3 May 2021.",
        "Abel, J.; Odum, K.; and Ilo, P. (2019). Rain. Accra: Volta House.",
        "Abel K, Odum J. Rain and ruin; 2017. Available from: https://www.example.org/rain.",
        "The fund was closed in 2019; it has not been opened since.",
    ],
)
def test_one_work_stays_one(note: str) -> None:
    assert split_sources(note) == [note]


@pytest.mark.parametrize(
    ("text", "authors", "title", "year", "publisher"),
    [
        ("Abel, J., and Odum, K. (2019). Rain and ruin. Accra: Volta House.",
         "Abel, J., and Odum, K", "Rain and ruin", "2019", "Volta House"),
        ("World Bank. 2020a. Floods: A Ledger. Washington, DC.",
         "World Bank", "Floods: A Ledger", "2020a", None),
        ("Abel, J.K., 1995, Methods of analysis: Norland Survey Report, 4 p.",
         "Abel, J.K", "Methods of analysis: Norland Survey Report, 4 p", "1995", None),
        ("Kofi Abel, Rain and Ruin (Accra: Volta House, 2020), 88–131.",
         "Kofi Abel", "Rain and Ruin", "2020", "Volta House"),
        ("Kofi Abel and Jan Odum, “Whose Rain?”, Journal of Weather 14, no. 2 (2022): 201–26.",
         "Kofi Abel and Jan Odum", "Whose Rain?", "2022", None),
        ("KOFI ABEL, RAIN, AND RUIN 13-17 (1992).", "KOFI ABEL", "RAIN, AND RUIN", "1992", None),
        ("Audit Office, Grants: Who Gets Them, AO-06-46 (Westport: Sept. 29, 2006).",
         "Audit Office", "Grants: Who Gets Them", "2006", None),
        ("Abel v. Odum, 88 N.R. 63, 75 (1987) (“The question is who pays”).",
         None, "Abel v. Odum", "1987", None),
        ("Water Act, RSN 1985, c 44.", None, "Water Act", "1985", None),
        ("The minister has said that the fund was closed in 2019.", None, None, None, None),
        ("Abel KJ, van Odum J, Ilo P, et al. Rain, and ruin? J Weather. 2006; 93(10):1477–89.",
         "Abel KJ, van Odum J, Ilo P, et al", "Rain, and ruin?", "2006", None),
        ("Abel K. Rain and ruin; 2017. Available from: https://www.example.org/rain.",
         "Abel K", "Rain and ruin", "2017", None),
        ("Abel, K. (1999): The Loss of Rain, Norland University Press, Westport.",
         "Abel, K", "The Loss of Rain", "1999", "Norland University Press"),
        ("Abel, Kofi (2017): Rain in Context. Courier Harbour Publications.",
         "Abel, Kofi", "Rain in Context", "2017", "Courier Harbour Publications"),
        ("Abel, K. (1999): “Rain,” in Handbook, ed. by J. Odum, Accra: Volta-House, vol. 1.",
         "Abel, K", "Rain", "1999", "Volta-House"),
    ],
)  # fmt: skip
def test_parts(
    text: str, authors: str | None, title: str | None, year: str | None, publisher: str | None
) -> None:
    found = read_source(text)
    assert (found.authors, found.title, found.year, found.publisher) == (
        authors, title, year, publisher,
    )  # fmt: skip


def test_slanted_print_is_a_title() -> None:
    text = "Kofi Abel, Rain, but Never Ruin, Accra 2019."
    assert read_source(text, ["Rain, but Never Ruin,"]).title == "Rain, but Never Ruin"


def test_words_that_lead_to_an_address_are_no_title() -> None:
    text = "Treaty of Odum, July 24, 1923, available at https://www.example.org/t.htm."
    assert read_source(text, ["available at"]).title == "Treaty of Odum"


def test_addresses() -> None:
    found = read_source("Abel, Rain (2019), https://doi.org/10.5555/rain.2019.7.")
    assert (found.doi, found.url) == ("10.5555/rain.2019.7", "https://doi.org/10.5555/rain.2019.7")


@given(st.text(alphabet="Ab ;.,(“”)19:§seid", max_size=200))
def test_works_are_slices_of_the_note_and_so_are_their_parts(note: str) -> None:
    for work in split_sources(note):
        assert work in note or ";" in work
        found = read_source(work)
        assert all(
            part in work
            for part in (found.authors, found.title, found.year, found.publisher)
            if part
        )
