"""Endnotes and bibliographies, each entry a reference of its own."""

from dataclasses import replace

from pipeline.assembly import assemble
from pipeline.config import AssemblySettings
from pipeline.schema import Document, Line, Page
from tests.builders import bare, line, page, report

FULL = "The ministry said on Monday that more than forty villages had been"
BODY = [line(FULL, top=100), line("cut off by the river.^1^ Relief came late.^2^", top=112)]


def made(*pages: Page) -> Document:
    return assemble(report(*pages), AssemblySettings())


def references(*pages: Page) -> list[tuple[str, str]]:
    return [(found.label, found.text) for found in made(*pages).references]


def notes(*rows: str, top: float = 740, size: float = 7) -> list[Line]:
    return [line(row, top=top + 9 * i, size=size) for i, row in enumerate(rows)]


def test_endnotes_under_their_heading() -> None:
    end = page(
        line("Notes", size=13, top=80),
        *notes("1. Ministry of Water, 2021.", "2. UNHCR,", "Flood Update.", top=110, size=9),
    )
    document = made(page(*BODY), end)
    assert [(r.label, r.text) for r in document.references] == [
        ("1", "Ministry of Water, 2021."),
        ("2", "UNHCR, Flood Update."),
    ]
    assert [block.kind for block in document.blocks] == [
        "paragraph", "heading", "reference", "reference",
    ]  # fmt: skip
    assert [callout.references for callout in document.callouts] == [(0,), (1,)]


def test_a_bibliography_whose_entries_hang() -> None:
    rows = [
        line("References", size=13, top=80),
        line("Abel, K. (2019). Rain and Ruin in the", top=110),
        line("Basin. Accra.", top=122, left=90),
        line("—— (2021). The Dam. Accra.", top=134),
        line("UNHCR (2020a). Flood Update on the", top=146),
        line("Lower River. Geneva.", top=158, left=90),
        line("Zuma, P. (2018). Silt.", top=170),
    ]
    assert [label for label, _ in references(page(*BODY), page(*rows))] == [
        "Abel 2019",
        "Abel 2021",
        "UNHCR 2020a",
        "Zuma 2018",
    ]


def test_a_bibliography_that_hangs_on_one_page_only() -> None:
    gaps = [
        line("References", size=13, top=80),
        line("Abel, K. (2019). Rain and Ruin in the", top=110),
        line("Basin. Accra.", top=122),
        line("Odum, J. Sand and Stone in Towns. Accra:", top=146),
        line("2021.", top=158),
    ]
    hanging = [
        line("UNHCR (2020a). Flood Update on the", top=80),
        line("Lower River. Geneva.", top=92, left=90),
        line("Zuma, P. (2018). Silt and Sand and", top=104),
        line("Stone. Lagos.", top=116, left=90),
    ]
    assert [label for label, _ in references(page(*BODY), page(*gaps), page(*hanging))] == [
        "Abel 2019",
        "Odum 2021",
        "UNHCR 2020a",
        "Zuma 2018",
    ]


def test_what_follows_the_list_is_text_again() -> None:
    end = page(
        line("Notes", size=13, top=80),
        *notes("1. Ministry of Water, 2021.", "2. UNHCR.", top=110, size=9),
        line("About the Authors", size=13, top=160),
        line("Kofi Abel leads the programme on rivers at the centre.", top=190),
    )
    assert [b.kind for b in made(page(*BODY), end).blocks][-2:] == ["heading", "paragraph"]


def test_bare_text_whose_numbers_the_ocr_misread() -> None:
    rows = (
        "The dam broke in May.’ Forty towns were hit.? Relief was slow.* Many had fled.>",
        "",
        "Notes",
        "",
        "’ Ministry of Water, 2021, p. 4.",
        "? UNHCR, Flood Update, 2021.",
        "* Abel, Rain and Ruin, 2019,",
        "p. 7.",
        "> Interview, 3 May 2021.",
    )
    document = made(bare(*rows))
    assert [r.text for r in document.references] == [
        "Ministry of Water, 2021, p. 4.",
        "UNHCR, Flood Update, 2021.",
        "Abel, Rain and Ruin, 2019, p. 7.",
        "Interview, 3 May 2021.",
    ]
    assert [(c.labels, c.references) for c in document.callouts] == [
        (("1",), (0,)),
        (("2",), (1,)),
        (("3",), (2,)),
        (("4",), (3,)),
    ]


