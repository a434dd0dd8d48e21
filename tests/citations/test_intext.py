"""Callouts that stay in the text, and what only looks like them."""

import pytest

from pipeline.citations.intext import (
    InText,
    accept_parenthesised,
    believed,
    find_author_year,
    find_bracketed,
    find_ibid,
    find_misread_brackets,
    find_noted,
    find_parenthesised,
)
from pipeline.citations.resolve import Entry
from pipeline.schema import Reference


def spans(text: str, found: list[InText]) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[sign.start : sign.end], sign.labels) for sign in found]


def test_bracketed() -> None:
    text = "Prices rose [3] and fell [3, 5–7]. See [sic] and [2021]."
    assert spans(text, find_bracketed(text)) == [
        ("[3]", ("3",)),
        ("[3, 5–7]", ("3", "5", "6", "7")),
    ]


def test_ibid_and_named_notes() -> None:
    text = "It fell (ibid., p. 4), see supra note 12. Note 3 above says so; (see footnote 5)."
    assert spans(text, find_ibid(text)) == [("(ibid., p. 4)", ())]
    assert spans(text, find_noted(text)) == [
        ("supra note 12", ("12",)),
        ("Note 3 above", ("3",)),
        ("(see footnote 5)", ("5",)),
    ]
    assert find_noted("as noted on 3 May above; two notes of 5 dollars") == []


def test_parenthesised() -> None:
    text = "Prices rose (3), as in (1989) and (a)."
    assert spans(text, find_parenthesised(text)) == [("(3)", ("3",))]


def is_listed(label: str) -> bool:
    """Whether a bibliography of our own has the label's author."""
    who = label.rsplit(" ", 1)[0]
    return who in {"Smith", "Jones", "World Bank", "IMF", "Human Rights Watch"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("(Smith 2019)", ["Smith 2019"]),
        ("(Smith, 2019, p. 4)", ["Smith 2019"]),
        ("(Smith 2019: 45–46)", ["Smith 2019"]),
        ("(Osei 2021, ch. 3; see also Egger et al. 2022)", ["Osei 2021", "Egger et al. 2022"]),
        ("(Smith 2019, Table 3; Lee 2010, 3)", ["Smith 2019", "Lee 2010"]),
        ("(Smith 2019; UN 2020a)", ["Smith 2019", "UN 2020a"]),
        ("(Smith 2019, 2020; Jones n.d.)", ["Smith 2019", "Smith 2020", "Jones n.d."]),
        ("(Smith 2019, Jones 2020)", ["Smith 2019", "Jones 2020"]),
        ("(Smith 2019 and Jones 2020)", ["Smith 2019", "Jones 2020"]),
        ("(Abel et al. 2019)", ["Abel et al. 2019"]),
        ("(Abel, Odum, and Ilo 2019)", ["Abel, Odum, and Ilo 2019"]),
        ("(Abel & Odum, 2012)", ["Abel & Odum 2012"]),
        ("(see World Bank 2020, 2021a, b)",
         ["World Bank 2020", "World Bank 2021a", "World Bank 2021b"]),
        ("(see e.g. World Bank, 2018a, 2018b; IMF forthcoming)",
         ["World Bank 2018a", "World Bank 2018b", "IMF forthcoming"]),
        ("(for a review, see Smith in press)", ["Smith in press"]),
        ("(as cited in Smith, 2019)", ["Smith 2019"]),
        ("(de Haas 2010; al-Ali 2007; Šimić 2020)", ["de Haas 2010", "al-Ali 2007", "Šimić 2020"]),
        ("(Ministry of Health and Welfare, 2019)", ["Ministry of Health and Welfare 2019"]),
        ("(U.S. Census Bureau 2010)", ["U.S. Census Bureau 2010"]),
        ("(Smith [1936] 2018)", ["Smith 2018"]),
        ("(Smith 2019; our own calculations)", ["Smith 2019"]),
    ],
)  # fmt: skip
def test_author_and_year_in_brackets(text: str, labels: list[str]) -> None:
    (found,) = find_author_year(f"It rained {text}.")
    assert (found.start, found.end, list(found.labels)) == (10, 10 + len(text), labels)