def test_numbers_of_a_scanned_list_tell_those_that_were_misread() -> None:
    rows = (
        "186. Bureau of Statistics, https://www.example.org/2019",
        "187. Ministry of Water, Annual Report (2021).", "188. UNHCR, Flood Update (2020).",
        "1S9. Court of Audit, Special Report (2018).", "198. Port Authority, Traffic (2019).",
        "191. Ibid.",
    )  # fmt: skip
    end = page(line("Notes", size=13, top=80), *notes(*rows, top=110, size=9), method="ocr")
    found = references(page(*BODY), end)
    assert [label for label, _ in found] == ["186", "187", "188", "189", "190", "191"]


def test_a_heading_that_was_taken_for_the_last_line_of_a_paragraph() -> None:
    rows = notes("1. Ministry of Water, 2021.", "2. UNHCR, 2020.", top=148, size=9)
    end = page(*BODY, line("Notes", top=124), *rows, method="ocr")
    assert references(end) == [("1", "Ministry of Water, 2021."), ("2", "UNHCR, 2020.")]


def test_endnotes_that_a_word_processor_sets_behind_the_text_without_a_heading() -> None:
    rows = [
        line("Rain fell.^1^ It went on.^2^ Then it stopped.^3^", top=100 + 14 * i) for i in (0, 1)
    ]
    texts = ("Ministry of Water, 2021.", "UNHCR, Flood Update.", "Zeta Herald, 2 May 2021.")
    end = page(*notes(*(f"{n} {text}" for n, text in enumerate(texts, 1)), top=80, size=9))
    document = made(page(*BODY, *rows), page("It was dry.", number=2), replace(end, number=3))
    assert [(r.label, r.text) for r in document.references] == [
        (str(n), text) for n, text in enumerate(texts, 1)
    ]
    assert all(callout.references for callout in document.callouts)


def test_numbered_terms_in_small_type_that_nothing_calls_for_are_no_endnotes() -> None:
    end = notes(
        "1 Rates may change.", "2 Fees are due in May.", "3 Rain is no excuse.", size=9, top=80
    )
    assert references(page(FULL, FULL, FULL), replace(page(*end), number=2)) == []


STUDIES = (
    (
        "Lee, Ann, Ben Okoro, and Mara Silva. “Rain and the Price",
        "of Rice.” Water 8:2 (1998): 15-22.",
    ),
    ("Okoro, Ben. “Silt and Sand in the Upper Volta Basin.”", "Rivers 151 (July 1997): 724-729."),
    ("Silva, Mara, and Ann Lee. “A Dam Too Far: The Akosombo", "Years.” Accra: Coast Press, 2004."),
)


def test_studies_under_a_heading_of_their_own_are_references() -> None:
    rows = [
        line(text, top=110 + 40 * n + 12 * k)
        for n, entry in enumerate(STUDIES)
        for k, text in enumerate(entry)
    ]
    document = made(page(*BODY), page(line("Studies in Our Review", size=13, top=80), *rows))
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["paragraph", "heading", "reference", "reference", "reference"]


def test_sentences_that_begin_with_a_name_are_no_references() -> None:
    rows = [
        line("Ghana, Togo and Benin agreed in May 2019.", top=110),
        line("Lee, Ann Lee, said: “We know what it was,” in 2019.", top=140),
        line("Okoro, Ben, “the Fox”, was seen in Accra in 2021.", top=170),
    ]
    document = made(page(*BODY), page(*rows))
    assert {block.kind for block in document.blocks} == {"paragraph"}