@pytest.mark.parametrize(
    ("text", "sign", "labels"),
    [
        ("Smith (2019) says so.", "Smith (2019)", ("Smith 2019",)),
        ("As Smith (2019, p. 4) says.", "Smith (2019, p. 4)", ("Smith 2019",)),
        ("Smith (2019; 2020a, b) says so.", "Smith (2019; 2020a, b)",
         ("Smith 2019", "Smith 2020a", "Smith 2020b")),
        ("As Abel and Odum (2019, 2021) say.", "Abel and Odum (2019, 2021)",
         ("Abel and Odum 2019", "Abel and Odum 2021")),
        ("Smith’s (2019) claim fell.", "Smith’s (2019)", ("Smith 2019",)),
        ("According to the World Bank’s Ledger (2020), it fell.", "World Bank’s Ledger (2020)",
         ("World Bank 2020",)),
        ("The work of Abel (2018) , Smith (2019) says so.", "Smith (2019)", ("Smith 2019",)),
        ("Abel et al. 2019 say so.", "Abel et al. 2019", ("Abel et al. 2019",)),
        ("It fell (Human Rights Watch, 5 May 2019).", "(Human Rights Watch, 5 May 2019)",
         ("Human Rights Watch 2019",)),
    ],
)  # fmt: skip
def test_author_and_year_in_a_sentence(text: str, sign: str, labels: tuple[str, ...]) -> None:
    assert spans(text, find_author_year(text, is_listed)) == [(sign, labels)]


@pytest.mark.parametrize(
    "text",
    [
        "It fell (in May 2019).",
        "It fell (March 2019).",
        "It fell (September/October 1986).",
        "It fell (Summer 2019).",
        "It fell (Reuters, 12 March 2020).",
        "It fell (Agenda 2030).",
        "Agudas v. Obama (D.C. Cir. 2015) held so.",
        "It fell (from 40 in 2019).",
        "It fell (2019).",
        "The rule (SN 2021, c 14) stands.",
        "the Act (2019) says",
        "Table (2019) shows",
        "GDP (2024) rose.",
        "After Brexit (2016) it fell.",
        "The Treaty of Lisbon (2009) says",
    ],
)
def test_no_author_year(text: str) -> None:
    assert find_author_year(text, is_listed) == []


def test_without_the_list_names_are_believed_and_acronyms_that_are_cited_otherwise() -> None:
    text = "According to the World Bank (2020) and WHO (2019), GDP (2024) rose."
    labels = [found.labels for found in find_author_year(text, believed(["WHO 2018"]))]
    assert labels == [("World Bank 2020",), ("WHO 2019",)]


def test_names_before_a_year_are_trusted_only_where_there_is_a_bibliography() -> None:
    assert find_author_year("Smith (2019) says so.") == []


def test_numbers_in_parentheses_are_callouts_where_most_of_the_list_is_called_so() -> None:
    listed = [Entry(Reference(str(n), "An entry."), 9, 0) for n in (1, 2, 3, 4)]
    cited = find_parenthesised("Prices rose (1). Wages fell (2, 3). Nobody saw why.")
    items = find_parenthesised("as section 642(b)(2) says, under item (1) or (2)")
    assert accept_parenthesised(cited, listed)
    assert not accept_parenthesised(cited, [])
    assert items == []


def test_square_brackets_of_which_an_ocr_misread_one() -> None:
    text = "Cities are hotter at night (2, 3]. Roofs help [8). Nothing is said of (4) or [5]."
    assert [(text[s.start : s.end], s.labels) for s in find_misread_brackets(text)] == [
        ("(2, 3]", ("2", "3")),
        ("[8)", ("8",)),
    ]
    assert find_misread_brackets("x in 5 (2, 3] and [8], (9)") == []
